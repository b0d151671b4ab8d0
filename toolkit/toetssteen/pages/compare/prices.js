// Prices and ties on the compare page. Of a file only its check code (SHA-256) leaves the browser.

import { chosenOf } from "../../web/kit/chosen_file.js";
import { h, wide } from "../../web/kit/elements.js";
import { faultAt, faultText, unreadable } from "../../web/kit/faults.js";
import { choice, field, typedFields } from "../../web/kit/fields.js";
import { asSent, numbered } from "../../web/kit/number_field.js";
import { inField } from "../../web/kit/numbers.js";

const MOST_FILE = 200_000_000; // a larger envelope would fill the memory of the page

/** @param {ArrayBuffer} content */
async function checkCode(content) {
  const digest = await crypto.subtle.digest("SHA-256", content);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @typedef {import("./kit.js").Child} Child */
/** @typedef {import("./report.d.ts").Price} Price */
/** @typedef {import("./report.d.ts").Tie} Tie */

/** @param {import("./kit.js").Kit} kit */
export function pricesOf({ desk, say, theirs, heads }) {
  const typed = typedFields(`toetssteen:${desk.state.key}:prices`),
    chosen = chosenOf(desk);
  const open = new Set(); // corrections that are unfolded
  /** @type {import("./report.d.ts").Priced} */
  let now;

  /** @type {(verb: string, given: object, slot: string, done: string) => Promise<void>} */
  function act(verb, given, slot, done) {
    const sent = slot && typed.all(`${slot}/`);
    return desk.act(verb, given, undefined, slot || verb).then(() => {
      if (sent) {
        typed.forget(sent);
        chosen.empty(`${slot}/file`);
        open.delete(slot);
        desk.redraw(); // it was drawn before the slot was forgotten: what is typed shows as it is now
      }
      desk.announce(done);
    }, desk.faults);
  }

  /** @type {(id: string, label: string, otherwise: string, given: import("../../web/kit/elements.js").Attributes) => Child} */
  const kept = (id, label, otherwise, given) =>
    field(id, label, typed.get(id, otherwise), (value) => typed.set(id, value), given);

  /**
   * A file is chosen, its code worked out here and shown; only the code is kept.
   * @param {string} id
   * @param {string} label
   * @param {string} hint
   */
  function envelope(id, label, hint) {
    const code = () => (typed.get(id) ? [say("price_code"), " ", h.code(typed.get(id))] : []);
    const told = h.p({ class: "ts-hint", id: `${id}-told`, role: "status" }, code());
    // The page may be drawn again while a code is worked out, and another file chosen: it is told where it stands now.
    const tell = (/** @type {(string | Node)[]} */ ...text) =>
      document.getElementById(told.id)?.replaceChildren(...text);
    const refuse = (/** @type {string} */ text) => {
      tell();
      if (input.isConnected) faultAt(input, text);
    };
    const input = chosen.field(id, {
      "aria-describedby": `${id}-hint ${id}-told`,
      onchange: async () => {
        const file = input.files?.[0];
        typed.set(id, ""); // the code of the file before is not that of this one
        if (!file) return tell();
        if (file.size > MOST_FILE) return refuse(say("price_large"));
        tell(say("price_reading"));
        try {
          const made = await checkCode(await chosen.bytes(input, file));
          if (input.files?.[0] !== file) return undefined;
          typed.set(id, made);
          return tell(...code());
        } catch (faults) {
          if (!Array.isArray(faults)) throw faults;
          return refuse(faultText(faults));
        }
      },
    });
    return [h.label({ for: id }, label), h.p({ class: "ts-hint", id: `${id}-hint` }, hint), input, told];
  }

  const mine = () => now.me !== "";
  const named = (/** @type {Price} */ solution) => theirs("h4", {}, solution.name);
  const hidden = (/** @type {Price} */ solution) => h.span({ class: "ts-hidden" }, `: ${solution.name}`);

  function who() {
    const options = [...now.chairs.map((chair) => [chair, chair]), ["", say("price_looking")]];
    const select = h.select(
      {
        id: "price-as",
        onchange: () => act("price_as", { person: select.value }, "", say("price_as_set")).then(desk.redraw),
      }, // who is shown is who is here, also after a refusal
      options.map(([value, text]) => h.option({ value, selected: value === now.me }, text)),
    );
    return h.p(h.label({ for: "price-as" }, say("price_as")), select);
  }

  /** @param {Price} solution */
  function sealing(solution) {
    const id = `seal-${solution.id}/file`;
    return h.li(
      { class: "ts-card" },
      named(solution),
      solution.sealed
        ? h.p(say("price_sealed"), " ", h.code(solution.sealed))
        : !mine() || !solution.in
          ? h.p(say("price_unsealed"))
          : [
              h.p(say("price_unsealed")),
              envelope(id, say("price_envelope"), say("price_envelope_hint")),
              h.p(
                h.button(
                  {
                    type: "button",
                    id: `seal-${solution.id}`,
                    onclick: () =>
                      typed.get(id)
                        ? act(
                            "price_seal",
                            { solution: solution.id, file: typed.get(id) },
                            `seal-${solution.id}`,
                            say("price_seal_saved", solution),
                          )
                        : faultAt(/** @type {HTMLElement} */ (document.getElementById(id)), say("price_choose_file")),
                  },
                  say("price_seal_go"),
                  hidden(solution),
                ),
              ),
            ],
    );
  }

  /** @param {Price} solution */
  function opening(solution) {
    const form = mine() && solution.in && now.stage === "open" && openingForm(solution);
    return h.li(
      { class: "ts-card" },
      named(solution),
      solution.price
        ? h.p(
            say("price_is"),
            " ",
            h.strong(solution.shown),
            solution.reason && [" ", theirs("span", { class: "ts-hint" }, say("price_because", solution))],
          )
        : h.p(say(solution.sealed ? "price_still_sealed" : "price_still_closed")),
      solution.sealed && h.p({ class: "ts-hint" }, say("price_sealed"), " ", h.code(solution.sealed)),
      form && (solution.price ? correcting(solution, form) : form),
      solution.price && solution.ask && lowPrice(solution),
    );
  }

  /** @param {Price} solution @param {HTMLFormElement} form */
  function correcting(solution, form) {
    const slot = `price-${solution.id}`;
    const details = h.details(
      {
        id: `again-${solution.id}`,
        open: open.has(slot),
        ontoggle: () => (details.open ? open.add(slot) : open.delete(slot)),
      },
      h.summary(say("price_correct"), hidden(solution)),
      form,
    );
    return details;
  }

  /** @param {Price} solution */
  function openingForm(solution) {
    const slot = `price-${solution.id}`,
      amount = `${slot}/amount`,
      shown = inField(solution.price, desk.state.language);
    const asked = solution.sealed && !solution.price; // a code that was worked out for a form that is no longer shown is not sent
    const go = (/** @type {Event} */ event) => {
      event.preventDefault();
      if (unreadable(form, say, slot)) return undefined;
      const given = {
        solution: solution.id,
        price: asSent(typed.get(amount, shown), desk.state.language, "amount"),
        file: asked ? typed.get(`${slot}/file`) : solution.sealed,
        reason: solution.price ? typed.get(`${slot}/reason`) : "",
      };
      return act("price_open", given, slot, say("price_open_saved", solution));
    };
    const form = h.form(
      { novalidate: true, onsubmit: go },
      numbered(
        desk,
        "amount",
        field(amount, say("price_amount"), typed.get(amount, shown), (value) => typed.set(amount, value), {
          "data-at": "price",
        }),
      ),
      asked && envelope(`${slot}/file`, say("price_opened_file"), say("price_opened_hint")),
      solution.price && kept(`${slot}/reason`, say("price_reason"), "", { tag: "textarea", maxlength: 20000 }),
      h.p(
        h.button(
          { class: solution.price ? null : "ts-main", id: `${slot}-go` },
          say(solution.price ? "price_correct_go" : "price_open_go"),
          hidden(solution),
        ),
      ),
    );
    return form;
  }

  /** @param {Price} solution */
  function lowPrice(solution) {
    const slot = `low-${solution.id}`;
    const low = solution.low ?? { asked: "", answer: "", finding: "open", reason: "" };
    const was = { ...low, answer: low.answer ?? "" };
    const shown =
      solution.low &&
      h.dl(
        { class: "ts-facts" },
        [
          ["low_asked", was.asked],
          ["low_answer", was.answer || "-"],
          ["low_finding", say(`low_${was.finding}`)],
          ["low_reason", was.reason],
        ].map(([name, text]) => h.div(h.dt(say(name)), theirs("dd", {}, text))),
      );
    if (!mine() || now.stage !== "open") return h.div({ class: "ts-note" }, h.p(h.strong(say("low_flag"))), shown);
    const is = (/** @type {keyof typeof was} */ name) => typed.get(`${slot}/${name}`, was[name]);
    const go = (/** @type {Event} */ event) => {
      event.preventDefault();
      const given = { asked: is("asked"), answer: is("answer"), finding: is("finding"), reason: is("reason") };
      return act("price_low", { solution: solution.id, ...given }, slot, say("low_saved", solution));
    };
    /** @type {(name: "asked" | "answer" | "reason", hint?: string) => Child} */
    const area = (name, hint) =>
      kept(`${slot}/${name}`, say(`low_${name}`), was[name], { tag: "textarea", maxlength: 20000, hint });
    return h.div(
      { class: "ts-note" },
      h.p(h.strong(say("low_flag")), " ", say("low_what")),
      h.form(
        { novalidate: true, onsubmit: go },
        area("asked"),
        area("answer", say("low_answer_hint")),
        h.fieldset(
          h.legend(say("low_finding"), hidden(solution)),
          ["open", "accepted", "rejected"].map((outcome) =>
            choice(
              {
                type: "radio",
                name: `${slot}/finding`,
                id: `${slot}=${outcome}`,
                value: outcome,
                checked: is("finding") === outcome,
                onchange: () => typed.set(`${slot}/finding`, outcome),
              },
              say(`low_${outcome}`),
            ),
          ),
        ),
        area("reason"),
        h.p(h.button({ id: `${slot}-go` }, say("low_go"), hidden(solution))),
      ),
    );
  }

  function combined() {
    const { pricing } = desk.state;
    if (!pricing || now.stage === "seal") return null;
    const rows = pricing.prices.map((price) =>
      h.tr(
        h.td(price.rank_text),
        theirs("th", { scope: "row" }, price.name),
        h.td({ class: "ts-number" }, h.strong(price.compared)),
        h.td({ class: "ts-number" }, price.price, price.low && ` (${say("low_short")})`),
        h.td({ class: "ts-number" }, price.earned),
        h.td({ class: "ts-number" }, price.total),
        h.td({ class: "ts-number" }, price.quality_rank),
      ),
    );
    const numbers = [
      pricing.compared,
      say("price_price"),
      pricing.earned,
      say("price_quality"),
      say("price_quality_rank"),
    ];
    return [
      h.h3({ id: "combined" }, say("combined")),
      pricing.closed && h.p({ class: "ts-note" }, pricing.closed),
      wide(
        say("combined"),
        h.table(
          { class: "ts-ranking" },
          h.caption(say("combined_caption")),
          h.thead(
            h.tr(
              heads(say("price_rank"), say("price_solution")),
              numbers.map((text) => h.th({ scope: "col", class: "ts-number" }, text)),
            ),
          ),
          h.tbody(rows),
        ),
      ),
    ];
  }

  function ties() {
    if (!now.ties.length || now.stage === "seal") return null;
    /** @type {(tie: (typeof now.ties)[number]) => HTMLLIElement} */
    const told = (tie) =>
      "left" in tie
        ? h.li(say("tie_left", tie))
        : h.li(
            theirs("p", {}, tie.text),
            tie.seed && lots(tie),
            h.p({ class: "ts-hint" }, say(tie.recorded ? "tie_recorded" : "tie_unrecorded")),
          );
    return [
      h.h3({ id: "ties" }, say("ties")),
      h.ul({ class: "ts-plain" }, now.ties.map(told)),
      now.unrecorded > 0 &&
        mine() &&
        now.stage === "open" &&
        h.p(
          h.button(
            {
              type: "button",
              id: "tie-go",
              class: "ts-main",
              onclick: () => act("tie_break", {}, "", say("tie_saved")),
            },
            say("tie_go"),
          ),
        ),
    ];
  }

  const lots = (/** @type {Tie} */ tie) => [
    h.p(say("tie_repeat")),
    h.pre({ tabindex: "0" }, h.code(tie.order.map((id) => `printf '%s' '${tie.seed}:${id}' | sha256sum`).join("\n"))),
    h.ul(tie.lots.map((lot) => h.li(h.code(lot.digest), ` ${lot.id}`))),
    h.p({ class: "ts-hint" }, say("tie_seed")),
  ];

  function decision() {
    const { decide } = now;
    if (!decide) return null;
    return [
      h.h3({ id: "decision" }, say("decision")),
      decide.refused.length
        ? [
            h.p(say("decision_not")),
            h.ul(decide.refused.map((fault) => h.li(h.strong(fault.what), ` ${fault.remedy} `, h.small(fault.code)))),
          ]
        : [
            decide.asks.length
              ? [
                  h.p(say("decision_asks")),
                  h.ul(
                    { id: "decision-asks" },
                    decide.asks.map((fault) => h.li(h.strong(fault.what), " ", h.small(fault.code))),
                  ),
                ]
              : h.p(say("decision_can")),
            h.p(h.a({ href: decide.go }, say("decision_go"))),
          ],
    ];
  }

  return (/** @type {import("./report.d.ts").Priced} */ prices) => {
    now = prices;
    const still = now.priced && ["early", "seal"].includes(now.stage);
    return [
      h.h2({ id: "prices", tabindex: "-1" }, say(now.priced ? "prices" : "ties")),
      still && h.p({ class: "ts-note" }, h.strong(say("prices_closed")), " ", say("prices_why")),
      now.priced && now.round > 1 && h.p({ class: "ts-note" }, say("prices_round")),
      now.priced && h.details(h.summary(say("prices_how")), h.ul(now.rules.map((rule) => h.li(rule)))),
      now.stage !== "past" && now.stage !== "early" && who(),
      now.priced &&
        now.stage === "seal" && [
          h.h3(say("prices_seal")),
          h.p(say("prices_seal_what")),
          h.ul({ class: "ts-cards" }, now.solutions.map(sealing)),
        ],
      now.priced &&
        ["open", "past"].includes(now.stage) && [
          h.h3(say("prices_open")),
          h.ul({ class: "ts-cards" }, now.solutions.map(opening)),
        ],
      combined(),
      ties(),
      decision(),
    ];
  };
}
