// Prices and ties on the compare page. Of a file only its check code (SHA-256) leaves the browser.

import { chosenOf } from "../../web/kit/chosen_file.js";
import { h, wide } from "../../web/kit/elements.js";
import { faultText, unreadable } from "../../web/kit/faults.js";
import { choice, field, typedFields } from "../../web/kit/fields.js";

const MOST_FILE = 200_000_000; // a larger envelope would fill the memory of the page

async function checkCode(content) {
  const digest = await crypto.subtle.digest("SHA-256", content);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {import("../../web/kit/desk.js").Desk<import("./state.d.ts").CompareState>} desk */
export function comparePrices(desk, tools) {
  const { say } = desk;
  const typed = typedFields(`toetssteen:${desk.state.key}:prices`),
    chosen = chosenOf(desk);
  const open = new Set(); // corrections that are unfolded
  /** @type {import("./state.d.ts").Prices} */
  let now;

  function act(verb, given, slot, done) {
    const sent = slot && typed.all(`${slot}/`);
    return desk.act(verb, given).then(() => {
      if (slot) {
        typed.forget(sent);
        chosen.empty(`${slot}/file`);
        open.delete(slot);
        draw();
      }
      desk.announce(done);
    }, desk.faults);
  }
  // The redraw came before the slot was forgotten: what is typed shows as it is now.
  const draw = () => desk.redraw();

  const kept = (id, label, otherwise, given = {}) =>
    field(id, label, typed.get(id, otherwise), (value) => typed.set(id, value), given);

  // A file is chosen, its code worked out here and shown; only the code is kept.
  function envelope(id, label, hint) {
    const code = () => (typed.get(id) ? [say("price_code"), " ", h.code(typed.get(id))] : []);
    const told = h.p({ class: "ts-hint", id: `${id}-told`, role: "status" }, code());
    // The page may be drawn again while a code is worked out, and another file chosen: it is told where it stands now.
    const tell = (wrong, ...text) => {
      const place = document.getElementById(told.id);
      place?.replaceChildren(...text);
      place?.classList.toggle("ts-fault", wrong);
    };
    const input = chosen.field(id, {
      "aria-describedby": `${id}-hint ${id}-told`,
      onchange: async () => {
        const [file] = input.files;
        typed.set(id, ""); // the code of the file before is not that of this one
        if (!file) return tell(false);
        if (file.size > MOST_FILE) return tell(true, say("price_large"));
        tell(false, say("price_reading"));
        try {
          const made = await checkCode(await chosen.bytes(input, file));
          if (input.files[0] !== file) return undefined;
          typed.set(id, made);
          return tell(false, ...code());
        } catch (faults) {
          if (!Array.isArray(faults)) throw faults;
          return tell(true, faultText(faults));
        }
      },
    });
    return [h.label({ for: id }, label), h.p({ class: "ts-hint", id: `${id}-hint` }, hint), input, told];
  }

  const mine = () => now.me !== "";
  const named = (solution) => tools.theirs("h4", {}, solution.name);
  const hidden = (solution) => h.span({ class: "ts-hidden" }, `: ${solution.name}`);

  function who() {
    const options = [...now.chairs.map((chair) => [chair, chair]), ["", say("price_looking")]];
    return h.p(
      h.label({ for: "price-as" }, say("price_as")),
      h.select(
        {
          id: "price-as",
          onchange: (event) => act("price_as", { person: event.target.value }, null, say("price_as_set")).then(draw),
        }, // who is shown is who is here, also after a refusal
        options.map(([value, text]) => h.option({ value, selected: value === now.me }, text)),
      ),
    );
  }

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
                        : desk.announce(say("price_choose_file")),
                  },
                  say("price_seal_go"),
                  hidden(solution),
                ),
              ),
            ],
    );
  }

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
            solution.reason && [" ", tools.theirs("span", { class: "ts-hint" }, say("price_because", solution))],
          )
        : h.p(say(solution.sealed ? "price_still_sealed" : "price_still_closed")),
      solution.sealed && h.p({ class: "ts-hint" }, say("price_sealed"), " ", h.code(solution.sealed)),
      form &&
        (solution.price
          ? h.details(
              {
                id: `again-${solution.id}`,
                open: open.has(`price-${solution.id}`),
                ontoggle: (event) => {
                  open[event.target.open ? "add" : "delete"](`price-${solution.id}`);
                },
              },
              h.summary(say("price_correct"), hidden(solution)),
              form,
            )
          : form),
      solution.price && solution.ask && lowPrice(solution),
    );
  }

  function openingForm(solution) {
    const slot = `price-${solution.id}`;
    const asked = solution.sealed && !solution.price; // a code that was worked out for a form that is no longer shown is not sent
    const go = (event) => {
      event.preventDefault();
      if (unreadable(event.target, say("unreadable"))) return undefined;
      const given = {
        solution: solution.id,
        price: typed.get(`${slot}/amount`, solution.price),
        file: asked ? typed.get(`${slot}/file`) : solution.sealed,
        reason: solution.price ? typed.get(`${slot}/reason`) : "",
      };
      return act("price_open", given, slot, say("price_open_saved", solution));
    };
    return h.form(
      { novalidate: true, onsubmit: go },
      kept(`${slot}/amount`, say("price_amount"), solution.price, {
        type: "number",
        min: "0",
        step: "0.01",
        inputmode: "decimal",
      }),
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
  }

  function lowPrice(solution) {
    const slot = `low-${solution.id}`;
    const was = solution.low || { asked: "", answer: "", finding: "open", reason: "" };
    const shown =
      solution.low &&
      h.dl(
        { class: "ts-facts" },
        [
          ["low_asked", was.asked],
          ["low_answer", was.answer || "-"],
          ["low_finding", say(`low_${was.finding}`)],
          ["low_reason", was.reason],
        ].map(([name, text]) => h.div(h.dt(say(name)), tools.theirs("dd", {}, text))),
      );
    if (!mine() || now.stage !== "open") return h.div({ class: "ts-note" }, h.p(h.strong(say("low_flag"))), shown);
    const finding = () => typed.get(`${slot}/finding`, was.finding);
    const go = (event) => {
      event.preventDefault();
      return act(
        "price_low",
        {
          solution: solution.id,
          asked: typed.get(`${slot}/asked`, was.asked),
          answer: typed.get(`${slot}/answer`, was.answer),
          finding: finding(),
          reason: typed.get(`${slot}/reason`, was.reason),
        },
        slot,
        say("low_saved", solution),
      );
    };
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
                checked: finding() === outcome,
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
        tools.theirs("th", { scope: "row" }, price.name),
        h.td({ class: "ts-number" }, h.strong(price.compared)),
        h.td({ class: "ts-number" }, price.price, price.low && ` (${say("low_short")})`),
        h.td({ class: "ts-number" }, price.earned),
        h.td({ class: "ts-number" }, price.total),
        h.td({ class: "ts-number" }, price.quality_rank),
      ),
    );
    const heads = [
      [say("price_rank")],
      [say("price_solution")],
      [pricing.compared, 1],
      [say("price_price"), 1],
      [pricing.earned, 1],
      [say("price_quality"), 1],
      [say("price_quality_rank"), 1],
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
            h.tr(heads.map(([text, number]) => h.th({ scope: "col", class: number ? "ts-number" : null }, text))),
          ),
          h.tbody(rows),
        ),
      ),
    ];
  }

  function ties() {
    if (!now.ties.length || now.stage === "seal") return null;
    const told = (tie) =>
      tie.left
        ? h.li(say("tie_left", tie))
        : h.li(
            tools.theirs("p", {}, tie.text),
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
              onclick: () => act("tie_break", {}, null, say("tie_saved")),
            },
            say("tie_go"),
          ),
        ),
    ];
  }

  const lots = (tie) => [
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

  return (state) => {
    now = state.prices;
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
