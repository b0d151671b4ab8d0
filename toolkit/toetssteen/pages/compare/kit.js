// What every section of the compare page has: the words of the report beside those of the page, and small pieces.

import { fill } from "../../web/kit/desk.js";
import { h } from "../../web/kit/elements.js";

/** @type {Record<string, string>} */
export const SIGNS = {
  met: "✓",
  not_met: "✗",
  unproven: "?",
  explained: "≈",
  not_applicable: "–",
  yes: "✓",
  no: "✗",
  open: "?",
};

/** @typedef {import("./report.d.ts").Reported} Reported */
/** @typedef {Required<import("./state.d.ts").CompareState>} Whole what is read of it only where there is a result */
/** @typedef {Omit<Whole, keyof Reported> & Reported} State */
/** @typedef {import("../../web/kit/elements.js").Child} Child */
/** @typedef {ReturnType<typeof compareKit>} Kit */

/** @param {import("../../web/kit/desk.js").Desk<State>} desk */
export function compareKit(desk) {
  const { say } = desk;
  const state = () => desk.state;
  /** @type {import("../../web/kit/desk.js").Say} */
  const word = (name, particulars) => fill(state().labels[name] ?? name, particulars || {});
  const heads = (/** @type {string[]} */ ...texts) => texts.map((text) => h.th({ scope: "col" }, text));
  /** @type {(tag: keyof HTMLElementTagNameMap, attributes: import("../../web/kit/elements.js").Attributes, text: Child) => HTMLElement} */
  const theirs = (tag, attributes, text) => h[tag]({ dir: "auto", lang: state().written_in, ...attributes }, text);
  /** @type {(id: string, text: string) => HTMLElement} */
  const status = (id, text) =>
    h.span({ class: `ts-status-${id}` }, h.span({ "aria-hidden": "true" }, `${SIGNS[id]} `), text);
  /** @type {(name: string, id: string, intro?: string | null) => Child} */
  const head = (name, id, intro) => [h.h2({ id, tabindex: "-1" }, name), intro && h.p(intro)];
  const prose = (/** @type {string} */ text) =>
    text
      .split(/\n+/)
      .filter(Boolean)
      .map((part) => theirs("p", {}, part));
  const names = () => state().solutions.map(({ name }) => theirs("span", {}, name));
  return { desk, say, state, word, heads, theirs, status, head, prose, names };
}
