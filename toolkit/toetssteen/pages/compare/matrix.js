// The matrix: criteria by value against solutions, each level a number on a shade; a cell opens its reasons below it.

import { h, put, wide } from "../../web/kit/elements.js";

/** @typedef {import("./report.d.ts").Criterion} Criterion */

/**
 * @param {import("./kit.js").Kit} kit
 * @param {ReturnType<typeof import("./grounds.js").groundsOf>} parts
 */
export function matrixOf(kit, { question, judged, level }) {
  const { desk, say, state, word, theirs } = kit;
  /** @type {{ button: HTMLElement, row: HTMLElement } | null} */
  let open = null;

  function shut(/** @type {boolean} */ back) {
    if (!open) return;
    const { button, row } = open;
    open = null;
    row.remove();
    button.setAttribute("aria-expanded", "false");
    button.removeAttribute("aria-controls");
    if (back) button.focus();
  }

  /** @param {HTMLElement} button @param {Criterion} asked @param {Criterion["cells"][number]} cell */
  async function toggle(button, asked, cell) {
    const again = open?.button === button;
    shut(again);
    if (again) return;
    const body = h.div(h.p(say("fetching"))),
      panel = h.div(
        {
          class: "ts-because",
          id: "because",
          role: "group",
          tabindex: "-1",
          "aria-label": `${asked.title}: ${cell.name}`,
          onkeydown: (/** @type {KeyboardEvent} */ event) => {
            if (event.key === "Escape") shut(true);
          },
        },
        h.h3(asked.title),
        h.p(
          { class: "ts-hint" },
          word("weight_line", { weight: asked.weight_of_whole, scale: asked.scale }),
          asked.minimum && ` ${word("minimum_line", { minimum: asked.minimum })}`,
        ),
        body,
        h.p(h.button({ type: "button", onclick: () => shut(true) }, say("close_grounds"))),
      );
    const row = h.tr(h.td({ colspan: state().solutions.length + 1 }, panel));
    button.closest("tr")?.after(row);
    button.setAttribute("aria-expanded", "true");
    button.setAttribute("aria-controls", "because");
    open = { button, row };
    panel.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    try {
      const { patch } = await desk.act("ground", { part: "criterion", id: asked.id });
      /** @type {import("./report.d.ts").Found} */
      const found = patch.found,
        cells = (found.cells ?? []).filter(({ solution }) => solution === cell.solution);
      put(body, question(found), judged({ ...found, cells }, patch.pieces));
      row.scrollIntoView({ block: "nearest" });
    } catch (faults) {
      if (open?.row === row) shut(true);
      if (Array.isArray(faults)) desk.faults(faults);
    }
  }

  /** @param {Criterion} asked @param {Criterion["cells"][number]} cell */
  function shown(asked, cell) {
    const button = h.button(
      {
        type: "button",
        class: `ts-level ts-level-${cell.shade}`,
        "aria-expanded": "false",
        onclick: () => toggle(button, asked, cell),
      },
      cell.limited && h.span(`◂ `),
      cell.counted.text,
      cell.counted.label && h.span({ class: "ts-hidden" }, ` (${cell.counted.label})`),
      cell.limited && h.span({ class: "ts-hidden" }, `. ${word("given")}: ${level(cell.given)}`),
      cell.dissent > 0 && h.span({ class: "ts-hidden" }, `. ${say("dissents", { count: cell.dissent })}`),
      h.span({ class: "ts-hidden" }, `. ${say("grounds")}`),
    );
    return h.td(button);
  }

  function matrix() {
    open = null;
    const asked = state().values.flatMap((value) => value.criteria),
      not = asked.filter(({ applicable }) => !applicable),
      place = (/** @type {string} */ id) => state().glance.findIndex(({ solution }) => solution === id),
      columns = [...state().solutions].sort((one, other) => place(one.id) - place(other.id));
    const bodies = state().values.map((value) =>
      h.tbody(
        h.tr(
          { class: "ts-of-value" },
          h.th({ scope: "rowgroup" }, value.title, h.span({ class: "ts-hint" }, ` ${say("weighs", value)}`)),
          columns.map(({ id }) => {
            const scored = value.scores.find(({ solution }) => solution === id);
            return h.td(
              scored?.score ? scored.score.text : word("no_score"),
              scored?.weakest && h.span({ class: "ts-hint" }, ` ▾ ${word("is_weakest")}`),
            );
          }),
        ),
        value.criteria
          .filter(({ applicable }) => applicable)
          .map((each) =>
            h.tr(
              h.th({ scope: "row" }, each.title),
              columns.map(({ id }) => {
                const cell = each.cells.find(({ solution }) => solution === id);
                return cell ? shown(each, cell) : h.td("–");
              }),
            ),
          ),
      ),
    );
    return [
      h.h2({ id: "criteria", tabindex: "-1" }, word("heading_criteria")),
      h.p({ class: "ts-hint" }, say("matrix_intro")),
      wide(
        say("matrix"),
        h.table(
          { class: "ts-matrix" },
          h.caption({ class: "ts-hidden" }, say("matrix")),
          h.thead(
            h.tr(
              h.th({ scope: "col" }, say("criterion_head")),
              columns.map(({ name, failing }) =>
                theirs("th", { scope: "col", class: failing ? "ts-out" : null }, [
                  name,
                  failing && ` (${word("is_failing")})`,
                ]),
              ),
            ),
          ),
          bodies,
        ),
      ),
      asked.some(({ cells }) => cells.some(({ limited }) => limited)) &&
        h.p({ class: "ts-hint" }, `◂ ${word("limited")}`),
      not.length > 0 && h.p({ class: "ts-hint" }, `${word("not_asked")} ${not.map(({ title }) => title).join("; ")}.`),
    ];
  }

  return matrix;
}
