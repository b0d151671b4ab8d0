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
    found[part].map((finding) =>
      h.div(
        { class: "ts-judged" },
        theirs("h4", {}, finding.name),
        part === "findings"
          ? h.p(status(finding.status, finding.text), finding.ground && ` ${finding.ground}`)
          : levels(finding),
        finding.judgement && judgement(finding.judgement, pieces),
      ),
    );

  const levels = (cell) =>
    h.p(
      `${word("given")}: ${level(cell.given)}`,
      cell.limited && [" → ", h.strong(`${word("counted")}: ${level(cell.counted)}`), `. ${word("limited")}`],
    );
  const level = (counted) => (counted.label ? `${counted.text} (${counted.label})` : counted.text);

  function judgement(judged, pieces) {
    return [
      judged.how && h.p({ class: "ts-hint" }, judged.how),
      judged.reason && prose(judged.reason),
      judged.explanation && theirs("p", {}, judged.explanation),
      judged.opinions.length > 0 &&
        h.ul(
          judged.opinions.map((opinion) =>
            h.li(
              h.strong(`${opinion.who}: ${opinion.text}. `),
              theirs("span", {}, opinion.reason),
              opinion.explanation && [" ", theirs("span", {}, opinion.explanation)],
            ),
          ),
        ),
      judged.dissent.map(dissented),
      evidence(judged.evidence, pieces),
    ];
  }

  const dissented = (dissent) =>
    h.p({ class: "ts-dissent" }, h.strong(`${say("disagrees", dissent)} `), theirs("span", {}, dissent.reason));

  const evidence = (numbers, pieces) =>
    numbers.length > 0 && [
      h.p(h.strong(word("evidence"))),
      h.ul(numbers.map((number) => piece(pieces[number])).filter(Boolean)),
    ];
  const openKept = keptOf(desk);
  const piece = (cited) =>
    cited &&
    h.li(
      cited.link
        ? h.a({ href: cited.link, rel: "noreferrer", dir: "auto" }, cited.title)
        : theirs("span", {}, cited.title),
      ` (${[
        cited.kind,
        cited.dated && word("dated_line", { date: cited.dated }),
        cited.consulted && word("consulted_line", { date: cited.consulted }),
        cited.expires && word("expires_line", { date: cited.expires }),
        cited.expired && word("expired"),
        !cited.digest && word("no_digest"),
      ]
        .filter(Boolean)
        .join("; ")})`,
      cited.kept && [" ", openKept({ evidence: cited.kept }, cited.title)],
    );

  return { grounds, question, judged, level, dissented, evidence };
}
