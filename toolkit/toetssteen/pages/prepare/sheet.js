// The set as a workbook: made in the kernel, it comes as a Blob; one from elsewhere is sent in parts.

import { offerFile } from "../../web/kit/bytes.js";
import { h } from "../../web/kit/elements.js";
import { complaint } from "../../web/kit/faults.js";
import { choice, form } from "../../web/kit/fields.js";

import { concealedQuestion } from "./concealed.js";

/** @typedef {import("./kit.js").Kit} Kit */
/** @typedef {import("./kit.js").Sections["criteria"]} Part */

/** @param {Kit} kit @param {Part} part */
export function drawSheet(kit, part) {
  const { say } = kit;
  const made = h.span();
  const told = h.div({ id: "sheet-told" });
  const concealed = concealedQuestion(kit, "sheet/hidden");
  const file = kit.chosen.field("sheet-file", { accept: ".xlsx", onchange: concealed.forget });
  const replace = h.input({
    type: "checkbox",
    id: "sheet-replace",
    checked: kit.value("sheet/replace") === "yes",
    onchange: () => kit.type("sheet/replace", replace.checked ? "yes" : ""),
  });
  return kit.unfold(
    "sheet",
    say("sheet"),
    part.values.length > 0 && [
      h.p(say("sheet_make_what")),
      h.p(
        { class: "ts-row" },
        h.button({ type: "button", id: "sheet-make", onclick: () => makeSheet(kit, made) }, say("sheet_make")),
        made,
      ),
    ],
    kit.desk.state.editable &&
      form(
        { "data-act": "sheet_take", send: () => sendSheet(kit, part.sheet, file, replace.checked, concealed, told) },
        h.p(say("sheet_take_what")),
        h.label({ for: "sheet-file" }, say("sheet_file")),
        file,
        choice(replace, say("sheet_replace")),
        told,
        concealed.part,
        h.p(h.button({ id: "sheet-take" }, say("sheet_take"))),
      ),
  );
}

/** @param {Kit} kit @param {HTMLElement} place */
const makeSheet = (kit, place) =>
  offerFile(
    kit.desk,
    { verb: "sheet_make", given: {}, id: "sheet-save", busy: "sheet_busy", save: "sheet_save", made: "sheet_made" },
    (link) => place.replaceChildren(link),
  );

/** @param {Kit} kit @param {Part["sheet"]} most @param {HTMLInputElement} input @param {boolean} replace @param {ReturnType<typeof concealedQuestion>} concealed @param {HTMLElement} told */
function sendSheet(kit, most, input, replace, concealed, told) {
  const { say, desk } = kit;
  const [file] = input.files ?? [];
  const wrong = !file ? say("sheet_none") : file.size > most.bytes ? say("sheet_large") : "";
  return kit.sendFiles(
    "sheet_take",
    told,
    wrong ? complaint(wrong, "sheet-file") : null,
    async () => {
      desk.announce(say("sheet_busy"));
      await desk.act("sheet_begin", { name: file.name, size: file.size });
      await kit.chosen.send(input, file, most.part, "sheet_part");
      const reply = await desk.act("sheet_take", { replace, hidden: concealed.answer() });
      kit.chosen.empty("sheet-file");
      kit.forget("sheet");
      await kit.take(reply);
      kit.redraw("criteria");
      kit.focus("other-set-sum", "criteria-title");
      desk.announce(say("sheet_taken", { title: reply.patch.taken }));
    },
    () => [h.h4({ tabindex: "-1" }, say("sheet_faults"))],
    concealed.ask,
  );
}
