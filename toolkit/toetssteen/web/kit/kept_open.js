// A file that is kept with the assessment: fetched in parts and saved as a download. It comes from outside, so it is
// never drawn here, whatever it is: always a link with `download` to bytes without a type.

function keptOf(desk) {
  const { say } = desk;
  let before = Promise.resolve(); // one at a time: Python holds one
  const busy = new Set();

  // A button for a piece with a file; `asked` names it to Python, `title` to who cannot see what it stands beside.
  const button = (asked, title, id) => h("button", { type: "button", class: "ts-kept", id, onclick: () => save(asked) }, say("kept_open"), h("span", { class: "ts-hidden" }, " · ", h("bdi", {}, title)));

  function save(asked) {
    const key = JSON.stringify(asked);
    if (busy.has(key)) return; // pressed twice
    busy.add(key);
    desk.clear();
    desk.announce(say("kept_busy", { percent: 0 }));
    before = before.then(() => fetchKept(asked)).then(
      (name) => desk.announce(say("kept_here", { name })),
      (faults) => { desk.announce(Array.isArray(faults) ? "" : say("kept_not")); desk.faults(faults, say("kept_not")); }).finally(() => busy.delete(key));
  }

  async function fetchKept(asked) {
    const parts = [];
    for (let at = 0, size = 1, told = 0; at < size;) {
      const { patch } = await desk.act("kept", { ...asked, at });
      if (patch.next > at) parts.push(Uint8Array.from(atob(patch.content), (each) => each.charCodeAt(0)));
      ({ next: at, size } = patch);
      const percent = Math.floor((100 * at) / size);
      if (percent >= told + 10 && at < size) desk.announce(say("kept_busy", { percent: (told = percent) }));
      if (at >= size) give(new Blob(parts, { type: patch.media }), patch.name);
      if (at >= size) return patch.name;
    }
    return "";
  }

  function give(blob, name) {
    const link = h("a", { download: name, hidden: true });
    link.setAttribute("href", URL.createObjectURL(blob)); // our own Blob
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  return button;
}
