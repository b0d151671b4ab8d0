// Files that come from the kernel, in one piece or in parts, and what is saved or opened of them. They are our own
// Blobs: no path of the server is ever an address.

import { h } from "./elements.js";

const TYPES = {
  csv: "text/csv;charset=utf-8",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  html: "text/html;charset=utf-8",
  json: "application/json",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
  odt: "application/vnd.oasis.opendocument.text",
  pdf: "application/pdf",
  txt: "text/plain;charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/**
 * The media type of a file by its name.
 * @param {string} name
 */
const typeOf = (name) => TYPES[/** @type {keyof typeof TYPES} */ (name.split(".").pop())] ?? "";

/** @param {string} content base64 */
const bytes = (content) => Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));

/**
 * A file as acts bring it.
 * @param {{ name: string, content: string }} file
 */
export const blobOf = (file) => new Blob([bytes(file.content)], { type: typeOf(file.name) });

/**
 * Fetches a file in parts, one act after another; `ask` asks for the part at a place.
 * @param {(at: number) => Promise<import("./desk.js").Reply>} ask
 * @param {string} [name] gives its type; what comes from outside has the one that is sent with it
 * @param {(share: number) => void} [progressed]
 * @returns {Promise<{ name: string, blob: Blob }>}
 */
export async function fetchParts(ask, name, progressed) {
  const parts = [];
  for (let at = 0; ; ) {
    const { patch } = await ask(at);
    if (patch.next > at) parts.push(bytes(patch.content));
    const over = patch.next >= patch.size || patch.next === at; // whole, or it shrank meanwhile
    if (over) return { name: patch.name, blob: new Blob(parts, { type: name ? typeOf(name) : patch.media }) };
    at = patch.next;
    progressed?.(at / patch.size);
  }
}

/**
 * A button-like link that saves or opens a Blob.
 * @param {Blob} blob
 * @param {import("./elements.js").Attributes} attributes
 * @param {...import("./elements.js").Child} text
 */
export function blobLink(blob, attributes, ...text) {
  const link = h.a({ class: "ts-button", ...attributes }, text);
  link.setAttribute("href", URL.createObjectURL(blob));
  return link;
}

/**
 * Has the kernel make a file, and offers it by a link that saves it.
 * @param {import("./desk.js").Desk<any>} desk
 * @param {{ verb: string, given: object, id: string, busy: string, save: string, made: string }} wanted
 *   the act, the id of the link, and the words while it is made, of the link, and once it is there
 * @param {(link: HTMLAnchorElement, reply: import("./desk.js").Reply) => void | Promise<void>} place
 *   puts the link on the page
 */
export async function offerFile(desk, { verb, given, id, ...words }, place) {
  const { say } = desk;
  desk.announce(say(words.busy));
  try {
    const reply = await desk.act(verb, given);
    const { patch } = reply;
    await place(blobLink(blobOf(patch), { id, download: patch.name }, say(words.save, patch)), reply);
    document.getElementById(id)?.focus();
    desk.announce(say(words.made, patch));
  } catch (faults) {
    if (!Array.isArray(faults)) throw faults;
    desk.announce("");
    desk.faults(faults);
  }
}

/**
 * Saves a Blob as a download.
 * @param {Blob} blob
 * @param {string} name
 */
export function save(blob, name) {
  const link = blobLink(blob, { download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
