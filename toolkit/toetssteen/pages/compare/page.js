// The compare page. Grounds (reasons, evidence) are asked for when somebody unfolds them; the two small figures
// are drawn here from the same data as the tables beside them; plotly comes only when asked for.

import { fill, opens } from "../../web/kit/desk.js";
import { h, put, svg, wide } from "../../web/kit/elements.js";
import { stopped } from "../../web/kit/faults.js";
import { keptOf } from "../../web/kit/kept_open.js";
import { SHAPES } from "../../web/kit/sure_figures.js";
import { movedOf } from "./moved.js";
import { comparePrices } from "./prices.js";
import { compareRobust } from "./robust.js";

const SIGNS = {
  met: "✓",
  not_met: "✗",
  unproven: "?",
  explained: "≈",
  not_applicable: "–",
  yes: "✓",
  no: "✗",
  open: "?",
};
const WAIT_MS = 100,
  PLOT_MS = 30_000; // a slow machine takes seconds to read plotly's code
const TICKS = [0, 25, 50, 75, 100];

/** @typedef {import("./state.d.ts").CompareState} State */

/**
 * @param {import("../../web/kit/desk.js").Desk<State>} desk
 * @returns {import("../../web/kit/desk.js").Page<State>}
 */
function page(desk) {
  const { root, say } = desk;
  /** @type {State} */
  let state;
  let order = new Map(); // of each solution its place, which gives its shape
  const word = (name, particulars) => fill(state.labels[name] ?? name, particulars || {});
  const cells = (tag, ...texts) => texts.map((text) => h[tag](tag === "th" ? { scope: "col" } : {}, text));
  const theirs = (tag, attributes, text) => h[tag]({ dir: "auto", lang: state.written_in, ...attributes }, text);
  const status = (id, text) =>
    h.span({ class: `ts-status-${id}` }, h.span({ "aria-hidden": "true" }, `${SIGNS[id]} `), text);
  const head = (name, id, intro) => [h.h2({ id, tabindex: "-1" }, name), intro && h.p(intro)];
  const prose = (text) =>
    text
      .split(/\n+/)
      .filter(Boolean)
      .map((part) => theirs("p", {}, part));

  // ---- grounds, when somebody asks ---------------------------------------------------------------------

  // The summary is what is judged by itself, or "reasons and evidence" below a heading that says it.
  function grounds(part, id, title, draw, bare) {
    const body = h.div({ class: "ts-grounds" });
    const details = h.details(
      { ontoggle: unfold },
      h.summary(bare ? title : [say("grounds"), h.span({ class: "ts-hidden" }, `: ${title}`)]),
      body,
    );
    function unfold() {
      if (!details.open || body.childElementCount) return;
      body.replaceChildren(h.p(say("fetching")));
      desk.act("ground", { part, id }).then(
        ({ patch }) => put(body, draw(patch.found, patch.pieces)),
        (faults) => {
          body.replaceChildren();
          details.open = false;
          if (Array.isArray(faults)) desk.faults(faults);
        },
      );
    }
    return details;
  }

  const question = (found) => [
    found.question && h.p({ class: "ts-question" }, found.question),
    found.proof && h.p(h.strong(`${word("proof")}: `), found.proof),
  ];
  const judged = (found, part, pieces) =>
    found[part].map((each) =>
      h.div(
        { class: "ts-judged" },
        theirs("h4", {}, each.name),
        part === "findings" ? h.p(status(each.status, each.text), each.ground && ` ${each.ground}`) : levels(each),
        each.judgement && judgement(each.judgement, pieces),
      ),
    );

  const levels = (each) =>
    h.p(
      `${word("given")}: ${level(each.given)}`,
      each.limited && [" → ", h.strong(`${word("counted")}: ${level(each.counted)}`), `. ${word("limited")}`],
    );
  const level = (each) => (each.label ? `${each.text} (${each.label})` : each.text);

  function judgement(each, pieces) {
    return [
      each.how && h.p({ class: "ts-hint" }, each.how),
      each.reason && prose(each.reason),
      each.explanation && theirs("p", {}, each.explanation),
      each.opinions.length > 0 &&
        h.ul(
          each.opinions.map((one) =>
            h.li(
              h.strong(`${one.who}: ${one.text}. `),
              theirs("span", {}, one.reason),
              one.explanation && [" ", theirs("span", {}, one.explanation)],
            ),
          ),
        ),
      each.dissent.map(dissented),
      evidence(each.evidence, pieces),
    ];
  }

  const dissented = (each) =>
    h.p({ class: "ts-dissent" }, h.strong(`${say("disagrees", each)} `), theirs("span", {}, each.reason));

  const evidence = (numbers, pieces) =>
    numbers.length > 0 && [
      h.p(h.strong(word("evidence"))),
      h.ul(numbers.map((number) => piece(pieces[number])).filter(Boolean)),
    ];
  const openKept = keptOf(desk);
  const piece = (each) =>
    each &&
    h.li(
      each.link ? h.a({ href: each.link, rel: "noreferrer", dir: "auto" }, each.title) : theirs("span", {}, each.title),
      ` (${[
        each.kind,
        each.dated && word("dated_line", { date: each.dated }),
        each.consulted && word("consulted_line", { date: each.consulted }),
        each.expires && word("expires_line", { date: each.expires }),
        each.expired && word("expired"),
        !each.digest && word("no_digest"),
      ]
        .filter(Boolean)
        .join("; ")})`,
      each.kept && [" ", openKept({ evidence: each.kept }, each.title)],
    );

  // ---- gates -------------------------------------------------------------------------------------------

  function gates() {
    const asked = state.gates.filter((gate) => gate.applicable),
      not = state.gates.filter((gate) => !gate.applicable);
    if (!asked.length) return [head(word("heading_gates"), "gates", word("no_gates"))];
    const standing = h.ul(
      { class: "ts-plain" },
      inOrder().map(({ solution, name, eligible }) =>
        h.li(
          h.strong(status(eligible, say(`eligible_${eligible}`, { name }))),
          lacks(solution, asked, "not_met"),
          lacks(solution, asked, "unproven"),
          lacks(solution, asked, "explained"),
        ),
      ),
    );
    const rows = asked.map((gate) =>
      h.tr(
        h.th({ scope: "row" }, gate.title),
        state.solutions.map(({ id }) => {
          const found = gate.findings.find((each) => each.solution === id);
          return h.td(
            found
              ? [status(found.status, found.text), found.ground && h.span({ class: "ts-hint" }, ` ${found.ground}`)]
              : "–",
          );
        }),
      ),
    );
    return [
      head(word("heading_gates"), "gates", word("gates_intro")),
      standing,
      wide(
        word("caption_gates"),
        h.table(h.caption(word("caption_gates")), h.thead(h.tr(cells("th", word("gate")), names())), h.tbody(rows)),
      ),
      h.h3(say("grounds_gates")),
      asked
        .filter((gate) => gate.grounds)
        .map((gate) =>
          h.div(
            { class: "ts-ground" },
            grounds(
              "gate",
              gate.id,
              gate.title,
              (found, pieces) => [question(found), judged(found, "findings", pieces)],
              true,
            ),
          ),
        ),
      not.length > 0 && h.p({ class: "ts-hint" }, `${word("not_asked")} ${not.map((gate) => gate.title).join("; ")}.`),
    ];
  }

  const names = () => state.solutions.map(({ name }) => theirs("th", { scope: "col" }, name));
  const inOrder = () => state.ranking;
  function lacks(solution, asked, wanted) {
    const titles = asked
      .filter((gate) => gate.findings.some((each) => each.solution === solution && each.status === wanted))
      .map((gate) => gate.title);
    return titles.length > 0 && h.span(` ${say(`lacks_${wanted}`, { titles: titles.join("; ") })}`);
  }

  // ---- ranking and profile, each with its figure ---------------------------------------------------------

  function ranking() {
    const rows = inOrder().map((each) =>
      h.tr(
        h.td(each.rank_text),
        theirs("th", { scope: "row" }, each.name),
        h.td({ class: "ts-number" }, each.total.text),
        h.td(status(each.eligible, each.eligible_text)),
        h.td(each.weakest_value || say("uncertain")),
        h.td(each.weakest_criterion || say("uncertain")),
      ),
    );
    const table = h.table(
      { class: "ts-ranking" },
      h.caption(word("caption_ranking")),
      h.thead(
        h.tr(
          cells("th", word("place"), word("solution")),
          h.th({ scope: "col", class: "ts-number" }, word("total")),
          cells("th", word("eligible"), word("weakest"), word("governing")),
        ),
      ),
      h.tbody(rows),
    );
    const told = inOrder()
      .map((each) => `${each.name}: ${each.total.text}`)
      .join("; ");
    return [
      head(word("heading_ranking"), "ranking", word("ranking_intro")),
      !state.tender && h.p(word("ranking_ethics")),
      wide(word("caption_ranking"), table),
      figure(
        say("totals_figure", { told }),
        inOrder().map((each) => ({
          title: each.name,
          theirs: true,
          lanes: [{ ...each.total, solution: each.solution }],
        })),
      ),
      h.h3(word("heading_certainty")),
      h.ul(state.certainty.map((line) => h.li(line))),
      state.course.length > 0 &&
        h.p(
          { class: "ts-note", id: "course" },
          state.course.map((each) => [each.text, " ", each.reason && [theirs("span", {}, each.reason), " "]]),
        ),
    ];
  }

  function profile() {
    const rows = state.values.map((value) =>
      h.tr(
        h.th({ scope: "row" }, value.title, h.span({ class: "ts-hint" }, ` ${say("weighs", value)}`)),
        state.solutions.map(({ id }) => score(value.scores.find((each) => each.solution === id))),
      ),
    );
    const weakest = inOrder()
      .map((each) =>
        say(each.weakest_value ? "weakest_of" : "weakest_open", {
          name: each.name,
          value: each.weakest_value,
          criterion: each.weakest_criterion || say("uncertain"),
        }),
      )
      .join(" ");
    return [
      head(word("heading_profile"), "profile", say("profile_intro")),
      figure(
        say("profile_figure", { weakest }),
        state.values.map((value) => ({
          title: value.title,
          lanes: value.scores.map((each) => ({ ...each.score, solution: each.solution, none: !each.score })),
        })),
        true,
      ),
      wide(
        word("caption_profile"),
        h.table(h.caption(word("caption_profile")), h.thead(h.tr(cells("th", word("value")), names())), h.tbody(rows)),
      ),
      pointing(),
    ];
  }
  const score = (each) =>
    h.td(
      each.score ? each.score.text : word("no_score"),
      each.weakest && h.strong({ class: "ts-weakest" }, ` ▾ ${word("is_weakest")}`),
    );

  // A figure is a picture with a sentence; its numbers stand in the table beside it.
  function figure(sentence, groups, legend) {
    const id = `figure-${legend ? "profile" : "totals"}`;
    return h.figure(
      { class: "ts-figure" },
      legend &&
        h.ul(
          { class: "ts-legend" },
          state.solutions.map((each) =>
            h.li(mark(each.id), theirs("span", {}, each.name), each.failing && ` (${word("is_failing")})`),
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
      d: SHAPES[order.get(solution) % SHAPES.length],
      class: `ts-mark-${order.get(solution) % SHAPES.length}`,
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

  function pointing() {
    const place = h.div();
    const button = h.button({ type: "button", id: "pointing", onclick: ask }, say("pointing"));
    function ask() {
      button.disabled = true;
      desk.announce(say("pointing_busy"));
      desk
        .act("figures", {})
        .then(({ patch }) => show(place, patch.model))
        .then(
          () => desk.announce(say("pointing_done")),
          (faults) => {
            button.disabled = false;
            if (Array.isArray(faults)) desk.faults(faults);
            else desk.announce(say("pointing_failed"));
          },
        );
    }
    return h.div({ class: "ts-plotly" }, h.p(button, " ", h.span({ class: "ts-hint" }, say("pointing_hint"))), place);
  }
  async function show(place, id) {
    const { widget_manager: manager } = desk.model;
    const view = await manager.create_view(await manager.get_model(id));
    place.replaceChildren(view.el);
    for (let waited = 0; !place.querySelector(".main-svg"); waited += WAIT_MS) {
      if (waited > PLOT_MS) throw new Error("plotly");
      await new Promise((done) => setTimeout(done, WAIT_MS));
    }
  }

  // ---- criteria ------------------------------------------------------------------------------------------

  function criteria() {
    return [
      head(word("heading_criteria"), "criteria", word("criteria_intro")),
      state.values.map((value) => {
        const body = h.div();
        const details = h.details(
          {
            class: "ts-value",
            ontoggle: () => {
              if (details.open && !body.childElementCount) body.replaceChildren(...value.criteria.map(criterion));
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

  function criterion(each) {
    if (!each.applicable) return h.div({ class: "ts-ask" }, h.h4(each.title), h.p(word("not_asked")));
    const rows = each.cells.map((cell) =>
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
      h.h4(each.title),
      h.p(
        { class: "ts-hint" },
        word("weight_line", { weight: each.weight_of_whole, scale: each.scale }),
        each.minimum && ` ${word("minimum_line", { minimum: each.minimum })}`,
      ),
      wide(
        word("caption_cells", { title: each.title }),
        h.table(
          h.caption({ class: "ts-hidden" }, word("caption_cells", { title: each.title })),
          h.thead(h.tr(cells("th", word("solution"), word("given"), word("counted")))),
          h.tbody(rows),
        ),
      ),
      each.cells.some((cell) => cell.limited) && h.p({ class: "ts-hint" }, `◂ ${word("limited")}`),
      grounds("criterion", each.id, each.title, (found, pieces) => [question(found), judged(found, "cells", pieces)]),
    );
  }

  // ---- what else was found -------------------------------------------------------------------------------

  function checklist() {
    return [
      head(
        word("heading_checklist"),
        "checklist",
        state.checklist.length ? word("checklist_intro") : word("no_checklist"),
      ),
      state.checklist.map((each) =>
        h.details(
          { class: "ts-ground", open: ["not_met", "unproven", "unanswered"].includes(each.answer) },
          h.summary(
            h.h3(each.title),
            " ",
            SIGNS[each.answer] ? status(each.answer, each.text) : each.text,
            h.span({ class: "ts-hint" }, ` · ${each.addressee}`),
          ),
          h.p({ class: "ts-question" }, each.question),
          each.judgement.reason && prose(each.judgement.reason),
          each.judgement.explanation && theirs("p", {}, each.judgement.explanation),
          each.judgement.evidence.length > 0 &&
            grounds("check", each.id, each.title, (found, pieces) => evidence(found.judgement.evidence, pieces)),
        ),
      ),
    ];
  }

  const dissent = () => [
    head(say("dissent"), "dissent", state.dissent.length ? say("dissent_intro") : say("dissent_none")),
    state.dissent.length > 0 &&
      h.details(
        h.summary(say("dissent_count", { count: state.dissent.length })),
        h.ul(
          { class: "ts-plain" },
          state.dissent.map((each) =>
            h.li(h.strong(`${each.about}, `, theirs("span", {}, each.solution)), dissented(each)),
          ),
        ),
      ),
  ];

  function notes() {
    const kinds = ["tension", "compromise", "condition", "advice"].filter((kind) =>
      state.notes.some((each) => each.kind === kind),
    );
    return [
      head(word("heading_notes"), "notes", kinds.length ? null : word("notes_none")),
      kinds.map((kind) => [
        h.h3(say(kind)),
        h.ul(
          { class: "ts-plain" },
          state.notes
            .filter((each) => each.kind === kind)
            .map((each) =>
              h.li(
                each.about && h.p(h.strong(each.about)),
                prose(each.text),
                each.particulars && h.p({ class: "ts-hint" }, each.particulars),
                each.dissent.map(dissented),
              ),
            ),
        ),
      ]),
    ];
  }

  function corrections() {
    const rows = state.corrections.map((each) =>
      h.tr(
        theirs("th", { scope: "row" }, each.about),
        h.td(each.before || "–"),
        h.td(each.text),
        h.td(each.who, h.br(), h.span({ class: "ts-hint" }, each.at)),
        theirs("td", {}, each.reason),
      ),
    );
    return [
      head(word("heading_corrections"), "corrections"),
      wide(
        word("caption_corrections"),
        h.table(
          h.caption(word("caption_corrections")),
          h.thead(h.tr(cells("th", word("corrected_cell"), word("was"), word("now"), word("who"), word("reason")))),
          h.tbody(rows),
        ),
      ),
    ];
  }

  function trouble() {
    const said = (each) => `${each.kind}, ${each.who}, ${each.at.replace("T", " ").replace("Z", " UTC")}`;
    return [
      head(say("trouble"), "trouble"),
      state.conflicts.map((entries) =>
        h.div(
          { class: "ts-note" },
          h.p(h.strong(say("conflict"))),
          h.ul(
            entries.map((each) =>
              h.li(said(each), each.answer && `: ${each.answer}. `, theirs("span", {}, each.reason)),
            ),
          ),
        ),
      ),
      state.aside.map((each) =>
        h.div(
          { class: "ts-note" },
          h.p(h.strong(say("aside"))),
          h.p(said(each)),
          each.faults.map((one) => h.p(one)),
        ),
      ),
    ];
  }

  const priced = comparePrices(desk, { theirs });
  const robust = compareRobust(desk);

  // ---- the page ------------------------------------------------------------------------------------------

  const waits = () => [
    h.div({ class: "ts-note" }, h.p(h.strong(say(`waits_${state.waits}`)))),
    h.p(h.a({ class: "ts-button ts-main", href: state.next }, say("go", { step: state.step }))),
  ];

  function rounds() {
    if (state.rounds.length < 2) return null;
    const select = h.select(
      {
        id: "round",
        onchange: () =>
          desk.act("round", { number: Number(select.value) }).then(
            () => desk.announce(say("round_shown", { number: select.value })),
            (faults) => {
              desk.redraw();
              desk.faults(faults);
            },
          ),
      },
      state.rounds.map(({ number, shown }) =>
        h.option({ value: number, selected: shown }, say("round_number", { number })),
      ),
    );
    return h.p(h.label({ for: "round" }, say("round")), select);
  }

  function draw(given) {
    state = given;
    if (state.stopped) return put(root, h.div({ id: "ts-content" }, h.h1(say("heading")), stopped(desk)));
    const troubled = state.conflicts.length + state.aside.length > 0;
    const top = [
      h.h1(say("heading")),
      h.p(
        h.strong({ dir: "auto" }, state.place),
        h.br(),
        h.bdi(state.authority),
        ` · ${state.track} · ${say("phase", state)}`,
      ),
      rounds(),
      state.imported && h.p({ class: "ts-note" }, word("imported_banner")),
    ];
    if (state.waits)
      return root.replaceChildren(
        h.div(
          { id: "ts-content", class: "ts-compare" },
          top,
          waits(),
          state.prices && h.section({ "aria-labelledby": "prices" }, priced(state)),
          troubled && trouble(),
        ),
      );
    order = new Map(state.solutions.map((each, place) => [each.id, place]));
    const parts = /** @type {[id: string, title: string, make: () => any][]} */ (
      [
        ["gates", word("heading_gates"), gates],
        ["profile", word("heading_profile"), profile],
        ["ranking", word("heading_ranking"), ranking],
        ["robust", say("robust"), () => robust.section(state)],
        state.prices && ["prices", say(state.prices.priced ? "prices" : "ties"), () => priced(state)],
        ["criteria", word("heading_criteria"), criteria],
        ["checklist", word("heading_checklist"), checklist],
        ["dissent", say("dissent"), dissent],
        ["notes", word("heading_notes"), notes],
        state.corrections.length > 0 && ["corrections", word("heading_corrections"), corrections],
        state.moved && ["moved", word("heading_moved"), moved.part],
        troubled && ["trouble", say("trouble"), trouble],
      ].filter(Boolean)
    );
    return root.replaceChildren(
      h.div(
        { id: "ts-content", class: "ts-compare" },
        top,
        robust.outcome(state),
        h.nav(
          { "aria-label": word("contents") },
          h.ul(
            { class: "ts-values" },
            parts.map(([id, title]) => h.li(h.a({ href: `#${id}` }, title))),
          ),
        ),
        parts.map(([id, , make]) => h.section({ "aria-labelledby": id }, make())),
        h.p({ class: "ts-hint" }, `${word("fingerprint")}: `, h.code(state.fingerprint)),
      ),
    );
  }
  const moved = movedOf({ desk, word, say, theirs, prose, head, state: () => state });
  return { draw };
}

export const render = opens(page);
