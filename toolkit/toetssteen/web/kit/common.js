// What every page has: making elements, sending acts, the outbox, the bar at the top, the notice of trouble.
// No text ever becomes HTML: `h` sets textContent and attributes only.

const PING_MS = 5000;
const ANSWER_MS = 8000;

function h(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "disabled") node[name] = value;
    else if (name === "href") { if (/^(https:|\/|\?|#|\.\/|[\w-]+\.ipynb)/.test(value)) node.setAttribute("href", value); }
    else node.setAttribute(name, value === true ? "" : value);
  }
  if (["INPUT", "TEXTAREA", "SELECT", "BUTTON", "SUMMARY", "A"].includes(node.tagName)) {
    node.setAttribute("data-lm-suppress-shortcuts", "true"); // JupyterLab's shortcuts stay out of the form
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

function svg(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// A table that scrolls within itself where the window is narrow.
const wide = (name, table) => h("div", { class: "ts-scroll", tabindex: "0", role: "region", "aria-label": name }, table);

// Puts a fault at the field it is about, and the focus with it; typing takes it away again.
function faultAt(field, text) {
  const id = `${field.id}-fault`, before = field.getAttribute("aria-describedby");
  if (document.getElementById(id)) return field.focus();
  const told = h("p", { class: "ts-fault", id }, text);
  field.before(told);
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", [before, id].filter(Boolean).join(" "));
  field.addEventListener("input", () => {
    told.remove();
    field.removeAttribute("aria-invalid");
    if (before) field.setAttribute("aria-describedby", before); else field.removeAttribute("aria-describedby");
  }, { once: true });
  return field.focus();
}

// A reason that has no letter and no digit says nothing.
const saysWhy = (text) => /[\p{L}\p{N}]/u.test(text);

const fill = (text, particulars) => text.replace(/\{(\w+)\}/g, (_, name) => particulars[name] ?? "");

// Finds a number or date that the browser cannot read: a script would get an empty text of it, which is not what the
// screen shows. Says so at the field, and tells whether there is one.
function unreadable(part, text) {
  part.querySelectorAll(".ts-unreadable").forEach((told) => told.remove());
  const odd = [...part.querySelectorAll("input")].filter((field) => field.validity.badInput && field.checkVisibility());
  part.querySelectorAll("input[aria-invalid]").forEach((field) => { if (!odd.includes(field)) field.removeAttribute("aria-invalid"); });
  for (const field of odd) {
    field.setAttribute("aria-invalid", "true");
    field.after(h("p", { class: "ts-fault ts-unreadable", role: "alert" }, text));
  }
  odd[0]?.focus();
  return odd.length > 0;
}

// Acts that are not answered yet, kept in the browser until they are on disk.
function outbox(key) {
  const name = `toetssteen:${key}`;
  const read = () => { try { return JSON.parse(localStorage.getItem(name)) || {}; } catch { return {}; } };
  return {
    all: read,
    keep(slot, act) {
      const kept = read();
      kept[slot] = act;
      try { localStorage.setItem(name, JSON.stringify(kept)); } catch { /* full or forbidden: the act itself still goes */ }
    },
    drop(slot, id) {
      const kept = read();
      if (!kept[slot] || (id && kept[slot].id !== id)) return;
      delete kept[slot];
      if (Object.keys(kept).length) localStorage.setItem(name, JSON.stringify(kept)); else localStorage.removeItem(name);
    },
  };
}

// Opens a page: `page(desk)` gives { draw(state) } for the element `desk.root`.
function open(model, el, page) {
  const waiting = new Map();
  const desk = {
    root: h("div", { class: "ts-page" }),
    state: model.get("state"),
    say: (name, particulars) => fill(desk.state.words[name] ?? name, particulars || {}),
    act,
    outbox: outbox(model.get("state").key),
    announce,
    faults: showFaults,
    clear() { if (alert.dataset.kind === "faults") alert.replaceChildren(); },
    redraw,
    h,
    model,
  };
  const status = h("p", { class: "ts-status", role: "status", "aria-live": "polite" });
  const alert = h("div", { class: "ts-alert", role: "alert" });
  const top = h("div", {});
  el.replaceChildren(h("div", { class: "ts", id: "toetssteen" }, top, alert, status, desk.root));

  // Sends an act; the promise is kept when it is on disk, and refused with its faults.
  function act(verb, given, slot) {
    const id = crypto.randomUUID();
    if (slot) desk.outbox.keep(slot, { id, do: verb, with: given });
    return new Promise((kept, refused) => {
      const late = setTimeout(() => trouble(true), ANSWER_MS);
      waiting.set(id, { kept, refused, late, slot });
      model.send({ id, do: verb, with: given });
    });
  }

  model.on("msg:custom", (reply) => {
    const asked = waiting.get(reply.id);
    if (!asked) return;
    waiting.delete(reply.id);
    clearTimeout(asked.late);
    trouble(false);
    if (asked.slot) desk.outbox.drop(asked.slot, reply.id);
    const same = desk.state.stopped && JSON.stringify(reply.state) === JSON.stringify(desk.state);
    if (reply.state && !same) { desk.state = reply.state; redraw(); }
    if (reply.ok) asked.kept(reply); else asked.refused(reply.faults);
  });

  function announce(text) { status.textContent = text; }

  // With `quiet` the focus stays where somebody is typing; the alert is read aloud all the same.
  function showFaults(faults, heading, quiet) {
    if (!Array.isArray(faults)) return; // not refused but not sent: the page says so by itself
    const items = faults.map((each) => h("li", {},
      h("strong", {}, each.what), " ", each.where && h("span", {}, `(${each.where}) `),
      each.rule && h("span", {}, `${each.rule} `), h("span", {}, each.remedy), " ", h("small", {}, each.code)));
    alert.replaceChildren(h("h2", { tabindex: "-1" }, heading || desk.say("faults")), h("ul", {}, items),
      h("button", { type: "button", onclick: () => alert.replaceChildren() }, desk.say("close")));
    alert.dataset.kind = "faults";
    if (!quiet) alert.querySelector("h2").focus();
  }

  let troubled = false;
  function trouble(now) {
    if (now === troubled) return;
    troubled = now;
    if (now) {
      alert.dataset.kind = "trouble";
      alert.replaceChildren(h("h2", {}, desk.say("lost")), h("p", {}, desk.say("lost_what")),
        h("button", { type: "button", onclick: () => location.reload() }, desk.say("reload")));
    } else if (alert.dataset.kind === "trouble") alert.replaceChildren();
  }
  const ping = setInterval(() => {
    if (!el.isConnected) { clearInterval(ping); return; }
    act(desk.state.stopped ? "look" : "ping", {}).catch(() => {}); // what was not here may have come
  }, PING_MS);

  // Draws the page again and leaves the focus where it was.
  function redraw() {
    const focused = document.activeElement && document.activeElement.id;
    document.documentElement.lang = desk.state.language;
    document.title = `${desk.state.title} · Toetssteen`;
    top.replaceChildren(bar(desk));
    drawing.draw(desk.state);
    const again = focused && document.getElementById(focused);
    if (again && again !== document.activeElement) again.focus({ preventScroll: true });
  }

  const drawing = page(desk);
  redraw();
  // What an earlier page could not get answered is sent again, in the order it was typed.
  for (const [slot, kept] of Object.entries(desk.outbox.all())) {
    act(kept.do, kept.with, slot).then(
      (reply) => { announce(desk.say("recovered")); drawing.recovered?.(slot, kept.with, reply); },
      (faults) => { showFaults(faults); drawing.recovered?.(slot, kept.with, null, faults); }, // a page may keep it all the same
    );
  }
}

// Why nothing can be recorded now, where a page can still be read; nothing where all is well.
const haltedNote = (say, halted) => halted && halted.length > 0 && h("div", { class: "ts-note", id: "halted", role: "status" }, h("p", {}, h("strong", {}, say("halted"))),
  h("ul", {}, halted.map((one) => h("li", {}, `${one.what} ${one.rule} ${one.remedy} (${one.code})`))));

// The bar: the steps of the path, where one looks something up, in which language.
function bar(desk) {
  const { steps, places, language, place } = desk.state;
  const links = (pages) => pages.map((each) => h("li", {}, h("a", { href: each.href, "aria-current": each.here ? "page" : null }, each.title)));
  const choose = (wanted) => desk.act("language", { language: wanted }).then(() => desk.announce(desk.say("language_set")));
  return h("header", { class: "ts-bar" },
    h("a", { class: "ts-skip", href: "#ts-content" }, desk.say("skip")),
    h("p", { class: "ts-brand", title: place || null }, "Toetssteen", place && h("span", {}, ` · ${place}`)),
    h("nav", { class: "ts-steps", "aria-label": desk.say("steps") }, h("ol", {}, links(steps))),
    h("div", { class: "ts-corner" },
      h("nav", { class: "ts-places", "aria-label": desk.say("places") }, h("ul", {}, links(places))),
      h("div", { class: "ts-language", role: "group", "aria-label": desk.say("language") },
        [["nl", "Nederlands"], ["en", "English"]].map(([code, name]) => h("button", {
          type: "button", lang: code, id: `ts-language-${code}`, "aria-pressed": String(code === language),
          onclick: () => choose(code),
        }, name)))));
}
