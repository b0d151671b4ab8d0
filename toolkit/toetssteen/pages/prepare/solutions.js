// The solutions: adding one, and taking one back.

import { h } from "../../web/kit/elements.js";
import { faultList } from "../../web/kit/faults.js";
import { form } from "../../web/kit/fields.js";
import { drawRighting } from "./righting.js";

/** @typedef {import("./kit.js").Kit} Kit */
/** @typedef {import("./kit.js").Sections["solutions"]} Part */

/** @param {Kit} kit @param {Part} part */
export function drawSolutions(kit, part) {
  const { say } = kit;
  const send = () => {
    const given = Object.fromEntries(["name", "vendor", "about"].map((name) => [name, kit.shown(`solutions/${name}`)]));
    return kit.save("solutions", "solution", given, say("solutions_saved"));
  };
  return [
    h.p(say(`solutions_${part.track}`)),
    part.solutions.length > 0
      ? h.ul(
          { class: "ts-cards" },
          part.solutions.map((offered) => solution(kit, part, offered)),
        )
      : h.p(say("solutions_none")),
    part.refused.length > 0
      ? [h.h3(say("solutions_not_now")), faultList(part.refused)]
      : form(
          { send },
          h.h3(say("solutions_add")),
          kit.input("solutions/name", say("solutions_name"), { maxlength: 500, required: true }),
          kit.input("solutions/vendor", say("solutions_vendor"), { maxlength: 500 }),
          kit.prose("solutions/about", say("solutions_about")),
          h.p({ class: "ts-row" }, h.button({ id: "solutions-go" }, say("solutions_go")), kit.markNode("solutions")),
        ),
  ];
}

/** @param {Kit} kit @param {Part} part @param {Part["solutions"][number]} offered */
function solution(kit, part, offered) {
  const { say } = kit;
  const id = `withdraw-${offered.id}`;
  const go = () =>
    kit.save(id, "withdraw", { solution: offered.id, reason: kit.shown(`${id}/reason`) }, say("withdrawn_saved"), {
      once: true,
      redraw: "solutions",
    });
  return h.li(
    { class: "ts-card" },
    h.h3(
      { dir: "auto" },
      offered.name,
      " ",
      offered.withdrawn !== null && h.span({ class: "ts-tag" }, say("withdrawn")),
    ),
    h.p({ class: "ts-hint", dir: "auto" }, offered.vendor || say("solutions_no_vendor"), ` · ${offered.id}`),
    offered.about && h.p({ dir: "auto" }, offered.about),
    offered.withdrawn === null && drawRighting(kit, "solutions", offered.rights, offered.name),
    offered.withdrawn !== null
      ? h.p({ dir: "auto" }, say("withdrawn_because", { reason: offered.withdrawn }))
      : part.withdrawable &&
          kit.confirm(
            id,
            [say("withdraw"), h.span({ class: "ts-hidden" }, `: ${offered.name}`)],
            say("withdraw_sure", offered),
            kit.prose(`${id}/reason`, say("withdraw_reason")),
            go,
            { section: "solutions", plain: true, yes: say("withdraw_yes") },
          ),
  );
}
