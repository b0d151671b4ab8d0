// Reasons and evidence: asked for when somebody unfolds them.

import { h, put } from "../../web/kit/elements.js";
import { keptOf } from "../../web/kit/kept_open.js";

/** @typedef {import("./kit.js").Child} Child */
/** @typedef {import("./report.d.ts").Level} Level */
/** @typedef {import("./report.d.ts").Cell} Cell */
/** @typedef {import("./report.d.ts").Judgement} Judgement */
/** @typedef {import("./report.d.ts").Found} Found */
/** @typedef {import("./report.d.ts").Cited} Cited */
/** @typedef {Record<number, Cited>} Pieces by number */

/** @param {import("./kit.js").Kit} kit */
export function groundsOf(kit) {
  const { desk, say, word, theirs, status, prose } = kit;

  /**
   * Unfolds the grounds. The summary is what is judged by itself, or "reasons and evidence" below a heading that says it.
   * @param {"gate" | "criterion" | "check"} part
   * @param {string} id
   * @param {string} title
   * @param {(found: Found, pieces: Pieces) => Child} draw
   * @param {boolean} [bare]
   */
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

  /** @type {(found: Found) => Child} */
  const question = (found) => [
    found.question && h.p({ class: "ts-question" }, found.question),
    found.proof && h.p(h.strong(`${word("proof")}: `), found.proof),
  ];
  /** @type {(found: Found, pieces: Pieces) => Child} */
  const judged = ({ findings = [], cells = [] }, pieces) => [
    findings.map((finding) =>
      one(finding, h.p(status(finding.status, finding.text), finding.ground && ` ${finding.ground}`), pieces),
    ),
    cells.map((cell) => one(cell, levels(cell), pieces)),
  ];
  /** @type {(found: { name: string, judgement: Judgement | null }, what: Child, pieces: Pieces) => Child} */
  const one = ({ name, judgement }, what, pieces) =>
    h.div({ class: "ts-judged" }, theirs("h4", {}, name), what, judgement && because(judgement, pieces));

  const levels = (/** @type {Cell} */ cell) =>
    h.p(
      `${word("given")}: ${level(cell.given)}`,
      cell.limited && [" → ", h.strong(`${word("counted")}: ${level(cell.counted)}`), `. ${word("limited")}`],
    );
  const level = (/** @type {Level} */ { text, label }) => (label ? `${text} (${label})` : text);

  /** @type {(judged: Judgement, pieces: Pieces) => Child} */
  const because = (judged, pieces) => [
    judged.how && h.p({ class: "ts-hint" }, judged.how),
    reasoned(judged),
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

  /** @type {(judged: Judgement) => Child} */
  const reasoned = ({ reason, explanation }) => [reason && prose(reason), explanation && theirs("p", {}, explanation)];

  const dissented = (/** @type {import("./report.d.ts").Dissent} */ dissent) =>
    h.p({ class: "ts-dissent" }, h.strong(`${say("disagrees", dissent)} `), theirs("span", {}, dissent.reason));

  /** @type {(numbers: number[], pieces: Pieces) => Child} */
  const evidence = (numbers, pieces) =>
    numbers.length > 0 && [h.p(h.strong(word("evidence"))), h.ul(numbers.map((number) => piece(pieces[number])))];
  const openKept = keptOf(desk);
  const piece = (/** @type {Cited | undefined} */ cited) =>
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

  return { grounds, question, judged, level, reasoned, dissented, evidence };
}
