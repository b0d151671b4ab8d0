// The frozen method as a document to publish; it comes as a Blob.

import { blobLink, blobOf } from "../../web/kit/bytes.js";
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
      FORMATS.map((each) =>
        h.button(
          {
            type: "button",
            id: `paper-${each}`,
            onclick: () => makeMethodPaper(kit, made, each, kit.shown("paper/language")),
          },
          say("paper_make", { format: each.toUpperCase() }),
        ),
      ),
    ),
    made,
  );
}

async function makeMethodPaper(kit, place, format, language) {
  const { say, desk } = kit;
  desk.announce(say("paper_busy"));
  try {
    const { patch } = await desk.act("method_make", { format, language });
    const link = blobLink(blobOf(patch), { id: "paper-save", download: patch.name }, say("paper_save", patch));
    place.replaceChildren(link);
    link.focus();
    desk.announce(say("paper_made"));
  } catch (faults) {
    if (!Array.isArray(faults)) throw faults;
    desk.announce("");
    desk.faults(faults);
  }
}

// What a next version would change, before it is frozen.
export const drawChanges = (kit, changes) =>
  changes.length > 0 &&
  h.div({ class: "ts-note" }, h.p(h.strong(kit.say("changes_now"))), h.ul(changes.map((each) => h.li(each))));
