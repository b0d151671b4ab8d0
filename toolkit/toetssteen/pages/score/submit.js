// Submitting: what is still lacking, reasons that are copies of one another, and the confirmation.

import { h } from "../../web/kit/elements.js";
import { choice } from "../../web/kit/fields.js";

const MOST_LISTED = 40;

/** @param {import("./kit.js").Kit} kit */
export function submittingOf(kit) {
  const { desk, say, state, cells, one, idOf, keyOf, who, whole } = kit;
  let meant = ""; // the copies that are so on purpose

  async function submit() {
    await kit.saving.flush();
    const stuck = [...cells.values()].filter((cell) => cell.dirty);
    if (stuck.length) return listed(stuck.map((cell) => [cell, say("unsaved")]));
    const { patch } = await desk.act("check", who());
    const reasons = { answer: say("lacks_answer"), reason: say("lacks_reason"), explanation: say("lacks_explanation") };
    if (patch.lacking.length)
      return listed(patch.lacking.map((answer) => [cells.get(keyOf(answer)), reasons[answer.lacks[0]]]));
    const copied = JSON.stringify(patch.copied);
    if (patch.copied.length && !(meant === copied && one("#same-reasons")?.checked)) {
      meant = copied;
      return copies(patch.copied);
    }
    if (!patch.copied.length) one("#lacking").replaceChildren();
    const outside = patch.outside.map((place) => cells.get(place.join("|"))).filter(Boolean);
    one("#confirm-outside").replaceChildren(
      ...(outside.length ? [h.p(say("outside_flag")), h.ul(few(outside.map((cell) => h.li(nameOfCell(cell)))))] : []),
    );
    one("#confirm-what").textContent = say("confirm_what", kit.list.counted(kit.asks));
    one("#confirm").showModal();
  }
  const submitOrSay = () => submit().catch((faults) => Array.isArray(faults) && desk.faults(faults));

  const nameOfCell = (cell) => `${cell.ask.title}: ${cell.name}`;
  const linkTo = (cell) =>
    h.a(
      {
        href: `#${idOf(cell, "cell")}`,
        onclick: (event) => {
          event.preventDefault();
          kit.list.goTo(cell);
        },
      },
      nameOfCell(cell),
    );
  const few = (items) =>
    items.length > MOST_LISTED
      ? [...items.slice(0, MOST_LISTED), h.li(say("more", { count: whole(items.length - MOST_LISTED) }))]
      : items;

  function listed(found) {
    const heading = h.h3({ tabindex: "-1" }, say("lacking", { count: whole(found.length) }));
    one("#lacking").replaceChildren(heading, h.ul(few(found.map(([cell, what]) => h.li(linkTo(cell), ` – ${what}`)))));
    heading.focus();
  }

  // Reasons that are copies of one another: named by cell, and submitted only where somebody says it is meant so.
  function copies(groups) {
    const heading = h.h3({ tabindex: "-1" }, say("copied", { count: whole(groups.length) }));
    one("#lacking").replaceChildren(
      heading,
      h.p(say("copied_what")),
      ...groups.map((group) =>
        h.div(
          h.p(h.q({ dir: "auto" }, group.reason)),
          h.ul(
            few(
              group.cells
                .map((place) => cells.get(place.join("|")))
                .filter(Boolean)
                .map((cell) => h.li(linkTo(cell))),
            ),
          ),
        ),
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
              desk.act("submit", { person: state().person, same: Boolean(one("#same-reasons")?.checked) }).then(
                () => {
                  one("#sealed").focus();
                  desk.announce(say("sealed"));
                },
                (faults) => desk.faults(faults),
              );
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
