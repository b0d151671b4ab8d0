// What is typed and not recorded yet: in the browser at once, on disk after a pause, and there until it is recorded.

import { h } from "../../web/kit/elements.js";

const PAUSE_MS = 400;

/** @param {import("./kit.js").Kit} kit */
export function typingOf(kit) {
  const { desk, say, act, state, at, view, typed, changing, details, timers, rowOf } = kit;
  const { outbox } = desk;
  const marks = new Map();

  function typing(slot, given, node) {
    typed.set(slot, given);
    const sent = { person: state().person, number: state().round, slot, given };
    outbox.keep(`typed:${slot}`, { id: crypto.randomUUID(), do: "keep", with: sent });
    outbox.drop(`record:${slot}`); // who types on has not said yet that this is the record
    mark(slot, "draft_unsaved");
    clearTimeout(timers.get(slot));
    timers.set(
      slot,
      setTimeout(() => keep(slot, sent), PAUSE_MS),
    );
    if (node) node.onfocusout = () => timers.has(slot) && keep(slot, sent);
  }

  function keep(slot, sent) {
    clearTimeout(timers.get(slot));
    timers.delete(slot);
    if (typed.get(slot) !== sent.given) return;
    mark(slot, "draft_saving");
    act("keep", sent, `typed:${slot}`).then(
      () => typed.get(slot) === sent.given && mark(slot, "draft_saved"),
      (faults) => {
        outbox.keep(`typed:${slot}`, { id: "", do: "keep", with: sent });
        mark(slot, "draft_unsaved");
        desk.faults(faults, null, true);
      },
    );
  }

  function mark(slot, word) {
    marks.set(slot, word);
    const node = at(`mark-${slot}`);
    if (node) node.textContent = say(word);
    const key = slot.startsWith("point:") && slot.slice(6);
    if (!key) return;
    at(`tags-${key}`)?.replaceWith(kit.cards.tags(rowOf(key)));
    const bin = at(`discard-${key}`);
    if (bin) bin.hidden = false;
  }

  function forget(slot) {
    typed.delete(slot);
    marks.delete(slot);
    clearTimeout(timers.get(slot));
    timers.delete(slot);
    outbox.drop(`typed:${slot}`);
  }

  const markOf = (slot) =>
    h.p(
      { class: "ts-hint", id: `mark-${slot}` },
      marks.has(slot) ? say(marks.get(slot)) : typed.has(slot) && say("draft_saved"),
    );

  // What was typed is the browser's where that is newer, else the disk's.
  function recall(shown) {
    const person = `${shown.person} ${shown.round}`;
    if (view.person !== person) {
      typed.clear();
      marks.clear();
      changing.clear();
      details.clear();
    }
    if (view.person !== person) view.meeting = shown.meeting;
    view.person = person;
    for (const kept of Object.values(outbox.all())) {
      const { person: whose, number, slot, given } = kept.with || {};
      if (kept.do === "keep" && whose === shown.person && number === shown.round && given && slot === "meeting")
        view.meeting = given;
      else if (kept.do === "keep" && whose === shown.person && number === shown.round && given && !typed.has(slot)) {
        typed.set(slot, given);
        marks.set(slot, "draft_unsaved");
      }
    }
    for (const [slot, given] of Object.entries(shown.typed || {})) if (!typed.has(slot)) typed.set(slot, given);
  }

  return { typing, mark, forget, markOf, recall };
}
