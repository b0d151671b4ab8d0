// The body of an open card: what is asked, who answered what, what the vendor said, and what was recorded.

import { h, outward } from "../../web/kit/elements.js";

/** @typedef {import("./kit.js").Child} Child */
/** @typedef {import("./detail.d.ts").Detail} Detail */

/** @param {import("./kit.js").Kit} kit */
export function pointOf(kit) {
  const { desk, say, act, state, isCheck, rowOf, nameOf, people, prose, hint, plain, more, pieces, openKept } = kit;

  /** @type {(key: string, detail: Detail) => Child} */
  const bodyOf = (key, detail) => [
    prose(detail.asked.question),
    about(key, detail.asked),
    !isCheck(key) && individual(key, detail),
    record(key, detail),
    kit.forms.recordForm(key, detail),
  ];

  /** @param {string} key @param {Detail["asked"]} asked */
  function about(key, asked) {
    const described = asked.answers.filter((answer) => answer.text);
    const list = h.div();
    const show = () =>
      act("sources", { key }).then((reply) => list.replaceChildren(sources(reply.patch.sources)), desk.faults);
    return more(
      say("about"),
      asked.why && [h.h4(say("why")), prose(asked.why)],
      described.length > 0 && [
        h.h4(say(asked.proof ? "statuses" : "anchors")),
        h.dl(described.map((answer) => [h.dt(answer.name, answer.label && ` · ${answer.label}`), h.dd(answer.text)])),
      ],
      asked.proof && [h.h4(say("proof")), prose(asked.proof)],
      asked.ask && asked.ask.length > 0 && [h.h4(say("ask")), h.ul(asked.ask.map((proof) => h.li(proof)))],
      asked.sourced && h.p(plain(say("sources"), show)),
      list,
    );
  }

  /** @type {(given: import("./detail.d.ts").Source[]) => HTMLUListElement} */
  const sources = (given) =>
    h.ul(
      { "aria-label": say("sources_title") },
      given.length
        ? given.map((source) =>
            h.li(
              outward(source.link, source.title),
              source.at && `, ${source.at}`,
              !source.checked && ` (${say("unchecked")})`,
            ),
          )
        : h.li(say("sources_none")),
    );

  /** @param {string} key @param {Detail} detail */
  function individual(key, detail) {
    const { figures, alike = [], vendor: given } = detail,
      row = rowOf(key);
    return [
      h.h4(say("individual")),
      detail.answers.length
        ? h.ul(
            { class: "ts-side" },
            detail.answers.map((answer) => opinion(answer, key)),
          )
        : hint(say("individual_none")),
      figures &&
        h.dl(
          { class: "ts-figures" },
          /** @type {const} */ (["mean", "median", "range"]).map((name) => h.div(h.dt(say(name)), h.dd(figures[name]))),
          h.div(h.dt(say("spread")), h.dd(say(row?.flagged ? "spread_flag" : "spread_value", row))),
        ),
      figures && (row?.without ?? 0) > 0 && hint(say("figures_without", row)),
      alike.map((group) => h.p({ class: "ts-note" }, say("alike", { people: group }))),
      given && vendor(key, given),
      kit.corrections.correction("own", key, detail),
      detail.imported && hint(say("fix_imported")),
    ];
  }

  /** @type {(key: string, given: import("./detail.d.ts").Vendor) => Child} */
  const vendor = (key, given) =>
    more(
      say("vendor"),
      hint(say("vendor_what")),
      given.claim && h.p(say("vendor_claim", given)),
      given.text ? prose(given.text) : hint(say("vendor_none")),
      given.files.length > 0 &&
        h.ul(
          given.files.map((file, place) =>
            h.li(
              h.bdi(file.name),
              file.kept && [
                " ",
                openKept({ solution: key.split("|")[0], name: file.name }, file.name, `kept-file-${place}-${key}`),
              ],
            ),
          ),
        ),
      given.sheet &&
        h.p(say("kept_sheet"), " ", openKept({ evidence: given.sheet }, say("kept_sheet"), `kept-sheet-${key}`)),
    );

  /** @type {(answered: import("./detail.d.ts").Answered, key: string) => HTMLLIElement} */
  const opinion = (answered, key) =>
    h.li(
      h.p(
        { class: "ts-who" },
        h.strong(answered.who.name),
        answered.who.about && h.span({ class: "ts-hint" }, ` ${answered.who.about}`),
      ),
      h.p({ class: "ts-answer" }, answered.answer),
      answered.reason ? prose(answered.reason) : hint(say("reason_none")),
      answered.explanation && prose(answered.explanation),
      pieces(answered.evidence, `${key}-${answered.who.id}`, true),
      answered.corrected.map((correction, place) =>
        h.div(
          { class: "ts-turn" },
          kit.corrections.beside(
            correction.was,
            place + 1 < answered.corrected.length ? answered.corrected[place + 1].was : answered.answer,
          ),
          hint(say("corrected", { at: correction.at, reason: correction.why })),
          correction.reason && more(say("was_reason"), prose(correction.reason)),
        ),
      ),
    );

  /** @param {string} key @param {Detail} detail */
  function record(key, detail) {
    const before = detail.record ? detail.history.slice(0, -1) : detail.history;
    const last = detail.history[detail.history.length - 1];
    return h.section(
      { class: "ts-record" },
      detail.record && [
        h.h4({ id: `said-${key}`, tabindex: "-1" }, `${say(isCheck(key) ? "finding" : "agreed")}: ${detail.said}`),
        last && told(last, true),
      ],
      kit.corrections.correction("agreed", key, detail),
      before.length > 0 &&
        more(say("history", { count: before.length }), h.ol(before.map((record) => h.li(told(record))))),
      detail.record &&
        state().phase === "scored" &&
        !isCheck(key) &&
        h.p(plain(say("next"), () => kit.cards.goNext(key), `next-${key}`)),
    );
  }

  /** @type {(record: import("./detail.d.ts").Recorded, short?: boolean) => HTMLDivElement} */
  const told = (record, short) =>
    h.div(
      !short && h.p(h.strong(record.answer)),
      record.was && [kit.corrections.beside(record.was, record.answer), h.p(say("corrected_because"))],
      record.correction && prose(record.correction),
      prose(record.reason),
      record.explanation && prose(record.explanation),
      pieces(record.evidence, record.digest),
      record.present.length > 0 && h.p(say("present_were", { people: people(record.present) })),
      record.dissent.map((dissent) =>
        h.blockquote(h.p(h.strong(say("dissent_of", { who: nameOf(dissent.person) }))), prose(dissent.reason)),
      ),
      hint(say("by", { who: record.who.name, at: record.at })),
    );

  return { bodyOf };
}
