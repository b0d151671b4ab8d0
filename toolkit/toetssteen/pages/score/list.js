// What is asked, by value: each question unfolds into a box for each solution; with how far the evaluator is.

import { h, outward, put } from "../../web/kit/elements.js";

/** @param {import("./kit.js").Kit} kit */
export function listOf(kit) {
  const { desk, say, state, cells, one, isForm, whole } = kit;
  const opened = new Set(); // criteria that are unfolded
  const sourced = new Map(); // criterion -> its sources, once asked for

  const done = (ask) => ask.cells.filter((cell) => !cell.lacks.length).length;
  const counted = (list) => ({
    done: whole(list.reduce((sum, ask) => sum + done(ask), 0)),
    all: whole(list.length * state().solutions.length),
  });

  function line(ask) {
    if (!ask.line) return;
    ask.told = done(ask);
    ask.line.replaceChildren(
      ...ask.cells.map((cell) =>
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

  function unfold(ask, open) {
    if (open) opened.add(ask.id);
    else opened.delete(ask.id);
    if (open && !ask.panel.childNodes.length) put(ask.panel, panel(ask));
    ask.panel.hidden = !open;
    ask.button.setAttribute("aria-expanded", String(open));
  }

  function criterion(ask, index) {
    ask.panel = h.div({ id: `panel-${ask.id}`, hidden: true });
    ask.line = h.ul({ class: "ts-line" });
    ask.button = h.button(
      {
        type: "button",
        id: `ask-${ask.id}`,
        "aria-expanded": "false",
        "aria-controls": `panel-${ask.id}`,
        onclick: () => unfold(ask, !opened.has(ask.id)),
      },
      ask.title,
    );
    ask.next = kit.asks[index + 1];
    line(ask);
    return h.section({ class: "ts-ask", "aria-labelledby": `ask-${ask.id}` }, h.h3(ask.button), ask.line, ask.panel);
  }

  function panel(ask) {
    const onward =
      ask.next &&
      h.button(
        {
          type: "button",
          onclick: () => {
            unfold(ask, false);
            unfold(ask.next, true);
            ask.next.button.focus();
            ask.next.button.scrollIntoView({ block: "start" });
          },
        },
        say("next", { title: ask.next.title }),
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

  function sources(ask) {
    const list = h.ul();
    const draw = () =>
      put(
        list,
        (sourced.get(ask.id) || []).map((source) =>
          h.li(
            outward(source.link, source.title),
            source.at && `, ${source.at}`,
            !source.checked && h.span({ class: "ts-hint" }, ` (${say("unchecked")})`),
          ),
        ),
      );
    const details = h.details(
      {
        ontoggle: () => {
          if (!details.open || list.childNodes.length) return;
          desk.act("sources", { criterion: ask.id }).then(
            ({ patch }) => {
              sourced.set(ask.id, patch.sources);
              draw();
            },
            (faults) => desk.faults(faults),
          );
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
      bar = one("#done");
    if (!bar) return;
    bar.max = kit.asks.length * state().solutions.length;
    bar.value = kit.asks.reduce((sum, ask) => sum + done(ask), 0);
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

  function goTo(cell) {
    unfold(cell.ask, true);
    const { radios, reason, typed } = cell.nodes,
      target = cell.lacks.includes("answer") ? typed || radios[0] : reason;
    target.focus();
    cell.nodes.box.scrollIntoView({ block: "nearest" });
  }

  // Unfolds what was unfolded before, or else the first question that is not done.
  function unfoldAgain() {
    if (!opened.size && kit.asks.length)
      opened.add((kit.asks.find((ask) => done(ask) < ask.cells.length) || kit.asks[0]).id);
    for (const ask of kit.asks) if (opened.has(ask.id)) unfold(ask, true);
  }

  return { counted, line, unfold, unfoldAgain, progress, overall, goTo, criterion };
}
