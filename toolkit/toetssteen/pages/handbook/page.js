// The handbook page: the blocks of the text, drawn as text, with the contents beside them.

import { opens } from "../../web/kit/desk.js";
import { h, wide } from "../../web/kit/elements.js";
import { stopped } from "../../web/kit/faults.js";

/** @typedef {import("./state.d.ts").HandbookState} State */
/** @typedef {import("../../web/kit/elements.js").Child} Child */
/** @typedef {import("./state.d.ts").HeadingBlock["parts"][number]} Piece */
/** @typedef {Required<State>["blocks"][number]} Block */
/**
 * What there is of a kind.
 * @template Kinds
 * @template Kind
 * @typedef {Kinds extends { kind: infer Own } ? (Kind extends Own ? Kinds : never) : never} OfKind
 */
/**
 * A function for each kind.
 * @template {{ kind: string }} Kinds
 * @typedef {{ [Kind in Kinds["kind"]]: (given: OfKind<Kinds, Kind>) => Child }} Drawings
 */

/** @type {(drawings: Record<string, any>, given: { kind: string }) => Child} */
const drawn = (drawings, given) => drawings[given.kind](given);

/**
 * @param {import("../../web/kit/desk.js").Desk<State>} desk
 * @returns {import("../../web/kit/desk.js").Page<State>}
 */
function page(desk) {
  const { root, say } = desk;
  let section = "", // what a table is called after, and how many that has
    tables = 0;

  /** @type {Drawings<Piece>} */
  const MARKS = {
    text: (piece) => piece.text,
    code: (piece) => h.code(piece.text),
    break: () => h.br(),
    strong: (piece) => h.strong(line(piece.parts)),
    emphasis: (piece) => h.em(line(piece.parts)),
    link: (piece) =>
      h.a(
        { href: piece.href, ...(piece.href.startsWith("#") ? {} : { rel: "noopener noreferrer", target: "_blank" }) },
        line(piece.parts),
      ),
  };
  const line = (/** @type {Piece[]} */ parts) => parts.map((piece) => drawn(MARKS, piece));

  /** @type {Drawings<Block>} */
  const BLOCKS = {
    heading: (block) => {
      section = block.text;
      tables = 0;
      return h[/** @type {"h2"} */ (`h${block.level}`)]({ id: block.id, tabindex: "-1" }, line(block.parts));
    },
    paragraph: (block) => (block.tight ? line(block.parts) : h.p(line(block.parts))),
    list: (block) =>
      h[block.ordered ? "ol" : "ul"](
        block.ordered && block.start !== 1 ? { start: block.start } : {},
        block.items.map((item) => h.li(text(item))),
      ),
    code: (block) => h.pre(h.code(block.text)),
    table(block) {
      tables += 1;
      return wide(
        tables > 1 ? `${section} (${tables})` : section,
        h.table(
          h.thead(h.tr(block.head.map((cell) => (cell.length ? h.th({ scope: "col" }, line(cell)) : h.td())))), // an empty heading says nothing
          h.tbody(
            block.rows.map((row) =>
              h.tr(row.map((cell, at) => (at || !cell.length ? h.td(line(cell)) : h.th({ scope: "row" }, line(cell))))),
            ),
          ),
        ),
      );
    },
  };
  const text = (/** @type {Block[]} */ blocks) => blocks.map((block) => drawn(BLOCKS, block));

  /** @type {(list: import("./state.d.ts").ContentsEntry[]) => HTMLElement} */
  const entries = (list) =>
    h.ol(
      list.map((heading) =>
        h.li(h.a({ href: `#${heading.id}` }, heading.text), heading.inside.length > 0 && entries(heading.inside)),
      ),
    );
  /** @param {Required<State>} state */
  const contents = (state) =>
    h.nav(
      { class: "ts-contents", "aria-labelledby": "contents-title" },
      h.h2({ id: "contents-title" }, say("contents")),
      entries(state.contents),
    );

  /** @param {Required<State>} state */
  const whole = (state) => [
    h.h1(
      state.heading ? { id: state.heading.id, tabindex: "-1" } : {},
      state.heading ? line(state.heading.parts) : state.title,
    ),
    h.div(
      { class: "ts-book" },
      state.contents.length > 0 && contents(state),
      h.article({ "aria-label": state.title }, text(state.blocks)),
    ),
  ];

  setTimeout(() => {
    // the address can name a section, which is there only now
    const asked =
      location.hash.startsWith("#at-") && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (asked) {
      asked.focus();
      asked.scrollIntoView();
    }
  });
  return {
    draw(state) {
      section = state.title;
      tables = 0;
      root.replaceChildren(
        h.div(
          { id: "ts-content", tabindex: "-1", class: "ts-handbook" },
          state.stopped ? [h.h1(state.title), stopped(desk)] : whole(/** @type {Required<State>} */ (state)),
        ),
      );
    },
  };
}

export const render = opens(page);
