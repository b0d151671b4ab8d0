// The prepare page: one card a section; a section is drawn again only when it changed.
const SECTIONS = {
  bought: drawBought, criteria: drawCriteria, scoping: drawScoping, weights: drawWeights, gates: drawGates, conditions: drawConditions, rules: drawRules, price: drawPrice,
  committee: drawCommittee, dry: drawDry, freeze: drawFreeze, ask: drawAsk, solutions: drawSolutions, moves: drawMoves,
};
// The section in which each kind of conflict is settled.
const DECIDED_IN = { set: "criteria", fitting: "criteria", period: "bought", weights: "weights", scoping: "scoping", rules: "rules", pricing: "price", frozen: "freeze", person: "committee", solution: "solutions", phase: "moves" };
const LOOK_MS = 10000;

function page(desk) {
  const kit = prepareKit(desk);
  const { say } = desk;
  const cards = {};
  let drawn = {};
  let notices = null;
  let overview = null;

  function card(name, index) {
    const part = desk.state.sections[name];
    const tag = h("span", { class: "ts-tag", "data-state": part.state }, kit.stateWord(part));
    return h("section", { class: "ts-card", id: name, "aria-labelledby": `${name}-title` },
      h("h2", { id: `${name}-title`, tabindex: "-1" }, `${index + 1}. ${say(`${name}_heading`)} `, tag),
      SECTIONS[name](kit, part));
  }

  const conflictNames = (state) => state.conflicts.filter((each) => DECIDED_IN[each]).map((each) => say(`${DECIDED_IN[each]}_heading`));

  function notes(state) {
    return [
      conflictNames(state).length > 0 && h("p", { class: "ts-note", role: "note" }, say("conflicts", { names: conflictNames(state).join(", ") })),
      state.warnings.map((each) => h("p", { class: "ts-note" }, `${each.what} ${each.remedy} (${each.code})`)),
      !state.editable && h("p", { class: "ts-note" }, say("closed")),
      state.chairs.length > 1 ? [h("label", { for: "me" }, say("me")), h("select", { id: "me", onchange: (event) => desk.act("choose", { person: event.target.value }).catch((faults) => { desk.faults(faults); kit.draw(); }) },
        state.chairs.map((each) => h("option", { value: each, selected: each === state.me }, each)))]
        : h("p", { class: "ts-hint" }, say("me_only", { me: state.me })),
    ];
  }

  function list(state) {
    return h("ol", { class: "ts-overview" }, Object.keys(SECTIONS).map((name) => h("li", {},
      h("a", { href: `#${name}` }, say(`${name}_heading`)), " ", h("span", { class: "ts-hint" }, `(${kit.stateWord(state.sections[name])})`))));
  }

  function stopped(state) {
    drawn = {};
    desk.root.replaceChildren(h("div", { id: "ts-content" }, h("h1", {}, say("heading")), h("div", { class: "ts-card" },
      h("h2", {}, say("stopped")), h("ul", {}, state.stopped.map((each) => h("li", {}, h("strong", {}, each.what), ` ${each.rule} ${each.remedy} `, h("small", {}, each.code)))),
      h("p", {}, h("a", { class: "ts-button", href: state.start }, say("to_start"))))));
  }

  function frame() {
    notices = h("div", {});
    overview = h("nav", { "aria-label": say("overview") });
    Object.keys(SECTIONS).forEach((name) => { cards[name] = h("div", {}); });
    desk.root.replaceChildren(h("div", { id: "ts-content", class: "ts-prepare" }, h("h1", {}, say("heading")), h("p", {}, say("intro")),
      notices, overview, Object.values(cards)));
  }

  // What stays the same is left alone, so that typing, open parts and the place on the page stay too.
  function draw(state) {
    if (state.stopped) return stopped(state);
    const first = drawn.language !== state.language;
    if (first) { drawn = { language: state.language }; frame(); }
    notices.replaceChildren(...[notes(state)].flat(Infinity).filter(Boolean));
    overview.replaceChildren(list(state));
    Object.keys(SECTIONS).forEach((name, index) => {
      const text = JSON.stringify([state.sections[name], state.editable, state.problem, name === "dry" && state.mark]);
      if (drawn[name] === text) return;
      drawn[name] = text;
      cards[name].replaceChildren(card(name, index));
      kit.opened(cards[name]);
    });
    return undefined;
  }

  kit.draw = () => draw(desk.state);
  kit.redraw = (name) => kit.keepFocus(() => { drawn[name] = null; draw(desk.state); });
  watch(kit, desk);
  setTimeout(() => { // the address can name a section, which is there only now
    const asked = SECTIONS[location.hash.slice(1)] && document.getElementById(`${location.hash.slice(1)}-title`);
    if (asked) { asked.focus(); asked.scrollIntoView(); }
  });
  return {
    draw,
    recovered(slot, given, reply) {
      if (!reply && !slot.startsWith("scoping-")) return; // what is typed stays, with the button that sends it
      kit.forget(slot);
      if (reply) kit.take(reply);
      else kit.redraw("scoping");
    },
  };
}

// Another window may have changed the assessment: seen when this one gets the attention back, and now and then.
function watch(kit, desk) {
  const ask = () => {
    if (!desk.root.isConnected) { clearInterval(timer); removeEventListener("focus", ask); return; }
    if (document.hidden || kit.busy) return;
    const mark = desk.state.mark;
    desk.act("since", { mark: mark ?? null }).then((reply) => { if (reply.state && mark) desk.announce(desk.say("elsewhere")); }, () => {});
  };
  const timer = setInterval(ask, LOOK_MS);
  addEventListener("focus", ask);
}

// The section in which something that was typed is told of: swings are told of with the weights.
const slotOf = (id) => (id.startsWith("ways/") ? "weights" : id.split("/")[0]);

// What every section uses: what was typed and not saved, saving, fields, parts that unfold.
function prepareKit(desk) {
  const { say } = desk;
  const place = `toetssteen:${desk.state.key}:typed`;
  const find = (id) => desk.root.querySelector(`[id="${CSS.escape(id)}"]`);
  const open = new Set();
  const saved = new Set();
  let typed = {};
  try { typed = JSON.parse(localStorage.getItem(place)) || {}; } catch { typed = {}; }

  function store() {
    try { if (Object.keys(typed).length) localStorage.setItem(place, JSON.stringify(typed)); else localStorage.removeItem(place); } catch { /* full: it stays in the page */ }
  }
  const kit = {
    desk, say, h, busy: 0, chosen: chosenOf(desk), find,
    stateWord: (part) => (part.state === "at" ? part.name : say({ done: "state_done", open: "state_open", later: "state_later", try: "state_try", past: "state_past" }[part.state])),
    value: (id, otherwise) => typed[id] ?? otherwise ?? "",
    type(id, value) {
      typed[id] = value;
      saved.delete(slotOf(id));
      store();
      kit.mark(slotOf(id));
    },
    // What a field shows now. What is sent is read here, so that it is what somebody sees; of a field that is not
    // there (any more) nothing is sent.
    shown: (id) => (find(id) ?? desk.root.querySelector(`input[name="${CSS.escape(id)}"]:checked`))?.value ?? "",
    unsaved: (section) => Object.entries(typed).some(([id, value]) => slotOf(id) === section && (!id.startsWith("ways/") || value === "swing")),
    // The sections with a field that shows what was typed and not saved: it is not in what is worked out or frozen.
    unsavedOf: (...sections) => sections.filter((name) => (name === "weights" ? kit.unsaved(name)
      : [...(find(name)?.querySelectorAll("input, select, textarea") ?? [])].some((field) => field.id in typed || field.name in typed))),
    unsavedNote(...sections) {
      const names = kit.unsavedOf(...sections).map((name) => say(`${name}_heading`)).join(", ");
      return names && h("p", { class: "ts-note" }, say("unsaved_parts", { names }));
    },
    typedIn: (section) => Object.fromEntries(Object.entries(typed).filter(([id]) => id === section || id.startsWith(`${section}/`))),
    // Forgets what was typed in a section; with `sent` not what was typed on after that was sent.
    forget(section, sent) {
      Object.keys(kit.typedIn(section)).filter((id) => !sent || sent[id] === typed[id]).forEach((id) => delete typed[id]);
      store();
    },
    // Gives what a choice shows: what was chosen, while it is offered; otherwise what is kept.
    offered(id, options, otherwise) {
      if (id in typed && !options.some(([value]) => value === typed[id])) { delete typed[id]; store(); }
      return kit.value(id, otherwise);
    },
    markText: (section) => (kit.unsaved(section) ? say("typed") : saved.has(section) ? say("saved") : ""),
    odd: (section) => unreadable(find(section), say("unreadable")),
    mark(section, text) {
      const node = document.getElementById(`${section}-mark`);
      if (node) node.textContent = text ?? kit.markText(section);
    },
    markNode: (section) => h("span", { class: "ts-mark", id: `${section}-mark` }, kit.markText(section)),
    // Merges what an act gave; a page that missed something in between asks for all of it.
    take(reply) {
      const patch = reply.patch;
      if (!patch || !patch.sections) return patch && patch.stopped ? desk.act("look", {}) : undefined;
      if (patch.was !== desk.state.mark) return desk.act("look", {});
      const { was, sections, ...rest } = patch;
      desk.state = { ...desk.state, ...rest, sections: { ...desk.state.sections, ...sections } };
      kit.keepFocus(kit.draw);
      return undefined;
    },
    // Sends an act; `section` is also the slot under which it waits in the outbox. The promise says whether it was saved.
    async save(section, verb, given, text, options = {}) {
      const name = options.redraw || section, sent = kit.typedIn(section);
      kit.busy += 1;
      kit.mark(section, say("saving"));
      desk.announce(say("saving"));
      try {
        const reply = await desk.act(verb, given, options.once ? undefined : section);
        kit.forget(section, sent);
        saved.add(section);
        await kit.take(reply);
        kit.redraw(name);
        desk.announce(text);
        return true;
      } catch (faults) {
        if (!Array.isArray(faults)) throw faults;
        kit.mark(section, say("unsaved"));
        desk.faults(faults);
        return false;
      } finally { kit.busy -= 1; }
    },
    // Leaves the focus, and the place in a text, where they were.
    keepFocus(work) {
      const node = document.activeElement, id = node?.id, from = node?.selectionStart, to = node?.selectionEnd;
      work();
      const again = id && document.getElementById(id);
      if (!again || again === document.activeElement) return;
      again.focus({ preventScroll: true });
      if (typeof from === "number") again.setSelectionRange(from, to);
    },
    input(id, label, given = {}) {
      const { hint, otherwise, tag = "input", ...attributes } = given;
      const node = h(tag, { id, dir: "auto", autocomplete: "off", "aria-describedby": hint ? `${id}-hint` : null, ...attributes, oninput: (event) => kit.type(id, event.target.value) });
      node.value = kit.value(id, otherwise);
      return [h("label", { for: id }, label), hint && h("p", { class: "ts-hint", id: `${id}-hint` }, hint), node];
    },
    select(id, label, choices, otherwise, hint) {
      const now = kit.offered(id, choices, otherwise);
      const options = now === "" || choices.some(([value]) => value === now) ? choices : [...choices, [now, now]]; // what is kept is shown, also where it is not offered
      return [h("label", { for: id }, label), hint && h("p", { class: "ts-hint", id: `${id}-hint` }, hint),
        h("select", { id, "aria-describedby": hint ? `${id}-hint` : null, onchange: (event) => kit.type(id, event.target.value) },
          options.map(([value, text]) => h("option", { value, selected: value === now }, text)))];
    },
    radios(id, legend, options, otherwise, given = {}) {
      const now = kit.offered(id, options, otherwise);
      return h("fieldset", {}, h("legend", {}, legend), given.hint && h("p", { class: "ts-hint" }, given.hint),
        options.map(([value, text, more]) => h("label", { class: "ts-choice" },
          h("input", { type: "radio", name: id, value, id: `${id}=${value}`, checked: value === now, onchange: () => { kit.type(id, value); given.then?.(value); } }),
          h("span", {}, text, more && [h("br"), h("span", { class: "ts-hint" }, more)]))));
    },
    // A part that unfolds, and stays open when its section is drawn again.
    unfold(id, summary, ...content) {
      return h("details", { id, open: open.has(id), ontoggle: (event) => { if (event.target.open) open.add(id); else open.delete(id); } }, h("summary", { id: `${id}-sum` }, summary), content);
    },
    opened(node) { node.querySelectorAll("details").forEach((each) => { if (open.has(each.id)) each.open = true; }); },
    table(caption, heads, rows, numbers = []) {
      const side = (index) => (numbers.includes(index) ? "ts-number" : null);
      return h("div", { class: "ts-scroll", role: "region", tabindex: "0", "aria-label": caption }, h("table", {}, h("caption", {}, caption),
        h("thead", {}, h("tr", {}, heads.map((each, index) => h("th", { scope: "col", class: side(index) }, each)))),
        h("tbody", {}, rows.map((row) => h("tr", {}, row.map((each, index) => (index ? h("td", { class: side(index), dir: "auto" }, each) : h("th", { scope: "row", dir: "auto" }, each))))))));
    },
    faults: (faults) => h("ul", {}, faults.map((each) => h("li", {}, h("strong", {}, each.what), each.where && ` (${each.where})`, ` ${each.rule} ${each.remedy} `, h("small", {}, each.code)))),
    standing: (standing) => (standing === "applies" ? null : h("span", { class: "ts-tag" }, say(`standing_${standing}`))),
    day: (at) => new Intl.DateTimeFormat(desk.state.language, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" }).format(new Date(at)) + " UTC",
    // One confirmation: the first button unfolds what it means, the second does it.
    confirm(id, label, what, content, go, options = {}) {
      const shown = open.has(`confirm-${id}`);
      const turn = (on) => {
        if (on) open.add(`confirm-${id}`); else open.delete(`confirm-${id}`);
        kit.redraw(options.section);
        (document.getElementById(on ? `${id}-sure` : `${id}-ask`) || document.getElementById(options.after || `${options.section}-title`))?.focus();
      };
      if (!shown) return h("p", {}, h("button", { type: "button", id: `${id}-ask`, class: options.plain ? null : "ts-main", onclick: () => turn(true) }, label));
      return h("div", { class: "ts-confirm", role: "group", "aria-labelledby": `${id}-sure` },
        h("p", { id: `${id}-sure`, tabindex: "-1" }, h("strong", {}, what)), content,
        h("p", { class: "ts-row" }, h("button", { type: "button", id: `${id}-yes`, class: "ts-main", onclick: () => { go().then((done) => { if (done) turn(false); }); } }, options.yes || label),
          h("button", { type: "button", id: `${id}-no`, onclick: () => turn(false) }, say("no"))));
    },
    // Puts nodes into a sentence, where its words have a NUL.
    parts(text, nodes) { const [before, behind] = text.split("\u0000"); return [before, nodes, behind]; },
    focus(...ids) { ids.map((id) => document.getElementById(id)).find(Boolean)?.focus(); },
    // The weights are another section: what a change of the set does to them is said with it.
    uneven: () => desk.state.sections.weights.faults?.length > 0,
  };
  return kit;
}
