// The phases, and the moves that can come now.

import { h, placed } from "../../web/kit/elements.js";
import { faultAt, faultList, saysWhy } from "../../web/kit/faults.js";
import { roundOpening } from "./measures.js";

/**
 * @param {import("./kit.js").Kit} kit
 * @param {import("./state.d.ts").MovesPart} part
 */
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

function move(kit, possible, part) {
  const { say } = kit;
  const id = `move-${possible.to}`;
  const again = possible.to === "round";
  const go = async () => {
    if (possible.reason === "needed" && !saysWhy(kit.shown(`${id}/reason`)))
      return faultAt(document.getElementById(`${id}/reason`), say("reason_missing"));
    return kit.save(
      id,
      again ? "round" : "move",
      { ...(again ? {} : { to: possible.to }), reason: kit.shown(`${id}/reason`) },
      say("moves_saved"),
      { once: true, redraw: "moves" },
    );
  };
  return h.div(
    { class: "ts-move" },
    h.h3(say(`move_${possible.to}`)),
    h.p(say(`move_${possible.to}_what`)),
    possible.to === "open" && h.p({ class: "ts-note" }, placed(say, "move_open_key", h.code(part.key_folder))),
    possible.refused.length > 0
      ? [h.p(h.strong(say("not_now"))), faultList(possible.refused)]
      : [
          possible.warnings.length > 0 && faultList(possible.warnings),
          kit.confirm(
            id,
            say(`move_${possible.to}`),
            say(`move_${possible.to}_sure`),
            kit.input(`${id}/reason`, say(possible.reason === "needed" ? "reason_needed" : "reason_asked"), {
              tag: "textarea",
              maxlength: 20000,
            }),
            go,
            { section: "moves", plain: again, yes: say(`move_${possible.to}`) },
          ),
        ],
  );
}
