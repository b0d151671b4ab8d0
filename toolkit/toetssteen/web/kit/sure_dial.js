// What the sliders of what if work out: other weights, and less compensation, from one table of scores. The same
// numbers as `scoring/outlook/compensation.py` gives.

const NEAR_ZERO = 1e-6;

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/**
 * The power of the dial: 0 is p = 1 (a high score pays in full), a half is p = 0, 1 is minus infinity (the weakest).
 * @param {number} dial
 */
export const powerOf = (dial) => (dial < 1 ? (1 - 2 * dial) / (1 - dial) : -Infinity);

/**
 * The weighted power mean of scores.
 * @param {number[]} scores 0-100
 * @param {number[]} weights adding up to 1
 * @param {number} power 1 down to minus infinity
 */
export function powerMean(scores, weights, power) {
  const used = scores
    .map((score, n) => ({ score: score / 100, weight: weights[n] }))
    .filter(({ weight }) => weight > 0);
  if (power === 1) return 100 * sum(used.map(({ score, weight }) => weight * score));
  const least = Math.min(...used.map(({ score }) => score));
  if (power === -Infinity || (power < NEAR_ZERO && least === 0)) return 100 * least;
  const logs = used.map(({ score, weight }) => ({ log: Math.log(score), weight }));
  if (Math.abs(power) < NEAR_ZERO) {
    const middle = sum(logs.map(({ log, weight }) => weight * log));
    return 100 * Math.exp(middle + (power / 2) * sum(logs.map(({ log, weight }) => weight * (log - middle) ** 2)));
  }
  const top = Math.max(...logs.map(({ log }) => power * log));
  if (top === -Infinity) return 0;
  const rest = sum(logs.map(({ log, weight }) => weight * Math.exp(power * log - top)));
  return 100 * Math.exp((top + Math.log(rest)) / power);
}

/**
 * One weight changed, the others in their proportions of now; where those are all 0, in those of before.
 * @param {number[]} weights percent
 * @param {number[]} base the weights of before, percent
 * @param {number} place of the weight that changes
 * @param {number} percent
 */
export function reweighed(weights, base, place, percent) {
  const others = (/** @type {number[]} */ all) => all.map((weight, n) => (n === place ? 0 : weight));
  const kept = [others(weights), others(base), others(base.map(() => 1))].find((all) => sum(all) > 0);
  if (!kept) return [100]; // one value: all weight is on it
  const whole = sum(kept);
  return kept.map((weight, n) => (n === place ? percent : ((100 - percent) * weight) / whole));
}
