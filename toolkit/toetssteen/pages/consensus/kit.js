// What every section of the consensus page has: what is known and shown of the points, and small pieces.

import { h, outward } from "../../web/kit/elements.js";
import { complaint } from "../../web/kit/faults.js";
import { choice } from "../../web/kit/fields.js";
import { keptOf } from "../../web/kit/kept_open.js";

export const CARDS = 200;

/** @typedef {import("./state.d.ts").ConsensusState} State */
/**
 * @typedef {ReturnType<typeof consensusTools> & {
 *   cards: ReturnType<typeof import("./cards.js").cardsOf>,
 *   recordForm: ReturnType<typeof import("./form.js").recordFormOf>,
 *   fields: any,
 *   typing: ReturnType<typeof import("./typing.js").typingOf>["typing"],
 *   mark: ReturnType<typeof import("./typing.js").typingOf>["mark"],
 *   forget: ReturnType<typeof import("./typing.js").typingOf>["forget"],
 *   markOf: ReturnType<typeof import("./typing.js").typingOf>["markOf"],
 *   recall: ReturnType<typeof import("./typing.js").typingOf>["recall"],
 *   bodyOf: ReturnType<typeof import("./point.js").pointOf>["bodyOf"],
 *   conflicts: ReturnType<typeof import("./trouble.js").troubleOf>["conflicts"],
 *   aside: ReturnType<typeof import("./trouble.js").troubleOf>["aside"],
 *   warnings: ReturnType<typeof import("./trouble.js").troubleOf>["warnings"],
 *   notes: ReturnType<typeof import("./notes.js").notesOf>["notes"],
 *   noteHere: ReturnType<typeof import("./notes.js").notesOf>["noteHere"],
 *   noted: ReturnType<typeof import("./notes.js").notesOf>["noted"],
 *   over: ReturnType<typeof import("./notes.js").notesOf>["over"],
 *   mover: ReturnType<typeof import("./notes.js").notesOf>["mover"],
 *   meeting: ReturnType<typeof import("./meeting.js").meetingOf>["meeting"],
 *   paused: ReturnType<typeof import("./meeting.js").meetingOf>["paused"],
 *   pausing: ReturnType<typeof import("./meeting.js").meetingOf>["pausing"],
 *   minutes: ReturnType<typeof import("./meeting.js").meetingOf>["minutes"],
 *   there: ReturnType<typeof import("./meeting.js").meetingOf>["there"],
 *   waiting: ReturnType<typeof import("./waiting.js").waitingOf>["waiting"],
 *   correction: ReturnType<typeof import("./correct.js").correctOf>["correction"],
 *   beside: ReturnType<typeof import("./correct.js").correctOf>["beside"],
 * }} Kit
 */

/** @param {import("../../web/kit/desk.js").Desk<State>} desk */
export function consensusTools(desk) {
  const { say, act } = desk;
  const opened = new Set(),
    changing = new Set(); // points whose body, whose form is shown
  const details = new Map(),
    typed = new Map(),
    timers = new Map();
  /** @type {Record<string, any>} */
  const view = {
    filter: "all",
    search: "",
    most: CARDS,
    note: "tension-recorded",
    person: undefined,
    present: null,
    lost: false,
  };
  const state = () => desk.state;
  const slotOf = (key) => `point:${key}`;
  const isCheck = (key) => key.startsWith("|");
  /** @type {(id: string) => any} */
  const at = (id) => document.getElementById(id);
  /** @type {(key: string) => import("./state.d.ts").CellRow} of a line of the checklist no more than its row has */
  const rowOf = (key) => [...state().rows, .../** @type {any[]} */ (state().checks)].find((row) => row.key === key);

  // People stand here by role; who has which role is told once (the meeting).
  const nameOf = (id) => state().people.find((member) => member.id === id)?.name || id;
  const people = (ids) => ids.map(nameOf).join(", ");
  const personName = (member) => `${member.name}${member.about && ` (${member.about})`}`;
  const prose = (text) => h.p({ class: "ts-prose", dir: "auto" }, text);
  const hint = (text, id) => h.p({ class: "ts-hint", id }, text);
  const main = (text, onclick, id) => h.button({ type: "button", class: "ts-main", onclick, id }, text);
  const plain = (text, onclick, id) => h.button({ type: "button", onclick, id }, text);
  const more = (text, ...inside) => h.details(h.summary(text), inside);

  const openKept = keptOf(desk);
  const opener = (cited, where) =>
    cited.kept && [" ", openKept({ evidence: cited.id }, cited.title, `kept-${where}-${cited.id}`)];

  function pieces(ids, where, empty) {
    const known = ids.map((id) => state().evidence.find((cited) => cited.id === id)).filter(Boolean);
    return known.length
      ? h.ul(
          { class: "ts-pieces" },
          known.map((cited) => h.li(piece(cited), opener(cited, where))),
        )
      : empty && hint(say("evidence_none"));
  }

  const piece = (cited) => [
    outward(cited.link, h.bdi(cited.title)),
    ` (${cited.kind}${cited.dated && `, ${cited.dated}`})`,
  ];

  const pick = (type, name, value, checked, ...text) =>
    choice({ type, name, value, checked, id: `${name}-${value}` }, text);

  const complain = (words) => desk.faults(words.map(complaint));

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
    timers,
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
    complain,
  };
}
