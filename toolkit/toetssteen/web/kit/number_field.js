// Fields for numbers and amounts: what is read of what somebody typed stands beside it; what can be read in two ways is
// asked there, with both to choose from. A field that is odd says so in `data-odd`, for who sends its form.

import { h, put } from "./elements.js";
import { unmark } from "./faults.js";
import { inField, readings, writtenNumber } from "./numbers.js";

const RATIO = /^\s*\d{1,9}\/0*[1-9]\d{0,8}\s*$/;
const DOUBT = " ?";
const ASK_MS = 300; // a question that comes while a button is pressed would move the button away

/** @typedef {"amount" | "number" | "points"} Kind an amount is of euro; points may be a fraction */
/** @typedef {import("./numbers.js").Language} Language */

/**
 * Makes a field one for numbers; gives what stands beside it.
 * @param {import("./desk.js").Desk<any>} desk
 * @param {HTMLInputElement} input
 * @param {Kind} kind
 */
export function numberField({ say, state, announce }, input, kind) {
  /** @type {Language} */
  const language = state.language;
  const amount = kind === "amount";
  const place = h.span({ class: "ts-hint", id: `${input.id}-reading` });
  input.setAttribute("inputmode", "decimal");
  input.dataset.number = kind;
  const shown = (/** @type {string} */ value) => writtenNumber(value, language, amount);

  /** @param {boolean} asks once somebody is done typing */
  function tell(asks) {
    const text = input.value,
      found = kind === "points" && RATIO.test(text) ? [text.trim()] : readings(text, language, amount);
    input.dataset.odd = !text.trim() || found.length === 1 ? "" : say(found.length ? "number_doubtful" : "number_odd");
    if (found.length === 2 && asks) return ask(found);
    return put(place, text.trim() && found.length === 1 && shown(found[0]) !== text.trim() && shown(found[0]));
  }

  /** @param {string[]} found */
  function ask(found) {
    const buttons = found.map((value) => h.button({ type: "button", onclick: () => choose(value) }, shown(value)));
    put(place, say("number_which", { text: input.value.trim() }), " ", buttons[0], " ", buttons[1]);
    announce(say("number_which", { text: input.value.trim() }));
  }

  /** @param {string} value */
  function choose(value) {
    input.value = inField(value, language);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    unmark(input);
    input.focus();
  }

  let asking = 0;
  input.addEventListener("input", () => {
    clearTimeout(asking);
    tell(false);
  });
  input.addEventListener("change", () => {
    asking = window.setTimeout(() => tell(true), ASK_MS);
  });
  queueMicrotask(() => tell(true)); // its value is set once it is made
  return place;
}

/**
 * Puts the reading of a number beside its field, as `field` made it.
 * @param {import("./desk.js").Desk<any>} desk
 * @param {Kind} kind
 * @param {import("./elements.js").Child[]} made
 */
export const numbered = (desk, kind, [label, hint, node]) => [
  label,
  hint,
  h.span({ class: "ts-row" }, node, numberField(desk, /** @type {HTMLInputElement} */ (node), kind)),
];

/**
 * What a field says, as it is sent: of a number its reading; what can be read in two ways is no number.
 * @param {string} text
 * @param {Language} language
 * @param {string} [kind]
 */
export function asSent(text, language, kind) {
  const found = kind ? readings(text, language, kind === "amount") : [];
  return found.length > 1 ? text.trim() + DOUBT : (found[0] ?? text.trim());
}

/**
 * A level as it stands in its field.
 * @param {string} level
 * @param {Language} language
 */
export const levelInField = (level, language) =>
  level.endsWith(DOUBT) ? level.slice(0, -DOUBT.length) : inField(level, language);
