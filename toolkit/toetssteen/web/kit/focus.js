import { keepFaults } from "./faults.js";

/** @typedef {HTMLInputElement | null | undefined} Field */

/**
 * Does what draws a part again, and leaves the focus, the place in a text and the faults at fields where they were.
 * @param {() => void} work
 */
export function keepFocus(work) {
  const node = /** @type {Field} */ (document.activeElement);
  const { selectionStart, selectionEnd } = node ?? {};
  const find = finder(node);
  keepFaults(work);
  const again = find();
  if (!again || again === document.activeElement) return;
  again.focus({ preventScroll: true });
  if (typeof selectionStart === "number") again.setSelectionRange?.(selectionStart, selectionEnd ?? null);
}

/**
 * Gives what finds an element again after it was drawn anew: by its id, or, where it has none, as the same place and
 * text among its kind in the nearest part that has one.
 * @param {Field} node
 * @returns {() => Field}
 */
function finder(node) {
  if (!node || node.id) return () => node && /** @type {Field} */ (document.getElementById(node.id));
  const part = node.closest?.("[id]");
  if (!part) return () => null;
  const alike = (/** @type {Element | null} */ place) => [...(place?.querySelectorAll(node.localName) ?? [])];
  const index = alike(part).indexOf(node);
  const text = node.textContent;
  return () => {
    const found = /** @type {Field} */ (alike(document.getElementById(part.id))[index]);
    return found?.textContent === text ? found : null;
  };
}
