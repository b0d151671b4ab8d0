// One set: its weights, the profiles beside it, and its form to discuss on paper.

import { blobLink, fetchParts } from "../../web/kit/bytes.js";
import { find, h, wide } from "../../web/kit/elements.js";

/** @typedef {import("./whole.d.ts").WholeSet} WholeSet */

/** @param {import("../../web/kit/desk.js").Desk<Required<import("./state.d.ts").CriteriaState>>} desk */
export function browseSet(desk) {
  const { say } = desk;
  /** @type {(name: string, ...body: import("../../web/kit/elements.js").Child[]) => HTMLElement} */
  const section = (name, ...body) =>
    h.section({ "aria-labelledby": `browse-${name}` }, h.h2({ id: `browse-${name}` }, say(name)), body);
  const to = (/** @type {import("./state.d.ts").Titled} */ question) =>
    h.a({ href: `#id=${question.id}` }, question.title);

  // ---- the form ----------------------------------------------------------------------------------------

  /** @param {WholeSet} set */
  function paper(set) {
    const done = h.div({ class: "ts-made" });
    const language = h.select(
      { id: "form-language" },
      desk.state.languages.map((language) =>
        h.option({ value: language, selected: language === desk.state.language }, say(language)),
      ),
    );
    const buttons = desk.state.formats.map((wanted) =>
      h.button({ type: "button", id: `form-${wanted}`, onclick: () => make(wanted) }, say(`make_${wanted}`)),
    );
    const busy = (/** @type {boolean} */ now) =>
      buttons.forEach((button) => {
        button.setAttribute("aria-disabled", String(now));
      });
    /** @param {string} wanted */
    async function make(wanted) {
      if (buttons[0].getAttribute("aria-disabled") === "true") return;
      busy(true);
      desk.announce(say("making"));
      try {
        const { patch } = await desk.act("form", { given: set.id, language: language.value, wanted });
        const { blob } = await fetchParts((offset) => desk.act("part", { name: patch.name, offset }), patch.name),
          hidden = () => h.span({ class: "ts-hidden" }, ` ${patch.name}`);
        const text = say("form_done", patch);
        done.replaceChildren(
          h.p({ tabindex: "-1" }, h.span({ "aria-hidden": "true" }, "✓ "), text),
          h.p(
            { class: "ts-row" },
            blobLink(blob, { download: patch.name }, say("save"), hidden()),
            blobLink(blob, { target: "_blank", rel: "noopener" }, say("open"), hidden()),
          ),
        );
        desk.announce("");
        find(done, "p").focus();
      } catch (faults) {
        desk.announce("");
        desk.faults(faults);
      }
      busy(false);
    }
    return h.section(
      { class: "ts-card", "aria-labelledby": "browse-form" },
      h.h2({ id: "browse-form" }, say("form_title")),
      h.p(say("form_what")),
      h.div(
        { class: "ts-row ts-paper" },
        h.div(h.label({ for: "form-language" }, say("form_language")), language),
        buttons,
      ),
      done,
    );
  }

  // ---- weights and profiles ----------------------------------------------------------------------------

  const SIGNS = { more: "▲", less: "▼", same: "" };
  const weight = (/** @type {import("./whole.d.ts").Weight} */ weighed) =>
    h.td(
      { class: "ts-number" },
      weighed.text,
      weighed.than !== "same" && [
        h.span({ class: `ts-than ts-${weighed.than}`, "aria-hidden": "true" }, SIGNS[weighed.than]),
        h.span({ class: "ts-hidden" }, ` ${say(weighed.than)}`),
      ],
      weighed.than === "same" && h.span({ class: "ts-than", "aria-hidden": "true" }),
    );

  /** @param {WholeSet} set */
  function profiles(set) {
    if (!set.profiles.length) return section("profiles", h.p(say("profiles_none")));
    return section(
      "profiles",
      h.p({ class: "ts-hint" }, say("profiles_what")),
      wide(
        say("profiles"),
        h.table(
          { class: "ts-profiles" },
          h.thead(
            h.tr(
              h.th({ scope: "col" }, say("value")),
              h.th({ scope: "col", class: "ts-number" }, say("set")),
              set.profiles.map((profile) => h.th({ scope: "col", class: "ts-number" }, profile.title)),
            ),
          ),
          h.tbody(
            set.values.map((value) =>
              h.tr(
                h.th({ scope: "row" }, value.title),
                h.td({ class: "ts-number" }, h.strong(value.weight)),
                set.profiles.map((profile) => weight(profile.values[value.id])),
              ),
            ),
          ),
        ),
      ),
      h.h3(say("profile_why")),
      h.div(
        { class: "ts-reasons" },
        set.profiles.map((profile) =>
          h.div(
            h.h4(profile.title),
            h.p(profile.reason),
            profile.version && h.p({ class: "ts-note" }, say("version_other", profile)),
            profile.criteria.length > 0 && [
              h.p({ class: "ts-hint" }, say("within")),
              h.ul(profile.criteria.map((criterion) => h.li(say("within_one", criterion)))),
            ],
            profile.dropped.length > 0 && [
              h.p({ class: "ts-hint" }, say("dropped")),
              h.ul(profile.dropped.map((question) => h.li(`${question.title}: ${question.why}`))),
            ],
            profile.own.length > 0 && [
              h.p({ class: "ts-hint" }, say("adds")),
              h.ul(profile.own.map((criterion) => h.li(to(criterion)))),
            ],
          ),
        ),
      ),
    );
  }

  const NUMBERS = ["weight_within", "weight_whole", "minimum"];
  const weights = (/** @type {WholeSet} */ set) =>
    section(
      "weights",
      wide(
        say("weights"),
        h.table(
          { class: "ts-weights" },
          h.thead(
            h.tr(
              h.th({ scope: "col" }, say("criterion")),
              NUMBERS.map((name) => h.th({ scope: "col", class: "ts-number" }, say(name))),
            ),
          ),
          set.values.map((value) =>
            h.tbody(
              h.tr(
                { class: "ts-total" },
                h.th({ scope: "rowgroup", colspan: 2 }, value.title),
                h.td({ class: "ts-number" }, h.strong(`${value.weight}%`)),
                h.td(),
              ),
              value.criteria.map((criterion) =>
                h.tr(
                  h.th({ scope: "row" }, to(criterion)),
                  h.td({ class: "ts-number" }, `${criterion.weight}%`),
                  h.td({ class: "ts-number" }, `${criterion.whole}%`),
                  h.td({ class: "ts-number" }, criterion.minimum || "-"),
                ),
              ),
            ),
          ),
        ),
      ),
    );

  /** @type {(set: WholeSet, name: "gates" | "checklist" | "conditions" | "selection") => HTMLElement | false} */
  const group = (set, name) =>
    set[name].length > 0 &&
    section(
      `${name}_title`,
      h.ul(
        { class: "ts-cols" },
        set[name].map((question) =>
          h.li(
            question.to ? to(question) : question.title,
            name === "checklist" && h.span({ class: "ts-hint" }, ` ${question.to}`),
          ),
        ),
      ),
    );

  return (/** @type {WholeSet} */ set) => [
    h.h1({ tabindex: "-1" }, set.title),
    h.p({ class: "ts-lead" }, set.why),
    h.p({ class: "ts-hint" }, say("set_line", set), h.br(), say("set_counts", set.counts)),
    h.p(h.a({ class: "ts-button", href: `#list&in=${set.id}` }, say("set_search"))),
    paper(set),
    profiles(set),
    weights(set),
    /** @type {const} */ (["gates", "checklist", "conditions", "selection"]).map((name) => group(set, name)),
  ];
}
