// The report page. The report is made by a thread in the kernel; this page asks how far it is. A file comes in parts
// and becomes a Blob: no path of the server is ever an address.

import { blobLink, fetchParts } from "../../web/kit/bytes.js";
import { moment } from "../../web/kit/dates.js";
import { opens } from "../../web/kit/desk.js";
import { find, h } from "../../web/kit/elements.js";
import { complaint, refusedBy, stopped } from "../../web/kit/faults.js";
import { choice } from "../../web/kit/fields.js";
import { roundChoice, standing } from "../../web/kit/rounds.js";

const POLL_MS = 300,
  PATIENCE_MS = 1000;

/** @typedef {import("./state.d.ts").ReportState} State */

/**
 * @param {import("../../web/kit/desk.js").Desk<State>} desk
 * @returns {import("../../web/kit/desk.js").Page<State>}
 */
function page(desk) {
  const { root, say } = desk;
  /** @type {Required<State>} what is read of it only where the page did not stop */
  let state;
  let made = new Set(),
    busy = false;
  /** @type {{ formats: FormDataEntryValue[], language: FormDataEntryValue | null, size: FormDataEntryValue | null } | null} while the page is drawn again */
  let chosen = null;
  /** @type {Map<string, Blob>} */
  const fetched = new Map();
  /** @param {boolean} on */
  const disable = (on) => find(root, "#make").toggleAttribute("disabled", on);

  const wait = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));

  // ---- making ------------------------------------------------------------------------------------------

  function makeForm() {
    const progress = h.div({ id: "progress" });
    const button = h.button({ class: "ts-main", id: "make", disabled: busy }, say("page_make"));
    const form = h.form(
      {
        class: "ts-card",
        "data-act": "make",
        onsubmit: send,
        onchange: () => {
          const given = new FormData(form);
          chosen = { formats: given.getAll("format"), language: given.get("language"), size: given.get("size") };
        },
      },
      h.h2(say("page_choose")),
      h.fieldset(
        h.legend(say("page_size")),
        state.sizes.map((size) => option("radio", "size", size, size === (chosen?.size ?? "report"))),
      ),
      h.fieldset(
        h.legend(say("page_formats")),
        state.formats.map((format, place) =>
          option("checkbox", "format", format, chosen ? chosen.formats.includes(format) : place < 2),
        ),
      ),
      h.fieldset(
        h.legend(say("page_language")),
        state.languages.map((language) =>
          option("radio", "language", language, language === (chosen?.language ?? state.language)),
        ),
      ),
      button,
      progress,
    );
    /** @param {Event} event */
    function send(event) {
      event.preventDefault();
      const given = new FormData(form),
        formats = given.getAll("format");
      if (!formats.length) return desk.faults(refusedBy("make", [complaint(say("page_format_none"), "format")]));
      make(formats, given.get("language"), given.get("size"));
    }
    return form;
  }
  /** @type {(type: "checkbox" | "radio", name: string, value: string, checked: boolean) => HTMLElement} */
  const option = (type, name, value, checked) =>
    choice({ type, name, value, id: `${name}-${value}`, checked }, say(`page_${value}`));

  /** @param {FormDataEntryValue[]} formats @param {FormDataEntryValue | null} language @param {FormDataEntryValue | null} size */
  async function make(formats, language, size) {
    if (busy) return;
    busy = true;
    disable(true);
    const begun = Date.now();
    try {
      await desk.act("make", { formats, language, size });
      let { patch } = await desk.act("progress", {});
      while (patch.busy) {
        await wait(POLL_MS);
        tell(patch.line, Date.now() - begun);
        ({ patch } = await desk.act("progress", {}));
      }
      made = new Set(patch.made);
      state.files = patch.files;
      for (const name of made) fetched.delete(name);
      for (const name of made) await fetchFile(name);
      shown(say("page_done"));
    } catch (faults) {
      if (Array.isArray(faults)) {
        desk.announce("");
        desk.faults(faults);
      } // it is no longer being made
    } finally {
      busy = false;
      disable(false);
      find(root, "#progress").replaceChildren();
    }
  }

  /**
   * What lasts more than a second is told: for what, and how long already.
   * @param {string} line
   * @param {number} passed milliseconds
   */
  function tell(line, passed) {
    if (passed < PATIENCE_MS) return;
    const place = find(root, "#progress"),
      text = line || say("page_busy");
    if (!place.firstChild) {
      place.append(h.p({ id: "progress-text" }), h.progress({ "aria-labelledby": "progress-text" }));
      desk.announce(text);
    }
    find(place, "p").textContent = say("page_busy_for", { line: text, seconds: Math.round(passed / 1000) });
  }

  /** @param {string} text */
  function shown(text) {
    find(root, "#files").replaceWith(files());
    desk.announce(text);
    find(root, "#files h2").focus();
  }

  // ---- files -------------------------------------------------------------------------------------------

  /** @param {string} name */
  async function fetchFile(name) {
    const { blob } = await fetchParts((offset) => desk.act("part", { name, offset }), name);
    fetched.set(name, blob);
  }

  /** @param {import("./state.d.ts").ReportFile} report */
  function file(report) {
    const ready = fetched.get(report.name);
    const hidden = h.span({ class: "ts-hidden" }, ` ${report.name}`);
    return h.li(
      { class: "ts-card" },
      h.p(
        h.strong({ dir: "auto" }, report.name),
        h.br(),
        h.span({ class: "ts-hint" }, say("page_file_of", { size: report.size, at: moment(state.language, report.at) })),
      ),
      h.p(
        { class: "ts-row" },
        ready
          ? [
              made.has(report.name) &&
                report.format !== "json" &&
                blobLink(ready, { target: "_blank", rel: "noopener" }, say("page_open"), hidden),
              blobLink(ready, { download: report.name }, say("page_save"), hidden.cloneNode(true)),
            ]
          : h.button({ type: "button", onclick: () => get(report.name) }, say("page_get"), hidden),
      ),
    );
  }

  /** @param {string} name */
  function get(name) {
    desk.announce(say("page_fetching"));
    fetchFile(name).then(
      () => shown(""),
      (faults) => Array.isArray(faults) && desk.faults(faults),
    );
  }

  const files = () =>
    h.section(
      { id: "files", "aria-labelledby": "files-title" },
      h.h2({ id: "files-title", tabindex: "-1" }, say("page_files")),
      state.files.length ? h.ul({ class: "ts-cards" }, state.files.map(file)) : h.p(say("page_files_none")),
      h.p({ class: "ts-hint" }, say("page_folder", { folder: state.folder })),
    );

  // ---- the page ----------------------------------------------------------------------------------------

  const waits = () => [
    h.p({ class: "ts-note" }, say("page_waits")),
    h.p(h.a({ class: "ts-button ts-main", href: state.next }, say("page_go", { step: state.step }))),
  ];

  const lacking = () =>
    h.section(
      { "aria-labelledby": "lacks" },
      h.h2({ id: "lacks" }, say("page_lacks")),
      state.missing.length
        ? [h.ul(state.missing.map((line) => h.li(line))), h.p({ class: "ts-hint" }, say("page_lacks_hint"))]
        : h.p(h.span({ "aria-hidden": "true" }, "✓ "), say("page_lacks_none")),
    );

  const about = () => [
    h.section(
      { "aria-labelledby": "contains" },
      h.h2({ id: "contains" }, say("page_contains")),
      h.ul(state.contents.map(({ title, count }) => h.li(title, count !== null && ` (${count})`))),
      h.h3(say("page_reader_title")),
      h.p(say("page_reader")),
    ),
    h.section(
      { "aria-labelledby": "heads" },
      h.h2({ id: "heads" }, say("page_heads")),
      h.p(say("page_heads_why")),
      h.dl(
        { class: "ts-heads" },
        [[say("fingerprint"), state.fingerprint], ...state.heads.map((head) => [head.who, head.digest])].map(
          ([who, digest]) => [h.dt(who), h.dd(h.code(digest))],
        ),
      ),
    ),
  ];

  /** @param {State} given */
  function draw(given) {
    state = /** @type {Required<State>} */ (given);
    const top = h.h1(say("page_heading"));
    if (state.stopped)
      return root.replaceChildren(h.div({ id: "ts-content" }, top, stopped(desk, ["page_stopped", "page_to_start"])));
    const where = [standing(state, say("page_stands", state)), roundChoice(desk, "page_round")];
    if (state.waits) return root.replaceChildren(h.div({ id: "ts-content" }, top, where, waits()));
    return root.replaceChildren(
      h.div(
        { id: "ts-content" },
        top,
        where,
        h.p(h.a({ href: state.compare }, say("page_compare"))),
        lacking(),
        makeForm(),
        files(),
        about(),
      ),
    );
  }
  return { draw };
}

export const render = opens(page);
