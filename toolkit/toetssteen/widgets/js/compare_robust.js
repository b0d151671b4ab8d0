// How sure the result is: the outcome in a sentence, and its figures when somebody unfolds them. Each figure is a small
// picture with a sentence and a table; shapes and patterns say what colours say.

// Of each share (place 1, 2, ...) a pattern, from dark to light, that can be told apart in grey.
const PATTERNS = [
  { fill: "#1d4e6f" }, { fill: "#ffffff", line: "M0 8 8 0" }, { fill: "#c9d3da" }, { fill: "#ffffff", line: "M0 4H8" },
  { fill: "#8b6f3a", line: "M0 0 8 8" }, { fill: "#ffffff", line: "M4 0V8M0 4H8" },
];

function compareRobust(desk, { wide }) {
  const { say } = desk;
  let state, unfolded = false, open = new Set();
  const whatIf = compareWhatIf(desk, { bar, wide });

  // ---- the outcome, at the top ---------------------------------------------------------------------------

  function outcome(given) {
    const { word, sentence, notes } = given.robust;
    return h("div", { class: `ts-outcome ts-outcome-${word}`, id: "outcome" }, h("p", {}, h("strong", {}, sentence)),
      notes.slice(1).map((each) => h("p", {}, each)),
      h("p", { class: "ts-hint" }, notes[0]),
      given.robust.there && h("p", {}, h("a", { href: "#robust" }, say("robust"))));
  }

  // ---- the section ---------------------------------------------------------------------------------------

  function section(given) {
    state = given;
    const place = h("div", {});
    const details = h("details", { class: "ts-robust", ontoggle: unfold }, h("summary", { id: "robust-more" }, say("robust_more")), place);
    async function unfold() {
      unfolded = details.open;
      if (!details.open || place.childElementCount) return;
      place.replaceChildren(h("p", {}, say("fetching")));
      try {
        const { patch } = await desk.act("robust", {});
        place.replaceChildren(...patch.parts.map(part));
        desk.announce(say("robust_ready"));
      } catch (faults) {
        place.replaceChildren();
        details.open = false;
        if (Array.isArray(faults)) desk.faults(faults);
      }
    }
    if (unfolded) details.open = true; // drawn again, in another language or with more open: it stays unfolded
    return [h("h2", { id: "robust", tabindex: "-1" }, say("robust")),
      state.robust.there ? [h("p", {}, say("robust_intro")), details, whatIf(state)] : h("p", {}, say("robust_nothing"))];
  }

  function part(each) {
    const details = h("details", { class: "ts-ground", id: `part-${each.id}`, open: open.has(each.id), ontoggle: () => (details.open ? open.add(each.id) : open.delete(each.id)) },
      h("summary", {}, h("h3", {}, each.title), h("span", { class: "ts-hint" }, ` ${each.sentences[0]}`)),
      h("ul", {}, each.sentences.map((sentence) => h("li", { dir: "auto" }, sentence))),
      each.figure && figure(each), each.grid && grid(each.grid),
      each.method && h("p", { class: "ts-hint" }, `${say("robust_method")}: ${each.method}`));
    return details;
  }

  const grid = ({ caption, head, rows, names }) => wide(caption, h("table", {}, h("caption", {}, caption),
    h("thead", {}, h("tr", {}, head.map((text, n) => h("th", { scope: "col", class: n < names ? null : "ts-number" }, text)))),
    h("tbody", {}, rows.map((row) => h("tr", {}, row.map((text, n) => h(n ? "td" : "th", { scope: n ? null : "row", class: n < names ? null : "ts-number", dir: "auto" }, text)))))));

  // ---- figures -------------------------------------------------------------------------------------------

  function figure({ id, figure: drawn }) {
    const at = (value) => (100 * (value - drawn.low)) / (drawn.high - drawn.low);
    const draw = drawn.kind === "stack" ? stack(id) : lane(at);
    return h("figure", { class: "ts-figure ts-sure" },
      drawn.legend.length > 0 && h("ul", { class: "ts-legend" }, drawn.legend.map((name, n) => name && h("li", {}, drawn.kind === "stack" ? swatch(id, n) : shape(n), h("span", { dir: "auto" }, name)))),
      h("div", { role: "img", "aria-labelledby": `figure-${id}` },
        drawn.lanes.map((each) => h("div", { class: "ts-group" }, h("span", { dir: "auto" }, each.title), h("div", {}, draw(each)))),
        h("div", { class: "ts-group ts-ticks" }, h("span", {}), h("div", {}, drawn.ticks.map(([value, text]) => h("span", { style: `left: ${at(value)}%` }, text))))),
      h("figcaption", { id: `figure-${id}` }, drawn.alternative));
  }

  const path = (n) => svg("path", { d: SHAPES[n % SHAPES.length], class: `ts-mark-${n % SHAPES.length}` });
  const shape = (n) => svg("svg", { width: 18, height: 18, viewBox: "-9 -9 18 18", "aria-hidden": "true" }, path(n));
  const lane = (at) => (each) => svg("svg", { width: "100%", height: 20, class: "ts-lanes" },
    svg("line", { x1: "0%", x2: "100%", y1: 10, y2: 10, class: "ts-lane" }),
    ...(each.low === null || each.high === null ? [] : [svg("line", { x1: `${at(each.low)}%`, x2: `${at(each.high)}%`, y1: 10, y2: 10, class: "ts-span" })]),
    ...each.marks.map((mark) => svg("svg", { x: `${at(mark.at)}%`, y: 10, overflow: "visible" }, path(mark.mark))));

  const paint = (id, n) => {
    const { fill: ground, line } = PATTERNS[n % PATTERNS.length];
    return svg("pattern", { id: `paint-${id}-${n}`, width: 8, height: 8, patternUnits: "userSpaceOnUse" },
      svg("rect", { width: 8, height: 8, fill: ground }), ...(line ? [svg("path", { d: line, class: "ts-stroke" })] : []));
  };
  const swatch = (id, n) => svg("svg", { width: 22, height: 18, "aria-hidden": "true" }, svg("defs", {}, paint(`${id}-l`, n)), svg("rect", { x: 1, y: 1, width: 20, height: 16, fill: `url(#paint-${id}-l-${n})`, class: "ts-box" }));
  let drawn = 0;
  const stack = (id) => (each) => {
    const own = `${id}-${(drawn += 1)}`;
    let from = 0;
    const boxes = each.shares.map((share, n) => {
      const box = svg("rect", { x: `${100 * from}%`, y: 1, width: `${100 * share}%`, height: 18, fill: `url(#paint-${own}-${n})`, class: "ts-box" });
      from += share;
      return box;
    });
    return svg("svg", { width: "100%", height: 20, class: "ts-lanes" }, svg("defs", {}, ...each.shares.map((_, n) => paint(own, n))), ...boxes);
  };

  // A bar from 0 to 100 with a dash where it was: for what if.
  function bar(n) {
    const reach = svg("line", { x1: "0%", x2: "0%", y1: 10, y2: 10, class: "ts-reach" }), mark = svg("svg", { x: "0%", y: 10, overflow: "visible" }, path(n));
    const was = svg("line", { x1: "0%", x2: "0%", y1: 1, y2: 19, class: "ts-was" });
    return {
      node: svg("svg", { width: "100%", height: 20, class: "ts-lanes" }, svg("line", { x1: "0%", x2: "100%", y1: 10, y2: 10, class: "ts-lane" }), reach, was, mark),
      legend: shape(n),
      set(score, before) {
        reach.setAttribute("x2", `${score}%`); mark.setAttribute("x", `${score}%`);
        for (const end of ["x1", "x2"]) was.setAttribute(end, `${before}%`);
      },
    };
  }

  return { outcome, section };
}
