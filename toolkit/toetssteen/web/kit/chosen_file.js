// A file that somebody chose: its field, and the one place where it is read.

import { h } from "./elements.js";
import { complaint, unmark } from "./faults.js";

/** @param {import("./desk.js").Desk<any>} desk */
export function chosenOf(desk) {
  const { say } = desk;
  /** @type {Map<string, HTMLInputElement>} */
  const fields = new Map(); // no script can put a file back into a field, so the field itself stays when the page is drawn again

  /**
   * @param {string} id
   * @param {import("./elements.js").Attributes} attributes
   */
  function field(id, attributes) {
    const known = fields.get(id);
    if (known) {
      unmark(known); // what stood there is not drawn again with it
      return known;
    }
    const made = h.input({ type: "file", id, ...attributes });
    fields.set(id, made);
    return made;
  }

  /** @param {...string} ids */
  function empty(...ids) {
    for (const id of ids) {
      const known = fields.get(id);
      if (known) known.value = "";
    }
  }

  /**
   * The browser gives no byte of a file that was changed, moved or locked after it was chosen. That is said as an act
   * is refused, with the field that it is about; the field is emptied, for what it names is gone.
   * @template Read
   * @param {HTMLInputElement} input
   * @param {File} file
   * @param {() => Promise<Read>} read
   * @returns {Promise<Read>}
   */
  async function reading(input, file, read) {
    try {
      return await read();
    } catch (problem) {
      if (!(problem instanceof DOMException)) throw problem;
      input.value = "";
      const what = complaint(say("chosen_changed", { name: file.name }), input.name || input.id);
      throw [{ ...what, rule: say("chosen_rule"), remedy: say("chosen_again") }];
    }
  }

  return {
    field,
    empty,
    /** @type {(input: HTMLInputElement, file: File) => Promise<string>} */
    whole: (input, file) => reading(input, file, () => base64(file)),
    /** @type {(input: HTMLInputElement, file: File) => Promise<ArrayBuffer>} */
    bytes: (input, file) => reading(input, file, () => file.arrayBuffer()),
    /**
     * Sends a file in parts, each an act of its own.
     * @param {HTMLInputElement} input
     * @param {File} file
     * @param {number} most bytes in a part
     * @param {string} verb
     * @param {(share: number) => void} [progressed]
     */
    async send(input, file, most, verb, progressed) {
      for (let at = 0; at < file.size; at += most) {
        const part = file.slice(at, at + most);
        await desk.act(verb, { at, content64: await reading(input, file, () => base64(part)) });
        progressed?.(Math.min(1, (at + most) / file.size));
      }
    },
  };
}

/**
 * Reads a file (or a piece of one) as base64, as acts carry it.
 * @param {Blob} file
 * @returns {Promise<string>}
 */
function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const address = /** @type {string} */ (reader.result);
      resolve(address.slice(address.indexOf(",") + 1));
    };
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
