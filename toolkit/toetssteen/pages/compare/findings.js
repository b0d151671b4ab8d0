// What else was found: the checklist, dissent, notes, corrections, and what is in the way of the result.

import { h, wide } from "../../web/kit/elements.js";
import { SIGNS } from "./kit.js";

/**
 * @param {import("./kit.js").Kit} kit
 * @param {ReturnType<typeof import("./grounds.js").groundsOf>} parts
 */
export function findingsOf(kit, { grounds, dissented, evidence }) {
  const { say, state, word, cells, theirs, status, head, prose } = kit;

  function checklist() {
    return [
      head(
        word("heading_checklist"),
        "checklist",
        state().checklist.length ? word("checklist_intro") : word("no_checklist"),
      ),
      state().checklist.map((each) =>
        h.details(
          { class: "ts-ground", open: ["not_met", "unproven", "unanswered"].includes(each.answer) },
          h.summary(
            h.h3(each.title),
            " ",
            SIGNS[each.answer] ? status(each.answer, each.text) : each.text,
            h.span({ class: "ts-hint" }, ` · ${each.addressee}`),
          ),
          h.p({ class: "ts-question" }, each.question),
          each.judgement.reason && prose(each.judgement.reason),
          each.judgement.explanation && theirs("p", {}, each.judgement.explanation),
          each.judgement.evidence.length > 0 &&
            grounds("check", each.id, each.title, (found, pieces) => evidence(found.judgement.evidence, pieces)),
        ),
      ),
    ];
  }

  const dissent = () => [
    head(say("dissent"), "dissent", state().dissent.length ? say("dissent_intro") : say("dissent_none")),
    state().dissent.length > 0 &&
      h.details(
        h.summary(say("dissent_count", { count: state().dissent.length })),
        h.ul(
          { class: "ts-plain" },
          state().dissent.map((each) =>
            h.li(h.strong(`${each.about}, `, theirs("span", {}, each.solution)), dissented(each)),
          ),
        ),
      ),
  ];

  function notes() {
    const kinds = ["tension", "compromise", "condition", "advice"].filter((kind) =>
      state().notes.some((each) => each.kind === kind),
    );
    return [
      head(word("heading_notes"), "notes", kinds.length ? null : word("notes_none")),
      kinds.map((kind) => [
        h.h3(say(kind)),
        h.ul(
          { class: "ts-plain" },
          state()
            .notes.filter((each) => each.kind === kind)
            .map((each) =>
              h.li(
                each.about && h.p(h.strong(each.about)),
                prose(each.text),
                each.particulars && h.p({ class: "ts-hint" }, each.particulars),
                each.dissent.map(dissented),
              ),
            ),
        ),
      ]),
    ];
  }

  function corrections() {
    const rows = state().corrections.map((each) =>
      h.tr(
        theirs("th", { scope: "row" }, each.about),
        h.td(each.before || "–"),
        h.td(each.text),
        h.td(each.who, h.br(), h.span({ class: "ts-hint" }, each.at)),
        theirs("td", {}, each.reason),
      ),
    );
    return [
      head(word("heading_corrections"), "corrections"),
      wide(
        word("caption_corrections"),
        h.table(
          h.caption(word("caption_corrections")),
          h.thead(h.tr(cells("th", word("corrected_cell"), word("was"), word("now"), word("who"), word("reason")))),
          h.tbody(rows),
        ),
      ),
    ];
  }

  function trouble() {
    const said = (each) => `${each.kind}, ${each.who}, ${each.at.replace("T", " ").replace("Z", " UTC")}`;
    return [
      head(say("trouble"), "trouble"),
      state().conflicts.map((entries) =>
        h.div(
          { class: "ts-note" },
          h.p(h.strong(say("conflict"))),
          h.ul(
            entries.map((each) =>
              h.li(said(each), each.answer && `: ${each.answer}. `, theirs("span", {}, each.reason)),
            ),
          ),
        ),
      ),
      state().aside.map((each) =>
        h.div(
          { class: "ts-note" },
          h.p(h.strong(say("aside"))),
          h.p(said(each)),
          each.faults.map((one) => h.p(one)),
        ),
      ),
    ];
  }

  return { checklist, dissent, notes, corrections, trouble };
}
