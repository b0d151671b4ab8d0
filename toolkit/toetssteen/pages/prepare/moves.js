// The phases, and the moves that can come now.

import { h, placed } from "../../web/kit/elements.js";
import { faultAt, faultList, saysWhy } from "../../web/kit/faults.js";
import { chairKey, roundOpening } from "./measures.js";

/** @typedef {import("./kit.js").Kit} Kit */
/** @typedef {import("./kit.js").Sections["moves"]} Part */

/** @param {Kit} kit @param {Part} part */
export function drawMoves(kit, part) {
  const { say } = kit;
  return [
    h.ol(
      { class: "ts-phases", "aria-label": say("moves_phases") },
      part.phases.map((phase) =>
        h.li(
          { "aria-current": phase.here ? "step" : null, class: phase.past ? "ts-past" : null },
          phase.name,
          phase.here && h.span({ class: "ts-hidden" }, ` (${say("moves_here")})`),
        ),
      ),
    ),
    h.p(say("moves_now", { name: part.name, round: part.round })),
    h.p(say(`phase_${part.phase}`)),
    part.phase === "open" && [
      part.submitted.length > 0 && h.p(say("moves_submitted", { names: part.submitted.join(", ") })),
      part.missing.length > 0 && h.p(say("moves_missing", { names: part.missing.join(", ") })),
    ],
    roundOpening(kit, part),
    part.moves.map((possible) => move(kit, possible, part)),
  ];
}

/** @param {Kit} kit @param {Part["moves"][number]} possible @param {Part} part */
function move(kit, { to, reason, refused, warnings }, part) {
  const { say } = kit;
  const id = `move-${to}`;
  const again = to === "round";
  const go = async () => {
    const given = { reason: kit.shown(`${id}/reason`) };
    if (reason === "needed" && !saysWhy(given.reason)) {
      faultAt(kit.find(`${id}/reason`), say("reason_missing"));
      return false;
    }
    const [verb, more] = again ? ["round", {}] : ["move", { to }];
    return kit.save(id, verb, { ...more, ...given }, say("moves_saved"), { once: true, redraw: "moves" });
  };
  return h.div(
    { class: "ts-move" },
    h.h3(say(`move_${to}`)),
    h.p(say(`move_${to}_what`)),
    to === "open" && [
      h.p({ class: "ts-note" }, placed(say, "move_open_key", h.code(part.key_folder))),
      chairKey(kit, part),
    ],
    refused.length > 0
      ? [h.p(h.strong(say("not_now"))), faultList(refused)]
      : [
          warnings.length > 0 && faultList(warnings),
          kit.confirm(
            id,
            say(`move_${to}`),
            say(`move_${to}_sure`),
            kit.prose(`${id}/reason`, say(reason === "needed" ? "reason_needed" : "reason_asked")),
            go,
            { section: "moves", plain: again, yes: say(`move_${to}`) },
          ),
        ],
  );
}
