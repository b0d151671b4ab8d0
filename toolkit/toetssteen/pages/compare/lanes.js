// A figure of lanes from 0 to 100: a picture with a sentence; its numbers stand in the table beside it.

import { h, svg } from "../../web/kit/elements.js";
import { markPath, markShape } from "../../web/kit/sure_figures.js";

const TICKS = [0, 25, 50, 75, 100];

/** @typedef {{ solution: string, score: import("./report.d.ts").Amount | null }} Lane */
/** @typedef {{ title: string, theirs?: boolean, lanes: Lane[] }} Group */

/** @param {import("./kit.js").Kit} kit */
export function lanesOf(kit) {
  const { state, word, theirs } = kit;
  const placeOf = (/** @type {string} */ solution) => state().solutions.findIndex(({ id }) => id === solution);

  /** @param {string} sentence @param {Group[]} groups @param {boolean} [legend] */
  function figure(sentence, groups, legend) {
    const id = `figure-${legend ? "profile" : "totals"}`;
    return h.figure(
      { class: "ts-figure" },
      legend &&
        h.ul(
          { class: "ts-legend" },
          state().solutions.map((solution, n) =>
            h.li(markShape(n), theirs("span", {}, solution.name), solution.failing && ` (${word("is_failing")})`),
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
  /** @param {Lane} lane */
  function lane({ solution, score }) {
    const parts = [svg("line", { x1: "0%", x2: "100%", y1: 10, y2: 10, class: "ts-lane" })];
    if (score) {
      const { low, high } = score,
        n = placeOf(solution);
      parts.push(svg("line", { x1: "0%", x2: `${low}%`, y1: 10, y2: 10, class: "ts-reach" }));
      if (low !== high)
        parts.push(
          svg("line", { x1: `${low}%`, x2: `${high}%`, y1: 10, y2: 10, class: "ts-range" }),
          at(high, markPath(n, "ts-mark-open")),
        );
      parts.push(at(low, markPath(n)));
    }
    return svg("svg", { width: "100%", height: 20, class: "ts-lanes" }, ...parts);
  }
  /** @type {(x: string, node: SVGElement) => SVGElement} */
  const at = (x, node) => svg("svg", { x: `${x}%`, y: 10, overflow: "visible" }, node);
  const axis = () => h.div({ class: "ts-group ts-axis" }, h.span(), h.div(TICKS.map((tick) => h.span(String(tick)))));

  return figure;
}
