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
