// The prepare page: one card a section; a section is drawn again only when it changed.

import { opens } from "../../web/kit/desk.js";
import { h, put } from "../../web/kit/elements.js";
import { stopped } from "../../web/kit/faults.js";
import { keepFocus } from "../../web/kit/focus.js";
import { drawAsk } from "./ask.js";
import { drawBought } from "./bought.js";
import { drawCommittee, drawConditions, drawGates, drawRules, drawScoping } from "./choices.js";
import { drawDry } from "./dry.js";
import { drawFreeze } from "./freeze.js";
import { prepareKit } from "./kit.js";
import { drawMoves } from "./moves.js";
import { drawCriteria } from "./own.js";
import { drawPrice } from "./price.js";
import { drawSolutions } from "./solutions.js";
import { drawWeights } from "./weights.js";

const SECTIONS = {
  bought: drawBought,
  criteria: drawCriteria,
  scoping: drawScoping,
  weights: drawWeights,
  gates: drawGates,
  conditions: drawConditions,
  rules: drawRules,
  price: drawPrice,
  committee: drawCommittee,
  dry: drawDry,
  freeze: drawFreeze,
  ask: drawAsk,
  solutions: drawSolutions,
  moves: drawMoves,
};
// The section in which each kind of conflict is settled.
const DECIDED_IN = {
  set: "criteria",
  fitting: "criteria",
  period: "bought",
  weights: "weights",
  scoping: "scoping",
  rules: "rules",
  pricing: "price",
  frozen: "freeze",
  person: "committee",
  solution: "solutions",
  phase: "moves",
};
const LOOK_MS = 10000;

/** @typedef {import("./state.d.ts").PrepareState} State */

/**
 * @param {import("../../web/kit/desk.js").Desk<State>} desk
 * @returns {import("../../web/kit/desk.js").Page<State>}
 */
function page(desk) {
  const kit = prepareKit(desk);
  const { say } = desk;
  const cards = {};
  let drawn = {};
  let notices = null;
  let overview = null;

  function card(name, index) {
    const part = desk.state.sections[name];
    const tag = h.span({ class: "ts-tag", "data-state": part.state }, kit.stateWord(part));
    return h.section(
      { class: "ts-card", id: name, "aria-labelledby": `${name}-title` },
      h.h2({ id: `${name}-title`, tabindex: "-1" }, `${index + 1}. ${say(`${name}_heading`)} `, tag),
      SECTIONS[name](kit, part),
    );
  }

  /** @param {State} state */
  const conflictNames = (state) =>
    state.conflicts.filter((slot) => DECIDED_IN[slot]).map((slot) => say(`${DECIDED_IN[slot]}_heading`));

  /** @param {State} state */
  function notes(state) {
    return [
      conflictNames(state).length > 0 &&
        h.p({ class: "ts-note", role: "note" }, say("conflicts", { names: conflictNames(state).join(", ") })),
      state.warnings.map((warning) => h.p({ class: "ts-note" }, `${warning.what} ${warning.remedy} (${warning.code})`)),
      !state.editable && h.p({ class: "ts-note" }, say("closed")),
      state.chairs.length > 1
        ? [
            h.label({ for: "me" }, say("me")),
            h.select(
              {
                id: "me",
                onchange: (event) =>
                  desk.act("choose", { person: event.target.value }).catch((faults) => {
                    desk.faults(faults);
                    kit.draw();
                  }),
              },
              !state.me && h.option({ value: "", selected: true }, say("me_choose")),
              state.chairs.map((chair) => h.option({ value: chair, selected: chair === state.me }, chair)),
            ),
          ]
        : h.p({ class: "ts-hint" }, say("me_only", { me: state.me })),
    ];
  }

  /** @param {State} state */
  function list(state) {
    return h.ol(
      { class: "ts-overview" },
      Object.keys(SECTIONS).map((name) =>
        h.li(
          h.a({ href: `#${name}` }, say(`${name}_heading`)),
          " ",
          h.span({ class: "ts-hint" }, `(${kit.stateWord(state.sections[name])})`),
        ),
      ),
    );
  }

  function closed() {
    drawn = {};
    put(desk.root, h.div({ id: "ts-content" }, h.h1(say("heading")), h.div({ class: "ts-card" }, stopped(desk))));
  }

  function frame() {
    notices = h.div();
    overview = h.nav({ "aria-label": say("overview") });
    Object.keys(SECTIONS).forEach((name) => {
      cards[name] = h.div();
    });
    desk.root.replaceChildren(
      h.div(
        { id: "ts-content", class: "ts-prepare" },
        h.h1(say("heading")),
        h.p(say("intro")),
        notices,
        overview,
        Object.values(cards),
      ),
    );
  }

  // What stays the same is left alone, so that typing, open parts and the place on the page stay too.
  /** @param {State} state */
  function draw(state) {
    if (state.stopped) return closed();
    const first = drawn.language !== state.language;
    if (first) {
      drawn = { language: state.language };
      frame();
    }
    put(notices, notes(state));
    overview.replaceChildren(list(state));
    Object.keys(SECTIONS).forEach((name, index) => {
      const text = JSON.stringify([state.sections[name], state.editable, state.problem, name === "dry" && state.mark]);
      if (drawn[name] === text) return;
      drawn[name] = text;
      cards[name].replaceChildren(card(name, index));
      kit.opened(cards[name]);
    });
    return undefined;
  }

  kit.draw = () => draw(desk.state);
  kit.redraw = (name) =>
    keepFocus(() => {
      drawn[name] = null;
      draw(desk.state);
    });
  watch(kit, desk);
  setTimeout(() => {
    // the address can name a section, which is there only now
    const asked = SECTIONS[location.hash.slice(1)] && document.getElementById(`${location.hash.slice(1)}-title`);
    if (asked) {
      asked.focus();
      asked.scrollIntoView();
    }
  });
  return {
    draw,
    recovered(slot, _given, reply) {
      if (!reply && !slot.startsWith("scoping-")) return; // what is typed stays, with the button that sends it
      kit.forget(slot);
      if (reply) kit.take(reply);
      else kit.redraw("scoping");
    },
  };
}

// Another window may have changed the assessment: seen when this one gets the attention back, and now and then.
function watch(kit, desk) {
  const ask = () => {
    if (!desk.root.isConnected) {
      clearInterval(timer);
      removeEventListener("focus", ask);
      return;
    }
    if (document.hidden || kit.busy) return;
    const mark = desk.state.mark;
    desk.act("since", { mark: mark ?? null }).then(
      (reply) => {
        if (reply.state && mark) desk.announce(desk.say("elsewhere"));
      },
      () => {},
    );
  };
  const timer = setInterval(ask, LOOK_MS);
  addEventListener("focus", ask);
}

export const render = opens(page);
