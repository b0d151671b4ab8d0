// What every section of the prepare page uses: what was typed and not saved, saving, fields, parts that unfold.

import { chosenOf } from "../../web/kit/chosen_file.js";
import { moment } from "../../web/kit/dates.js";
import { grid, h } from "../../web/kit/elements.js";
import { unreadable } from "../../web/kit/faults.js";
import { choice, field, typedFields } from "../../web/kit/fields.js";
import { keepFocus } from "../../web/kit/focus.js";

// The section in which something that was typed is told of: swings are told of with the weights.
const slotOf = (id) => (id.startsWith("ways/") ? "weights" : id.split("/")[0]);

export const METHOD_PARTS = ["criteria", "scoping", "weights", "rules", "price"]; // what the method is made of

/** @typedef {ReturnType<typeof prepareKit>} Kit */

/** @param {import("../../web/kit/desk.js").Desk<import("./state.d.ts").PrepareState>} desk */
export function prepareKit(desk) {
  const { say } = desk;
  /** @type {(id: string) => HTMLInputElement} a field, or any other element that the page drew */
  const find = (id) => desk.root.querySelector(`[id="${CSS.escape(id)}"]`);
  /** @type {(name: string) => HTMLInputElement} */
  const ticked = (name) => desk.root.querySelector(`input[name="${CSS.escape(name)}"]:checked`);
  const open = new Set();
  const saved = new Set();
  const typed = typedFields(`toetssteen:${desk.state.key}:typed`);

  const kit = {
    desk,
    say,
    busy: 0,
    chosen: chosenOf(desk),
    find,
    stateWord: (part) =>
      part.state === "at"
        ? part.name
        : say(
            { done: "state_done", open: "state_open", later: "state_later", try: "state_try", past: "state_past" }[
              part.state
            ],
          ),
    value: typed.get,
    type(id, value) {
      typed.set(id, value);
      saved.delete(slotOf(id));
      kit.mark(slotOf(id));
    },
    // What a field shows now. What is sent is read here, so that it is what somebody sees; of a field that is not
    // there (any more) nothing is sent.
    /** @type {(id: string) => string} */
    shown: (id) => (find(id) ?? ticked(id))?.value ?? "",
    unsaved: (section) =>
      Object.entries(typed.all()).some(
        ([id, value]) => slotOf(id) === section && (!id.startsWith("ways/") || value === "swing"),
      ),
    // The sections with a field that shows what was typed and not saved: it is not in what is worked out or frozen.
    unsavedOf: (...sections) =>
      sections.filter((name) =>
        name === "weights"
          ? kit.unsaved(name)
          : [...(find(name)?.querySelectorAll("input, select, textarea") ?? [])].some(
              (field) => typed.has(field.id) || typed.has(field.getAttribute("name")),
            ),
      ),
    unsavedNote(...sections) {
      const names = kit
        .unsavedOf(...sections)
        .map((name) => say(`${name}_heading`))
        .join(", ");
      return names && h.p({ class: "ts-note" }, say("unsaved_parts", { names }));
    },
    typedIn: (section) =>
      Object.fromEntries(
        Object.entries(typed.all(section)).filter(([id]) => id === section || id.startsWith(`${section}/`)),
      ),
    // Forgets what was typed in a section; with `sent` not what was typed on after that was sent.
    forget: (section, sent) => typed.forget(sent ?? kit.typedIn(section)),
    forgetAll(...sections) {
      for (const section of sections) kit.forget(section);
    },
    // Gives what a choice shows: what was chosen, while it is offered; otherwise what is kept.
    offered(id, options, otherwise) {
      if (typed.has(id) && !options.some(([value]) => value === typed.get(id))) typed.forget({ [id]: typed.get(id) });
      return kit.value(id, otherwise);
    },
    markText: (section) => (kit.unsaved(section) ? say("typed") : saved.has(section) ? say("saved") : ""),
    odd: (section) => unreadable(find(section), say("unreadable")),
    mark(section, text) {
      const node = document.getElementById(`${section}-mark`);
      if (node) node.textContent = text ?? kit.markText(section);
    },
    markNode: (section) => h.span({ class: "ts-mark", id: `${section}-mark` }, kit.markText(section)),
    // Merges what an act gave; a page that missed something in between asks for all of it.
    take(reply) {
      const patch = reply.patch;
      if (!patch?.sections) return patch?.stopped ? desk.act("look", {}) : undefined;
      if (patch.was !== desk.state.mark) return desk.act("look", {});
      const { was, sections, ...rest } = patch;
      desk.state = { ...desk.state, ...rest, sections: { ...desk.state.sections, ...sections } };
      keepFocus(kit.draw);
      return undefined;
    },
    // Sends an act; `section` is also the slot under which it waits in the outbox. The promise says whether it was saved.
    async save(section, verb, given, text, options = {}) {
      const name = options.redraw || section,
        sent = kit.typedIn(section);
      kit.busy += 1;
      kit.mark(section, say("saving"));
      desk.announce(say("saving"));
      try {
        const reply = await desk.act(verb, given, options.once ? undefined : section);
        kit.forget(section, sent);
        saved.add(section);
        await kit.take(reply);
        kit.redraw(name);
        desk.announce(text);
        return true;
      } catch (faults) {
        if (!Array.isArray(faults)) throw faults;
        kit.mark(section, say("unsaved"));
        desk.faults(faults);
        return false;
      } finally {
        kit.busy -= 1;
      }
    },
    /** @type {(id: string, label: import("../../web/kit/elements.js").Child, given?: Record<string, any>) => any[]} */
    input: (id, label, { otherwise, ...given } = {}) =>
      field(id, label, kit.value(id, otherwise), (value) => kit.type(id, value), given),
    select(id, label, choices, otherwise, hint) {
      const now = kit.offered(id, choices, otherwise);
      const options = now === "" || choices.some(([value]) => value === now) ? choices : [...choices, [now, now]]; // what is kept is shown, also where it is not offered
      return [
        h.label({ for: id }, label),
        hint && h.p({ class: "ts-hint", id: `${id}-hint` }, hint),
        h.select(
          { id, "aria-describedby": hint ? `${id}-hint` : null, onchange: (event) => kit.type(id, event.target.value) },
          options.map(([value, text]) => h.option({ value, selected: value === now }, text)),
        ),
      ];
    },
    radios(id, legend, options, otherwise, given = {}) {
      const now = kit.offered(id, options, otherwise);
      return h.fieldset(
        h.legend(legend),
        given.hint && h.p({ class: "ts-hint" }, given.hint),
        options.map(([value, text, more]) =>
          choice(
            {
              type: "radio",
              name: id,
              value,
              id: `${id}=${value}`,
              checked: value === now,
              onchange: () => {
                kit.type(id, value);
                given.chosen?.(value);
              },
            },
            text,
            more && [h.br(), h.span({ class: "ts-hint" }, more)],
          ),
        ),
      );
    },
    // A part that unfolds, and stays open when its section is drawn again.
    unfold(id, summary, ...content) {
      return h.details(
        {
          id,
          open: open.has(id),
          ontoggle: (event) => {
            if (event.target.open) open.add(id);
            else open.delete(id);
          },
        },
        h.summary({ id: `${id}-sum` }, summary),
        content,
      );
    },
    opened(node) {
      node.querySelectorAll("details").forEach((details) => {
        if (open.has(details.id)) details.open = true;
      });
    },
    table: (caption, heads, rows, numbers = []) => grid(caption, heads, rows, (column) => numbers.includes(column)),
    standing: (standing) => (standing === "applies" ? null : h.span({ class: "ts-tag" }, say(`standing_${standing}`))),
    day: (at) => `${moment(desk.state.language, at, "UTC")} UTC`,
    // One confirmation: the first button unfolds what it means, the second does it.
    confirm(id, label, what, content, go, options = {}) {
      const shown = open.has(`confirm-${id}`);
      const turn = (on) => {
        if (on) open.add(`confirm-${id}`);
        else open.delete(`confirm-${id}`);
        kit.redraw(options.section);
        (
          document.getElementById(on ? `${id}-sure` : `${id}-ask`) ||
          document.getElementById(options.after || `${options.section}-title`)
        )?.focus();
      };
      if (!shown)
        return h.p(
          h.button(
            { type: "button", id: `${id}-ask`, class: options.plain ? null : "ts-main", onclick: () => turn(true) },
            label,
          ),
        );
      return h.div(
        { class: "ts-confirm", role: "group", "aria-labelledby": `${id}-sure` },
        h.p({ id: `${id}-sure`, tabindex: "-1" }, h.strong(what)),
        content,
        h.p(
          { class: "ts-row" },
          h.button(
            {
              type: "button",
              id: `${id}-yes`,
              class: "ts-main",
              onclick: () => {
                go().then((done) => {
                  if (done) turn(false);
                });
              },
            },
            options.yes || label,
          ),
          h.button({ type: "button", id: `${id}-no`, onclick: () => turn(false) }, say("no")),
        ),
      );
    },
    focus(...ids) {
      ids
        .map((id) => document.getElementById(id))
        .find(Boolean)
        ?.focus();
    },
    // The weights are another section: what a change of the set does to them is said with it.
    uneven: () => desk.state.sections.weights.faults?.length > 0,
  };
  return kit;
}
