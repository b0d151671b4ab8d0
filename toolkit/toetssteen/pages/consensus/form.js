// The form in which the chair records a point: what was agreed on a cell, or a finding on the checklist.

import { find, h } from "../../web/kit/elements.js";
import { complaint } from "../../web/kit/faults.js";
import { asSent, levelInField, numberField } from "../../web/kit/number_field.js";

/** @typedef {import("./detail.d.ts").Detail} Detail */
/** @typedef {import("./detail.d.ts").Answer} Answer */
/** @typedef {import("./detail.d.ts").Agreement} Agreement */
/** @typedef {import("./kit.js").CommitteeMember} CommitteeMember */
/** @typedef {import("./kit.js").CitedPiece} CitedPiece */
/** @typedef {import("./kit.js").Child} Child */

/** @param {import("./kit.js").Kit} kit */
export function recordFormOf(kit) {
  const { desk, say, state, at, view, typed, changing, slotOf, isCheck, rowOf } = kit;
  const { hint, plain, nameOf, personName, more, pick, piece, opener } = kit;
  const { typing, record, markOf } = kit.drafts;

  /** @param {string} key @param {Detail} detail */
  function recordForm(key, detail) {
    const slot = slotOf(key),
      check = isCheck(key);
    if (!state().may[check ? "check" : "agree"]) {
      const phase = check ? !["preparing", "closed"].includes(state().phase) : state().phase === "scored";
      return phase && hint(say(check ? "who_not_check" : "who_not"));
    }
    if (detail.record && !changing.has(key) && !typed.has(slot)) {
      return h.p(
        plain(say("change"), () => {
          changing.add(key);
          kit.cards.refill(key);
          at(`form-${key}`).focus();
        }),
        " ",
        h.span({ class: "ts-hint" }, say("change_hint")),
      );
    }
    const given = typed.get(slot) || first(detail);
    const form = h.form(
      {
        class: "ts-form",
        novalidate: true,
        "data-act": `record:${slot}`,
        onsubmit: (/** @type {Event} */ event) => {
          event.preventDefault();
          send(key, readWhole(form, key), detail.basis);
        },
      },
      h.h4({ id: `form-${key}`, tabindex: "-1" }, say(check ? "form_check" : "form_agree")),
      detail.same &&
        !detail.record &&
        h.p(
          plain(say("as_all"), () => asAll(key, form, detail)),
          " ",
          h.span({ class: "ts-hint" }, say("as_all_hint")),
        ),
      answer(key, detail, given),
      !check && [present(key, given), dissents(key, given)],
      markOf(slot),
      h.p(
        { class: "ts-row" },
        h.button({ class: "ts-main" }, say(check ? "record_check" : "record_agreed")),
        h.button(
          { type: "button", id: `discard-${key}`, hidden: !typed.has(slot), onclick: () => discard(key) },
          say("discard"),
        ),
        !check && plain(say("note_here"), () => kit.notes.noteHere(key)),
      ),
    );
    form.addEventListener("input", () => {
      const now = readWhole(form, key);
      reveal(form, now);
      for (const part of form.querySelectorAll("[data-dissent]"))
        part.toggleAttribute("hidden", !(String(part.getAttribute("data-dissent")) in now.dissent));
      typing(slot, now);
    });
    return form;
  }

  /** @type {(detail: Detail) => Agreement} */
  const first = (detail) =>
    detail.record || {
      answer: "",
      reason: "",
      evidence: detail.cited,
      present: view.present || kit.meeting.there(),
      dissent: {},
      owner: "",
      until: "",
    };

  /** @type {(key: string, detail: Detail, given: Answer) => Child} */
  const answer = (key, detail, given) => [
    answers(key, detail.asked, given),
    explanation(key, given),
    reason(key, given),
    evidence(key, detail, given),
  ];

  /** @param {string} key @param {Detail["asked"]} asked @param {Answer} given */
  function answers(key, asked, given) {
    const name = `answer-${key}`;
    const radios = asked.answers.map((answer) =>
      pick(
        "radio",
        name,
        answer.answer,
        given.answer === answer.answer,
        h.strong(answer.name, answer.label && ` · ${answer.label}`),
        answer.text && `: ${answer.text}`,
      ),
    );
    if (!asked.typed) return h.fieldset(h.legend(say("level")), radios);
    const number = h.input({
      id: `level-${key}`,
      name: "level",
      "data-at": "answer",
      autocomplete: "off",
      value: /^-?\d/.test(given.answer) ? levelInField(given.answer, state().language) : "",
    });
    number.addEventListener("input", () => {
      for (const radio of none.querySelectorAll("input")) radio.checked = false;
    });
    const told = numberField(desk, number, "number");
    const none = h.fieldset(
      {
        onchange: () => {
          number.value = "";
        },
      },
      h.legend(say("or_none")),
      radios,
    );
    return [
      h.label({ for: number.id }, say("level_typed", asked.typed)),
      h.span({ class: "ts-row" }, number, told),
      none,
    ];
  }

  /** @type {(key: string, given: Answer) => Child} */
  const explanation = (key, given) =>
    h.div(
      { "data-explained": "", hidden: given.answer !== "explained" },
      h.label({ for: `owner-${key}` }, say("owner")),
      h.input({ id: `owner-${key}`, name: "owner", value: given.owner, autocomplete: "off" }),
      h.label({ for: `until-${key}` }, say("until")),
      h.input({ id: `until-${key}`, name: "until", type: "date", value: given.until }),
    );

  /** @type {(key: string, given: Answer) => Child} */
  const reason = (key, given) => [
    h.label({ for: `reason-${key}` }, say("reason")),
    hint(say("reason_hint"), `hint-${key}`),
    h.textarea({
      id: `reason-${key}`,
      name: "reason",
      dir: "auto",
      "aria-describedby": `hint-${key}`,
      value: given.reason,
    }),
  ];

  /** @param {string} key @param {Detail} detail @param {Answer} given */
  function evidence(key, detail, given) {
    const cited = new Set([...detail.cited, ...given.evidence]);
    const box = (/** @type {CitedPiece} */ cited) =>
      pick("checkbox", `evidence-${key}`, cited.id, given.evidence.includes(cited.id), piece(cited));
    const row = (/** @type {CitedPiece} */ cited) =>
      cited.kept ? h.div({ class: "ts-row" }, box(cited), opener(cited, `form-${key}`)) : box(cited);
    const near = state().evidence.filter((known) => cited.has(known.id)),
      far = state().evidence.filter((known) => !cited.has(known.id));
    return h.fieldset(
      h.legend(say("evidence_pick")),
      near.map(row),
      far.length > 0 ? more(say("evidence_other"), far.map(row)) : near.length === 0 && hint(say("evidence_empty")),
    );
  }

  /** @type {(key: string, given: Agreement) => Child} */
  const present = (key, given) =>
    h.fieldset(
      h.legend(say("present")),
      state().people.map((member) =>
        pick("checkbox", `present-${key}`, member.id, given.present.includes(member.id), personName(member)),
      ),
    );

  /** @param {string} key @param {Agreement} given */
  function dissents(key, given) {
    const dissenting = (/** @type {CommitteeMember} */ member) => {
      const against = member.id in given.dissent,
        id = `why-${key}-${member.id}`;
      return [
        pick("checkbox", `dissent-${key}`, member.id, against, say("dissent_who", { who: personName(member) })),
        h.div(
          { "data-dissent": member.id, hidden: !against },
          h.label({ for: id }, say("dissent_why", { who: member.name })),
          h.textarea({
            id,
            name: id,
            "data-at": `dissent.${member.id}`,
            dir: "auto",
            value: given.dissent[member.id] || "",
          }),
        ),
      ];
    };
    return h.details(
      { open: Object.keys(given.dissent).length > 0 },
      h.summary(say("dissent")),
      hint(say("dissent_hint")),
      h.fieldset(h.legend({ class: "ts-hidden" }, say("dissent")), state().people.map(dissenting)),
    );
  }

  /**
   * What a form of an answer has.
   * @param {HTMLFormElement} form
   * @param {string} key
   */
  function read(form, key) {
    const { all, one } = inside(form, key);
    return {
      answer: all("answer")[0] || asSent(one("level"), state().language, "number"),
      reason: one("reason"),
      evidence: all("evidence"),
      owner: one("owner"),
      until: one("until"),
    };
  }

  /** @type {(form: HTMLFormElement, key: string) => Agreement} */
  function readWhole(form, key) {
    const { all, one } = inside(form, key);
    const against = all("dissent").map((who) => [who, one(`why-${key}-${who}`)]);
    return { ...read(form, key), present: all("present"), dissent: Object.fromEntries(against) };
  }

  /** @param {HTMLFormElement} form @param {Answer} given */
  const reveal = (form, given) => {
    find(form, "[data-explained]").hidden = given.answer !== "explained";
  };

  /** @param {string} key @param {HTMLFormElement} form @param {Detail} detail */
  function asAll(key, form, detail) {
    const given = readWhole(form, key),
      written = given.reason.trim();
    const filled = {
      ...given,
      answer: detail.same,
      reason: written ? `${written}\n\n${detail.reasons}` : detail.reasons,
    };
    typing(slotOf(key), filled);
    kit.cards.refill(key);
    at(`reason-${key}`).focus();
    desk.announce(say("as_all_done"));
  }

  /** @param {string} key */
  function discard(key) {
    kit.drafts.discard(slotOf(key));
    changing.delete(key);
    const row = rowOf(key);
    if (row) at(`tags-${key}`).replaceWith(kit.cards.tags(row));
    kit.cards.refill(key);
    at(`point-${key}`).focus();
    desk.announce(say("discarded"));
  }

  /** @param {Answer} given */
  const lacks = (given) => [
    !given.answer && complaint(say("need_answer"), "answer"),
    !given.reason.trim() && complaint(say("need_reason"), "reason"),
    given.answer === "explained" &&
      !(given.owner.trim() && given.until) &&
      complaint(say("need_explained"), given.owner.trim() ? "until" : "owner"),
  ];

  /** @param {Agreement} given @param {boolean} check */
  function lacksWhole(given, check) {
    const bare = Object.keys(given.dissent).filter((who) => !given.dissent[who].trim());
    return [
      ...lacks(given),
      !check && given.present.length === 0 && complaint(say("need_present"), "present"),
      ...bare.map((who) => complaint(say("need_dissent", { who: nameOf(who) }), `dissent.${who}`)),
    ];
  }

  /**
   * Only here, when the chair says so, something becomes a record.
   * @param {string} key
   * @param {Agreement} given
   * @param {string} basis
   */
  function send(key, given, basis) {
    const check = isCheck(key),
      missing = lacksWhole(given, check);
    const { present: there, dissent, ...answer } = given;
    if (!check && !missing.some(Boolean)) view.present = there;
    record(
      slotOf(key),
      given,
      missing,
      check ? "check" : "agree",
      { key, basis, ...(check ? answer : given) },
      (patch) => kit.cards.recorded(key, patch, given),
      () => kit.cards.fetchDetail(key),
    );
  }

  return { recordForm, answer, read, reveal, lacks };
}

/**
 * What is chosen and typed in a form under a name.
 * @param {HTMLFormElement} form
 * @param {string} key
 */
function inside(form, key) {
  const data = new FormData(form);
  return {
    all: (/** @type {string} */ name) => data.getAll(`${name}-${key}`).map(String),
    one: (/** @type {string} */ name) => String(data.get(name) ?? ""),
  };
}
