// What is bought or reviewed, when it is used, and what of the law begins or ends in that time.

import { h, outward, placed } from "../../web/kit/elements.js";
import { form } from "../../web/kit/fields.js";
import { drawRighting } from "./righting.js";

/** @typedef {import("./kit.js").Kit} Kit */
/** @typedef {import("./kit.js").Sections["bought"]} Part */

/** @param {Kit} kit @param {Part} part */
export function drawBought(kit, part) {
  const { say } = kit;
  /** @type {[name: string, value: string | null][]} */
  const rows = [
    ["bought_title", part.title],
    ["bought_authority", part.authority],
    ["bought_track", part.track],
    ["bought_procedure", say(`procedure_${part.procedure}`)],
    ["bought_procurement", part.procurement],
    ["bought_lot", part.lot],
    ["bought_about", part.about],
  ];
  return [
    kit.facts(rows.filter(([, value]) => value)),
    drawRighting(kit, "bought", part.rights, part.title),
    drawPeriod(kit, part.period),
  ];
}

/** @param {Kit} kit @param {Part["period"]} use */
function drawPeriod(kit, use) {
  const { say } = kit;
  const send = () => {
    const given = { begins: kit.shown("period/begins"), ends: kit.shown("period/ends") };
    return kit.save("period", "period", given, say("period_saved"), { redraw: "bought" });
  };
  const field = (/** @type {"begins" | "ends"} */ name) =>
    h.div(kit.input(`period/${name}`, say(`period_${name}`), { type: "date", otherwise: use[name], required: true }));
  return [
    h.h3(say("period_heading")),
    use.editable
      ? form(
          { send },
          h.p(say("period_what")),
          h.div({ class: "ts-row ts-dates" }, field("begins"), field("ends")),
          h.p({ class: "ts-row" }, h.button({ id: "period-go" }, say("period_go")), kit.markNode("period")),
        )
      : h.p(use.begins ? say("period_is", use) : say("period_none")),
    use.begins && shownComing(kit, use),
  ];
}

/** @param {Kit} kit @param {Part["period"]} use */
function shownComing(kit, use) {
  const { say } = kit;
  if (!use.known) return h.p({ class: "ts-hint" }, say("coming_later"));
  if (!use.coming.length) return h.p(say("coming_nothing"));
  const source = (/** @type {import("./state.d.ts").ComingLaw} */ law) => [
    outward(law.url, law.source),
    ` (${say(law.checked ? "source_checked" : "source_unchecked")})`,
  ];
  return kit.unfold(
    "coming",
    say("coming_heading", { count: use.coming.length }),
    h.p(say("coming_what")),
    h.ul(
      use.coming.map((law) =>
        h.li(
          { id: `coming-${law.id}-${law.change}` },
          h.strong(say(`coming_${law.change}`, law)),
          law.kind !== "term" && ` (${say(`kind_${law.kind}`)})`,
          ". ",
          law.text,
          law.kind !== "term" && ".",
          law.before && ` ${say(`coming_before_${law.change}`)}`,
          law.source && h.p({ class: "ts-hint" }, placed(say, "coming_source", source(law))),
        ),
      ),
    ),
  );
}
