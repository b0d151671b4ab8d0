// The criteria set, made one's own: what it asks, what is left out and why, criteria of one's own.

import { h } from "../../web/kit/elements.js";
import { faultList } from "../../web/kit/faults.js";
import { form } from "../../web/kit/fields.js";
import { drawSheet } from "./sheet.js";

/** @typedef {import("./kit.js").Kit} Kit */
/** @typedef {import("./kit.js").Sections["criteria"]} Part */
/** @typedef {Part["own"][number]} Own */
/** @typedef {(name: string, label: string, more?: import("../../web/kit/elements.js").Attributes) => import("./kit.js").Child} OwnField */
/** @typedef {import("./state.d.ts").AskedItem & Partial<import("./state.d.ts").WeighedItem>} Asked */

/** @param {Kit} kit @param {Part} part */
export function drawCriteria(kit, part) {
  const { say, desk } = kit;
  const chosen = part.sets.find((set) => set.id === part.chosen);
  const editable = desk.state.editable;
  return [
    desk.state.problem.length > 0 && part.chosen && faultList(desk.state.problem),
    chosen && h.p(h.strong(chosen.title), h.br(), chosen.why),
    editable &&
      (chosen && !desk.state.problem.length
        ? kit.unfold("other-set", say("criteria_other"), chooseSet(kit, part))
        : chooseSet(kit, part)),
    h.p(h.a({ href: desk.state.browse, id: "to-browse" }, say("criteria_browse"))),
    part.values.length > 0 && asksOfSet(kit, part, chosen),
    drawSheet(kit, part),
  ];
}

/** @param {Kit} kit @param {Part} part */
function chooseSet(kit, part) {
  const { say } = kit;
  const loses = part.weighed || part.dropped.length + part.own.length > 0;
  const send = async () => {
    const chosen = kit.shown("criteria/set");
    if (!chosen) return kit.noChoice("criteria/set", say("criteria_none"));
    if (!(await kit.save("criteria", "set", { chosen }, say("criteria_saved"))) || chosen === part.chosen)
      return undefined;
    kit.forget("weights", "ways", "profile");
    return kit.redraw("weights");
  };
  return form(
    { send },
    kit.radios(
      "criteria/set",
      say("criteria_choose"),
      part.sets.map((set) => [set.id, h.strong(set.title), [say("criteria_size", set), " ", set.why]]),
      part.chosen,
    ),
    loses && h.p({ class: "ts-note" }, say("criteria_loses")),
    h.p(
      { class: "ts-row" },
      h.button({ class: part.chosen ? null : "ts-main", id: "criteria-go" }, say("criteria_go")),
      kit.markNode("criteria"),
    ),
  );
}

/** @param {Kit} kit @param {Part} part @param {Part["sets"][number] | undefined} chosen */
function asksOfSet(kit, part, chosen) {
  const { say, desk } = kit;
  const mine = new Set(part.own.map((criterion) => criterion.id));
  /** @type {(name: string, members: Asked[], heading: string, why?: string) => HTMLElement | false} */
  const group = (name, members, heading, why) =>
    members.length > 0 &&
    kit.unfold(
      name,
      heading,
      why && h.p(why),
      members.map((asked) => shownAsked(kit, asked, !mine.has(asked.id))),
    );
  /** @type {(name: string, members: Asked[]) => string} */
  const count = (name, members) => say(`criteria_${name}`, { count: members.length });
  return [
    h.h3(say("criteria_asks", { title: chosen ? chosen.title : part.chosen || "", version: part.version || "" })),
    h.p({ class: "ts-hint" }, say(desk.state.editable ? "criteria_unfold" : "criteria_read")),
    part.uneven &&
      h.p(
        { class: "ts-note", id: "criteria-uneven" },
        say("criteria_uneven", { part: say("weights_heading") }),
        " ",
        h.a({ href: "#weights" }, say("freeze_to", { part: say("weights_heading") })),
      ),
    droppedList(kit, part),
    part.values.map((value) =>
      group(
        `value-${value.id}`,
        value.criteria,
        say("criteria_value", { title: value.title, weight: value.weight, count: value.criteria.length }),
        value.why,
      ),
    ),
    group("asked-gates", part.gates, count("gates", part.gates)),
    group("checklist", part.checklist, count("checklist", part.checklist), say("criteria_checklist_why")),
    group("asked-conditions", part.conditions, count("conditions", part.conditions)),
    laterList(kit, part),
    desk.state.editable && ownPart(kit, part),
  ];
}

/** @param {Kit} kit @param {Asked} asked @param {boolean} droppable */
function shownAsked(kit, asked, droppable) {
  const { say } = kit;
  return h.div(
    { class: "ts-asked" },
    h.h4(asked.title, " ", kit.standing(asked.standing)),
    asked.addressee && asked.addressee !== "solution" && h.p({ class: "ts-hint" }, say(`addressee_${asked.addressee}`)),
    asked.question && h.p(asked.question),
    asked.why && h.p({ class: "ts-hint" }, asked.why),
    asked.weight && h.p(say("criteria_weight", asked), asked.minimum && ` · ${say("criteria_minimum", asked)}`),
    asked.anchors &&
      asked.anchors.length > 0 &&
      h.dl(
        { class: "ts-anchors" },
        asked.anchors.map((anchor) =>
          h.div(h.dt(anchor.level, anchor.label && ` · ${anchor.label}`), h.dd(anchor.text)),
        ),
      ),
    asked.ask && [h.p(h.strong(say("criteria_ask"))), h.ul(asked.ask.map((proof) => h.li(proof)))],
    droppable && kit.desk.state.editable && dropPart(kit, asked),
  );
}

/** @param {Kit} kit @param {Asked} asked */
function dropPart(kit, asked) {
  const { say } = kit;
  const slot = `drop-${asked.id}`;
  const send = async () => {
    const text = say("drop_saved", asked);
    const given = { asked: asked.id, reason: kit.shown(`${slot}/reason`) };
    if (!(await kit.save(slot, "drop", given, text, { redraw: "criteria" }))) return;
    kit.focus(`undrop-${asked.id}`);
    if (kit.uneven()) kit.desk.announce(`${text} ${say("fit_uneven")}`);
  };
  return kit.unfold(
    `${slot}-part`,
    about(say("drop"), asked),
    form(
      { send },
      asked.statutory && h.p({ class: "ts-warn" }, say("drop_statutory")),
      kit.prose(`${slot}/reason`, say("drop_reason"), {
        "data-at": `dropped.${asked.id}`,
        required: true,
        hint: say("drop_hint"),
      }),
      h.p({ class: "ts-row" }, h.button({ id: `${slot}-go` }, say("drop_go")), kit.markNode(slot)),
    ),
  );
}

/**
 * What a button does, and for who cannot see what it stands beside also to what.
 * @param {string} text @param {{ title: string }} what
 */
const about = (text, { title }) => [text, h.span({ class: "ts-hidden" }, `: ${title}`)];

/**
 * What an item is, and under which value.
 * @param {Kit} kit @param {import("./state.d.ts").LeftOutItem | import("./state.d.ts").LaterItem} item
 */
const kindOf = (kit, item) => `(${[kit.say(`kind_${item.kind}`), item.value].filter(Boolean).join(", ")})`;

/** @param {Kit} kit @param {Part} part */
function droppedList(kit, part) {
  const { say, desk } = kit;
  if (!part.dropped.length) return null;
  const back = async (/** @type {Part["dropped"][number]} */ dropped) => {
    const [slot, text] = [`undrop-${dropped.id}`, say("undrop_saved", dropped)];
    if (await kit.save(slot, "undrop", { asked: dropped.id }, text, { redraw: "criteria" }))
      kit.focus("dropped-title", "criteria-title");
  };
  return h.div(
    { class: "ts-dropped" },
    h.h4({ id: "dropped-title", tabindex: "-1" }, say("dropped", { count: part.dropped.length })),
    h.ul(
      part.dropped.map((dropped) =>
        h.li(
          h.strong(dropped.title),
          ` ${kindOf(kit, dropped)} `,
          dropped.statutory && h.span({ class: "ts-tag ts-law" }, say("dropped_statutory")),
          h.p({ dir: "auto" }, say("dropped_reason", dropped)),
          desk.state.editable &&
            h.p(
              h.button(
                { type: "button", id: `undrop-${dropped.id}`, onclick: () => back(dropped) },
                about(say("undrop"), dropped),
              ),
            ),
        ),
      ),
    ),
  );
}

/** @param {Kit} kit @param {Part} part */
function laterList(kit, part) {
  const { say } = kit;
  return (
    part.later.length > 0 &&
    kit.unfold(
      "later",
      say("later", { count: part.later.length }),
      h.ul(
        part.later.map((asked) =>
          h.li(
            h.strong(asked.title),
            ` ${kindOf(kit, asked)}. `,
            say(asked.begins ? "later_begins" : "later_ended", asked),
          ),
        ),
      ),
    )
  );
}

/** @param {Kit} kit @param {Part} part */
function ownPart(kit, part) {
  const { say } = kit;
  return [
    h.h3({ id: "own-heading", tabindex: "-1" }, say("own_heading")),
    part.own.length === 0 && h.p(say("own_none")),
    part.own.map((criterion) =>
      h.div(
        { class: "ts-asked" },
        h.h4({ id: `own-title-${criterion.id}`, tabindex: "-1", dir: "auto" }, criterion.title),
        h.p({ class: "ts-hint" }, criterion.value),
        kit.unfold(`change-${criterion.id}`, about(say("own_change"), criterion), ownForm(kit, part, criterion)),
        removeOwn(kit, criterion),
      ),
    ),
    kit.unfold("own-new", say("own_new"), ownForm(kit, part, null)),
  ];
}

/** @param {Kit} kit @param {Own} criterion */
const removeOwn = (kit, criterion) =>
  kit.confirm(
    `unown-${criterion.id}`,
    about(kit.say("unown"), criterion),
    kit.say("unown_sure", criterion),
    [],
    () =>
      kit.save(`unown-${criterion.id}`, "unown", { criterion: criterion.id }, kit.say("unown_saved"), {
        redraw: "criteria",
      }),
    { section: "criteria", after: "own-heading", plain: true, yes: kit.say("unown_yes") },
  );

/**
 * The fields are kept by language, so that what was typed stays in the language it was typed in.
 * @param {Kit} kit @param {Part} part @param {Own | null} own
 */
function ownForm(kit, part, own) {
  const { say, desk } = kit;
  const slot = own ? `own-${own.id}` : "own";
  const here = desk.state.language;
  const other = here === "nl" ? "en" : "nl";
  const levels = own?.levels ?? part.form?.levels ?? [];
  const values = kit.titled(part.form?.values ?? []);
  /** @type {(language: "nl" | "en", name: string) => string} */
  const was = (language, name) => {
    if (!own) return "";
    return language === other && own.texts[other][name] === own.texts[here][name] ? "" : own.texts[language][name];
  };
  /** @type {(language: "nl" | "en") => OwnField} */
  const field =
    (language) =>
    (name, label, more = {}) =>
      kit.input(`${slot}/${language}/${name}`, label, {
        lang: language,
        otherwise: was(language, name),
        required: language === here,
        maxlength: 2000,
        ...more,
      });
  const names = ["title", "question", "why", "link", ...levels.map((level) => level.level), "ask"];
  const textsIn = (/** @type {string} */ language) =>
    Object.fromEntries(names.map((name) => [name, kit.shown(`${slot}/${language}/${name}`)]));
  const send = async () => {
    const given = {
      criterion: own?.id ?? null,
      value: own ? "" : kit.shown("own/value"),
      texts: { [here]: textsIn(here), [other]: textsIn(other) },
      by: kit.shown(`${slot}/by`),
    };
    const text = own ? say("own_changed") : say("own_saved", { part: say("weights_heading") });
    if (await kit.save(slot, "own", given, text, { redraw: "criteria" }))
      kit.focus(own ? `own-title-${own.id}` : "own-heading");
  };
  return form(
    { send, class: "ts-own" },
    !own && [h.p(say("own_what")), kit.select("own/value", say("own_value"), values, values[0][0])],
    ownFields(kit, field(here), levels),
    kit.input(`${slot}/by`, say("own_by"), {
      otherwise: part.form?.by ?? "",
      maxlength: 100,
      hint: say("own_by_hint"),
    }),
    kit.unfold(
      `${slot}-other`,
      say("own_other"),
      h.p({ class: "ts-hint" }, say("own_other_hint")),
      ownFields(kit, field(other), levels),
    ),
    h.p(
      { class: "ts-row" },
      h.button({ class: "ts-main", id: `${slot}-go` }, say(own ? "own_change_go" : "own_go")),
      own &&
        h.button(
          {
            type: "button",
            id: `${slot}-back`,
            onclick: () => {
              kit.forget(slot);
              kit.redraw("criteria");
            },
          },
          say("own_back"),
        ),
      kit.markNode(slot),
    ),
  );
}

/** @param {Kit} kit @param {OwnField} field @param {Own["levels"]} levels */
function ownFields(kit, field, levels) {
  const { say } = kit;
  const long = { tag: "textarea" };
  return [
    field("title", say("own_title"), { maxlength: 200, hint: say("own_title_hint") }),
    field("question", say("own_question"), long),
    field("why", say("own_why"), long),
    field("link", say("own_link"), { ...long, hint: say("own_link_hint") }),
    h.fieldset(
      h.legend(say("own_levels")),
      h.p({ class: "ts-hint" }, say("own_levels_hint")),
      levels.map((level) => field(level.level, `${say("own_level", level)} · ${level.label}`, long)),
    ),
    field("ask", say("own_ask"), { ...long, hint: say("own_ask_hint") }),
  ];
}
