// What is in the way: conflicts, entries that were set aside, and warnings of the store.

import { h } from "../../web/kit/elements.js";

/** @param {import("./kit.js").Kit} kit */
export function troubleOf(kit) {
  const { say, state, prose, hint, plain } = kit;

  const conflicts = () =>
    h.section(
      { id: "ts-conflicts" },
      state().conflicts.length > 0 &&
        h.div(
          { class: "ts-warn" },
          h.h2(say("conflicts")),
          h.p(say("conflicts_what")),
          h.ul(
            state().conflicts.map((each) =>
              h.li(
                h.strong(each.what),
                h.ul(
                  each.entries.map((one) =>
                    h.li(
                      say("conflict_who", { who: one.who.name, at: one.at }),
                      one.answer && [": ", h.strong(one.answer), ". ", h.bdi(one.reason)],
                    ),
                  ),
                ),
                each.key
                  ? plain(say("open_point"), () => kit.cards.openPoint(each.key))
                  : hint(say("conflict_elsewhere")),
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
        state().aside.map((each) =>
          h.li(
            say("conflict_who", { who: each.who.name, at: each.at }),
            each.faults.map((fault) => prose(fault)),
          ),
        ),
      ),
    );

  const warnings = () =>
    state().warnings.length > 0 &&
    h.section({ class: "ts-warn" }, h.h2(say("warnings")), h.ul(state().warnings.map((each) => h.li(each))));

  return { conflicts, aside, warnings };
}
