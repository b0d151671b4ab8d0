// Fields whose text stays, over a new drawing and a reload, until it is on disk.

import { h } from "./elements.js";
import { stored } from "./outbox.js";

/**
 * What was typed and not saved, by the id of its field; kept in the browser.
 * @param {string} name under which it is kept
 */
export function typedFields(name) {
  const place = stored(name);
  /** @type {Record<string, string>} */
  const typed = place.read();
  const entries = () => Object.entries(typed);
  /** @param {string} [start] */
  const all = (start = "") => Object.fromEntries(entries().filter(([id]) => id.startsWith(start)));
  return {
    all,
    /** @param {string} id */
    has: (id) => id in typed,
    /** @param {string} id @param {string | null} [otherwise] what is saved @returns {string} */
    get: (id, otherwise) => typed[id] ?? otherwise ?? "",
    /** @param {string} id @param {string} value */
    set(id, value) {
      typed[id] = value;
      place.write(typed);
    },
    /**
     * Forgets what was sent; what was typed on meanwhile stays.
     * @param {Record<string, string>} sent
     */
    forget(sent) {
      for (const [id, value] of entries()) if (sent[id] === value) delete typed[id];
      place.write(typed);
    },
  };
}

/**
 * A labelled field, with a hint where there is one.
 * @param {string} id
 * @param {import("./elements.js").Child} label
 * @param {string} value
 * @param {(value: string) => void} typed
 * @param {import("./elements.js").Attributes} [given] attributes; `tag` makes it a text area, `hint` is shown above it
 */
export function field(id, label, value, typed, { tag = "input", hint, ...attributes } = {}) {
  /** @type {HTMLInputElement | HTMLTextAreaElement} */
  const node = h[/** @type {"input" | "textarea"} */ (tag)]({
    id,
    dir: "auto",
    autocomplete: "off",
    "aria-describedby": hint ? `${id}-hint` : null,
    ...attributes,
    oninput: () => typed(node.value),
  });
  node.value = value;
  return [h.label({ for: id }, label), hint && h.p({ class: "ts-hint", id: `${id}-hint` }, hint), node];
}

/**
 * A radio button or a checkbox with its text.
 * @param {HTMLInputElement | import("./elements.js").Attributes} input or the attributes of one
 * @param {...import("./elements.js").Child} text
 */
export const choice = (input, ...text) =>
  h.label({ class: "ts-choice" }, input instanceof HTMLInputElement ? input : h.input(input), h.span(text));

/**
 * A form that the page itself sends.
 * @param {import("./elements.js").Attributes & { send: () => unknown }} given and its attributes
 * @param {...import("./elements.js").Child} content
 */
export const form = ({ send, ...attributes }, ...content) =>
  h.form(
    {
      ...attributes,
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        send();
      },
    },
    content,
  );
