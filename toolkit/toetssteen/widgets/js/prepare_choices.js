// The sections in which the chair chooses: what is bought, the set, scoping, gates, rules, committee.

function drawBought(kit, part) {
  const { say } = kit;
  const rows = [["bought_title", part.title], ["bought_authority", part.authority], ["bought_track", part.track], ["bought_procedure", say(`procedure_${part.procedure}`)],
    ["bought_procurement", part.procurement], ["bought_lot", part.lot], ["bought_about", part.about]].filter(([, value]) => value);
  return [h("dl", { class: "ts-facts" }, rows.map(([name, value]) => h("div", {}, h("dt", {}, say(name)), h("dd", { dir: "auto" }, value)))),
    h("p", { class: "ts-hint" }, say("bought_fixed"))];
}

function drawCriteria(kit, part) {
  const { say, desk } = kit;
  const chosen = part.sets.find((each) => each.id === part.chosen);
  const choose = desk.state.editable && h("form", { onsubmit: (event) => {
    event.preventDefault();
    const wanted = new FormData(event.target).get("criteria/set");
    if (wanted) kit.save("criteria", "set", { chosen: wanted }, say("criteria_saved"));
  } },
  kit.radios("criteria/set", say("criteria_choose"), part.sets.map((each) => [each.id, h("strong", {}, each.title),
    [say("criteria_size", each), " ", each.why]]), part.chosen),
  h("p", { class: "ts-row" }, h("button", { class: part.chosen ? null : "ts-main", id: "criteria-go" }, say("criteria_go")), kit.markNode("criteria")));
  return [desk.state.problem.length > 0 && part.chosen && kit.faults(desk.state.problem), choose,
    part.values.length > 0 && [h("h3", {}, say("criteria_asks", { title: chosen ? chosen.title : part.chosen || "", version: part.version || "" })),
      h("p", { class: "ts-hint" }, say("criteria_unfold")),
      part.values.map((value) => kit.unfold(`value-${value.id}`, say("criteria_value", { title: value.title, weight: value.weight, count: value.criteria.length }),
        value.why && h("p", {}, value.why), value.criteria.map((each) => shownAsked(kit, each)))),
      part.checklist.length > 0 && kit.unfold("checklist", say("criteria_checklist", { count: part.checklist.length }), h("p", {}, say("criteria_checklist_why")), part.checklist.map((each) => shownAsked(kit, each)))]];
}

function shownAsked(kit, each) {
  const { say } = kit;
  return h("div", { class: "ts-asked" }, h("h4", {}, each.title, " ", kit.standing(each.standing)),
    each.addressee && each.addressee !== "solution" && h("p", { class: "ts-hint" }, say(`addressee_${each.addressee}`)),
    each.question && h("p", {}, each.question), each.why && h("p", { class: "ts-hint" }, each.why),
    each.weight && h("p", {}, say("criteria_weight", each), each.minimum !== null && ` · ${say("criteria_minimum", each)}`),
    each.anchors && each.anchors.length > 0 && h("dl", { class: "ts-anchors" }, each.anchors.map((anchor) => h("div", {}, h("dt", {}, anchor.level, anchor.label && ` · ${anchor.label}`), h("dd", {}, anchor.text)))),
    each.ask && [h("p", {}, h("strong", {}, say("criteria_ask"))), h("ul", {}, each.ask.map((one) => h("li", {}, one)))]);
}

function drawScoping(kit, part) {
  const { say, desk } = kit;
  if (part.state === "later") return h("p", { class: "ts-note" }, say("first_set"));
  return [desk.state.editable && h("p", {}, say("scoping_what")), part.questions.map((each) => (desk.state.editable ? question(kit, each)
    : h("p", {}, h("strong", {}, each.question), " ", each.said || say("scoping_unsaid")))), hanging(kit, part.hanging)];
}

// An answer is sent shortly after it was chosen: with the arrow keys one passes the others on the way.
const scopingLate = new Map();
function question(kit, each) {
  const { say } = kit;
  const section = `scoping-${each.id}`;
  const send = (answer) => {
    clearTimeout(scopingLate.get(each.id));
    scopingLate.set(each.id, setTimeout(() => kit.save(section, "scope", { question: each.id, answer }, say("scoping_saved"), { redraw: "scoping" }), 600));
  };
  return [kit.radios(`${section}/answer`, each.question, each.options.map((one) => [one.id, one.label]), each.answer, { hint: each.why, then: send }), h("p", {}, kit.markNode(section))];
}

function hanging(kit, all) {
  const { say } = kit;
  return ["open", "drops", "applies"].map((standing) => {
    const members = all.filter((each) => each.standing === standing);
    return members.length > 0 && kit.unfold(`hanging-${standing}`, say(`hanging_${standing}`, { count: members.length }), h("ul", {}, members.map((each) => h("li", {},
      h("strong", {}, each.title), ` (${say(`kind_${each.kind}`)}). `, each.by.map((by) => `${by.question} ${by.answer || say("scoping_unsaid")}`).join(" ")))));
  });
}

function drawGates(kit, part) {
  const { say } = kit;
  if (part.state === "later") return h("p", { class: "ts-note" }, say("first_set"));
  const applying = part.gates.filter((each) => each.standing === "applies").length;
  return [h("p", {}, say("gates_what")),
    kit.unfold("gates-list", say("gates_count", { count: part.gates.length, applying }), part.gates.map((each) => h("div", { class: "ts-asked" },
      h("h3", {}, each.title, " ", kit.standing(each.standing), each.explainable && [" ", h("span", { class: "ts-tag" }, say("gates_explainable"))]),
      each.question && h("p", {}, each.question), each.takes && h("p", {}, h("strong", {}, say(`proof_${each.takes}`)), " ", each.proof)))),
    part.minimums.length > 0 && kit.unfold("minimums", say("minimums_count", { count: part.minimums.length }), h("p", {}, say("minimums_what")), h("ul", {}, part.minimums.map((each) => h("li", {},
      h("strong", {}, say("minimums_at", each)), " ", kit.standing(each.standing), " ", each.text))))];
}

function drawRules(kit, part) {
  const { say, desk } = kit;
  const now = part.rules;
  const wrong = (name) => (part.default[name] === now[name] ? null : say("rules_not_default", { value: say(`${name}_${part.default[name]}`) }));
  const gone = now.tie_break.filter((each) => each !== "lot" && !part.values.some((value) => value.id === each)).map((each) => [each, each]);
  const steps = [["", say("tie_none")], ...gone, ...part.values.map((each) => [each.id, say("tie_value", each)]), ["lot", say("tie_lot")]];
  if (!desk.state.editable) return rulesRead(kit, part, steps);
  const pick = (name, values) => kit.radios(`rules/${name}`, say(`rules_${name}`), values.map((each) => [each, say(`${name}_${each}`), say(`${name}_${each}_why`)]), now[name], { hint: wrong(name) });
  return h("form", { onsubmit: (event) => { event.preventDefault(); saveRules(kit, part); } },
    h("p", {}, say(part.chosen ? "rules_own" : `rules_default_${part.track}`)),
    pick("aggregation", ["consensus", "mean", "median"]), pick("no_answer", ["open", "lowest"]), pick("cap", ["on", "off"]),
    h("fieldset", {}, h("legend", {}, say("rules_rounding")),
      kit.select("rules/digits", say("rules_digits"), ["0", "1", "2", "3", "4", "5", "6"].map((each) => [each, each]), now.digits),
      kit.select("rules/mode", say("rules_mode"), ["half_up", "half_even", "down"].map((each) => [each, say(`mode_${each}`)]), now.mode),
      kit.select("rules/ties", say("rules_ties"), ["exact", "rounded"].map((each) => [each, say(`ties_${each}`)]), now.ties, say("rules_ties_why"))),
    h("fieldset", {}, h("legend", {}, say("rules_tie_break")), h("p", { class: "ts-hint" }, say("rules_tie_why")),
      stepsOf(now).map((index) => kit.select(`rules/tie-${index}`, say("rules_step", { number: index + 1 }), steps, now.tie_break[index] ?? ""))),
    h("p", { class: "ts-row" }, h("button", { id: "rules-go" }, say("rules_go")), kit.markNode("rules")));
}

// Three steps are offered, and as many as there are.
const stepsOf = (rules) => Array.from({ length: Math.max(3, rules.tie_break.length) }, (_, index) => index);

function rulesRead(kit, part, steps) {
  const { say } = kit;
  const now = part.rules;
  const ties = now.tie_break.map((each) => steps.find(([id]) => id === each)?.[1] || each).join("; ") || say("tie_none");
  return h("dl", { class: "ts-facts" }, [["rules_aggregation", say(`aggregation_${now.aggregation}`)], ["rules_no_answer", say(`no_answer_${now.no_answer}`)], ["rules_cap", say(`cap_${now.cap}`)],
    ["rules_digits", now.digits], ["rules_mode", say(`mode_${now.mode}`)], ["rules_ties", say(`ties_${now.ties}`)], ["rules_tie_break", ties]]
    .map(([name, value]) => h("div", {}, h("dt", {}, say(name)), h("dd", {}, value))));
}

function saveRules(kit, part) {
  const value = (name) => kit.value(`rules/${name}`, part.rules[name]);
  const steps = stepsOf(part.rules).map((index) => kit.value(`rules/tie-${index}`, part.rules.tie_break[index])).filter(Boolean);
  kit.save("rules", "rules", { aggregation: value("aggregation"), no_answer: value("no_answer"), cap: value("cap"), digits: value("digits"), mode: value("mode"), ties: value("ties"), tie_break: steps }, kit.say("rules_saved"));
}

function drawCommittee(kit, part) {
  const { say } = kit;
  const role = kit.value("committee/role", "evaluator");
  const add = () => {
    const chosen = kit.value("committee/role", "evaluator");
    const person = part.next[chosen];
    kit.save("committee", "person", { person, role: chosen, expertise: kit.value("committee/expertise") }, say("committee_saved", { person }));
  };
  return [h("p", {}, say("committee_what")),
    kit.table(say("committee_table"), [say("committee_id"), say("committee_role"), say("committee_expertise"), say("committee_declared")],
      part.people.map((each) => [each.id, say(`role_${each.role}`), each.expertise, say(each.declared ? "yes" : "not_yet")])),
    h("form", { onsubmit: (event) => { event.preventDefault(); add(); } }, h("h3", {}, say("committee_add")),
      kit.select("committee/role", say("committee_role"), Object.keys(part.next).map((each) => [each, `${say(`role_${each}`)} (${part.next[each]})`]), role),
      kit.input("committee/expertise", say("committee_expertise"), { maxlength: 500, hint: say("committee_hint") }),
      h("p", { class: "ts-row" }, h("button", { id: "committee-go" }, say("committee_go")), kit.markNode("committee")))];
}
