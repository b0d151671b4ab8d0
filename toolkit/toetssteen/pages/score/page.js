// The score page: what comes before the form, the form (per value, per criterion, all solutions below each other), or what
// was submitted.

import { opens } from "../../web/kit/desk.js";
import { h } from "../../web/kit/elements.js";
import { faultAt, haltedNote, stopped } from "../../web/kit/faults.js";
import { answersOf } from "./answers.js";
import { boxesOf } from "./boxes.js";
import { evidenceOf } from "./evidence.js";
import { gateOf } from "./gate.js";
import { scoreTools, typedOf } from "./kit.js";
import { listOf } from "./list.js";
import { savingOf } from "./saving.js";
import { submittingOf } from "./submit.js";

/** @typedef {import("./kit.js").State} State */

/**
 * @param {import("../../web/kit/desk.js").Desk<State>} desk
 * @returns {import("../../web/kit/desk.js").Page<State>}
 */
function page(desk) {
  const kit = /** @type {import("./kit.js").Kit} */ (scoreTools(desk));
  const { root, say, state, cells, one, isForm } = kit;
  kit.saving = savingOf(kit);
  kit.boxes = boxesOf(kit);
  kit.list = listOf(kit);
  kit.proofs = evidenceOf(kit);
  kit.vendors = answersOf(kit);
  const submitting = submittingOf(kit);
  const gates = gateOf(kit);
  let picked = ""; // who was chosen and not taken yet

  const theForm = () => [
    h.div(
      { class: "ts-strip" },
      h.p({ class: "ts-row" }, h.label({ for: "done", id: "done-text" }), h.progress({ id: "done" })),
      h.p({ id: "kept" }),
      h.button({ type: "button", id: "undo", onclick: kit.saving.undoOrSay }, say("undo")),
    ),
    h.p(say("how")),
    h.nav(
      { "aria-label": say("values") },
      h.ul(
        { class: "ts-values" },
        state().sections.map((section) =>
          h.li(
            h.a(
              {
                href: `#${section.id}`,
                onclick: (/** @type {Event} */ event) => {
                  event.preventDefault();
                  const to = one(`[id="${section.id}"]`);
                  to.focus();
                  to.scrollIntoView();
                },
              },
              section.title,
            ),
            " ",
            h.span({ class: "ts-hint", id: `count-${section.id}` }),
          ),
        ),
      ),
    ),
    state().sections.map((section) => [
      h.h2({ id: section.id, tabindex: "-1" }, section.title),
      kit.asks.map((ask) => ask.section === section && kit.list.criterion(ask)),
    ]),
    !state().halted.length && [
      h.h2({ id: "submit" }, say("submit")),
      h.p(say(state().keyed ? "submit_what" : "submit_plain")),
      state().chair_key && h.p({ class: "ts-hint", id: "chair-key" }, say("chair_key"), " ", h.code(state().chair_key)),
      h.div({ id: "lacking" }),
      h.p(
        h.button(
          { type: "button", class: "ts-main", id: "submit-go", onclick: submitting.submitOrSay },
          say("submit_go"),
        ),
      ),
      submitting.confirmation(),
    ],
  ];

  function whoAmI() {
    const shown = picked || state().person;
    const select = h.select(
      {
        id: "who",
        onchange: () => {
          picked = select.value;
        },
      },
      !state().person && h.option({ value: "", selected: !shown, disabled: true }, say("who_choose")),
      state().people.map((evaluator) =>
        h.option(
          { value: evaluator.id, selected: evaluator.id === shown },
          [evaluator.id, evaluator.about].filter(Boolean).join(" · "),
        ),
      ),
    );
    const choose = (/** @type {Event} */ event) => {
      event.preventDefault();
      const person = select.value;
      if (!person) return faultAt(select, say("who_none"));
      kit.saving
        .flush()
        .then(() => {
          picked = "";
          return desk.act("choose", { person });
        })
        .then(() =>
          ((state().gate === "declare" && one("#interests-none")) || one("#held-title") || one("#who")).focus(),
        )
        .catch(desk.faults);
    };
    return h.form(
      { class: "ts-who", onsubmit: choose },
      h.label({ for: "who" }, say("who")),
      h.div(
        { class: "ts-row" },
        select,
        h.button(
          { id: "who-go", class: state().person ? null : "ts-main" },
          say(state().person ? "who_other" : "who_go"),
        ),
      ),
      state().person && h.p({ class: "ts-hint", id: "who-now" }, say("who_now", { person: state().person })),
    );
  }

  const waits = () =>
    h.div(
      { class: "ts-card" },
      h.p(say("waits", { phase: state().waits })),
      h.p(h.a({ class: "ts-button ts-main", href: state().next }, say("go_on", { step: state().step }))),
    );

  // What was typed and has no place on this page now: shown whole, to copy or to throw away.
  function leftovers() {
    /** @type {(entry: [slot: string, kept: import("../../web/kit/outbox.js").Act]) => boolean} */
    const stays = ([slot, kept]) =>
      slot.startsWith("cell:") &&
      !(
        isForm() &&
        kept.with.person === state().person &&
        kept.with.number === state().round &&
        cells.has(slot.slice(5))
      );
    const found = Object.entries(desk.outbox.all()).filter(stays);
    if (!found.length) return null;
    return h.section(
      { class: "ts-card", id: "leftovers" },
      h.h2(say("left")),
      h.p(say("left_what")),
      found.map(([slot, { with: typed }], index) => [
        h.label({ for: `left-${index}` }, `${typed.person} · ${typed.solution} · ${typed.criterion}: ${typed.answer}`),
        h.textarea({ id: `left-${index}`, readonly: true, dir: "auto", value: typed.reason }),
        h.button(
          {
            type: "button",
            onclick: () => {
              desk.outbox.drop(slot);
              redrawLeft();
            },
          },
          say("left_drop"),
          h.span({ class: "ts-hidden" }, ` ${index + 1}`),
        ),
      ]),
    );
  }

  function redrawLeft() {
    const now = leftovers(),
      before = one("#leftovers");
    if (before) before.replaceWith(now || "");
    else if (now) one("#ts-content").append(now);
  }

  function parts() {
    if (state().stopped) return [h.div({ class: "ts-card" }, stopped(desk))];
    if (state().waits && !(state().early && state().people.length)) return [waits()];
    if (!state().people.length) return [h.p(say("nobody"))];
    if (!state().person) return [whoAmI(), state().waits && waits()];
    if (state().sealed) return [whoAmI(), gates.sealed()];
    if (state().halted.length && (state().gate === "declare" || state().waits)) return [whoAmI()];
    if (state().gate === "declare") return [whoAmI(), gates.declaration()];
    if (state().gate) return [whoAmI(), gates.held()];
    if (state().waits) return [whoAmI(), h.p({ class: "ts-note" }, say("declared")), waits()];
    if (!state().solutions.length) return [whoAmI(), h.p({ class: "ts-note" }, say("nothing"))];
    return [whoAmI(), gates.beforehand(), theForm(), gates.again()];
  }

  return {
    draw() {
      if (isForm()) kit.saving.take();
      else cells.clear();
      root.replaceChildren(
        h.div(
          { id: "ts-content", class: "ts-score" },
          h.h1({ tabindex: "-1" }, say("heading")),
          haltedNote(say, state().halted),
          parts(),
          leftovers(),
        ),
      );
      if (!isForm()) return;
      kit.list.unfoldAgain();
      kit.saving.canUndo(state().undo);
      kit.list.progress();
    },
    // The common part sent again what an earlier page could not get answered; this is how it went.
    recovered(slot, typed, reply, faults) {
      const cell =
        isForm() &&
        typed &&
        typed.person === state().person &&
        typed.number === state().round &&
        cells.get(slot.slice(5));
      if (cell && reply && JSON.stringify(typedOf(cell)) === JSON.stringify(typedOf(typed))) {
        cell.dirty = false;
        kit.saving.settled(cell, reply.patch, cell.version);
        kit.boxes.show(cell);
      } else if (cell && faults) kit.saving.refused(cell, faults);
      else if (slot.startsWith("cell:") && faults) desk.outbox.keep(slot, { id: "typed", do: "score", with: typed });
      redrawLeft();
    },
  };
}

export const render = opens(page);
