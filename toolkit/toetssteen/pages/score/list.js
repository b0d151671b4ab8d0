// What is asked, by value: each question unfolds into a box for each solution; with how far the evaluator is.

import { h, outward, put } from "../../web/kit/elements.js";

/** @typedef {import("./kit.js").Ask} Ask */
/** @typedef {import("./kit.js").Cell} Cell */
/** @typedef {{ title: string, at: string, link: string | null, checked: boolean }} Source */

/** @param {import("./kit.js").Kit} kit */
export function listOf(kit) {
  const { desk, root, say, state, cells, one, isForm, whole } = kit;
  const opened = new Set(); // criteria that are unfolded

  const done = (/** @type {Ask} */ ask) => ask.cells.filter((cell) => !cell.lacks.length).length;
  const sum = (/** @type {Ask[]} */ list) => list.reduce((all, ask) => all + done(ask), 0);
  const counted = (/** @type {Ask[]} */ list) => ({
    done: whole(sum(list)),
    all: whole(list.length * state().solutions.length),
  });

  /** @param {Ask} ask */
  function line(ask) {
    if (!ask.nodes) return;
    ask.told = done(ask);
    put(
      ask.nodes.line,
      ask.cells.map((cell) =>
        h.li(
          { class: cell.lacks.length ? "ts-todo" : "ts-done" },
          h.bdi(cell.name),
          ": ",
          h.strong(kit.boxes.nameOf(cell.ask, cell.answer)),
          cell.lacks.includes("reason") && cell.answer !== "unanswered" && ` (${say("no_reason")})`,
        ),
      ),
    );
  }

  /** @param {Ask} ask @param {boolean} open */
  function unfold(ask, open) {
    if (open) opened.add(ask.id);
    else opened.delete(ask.id);
    if (!ask.nodes) return;
    const { button, panel } = ask.nodes;
    if (open && !panel.childNodes.length) put(panel, inside(ask));
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  }

  /** @param {Ask} ask */
  function criterion(ask) {
    const panel = h.div({ id: `panel-${ask.id}`, hidden: true });
    const told = h.ul({ class: "ts-line" });
    const button = h.button(
      {
        type: "button",
        id: `ask-${ask.id}`,
        "aria-expanded": "false",
        "aria-controls": `panel-${ask.id}`,
        onclick: () => unfold(ask, !opened.has(ask.id)),
      },
      ask.title,
    );
    ask.nodes = { button, line: told, panel };
    line(ask);
    return h.section({ class: "ts-ask", "aria-labelledby": `ask-${ask.id}` }, h.h3(button), told, panel);
  }

  /** @param {Ask} ask */
  function inside(ask) {
    const next = kit.asks[kit.asks.indexOf(ask) + 1];
    const onward =
      next &&
      h.button(
        {
          type: "button",
          onclick: () => {
            unfold(ask, false);
            unfold(next, true);
            next.nodes?.button.focus();
            next.nodes?.button.scrollIntoView({ block: "start" });
          },
        },
        say("next", { title: next.title }),
      );
    return [
      ask.question && h.p({ class: "ts-question" }, ask.question),
      ask.why && h.p(h.strong(say("why")), " ", ask.why),
      ask.proof && h.p(h.strong(say("proof")), " ", ask.proof),
      ask.ask && h.details(h.summary(say("ask")), h.ul(ask.ask.map((proof) => h.li(proof)))),
      ask.sourced && sources(ask),
      ask.cells.map(kit.boxes.box),
      onward && h.p(onward),
    ];
  }

  /** @param {Ask} ask */
  function sources(ask) {
    const list = h.ul();
    const draw = (/** @type {Source} */ source) =>
      h.li(
        outward(source.link, source.title),
        source.at && `, ${source.at}`,
        !source.checked && h.span({ class: "ts-hint" }, ` (${say("unchecked")})`),
      );
    const details = h.details(
      {
        ontoggle: () => {
          if (!details.open || list.childNodes.length) return;
          desk
            .act("sources", { criterion: ask.id })
            .then(({ patch }) => put(list, patch.sources.map(draw)), desk.faults);
        },
      },
      h.summary(say("sources")),
      list,
    );
    return details;
  }

  function progress() {
    if (!isForm()) return;
    const total = counted(kit.asks),
      bar = root.querySelector("progress");
    if (!bar) return;
    bar.max = kit.asks.length * state().solutions.length;
    bar.value = sum(kit.asks);
    one("#done-text").textContent = say("done", total);
    for (const section of state().sections)
      one(`[id="count-${section.id}"]`).textContent = say(
        "done_of",
        counted(kit.asks.filter((ask) => ask.section === section)),
      );
    for (const ask of kit.asks) if (ask.told !== done(ask)) line(ask);
    overall();
  }

  // How everything together stands: saved, saving, or how many are not saved.
  function overall() {
    const text = one("#kept");
    if (!text) return;
    const all = [...cells.values()],
      waiting = all.filter((cell) => cell.mark === "unsaved").length,
      busy = all.some((cell) => cell.mark === "saving");
    const what = waiting ? "unsaved" : busy ? "saving" : "saved";
    text.className = `ts-mark ts-mark-${what}`;
    text.textContent = waiting ? say("unsaved_count", { count: waiting }) : busy ? say("saving") : say("all_saved");
  }

  /** @param {Cell} cell */
  function goTo(cell) {
    unfold(cell.ask, true);
    if (!cell.nodes) return;
    const { radios, reason, typed, box } = cell.nodes,
      target = cell.lacks.includes("answer") ? typed || radios[0] : reason;
    target.focus();
    box.scrollIntoView({ block: "nearest" });
  }

  // Unfolds what was unfolded before, or else the first question that is not done.
  function unfoldAgain() {
    if (!opened.size && kit.asks.length)
      opened.add((kit.asks.find((ask) => done(ask) < ask.cells.length) || kit.asks[0]).id);
    for (const ask of kit.asks) if (opened.has(ask.id)) unfold(ask, true);
  }

  return { counted, line, unfold, unfoldAgain, progress, overall, goTo, criterion };
}
