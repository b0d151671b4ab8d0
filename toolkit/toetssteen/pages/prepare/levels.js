// The weights of one level as they stand in the form, in percent, by points or worked out of swings; what they add up to.

import { exactly, portions, shownExactly, total } from "../../web/kit/exact.js";
import { inField } from "../../web/kit/numbers.js";

/** @typedef {import("./kit.js").Kit} Kit */
/** @typedef {import("./state.d.ts").WeightLevel} Level */
/** @typedef {import("./state.d.ts").WeightItem} Item */

/** @type {(level: Level, item: Item) => string} */
export const weightId = (level, item) => `weights/${level.id}/${item.id}`;
/** @type {(level: Level, item: Item) => string} */
export const swingId = (level, item) => `ways/${level.id}/${item.id}`;
/** @type {Map<string, { swings: string, weights: Record<string, string> }>} */
export const swingMade = new Map(); // of each level the swings that were worked out, as text, and the weights that followed

/** @param {Kit} kit @param {Level} level */
export const wayOf = (kit, level) => kit.value(`ways/${level.id}`, level.unit);
/** @param {Kit} kit @param {Level} level */
export const bySwings = (kit, level) => wayOf(kit, level) === "swing";
/** @param {Kit} kit @param {Level} level */
export const byPoints = (kit, level) => wayOf(kit, level) === "points";
/** @param {Kit} kit @param {Level} level @returns {Record<string, string>} */
export const swingsNow = (kit, level) =>
  Object.fromEntries(level.items.map((item) => [item.id, kit.numberNow(swingId(level, item), "0", "number") || "0"]));

/**
 * The weights that were worked out of the swings as they are now; nothing where they were of other swings.
 * @param {Kit} kit @param {Level} level
 */
export function madeNow(kit, level) {
  const found = bySwings(kit, level) && swingMade.get(level.id);
  return found && found.swings === JSON.stringify(swingsNow(kit, level)) ? found.weights : null;
}

/** @param {Kit} kit @param {Level} level */
export const levelName = (kit, level) => (level.title ? kit.say("weights_of", level) : kit.say("weights_values"));

/** @param {Kit} kit @param {Level} level @returns {import("../../web/kit/number_field.js").Kind} */
export const numberKind = (kit, level) => (byPoints(kit, level) ? "points" : "number");
/** @param {Kit} kit @param {Level} level @param {Item} item */
export const weightNow = (kit, level, item) =>
  kit.numberNow(weightId(level, item), item.weight, numberKind(kit, level));

/** @param {Kit} kit @param {Level} level */
function weightsNow(kit, level) {
  const made = madeNow(kit, level);
  return level.items.map((item) => made?.[item.id] ?? weightNow(kit, level, item));
}

/**
 * What the points of a level add up to, and the part of each; nothing where one is none.
 * @param {Kit} kit @param {Level} level
 */
export const portionsNow = (kit, level) => portions(weightsNow(kit, level), kit.desk.state.language);

/** @param {Kit} kit @param {Level} level */
export const fits = (kit, level) =>
  byPoints(kit, level) ? portionsNow(kit, level) !== null : total(weightsNow(kit, level)) === exactly(level.whole);

/** @param {Kit} kit @param {Level} level */
export function sumText(kit, level) {
  const { say, desk } = kit;
  if (bySwings(kit, level) && !madeNow(kit, level)) return say("sum_swings");
  if (byPoints(kit, level)) {
    const found = portionsNow(kit, level);
    return found ? say("sum_points", { sum: found.sum }) : say("sum_points_odd");
  }
  const sum = total(weightsNow(kit, level)),
    whole = exactly(level.whole);
  if (sum === null || whole === null) return say("sum_odd");
  const short = whole - sum;
  if (!short) return say("sum_right", { whole: kit.exact(level.whole) });
  const shown = (/** @type {bigint} */ value) => shownExactly(value, desk.state.language);
  return say(short > 0n ? "sum_short" : "sum_over", {
    sum: shown(sum),
    difference: shown(short > 0n ? short : -short),
  });
}

/**
 * Puts weights into the fields of a level, in percent.
 * @param {Kit} kit @param {Level} level @param {Record<string, string | null>} weights
 */
export function takeWeights(kit, level, weights) {
  for (const item of level.items) {
    const weight = weights[item.id];
    if (weight) kit.type(weightId(level, item), inField(weight, kit.desk.state.language));
  }
  kit.type(`ways/${level.id}`, "percent");
}
