// The sections in which the chair chooses: scoping, gates, conditions, rules, committee.

import { h } from "../../web/kit/elements.js";
import { form } from "../../web/kit/fields.js";
import { drawPeople } from "./measures.js";

/** @typedef {import("./kit.js").Kit} Kit */
/** @typedef {import("./kit.js").Option} Option */
/** @typedef {import("./kit.js").Sections} Sections */
/** @typedef {Sections["rules"]["rules"]} Rules */
/** @typedef {Sections["conditions"]["conditions"][number]} Condition */

/** @param {Kit} kit @param {Sections["scoping"]} part */
export function drawScoping(kit, part) {
  const { say, desk } = kit;
  return [
    desk.state.editable && h.p(say("scoping_what")),
    part.questions.map((asked) =>
      desk.state.editable
        ? question(kit, asked)
        : h.p(h.strong(asked.question), " ", asked.said || say("scoping_unsaid")),
    ),
    hanging(kit, part.hanging),
  ];
}

/** @type {Map<string, ReturnType<typeof setTimeout>>} */
const scopingLate = new Map(); // an answer is sent shortly after it was chosen: with the arrow keys one passes the others on the way
const SCOPING_MS = 600;

/** @param {Kit} kit @param {Sections["scoping"]["questions"][number]} asked */
function question(kit, asked) {
  const { say } = kit;
  const section = `scoping-${asked.id}`;
  const send = (/** @type {string} */ answer) => {
    const given = { question: asked.id, answer };
    clearTimeout(scopingLate.get(asked.id));
    kit.desk.outbox.keep(section, { id: "typed", do: "scope", with: given }); // who leaves before it is sent has answered
    const late = async () => {
      if (await kit.save(section, "scope", given, say("scoping_saved"), { redraw: "scoping" })) return;
      kit.forget(section); // no button sends it again: what is kept is shown
      kit.redraw("scoping");
    };
    scopingLate.set(asked.id, setTimeout(late, SCOPING_MS));
  };
  return [
    kit.radios(
      `${section}/answer`,
      asked.question,
      asked.options.map((option) => [option.id, option.label]),
      asked.answer,
      { hint: asked.why, chosen: send },
    ),
    h.p(kit.markNode(section)),
  ];
}

/** @param {Kit} kit @param {Sections["scoping"]["hanging"]} all */
function hanging(kit, all) {
  const { say } = kit;
  return ["open", "drops", "applies"].map((standing) => {
    const members = all.filter((hanging) => hanging.standing === standing);
    return (
      members.length > 0 &&
      kit.unfold(
        `hanging-${standing}`,
        say(`hanging_${standing}`, { count: members.length }),
        h.ul(
          members.map((hanging) =>
            h.li(
              h.strong(hanging.title),
              ` (${say(`kind_${hanging.kind}`)}). `,
              hanging.by.map((by) => `${by.question} ${by.answer || say("scoping_unsaid")}`).join(" "),
            ),
          ),
        ),
      )
    );
  });
}

/** @param {Kit} kit @param {Sections["gates"]} part */
export function drawGates(kit, part) {
  const { say } = kit;
  const applying = part.gates.filter((gate) => gate.standing === "applies").length;
  return [
    h.p(say("gates_what")),
    kit.unfold(
      "gates-list",
      say("gates_count", { count: part.gates.length, applying }),
      part.gates.map((gate) =>
        h.div(
          { class: "ts-asked" },
          h.h3(
            gate.title,
            " ",
            kit.standing(gate.standing),
            gate.explainable && [" ", h.span({ class: "ts-tag" }, say("gates_explainable"))],
          ),
          gate.question && h.p(gate.question),
          gate.takes && h.p(h.strong(say(`proof_${gate.takes}`)), " ", gate.proof),
        ),
      ),
    ),
    part.minimums.length > 0 &&
      kit.unfold(
        "minimums",
        say("minimums_count", { count: part.minimums.length }),
        h.p(say("minimums_what")),
        h.ul(
          part.minimums.map((criterion) =>
            h.li(h.strong(say("minimums_at", criterion)), " ", kit.standing(criterion.standing), " ", criterion.text),
          ),
        ),
      ),
  ];
}

/** @param {Kit} kit @param {Sections["conditions"]} part */
export function drawConditions(kit, part) {
  const { say } = kit;
  /** @type {(name: string, members: Condition[]) => HTMLElement | false} */
  const group = (name, members) =>
    members.length > 0 &&
    kit.unfold(
      `conditions-${name}`,
      say(`conditions_${name}`, { count: members.length }),
      members.map((condition) => shownCondition(kit, condition)),
    );
  const applies = (/** @type {Condition} */ condition) => condition.standing === "applies";
  return [
    h.p(say("conditions_what")),
    !part.conditions.length && h.p(say("conditions_none")),
    group("apply", part.conditions.filter(applies)),
    group(
      "hang",
      part.conditions.filter((condition) => !applies(condition)),
    ),
    part.dropped.length > 0 &&
      kit.unfold(
        "conditions-dropped",
        say("conditions_dropped", { count: part.dropped.length }),
        h.ul(
          part.dropped.map((condition) =>
            h.li(h.strong(condition.title), ". ", h.span({ dir: "auto" }, say("dropped_reason", condition))),
          ),
        ),
      ),
  ];
}

/** @param {Kit} kit @param {Condition} condition */
function shownCondition(kit, condition) {
  const { say } = kit;
  return h.div(
    { class: "ts-asked" },
    h.h3(condition.title, " ", kit.standing(condition.standing)),
    condition.standing !== "applies" &&
      condition.by.map((by) =>
        h.p(say("conditions_because", { question: by.question, answer: by.answer || say("scoping_unsaid") })),
      ),
    h.p({ class: "ts-hint" }, condition.why),
    h.p(h.strong(say("conditions_clause"))),
    h.blockquote({ class: "ts-clause" }, condition.clause),
    h.p(h.strong(say("conditions_watch")), h.br(), condition.watch),
  );
}

/** @param {Kit} kit @param {Sections["rules"]} part */
export function drawRules(kit, part) {
  const { say, desk } = kit;
  const now = part.rules;
  const known = new Set(["by:quality", "lot", ...part.values.map((value) => value.id)]);
  const gone = now.tie_break.filter((step) => !known.has(step));
  /** @type {Option[]} */
  const steps = [
    ["", say("tie_none")],
    ["by:quality", say("tie_quality")],
    ...kit.titled(gone.map((id) => ({ id, title: id }))),
    ...kit.titled(part.values.map(({ id, title }) => ({ id, title: say("tie_value", { title }) }))),
    ["lot", say("tie_lot")],
  ];
  if (!desk.state.editable) return rulesRead(kit, now, steps);
  /** @param {"aggregation" | "no_answer" | "cap"} name @param {string[]} values */
  const pick = (name, values) =>
    kit.radios(
      `rules/${name}`,
      say(`rules_${name}`),
      values.map((value) => [value, say(`${name}_${value}`), say(`${name}_${value}_why`)]),
      now[name],
      {
        hint:
          part.default[name] !== now[name] && say("rules_not_default", { value: say(`${name}_${part.default[name]}`) }),
      },
    );
  /** @param {"digits" | "mode" | "ties" | "fewest"} name @param {Option[]} options @param {string} [hint] */
  const choose = (name, options, hint) =>
    kit.select(`rules/${name}`, say(`rules_${name}`), options, now[name], { hint });
  return form(
    { send: () => saveRules(kit, part) },
    h.p(say(part.chosen ? "rules_own" : `rules_default_${part.track}`)),
    pick("aggregation", ["consensus", "mean", "median"]),
    pick("no_answer", ["open", "lowest"]),
    pick("cap", ["on", "off"]),
    h.fieldset(
      h.legend(say("rules_rounding")),
      choose("digits", kit.counts(0, 6)),
      choose(
        "mode",
        ["half_up", "half_even", "down"].map((value) => [value, say(`mode_${value}`)]),
      ),
      choose(
        "ties",
        ["exact", "rounded"].map((value) => [value, say(`ties_${value}`)]),
        say("rules_ties_why"),
      ),
    ),
    choose("fewest", [["", say("fewest_any")], ...kit.counts(1, 7)], say("rules_fewest_why")),
    h.fieldset(
      h.legend(say("rules_tie_break")),
      h.p({ class: "ts-hint" }, say("rules_tie_why")),
      stepsOf(now).map((index) =>
        kit.select(`rules/tie-${index}`, say("rules_step", { number: index + 1 }), steps, now.tie_break[index] ?? ""),
      ),
    ),
    h.p({ class: "ts-row" }, h.button({ id: "rules-go" }, say("rules_go")), kit.markNode("rules")),
  );
}

/**
 * Three steps are offered, and as many as there are.
 * @param {Rules} rules
 */
const stepsOf = (rules) => Array.from({ length: Math.max(3, rules.tie_break.length) }, (_, index) => index);

/** @param {Kit} kit @param {Rules} now @param {Option[]} steps */
function rulesRead(kit, now, steps) {
  const { say } = kit;
  return kit.facts([
    ["rules_aggregation", say(`aggregation_${now.aggregation}`)],
    ["rules_no_answer", say(`no_answer_${now.no_answer}`)],
    ["rules_cap", say(`cap_${now.cap}`)],
    ["rules_digits", now.digits],
    ["rules_mode", say(`mode_${now.mode}`)],
    ["rules_ties", say(`ties_${now.ties}`)],
    ["rules_fewest", now.fewest || say("fewest_any")],
    [
      "rules_tie_break",
      now.tie_break.map((step) => steps.find(([id]) => id === step)?.[1]).join("; ") || say("tie_none"),
    ],
  ]);
}

/** @param {Kit} kit @param {Sections["rules"]} part */
function saveRules(kit, part) {
  const fields = ["aggregation", "no_answer", "cap", "digits", "mode", "ties", "fewest"];
  const given = Object.fromEntries(fields.map((name) => [name, kit.shown(`rules/${name}`)]));
  const steps = stepsOf(part.rules).map((index) => kit.shown(`rules/tie-${index}`));
  return kit.save("rules", "rules", { ...given, tie_break: steps.filter(Boolean) }, kit.say("rules_saved"));
}

/** @param {Kit} kit @param {Sections["committee"]} part */
export function drawCommittee(kit, part) {
  const { say } = kit;
  const send = () => {
    const role = kit.shown("committee/role");
    const person = part.next[role];
    const given = { person, role, expertise: kit.shown("committee/expertise") };
    return kit.save("committee", "person", given, say("committee_saved", { person }));
  };
  return [
    h.p(say("committee_what")),
    drawPeople(kit, part),
    form(
      { send },
      h.h3(say("committee_add")),
      kit.select(
        "committee/role",
        say("committee_role"),
        Object.entries(part.next).map(([role, person]) => [role, `${say(`role_${role}`)} (${person})`]),
        "evaluator",
      ),
      kit.input("committee/expertise", say("committee_expertise"), { maxlength: 500, hint: say("committee_hint") }),
      h.p({ class: "ts-row" }, h.button({ id: "committee-go" }, say("committee_go")), kit.markNode("committee")),
    ),
  ];
}
