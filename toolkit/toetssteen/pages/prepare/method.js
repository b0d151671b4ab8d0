// The frozen method as a document to publish; it comes as a Blob.

import { offerFile } from "../../web/kit/bytes.js";
import { h } from "../../web/kit/elements.js";

const FORMATS = ["html", "pdf", "docx"];

export function drawMethodPaper(kit) {
  const { say, desk } = kit;
  const made = h.p({ class: "ts-row" });
  return h.div(
    { class: "ts-paper" },
    h.h4(say("paper")),
    h.p(say("paper_what")),
    kit.radios(
      "paper/language",
      say("paper_language"),
      [
        ["nl", "Nederlands"],
        ["en", "English"],
      ],
      desk.state.language,
    ),
    h.p(
      { class: "ts-row" },
      FORMATS.map((format) =>
        h.button(
          {
            type: "button",
            id: `paper-${format}`,
            onclick: () => makeMethodPaper(kit, made, format, kit.shown("paper/language")),
          },
          say("paper_make", { format: format.toUpperCase() }),
        ),
      ),
    ),
    made,
  );
}

const makeMethodPaper = (kit, place, format, language) =>
  offerFile(
    kit.desk,
    {
      verb: "method_make",
      given: { format, language },
      id: "paper-save",
      busy: "paper_busy",
      save: "paper_save",
      made: "paper_made",
    },
    (link) => place.replaceChildren(link),
  );

// What a next version would change, before it is frozen.
export const drawChanges = (kit, changes) =>
  changes.length > 0 &&
  h.div({ class: "ts-note" }, h.p(h.strong(kit.say("changes_now"))), h.ul(changes.map((change) => h.li(change))));
