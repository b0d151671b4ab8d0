// The people of the committee: what they declared, the fingerprints of their keys, and what the chair does about an interest.

import { h, placed } from "../../web/kit/elements.js";
import { choice, form } from "../../web/kit/fields.js";
import { drawRighting } from "./righting.js";

/** @typedef {import("./kit.js").Kit} Kit */
/** @typedef {import("./kit.js").Sections["committee"]} Part */

/** @param {Kit} kit @param {Part} part */
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
    part.people.map((member) => drawRighting(kit, "committee", member.rights, member.id)),
    measures(kit, part),
  ];
}

/** @param {Kit} kit @param {Part} part */
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

/**
 * A measure without a described interest: a key that was lost, an interest that was heard of elsewhere, a change of mind.
 * @param {Kit} kit @param {Part} part
 */
function another(kit, part) {
  const { say } = kit;
  const people = part.others.filter((other) => !part.waiting.includes(other) && other !== kit.desk.state.me);
  if (!people.length) return null;
  const select = kit.select(
    "measure/person",
    say("measure_person"),
    people.map((other) => [other, other]),
    people[0],
    { chosen: () => kit.redraw("committee") },
  );
  return kit.unfold(
    "measure-other",
    say("measure_other"),
    h.p(say("measure_other_what")),
    select,
    measureForm(kit, part, kit.value("measure/person", people[0])),
  );
}

/** @param {Kit} kit @param {Part} part @param {string} person */
function measureForm(kit, part, person) {
  const { say } = kit;
  const slot = `measure-${person}`,
    description = part.people.find((member) => member.id === person)?.description,
    restricted = kit.value(`${slot}/measure`) === "restricted",
    kept = new Set(kit.value(`${slot}/solutions`).split(",").filter(Boolean));
  const send = async () => {
    const solutions = part.solutions.map(({ id }) => id).filter((id) => restricted && kept.has(id)); // not one that was withdrawn since
    const given = { person, measure: kit.shown(`${slot}/measure`), solutions, reason: kit.shown(`${slot}/reason`) };
    if (await kit.save(slot, "measure", given, say("measure_saved", { person }), { redraw: "committee" }))
      kit.focus("measures-title");
  };
  /** @param {import("./state.d.ts").NamedOption} solution */
  const tick = ({ id, name }) => {
    const box = h.input({
      type: "checkbox",
      id: `${slot}/solution-${id}`,
      "data-at": "solutions",
      checked: kept.has(id),
      onchange: () => {
        if (box.checked) kept.add(id);
        else kept.delete(id);
        kit.type(`${slot}/solutions`, [...kept].join(","));
      },
    });
    return choice(box, h.bdi(name));
  };
  return form(
    { send },
    description && h.blockquote(h.p({ class: "ts-prose", dir: "auto" }, description)),
    kit.radios(
      `${slot}/measure`,
      say("measure"),
      ["none", ...(part.solutions.length ? ["restricted"] : []), "recused"].map((measure) => [
        measure,
        say(`measure_${measure}`),
        say(`measure_${measure}_why`),
      ]),
      "",
      { chosen: () => kit.redraw("committee") },
    ),
    !part.solutions.length && h.p({ class: "ts-hint" }, say("measure_no_solutions")),
    restricted && h.fieldset(h.legend(say("measure_solutions")), part.solutions.map(tick)),
    kit.prose(`${slot}/reason`, say("measure_reason"), { hint: say("measure_reason_hint") }),
    h.p(
      { class: "ts-row" },
      h.button({ id: `${slot}-go` }, say("measure_go"), h.span({ class: "ts-hidden" }, ` · ${person}`)),
      kit.markNode(slot),
    ),
  );
}

/**
 * While a sealed round is open: where it is opened, and what can be done where its key is lost.
 * @param {Kit} kit @param {import("./kit.js").Sections["moves"]} part
 */
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
    chairKey(kit, part),
    step && h.p(h.a({ class: "ts-button ts-main", href: step.href }, say("unseal_go", { step: step.title }))),
  );
}

/**
 * What the chair reads aloud to the evaluators; where the key is not here, what that can mean.
 * @param {Kit} kit @param {import("./kit.js").Sections["moves"]} part
 */
export function chairKey({ say }, part) {
  if (part.chair_here === null) return null;
  if (!part.chair_here) return h.p({ class: "ts-note", id: "chair-key-away" }, say("chair_key_away"));
  return h.p({ class: "ts-hint", id: "chair-key" }, say("chair_key"), " ", h.code(part.chair_key));
}
