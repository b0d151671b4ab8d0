// The dry run: the method tried on imaginary solutions, what it shows, and what would turn it.

import { h, outward } from "../../web/kit/elements.js";
import { form } from "../../web/kit/fields.js";
import { foldedNote, sureFigures } from "../../web/kit/sure_figures.js";
import { sureWhatIf } from "../../web/kit/sure_whatif.js";

/** @typedef {import("./kit.js").Kit} Kit */
/** @typedef {{ name: string, total: string, rank: number, tied: string[], eligible: boolean, quality_rank: number | null, price: string, compared: string, low: boolean }} Row */
/** @typedef {{ title: string, nominal: string, spread: string, effective: string }} Weight */
/** @typedef {{ text: string, court: string, source: string, url: string }} Warning */
/** @typedef {{ kind: string, rows: { what: string, price: string, points: string, share: string }[], says: string[] }} Extremes */
/** @typedef {import("../../web/kit/sure_whatif.js").Sliders} Sliders */
/** @typedef {import("../../web/kit/sure_figures.js").Part} Figure */
/** @typedef {{ sentence: string, what_if: Sliders | null, notes?: string[], parts?: Figure[] }} Sure */
/** @typedef {{ seed: number, priced: string, rows: Row[], top: object, weights: Weight[], extremes: Extremes | null, warnings: Warning[], sure: Sure | null }} Run */

/** @typedef {{ run: Run, mark: string, unsaved: HTMLElement | null, drawing: ReturnType<typeof drawingOf> }} Shown */
/** @type {Shown | null} with the state from which it was worked out */
let shown = null;

/** @param {Kit} kit */
function drawingOf({ say, desk }) {
  const { part, bar } = sureFigures(say);
  return { part, whatIf: sureWhatIf(desk, bar) };
}

/** @param {Kit} kit @param {import("./kit.js").Sections["dry"]} part */
export function drawDry(kit, part) {
  const { say } = kit;
  if (!part.early) return h.p({ class: "ts-note" }, say("dry_late"));
  const run = (/** @type {number} */ more) => {
    if (kit.odd("dry")) return undefined;
    const seed = Math.max(1, (Number.parseInt(kit.shown("dry/seed"), 10) || 1) + more);
    kit.type("dry/seed", String(seed)); // an empty field is 1, and says so
    kit.find("dry/seed").value = String(seed);
    const given = { solutions: Number(kit.shown("dry/solutions")), seed, pattern: kit.shown("dry/pattern") };
    return kit.desk.act("dry", given).then(({ patch }) => {
      shown = { run: patch.run, mark: kit.desk.state.mark, unsaved: kit.unsavedNote(), drawing: drawingOf(kit) };
      kit.redraw("dry");
      kit.focus("dry-result");
    }, kit.desk.faults);
  };
  return [
    h.p(h.strong(say("dry_only")), " ", say("dry_what")),
    form(
      { send: () => run(0) },
      kit.select("dry/solutions", say("dry_solutions"), kit.counts(part.fewest, part.most), "3"),
      kit.radios(
        "dry/pattern",
        say("dry_pattern"),
        ["even", "high"].map((value) => [value, say(`pattern_${value}`)]),
        "even",
      ),
      kit.number("dry/seed", say("dry_seed"), "number", "1", say("dry_seed_hint")),
      h.p(
        { class: "ts-row" },
        h.button({ id: "dry-go" }, say("dry_go")),
        h.button({ type: "button", id: "dry-again", onclick: () => run(1) }, say("dry_again")),
      ),
    ),
    shown?.mark === kit.desk.state.mark && dryResult(kit, shown),
  ];
}

/** @param {Kit} kit @param {Shown} shown */
function dryResult(kit, { run, unsaved, drawing }) {
  const { say } = kit;
  const rank = (/** @type {Row} */ row) =>
    row.eligible ? `${row.rank}${row.tied.length ? ` (${say("dry_shared")})` : ""}` : say("dry_failed");
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
    unsaved,
    run.warnings.length ? dryWarnings(kit, run.warnings) : h.p(say("dry_calm")),
    kit.table(say("dry_totals"), heads, rows, run.priced ? [1, 2, 3, 4] : [1]),
    h.p(say("dry_top", run.top)),
    kit.table(
      say("dry_weights"),
      [say("weights_item"), say("dry_nominal"), say("dry_spread"), say("dry_effective")],
      run.weights.map((weight) => [weight.title, weight.nominal, weight.spread, weight.effective]),
      [1, 2, 3],
    ),
    h.p({ class: "ts-hint" }, say("dry_weights_what")),
    run.extremes && dryExtremes(kit, run.extremes),
    run.sure ? drySure(kit, run.sure, drawing) : h.p({ class: "ts-note" }, say("dry_whatif_closed")),
  );
}

/**
 * What would turn this order: other weights, drawn at once, then each figure by itself.
 * @param {Kit} kit @param {Sure} sure @param {Shown["drawing"]} drawing
 */
function drySure({ say, desk }, sure, drawing) {
  const outcome = [h.h3(say("dry_sure")), h.p(h.strong(sure.sentence))];
  if (!sure.what_if) return [outcome, h.p(say("dry_few"))];
  return [
    outcome,
    sure.notes?.slice(1).map((note) => h.p({ class: "ts-hint" }, note)),
    foldedNote(desk, sure.notes?.[0]),
    drawing.whatIf(sure.what_if),
    h.p(say("dry_turning")),
    h.div({ class: "ts-robust" }, sure.parts?.map(drawing.part)),
  ];
}

/**
 * What was seen, then in one sentence what a court or adviser made of such things, with the place.
 * @param {Kit} kit @param {Warning[]} warnings
 */
const dryWarnings = ({ say }, warnings) =>
  [...new Map(warnings.map((warning) => [warning.source, warning])).values()].map(({ court, source, url }) =>
    h.div(
      { class: "ts-note" },
      h.ul(
        warnings
          .filter((warning) => warning.source === source)
          .map((warning) => h.li(h.strong(say("watch_out")), " ", warning.text)),
      ),
      h.p({ class: "ts-hint" }, court, " (", outward(url, source), ")"),
    ),
  );

/** @param {Kit} kit @param {Extremes} ends */
function dryExtremes(kit, ends) {
  const { say } = kit;
  return [
    h.h4(say("extremes")),
    kit.table(
      say("extremes_table"),
      [say("extreme_what"), say("dry_price"), say(`extreme_points_${ends.kind}`), say(`extreme_share_${ends.kind}`)],
      ends.rows.map((row) => [row.what, row.price, row.points, row.share]),
      [1, 2, 3],
    ),
    h.ul(ends.says.map((sentence) => h.li(sentence))),
  ];
}
