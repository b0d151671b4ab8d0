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
import { drawImpact } from "./impact.js";
import { prepareKit } from "./kit.js";
import { drawMoves } from "./moves.js";
import { drawCriteria } from "./own.js";
import { drawPrice } from "./price.js";
import { drawSolutions } from "./solutions.js";
import { drawWeights } from "./weights.js";

/** @typedef {import("./kit.js").Kit} Kit */
/** @typedef {import("./kit.js").State} State */
/** @typedef {import("./kit.js").Sections} Sections */
/** @typedef {keyof Sections} Name */

/** @type {{ [Section in Name]: (kit: Kit, part: Sections[Section]) => import("./kit.js").Child }} */
const SECTIONS = {
  bought: drawBought,
  criteria: drawCriteria,
  scoping: drawScoping,
  impact: drawImpact,
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
const NAMES = /** @type {Name[]} */ (Object.keys(SECTIONS));
/** @type {Record<string, Name>} the section in which each kind of conflict is settled */
const DECIDED_IN = {
  set: "criteria",
  fitting: "criteria",
  period: "bought",
  weights: "weights",
  scoping: "scoping",
  impact: "impact",
  rules: "rules",
  pricing: "price",
  frozen: "freeze",
  person: "committee",
  solution: "solutions",
  phase: "moves",
};
const LOOK_MS = 10000;

/**
 * @param {import("../../web/kit/desk.js").Desk<State>} desk
 * @returns {import("../../web/kit/desk.js").Page<State>}
 */
function page(desk) {
  const kit = prepareKit(desk, () => draw(desk.state), redraw);
  const { say } = desk;
  const cards = NAMES.map(() => h.div());
  const notices = h.div();
  const overview = h.nav();
  let language = ""; // in which all was drawn last
  /** @type {Partial<Record<string, string>>} of each section what it was drawn from */
  let drawn = {};

  /** @param {Sections[Name]} part */
  const stateWord = (part) => (part.state === "at" ? part.name : say(`state_${part.state}`));

  /** @template {Name} Section @param {Section} name @param {number} index */
  function card(name, index) {
    const part = desk.state.sections[name];
    const waits = part.state === "later" && name !== "ask"; // which says itself what comes first
    const tag = h.span({ class: "ts-tag", "data-state": part.state }, stateWord(part));
    return h.section(
      { class: "ts-card", id: name, "aria-labelledby": `${name}-title` },
      h.h2({ id: `${name}-title`, tabindex: "-1" }, `${index + 1}. ${say(`${name}_heading`)} `, tag),
      waits ? h.p({ class: "ts-note" }, say("first_set")) : SECTIONS[name](kit, part),
    );
  }

  /** @param {State} state */
  const conflictNames = (state) =>
    state.conflicts.filter((slot) => DECIDED_IN[slot]).map((slot) => say(`${DECIDED_IN[slot]}_heading`));

  /** @param {State} state */
  function notes(state) {
    const me = h.select(
      {
        id: "me",
        onchange: () =>
          desk.act("choose", { person: me.value }).catch((faults) => {
            desk.faults(faults);
            draw(desk.state);
          }),
      },
      !state.me && h.option({ value: "", selected: true }, say("me_choose")),
      state.chairs.map((chair) => h.option({ value: chair, selected: chair === state.me }, chair)),
    );
    return [
      conflictNames(state).length > 0 &&
        h.p({ class: "ts-note", role: "note" }, say("conflicts", { names: conflictNames(state).join(", ") })),
      state.warnings.map((warning) => h.p({ class: "ts-note" }, `${warning.what} ${warning.remedy} (${warning.code})`)),
      !state.editable && h.p({ class: "ts-note" }, say("closed")),
      state.chairs.length > 1
        ? [h.label({ for: "me" }, say("me")), me]
        : h.p({ class: "ts-hint" }, say("me_only", { me: state.me })),
    ];
  }

  /** @param {State} state */
  function list(state) {
    return h.ol(
      { class: "ts-overview" },
      NAMES.map((name) =>
        h.li(
          h.a({ href: `#${name}` }, say(`${name}_heading`)),
          " ",
          h.span({ class: "ts-hint" }, `(${stateWord(state.sections[name])})`),
        ),
      ),
    );
  }

  function closed() {
    language = "";
    put(desk.root, h.div({ id: "ts-content" }, h.h1(say("heading")), h.div({ class: "ts-card" }, stopped(desk))));
  }

  function frame() {
    drawn = {};
    overview.setAttribute("aria-label", say("overview"));
    desk.root.replaceChildren(
      h.div(
        { id: "ts-content", class: "ts-prepare" },
        h.h1(say("heading")),
        h.p(say("intro")),
        notices,
        overview,
        cards,
      ),
    );
  }

  // What stays the same is left alone, so that typing, open parts and the place on the page stay too.
  /** @param {State} state */
  function draw(state) {
    if (state.stopped) return closed();
    if (language !== state.language) frame();
    language = state.language;
    put(notices, notes(state));
    overview.replaceChildren(list(state));
    NAMES.forEach((name, index) => {
      const text = JSON.stringify([state.sections[name], state.editable, state.problem, name === "dry" && state.mark]);
      if (drawn[name] === text) return;
      drawn[name] = text;
      cards[index].replaceChildren(card(name, index));
    });
    return undefined;
  }

  /** @param {string} name */
  function redraw(name) {
    keepFocus(() => {
      delete drawn[name];
      draw(desk.state);
    });
  }

  watch(kit, desk);
  setTimeout(() => {
    // the address can name a section, which is there only now
    const asked = NAMES.find((name) => `#${name}` === location.hash);
    const title = document.getElementById(`${asked}-title`);
    title?.focus();
    title?.scrollIntoView();
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

/**
 * Another window may have changed the assessment: seen when this one gets the attention back, and now and then.
 * @param {Kit} kit @param {import("../../web/kit/desk.js").Desk<State>} desk
 */
function watch(kit, desk) {
  const ask = () => {
    if (!desk.root.isConnected) {
      clearInterval(timer);
      removeEventListener("focus", ask);
      return;
    }
    if (document.hidden || kit.busy()) return;
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
