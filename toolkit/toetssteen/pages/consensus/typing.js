// What is typed and not recorded yet: in the browser at once, on disk after a pause, and there until it is recorded.

import { h } from "../../web/kit/elements.js";
import { refusedBy } from "../../web/kit/faults.js";

const PAUSE_MS = 400;

/** @param {import("./kit.js").Kit} kit */
export function typingOf(kit) {
  const { desk, say, act, state, at, view, typed, changing, details, rowOf } = kit;
  const { outbox } = desk;
  /** @type {Map<string, string>} */
  const marks = new Map();
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  const timers = new Map();

  /** @param {string} slot @param {object | null} given */
  const sentOf = (slot, given) => ({ person: state().person, number: state().round, slot, given });

  /** @param {string} slot @param {object} given */
  function typing(slot, given) {
    typed.set(slot, given);
    const sent = sentOf(slot, given);
    outbox.keep(`typed:${slot}`, { id: crypto.randomUUID(), do: "keep", with: sent });
    outbox.drop(`record:${slot}`); // who types on has not said yet that this is the record
    mark(slot, "draft_unsaved");
    clearTimeout(timers.get(slot));
    timers.set(
      slot,
      setTimeout(() => keep(slot, sent), PAUSE_MS),
    );
  }

  /** @param {string} slot */
  function rest(slot) {
    clearTimeout(timers.get(slot));
    timers.delete(slot);
  }

  /** @param {string} slot @param {ReturnType<typeof sentOf>} sent */
  function keep(slot, sent) {
    rest(slot);
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

  /** @param {string} slot @param {string} word */
  function mark(slot, word) {
    marks.set(slot, word);
    const node = at(`mark-${slot}`);
    if (node) node.textContent = say(word);
    const row = slot.startsWith("point:") && rowOf(slot.slice(6));
    if (!row) return;
    at(`tags-${row.key}`)?.replaceWith(kit.cards.tags(row));
    const bin = at(`discard-${row.key}`);
    if (bin) bin.hidden = false;
  }

  /** @param {string} slot */
  function forget(slot) {
    typed.delete(slot);
    marks.delete(slot);
    rest(slot);
    outbox.drop(`typed:${slot}`);
  }

  /** @param {string} slot */
  function discard(slot) {
    forget(slot);
    act("keep", sentOf(slot, null), `typed:${slot}`).catch(desk.faults);
  }

  /**
   * Records what is in a form, where nothing is missing of it; what is refused is typed still.
   * @template Patch
   * @param {string} slot
   * @param {object} given what the form has
   * @param {(import("../../web/kit/faults.js").Fault | false)[]} missing what it lacks, each at its field
   * @param {string} verb
   * @param {object} sent
   * @param {(patch: Patch) => void} taken
   * @param {() => void} [refused]
   */
  function record(slot, given, missing, verb, sent, taken, refused) {
    typing(slot, given);
    const faults = missing.flatMap((fault) => fault || []);
    if (faults.length) {
      desk.faults(refusedBy(`record:${slot}`, faults));
      return;
    }
    rest(slot);
    mark(slot, "recording");
    act(verb, { person: state().person, ...sent }, `record:${slot}`).then(
      (reply) => taken(reply.patch),
      (faults) => {
        if (!Array.isArray(faults)) return;
        desk.faults(faults);
        typing(slot, given);
        refused?.();
      },
    );
  }

  const markOf = (/** @type {string} */ slot) =>
    h.p(
      { class: "ts-hint", id: `mark-${slot}` },
      typed.has(slot) || marks.has(slot) ? say(marks.get(slot) ?? "draft_saved") : null,
    );

  /**
   * What was typed is the browser's where that is newer, else the disk's.
   * @param {import("./kit.js").State} shown
   */
  function recall(shown) {
    const person = `${shown.person} ${shown.round}`;
    if (view.person !== person) {
      for (const known of [typed, marks, changing, details]) known.clear();
      view.meeting = shown.meeting;
    }
    view.person = person;
    for (const kept of Object.values(outbox.all())) {
      const { person: whose, number, slot, given } = kept.with || {};
      if (kept.do !== "keep" || whose !== shown.person || number !== shown.round || !given) continue;
      if (slot === "meeting") view.meeting = given;
      else if (!typed.has(slot)) {
        typed.set(slot, given);
        marks.set(slot, "draft_unsaved");
      }
    }
    for (const [slot, given] of Object.entries(shown.typed || {})) if (!typed.has(slot)) typed.set(slot, given);
  }

  return { typing, mark, forget, discard, record, markOf, recall };
}
