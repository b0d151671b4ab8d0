// The body of an open card: what is asked, who answered what, what the vendor said, and what was recorded.

import { h, outward } from "../../web/kit/elements.js";

/** @param {import("./kit.js").Kit} kit */
export function pointOf(kit) {
  const { desk, say, act, state, isCheck, rowOf, nameOf, people, prose, hint, plain, more, pieces, openKept } = kit;

  const bodyOf = (key, detail) => [
    prose(detail.asked.question),
    about(key, detail.asked),
    !isCheck(key) && individual(key, detail),
    record(key, detail),
    kit.recordForm(key, detail),
  ];

  function about(key, asked) {
    const described = asked.answers.filter((answer) => answer.text);
    const list = h.div();
    const show = () =>
      act("sources", { key }).then(
        (reply) => list.replaceChildren(sources(reply.patch.sources)),
        (faults) => desk.faults(faults),
      );
    return more(
      say("about"),
      asked.why && [h.h4(say("why")), prose(asked.why)],
      described.length > 0 && [
        h.h4(say(asked.proof ? "statuses" : "anchors")),
        h.dl(described.map((answer) => [h.dt(answer.name, answer.label && ` · ${answer.label}`), h.dd(answer.text)])),
      ],
      asked.proof && [h.h4(say("proof")), prose(asked.proof)],
      asked.ask?.length > 0 && [h.h4(say("ask")), h.ul(asked.ask.map((proof) => h.li(proof)))],
      asked.sourced && h.p(plain(say("sources"), show)),
      list,
    );
  }

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

  function individual(key, detail) {
    const row = rowOf(key);
    return [
      h.h4(say("individual")),
      detail.answers.length
        ? h.ul(
            { class: "ts-side" },
            detail.answers.map((answer) => opinion(answer, key)),
          )
        : hint(say("individual_none")),
      detail.figures &&
        h.dl(
          { class: "ts-figures" },
          ["mean", "median", "range"].map((name) => h.div(h.dt(say(name)), h.dd(detail.figures[name]))),
          h.div(h.dt(say("spread")), h.dd(say(row.flagged ? "spread_flag" : "spread_value", row))),
        ),
      detail.figures && row.without > 0 && hint(say("figures_without", row)),
      detail.alike.map((group) => h.p({ class: "ts-note" }, say("alike", { people: group }))),
      vendor(key, detail.vendor),
      kit.correction("own", key, detail),
      detail.imported && hint(say("fix_imported")),
    ];
  }

  const vendor = (key, given) =>
    given &&
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
          kit.beside(
            correction.was,
            place + 1 < answered.corrected.length ? answered.corrected[place + 1].was : answered.answer,
          ),
          hint(say("corrected", { at: correction.at, reason: correction.why })),
          correction.reason && more(say("was_reason"), prose(correction.reason)),
        ),
      ),
    );

  function record(key, detail) {
    const before = detail.record ? detail.history.slice(0, -1) : detail.history;
    const last = detail.history[detail.history.length - 1];
    return h.section(
      { class: "ts-record" },
      detail.record && [
        h.h4({ id: `said-${key}`, tabindex: "-1" }, `${say(isCheck(key) ? "finding" : "agreed")}: ${detail.said}`),
        last && told(last, true),
      ],
      kit.correction("agreed", key, detail),
      before.length > 0 &&
        more(say("history", { count: before.length }), h.ol(before.map((record) => h.li(told(record))))),
      detail.record &&
        state().phase === "scored" &&
        !isCheck(key) &&
        h.p(plain(say("next"), () => kit.cards.goNext(key), `next-${key}`)),
    );
  }

  const told = (record, short) =>
    h.div(
      !short && h.p(h.strong(record.answer)),
      record.was && [kit.beside(record.was, record.answer), h.p(say("corrected_because"))],
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
