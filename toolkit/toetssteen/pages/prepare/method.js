// The frozen method as a document to publish; it comes as a Blob.

import { offerFile } from "../../web/kit/bytes.js";
import { LANGUAGES } from "../../web/kit/desk.js";
import { h } from "../../web/kit/elements.js";

const FORMATS = ["html", "pdf", "docx"];

/** @param {import("./kit.js").Kit} kit */
export function drawMethodPaper(kit) {
  const { say } = kit;
  const made = h.p({ class: "ts-row" });
  const words = { busy: "paper_busy", save: "paper_save", made: "paper_made" };
  const make = (/** @type {string} */ format) => {
    const given = { format, language: kit.shown("paper/language") };
    return offerFile(kit.desk, { verb: "method_make", given, id: "paper-save", ...words }, (link) =>
      made.replaceChildren(link),
    );
  };
  return h.div(
    { class: "ts-paper" },
    h.h4(say("paper")),
    h.p(say("paper_what")),
    kit.radios("paper/language", say("paper_language"), LANGUAGES, kit.desk.state.language),
    h.p(
      { class: "ts-row" },
      FORMATS.map((format) =>
        h.button(
          { type: "button", id: `paper-${format}`, onclick: () => make(format) },
          say("paper_make", { format: format.toUpperCase() }),
        ),
      ),
    ),
    made,
  );
}

/**
 * What a next version would change, before it is frozen.
 * @param {import("./kit.js").Kit} kit @param {string[]} changes
 */
export const drawChanges = (kit, changes) =>
  changes.length > 0 &&
  h.div({ class: "ts-note" }, h.p(h.strong(kit.say("changes_now"))), h.ul(changes.map((change) => h.li(change))));
