// The criteria by value: what each solution was given on each, and what of it counted.

import { h, put, wide } from "../../web/kit/elements.js";

/**
 * @param {import("./kit.js").Kit} kit
 * @param {ReturnType<typeof import("./grounds.js").groundsOf>} parts
 */
export function criteriaOf(kit, { grounds, question, judged, level }) {
  const { say, state, word, heads, theirs, head } = kit;

  function criteria() {
    return [
      head(word("heading_criteria"), "criteria", word("criteria_intro")),
      state().values.map((value) => {
        const body = h.div();
        const details = h.details(
          {
            class: "ts-value",
            ontoggle: () => {
              if (details.open && !body.childElementCount) put(body, value.criteria.map(criterion));
            },
          },
          h.summary(
            h.h3(value.title),
            " ",
            h.span({ class: "ts-hint" }, say("count", { count: value.criteria.length, weight: value.weight })),
          ),
          body,
        );
        return details;
      }),
    ];
  }

  /** @param {import("./report.d.ts").Criterion} asked */
  function criterion(asked) {
    if (!asked.applicable) return h.div({ class: "ts-ask" }, h.h4(asked.title), h.p(word("not_asked")));
    const rows = asked.cells.map((cell) =>
      h.tr(
        { class: cell.limited ? "ts-limited" : null },
        theirs("th", { scope: "row" }, cell.name),
        h.td(level(cell.given)),
        h.td(
          cell.limited ? h.strong(`◂ ${level(cell.counted)}`) : level(cell.counted),
          cell.dissent > 0 && h.span({ class: "ts-hint" }, ` · ${say("dissents", { count: cell.dissent })}`),
        ),
      ),
    );
    return h.div(
      { class: "ts-ask" },
      h.h4(asked.title),
      h.p(
        { class: "ts-hint" },
        word("weight_line", { weight: asked.weight_of_whole, scale: asked.scale }),
        asked.minimum && ` ${word("minimum_line", { minimum: asked.minimum })}`,
      ),
      wide(
        word("caption_cells", { title: asked.title }),
        h.table(
          h.caption({ class: "ts-hidden" }, word("caption_cells", { title: asked.title })),
          h.thead(h.tr(heads(word("solution"), word("given"), word("counted")))),
          h.tbody(rows),
        ),
      ),
      asked.cells.some((cell) => cell.limited) && h.p({ class: "ts-hint" }, `◂ ${word("limited")}`),
      grounds("criterion", asked.id, asked.title, (found, pieces) => [question(found), judged(found, pieces)]),
    );
  }

  return criteria;
}
