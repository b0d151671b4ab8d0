// Beside each cell what the vendor answered itself: folded, marked as its own word, and cited with one click.

import { h } from "../../web/kit/elements.js";

/** @typedef {import("./kit.js").Cell} Cell */

/** @param {import("./kit.js").Kit} kit */
export function answersOf(kit) {
  const { desk, say, state, idOf, opener } = kit;

  /** @param {Cell} cell */
  function fold(cell) {
    const of = state().answers?.[cell.solution];
    if (!of) return null;
    const given = of.given[cell.criterion];
    const evidence = of.evidence ?? "";
    const cite = h.button({ type: "button", id: idOf(cell, "cite"), onclick: use });
    function told() {
      const cited = cell.evidence.includes(evidence);
      cite.replaceChildren(
        say(cited ? "vendor_cited" : "vendor_cite"),
        h.span({ class: "ts-hidden" }, ` · ${cell.name}`),
      );
      cite.setAttribute("aria-disabled", String(cited));
    }
    function use() {
      if (cell.evidence.includes(evidence)) return;
      kit.boxes.change(cell, { evidence: [...cell.evidence, evidence] });
      told();
      desk.announce(say("vendor_cited_now", { solution: cell.name }));
    }
    told();
    return h.details(
      { class: "ts-vendor", id: idOf(cell, "vendor"), ontoggle: told },
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
      evidence &&
        h.p(
          say("kept_sheet"),
          " ",
          opener({ person: state().person, evidence }, `${say("kept_sheet")} · ${cell.name}`, idOf(cell, "kept-sheet")),
        ),
      given && evidence && h.p(cite),
    );
  }

  return { fold };
}
