// What every section of the compare page has: the words of the report beside those of the page, and small pieces.

import { fill } from "../../web/kit/desk.js";
import { h } from "../../web/kit/elements.js";

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

/** @typedef {ReturnType<typeof compareKit>} Kit */

/** @param {import("../../web/kit/desk.js").Desk<import("./state.d.ts").CompareState>} desk */
export function compareKit(desk) {
  const { say } = desk;
  const state = () => desk.state;
  const word = (name, particulars) => fill(state().labels[name] ?? name, particulars || {});
  const cells = (tag, ...texts) => texts.map((text) => h[tag](tag === "th" ? { scope: "col" } : {}, text));
  const theirs = (tag, attributes, text) => h[tag]({ dir: "auto", lang: state().written_in, ...attributes }, text);
  const status = (id, text) =>
    h.span({ class: `ts-status-${id}` }, h.span({ "aria-hidden": "true" }, `${SIGNS[id]} `), text);
  const head = (name, id, intro) => [h.h2({ id, tabindex: "-1" }, name), intro && h.p(intro)];
  const prose = (text) =>
    text
      .split(/\n+/)
      .filter(Boolean)
      .map((part) => theirs("p", {}, part));
  const names = () => state().solutions.map(({ name }) => theirs("th", { scope: "col" }, name));
  return { desk, say, state, word, cells, theirs, status, head, prose, names };
}
