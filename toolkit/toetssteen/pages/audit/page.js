// The audit page: the lines of the log, searched and filtered here; verifying and files come from the kernel.

import { blobOf, save } from "../../web/kit/bytes.js";
import { moment } from "../../web/kit/dates.js";
import { opens } from "../../web/kit/desk.js";
import { find, h, put } from "../../web/kit/elements.js";
import { faultList, haltedNote, stopped } from "../../web/kit/faults.js";
import { choice } from "../../web/kit/fields.js";

const STEP = 100;

/** @typedef {import("./state.d.ts").AuditState} State */

/**
 * @param {import("../../web/kit/desk.js").Desk<State>} desk
 * @returns {import("../../web/kit/desk.js").Page<State>}
 */
function page(desk) {
  const { root, say } = desk;
  /** @type {Required<State>} what is read of it only where the page did not stop */
  let state;
  let shown = STEP;
  /** @type {Record<string, any>} */
  const asked = { text: "", kind: "", author: "", aside: false };
  let typedHeads = "";

  const plain = (/** @type {string} */ text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const wanted = () =>
    state.rows.filter(
      (row) =>
        (!asked.kind || row.kind === asked.kind) &&
        (!asked.author || row.author === asked.author) &&
        (!asked.aside || row.aside.length) &&
        (!asked.text || plain(`${row.what} ${row.called} ${row.author} ${row.digest}`).includes(plain(asked.text))),
    );

  // ---- filters -----------------------------------------------------------------------------------------

  function filters() {
    /** @type {(name: string, label: string, first: string, options: [value: string, text: string][]) => HTMLElement} */
    const pick = (name, label, first, options) =>
      h.p(
        { class: "ts-field" },
        h.label({ for: name }, label),
        h.select(
          { id: name, onchange: (/** @type {any} */ event) => change(name, event.target.value) },
          h.option({ value: "" }, first),
          options.map(([value, text]) => h.option({ value, selected: value === asked[name] }, text)),
        ),
      );
    return h.form(
      { class: "ts-card ts-grid", role: "search", onsubmit: (/** @type {Event} */ event) => event.preventDefault() },
      h.p(
        { class: "ts-field" },
        h.label({ for: "text" }, say("search")),
        h.input({
          type: "search",
          id: "text",
          value: asked.text,
          oninput: (/** @type {any} */ event) => change("text", event.target.value),
        }),
      ),
      pick("kind", say("kind"), say("all"), state.kinds),
      pick(
        "author",
        say("author"),
        say("everyone"),
        state.authors.map((author) => [author, author]),
      ),
      choice(
        {
          type: "checkbox",
          id: "aside",
          checked: asked.aside,
          onchange: (/** @type {any} */ event) => change("aside", event.target.checked),
        },
        say("only_aside"),
      ),
    );
  }

  /** @param {string} name @param {string | boolean} value */
  function change(name, value) {
    asked[name] = value;
    shown = STEP;
    lines();
    desk.announce(say("found", { count: wanted().length, all: state.rows.length }));
  }

  // ---- lines -------------------------------------------------------------------------------------------

  function lines() {
    const rows = wanted(),
      rest = Math.min(STEP, rows.length - shown);
    put(
      find(root, "#lines"),
      h.p({ id: "count" }, rows.length ? say("found", { count: rows.length, all: state.rows.length }) : say("none")),
      rows.length > 0 &&
        h.div(
          { class: "ts-scroll ts-trail", role: "region", "aria-label": say("table"), tabindex: "0" },
          h.table(
            h.caption({ class: "ts-hidden" }, say("table")),
            h.thead(
              h.tr(
                ["number", "at", "author", "kind", "what", "check_code"].map((name) =>
                  h.th({ scope: "col" }, say(name)),
                ),
              ),
            ),
            h.tbody(rows.slice(0, shown).map(line)),
          ),
        ),
      rest > 0 &&
        h.p(
          h.button(
            {
              type: "button",
              id: "more",
              onclick: () => {
                shown += STEP;
                lines();
                find(root, "#more")?.focus();
              },
            },
            say("more", { count: rest }),
          ),
        ),
    );
  }

  /** @typedef {import("./state.d.ts").TrailRow} TrailRow */

  /** @param {TrailRow} row */
  const line = (row) =>
    h.tr(
      h.th({ scope: "row" }, row.number),
      h.td(moment(state.language, row.at)),
      h.td(row.author, h.br(), h.small(row.role)),
      h.td(row.called),
      h.td(
        { dir: "auto" },
        row.what,
        row.aside.map((why) => h.p({ class: "ts-note" }, say("aside", { why }))),
        whole(row),
      ),
      h.td(h.code({ title: row.digest }, row.digest.slice(0, 12))),
    );

  /** @param {TrailRow} row */
  function whole(row) {
    const text = h.pre({ class: "ts-whole", tabindex: "0" });
    return h.details(
      {
        ontoggle: (/** @type {any} */ event) => {
          if (event.target.open && !text.textContent) fetchEntry(row, text);
        },
      },
      h.summary(say("details", { number: row.number })),
      text,
    );
  }

  /** @param {TrailRow} row @param {HTMLElement} place */
  async function fetchEntry(row, place) {
    try {
      const { patch } = await desk.act("entry", { digest: row.digest });
      const entry = JSON.parse(patch.entry);
      place.textContent =
        entry.body === null ? `${say("sealed")}\n${JSON.stringify(entry, null, 1)}` : JSON.stringify(entry, null, 1);
    } catch (faults) {
      desk.faults(faults);
    }
  }

  // ---- verifying and files -----------------------------------------------------------------------------

  function verifying() {
    const heads = h.textarea({
      id: "heads",
      rows: 3,
      spellcheck: "false",
      autocomplete: "off",
      value: typedHeads,
      oninput: () => {
        typedHeads = heads.value;
      },
    });
    return h.section(
      { class: "ts-card", "aria-labelledby": "verify-title" },
      h.h2({ id: "verify-title" }, say("verify")),
      h.p(say("verify_what")),
      h.p({ class: "ts-field" }, h.label({ for: "heads" }, say("verify_heads")), heads),
      h.p(
        h.button(
          { type: "button", class: "ts-main", id: "verify", onclick: () => verify(heads.value) },
          say("verify_go"),
        ),
      ),
      h.div({ id: "verified", tabindex: "-1" }),
    );
  }

  /** @param {string} heads */
  async function verify(heads) {
    try {
      const { patch } = await desk.act("verify", { heads });
      const place = find(root, "#verified");
      put(
        place,
        h.p({ class: patch.outcome === "whole" ? "" : "ts-note" }, h.strong(patch.said)),
        patch.faults.length ? faultList(patch.faults) : patch.alone && h.p(say("verified_alone")),
        patch.notices.length > 0 && [h.h3(say("notices")), faultList(patch.notices)],
        patch.heads.length > 0 && [
          h.h3(say("heads")),
          h.dl(
            { class: "ts-codes" },
            patch.heads.map((/** @type {[string, string]} */ [author, digest]) => [h.dt(author), h.dd(h.code(digest))]),
          ),
        ],
      );
      place.focus();
    } catch (faults) {
      desk.faults(faults);
    }
  }

  /** @param {"csv" | "json"} form */
  async function saveAs(form) {
    try {
      const { patch } = await desk.act("file", { form });
      save(blobOf(patch), patch.name);
      desk.announce(patch.name);
    } catch (faults) {
      desk.faults(faults);
    }
  }

  const saving = () =>
    h.section(
      { class: "ts-card", "aria-labelledby": "save-title" },
      h.h2({ id: "save-title" }, say("save")),
      h.p(say("save_what")),
      h.p(
        { class: "ts-row" },
        /** @type {const} */ (["csv", "json"]).map((form) =>
          h.button({ type: "button", id: `save-${form}`, onclick: () => saveAs(form) }, say(form)),
        ),
      ),
    );

  return {
    draw(next) {
      state = /** @type {Required<State>} */ (next);
      const inside = state.stopped
        ? stopped(desk)
        : [haltedNote(say, state.halted), h.p(say("intro")), filters(), h.div({ id: "lines" }), verifying(), saving()];
      root.replaceChildren(h.div({ id: "ts-content", tabindex: "-1" }, h.h1(state.title), inside));
      if (!state.stopped) lines();
    },
  };
}

export const render = opens(page);
