// Numbers that people type, exact: whole numbers of billionths, never a float's.

export const SCALE = 1_000_000_000n;

/**
 * Reads a decimal number; nothing where it is none.
 * @param {unknown} text
 */
export function exactly(text) {
  const found = /^\s*(-?)(\d{1,9})(?:[.,](\d{1,9}))?\s*$/.exec(String(text ?? ""));
  if (!found) return null;
  const value = BigInt(found[2]) * SCALE + BigInt((found[3] || "").padEnd(9, "0"));
  return found[1] ? -value : value;
}

/**
 * Adds numbers up; nothing where one is none, or is below 0.
 * @param {string[]} texts
 */
export function total(texts) {
  let sum = 0n;
  for (const text of texts) {
    const number = exactly(text);
    if (number === null || number < 0n) return null;
    sum += number;
  }
  return sum;
}

/**
 * Writes a number as its reader does, with no digit more than it has.
 * @param {bigint} value billionths
 * @param {"nl" | "en"} language
 */
export function shownExactly(value, language) {
  const size = value < 0n ? -value : value;
  const rest = String(size % SCALE)
    .padStart(9, "0")
    .replace(/0+$/, "");
  return `${value < 0n ? "-" : ""}${size / SCALE}${rest ? (language === "nl" ? "," : ".") + rest : ""}`;
}

/**
 * Reads points, a decimal number or a fraction such as 14/58, as a fraction; nothing where it is none, or is below 0.
 * @param {string} text
 * @returns {[above: bigint, below: bigint] | null}
 */
function ratio(text) {
  const fraction = /^\s*(\d{1,9})\/(0*[1-9]\d{0,8})\s*$/.exec(text);
  if (fraction) return [BigInt(fraction[1]), BigInt(fraction[2])];
  const [, whole, rest = ""] = /^\s*(\d{1,18})(?:[.,](\d{1,18}))?\s*$/.exec(text) ?? [];
  return whole === undefined ? null : [BigInt(whole + rest), 10n ** BigInt(rest.length)];
}

/**
 * Writes a fraction in full where it ends within four decimals, else ≈ and four.
 * @param {bigint} above @param {bigint} below @param {"nl" | "en"} language
 */
function fourDecimals(above, below, language) {
  const rounded = (20_000n * above + below) / (2n * below);
  const text = shownExactly((rounded * SCALE) / 10_000n, language);
  return rounded * below === 10_000n * above ? text : `≈ ${text}`;
}

/**
 * Gives what points add up to, and what each is of that in percent (without the sign); nothing where one is none, or
 * all are 0.
 * @param {string[]} texts
 * @param {"nl" | "en"} language
 * @returns {{ sum: string, shares: string[] } | null}
 */
export function portions(texts, language) {
  const given = texts.map(ratio);
  let above = 0n,
    below = 1n;
  for (const part of given) {
    if (part === null) return null;
    [above, below] = [above * part[1] + part[0] * below, below * part[1]];
  }
  if (!above) return null;
  const shares = given.map((part) => (part ? fourDecimals(100n * part[0] * below, part[1] * above, language) : ""));
  return { sum: fourDecimals(above, below, language), shares };
}
