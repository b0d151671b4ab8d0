// The consensus page, as the phase has it: every point is a card, of which the body is asked for when it is opened.

import { opens } from "../../web/kit/desk.js";
import { h } from "../../web/kit/elements.js";
import { stopped } from "../../web/kit/faults.js";
import { keepFocus } from "../../web/kit/focus.js";
import { cardsOf } from "./cards.js";
import { correctOf } from "./correct.js";
import { recordFormOf } from "./form.js";
import { consensusTools } from "./kit.js";
import { meetingOf } from "./meeting.js";
import { notesOf } from "./notes.js";
import { pointOf } from "./point.js";
import { troubleOf } from "./trouble.js";
import { typingOf } from "./typing.js";
import { waitingOf } from "./waiting.js";

const POLL_MS = 5000;

/** @typedef {import("./kit.js").State} State */

/**
 * @param {import("../../web/kit/desk.js").Desk<State>} desk
 * @returns {import("../../web/kit/desk.js").Page<State>}
 */
function page(desk) {
  const { root, say, act } = desk;
  const kit = /** @type {import("./kit.js").Kit} */ (consensusTools(desk));
  const { state, view, hint, personName } = kit;
  kit.drafts = typingOf(kit);
  kit.cards = cardsOf(kit);
  kit.points = pointOf(kit);
  kit.trouble = troubleOf(kit);
  kit.notes = notesOf(kit);
  kit.meeting = meetingOf(kit);
  kit.forms = recordFormOf(kit);
  kit.corrections = correctOf(kit);
  const waiting = waitingOf(kit);

  function who() {
    const options = [
      h.option({ value: "" }, say("who_none")),
      state().people.map((member) => h.option({ value: member.id }, `${personName(member)} · ${member.id}`)),
    ];
    const select = h.select(
      {
        id: "ts-who",
        "aria-describedby": "ts-who-hint",
        onchange: () =>
          act("choose", { person: select.value }).catch((faults) => {
            select.value = state().person || "";
            desk.faults(faults);
          }),
      },
      options,
    ); // nobody, too, is a choice
    select.value = state().person || "";
    return h.div(
      { class: "ts-whobox" },
      h.label({ for: "ts-who" }, say("who")),
      hint(say("who_hint"), "ts-who-hint"),
      select,
    );
  }

  /** @param {State} shown */
  function content(shown) {
    const scored = shown.phase === "scored";
    return [
      !shown.waits && h.p(say("intro")),
      !shown.waits &&
        !scored &&
        h.div(
          { class: "ts-note" },
          h.p(say("readonly", { phase: shown.phase_name })),
          h.p(h.a({ class: "ts-button", href: shown.next.href }, say("go_to", shown.next))),
        ),
      who(),
      kit.trouble.warnings(),
      shown.waits && waiting(shown),
      shown.rows && [
        scored && kit.meeting.paused()
          ? kit.meeting.pausing()
          : [
              kit.trouble.conflicts(),
              kit.trouble.aside(),
              !shown.waits && [kit.meeting.meeting(), kit.cards.progress(), kit.cards.pointsSection()],
              kit.cards.checklist(),
              kit.notes.notes(),
              scored && kit.notes.over(),
            ],
        !shown.waits && kit.meeting.minutes(),
      ],
    ];
  }

  function poll() {
    if (!root.isConnected) return clearInterval(polling);
    if (document.hidden) return undefined;
    const heads = state().heads || "";
    return act("poll", { heads }).then(
      (reply) => {
        view.lost = false;
        if (reply.state) desk.announce(say("elsewhere"));
      },
      (faults) => {
        if (!view.lost && heads) desk.faults(faults, null, true);
        view.lost = true;
      },
    );
  }
  const polling = setInterval(poll, POLL_MS);
  window.addEventListener("focus", poll);

  return {
    draw(shown) {
      kit.drafts.recall(shown);
      keepFocus(() =>
        root.replaceChildren(
          h.div(
            { id: "ts-content", class: "ts-consensus" },
            h.h1({ tabindex: "-1" }, say("heading")),
            shown.stopped ? stopped(desk) : content(shown),
          ),
        ),
      );
    },
    // What an earlier page had sent without an answer: recorded after all, or typed still.
    recovered(name, given, reply, faults) {
      if (name.startsWith("typed:") && reply) kit.drafts.mark(given.slot, "draft_saved");
      if (name.startsWith("record:point:") && reply) kit.cards.recorded(given.key, reply.patch);
      if (/^record:(point|fix):/.test(name) && faults) kit.cards.fetchDetail(given.key);
      if (name.startsWith("record:fix:") && reply) {
        kit.drafts.forget(`fix:${given.what}:${given.key}`);
        kit.cards.applied(given.key, reply.patch);
      }
      if (name.startsWith("record:") && given.slot && reply) kit.notes.noted(given.slot, reply.patch);
    },
  };
}

export const render = opens(page);
