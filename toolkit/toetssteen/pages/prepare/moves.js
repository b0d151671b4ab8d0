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
      part.phases.map((each) =>
        h.li(
          { "aria-current": each.here ? "step" : null, class: each.past ? "ts-past" : null },
          each.name,
          each.here && h.span({ class: "ts-hidden" }, ` (${say("moves_here")})`),
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
    part.moves.map((each) => move(kit, each, part)),
  ];
}

function move(kit, each, part) {
  const { say } = kit;
  const id = `move-${each.to}`;
  const again = each.to === "round";
  const go = async () => {
    if (each.reason === "needed" && !saysWhy(kit.shown(`${id}/reason`)))
      return faultAt(document.getElementById(`${id}/reason`), say("reason_missing"));
    return kit.save(
      id,
      again ? "round" : "move",
      { ...(again ? {} : { to: each.to }), reason: kit.shown(`${id}/reason`) },
      say("moves_saved"),
      { once: true, redraw: "moves" },
    );
  };
  return h.div(
    { class: "ts-move" },
    h.h3(say(`move_${each.to}`)),
    h.p(say(`move_${each.to}_what`)),
    each.to === "open" && h.p({ class: "ts-note" }, placed(say, "move_open_key", h.code(part.key_folder))),
    each.refused.length > 0
      ? [h.p(h.strong(say("not_now"))), faultList(each.refused)]
      : [
          each.warnings.length > 0 && faultList(each.warnings),
          kit.confirm(
            id,
            say(`move_${each.to}`),
            say(`move_${each.to}_sure`),
            kit.input(`${id}/reason`, say(each.reason === "needed" ? "reason_needed" : "reason_asked"), {
              tag: "textarea",
              maxlength: 20000,
            }),
            go,
            { section: "moves", plain: again, yes: say(`move_${each.to}`) },
          ),
        ],
  );
}
