// The criteria set, made one's own: what it asks, what is left out and why, criteria of one's own.

import { h } from "../../web/kit/elements.js";
import { faultList } from "../../web/kit/faults.js";
import { drawSheet } from "./sheet.js";

/**
 * @param {import("./kit.js").Kit} kit
 * @param {import("./state.d.ts").CriteriaPart} part
 */
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

function chooseSet(kit, part) {
  const { say } = kit;
  const loses = part.weighed || part.dropped.length + part.own.length > 0;
  const choose = (event) => {
    event.preventDefault();
    const wanted = new FormData(event.target).get("criteria/set");
    if (!wanted) return;
    kit.save("criteria", "set", { chosen: wanted }, say("criteria_saved")).then((done) => {
      if (!done || wanted === part.chosen) return;
      kit.forgetAll("weights", "ways", "profile");
      kit.redraw("weights");
    });
  };
  return h.form(
    { onsubmit: choose },
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

function asksOfSet(kit, part, chosen) {
  const { say, desk } = kit;
  const mine = new Set(part.own.map((criterion) => criterion.id));
  const group = (name, members, heading, why) =>
    members.length > 0 &&
    kit.unfold(
      name,
      heading,
      why && h.p(why),
      members.map((asked) => shownAsked(kit, asked, !mine.has(asked.id))),
    );
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

function shownAsked(kit, asked, droppable) {
  const { say } = kit;
  return h.div(
    { class: "ts-asked" },
    h.h4(asked.title, " ", kit.standing(asked.standing)),
    asked.addressee && asked.addressee !== "solution" && h.p({ class: "ts-hint" }, say(`addressee_${asked.addressee}`)),
    asked.question && h.p(asked.question),
    asked.why && h.p({ class: "ts-hint" }, asked.why),
    asked.weight &&
      h.p(say("criteria_weight", asked), asked.minimum !== null && ` · ${say("criteria_minimum", asked)}`),
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

function dropPart(kit, asked) {
  const { say, desk } = kit;
  const slot = `drop-${asked.id}`;
  const drop = (event) => {
    event.preventDefault();
    const text = say("drop_saved", asked);
    kit
      .save(slot, "drop", { asked: asked.id, reason: kit.shown(`${slot}/reason`) }, text, { redraw: "criteria" })
      .then((done) => {
        if (!done) return;
        kit.focus(`undrop-${asked.id}`);
        if (kit.uneven()) desk.announce(`${text} ${say("fit_uneven")}`);
      });
  };
  return kit.unfold(
    `${slot}-part`,
    [say("drop"), h.span({ class: "ts-hidden" }, `: ${asked.title}`)],
    h.form(
      { onsubmit: drop },
      asked.statutory && h.p({ class: "ts-warn" }, say("drop_statutory")),
      kit.input(`${slot}/reason`, say("drop_reason"), {
        tag: "textarea",
        required: true,
        maxlength: 20000,
        hint: say("drop_hint"),
      }),
      h.p({ class: "ts-row" }, h.button({ id: `${slot}-go` }, say("drop_go")), kit.markNode(slot)),
    ),
  );
}

function droppedList(kit, part) {
  const { say, desk } = kit;
  if (!part.dropped.length) return null;
  const back = (dropped) =>
    kit
      .save(`undrop-${dropped.id}`, "undrop", { asked: dropped.id }, say("undrop_saved", dropped), {
        redraw: "criteria",
      })
      .then((done) => {
        if (done) kit.focus("dropped-title", "criteria-title");
      });
  return h.div(
    { class: "ts-dropped" },
    h.h4({ id: "dropped-title", tabindex: "-1" }, say("dropped", { count: part.dropped.length })),
    h.ul(
      part.dropped.map((dropped) =>
        h.li(
          h.strong(dropped.title),
          ` (${[say(`kind_${dropped.kind}`), dropped.value].filter(Boolean).join(", ")}) `,
          dropped.statutory && h.span({ class: "ts-tag ts-law" }, say("dropped_statutory")),
          h.p({ dir: "auto" }, say("dropped_reason", dropped)),
          desk.state.editable &&
            h.p(
              h.button(
                { type: "button", id: `undrop-${dropped.id}`, onclick: () => back(dropped) },
                say("undrop"),
                h.span({ class: "ts-hidden" }, `: ${dropped.title}`),
              ),
            ),
        ),
      ),
    ),
  );
}

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
            ` (${[say(`kind_${asked.kind}`), asked.value].filter(Boolean).join(", ")}). `,
            say(asked.begins ? "later_begins" : "later_ended", asked),
          ),
        ),
      ),
    )
  );
}

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
        kit.unfold(
          `change-${criterion.id}`,
          [say("own_change"), h.span({ class: "ts-hidden" }, `: ${criterion.title}`)],
          ownForm(kit, part, criterion),
        ),
        removeOwn(kit, criterion),
      ),
    ),
    kit.unfold("own-new", say("own_new"), ownForm(kit, part, null)),
  ];
}

const removeOwn = (kit, criterion) =>
  kit.confirm(
    `unown-${criterion.id}`,
    [kit.say("unown"), h.span({ class: "ts-hidden" }, `: ${criterion.title}`)],
    kit.say("unown_sure", criterion),
    [],
    () =>
      kit.save(`unown-${criterion.id}`, "unown", { criterion: criterion.id }, kit.say("unown_saved"), {
        redraw: "criteria",
      }),
    { section: "criteria", after: "own-heading", plain: true, yes: kit.say("unown_yes") },
  );

// The fields are kept by language, so that what was typed stays in the language it was typed in.
function ownForm(kit, part, own) {
  const { say, desk } = kit;
  const slot = own ? `own-${own.id}` : "own";
  const here = desk.state.language;
  const other = here === "nl" ? "en" : "nl";
  const levels = own ? own.levels : part.form.levels;
  const was = (language, name) => {
    if (!own) return "";
    return language === other && own.texts[other][name] === own.texts[here][name] ? "" : own.texts[language][name];
  };
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
  const send = (event) => {
    event.preventDefault();
    const texts = Object.fromEntries(
      [here, other].map((language) => [
        language,
        Object.fromEntries(names.map((name) => [name, kit.shown(`${slot}/${language}/${name}`)])),
      ]),
    );
    const text = own ? say("own_changed") : say("own_saved", { part: say("weights_heading") });
    kit
      .save(slot, "own", { criterion: own ? own.id : null, value: own ? "" : kit.shown("own/value"), texts }, text, {
        redraw: "criteria",
      })
      .then((done) => {
        if (done) kit.focus(own ? `own-title-${own.id}` : "own-heading");
      });
  };
  return h.form(
    { onsubmit: send, class: "ts-own" },
    !own && h.p(say("own_what")),
    !own &&
      kit.select(
        "own/value",
        say("own_value"),
        part.form.values.map((value) => [value.id, value.title]),
        part.form.values[0].id,
      ),
    ownFields(kit, field(here), levels),
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
