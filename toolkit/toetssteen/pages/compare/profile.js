// The profile and the ranking, each with its figure; plotly comes only when somebody asks for it.

import { grid, h } from "../../web/kit/elements.js";
import { lanesOf } from "./lanes.js";

const WAIT_MS = 100,
  PLOT_MS = 30_000; // a slow machine takes seconds to read plotly's code

/** @param {import("./kit.js").Kit} kit */
export function profileOf(kit) {
  const { desk, say, state, word, theirs, head, names } = kit;
  const figure = lanesOf(kit);

  /** A method with gates only has no totals, and no profile: what it has is said, and nothing empty is drawn. */
  function withoutTotals() {
    return [head(word("heading_ranking"), "ranking", say("ranking_gates")), certainty()];
  }

  const certainty = () => [
    h.h3(word("heading_certainty")),
    h.ul(state().certainty.map((line) => h.li(line))),
    state().course.length > 0 &&
      h.p(
        { class: "ts-note", id: "course" },
        state().course.map((step) => [step.text, " ", step.reason && [theirs("span", {}, step.reason), " "]]),
      ),
  ];

  function ranking() {
    if (!state().values.length) return withoutTotals();
    return [
      head(word("heading_ranking"), "ranking", word("ranking_intro")),
      !state().tender && h.p(word("ranking_ethics")),
      certainty(),
    ];
  }

  function profile() {
    const rows = state().values.map((value) => [
      [value.title, h.span({ class: "ts-hint" }, ` ${say("weighs", value)}`)],
      ...state().solutions.map(({ id }) => {
        const scored = value.scores.find(({ solution }) => solution === id);
        return [
          scored?.score ? scored.score.text : word("no_score"),
          scored?.weakest && h.strong({ class: "ts-weakest" }, ` ▾ ${word("is_weakest")}`),
        ];
      }),
    ]);
    const weakest = state()
      .ranking.map((place) =>
        say(place.weakest_value ? "weakest_of" : "weakest_open", {
          name: place.name,
          value: place.weakest_value,
          criterion: place.weakest_criterion || say("uncertain"),
        }),
      )
      .join(" ");
    return [
      head(word("heading_profile"), "profile", say("profile_intro")),
      figure(
        say("profile_figure", { weakest }),
        state().values.map((value) => ({ title: value.title, lanes: value.scores })),
        true,
      ),
      grid(word("caption_profile"), [word("value"), ...names()], rows),
      pointing(),
    ];
  }

  function pointing() {
    const place = h.div();
    const button = h.button({ type: "button", id: "pointing", onclick: ask }, say("pointing"));
    function ask() {
      button.disabled = true;
      desk.announce(say("pointing_busy"));
      desk
        .act("figures", {})
        .then(({ patch }) => show(place, patch.model))
        .then(
          () => desk.announce(say("pointing_done")),
          (faults) => {
            button.disabled = false;
            if (Array.isArray(faults)) desk.faults(faults);
            else desk.announce(say("pointing_failed"));
          },
        );
    }
    return h.div({ class: "ts-plotly" }, h.p(button, " ", h.span({ class: "ts-hint" }, say("pointing_hint"))), place);
  }
  /** @param {HTMLElement} place @param {string} id of the model of the widget */
  async function show(place, id) {
    const { widget_manager: manager } = desk.model;
    const view = await manager.create_view(await manager.get_model(id));
    place.replaceChildren(view.el);
    for (let waited = 0; !place.querySelector(".main-svg"); waited += WAIT_MS) {
      if (waited > PLOT_MS) throw new Error("plotly");
      await new Promise((done) => setTimeout(done, WAIT_MS));
    }
  }

  return { ranking, profile };
}
