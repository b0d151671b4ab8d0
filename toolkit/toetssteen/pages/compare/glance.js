// The first screen: a row for each solution, whose total is a bar, and how sure the outcome is in one line.

import { h, svg } from "../../web/kit/elements.js";

const STEPS = ["open", "hangs", "clear"];

/** @param {import("./kit.js").Kit} kit */
export function glanceOf(kit) {
  const { say, state, word, theirs, status } = kit;

  /** A range is drawn as one: sure up to its low end, broken from there to its high end. */
  function bar(/** @type {import("./report.d.ts").Amount} */ { low, high }) {
    if (!low) return null;
    const parts = [svg("rect", { x: 0, y: 0, width: "100%", height: 12, class: "ts-bar-whole" })];
    parts.push(svg("rect", { x: 0, y: 0, width: `${low}%`, height: 12, class: "ts-bar-sure" }));
    if (low !== high) parts.push(svg("line", { x1: `${low}%`, x2: `${high}%`, y1: 6, y2: 6, class: "ts-bar-open" }));
    return svg("svg", { width: "100%", height: 12, class: "ts-total", "aria-hidden": "true" }, ...parts);
  }

  /** @param {import("./report.d.ts").Place} place @param {import("./state.d.ts").Glance} row */
  function gates({ eligible, eligible_text }, { gates: tallies, why, more }) {
    const titles = why.join("; "),
      out = titles ? say(more ? "fails_more" : "fails_why", { titles, more }) : say("fails_bare");
    if (!tallies.length && eligible !== "no")
      return h.span({ class: "ts-hint" }, state().gates.length ? eligible_text : say("tally_none"));
    return [
      tallies.map((tally, n) => [
        n > 0 && ", ",
        status(tally.status, say(`tally_${tally.status}`, { count: tally.count })),
      ]),
      eligible === "no" && h.span({ class: "ts-hint" }, out),
    ];
  }

  /** Rows and cells say what they are, so that a narrow window may set them as cards. */
  function table() {
    const graded = state().values.length > 0,
      priced = state().pricing,
      heads = [
        graded && word("place"),
        word("solution"),
        graded && word("total"),
        priced && say("price_column"),
        priced?.compared,
        word("heading_gates"),
        graded && word("weakest"),
      ].filter(Boolean);
    const cell = (/** @type {string} */ name, /** @type {import("./kit.js").Child[]} */ ...children) =>
      h.td({ role: "cell", class: `ts-is-${name}` }, children);
    const rows = state().glance.flatMap((row) => {
      const place = state().ranking.find(({ solution }) => solution === row.solution);
      if (!place) return [];
      return h.tr(
        { role: "row", class: row.failing ? "ts-out" : null },
        graded && cell("place", place.rank_text),
        theirs("th", { scope: "row", role: "rowheader" }, place.name),
        graded && cell("total", h.span({ class: "ts-sum" }, place.total.text), bar(place.total)),
        priced && cell("price", row.price),
        priced?.compared && cell("price", row.compared),
        cell("gates", gates(place, row)),
        graded &&
          cell(
            "weakest",
            h.span({ class: "ts-hidden" }, `${word("weakest")}: `),
            place.weakest_value || say("uncertain"),
            place.weakest_criterion && h.span({ class: "ts-hint" }, ` ${place.weakest_criterion}`),
          ),
      );
    });
    return h.table(
      { role: "table", class: "ts-glance", id: "glance" },
      h.caption({ class: "ts-hidden" }, word("caption_ranking")),
      h.thead(
        { role: "rowgroup" },
        h.tr({ role: "row" }, ...heads.map((head) => h.th({ scope: "col", role: "columnheader" }, head))),
      ),
      h.tbody({ role: "rowgroup" }, rows),
    );
  }

  /** The picture has three steps; the words beside it say the same, so it is hidden from who listens. */
  function sure() {
    const { step } = state().sure,
      [, why] = state().robust.said;
    if (!step) return null;
    const at = STEPS.indexOf(step);
    const steps = STEPS.map((_, n) =>
      svg("rect", { x: n * 18 + 1, y: 3, width: 14, height: 10, class: n <= at ? "ts-step-on" : "ts-step-off" }),
    );
    return h.p(
      { class: "ts-sure" },
      svg("svg", { width: 54, height: 16, "aria-hidden": "true" }, ...steps),
      h.a({ href: "#robust" }, say("robust")),
      h.strong(`${say(`sure_${step}`)}.`),
      state().ranking.length > 1 && why && h.span(why),
    );
  }

  /** What is contradictory or set aside is said on the first screen, since it may be why nothing is decided. */
  function troubled() {
    const { conflicts, aside } = state();
    if (!conflicts.length && !aside.length) return null;
    return h.p(
      { class: "ts-sure ts-status-open" },
      conflicts.length > 0 && say("contradictory", { count: conflicts.length }),
      aside.length > 0 && say("set_apart", { count: aside.length }),
      h.a({ href: "#trouble" }, say("see_why")),
    );
  }

  return { table, sure, troubled };
}
