// What every page has: sending acts and their answers, the outbox, the bar at the top, the notice of trouble.

import { h, put } from "./elements.js";
import { actOf, faultList, invalidHeard, placeFaults, refusedBy, unmarkAll } from "./faults.js";
import { keepFocus } from "./focus.js";
import { outbox } from "./outbox.js";

const PING_MS = 5000;
const ANSWER_MS = 8000;
const BY_ITSELF = ["ping", "look", "since", "poll", "progress", "keep"]; // what nobody asked for takes no fault away
const BY_CLOCK = ["ping", "since", "poll"]; // not asked while nobody is there, so that the kernel may end
const away = () => document.documentElement.hasAttribute("data-away");
/** @type {[code: string, name: string][]} */
export const LANGUAGES = [
  ["nl", "Nederlands"],
  ["en", "English"],
];

/** @typedef {(name: string, particulars?: Record<string, any>) => string} Say a word of the page, filled in */
/** @typedef {import("./faults.js").Fault} Fault */
/** @typedef {{ id: string, ok: boolean, faults: Fault[], notes?: Fault[], state?: any, patch?: any }} Reply */
/** @typedef {{ get(name: string): any, send(message: object): void, on(name: string, heard: (reply: any) => void): void, widget_manager: any }} Model */

/**
 * What a page gives: how it is drawn, and what it does with an act of an earlier page that was answered now.
 * @template State
 * @typedef {object} Page
 * @property {(state: State) => void} draw
 * @property {(slot: string, given: any, reply: Reply | null, faults?: Fault[]) => void} [recovered]
 */

/**
 * What a page works at.
 * @template State
 * @typedef {object} Desk
 * @property {HTMLDivElement} root the element of the page itself
 * @property {State} state as it was last sent
 * @property {Say} say
 * @property {(verb: string, given: object, slot?: string, form?: string) => Promise<Reply>} act is kept when it is on
 *   disk, refused with its faults; with a slot it waits in the outbox until then; `form` names the form whose fields it
 *   is of (`data-act`, or how their ids begin), where that is not the slot or the verb
 * @property {ReturnType<typeof outbox>} outbox
 * @property {(text: string) => void} announce
 * @property {(faults: unknown, heading?: string | null, quiet?: boolean) => void} faults shows them at the fields they
 *   are about, the others above the page, until the act that was refused begins again or succeeds
 * @property {() => void} clear takes the faults above the page away
 * @property {() => void} redraw
 * @property {Model} model
 */

/**
 * Fills particulars into a text: `{name}`.
 * @param {string} text
 * @param {Record<string, any>} particulars
 */
export const fill = (text, particulars) => text.replace(/\{(\w+)\}/g, (_, name) => particulars[name] ?? "");

/**
 * Opens a page in an element; gives the `render` of an anywidget.
 * @param {(desk: Desk<any>) => Page<any>} page
 */
export const opens =
  (page) =>
  /** @param {{ model: Model, el: HTMLElement }} widget */
  ({ model, el }) => {
    const notice = noticeOf(() => desk.say);
    const status = h.p({ class: "ts-status", role: "status", "aria-live": "polite" });
    const noted = h.div({ "aria-live": "polite" });
    const top = h.div();
    const root = h.div({ class: "ts-page" });
    const whole = h.div({ class: "ts", id: "toetssteen" }, top, notice.node, noted, status, root);
    /** @type {Desk<any>} */
    const desk = {
      root,
      state: model.get("state"),
      say: (name, particulars) => fill(desk.state.words[name] ?? name, particulars || {}),
      act: sending(
        model,
        () => desk,
        notice,
        (notes) => showNotes(noted, desk.say, notes),
        (some) => whole.toggleAttribute("data-waiting", some),
      ),
      outbox: outbox(model.get("state").key),
      announce: (text) => put(status, text),
      faults: notice.faults,
      clear: notice.clear,
      redraw,
      model,
    };
    put(el, whole);
    el.addEventListener(
      "invalid",
      invalidHeard((name, particulars) => desk.say(name, particulars)),
      true,
    );

    let drawnBar = "";

    function redraw() {
      const { language, steps, places, place } = desk.state;
      const text = JSON.stringify([language, steps, places, place]);
      keepFocus(() => {
        document.documentElement.lang = desk.state.language;
        document.title = `${desk.state.title} · Toetssteen`;
        if (text !== drawnBar) put(top, bar(desk)); // replaced under the pointer, a button would miss the click
        drawnBar = text;
        drawing.draw(desk.state);
      });
    }

    const ping = setInterval(() => {
      if (!el.isConnected) return clearInterval(ping);
      if (away()) return undefined;
      return desk.act(desk.state.stopped ? "look" : "ping", {}).catch(() => {}); // what was not here may have come
    }, PING_MS);
    const drawing = page(desk);
    redraw();
    recover(desk, drawing);
  };

/**
 * Says what is worth knowing of an act that was done; it stays until it is closed or the next is.
 * @param {HTMLElement} node
 * @param {Say} say
 * @param {Fault[]} notes
 */
function showNotes(node, say, notes) {
  const close = h.button({ type: "button", onclick: () => put(node) }, say("close"));
  put(
    node,
    notes.length > 0 && h.div({ class: "ts-note ts-notes" }, h.h2(say("worth_knowing")), faultList(notes), close),
  );
}

/**
 * Gives what sends an act and waits for its answer; a state in the answer is drawn.
 * @param {Model} model
 * @param {() => Desk<any>} deskOf
 * @param {ReturnType<typeof noticeOf>} notice is told of an act that begins or is done, of an answer that stays away,
 *   and of one that came
 * @param {(notes: Fault[]) => void} noted is told what is worth knowing of an act
 * @param {(some: boolean) => void} waits is told whether an act waits for its answer
 * @returns {Desk<any>["act"]}
 */
function sending(model, deskOf, { trouble, begun, done }, noted, waits) {
  const waiting = new Map();

  model.on("msg:custom", (reply) => {
    const asked = waiting.get(reply.id);
    if (!asked) return;
    const desk = deskOf();
    waiting.delete(reply.id);
    waits(waiting.size > 0);
    clearTimeout(asked.late);
    trouble(false);
    if (asked.slot) desk.outbox.drop(asked.slot, reply.id);
    const same = desk.state.stopped && JSON.stringify(reply.state) === JSON.stringify(desk.state);
    if (reply.state && !same) {
      desk.state = reply.state;
      desk.redraw();
    }
    if (reply.notes?.length) noted(reply.notes);
    if (reply.ok) {
      done(asked.form);
      asked.kept(reply);
    } else asked.refused(refusedBy(asked.form, reply.faults));
  });

  return (verb, given, slot, form = slot ?? verb) => {
    if (BY_CLOCK.includes(verb) && away()) return new Promise(() => {});
    const id = crypto.randomUUID();
    if (!BY_ITSELF.includes(verb)) begun(form);
    if (slot) deskOf().outbox.keep(slot, { id, do: verb, with: given });
    return new Promise((kept, refused) => {
      const late = setTimeout(() => trouble(true), ANSWER_MS);
      waiting.set(id, { kept, refused, late, slot, form });
      waits(true);
      model.send({ id, do: verb, with: given });
    });
  };
}

/**
 * The notice above the page: faults, or that the kernel does not answer.
 * @param {() => Say} say
 */
function noticeOf(say) {
  const node = h.div({ class: "ts-alert", role: "alert" });
  let kind = "";
  let refused = ""; // the act of the faults that are shown
  let troubled = false;

  /** @param {string} which @param {...import("./elements.js").Child} children */
  function show(which, ...children) {
    kind = which;
    node.dataset.kind = which;
    put(node, ...children);
  }

  /** @param {string} which */
  const clear = (which) => {
    if (kind === which) put(node);
  };

  /** @param {string} act of which it is not told any more what was wrong with it */
  function done(act) {
    unmarkAll(act);
    if (refused === act) clear("faults");
  }

  return {
    node,
    clear: () => clear("faults"),

    // With `quiet` the focus stays where somebody is typing; the alert is read aloud all the same.
    /** @type {Desk<any>["faults"]} */
    faults(faults, heading, quiet) {
      if (!Array.isArray(faults)) return; // not refused but not sent: the page says so by itself
      const others = placeFaults(faults, quiet);
      if (!others.length) return;
      const title = h.h2({ tabindex: "-1" }, heading || say()("faults"));
      refused = actOf(faults);
      show("faults", title, faultList(others), h.button({ type: "button", onclick: () => put(node) }, say()("close")));
      if (!quiet && others.length === faults.length) title.focus();
    },

    done,
    /** @param {string} act that somebody begins: what no act was refused with is not told any more either */
    begun(act) {
      done(act);
      if (!refused) clear("faults");
    },

    /** @param {boolean} now */
    trouble(now) {
      if (now === troubled) return;
      troubled = now;
      if (!now) return clear("trouble");
      const reload = h.button({ type: "button", onclick: () => location.reload() }, say()("reload"));
      return show("trouble", h.h2(say()("lost")), h.p(say()("lost_what")), reload);
    },
  };
}

/**
 * Sends again, in the order it was typed, what an earlier page could not get answered.
 * @param {Desk<any>} desk
 * @param {Page<any>} drawing
 */
function recover(desk, drawing) {
  for (const [slot, act] of Object.entries(desk.outbox.all())) {
    desk.act(act.do, act.with, slot).then(
      (reply) => {
        desk.announce(desk.say("recovered"));
        drawing.recovered?.(slot, act.with, reply);
      },
      (faults) => {
        desk.faults(faults);
        drawing.recovered?.(slot, act.with, null, faults); // a page may keep it all the same
      },
    );
  }
}

/**
 * The bar: the steps of the path, where one looks something up, in which language.
 * @param {Desk<any>} desk
 */
function bar(desk) {
  const { steps, places, language, place } = desk.state;
  /** @type {(pages: { title: string, href: string, here: boolean }[]) => HTMLLIElement[]} */
  const links = (pages) =>
    pages.map((page) => h.li(h.a({ href: page.href, "aria-current": page.here ? "page" : null }, page.title)));
  /** @param {string} wanted */
  const choose = (wanted) =>
    desk.act("language", { language: wanted }).then(() => desk.announce(desk.say("language_set")));
  const languages = LANGUAGES.map(([code, name]) =>
    h.button(
      {
        type: "button",
        lang: code,
        id: `ts-language-${code}`,
        "aria-pressed": String(code === language),
        onclick: () => choose(code),
      },
      name,
    ),
  );
  return h.header(
    { class: "ts-bar" },
    h.a({ class: "ts-skip", href: "#ts-content" }, desk.say("skip")),
    h.p({ class: "ts-brand", title: place || null }, "Toetssteen", place && h.span(` · ${place}`)),
    h.nav({ class: "ts-steps", "aria-label": desk.say("steps") }, h.ol(links(steps))),
    h.div(
      { class: "ts-corner" },
      h.nav({ class: "ts-places", "aria-label": desk.say("places") }, h.ul(links(places))),
      h.div({ class: "ts-language", role: "group", "aria-label": desk.say("language") }, languages),
    ),
  );
}
