// Numbers and amounts as people type them. Exact texts go in and out, never a float; what can be read in two ways is never
// guessed: both readings come back. The command line reads in the same way in `language/numbers.py`.

const DIGITS = 18;
const TYPED = /^\s*(?:€|EUR\b)?\s*(-?)\s*(?:€|EUR\b)?\s*([0-9.,][0-9.,\s]*?)\s*(?:€|EUR|euro|%)?\s*$/i;
const [AMOUNT, NO_AMOUNT] = [/€|EUR/i, /%/];
const NO_CENTS = /(?<=[0-9][.,])[-–]{1,2}/;
const GROUPED = new RegExp(
  "^[0-9]{1,3}(?:(\\s)[0-9]{3}(?:\\s[0-9]{3})*(?:[.,][0-9]+)?" + // 1 200,5
    "|([.,])[0-9]{3}(?:\\2[0-9]{3})*(?!\\2)[.,][0-9]+" + // 1.200,50
    "|([.,])[0-9]{3}(?:\\3[0-9]{3})+)$", // 1.200.000
);
const ONE = /^([0-9]*[.,][0-9]+|[0-9]+)$/;
const DOUBTFUL = /^[1-9][0-9]{0,2}([.,])[0-9]{3}$/;
const THOUSANDS = { nl: ".", en: "," };

/** @typedef {"nl" | "en"} Language */

/**
 * Gives what a number can mean that somebody typed, as decimal texts: nothing, one, or two of which they have to choose.
 * @param {string} text
 * @param {Language} language
 * @param {boolean} [amount] of euro
 * @returns {string[]}
 */
export function readings(text, language, amount = false) {
  const [, sign, typed] = TYPED.exec(text.replace(NO_CENTS, "00")) ?? [];
  if ((amount ? NO_AMOUNT : AMOUNT).test(text)) return [];
  const digits = typed?.trim();
  if (!digits || digits.replace(/[^0-9]/g, "").length > DIGITS) return [];
  /** @param {string} [thousands] */
  const made = (thousands) =>
    plain(sign, (thousands ? digits.replaceAll(thousands, "") : digits).replace(/\s/g, "").replace(",", "."));
  const grouped = GROUPED.exec(digits);
  if (grouped) return [made(grouped.slice(1).find(Boolean))];
  if (!ONE.test(digits)) return [];
  const doubtful = DOUBTFUL.exec(digits);
  if (!doubtful) return [made()];
  if (amount === (doubtful[1] === THOUSANDS[language])) return [amount ? made(doubtful[1]) : made()];
  return [made(doubtful[1]), made()];
}

/**
 * Writes a decimal number in its one form: no zeros too many, no minus zero.
 * @param {string} sign
 * @param {string} number
 */
function plain(sign, number) {
  const [before, after = ""] = number.split(".");
  const whole = before.replace(/^0+(?=[0-9])/, "") || "0",
    rest = after.replace(/0+$/, "");
  const text = rest ? `${whole}.${rest}` : whole;
  return text === "0" ? text : sign + text;
}

/**
 * Writes a decimal text as it stands in a field: with the reader's sign for decimals and none for thousands.
 * @param {string} text
 * @param {Language} language
 */
export const inField = (text, language) => (language === "nl" ? text.replace(".", ",") : text);

/**
 * Writes a decimal text as the reader does, with signs for thousands; an amount with that of the euro and two decimals
 * or none.
 * @param {string} text
 * @param {Language} language
 * @param {boolean} [amount]
 */
export function writtenNumber(text, language, amount) {
  const [before, after = ""] = text.split(".");
  const whole = before.replace(/\B(?=([0-9]{3})+$)/g, THOUSANDS[language]);
  const rest = amount && after ? after.padEnd(2, "0") : after;
  return `${amount ? "€ " : ""}${whole}${rest && (language === "nl" ? "," : ".") + rest}`;
}
