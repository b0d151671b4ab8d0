// The end of the preparation: the dry run, the freeze and its fingerprint, solutions, the moves of the phase.

import { h, placed, svg } from "../../web/kit/elements.js";
import { faultAt, faultList, saysWhy } from "../../web/kit/faults.js";
import { sureFigures } from "../../web/kit/sure_figures.js";
import { sureWhatIf } from "../../web/kit/sure_whatif.js";
import { roundOpening } from "./measures.js";
import { drawChanges, drawMethodPaper } from "./method.js";

const METHOD_PARTS = ["criteria", "scoping", "weights", "rules", "price"]; // what the method is made of
const dryShown = { run: null, mark: null, what: null, unsaved: null }; // what is shown was worked out from this state

/**
 * @param {import("./kit.js").Kit} kit
 * @param {import("./state.d.ts").DryPart} part
 */
export function drawDry(kit, part) {
  const { say } = kit;
  if (!part.early) return h.p({ class: "ts-note" }, say("dry_late"));
  if (part.state === "later") return h.p({ class: "ts-note" }, say("first_set"));
  const counts = Array.from({ length: part.most - part.fewest + 1 }, (_, index) => String(part.fewest + index));
  const run = (seed) => {
    kit.type("dry/seed", String(seed)); // an empty field is 1, and says so
    kit.find("dry/seed").value = String(seed);
    return kit.desk
      .act("dry", { solutions: Number(kit.shown("dry/solutions")), seed, pattern: kit.shown("dry/pattern") })
      .then(
        (reply) => {
          dryShown.run = reply.patch.run;
          dryShown.unsaved = kit.unsavedNote(...METHOD_PARTS);
          dryShown.what = null;
          dryShown.mark = kit.desk.state.mark;
          kit.redraw("dry");
          document.getElementById("dry-result")?.focus();
        },
        (faults) => kit.desk.faults(faults),
      );
  };
  const seed = () => Math.max(1, Number.parseInt(kit.shown("dry/seed"), 10) || 1);
  return [
    h.p(h.strong(say("dry_only")), " ", say("dry_what")),
    h.form(
      {
        onsubmit: (event) => {
          event.preventDefault();
          run(seed());
        },
      },
      kit.select(
        "dry/solutions",
        say("dry_solutions"),
        counts.map((each) => [each, each]),
        "3",
      ),
      kit.radios(
        "dry/pattern",
        say("dry_pattern"),
        [
          ["even", say("pattern_even")],
          ["high", say("pattern_high")],
        ],
        "even",
      ),
      kit.input("dry/seed", say("dry_seed"), {
        type: "number",
        min: "1",
        step: "1",
        otherwise: "1",
        hint: say("dry_seed_hint"),
      }),
      h.p(
        { class: "ts-row" },
        h.button({ id: "dry-go" }, say("dry_go")),
        h.button({ type: "button", id: "dry-again", onclick: () => run(seed() + 1) }, say("dry_again")),
      ),
    ),
    dryShown.run && dryShown.mark === kit.desk.state.mark && dryResult(kit, dryShown.run),
  ];
}

function dryResult(kit, run) {
  const { say } = kit;
  const rank = (row) =>
    row.eligible ? row.rank + (row.tied.length ? ` (${say("dry_shared")})` : "") : say("dry_failed");
  const heads = [
    say("dry_name"),
    say("dry_total"),
    ...(run.priced ? [say("dry_quality_rank"), say("dry_price"), say(`dry_compared_${run.priced}`)] : []),
    say("dry_rank"),
  ];
  const rows = run.rows.map((row) => [
    row.name,
    row.total,
    ...(run.priced
      ? [row.quality_rank ?? "-", row.low ? `${row.price} (${say("dry_low")})` : row.price, row.compared]
      : []),
    rank(row),
  ]);
  return h.div(
    { id: "dry-result", tabindex: "-1", role: "group", "aria-label": say("dry_result", run) },
    h.h3(say("dry_result", run)),
    dryShown.unsaved,
    run.warnings.length
      ? [...new Set(run.warnings.map((each) => each.source))].map((source) =>
          dryWarning(
            kit,
            run.warnings.filter((each) => each.source === source),
          ),
        )
      : h.p(say("dry_calm")),
    kit.table(say("dry_totals"), heads, rows, run.priced ? [1, 2, 3, 4] : [1]),
    h.p(say("dry_top", run.top)),
    kit.table(
      say("dry_weights"),
      [say("weights_item"), say("dry_nominal"), say("dry_spread"), say("dry_effective")],
      run.weights.map((each) => [each.title, each.nominal, each.spread, each.effective]),
      [1, 2, 3],
    ),
    h.p({ class: "ts-hint" }, say("dry_weights_what")),
    run.extremes && dryExtremes(kit, run.extremes),
    run.sure ? drySure(kit, run.sure) : h.p({ class: "ts-note" }, say("dry_whatif_closed")),
  );
}

// What would turn this order: other weights, drawn at once, then each figure by itself.
function drySure(kit, sure) {
  const { say } = kit;
  const outcome = [h.h3(say("dry_sure")), h.p(h.strong(sure.sentence))];
  if (!sure.what_if) return [outcome, h.p(say("dry_few"))];
  if (!dryShown.what) {
    const { part, bar } = sureFigures(say);
    dryShown.what = { part, draw: sureWhatIf(kit.desk, bar) };
  }
  return [
    outcome,
    sure.notes.map((each) => h.p({ class: "ts-hint" }, each)),
    dryShown.what.draw(sure.what_if),
    h.p(say("dry_turning")),
    h.div({ class: "ts-robust" }, sure.parts.map(dryShown.what.part)),
  ];
}

// What was seen, then in one sentence what a court or adviser made of such things, with the place.
const dryWarning = (kit, group) =>
  h.div(
    { class: "ts-note" },
    h.ul(group.map((each) => h.li(h.strong(kit.say("watch_out")), " ", each.text))),
    h.p(
      { class: "ts-hint" },
      group[0].court,
      " (",
      h.a({ href: group[0].url, rel: "noopener noreferrer", target: "_blank" }, group[0].source),
      ")",
    ),
  );

function dryExtremes(kit, ends) {
  const { say } = kit;
  return [
    h.h4(say("extremes")),
    kit.table(
      say("extremes_table"),
      [say("extreme_what"), say("dry_price"), say(`extreme_points_${ends.kind}`), say(`extreme_share_${ends.kind}`)],
      ends.rows.map((each) => [each.what, each.price, each.points, each.share]),
      [1, 2, 3],
    ),
    h.ul(ends.says.map((each) => h.li(each))),
  ];
}

/**
 * @param {import("./kit.js").Kit} kit
 * @param {import("./state.d.ts").FreezePart} part
 */
export function drawFreeze(kit, part) {
  const { say } = kit;
  return [
    h.p(say("freeze_what")),
    part.imported && h.p({ class: "ts-note" }, say("freeze_imported")),
    part.changed && [h.p({ class: "ts-note" }, say("freeze_changed")), drawChanges(kit, part.changes)],
    part.open.length > 0 && [
      h.h3(say("freeze_open")),
      h.ul(
        part.open.map((each) =>
          h.li(
            h.strong(each.about || each.what),
            " ",
            each.about && `${each.what} `,
            each.where && `(${each.where}) `,
            each.remedy,
            " ",
            each.section &&
              h.a({ href: `#${each.section}` }, say("freeze_to", { part: say(`${each.section}_heading`) })),
            " ",
            h.small(each.code),
          ),
        ),
      ),
    ],
    part.editable &&
      part.advice.length > 0 &&
      h.ul(
        { class: "ts-note" },
        part.advice.map((each) => h.li(each)),
      ),
    part.possible && freezeForm(kit, part),
    part.frozen && [fingerprint(kit, part.frozen), drawMethodPaper(kit)],
    part.versions.length > 1 &&
      kit.unfold(
        "versions",
        say("versions", { count: part.versions.length }),
        h.ul(
          part.versions.map((each) =>
            h.li(
              { dir: "auto" },
              say("version_line", { number: each.number, day: kit.day(each.at) }),
              " ",
              each.reason,
              " ",
              h.code(each.fingerprint),
            ),
          ),
        ),
      ),
  ];
}

function freezeForm(kit, part) {
  const { say } = kit;
  const again = part.next > 1;
  const unsaved = kit.unsavedNote(...METHOD_PARTS);
  const go = () => {
    const now = kit.unsavedNote(...METHOD_PARTS);
    if (now?.textContent !== unsaved?.textContent) {
      // typed since this was shown: looked at once more
      kit.redraw("freeze");
      kit.focus("freeze-sure");
      return Promise.resolve(false);
    }
    return kit.save(
      "freeze",
      "freeze",
      { reason: kit.shown("freeze/reason"), version: part.next },
      say("freeze_saved"),
      { once: true },
    );
  };
  return kit.confirm(
    "freeze",
    say(again ? "freeze_again" : "freeze_go", { number: part.next }),
    say(again ? "freeze_sure_again" : "freeze_sure", { number: part.next }),
    [
      unsaved,
      again &&
        kit.input("freeze/reason", say("freeze_reason"), {
          tag: "textarea",
          maxlength: 20000,
          hint: say("freeze_reason_hint"),
        }),
    ],
    go,
    { section: "freeze", after: "fingerprint-title", yes: say("freeze_yes", { number: part.next }) },
  );
}

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
      frozen.groups.map((each) => h.code(each)),
    ),
    kit.unfold(
      "spelled",
      say("fingerprint_spelled"),
      h.ol(frozen.spelled.map((each, index) => h.li(h.code(frozen.groups[index]), " ", each))),
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
    frozen.paste.map((each) => paste(kit, each)),
  );
}

function paste(kit, each) {
  const { say, desk } = kit;
  const id = `paste-${each.language}`;
  const area = h.textarea({ id, readonly: true, lang: each.language, rows: "7" });
  area.value = each.text;
  const copy = async () => {
    area.select();
    try {
      await navigator.clipboard.writeText(each.text);
      desk.announce(say("copied"));
    } catch {
      desk.announce(say("copy_by_hand"));
    }
  };
  return [
    h.label({ for: id }, say(`paste_${each.language}`)),
    area,
    h.p(
      h.button(
        { type: "button", id: `copy-${each.language}`, onclick: copy },
        say("copy"),
        h.span({ class: "ts-hidden" }, `: ${say(`paste_${each.language}`)}`),
      ),
    ),
  ];
}

function qrCode(code, title) {
  return svg(
    "svg",
    { viewBox: `0 0 ${code.size} ${code.size}`, role: "img", "aria-label": title, "shape-rendering": "crispEdges" },
    svg("rect", { width: code.size, height: code.size, fill: "#fff" }),
    svg("path", { d: code.path, fill: "#000" }),
  );
}

function keepQr(code, frozen) {
  const copy = code.cloneNode(true);
  copy.setAttribute("width", "40mm");
  copy.setAttribute("height", "40mm");
  const link = h.a({ download: `toetssteen-${frozen.fingerprint.slice(0, 8)}.svg` });
  link.href = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/**
 * @param {import("./kit.js").Kit} kit
 * @param {import("./state.d.ts").SolutionsPart} part
 */
export function drawSolutions(kit, part) {
  const { say } = kit;
  const add = () =>
    kit.save(
      "solutions",
      "solution",
      { name: kit.shown("solutions/name"), vendor: kit.shown("solutions/vendor"), about: kit.shown("solutions/about") },
      say("solutions_saved"),
    );
  return [
    h.p(say(`solutions_${part.track}`)),
    part.solutions.length > 0
      ? h.ul(
          { class: "ts-cards" },
          part.solutions.map((each) => solution(kit, part, each)),
        )
      : h.p(say("solutions_none")),
    part.refused.length > 0
      ? [h.h3(say("solutions_not_now")), faultList(part.refused)]
      : h.form(
          {
            onsubmit: (event) => {
              event.preventDefault();
              add();
            },
          },
          h.h3(say("solutions_add")),
          kit.input("solutions/name", say("solutions_name"), { maxlength: 500, required: true }),
          kit.input("solutions/vendor", say("solutions_vendor"), { maxlength: 500 }),
          kit.input("solutions/about", say("solutions_about"), { tag: "textarea", maxlength: 20000 }),
          h.p({ class: "ts-row" }, h.button({ id: "solutions-go" }, say("solutions_go")), kit.markNode("solutions")),
        ),
  ];
}

export function solution(kit, part, each) {
  const { say } = kit;
  const id = `withdraw-${each.id}`;
  const go = () =>
    kit.save(id, "withdraw", { solution: each.id, reason: kit.shown(`${id}/reason`) }, say("withdrawn_saved"), {
      once: true,
      redraw: "solutions",
    });
  return h.li(
    { class: "ts-card" },
    h.h3({ dir: "auto" }, each.name, " ", each.withdrawn !== null && h.span({ class: "ts-tag" }, say("withdrawn"))),
    h.p({ class: "ts-hint", dir: "auto" }, each.vendor || say("solutions_no_vendor"), ` · ${each.id}`),
    each.about && h.p({ dir: "auto" }, each.about),
    each.withdrawn !== null
      ? h.p({ dir: "auto" }, say("withdrawn_because", { reason: each.withdrawn }))
      : part.withdrawable &&
          kit.confirm(
            id,
            [say("withdraw"), h.span({ class: "ts-hidden" }, `: ${each.name}`)],
            say("withdraw_sure", each),
            kit.input(`${id}/reason`, say("withdraw_reason"), { tag: "textarea", maxlength: 20000 }),
            go,
            { section: "solutions", plain: true, yes: say("withdraw_yes") },
          ),
  );
}

/**
 * @param {import("./kit.js").Kit} kit
 * @param {import("./state.d.ts").MovesPart} part
 */
export function drawMoves(kit, part) {
  const { say } = kit;
  return [
    h.ol(
      { class: "ts-phases", "aria-label": say("moves_phases") },
      part.phases.map((each) =>
        h.li(
          { "aria-current": each.here ? "step" : null, class: each.past ? "ts-past" : null },
          each.name,
          each.here && h.span({ class: "ts-hidden" }, ` (${say("moves_here")})`),
        ),
      ),
    ),
    h.p(say("moves_now", { name: part.name, round: part.round })),
    h.p(say(`phase_${part.phase}`)),
    part.phase === "open" && [
      part.submitted.length > 0 && h.p(say("moves_submitted", { names: part.submitted.join(", ") })),
      part.missing.length > 0 && h.p(say("moves_missing", { names: part.missing.join(", ") })),
    ],
    roundOpening(kit, part),
    part.moves.map((each) => move(kit, each, part)),
  ];
}

function move(kit, each, part) {
  const { say } = kit;
  const id = `move-${each.to}`;
  const again = each.to === "round";
  const go = async () => {
    if (each.reason === "needed" && !saysWhy(kit.shown(`${id}/reason`)))
      return faultAt(document.getElementById(`${id}/reason`), say("reason_missing"));
    return kit.save(
      id,
      again ? "round" : "move",
      { ...(again ? {} : { to: each.to }), reason: kit.shown(`${id}/reason`) },
      say("moves_saved"),
      { once: true, redraw: "moves" },
    );
  };
  return h.div(
    { class: "ts-move" },
    h.h3(say(`move_${each.to}`)),
    h.p(say(`move_${each.to}_what`)),
    each.to === "open" && h.p({ class: "ts-note" }, placed(say, "move_open_key", h.code(part.key_folder))),
    each.refused.length > 0
      ? [h.p(h.strong(say("not_now"))), faultList(each.refused)]
      : [
          each.warnings.length > 0 && faultList(each.warnings),
          kit.confirm(
            id,
            say(`move_${each.to}`),
            say(`move_${each.to}_sure`),
            kit.input(`${id}/reason`, say(each.reason === "needed" ? "reason_needed" : "reason_asked"), {
              tag: "textarea",
              maxlength: 20000,
            }),
            go,
            { section: "moves", plain: again, yes: say(`move_${each.to}`) },
          ),
        ],
  );
}
