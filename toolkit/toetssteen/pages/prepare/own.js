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
  const chosen = part.sets.find((each) => each.id === part.chosen);
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
      part.sets.map((each) => [each.id, h.strong(each.title), [say("criteria_size", each), " ", each.why]]),
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
  const mine = new Set(part.own.map((each) => each.id));
  const group = (name, members, heading, why) =>
    members.length > 0 &&
    kit.unfold(
      name,
      heading,
      why && h.p(why),
      members.map((each) => shownAsked(kit, each, !mine.has(each.id))),
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

function shownAsked(kit, each, droppable) {
  const { say } = kit;
  return h.div(
    { class: "ts-asked" },
    h.h4(each.title, " ", kit.standing(each.standing)),
    each.addressee && each.addressee !== "solution" && h.p({ class: "ts-hint" }, say(`addressee_${each.addressee}`)),
    each.question && h.p(each.question),
    each.why && h.p({ class: "ts-hint" }, each.why),
    each.weight && h.p(say("criteria_weight", each), each.minimum !== null && ` · ${say("criteria_minimum", each)}`),
    each.anchors &&
      each.anchors.length > 0 &&
      h.dl(
        { class: "ts-anchors" },
        each.anchors.map((anchor) =>
          h.div(h.dt(anchor.level, anchor.label && ` · ${anchor.label}`), h.dd(anchor.text)),
        ),
      ),
    each.ask && [h.p(h.strong(say("criteria_ask"))), h.ul(each.ask.map((one) => h.li(one)))],
    droppable && kit.desk.state.editable && dropPart(kit, each),
  );
}

function dropPart(kit, each) {
  const { say, desk } = kit;
  const slot = `drop-${each.id}`;
  const drop = (event) => {
    event.preventDefault();
    const text = say("drop_saved", each);
    kit
      .save(slot, "drop", { asked: each.id, reason: kit.shown(`${slot}/reason`) }, text, { redraw: "criteria" })
      .then((done) => {
        if (!done) return;
        kit.focus(`undrop-${each.id}`);
        if (kit.uneven()) desk.announce(`${text} ${say("fit_uneven")}`);
      });
  };
  return kit.unfold(
    `${slot}-part`,
    [say("drop"), h.span({ class: "ts-hidden" }, `: ${each.title}`)],
    h.form(
      { onsubmit: drop },
      each.statutory && h.p({ class: "ts-warn" }, say("drop_statutory")),
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
  const back = (each) =>
    kit
      .save(`undrop-${each.id}`, "undrop", { asked: each.id }, say("undrop_saved", each), { redraw: "criteria" })
      .then((done) => {
        if (done) kit.focus("dropped-title", "criteria-title");
      });
  return h.div(
    { class: "ts-dropped" },
    h.h4({ id: "dropped-title", tabindex: "-1" }, say("dropped", { count: part.dropped.length })),
    h.ul(
      part.dropped.map((each) =>
        h.li(
          h.strong(each.title),
          ` (${[say(`kind_${each.kind}`), each.value].filter(Boolean).join(", ")}) `,
          each.statutory && h.span({ class: "ts-tag ts-law" }, say("dropped_statutory")),
          h.p({ dir: "auto" }, say("dropped_reason", each)),
          desk.state.editable &&
            h.p(
              h.button(
                { type: "button", id: `undrop-${each.id}`, onclick: () => back(each) },
                say("undrop"),
                h.span({ class: "ts-hidden" }, `: ${each.title}`),
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
        part.later.map((each) =>
          h.li(
            h.strong(each.title),
            ` (${[say(`kind_${each.kind}`), each.value].filter(Boolean).join(", ")}). `,
            say(each.begins ? "later_begins" : "later_ended", each),
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
    part.own.map((each) =>
      h.div(
        { class: "ts-asked" },
        h.h4({ id: `own-title-${each.id}`, tabindex: "-1", dir: "auto" }, each.title),
        h.p({ class: "ts-hint" }, each.value),
        kit.unfold(
          `change-${each.id}`,
          [say("own_change"), h.span({ class: "ts-hidden" }, `: ${each.title}`)],
          ownForm(kit, part, each),
        ),
        removeOwn(kit, each),
      ),
    ),
    kit.unfold("own-new", say("own_new"), ownForm(kit, part, null)),
  ];
}

const removeOwn = (kit, each) =>
  kit.confirm(
    `unown-${each.id}`,
    [kit.say("unown"), h.span({ class: "ts-hidden" }, `: ${each.title}`)],
    kit.say("unown_sure", each),
    [],
    () => kit.save(`unown-${each.id}`, "unown", { criterion: each.id }, kit.say("unown_saved"), { redraw: "criteria" }),
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
  const names = ["title", "question", "why", "link", ...levels.map((each) => each.level), "ask"];
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
        part.form.values.map((each) => [each.id, each.title]),
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
      levels.map((each) => field(each.level, `${say("own_level", each)} · ${each.label}`, long)),
    ),
    field("ask", say("own_ask"), { ...long, hint: say("own_ask_hint") }),
  ];
}
