// A wide sheet as it would be read: what was recognised, what is asked, and a yes.

import { offerFile } from "../../web/kit/bytes.js";
import { grid, h } from "../../web/kit/elements.js";
import { faultList } from "../../web/kit/faults.js";

/** @typedef {import("./looked.d.ts").Looked} Looked */

/**
 * What was shown holds for the answers that it was read with: after another one it is looked at again before a yes.
 * @param {HTMLElement} place where it is shown
 */
export function outdated(place) {
  const [yes, again] = [place.querySelector("#wide-yes"), place.querySelector("#wide-again")];
  if (yes) yes.remove();
  if (again instanceof HTMLElement) again.hidden = false;
}

/**
 * @param {import("../../web/kit/desk.js").Desk<any>} desk
 * @param {Looked} looked
 * @param {boolean} asked whether something is to be answered first
 * @param {Looked["faults"]} others what is asked and stands at no field
 * @param {{ again: () => void, yes: () => void, given: object }} acts what the buttons do, and what was sent
 */
export function drawWide(desk, { parts, notes }, asked, others, { again, yes, given }) {
  const { say } = desk;
  const saved = h.span();
  const save = () =>
    offerFile(
      desk,
      {
        ...{ verb: "save_wide", given, id: "wide-saved" },
        ...{ busy: "sheet_busy", save: "sheet_save", made: "sheet_made" },
      },
      (link) => saved.replaceChildren(link),
    );
  const button = (/** @type {string} */ id, /** @type {() => void} */ onclick, hidden = false) =>
    h.button(
      { type: "button", class: id === "wide_yes" ? "ts-main" : null, id: id.replace("_", "-"), hidden, onclick },
      say(id),
    );
  return h.section(
    { class: "ts-wide", "aria-labelledby": "wide-title" },
    h.h3({ id: "wide-title", tabindex: "-1" }, say("wide")),
    h.p(say("wide_what")),
    asked && [h.p({ class: "ts-fault" }, say("wide_asked")), others.length > 0 && faultList(others)],
    notes.length > 0 && h.div({ class: "ts-note" }, faultList(notes)),
    parts.map(({ key, name, heads, rows }) => {
      const table = rows.length > 0 && grid(name, heads, rows);
      return h.details(
        { open: key === "criteria" || key === "totals" },
        h.summary(say("wide_all", { name, count: rows.length })),
        table,
      );
    }),
    h.p(
      { class: "ts-row" },
      !asked && button("wide_yes", yes),
      button("wide_again", again, !asked),
      button("wide_save", save),
      saved,
    ),
  );
}
