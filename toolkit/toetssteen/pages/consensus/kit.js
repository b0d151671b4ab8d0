// What every section of the consensus page has: what is known and shown of the points, and small pieces.

import { h, outward } from "../../web/kit/elements.js";
import { choice } from "../../web/kit/fields.js";
import { keptOf } from "../../web/kit/kept_open.js";

export const CARDS = 200;

/** @typedef {Required<import("./state.d.ts").ConsensusState>} State what is read of it only where the phase has it */
/** @typedef {import("../../web/kit/elements.js").Child} Child */
/** @typedef {import("./state.d.ts").CommitteeMember} CommitteeMember */
/** @typedef {import("./state.d.ts").CitedPiece} CitedPiece */
/** @typedef {import("./state.d.ts").PointRow & Partial<import("./state.d.ts").CellRow>} Row of the checklist no more than a point has */
/**
 * @typedef {ReturnType<typeof consensusTools> & {
 *   drafts: ReturnType<typeof import("./typing.js").typingOf>,
 *   cards: ReturnType<typeof import("./cards.js").cardsOf>,
 *   points: ReturnType<typeof import("./point.js").pointOf>,
 *   trouble: ReturnType<typeof import("./trouble.js").troubleOf>,
 *   notes: ReturnType<typeof import("./notes.js").notesOf>,
 *   meeting: ReturnType<typeof import("./meeting.js").meetingOf>,
 *   forms: ReturnType<typeof import("./form.js").recordFormOf>,
 *   corrections: ReturnType<typeof import("./correct.js").correctOf>,
 * }} Kit
 */

/** @param {import("../../web/kit/desk.js").Desk<State>} desk */
export function consensusTools(desk) {
  const { say, act } = desk;
  const opened = new Set(),
    changing = new Set(); // points whose body, whose form is shown
  /** @type {Map<string, import("./detail.d.ts").Detail & { heads: string, language: string }>} with what they were asked at */
  const details = new Map();
  const typed = new Map(); // slot -> what its form has
  const view = {
    filter: "all",
    search: "",
    most: CARDS,
    /** @type {State["notes"][number]["kind"]} */
    note: "tension-recorded",
    person: "",
    /** @type {string[] | null} */
    present: null,
    /** @type {State["meeting"]} */
    meeting: null,
    lost: false,
    sure: false,
  };
  const state = () => desk.state;
  const slotOf = (/** @type {string} */ key) => `point:${key}`;
  const isCheck = (/** @type {string} */ key) => key.startsWith("|");
  const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  /** @type {(key: string) => Row | undefined} */
  const rowOf = (key) => [...state().rows, ...state().checks].find((row) => row.key === key);

  // People stand here by role; who has which role is told once (the meeting).
  const nameOf = (/** @type {string} */ id) => state().people.find((member) => member.id === id)?.name || id;
  const people = (/** @type {string[]} */ ids) => ids.map(nameOf).join(", ");
  const personName = (/** @type {CommitteeMember} */ member) => `${member.name}${member.about && ` (${member.about})`}`;
  const prose = (/** @type {string} */ text) => h.p({ class: "ts-prose", dir: "auto" }, text);
  /** @type {(text: string, id?: string) => HTMLParagraphElement} */
  const hint = (text, id) => h.p({ class: "ts-hint", id }, text);
  /** @typedef {(text: string, onclick: () => void, id?: string) => HTMLButtonElement} Button */
  /** @type {Button} */
  const main = (text, onclick, id) => h.button({ type: "button", class: "ts-main", onclick, id }, text);
  /** @type {Button} */
  const plain = (text, onclick, id) => h.button({ type: "button", onclick, id }, text);
  /** @type {(text: string, ...inside: Child[]) => HTMLDetailsElement} */
  const more = (text, ...inside) => h.details(h.summary(text), inside);

  const openKept = keptOf(desk);
  /** @type {(cited: CitedPiece, where: string) => Child} */
  const opener = (cited, where) =>
    cited.kept && [" ", openKept({ evidence: cited.id }, cited.title, `kept-${where}-${cited.id}`)];

  /** @param {string[]} ids @param {string} where @param {boolean} [empty] says so where there is none */
  function pieces(ids, where, empty) {
    const known = ids.flatMap((id) => state().evidence.find((cited) => cited.id === id) ?? []);
    return known.length
      ? h.ul(
          { class: "ts-pieces" },
          known.map((cited) => h.li(piece(cited), opener(cited, where))),
        )
      : empty && hint(say("evidence_none"));
  }

  const piece = (/** @type {CitedPiece} */ cited) => [
    outward(cited.link, h.bdi(cited.title)),
    ` (${cited.kind}${cited.dated && `, ${cited.dated}`})`,
  ];

  /** @type {(type: "radio" | "checkbox", name: string, value: string, checked: boolean, ...text: Child[]) => HTMLLabelElement} */
  const pick = (type, name, value, checked, ...text) =>
    choice(
      { type, name, value, checked, id: `${name}-${value}`, "data-at": name.replace(/^note-/, "").split("-")[0] },
      text,
    );

  return {
    desk,
    say,
    act,
    state,
    at,
    view,
    opened,
    typed,
    changing,
    details,
    slotOf,
    isCheck,
    rowOf,
    nameOf,
    people,
    personName,
    prose,
    hint,
    main,
    plain,
    more,
    openKept,
    opener,
    pieces,
    piece,
    pick,
  };
}
