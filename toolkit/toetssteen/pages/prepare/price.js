// The section in which the chair says how the price counts: not, by what quality is worth in euro, or in a band.

import { h } from "../../web/kit/elements.js";
import { exactly, SCALE, shownExactly, total } from "../../web/kit/exact.js";
import { form } from "../../web/kit/fields.js";

/** @typedef {import("./kit.js").Kit} Kit */
/** @typedef {import("./kit.js").Sections["price"]} Part */
/** @typedef {Part["pricing"]} Pricing */
/** @typedef {"best" | "worst" | "weight" | "estimate" | "percent"} Amount */

const PRICE_KINDS = ["none", "value-based", "band"];

/** @param {Kit} kit @param {Part} part */
export function drawPrice(kit, part) {
  const { say, desk } = kit;
  if (part.track !== "tender") return h.p(say("price_ethics"));
  if (!desk.state.editable) return priceRead(kit, part);
  const now = part.pricing;
  const kind = kit.value("price/kind", part.chosen ? now.kind : "");
  /** @type {import("./kit.js").Option[]} */
  const choices = PRICE_KINDS.map((kind) => [kind, say(`price_${kind}`), say(`price_${kind}_why`)]);
  return form(
    { novalidate: true, send: () => savePrice(kit, part) },
    h.p(say("price_what")),
    h.p({ class: "ts-hint" }, say("price_absolute")),
    kit.radios("price/kind", say("price_kind"), choices, kind, { chosen: () => kit.redraw("price") }),
    kind === "band" && bandFields(kit, now),
    kind === "value-based" && valueFields(kit, part),
    kind &&
      kind !== "none" && [
        lowFields(kit, now),
        !part.steps &&
          h.p(
            { class: "ts-note" },
            say("price_no_steps"),
            " ",
            h.a({ href: "#rules" }, say("freeze_to", { part: say("rules_heading") })),
          ),
      ],
    h.p({ class: "ts-row" }, h.button({ class: "ts-main", id: "price-go" }, say("price_go")), kit.markNode("price")),
  );
}

/** @param {Amount} name */
const numberOf = (name) => (["weight", "percent"].includes(name) ? "number" : "amount");

/** @param {Kit} kit @param {Pricing} now @param {Amount} name */
const priceField = (kit, now, name) =>
  h.div(kit.number(`price/${name}`, kit.say(`price_${name}`), numberOf(name), now[name]));

/**
 * Fields, and what they come to as they stand.
 * @param {string} legend
 * @param {{ id: string, "aria-live"?: string }} told
 * @param {() => string} text
 * @param {...import("./kit.js").Child} fields
 */
function toldGroup(legend, told, text, ...fields) {
  const place = h.p({ class: "ts-sum", ...told }, text());
  const tell = () => {
    place.textContent = text();
  };
  return h.fieldset({ oninput: tell }, h.legend(legend), fields, place);
}

/** @param {Kit} kit @param {Pricing} now */
const bandFields = (kit, now) =>
  toldGroup(
    kit.say("price_band_legend"),
    { id: "price-band" },
    () => bandText(kit, now),
    h.p({ class: "ts-hint" }, kit.say("price_band_hint")),
    h.div(
      { class: "ts-grid" },
      priceField(kit, now, "best"),
      priceField(kit, now, "worst"),
      priceField(kit, now, "weight"),
    ),
  );

/**
 * What the band comes to, in the exact numbers of weights: the points half way, and what quality has left.
 * @param {Kit} kit @param {Pricing} now
 */
function bandText(kit, now) {
  const read = (/** @type {Amount} */ name) => total([kit.numberNow(`price/${name}`, now[name], numberOf(name))]);
  const best = read("best"),
    worst = read("worst"),
    weight = read("weight");
  if (best === null || worst === null || weight === null) return kit.say("price_band_open");
  if (best >= worst) return kit.say("price_band_odd");
  const shown = (/** @type {bigint} */ value) => shownExactly(value, kit.desk.state.language);
  const euro = (/** @type {bigint} */ value) => euroShown(kit, value);
  return kit.say("price_band_says", {
    best: euro(best),
    worst: euro(worst),
    middle: euro((best + worst) / 2n),
    weight: shown(weight),
    quality: shown(100n * SCALE - weight),
  });
}

/**
 * An amount with its thousands apart, exact.
 * @param {Kit} kit @param {bigint} value
 */
function euroShown(kit, value) {
  const { language } = kit.desk.state;
  const [, rest = ""] = shownExactly(value, "en").split(".");
  return `€ ${(value / SCALE).toLocaleString(language)}${rest && (language === "nl" ? "," : ".") + rest.padEnd(2, "0")}`;
}

/** @param {string} per @param {{ id: string }} item */
const euroId = (per, item) => `price/euro-${per}-${item.id}`;

/** @param {Kit} kit @param {Part} part */
function valueFields(kit, part) {
  const { say } = kit;
  const now = part.pricing;
  const per = kit.value("price/per", now.per);
  const items = part.items[per].map((item) => ({
    ...item,
    field: euroId(per, item),
    otherwise: (now.per === per && now.euro[item.id]) || "",
  }));
  const groups = [...new Set(items.map((item) => item.of))];
  return toldGroup(
    say("price_value_legend"),
    { id: "price-sum", "aria-live": "polite" },
    () =>
      euroSum(
        kit,
        items.map((item) => kit.numberNow(item.field, item.otherwise, "amount")),
      ),
    h.p({ class: "ts-hint" }, say("price_value_hint")),
    kit.radios(
      "price/per",
      say("price_per"),
      ["value", "criterion"].map((value) => [value, say(`price_per_${value}`)]),
      per,
      { chosen: () => kit.redraw("price") },
    ),
    part.gone.length > 0 && h.p({ class: "ts-note" }, say("price_gone", { names: part.gone.join(", ") })),
    groups.map((of) => [
      of && h.h4(of),
      h.div(
        { class: "ts-grid" },
        items
          .filter((item) => item.of === of)
          .map((item) => h.div(kit.number(item.field, item.title, "amount", item.otherwise))),
      ),
    ]),
  );
}

/** @param {Kit} kit @param {string[]} texts */
function euroSum(kit, texts) {
  const sum = total(texts);
  if (sum !== null) return kit.say("price_sum", { sum: euroShown(kit, sum) });
  return kit.say("price_sum_open", { count: texts.filter((text) => total([text]) === null).length });
}

/** @param {Kit} kit @param {Pricing} now */
const lowFields = (kit, now) =>
  h.fieldset(
    h.legend(kit.say("price_low")),
    h.p({ class: "ts-hint" }, kit.say("price_low_hint")),
    h.div({ class: "ts-grid" }, priceField(kit, now, "estimate"), priceField(kit, now, "percent")),
  );

/** @param {Kit} kit @param {Part} part */
function savePrice(kit, part) {
  const { say } = kit;
  const kind = kit.shown("price/kind");
  if (kit.odd("price")) return undefined;
  if (!kind) return kit.noChoice("price/kind", say("price_choose"));
  const per = kit.shown("price/per") || part.pricing.per;
  const fields = Object.fromEntries(
    ["best", "worst", "weight", "estimate", "percent"].map((name) => [name, kit.shown(`price/${name}`)]),
  );
  const euro = Object.fromEntries(part.items[per].map((item) => [item.id, kit.shown(euroId(per, item))]));
  const given = { kind, fields, per, euro: kind === "value-based" ? euro : {} };
  return kit.save("price", "price", given, say("price_saved"));
}

/** @param {Kit} kit @param {Part} part */
function priceRead(kit, part) {
  const { say } = kit;
  const now = part.pricing;
  const euro = (/** @type {string} */ text) => {
    const amount = exactly(text);
    return amount === null ? text : euroShown(kit, amount);
  };
  /** @type {[name: string, value: string][]} */
  const rows = [["price_kind", say(`price_${now.kind}`)]];
  if (now.kind === "band")
    rows.push(
      ["price_best", euro(now.best)],
      ["price_worst", euro(now.worst)],
      ["price_weight", kit.exact(now.weight)],
    );
  if (now.estimate) rows.push(["price_estimate", euro(now.estimate)], ["price_percent", kit.exact(now.percent)]);
  const items = part.items[now.per].filter((item) => item.id in now.euro);
  return [
    kit.facts(rows),
    now.kind === "band" && h.p(bandText(kit, now)),
    now.kind === "value-based" && [
      kit.table(
        say("price_value_legend"),
        [say("weights_item"), say("price_euro")],
        items.map((item) => [item.title, euro(now.euro[item.id])]),
        [1],
      ),
      h.p(
        euroSum(
          kit,
          items.map((item) => now.euro[item.id]),
        ),
      ),
    ],
  ];
}
