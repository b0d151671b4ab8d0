// The box of a cell: the levels of one solution on one question, the reason, the evidence; and what it shows now.

import { h } from "../../web/kit/elements.js";
import { choice } from "../../web/kit/fields.js";
import { asSent, levelInField, numberField } from "../../web/kit/number_field.js";
import { NO_ANSWER } from "./kit.js";

/** @typedef {import("./kit.js").Cell} Cell */
/**
 * The elements of a box.
 * @typedef {object} Nodes
 * @property {HTMLFieldSetElement} box
 * @property {HTMLInputElement[]} radios
 * @property {Record<"mark" | "note" | "fault" | "count" | "lacks", HTMLParagraphElement>} said
 * @property {HTMLTextAreaElement} reason
 * @property {HTMLElement} proof
 * @property {HTMLDivElement} [pieces] once the evidence is unfolded
 * @property {HTMLInputElement} [typed] of a scale whose level is typed
 * @property {{ part: HTMLDivElement, owner: HTMLInputElement, until: HTMLInputElement }} [explained]
 */

/** @param {import("./kit.js").Kit} kit */
export function boxesOf(kit) {
  const { say, state, idOf, local, whole, lengthOf } = kit;
  const capital = (/** @type {string} */ text) => text.charAt(0).toLocaleUpperCase(state().language) + text.slice(1);

  /** @param {Cell["ask"]} ask @param {string} answer */
  function nameOf(ask, answer) {
    /** @type {Record<string, string>} */
    const known = { unanswered: say("open"), unknown: say("unknown_short"), refused: say("refused_short") };
    return known[answer] || ask.answers.find((described) => described.answer === answer)?.name || local(answer);
  }

  /** @param {Cell} cell @param {import("./kit.js").Mark} what */
  function mark(cell, what) {
    cell.mark = what;
    if (cell.nodes) {
      cell.nodes.said.mark.className = `ts-mark ts-mark-${what || "none"}`;
      cell.nodes.said.mark.textContent = what ? say(what) : "";
    }
    kit.list.overall();
  }

  /** @param {Cell} cell @param {string} text */
  function fault(cell, text) {
    cell.fault = text;
    if (!cell.nodes) return;
    const { said, reason, explained, typed } = cell.nodes;
    said.fault.textContent = text;
    for (const field of [reason, explained?.owner, explained?.until, typed]) field?.removeAttribute("aria-invalid");
    if (!text) return;
    const long = lengthOf(cell.reason) > state().most.reason;
    const asked = cell.owner.trim() ? explained?.until : explained?.owner;
    const field = long ? reason : cell.answer === "explained" ? asked : typed;
    field?.setAttribute("aria-invalid", "true");
  }

  /**
   * Puts what the page knows of a cell into its controls; nothing is drawn anew, so the cursor stays.
   * @param {Cell} cell
   */
  function show(cell) {
    kit.list.line(cell.ask);
    const { nodes } = cell;
    if (!nodes) return;
    for (const radio of nodes.radios)
      radio.checked = radio.value === "typed" ? !NO_ANSWER.includes(cell.answer) : radio.value === cell.answer;
    if (nodes.typed && document.activeElement !== nodes.typed)
      nodes.typed.value = NO_ANSWER.includes(cell.answer) ? "" : levelInField(cell.answer, state().language);
    if (nodes.reason.value !== cell.reason) nodes.reason.value = cell.reason;
    if (nodes.explained) {
      const { part, owner, until } = nodes.explained;
      part.hidden = cell.answer !== "explained";
      if (owner.value !== cell.owner) owner.value = cell.owner;
      if (until.value !== cell.until) until.value = cell.until;
    }
    nodes.said.note.textContent = cell.note;
    const long = lengthOf(cell.reason);
    nodes.said.count.textContent =
      long > state().most.reason * 0.75
        ? say("counted", { length: whole(long), most: whole(state().most.reason) })
        : "";
    nodes.said.lacks.textContent = cell.answer !== "unanswered" && !cell.reason.trim() ? say("reason_first") : "";
    nodes.proof.textContent = cell.evidence.length
      ? say("evidence_count", { count: cell.evidence.length })
      : say("evidence");
    if (nodes.pieces) kit.proofs.draw(cell);
    mark(cell, cell.mark);
    fault(cell, cell.fault);
  }

  /** @param {Cell} cell @param {Partial<import("./kit.js").Given>} changes @param {boolean} [pause] */
  function change(cell, changes, pause) {
    kit.saving.edit(cell, changes, pause);
    show(cell);
  }

  /** @param {Cell} cell */
  function box(cell) {
    const name = idOf(cell, "answer"),
      about = `${idOf(cell, "fault")} ${idOf(cell, "note")}`;
    /** @type {HTMLInputElement[]} */
    const radios = [];
    /** @type {(answer: string, ...text: import("../../web/kit/elements.js").Child[]) => HTMLLabelElement} */
    const radio = (answer, ...text) => {
      const input = h.input({
        type: "radio",
        name,
        value: answer,
        id: `${name}-${answer}`,
        "aria-describedby": idOf(cell, "fault"),
        onchange: () => change(cell, { answer }),
      });
      radios.push(input);
      return choice(input, text);
    };
    const levels = cell.ask.answers.map((level) =>
      radio(
        level.answer,
        h.strong(capital([level.name, level.label].filter(Boolean).join(" · "))),
        level.text && [": ", level.text],
      ),
    );
    const said = {
      mark: h.p({ class: "ts-mark" }),
      note: h.p({ class: "ts-hint", id: idOf(cell, "note") }),
      fault: h.p({ class: "ts-fault", id: idOf(cell, "fault") }),
      count: h.p({ class: "ts-hint", id: idOf(cell, "count") }),
      lacks: h.p({ class: "ts-hint ts-lacks" }),
    };
    const reason = h.textarea({
      id: idOf(cell, "reason"),
      dir: "auto",
      rows: 3,
      "aria-describedby": `${about} ${idOf(cell, "count")}`,
      value: cell.reason,
      oninput: () => change(cell, { reason: reason.value }, true),
      onblur: () => kit.saving.save(cell),
    });
    const proof = h.summary();
    const proofs = h.details(
      {
        class: "ts-proof",
        ontoggle: () => {
          if (!proofs.open || nodes.pieces) return;
          nodes.pieces = h.div();
          proofs.append(nodes.pieces);
          kit.proofs.draw(cell);
        },
      },
      proof,
    );
    const typed = cell.ask.typed && typedLevel(cell),
      explained = cell.ask.explainable ? explanation(cell) : undefined;
    const box = h.fieldset(
      { class: "ts-cell", id: idOf(cell, "cell") },
      h.legend(h.bdi(cell.name), cell.vendor && [" ", h.bdi({ class: "ts-hint" }, cell.vendor)]),
      said.mark,
      said.note,
      kit.vendors.fold(cell),
      typed && [
        h.label({ for: typed.id }, say("level", cell.ask.typed)),
        h.span({ class: "ts-row" }, typed, numberField(kit.desk, typed, "number")),
      ],
      levels,
      h.div({ class: "ts-none" }, radio("unknown", say("unknown")), radio("refused", say("refused"))),
      explained?.part,
      h.label({ for: idOf(cell, "reason") }, say("reason"), h.span({ class: "ts-hidden" }, ` · ${cell.name}`)),
      said.lacks,
      reason,
      said.count,
      said.fault,
      proofs,
    );
    /** @type {Nodes} */
    const nodes = { box, radios, said, reason, proof, typed, explained };
    cell.nodes = nodes;
    show(cell);
    return box;
  }

  /**
   * A scale without few points: the level is typed.
   * @param {Cell} cell
   */
  function typedLevel(cell) {
    const input = h.input({
      autocomplete: "off",
      id: idOf(cell, "level"),
      "aria-describedby": idOf(cell, "fault"),
      oninput: () => change(cell, { answer: asSent(input.value, state().language, "number") || "unanswered" }, true),
      onblur: () => kit.saving.save(cell),
    });
    return input;
  }

  /** @param {Cell} cell */
  function explanation(cell) {
    /** @type {(name: "owner" | "until", type: string) => HTMLInputElement} */
    const field = (name, type) => {
      const input = h.input({
        type,
        id: idOf(cell, name),
        maxlength: type === "text" ? 500 : null,
        "aria-describedby": idOf(cell, "fault"),
        autocomplete: "off",
        oninput: () => change(cell, { [name]: input.value }, true),
        onblur: () => kit.saving.save(cell),
      });
      return input;
    };
    const owner = field("owner", "text"),
      until = field("until", "date");
    const part = h.div(
      { class: "ts-explain", hidden: true },
      h.p({ class: "ts-hint" }, say("explain")),
      h.div(h.label({ for: owner.id }, say("owner")), owner),
      h.div(h.label({ for: until.id }, say("until")), until),
    );
    return { part, owner, until };
  }

  return { nameOf, mark, fault, show, change, box };
}
