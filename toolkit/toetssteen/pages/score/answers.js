// Beside each cell what the vendor answered itself: folded, marked as its own word, and cited with one click.

import { h } from "../../web/kit/elements.js";

/** @typedef {import("./state.d.ts").ScoreState} State */

/** @param {{ desk: import("../../web/kit/desk.js").Desk<State>, state: () => State, [tool: string]: any }} kit */
export function answersOf({ desk, state, attach, idOf, opener }) {
  const { say } = desk;

  function fold(cell) {
    const of = state().answers?.[cell.solution];
    if (!of) return null;
    const given = of.given[cell.criterion];
    const cite = h.button({ type: "button", id: idOf(cell, "cite"), onclick: () => use(cell, of.evidence) });
    cell.vendorCited = () => {
      const cited = cell.evidence.includes(of.evidence);
      cite.replaceChildren(
        say(cited ? "vendor_cited" : "vendor_cite"),
        h.span({ class: "ts-hidden" }, ` · ${cell.name}`),
      );
      cite.setAttribute("aria-disabled", String(cited));
    };
    cell.vendorCited();
    return h.details(
      { class: "ts-vendor", id: idOf(cell, "vendor"), ontoggle: () => cell.vendorCited() },
      h.summary(say(given ? "vendor_said" : "vendor_silent"), h.span({ class: "ts-hidden" }, ` · ${cell.name}`)),
      h.p({ class: "ts-hint" }, say("vendor_word")),
      given
        ? [
            given.text ? h.blockquote({ dir: "auto" }, given.text) : h.p(say("vendor_no_text")),
            given.claim && h.p(h.strong(say("vendor_claim")), " ", given.claim),
            given.files.length > 0 && [
              h.p(h.strong(say("vendor_files"))),
              h.ul(
                given.files.map((name, place) =>
                  h.li(
                    h.bdi(name),
                    " ",
                    opener(
                      { person: state().person, solution: cell.solution, name },
                      name,
                      idOf(cell, `kept-file-${place}`),
                    ),
                  ),
                ),
              ),
            ],
          ]
        : h.p(say("vendor_nothing")),
      of.evidence &&
        h.p(
          say("kept_sheet"),
          " ",
          opener(
            { person: state().person, evidence: of.evidence },
            `${say("kept_sheet")} · ${cell.name}`,
            idOf(cell, "kept-sheet"),
          ),
        ),
      given && of.evidence && h.p(cite),
    );
  }

  function use(cell, evidence) {
    if (cell.evidence.includes(evidence)) return;
    attach(cell, [...cell.evidence, evidence]);
    cell.vendorCited();
    desk.announce(say("vendor_cited_now", { solution: cell.name }));
  }

  return { fold };
}
