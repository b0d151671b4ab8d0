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
    const described = asked.answers.filter((each) => each.text);
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
        h.dl(described.map((each) => [h.dt(each.name, each.label && ` · ${each.label}`), h.dd(each.text)])),
      ],
      asked.proof && [h.h4(say("proof")), prose(asked.proof)],
      asked.ask?.length > 0 && [h.h4(say("ask")), h.ul(asked.ask.map((each) => h.li(each)))],
      asked.sourced && h.p(plain(say("sources"), show)),
      list,
    );
  }

  const sources = (given) =>
    h.ul(
      { "aria-label": say("sources_title") },
      given.length
        ? given.map((each) =>
            h.li(outward(each.link, each.title), each.at && `, ${each.at}`, !each.checked && ` (${say("unchecked")})`),
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
            detail.answers.map((each) => opinion(each, key)),
          )
        : hint(say("individual_none")),
      detail.figures &&
        h.dl(
          { class: "ts-figures" },
          ["mean", "median", "range"].map((name) => h.div(h.dt(say(name)), h.dd(detail.figures[name]))),
          h.div(h.dt(say("spread")), h.dd(say(row.flagged ? "spread_flag" : "spread_value", row))),
        ),
      detail.figures && row.without > 0 && hint(say("figures_without", row)),
      detail.alike.map((each) => h.p({ class: "ts-note" }, say("alike", { people: each }))),
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
          given.files.map((each, place) =>
            h.li(
              h.bdi(each.name),
              each.kept && [
                " ",
                openKept({ solution: key.split("|")[0], name: each.name }, each.name, `kept-file-${place}-${key}`),
              ],
            ),
          ),
        ),
      given.sheet &&
        h.p(say("kept_sheet"), " ", openKept({ evidence: given.sheet }, say("kept_sheet"), `kept-sheet-${key}`)),
    );

  const opinion = (each, key) =>
    h.li(
      h.p(
        { class: "ts-who" },
        h.strong(each.who.name),
        each.who.about && h.span({ class: "ts-hint" }, ` ${each.who.about}`),
      ),
      h.p({ class: "ts-answer" }, each.answer),
      each.reason ? prose(each.reason) : hint(say("reason_none")),
      each.explanation && prose(each.explanation),
      pieces(each.evidence, `${key}-${each.who.id}`, true),
      each.corrected.map((one, place) =>
        h.div(
          { class: "ts-turn" },
          kit.beside(one.was, place + 1 < each.corrected.length ? each.corrected[place + 1].was : each.answer),
          hint(say("corrected", { at: one.at, reason: one.why })),
          one.reason && more(say("was_reason"), prose(one.reason)),
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
      before.length > 0 && more(say("history", { count: before.length }), h.ol(before.map((each) => h.li(told(each))))),
      detail.record &&
        state().phase === "scored" &&
        !isCheck(key) &&
        h.p(plain(say("next"), () => kit.cards.goNext(key), `next-${key}`)),
    );
  }

  const told = (each, short) =>
    h.div(
      !short && h.p(h.strong(each.answer)),
      each.was && [kit.beside(each.was, each.answer), h.p(say("corrected_because"))],
      each.correction && prose(each.correction),
      prose(each.reason),
      each.explanation && prose(each.explanation),
      pieces(each.evidence, each.digest),
      each.present.length > 0 && h.p(say("present_were", { people: people(each.present) })),
      each.dissent.map((one) =>
        h.blockquote(h.p(h.strong(say("dissent_of", { who: nameOf(one.person) }))), prose(one.reason)),
      ),
      hint(say("by", { who: each.who.name, at: each.at })),
    );

  return { bodyOf };
}
