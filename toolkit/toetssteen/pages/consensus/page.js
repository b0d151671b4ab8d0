// The consensus page: every point a card, of which the body is asked for and drawn when it is opened.

import { opens } from "../../web/kit/desk.js";
import { h, outward, put } from "../../web/kit/elements.js";
import { complaint, stopped } from "../../web/kit/faults.js";
import { choice } from "../../web/kit/fields.js";
import { keepFocus } from "../../web/kit/focus.js";
import { keptOf } from "../../web/kit/kept_open.js";
import { correctOf } from "./correct.js";
import { recordFormOf } from "./form.js";
import { meetingOf } from "./meeting.js";
import { notesOf } from "./notes.js";

const PAUSE_MS = 400;
const POLL_MS = 5000;
const CARDS = 200;

/** @typedef {import("./state.d.ts").ConsensusState} State */

/**
 * @param {import("../../web/kit/desk.js").Desk<State>} desk
 * @returns {import("../../web/kit/desk.js").Page<State>}
 */
function page(desk) {
  const { root, say, act, outbox } = desk;
  const opened = new Set(),
    changing = new Set(); // points whose body, whose form is shown
  const details = new Map(),
    typed = new Map(),
    marks = new Map(),
    timers = new Map();
  const view = {
    filter: "all",
    search: "",
    most: CARDS,
    note: "tension-recorded",
    person: undefined,
    present: null,
    lost: false,
  };
  const state = () => desk.state;
  const slotOf = (key) => `point:${key}`;
  const isCheck = (key) => key.startsWith("|");
  const at = (id) => document.getElementById(id);
  /** @type {(key: string) => import("./state.d.ts").CellRow} of a line of the checklist no more than its row has */
  const rowOf = (key) => [...state().rows, .../** @type {any[]} */ (state().checks)].find((each) => each.key === key);

  // What is typed: in the browser at once, on disk after a pause, and there until it is recorded.
  function typing(slot, given, node) {
    typed.set(slot, given);
    const sent = { person: state().person, number: state().round, slot, given };
    outbox.keep(`typed:${slot}`, { id: crypto.randomUUID(), do: "keep", with: sent });
    outbox.drop(`record:${slot}`); // who types on has not said yet that this is the record
    mark(slot, "draft_unsaved");
    clearTimeout(timers.get(slot));
    timers.set(
      slot,
      setTimeout(() => keep(slot, sent), PAUSE_MS),
    );
    if (node) node.onfocusout = () => timers.has(slot) && keep(slot, sent);
  }

  function keep(slot, sent) {
    clearTimeout(timers.get(slot));
    timers.delete(slot);
    if (typed.get(slot) !== sent.given) return;
    mark(slot, "draft_saving");
    act("keep", sent, `typed:${slot}`).then(
      () => typed.get(slot) === sent.given && mark(slot, "draft_saved"),
      (faults) => {
        outbox.keep(`typed:${slot}`, { id: "", do: "keep", with: sent });
        mark(slot, "draft_unsaved");
        desk.faults(faults, null, true);
      },
    );
  }

  function mark(slot, word) {
    marks.set(slot, word);
    const node = at(`mark-${slot}`);
    if (node) node.textContent = say(word);
    const key = slot.startsWith("point:") && slot.slice(6);
    if (!key) return;
    at(`tags-${key}`)?.replaceWith(tags(rowOf(key)));
    const bin = at(`discard-${key}`);
    if (bin) bin.hidden = false;
  }

  function forget(slot) {
    typed.delete(slot);
    marks.delete(slot);
    clearTimeout(timers.get(slot));
    timers.delete(slot);
    outbox.drop(`typed:${slot}`);
  }

  const markOf = (slot) =>
    h.p(
      { class: "ts-hint", id: `mark-${slot}` },
      marks.has(slot) ? say(marks.get(slot)) : typed.has(slot) && say("draft_saved"),
    );

  // Small pieces.
  // People stand here by role; who has which role is told once (the meeting).
  const nameOf = (id) => state().people.find((each) => each.id === id)?.name || id;
  const people = (ids) => ids.map(nameOf).join(", ");
  const personName = (each) => `${each.name}${each.about && ` (${each.about})`}`;
  const prose = (text) => h.p({ class: "ts-prose", dir: "auto" }, text);
  const hint = (text, id) => h.p({ class: "ts-hint", id }, text);
  const main = (text, onclick, id) => h.button({ type: "button", class: "ts-main", onclick, id }, text);
  const plain = (text, onclick, id) => h.button({ type: "button", onclick, id }, text);
  const more = (text, ...inside) => h.details(h.summary(text), inside);

  const openKept = keptOf(desk);
  const opener = (each, where) =>
    each.kept && [" ", openKept({ evidence: each.id }, each.title, `kept-${where}-${each.id}`)];

  function pieces(ids, where, empty) {
    const known = ids.map((id) => state().evidence.find((each) => each.id === id)).filter(Boolean);
    return known.length
      ? h.ul(
          { class: "ts-pieces" },
          known.map((each) => h.li(piece(each), opener(each, where))),
        )
      : empty && hint(say("evidence_none"));
  }

  const piece = (each) => [outward(each.link, h.bdi(each.title)), ` (${each.kind}${each.dated && `, ${each.dated}`})`];

  const pick = (type, name, value, checked, ...text) =>
    choice({ type, name, value, checked, id: `${name}-${value}` }, text);

  // The cards.
  function tags(row) {
    const check = isCheck(row.key);
    const spread =
      !check &&
      (row.gate
        ? row.differs && say("tag_gate_differs")
        : row.flagged
          ? say("tag_flag", row)
          : row.differs
            ? row.spread && say("tag_spread", row)
            : null);
    const all = [
      row.conflict && ["bad", say("tag_conflict")],
      row.gate && ["", say("tag_gate")],
      spread && [row.flagged || row.gate ? "open" : "", spread],
      !check && !row.differs && row.answers.length > 1 && ["", say("tag_same")],
      !check && row.without > 0 && ["open", say("tag_without", row)],
      row.alike && ["open", say("tag_alike")],
      typed.has(slotOf(row.key)) && ["open", say("tag_typed")],
      row.recorded
        ? ["good", say(check ? "tag_found" : "tag_recorded", row)]
        : ["", say(check ? "tag_unfound" : "tag_open")],
      row.dissent > 0 && ["", say("tag_dissent", row)],
    ].filter(Boolean);
    return h.p(
      { class: "ts-tags", id: `tags-${row.key}` },
      all.map(([kind, text]) => [h.span({ class: `ts-tag${kind && ` ts-${kind}`}` }, text), " "]),
      !check &&
        row.answers.length > 0 &&
        h.span({ class: "ts-hint" }, say("given", { answers: row.answers.join(" · ") })),
    );
  }

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

  function toggle(key) {
    const open = !opened.has(key),
      body = at(`body-${key}`);
    if (open) opened.add(key);
    else opened.delete(key);
    at(`point-${key}`).setAttribute("aria-expanded", String(open));
    body.hidden = !open;
    if (open) fill(key, body);
  }

  // Draws the body of an open card: at once from what is known, and again when what is asked for is there.
  function fill(key, body) {
    const known = details.get(key);
    put(body, known ? bodyOf(key, known) : hint(say("loading")));
    if (known && known.heads === state().heads && known.language === state().language) return;
    fetchDetail(key);
  }

  const fetchDetail = (key) =>
    act("point", { key }).then(
      (reply) => {
        take(reply.patch.detail);
        refill(key);
      },
      (faults) => desk.faults(faults),
    );
  const take = (detail) => details.set(detail.key, { ...detail, heads: state().heads, language: state().language });

  function refill(key) {
    const body = at(`body-${key}`);
    if (body && opened.has(key)) keepFocus(() => put(body, bodyOf(key, details.get(key))));
  }

  const bodyOf = (key, detail) => [
    prose(detail.asked.question),
    about(key, detail.asked),
    !isCheck(key) && individual(key, detail),
    record(key, detail),
    recordForm(key, detail),
  ];

  function about(key, asked) {
    const described = asked.answers.filter((each) => each.text);
    const list = h.div();
    const show = () =>
      act("sources", { key }).then(
        (reply) => list.replaceChildren(sources(reply.patch.sources)),
        (faults) => desk.faults(faults),
      );
    return more(
      say("about"),
      asked.why && [h.h4(say("why")), prose(asked.why)],
      described.length > 0 && [
        h.h4(say(asked.proof ? "statuses" : "anchors")),
        h.dl(described.map((each) => [h.dt(each.name, each.label && ` · ${each.label}`), h.dd(each.text)])),
      ],
      asked.proof && [h.h4(say("proof")), prose(asked.proof)],
      asked.ask?.length > 0 && [h.h4(say("ask")), h.ul(asked.ask.map((each) => h.li(each)))],
      asked.sourced && h.p(plain(say("sources"), show)),
      list,
    );
  }

  const sources = (given) =>
    h.ul(
      { "aria-label": say("sources_title") },
      given.length
        ? given.map((each) =>
            h.li(outward(each.link, each.title), each.at && `, ${each.at}`, !each.checked && ` (${say("unchecked")})`),
          )
        : h.li(say("sources_none")),
    );

  function individual(key, detail) {
    const row = rowOf(key);
    return [
      h.h4(say("individual")),
      detail.answers.length
        ? h.ul(
            { class: "ts-side" },
            detail.answers.map((each) => opinion(each, key)),
          )
        : hint(say("individual_none")),
      detail.figures &&
        h.dl(
          { class: "ts-figures" },
          ["mean", "median", "range"].map((name) => h.div(h.dt(say(name)), h.dd(detail.figures[name]))),
          h.div(h.dt(say("spread")), h.dd(say(row.flagged ? "spread_flag" : "spread_value", row))),
        ),
      detail.figures && row.without > 0 && hint(say("figures_without", row)),
      detail.alike.map((each) => h.p({ class: "ts-note" }, say("alike", { people: each }))),
      vendor(key, detail.vendor),
      kit.correction("own", key, detail),
      detail.imported && hint(say("fix_imported")),
    ];
  }

  const vendor = (key, given) =>
    given &&
    more(
      say("vendor"),
      hint(say("vendor_what")),
      given.claim && h.p(say("vendor_claim", given)),
      given.text ? prose(given.text) : hint(say("vendor_none")),
      given.files.length > 0 &&
        h.ul(
          given.files.map((each, place) =>
            h.li(
              h.bdi(each.name),
              each.kept && [
                " ",
                openKept({ solution: key.split("|")[0], name: each.name }, each.name, `kept-file-${place}-${key}`),
              ],
            ),
          ),
        ),
      given.sheet &&
        h.p(say("kept_sheet"), " ", openKept({ evidence: given.sheet }, say("kept_sheet"), `kept-sheet-${key}`)),
    );

  const opinion = (each, key) =>
    h.li(
      h.p(
        { class: "ts-who" },
        h.strong(each.who.name),
        each.who.about && h.span({ class: "ts-hint" }, ` ${each.who.about}`),
      ),
      h.p({ class: "ts-answer" }, each.answer),
      each.reason ? prose(each.reason) : hint(say("reason_none")),
      each.explanation && prose(each.explanation),
      pieces(each.evidence, `${key}-${each.who.id}`, true),
      each.corrected.map((one, place) =>
        h.div(
          { class: "ts-turn" },
          kit.beside(one.was, place + 1 < each.corrected.length ? each.corrected[place + 1].was : each.answer),
          hint(say("corrected", { at: one.at, reason: one.why })),
          one.reason && more(say("was_reason"), prose(one.reason)),
        ),
      ),
    );

  function record(key, detail) {
    const before = detail.record ? detail.history.slice(0, -1) : detail.history;
    const last = detail.history[detail.history.length - 1];
    return h.section(
      { class: "ts-record" },
      detail.record && [
        h.h4({ id: `said-${key}`, tabindex: "-1" }, `${say(isCheck(key) ? "finding" : "agreed")}: ${detail.said}`),
        last && told(last, true),
      ],
      kit.correction("agreed", key, detail),
      before.length > 0 && more(say("history", { count: before.length }), h.ol(before.map((each) => h.li(told(each))))),
      detail.record &&
        state().phase === "scored" &&
        !isCheck(key) &&
        h.p(plain(say("next"), () => goNext(key), `next-${key}`)),
    );
  }

  const told = (each, short) =>
    h.div(
      !short && h.p(h.strong(each.answer)),
      each.was && [kit.beside(each.was, each.answer), h.p(say("corrected_because"))],
      each.correction && prose(each.correction),
      prose(each.reason),
      each.explanation && prose(each.explanation),
      pieces(each.evidence, each.digest),
      each.present.length > 0 && h.p(say("present_were", { people: people(each.present) })),
      each.dissent.map((one) =>
        h.blockquote(h.p(h.strong(say("dissent_of", { who: nameOf(one.person) }))), prose(one.reason)),
      ),
      hint(say("by", { who: each.who.name, at: each.at })),
    );

  function goNext(key) {
    const rows = filtered(),
      from = rows.findIndex((each) => each.key === key);
    const next = [...rows.slice(from + 1), ...rows.slice(0, Math.max(from, 0))].find((each) => !each.recorded);
    if (next) openPoint(next.key);
    else desk.announce(say("next_none"));
  }

  function openPoint(key) {
    if (
      !isCheck(key) &&
      !filtered()
        .slice(0, view.most)
        .some((each) => each.key === key)
    ) {
      Object.assign(view, { filter: "all", search: "", most: Math.max(view.most, state().rows.length) });
      desk.redraw();
    }
    if (!opened.has(key)) toggle(key);
    at(`point-${key}`).focus();
    at(`card-${key}`).scrollIntoView({ block: "start" });
  }

  const complain = (words) => desk.faults(words.map(complaint));

  // What was typed on while an earlier text was on its way stays typed.
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

  // Draws what a record on a point changed.
  function applied(key, patch) {
    const known = isCheck(key) ? state().checks : state().rows;
    known[known.findIndex((each) => each.key === key)] = patch.row;
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
    for (const [id, draw] of [
      ["ts-progress", progress],
      ["ts-conflicts", conflicts],
      ["ts-checked", checked],
      ["ts-over", over],
    ]) {
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

  function who() {
    const options = [
      h.option({ value: "" }, say("who_none")),
      state().people.map((each) => h.option({ value: each.id }, `${personName(each)} · ${each.id}`)),
    ];
    const select = h.select(
      {
        id: "ts-who",
        "aria-describedby": "ts-who-hint",
        onchange: () =>
          act("choose", { person: select.value }).catch((faults) => {
            select.value = state().person || "";
            desk.faults(faults);
          }),
      },
      options,
    ); // nobody, too, is a choice
    select.value = state().person || "";
    return h.div(
      { class: "ts-whobox" },
      h.label({ for: "ts-who" }, say("who")),
      hint(say("who_hint"), "ts-who-hint"),
      select,
    );
  }

  const conflicts = () =>
    h.section(
      { id: "ts-conflicts" },
      state().conflicts.length > 0 &&
        h.div(
          { class: "ts-warn" },
          h.h2(say("conflicts")),
          h.p(say("conflicts_what")),
          h.ul(
            state().conflicts.map((each) =>
              h.li(
                h.strong(each.what),
                h.ul(
                  each.entries.map((one) =>
                    h.li(
                      say("conflict_who", { who: one.who.name, at: one.at }),
                      one.answer && [": ", h.strong(one.answer), ". ", h.bdi(one.reason)],
                    ),
                  ),
                ),
                each.key ? plain(say("open_point"), () => openPoint(each.key)) : hint(say("conflict_elsewhere")),
              ),
            ),
          ),
        ),
    );

  const aside = () =>
    state().aside.length > 0 &&
    h.section(
      { class: "ts-warn" },
      h.h2(say("aside")),
      h.p(say("aside_what")),
      h.ul(
        state().aside.map((each) =>
          h.li(
            say("conflict_who", { who: each.who.name, at: each.at }),
            each.faults.map((fault) => prose(fault)),
          ),
        ),
      ),
    );

  const warnings = () =>
    state().warnings.length > 0 &&
    h.section({ class: "ts-warn" }, h.h2(say("warnings")), h.ul(state().warnings.map((each) => h.li(each))));

  function filtered() {
    const wanted = view.search.trim().toLowerCase();
    const passes = { all: () => true, differ: (row) => row.differs, open: (row) => !row.recorded };
    return state().rows.filter(
      (row) =>
        passes[view.filter](row) && (!wanted || `${row.title} ${row.name} ${row.key}`.toLowerCase().includes(wanted)),
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
      ["all", "differ", "open"].map((each) => h.option({ value: each }, say(`filter_${each}`))),
    );
    filter.value = view.filter;
    let pause;
    const search = h.input({
      id: "ts-search",
      type: "search",
      value: view.search,
      autocomplete: "off",
      oninput: () => {
        clearTimeout(pause);
        pause = setTimeout(() => {
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

  // The page as the phase has it.
  const waiting = ({ phase, waits, submitted, may }) => [
    h.p({ class: "ts-note" }, say(`waits_${phase}`)),
    h.p(h.a({ class: "ts-button", href: waits.href }, say("go_to", waits))),
    submitted &&
      h.section(
        h.h2(say("submitted")),
        h.ul(submitted.map((each) => h.li(personName(each), ": ", h.strong(say(`submitted_${each.done}`))))),
        submitted.some((each) => each.done === "yes") && (state().key_here === null ? closing(may) : opening(may)),
      ),
  ];

  // A round without a key is closed; one with a key is opened, by who has it.
  const sealed = () => state().submitted.filter((each) => each.done === "yes").length;
  const early = (why) => (state().awaited ? { why: say(why), lacking: say("early_missing") } : {});
  const sure = (what) => ({ says: say(`${what}_sure`, { count: sealed() }), yes: say(`${what}_yes`) });
  const closing = (may) => [
    h.h2(say("close_round")),
    may.move
      ? mover({
          to: "scored",
          what: "close_round_what",
          doing: "close_round",
          done: "closed_round",
          sure: sure("close_round"),
          ...early("close_missing"),
        })
      : hint(say("who_not")),
  ];
  const opening = (may) => [
    h.h2(say("open_round")),
    !state().key_here
      ? h.p({ class: "ts-note", id: "key-lost" }, say("open_key_lost"))
      : may.move
        ? mover({
            verb: "unseal",
            what: "open_round_what",
            doing: "open_round",
            done: "opened_round",
            sure: sure("open_round"),
            ...early("open_missing"),
          })
        : hint(say("who_not")),
  ];

  function content(each) {
    const scored = each.phase === "scored";
    return [
      !each.waits && h.p(say("intro")),
      !each.waits &&
        !scored &&
        h.div(
          { class: "ts-note" },
          h.p(say("readonly", { phase: each.phase_name })),
          h.p(h.a({ class: "ts-button", href: each.next.href }, say("go_to", each.next))),
        ),
      who(),
      warnings(),
      each.waits && waiting(each),
      each.rows && [
        scored && kit.paused()
          ? kit.pausing()
          : [
              conflicts(),
              aside(),
              !each.waits && [kit.meeting(), progress(), pointsSection()],
              checklist(),
              notes(),
              scored && over(),
            ],
        !each.waits && kit.minutes(),
      ],
    ];
  }

  // What was typed is the browser's where that is newer, else the disk's.
  function recall(each) {
    const person = `${each.person} ${each.round}`;
    if (view.person !== person) {
      typed.clear();
      marks.clear();
      changing.clear();
      details.clear();
    }
    if (view.person !== person) view.meeting = each.meeting;
    view.person = person;
    for (const kept of Object.values(outbox.all())) {
      const { person: whose, number, slot, given } = kept.with || {};
      if (kept.do === "keep" && whose === each.person && number === each.round && given && slot === "meeting")
        view.meeting = given;
      else if (kept.do === "keep" && whose === each.person && number === each.round && given && !typed.has(slot)) {
        typed.set(slot, given);
        marks.set(slot, "draft_unsaved");
      }
    }
    for (const [slot, given] of Object.entries(each.typed || {})) if (!typed.has(slot)) typed.set(slot, given);
  }

  function poll() {
    if (!root.isConnected) return clearInterval(polling);
    if (document.hidden) return undefined;
    const heads = state().heads || "";
    return act("poll", { heads }).then(
      (reply) => {
        view.lost = false;
        if (reply.state) desk.announce(say("elsewhere"));
      },
      (faults) => {
        if (!view.lost && heads) desk.faults(faults, null, true);
        view.lost = true;
      },
    );
  }
  const polling = setInterval(poll, POLL_MS);
  window.addEventListener("focus", poll);

  const kit = {
    desk,
    say,
    act,
    state,
    at,
    view,
    typed,
    changing,
    details,
    timers,
    slotOf,
    isCheck,
    rowOf,
    typing,
    forget,
    mark,
    markOf,
    prose,
    hint,
    main,
    plain,
    personName,
    more,
    pick,
    piece,
    opener,
    tags,
    refill,
    fetchDetail,
    openPoint,
    complain,
    recorded,
    applied,
  };
  Object.assign(kit, { nameOf, filtered }, notesOf(kit));
  Object.assign(kit, meetingOf(kit));
  const { notes, noted, over, mover } = kit,
    recordForm = recordFormOf(kit);
  Object.assign(kit, correctOf(kit));

  return {
    draw(each) {
      recall(each);
      keepFocus(() =>
        root.replaceChildren(
          h.div(
            { id: "ts-content", class: "ts-consensus" },
            h.h1({ tabindex: "-1" }, say("heading")),
            each.stopped ? stopped(desk) : content(each),
          ),
        ),
      );
    },
    // What an earlier page had sent without an answer: recorded after all, or typed still.
    recovered(name, given, reply, faults) {
      if (name.startsWith("typed:") && reply) mark(given.slot, "draft_saved");
      if (name.startsWith("record:point:") && reply) recorded(given.key, reply.patch);
      if (/^record:(point|fix):/.test(name) && faults) fetchDetail(given.key);
      if (name.startsWith("record:fix:") && reply) {
        forget(`fix:${given.what}:${given.key}`);
        applied(given.key, reply.patch);
      }
      if (name.startsWith("record:") && given.slot && reply) noted(given.slot, reply.patch);
    },
  };
}

export const render = opens(page);
