// The solutions: adding one, and taking one back.

import { h } from "../../web/kit/elements.js";
import { faultList } from "../../web/kit/faults.js";

/**
 * @param {import("./kit.js").Kit} kit
 * @param {import("./state.d.ts").SolutionsPart} part
 */
export function drawSolutions(kit, part) {
  const { say } = kit;
  const add = () =>
    kit.save(
      "solutions",
      "solution",
      { name: kit.shown("solutions/name"), vendor: kit.shown("solutions/vendor"), about: kit.shown("solutions/about") },
      say("solutions_saved"),
    );
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
      : h.form(
          {
            onsubmit: (event) => {
              event.preventDefault();
              add();
            },
          },
          h.h3(say("solutions_add")),
          kit.input("solutions/name", say("solutions_name"), { maxlength: 500, required: true }),
          kit.input("solutions/vendor", say("solutions_vendor"), { maxlength: 500 }),
          kit.input("solutions/about", say("solutions_about"), { tag: "textarea", maxlength: 20000 }),
          h.p({ class: "ts-row" }, h.button({ id: "solutions-go" }, say("solutions_go")), kit.markNode("solutions")),
        ),
  ];
}

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
    offered.withdrawn !== null
      ? h.p({ dir: "auto" }, say("withdrawn_because", { reason: offered.withdrawn }))
      : part.withdrawable &&
          kit.confirm(
            id,
            [say("withdraw"), h.span({ class: "ts-hidden" }, `: ${offered.name}`)],
            say("withdraw_sure", offered),
            kit.input(`${id}/reason`, say("withdraw_reason"), { tag: "textarea", maxlength: 20000 }),
            go,
            { section: "solutions", plain: true, yes: say("withdraw_yes") },
          ),
  );
}
