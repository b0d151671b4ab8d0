import { keepFaults } from "./faults.js";

/**
 * Does what draws a part again, and leaves the focus, the place in a text and the faults at fields where they were.
 * @param {() => void} work
 */
export function keepFocus(work) {
  const node = /** @type {HTMLInputElement | null} */ (document.activeElement);
  const { id, selectionStart, selectionEnd } = node ?? {};
  keepFaults(work);
  const again = id && /** @type {HTMLInputElement | null} */ (document.getElementById(id));
  if (!again || again === document.activeElement) return;
  again.focus({ preventScroll: true });
  if (typeof selectionStart === "number") again.setSelectionRange?.(selectionStart, selectionEnd ?? null);
}
