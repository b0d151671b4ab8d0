// The sections in which the chair chooses: scoping, gates, conditions, rules, committee.

import { h } from "../../web/kit/elements.js";
import { drawPeople } from "./measures.js";

/**
 * @param {import("./kit.js").Kit} kit
 * @param {import("./state.d.ts").ScopingPart} part
 */
export function drawScoping(kit, part) {
  const { say, desk } = kit;
  if (part.state === "later") return h.p({ class: "ts-note" }, say("first_set"));
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

// An answer is sent shortly after it was chosen: with the arrow keys one passes the others on the way.
const scopingLate = new Map();
function question(kit, asked) {
  const { say } = kit;
  const section = `scoping-${asked.id}`;
  const send = (answer) => {
    clearTimeout(scopingLate.get(asked.id));
    kit.desk.outbox.keep(section, { id: "typed", do: "scope", with: { question: asked.id, answer } }); // who leaves before it is sent has answered
    scopingLate.set(
      asked.id,
      setTimeout(
        () =>
          kit
            .save(section, "scope", { question: asked.id, answer }, say("scoping_saved"), { redraw: "scoping" })
            .then((done) => {
              if (!done) {
                kit.forget(section);
                kit.redraw("scoping");
              }
            }),
        600,
      ),
    ); // no button sends it again: what is kept is shown
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

/**
 * @param {import("./kit.js").Kit} kit
 * @param {import("./state.d.ts").GatesPart} part
 */
export function drawGates(kit, part) {
  const { say } = kit;
  if (part.state === "later") return h.p({ class: "ts-note" }, say("first_set"));
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

/**
 * @param {import("./kit.js").Kit} kit
 * @param {import("./state.d.ts").ConditionsPart} part
 */
export function drawConditions(kit, part) {
  const { say } = kit;
  if (part.state === "later") return h.p({ class: "ts-note" }, say("first_set"));
  const group = (name, members) =>
    members.length > 0 &&
    kit.unfold(
      `conditions-${name}`,
      say(`conditions_${name}`, { count: members.length }),
      members.map((condition) => shownCondition(kit, condition)),
    );
  const applies = (condition) => condition.standing === "applies";
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

/**
 * @param {import("./kit.js").Kit} kit
 * @param {import("./state.d.ts").RulesPart} part
 */
export function drawRules(kit, part) {
  const { say, desk } = kit;
  const now = part.rules;
  const wrong = (name) =>
    part.default[name] === now[name] ? null : say("rules_not_default", { value: say(`${name}_${part.default[name]}`) });
  const gone = now.tie_break
    .filter((step) => !["lot", "by:quality"].includes(step) && !part.values.some((value) => value.id === step))
    .map((step) => [step, step]);
  const steps = [
    ["", say("tie_none")],
    ["by:quality", say("tie_quality")],
    ...gone,
    ...part.values.map((value) => [value.id, say("tie_value", value)]),
    ["lot", say("tie_lot")],
  ];
  if (!desk.state.editable) return rulesRead(kit, part, steps);
  const pick = (name, values) =>
    kit.radios(
      `rules/${name}`,
      say(`rules_${name}`),
      values.map((value) => [value, say(`${name}_${value}`), say(`${name}_${value}_why`)]),
      now[name],
      { hint: wrong(name) },
    );
  return h.form(
    {
      onsubmit: (event) => {
        event.preventDefault();
        saveRules(kit, part);
      },
    },
    h.p(say(part.chosen ? "rules_own" : `rules_default_${part.track}`)),
    pick("aggregation", ["consensus", "mean", "median"]),
    pick("no_answer", ["open", "lowest"]),
    pick("cap", ["on", "off"]),
    h.fieldset(
      h.legend(say("rules_rounding")),
      kit.select(
        "rules/digits",
        say("rules_digits"),
        ["0", "1", "2", "3", "4", "5", "6"].map((digits) => [digits, digits]),
        now.digits,
      ),
      kit.select(
        "rules/mode",
        say("rules_mode"),
        ["half_up", "half_even", "down"].map((mode) => [mode, say(`mode_${mode}`)]),
        now.mode,
      ),
      kit.select(
        "rules/ties",
        say("rules_ties"),
        ["exact", "rounded"].map((ties) => [ties, say(`ties_${ties}`)]),
        now.ties,
        say("rules_ties_why"),
      ),
    ),
    kit.select(
      "rules/fewest",
      say("rules_fewest"),
      [["", say("fewest_any")], ...["1", "2", "3", "4", "5", "6", "7"].map((count) => [count, count])],
      now.fewest,
      say("rules_fewest_why"),
    ),
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

// Three steps are offered, and as many as there are.
const stepsOf = (rules) => Array.from({ length: Math.max(3, rules.tie_break.length) }, (_, index) => index);

function rulesRead(kit, part, steps) {
  const { say } = kit;
  const now = part.rules;
  const ties =
    now.tie_break.map((step) => steps.find(([id]) => id === step)?.[1] || step).join("; ") || say("tie_none");
  return h.dl(
    { class: "ts-facts" },
    [
      ["rules_aggregation", say(`aggregation_${now.aggregation}`)],
      ["rules_no_answer", say(`no_answer_${now.no_answer}`)],
      ["rules_cap", say(`cap_${now.cap}`)],
      ["rules_digits", now.digits],
      ["rules_mode", say(`mode_${now.mode}`)],
      ["rules_ties", say(`ties_${now.ties}`)],
      ["rules_fewest", now.fewest || say("fewest_any")],
      ["rules_tie_break", ties],
    ].map(([name, value]) => h.div(h.dt(say(name)), h.dd(value))),
  );
}

function saveRules(kit, part) {
  const value = (name) => kit.shown(`rules/${name}`);
  const steps = stepsOf(part.rules)
    .map((index) => kit.shown(`rules/tie-${index}`))
    .filter(Boolean);
  kit.save(
    "rules",
    "rules",
    {
      aggregation: value("aggregation"),
      no_answer: value("no_answer"),
      cap: value("cap"),
      digits: value("digits"),
      mode: value("mode"),
      ties: value("ties"),
      fewest: value("fewest"),
      tie_break: steps,
    },
    kit.say("rules_saved"),
  );
}

/**
 * @param {import("./kit.js").Kit} kit
 * @param {import("./state.d.ts").CommitteePart} part
 */
export function drawCommittee(kit, part) {
  const { say } = kit;
  const role = kit.value("committee/role", "evaluator");
  const add = () => {
    const chosen = kit.shown("committee/role");
    const person = part.next[chosen];
    kit.save(
      "committee",
      "person",
      { person, role: chosen, expertise: kit.shown("committee/expertise") },
      say("committee_saved", { person }),
    );
  };
  return [
    h.p(say("committee_what")),
    drawPeople(kit, part),
    h.form(
      {
        onsubmit: (event) => {
          event.preventDefault();
          add();
        },
      },
      h.h3(say("committee_add")),
      kit.select(
        "committee/role",
        say("committee_role"),
        Object.keys(part.next).map((role) => [role, `${say(`role_${role}`)} (${part.next[role]})`]),
        role,
      ),
      kit.input("committee/expertise", say("committee_expertise"), { maxlength: 500, hint: say("committee_hint") }),
      h.p({ class: "ts-row" }, h.button({ id: "committee-go" }, say("committee_go")), kit.markNode("committee")),
    ),
  ];
}
