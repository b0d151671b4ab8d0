// Weights, in percent, by points or by swings; the sum is exact, never a float's.

import { find, h, put } from "../../web/kit/elements.js";
import { faultAt, unmark } from "../../web/kit/faults.js";
import { form } from "../../web/kit/fields.js";
import { numberField } from "../../web/kit/number_field.js";
import { inField } from "../../web/kit/numbers.js";
import {
  byPoints,
  bySwings,
  fits,
  levelName,
  madeNow,
  numberKind,
  portionsNow,
  sumText,
  swingId,
  swingMade,
  swingsNow,
  takeWeights,
  wayOf,
  weightId,
} from "./levels.js";
import { drawProfiles } from "./profile.js";
import { spread, unevenNote } from "./spread.js";

/** @typedef {import("./kit.js").Kit} Kit */
/** @typedef {import("./kit.js").Sections["weights"]} Part */
/** @typedef {import("./state.d.ts").WeightLevel} Level */
/** @typedef {import("./state.d.ts").WeightItem} Item */

const HIGHEST = 100; // the swing of what matters most

/** @param {Kit} kit @param {Part} part */
export function drawWeights(kit, part) {
  const { say, desk } = kit;
  const [values, ...inside] = part.levels;
  if (!desk.state.editable) return weightsRead(kit, part);
  return [
    drawProfiles(kit, part),
    form(
      { class: "ts-weights", novalidate: true, send: () => saveWeights(kit, part) },
      h.p(say("weights_what")),
      h.p({ class: "ts-hint" }, say(part.own ? "weights_own" : "weights_of_set")),
      part.own &&
        part.reason &&
        h.p({ class: "ts-hint", dir: "auto" }, say("weights_reason_was", { reason: part.reason })),
      h.div({ id: "weights-uneven" }, unevenNote(kit)),
      h.div({ id: "spread-made" }),
      part.weightless.length > 0 &&
        h.p({ class: "ts-note", id: "weightless" }, say("weightless", { titles: part.weightless.join(", ") })),
      weightLevel(kit, values),
      h.h3(say("weights_inside")),
      inside.map((level) =>
        kit.unfold(
          `inside-${level.id}`,
          [level.title, ": ", h.span({ id: `sum-short-${level.id}` }, sumText(kit, level))],
          weightLevel(kit, level),
        ),
      ),
      kit.prose("weights/reason", say("weights_reason"), { hint: say("weights_reason_hint") }),
      h.p(
        { class: "ts-row" },
        h.button({ class: "ts-main", id: "weights-go" }, say("weights_go")),
        h.button({ type: "button", id: "weights-back", onclick: () => backToSet(kit, part) }, say("weights_back")),
        h.button(
          {
            type: "button",
            id: "weights-drop",
            onclick: () => {
              kit.forget("weights", "ways");
              swingMade.clear();
              kit.redraw("weights");
              desk.announce(say("weights_dropped"));
            },
          },
          say("weights_drop"),
        ),
        kit.markNode("weights"),
      ),
    ),
  ];
}

/** @param {Kit} kit @param {Part} part */
function weightsRead(kit, part) {
  const { say } = kit;
  /** @type {(level: Level, caption: string) => HTMLElement} */
  const table = (level, caption) => {
    const shares = sharesNow(kit, level);
    return kit.table(
      caption,
      [say("weights_item"), say("weights_percent")],
      level.items.map(({ title, weight }, place) => [title, `${kit.exact(weight)} ${shares[place]}`]),
      [1],
    );
  };
  const [values, ...inside] = part.levels;
  return [
    part.own && h.p({ dir: "auto" }, say("weights_reason_was", { reason: part.reason })),
    table(values, say("weights_values")),
    inside.map((level) => kit.unfold(`inside-${level.id}`, level.title, table(level, level.title ?? ""))),
  ];
}

/** @param {Kit} kit @param {Level} level */
function weightLevel(kit, level) {
  const { say } = kit;
  const way = wayOf(kit, level);
  const name = level.title || say("weights_values");
  return h.fieldset(
    h.legend(level.title ? say("weights_of", level) : name),
    h.div(
      { class: "ts-row", role: "radiogroup", "aria-label": say("way", { name }) },
      ["percent", "points", "swing"].map((value) =>
        h.label(
          { class: "ts-choice" },
          h.input({
            type: "radio",
            name: `ways/${level.id}`,
            value,
            id: `ways/${level.id}=${value}`,
            checked: value === way,
            onchange: () => {
              kit.type(`ways/${level.id}`, value);
              kit.redraw("weights");
            },
          }),
          say(`way_${value}`),
        ),
      ),
    ),
    way === "swing" ? swings(kit, level) : numbers(kit, level),
  );
}

/**
 * What each number of points is in percent, as it stands behind it; nothing where they are no points.
 * @param {Kit} kit @param {Level} level
 */
function sharesNow(kit, level) {
  const found = byPoints(kit, level) && portionsNow(kit, level);
  return level.items.map((_, place) => (found ? `${found.shares[place]}%` : ""));
}

/** @param {Kit} kit @param {Level} level */
function numbers(kit, level) {
  const { say, desk } = kit;
  const shares = sharesNow(kit, level);
  return [
    h.div(
      { class: "ts-grid" },
      level.items.map((item, place) => {
        const id = weightId(level, item);
        const own =
          item.proposed !== null &&
          h.span({ class: "ts-hint", id: `${id}-set` }, say("weights_proposed", { weight: kit.exact(item.proposed) }));
        const input = h.input({
          id,
          maxlength: 40,
          "data-at": `${level.title ? "criteria" : "values"}.${item.id}`,
          autocomplete: "off",
          "aria-describedby": `${own ? `${id}-set ` : ""}${id}-share sum-${level.id}`,
          oninput: () => {
            kit.type(id, input.value);
            tellSum(kit, level);
          },
          onchange: () => desk.announce(sumText(kit, level)),
        });
        input.value = kit.value(id, inField(item.weight, desk.state.language));
        return h.div(
          h.label({ for: id }, item.title, " ", kit.standing(item.standing)),
          h.span(
            { class: "ts-row" },
            input,
            numberField(desk, input, numberKind(kit, level)),
            h.span({ id: `${id}-share` }, shares[place]),
            own,
          ),
        );
      }),
    ),
    h.p(
      { class: "ts-row" },
      h.span({ id: `sum-${level.id}`, class: "ts-sum" }, sumText(kit, level)),
      h.button(
        { type: "button", id: `spread-${level.id}`, hidden: fits(kit, level), onclick: () => spread(kit, [level]) },
        say("spread"),
        h.span({ class: "ts-hidden" }, `: ${levelName(kit, level)}`),
      ),
    ),
  ];
}

/** @param {Kit} kit @param {Level} level */
function tellSum(kit, level) {
  for (const id of [`sum-${level.id}`, `sum-short-${level.id}`]) {
    const node = document.getElementById(id);
    if (node) node.textContent = sumText(kit, level);
  }
  document.getElementById("spread-made")?.replaceChildren(); // it was of other points
  const shares = sharesNow(kit, level);
  for (const [place, item] of level.items.entries())
    document.getElementById(`${weightId(level, item)}-share`)?.replaceChildren(shares[place]);
  const note = document.getElementById("weights-uneven");
  const button = document.getElementById(`spread-${level.id}`);
  if (button) button.hidden = fits(kit, level);
  if (note) put(note, unevenNote(kit));
}

/**
 * Swing weighting: the item whose way from worst to best matters most gets 100, the others are set against it.
 * @param {Kit} kit @param {Level} level
 */
function swings(kit, level) {
  const { say, desk } = kit;
  const id = (/** @type {Item} */ item) => swingId(level, item);
  const result = h.div({ id: `swing-made-${level.id}` });
  const row = (/** @type {Item} */ item) => {
    const hints = [
      item.worst && h.span({ class: "ts-hint" }, say("swing_worst", item)),
      item.best && h.span({ class: "ts-hint" }, say(level.title ? "swing_best" : "swing_holds", item)),
    ].filter(Boolean);
    const slid = () => String(Number(swingsNow(kit, level)[item.id]) || 0);
    const range = h.input({
      ...{ type: "range", min: "0", max: "100", step: "1", value: slid(), id: `${id(item)}-range` },
      "aria-label": say("swing_range", item),
      oninput: () => {
        number.value = range.value;
        number.dispatchEvent(new Event("input", { bubbles: true }));
      },
    });
    const number = h.input({
      id: id(item),
      value: kit.value(id(item), "0"),
      maxlength: 40,
      autocomplete: "off",
      "aria-describedby": hints.length ? `${id(item)}-hint` : null,
      oninput: () => moved(),
    });
    const moved = () => {
      kit.type(id(item), number.value);
      if (document.activeElement !== range) range.value = slid();
      swingMade.delete(level.id); // it was of other swings
      result.replaceChildren();
      tellSum(kit, level);
    };
    return h.div(
      h.label({ for: id(item) }, item.title, " ", kit.standing(item.standing)),
      hints.length > 0 && h.p({ class: "ts-swing", id: `${id(item)}-hint` }, hints),
      h.span({ class: "ts-row" }, range, number, numberField(desk, number, "number")),
    );
  };
  const work = () => {
    if (kit.odd("weights")) return undefined;
    for (const item of level.items) {
      const number = kit.find(id(item));
      unmark(number);
      if (!number.value) number.value = "0"; // an empty field counts as 0, and says so
      kit.type(id(item), number.value);
    }
    const swings = swingsNow(kit, level);
    return desk.act("swings", { swings }).then(({ patch }) => worked(kit, level, swings, patch.weights), desk.faults);
  };
  const made = madeNow(kit, level);
  if (made) result.append(...shownMade(kit, level, made));
  return [
    h.p(say(level.title ? "swing_what" : "swing_what_values")),
    h.div({ class: "ts-grid ts-wide" }, level.items.map(row)),
    h.p(h.button({ type: "button", id: `swing-go-${level.id}`, onclick: work }, say("swing_go"))),
    result,
  ];
}

/** @param {Kit} kit @param {Level} level @param {Record<string, string>} swings @param {Record<string, string> | null} made */
function worked(kit, level, swings, made) {
  const place = kit.find(`swing-made-${level.id}`);
  if (made) {
    swingMade.set(level.id, { swings: JSON.stringify(swings), weights: made });
    put(place, shownMade(kit, level, made));
    find(place, ".ts-scroll").focus();
  } else {
    swingMade.delete(level.id);
    const off = level.items.find(({ id }) => !(Number(swings[id]) >= 0 && Number(swings[id]) <= HIGHEST));
    faultAt(kit.find(swingId(level, off ?? level.items[0])), kit.say("swing_odd"));
  }
  tellSum(kit, level);
}

/** @param {Kit} kit @param {Level} level @param {Record<string, string>} made */
function shownMade(kit, level, made) {
  const { say } = kit;
  const take = () => {
    takeWeights(kit, level, made);
    swingMade.delete(level.id);
    kit.redraw("weights");
    kit.focus(weightId(level, level.items[0]));
    kit.desk.announce(say("swing_taken"));
  };
  return [
    kit.table(
      say("swing_made"),
      [say("weights_item"), say("swing_points"), say("weights_percent")],
      level.items.map((item) => [item.title, kit.value(swingId(level, item), "0"), kit.exact(made[item.id])]),
      [1, 2],
    ),
    h.p(say("swing_made_what")),
    h.p(h.button({ type: "button", class: "ts-main", id: `swing-take-${level.id}`, onclick: take }, say("swing_take"))),
  ];
}

/**
 * Swings that were not worked out are no weights: nothing is saved, and each level says what to do.
 * @param {Kit} kit @param {Level[]} levels
 */
function refuseSwings(kit, levels) {
  const [first] = levels.map((level) => {
    document.getElementById(`inside-${level.id}`)?.setAttribute("open", "");
    const fault = h.p({ class: "ts-fault", tabindex: "-1" }, kit.say("swing_unsaved"));
    put(kit.find(`swing-made-${level.id}`), fault);
    return fault;
  });
  kit.mark("weights", kit.say("unsaved"));
  first.focus();
}

/** @param {Kit} kit @param {Part} part */
function backToSet(kit, part) {
  for (const level of part.levels)
    takeWeights(kit, level, Object.fromEntries(level.items.map((item) => [item.id, item.proposed])));
  kit.redraw("weights");
  kit.desk.announce(kit.say("weights_back_done"));
}

/** @param {Kit} kit @param {Part} part */
function saveWeights(kit, part) {
  const [values, ...inside] = part.levels;
  const unworked = part.levels.filter((level) => bySwings(kit, level) && !madeNow(kit, level));
  if (unworked.length) return refuseSwings(kit, unworked);
  if (kit.odd("weights")) return undefined;
  const given = (/** @type {Level} */ level) => {
    const made = madeNow(kit, level);
    return level.items.map((item) => [item.id, made?.[item.id] ?? kit.shown(weightId(level, item))]);
  };
  const inPoints = inside.filter((level) => byPoints(kit, level)).map((level) => level.id);
  return kit.save(
    "weights",
    "weights",
    {
      values: Object.fromEntries(given(values)),
      criteria: Object.fromEntries(inside.flatMap(given)),
      unit: byPoints(kit, values) ? "points" : null,
      points: inPoints.length ? inPoints : null,
      reason: kit.shown("weights/reason"),
    },
    kit.say("weights_saved"),
    { also: "ways" },
  );
}
