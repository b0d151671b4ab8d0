// What every section of the prepare page uses: what was typed and not saved, saving, fields, parts that unfold.

import { chosenOf } from "../../web/kit/chosen_file.js";
import { moment } from "../../web/kit/dates.js";
import { grid, h } from "../../web/kit/elements.js";
import { exactly, shownExactly } from "../../web/kit/exact.js";
import { faultAt, faultList, placeFaults, refusedBy, unmarkAll, unreadable } from "../../web/kit/faults.js";
import { choice, field, typedFields } from "../../web/kit/fields.js";
import { keepFocus } from "../../web/kit/focus.js";
import { asSent, numbered } from "../../web/kit/number_field.js";
import { inField } from "../../web/kit/numbers.js";

/** @typedef {import("../../web/kit/elements.js").Child} Child */
/** @typedef {import("../../web/kit/elements.js").Attributes} Attributes */
/** @typedef {import("../../web/kit/desk.js").Reply} Reply */
/** @typedef {import("./state.d.ts").PrepareState} PrepareState */
/** @typedef {import("./state.d.ts").PrepareSections} PrepareSections */
/** @typedef {{ [Name in keyof PrepareSections]: Required<PrepareSections[Name]> }} Sections as they are drawn: none that waits for an earlier one */
/** @typedef {Omit<Required<PrepareState>, "sections"> & { sections: Sections }} State of a page that is not stopped */
/** @typedef {[value: string, text: Child, more?: Child]} Option */
/** @typedef {ReturnType<typeof prepareKit>} Kit */
/** @typedef {import("../../web/kit/number_field.js").Kind} NumberKind */

/**
 * The section in which something that was typed is told of: swings are told of with the weights.
 * @param {string} id
 */
const slotOf = (id) => (id.startsWith("ways/") ? "weights" : id.split("/")[0]);

const METHOD_PARTS = ["criteria", "scoping", "weights", "rules", "price"]; // what the method is made of

/**
 * @param {import("../../web/kit/desk.js").Desk<State>} desk
 * @param {() => void} draw
 * @param {(name: string) => void} redraw draws a section again, also where nothing of it changed
 */
export function prepareKit(desk, draw, redraw) {
  const { say } = desk;
  /** @type {(selector: string) => HTMLInputElement | null} a field, or any other element that the page drew */
  const drawn = (selector) => desk.root.querySelector(selector);
  const named = (/** @type {string} */ id) => drawn(`[id="${CSS.escape(id)}"]`);
  /** @type {Set<string>} */
  const open = new Set();
  /** @type {Set<string>} */
  const saved = new Set();
  const typed = typedFields(`toetssteen:${desk.state.key}:typed`);
  const value = typed.get;
  let busy = 0;

  /** @param {string} id @param {string} text */
  function type(id, text) {
    typed.set(id, text);
    saved.delete(slotOf(id));
    mark(slotOf(id));
  }

  // What a field shows now. What is sent is read here, so that it is what somebody sees; of a field that is not
  // there (any more) nothing is sent.
  const shown = (/** @type {string} */ id) => {
    const field = named(id) ?? drawn(`input[name="${CSS.escape(id)}"]:checked`);
    const kind = field?.dataset.number;
    return kind ? asSent(field.value, desk.state.language, kind) : (field?.value ?? "");
  };

  /** @type {(id: string, text: string) => boolean} whether a level is weighed in another way than is kept */
  const isOtherWay = (id, text) => {
    const level = desk.state.sections.weights.levels?.find((level) => id === `ways/${level.id}`);
    return level !== undefined && level.unit !== text;
  };
  const unsaved = (/** @type {string} */ section) =>
    Object.entries(typed.all()).some(
      ([id, text]) => slotOf(id) === section && (!id.startsWith("ways/") || isOtherWay(id, text)),
    );

  /** Says which sections have a field that shows what was typed and not saved: it is not in what is worked out or frozen. */
  function unsavedNote() {
    const fields = (/** @type {string} */ name) => [
      ...(named(name)?.querySelectorAll("input, select, textarea") ?? []),
    ];
    const names = METHOD_PARTS.filter((name) =>
      name === "weights"
        ? unsaved(name)
        : fields(name).some((field) => typed.has(field.id) || typed.has(field.getAttribute("name") ?? "")),
    )
      .map((name) => say(`${name}_heading`))
      .join(", ");
    return names ? h.p({ class: "ts-note" }, say("unsaved_parts", { names })) : null;
  }

  /** @param {string} section */
  const typedIn = (section) =>
    Object.fromEntries(
      Object.entries(typed.all(section)).filter(([id]) => id === section || id.startsWith(`${section}/`)),
    );

  /** @param {...string} sections in which what was typed is forgotten */
  function forget(...sections) {
    for (const section of sections) typed.forget(typedIn(section));
  }

  /**
   * Gives what a choice shows: what was chosen, while it is offered; otherwise what is kept.
   * @param {string} id @param {Option[]} options @param {string | null} otherwise
   */
  function offered(id, options, otherwise) {
    if (typed.has(id) && !options.some(([value]) => value === typed.get(id))) typed.forget({ [id]: typed.get(id) });
    return value(id, otherwise);
  }

  const markText = (/** @type {string} */ section) =>
    unsaved(section) ? say("typed") : saved.has(section) ? say("saved") : "";
  /** @param {string} section @param {string} [text] */
  function mark(section, text) {
    const node = document.getElementById(`${section}-mark`);
    if (node) node.textContent = text ?? markText(section);
  }

  /**
   * Merges what an act gave; a page that missed something in between asks for all of it.
   * @param {Reply} reply
   */
  function take({ patch }) {
    if (!patch?.sections) return patch?.stopped ? desk.act("look", {}) : undefined;
    if (patch.was !== desk.state.mark) return desk.act("look", {});
    const { was, sections, ...rest } = patch;
    desk.state = { ...desk.state, ...rest, sections: { ...desk.state.sections, ...sections } };
    keepFocus(draw);
    return undefined;
  }

  /**
   * Does what is not to be disturbed by a look at what another window changed; tells whether it was not refused.
   * @param {() => Promise<void>} work
   * @param {(faults: import("../../web/kit/faults.js").Fault[]) => void} refused
   */
  async function working(work, refused) {
    busy += 1;
    try {
      await work();
      return true;
    } catch (faults) {
      if (!Array.isArray(faults)) throw faults;
      refused(faults);
      return false;
    } finally {
      busy -= 1;
    }
  }

  /**
   * Sends an act; tells whether it was saved.
   * @param {string} section also the slot under which it waits in the outbox
   * @param {string} verb
   * @param {object} given
   * @param {string} text what is announced then
   * @param {{ redraw?: string, also?: string, once?: boolean }} [options] the section to draw again, where it is
   *   another one; what is typed elsewhere and sent with it; `once` what may not be sent again
   */
  function save(section, verb, given, text, options = {}) {
    const sent = { ...typedIn(section), ...(options.also && typedIn(options.also)) };
    mark(section, say("saving"));
    desk.announce(say("saving"));
    return working(
      async () => {
        const reply = await desk.act(verb, given, options.once ? undefined : section, section);
        typed.forget(sent); // and not what was typed on meanwhile
        saved.add(section);
        await take(reply);
        redraw(options.redraw ?? section);
        desk.announce(text);
      },
      (faults) => {
        mark(section, say("unsaved"));
        desk.announce(say("unsaved"));
        desk.faults(faults);
      },
    );
  }

  /**
   * Sends files; what is wrong with one stands at its field, and what is wrong in it under the fields.
   * @param {string} act whose form it is
   * @param {HTMLElement} place under the fields
   * @param {import("../../web/kit/faults.js").Fault | null} wrong what the page itself finds wrong, if anything
   * @param {() => Promise<void>} work
   * @param {(faults: import("../../web/kit/faults.js").Fault[]) => HTMLElement[]} heading of the faults
   * @param {(faults: import("../../web/kit/faults.js").Fault[]) => void} ask shows the questions that faults are about
   */
  async function sendFiles(act, place, wrong, work, heading, ask) {
    place.replaceChildren();
    unmarkAll(act);
    const tell = (/** @type {import("../../web/kit/faults.js").Fault[]} */ faults) => {
      desk.announce("");
      ask(faults);
      const others = placeFaults(refusedBy(act, faults));
      if (!others.length) return;
      place.replaceChildren(...heading(others), faultList(others));
      /** @type {HTMLElement} */ (place.firstElementChild).focus();
    };
    if (wrong) tell([wrong]);
    else await working(work, tell);
  }

  /**
   * A field whose text stays until it is saved; `otherwise` is what is kept.
   * @param {string} id @param {Child} label @param {Attributes} [given]
   */
  const input = (id, label, { otherwise, ...given } = {}) =>
    field(id, label, value(id, otherwise), (text) => type(id, text), given);

  /** @type {(id: string, otherwise: string, kind: NumberKind) => string} a number as it would be sent */
  const numberNow = (id, otherwise, kind) =>
    typed.has(id) ? asSent(typed.get(id), desk.state.language, kind) : otherwise;

  /** @type {(id: string, label: Child, kind: NumberKind, otherwise?: string, hint?: Child) => Child} */
  const number = (id, label, kind, otherwise = "", hint = null) =>
    numbered(desk, kind, input(id, label, { maxlength: 40, otherwise: inField(otherwise, desk.state.language), hint }));

  /**
   * A list to choose from.
   * @param {string} id
   * @param {Child} label
   * @param {Option[]} choices
   * @param {string} otherwise what is kept; it is shown, also where it is not offered
   * @param {{ hint?: Child, chosen?: (value: string) => void }} [given] `chosen` is told what was chosen
   */
  function select(id, label, choices, otherwise, { hint, chosen } = {}) {
    const now = offered(id, choices, otherwise);
    /** @type {Option[]} */
    const options = now === "" || choices.some(([value]) => value === now) ? choices : [...choices, [now, now]];
    const node = h.select(
      {
        id,
        "aria-describedby": hint ? `${id}-hint` : null,
        onchange: () => {
          type(id, node.value);
          chosen?.(node.value);
        },
      },
      options.map(([value, text]) => h.option({ value, selected: value === now }, text)),
    );
    return [h.label({ for: id }, label), hint && h.p({ class: "ts-hint", id: `${id}-hint` }, hint), node];
  }

  /**
   * The same as radio buttons, with room for more than a word.
   * @param {string} id
   * @param {Child} legend
   * @param {Option[]} options
   * @param {string | null} otherwise
   * @param {{ hint?: Child, chosen?: (value: string) => void }} [given]
   */
  function radios(id, legend, options, otherwise, { hint, chosen } = {}) {
    const now = offered(id, options, otherwise);
    return h.fieldset(
      h.legend(legend),
      hint && h.p({ class: "ts-hint" }, hint),
      options.map(([value, text, more]) =>
        choice(
          {
            type: "radio",
            name: id,
            value,
            id: `${id}=${value}`,
            checked: value === now,
            onchange: () => {
              type(id, value);
              chosen?.(value);
            },
          },
          text,
          more && [h.br(), h.span({ class: "ts-hint" }, more)],
        ),
      ),
    );
  }

  /** @param {string} id @param {boolean} on */
  const keepOpen = (id, on) => (on ? open.add(id) : open.delete(id));

  /**
   * A part that unfolds, and stays open when its section is drawn again.
   * @param {string} id @param {Child} summary @param {...Child} content
   */
  function unfold(id, summary, ...content) {
    const part = h.details(
      { id, open: open.has(id), ontoggle: () => keepOpen(id, part.open) },
      h.summary({ id: `${id}-sum` }, summary),
      content,
    );
    return part;
  }

  /** @param {...string} ids of which the first that is there gets the focus */
  const focus = (...ids) =>
    ids
      .map((id) => document.getElementById(id))
      .find(Boolean)
      ?.focus();

  /**
   * One confirmation: the first button unfolds what it means, the second does it.
   * @param {string} id
   * @param {Child} label
   * @param {string} what it means
   * @param {Child} content
   * @param {() => Promise<boolean>} go
   * @param {{ section: string, yes: string, plain?: boolean, after?: string }} options `after` gets the focus once it
   *   is done and the button is gone
   */
  function confirm(id, label, what, content, go, { section, yes, plain, after = `${section}-title` }) {
    const turn = (/** @type {boolean} */ on) => {
      keepOpen(`confirm-${id}`, on);
      redraw(section);
      focus(on ? `${id}-sure` : `${id}-ask`, after);
    };
    if (!open.has(`confirm-${id}`))
      return h.p(
        h.button(
          { type: "button", id: `${id}-ask`, class: plain ? null : "ts-main", onclick: () => turn(true) },
          label,
        ),
      );
    const sure = async () => {
      if (await go()) turn(false);
    };
    return h.div(
      { class: "ts-confirm", role: "group", "aria-labelledby": `${id}-sure` },
      h.p({ id: `${id}-sure`, tabindex: "-1" }, h.strong(what)),
      content,
      h.p(
        { class: "ts-row" },
        h.button({ type: "button", id: `${id}-yes`, class: "ts-main", onclick: sure }, yes),
        h.button({ type: "button", id: `${id}-no`, onclick: () => turn(false) }, say("no")),
      ),
    );
  }

  return {
    desk,
    say,
    chosen: chosenOf(desk),
    busy: () => busy > 0,
    value,
    type,
    shown,
    unsaved,
    unsavedNote,
    forget,
    mark,
    take,
    save,
    sendFiles,
    redraw,
    /** Says at the first of some radio buttons that one is to be chosen. @type {(name: string, text: string) => void} */
    noChoice(name, text) {
      const first = drawn(`input[name="${CSS.escape(name)}"]`);
      if (first) faultAt(first, text);
    },
    input,
    number,
    numberNow,
    select,
    radios,
    unfold,
    focus,
    confirm,
    /** @type {(id: string) => HTMLInputElement} what the page surely drew: a field, or any other element */
    find: (id) => /** @type {HTMLInputElement} */ (named(id)),
    markNode: (/** @type {string} */ section) => h.span({ class: "ts-mark", id: `${section}-mark` }, markText(section)),
    /** A reason, or another text of more than a line. @type {typeof input} */
    prose: (id, label, given) => input(id, label, { tag: "textarea", maxlength: 20000, ...given }),
    /** @type {(all: { id: string, title: string }[]) => Option[]} */
    titled: (all) => all.map(({ id, title }) => [id, title]),
    /** @type {(first: number, last: number) => Option[]} */
    counts: (first, last) =>
      Array.from({ length: last - first + 1 }, (_, index) => [String(first + index), String(first + index)]),
    /** Finds a number in a section that cannot be read, and says so. @param {string} section */
    odd: (section) => unreadable(/** @type {HTMLElement} */ (named(section)), say, section),
    /** @type {(caption: string, heads: Child[], rows: Child[][], numbers?: number[]) => HTMLElement} */
    table: (caption, heads, rows, numbers = []) => grid(caption, heads, rows, (column) => numbers.includes(column)),
    /** @param {[name: string, value: Child][]} rows each a word of the page and what it is */
    facts: (rows) =>
      h.dl(
        { class: "ts-facts" },
        rows.map(([name, value]) => h.div(h.dt(say(name)), h.dd({ dir: "auto" }, value))),
      ),
    /** @param {string | undefined} standing of what is asked */
    standing: (standing) => (standing === "applies" ? null : h.span({ class: "ts-tag" }, say(`standing_${standing}`))),
    /** @param {string} at */
    day: (at) => `${moment(desk.state.language, at, "UTC")} UTC`,
    /** A number as its reader writes it; what is none as it was typed. @param {string} text */
    exact(text) {
      const number = exactly(text);
      return number === null ? text : shownExactly(number, desk.state.language);
    },
    // The weights are another section: what a change of the set does to them is said with it.
    uneven: () => desk.state.sections.weights.faults?.length > 0,
  };
}
