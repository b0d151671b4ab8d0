// Weights, by points or by swings; the sum is exact (whole numbers of billionths), never a float's.

import { h, put } from "../../web/kit/elements.js";
import { exactly, shownExactly } from "../../web/kit/exact.js";
import { bySwings, fits, levelName, madeNow, sumText, swingId, swingMade, swingsNow, weightId } from "./levels.js";
import { drawProfiles } from "./profile.js";
import { spread, unevenNote } from "./spread.js";

/**
 * @param {import("./kit.js").Kit} kit
 * @param {import("./state.d.ts").WeightsPart} part
 */
export function drawWeights(kit, part) {
  const { say, desk } = kit;
  if (part.state === "later") return h.p({ class: "ts-note" }, say("first_set"));
  const [values, ...inside] = part.levels;
  if (!desk.state.editable) return weightsRead(kit, part);
  return [
    drawProfiles(kit, part),
    h.form(
      {
        class: "ts-weights",
        novalidate: true,
        onsubmit: (event) => {
          event.preventDefault();
          saveWeights(kit, part);
        },
      },
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
      kit.input("weights/reason", say("weights_reason"), {
        tag: "textarea",
        maxlength: 20000,
        hint: say("weights_reason_hint"),
      }),
      h.p(
        { class: "ts-row" },
        h.button({ class: "ts-main", id: "weights-go" }, say("weights_go")),
        h.button({ type: "button", id: "weights-back", onclick: () => backToSet(kit, part) }, say("weights_back")),
        h.button(
          {
            type: "button",
            id: "weights-drop",
            onclick: () => {
              kit.forgetAll("weights", "ways");
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

function weightsRead(kit, part) {
  const { say, desk } = kit;
  const shown = (weight) => shownExactly(exactly(weight), desk.state.language);
  const table = (level, caption) =>
    kit.table(
      caption,
      [say("weights_item"), say("weights_percent")],
      level.items.map((item) => [item.title, shown(item.weight)]),
      [1],
    );
  const [values, ...inside] = part.levels;
  return [
    part.own && h.p({ dir: "auto" }, say("weights_reason_was", { reason: part.reason })),
    table(values, say("weights_values")),
    inside.map((level) => kit.unfold(`inside-${level.id}`, level.title, table(level, level.title))),
  ];
}

function weightLevel(kit, level) {
  const { say } = kit;
  const way = kit.value(`ways/${level.id}`, "points");
  const options = [
    ["points", say("way_points")],
    ["swing", say("way_swing")],
  ];
  const name = level.title || say("weights_values");
  return h.fieldset(
    h.legend(level.title ? say("weights_of", level) : name),
    h.div(
      { class: "ts-row", role: "radiogroup", "aria-label": say("way", { name }) },
      options.map(([value, text]) =>
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
          text,
        ),
      ),
    ),
    way === "swing" ? swings(kit, level) : points(kit, level),
  );
}

function points(kit, level) {
  const { say, desk } = kit;
  return [
    h.div(
      { class: "ts-grid" },
      level.items.map((item) => {
        const id = weightId(level, item);
        const own =
          item.proposed !== null &&
          item.proposed !== undefined &&
          h.span(
            { class: "ts-hint", id: `${id}-set` },
            say("weights_proposed", { weight: shownExactly(exactly(item.proposed), desk.state.language) }),
          );
        const input = h.input({
          type: "number",
          id,
          min: "0",
          max: "100",
          step: "0.01",
          inputmode: "decimal",
          autocomplete: "off",
          "aria-describedby": `${own ? `${id}-set ` : ""}sum-${level.id}`,
          oninput: () => {
            kit.type(id, input.value);
            tellSum(kit, level);
          },
          onchange: () => desk.announce(sumText(kit, level)),
        });
        input.value = kit.value(id, item.weight);
        return h.div(
          h.label({ for: id }, item.title, " ", kit.standing(item.standing)),
          h.span({ class: "ts-row" }, input, own),
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

function tellSum(kit, level) {
  for (const id of [`sum-${level.id}`, `sum-short-${level.id}`]) {
    const node = document.getElementById(id);
    if (node) node.textContent = sumText(kit, level);
  }
  document.getElementById("spread-made")?.replaceChildren(); // it was of other points
  const note = document.getElementById("weights-uneven");
  const button = document.getElementById(`spread-${level.id}`);
  if (button) button.hidden = fits(kit, level);
  if (note) put(note, unevenNote(kit));
}

// Swing weighting: the item whose way from worst to best matters most gets 100, the others are set against it.
function swings(kit, level) {
  const { say, desk } = kit;
  const id = (item) => swingId(level, item);
  const result = h.div({ id: `swing-made-${level.id}` });
  const undo = () => {
    swingMade.delete(level.id);
    result.replaceChildren();
    tellSum(kit, level);
  }; // it was of other swings
  const row = (item) => {
    const now = kit.value(id(item), "0");
    const set = (value, other) => {
      kit.type(id(item), value);
      other.value = value;
      undo();
    };
    const hints = [
      item.worst && h.span({ class: "ts-hint" }, say("swing_worst", item)),
      item.best && h.span({ class: "ts-hint" }, say(level.title ? "swing_best" : "swing_holds", item)),
    ].filter(Boolean);
    const range = h.input({
      type: "range",
      id: `${id(item)}-range`,
      min: "0",
      max: "100",
      step: "1",
      "aria-label": say("swing_range", item),
      oninput: () => set(range.value, number),
    });
    const number = h.input({
      type: "number",
      id: id(item),
      min: "0",
      max: "100",
      step: "1",
      inputmode: "numeric",
      autocomplete: "off",
      "aria-describedby": hints.length ? `${id(item)}-hint` : null,
      oninput: () => set(number.value, range),
    });
    range.value = now;
    number.value = now;
    return h.div(
      h.label({ for: id(item) }, item.title, " ", kit.standing(item.standing)),
      hints.length > 0 && h.p({ class: "ts-swing", id: `${id(item)}-hint` }, hints),
      h.span({ class: "ts-row" }, range, number),
    );
  };
  const work = () => {
    if (kit.odd("weights")) return undefined;
    for (const item of level.items) {
      const number = kit.find(id(item));
      if (!number.value) number.value = "0"; // an empty field counts as 0, and says so
      kit.type(id(item), number.value);
    }
    const swings = swingsNow(kit, level);
    return desk.act("swings", { swings }).then(
      (reply) => worked(kit, level, swings, reply.patch.weights),
      (faults) => desk.faults(faults),
    );
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

function worked(kit, level, swings, made) {
  const result = kit.find(`swing-made-${level.id}`);
  if (made) swingMade.set(level.id, { swings: JSON.stringify(swings), weights: made });
  else swingMade.delete(level.id);
  result.replaceChildren(
    ...(made ? shownMade(kit, level, made) : [h.p({ class: "ts-fault", tabindex: "-1" }, kit.say("swing_odd"))]),
  );
  tellSum(kit, level);
  (result.querySelector(".ts-scroll") ?? result.firstChild).focus();
}

function shownMade(kit, level, made) {
  const { say, desk } = kit;
  const take = () => {
    for (const item of level.items) kit.type(weightId(level, item), made[item.id]);
    kit.type(`ways/${level.id}`, "points");
    swingMade.delete(level.id);
    kit.redraw("weights");
    tellSum(kit, level);
    document.getElementById(weightId(level, level.items[0]))?.focus();
    desk.announce(say("swing_taken"));
  };
  return [
    kit.table(
      say("swing_made"),
      [say("weights_item"), say("swing_points"), say("weights_percent")],
      level.items.map((item) => [
        item.title,
        kit.value(swingId(level, item), "0"),
        shownExactly(exactly(made[item.id]), desk.state.language),
      ]),
      [1, 2],
    ),
    h.p(say("swing_made_what")),
    h.p(h.button({ type: "button", class: "ts-main", id: `swing-take-${level.id}`, onclick: take }, say("swing_take"))),
  ];
}

// Swings that were not worked out are no weights: nothing is saved, and each level says what to do.
function refuseSwings(kit, levels) {
  for (const level of levels) {
    kit.find(`inside-${level.id}`)?.setAttribute("open", "");
    kit
      .find(`swing-made-${level.id}`)
      .replaceChildren(h.p({ class: "ts-fault", tabindex: "-1" }, kit.say("swing_unsaved")));
  }
  kit.mark("weights", kit.say("unsaved"));
  kit.find(`swing-made-${levels[0].id}`).firstChild.focus();
}

function backToSet(kit, part) {
  part.levels.forEach((level) => {
    kit.type(`ways/${level.id}`, "points");
    level.items.forEach((item) => {
      if (item.proposed !== null && item.proposed !== undefined) kit.type(weightId(level, item), item.proposed);
    });
  });
  kit.redraw("weights");
  kit.desk.announce(kit.say("weights_back_done"));
}

function saveWeights(kit, part) {
  const [values, ...inside] = part.levels;
  const unworked = part.levels.filter((level) => bySwings(kit, level) && !madeNow(kit, level));
  if (unworked.length) return refuseSwings(kit, unworked);
  if (kit.odd("weights")) return undefined;
  const weight = (level, item) =>
    bySwings(kit, level) ? madeNow(kit, level)[item.id] : kit.shown(weightId(level, item)).trim().replace(",", ".");
  const given = (level) => level.items.map((item) => [item.id, weight(level, item)]);
  const sent = kit.typedIn("ways"),
    made = part.levels.filter((level) => bySwings(kit, level)).map((level) => level.id);
  return kit
    .save(
      "weights",
      "weights",
      {
        values: Object.fromEntries(given(values)),
        criteria: Object.fromEntries(inside.flatMap(given)),
        reason: kit.shown("weights/reason"),
      },
      kit.say("weights_saved"),
    )
    .then((done) => {
      if (done) {
        kit.forget("ways", sent);
        for (const id of made) swingMade.delete(id);
        kit.redraw("weights");
      }
    });
}
