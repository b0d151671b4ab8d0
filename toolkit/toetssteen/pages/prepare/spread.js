// Weights that do not add up, said with the difference, and spread in proportion: shown before they are taken over.

import { h, put } from "../../web/kit/elements.js";
import { exactly, shownExactly } from "../../web/kit/exact.js";
import { fits, levelName, sumText, weightId } from "./levels.js";

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

export function spread(kit, levels) {
  const { desk } = kit;
  const points = (level) =>
    Object.fromEntries(
      level.items.map((item) => [
        item.id,
        String(kit.value(weightId(level, item), item.weight))
          .trim()
          .replace(",", "."),
      ]),
    );
  desk.act("spread", { levels: Object.fromEntries(levels.map((level) => [level.id, points(level)])) }).then(
    (reply) => showSpread(kit, levels, reply.patch.levels),
    (faults) => desk.faults(faults),
  );
}

function showSpread(kit, levels, made) {
  const { say, desk } = kit;
  const place = document.getElementById("spread-made");
  const odd = levels.filter((level) => !made[level.id]);
  const right = levels.filter((level) => made[level.id]);
  const shown = (text) => {
    const value = exactly(text);
    return value === null ? text : shownExactly(value, desk.state.language);
  };
  const table = (level) =>
    kit.table(
      say("spread_made", { name: levelName(kit, level) }),
      [say("weights_item"), say("spread_points"), say("weights_percent")],
      level.items.map((item) => [
        item.title,
        shown(kit.value(weightId(level, item), item.weight)),
        shown(made[level.id][item.id]),
      ]),
      [1, 2],
    );
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
  const first = /** @type {HTMLElement} */ (place.firstChild);
  first.focus();
  first.scrollIntoView({ block: "nearest" });
}

function takeSpread(kit, levels, made) {
  const { say, desk } = kit;
  levels.forEach((level) => {
    for (const item of level.items) kit.type(weightId(level, item), made[level.id][item.id]);
    kit.type(`ways/${level.id}`, "points");
  });
  if (!kit.value("weights/reason").trim()) kit.type("weights/reason", say("spread_reason"));
  kit.redraw("weights");
  kit.focus("weights-go");
  desk.announce(say("swing_taken"));
}
