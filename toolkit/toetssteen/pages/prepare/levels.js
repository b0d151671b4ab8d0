// The weights of one level as they stand in the form: by points, or worked out of swings; and what they add up to.

import { exactly, shownExactly } from "../../web/kit/exact.js";

export const weightId = (level, item) => `weights/${level.id}/${item.id}`;
export const swingId = (level, item) => `ways/${level.id}/${item.id}`;
export const swingMade = new Map(); // of each level the swings that were worked out, as text, and the weights that followed

export const bySwings = (kit, level) => kit.value(`ways/${level.id}`, "points") === "swing";
export const swingsNow = (kit, level) =>
  Object.fromEntries(level.items.map((item) => [item.id, kit.value(swingId(level, item), "0")]));

// The weights that were worked out of the swings as they are now; nothing where they were of other swings.
export function madeNow(kit, level) {
  const found = bySwings(kit, level) && swingMade.get(level.id);
  return found && found.swings === JSON.stringify(swingsNow(kit, level)) ? found.weights : null;
}

export const weightNow = (kit, level, item) =>
  madeNow(kit, level)?.[item.id] ?? kit.value(weightId(level, item), item.weight);

export const levelName = (kit, level) => (level.title ? kit.say("weights_of", level) : kit.say("weights_values"));
const pointsOf = (kit, level) => level.items.map((item) => exactly(weightNow(kit, level, item)));

export function fits(kit, level) {
  const given = pointsOf(kit, level);
  return (
    !given.some((weight) => weight === null || weight < 0n) &&
    given.reduce((all, weight) => all + weight, 0n) === exactly(level.whole)
  );
}

export function sumText(kit, level) {
  const { say, desk } = kit;
  const shown = (value) => shownExactly(value, desk.state.language);
  if (bySwings(kit, level) && !madeNow(kit, level)) return say("sum_swings");
  const given = pointsOf(kit, level);
  if (given.some((weight) => weight === null || weight < 0n)) return say("sum_odd");
  const sum = given.reduce((all, weight) => all + weight, 0n);
  const whole = exactly(level.whole);
  if (sum === whole) return say("sum_right", { whole: shown(whole) });
  return say(sum < whole ? "sum_short" : "sum_over", {
    sum: shown(sum),
    difference: shown(sum < whole ? whole - sum : sum - whole),
  });
}
