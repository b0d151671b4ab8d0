// The browser of criteria. The address after # says what is shown, so that everything can be linked to:
// #list with its filters, #id=… one question, #sets, #set=… one set; ?id=… and ?set=… do as well.

import { opens } from "../../web/kit/desk.js";
import { find, h, put } from "../../web/kit/elements.js";
import { stopped } from "../../web/kit/faults.js";
import { choice } from "../../web/kit/fields.js";
import { drawDue } from "./due.js";
import { browseOne } from "./one.js";
import { browseSet } from "./set.js";

const FILTERS = /** @type {const} */ (["value", "in", "kind", "to", "work"]);
const TYPED = /** @type {const} */ (["q", ...FILTERS]);
const NOTHING = { q: "", unchecked: false, value: "", in: "", kind: "", to: "", work: "" };
const PAUSE_MS = 300;

/** @typedef {Required<import("./state.d.ts").CriteriaState>} State what is read of it only where the page did not stop */
/** @typedef {import("./state.d.ts").QuestionItem} Item */
/** @typedef {import("./whole.d.ts").Question} Question */
/** @typedef {{ name: string, given: string }} Asked */

/**
 * @param {import("../../web/kit/desk.js").Desk<State>} desk
 * @returns {import("../../web/kit/desk.js").Page<State>}
 */
function page(desk) {
  const { root, say } = desk;
  /** @type {State} */
  let state;
  /** @type {Map<string, Promise<Question | import("./whole.d.ts").WholeSet>>} */
  let whole = new Map();
  /** @type {Map<string, string>} */
  let searched = new Map(); // question -> all that is searched of it
  /** @type {{ row: HTMLLIElement, id: string }[]} */
  let rows = [];
  let shownAt = "",
    pause = 0;
  const view = { ...NOTHING };
  /** @type {Asked} */
  let asked = { name: "list", given: "" };

  // ---- the address -------------------------------------------------------------------------------------

  const plain = (/** @type {string} */ text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const KNOWN = ["list", "id", "sets", "set", "due"];
  function addressed() {
    const parts = new URLSearchParams(location.hash.slice(1)),
      query = new URLSearchParams(location.search);
    const from = KNOWN.some((name) => parts.has(name)) ? parts : query;
    const name = KNOWN.find((known) => from.get(known) || (from === parts && from.has(known))) || "list";
    if (name === "list" && from === parts) {
      for (const filter of TYPED) view[filter] = parts.get(filter) || "";
      view.unchecked = parts.has("unchecked");
    }
    return { name, given: from.get(name) || "" };
  }
  function listAddress() {
    const parts = new URLSearchParams();
    for (const filter of TYPED) if (view[filter]) parts.set(filter, view[filter]);
    if (view.unchecked) parts.set("unchecked", "1");
    return `#list${String(parts) && `&${parts}`}`;
  }
  const keep = () => history.replaceState(history.state, "", listAddress());
  const filtered = () => view.unchecked || view.q.trim() !== "" || FILTERS.some((filter) => view[filter]);

  function moved() {
    if (!root.isConnected) {
      window.removeEventListener("hashchange", moved);
      return;
    }
    if (location.hash === "#ts-content" || state.stopped) return; // the skip link
    asked = addressed();
    show(true);
  }
  window.addEventListener("hashchange", moved);

  // ---- searching ---------------------------------------------------------------------------------------

  const fits = (/** @type {Item} */ item) =>
    (!view.value || item.value === view.value) &&
    (!view.in || item.sets.includes(view.in)) &&
    (!view.kind || item.kinds.includes(view.kind)) &&
    (!view.to || item.addressee === view.to) &&
    (!view.work || item.works.includes(view.work)) &&
    (!view.unchecked || item.unchecked);
  function found() {
    const terms = plain(view.q).split(/\s+/).filter(Boolean);
    return state.items.filter((item) => fits(item) && terms.every((term) => searched.get(item.id)?.includes(term)));
  }
  const told = (/** @type {number} */ count) =>
    count === state.items.length
      ? say("found_all", { total: count })
      : count === 0
        ? say("found_none")
        : say(count === 1 ? "found_one" : "found", { count, total: state.items.length });

  // The rows stay; what does not fit is hidden, so that the list follows every letter.
  function refilter(loud = true) {
    const ids = new Set(found().map((item) => item.id));
    for (const { row, id } of rows) row.hidden = !ids.has(id);
    for (const group of root.querySelectorAll(".ts-browse-value"))
      group.toggleAttribute("hidden", !group.querySelector("li:not([hidden])"));
    find(root, "#browse-count").textContent = told(ids.size);
    find(root, "#browse-none").hidden = ids.size > 0;
    find(root, "#browse-reset").hidden = !filtered();
    clearTimeout(pause);
    if (loud)
      pause = window.setTimeout(() => {
        desk.announce(told(ids.size));
        keep();
      }, PAUSE_MS);
  }

  function searchForm() {
    const search = h.input({
      id: "browse-q",
      type: "search",
      value: view.q,
      autocomplete: "off",
      spellcheck: "false",
      oninput: () => {
        view.q = search.value;
        refilter();
      },
    });
    /** @type {Record<(typeof FILTERS)[number], { id: string, title: string, count?: number }[]>} */
    const options = { value: state.values, in: state.sets, kind: state.kinds, to: state.addressees, work: state.works };
    /** @type {(name: keyof typeof options, label: string) => HTMLElement} */
    const select = (name, label) => {
      if (!options[name].some((offered) => offered.id === view[name])) view[name] = ""; // a link may name what is no longer here
      const box = h.select(
        {
          id: `browse-${name}`,
          onchange: () => {
            view[name] = box.value;
            refilter();
          },
        },
        h.option({ value: "" }, say("all")),
        options[name].map((offered) =>
          h.option(
            { value: offered.id, selected: offered.id === view[name] },
            offered.title,
            offered.count && ` (${offered.count})`,
          ),
        ),
      );
      return h.div(h.label({ for: `browse-${name}` }, say(label)), box);
    };
    const unchecked = h.input({
      id: "browse-unchecked",
      type: "checkbox",
      checked: view.unchecked,
      onchange: () => {
        view.unchecked = unchecked.checked;
        refilter();
      },
    });
    const reset = h.button(
      {
        type: "button",
        id: "browse-reset",
        onclick: () => {
          Object.assign(view, NOTHING);
          keep();
          show(false);
          find(root, "#browse-q").focus();
          desk.announce(told(state.items.length));
        },
      },
      say("reset"),
    );
    return h.form(
      {
        class: "ts-search",
        role: "search",
        "aria-label": say("search_all"),
        onsubmit: (/** @type {Event} */ event) => event.preventDefault(),
      },
      h.div(h.label({ for: "browse-q" }, say("search")), search),
      select("value", "filter_value"),
      select("in", "filter_set"),
      select("kind", "filter_kind"),
      select("to", "filter_to"),
      select("work", "filter_work"),
      choice(unchecked, say("filter_unchecked")),
      reset,
    );
  }

  // ---- the list ----------------------------------------------------------------------------------------

  const kindOf = (/** @type {string} */ id) => state.kinds.find((kind) => kind.id === id)?.title;
  const tags = (/** @type {Item} */ item) =>
    h.span(
      { class: "ts-tags" },
      item.kinds.map((kind) => h.span({ class: `ts-tag ts-kind-${kind}` }, kindOf(kind))),
      item.addressee !== "solution" && h.span({ class: "ts-tag" }, say(`to_${item.addressee}`)),
      item.unchecked && h.span({ class: "ts-hint" }, say("unchecked_tag")),
    );

  function list() {
    rows = [];
    const row = (/** @type {Item} */ item) => {
      const node = h.li(
        h.a({ href: `#id=${item.id}`, id: `at-${item.id}` }, item.title),
        tags(item),
        h.p(item.question),
      );
      rows.push({ row: node, id: item.id });
      return node;
    };
    const groups = state.values.map((value) =>
      h.section(
        { class: "ts-browse-value", "aria-labelledby": `value-${value.id}` },
        h.h3({ id: `value-${value.id}` }, value.title),
        h.ul(state.items.filter((item) => item.value === value.id).map(row)),
      ),
    );
    return [
      h.h1({ tabindex: "-1" }, say("heading")),
      h.p(say("intro")),
      views("list"),
      h.div(
        { class: "ts-columns ts-finding" },
        searchForm(),
        h.section(
          { "aria-labelledby": "browse-count" },
          h.h2({ id: "browse-count" }),
          h.p({ id: "browse-none", hidden: true }, say("found_none_hint")),
          groups,
        ),
      ),
    ];
  }

  const views = (/** @type {"list" | "sets" | "due"} */ now) =>
    h.nav(
      { class: "ts-views", "aria-label": say("views") },
      h.ul(
        [
          ["list", listAddress()],
          ["sets", "#sets"],
          ["due", "#due"],
        ].map(([name, href]) => h.li(h.a({ href, "aria-current": name === now ? "page" : null }, say(`view_${name}`)))),
      ),
    );

  const sets = () => [
    h.h1({ tabindex: "-1" }, say("sets_heading")),
    h.p(say("sets_intro")),
    views("sets"),
    h.ul(
      { class: "ts-cards" },
      state.sets.map((set) =>
        h.li(
          { class: "ts-card" },
          h.h2(h.a({ href: `#set=${set.id}` }, set.title)),
          h.p(set.why),
          h.p({ class: "ts-hint" }, say("set_counts", set.counts)),
        ),
      ),
    ),
  ];

  const law = () => [
    h.h1({ tabindex: "-1" }, say("due_heading")),
    h.p(say("due_intro")),
    views("due"),
    drawDue(say, state.due),
  ];

  // ---- one question, one set ---------------------------------------------------------------------------

  const head = (/** @type {Question} */ item) =>
    h.p(
      { class: "ts-kicker" },
      item.value && h.span(item.value.title),
      item.kinds.map((kind) => h.span({ class: "ts-tag" }, kind)),
      item.own && h.span({ class: "ts-tag ts-open" }, say("own_tag")),
    );
  const drawOne = browseOne(desk, head),
    drawSet = browseSet(desk);

  /** @param {string} id */
  function around(id) {
    const items = found(),
      at = items.findIndex((item) => item.id === id);
    /** @type {(name: string, item: Item | undefined) => HTMLElement | undefined} */
    const step = (name, item) => item && h.a({ class: "ts-button", href: `#id=${item.id}` }, say(name, item));
    return (
      at >= 0 &&
      items.length > 1 &&
      h.nav(
        { class: "ts-row ts-around", "aria-label": say("around") },
        step("previous", items[at - 1]),
        step("next", items[at + 1]),
      )
    );
  }

  /** @param {string} verb @param {string} given */
  function fetched(verb, given) {
    const key = `${verb}:${given}`,
      known = whole.get(key);
    if (known) return known;
    const asking = desk.act(verb, { given }).then((reply) => reply.patch);
    whole.set(key, asking);
    asking.catch(() => whole.delete(key));
    return asking;
  }

  /** @param {Asked} wanted @param {boolean} focus */
  async function detail({ name, given }, focus) {
    let slow = false;
    const verb = name === "id" ? "one" : "set",
      late = setTimeout(() => {
        slow = true;
        desk.announce(say("fetching"));
      }, PAUSE_MS);
    try {
      const told = await fetched(verb, given);
      if (asked.name !== name || asked.given !== given) return; // meanwhile something else was asked for
      const back =
        name === "id"
          ? h.a({ href: listAddress() }, "← ", say("back"))
          : h.a({ href: "#sets" }, "← ", say("back_sets"));
      place(
        told.title,
        [h.p({ class: "ts-back" }, back), "counts" in told ? drawSet(told) : [drawOne(told), around(given)]],
        focus,
      );
    } catch (faults) {
      if (!Array.isArray(faults)) throw faults;
      asked = { name: "list", given: "" };
      show(false);
      desk.faults(faults);
    } finally {
      clearTimeout(late);
      if (slow) desk.announce("");
    }
  }

  // ---- the page ----------------------------------------------------------------------------------------

  /** @param {string} title @param {import("../../web/kit/elements.js").Child} body @param {boolean} focus */
  function place(title, body, focus) {
    root.replaceChildren(h.div({ id: "ts-content", class: "ts-browse" }, body));
    if (asked.name === "list") refilter(false);
    document.title = `${title ? `${title} · ` : ""}${state.title} · Toetssteen`;
    const key = `${asked.name}:${asked.given}`,
      other = shownAt !== "" && shownAt !== key;
    const from =
      other && shownAt.startsWith("id:") && asked.name === "list" && document.getElementById(`at-${shownAt.slice(3)}`);
    shownAt = key;
    if (!focus || !other) return;
    const heading = from && !from.closest("[hidden]") ? from : find(root, "h1"); // back in the list: where one was
    heading.focus({ preventScroll: true });
    if (heading === from) heading.scrollIntoView({ block: "center" });
    else window.scrollTo(0, 0);
  }

  /** @param {boolean} focus */
  function show(focus) {
    desk.clear();
    if (asked.name === "id" || asked.name === "set") {
      detail(asked, focus);
      return;
    }
    if (asked.name === "sets") place(say("sets_heading"), sets(), focus);
    else if (asked.name === "due") place(say("due_heading"), law(), focus);
    else place("", list(), focus);
  }

  /** @param {State} given */
  function draw(given) {
    const first = !state;
    state = given;
    whole = new Map();
    if (state.stopped) {
      put(root, h.div({ id: "ts-content" }, h.h1(say("heading")), stopped(desk)));
      return;
    }
    searched = new Map(
      state.items.map((item) => [item.id, plain(`${item.title} ${item.question} ${item.why} ${item.id}`)]),
    );
    if (first) asked = addressed();
    show(false);
  }
  return { draw };
}

export const render = opens(page);
