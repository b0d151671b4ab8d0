// What is to be done with what is hidden in a workbook: asked once a fault says that something is, and of that file only.

import { h } from "../../web/kit/elements.js";

/** @typedef {import("./kit.js").Kit} Kit */
/** @typedef {import("../../web/kit/faults.js").Fault} Fault */

const ASKING = ["TS-456", "TS-457", "TS-458"];

/** @param {Kit} kit @param {string} id of the answer */
export function concealedQuestion(kit, id) {
  const { say } = kit;
  const answers = ["", "read", "skip"].map((answer) => [answer, say(`concealed_${answer || "none"}`)]);
  const part = h.div(
    { hidden: !kit.value(id) },
    kit.select(id, say("concealed"), /** @type {[string, string][]} */ (answers), ""),
  );
  return {
    part,
    answer: () => kit.value(id),
    /** @param {Fault[]} faults */
    ask: (faults) => {
      if (faults.some(({ code }) => ASKING.includes(code))) part.hidden = false;
    },
    /** Another file was chosen, in a field that stays when this is drawn again: it is about what is drawn now. */
    forget: () => {
      kit.type(id, "");
      const list = kit.find(id);
      list.value = "";
      if (list.parentElement) list.parentElement.hidden = true;
    },
  };
}
