// What else was found: the checklist, dissent, notes, corrections, and what is in the way of the result.

import { grid, h } from "../../web/kit/elements.js";
import { SIGNS } from "./kit.js";

/**
 * @param {import("./kit.js").Kit} kit
 * @param {ReturnType<typeof import("./grounds.js").groundsOf>} parts
 */
export function findingsOf(kit, { grounds, reasoned, dissented, evidence }) {
  const { say, state, word, theirs, status, head, prose } = kit;

  function checklist() {
    return [
      head(
        word("heading_checklist"),
        "checklist",
        state().checklist.length ? word("checklist_intro") : word("no_checklist"),
      ),
      state().checklist.map((check) =>
        h.details(
          { class: "ts-ground", open: ["not_met", "unproven", "unanswered"].includes(check.answer) },
          h.summary(
            h.h3(check.title),
            " ",
            SIGNS[check.answer] ? status(check.answer, check.text) : check.text,
            h.span({ class: "ts-hint" }, ` · ${check.addressee}`),
          ),
          h.p({ class: "ts-question" }, check.question),
          reasoned(check.judgement),
          check.judgement.evidence.length > 0 &&
            grounds("check", check.id, check.title, (found, pieces) =>
              evidence(found.judgement?.evidence ?? [], pieces),
            ),
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
          state().dissent.map((dissent) =>
            h.li(h.strong(`${dissent.about}, `, theirs("span", {}, dissent.solution)), dissented(dissent)),
          ),
        ),
      ),
  ];

  function notes() {
    const kinds = ["tension", "compromise", "condition", "advice"].filter((kind) =>
      state().notes.some((note) => note.kind === kind),
    );
    return [
      head(word("heading_notes"), "notes", kinds.length ? null : word("notes_none")),
      kinds.map((kind) => [
        h.h3(say(kind)),
        h.ul(
          { class: "ts-plain" },
          state()
            .notes.filter((note) => note.kind === kind)
            .map((note) =>
              h.li(
                note.about && h.p(h.strong(note.about)),
                prose(note.text),
                note.particulars && h.p({ class: "ts-hint" }, note.particulars),
                note.dissent.map(dissented),
              ),
            ),
        ),
      ]),
    ];
  }

  function corrections() {
    const rows = state().corrections.map((correction) => [
      theirs("span", {}, correction.about),
      correction.before || "–",
      correction.text,
      [correction.who, h.br(), h.span({ class: "ts-hint" }, correction.at)],
      theirs("span", {}, correction.reason),
    ]);
    const heads = ["corrected_cell", "was", "now", "who", "reason"].map((name) => word(name));
    return [head(word("heading_corrections"), "corrections"), grid(word("caption_corrections"), heads, rows)];
  }

  function trouble() {
    const said = (/** @type {import("./report.d.ts").Written} */ entry) =>
      `${entry.kind}, ${entry.who}, ${entry.at.replace("T", " ").replace("Z", " UTC")}`;
    return [
      head(say("trouble"), "trouble"),
      state().conflicts.map((entries) =>
        h.div(
          { class: "ts-note" },
          h.p(h.strong(say("conflict"))),
          h.ul(
            entries.map((entry) =>
              h.li(said(entry), entry.answer && `: ${entry.answer}. `, theirs("span", {}, entry.reason)),
            ),
          ),
        ),
      ),
      state().aside.map((entry) =>
        h.div(
          { class: "ts-note" },
          h.p(h.strong(say("aside"))),
          h.p(said(entry)),
          entry.faults.map((fault) => h.p(fault)),
        ),
      ),
    ];
  }

  return { checklist, dissent, notes, corrections, trouble };
}
