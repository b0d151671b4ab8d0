// The points as cards: which are shown, opening one, and what a record on one changes around it.

import { h, put } from "../../web/kit/elements.js";
import { keepFocus } from "../../web/kit/focus.js";
import { CARDS } from "./kit.js";

/** @typedef {import("./kit.js").Row} Row */
/** @typedef {import("./detail.d.ts").Detail} Detail */
/**
 * What a record on a point changes.
 * @typedef {Pick<import("./kit.js").State, "progress" | "open" | "conflicts" | "heads"> & { row: import("./state.d.ts").CellRow, detail: Detail }} Changed
 */

/** @param {import("./kit.js").Kit} kit */
export function cardsOf(kit) {
  const { desk, say, act, state, at, view, opened, typed, changing, details, slotOf, isCheck, hint, plain } = kit;
  const { typing, forget } = kit.drafts;

  /** @param {Row} row */
  function tags(row) {
    const check = isCheck(row.key),
      { answers = [], without = 0 } = row;
    const spread = row.gate
      ? row.differs && say("tag_gate_differs")
      : row.flagged
        ? say("tag_flag", row)
        : row.differs && row.spread && say("tag_spread", row);
    /** @type {(false | "" | null | undefined | [kind: string, text: string])[]} */
    const all = [
      row.conflict && ["bad", say("tag_conflict")],
      row.gate && ["", say("tag_gate")],
      spread && [row.flagged || row.gate ? "open" : "", spread],
      !row.differs && answers.length > 1 && ["", say("tag_same")],
      without > 0 && ["open", say("tag_without", row)],
      row.alike && ["open", say("tag_alike")],
      typed.has(slotOf(row.key)) && ["open", say("tag_typed")],
      row.recorded
        ? ["good", say(check ? "tag_found" : "tag_recorded", row)]
        : ["", say(check ? "tag_unfound" : "tag_open")],
      row.dissent > 0 && ["", say("tag_dissent", row)],
    ];
    return h.p(
      { class: "ts-tags", id: `tags-${row.key}` },
      all.map((tag) => tag && [h.span({ class: `ts-tag${tag[0] && ` ts-${tag[0]}`}` }, tag[1]), " "]),
      answers.length > 0 && h.span({ class: "ts-hint" }, say("given", { answers: answers.join(" · ") })),
    );
  }

  /** @param {Row} row */
  function card(row) {
    const open = opened.has(row.key);
    const body = h.div({ id: `body-${row.key}`, hidden: !open });
    const node = h.li(
      { class: "ts-card ts-fold", id: `card-${row.key}` },
      h.h3(
        h.button(
          {
            type: "button",
            id: `point-${row.key}`,
            "aria-expanded": String(open),
            "aria-controls": body.id,
            onclick: () => toggle(row.key),
          },
          h.span(
            h.span(row.title),
            h.span({ class: "ts-hidden" }, ", "),
            h.span({ class: "ts-hint" }, h.bdi(row.name)),
          ),
        ),
      ),
      tags(row),
      body,
    );
    if (open) fill(row.key, body);
    return node;
  }

  /** @param {string} key */
  function toggle(key) {
    const open = !opened.has(key),
      body = at(`body-${key}`);
    if (open) opened.add(key);
    else opened.delete(key);
    at(`point-${key}`).setAttribute("aria-expanded", String(open));
    body.hidden = !open;
    if (open) fill(key, body);
  }

  /**
   * Draws the body of an open card: at once from what is known, and again when what is asked for is there.
   * @param {string} key
   * @param {HTMLElement} body
   */
  function fill(key, body) {
    const known = details.get(key);
    put(body, known ? kit.points.bodyOf(key, known) : hint(say("loading")));
    if (known && known.heads === state().heads && known.language === state().language) return;
    fetchDetail(key);
  }

  const fetchDetail = (/** @type {string} */ key) =>
    act("point", { key }).then((reply) => {
      take(reply.patch.detail);
      refill(key);
    }, desk.faults);
  const take = (/** @type {Detail} */ detail) =>
    details.set(detail.key, { ...detail, heads: state().heads, language: state().language });

  /** @param {string} key */
  function refill(key) {
    const body = at(`body-${key}`),
      known = details.get(key);
    if (body && known && opened.has(key)) keepFocus(() => put(body, kit.points.bodyOf(key, known)));
  }

  function filtered() {
    const wanted = view.search.trim().toLowerCase();
    return state().rows.filter(
      (row) =>
        (view.filter !== "differ" || row.differs) &&
        (view.filter !== "open" || !row.recorded) &&
        (!wanted || `${row.title} ${row.name} ${row.key}`.toLowerCase().includes(wanted)),
    );
  }

  function cards() {
    const rows = filtered(),
      left = rows.length - view.most;
    return h.div(
      { id: "ts-cards" },
      h.p(
        { class: "ts-hint", id: "ts-shown" },
        rows.length ? say("shown", { count: rows.length, all: state().rows.length }) : say("shown_none"),
      ),
      h.ul({ class: "ts-points" }, rows.slice(0, view.most).map(card)),
      left > 0 &&
        plain(say("shown_more", { count: Math.min(left, CARDS) }), () => {
          view.most += CARDS;
          refilter();
        }),
    );
  }

  const refilter = () => {
    keepFocus(() => at("ts-cards").replaceWith(cards()));
    desk.announce(at("ts-shown").textContent);
  };

  function pointsSection() {
    const filter = h.select(
      {
        id: "ts-filter",
        onchange: () => {
          Object.assign(view, { filter: filter.value, most: CARDS });
          refilter();
        },
      },
      ["all", "differ", "open"].map((filter) => h.option({ value: filter }, say(`filter_${filter}`))),
    );
    filter.value = view.filter;
    let pause = 0;
    const search = h.input({
      id: "ts-search",
      type: "search",
      value: view.search,
      autocomplete: "off",
      oninput: () => {
        clearTimeout(pause);
        pause = window.setTimeout(() => {
          Object.assign(view, { search: search.value, most: CARDS });
          refilter();
        }, 200);
      },
    });
    return h.section(
      h.h2(say("points")),
      h.div(
        { class: "ts-filters" },
        h.div(h.label({ for: "ts-filter" }, say("filter")), filter),
        h.div(h.label({ for: "ts-search" }, say("search")), search),
      ),
      cards(),
    );
  }

  const checklist = () =>
    state().checks.length > 0 &&
    h.section(
      h.h2(say("checklist")),
      h.p(say("checklist_intro")),
      checked(),
      h.ul({ class: "ts-points" }, state().checks.map(card)),
    );

  /** @param {string} key */
  function goNext(key) {
    const rows = filtered(),
      from = rows.findIndex((row) => row.key === key);
    const next = [...rows.slice(from + 1), ...rows.slice(0, Math.max(from, 0))].find((row) => !row.recorded);
    if (next) openPoint(next.key);
    else desk.announce(say("next_none"));
  }

  /** @param {string} key */
  function openPoint(key) {
    if (
      !isCheck(key) &&
      !filtered()
        .slice(0, view.most)
        .some((row) => row.key === key)
    ) {
      Object.assign(view, { filter: "all", search: "", most: Math.max(view.most, state().rows.length) });
      desk.redraw();
    }
    if (!opened.has(key)) toggle(key);
    at(`point-${key}`).focus();
    at(`card-${key}`).scrollIntoView({ block: "start" });
  }

  /**
   * What was typed on while an earlier text was on its way stays typed.
   * @param {string} key
   * @param {Changed} patch
   * @param {object} [sent]
   */
  function recorded(key, patch, sent) {
    const slot = slotOf(key),
      newer = typed.get(slot);
    if (sent && newer && newer !== sent) typing(slot, newer);
    else forget(slot);
    changing.delete(key);
    applied(key, patch);
    if (sent) at(`said-${key}`)?.focus();
    desk.announce(`${say("recorded", patch.row)} ${say("progress", patch.progress)}`);
  }

  /**
   * Draws what a record on a point changed.
   * @param {string} key
   * @param {Changed} patch
   */
  function applied(key, patch) {
    /** @type {Row[]} */
    const known = isCheck(key) ? state().checks : state().rows;
    known[known.findIndex((row) => row.key === key)] = patch.row;
    Object.assign(state(), {
      heads: patch.heads,
      progress: patch.progress,
      open: patch.open,
      conflicts: patch.conflicts,
    });
    take(patch.detail);
    at(`tags-${key}`)?.replaceWith(tags(patch.row));
    refill(key);
    around();
  }

  // What stands around the cards, and changes with them.
  function around() {
    /** @type {[id: string, draw: () => HTMLElement][]} */
    const parts = [
      ["ts-progress", progress],
      ["ts-conflicts", kit.trouble.conflicts],
      ["ts-checked", checked],
      ["ts-over", kit.notes.over],
    ];
    for (const [id, draw] of parts) {
      const node = at(id);
      if (node) keepFocus(() => node.replaceWith(draw()));
    }
  }

  const progress = () =>
    h.div(
      { id: "ts-progress" },
      h.p(
        h.progress({
          max: state().progress.all || 1,
          value: state().progress.recorded,
          "aria-label": say("progress_label"),
        }),
        " ",
        say("progress", state().progress),
        " ",
        h.strong(say("still_open", { count: state().progress.all - state().progress.recorded })),
      ),
    );
  const checked = () => h.p({ id: "ts-checked" }, say("checklist_progress", state().progress));

  return {
    tags,
    refill,
    fetchDetail,
    filtered,
    openPoint,
    goNext,
    recorded,
    applied,
    progress,
    pointsSection,
    checklist,
  };
}
