// A file that somebody chose: its field, and the one place where it is read.

function chosenOf(desk) {
  const { say } = desk;
  const fields = new Map(); // no script can put a file back into a field, so the field itself stays when the page is drawn again

  function field(id, attributes) {
    if (!fields.has(id)) {
      const made = h("input", { type: "file", id, ...attributes });
      made.addEventListener("change", () => made.removeAttribute("aria-invalid"), true); // before the form's own
      fields.set(id, made);
    }
    return fields.get(id);
  }

  function empty(...ids) {
    for (const id of ids) if (fields.has(id)) fields.get(id).value = "";
  }

  // The browser gives no byte of a file that was changed, moved or locked after it was chosen. That is said as an act
  // is refused, so that each form says it where it says those; the field is emptied, for what it names is gone.
  async function reading(input, file, read) {
    try { return await read(); } catch (problem) {
      if (!(problem instanceof DOMException)) throw problem;
      input.value = "";
      input.setAttribute("aria-invalid", "true");
      throw [{ what: say("chosen_changed", { name: file.name }), where: "", rule: say("chosen_rule"), remedy: say("chosen_again"), code: "" }];
    }
  }

  const whole = (input, file) => reading(input, file, () => base64(file));
  const bytes = (input, file) => reading(input, file, () => file.arrayBuffer());

  // Sends a file in parts, each an act of its own.
  async function send(input, file, most, verb, progressed) {
    for (let at = 0; at < file.size; at += most) {
      await desk.act(verb, { at, content64: await reading(input, file, () => base64(file.slice(at, at + most))) });
      progressed?.(Math.min(1, (at + most) / file.size));
    }
  }

  return { field, empty, whole, bytes, send };
}

// Reads a file (or a piece of one) as base64, as acts carry it.
function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
