// Submitting: what is still lacking, reasons that are copies of one another, and the confirmation.

import { h, put } from "../../web/kit/elements.js";
import { choice } from "../../web/kit/fields.js";

const MOST_LISTED = 40;

/** @typedef {import("./kit.js").Cell} Cell */
/** @typedef {[solution: string, criterion: string]} Place */
/** @typedef {{ reason: string, cells: Place[] }} Copies reasons that are copies of one another */
/** @typedef {{ lacking: import("./kit.js").Given[], copied: Copies[], outside: Place[] }} Checked */

/** @param {import("./kit.js").Kit} kit */
export function submittingOf(kit) {
  const { desk, root, say, state, cells, one, idOf, keyOf, who, whole } = kit;
  let meant = ""; // the copies that are so on purpose

  async function submit() {
    await kit.saving.flush();
    const stuck = [...cells.values()].filter((cell) => cell.dirty);
    if (stuck.length) return listed(stuck.map((cell) => ({ cell, what: say("unsaved") })));
    /** @type {Checked} */
    const patch = (await desk.act("check", who())).patch;
    /** @type {Record<string, string>} */
    const reasons = { answer: say("lacks_answer"), reason: say("lacks_reason"), explanation: say("lacks_explanation") };
    if (patch.lacking.length)
      return listed(
        patch.lacking.flatMap((answer) => {
          const cell = cells.get(keyOf(answer));
          return cell ? { cell, what: reasons[answer.lacks[0]] } : [];
        }),
      );
    const copied = JSON.stringify(patch.copied);
    if (patch.copied.length && !(meant === copied && one("#same-reasons:checked"))) {
      meant = copied;
      return copies(patch.copied);
    }
    if (!patch.copied.length) one("#lacking").replaceChildren();
    const outside = known(patch.outside);
    put(
      one("#confirm-outside"),
      outside.length > 0 && [h.p(say("outside_flag")), h.ul(few(outside.map((cell) => h.li(nameOfCell(cell)))))],
    );
    one("#confirm-what").textContent = say("confirm_what", kit.list.counted(kit.asks));
    root.querySelector("dialog")?.showModal();
  }
  const submitOrSay = () => submit().catch(desk.faults);

  const known = (/** @type {Place[]} */ places) => places.flatMap((place) => cells.get(place.join("|")) ?? []);

  const nameOfCell = (/** @type {Cell} */ cell) => `${cell.ask.title}: ${cell.name}`;
  const linkTo = (/** @type {Cell} */ cell) =>
    h.a(
      {
        href: `#${idOf(cell, "cell")}`,
        onclick: (/** @type {Event} */ event) => {
          event.preventDefault();
          kit.list.goTo(cell);
        },
      },
      nameOfCell(cell),
    );
  const few = (/** @type {HTMLLIElement[]} */ items) =>
    items.length > MOST_LISTED
      ? [...items.slice(0, MOST_LISTED), h.li(say("more", { count: whole(items.length - MOST_LISTED) }))]
      : items;

  /** @param {{ cell: Cell, what: string }[]} found */
  function listed(found) {
    const heading = h.h3({ tabindex: "-1" }, say("lacking", { count: whole(found.length) }));
    put(one("#lacking"), heading, h.ul(few(found.map(({ cell, what }) => h.li(linkTo(cell), ` – ${what}`)))));
    heading.focus();
  }

  /**
   * Names the cells of reasons that are copies; they are submitted only where somebody says it is meant so.
   * @param {Copies[]} groups
   */
  function copies(groups) {
    const heading = h.h3({ tabindex: "-1" }, say("copied", { count: whole(groups.length) }));
    put(
      one("#lacking"),
      heading,
      h.p(say("copied_what")),
      groups.map((group) =>
        h.div(h.p(h.q({ dir: "auto" }, group.reason)), h.ul(few(known(group.cells).map((cell) => h.li(linkTo(cell)))))),
      ),
      choice({ type: "checkbox", id: "same-reasons" }, say("copied_meant")),
    );
    heading.focus();
  }

  function confirmation() {
    const dialog = h.dialog(
      { id: "confirm", class: "ts-dialog", "aria-labelledby": "confirm-title" },
      h.h2({ id: "confirm-title" }, say("confirm")),
      h.p({ id: "confirm-what" }),
      h.div({ id: "confirm-outside" }),
      h.div(
        { class: "ts-row" },
        h.button(
          {
            type: "button",
            class: "ts-main",
            id: "confirm-yes",
            onclick: () => {
              dialog.close();
              desk.act("submit", { person: state().person, same: Boolean(one("#same-reasons:checked")) }).then(() => {
                one("#sealed").focus();
                desk.announce(say("sealed"));
              }, desk.faults);
            },
          },
          say("submit_yes"),
        ),
        h.button({ type: "button", onclick: () => dialog.close() }, say("submit_no")),
      ),
    );
    return dialog;
  }

  return { submitOrSay, confirmation };
}
