// How sure the result is: the outcome in a sentence, and its figures when somebody unfolds them.

import { h } from "../../web/kit/elements.js";
import { foldedNote, sureFigures } from "../../web/kit/sure_figures.js";
import { sureWhatIf } from "../../web/kit/sure_whatif.js";

/** @typedef {import("./kit.js").State} State */

/** @param {import("../../web/kit/desk.js").Desk<State>} desk */
export function compareRobust(desk) {
  const { say } = desk;
  let unfolded = false;
  /** @type {{ person?: string, reason?: string }} */
  const typed = {}; // stays when another part of the page is saved
  const { part, bar } = sureFigures(say),
    whatIf = sureWhatIf(desk, bar);

  // ---- the outcome, at the top ---------------------------------------------------------------------------

  /** @param {State} given */
  function outcome(given) {
    const { word, said, notes } = given.robust,
      [first, ...others] = said,
      alone = given.ranking.length === 1;
    return h.div(
      { class: `ts-outcome ts-outcome-${word}`, id: "outcome" },
      h.p(h.strong(first), alone && others.length > 0 && ` ${others.join(" ")}`),
      foldedNote(desk, notes[0]),
    );
  }

  // ---- the section ---------------------------------------------------------------------------------------

  /** @param {State} given */
  function section(given) {
    const place = h.div();
    const details = h.details(
      { class: "ts-robust", ontoggle: unfold },
      h.summary({ id: "robust-more" }, say("robust_more")),
      place,
    );
    async function unfold() {
      unfolded = details.open;
      if (!details.open || place.childElementCount) return;
      place.replaceChildren(h.p(say("fetching")));
      try {
        const { patch } = await desk.act("robust", {});
        place.replaceChildren(...patch.parts.map(part));
        desk.announce(say("robust_ready"));
      } catch (faults) {
        place.replaceChildren();
        details.open = false;
        if (Array.isArray(faults)) desk.faults(faults);
      }
    }
    if (unfolded) details.open = true; // drawn again, in another language or with more open: it stays unfolded
    return [
      h.h2({ id: "robust", tabindex: "-1" }, say("robust")),
      given.ranking.length > 1 && given.robust.said.slice(2).map((sentence) => h.p(sentence)),
      given.robust.notes.slice(1).map((note) => h.p(note)),
      given.robust.there
        ? [
            h.p(say("robust_intro")),
            details,
            closed(given.robust.closed),
            given.robust.what_if && whatIf(given.robust.what_if),
          ]
        : h.p(say("robust_nothing")),
    ];
  }

  /**
   * Where what if is closed, the chair may open it with a reason.
   * @param {State["robust"]["closed"]} who
   */
  function closed(who) {
    if (!who) return null;
    const person = h.select(
      {
        id: "whatif-who",
        onchange: () => {
          typed.person = person.value;
        },
      },
      !who.me && h.option({ value: "" }, say("whatif_choose")),
      who.chairs.map((chair) => h.option({ value: chair, selected: chair === (typed.person ?? who.me) }, chair)),
    );
    const reason = h.textarea({
      id: "whatif-reason",
      "data-at": "reason",
      rows: 3,
      value: typed.reason ?? "",
      oninput: () => {
        typed.reason = reason.value;
      },
    });
    const opens = () =>
      desk.act("what_if", { person: person.value, reason: reason.value }).then(() => {
        desk.announce(say("whatif_opened"));
        document.getElementById("whatif")?.focus();
      }, desk.faults);
    return h.section(
      { class: "ts-whatif", "aria-labelledby": "whatif", "data-act": "what_if" },
      h.h3({ id: "whatif", tabindex: "-1" }, say("whatif")),
      h.p(say("whatif_closed")),
      h.p(h.label({ for: "whatif-who" }, say("whatif_who")), person),
      h.p(h.label({ for: "whatif-reason" }, say("whatif_reason")), reason),
      h.p(h.button({ type: "button", onclick: opens }, say("whatif_open"))),
    );
  }

  return { outcome, section };
}
