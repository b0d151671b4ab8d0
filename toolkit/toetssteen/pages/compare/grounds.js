// Reasons and evidence: asked for when somebody unfolds them.

import { h, put } from "../../web/kit/elements.js";
import { keptOf } from "../../web/kit/kept_open.js";

/** @param {import("./kit.js").Kit} kit */
export function groundsOf(kit) {
  const { desk, say, word, theirs, status, prose } = kit;

  // The summary is what is judged by itself, or "reasons and evidence" below a heading that says it.
  function grounds(part, id, title, draw, bare) {
    const body = h.div({ class: "ts-grounds" });
    const details = h.details(
      { ontoggle: unfold },
      h.summary(bare ? title : [say("grounds"), h.span({ class: "ts-hidden" }, `: ${title}`)]),
      body,
    );
    function unfold() {
      if (!details.open || body.childElementCount) return;
      body.replaceChildren(h.p(say("fetching")));
      desk.act("ground", { part, id }).then(
        ({ patch }) => put(body, draw(patch.found, patch.pieces)),
        (faults) => {
          body.replaceChildren();
          details.open = false;
          if (Array.isArray(faults)) desk.faults(faults);
        },
      );
    }
    return details;
  }

  const question = (found) => [
    found.question && h.p({ class: "ts-question" }, found.question),
    found.proof && h.p(h.strong(`${word("proof")}: `), found.proof),
  ];
  const judged = (found, part, pieces) =>
    found[part].map((each) =>
      h.div(
        { class: "ts-judged" },
        theirs("h4", {}, each.name),
        part === "findings" ? h.p(status(each.status, each.text), each.ground && ` ${each.ground}`) : levels(each),
        each.judgement && judgement(each.judgement, pieces),
      ),
    );

  const levels = (each) =>
    h.p(
      `${word("given")}: ${level(each.given)}`,
      each.limited && [" → ", h.strong(`${word("counted")}: ${level(each.counted)}`), `. ${word("limited")}`],
    );
  const level = (each) => (each.label ? `${each.text} (${each.label})` : each.text);

  function judgement(each, pieces) {
    return [
      each.how && h.p({ class: "ts-hint" }, each.how),
      each.reason && prose(each.reason),
      each.explanation && theirs("p", {}, each.explanation),
      each.opinions.length > 0 &&
        h.ul(
          each.opinions.map((one) =>
            h.li(
              h.strong(`${one.who}: ${one.text}. `),
              theirs("span", {}, one.reason),
              one.explanation && [" ", theirs("span", {}, one.explanation)],
            ),
          ),
        ),
      each.dissent.map(dissented),
      evidence(each.evidence, pieces),
    ];
  }

  const dissented = (each) =>
    h.p({ class: "ts-dissent" }, h.strong(`${say("disagrees", each)} `), theirs("span", {}, each.reason));

  const evidence = (numbers, pieces) =>
    numbers.length > 0 && [
      h.p(h.strong(word("evidence"))),
      h.ul(numbers.map((number) => piece(pieces[number])).filter(Boolean)),
    ];
  const openKept = keptOf(desk);
  const piece = (each) =>
    each &&
    h.li(
      each.link ? h.a({ href: each.link, rel: "noreferrer", dir: "auto" }, each.title) : theirs("span", {}, each.title),
      ` (${[
        each.kind,
        each.dated && word("dated_line", { date: each.dated }),
        each.consulted && word("consulted_line", { date: each.consulted }),
        each.expires && word("expires_line", { date: each.expires }),
        each.expired && word("expired"),
        !each.digest && word("no_digest"),
      ]
        .filter(Boolean)
        .join("; ")})`,
      each.kept && [" ", openKept({ evidence: each.kept }, each.title)],
    );

  return { grounds, question, judged, level, dissented, evidence };
}
