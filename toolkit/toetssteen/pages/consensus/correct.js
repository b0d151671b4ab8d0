// Corrections: of one's own answer, and of what the chair recorded as agreed; what stood there first stays.

import { h } from "../../web/kit/elements.js";

/** @param {import("./kit.js").Kit} kit */
export function correctOf(kit) {
  const {
    desk,
    say,
    act,
    state,
    at,
    typed,
    changing,
    details,
    timers,
    fields,
    typing,
    forget,
    mark,
    markOf,
    hint,
    plain,
    complain,
  } = kit;
  const slotFor = (what, key) => `fix:${what}:${key}`;

  // The button, or the form once it was asked for; nothing where there is nothing to correct.
  function correction(what, key, detail) {
    const given = detail.fix?.[what],
      slot = slotFor(what, key);
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
    return form(what, key, detail, typed.get(slot) || { ...given, why: "" });
  }

  function form(what, key, detail, given) {
    const slot = slotFor(what, key);
    const why = h.textarea({
      id: `why-${slot}`,
      name: "why",
      dir: "auto",
      "aria-describedby": `hint-why-${slot}`,
      value: given.why,
    });
    const node = h.form(
      {
        class: "ts-form ts-fix",
        novalidate: true,
        onsubmit: (event) => {
          event.preventDefault();
          send(what, key, read(node, slot));
        },
      },
      h.h4(say(`fix_${what}`)),
      hint(say("fix_hint")),
      h.label({ for: why.id }, say("fix_why")),
      hint(say("fix_why_hint"), `hint-why-${slot}`),
      why,
      fields.answers(slot, detail.asked, given),
      fields.explanation(slot, given),
      fields.reason(slot, given),
      fields.evidence(slot, detail, given),
      markOf(slot),
      h.p(
        { class: "ts-row" },
        h.button({ class: "ts-main", id: `send-${slot}` }, say("fix_record")),
        plain(say("discard"), () => discard(what, key), `discard-${slot}`),
      ),
    );
    node.addEventListener("input", () => {
      /** @type {HTMLElement} */ (node.querySelector("[data-explained]")).hidden =
        read(node, slot).answer !== "explained";
      typing(slot, read(node, slot), node);
    });
    return node;
  }

  function read(node, slot) {
    const all = (name) =>
      [...node.querySelectorAll(`[name="${CSS.escape(`${name}-${slot}`)}"]:checked`)].map((box) => box.value);
    const { level, reason, owner, until, why } = node.elements;
    return {
      answer: all("answer")[0] || level?.value.trim().replace(",", ".") || "",
      reason: reason.value,
      evidence: all("evidence"),
      owner: owner.value,
      until: until.value,
      why: why.value,
    };
  }

  function discard(what, key) {
    const slot = slotFor(what, key);
    forget(slot);
    changing.delete(slot);
    act("keep", { person: state().person, number: state().round, slot, given: null }, `typed:${slot}`).catch((faults) =>
      desk.faults(faults),
    );
    kit.cards.refill(key);
    at(`open-${slot}`)?.focus();
    desk.announce(say("discarded"));
  }

  function send(what, key, given) {
    const slot = slotFor(what, key);
    const missing = [
      !given.why.trim() && say("need_why"),
      !given.answer && say("need_answer"),
      !given.reason.trim() && say("need_reason"),
      given.answer === "explained" && !(given.owner.trim() && given.until) && say("need_explained"),
    ].filter(Boolean);
    typing(slot, given);
    if (missing.length) return complain(missing);
    clearTimeout(timers.get(slot));
    timers.delete(slot);
    mark(slot, "recording");
    act(
      "correct",
      { person: state().person, key, basis: details.get(key).basis, what, ...given },
      `record:${slot}`,
    ).then(
      (reply) => {
        forget(slot);
        changing.delete(slot);
        kit.cards.applied(key, reply.patch);
        at(`open-${slot}`)?.focus();
        desk.announce(say("corrected_done"));
      },
      (faults) => {
        if (!Array.isArray(faults)) return;
        desk.faults(faults);
        typing(slot, given);
        kit.cards.fetchDetail(key);
      },
    );
  }

  // What stood there first beside what stands there now.
  const beside = (was, now) =>
    h.dl({ class: "ts-figures ts-turned" }, h.div(h.dt(say("was")), h.dd(was)), h.div(h.dt(say("is_now")), h.dd(now)));

  return { correction, beside };
}
