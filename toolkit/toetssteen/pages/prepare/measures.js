// The people of the committee: what they declared, the fingerprints of their keys, and what the chair does about an interest.

import { h, placed } from "../../web/kit/elements.js";
import { choice } from "../../web/kit/fields.js";

/**
 * @param {import("./kit.js").Kit} kit
 * @param {import("./state.d.ts").CommitteePart} part
 */
export function drawPeople(kit, part) {
  const { say } = kit;
  return [
    kit.table(
      say("committee_table"),
      [
        say("committee_id"),
        say("committee_role"),
        say("committee_expertise"),
        say("committee_declared"),
        say("committee_key"),
      ],
      part.people.map((member) => [
        member.id,
        say(`role_${member.role}`),
        member.expertise,
        say(`declared_${member.interests}`) +
          (member.interests !== "open" && !member.confidential ? ` (${say("declared_not_confidential")})` : ""),
        member.key && h.code(member.key),
      ]),
    ),
    h.p({ class: "ts-hint" }, say("committee_key_what")),
    measures(kit, part),
  ];
}

function measures(kit, part) {
  const { say } = kit;
  const described = part.people.filter((member) => member.interests === "described");
  if (!described.length && !part.measures.length && !part.others.length) return null;
  return h.div(
    { id: "measures" },
    h.h3({ id: "measures-title", tabindex: "-1" }, say("measures")),
    !part.reads &&
      described.length > 0 &&
      h.p(
        { class: "ts-note" },
        say("measures_chairs"),
        " ",
        kit.desk.state.me &&
          h.button(
            {
              type: "button",
              id: "measures-chair",
              onclick: () => kit.desk.act("choose", { person: kit.desk.state.me }),
            },
            say("measures_am_chair"),
          ),
      ),
    part.waiting.map((person) =>
      h.div({ class: "ts-card" }, h.h4(say("measure_for", { person })), measureForm(kit, part, person)),
    ),
    part.measures.length > 0 &&
      h.ul(
        part.measures.map((measure) =>
          h.li(
            h.strong(measure.person),
            ": ",
            say(`measure_${measure.measure}_is`, { solutions: measure.solutions.join(", ") }),
            measure.reason && [" ", h.span({ class: "ts-hint", dir: "auto" }, say("measure_reason_is", measure))],
          ),
        ),
      ),
    part.thin.length > 0 &&
      h.ul(
        { class: "ts-note" },
        part.thin.map((solution) => h.li(say("measures_thin", solution))),
      ),
    another(kit, part),
  );
}

// A measure without a described interest: a key that was lost, an interest that was heard of elsewhere, a change of mind.
function another(kit, part) {
  const { say } = kit;
  const people = part.others.filter((other) => !part.waiting.includes(other) && other !== kit.desk.state.me);
  if (!people.length) return null;
  const id = "measure/person",
    person = people.includes(kit.value(id)) ? kit.value(id) : people[0];
  const select = h.select(
    {
      id,
      onchange: () => {
        kit.type(id, select.value);
        kit.redraw("committee");
      },
    },
    people.map((other) => h.option({ value: other, selected: other === person }, other)),
  );
  return kit.unfold(
    "measure-other",
    say("measure_other"),
    h.p(say("measure_other_what")),
    h.label({ for: id }, say("measure_person")),
    select,
    measureForm(kit, part, person),
  );
}

function measureForm(kit, part, person) {
  const { say } = kit;
  const slot = `measure-${person}`,
    about = part.people.find((member) => member.id === person),
    chosen = kit.value(`${slot}/measure`);
  const ticked = () =>
    part.solutions.map((solution) => solution.id).filter((id) => kit.find(`${slot}/solution-${id}`)?.checked); // not one that was withdrawn since
  const kept = new Set((kit.value(`${slot}/solutions`) || "").split(",").filter(Boolean));
  const tick = (solution) => (event) => {
    if (event.target.checked) kept.add(solution.id);
    else kept.delete(solution.id);
    kit.type(`${slot}/solutions`, [...kept].join(","));
  };
  const choices = ["none", ...(part.solutions.length ? ["restricted"] : []), "recused"];
  const go = (event) => {
    event.preventDefault();
    kit
      .save(
        slot,
        "measure",
        { person, measure: kit.shown(`${slot}/measure`), solutions: ticked(), reason: kit.shown(`${slot}/reason`) },
        say("measure_saved", { person }),
        { redraw: "committee" },
      )
      .then((done) => done && kit.focus("measures-title"));
  };
  return h.form(
    { onsubmit: go },
    about.description && h.blockquote(h.p({ class: "ts-prose", dir: "auto" }, about.description)),
    kit.radios(
      `${slot}/measure`,
      say("measure"),
      choices.map((choice) => [choice, say(`measure_${choice}`), say(`measure_${choice}_why`)]),
      "",
      { chosen: () => kit.redraw("committee") },
    ),
    !part.solutions.length && h.p({ class: "ts-hint" }, say("measure_no_solutions")),
    chosen === "restricted" &&
      h.fieldset(
        h.legend(say("measure_solutions")),
        part.solutions.map((solution) =>
          choice(
            {
              type: "checkbox",
              id: `${slot}/solution-${solution.id}`,
              checked: kept.has(solution.id),
              onchange: tick(solution),
            },
            h.bdi(solution.name),
          ),
        ),
      ),
    kit.input(`${slot}/reason`, say("measure_reason"), {
      tag: "textarea",
      maxlength: 20000,
      hint: say("measure_reason_hint"),
    }),
    h.p(
      { class: "ts-row" },
      h.button({ id: `${slot}-go` }, say("measure_go"), h.span({ class: "ts-hidden" }, ` · ${person}`)),
      kit.markNode(slot),
    ),
  );
}

// While a sealed round is open: where it is opened, and what can be done where its key is lost.
export function roundOpening(kit, part) {
  const { say } = kit;
  if (!part.unseal) return null;
  const step = kit.desk.state.steps.find((place) => place.href.startsWith("03_consensus"));
  return h.div(
    { class: "ts-move" },
    h.h3(say("unseal")),
    h.p(say("unseal_what")),
    part.key_here
      ? h.p({ class: "ts-hint" }, placed(say, "round_key_here", h.code(part.key_folder)))
      : h.p({ class: "ts-note" }, say("round_key_lost")),
    h.p(h.a({ class: "ts-button ts-main", href: step.href }, say("unseal_go", { step: step.title }))),
  );
}
