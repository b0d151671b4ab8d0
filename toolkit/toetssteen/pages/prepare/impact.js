// The class of impact: which one holds and why, and another choice, with a reason where it is a lighter one.

import { h } from "../../web/kit/elements.js";
import { form } from "../../web/kit/fields.js";

/** @typedef {import("./kit.js").Kit} Kit */
/** @typedef {import("./kit.js").Sections["impact"]} Part */

/** @param {Kit} kit @param {Part} part */
export function drawImpact(kit, part) {
  const { say, desk } = kit;
  if (!part.classes.length && !part.lines.length) return h.p(say("impact_heavy_only"));
  const lines = part.known || !desk.state.editable ? part.lines : [say("impact_open")];
  return [
    desk.state.editable && h.p(say("impact_what")),
    h.ul(
      { id: "impact-lines" },
      lines.map((line) => h.li({ dir: "auto" }, line)),
    ),
    desk.state.editable && choice(kit, part),
  ];
}

/** @param {Kit} kit @param {Part} part */
function choice(kit, part) {
  const { say } = kit;
  const send = () => {
    const given = { impact: kit.shown("impact/impact"), reason: kit.shown("impact/reason") };
    return kit.save("impact", "impact", given, say("impact_saved"));
  };
  return form(
    { send },
    kit.radios(
      "impact/impact",
      say("impact_choose"),
      part.classes.map((given) => [given.id, given.title, say("impact_asks", given)]),
      part.chosen,
    ),
    kit.prose("impact/reason", say("impact_reason"), { otherwise: part.reason, hint: say("impact_reason_hint") }),
    h.p({ class: "ts-row" }, h.button({ id: "impact-go" }, say("impact_go")), kit.markNode("impact")),
  );
}
