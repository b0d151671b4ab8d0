// At the top of a page on a result: where the assessment stands, and which of its rounds is shown.

import { h } from "./elements.js";

/** @typedef {{ number: number, shown: boolean }} Round */
/**
 * What `pages/state.py` says of where an assessment stands.
 * @typedef {{ place: string | null, authority?: string, track?: string, rounds?: Round[] }} Standing
 */

/**
 * Says which assessment it is, and where it stands.
 * @param {Standing} state
 * @param {string} phase
 */
export const standing = ({ place, authority, track }, phase) =>
  h.p(h.strong({ dir: "auto" }, place), h.br(), h.bdi(authority), ` · ${track} · ${phase}`);

/**
 * A choice of the round that is shown; nothing where there is one only.
 * @param {import("./desk.js").Desk<Standing>} desk
 * @param {string} word of the label; with `_number` that of a round, with `_shown` of one that is shown now
 */
export function roundChoice(desk, word) {
  const { say } = desk;
  const { rounds = [] } = desk.state;
  if (rounds.length < 2) return null;
  const select = h.select(
    {
      id: "round",
      onchange: () =>
        desk.act("round", { number: Number(select.value) }).then(
          () => desk.announce(say(`${word}_shown`, { number: select.value })),
          (faults) => {
            desk.redraw();
            desk.faults(faults);
          },
        ),
    },
    rounds.map(({ number, shown }) => h.option({ value: number, selected: shown }, say(`${word}_number`, { number }))),
  );
  return h.p(h.label({ for: "round" }, say(word)), select);
}
