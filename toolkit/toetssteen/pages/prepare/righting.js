// Putting right what was entered wrongly: a form that unfolds beside it, with what it is now and a reason.

import { h } from "../../web/kit/elements.js";
import { form } from "../../web/kit/fields.js";

/**
 * @param {import("./kit.js").Kit} kit
 * @param {string} section that is drawn again
 * @param {import("./state.d.ts").Rights | null} rights
 * @param {string} name of what is put right
 */
export function drawRighting(kit, section, rights, name) {
  if (!rights) return null;
  const { say } = kit;
  const slot = `right-${rights.kind}-${rights.which}`;
  const send = () => {
    const now = Object.fromEntries(rights.fields.map((field) => [field.name, kit.shown(`${slot}/${field.name}`)]));
    const given = { kind: rights.kind, which: rights.which, now, reason: kit.shown(`${slot}/reason`) };
    return kit.save(slot, "put_right", given, say("right_saved"), { redraw: section });
  };
  /** @param {import("./state.d.ts").RightField} field */
  const drawn = ({ name: field, label, now, options }) => {
    const id = `${slot}/${field}`;
    if (options.length)
      return kit.select(
        id,
        label,
        options.map((option) => [option.id, option.name]),
        now,
      );
    if (field === "about") return kit.prose(id, label, { otherwise: now });
    return kit.input(id, label, { maxlength: 500, otherwise: now });
  };
  return kit.unfold(
    slot,
    [say("right"), ": ", h.bdi(name)],
    form(
      { send },
      h.p(say("right_what")),
      rights.fields.map((field) => h.div(drawn(field))),
      kit.prose(`${slot}/reason`, say("right_reason")),
      h.p({ class: "ts-row" }, h.button({ id: `${slot}-go` }, say("right_go")), kit.markNode(slot)),
    ),
  );
}
