// The meeting: who is there, pausing and going on, and its minutes.

import { offerFile } from "../../web/kit/bytes.js";
import { h } from "../../web/kit/elements.js";

const FORMATS = ["html", "pdf", "docx"];

/** @param {import("./kit.js").Kit} kit */
export function meetingOf(kit) {
  const { desk, say, act, state, at, view, typed, hint, main, plain, personName, people, pick, more } = kit;

  const there = () => view.meeting?.present ?? state().present;
  const paused = () => Boolean(view.meeting?.paused);

  /**
   * Kept on disk like what is typed, so that it is there tomorrow.
   * @param {import("./state.d.ts").KeptMeeting} given
   */
  function keep(given) {
    view.meeting = { present: there(), paused: paused(), ...given };
    const sent = { person: state().person, number: state().round, slot: "meeting", given: view.meeting };
    return act("keep", sent, "typed:meeting");
  }

  function meeting() {
    if (!state().may.agree) return h.section({ id: "ts-meeting" }, said());
    const form = h.fieldset(
      h.legend(say("meeting_present")),
      hint(say("meeting_present_hint")),
      state().people.map((member) =>
        pick("checkbox", "meeting", member.id, there().includes(member.id), personName(member)),
      ),
    );
    form.addEventListener("change", () => {
      view.present = null;
      keep({ present: [...form.querySelectorAll("input")].flatMap((box) => (box.checked ? box.value : [])) }).then(
        () => desk.announce(say("meeting_kept")),
        (faults) => desk.faults(faults, null, true),
      );
    });
    return h.section(
      { id: "ts-meeting" },
      h.h2(say("meeting")),
      said(),
      h.details({ open: there().length === 0 }, h.summary(say("meeting_who", { count: there().length })), form),
      h.p(plain(say("pause"), pause, "ts-pause"), " ", h.span({ class: "ts-hint" }, say("pause_hint"))),
    );
  }

  const said = () => [h.p({ id: "ts-method" }, say(`method_${state().aggregation}`)), whoIsWho()];

  // Scores stand by role; who has which role is told in one place, closed.
  const whoIsWho = () =>
    more(say("who_is_who"), h.ul(state().people.map((member) => h.li(personName(member), ": ", h.bdi(member.id)))));

  function pause() {
    keep({ paused: true }).then(() => {
      desk.redraw();
      at("ts-resume").focus();
      desk.announce(say("paused"));
    }, desk.faults);
  }

  function resume() {
    keep({ paused: false }).then(() => {
      desk.redraw();
      const half = [...typed.keys()].find((slot) => slot.startsWith("point:")),
        next = kit.cards.filtered().find((row) => !row.recorded);
      if (half) kit.cards.openPoint(half.slice(6));
      else if (next) kit.cards.openPoint(next.key);
      else at("ts-pause").focus();
      desk.announce(say("resumed"));
    }, desk.faults);
  }

  function pausing() {
    const drafts = [...typed.keys()].filter((slot) => slot !== "move").length,
      open = state().progress.all - state().progress.recorded;
    return h.section(
      { id: "ts-paused", class: "ts-note" },
      h.h2(say("paused")),
      h.ul(
        h.li(say("paused_kept", { ...state().progress, drafts })),
        h.li(say("paused_open", { count: open })),
        h.li(say("paused_who", { people: people(there()) || "-" })),
      ),
      h.p(say("paused_what")),
      h.p(main(say("resume"), resume, "ts-resume")),
    );
  }

  // A link to save each format once it is made.
  function minutes() {
    const place = h.p({ id: "ts-minutes-ready" });
    const make = (/** @type {string} */ format) =>
      offerFile(
        desk,
        {
          verb: "minutes",
          given: { format },
          id: `minutes-save-${format}`,
          busy: "minutes_busy",
          save: "minutes_save",
          made: "minutes_ready",
        },
        (link) => {
          at(link.id)?.remove();
          place.append(link, " ");
        },
      );
    return h.section(
      { id: "ts-minutes" },
      h.h2(say("minutes")),
      h.p(say("minutes_what")),
      h.p(
        { class: "ts-row" },
        FORMATS.map((format) =>
          plain(say("minutes_make", { format: format.toUpperCase() }), () => make(format), `minutes-${format}`),
        ),
      ),
      place,
    );
  }

  return { meeting, paused, pausing, minutes, there };
}
