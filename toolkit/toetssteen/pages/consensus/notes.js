// Below the points: tensions and compromises noted on the spot, and the way to the next phase.

import { find, h, put } from "../../web/kit/elements.js";
import { complaint, faultAt, saysWhy } from "../../web/kit/faults.js";
import { keepFocus } from "../../web/kit/focus.js";

/** @typedef {{ text: string, values?: string[], value?: string }} Note a tension between values, or a compromise on one */
/**
 * @typedef {object} Move
 * @property {string} [to]
 * @property {string} [verb]
 * @property {string} what
 * @property {string} doing
 * @property {string} done
 * @property {string} [why]
 * @property {string} [lacking]
 * @property {{ says: string, yes: string }} [sure]
 */

/** @param {import("./kit.js").Kit} kit */
export function notesOf(kit) {
  const { desk, say, act, state, at, view, typed, rowOf, prose, hint, main, plain, pick } = kit;
  const { typing, forget, record, markOf } = kit.drafts;

  // Tensions and compromises.
  function notes() {
    const kinds = { "tension-recorded": "tension_of", "compromise-recorded": "compromise_of" };
    return h.section(
      { id: "ts-notes" },
      h.h2({ id: "ts-notes-title", tabindex: "-1" }, say("notes")),
      h.p(say("notes_intro")),
      state().notes.length
        ? h.ul(
            state().notes.map((note) =>
              h.li(h.strong(say(kinds[note.kind], { values: note.values.join(" · ") })), prose(note.text)),
            ),
          )
        : hint(say("notes_none")),
      state().may.note ? noteForm() : !["preparing", "closed"].includes(state().phase) && hint(say("who_not_note")),
    );
  }

  function noteForm() {
    const slot = view.note,
      tension = slot === "tension-recorded";
    const given = typed.get(slot) || empty();
    /** @type {(value: typeof slot, text: string) => HTMLLabelElement} */
    const kind = (value, text) => pick("radio", "note-kind", value, slot === value, say(text));
    const value = h.select(
      { id: "note-value", name: "value" },
      h.option({ value: "" }, say("choose_value")),
      state().values.map((value) => h.option({ value: value.id }, value.title)),
    );
    value.value = given.value || "";
    const text = h.textarea({ id: "note-text", "data-at": "text", dir: "auto", value: given.text });
    const gather = () =>
      tension
        ? { text: text.value, values: new FormData(form).getAll("note-values").map(String) }
        : { text: text.value, value: value.value };
    const kinds = h.fieldset(
      h.legend(say("note_kind")),
      kind("tension-recorded", "tension"),
      kind("compromise-recorded", "compromise"),
    );
    kinds.addEventListener("input", (event) => event.stopPropagation()); // which kind it is, is not typed
    kinds.addEventListener("change", () => {
      view.note = tension ? "compromise-recorded" : "tension-recorded";
      redrawNotes();
    });
    const form = h.form(
      {
        class: "ts-card ts-form",
        novalidate: true,
        "data-act": `record:${slot}`,
        onsubmit: (/** @type {Event} */ event) => {
          event.preventDefault();
          sendNote(slot, gather());
        },
      },
      kinds,
      tension
        ? h.fieldset(
            h.legend(say("tension_values")),
            state().values.map((value) =>
              pick("checkbox", "note-values", value.id, given.values.includes(value.id), value.title),
            ),
          )
        : [h.label({ for: "note-value" }, say("compromise_value")), value],
      h.label({ for: "note-text" }, say("note_text")),
      text,
      markOf(slot),
      h.button({ class: "ts-main" }, say("note_record")),
    );
    form.addEventListener("input", () => typing(slot, gather()));
    return form;
  }

  /** @type {(value?: string) => Note} of the kind that is chosen now */
  const empty = (value) =>
    view.note === "tension-recorded" ? { values: value ? [value] : [], text: "" } : { value: value ?? "", text: "" };

  const redrawNotes = () => keepFocus(() => at("ts-notes").replaceWith(notes()));

  /** @param {string} key */
  function noteHere(key) {
    const value = rowOf(key)?.value;
    if (value && !typed.has(view.note)) typed.set(view.note, empty(value));
    redrawNotes();
    at("ts-notes-title").focus();
    at("ts-notes").scrollIntoView({ block: "start" });
  }

  /** @param {string} slot @param {Note} given */
  function sendNote(slot, given) {
    const count = given.values?.length ?? 2;
    const missing = [
      (count < 2 || count > 4) && complaint(say("need_values"), "values"),
      given.value === "" && complaint(say("need_value"), "value"),
      !given.text.trim() && complaint(say("need_text"), "text"),
    ];
    record(slot, given, missing, "note", { slot, ...given }, (patch) => noted(slot, patch));
  }

  /** @param {string} slot @param {Pick<import("./kit.js").State, "notes" | "heads">} patch */
  function noted(slot, patch) {
    forget(slot);
    Object.assign(state(), patch);
    redrawNotes();
    at("note-text")?.focus();
    desk.announce(say("noted"));
  }

  // To the next phase.
  function over() {
    const drafts = [...typed.keys()].filter((slot) => slot !== "move").length;
    const lines = drafts
      ? [
          ...state().open,
          {
            text: say("over_typed", { count: drafts }),
            keys: [...typed.keys()].filter((slot) => slot.startsWith("point:")).map((slot) => slot.slice(6)),
          },
        ]
      : state().open;
    return h.section(
      { id: "ts-over" },
      h.h2(say("over")),
      lines.length ? [h.p(say("over_open")), h.ul(lines.map(openLine))] : h.p(say("over_nothing")),
      state().may.move
        ? mover({ to: "agreed", what: "over_what", doing: "over_do", done: "over_done", ...overWhy() })
        : hint(say("who_not")),
    );
  }

  function overWhy() {
    const { all, recorded } = state().progress,
      count = all - recorded;
    return count
      ? { why: say("over_why", { count, all }), lacking: say("over_why_missing") }
      : { why: say("over_reason") };
  }

  /** @param {{ text: string, keys: string[] }} line */
  function openLine(line) {
    const names = h.ul();
    const show = () =>
      names.children.length ||
      put(
        names,
        line.keys.map((key) => {
          const row = rowOf(key);
          return row && h.li(plain(`${row.title}, ${row.name}`, () => kit.cards.openPoint(key)));
        }),
      );
    return h.li(line.text, line.keys.length > 0 && h.details({ ontoggle: show }, h.summary(say("over_names")), names));
  }

  /**
   * Sends a move to a phase, or (with its own verb) the opening of the seals. With `lacking` it takes a reason, asked
   * for at the field; with `sure` it says what it means before it is done.
   * @param {Move} given
   */
  function mover(given) {
    const { what, why, lacking, doing, sure } = given;
    const text = h.textarea({
      id: "move-reason",
      "data-at": "reason",
      dir: "auto",
      required: Boolean(lacking),
      value: typed.get("move")?.reason || "",
      oninput: () => typing("move", { reason: text.value }),
    });
    const go = () => {
      if (lacking && !saysWhy(text.value)) return faultAt(text, lacking);
      if (sure && !view.sure) return ask(true);
      return send(given, why ? text.value : "");
    };
    const told =
      sure &&
      view.sure &&
      h.div(
        { class: "ts-confirm", role: "group", "aria-labelledby": "move-sure" },
        h.p({ id: "move-sure", tabindex: "-1" }, h.strong(sure.says)),
        h.p(
          { class: "ts-row" },
          main(sure.yes, go, "move-yes"),
          plain(say("sure_no"), () => ask(false), "move-no"),
        ),
      );
    return h.div(
      { "data-act": given.verb ?? "move" },
      h.p(say(what)),
      why && [h.label({ for: "move-reason" }, why), text],
      markOf("move"),
      told || h.p(main(say(doing), go, "move-go")),
    );
  }

  /** @param {boolean} on */
  function ask(on) {
    view.sure = on;
    desk.redraw();
    at(on ? "move-sure" : "move-go")?.focus();
  }

  /** @param {Move} given @param {string} reason */
  function send({ to, done, verb = "move" }, reason) {
    view.sure = false;
    forget("move");
    act(verb, { person: state().person, ...(to ? { to } : {}), reason }).then(
      () => {
        desk.announce(say(done));
        find(desk.root, "h1").focus();
      },
      (faults) => {
        if (reason) typing("move", { reason });
        desk.redraw();
        desk.faults(faults);
      },
    );
  }

  return { notes, noteHere, noted, over, mover };
}
