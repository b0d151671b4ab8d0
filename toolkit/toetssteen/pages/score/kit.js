// What every section of the score page has: the cells and what is asked, and how both are named.

import { written } from "../../web/kit/dates.js";

export const FIELDS = ["answer", "reason", "evidence", "owner", "until"];
export const NO_ANSWER = ["unanswered", "unknown", "refused"];

/** @typedef {import("./state.d.ts").ScoreState} State */
/**
 * An answer as the page has it, and its elements once drawn.
 * @typedef {import("./state.d.ts").Given & Record<string, any>} Cell
 */
/**
 * What is asked, with a cell for each solution.
 * @typedef {Record<string, any> & { id: string, title: string, cells: Cell[] }} Ask
 */
/**
 * @typedef {ReturnType<typeof scoreTools> & {
 *   saving: ReturnType<typeof import("./saving.js").savingOf>,
 *   boxes: ReturnType<typeof import("./boxes.js").boxesOf>,
 *   list: ReturnType<typeof import("./list.js").listOf>,
 *   proofs: ReturnType<typeof import("./evidence.js").evidenceOf>,
 *   vendors: ReturnType<typeof import("./answers.js").answersOf>,
 * }} Kit
 */

/** @param {import("../../web/kit/desk.js").Desk<State>} desk */
export function scoreTools(desk) {
  const { root, say } = desk;
  const state = () => desk.state;
  return {
    desk,
    root,
    say,
    state,
    /** @type {Map<string, Cell>} by solution and criterion */
    cells: new Map(),
    /** @type {Ask[]} */
    asks: [],
    /** @type {(selector: string) => any} */
    one: (selector) => root.querySelector(selector),
    /** @type {(given: { solution: string, criterion: string }) => string} */
    keyOf: (given) => `${given.solution}|${given.criterion}`,
    /** @type {(cell: Cell, part: string) => string} */
    idOf: (cell, part) => `${part}-${cell.criterion}-${cell.solution}`,
    who: () => ({ person: state().person, number: state().round }),
    isForm: () => Boolean(state().sections),
    /** @type {(text: string) => string} */
    local: (text) => (state().language === "nl" ? text.replace(".", ",") : text),
    /** @type {(value: number) => string} */
    whole: (value) => written(state().language, value),
    /** @type {(text: string) => number} characters, without the space around them */
    lengthOf: (text) => [...text.trim()].length,
  };
}
