// A file that is kept with the assessment: fetched in parts and saved as a download. It comes from outside, so it is
// never drawn here, whatever it is: always a link with `download` to bytes without a type.

import { fetchParts, save } from "./bytes.js";
import { h } from "./elements.js";

const TOLD_EVERY = 10; // percent

/** @param {import("./desk.js").Desk<any>} desk */
export function keptOf(desk) {
  const { say } = desk;
  let before = Promise.resolve(); // one at a time: Python holds one
  const busy = new Set();

  /**
   * A button for a piece with a file.
   * @param {Record<string, any>} asked names it to Python
   * @param {string} title names it to who cannot see what it stands beside
   * @param {string} [id]
   */
  const button = (asked, title, id) =>
    h.button(
      { type: "button", class: "ts-kept", id, onclick: () => open(asked) },
      say("kept_open"),
      h.span({ class: "ts-hidden" }, " · ", h.bdi(title)),
    );

  /** @param {Record<string, any>} asked */
  function open(asked) {
    const key = JSON.stringify(asked);
    if (busy.has(key)) return; // pressed twice
    busy.add(key);
    desk.clear();
    desk.announce(say("kept_busy", { percent: 0 }));
    before = before.then(() => fetchAndSave(asked)).finally(() => busy.delete(key));
  }

  /** @param {Record<string, any>} asked */
  async function fetchAndSave(asked) {
    let told = 0;
    const progressed = (/** @type {number} */ share) => {
      const percent = Math.floor(100 * share);
      if (percent < told + TOLD_EVERY) return;
      told = percent;
      desk.announce(say("kept_busy", { percent }));
    };
    try {
      const part = (/** @type {number} */ at) => desk.act("kept", { ...asked, at });
      const { name, blob } = await fetchParts(part, undefined, progressed);
      save(blob, name);
      desk.announce(say("kept_here", { name }));
    } catch (faults) {
      desk.announce(Array.isArray(faults) ? "" : say("kept_not"));
      desk.faults(faults, say("kept_not"));
    }
  }

  return button;
}
