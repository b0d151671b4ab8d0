// The compare page: the outcome on one screen, the matrix, and below them, folded, how it came about.

import { opens } from "../../web/kit/desk.js";
import { h, put } from "../../web/kit/elements.js";
import { stopped } from "../../web/kit/faults.js";
import { roundChoice, standing } from "../../web/kit/rounds.js";
import { findingsOf } from "./findings.js";
import { gatesOf } from "./gates.js";
import { glanceOf } from "./glance.js";
import { groundsOf } from "./grounds.js";
import { compareKit } from "./kit.js";
import { matrixOf } from "./matrix.js";
import { movedOf } from "./moved.js";
import { pricesOf } from "./prices.js";
import { profileOf } from "./profile.js";
import { compareRobust } from "./robust.js";

/** @typedef {import("./kit.js").State} State */

const UNFOLDED = ["prices", "trouble"]; // there is something to do in these

/**
 * @param {import("../../web/kit/desk.js").Desk<State>} desk
 * @returns {import("../../web/kit/desk.js").Page<State>}
 */
function page(desk) {
  const { root, say } = desk;
  const kit = compareKit(desk);
  const { word } = kit;
  const grounds = groundsOf(kit);
  const gates = gatesOf(kit, grounds),
    matrix = matrixOf(kit, grounds),
    glance = glanceOf(kit);
  const { ranking, profile } = profileOf(kit);
  const { checklist, dissent, notes, corrections, trouble } = findingsOf(kit, grounds);
  const turned = movedOf(kit);
  const priced = pricesOf(kit);
  const robust = compareRobust(desk);
  /** @type {Map<string, boolean>} what somebody unfolded or folded stays so when the page is drawn again */
  const folds = new Map();
  const unfold = (/** @type {string} */ id) =>
    root.querySelector(`details[data-part="${CSS.escape(id)}"]`)?.setAttribute("open", "");
  const reveal = () => unfold(location.hash.slice(1));
  addEventListener("hashchange", reveal);

  /** @param {string} id @param {() => import("./kit.js").Child} make */
  function fold(id, make) {
    const body = h.div(make());
    const heading = /** @type {HTMLElement} */ (body.querySelector("h2"));
    heading.removeAttribute("tabindex");
    const details = h.details(
      {
        class: "ts-fold",
        "data-part": id,
        open: folds.get(id) ?? UNFOLDED.includes(id),
        ontoggle: () => folds.set(id, details.open),
      },
      h.summary({ id: `fold-${id}` }, heading),
      body,
    );
    return h.section({ "aria-labelledby": id }, details);
  }

  /** @param {State} state */
  const waits = (state) => [
    h.div({ class: "ts-note" }, h.p(h.strong(say(`waits_${state.waits}`)))),
    h.p(h.a({ class: "ts-button ts-main", href: state.next }, say("go", { step: state.step }))),
  ];

  /** @param {State} state */
  function draw(state) {
    if (state.stopped) return put(root, h.div({ id: "ts-content" }, h.h1(say("heading")), stopped(desk)));
    const troubled = state.conflicts.length + state.aside.length > 0;
    const top = [
      h.h1(say("heading")),
      standing(state, say("phase", state)),
      roundChoice(desk, "round"),
      state.imported && h.p({ class: "ts-note" }, word("imported_banner")),
    ];
    if (state.waits)
      return root.replaceChildren(
        h.div(
          { id: "ts-content", class: "ts-compare" },
          top,
          waits(state),
          state.prices && h.section({ "aria-labelledby": "prices" }, priced(state.prices)),
          troubled && trouble(),
        ),
      );
    const { prices, moved } = state;
    /** @type {(false | null | [id: string, title: string, make: () => import("./kit.js").Child])[]} */
    const parts = [
      ["gates", word("heading_gates"), gates],
      ["ranking", word("heading_ranking"), ranking],
      state.values.length > 0 && ["profile", word("heading_profile"), profile],
      ["robust", say("robust"), () => robust.section(state)],
      prices && ["prices", say(prices.priced ? "prices" : "ties"), () => priced(prices)],
      ["checklist", word("heading_checklist"), checklist],
      ["dissent", say("dissent"), dissent],
      ["notes", word("heading_notes"), notes],
      state.corrections.length > 0 && ["corrections", word("heading_corrections"), corrections],
      moved && ["moved", word("heading_moved"), () => turned(moved)],
      troubled && ["trouble", say("trouble"), trouble],
    ];
    const sections = parts.flatMap((part) => (part ? [part] : []));
    root.replaceChildren(
      h.div(
        { id: "ts-content", class: "ts-compare" },
        h.div({ id: "first" }, top, robust.outcome(state), glance.table(), glance.sure(), glance.troubled()),
        state.values.length > 0 && h.section({ "aria-labelledby": "criteria" }, matrix()),
        h.nav(
          { "aria-label": word("contents") },
          h.ul(
            { class: "ts-values" },
            sections.map(([id, title]) => h.li(h.a({ href: `#${id}`, onclick: () => unfold(id) }, title))),
          ),
        ),
        sections.map(([id, , make]) => fold(id, make)),
        h.p({ class: "ts-hint" }, `${word("fingerprint")}: `, h.code(state.fingerprint)),
      ),
    );
    if (location.hash.startsWith("#whatif")) unfold("robust");
    return reveal();
  }
  return { draw };
}

export const render = opens(page);
