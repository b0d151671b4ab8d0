// What every section of the score page has: the cells and what is asked, and how both are named.

import { written } from "../../web/kit/dates.js";
import { find } from "../../web/kit/elements.js";
import { keptOf } from "../../web/kit/kept_open.js";

export const NO_ANSWER = ["unanswered", "unknown", "refused"];

/** @typedef {Required<import("./state.d.ts").ScoreState>} State what is read of it only where that part is shown */
/** @typedef {import("./state.d.ts").Given} Given */
/** @typedef {"" | "saved" | "saving" | "unsaved"} Mark */
/**
 * An answer as the page has it, and its elements once drawn.
 * @typedef {Given & {
 *   key: string,
 *   name: string,
 *   vendor: string | null,
 *   ask: Ask,
 *   version: number,
 *   dirty: boolean,
 *   sending: Promise<unknown> | null,
 *   timer?: number,
 *   mark: Mark,
 *   fault: string,
 *   note: string,
 *   nodes: import("./boxes.js").Nodes | null,
 * }} Cell
 */
/**
 * What is asked, with a cell for each solution.
 * @typedef {import("./state.d.ts").AskedOne & {
 *   section: import("./state.d.ts").Section,
 *   cells: Cell[],
 *   told?: number,
 *   nodes?: { button: HTMLButtonElement, line: HTMLUListElement, panel: HTMLDivElement },
 * }} Ask
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
    opener: keptOf(desk),
    /** @type {Map<string, Cell>} by solution and criterion */
    cells: new Map(),
    /** @type {Ask[]} */
    asks: [],
    one: (/** @type {string} */ selector) => find(root, selector),
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

/**
 * What of an answer is typed and chosen, and nothing else.
 * @param {Partial<Given>} given
 */
export const typedOf = ({ answer, reason, evidence, owner, until }) => ({ answer, reason, evidence, owner, until });
