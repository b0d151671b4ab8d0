// A figure of lanes from 0 to 100: a picture with a sentence; its numbers stand in the table beside it.

import { h, svg } from "../../web/kit/elements.js";
import { SHAPES } from "../../web/kit/sure_figures.js";

const TICKS = [0, 25, 50, 75, 100];

/** @param {import("./kit.js").Kit} kit */
export function lanesOf(kit) {
  const { state, word, theirs } = kit;
  const shapeOf = (solution) => state().solutions.findIndex(({ id }) => id === solution) % SHAPES.length;

  function figure(sentence, groups, legend) {
    const id = `figure-${legend ? "profile" : "totals"}`;
    return h.figure(
      { class: "ts-figure" },
      legend &&
        h.ul(
          { class: "ts-legend" },
          state().solutions.map((solution) =>
            h.li(mark(solution.id), theirs("span", {}, solution.name), solution.failing && ` (${word("is_failing")})`),
          ),
        ),
      h.div(
        { role: "img", "aria-labelledby": id },
        groups.map((group) =>
          h.div(
            { class: "ts-group" },
            theirs("span", group.theirs ? {} : { lang: null }, group.title),
            h.div(group.lanes.map(lane)),
          ),
        ),
        axis(),
      ),
      h.figcaption({ id }, sentence),
    );
  }
  const path = (solution, attributes) =>
    svg("path", {
      d: SHAPES[shapeOf(solution)],
      class: `ts-mark-${shapeOf(solution)}`,
      ...attributes,
    });
  const mark = (solution) =>
    svg("svg", { width: 18, height: 18, viewBox: "-9 -9 18 18", "aria-hidden": "true" }, path(solution, {}));
  function lane({ solution, low, high, none }) {
    const parts = [svg("line", { x1: "0%", x2: "100%", y1: 10, y2: 10, class: "ts-lane" })];
    if (!none) {
      parts.push(svg("line", { x1: "0%", x2: `${low}%`, y1: 10, y2: 10, class: "ts-reach" }));
      if (low !== high)
        parts.push(
          svg("line", { x1: `${low}%`, x2: `${high}%`, y1: 10, y2: 10, class: "ts-range" }),
          at(high, path(solution, { class: "ts-mark-open" })),
        );
      parts.push(at(low, path(solution, {})));
    }
    return svg("svg", { width: "100%", height: 20, class: "ts-lanes" }, ...parts);
  }
  const at = (x, node) => svg("svg", { x: `${x}%`, y: 10, overflow: "visible" }, node);
  const axis = () => h.div({ class: "ts-group ts-axis" }, h.span(), h.div(TICKS.map((tick) => h.span(String(tick)))));

  return figure;
}
