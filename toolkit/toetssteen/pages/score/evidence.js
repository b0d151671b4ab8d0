// The evidence of the score page: choose what is there, or add a file or a link. A file is looked at before it
// is read, sent in parts, and kept by Python under its digest.

import { chosenOf } from "../../web/kit/chosen_file.js";
import { today } from "../../web/kit/dates.js";
import { find, h, outward, put } from "../../web/kit/elements.js";
import { complaint, faultAt, faultText, placeFaults, refusedBy, unreadable } from "../../web/kit/faults.js";
import { choice } from "../../web/kit/fields.js";
import { typedText } from "../../web/kit/outbox.js";

const KINDS = ["document", "word", "demonstration", "independent"];
const TYPED = ["title", "kind", "dated", "link", "consulted"];

/** @typedef {import("../../web/kit/elements.js").Child} Child */
/** @typedef {import("./kit.js").Cell} Cell */
/** @typedef {import("./state.d.ts").Piece} Piece */
/** @typedef {Pick<Piece, "id" | "title"> & Partial<Piece>} Named a piece, or no more than the name of one that is not here */

/** @param {import("./kit.js").Kit} kit */
export function evidenceOf(kit) {
  const { desk, say, state, cells, idOf, whole, opener } = kit;
  /** @type {Piece[]} */
  let evidence = [];

  const chosen = chosenOf(desk);
  const typedPiece = typedText(desk.state.key, "evidence");

  /** @type {(id: string) => Named} */
  const pieceOf = (id) => evidence.find((piece) => piece.id === id) ?? { id, title: id };
  const kindOf = (/** @type {string} */ type) => KINDS.includes(type) && say(`kind_${type}`);

  /** @param {Piece[]} list */
  function take(list) {
    evidence = list;
    for (const cell of cells.values()) if (!cell.nodes?.pieces?.contains(document.activeElement)) draw(cell);
  }

  /** @param {Cell} cell @param {string[]} ids */
  function use(cell, ids) {
    kit.boxes.change(cell, { evidence: ids });
    cell.nodes?.proof.focus();
  }

  /** @param {Cell} cell */
  function draw(cell) {
    const holder = cell.nodes?.pieces;
    if (!holder) return;
    const form = holder.querySelector("form");
    const chosen = cell.evidence.map(pieceOf),
      others = evidence.filter((piece) => !cell.evidence.includes(piece.id));
    const look = h.span(),
      show = () => put(look, openerOf(cell, "choose", pieceOf(select.value)));
    const before = holder.querySelector("select")?.value; // a piece from elsewhere arrives while somebody chooses
    const select = h.select(
      { id: idOf(cell, "choose"), onchange: show },
      others.map((piece) => h.option({ value: piece.id, selected: piece.id === before }, piece.title)),
    );
    const drop = (/** @type {Named} */ piece) =>
      use(
        cell,
        cell.evidence.filter((id) => id !== piece.id),
      );
    const offer = h.p(
      h.button(
        {
          type: "button",
          onclick: () => {
            offer.replaceWith(pieceForm(cell));
            find(holder, "form input").focus();
          },
        },
        say("evidence_new"),
      ),
    );
    put(
      holder,
      h.ul(
        { class: "ts-pieces" },
        chosen.map((piece) =>
          h.li(
            outward(piece.link, h.bdi(piece.title)),
            h.span(
              { class: "ts-hint" },
              [kindOf(piece.type ?? ""), piece.file, state().tender && piece.outside && say("came_no_tag")].map(
                (text) => text && ` · ${text}`,
              ),
            ),
            " ",
            openerOf(cell, "use", piece),
            " ",
            h.button(
              { type: "button", onclick: () => drop(piece) },
              say("evidence_drop"),
              h.span({ class: "ts-hidden" }, ` · ${piece.title}`),
            ),
          ),
        ),
      ),
      state().tender && chosen.some((piece) => piece.outside) && h.p({ class: "ts-hint" }, say("outside_flag")),
      others.length > 0 &&
        h.div(
          h.label({ for: select.id }, say("evidence_choose")),
          h.div(
            { class: "ts-row" },
            select,
            h.button(
              { type: "button", onclick: () => use(cell, [...cell.evidence, select.value]) },
              say("evidence_use"),
            ),
            look,
          ),
        ),
      form || (!state().halted.length && offer),
    );
    if (others.length) show();
  }

  /** @type {(cell: Cell, part: string, piece: Named) => Child} */
  const openerOf = (cell, part, piece) =>
    piece.kept &&
    opener({ person: state().person, evidence: piece.id }, piece.title, idOf(cell, `kept-${part}-${piece.id}`));

  /** @param {Cell} cell */
  function pieceForm(cell) {
    const id = (/** @type {string} */ part) => idOf(cell, `piece-${part}`),
      kept = typedPiece.read();
    const told = h.p({ class: "ts-fault", id: id("fault"), role: "alert", tabindex: "-1" }),
      button = h.button({ class: "ts-main" }, say("evidence_add"));
    /** @type {() => Record<string, string>} */
    const typed = () => {
      const data = new FormData(form);
      return Object.fromEntries(TYPED.map((part) => [part, String(data.get(part))]));
    };
    const keep = () => typedPiece.write(typed());
    /** @type {(name: string, attributes: import("../../web/kit/elements.js").Attributes) => Child} */
    const field = (name, attributes) => [
      h.label({ for: id(name) }, say(`piece_${name}`)),
      h.input({
        id: id(name),
        name,
        autocomplete: "off",
        "aria-describedby": id("fault"),
        value: kept[name] || "",
        oninput: keep,
        ...attributes,
      }),
    ];
    const leave = () => {
      typedPiece.write({});
      chosen.empty(input.id);
      form.remove();
    };
    const came = (/** @type {string} */ answer) =>
      choice(
        {
          type: "radio",
          name: "came",
          value: answer,
          id: id(`came-${answer}`),
          "aria-describedby": id("fault"),
        },
        say(`came_${answer}`),
      );
    const input = chosen.field(id("file"), {
      name: "file",
      accept: state()
        .most.types.map((type) => `.${type}`)
        .join(","),
      "aria-describedby": id("file-hint"),
      onchange: () => {
        const wrong = wrongFile(input.files?.[0]);
        if (wrong) faultAt(input, wrong);
      },
    });
    const form = h.form(
      { class: "ts-card", novalidate: true, "data-act": "evidence", onsubmit: send },
      h.h4(say("evidence_new")),
      field("title", { maxlength: 500, dir: "auto" }),
      h.label({ for: id("kind") }, say("piece_kind")),
      h.select(
        { id: id("kind"), name: "kind", onchange: keep },
        KINDS.map((kind) => h.option({ value: kind, selected: kind === kept.kind }, kindOf(kind))),
      ),
      field("dated", { type: "date" }),
      h.label({ for: id("file") }, say("piece_file")),
      h.p(
        { class: "ts-hint", id: id("file-hint") },
        say("piece_file_hint", { types: state().most.types.join(", "), size: whole(state().most.bytes / 1e6) }),
      ),
      input,
      field("link", { type: "url", placeholder: "https://", maxlength: 1900 }),
      field("consulted", { type: "date", value: kept.consulted || today() }),
      state().tender && h.fieldset(h.legend(say("came")), came("yes"), came("no")),
      told,
      h.div(
        { class: "ts-row" },
        button,
        h.button(
          {
            type: "button",
            onclick: () => {
              leave();
              draw(cell);
              cell.nodes?.proof.focus();
            },
          },
          say("cancel"),
        ),
      ),
    );

    /** @param {Event} event */
    async function send(event) {
      event.preventDefault();
      const sent = Object.fromEntries(Object.entries(typed()).map(([part, text]) => [part, text.trim()])),
        file = input.files?.[0];
      sent.came = String(new FormData(form).get("came") ?? "");
      told.textContent = "";
      const wrong = wrongPiece(sent, file);
      if (unreadable(form, say, "evidence") || button.disabled) return;
      if (wrong) return placeFaults(refusedBy("evidence", [wrong]));
      button.disabled = true;
      try {
        if (file) {
          await desk.act("begin", { name: file.name, size: file.size });
          await chosen.send(input, file, state().most.part, "part", (share) => {
            button.textContent = say("sending", { percent: Math.floor(share * 100) });
          });
        }
        const { patch } = await desk.act("evidence", { person: state().person, ...sent });
        leave();
        evidence = patch.evidence;
        kit.boxes.change(cell, { evidence: [...cell.evidence, patch.added] });
        take(patch.evidence);
        desk.announce(say("evidence_added", { title: sent.title }));
        cell.nodes?.proof.focus();
      } catch (faults) {
        if (!Array.isArray(faults)) throw faults;
        told.textContent = faultText(placeFaults(refusedBy("evidence", faults)));
        if (told.textContent) told.focus();
      } finally {
        button.disabled = false;
        button.textContent = say("evidence_add");
      }
    }
    return form;
  }

  /**
   * The size is looked at before anything of the file is read.
   * @param {File | undefined} file
   */
  function wrongFile(file) {
    if (!file) return "";
    if (file.size > state().most.bytes)
      return say("file_large", {
        name: file.name,
        size: whole(Math.round(file.size / 1e6)),
        most: whole(state().most.bytes / 1e6),
      });
    if (!file.size) return say("file_empty", { name: file.name });
    return state().most.types.includes(String(file.name.split(".").pop()).toLowerCase())
      ? ""
      : say("file_type", { name: file.name, types: state().most.types.join(", ") });
  }

  /** @param {Record<string, string>} typed @param {File | undefined} file */
  function wrongPiece(typed, file) {
    if (!typed.title) return complaint(say("piece_untitled"), "title");
    if (state().tender && !typed.came) return complaint(say("came_first"), "came");
    if (Boolean(typed.link) === Boolean(file)) return complaint(say("piece_one"), file ? "link" : "file");
    if (file) return wrongFile(file) && complaint(wrongFile(file), "file");
    if (!/^https:\/\/[^\s]+$/.test(typed.link)) return complaint(say("link_wrong"), "link");
    return !typed.consulted && complaint(say("consulted_first"), "consulted");
  }

  return { take, draw };
}
