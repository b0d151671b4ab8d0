// Prices and ties on the compare page. Of a file only its check code (SHA-256) leaves the browser.

import { chosenOf } from "../../web/kit/chosen_file.js";
import { h, wide } from "../../web/kit/elements.js";
import { faultText, unreadable } from "../../web/kit/faults.js";
import { choice, field, typedFields } from "../../web/kit/fields.js";

const MOST_FILE = 200_000_000; // a larger envelope would fill the memory of the page

async function checkCode(content) {
  const digest = await crypto.subtle.digest("SHA-256", content);
  return [...new Uint8Array(digest)].map((each) => each.toString(16).padStart(2, "0")).join("");
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
  const named = (each) => tools.theirs("h4", {}, each.name);
  const hidden = (each) => h.span({ class: "ts-hidden" }, `: ${each.name}`);

  function who() {
    const options = [...now.chairs.map((each) => [each, each]), ["", say("price_looking")]];
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

  function sealing(each) {
    const id = `seal-${each.id}/file`;
    return h.li(
      { class: "ts-card" },
      named(each),
      each.sealed
        ? h.p(say("price_sealed"), " ", h.code(each.sealed))
        : !mine() || !each.in
          ? h.p(say("price_unsealed"))
          : [
              h.p(say("price_unsealed")),
              envelope(id, say("price_envelope"), say("price_envelope_hint")),
              h.p(
                h.button(
                  {
                    type: "button",
                    id: `seal-${each.id}`,
                    onclick: () =>
                      typed.get(id)
                        ? act(
                            "price_seal",
                            { solution: each.id, file: typed.get(id) },
                            `seal-${each.id}`,
                            say("price_seal_saved", each),
                          )
                        : desk.announce(say("price_choose_file")),
                  },
                  say("price_seal_go"),
                  hidden(each),
                ),
              ),
            ],
    );
  }

  function opening(each) {
    const form = mine() && each.in && now.stage === "open" && openingForm(each);
    return h.li(
      { class: "ts-card" },
      named(each),
      each.price
        ? h.p(
            say("price_is"),
            " ",
            h.strong(each.shown),
            each.reason && [" ", tools.theirs("span", { class: "ts-hint" }, say("price_because", each))],
          )
        : h.p(say(each.sealed ? "price_still_sealed" : "price_still_closed")),
      each.sealed && h.p({ class: "ts-hint" }, say("price_sealed"), " ", h.code(each.sealed)),
      form &&
        (each.price
          ? h.details(
              {
                id: `again-${each.id}`,
                open: open.has(`price-${each.id}`),
                ontoggle: (event) => {
                  open[event.target.open ? "add" : "delete"](`price-${each.id}`);
                },
              },
              h.summary(say("price_correct"), hidden(each)),
              form,
            )
          : form),
      each.price && each.ask && lowPrice(each),
    );
  }

  function openingForm(each) {
    const slot = `price-${each.id}`;
    const asked = each.sealed && !each.price; // a code that was worked out for a form that is no longer shown is not sent
    const go = (event) => {
      event.preventDefault();
      if (unreadable(event.target, say("unreadable"))) return undefined;
      const given = {
        solution: each.id,
        price: typed.get(`${slot}/amount`, each.price),
        file: asked ? typed.get(`${slot}/file`) : each.sealed,
        reason: each.price ? typed.get(`${slot}/reason`) : "",
      };
      return act("price_open", given, slot, say("price_open_saved", each));
    };
    return h.form(
      { novalidate: true, onsubmit: go },
      kept(`${slot}/amount`, say("price_amount"), each.price, {
        type: "number",
        min: "0",
        step: "0.01",
        inputmode: "decimal",
      }),
      asked && envelope(`${slot}/file`, say("price_opened_file"), say("price_opened_hint")),
      each.price && kept(`${slot}/reason`, say("price_reason"), "", { tag: "textarea", maxlength: 20000 }),
      h.p(
        h.button(
          { class: each.price ? null : "ts-main", id: `${slot}-go` },
          say(each.price ? "price_correct_go" : "price_open_go"),
          hidden(each),
        ),
      ),
    );
  }

  function lowPrice(each) {
    const slot = `low-${each.id}`;
    const was = each.low || { asked: "", answer: "", finding: "open", reason: "" };
    const shown =
      each.low &&
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
          solution: each.id,
          asked: typed.get(`${slot}/asked`, was.asked),
          answer: typed.get(`${slot}/answer`, was.answer),
          finding: finding(),
          reason: typed.get(`${slot}/reason`, was.reason),
        },
        slot,
        say("low_saved", each),
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
          h.legend(say("low_finding"), hidden(each)),
          ["open", "accepted", "rejected"].map((one) =>
            choice(
              {
                type: "radio",
                name: `${slot}/finding`,
                id: `${slot}=${one}`,
                value: one,
                checked: finding() === one,
                onchange: () => typed.set(`${slot}/finding`, one),
              },
              say(`low_${one}`),
            ),
          ),
        ),
        area("reason"),
        h.p(h.button({ id: `${slot}-go` }, say("low_go"), hidden(each))),
      ),
    );
  }

  function combined() {
    const { pricing } = desk.state;
    if (!pricing || now.stage === "seal") return null;
    const rows = pricing.prices.map((each) =>
      h.tr(
        h.td(each.rank_text),
        tools.theirs("th", { scope: "row" }, each.name),
        h.td({ class: "ts-number" }, h.strong(each.compared)),
        h.td({ class: "ts-number" }, each.price, each.low && ` (${say("low_short")})`),
        h.td({ class: "ts-number" }, each.earned),
        h.td({ class: "ts-number" }, each.total),
        h.td({ class: "ts-number" }, each.quality_rank),
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
    const told = (each) =>
      each.left
        ? h.li(say("tie_left", each))
        : h.li(
            tools.theirs("p", {}, each.text),
            each.seed && lots(each),
            h.p({ class: "ts-hint" }, say(each.recorded ? "tie_recorded" : "tie_unrecorded")),
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

  const lots = (each) => [
    h.p(say("tie_repeat")),
    h.pre({ tabindex: "0" }, h.code(each.order.map((id) => `printf '%s' '${each.seed}:${id}' | sha256sum`).join("\n"))),
    h.ul(each.lots.map((one) => h.li(h.code(one.digest), ` ${one.id}`))),
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
            h.ul(decide.refused.map((each) => h.li(h.strong(each.what), ` ${each.remedy} `, h.small(each.code)))),
          ]
        : [
            decide.asks.length
              ? [
                  h.p(say("decision_asks")),
                  h.ul(
                    { id: "decision-asks" },
                    decide.asks.map((each) => h.li(h.strong(each.what), " ", h.small(each.code))),
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
      now.priced && h.details(h.summary(say("prices_how")), h.ul(now.rules.map((each) => h.li(each)))),
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
