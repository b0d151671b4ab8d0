// Weights that do not add up, said with the difference, and spread in proportion: shown before they are taken over.

import { find, h, put } from "../../web/kit/elements.js";
import { fits, levelName, sumText, takeWeights, weightNow } from "./levels.js";

/** @typedef {import("./kit.js").Kit} Kit */
/** @typedef {import("./state.d.ts").WeightLevel} Level */
/** @typedef {Record<string, Record<string, string> | null>} Made of each level the weights that add up, where there are any */

/** @param {Kit} kit */
export function unevenNote(kit) {
  const { say, desk } = kit;
  const off = desk.state.sections.weights.levels.filter((level) => !fits(kit, level));
  if (!off.length) return null;
  return h.div(
    { class: "ts-note" },
    h.p(h.strong(say("uneven"))),
    h.ul(off.map((level) => h.li(say("uneven_line", { name: levelName(kit, level), sum: sumText(kit, level) })))),
    h.p(h.button({ type: "button", id: "spread-all", onclick: () => spread(kit, off) }, say("spread"))),
  );
}

/** @param {Kit} kit @param {Level[]} levels */
export function spread(kit, levels) {
  const { desk } = kit;
  if (kit.odd("weights")) return;
  const points = (/** @type {Level} */ level) =>
    Object.fromEntries(level.items.map((item) => [item.id, weightNow(kit, level, item)]));
  desk
    .act("spread", { levels: Object.fromEntries(levels.map((level) => [level.id, points(level)])) })
    .then((reply) => showSpread(kit, levels, reply.patch.levels), desk.faults);
}

/** @param {Kit} kit @param {Level[]} levels @param {Made} made */
function showSpread(kit, levels, made) {
  const { say } = kit;
  const odd = levels.filter((level) => !made[level.id]);
  const right = levels.filter((level) => made[level.id]);
  const table = (/** @type {Level} */ level) =>
    kit.table(
      say("spread_made", { name: levelName(kit, level) }),
      [say("weights_item"), say("spread_points"), say("weights_percent")],
      level.items.map((item) => [
        item.title,
        kit.exact(weightNow(kit, level, item)),
        kit.exact(made[level.id]?.[item.id] ?? ""),
      ]),
      [1, 2],
    );
  const place = kit.find("spread-made");
  put(
    place,
    odd.length > 0 &&
      h.p(
        { class: "ts-note", tabindex: "-1" },
        say("spread_odd", { names: odd.map((level) => levelName(kit, level)).join(", ") }),
      ),
    right.map(table),
    right.length > 0 && [
      h.p(say("spread_what")),
      h.p(
        h.button(
          { type: "button", class: "ts-main", id: "spread-take", onclick: () => takeSpread(kit, right, made) },
          say("spread_take"),
        ),
      ),
    ],
  );
  const first = find(place, ":scope > *");
  first.focus();
  first.scrollIntoView({ block: "nearest" });
}

/** @param {Kit} kit @param {Level[]} levels @param {Made} made */
function takeSpread(kit, levels, made) {
  const { say, desk } = kit;
  for (const level of levels) takeWeights(kit, level, made[level.id] ?? {});
  if (!kit.value("weights/reason").trim()) kit.type("weights/reason", say("spread_reason"));
  kit.redraw("weights");
  kit.focus("weights-go");
  desk.announce(say("swing_taken"));
}
