// The evidence of the score page: choose what is there, or add a file or a link. A file is looked at before it
// is read, sent in parts, and kept by Python under its digest.

import { chosenOf } from "../../web/kit/chosen_file.js";
import { today } from "../../web/kit/dates.js";
import { h, outward } from "../../web/kit/elements.js";
import { faultText, unreadable } from "../../web/kit/faults.js";
import { choice } from "../../web/kit/fields.js";
import { typedText } from "../../web/kit/outbox.js";

/** @typedef {import("./state.d.ts").ScoreState} State */

/** @param {{ desk: import("../../web/kit/desk.js").Desk<State>, state: () => State, [tool: string]: any }} kit */
export function evidenceOf({ desk, cells, idOf, whole, state, attach, opener }) {
  const { say } = desk;
  /** @type {import("./state.d.ts").Piece[]} */
  let evidence = [];

  const chosen = chosenOf(desk);
  const typedPiece = typedText(desk.state.key, "evidence");

  const pieceOf = (id) => evidence.find((piece) => piece.id === id) || { id, title: id, type: "" };
  const kindOf = (type) =>
    ({
      word: say("kind_word"),
      document: say("kind_document"),
      demonstration: say("kind_demonstration"),
      independent: say("kind_independent"),
    })[type] || "";

  function take(list) {
    evidence = list;
    for (const cell of cells.values())
      if (cell.nodes?.pieces && !cell.nodes.pieces.contains(document.activeElement)) draw(cell);
  }

  function draw(cell) {
    const holder = cell.nodes.pieces,
      form = holder.querySelector("form");
    const chosen = cell.evidence.map(pieceOf),
      others = evidence.filter((piece) => !cell.evidence.includes(piece.id));
    const look = h.span(),
      show = () => look.replaceChildren(openerOf(cell, "choose", pieceOf(select.value)) || "");
    const before = holder.querySelector("select")?.value; // a piece from elsewhere arrives while somebody chooses
    const select = h.select(
      { id: idOf(cell, "choose"), onchange: () => show() },
      others.map((piece) => h.option({ value: piece.id, selected: piece.id === before }, piece.title)),
    );
    const drop = (piece) => {
      attach(
        cell,
        cell.evidence.filter((id) => id !== piece.id),
      );
      cell.nodes.proof.focus();
    };
    holder.replaceChildren(
      h.ul(
        { class: "ts-pieces" },
        chosen.map((piece) =>
          h.li(
            outward(piece.link, h.bdi(piece.title)),
            h.span(
              { class: "ts-hint" },
              [kindOf(piece.type), piece.file, state().tender && piece.outside && say("came_no_tag")]
                .filter(Boolean)
                .map((text) => ` · ${text}`),
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
      state().tender && chosen.some((piece) => piece.outside) ? h.p({ class: "ts-hint" }, say("outside_flag")) : "",
      others.length
        ? h.div(
            h.label({ for: select.id }, say("evidence_choose")),
            h.div(
              { class: "ts-row" },
              select,
              h.button(
                {
                  type: "button",
                  onclick: () => {
                    attach(cell, [...cell.evidence, select.value]);
                    cell.nodes.proof.focus();
                  },
                },
                say("evidence_use"),
              ),
              look,
            ),
          )
        : "",
      form ||
        (!state().halted.length &&
          h.p(
            h.button(
              {
                type: "button",
                onclick: () => {
                  holder.lastChild.replaceWith(pieceForm(cell));
                  holder.querySelector("form input").focus();
                },
              },
              say("evidence_new"),
            ),
          )),
    );
    if (others.length) show();
  }

  const openerOf = (cell, part, piece) =>
    piece.kept &&
    opener({ person: state().person, evidence: piece.id }, piece.title, idOf(cell, `kept-${part}-${piece.id}`));

  function pieceForm(cell) {
    const id = (part) => idOf(cell, `piece-${part}`),
      kept = typedPiece.read();
    const told = h.p({ class: "ts-fault", id: id("fault"), role: "alert" }),
      button = h.button({ class: "ts-main" }, say("evidence_add"));
    const keep = () =>
      typedPiece.write(
        Object.fromEntries(
          ["title", "kind", "dated", "link", "consulted"].map((part) => [part, form.elements[part].value]),
        ),
      );
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
    const came = (answer) =>
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
    const form = h.form(
      { class: "ts-card", novalidate: true, onsubmit: send },
      h.h4(say("evidence_new")),
      field("title", { maxlength: 500, dir: "auto" }),
      h.label({ for: id("kind") }, say("piece_kind")),
      h.select(
        { id: id("kind"), name: "kind", onchange: keep },
        ["document", "word", "demonstration", "independent"].map((kind) =>
          h.option({ value: kind, selected: kind === kept.kind }, kindOf(kind)),
        ),
      ),
      field("dated", { type: "date" }),
      h.label({ for: id("file") }, say("piece_file")),
      h.p(
        { class: "ts-hint", id: id("file-hint") },
        say("piece_file_hint", { types: state().most.types.join(", "), size: whole(state().most.bytes / 1e6) }),
      ),
      chosen.field(id("file"), {
        name: "file",
        accept: state()
          .most.types.map((type) => `.${type}`)
          .join(","),
        "aria-describedby": `${id("file-hint")} ${id("fault")}`,
        onchange: ({ target }) => {
          document.getElementById(id("fault")).textContent = wrongFile(target.files[0]);
        },
      }),
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
              typedPiece.write({});
              chosen.empty(id("file"));
              form.remove();
              draw(cell);
              cell.nodes.proof.focus();
            },
          },
          say("cancel"),
        ),
      ),
    );

    async function send(event) {
      event.preventDefault();
      const input = chosen.field(id("file"), {});
      const typed = Object.fromEntries(
          ["title", "kind", "dated", "link", "consulted"].map((part) => [part, form.elements[part].value.trim()]),
        ),
        file = input.files[0];
      typed.came = new FormData(form).get("came") || "";
      told.textContent = wrongPiece(typed, file);
      if (unreadable(form, say("unreadable")) || told.textContent || button.disabled) return;
      button.disabled = true;
      try {
        if (!typed.link)
          await upload(input, file, (share) => {
            button.textContent = say("sending", { percent: Math.floor(share * 100) });
          });
        const { patch } = await desk.act("evidence", { person: state().person, ...typed });
        typedPiece.write({});
        chosen.empty(id("file"));
        form.remove();
        evidence = patch.evidence;
        attach(cell, [...cell.evidence, patch.added]);
        take(patch.evidence);
        desk.announce(say("evidence_added", { title: typed.title }));
        cell.nodes.proof.focus();
      } catch (faults) {
        if (!Array.isArray(faults)) throw faults;
        told.textContent = faultText(faults);
      } finally {
        button.disabled = false;
        button.textContent = say("evidence_add");
      }
    }
    return form;
  }

  // The size is looked at before anything of the file is read.
  function wrongFile(file) {
    if (!file) return "";
    if (file.size > state().most.bytes)
      return say("file_large", {
        name: file.name,
        size: whole(Math.round(file.size / 1e6)),
        most: whole(state().most.bytes / 1e6),
      });
    if (!file.size) return say("file_empty", { name: file.name });
    return state().most.types.includes(file.name.split(".").pop().toLowerCase())
      ? ""
      : say("file_type", { name: file.name, types: state().most.types.join(", ") });
  }

  function wrongPiece(typed, file) {
    if (!typed.title) return say("piece_untitled");
    if (state().tender && !typed.came) return say("came_first");
    if (Boolean(typed.link) === Boolean(file)) return say("piece_one");
    if (file) return wrongFile(file);
    if (!/^https:\/\/[^\s]+$/.test(typed.link)) return say("link_wrong");
    return typed.consulted ? "" : say("consulted_first");
  }

  async function upload(input, file, progressed) {
    await desk.act("begin", { name: file.name, size: file.size });
    await chosen.send(input, file, state().most.part, "part", progressed);
  }

  return { take, draw };
}
