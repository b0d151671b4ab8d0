// Corrections: of one's own answer, and of what the chair recorded as agreed; what stood there first stays.

import { h } from "../../web/kit/elements.js";
import { complaint } from "../../web/kit/faults.js";

/** @typedef {import("./detail.d.ts").Detail} Detail */
/** @typedef {import("./detail.d.ts").Answer} Answer */
/** @typedef {"own" | "agreed"} What */
/** @typedef {Answer & { why: string }} Fix */

/** @param {import("./kit.js").Kit} kit */
export function correctOf(kit) {
  const { desk, say, state, at, typed, changing, hint, plain } = kit;
  const { typing, forget, record, markOf } = kit.drafts;
  const { answer, read, reveal, lacks } = kit.forms;

  // The button, or the form once it was asked for; nothing where there is nothing to correct.
  /** @param {What} what @param {string} key @param {Detail} detail */
  function correction(what, key, detail) {
    const given = detail.fix[what],
      slot = `fix:${what}:${key}`;
    if (!given || !state().may.correct) return null;
    if (!changing.has(slot) && !typed.has(slot)) {
      return h.p(
        plain(
          say(`fix_${what}`),
          () => {
            changing.add(slot);
            kit.cards.refill(key);
            at(`why-${slot}`).focus();
          },
          `open-${slot}`,
        ),
      );
    }
    return form(what, key, slot, detail, typed.get(slot) || { ...given, why: "" });
  }

  /** @param {What} what @param {string} key @param {string} slot @param {Detail} detail @param {Fix} given */
  function form(what, key, slot, detail, given) {
    const why = h.textarea({
      id: `why-${slot}`,
      name: "why",
      dir: "auto",
      "aria-describedby": `hint-why-${slot}`,
      value: given.why,
    });
    const whole = () => ({ ...read(node, slot), why: why.value });
    const node = h.form(
      {
        class: "ts-form ts-fix",
        novalidate: true,
        "data-act": `record:${slot}`,
        onsubmit: (/** @type {Event} */ event) => {
          event.preventDefault();
          send(what, key, slot, whole(), detail.basis);
        },
      },
      h.h4(say(`fix_${what}`)),
      hint(say("fix_hint")),
      h.label({ for: why.id }, say("fix_why")),
      hint(say("fix_why_hint"), `hint-why-${slot}`),
      why,
      answer(slot, detail, given),
      markOf(slot),
      h.p(
        { class: "ts-row" },
        h.button({ class: "ts-main", id: `send-${slot}` }, say("fix_record")),
        plain(say("discard"), () => discard(key, slot), `discard-${slot}`),
      ),
    );
    node.addEventListener("input", () => {
      const now = whole();
      reveal(node, now);
      typing(slot, now);
    });
    return node;
  }

  /** @param {string} key @param {string} slot */
  function discard(key, slot) {
    kit.drafts.discard(slot);
    changing.delete(slot);
    kit.cards.refill(key);
    at(`open-${slot}`)?.focus();
    desk.announce(say("discarded"));
  }

  /** @param {What} what @param {string} key @param {string} slot @param {Fix} given @param {string} basis */
  function send(what, key, slot, given, basis) {
    record(
      slot,
      given,
      [!given.why.trim() && complaint(say("need_why"), "why"), ...lacks(given)],
      "correct",
      { key, basis, what, ...given },
      (patch) => {
        forget(slot);
        changing.delete(slot);
        kit.cards.applied(key, patch);
        at(`open-${slot}`)?.focus();
        desk.announce(say("corrected_done"));
      },
      () => kit.cards.fetchDetail(key),
    );
  }

  // What stood there first beside what stands there now.
  /** @type {(was: string, now: string) => HTMLDListElement} */
  const beside = (was, now) =>
    h.dl({ class: "ts-figures ts-turned" }, h.div(h.dt(say("was")), h.dd(was)), h.div(h.dt(say("is_now")), h.dd(now)));

  return { correction, beside };
}
