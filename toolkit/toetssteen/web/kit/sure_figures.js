// What says how sure a ranking is, on more than one page: parts with sentences, a figure and a table; shapes and patterns
// say what colours say.

import { grid, h, svg } from "./elements.js";

// Of each solution a shape, so that no colour is needed to tell them apart.
const SHAPES = [
  "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0Z",
  "M-5.5-5.5h11v11h-11Z",
  "M0-7 7 5.5H-7Z",
  "M0-7.5 7 0 0 7.5-7 0Z",
  "M0 7 7-5.5H-7Z",
  "M-6-3-3-6 0-3 3-6 6-3 3 0 6 3 3 6 0 3-3 6-6 3-3 0Z",
  "M-2-6h4v4h4v4h-4v4h-4v-4h-4v-4h4Z",
  "M-7-3.5 7 0-7 3.5Z",
  "M-7 0A7 7 0 0 1 7 0Z",
  "M-2-7h4v14h-4Z",
];
// Of each share (place 1, 2, ...) a pattern, from dark to light, that can be told apart in grey.
const PATTERNS = [
  { fill: "#1d4e6f" },
  { fill: "#ffffff", line: "M0 8 8 0" },
  { fill: "#c9d3da" },
  { fill: "#ffffff", line: "M0 4H8" },
  { fill: "#8b6f3a", line: "M0 0 8 8" },
  { fill: "#ffffff", line: "M4 0V8M0 4H8" },
];

/** @type {(n: number, named?: string) => SVGElement} the mark of a solution by its place */
export const markPath = (n, named = `ts-mark-${n % SHAPES.length}`) =>
  svg("path", { d: SHAPES[n % SHAPES.length], class: named });

/** A mark as a legend has it. */
export const markShape = (/** @type {number} */ n) =>
  svg("svg", { width: 18, height: 18, viewBox: "-9 -9 18 18", "aria-hidden": "true" }, markPath(n));

let unfolded = false; // stays when a page is drawn again

/**
 * How the word for the outcome is chosen: there for who asks, and read by nobody first.
 * @param {import("./desk.js").Desk<any>} desk
 * @param {string} [text]
 */
export function foldedNote({ say }, text) {
  if (!text) return null;
  const details = h.details(
    {
      class: "ts-conventions",
      open: unfolded,
      ontoggle: () => {
        unfolded = details.open;
      },
    },
    h.summary(say("sure_how")),
    h.p({ class: "ts-hint" }, text),
  );
  return details;
}

/** @typedef {{ title: string, low: number | null, high: number | null, marks: { at: number, mark: number }[], shares: number[] }} Lane */
/**
 * A picture with a sentence: a lane for each title, from `low` to `high`, with named ticks.
 * @typedef {object} Drawing
 * @property {"stack" | "lanes"} kind
 * @property {number} low
 * @property {number} high
 * @property {string[]} legend
 * @property {Lane[]} lanes
 * @property {[value: number, text: string][]} ticks
 * @property {string} alternative
 */
/** @typedef {{ caption: string, head: string[], rows: string[][], names: number }} Table of which the first `names` columns are texts */
/** @typedef {{ id: string, title: string, sentences: string[], figure: Drawing | null, grid: Table | null, method: string }} Part */

/**
 * Keeps what was unfolded.
 * @param {import("./desk.js").Say} say
 */
export function sureFigures(say) {
  const open = new Set();

  /** @param {Part} told */
  function part(told) {
    const details = h.details(
      {
        class: "ts-ground",
        id: `part-${told.id}`,
        open: open.has(told.id),
        ontoggle: () => (details.open ? open.add(told.id) : open.delete(told.id)),
      },
      h.summary(h.h3(told.title), h.span({ class: "ts-hint" }, ` ${told.sentences[0]}`)),
      h.ul(told.sentences.map((sentence) => h.li({ dir: "auto" }, sentence))),
      told.figure && figure(told.id, told.figure),
      told.grid && table(told.grid),
      told.method && h.p({ class: "ts-hint" }, `${say("robust_method")}: ${told.method}`),
    );
    return details;
  }

  /** @param {Table} given */
  const table = ({ caption, head, rows, names }) => grid(caption, head, rows, (column) => column >= names);

  // ---- figures -------------------------------------------------------------------------------------------

  /** @type {(id: string, drawn: Drawing) => HTMLElement} */
  function figure(id, drawn) {
    const at = (/** @type {number} */ value) => (100 * (value - drawn.low)) / (drawn.high - drawn.low);
    const draw = drawn.kind === "stack" ? stack(id) : lane(at);
    return h.figure(
      { class: "ts-figure ts-sure" },
      drawn.legend.length > 0 &&
        h.ul(
          { class: "ts-legend" },
          drawn.legend.map(
            (name, n) =>
              name && h.li(drawn.kind === "stack" ? swatch(id, n) : markShape(n), h.span({ dir: "auto" }, name)),
          ),
        ),
      h.div(
        { role: "img", "aria-labelledby": `figure-${id}` },
        drawn.lanes.map((group) =>
          h.div({ class: "ts-group" }, h.span({ dir: "auto" }, group.title), h.div(draw(group))),
        ),
        h.div(
          { class: "ts-group ts-ticks" },
          h.span(),
          h.div(drawn.ticks.map(([value, text]) => h.span({ style: `left: ${at(value)}%` }, text))),
        ),
      ),
      h.figcaption({ id: `figure-${id}` }, drawn.alternative),
    );
  }

  /** @type {(at: (value: number) => number) => (drawn: Lane) => SVGElement} */
  const lane = (at) => (drawn) =>
    svg(
      "svg",
      { width: "100%", height: 20, class: "ts-lanes" },
      svg("line", { x1: "0%", x2: "100%", y1: 10, y2: 10, class: "ts-lane" }),
      ...(drawn.low === null || drawn.high === null
        ? []
        : [svg("line", { x1: `${at(drawn.low)}%`, x2: `${at(drawn.high)}%`, y1: 10, y2: 10, class: "ts-span" })]),
      ...drawn.marks.map((mark) =>
        svg("svg", { x: `${at(mark.at)}%`, y: 10, overflow: "visible" }, markPath(mark.mark)),
      ),
    );

  /** @type {(id: string, n: number) => SVGElement} */
  const paint = (id, n) => {
    const { fill: ground, line } = PATTERNS[n % PATTERNS.length];
    return svg(
      "pattern",
      { id: `paint-${id}-${n}`, width: 8, height: 8, patternUnits: "userSpaceOnUse" },
      svg("rect", { width: 8, height: 8, fill: ground }),
      ...(line ? [svg("path", { d: line, class: "ts-stroke" })] : []),
    );
  };
  /** @type {(id: string, n: number) => SVGElement} */
  const swatch = (id, n) =>
    svg(
      "svg",
      { width: 22, height: 18, "aria-hidden": "true" },
      svg("defs", {}, paint(`${id}-l`, n)),
      svg("rect", { x: 1, y: 1, width: 20, height: 16, fill: `url(#paint-${id}-l-${n})`, class: "ts-box" }),
    );
  let drawn = 0;
  /** @type {(id: string) => (ranks: Lane) => SVGElement} */
  const stack = (id) => (ranks) => {
    drawn += 1;
    const own = `${id}-${drawn}`;
    let from = 0;
    const boxes = ranks.shares.map((share, n) => {
      const box = svg("rect", {
        x: `${100 * from}%`,
        y: 1,
        width: `${100 * share}%`,
        height: 18,
        fill: `url(#paint-${own}-${n})`,
        class: "ts-box",
      });
      from += share;
      return box;
    });
    return svg(
      "svg",
      { width: "100%", height: 20, class: "ts-lanes" },
      svg("defs", {}, ...ranks.shares.map((_, n) => paint(own, n))),
      ...boxes,
    );
  };

  /**
   * A bar from 0 to 100 with a dash where it was: for what if.
   * @param {number} n
   */
  function bar(n) {
    const reach = svg("line", { x1: "0%", x2: "0%", y1: 10, y2: 10, class: "ts-reach" }),
      mark = svg("svg", { x: "0%", y: 10, overflow: "visible" }, markPath(n));
    const was = svg("line", { x1: "0%", x2: "0%", y1: 1, y2: 19, class: "ts-was" });
    return {
      node: svg(
        "svg",
        { width: "100%", height: 20, class: "ts-lanes" },
        svg("line", { x1: "0%", x2: "100%", y1: 10, y2: 10, class: "ts-lane" }),
        reach,
        was,
        mark,
      ),
      legend: markShape(n),
      /** @type {(score: number, before: number) => void} */
      set(score, before) {
        reach.setAttribute("x2", `${score}%`);
        mark.setAttribute("x", `${score}%`);
        for (const end of ["x1", "x2"]) was.setAttribute(end, `${before}%`);
      },
    };
  }

  return { part, bar };
}
