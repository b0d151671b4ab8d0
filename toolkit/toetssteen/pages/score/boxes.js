// The box of a cell: the levels of one solution on one question, the reason, the evidence; and what it shows now.

import { h } from "../../web/kit/elements.js";
import { choice } from "../../web/kit/fields.js";
import { NO_ANSWER } from "./kit.js";

/** @param {import("./kit.js").Kit} kit */
export function boxesOf(kit) {
  const { say, state, idOf, local, whole, lengthOf } = kit;
  const capital = (text) => text.charAt(0).toLocaleUpperCase(state().language) + text.slice(1);

  function nameOf(ask, answer) {
    const known = { unanswered: say("open"), unknown: say("unknown_short"), refused: say("refused_short") }[answer];
    return known || ask.answers.find((described) => described.answer === answer)?.name || local(answer);
  }

  function mark(cell, what) {
    cell.mark = what;
    if (cell.nodes) {
      cell.nodes.mark.className = `ts-mark ts-mark-${what || "none"}`;
      cell.nodes.mark.textContent = what ? say(what) : "";
    }
    kit.list.overall();
  }

  function fault(cell, text) {
    cell.fault = text;
    if (!cell.nodes) return;
    cell.nodes.fault.textContent = text;
    for (const field of [cell.nodes.reason, cell.nodes.owner, cell.nodes.until, cell.nodes.typed])
      if (field) field.removeAttribute("aria-invalid");
    if (!text) return;
    const long = lengthOf(cell.reason) > state().most.reason;
    const field = long ? cell.nodes.reason : cell.answer === "explained" ? cell.nodes.owner : cell.nodes.typed;
    if (field) field.setAttribute("aria-invalid", "true");
  }

  // Puts what the page knows of a cell into its controls; nothing is drawn anew, so the cursor stays.
  function show(cell) {
    kit.list.line(cell.ask);
    const { nodes } = cell;
    if (!nodes) return;
    for (const radio of nodes.radios)
      radio.checked = radio.value === "typed" ? !NO_ANSWER.includes(cell.answer) : radio.value === cell.answer;
    if (nodes.typed && document.activeElement !== nodes.typed)
      nodes.typed.value = NO_ANSWER.includes(cell.answer) ? "" : local(cell.answer);
    if (nodes.reason.value !== cell.reason) nodes.reason.value = cell.reason;
    if (nodes.explain) {
      nodes.explain.hidden = cell.answer !== "explained";
      if (nodes.owner.value !== cell.owner) nodes.owner.value = cell.owner;
      if (nodes.until.value !== cell.until) nodes.until.value = cell.until;
    }
    nodes.note.textContent = cell.note || "";
    const long = lengthOf(cell.reason);
    nodes.count.textContent =
      long > state().most.reason * 0.75
        ? say("counted", { length: whole(long), most: whole(state().most.reason) })
        : "";
    nodes.lacks.textContent = cell.answer !== "unanswered" && !cell.reason.trim() ? say("reason_first") : "";
    nodes.proof.textContent = cell.evidence.length
      ? say("evidence_count", { count: cell.evidence.length })
      : say("evidence");
    if (nodes.pieces) kit.proofs.draw(cell);
    mark(cell, cell.mark);
    fault(cell, cell.fault || "");
  }

  function box(cell) {
    const name = idOf(cell, "answer"),
      about = `${idOf(cell, "fault")} ${idOf(cell, "note")}`;
    /** @type {Record<string, any>} */
    const nodes = { radios: [] };
    cell.nodes = nodes;
    const radio = (answer, ...text) => {
      const input = h.input({
        type: "radio",
        name,
        value: answer,
        id: `${name}-${answer}`,
        "aria-describedby": idOf(cell, "fault"),
        onchange: () => {
          kit.saving.edit(cell, { answer });
          show(cell);
        },
      });
      nodes.radios.push(input);
      return choice(input, text);
    };
    const levels = cell.ask.answers.map((level) =>
      radio(
        level.answer,
        h.strong(capital([level.name, level.label].filter(Boolean).join(" · "))),
        level.text && [": ", level.text],
      ),
    );
    nodes.mark = h.p({ class: "ts-mark" });
    nodes.note = h.p({ class: "ts-hint", id: idOf(cell, "note") });
    nodes.fault = h.p({ class: "ts-fault", id: idOf(cell, "fault") });
    nodes.count = h.p({ class: "ts-hint", id: idOf(cell, "count") });
    nodes.lacks = h.p({ class: "ts-hint ts-lacks" });
    nodes.reason = h.textarea({
      id: idOf(cell, "reason"),
      dir: "auto",
      rows: 3,
      "aria-describedby": `${about} ${idOf(cell, "count")}`,
      value: cell.reason,
      oninput: (event) => {
        kit.saving.edit(cell, { reason: event.target.value }, true);
        show(cell);
      },
      onblur: () => kit.saving.save(cell),
    });
    nodes.proof = h.summary();
    const proof = h.details(
      {
        class: "ts-proof",
        ontoggle: () => {
          if (proof.open && !nodes.pieces) {
            nodes.pieces = h.div();
            proof.append(nodes.pieces);
            kit.proofs.draw(cell);
          }
        },
      },
      nodes.proof,
    );
    nodes.box = h.fieldset(
      { class: "ts-cell", id: idOf(cell, "cell") },
      h.legend(h.bdi(cell.name), cell.vendor && [" ", h.bdi({ class: "ts-hint" }, cell.vendor)]),
      nodes.mark,
      nodes.note,
      kit.vendors.fold(cell),
      cell.ask.typed && typedLevel(cell),
      levels,
      h.div({ class: "ts-none" }, radio("unknown", say("unknown")), radio("refused", say("refused"))),
      cell.ask.explainable && explanation(cell),
      h.label({ for: idOf(cell, "reason") }, say("reason"), h.span({ class: "ts-hidden" }, ` · ${cell.name}`)),
      nodes.lacks,
      nodes.reason,
      nodes.count,
      nodes.fault,
      proof,
    );
    show(cell);
    return nodes.box;
  }

  // A scale without few points: the level is typed.
  function typedLevel(cell) {
    const write = (event) => {
      kit.saving.edit(cell, { answer: event.target.value.trim().replace(",", ".") || "unanswered" }, true);
      show(cell);
    };
    cell.nodes.typed = h.input({
      inputmode: "decimal",
      autocomplete: "off",
      id: idOf(cell, "level"),
      "aria-describedby": idOf(cell, "fault"),
      oninput: write,
      onblur: () => kit.saving.save(cell),
    });
    return [h.label({ for: idOf(cell, "level") }, say("level", cell.ask.typed)), cell.nodes.typed];
  }

  function explanation(cell) {
    const field = (name, type) => {
      const input = h.input({
        type,
        id: idOf(cell, name),
        maxlength: type === "text" ? 500 : null,
        "aria-describedby": idOf(cell, "fault"),
        autocomplete: "off",
        oninput: (event) => {
          kit.saving.edit(cell, { [name]: event.target.value }, true);
          show(cell);
        },
        onblur: () => kit.saving.save(cell),
      });
      cell.nodes[name] = input;
      return h.div(h.label({ for: input.id }, say(name)), input);
    };
    cell.nodes.explain = h.div(
      { class: "ts-explain", hidden: true },
      h.p({ class: "ts-hint" }, say("explain")),
      field("owner", "text"),
      field("until", "date"),
    );
    return cell.nodes.explain;
  }

  return { nameOf, mark, fault, show, box };
}
