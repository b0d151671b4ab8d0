// What is known of each cell, and saving it: each change is an act of its own; what is typed is in the outbox at once
// and called saved only when the act is answered.

import { complaint, faultText, refusedBy } from "../../web/kit/faults.js";
import { typedOf } from "./kit.js";

/** @typedef {import("./kit.js").Cell} Cell */
/** @typedef {import("./kit.js").Given} Given */
/** @typedef {{ lacks: Given["lacks"], cells: Given[], undo: boolean }} Saved */

const TYPING_MS = 400,
  POLL_MS = 4000,
  SLOW_MS = 8000;

const NOTHING = { answer: "unanswered", reason: "", evidence: [], owner: "", until: "", lacks: ["answer"] };
/** @type {Pick<Cell, "version" | "dirty" | "sending" | "mark" | "fault">} */
const UNTOUCHED = { version: 0, dirty: false, sending: null, mark: "", fault: "" };

/** @param {import("./kit.js").Kit} kit */
export function savingOf(kit) {
  const { desk, root, say, state, cells, one, keyOf, who, isForm, whole, lengthOf } = kit;
  const slotOf = (/** @type {Cell} */ cell) => `cell:${cell.key}`;
  let person = "";
  let pollFault = ""; // the last that was told of

  function take() {
    if (person !== state().person) {
      cells.clear();
      person = state().person ?? "";
    }
    const typed = desk.outbox.all(),
      given = new Map(state().cells.map((answer) => [keyOf(answer), answer]));
    kit.proofs.take(state().evidence);
    kit.asks = state().sections.flatMap((section) => section.asked.map((ask) => ({ ...ask, section, cells: [] })));
    for (const ask of kit.asks)
      ask.cells = state().solutions.map((solution) => {
        const place = { solution: solution.id, criterion: ask.id },
          key = keyOf(place),
          drawn = { ask, name: solution.name, vendor: solution.vendor, nodes: null, note: "" };
        /** @type {Cell} */
        const cell = cells.get(key) ?? { ...place, ...NOTHING, ...drawn, key, ...UNTOUCHED };
        Object.assign(cell, drawn);
        cell.fault = cell.dirty ? blocked(cell) || cell.fault : "";
        if (!cell.dirty && !cell.sending) {
          Object.assign(cell, NOTHING, given.get(key));
          const kept = typed[slotOf(cell)];
          cell.mark = cell.answer === "unanswered" && !cell.reason ? "" : "saved";
          if (kept && kept.with.person === state().person && kept.with.number === state().round)
            Object.assign(cell, typedOf(kept.with), { dirty: true, mark: "unsaved" });
        }
        cells.set(key, cell);
        return cell;
      });
  }

  const given = (/** @type {Cell} */ cell) => ({
    ...who(),
    solution: cell.solution,
    criterion: cell.criterion,
    ...typedOf(cell),
  });
  const keepTyped = (/** @type {Cell} */ cell) =>
    desk.outbox.keep(slotOf(cell), { id: "typed", do: "score", with: given(cell) });

  /**
   * Why a cell cannot be sent yet, in words; empty where it can.
   * @param {Cell} cell
   */
  function blocked(cell) {
    const long = lengthOf(cell.reason);
    if (long > state().most.reason) return say("too_long", { length: whole(long), most: whole(state().most.reason) });
    if (cell.answer === "explained" && (!cell.owner.trim() || !cell.until)) return say("explain_first");
    if (cell.ask.typed && cell.answer && !/^(-?\d{1,9}(\.\d{1,9})?|unanswered|unknown|refused)$/.test(cell.answer))
      return say("level_wrong", cell.ask.typed);
    return "";
  }

  /** @param {Cell} cell @param {Partial<Given>} changes @param {boolean} [pause] waits for more to be typed */
  function edit(cell, changes, pause) {
    Object.assign(cell, changes, { dirty: true, note: "" });
    cell.version += 1;
    keepTyped(cell);
    kit.boxes.mark(cell, "unsaved");
    clearTimeout(cell.timer);
    if (pause) cell.timer = window.setTimeout(() => save(cell), TYPING_MS);
    else save(cell);
  }

  /** @param {Cell} cell @returns {Promise<unknown>} */
  function save(cell) {
    clearTimeout(cell.timer);
    if (!cell.dirty) return cell.sending ?? Promise.resolve();
    if (cell.sending) return cell.sending.then(() => save(cell));
    const told = cell.fault;
    kit.boxes.fault(cell, blocked(cell));
    if (cell.fault) {
      if (cell.answer !== "explained" && cell.fault !== told) {
        const what = { ...complaint(cell.fault), where: `${cell.name}, ${cell.ask.title}` };
        desk.faults(refusedBy(slotOf(cell), [what]), say("unsaved"), true);
      }
      return Promise.resolve();
    }
    const version = cell.version,
      slow = setTimeout(() => kit.boxes.mark(cell, "unsaved"), SLOW_MS);
    kit.boxes.mark(cell, "saving");
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
        return cell.version !== version && save(cell);
      });
    return cell.sending;
  }

  /** @param {Cell} cell @param {Saved} patch @param {number} version */
  function settled(cell, patch, version) {
    if (cell.version === version) {
      cell.lacks = patch.lacks;
      kit.boxes.fault(cell, "");
      kit.boxes.mark(cell, "saved");
    } else cell.dirty = true;
    merge(patch.cells);
    canUndo(patch.undo);
    kit.list.line(cell.ask);
    kit.list.progress();
    if (cell.version === version)
      desk.announce(say("saved_one", { solution: cell.name, ...kit.list.counted(kit.asks) }));
  }

  /** @param {Cell} cell @param {unknown} faults */
  function refused(cell, faults) {
    cell.dirty = true;
    keepTyped(cell);
    kit.boxes.mark(cell, "unsaved");
    if (!Array.isArray(faults)) return; // the connection is gone: the page says so by itself
    kit.boxes.fault(cell, faultText(faults));
    desk.faults(faults, null, true);
  }

  const flush = () => Promise.all([...cells.values()].map(save));

  /**
   * What another window wrote: taken over where nothing is being typed here, told in both cases.
   * @param {Given[]} [changed]
   */
  function merge(changed = []) {
    for (const answer of changed) {
      const cell = cells.get(keyOf(answer));
      if (!cell) continue;
      const mine = cell.dirty || cell.sending;
      if (mine) cell.note = say("elsewhere_kept", { answer: kit.boxes.nameOf(cell.ask, answer.answer) });
      else {
        Object.assign(cell, answer, { note: say("elsewhere"), mark: "saved" });
        kit.boxes.fault(cell, "");
      }
      kit.boxes.show(cell);
    }
    if (changed.length) {
      kit.list.progress();
      desk.announce(say("elsewhere_count", { count: changed.length }));
    }
  }

  function poll() {
    if (!root.isConnected) return clearInterval(polling);
    if (document.hidden || !state().person) return;
    desk.act("poll", who()).then(
      ({ patch }) => {
        if (!patch || !isForm()) return;
        merge(patch.cells);
        if ("undo" in patch) canUndo(patch.undo);
        if (patch.evidence) kit.proofs.take(patch.evidence);
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
    /** @type {Saved & { undone: Given[] }} */
    const patch = (await desk.act("undo", who())).patch;
    for (const answer of patch.undone) {
      const cell = cells.get(keyOf(answer));
      if (!cell || cell.dirty) continue; // too long to be saved: what is typed there stays
      Object.assign(cell, answer, { note: "", mark: "saved" });
      kit.list.unfold(cell.ask, true);
      kit.boxes.show(cell);
      cell.nodes?.box.scrollIntoView({ block: "nearest" });
      desk.announce(
        say("undone", { solution: cell.name, title: cell.ask.title, answer: kit.boxes.nameOf(cell.ask, cell.answer) }),
      );
    }
    merge(patch.cells);
    canUndo(patch.undo);
    kit.list.progress();
  }
  const undoOrSay = () => undo().catch(desk.faults);
  const canUndo = (/** @type {boolean} */ can) => one("#undo")?.setAttribute("aria-disabled", String(!can));

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

  return { take, edit, save, settled, refused, flush, undoOrSay, canUndo };
}
