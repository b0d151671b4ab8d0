// The dry run: the method tried on imaginary solutions, what it shows, and what would turn it.

import { h } from "../../web/kit/elements.js";
import { sureFigures } from "../../web/kit/sure_figures.js";
import { sureWhatIf } from "../../web/kit/sure_whatif.js";
import { METHOD_PARTS } from "./kit.js";

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
        counts.map((count) => [count, count]),
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
      ? [...new Set(run.warnings.map((warning) => warning.source))].map((source) =>
          dryWarning(
            kit,
            run.warnings.filter((warning) => warning.source === source),
          ),
        )
      : h.p(say("dry_calm")),
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
    sure.notes.map((note) => h.p({ class: "ts-hint" }, note)),
    dryShown.what.draw(sure.what_if),
    h.p(say("dry_turning")),
    h.div({ class: "ts-robust" }, sure.parts.map(dryShown.what.part)),
  ];
}

// What was seen, then in one sentence what a court or adviser made of such things, with the place.
const dryWarning = (kit, group) =>
  h.div(
    { class: "ts-note" },
    h.ul(group.map((warning) => h.li(h.strong(kit.say("watch_out")), " ", warning.text))),
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
      ends.rows.map((row) => [row.what, row.price, row.points, row.share]),
      [1, 2, 3],
    ),
    h.ul(ends.says.map((sentence) => h.li(sentence))),
  ];
}
