// The score page: per value, per criterion, all solutions below each other. Each change is an act of its own;
// what is typed is in the outbox at once and called saved only when the act is answered.

import { written } from "../../web/kit/dates.js";
import { opens } from "../../web/kit/desk.js";
import { h, outward, put } from "../../web/kit/elements.js";
import { faultText, haltedNote, stopped } from "../../web/kit/faults.js";
import { choice } from "../../web/kit/fields.js";
import { keptOf } from "../../web/kit/kept_open.js";
import { answersOf } from "./answers.js";
import { evidenceOf } from "./evidence.js";
import { gateOf } from "./gate.js";

const TYPING_MS = 400,
  POLL_MS = 4000,
  SLOW_MS = 8000,
  MOST_LISTED = 40;
const FIELDS = ["answer", "reason", "evidence", "owner", "until"];

/** @typedef {import("./state.d.ts").ScoreState} State */

/**
 * @param {import("../../web/kit/desk.js").Desk<State>} desk
 * @returns {import("../../web/kit/desk.js").Page<State>}
 */
function page(desk) {
  const { root, say } = desk;
  const cells = new Map(); // "solution|criterion" -> the answer as the page has it, and its elements once drawn
  const opened = new Set(); // criteria that are unfolded
  const sourced = new Map(); // criterion -> its sources, once asked for
  /** @type {State} */
  let state;
  let asks = [];
  let person = null;
  let picked = null;
  let pollFault = ""; // the last that was told of
  let meant = ""; // the copies that are so on purpose

  const one = (selector) => /** @type {any} */ (root.querySelector(selector));
  const keyOf = (given) => `${given.solution}|${given.criterion}`;
  const slotOf = (cell) => `cell:${cell.key}`;
  const idOf = (cell, part) => `${part}-${cell.criterion}-${cell.solution}`;
  const who = () => ({ person: state.person, number: state.round });
  const isForm = () => Boolean(state.sections);
  const local = (text) => (state.language === "nl" ? text.replace(".", ",") : text);

  // ---- what is known of a cell -------------------------------------------------------------------------

  function take() {
    if (person !== state.person) {
      cells.clear();
      person = state.person;
    }
    const typed = desk.outbox.all(),
      given = new Map(state.cells.map((each) => [keyOf(each), each]));
    proofs.take(state.evidence);
    asks = state.sections.flatMap((section) => section.asked.map((ask) => ({ ...ask, section })));
    for (const ask of asks)
      ask.cells = state.solutions.map((solution) => {
        const key = `${solution.id}|${ask.id}`,
          cell = cells.get(key) || { key, solution: solution.id, criterion: ask.id, version: 0 };
        Object.assign(cell, { ask, name: solution.name, vendor: solution.vendor, nodes: null, note: "" });
        cell.fault = cell.dirty ? blocked(cell) || cell.fault : "";
        if (!cell.dirty && !cell.sending) {
          Object.assign(
            cell,
            { answer: "unanswered", reason: "", evidence: [], owner: "", until: "", lacks: ["answer"] },
            given.get(key),
          );
          const kept = typed[slotOf(cell)];
          cell.mark = cell.answer === "unanswered" && !cell.reason ? "" : "saved";
          if (kept && kept.with.person === state.person && kept.with.number === state.round) overlay(cell, kept.with);
        }
        cells.set(key, cell);
        return cell;
      });
  }

  function overlay(cell, typed) {
    for (const field of FIELDS) cell[field] = typed[field];
    Object.assign(cell, { dirty: true, mark: "unsaved" });
  }

  const given = (cell) => ({
    ...who(),
    solution: cell.solution,
    criterion: cell.criterion,
    ...Object.fromEntries(FIELDS.map((field) => [field, cell[field]])),
  });
  const keepTyped = (cell) => desk.outbox.keep(slotOf(cell), { id: "typed", do: "score", with: given(cell) });
  const length = (text) => [...text.trim()].length;

  // Why a cell cannot be sent yet, in words; empty where it can.
  function blocked(cell) {
    const long = length(cell.reason);
    if (long > state.most.reason) return say("too_long", { length: whole(long), most: whole(state.most.reason) });
    if (cell.answer === "explained" && (!cell.owner.trim() || !cell.until)) return say("explain_first");
    if (cell.ask.typed && cell.answer && !/^(-?\d{1,9}(\.\d{1,9})?|unanswered|unknown|refused)$/.test(cell.answer))
      return say("level_wrong", cell.ask.typed);
    return "";
  }
  const capital = (text) => text.charAt(0).toLocaleUpperCase(state.language) + text.slice(1);
  const whole = (value) => written(state.language, value);

  // ---- saving ------------------------------------------------------------------------------------------

  function edit(cell, changes, pause) {
    Object.assign(cell, changes, { dirty: true, note: "" });
    cell.version += 1;
    keepTyped(cell);
    mark(cell, "unsaved");
    clearTimeout(cell.timer);
    if (pause) cell.timer = setTimeout(() => save(cell), TYPING_MS);
    else save(cell);
  }

  function save(cell) {
    clearTimeout(cell.timer);
    if (!cell.dirty) return cell.sending || Promise.resolve();
    if (cell.sending) return cell.sending.then(() => save(cell));
    const told = cell.fault;
    fault(cell, blocked(cell));
    if (cell.fault) {
      if (cell.answer !== "explained" && cell.fault !== told)
        desk.faults(
          [{ what: cell.fault, where: `${cell.name}, ${cell.ask.title}`, rule: "", remedy: "", code: "" }],
          say("unsaved"),
          true,
        );
      return Promise.resolve();
    }
    if (told) desk.clear();
    const version = cell.version,
      slow = setTimeout(() => mark(cell, "unsaved"), SLOW_MS);
    mark(cell, "saving");
    cell.dirty = false;
    cell.sending = desk
      .act("score", given(cell), slotOf(cell))
      .then(
        (reply) => settled(cell, reply.patch, version),
        (faults) => refused(cell, faults),
      )
      .then(() => {
        clearTimeout(slow);
        cell.sending = null;
        if (cell.version !== version) return save(cell);
      });
    return cell.sending;
  }

  function settled(cell, patch, version) {
    if (cell.version === version) {
      cell.lacks = patch.lacks;
      fault(cell, "");
      mark(cell, "saved");
    } else cell.dirty = true;
    merge(patch.cells);
    canUndo(patch.undo);
    line(cell.ask);
    progress();
    if (cell.version === version) desk.announce(say("saved_one", { solution: cell.name, ...counted(asks) }));
  }

  function refused(cell, faults) {
    cell.dirty = true;
    keepTyped(cell);
    mark(cell, "unsaved");
    if (!Array.isArray(faults)) return; // the connection is gone: the page says so by itself
    fault(cell, faultText(faults));
    desk.faults(faults, null, true);
  }

  const flush = () => Promise.all([...cells.values()].map(save));

  // What another window wrote: taken over where nothing is being typed here, told in both cases.
  function merge(changed) {
    for (const each of changed || []) {
      const cell = cells.get(keyOf(each));
      if (!cell) continue;
      const mine = cell.dirty || cell.sending;
      if (mine) cell.note = say("elsewhere_kept", { answer: nameOf(cell.ask, each.answer) });
      else {
        Object.assign(cell, each, { note: say("elsewhere"), mark: "saved" });
        fault(cell, "");
      }
      show(cell);
    }
    if (changed?.length) {
      progress();
      desk.announce(say("elsewhere_count", { count: changed.length }));
    }
  }

  function poll() {
    if (!root.isConnected) return clearInterval(polling);
    if (document.hidden || !state || !state.person) return;
    desk.act("poll", who()).then(
      ({ patch }) => {
        if (!patch || !isForm()) return;
        merge(patch.cells);
        if ("undo" in patch) canUndo(patch.undo);
        if (patch.evidence) proofs.take(patch.evidence);
      },
      (faults) => {
        if (Array.isArray(faults) && pollFault !== JSON.stringify(faults)) {
          pollFault = JSON.stringify(faults);
          desk.faults(faults, null, true);
        }
      },
    );
  }
  const polling = setInterval(poll, POLL_MS);
  window.addEventListener("focus", poll);

  async function undo() {
    await flush();
    const { patch } = await desk.act("undo", who());
    for (const each of patch.undone) {
      const cell = cells.get(keyOf(each));
      if (cell.dirty) continue; // too long to be saved: what is typed there stays
      Object.assign(cell, each, { note: "", mark: "saved" });
      unfold(cell.ask, true);
      show(cell);
      cell.nodes.box.scrollIntoView({ block: "nearest" });
      desk.announce(
        say("undone", { solution: cell.name, title: cell.ask.title, answer: nameOf(cell.ask, cell.answer) }),
      );
    }
    merge(patch.cells);
    canUndo(patch.undo);
    progress();
  }
  const undoOrSay = () => undo().catch((faults) => Array.isArray(faults) && desk.faults(faults));
  const canUndo = (can) => {
    const button = one("#undo");
    if (button) button.setAttribute("aria-disabled", String(!can));
  };

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      const target = /** @type {HTMLElement} */ (event.target);
      const inside = root.contains(target) || target === document.body;
      if (!inside || !isForm() || target.matches("textarea, select, input:not([type=radio])")) return;
      event.preventDefault();
      event.stopPropagation();
      undoOrSay();
    },
    true,
  );

  // ---- what a cell shows -------------------------------------------------------------------------------

  function nameOf(ask, answer) {
    const known = { unanswered: say("open"), unknown: say("unknown_short"), refused: say("refused_short") }[answer];
    return known || ask.answers.find((each) => each.answer === answer)?.name || local(answer);
  }

  function mark(cell, what) {
    cell.mark = what;
    if (cell.nodes) {
      cell.nodes.mark.className = `ts-mark ts-mark-${what || "none"}`;
      cell.nodes.mark.textContent = what ? say(what) : "";
    }
    overall();
  }

  function fault(cell, text) {
    cell.fault = text;
    if (!cell.nodes) return;
    cell.nodes.fault.textContent = text;
    for (const field of [cell.nodes.reason, cell.nodes.owner, cell.nodes.until, cell.nodes.typed])
      if (field) field.removeAttribute("aria-invalid");
    if (!text) return;
    const long = length(cell.reason) > state.most.reason;
    const field = long ? cell.nodes.reason : cell.answer === "explained" ? cell.nodes.owner : cell.nodes.typed;
    if (field) field.setAttribute("aria-invalid", "true");
  }

  // Puts what the page knows of a cell into its controls; nothing is drawn anew, so the cursor stays.
  function show(cell) {
    line(cell.ask);
    const { nodes } = cell;
    if (!nodes) return;
    for (const radio of nodes.radios)
      radio.checked =
        radio.value === "typed"
          ? !(cell.answer in { unanswered: 1, unknown: 1, refused: 1 })
          : radio.value === cell.answer;
    if (nodes.typed && document.activeElement !== nodes.typed)
      nodes.typed.value = ["unanswered", "unknown", "refused"].includes(cell.answer) ? "" : local(cell.answer);
    if (nodes.reason.value !== cell.reason) nodes.reason.value = cell.reason;
    if (nodes.explain) {
      nodes.explain.hidden = cell.answer !== "explained";
      if (nodes.owner.value !== cell.owner) nodes.owner.value = cell.owner;
      if (nodes.until.value !== cell.until) nodes.until.value = cell.until;
    }
    nodes.note.textContent = cell.note || "";
    const long = length(cell.reason);
    nodes.count.textContent =
      long > state.most.reason * 0.75 ? say("counted", { length: whole(long), most: whole(state.most.reason) }) : "";
    nodes.lacks.textContent = cell.answer !== "unanswered" && !cell.reason.trim() ? say("reason_first") : "";
    nodes.proof.textContent = cell.evidence.length
      ? say("evidence_count", { count: cell.evidence.length })
      : say("evidence");
    if (nodes.pieces) proofs.draw(cell);
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
          edit(cell, { answer });
          show(cell);
        },
      });
      nodes.radios.push(input);
      return choice(input, text);
    };
    const levels = cell.ask.answers.map((each) =>
      radio(
        each.answer,
        h.strong(capital([each.name, each.label].filter(Boolean).join(" · "))),
        each.text && [": ", each.text],
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
        edit(cell, { reason: event.target.value }, true);
        show(cell);
      },
      onblur: () => save(cell),
    });
    nodes.proof = h.summary();
    const proof = h.details(
      {
        class: "ts-proof",
        ontoggle: () => {
          if (proof.open && !nodes.pieces) {
            nodes.pieces = h.div();
            proof.append(nodes.pieces);
            proofs.draw(cell);
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
      vendors.fold(cell),
      cell.ask.typed && typedLevel(cell, radio),
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
  function typedLevel(cell, _radio) {
    const write = (event) => {
      edit(cell, { answer: event.target.value.trim().replace(",", ".") || "unanswered" }, true);
      show(cell);
    };
    cell.nodes.typed = h.input({
      inputmode: "decimal",
      autocomplete: "off",
      id: idOf(cell, "level"),
      "aria-describedby": idOf(cell, "fault"),
      oninput: write,
      onblur: () => save(cell),
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
          edit(cell, { [name]: event.target.value }, true);
          show(cell);
        },
        onblur: () => save(cell),
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

  // ---- evidence: drawn by evidence.js ------------------------------------------------------------

  const opener = keptOf(desk);
  const proofs = evidenceOf({
    desk,
    opener,
    cells,
    idOf,
    whole,
    state: () => state,
    attach(cell, ids) {
      edit(cell, { evidence: ids });
      show(cell);
    },
  });

  // ---- what the vendors answered themselves: drawn by score_answers.js ----------------------------------

  const vendors = answersOf({
    desk,
    idOf,
    opener,
    state: () => state,
    attach(cell, ids) {
      edit(cell, { evidence: ids });
      show(cell);
    },
  });

  // ---- before the form and after it: drawn by score_gate.js --------------------------------------------

  const gates = gateOf({
    desk,
    state: () => state,
    focusAfter: () => (one("#held-title") || one(".ts-ask button[aria-expanded=true]") || one("h1")).focus(),
  });

  // ---- criteria, values, progress ----------------------------------------------------------------------

  const done = (ask) => ask.cells.filter((cell) => !cell.lacks.length).length;
  const counted = (list) => ({
    done: whole(list.reduce((sum, ask) => sum + done(ask), 0)),
    all: whole(list.length * state.solutions.length),
  });

  function line(ask) {
    if (!ask.line) return;
    ask.told = done(ask);
    ask.line.replaceChildren(
      ...ask.cells.map((cell) =>
        h.li(
          { class: cell.lacks.length ? "ts-todo" : "ts-done" },
          h.bdi(cell.name),
          ": ",
          h.strong(nameOf(cell.ask, cell.answer)),
          cell.lacks.includes("reason") && cell.answer !== "unanswered" && ` (${say("no_reason")})`,
        ),
      ),
    );
  }

  function unfold(ask, open) {
    if (open) opened.add(ask.id);
    else opened.delete(ask.id);
    if (open && !ask.panel.childNodes.length) put(ask.panel, panel(ask));
    ask.panel.hidden = !open;
    ask.button.setAttribute("aria-expanded", String(open));
  }

  function criterion(ask, index) {
    ask.panel = h.div({ id: `panel-${ask.id}`, hidden: true });
    ask.line = h.ul({ class: "ts-line" });
    ask.button = h.button(
      {
        type: "button",
        id: `ask-${ask.id}`,
        "aria-expanded": "false",
        "aria-controls": `panel-${ask.id}`,
        onclick: () => unfold(ask, !opened.has(ask.id)),
      },
      ask.title,
    );
    ask.next = asks[index + 1];
    line(ask);
    return h.section({ class: "ts-ask", "aria-labelledby": `ask-${ask.id}` }, h.h3(ask.button), ask.line, ask.panel);
  }

  function panel(ask) {
    const onward =
      ask.next &&
      h.button(
        {
          type: "button",
          onclick: () => {
            unfold(ask, false);
            unfold(ask.next, true);
            ask.next.button.focus();
            ask.next.button.scrollIntoView({ block: "start" });
          },
        },
        say("next", { title: ask.next.title }),
      );
    return [
      ask.question && h.p({ class: "ts-question" }, ask.question),
      ask.why && h.p(h.strong(say("why")), " ", ask.why),
      ask.proof && h.p(h.strong(say("proof")), " ", ask.proof),
      ask.ask && h.details(h.summary(say("ask")), h.ul(ask.ask.map((each) => h.li(each)))),
      ask.sourced && sources(ask),
      ask.cells.map(box),
      onward && h.p(onward),
    ];
  }

  function sources(ask) {
    const list = h.ul();
    const draw = () =>
      put(
        list,
        (sourced.get(ask.id) || []).map((each) =>
          h.li(
            outward(each.link, each.title),
            each.at && `, ${each.at}`,
            !each.checked && h.span({ class: "ts-hint" }, ` (${say("unchecked")})`),
          ),
        ),
      );
    const details = h.details(
      {
        ontoggle: () => {
          if (!details.open || list.childNodes.length) return;
          desk.act("sources", { criterion: ask.id }).then(
            ({ patch }) => {
              sourced.set(ask.id, patch.sources);
              draw();
            },
            (faults) => desk.faults(faults),
          );
        },
      },
      h.summary(say("sources")),
      list,
    );
    return details;
  }

  function progress() {
    if (!isForm()) return;
    const total = counted(asks),
      bar = one("#done");
    if (!bar) return;
    bar.max = asks.length * state.solutions.length;
    bar.value = asks.reduce((sum, ask) => sum + done(ask), 0);
    one("#done-text").textContent = say("done", total);
    for (const section of state.sections)
      one(`[id="count-${section.id}"]`).textContent = say(
        "done_of",
        counted(asks.filter((ask) => ask.section === section)),
      );
    for (const ask of asks) if (ask.told !== done(ask)) line(ask);
    overall();
  }

  // How everything together stands: saved, saving, or how many are not saved.
  function overall() {
    const text = one("#kept");
    if (!text) return;
    const all = [...cells.values()],
      waiting = all.filter((cell) => cell.mark === "unsaved").length,
      busy = all.some((cell) => cell.mark === "saving");
    const what = waiting ? "unsaved" : busy ? "saving" : "saved";
    text.className = `ts-mark ts-mark-${what}`;
    text.textContent = waiting ? say("unsaved_count", { count: waiting }) : busy ? say("saving") : say("all_saved");
  }

  function goTo(cell) {
    unfold(cell.ask, true);
    const { radios, reason, typed } = cell.nodes,
      target = cell.lacks.includes("answer") ? typed || radios[0] : reason;
    target.focus();
    cell.nodes.box.scrollIntoView({ block: "nearest" });
  }

  // ---- submitting --------------------------------------------------------------------------------------

  async function submit() {
    await flush();
    const stuck = [...cells.values()].filter((cell) => cell.dirty);
    if (stuck.length) return listed(stuck.map((cell) => [cell, say("unsaved")]));
    const { patch } = await desk.act("check", who());
    const reasons = { answer: say("lacks_answer"), reason: say("lacks_reason"), explanation: say("lacks_explanation") };
    if (patch.lacking.length)
      return listed(patch.lacking.map((each) => [cells.get(keyOf(each)), reasons[each.lacks[0]]]));
    const copied = JSON.stringify(patch.copied);
    if (patch.copied.length && !(meant === copied && one("#same-reasons")?.checked)) {
      meant = copied;
      return copies(patch.copied);
    }
    if (!patch.copied.length) one("#lacking").replaceChildren();
    const outside = patch.outside.map((each) => cells.get(each.join("|"))).filter(Boolean);
    one("#confirm-outside").replaceChildren(
      ...(outside.length ? [h.p(say("outside_flag")), h.ul(few(outside.map((cell) => h.li(nameOfCell(cell)))))] : []),
    );
    one("#confirm-what").textContent = say("confirm_what", counted(asks));
    one("#confirm").showModal();
  }
  const submitOrSay = () => submit().catch((faults) => Array.isArray(faults) && desk.faults(faults));

  const nameOfCell = (cell) => `${cell.ask.title}: ${cell.name}`;
  const linkTo = (cell) =>
    h.a(
      {
        href: `#${idOf(cell, "cell")}`,
        onclick: (event) => {
          event.preventDefault();
          goTo(cell);
        },
      },
      nameOfCell(cell),
    );
  const few = (items) =>
    items.length > MOST_LISTED
      ? [...items.slice(0, MOST_LISTED), h.li(say("more", { count: whole(items.length - MOST_LISTED) }))]
      : items;

  function listed(found) {
    const heading = h.h3({ tabindex: "-1" }, say("lacking", { count: whole(found.length) }));
    one("#lacking").replaceChildren(heading, h.ul(few(found.map(([cell, what]) => h.li(linkTo(cell), ` – ${what}`)))));
    heading.focus();
  }

  // Reasons that are copies of one another: named by cell, and submitted only where somebody says it is meant so.
  function copies(groups) {
    const heading = h.h3({ tabindex: "-1" }, say("copied", { count: whole(groups.length) }));
    one("#lacking").replaceChildren(
      heading,
      h.p(say("copied_what")),
      ...groups.map((group) =>
        h.div(
          h.p(h.q({ dir: "auto" }, group.reason)),
          h.ul(
            few(
              group.cells
                .map((each) => cells.get(each.join("|")))
                .filter(Boolean)
                .map((cell) => h.li(linkTo(cell))),
            ),
          ),
        ),
      ),
      choice({ type: "checkbox", id: "same-reasons" }, say("copied_meant")),
    );
    heading.focus();
  }

  function confirmation() {
    const dialog = h.dialog(
      { id: "confirm", class: "ts-dialog", "aria-labelledby": "confirm-title" },
      h.h2({ id: "confirm-title" }, say("confirm")),
      h.p({ id: "confirm-what" }),
      h.div({ id: "confirm-outside" }),
      h.div(
        { class: "ts-row" },
        h.button(
          {
            type: "button",
            class: "ts-main",
            id: "confirm-yes",
            onclick: () => {
              dialog.close();
              desk.act("submit", { person: state.person, same: Boolean(one("#same-reasons")?.checked) }).then(
                () => {
                  one("#sealed").focus();
                  desk.announce(say("sealed"));
                },
                (faults) => desk.faults(faults),
              );
            },
          },
          say("submit_yes"),
        ),
        h.button({ type: "button", onclick: () => dialog.close() }, say("submit_no")),
      ),
    );
    return dialog;
  }

  // ---- the parts of the page ---------------------------------------------------------------------------

  const theForm = () => [
    h.div(
      { class: "ts-strip" },
      h.p({ class: "ts-row" }, h.label({ for: "done", id: "done-text" }), h.progress({ id: "done" })),
      h.p({ id: "kept" }),
      h.button({ type: "button", id: "undo", onclick: undoOrSay }, say("undo")),
    ),
    h.p(say("how")),
    h.nav(
      { "aria-label": say("values") },
      h.ul(
        { class: "ts-values" },
        state.sections.map((section) =>
          h.li(
            h.a(
              {
                href: `#${section.id}`,
                onclick: (event) => {
                  event.preventDefault();
                  const to = document.getElementById(section.id);
                  to.focus();
                  to.scrollIntoView();
                },
              },
              section.title,
            ),
            " ",
            h.span({ class: "ts-hint", id: `count-${section.id}` }),
          ),
        ),
      ),
    ),
    state.sections.map((section) => [
      h.h2({ id: section.id, tabindex: "-1" }, section.title),
      asks.map((ask, index) => ask.section === section && criterion(ask, index)),
    ]),
    !state.halted.length && [
      h.h2({ id: "submit" }, say("submit")),
      h.p(say(state.keyed ? "submit_what" : "submit_plain")),
      h.div({ id: "lacking" }),
      h.p(h.button({ type: "button", class: "ts-main", id: "submit-go", onclick: submitOrSay }, say("submit_go"))),
      confirmation(),
    ],
  ];

  function whoAmI() {
    const shown = picked || state.person;
    const select = h.select(
      {
        id: "who",
        onchange: () => {
          picked = select.value;
        },
      },
      !state.person && h.option({ value: "", selected: !shown, disabled: true }, say("who_choose")),
      state.people.map((each) =>
        h.option({ value: each.id, selected: each.id === shown }, [each.id, each.about].filter(Boolean).join(" · ")),
      ),
    );
    const choose = (event) => {
      event.preventDefault();
      const person = select.value;
      if (!person) return;
      flush()
        .then(() => {
          picked = null;
          return desk.act("choose", { person });
        })
        .then(() => ((state.gate === "declare" && one("#interests-none")) || one("#held-title") || one("#who")).focus())
        .catch((faults) => Array.isArray(faults) && desk.faults(faults));
    };
    return h.form(
      { class: "ts-who", onsubmit: choose },
      h.label({ for: "who" }, say("who")),
      h.div(
        { class: "ts-row" },
        select,
        h.button({ id: "who-go", class: state.person ? null : "ts-main" }, say(state.person ? "who_other" : "who_go")),
      ),
      state.person && h.p({ class: "ts-hint", id: "who-now" }, say("who_now", { person: state.person })),
    );
  }

  const waits = () =>
    h.div(
      { class: "ts-card" },
      h.p(say("waits", { phase: state.waits })),
      h.p(h.a({ class: "ts-button ts-main", href: state.next }, say("go_on", { step: state.step }))),
    );

  // What was typed and has no place on this page now: shown whole, to copy or to throw away.
  function leftovers() {
    const stays = ([slot, kept]) =>
      slot.startsWith("cell:") &&
      !(isForm() && kept.with.person === state.person && kept.with.number === state.round && cells.has(slot.slice(5)));
    const found = Object.entries(desk.outbox.all()).filter(stays);
    if (!found.length) return null;
    return h.section(
      { class: "ts-card", id: "leftovers" },
      h.h2(say("left")),
      h.p(say("left_what")),
      found.map(([slot, { with: typed }], index) => [
        h.label({ for: `left-${index}` }, `${typed.person} · ${typed.solution} · ${typed.criterion}: ${typed.answer}`),
        h.textarea({ id: `left-${index}`, readonly: true, dir: "auto", value: typed.reason }),
        h.button(
          {
            type: "button",
            onclick: () => {
              desk.outbox.drop(slot);
              redrawLeft();
            },
          },
          say("left_drop"),
          h.span({ class: "ts-hidden" }, ` ${index + 1}`),
        ),
      ]),
    );
  }

  function redrawLeft() {
    const now = leftovers(),
      before = one("#leftovers");
    if (before) before.replaceWith(now || "");
    else if (now) one("#ts-content").append(now);
  }

  function parts() {
    if (state.stopped) return [h.div({ class: "ts-card" }, stopped(desk))];
    if (state.waits && !(state.early && state.people.length)) return [waits()];
    if (!state.people.length) return [h.p(say("nobody"))];
    if (!state.person) return [whoAmI(), state.waits && waits()];
    if (state.sealed) return [whoAmI(), gates.sealed()];
    if (state.halted.length && (state.gate === "declare" || state.waits)) return [whoAmI()];
    if (state.gate === "declare") return [whoAmI(), gates.declaration()];
    if (state.gate) return [whoAmI(), gates.held()];
    if (state.waits) return [whoAmI(), h.p({ class: "ts-note" }, say("declared")), waits()];
    if (!state.solutions.length) return [whoAmI(), h.p({ class: "ts-note" }, say("nothing"))];
    return [whoAmI(), gates.beforehand(), theForm(), gates.again()];
  }

  return {
    draw(now) {
      state = now;
      if (isForm()) take();
      else cells.clear();
      root.replaceChildren(
        h.div(
          { id: "ts-content", class: "ts-score" },
          h.h1({ tabindex: "-1" }, say("heading")),
          haltedNote(say, state.halted),
          parts(),
          leftovers(),
        ),
      );
      if (!isForm()) return;
      if (!opened.size && asks.length) opened.add((asks.find((ask) => done(ask) < ask.cells.length) || asks[0]).id);
      for (const ask of asks) if (opened.has(ask.id)) unfold(ask, true);
      canUndo(state.undo);
      progress();
    },
    // The common part sent again what an earlier page could not get answered; this is how it went.
    recovered(slot, typed, reply, faults) {
      const cell =
        isForm() && typed && typed.person === state.person && typed.number === state.round && cells.get(slot.slice(5));
      if (cell && reply && FIELDS.every((field) => String(cell[field]) === String(typed[field]))) {
        cell.dirty = false;
        settled(cell, reply.patch, cell.version);
        show(cell);
      } else if (cell && faults) refused(cell, faults);
      else if (slot.startsWith("cell:") && faults) desk.outbox.keep(slot, { id: "typed", do: "score", with: typed });
      redrawLeft();
    },
  };
}

export const render = opens(page);
