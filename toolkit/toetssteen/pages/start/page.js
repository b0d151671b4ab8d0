// The start page.

import { offerFile } from "../../web/kit/bytes.js";
import { chosenOf } from "../../web/kit/chosen_file.js";
import { opens } from "../../web/kit/desk.js";
import { find, h } from "../../web/kit/elements.js";
import { complaint, faultList, haltedNote, placeFaults, refusedBy } from "../../web/kit/faults.js";
import { choice } from "../../web/kit/fields.js";
import { typedText } from "../../web/kit/outbox.js";
import { drawWide, outdated } from "./wide.js";

const MOST_BYTES = 20_000_000;

/** @typedef {import("./state.d.ts").MadeState} State */

/**
 * @param {import("../../web/kit/desk.js").Desk<State>} desk
 * @returns {import("../../web/kit/desk.js").Page<State>}
 */
function page(desk) {
  const { root, say } = desk;
  const chosen = chosenOf(desk);

  /** @typedef {import("./state.d.ts").Card} Card */

  /** @param {Card} card */
  const cardOf = (card) =>
    card.faults
      ? h.li(
          { class: "ts-card" },
          h.h2({ dir: "auto" }, card.title),
          h.p(h.strong(say("broken"))),
          faultList(card.faults),
        )
      : readable(/** @type {Required<Card>} */ (card));

  /** @param {Required<Card>} assessment */
  const readable = (assessment) =>
    h.li(
      { class: "ts-card" },
      h.h2({ dir: "auto" }, assessment.title),
      h.p(
        h.bdi(assessment.authority),
        ` · ${assessment.track} · `,
        h.strong(say("stands", assessment)),
        assessment.round > 1 && ` · ${say("round", assessment)}`,
        assessment.imported && [" · ", say("imported")],
      ),
      assessment.solutions.length > 0 &&
        h.p(
          { class: "ts-hint" },
          say("solutions", { names: assessment.solutions.map((name) => `\u2068${name}\u2069`).join(", ") }),
        ),
      assessment.conflicts > 0 && h.p({ class: "ts-note" }, say("conflicts", { count: assessment.conflicts })),
      assessment.halted.length
        ? haltedNote(say, assessment.halted)
        : h.p(
            h.a(
              { class: "ts-button", href: assessment.href },
              say("go", assessment),
              h.span({ class: "ts-hidden" }, `: ${assessment.title}`),
            ),
          ),
    );

  /** @param {string} name @param {string[]} options @param {string} [chosen] none: it is asked only where it has to be */
  function choices(name, options, chosen, word = (/** @type {string} */ option) => `asked_${option}`) {
    return h.fieldset(
      { id: name, hidden: !chosen },
      h.legend(say(name)),
      options.map((option) =>
        choice(
          { type: "radio", name, value: option, id: `${name}-${option}`, checked: option === chosen },
          say(chosen ? option : word(option)),
        ),
      ),
    );
  }

  // What is typed in a form stays, over a reload and a change of language, until it is sent.
  const typedIn = (/** @type {string} */ name) => typedText(desk.state.key, name);
  /** @param {string} name @param {HTMLFormElement} form */
  function kept(name, form) {
    for (const [field, value] of Object.entries(typedIn(name).read())) {
      const given = form.elements.namedItem(field),
        options =
          given instanceof RadioNodeList && [...given].map((radio) => /** @type {HTMLInputElement} */ (radio).value);
      // A set that is gone leaves the first one chosen.
      if (given && (!options || options.includes(value))) /** @type {HTMLInputElement} */ (given).value = value;
    }
    form.addEventListener("input", () => {
      const now = [...new FormData(form)].filter(([, value]) => typeof value === "string");
      typedIn(name).write(Object.fromEntries(now));
    });
    return form;
  }

  /** @param {State["sets"]} sets */
  function newForm(sets) {
    const form = h.form(
      { class: "ts-card", "data-act": "new", onsubmit: send },
      h.h2({ id: "new" }, say("new")),
      h.label({ for: "title" }, say("title")),
      h.p({ class: "ts-hint", id: "title-hint" }, say("title_hint")),
      h.input({
        id: "title",
        name: "title",
        required: true,
        maxlength: 500,
        "aria-describedby": "title-hint",
        autocomplete: "off",
      }),
      h.label({ for: "authority" }, say("authority")),
      h.input({ id: "authority", name: "authority", required: true, maxlength: 500, autocomplete: "organization" }),
      choices("track", ["ethics", "tender"], "ethics"),
      choices(
        "procedure",
        ["existing-use", "market-consultation", "below-threshold", "above-threshold"],
        "existing-use",
      ),
      h.fieldset(
        h.legend(say("set")),
        sets.map((set, index) =>
          choice(
            { type: "radio", name: "set", value: set.id, checked: index === 0 },
            h.strong(set.title),
            h.br(),
            h.span({ class: "ts-hint" }, set.why),
          ),
        ),
      ),
      h.button({ class: "ts-main" }, say("begin")),
    );
    /** @param {Event} event */
    function send(event) {
      event.preventDefault();
      desk.clear();
      desk.act("new", Object.fromEntries(new FormData(form))).then(
        () => made("new", "prepare"),
        (faults) => desk.faults(faults),
      );
    }
    return kept("new", form);
  }

  /** @param {string} wanted the format of the workbook to fill in */
  function sheetButton(wanted) {
    const made = h.span();
    const make = () =>
      offerFile(
        desk,
        {
          ...{ verb: "sheet", given: { wanted }, id: `sheet-${wanted}-save` },
          ...{ busy: "sheet_busy", save: "sheet_save", made: "sheet_made" },
        },
        (link) => made.replaceChildren(link),
      );
    return [h.button({ type: "button", id: `sheet-${wanted}`, onclick: make }, say(`sheet_${wanted}`)), made];
  }

  function bringForm() {
    /** @type {[string, string[]][]} what is asked where a fault is about it, and the answers */
    const questions = [
      ["encoding", ["windows-1252", "mac-roman", "cp850", "iso-8859-15", "utf-16-le", "utf-16-be"]],
      ["hidden", ["read", "skip"]],
      ["evaluator", []],
      ["scale", []],
      ["heads", ["solutions", "evaluators"]],
      ["agreed", ["only", "skip"]],
    ];
    const place = h.div();
    const file = chosen.field("file", {
      accept: ".xlsx,.ods,.csv,.txt",
      multiple: true,
      "aria-describedby": "bring-what",
    });
    const form = h.form(
      { class: "ts-card", "data-act": "bring", onsubmit: send },
      h.h2(say("bring")),
      h.p({ id: "bring-what" }, say("bring_what")),
      h.p(say("sheet")),
      h.p({ class: "ts-row" }, ["xlsx", "ods"].map(sheetButton)),
      h.label({ for: "file" }, say("file")),
      file,
      h.label({ for: "bring-title" }, say("bring_title")),
      h.input({ id: "bring-title", name: "title", maxlength: 500, autocomplete: "off" }),
      choices("weights", ["percent", "points"], "percent"),
      choices("aggregation", ["mean", "median", "consensus"], "mean"),
      h.label({ for: "low-is-best" }, say("low_is_best")),
      h.p({ class: "ts-hint", id: "low-is-best-hint" }, say("low_is_best_hint")),
      h.input({
        ...{ id: "low-is-best", name: "low_is_best", autocomplete: "off" },
        "aria-describedby": "low-is-best-hint",
      }),
      questions.map(([question, options]) => (options.length ? chosenOne(question, options) : typedOne(question))),
      h.p(h.button(say("bring_go"))),
      place,
    );
    /** @param {string} name @param {string[]} options */
    function chosenOne(name, options) {
      return name === "agreed" ? choices(name, options, "", (option) => `agreed_${option}`) : choices(name, options);
    }
    /** @param {string} name */
    function typedOne(name) {
      return h.div(
        { id: name, hidden: true },
        h.label({ for: `${name}-text` }, say(name)),
        h.input({ id: `${name}-text`, name, maxlength: 500, autocomplete: "off" }),
      );
    }
    // What was answered for one file is not answered for another.
    form.addEventListener("change", ({ target }) => {
      if (target !== file) return outdated(place);
      place.replaceChildren();
      for (const [question] of questions) ask(question, false);
    });

    /** @param {string} question @param {boolean} now */
    function ask(question, now) {
      const part = find(form, `#${question}`);
      if (part.hidden === !now) return;
      part.hidden = !now;
      for (const input of part.querySelectorAll("input")) {
        input.checked = false;
        if (input.type === "text") input.value = "";
      }
    }
    /** @param {unknown} faults */
    function askAbout(faults) {
      if (!Array.isArray(faults)) return;
      for (const [question] of questions) if (faults.some(({ at }) => at === question)) ask(question, true);
    }

    /** What is sent; nothing where that cannot be, which is told. */
    async function filled() {
      const sheets = [...(file.files ?? [])],
        [sheet] = sheets;
      const refuse = (/** @type {import("../../web/kit/faults.js").Fault[]} */ faults) => {
        desk.faults(refusedBy("bring", faults));
        return null;
      };
      desk.clear();
      if (!sheet) return refuse([complaint(say("file_none"), "file")]);
      if (sheets.some(({ size }) => size > MOST_BYTES)) return refuse([complaint(say("file_large"), "file")]);
      const typed = new FormData(form),
        asked = questions.filter(([question]) => !find(form, `#${question}`).hidden),
        answers = Object.fromEntries(asked.map(([question]) => [question, typed.get(question) ?? ""])),
        /** @type {Record<string, string>} */
        contents = {};
      try {
        for (const part of sheets) contents[part.name] = await chosen.whole(file, part);
      } catch (faults) {
        if (!Array.isArray(faults)) throw faults;
        return refuse(faults);
      }
      const { [sheet.name]: content64, ...beside } = contents;
      const named = ["title", "weights", "aggregation", "low_is_best"].map((name) => [name, typed.get(name)]);
      return { name: sheet.name, content64, beside, ...Object.fromEntries(named), ...answers };
    }

    /** @param {Event | null} event @param {object} [more] */
    async function send(event, more) {
      event?.preventDefault();
      const given = await filled();
      if (!given) return;
      desk.act("bring", { ...given, ...more }).then(
        () => {
          chosen.empty("file");
          made("bring", "compare");
        },
        (faults) => {
          const wide = Array.isArray(faults) && faults.some(({ code }) => code === "TS-405");
          if (wide && !/\.(csv|txt)$/i.test(given.name)) return look();
          askAbout(faults);
          desk.faults(faults);
        },
      );
    }

    /** Shows a wide sheet as it would be read. */
    async function look() {
      const given = await filled();
      if (!given) return;
      desk.act("look_wide", given, undefined, "bring").then(
        ({ patch }) => {
          askAbout(patch.faults);
          const asked = patch.faults.length > 0,
            others = placeFaults(refusedBy("bring", patch.faults), true);
          const acts = { again: look, yes: () => send(null, { wide: "yes" }), given };
          place.replaceChildren(drawWide(desk, patch, asked, others, acts));
          const first = asked && others.length < patch.faults.length;
          find(first ? form : place, first ? "[aria-invalid]" : "h3").focus();
          desk.announce(say("wide"));
        },
        (faults) => {
          place.replaceChildren();
          desk.faults(faults);
        },
      );
    }
    return kept("bring", form);
  }

  /** @param {string} which @param {string} next */
  function made(which, next) {
    const { made: name, go } = desk.state;
    typedIn(which).write({});
    desk.redraw(); // with empty forms
    const note = h.p({ class: "ts-note", tabindex: "-1" }, say("begun", { name }), " ", h.a({ href: go }, say(next)));
    find(root, "h1").after(note);
    note.focus();
  }

  return {
    draw(state) {
      root.replaceChildren(
        h.div(
          { id: "ts-content" },
          h.h1(say("heading")),
          h.p(say("intro")),
          state.assessments.length ? h.ul({ class: "ts-cards" }, state.assessments.map(cardOf)) : h.p(say("none")),
          newForm(state.sets),
          bringForm(),
          h.p({ class: "ts-hint" }, say("where", { folder: state.workspace })),
        ),
      );
    },
  };
}

export const render = opens(page);
