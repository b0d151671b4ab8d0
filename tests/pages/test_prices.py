"""Prices without a browser: the choice before the freeze, the dry run, sealing, opening, low prices, ties."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.pages.priced import BAND, OFFERS, PRICES, envelope, priced_tender
from tests.pages.test_prepare import SCOPING, kinds, opened, ready, section
from toetssteen import workbench
from toetssteen.canonical import sha256
from toetssteen.content.library import Library
from toetssteen.errors import RuleError, ToetssteenError, UseError, fault
from toetssteen.pages.amount import amount
from toetssteen.pages.compare.page import Comparing
from toetssteen.pages.desk import Desk
from toetssteen.pages.prepare.page import Preparing
from toetssteen.views.figures import alternative
from toetssteen.workbench import Reader, Workbench, open_store

BAND_FIELDS = {"best": "60000", "worst": "160000", "weight": "40", "estimate": "110000", "percent": "60"}


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("TOETSSTEEN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TOETSSTEEN_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("TOETSSTEEN_LANGUAGE", "en")
    monkeypatch.delenv("QUERY_STRING", raising=False)
    return tmp_path


def comparing(workspace: Path, upto: str) -> Comparing:
    priced_tender(workspace, upto)
    return Comparing(Desk("compare", "geprijsd"))


def shown(page: Comparing) -> dict[str, Any]:
    content = dict(page.content())
    json.dumps(content)  # what goes to the browser is plain
    prices = content["prices"]
    assert isinstance(prices, dict)
    return prices


def codes(act: Any, *given: Any) -> list[str]:
    with pytest.raises(ToetssteenError) as refused:
        act(*given)
    return [problem.code for problem in refused.value.faults]


# ---- before the freeze -----------------------------------------------------------------------------------


def test_a_band_is_saved_once_and_shown_read_only_after_the_round_opened(workspace: Path, shelf: Library) -> None:
    preparing = ready(opened(workspace, shelf))
    assert section(preparing, "price")["state"] == "open"
    preparing.price("band", BAND_FIELDS, "value", {})
    preparing.price("band", BAND_FIELDS, "value", {})  # sent again
    assert kinds(preparing).count("pricing-set") == 1
    part = section(preparing, "price")
    assert (part["state"], part["pricing"]["kind"], part["pricing"]["worst"]) == ("done", "band", "160000")
    preparing.freeze("", 1)
    preparing.move("open", "")
    preparing.solution("App", "", "")
    method = preparing.desk.folder.assessment().method
    assert method is not None
    assert method.price == BAND
    assert preparing.content()["editable"] is False
    assert section(preparing, "price")["pricing"]["best"] == "60000"


def test_what_is_no_amount_is_refused_with_every_item(workspace: Path, shelf: Library) -> None:
    preparing = ready(opened(workspace, shelf))
    odd = {**BAND_FIELDS, "best": "1,5", "weight": "100", "percent": ""}
    assert codes(preparing.price, "band", odd, "value", {}) == ["TS-273", "TS-274", "TS-274"]
    assert codes(preparing.price, "band", {**BAND_FIELDS, "best": "160000"}, "value", {}) == ["TS-250"]
    values = [value["id"] for value in section(preparing, "price")["items"]["value"]]
    assert codes(preparing.price, "value-based", {}, "value", dict.fromkeys(values, "")) == ["TS-273"] * len(values)
    assert "pricing-set" not in kinds(preparing)


@pytest.mark.parametrize("text", ["", "-1", "1e3", "1,5", "1.005", "12 000", "½", "٣", "NaN", "1" * 13])
def test_an_amount_is_never_guessed(text: str) -> None:
    assert amount(text) is None


def test_amounts_for_what_is_not_in_the_method_stop_the_freeze(workspace: Path, shelf: Library) -> None:
    preparing = ready(opened(workspace, shelf))
    values = [value["id"] for value in section(preparing, "price")["items"]["value"]]
    preparing.price("value-based", {}, "value", dict.fromkeys(values[1:], "1000") | {"gone": "5"})
    found = section(preparing, "freeze")
    assert [(problem["code"], problem["section"]) for problem in found["open"]] == [
        ("TS-272", "price"),
        ("TS-271", "price"),
    ]
    assert section(preparing, "price")["gone"] == ["gone"]
    preparing.price("value-based", {}, "value", dict.fromkeys(values, "1000"))
    assert section(preparing, "freeze")["possible"]


def test_a_tie_break_can_be_quality_then_a_value_then_a_lot(workspace: Path, shelf: Library) -> None:
    preparing = ready(opened(workspace, shelf))
    given = {
        "aggregation": "mean",
        "no_answer": "lowest",
        "digits": "2",
        "mode": "half_up",
        "ties": "exact",
        "cap": "off",
    }
    preparing.rules(**given, tie_break=["by:quality", "privacy", "lot"])
    assert section(preparing, "rules")["rules"]["tie_break"] == ["by:quality", "privacy", "lot"]
    chosen = preparing.desk.folder.assessment().choices.rules
    assert chosen is not None
    assert [step.by for step in chosen.rules.tie_break] == ["quality", "value", "lot"]
    preparing.rules(**given, tie_break=["no-such-value"])
    assert [problem["code"] for problem in section(preparing, "freeze")["open"]] == ["TS-276"]


def test_a_dry_run_makes_up_prices_and_says_what_a_court_made_of_what_it_shows(workspace: Path, shelf: Library) -> None:
    preparing = ready(opened(workspace, shelf))
    preparing.price("band", BAND_FIELDS, "value", {})
    run = preparing.dry(5, 3, "high")["run"]
    assert run == preparing.dry(5, 3, "high")["run"]
    assert {row["rank"] for row in run["rows"]} <= {1, 2, 3, 4, 5}
    assert all(row["price"].startswith("€ ") for row in run["rows"])
    warned = {warning["source"]: warning for warning in run["warnings"]}
    assert {"ECLI:NL:RBDHA:2015:14662", "ECLI:NL:HR:2014:1078"} <= warned.keys()
    assert all(warning["court"].endswith(".") and warning["url"].startswith("https://") for warning in run["warnings"])
    ends = {row["what"]: row for row in run["extremes"]["rows"]}
    assert (ends["for free"]["points"], ends["twice your estimate"]["points"]) == ("100.0", "0.0")
    assert ends["the middle"]["share"] == "20.0"
    assert sum(float(weight["nominal"]) for weight in run["weights"]) == pytest.approx(100)
    assert [weight["nominal"] for weight in run["weights"] if weight["title"] == "Price"] == ["40.0"]


def test_what_changes_is_said_before_a_new_version_is_frozen(workspace: Path, shelf: Library) -> None:
    preparing = ready(opened(workspace, shelf))
    preparing.freeze("", 1)
    assert section(preparing, "freeze")["changes"] == []
    preparing.scope("processor", "no" if SCOPING["processor"] == "yes" else "yes")
    preparing.price("band", BAND_FIELDS, "value", {})
    found = section(preparing, "freeze")["changes"]
    assert len(found) == 2
    assert found[0].startswith("Scoping question")
    assert "€ 160,000" in found[1]


def test_the_method_can_be_made_as_a_document_after_the_freeze(workspace: Path, shelf: Library) -> None:
    preparing = ready(opened(workspace, shelf))
    assert codes(preparing.papers.make, "html", "nl") == ["TS-239"]
    preparing.freeze("", 1)
    made = preparing.papers.make("docx", "nl")
    assert made["name"].endswith("-methode-1.docx")
    assert codes(preparing.papers.make, "exe", "nl") == ["TS-601"]


# ---- after scoring ---------------------------------------------------------------------------------------


def test_while_scores_are_sealed_the_page_says_that_prices_stay_closed(workspace: Path) -> None:
    page = comparing(workspace, "open")
    prices = shown(page)
    assert prices["stage"] == "seal"
    assert page.content()["waits"] == "sealed"
    page.prices.seal("linde", sha256(b"one"))
    page.prices.seal("linde", sha256(b"one"))  # sent again
    assert [solution["sealed"] for solution in shown(page)["solutions"] if solution["id"] == "linde"] == [
        sha256(b"one")
    ]
    assert codes(page.prices.open, "linde", "1", sha256(b"one"), "") == ["TS-203"]
    assert [entry.kind for entry in page.desk.folder.in_order()].count("price-sealed") == 1


def test_a_price_opens_with_the_envelope_that_was_sealed_and_is_corrected_with_a_reason(workspace: Path) -> None:
    page = comparing(workspace, "agreed")
    code = sha256(envelope("linde"))
    assert codes(page.prices.open, "linde", "120000", sha256(b"other"), "") == ["TS-261"]
    assert codes(page.prices.open, "linde", "120.000", code, "") == ["TS-273"]
    page.prices.open("linde", "120000", code, "")
    page.prices.open("linde", "120000", code, "")  # sent again
    assert codes(page.prices.open, "linde", "110000", code, " ") == ["TS-262"]
    page.prices.open("linde", "110000", code, "Een nul te veel gelezen.")
    found = next(solution for solution in shown(page)["solutions"] if solution["id"] == "linde")
    assert (found["shown"], found["reason"]) == ("€ 110,000", "Een nul te veel gelezen.")
    assert [entry.kind for entry in page.desk.folder.in_order()].count("price-opened") == 2


def test_who_only_looks_opens_nothing(workspace: Path) -> None:
    page = comparing(workspace, "agreed")
    Reader.choose(open_store("geprijsd"), "evaluator-1")
    assert shown(page)["me"] == ""
    assert codes(page.prices.open, "beuk", "1", "", "") == ["TS-275"]
    page.prices.act_as("chair")
    page.prices.open("beuk", "1", "", "")


def test_the_combined_ranking_has_the_rank_on_quality_beside_it(workspace: Path) -> None:
    page = comparing(workspace, "priced")
    pricing = page.content()["pricing"]
    assert isinstance(pricing, dict)
    rows = [
        (price["solution"], price["rank_text"], price["quality_rank"], price["compared"]) for price in pricing["prices"]
    ]
    assert rows[0] == ("wilg", "1", "3", "69.60")
    assert {row[2] for row in rows[1:]} == {"1 (shared)"}
    assert next(price["low"] for price in pricing["prices"] if price["solution"] == "wilg")


def test_the_decision_waits_for_the_low_price_and_the_record_of_the_tie(workspace: Path) -> None:
    page = comparing(workspace, "priced")
    assert [problem["code"] for problem in shown(page)["decide"]["refused"]] == ["TS-269", "TS-270"]
    [tie] = shown(page)["ties"]
    assert (tie["recorded"], len(tie["lots"])) == (False, 2)
    assert [lot["digest"] for lot in tie["lots"]] == sorted(lot["digest"] for lot in tie["lots"])
    for lot in tie["lots"]:
        assert sha256(f"{tie['seed']}:{lot['id']}".encode()) == lot["digest"]
    page.prices.break_ties()
    page.prices.break_ties()
    page.prices.judge_low("wilg", "Hoe kan dit?", "", "open", "Nog geen antwoord.")
    assert codes(page.prices.judge_low, "wilg", "Hoe kan dit?", " ", "accepted", "Goed.") == ["TS-263"]
    assert [problem["code"] for problem in shown(page)["decide"]["refused"]] == ["TS-269"]
    page.prices.judge_low("wilg", "Hoe kan dit?", "Wij hergebruiken wat er is.", "accepted", "Past bij de offerte.")
    assert (shown(page)["decide"]["refused"], shown(page)["decide"]["asks"]) == ([], [])
    assert [entry.kind for entry in page.desk.folder.in_order()].count("tie-broken") == 1


def test_a_decision_that_only_lacks_a_reason_is_possible_and_says_what_is_open(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = comparing(workspace, "priced")
    page.prices.break_ties()
    page.prices.judge_low("wilg", "Hoe?", "Zo.", "accepted", "Goed.")
    open_ = fault("TS-293", "", count=21, every=21)
    monkeypatch.setattr(Workbench, "refusals", lambda *_: (open_,))
    decide = shown(page)["decide"]
    assert (decide["refused"], [problem["code"] for problem in decide["asks"]]) == ([], ["TS-293"])


def test_a_move_that_leaves_points_open_asks_for_a_reason_beforehand(workspace: Path) -> None:
    folder = priced_tender(workspace, "scored")
    preparing = Preparing(Desk("prepare", folder.path.name))
    [move] = section(preparing, "moves")["moves"]
    assert (move["to"], move["reason"], move["refused"]) == ("agreed", "needed", [])
    assert [warning["code"] for warning in move["warnings"]] == ["TS-292"]
    for blank in (" ", "\u200b", "\u3164", "."):
        with pytest.raises(RuleError, match="TS-292"):
            preparing.move("agreed", blank)
    preparing.move("agreed", "Eén beoordelaar.")
    assert folder.assessment().round.left_open[0].reason == "Eén beoordelaar."


def test_a_correction_after_the_tie_was_recorded_asks_for_a_new_record(workspace: Path) -> None:
    page = comparing(workspace, "priced")
    page.prices.judge_low("wilg", "Hoe?", "Zo.", "accepted", "Goed.")
    page.prices.break_ties()
    assert shown(page)["decide"]["refused"] == []
    page.prices.open("wilg", "65500", "", "Verkeerd gelezen.")  # now (160000 - 65500) / 1000 * .4 + 30 = 67.80
    page.prices.open("wilg", "63750", "", "Nog eens.")  # 68.50: three are tied; quality splits off the third
    [tie] = shown(page)["ties"]
    assert (len(tie["order"]), tie["recorded"]) == (3, False)
    assert [problem["code"] for problem in shown(page)["decide"]["refused"]] == ["TS-270"]


def test_a_rejected_low_price_takes_the_offer_out_and_keeps_it_in_sight(workspace: Path) -> None:
    page = comparing(workspace, "priced")
    page.prices.judge_low("wilg", "Hoe kan dit?", "Geen antwoord gekomen.", "rejected", "Niet verklaard.")
    content = page.content()
    last = content["ranking"][-1]  # type: ignore[index]
    assert (last["solution"], last["eligible"], last["rank_text"], last["lacking"]) == (
        "wilg", "no", "-", ["Explicable price"],
    )  # fmt: skip
    assert [problem["code"] for problem in shown(page)["decide"]["refused"]] == ["TS-270"]


def test_no_order_but_the_computed_one_is_recorded(workspace: Path) -> None:
    folder = priced_tender(workspace, "priced")
    [tie] = Workbench.of(folder).result().ties
    order = [solution for (solution,) in tie.order]
    for wrong in ({"order": order[::-1], "seed": tie.seed}, {"order": order, "seed": None}, {"order": list(OFFERS)}):
        with pytest.raises(RuleError) as refused:
            Workbench.of(folder, "chair").record(workbench.body_of("tie-broken", {"round": 1, **wrong}))
        assert [problem.code for problem in refused.value.faults] == ["TS-267"]


def test_the_table_the_figures_and_the_report_show_price_and_rank_on_quality(workspace: Path) -> None:
    folder = priced_tender(workspace, "priced")
    table = Workbench.of(folder, language="en").table()
    assert list(table.columns) == [
        "eligible",
        "rank",
        "compared",
        "price",
        "total (0-100)",
        "rank on quality",
        table.columns[-1],
    ]
    assert table.loc["Wilgenlijn", "price"] == "€ 61,000.50"
    report = Workbench.of(folder, language="en").report()
    assert report.pricing is not None
    assert [price.rank_text for price in report.pricing.prices] == ["1", "2", "3"]
    assert not report.ties[0].recorded
    assert any("a band" in line or "weighs 40%" in line for line in report.method.rules)
    assert "price € 61,000.50" in alternative(Workbench.of(folder).result(), "totals", "en")


def test_without_a_price_the_page_has_no_prices(workspace: Path, shelf: Library) -> None:
    from tests.pages.opened import open_tender  # noqa: PLC0415 -- another tender

    folder = open_tender(workspace, shelf)
    assert Comparing(Desk("compare", folder.path.name)).content()["prices"] is None
    with pytest.raises(UseError):
        Preparing(Desk("prepare", folder.path.name)).price("band", {}, "value", {})
    assert PRICES
