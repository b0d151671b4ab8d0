// What moved between two rounds: the method, totals with their places, and every cell with its reason.

import { grid, h, put } from "../../web/kit/elements.js";

/** @typedef {import("./kit.js").Child} Child */
/** @typedef {import("./report.d.ts").Moved} Moved */

/** @param {import("./kit.js").Kit} kit */
export function movedOf(kit) {
  const { desk, word, say, theirs, prose, head } = kit;
  /** @type {(turned: import("./report.d.ts").Turned) => Child} */
  const arrow = ({ before, after }) =>
    before === after
      ? before
      : [
          before,
          h.span({ "aria-hidden": "true" }, " → "),
          h.span({ class: "ts-hidden" }, ` ${word("after")}: `),
          h.strong(after),
        ];
  /** @type {(label: string, given: string[]) => Child} */
  const named = (label, given) =>
    given.length > 0 && h.p(h.strong(word(label)), " ", theirs("span", {}, given.join("; ")));
  /** @type {(label: string, given: string) => Child} */
  const told = (label, given) => given && [h.p(h.strong(word(label))), prose(given)];
  /** @type {(caption: string, columns: string[], rows: Child[][]) => HTMLElement} */
  const table = (caption, columns, rows) =>
    grid(
      word(caption),
      columns.map((name) => word(name)),
      rows,
    );

  /** @param {{ rounds: number[], found: Moved }} moved */
  function part(moved) {
    const place = h.div({ id: "moved-found" }, body(moved.found));
    return [head(word("heading_moved"), "moved", say("moved_intro")), choosing(moved, place), place];
  }

  /** @param {{ rounds: number[], found: Moved }} moved @param {HTMLElement} place */
  function choosing({ rounds, found }, place) {
    if (rounds.length < 3) return null;
    /** @type {(id: string, chosen: number, from: number[]) => HTMLSelectElement} */
    const select = (id, chosen, from) => {
      const node = h.select(
        { id, onchange: show },
        from.map((number) => h.option({ value: number }, say("round_number", { number }))),
      );
      node.value = String(chosen);
      return node;
    };
    let shown = [found.before, found.after];
    const before = select("moved-before", found.before, rounds.slice(0, -1)),
      after = select("moved-after", found.after, rounds.slice(1));
    function show() {
      const given = { before: Number(before.value), after: Number(after.value) };
      desk.act("moved", given).then(
        ({ patch }) => {
          put(place, body(patch.moved));
          shown = [given.before, given.after];
          desk.clear();
          desk.announce(word("moved_between", given));
        },
        (faults) => {
          [before.value, after.value] = shown.map(String);
          desk.faults(faults);
        },
      ); // the table is of the rounds that are shown
    }
    return h.p(
      { class: "ts-row" },
      h.label({ for: "moved-before" }, say("moved_from")),
      before,
      h.label({ for: "moved-after" }, say("moved_to")),
      after,
    );
  }

  const body = (/** @type {Moved} */ found) => [
    h.p(word("moved_between", found), " ", word(found.same_method ? "moved_same_method" : "moved_other_method")),
    told("moved_reason", found.reason),
    found.frozen_anew.map((version) => told("moved_frozen_anew", version)),
    named("moved_dropped", found.dropped),
    named("moved_added", found.added),
    named("moved_gone", found.gone),
    named("moved_new", found.new),
    found.solutions.length
      ? table(
          "caption_moved_solutions",
          ["solution", "total", "shift", "rank", "eligible"],
          found.solutions.map((solution) => [
            theirs("span", {}, solution.name),
            arrow(solution.total),
            solution.shift || "-",
            arrow(solution.rank),
            arrow(solution.eligible),
          ]),
        )
      : h.p(word("moved_solutions_none")),
    found.solutions.length > 0 && named("moved_same", found.same),
    found.cells.length
      ? table(
          "caption_moved_cells",
          ["point", "solution", "before", "after", "reason"],
          found.cells.map((cell) => [
            cell.title,
            theirs("span", {}, cell.name),
            cell.turned.before,
            h.strong(cell.turned.after),
            cell.reasons.length ? cell.reasons.map(prose) : "-",
          ]),
        )
      : h.p(word("moved_cells_none")),
    found.weights.length > 0 &&
      table(
        "caption_moved_weights",
        ["point", "before", "after"],
        found.weights.map((weight) => [weight.title, weight.turned.before, h.strong(weight.turned.after)]),
      ),
  ];

  return part;
}
