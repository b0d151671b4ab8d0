// While there is nothing to agree on: which step comes first, who submitted, and opening the round.

import { h } from "../../web/kit/elements.js";

/** @typedef {import("./state.d.ts").Permissions} Permissions */

/** @param {import("./kit.js").Kit} kit */
export function waitingOf(kit) {
  const { say, state, personName, hint } = kit;
  const { mover } = kit.notes;

  /** @param {import("./kit.js").State} state */
  const waiting = ({ phase, waits, submitted, may }) => [
    h.p({ class: "ts-note" }, say(`waits_${phase}`)),
    h.p(h.a({ class: "ts-button", href: waits.href }, say("go_to", waits))),
    submitted &&
      h.section(
        h.h2(say("submitted")),
        h.ul(
          submitted.map((evaluator) => h.li(personName(evaluator), ": ", h.strong(say(`submitted_${evaluator.done}`)))),
        ),
        submitted.some((evaluator) => evaluator.done === "yes") &&
          (state().key_here === null ? closing(may) : opening(may)),
      ),
  ];

  // A round without a key is closed; one with a key is opened, by who has it.
  const sealed = () => state().submitted.filter((evaluator) => evaluator.done === "yes").length;
  const early = (/** @type {string} */ why) =>
    state().awaited ? { why: say(why), lacking: say("early_missing") } : {};
  const sure = (/** @type {string} */ what) => ({
    says: say(`${what}_sure`, { count: sealed() }),
    yes: say(`${what}_yes`),
  });
  const closing = (/** @type {Permissions} */ may) => [
    h.h2(say("close_round")),
    may.move
      ? mover({
          to: "scored",
          what: "close_round_what",
          doing: "close_round",
          done: "closed_round",
          sure: sure("close_round"),
          ...early("close_missing"),
        })
      : hint(say("who_not")),
  ];
  const opening = (/** @type {Permissions} */ may) => [
    h.h2(say("open_round")),
    !state().key_here
      ? h.p({ class: "ts-note", id: "key-lost" }, say("open_key_lost"))
      : may.move
        ? mover({
            verb: "unseal",
            what: "open_round_what",
            doing: "open_round",
            done: "opened_round",
            sure: sure("open_round"),
            ...early("open_missing"),
          })
        : hint(say("who_not")),
  ];

  return waiting;
}
