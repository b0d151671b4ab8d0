// Faults on a page: as a list, at the field they are about, and in the place of a page that cannot be shown.

import { h } from "./elements.js";

/** @typedef {{ code: string, where: string, at: string, what: string, rule: string, remedy: string }} Fault */

/**
 * What a page itself finds wrong, told as an act is refused.
 * @param {string} what
 * @param {string} [at] the field that it is about
 * @returns {Fault}
 */
export const complaint = (what, at = "") => ({ what, where: "", at, rule: "", remedy: "", code: "" });

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
const FIELDS = "input, textarea, select";

/** @type {WeakMap<HTMLElement, AbortController>} */
const heard = new WeakMap(); // of fields that are marked what listens for something else in them

/** @type {WeakMap<object, string>} */
const acts = new WeakMap(); // of faults the act that was refused with them

/**
 * Ties faults to the act that they refuse: they go when it begins again or succeeds.
 * @param {string} act
 * @param {Fault[]} faults
 */
export function refusedBy(act, faults) {
  acts.set(faults, act);
  return faults;
}

/** @param {object} faults @returns {string} nothing where no act was refused with them */
export const actOf = (faults) => acts.get(faults) ?? "";

/**
 * Puts each fault at the field that it is about, in the form of the act that was refused; gives those that have none.
 * The first field gets the focus, unless somebody is typing elsewhere.
 * @param {Fault[]} faults
 * @param {boolean} [quiet]
 */
export function placeFaults(faults, quiet) {
  const act = actOf(faults),
    form = act ? fieldsOf(act) : [];
  if (act) unmarkAll(act);
  /** @type {Map<HTMLElement | undefined, Fault[]>} */
  const places = new Map();
  for (const fault of faults) {
    const field = fault.at ? form.find(([, name]) => isAbout(fault.at, name))?.[0] : undefined;
    places.set(field, [...(places.get(field) ?? []), fault]);
  }
  const others = places.get(undefined) ?? [];
  places.delete(undefined);
  for (const [field, about] of places) if (field) mark(field, faultText(about).trim(), act);
  if (!quiet) show([...places.keys()][0]);
  return others;
}

/**
 * The fields of the form of an act, with their names: those inside what bears its name, or whose ids begin with it.
 * @param {string} act
 * @returns {[field: HTMLElement, name: string][]}
 */
function fieldsOf(act) {
  const inside = `[data-act="${CSS.escape(act)}"]`;
  const all = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll(FIELDS)]);
  const start = `${act}/`;
  return all
    .filter((field) => field.type !== "range" && (field.id.startsWith(start) || field.closest(inside)))
    .map((field) => {
      const name = (field.id.startsWith(start) && field.type !== "radio" ? field.id : field.name) || field.id;
      return [field, field.dataset.at ?? (name.startsWith(start) ? name.slice(start.length) : name)];
    });
}

/** @param {string} at @param {string} name may be written with slashes */
function isAbout(at, name) {
  const [whole, part] = [`.${at}`, `.${name.replaceAll("/", ".")}`];
  return whole.endsWith(part) || part.endsWith(whole);
}

/** @param {HTMLElement | undefined} field */
function show(field) {
  for (let node = field?.closest("details"); node; node = node.parentElement?.closest("details")) node.open = true;
  field?.focus();
}

/**
 * Puts a fault at the field it is about, and the focus with it; typing takes it away again.
 * @param {HTMLElement} field
 * @param {string} text
 */
export function faultAt(field, text) {
  mark(field, text);
  show(field);
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
    if (field && note.lang === document.documentElement.lang) mark(field, note.textContent ?? "", note.dataset.act);
  }
}

/**
 * Takes away what stands at fields: of an act that begins again, or of one field.
 * @param {string} act
 */
export function unmarkAll(act) {
  for (const note of document.querySelectorAll(`.ts-fault[data-act="${CSS.escape(act)}"]`))
    unmark(document.getElementById(note.id.slice(0, -NOTE.length)));
}

/** @param {HTMLElement | null} field */
export function unmark(field) {
  const note = field && document.getElementById(field.id + NOTE);
  if (!field || !note) return;
  note.remove();
  heard.get(field)?.abort();
  field.removeAttribute("aria-invalid");
  const left = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== note.id);
  if (left.length) field.setAttribute("aria-describedby", left.join(" "));
  else field.removeAttribute("aria-describedby");
}

/**
 * @param {HTMLElement} field
 * @param {string} text
 * @param {string} [act]
 */
function mark(field, text, act) {
  const id = field.id + NOTE;
  if (document.getElementById(id)) return;
  const before = field.getAttribute("aria-describedby");
  const choice = ["radio", "checkbox"].includes(field.getAttribute("type") ?? "");
  const place = (choice && field.closest("label")) || field;
  place.before(h.p({ class: "ts-fault", id, lang: document.documentElement.lang, "data-act": act || null }, text));
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", [before, id].filter(Boolean).join(" "));
  const typed = (choice && field.closest("fieldset")) || field; // of a choice also another one
  const hearing = new AbortController();
  heard.set(field, hearing);
  for (const event of ["input", "change"]) typed.addEventListener(event, () => unmark(field), hearing);
}

/**
 * Says at its field, in the reader's language, what the browser finds wrong as a form is sent: it would say so in its
 * own. The first such field gets the focus.
 * @param {import("./desk.js").Say} say
 */
export const invalidHeard = (say) => (/** @type {Event} */ event) => {
  const field = /** @type {HTMLInputElement} */ (event.target);
  event.preventDefault();
  const first = field.form?.querySelector(":invalid:not(fieldset)") === field;
  unmark(field);
  mark(field, say(field.validity.valueMissing ? "field_missing" : "unreadable", { label: labelOf(field) }));
  if (first) show(field);
};

/** @param {HTMLInputElement} field */
const labelOf = (field) => (field.labels?.[0]?.textContent ?? "").trim();

/**
 * Finds a number or date that the browser cannot read: a script would get an empty text of it, which is not what the
 * screen shows; or a number that was typed and is none, or can be two. Says so at the field, and tells whether there is one.
 * @param {Element} part
 * @param {import("./desk.js").Say} say
 * @param {string} act that the part is the form of
 */
export function unreadable(part, say, act) {
  const fields = /** @type {HTMLInputElement[]} */ ([...part.querySelectorAll("input")]);
  const misread = (/** @type {HTMLInputElement} */ field) => field.validity.badInput && field.checkVisibility();
  const odd = fields.filter((field) => misread(field) || oddNumber(field)); // a number may stand in a part that is closed
  for (const field of odd) {
    unmark(field);
    mark(field, field.validity.badInput ? say("unreadable") : oddNumber(field), act);
  }
  show(odd[0]);
  return odd.length > 0;
}

/** @param {HTMLInputElement} field what is wrong with it is said by the field itself: `number_field.js` */
const oddNumber = (field) => field.dataset.odd ?? "";

/**
 * Tells whether a reason says something: a letter or a digit at least.
 * @param {string} text
 */
export const saysWhy = (text) => /[\p{L}\p{N}]/u.test(text);
