// The section in which the chair says how the price counts: not, by what quality is worth in euro, or in a band.

import { h } from "../../web/kit/elements.js";
import { exactly, SCALE, shownExactly } from "../../web/kit/exact.js";

const PRICE_KINDS = ["none", "value-based", "band"];

/**
 * @param {import("./kit.js").Kit} kit
 * @param {import("./state.d.ts").PricePart} part
 */
export function drawPrice(kit, part) {
  const { say, desk } = kit;
  if (part.state === "later") return h.p({ class: "ts-note" }, say("first_set"));
  if (part.track !== "tender") return h.p(say("price_ethics"));
  if (!desk.state.editable) return priceRead(kit, part);
  const now = part.pricing;
  const kind = kit.value("price/kind", part.chosen ? now.kind : "");
  const choices = PRICE_KINDS.map((kind) => [kind, say(`price_${kind}`), say(`price_${kind}_why`)]);
  return h.form(
    {
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        savePrice(kit, part);
      },
    },
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

const priceField = (kit, now, name, attributes) =>
  h.div(
    kit.input(`price/${name}`, kit.say(`price_${name}`), {
      type: "number",
      min: "0",
      step: "0.01",
      inputmode: "decimal",
      otherwise: now[name],
      ...attributes,
    }),
  );

function bandFields(kit, now) {
  const told = h.p({ class: "ts-sum", id: "price-band" });
  const tell = () => {
    told.textContent = bandText(kit, now);
  };
  const group = h.fieldset(
    { oninput: tell },
    h.legend(kit.say("price_band_legend")),
    h.p({ class: "ts-hint" }, kit.say("price_band_hint")),
    h.div(
      { class: "ts-grid" },
      priceField(kit, now, "best", {}),
      priceField(kit, now, "worst", {}),
      priceField(kit, now, "weight", { max: "100" }),
    ),
    told,
  );
  tell();
  return group;
}

// What the band comes to, in the exact numbers of weights: the points half way, and what quality has left.
function bandText(kit, now) {
  const read = (name) => exactly(kit.value(`price/${name}`, now[name]));
  const [best, worst, weight] = [read("best"), read("worst"), read("weight")];
  if ([best, worst, weight].some((number) => number === null || number < 0n)) return kit.say("price_band_open");
  if (best >= worst) return kit.say("price_band_odd");
  const shown = (value) => shownExactly(value, kit.desk.state.language);
  const euro = (value) => euroShown(kit, value);
  return kit.say("price_band_says", {
    best: euro(best),
    worst: euro(worst),
    middle: euro((best + worst) / 2n),
    weight: shown(weight),
    quality: shown(100n * SCALE - weight),
  });
}

// An amount with its thousands apart, exact.
function euroShown(kit, value) {
  const { language } = kit.desk.state;
  const [, rest = ""] = shownExactly(value, "en").split(".");
  return `€ ${(value / SCALE).toLocaleString(language)}${rest && (language === "nl" ? "," : ".") + rest.padEnd(2, "0")}`;
}

function valueFields(kit, part) {
  const { say } = kit;
  const now = part.pricing;
  const per = kit.value("price/per", now.per);
  const items = part.items[per];
  const id = (item) => `price/euro-${per}-${item.id}`;
  const otherwise = (item) => (now.per === per ? now.euro[item.id] : "") ?? "";
  const told = h.p({ class: "ts-sum", id: "price-sum", "aria-live": "polite" });
  const tell = () => {
    told.textContent = euroSum(
      kit,
      items.map((item) => kit.value(id(item), otherwise(item))),
    );
  };
  const groups = [...new Set(items.map((item) => item.of))];
  const field = (item) =>
    h.div(
      kit.input(id(item), item.title, {
        type: "number",
        min: "0",
        step: "0.01",
        inputmode: "decimal",
        otherwise: otherwise(item),
      }),
    );
  const group = h.fieldset(
    { oninput: tell },
    h.legend(say("price_value_legend")),
    h.p({ class: "ts-hint" }, say("price_value_hint")),
    kit.radios(
      "price/per",
      say("price_per"),
      [
        ["value", say("price_per_value")],
        ["criterion", say("price_per_criterion")],
      ],
      per,
      { chosen: () => kit.redraw("price") },
    ),
    part.gone.length > 0 && h.p({ class: "ts-note" }, say("price_gone", { names: part.gone.join(", ") })),
    groups.map((of) => [
      of && h.h4(of),
      h.div({ class: "ts-grid" }, items.filter((item) => item.of === of).map(field)),
    ]),
    told,
  );
  tell();
  return group;
}

function euroSum(kit, texts) {
  const given = texts.map((text) => exactly(text));
  if (given.some((amount) => amount === null || amount < 0n))
    return kit.say("price_sum_open", { count: given.filter((amount) => amount === null || amount < 0n).length });
  return kit.say("price_sum", {
    sum: euroShown(
      kit,
      given.reduce((all, amount) => all + amount, 0n),
    ),
  });
}

function lowFields(kit, now) {
  return h.fieldset(
    h.legend(kit.say("price_low")),
    h.p({ class: "ts-hint" }, kit.say("price_low_hint")),
    h.div({ class: "ts-grid" }, priceField(kit, now, "estimate", {}), priceField(kit, now, "percent", { max: "100" })),
  );
}

function savePrice(kit, part) {
  const { say } = kit;
  const now = part.pricing;
  const kind = kit.shown("price/kind");
  if (kit.odd("price")) return undefined;
  if (!kind) return kit.desk.announce(say("price_choose"));
  const per = kit.shown("price/per") || now.per;
  const fields = Object.fromEntries(
    ["best", "worst", "weight", "estimate", "percent"].map((name) => [name, kit.shown(`price/${name}`)]),
  );
  const euro = Object.fromEntries(part.items[per].map((item) => [item.id, kit.shown(`price/euro-${per}-${item.id}`)]));
  return kit.save(
    "price",
    "price",
    { kind, fields, per, euro: kind === "value-based" ? euro : {} },
    say("price_saved"),
  );
}

function priceRead(kit, part) {
  const { say, desk } = kit;
  const now = part.pricing;
  const shown = (text) => shownExactly(exactly(text), desk.state.language);
  const euro = (text) => euroShown(kit, exactly(text));
  const rows = [["price_kind", say(`price_${now.kind}`)]];
  if (now.kind === "band")
    rows.push(["price_best", euro(now.best)], ["price_worst", euro(now.worst)], ["price_weight", shown(now.weight)]);
  if (now.estimate) rows.push(["price_estimate", euro(now.estimate)], ["price_percent", shown(now.percent)]);
  const items = part.items[now.per].filter((item) => item.id in now.euro);
  return [
    h.dl(
      { class: "ts-facts" },
      rows.map(([name, value]) => h.div(h.dt(say(name)), h.dd(value))),
    ),
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
