// What comes before the form of the score page, and after it: the declaration, the chair's measure, the key, the seal.

import { moment } from "../../web/kit/dates.js";
import { h, placed } from "../../web/kit/elements.js";
import { complaint, refusedBy } from "../../web/kit/faults.js";
import { choice } from "../../web/kit/fields.js";
import { typedText } from "../../web/kit/outbox.js";

/** @param {import("./kit.js").Kit} kit */
export function gateOf({ desk, say, state, one }) {
  const typedInterest = () => typedText(state().key, String(state().person), "interests");
  /** @type {(name: string, code: string) => import("../../web/kit/elements.js").Child} */
  const coded = (name, code) => placed(say, name, h.code(code));

  let promised = ""; // who ticked the promise on this page; it stays when the page is drawn again, and not over a reload

  function declaration() {
    const typed = typedInterest(),
      kept = typed.read(),
      key = state().signing;
    const text = h.textarea({
      id: "described",
      "data-at": "description",
      dir: "auto",
      value: kept.text || "",
      maxlength: 20000,
      "aria-describedby": "described-hint",
      oninput: () => keep(),
    });
    const interest = (/** @type {string} */ name) =>
      choice(
        {
          type: "radio",
          name: "interests",
          id: `interests-${name}`,
          value: name,
          checked: kept.interests === name,
          onchange: () => keep(),
        },
        say(`interests_${name}`),
      );
    const promise = h.input({
      type: "checkbox",
      id: "confidential",
      name: "confidential",
      checked: promised === state().person,
      onchange: () => {
        promised = promise.checked ? String(state().person) : "";
      },
    });
    const form = h.form(
      { class: "ts-card", novalidate: true, "data-act": "declare", onsubmit: send },
      h.h2({ id: "declare-title", tabindex: "-1" }, say("declare")),
      h.p(say("declare_why")),
      bidders(),
      h.fieldset(h.legend(say("interests")), interest("none"), interest("described")),
      h.label({ for: "described" }, say("described")),
      h.p({ class: "ts-hint", id: "described-hint" }, say("described_hint")),
      text,
      h.fieldset(h.legend(say("confidential")), choice(promise, say("confidential_what"))),
      key?.here === false ? lost() : h.p({ class: "ts-hint" }, coded("key_made", key.folder)),
      h.p(h.button({ class: "ts-main", id: "declare-go" }, say("declare_go"))),
    );
    const interests = () => new FormData(form).get("interests");
    const keep = () => typed.write({ interests: interests(), text: text.value });
    /** @param {Event} event */
    function send(event) {
      event.preventDefault();
      const missing = [
        !interests() && complaint(say("interests_first"), "interests"),
        interests() === "none" && text.value.trim() && complaint(say("interests_both"), "description"),
        !promise.checked && complaint(say("confidential_first"), "confidential"),
      ].flatMap((fault) => fault || []);
      if (missing.length) return desk.faults(refusedBy("declare", missing));
      const description = interests() === "described" ? text.value : "";
      desk.act("declare", { person: state().person, interests: interests(), description }).then(() => {
        typed.write({});
        promised = "";
        (one("#held-title") || one(".ts-ask button[aria-expanded=true]") || one("h1")).focus();
        desk.announce(say("declared"));
      }, desk.faults);
    }
    return form;
  }

  /** Names who bids; those who came after somebody declared are told apart. */
  function bidders() {
    const all = state().bidders ?? [];
    if (!all.length) return h.p({ class: "ts-hint" }, say("bidders_none"));
    const later = all.filter((bidder) => bidder.later).length;
    return [
      h.p(say(later ? "bidders_later" : "bidders")),
      h.ul(
        { id: "bidders" },
        all.map(({ name, vendor, later }) =>
          h.li(
            h.bdi(name),
            vendor && [" (", h.bdi(vendor), ")"],
            later && [" ", h.span({ class: "ts-tag" }, say("bidder_new"))],
          ),
        ),
      ),
    ];
  }

  const lost = () =>
    h.div(
      { class: "ts-note", id: "key-lost" },
      h.p(h.strong(say("key_lost"))),
      h.p(coded("key_lost_what", state().signing.folder)),
      h.p(say("key_lost_last")),
    );

  // Declared, and still nothing to judge: the chair has to decide, or has.
  const held = () =>
    h.div(
      { class: "ts-card", id: "held" },
      h.h2({ id: "held-title", tabindex: "-1" }, say(state().gate)),
      h.p(say(`${state().gate}_what`)),
      state().reason && h.p({ dir: "auto" }, say("recused_reason", { reason: state().reason })),
      ownKey(),
    );

  const ownKey = () =>
    state().signing?.short && h.p({ class: "ts-hint" }, say("key_short"), " ", h.code(state().signing.short));

  // What somebody should know before the first answer: a key that is elsewhere, solutions that are left out.
  const beforehand = () => [
    state().keyed && state().signing.here === false && lost(),
    state().kept > 0 &&
      h.p(
        { class: "ts-note", id: "kept-from" },
        say(state().kept === 1 ? "kept_from_one" : "kept_from", { count: state().kept }),
      ),
  ];

  const again = () =>
    h.details({ class: "ts-again" }, h.summary({ id: "again" }, say("again")), h.p(say("again_what")), declaration());

  const sealed = () => {
    const { at, head, code, copy, encrypted } = state().sealed;
    return h.div(
      { class: "ts-card" },
      h.h2({ id: "sealed", tabindex: "-1" }, say("sealed")),
      h.p(say("sealed_at", { at: moment(state().language, at), person: state().person })),
      h.p(say(encrypted ? "sealed_what" : "sealed_plain")),
      h.p(say("sealed_code"), " ", h.strong(h.code({ id: "code" }, code))),
      h.p({ class: "ts-hint" }, say("sealed_head"), " ", h.code(head)),
      h.p(coded("sealed_copy", copy)),
      ownKey(),
    );
  };

  return { declaration, held, beforehand, again, sealed };
}
