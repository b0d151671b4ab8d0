// Faults on a page: as a list, at the field they are about, and in the place of a page that cannot be shown.

import { h } from "./elements.js";

/** @typedef {{ code: string, where: string, at: string, what: string, rule: string, remedy: string }} Fault */

/**
 * What a page itself finds wrong, told as an act is refused.
 * @param {string} what
 * @returns {Fault}
 */
export const complaint = (what) => ({ what, where: "", at: "", rule: "", remedy: "", code: "" });

/** @param {Fault[]} faults */
export const faultList = (faults) =>
  h.ul(
    faults.map((fault) =>
      h.li(
        h.strong({ dir: "auto" }, fault.what),
        fault.where && ` (${fault.where})`,
        ` ${fault.rule} ${fault.remedy} `,
        fault.code && h.small(fault.code),
      ),
    ),
  );

/** @param {Fault[]} faults */
export const faultText = (faults) => faults.map((fault) => `${fault.what} ${fault.rule} ${fault.remedy}`).join(" ");

/**
 * Says why nothing can be recorded now, where a page can still be read; nothing where all is well.
 * @param {import("./desk.js").Say} say
 * @param {Fault[] | undefined} halted
 */
export const haltedNote = (say, halted) =>
  halted &&
  halted.length > 0 &&
  h.div({ class: "ts-note", id: "halted", role: "status" }, h.p(h.strong(say("halted"))), faultList(halted));

/**
 * Says why a page cannot be shown, with the way to the first page.
 * @param {import("./desk.js").Desk<any>} desk
 * @param {string[]} words the heading and the way
 */
export const stopped = ({ say, state }, [heading, way] = ["stopped", "to_start"]) => [
  h.h2(say(heading)),
  faultList(state.stopped),
  h.p(h.a({ class: "ts-button", href: state.start }, say(way))),
];

const NOTE = "-fault";

/**
 * Puts a fault at the field it is about, and the focus with it; typing takes it away again.
 * @param {HTMLElement} field
 * @param {string} text
 */
export function faultAt(field, text) {
  mark(field, text);
  field.focus();
}

/**
 * Does what draws a part again, and leaves the faults at its fields: another window, or time, takes none away.
 * What was said in the other language goes.
 * @param {() => void} work
 */
export function keepFaults(work) {
  const notes = [...document.querySelectorAll("[aria-invalid]")].map(({ id }) => document.getElementById(id + NOTE));
  work();
  for (const note of notes) {
    const field = note && document.getElementById(note.id.slice(0, -NOTE.length));
    if (field && note.lang === document.documentElement.lang) mark(field, note.textContent ?? "");
  }
}

/**
 * @param {HTMLElement} field
 * @param {string} text
 */
function mark(field, text) {
  const id = field.id + NOTE;
  if (document.getElementById(id)) return;
  const before = field.getAttribute("aria-describedby");
  const note = h.p({ class: "ts-fault", id, lang: document.documentElement.lang }, text);
  field.before(note);
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", [before, id].filter(Boolean).join(" "));
  const typed = () => {
    note.remove();
    field.removeAttribute("aria-invalid");
    if (before) field.setAttribute("aria-describedby", before);
    else field.removeAttribute("aria-describedby");
  };
  field.addEventListener("input", typed, { once: true });
}

/**
 * Finds a number or date that the browser cannot read: a script would get an empty text of it, which is not what the
 * screen shows. Says so at the field, and tells whether there is one.
 * @param {Element} part
 * @param {string} text
 */
export function unreadable(part, text) {
  for (const note of part.querySelectorAll(".ts-unreadable")) note.remove();
  const odd = [...part.querySelectorAll("input")].filter((field) => field.validity.badInput && field.checkVisibility());
  for (const field of part.querySelectorAll("input")) {
    if (field.getAttribute("aria-invalid") && !odd.includes(field)) field.removeAttribute("aria-invalid");
  }
  for (const field of odd) {
    field.setAttribute("aria-invalid", "true");
    field.after(h.p({ class: "ts-fault ts-unreadable", role: "alert" }, text));
  }
  odd[0]?.focus();
  return odd.length > 0;
}

/**
 * Tells whether a reason says something: a letter or a digit at least.
 * @param {string} text
 */
export const saysWhy = (text) => /[\p{L}\p{N}]/u.test(text);
