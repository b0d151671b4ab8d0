// What if: other weights, and less compensation, worked out here from one table of scores and drawn at once. It is
// never sent back: a link and a file carry it, marked as what if.

import { save } from "./bytes.js";
import { written } from "./dates.js";
import { grid, h } from "./elements.js";
import { powerMean, powerOf, reweighed } from "./sure_dial.js";

const LINK = "what-if=";
const ROUND = 1e-9; // what ends in a half is rounded up, as in the result

/**
 * The values with their weights (percent) and the solutions with their scores (0-100); where it is `shared` it can leave
 * as a link or a file, and a link is followed.
 * @typedef {object} Sliders
 * @property {number} round
 * @property {string} fingerprint
 * @property {{ id: string, title: string, weight: number }[]} values
 * @property {{ id: string, name: string, scores: number[], was: string }[]} solutions
 * @property {boolean} [shared]
 */

/**
 * Gives what draws it.
 * @param {import("./desk.js").Desk<any>} desk
 * @param {ReturnType<typeof import("./sure_figures.js").sureFigures>["bar"]} bar
 */
export function sureWhatIf(desk, bar) {
  const { say } = desk;
  /** @type {number[]} */
  let now = [];
  let dial = 0;
  let asked = true;
  let told = "";
  let linkMade = false;

  /** @param {Sliders} given */
  function draw(given) {
    const base = given.values.map((value) => value.weight);
    if (now.length !== base.length) {
      now = [...base];
      dial = 0;
    }
    if (asked && given.shared) {
      asked = false;
      told = linked(given);
    }
    /** @type {(value: number, digits: number) => string} */
    const number = (value, digits) => written(desk.state.language, value, digits);
    const percent = (/** @type {number} */ value) =>
      say("whatif_percent", { percent: number(value, Math.abs(value - Math.round(value)) < 0.05 ? 0 : 1) });
    /** @type {(weights: number[], power: number) => number[]} */
    const scores = (weights, power) =>
      given.solutions.map((solution) =>
        powerMean(
          solution.scores,
          weights.map((weight) => weight / 100),
          power,
        ),
      );
    const were = scores(base, 1);

    const sliders = given.values.map((value, n) =>
      slider(`whatif-${n}`, value.title, 0.1, (moved) => {
        now = reweighed(now, base, n, moved);
      }),
    );
    const turning = slider("whatif-dial", say("whatif_dial"), 1, (moved) => {
      dial = moved / 100;
    });
    const bars = given.solutions.map((_, n) => bar(n));
    const totals = given.solutions.map(() => h.span());
    const first = h.p({ class: "ts-first", role: "status", "aria-live": "polite" });
    const link = h.div();

    /**
     * @param {string} id
     * @param {string} title
     * @param {number} step
     * @param {(moved: number) => void} changed
     */
    function slider(id, title, step, changed) {
      const shown = h.output({ for: id });
      const input = h.input({
        type: "range",
        id,
        min: 0,
        max: 100,
        step,
        oninput: () => {
          changed(Number(input.value));
          redraw(input);
        },
        onchange: keep,
      });
      return {
        row: h.div({ class: "ts-slide" }, h.label({ for: id }, title), input, shown),
        input,
        /** @type {(value: number, text: string, held: boolean) => void} what is held is left as it is */
        set(value, text, held) {
          if (!held) input.value = String(value);
          input.setAttribute("aria-valuetext", text);
          shown.textContent = text;
        },
      };
    }

    /** @param {HTMLInputElement} [held] */
    function redraw(held) {
      const power = powerOf(dial);
      sliders.forEach((slider, n) => {
        slider.set(now[n], percent(now[n]), slider.input === held);
      });
      turning.set(
        100 * dial,
        dial === 0
          ? say("whatif_dial_full")
          : dial === 1
            ? say("whatif_dial_none")
            : say("whatif_dial_part", { power: number(power, 2) }),
        turning.input === held,
      );
      const found = scores(now, power),
        most = Math.max(...found);
      found.forEach((score, n) => {
        bars[n].set(score, were[n]);
        totals[n].textContent = number(score + ROUND, 2);
      });
      const names = given.solutions
        .filter((_, n) => found[n] >= most - 1e-9 * Math.max(most, 1))
        .map((solution) => solution.name);
      const text = say("whatif_first", { names: names.join(", ") });
      if (first.textContent !== text) first.textContent = text;
    }

    const moved = () => dial !== 0 || now.some((weight, n) => Math.abs(weight - base[n]) > 1e-6);
    const part = () =>
      LINK +
      [...given.values.map((value, n) => `${value.id}:${Number(now[n].toFixed(4))}`), `p:${Number(dial.toFixed(2))}`]
        .map(encodeURIComponent)
        .join(",");
    function address() {
      const place = new URL(location.href);
      place.searchParams.delete("token"); // who gets the link has a server, and a token, of their own
      place.hash = part();
      return place.href;
    }
    function keep() {
      // the address follows, so that the page can be opened again as it is
      if (!given.shared) return;
      if (linkMade) makeLink();
      history.replaceState(null, "", moved() ? `#${part()}` : location.pathname + location.search);
    }
    function makeLink() {
      linkMade = true; // and made again when the page is drawn again
      const shown = h.input({ id: "whatif-address", readonly: true, value: address(), onfocus: () => shown.select() });
      link.replaceChildren(h.label({ for: "whatif-address" }, say("whatif_link_label")), shown);
      return shown;
    }
    function download() {
      const content = {
        format: "toetssteen-what-if/1",
        what_if: true,
        result: false,
        assessment: desk.state.place,
        round: given.round,
        fingerprint: given.fingerprint,
        weights: Object.fromEntries(given.values.map((value, n) => [value.id, Number(now[n].toFixed(4))])),
        dial,
        power: dial === 1 ? "-infinity" : powerOf(dial),
        totals: Object.fromEntries(
          given.solutions.map((solution, n) => [solution.id, Number(scores(now, powerOf(dial))[n].toFixed(6))]),
        ),
      };
      save(new Blob([JSON.stringify(content, null, 2)], { type: "application/json" }), "what-if.json");
    }
    function reset() {
      now = [...base];
      dial = 0;
      redraw();
      keep();
      desk.announce(say("whatif_reset_done"));
    }

    const table = grid(
      say("whatif_table"),
      [say("whatif_solution"), say("whatif_total"), say("whatif_was")],
      given.solutions.map((solution, n) => [solution.name, totals[n], solution.was]),
      (column) => column > 0,
    );
    const drawn = h.section(
      { class: "ts-whatif", "aria-labelledby": "whatif" },
      h.h3({ id: "whatif", tabindex: "-1" }, say("whatif")),
      h.p({ class: "ts-banner" }, h.strong(say("whatif_banner"))),
      told && h.p({ class: "ts-note" }, say(told)),
      h.p(say("whatif_intro")),
      h.div(
        { class: "ts-slides" },
        h.div(
          { role: "group", "aria-label": say("whatif_weights") },
          sliders.map((slider) => slider.row),
          turning.row,
        ),
        h.div(
          first,
          h.figure(
            { class: "ts-figure" },
            h.div(
              { role: "img", "aria-labelledby": "figure-whatif" },
              given.solutions.map((solution, n) =>
                h.div(
                  { class: "ts-group" },
                  h.span({ dir: "auto" }, bars[n].legend, " ", solution.name),
                  h.div(bars[n].node),
                ),
              ),
            ),
            h.figcaption({ id: "figure-whatif" }, say("whatif_figure")),
          ),
          table,
        ),
      ),
      h.p(
        { class: "ts-actions" },
        h.button({ type: "button", id: "whatif-reset", onclick: reset }, say("whatif_reset")),
        given.shared && [
          " ",
          h.button(
            {
              type: "button",
              id: "whatif-link",
              onclick: () => {
                makeLink().focus();
                desk.announce(say("whatif_link_done"));
              },
            },
            say("whatif_link"),
          ),
          " ",
          h.button({ type: "button", id: "whatif-file", onclick: download }, say("whatif_file")),
        ],
      ),
      link,
    );
    redraw();
    if (linkMade) makeLink();
    return drawn;
  }

  /**
   * Takes the weights of a link, where they fit this assessment; says how that went.
   * @param {Sliders} given
   */
  function linked(given) {
    if (!location.hash.startsWith(`#${LINK}`)) return "";
    let pairs;
    try {
      pairs = location.hash
        .slice(LINK.length + 1)
        .split(",")
        .map((part) => decodeURIComponent(part).split(":"));
    } catch {
      return "whatif_link_bad";
    }
    const found = new Map(pairs.map(([id, value]) => [id, value?.trim() ? Number(value) : NaN]));
    const weights = given.values.map((value) => found.get(value.id) ?? NaN),
      turned = found.get("p") ?? NaN;
    const sum = weights.reduce((all, weight) => all + weight, 0);
    const fits =
      found.size === weights.length + 1 &&
      weights.every((weight) => weight >= 0 && weight <= 100) &&
      sum > 99 &&
      sum < 101 &&
      turned >= 0 &&
      turned <= 1;
    if (!fits) return "whatif_link_bad";
    now = weights.map((weight) => (100 * weight) / sum);
    dial = turned;
    return "whatif_link_used";
  }

  return draw;
}
