// What a page says before its form is there, and when its kernel has gone. Both languages, until the page
// has said which one it is in (by setting the language of the document).
// The state of the kernel is also told to the page: <html data-kernel="alive|dead|lost|rested|stopped|login">, and an
// event "toetssteen:kernel" on window with it in `detail`. While nobody is there, <html> has `data-away`: the page then
// asks nothing by itself, so that the server ends its kernel; when somebody is back, the page is loaded anew.
window.toetssteen = (() => {
  "use strict";
  const EVERY = 2000, PATIENCE = 3, SLOW = 20000;
  const AWAY = { hidden: 5 * 60_000, shown: 60 * 60_000 }; // without a sign of anybody: behind another page, in front
  const WORDS = {
    safe: {
      nl: "Wat was opgeslagen, staat er nog.",
      en: "What was saved is still there.",
    },
    dead: {
      nl: "Deze pagina is haar verbinding kwijt en slaat niets meer op. Laad haar opnieuw om verder te gaan.",
      en: "This page has lost its connection and saves nothing any more. Reload it to go on.",
    },
    rested: {
      nl: "Deze pagina rust, want er was een tijd niemand. Beweeg de muis of druk op een toets: dan gaat zij verder, met wat u typte.",
      en: "This page rests, for nobody was here for a while. Move the mouse or press a key and it goes on, with what you typed.",
    },
    stopped: {
      nl: "Toetssteen is gestopt: deze pagina slaat niets meer op. Start Toetssteen opnieuw en open het adres dat het noemt.",
      en: "Toetssteen has stopped: this page saves nothing any more. Start Toetssteen again and open the address it gives.",
    },
    login: {
      nl: "U bent niet meer aangemeld: deze pagina slaat niets meer op. Open het adres dat Toetssteen bij het starten noemde.",
      en: "You are no longer signed in: this page saves nothing any more. Open the address that Toetssteen gave when it started.",
    },
    slow: {
      nl: "Dit duurt langer dan anders. Wacht nog even, of laad de pagina opnieuw.",
      en: "This takes longer than usual. Wait a little more, or reload the page.",
    },
    failed: {
      nl: "Deze pagina kan niet worden geopend. Laad haar opnieuw; start Toetssteen opnieuw als dat niet helpt.",
      en: "This page cannot be opened. Reload it; start Toetssteen again if that does not help.",
    },
    reload: { nl: "Opnieuw laden", en: "Reload" },
  };
  WORDS.lost = WORDS.dead;
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  let spoken = null; // the language that the page has set, if it has
  new MutationObserver(() => { spoken = root.lang.slice(0, 2); }).observe(root, { attributeFilter: ["lang"] });

  const languages = () => (spoken in WORDS.safe ? [spoken] : ["nl", "en"]);
  function element(tag, text, language) {
    const node = document.createElement(tag);
    node.textContent = text;
    if (language) node.lang = language;
    return node;
  }
  function reload() {
    const button = element("button", languages().map((language) => WORDS.reload[language]).join(" · "));
    button.type = "button";
    button.addEventListener("click", () => location.reload());
    return button;
  }
  function say(name, more) {
    const box = document.createElement("div");
    for (const language of languages()) box.append(element("p", `${WORDS[name][language]} ${WORDS.safe[language]}`, language));
    if (more) box.append(element("p", more));
    box.append(reload());
    byId("trouble").replaceChildren(box);
  }

  // --- opening: until the first widget, or the end of a page that has none
  const OUTPUT = 'script[type="application/vnd.voila.cell-output+json"]';
  let complete = false, expected = false; // the page has been sent whole; it has a widget
  function opened() {
    const opening = byId("opening"), cells = byId("rendered_cells");
    if (!opening || !cells) return;
    const widget = cells.querySelector(".ts, .lm-Panel.jp-OutputArea-output > .lm-Widget:not(:empty)");
    if (widget || (complete && !expected && !cells.querySelector(OUTPUT))) {
      opening.remove();
      watching.disconnect();
    }
  }
  const watching = new MutationObserver(opened);
  watching.observe(root, { childList: true, subtree: true });
  setTimeout(() => {
    if (byId("opening")) byId("opening").replaceChildren(...languages().map((language) => element("span", `${WORDS.slow[language]} `, language)), reload());
  }, SLOW);

  // --- who is there
  let sign = Date.now(); // of somebody, the last
  const away = () => Date.now() - sign > (document.hidden ? AWAY.hidden : AWAY.shown);

  // --- the kernel: asked for every two seconds, and when the page comes back into view
  let state = "alive";
  function become(now) {
    if (now === state) return;
    state = now;
    root.dataset.kernel = now;
    if (now === "alive") byId("trouble").replaceChildren(); else say(now);
    window.dispatchEvent(new CustomEvent("toetssteen:kernel", { detail: now }));
  }
  function watch(base, kernel) {
    document.body.dataset.kernelId = kernel;
    let unanswered = 0, unconnected = 0, connected = false, resting = false;
    function somebody() {
      resting = resting || away();
      sign = Date.now();
      root.removeAttribute("data-away");
      if (resting && !document.hidden) look();
    }
    async function look() {
      resting = resting || away();
      root.toggleAttribute("data-away", away());
      let answer;
      try {
        answer = await fetch(`${base}api/kernels/${kernel}`, { cache: "no-store", signal: AbortSignal.timeout(10 * EVERY) });
      } catch {
        unanswered += 1;
        if (unanswered > 1) become("stopped");
        return;
      }
      unanswered = 0;
      if (answer.status === 404) {
        become(resting ? "rested" : "dead");
        if (resting && !away() && !document.hidden) location.reload(); // the server answered: it is there
      }
      else if (answer.status === 401 || answer.status === 403) become("login");
      else if (answer.ok) {
        resting = away();
        const model = await answer.json();
        connected = connected || model.connections > 0;
        unconnected = connected && model.connections === 0 ? unconnected + 1 : 0;
        if (model.execution_state === "dead") become("dead");
        else become(unconnected > PATIENCE ? "lost" : "alive");
      }
    }
    async function again() {
      await look();
      setTimeout(again, EVERY); // also after its end: a server that stops ends its kernels first
    }
    root.dataset.kernel = state;
    setTimeout(again, EVERY);
    for (const said of ["pointermove", "pointerdown", "keydown", "wheel"]) window.addEventListener(said, somebody, { capture: true, passive: true });
    document.addEventListener("visibilitychange", () => { somebody(); if (!document.hidden) look(); });
    window.addEventListener("online", look);
  }

  // When a page may be left, Voilà stops its kernel and its connection, also of who then chooses to stay. The
  // server stops a kernel whose page has gone.
  const listen = window.addEventListener;
  window.addEventListener = function (type, listener, ...more) {
    if (type === "beforeunload" && String(listener).includes("voila/api/shutdown")) return;
    listen.call(this, type, listener, ...more);
  };

  // Voilà calls these while it sends the page.
  window.voila_heartbeat = window.voila_process = window.voila_finish = () => {};
  return {
    watch,
    failed(what) { byId("opening")?.remove(); say("failed", what); },
    complete() {
      complete = true;
      expected = [...document.querySelectorAll(OUTPUT)].some((output) => output.textContent.includes("widget-view+json"));
      opened();
    },
  };
})();
