// The consensus page: every point a card, of which the body is asked for and drawn when it is opened.
const PAUSE_MS = 400;
const POLL_MS = 5000;
const CARDS = 200;

function page(desk) {
  const { root, say, act, outbox } = desk;
  const opened = new Set(), changing = new Set(); // points whose body, whose form is shown
  const details = new Map(), typed = new Map(), marks = new Map(), timers = new Map();
  const view = { filter: "all", search: "", most: CARDS, note: "tension-recorded", person: undefined, present: null, lost: false };
  const state = () => desk.state;
  const slotOf = (key) => `point:${key}`;
  const isCheck = (key) => key.startsWith("|");
  const at = (id) => document.getElementById(id);
  const rowOf = (key) => [...state().rows, ...state().checks].find((each) => each.key === key);
  const quiet = () => {};

  // Leaves the focus, and the place in a text, where they were.
  function inPlace(change) {
    const node = document.activeElement, id = node?.id;
    const from = node?.selectionStart, to = node?.selectionEnd;
    change();
    const again = id && at(id);
    if (!again || again === document.activeElement) return;
    again.focus({ preventScroll: true });
    if (typeof from === "number" && again.tagName === "TEXTAREA") again.setSelectionRange(from, to);
  }

  // What is typed: in the browser at once, on disk after a pause, and there until it is recorded.
  function typing(slot, given, node) {
    typed.set(slot, given);
    const sent = { person: state().person, number: state().round, slot, given };
    outbox.keep(`typed:${slot}`, { id: crypto.randomUUID(), do: "keep", with: sent });
    mark(slot, "draft_unsaved");
    clearTimeout(timers.get(slot));
    timers.set(slot, setTimeout(() => keep(slot, sent), PAUSE_MS));
    if (node) node.onfocusout = () => timers.has(slot) && keep(slot, sent);
  }

  function keep(slot, sent) {
    clearTimeout(timers.get(slot));
    timers.delete(slot);
    if (typed.get(slot) !== sent.given) return;
    mark(slot, "draft_saving");
    act("keep", sent, `typed:${slot}`).then(
      () => typed.get(slot) === sent.given && mark(slot, "draft_saved"),
      (faults) => { outbox.keep(`typed:${slot}`, { id: "", do: "keep", with: sent }); mark(slot, "draft_unsaved"); desk.faults(faults, null, true); },
    );
  }

  function mark(slot, word) {
    marks.set(slot, word);
    const node = at(`mark-${slot}`);
    if (node) node.textContent = say(word);
    const key = slot.startsWith("point:") && slot.slice(6);
    if (key) at(`tags-${key}`)?.replaceWith(tags(rowOf(key)));
  }

  function forget(slot) {
    typed.delete(slot);
    marks.delete(slot);
    clearTimeout(timers.get(slot));
    timers.delete(slot);
    outbox.drop(`typed:${slot}`);
  }

  const markOf = (slot) => h("p", { class: "ts-hint", id: `mark-${slot}` }, marks.has(slot) ? say(marks.get(slot)) : typed.has(slot) && say("draft_saved"));

  // Small pieces.
  const people = (ids) => ids.join(", ");
  const personName = (each) => `${each.id} (${each.role_name}${each.about && `, ${each.about}`})`;
  const prose = (text) => h("p", { class: "ts-prose", dir: "auto" }, text);
  const hint = (text, id) => h("p", { class: "ts-hint", id }, text);
  const main = (text, onclick, id) => h("button", { type: "button", class: "ts-main", onclick, id }, text);
  const plain = (text, onclick, id) => h("button", { type: "button", onclick, id }, text);
  const more = (text, ...inside) => h("details", {}, h("summary", {}, text), inside);

  function pieces(ids, empty) {
    const known = ids.map((id) => state().evidence.find((each) => each.id === id)).filter(Boolean);
    return known.length ? h("ul", { class: "ts-pieces" }, known.map((each) => h("li", {}, piece(each)))) : empty && hint(say("evidence_none"));
  }

  const piece = (each) => [each.link ? h("a", { href: each.link, rel: "noopener noreferrer", target: "_blank" }, each.title) : h("bdi", {}, each.title),
    ` (${each.kind}${each.dated && `, ${each.dated}`})`];

  const choice = (type, name, value, checked, ...text) => h("label", { class: "ts-choice" },
    h("input", { type, name, value, checked, id: `${name}-${value}` }), h("span", {}, text));

  // The cards.
  function tags(row) {
    const check = isCheck(row.key);
    const spread = !check && (row.gate ? row.differs && say("tag_gate_differs")
      : row.flagged ? say("tag_flag", row) : row.differs ? row.spread && say("tag_spread", row) : null);
    const all = [
      row.conflict && ["bad", say("tag_conflict")],
      row.gate && ["", say("tag_gate")],
      spread && [row.flagged || row.gate ? "open" : "", spread],
      !check && !row.differs && row.answers.length > 1 && ["", say("tag_same")],
      !check && row.without > 0 && ["open", say("tag_without", row)],
      typed.has(slotOf(row.key)) && ["open", say("tag_typed")],
      row.recorded ? ["good", say(check ? "tag_found" : "tag_recorded", row)] : ["", say(check ? "tag_unfound" : "tag_open")],
      row.dissent > 0 && ["", say("tag_dissent", row)],
    ].filter(Boolean);
    return h("p", { class: "ts-tags", id: `tags-${row.key}` },
      all.map(([kind, text]) => [h("span", { class: `ts-tag${kind && ` ts-${kind}`}` }, text), " "]),
      !check && row.answers.length > 0 && h("span", { class: "ts-hint" }, say("given", { answers: row.answers.join(" · ") })));
  }

  function card(row) {
    const open = opened.has(row.key);
    const body = h("div", { id: `body-${row.key}`, hidden: !open });
    const node = h("li", { class: "ts-card ts-fold", id: `card-${row.key}` },
      h("h3", {}, h("button", { type: "button", id: `point-${row.key}`, "aria-expanded": String(open), "aria-controls": body.id, onclick: () => toggle(row.key) },
        h("span", {}, h("span", {}, row.title), h("span", { class: "ts-hidden" }, ", "), h("span", { class: "ts-hint" }, h("bdi", {}, row.name))))),
      tags(row), body);
    if (open) fill(row.key, body);
    return node;
  }

  function toggle(key) {
    const open = !opened.has(key), body = at(`body-${key}`);
    if (open) opened.add(key); else opened.delete(key);
    at(`point-${key}`).setAttribute("aria-expanded", String(open));
    body.hidden = !open;
    if (open) fill(key, body);
  }

  // Draws the body of an open card: at once from what is known, and again when what is asked for is there.
  function fill(key, body) {
    const known = details.get(key);
    body.replaceChildren(...(known ? bodyOf(key, known) : [hint(say("loading"))]));
    if (known && known.heads === state().heads && known.language === state().language) return;
    fetchDetail(key);
  }

  const fetchDetail = (key) => act("point", { key }).then((reply) => { take(reply.patch.detail); refill(key); }, (faults) => desk.faults(faults));
  const take = (detail) => details.set(detail.key, { ...detail, heads: state().heads, language: state().language });

  function refill(key) {
    const body = at(`body-${key}`);
    if (body && opened.has(key)) inPlace(() => body.replaceChildren(...bodyOf(key, details.get(key))));
  }

  const bodyOf = (key, detail) => [
    prose(detail.asked.question), about(key, detail.asked),
    !isCheck(key) && individual(key, detail), record(key, detail), recordForm(key, detail),
  ].filter(Boolean);

  function about(key, asked) {
    const described = asked.answers.filter((each) => each.text);
    const list = h("div", {});
    const show = () => act("sources", { key }).then((reply) => list.replaceChildren(sources(reply.patch.sources)), (faults) => desk.faults(faults));
    return more(say("about"),
      asked.why && [h("h4", {}, say("why")), prose(asked.why)],
      described.length > 0 && [h("h4", {}, say(asked.proof ? "statuses" : "anchors")),
        h("dl", {}, described.map((each) => [h("dt", {}, each.name, each.label && ` · ${each.label}`), h("dd", {}, each.text)]))],
      asked.proof && [h("h4", {}, say("proof")), prose(asked.proof)],
      asked.ask?.length > 0 && [h("h4", {}, say("ask")), h("ul", {}, asked.ask.map((each) => h("li", {}, each)))],
      asked.sourced && h("p", {}, plain(say("sources"), show)), list);
  }

  const sources = (given) => h("ul", { "aria-label": say("sources_title") }, given.length ? given.map((each) => h("li", {},
    each.link ? h("a", { href: each.link, rel: "noopener noreferrer", target: "_blank" }, each.title) : each.title,
    each.at && `, ${each.at}`, !each.checked && ` (${say("unchecked")})`)) : h("li", {}, say("sources_none")));

  function individual(key, detail) {
    const row = rowOf(key);
    return [h("h4", {}, say("individual")), detail.answers.length ? h("ul", { class: "ts-side" }, detail.answers.map(opinion)) : hint(say("individual_none")),
      detail.figures && h("dl", { class: "ts-figures" },
        ["mean", "median", "range"].map((name) => h("div", {}, h("dt", {}, say(name)), h("dd", {}, detail.figures[name]))),
        h("div", {}, h("dt", {}, say("spread")), h("dd", {}, say(row.flagged ? "spread_flag" : "spread_value", row)))),
      detail.figures && row.without > 0 && hint(say("figures_without", row))];
  }

  const opinion = (each) => h("li", {}, h("p", { class: "ts-who" }, h("strong", {}, each.who.id), h("span", { class: "ts-hint" }, ` ${each.who.role_name}${each.who.about && `, ${each.who.about}`}`)),
    h("p", { class: "ts-answer" }, each.answer), each.reason ? prose(each.reason) : hint(say("reason_none")),
    each.explanation && prose(each.explanation), pieces(each.evidence, true),
    each.corrected.map((one) => hint(say("corrected", one))));

  function record(key, detail) {
    const before = detail.record ? detail.history.slice(0, -1) : detail.history;
    const last = detail.history[detail.history.length - 1];
    return h("section", { class: "ts-record" }, detail.record && [h("h4", { id: `said-${key}`, tabindex: "-1" }, `${say(isCheck(key) ? "finding" : "agreed")}: ${detail.said}`), last && told(last, true)],
      before.length > 0 && more(say("history", { count: before.length }), h("ol", {}, before.map((each) => h("li", {}, told(each))))),
      detail.record && state().rows.length > 0 && !isCheck(key) && h("p", {}, plain(say("next"), () => goNext(key), `next-${key}`)));
  }

  const told = (each, short) => h("div", {}, !short && h("p", {}, h("strong", {}, each.answer)), prose(each.reason), each.correction && prose(each.correction), each.explanation && prose(each.explanation),
    pieces(each.evidence), each.present.length > 0 && h("p", {}, say("present_were", { people: people(each.present) })),
    each.dissent.map((one) => h("blockquote", {}, h("p", {}, h("strong", {}, say("dissent_of", { who: one.person }))), prose(one.reason))),
    hint(say("by", { who: each.who.id, at: each.at })));

  function goNext(key) {
    const rows = filtered(), from = rows.findIndex((each) => each.key === key);
    const next = [...rows.slice(from + 1), ...rows.slice(0, Math.max(from, 0))].find((each) => !each.recorded);
    if (next) openPoint(next.key); else desk.announce(say("next_none"));
  }

  function openPoint(key) {
    if (!isCheck(key) && !filtered().slice(0, view.most).some((each) => each.key === key)) {
      Object.assign(view, { filter: "all", search: "", most: Math.max(view.most, state().rows.length) });
      desk.redraw();
    }
    if (!opened.has(key)) toggle(key);
    at(`point-${key}`).focus();
    at(`card-${key}`).scrollIntoView({ block: "start" });
  }

  // The form of a point.
  function recordForm(key, detail) {
    const slot = slotOf(key), check = isCheck(key);
    if (!state().may[check ? "check" : "agree"]) {
      const phase = check ? !["preparing", "closed"].includes(state().phase) : state().phase === "scored";
      return phase && hint(say(check ? "who_not_check" : "who_not"));
    }
    if (detail.record && !changing.has(key) && !typed.has(slot)) {
      return h("p", {}, plain(say("change"), () => { changing.add(key); refill(key); at(`form-${key}`).focus(); }), " ", h("span", { class: "ts-hint" }, say("change_hint")));
    }
    const given = typed.get(slot) || first(key, detail);
    const form = h("form", { class: "ts-form", novalidate: true, onsubmit: (event) => { event.preventDefault(); send(key, read(form)); } },
      h("h4", { id: `form-${key}`, tabindex: "-1" }, say(check ? "form_check" : "form_agree")),
      detail.same && !detail.record && h("p", {}, plain(say("as_all"), () => asAll(key, form, detail)), " ", h("span", { class: "ts-hint" }, say("as_all_hint"))),
      answers(key, detail.asked, given), explanation(key, given), reason(key, given), evidence(key, detail, given),
      !check && [present(key, given), dissents(key, given)],
      markOf(slot),
      h("p", { class: "ts-row" }, h("button", { class: "ts-main" }, say(check ? "record_check" : "record_agreed")),
        plain(say("discard"), () => discard(key)), !check && plain(say("note_here"), () => noteHere(key))));
    form.addEventListener("input", () => { reveal(form); typing(slot, read(form), form); });
    return form;
  }

  const first = (key, detail) => detail.record || { answer: "", reason: "", evidence: detail.cited, present: view.present || state().present, dissent: {}, owner: "", until: "" };

  function answers(key, asked, given) {
    const name = `answer-${key}`;
    const radios = asked.answers.map((each) => choice("radio", name, each.answer, given.answer === each.answer,
      h("strong", {}, each.name, each.label && ` · ${each.label}`), each.text && `: ${each.text}`));
    if (!asked.typed) return h("fieldset", {}, h("legend", {}, say("level")), radios);
    const number = h("input", { id: `level-${key}`, name: "level", inputmode: "decimal", autocomplete: "off", value: /^-?\d/.test(given.answer) ? local(given.answer) : "" });
    number.addEventListener("input", () => number.closest("form").querySelectorAll(`[name="${CSS.escape(name)}"]`).forEach((each) => { each.checked = false; }));
    const none = h("fieldset", { onchange: () => { number.value = ""; } }, h("legend", {}, say("or_none")), radios);
    return [h("label", { for: number.id }, say("level_typed", asked.typed)), number, none];
  }

  const local = (number) => (state().language === "nl" ? number.replace(".", ",") : number);

  const explanation = (key, given) => h("div", { "data-explained": "", hidden: given.answer !== "explained" },
    h("label", { for: `owner-${key}` }, say("owner")), h("input", { id: `owner-${key}`, name: "owner", value: given.owner, autocomplete: "off" }),
    h("label", { for: `until-${key}` }, say("until")), h("input", { id: `until-${key}`, name: "until", type: "date", value: given.until }));

  const reason = (key, given) => [h("label", { for: `reason-${key}` }, say("reason")), hint(say("reason_hint"), `hint-${key}`),
    h("textarea", { id: `reason-${key}`, name: "reason", dir: "auto", "aria-describedby": `hint-${key}`, value: given.reason })];

  function evidence(key, detail, given) {
    const cited = new Set([...detail.cited, ...given.evidence]);
    const box = (each) => choice("checkbox", `evidence-${key}`, each.id, given.evidence.includes(each.id), piece(each));
    const near = state().evidence.filter((each) => cited.has(each.id)), far = state().evidence.filter((each) => !cited.has(each.id));
    return h("fieldset", {}, h("legend", {}, say("evidence_pick")), near.map(box),
      far.length > 0 ? more(say("evidence_other"), far.map(box)) : near.length === 0 && hint(say("evidence_empty")));
  }

  const present = (key, given) => h("fieldset", {}, h("legend", {}, say("present")),
    state().people.map((each) => choice("checkbox", `present-${key}`, each.id, given.present.includes(each.id), personName(each))));

  function dissents(key, given) {
    const one = (each) => {
      const against = each.id in given.dissent, id = `why-${key}-${each.id}`;
      return [choice("checkbox", `dissent-${key}`, each.id, against, say("dissent_who", { who: personName(each) })),
        h("div", { "data-dissent": each.id, hidden: !against }, h("label", { for: id }, say("dissent_why", { who: each.id })),
          h("textarea", { id, dir: "auto", value: given.dissent[each.id] || "" }))];
    };
    return h("details", { open: Object.keys(given.dissent).length > 0 }, h("summary", {}, say("dissent")), hint(say("dissent_hint")),
      h("fieldset", {}, h("legend", { class: "ts-hidden" }, say("dissent")), state().people.map(one)));
  }

  function read(form) {
    const key = form.querySelector("h4").id.slice(5);
    const all = (name) => [...form.querySelectorAll(`[name="${CSS.escape(`${name}-${key}`)}"]:checked`)].map((each) => each.value);
    const level = form.elements.level?.value.trim().replace(",", ".");
    const against = all("dissent").map((who) => [who, form.querySelector(`[data-dissent="${CSS.escape(who)}"] textarea`).value]);
    return { answer: all("answer")[0] || level || "", reason: form.elements.reason.value, evidence: all("evidence"),
      present: all("present"), dissent: Object.fromEntries(against), owner: form.elements.owner.value, until: form.elements.until.value };
  }

  function reveal(form) {
    const given = read(form);
    form.querySelector("[data-explained]").hidden = given.answer !== "explained";
    form.querySelectorAll("[data-dissent]").forEach((each) => { each.hidden = !(each.dataset.dissent in given.dissent); });
  }

  function asAll(key, form, detail) {
    const given = read(form), written = given.reason.trim();
    const filled = { ...given, answer: detail.same, reason: written ? `${written}\n\n${detail.reasons}` : detail.reasons };
    typing(slotOf(key), filled);
    refill(key);
    at(`reason-${key}`).focus();
    desk.announce(say("as_all_done"));
  }

  function discard(key) {
    const slot = slotOf(key);
    forget(slot);
    changing.delete(key);
    act("keep", { person: state().person, number: state().round, slot, given: null }, `typed:${slot}`).catch((faults) => desk.faults(faults));
    at(`tags-${key}`).replaceWith(tags(rowOf(key)));
    refill(key);
    at(`point-${key}`).focus();
    desk.announce(say("discarded"));
  }

  const complain = (words) => desk.faults(words.map((what) => ({ what, where: "", rule: "", remedy: "", code: "" })));

  function lacks(given, check) {
    const bare = Object.keys(given.dissent).filter((who) => !given.dissent[who].trim());
    return [!given.answer && say("need_answer"), !given.reason.trim() && say("need_reason"),
      given.answer === "explained" && !(given.owner.trim() && given.until) && say("need_explained"),
      !check && given.present.length === 0 && say("need_present"),
      ...bare.map((who) => say("need_dissent", { who }))].filter(Boolean);
  }

  // Only here, when the chair says so, something becomes a record.
  function send(key, given) {
    const check = isCheck(key), slot = slotOf(key), missing = lacks(given, check);
    typing(slot, given);
    if (missing.length) return complain(missing);
    clearTimeout(timers.get(slot));
    timers.delete(slot);
    mark(slot, "recording");
    const { present: there, dissent, ...answer } = given;
    const whole = check ? answer : given;
    view.present = check ? view.present : there;
    const sent = { person: state().person, key, basis: details.get(key).basis, ...whole };
    act(check ? "check" : "agree", sent, `record:${slot}`).then((reply) => recorded(key, reply.patch, true),
      (faults) => { desk.faults(faults); typing(slot, given); fetchDetail(key); });
  }

  function recorded(key, patch, focus) {
    forget(slotOf(key));
    changing.delete(key);
    const known = isCheck(key) ? state().checks : state().rows;
    known[known.findIndex((each) => each.key === key)] = patch.row;
    Object.assign(state(), { heads: patch.heads, progress: patch.progress, open: patch.open, conflicts: patch.conflicts });
    take(patch.detail);
    at(`tags-${key}`)?.replaceWith(tags(patch.row));
    refill(key);
    around();
    if (focus) at(`said-${key}`)?.focus();
    desk.announce(say("recorded", patch.row) + " " + say("progress", patch.progress));
  }

  // What stands around the cards, and changes with them.
  function around() {
    for (const [id, draw] of [["ts-progress", progress], ["ts-conflicts", conflicts], ["ts-checked", checked], ["ts-over", over]]) {
      const node = at(id);
      if (node) inPlace(() => node.replaceWith(draw()));
    }
  }

  const progress = () => h("div", { id: "ts-progress" }, h("p", {}, h("progress", { max: state().progress.all || 1, value: state().progress.recorded, "aria-label": say("progress_label") }), " ", say("progress", state().progress)));
  const checked = () => h("p", { id: "ts-checked" }, say("checklist_progress", state().progress));

  function who() {
    const options = [h("option", { value: "" }, say("who_none")), state().people.map((each) => h("option", { value: each.id }, personName(each)))];
    const select = h("select", { id: "ts-who", "aria-describedby": "ts-who-hint", onchange: () => select.value && act("choose", { person: select.value }).catch((faults) => desk.faults(faults)) }, options);
    select.value = state().person || "";
    return h("div", { class: "ts-whobox" }, h("label", { for: "ts-who" }, say("who")), hint(say("who_hint"), "ts-who-hint"), select);
  }

  const conflicts = () => h("section", { id: "ts-conflicts" }, state().conflicts.length > 0 && h("div", { class: "ts-warn" }, h("h2", {}, say("conflicts")), h("p", {}, say("conflicts_what")),
    h("ul", {}, state().conflicts.map((each) => h("li", {}, h("strong", {}, each.what),
      h("ul", {}, each.entries.map((one) => h("li", {}, say("conflict_who", { who: one.who.id, at: one.at }), one.answer && [": ", h("strong", {}, one.answer), ". ", h("bdi", {}, one.reason)]))),
      each.key ? plain(say("open_point"), () => openPoint(each.key)) : hint(say("conflict_elsewhere")))))));

  const aside = () => state().aside.length > 0 && h("section", { class: "ts-warn" }, h("h2", {}, say("aside")), h("p", {}, say("aside_what")),
    h("ul", {}, state().aside.map((each) => h("li", {}, say("conflict_who", { who: each.who.id, at: each.at }), each.faults.map((fault) => prose(fault))))));

  const warnings = () => state().warnings.length > 0 && h("section", { class: "ts-warn" }, h("h2", {}, say("warnings")), h("ul", {}, state().warnings.map((each) => h("li", {}, each))));

  function filtered() {
    const wanted = view.search.trim().toLowerCase();
    const passes = { all: () => true, differ: (row) => row.differs, open: (row) => !row.recorded };
    return state().rows.filter((row) => passes[view.filter](row) && (!wanted || `${row.title} ${row.name} ${row.key}`.toLowerCase().includes(wanted)));
  }

  function cards() {
    const rows = filtered(), left = rows.length - view.most;
    return h("div", { id: "ts-cards" }, h("p", { class: "ts-hint", id: "ts-shown" }, rows.length ? say("shown", { count: rows.length, all: state().rows.length }) : say("shown_none")),
      h("ul", { class: "ts-points" }, rows.slice(0, view.most).map(card)),
      left > 0 && plain(say("shown_more", { count: Math.min(left, CARDS) }), () => { view.most += CARDS; refilter(); }));
  }

  const refilter = () => { inPlace(() => at("ts-cards").replaceWith(cards())); desk.announce(at("ts-shown").textContent); };

  function pointsSection() {
    const filter = h("select", { id: "ts-filter", onchange: () => { Object.assign(view, { filter: filter.value, most: CARDS }); refilter(); } },
      ["all", "differ", "open"].map((each) => h("option", { value: each }, say(`filter_${each}`))));
    filter.value = view.filter;
    let pause;
    const search = h("input", { id: "ts-search", type: "search", value: view.search, autocomplete: "off", oninput: () => { clearTimeout(pause); pause = setTimeout(() => { Object.assign(view, { search: search.value, most: CARDS }); refilter(); }, 200); } });
    return h("section", {}, h("h2", {}, say("points")),
      h("div", { class: "ts-filters" }, h("div", {}, h("label", { for: "ts-filter" }, say("filter")), filter), h("div", {}, h("label", { for: "ts-search" }, say("search")), search)), cards());
  }

  const checklist = () => state().checks.length > 0 && h("section", {}, h("h2", {}, say("checklist")), h("p", {}, say("checklist_intro")), checked(), h("ul", { class: "ts-points" }, state().checks.map(card)));

  // Tensions and compromises.
  function notes() {
    const kinds = { "tension-recorded": "tension_of", "compromise-recorded": "compromise_of" };
    return h("section", { id: "ts-notes" }, h("h2", { id: "ts-notes-title", tabindex: "-1" }, say("notes")), h("p", {}, say("notes_intro")),
      state().notes.length ? h("ul", {}, state().notes.map((each) => h("li", {}, h("strong", {}, say(kinds[each.kind], { values: each.values.join(" · ") })), prose(each.text)))) : hint(say("notes_none")),
      state().may.note ? noteForm() : !["preparing", "closed"].includes(state().phase) && hint(say("who_not_note")));
  }

  function noteForm() {
    const slot = view.note, tension = slot === "tension-recorded";
    const given = typed.get(slot) || (tension ? { values: [], text: "" } : { value: "", text: "" });
    const kind = (value, text) => choice("radio", "note-kind", value, slot === value, say(text));
    const value = h("select", { id: "note-value", name: "value" }, h("option", { value: "" }, say("choose_value")), state().values.map((each) => h("option", { value: each.id }, each.title)));
    value.value = given.value || "";
    const gather = () => ({ text: form.elements.text.value, ...(tension ? { values: [...form.querySelectorAll("[name=note-values]:checked")].map((each) => each.value) } : { value: value.value }) });
    const form = h("form", { class: "ts-card ts-form", novalidate: true, onsubmit: (event) => { event.preventDefault(); sendNote(slot, gather()); } },
      h("fieldset", { onchange: (event) => { event.stopPropagation(); view.note = event.target.value; redrawNotes(); } }, h("legend", {}, say("note_kind")), kind("tension-recorded", "tension"), kind("compromise-recorded", "compromise")),
      tension ? h("fieldset", {}, h("legend", {}, say("tension_values")), state().values.map((each) => choice("checkbox", "note-values", each.id, given.values.includes(each.id), each.title)))
        : [h("label", { for: "note-value" }, say("compromise_value")), value],
      h("label", { for: "note-text" }, say("note_text")), h("textarea", { id: "note-text", name: "text", dir: "auto", value: given.text }),
      markOf(slot), h("button", { class: "ts-main" }, say("note_record")));
    form.addEventListener("input", (event) => event.target.name !== "note-kind" && typing(slot, gather(), form));
    return form;
  }

  const redrawNotes = () => inPlace(() => at("ts-notes").replaceWith(notes()));

  function noteHere(key) {
    const value = rowOf(key).value, slot = view.note;
    if (value && !typed.has(slot)) typed.set(slot, slot === "tension-recorded" ? { values: [value], text: "" } : { value, text: "" });
    redrawNotes();
    at("ts-notes-title").focus();
    at("ts-notes").scrollIntoView({ block: "start" });
  }

  function sendNote(slot, given) {
    const count = given.values?.length;
    const missing = [given.values && (count < 2 || count > 4) && say("need_values"), given.value === "" && say("need_value"), !given.text.trim() && say("need_text")].filter(Boolean);
    typing(slot, given);
    if (missing.length) return complain(missing);
    clearTimeout(timers.get(slot));
    timers.delete(slot);
    mark(slot, "recording");
    act("note", { person: state().person, slot, ...given }, `record:${slot}`).then((reply) => noted(slot, reply.patch), (faults) => { desk.faults(faults); typing(slot, given); });
  }

  function noted(slot, patch) {
    forget(slot);
    Object.assign(state(), patch);
    redrawNotes();
    at("note-text")?.focus();
    desk.announce(say("noted"));
  }

  // To the next phase.
  function over() {
    const drafts = [...typed.keys()].filter((slot) => slot !== "move").length;
    const lines = drafts ? [...state().open, { text: say("over_typed", { count: drafts }), keys: [...typed.keys()].filter((slot) => slot.startsWith("point:")).map((slot) => slot.slice(6)) }] : state().open;
    return h("section", { id: "ts-over" }, h("h2", {}, say("over")), lines.length ? [h("p", {}, say("over_open")), h("ul", {}, lines.map(openLine))] : h("p", {}, say("over_nothing")),
      state().may.move ? mover("agreed", "over_what", "over_reason", "over_do", "over_done") : hint(say("who_not")));
  }

  function openLine(each) {
    const names = h("ul", {});
    const show = () => names.children.length || names.append(...each.keys.map(rowOf).filter(Boolean).map((row) => h("li", {}, plain(`${row.title}, ${row.name}`, () => openPoint(row.key)))));
    return h("li", {}, each.text, each.keys.length > 0 && h("details", { ontoggle: show }, h("summary", {}, say("over_names")), names));
  }

  function mover(to, what, why, doing, done) {
    const text = h("textarea", { id: "move-reason", dir: "auto", value: typed.get("move")?.reason || "", oninput: () => typing("move", { reason: text.value }, text.parentNode) });
    const go = () => { forget("move"); act("move", { person: state().person, to, reason: text.value }).then(() => { desk.announce(say(done)); root.querySelector("h1").focus(); }, (faults) => { desk.faults(faults); typing("move", { reason: text.value }); }); };
    return h("div", {}, h("p", {}, say(what)), h("label", { for: "move-reason" }, say(why)), text, markOf("move"), h("p", {}, main(say(doing), go, "move-go")));
  }

  // The page as the phase has it.
  const stopped = (each) => [h("p", {}, h("strong", {}, say("stopped"))), h("ul", {}, each.stopped.map((one) => h("li", {}, `${one.what} ${one.rule} ${one.remedy} (${one.code})`))),
    h("p", {}, h("a", { class: "ts-button", href: each.start }, say("to_start")))];

  const waiting = ({ phase, waits, submitted, may }) => [h("p", { class: "ts-note" }, say(`waits_${phase}`)), h("p", {}, h("a", { class: "ts-button", href: waits.href }, say("go_to", waits))),
    submitted && h("section", {}, h("h2", {}, say("submitted")), h("ul", {}, submitted.map((each) => h("li", {}, personName(each), ": ", h("strong", {}, say(each.done ? "submitted_yes" : "submitted_no"))))),
      submitted.some((each) => each.done) && [h("h2", {}, say("close_round")), may.move ? mover("scored", "close_round_what", submitted.every((each) => each.done) ? "over_reason" : "close_missing", "close_round", "closed_round") : hint(say("who_not"))])];

  function content(each) {
    const scored = each.phase === "scored";
    return [!each.waits && h("p", {}, say("intro")), !each.waits && !scored && h("div", { class: "ts-note" }, h("p", {}, say("readonly", { phase: each.phase_name })), h("p", {}, h("a", { class: "ts-button", href: each.next.href }, say("go_to", each.next)))),
      who(), warnings(), each.waits && waiting(each), each.rows && [conflicts(), aside(), !each.waits && [progress(), pointsSection()], checklist(), notes(), scored && over()]];
  }

  // What was typed is the browser's where that is newer, else the disk's.
  function recall(each) {
    const person = `${each.person} ${each.round}`;
    if (view.person !== person) { typed.clear(); marks.clear(); changing.clear(); }
    view.person = person;
    for (const [slot, given] of Object.entries(each.typed || {})) if (!typed.has(slot)) typed.set(slot, given);
    for (const kept of Object.values(outbox.all())) {
      const { person: whose, number, slot, given } = kept.with || {};
      if (kept.do === "keep" && whose === each.person && number === each.round && given && !typed.has(slot)) { typed.set(slot, given); marks.set(slot, "draft_unsaved"); }
    }
  }

  function poll() {
    if (!root.isConnected) return clearInterval(polling);
    if (document.hidden) return undefined;
    const heads = state().heads || "";
    return act("poll", { heads }).then((reply) => { view.lost = false; if (reply.state) desk.announce(say("elsewhere")); },
      (faults) => { if (!view.lost && heads) desk.faults(faults, null, true); view.lost = true; });
  }
  const polling = setInterval(poll, POLL_MS);
  window.addEventListener("focus", () => poll()?.catch?.(quiet));

  return {
    draw(each) {
      recall(each);
      inPlace(() => root.replaceChildren(h("div", { id: "ts-content" }, h("h1", { tabindex: "-1" }, say("heading")), each.stopped ? stopped(each) : content(each))));
    },
    // What an earlier page had sent without an answer: recorded after all, or typed still.
    recovered(name, given, reply, faults) {
      if (name.startsWith("typed:") && reply) mark(given.slot, "draft_saved");
      if (name.startsWith("record:point:") && reply) recorded(given.key, reply.patch);
      if (name.startsWith("record:point:") && faults) fetchDetail(given.key);
      if (name.startsWith("record:") && given.slot && reply) noted(given.slot, reply.patch);
    },
  };
}
