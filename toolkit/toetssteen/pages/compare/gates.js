// The minimum requirements: who meets them, each with its findings, and why.

import { grid, h } from "../../web/kit/elements.js";

/**
 * @param {import("./kit.js").Kit} kit
 * @param {ReturnType<typeof import("./grounds.js").groundsOf>} parts
 */
export function gatesOf(kit, { grounds, question, judged }) {
  const { say, state, word, status, head, names } = kit;

  function gates() {
    const asked = state().gates.filter((gate) => gate.applicable),
      not = state().gates.filter((gate) => !gate.applicable);
    if (!asked.length) return [head(word("heading_gates"), "gates", word("no_gates"))];
    const standing = h.ul(
      { class: "ts-plain" },
      state().ranking.map(({ solution, name, eligible }) =>
        h.li(
          h.strong(status(eligible, say(`eligible_${eligible}`, { name }))),
          lacks(solution, asked, "not_met"),
          lacks(solution, asked, "unproven"),
          lacks(solution, asked, "explained"),
        ),
      ),
    );
    const rows = asked.map((gate) => [
      gate.title,
      ...state().solutions.map(({ id }) => {
        const found = gate.findings.find((finding) => finding.solution === id);
        return found
          ? [status(found.status, found.text), found.ground && h.span({ class: "ts-hint" }, ` ${found.ground}`)]
          : "–";
      }),
    ]);
    return [
      head(word("heading_gates"), "gates", word("gates_intro")),
      standing,
      grid(word("caption_gates"), [word("gate"), ...names()], rows),
      h.h3(say("grounds_gates")),
      asked
        .filter((gate) => gate.grounds)
        .map((gate) =>
          h.div(
            { class: "ts-ground" },
            grounds("gate", gate.id, gate.title, (found, pieces) => [question(found), judged(found, pieces)], true),
          ),
        ),
      not.length > 0 && h.p({ class: "ts-hint" }, `${word("not_asked")} ${not.map((gate) => gate.title).join("; ")}.`),
    ];
  }

  /** @param {string} solution @param {import("./report.d.ts").Gate[]} asked @param {string} wanted */
  function lacks(solution, asked, wanted) {
    const titles = asked
      .filter((gate) => gate.findings.some((finding) => finding.solution === solution && finding.status === wanted))
      .map((gate) => gate.title);
    return titles.length > 0 && h.span(` ${say(`lacks_${wanted}`, { titles: titles.join("; ") })}`);
  }

  return gates;
}
