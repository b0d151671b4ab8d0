// The freeze: what is still open, the fingerprint in its forms, and the versions.

import { save } from "../../web/kit/bytes.js";
import { h, svg } from "../../web/kit/elements.js";
import { drawChanges, drawMethodPaper } from "./method.js";

/** @typedef {import("./kit.js").Kit} Kit */
/** @typedef {import("./kit.js").Sections["freeze"]} Part */
/** @typedef {import("./state.d.ts").FrozenVersion} Frozen */

/** @param {Kit} kit @param {Part} part */
export function drawFreeze(kit, part) {
  const { say } = kit;
  return [
    h.p(say("freeze_what")),
    part.imported && h.p({ class: "ts-note" }, say("freeze_imported")),
    part.changed && [h.p({ class: "ts-note" }, say("freeze_changed")), drawChanges(kit, part.changes)],
    part.open.length > 0 && [
      h.h3(say("freeze_open")),
      h.ul(
        part.open.map((fault) =>
          h.li(
            h.strong(fault.about || fault.what),
            " ",
            fault.about && `${fault.what} `,
            fault.where && `(${fault.where}) `,
            fault.remedy,
            " ",
            fault.section &&
              h.a({ href: `#${fault.section}` }, say("freeze_to", { part: say(`${fault.section}_heading`) })),
            " ",
            h.small(fault.code),
          ),
        ),
      ),
    ],
    part.editable &&
      part.advice.length > 0 &&
      h.ul(
        { class: "ts-note" },
        part.advice.map((advice) => h.li(advice)),
      ),
    part.possible && freezeForm(kit, part),
    part.frozen && [fingerprint(kit, part.frozen), drawMethodPaper(kit)],
    part.versions.length > 1 &&
      kit.unfold(
        "versions",
        say("versions", { count: part.versions.length }),
        h.ul(
          part.versions.map((version) =>
            h.li(
              { dir: "auto" },
              say("version_line", { number: version.number, day: kit.day(version.at) }),
              " ",
              version.reason,
              " ",
              h.code(version.fingerprint),
            ),
          ),
        ),
      ),
  ];
}

/** @param {Kit} kit @param {Part} part */
function freezeForm(kit, part) {
  const { say } = kit;
  const again = part.next > 1;
  const unsaved = kit.unsavedNote();
  const go = async () => {
    const now = kit.unsavedNote();
    if (now?.textContent !== unsaved?.textContent) {
      // typed since this was shown: looked at once more
      kit.redraw("freeze");
      kit.focus("freeze-sure");
      return false;
    }
    const given = { reason: kit.shown("freeze/reason"), version: part.next };
    return kit.save("freeze", "freeze", given, say("freeze_saved"), { once: true });
  };
  return kit.confirm(
    "freeze",
    say(again ? "freeze_again" : "freeze_go", { number: part.next }),
    say(again ? "freeze_sure_again" : "freeze_sure", { number: part.next }),
    [unsaved, again && kit.prose("freeze/reason", say("freeze_reason"), { hint: say("freeze_reason_hint") })],
    go,
    { section: "freeze", after: "fingerprint-title", yes: say("freeze_yes", { number: part.next }) },
  );
}

/** @param {Kit} kit @param {Frozen} frozen */
function fingerprint(kit, frozen) {
  const { say } = kit;
  const code = qrCode(frozen.qr, say("qr_title", { fingerprint: frozen.fingerprint }));
  return h.div(
    { class: "ts-fingerprint" },
    h.h3({ id: "fingerprint-title", tabindex: "-1" }, say("fingerprint", { number: frozen.number })),
    h.p(say("fingerprint_day", { day: kit.day(frozen.at) })),
    h.p(h.code({ id: "fingerprint-full" }, frozen.fingerprint)),
    h.p(
      { class: "ts-groups", "aria-label": say("fingerprint_groups"), role: "group" },
      frozen.groups.map((group) => h.code(group)),
    ),
    kit.unfold(
      "spelled",
      say("fingerprint_spelled"),
      h.ol(frozen.spelled.map((spelled, index) => h.li(h.code(frozen.groups[index]), " ", spelled))),
    ),
    h.figure(
      { class: "ts-qr" },
      code,
      h.figcaption(
        say("qr_what"),
        " ",
        h.button({ type: "button", id: "qr-keep", onclick: () => keepQr(code, frozen) }, say("qr_keep")),
      ),
    ),
    h.h4(say(`paste_${kit.desk.state.track}`)),
    h.p({ class: "ts-hint" }, say("paste_what")),
    frozen.paste.map((text) => paste(kit, text)),
  );
}

/** @param {Kit} kit @param {import("./state.d.ts").PasteText} text */
function paste(kit, text) {
  const { say, desk } = kit;
  const id = `paste-${text.language}`;
  const area = h.textarea({ id, readonly: true, lang: text.language, rows: "7" });
  area.value = text.text;
  const copy = async () => {
    area.select();
    try {
      await navigator.clipboard.writeText(text.text);
      desk.announce(say("copied"));
    } catch {
      desk.announce(say("copy_by_hand"));
    }
  };
  return [
    h.label({ for: id }, say(`paste_${text.language}`)),
    area,
    h.p(
      h.button(
        { type: "button", id: `copy-${text.language}`, onclick: copy },
        say("copy"),
        h.span({ class: "ts-hidden" }, `: ${say(`paste_${text.language}`)}`),
      ),
    ),
  ];
}

/** @param {import("./state.d.ts").QrCode} code @param {string} title */
function qrCode(code, title) {
  return svg(
    "svg",
    { viewBox: `0 0 ${code.size} ${code.size}`, role: "img", "aria-label": title, "shape-rendering": "crispEdges" },
    svg("rect", { width: code.size, height: code.size, fill: "#fff" }),
    svg("path", { d: code.path, fill: "#000" }),
  );
}

/** @param {SVGElement} code @param {Frozen} frozen */
function keepQr(code, frozen) {
  const copy = /** @type {SVGElement} */ (code.cloneNode(true));
  copy.setAttribute("width", "40mm");
  copy.setAttribute("height", "40mm");
  const drawing = new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
  save(drawing, `toetssteen-${frozen.fingerprint.slice(0, 8)}.svg`);
}
