// The form in which the chair records a point: what was agreed on a cell, or a finding on the checklist.

import { h } from "../../web/kit/elements.js";

/** @param {import("./kit.js").Kit} kit */
export function recordFormOf(kit) {
  const { desk, say, act, state, at, view, typed, changing, details, timers, slotOf, isCheck, rowOf } = kit;
  const { typing, forget, mark, markOf, hint, plain, personName, more, pick, piece, opener, complain } = kit;

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
    const given = typed.get(slot) || first(key, detail);
    const form = h.form(
      {
        class: "ts-form",
        novalidate: true,
        onsubmit: (event) => {
          event.preventDefault();
          send(key, read(form));
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
      answers(key, detail.asked, given),
      explanation(key, given),
      reason(key, given),
      evidence(key, detail, given),
      !check && [present(key, given), dissents(key, given)],
      markOf(slot),
      h.p(
        { class: "ts-row" },
        h.button({ class: "ts-main" }, say(check ? "record_check" : "record_agreed")),
        h.button(
          { type: "button", id: `discard-${key}`, hidden: !typed.has(slot), onclick: () => discard(key) },
          say("discard"),
        ),
        !check && plain(say("note_here"), () => kit.noteHere(key)),
      ),
    );
    form.addEventListener("input", () => {
      reveal(form);
      typing(slot, read(form), form);
    });
    return form;
  }

  const first = (_key, detail) =>
    detail.record || {
      answer: "",
      reason: "",
      evidence: detail.cited,
      present: view.present || kit.there(),
      dissent: {},
      owner: "",
      until: "",
    };

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
      inputmode: "decimal",
      autocomplete: "off",
      value: /^-?\d/.test(given.answer) ? local(given.answer) : "",
    });
    number.addEventListener("input", () =>
      number
        .closest("form")
        .querySelectorAll(`[name="${CSS.escape(name)}"]`)
        .forEach((part) => {
          /** @type {HTMLInputElement} */ (part).checked = false;
        }),
    );
    const none = h.fieldset(
      {
        onchange: () => {
          number.value = "";
        },
      },
      h.legend(say("or_none")),
      radios,
    );
    return [h.label({ for: number.id }, say("level_typed", asked.typed)), number, none];
  }

  const local = (number) => (state().language === "nl" ? number.replace(".", ",") : number);

  const explanation = (key, given) =>
    h.div(
      { "data-explained": "", hidden: given.answer !== "explained" },
      h.label({ for: `owner-${key}` }, say("owner")),
      h.input({ id: `owner-${key}`, name: "owner", value: given.owner, autocomplete: "off" }),
      h.label({ for: `until-${key}` }, say("until")),
      h.input({ id: `until-${key}`, name: "until", type: "date", value: given.until }),
    );

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

  function evidence(key, detail, given) {
    const cited = new Set([...detail.cited, ...given.evidence]);
    const box = (cited) =>
      pick("checkbox", `evidence-${key}`, cited.id, given.evidence.includes(cited.id), piece(cited));
    const row = (cited) =>
      cited.kept ? h.div({ class: "ts-row" }, box(cited), opener(cited, `form-${key}`)) : box(cited);
    const near = state().evidence.filter((known) => cited.has(known.id)),
      far = state().evidence.filter((known) => !cited.has(known.id));
    return h.fieldset(
      h.legend(say("evidence_pick")),
      near.map(row),
      far.length > 0 ? more(say("evidence_other"), far.map(row)) : near.length === 0 && hint(say("evidence_empty")),
    );
  }

  const present = (key, given) =>
    h.fieldset(
      h.legend(say("present")),
      state().people.map((member) =>
        pick("checkbox", `present-${key}`, member.id, given.present.includes(member.id), personName(member)),
      ),
    );

  function dissents(key, given) {
    const dissenting = (member) => {
      const against = member.id in given.dissent,
        id = `why-${key}-${member.id}`;
      return [
        pick("checkbox", `dissent-${key}`, member.id, against, say("dissent_who", { who: personName(member) })),
        h.div(
          { "data-dissent": member.id, hidden: !against },
          h.label({ for: id }, say("dissent_why", { who: member.name })),
          h.textarea({ id, dir: "auto", value: given.dissent[member.id] || "" }),
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

  function read(form) {
    const key = form.querySelector("h4").id.slice(5);
    const all = (name) =>
      [...form.querySelectorAll(`[name="${CSS.escape(`${name}-${key}`)}"]:checked`)].map((box) => box.value);
    const level = form.elements.level?.value.trim().replace(",", ".");
    const against = all("dissent").map((who) => [
      who,
      form.querySelector(`[data-dissent="${CSS.escape(who)}"] textarea`).value,
    ]);
    return {
      answer: all("answer")[0] || level || "",
      reason: form.elements.reason.value,
      evidence: all("evidence"),
      present: all("present"),
      dissent: Object.fromEntries(against),
      owner: form.elements.owner.value,
      until: form.elements.until.value,
    };
  }

  function reveal(form) {
    const given = read(form);
    form.querySelector("[data-explained]").hidden = given.answer !== "explained";
    form.querySelectorAll("[data-dissent]").forEach((part) => {
      part.hidden = !(part.dataset.dissent in given.dissent);
    });
  }

  function asAll(key, form, detail) {
    const given = read(form),
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

  function discard(key) {
    const slot = slotOf(key);
    forget(slot);
    changing.delete(key);
    act("keep", { person: state().person, number: state().round, slot, given: null }, `typed:${slot}`).catch((faults) =>
      desk.faults(faults),
    );
    at(`tags-${key}`).replaceWith(kit.cards.tags(rowOf(key)));
    kit.cards.refill(key);
    at(`point-${key}`).focus();
    desk.announce(say("discarded"));
  }

  function lacks(given, check) {
    const bare = Object.keys(given.dissent).filter((who) => !given.dissent[who].trim());
    return [
      !given.answer && say("need_answer"),
      !given.reason.trim() && say("need_reason"),
      given.answer === "explained" && !(given.owner.trim() && given.until) && say("need_explained"),
      !check && given.present.length === 0 && say("need_present"),
      ...bare.map((who) => say("need_dissent", { who: kit.nameOf(who) })),
    ].filter(Boolean);
  }

  // Only here, when the chair says so, something becomes a record.
  function send(key, given) {
    const check = isCheck(key),
      slot = slotOf(key),
      missing = lacks(given, check);
    typing(slot, given);
    if (missing.length) return complain(missing);
    clearTimeout(timers.get(slot));
    timers.delete(slot);
    mark(slot, "recording");
    const { present: there, dissent, ...answer } = given;
    const whole = check ? answer : given;
    view.present = check ? view.present : there;
    const sent = { person: state().person, key, basis: details.get(key).basis, ...whole };
    act(check ? "check" : "agree", sent, `record:${slot}`).then(
      (reply) => kit.cards.recorded(key, reply.patch, given),
      (faults) => {
        if (!Array.isArray(faults)) return;
        desk.faults(faults);
        typing(slot, given);
        kit.cards.fetchDetail(key);
      },
    );
  }

  kit.fields = { answers, explanation, reason, evidence };
  return recordForm;
}
