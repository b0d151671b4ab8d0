// Days, moments and numbers as the reader writes them; dates of the assessment itself come written from Python.

const LOCALES = { nl: "nl-NL", en: "en-GB" };

/**
 * A day and a time of day.
 * @param {"nl" | "en"} language
 * @param {string} at ISO 8601
 * @param {string} [timeZone] the reader's own where left out
 */
export const moment = (language, at, timeZone) =>
  new Intl.DateTimeFormat(LOCALES[language], { dateStyle: "long", timeStyle: "short", timeZone }).format(new Date(at));

/** Today in the reader's own time zone, as a date field takes it. */
export function today(now = new Date()) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/**
 * A number with so many digits behind the mark.
 * @param {"nl" | "en"} language
 * @param {number} value
 * @param {number} [digits]
 */
export const written = (language, value, digits = 0) =>
  new Intl.NumberFormat(LOCALES[language], { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    value,
  );
