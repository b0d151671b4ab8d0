// What is in the way: conflicts, entries that were set aside, and warnings of the store.

import { h } from "../../web/kit/elements.js";

/** @param {import("./kit.js").Kit} kit */
export function troubleOf(kit) {
  const { say, state, prose, hint, plain } = kit;

  const elsewhere = (/** @type {string | null} */ key) =>
    key ? plain(say("open_point"), () => kit.cards.openPoint(key)) : hint(say("conflict_elsewhere"));

  const conflicts = () =>
    h.section(
      { id: "ts-conflicts" },
      state().conflicts.length > 0 &&
        h.div(
          { class: "ts-warn" },
          h.h2(say("conflicts")),
          h.p(say("conflicts_what")),
          h.ul(
            state().conflicts.map((conflict) =>
              h.li(
                h.strong(conflict.what),
                h.ul(
                  conflict.entries.map((entry) =>
                    h.li(
                      say("conflict_who", { who: entry.who.name, at: entry.at }),
                      entry.answer && [": ", h.strong(entry.answer), ". ", h.bdi(entry.reason)],
                    ),
                  ),
                ),
                elsewhere(conflict.key),
              ),
            ),
          ),
        ),
    );

  const aside = () =>
    state().aside.length > 0 &&
    h.section(
      { class: "ts-warn" },
      h.h2(say("aside")),
      h.p(say("aside_what")),
      h.ul(
        state().aside.map((entry) =>
          h.li(
            say("conflict_who", { who: entry.who.name, at: entry.at }),
            entry.faults.map((fault) => prose(fault)),
          ),
        ),
      ),
    );

  const warnings = () =>
    state().warnings.length > 0 &&
    h.section({ class: "ts-warn" }, h.h2(say("warnings")), h.ul(state().warnings.map((warning) => h.li(warning))));

  return { conflicts, aside, warnings };
}
