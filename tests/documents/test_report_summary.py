"""The summary: only rows of one kind are cut, with the right count; what changes the meaning always stands there."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from tests.documents.hostile import hostile, html, pdf, report_of
from tests.documents.test_report_pdf import squeezed, text_of
from tests.pages.opened import chair
from tests.pages.priced import OFFERS, priced_tender
from tests.store import making, meetings
from tests.store.making import refused

from toetssteen import workbench
from toetssteen.content.library import Library
from toetssteen.documents.kinds.minutes.model import minutes
from toetssteen.errors import RuleError
from toetssteen.store.folder import Folder
from toetssteen.views.trail import brief
from toetssteen.workbench import Workbench

TIED = "There is a tie, and it was not broken. Whether a tie-break was frozen stands with the method."


def sheet(home: Path, scores: list[str], criteria: str = "p;P;w;100;100;award") -> Folder:
    """Import a sheet of which each line is ``solution;criterion;level``."""
    (home / "sheet").mkdir()
    (home / "sheet" / "criteria.csv").write_text(f"id;title;value;weight;scale_max;kind\n{criteria}\n", "utf-8")
    rows = "".join(f"e;{score};Gezien.\n" for score in scores)
    (home / "sheet" / "scores.csv").write_text(f"evaluator;solution;criterion;level;reason\n{rows}", "utf-8")
    return workbench.import_scores(home / "sheet", home / "imported")[0]


@pytest.fixture
def priced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setenv("TOETSSTEEN_CONFIG", str(tmp_path / "config"))
    return priced_tender(tmp_path, "agreed")


def test_seven_who_are_tied_are_cut_to_four_and_the_tie_is_told_in_every_format(tmp_path: Path) -> None:
    report = report_of(sheet(tmp_path, [f"Leverancier {number};p;80" for number in range(1, 8)]), "en")
    outcome = report.summary.outcome
    assert [line[:8] for line in outcome].count("Place 1 ") == 4
    assert "and 3 more; see the rest of this report." in outcome
    assert outcome[-1] == TIED
    assert TIED in html(report)
    with pikepdf.open(BytesIO(pdf(report))) as document:
        assert squeezed(TIED) in squeezed(text_of(document))
        assert TIED.encode() in document.attachments["report.json"].get_file().read_bytes()


def test_of_requirements_only_the_report_and_the_outcome_have_no_points_and_no_place(tmp_path: Path) -> None:
    rows = [
        f"{solution};{gate};{said}"
        for gate in "gh"
        for solution, said in zip("ABC", ("ja", "unproven", "nee"), strict=True)
    ]
    folder = sheet(tmp_path, rows, "g;Keurmerk;;;;gate\nh;WCAG;;;;gate")
    report = report_of(folder, "en")
    assert report.summary.outcome[:3] == [
        "A meets every gate.", "B has not proven every gate yet.", "C does not meet every gate.",
    ]  # fmt: skip
    assert "The yardstick: 2 gates. There are no points to earn." in report.summary.judged
    assert not any("level" in line for line in report.summary.certainty)
    assert [(place.rank, place.total.text) for place in report.ranking] == [(None, "-")] * 3
    assert "Keurmerk" in html(report)
    lines = Workbench.of(folder, language="en").lines()
    assert "Undecided: there are only gates, so there is no ranking." in lines
    assert not any("100.00" in line for line in lines)


def test_a_gate_that_is_unproven_is_told_beside_many_that_are_not_met(tmp_path: Path) -> None:
    scores = [f"S{number};p;{90 - number}" for number in range(8)]
    scores += [f"S{number};g;{'unproven' if number == 7 else 'not_met'}" for number in range(8)]
    told = report_of(sheet(tmp_path, scores, "p;P;w;100;100;award\ng;Bewijs;w;;;gate"), "en").summary.stands_out
    assert "S7 has not proven: Bewijs." in told
    assert told[4] == "and 3 more; see the rest of this report."
    assert sum("does not meet a gate" in line for line in told) == 4


def test_the_unproven_gate_of_the_first_is_told_before_those_of_the_others(tmp_path: Path) -> None:
    scores = [f"S{number};p;{80 + number}" for number in range(8)] + [f"S{number};g;unproven" for number in range(8)]
    report = report_of(sheet(tmp_path, scores, "p;P;w;100;100;award\ng;Bewijs;w;;;gate"), "en")
    assert report.ranking[0].name == "S7"
    assert report.summary.stands_out[0] == "S7 has not proven: Bewijs."


def test_the_certainty_is_never_cut(tmp_path: Path, shelf: Library) -> None:
    folder = hostile(tmp_path / "a", shelf, "text")
    told = report_of(folder, "en", shelf).summary.certainty
    assert len(told) == 6
    assert any("had expired" in line for line in told)
    assert not any(line.startswith("and ") for line in told)


def test_an_advice_that_is_shortened_says_so(tmp_path: Path, shelf: Library) -> None:
    folder = hostile(tmp_path / "a", shelf, "Wij adviseren het. " * 60 + "Mits.")
    [advice] = [line for line in report_of(folder, "en", shelf).summary.outcome if line.startswith("Advice")]
    assert "shortened here" in advice
    assert "Mits" not in advice


def test_place_total_and_price_of_each_offer_stand_together(priced: Folder) -> None:
    closed = report_of(priced, "en").summary.outcome
    assert [line.endswith("The price is not opened.") for line in closed[:3]] == [True] * 3
    assert closed[3].startswith("Not all prices are open yet")
    for offer in OFFERS:
        given = {"file": priced.assessment().price_seals[offer].file} if offer == "linde" else {}
        chair(priced, "price-opened", solution=offer, price="120000" if offer != "wilg" else "61000.50", **given)
    told = report_of(priced, "en").summary.outcome
    assert told[0] == (
        "Place 1: Wilgenlijn, 50.00 of 100 points. Price: € 61,000.50, below the limit under which an explanation is "
        "asked for; with the price, compared at 69.60."
    )
    assert all("Price: € 120,000; with the price, compared at" in line for line in told[1:3])
    assert any("that order is not on record yet" in line for line in told)


# What was left open, with the reason or without.


@pytest.fixture
def scored(tmp_path: Path) -> Folder:
    return meetings.unsealed(tmp_path / "meeting")


def test_who_closes_the_consensus_over_open_points_is_told_with_the_reason_and_the_number(scored: Folder) -> None:
    refused(RuleError, "TS-292", Workbench.of(scored, "chair").record, making.body("phase-moved", to="agreed"))
    assert scored.assessment().phase == "scored"
    meetings.agree(scored, "2")
    reason = "De tijd is om. " * 30
    Workbench.of(scored, "chair").record(making.body("phase-moved", to="agreed", reason=reason))
    [told] = report_of(scored, "en").course
    assert told.text.startswith("Chair closed the consensus on 2 March 2026")
    assert told.text.endswith("nothing had been agreed then on 5 of the 6 points. Reason:")
    assert told.reason == reason.strip()
    assert f"{told.text} {told.reason}" in report_of(scored, "en").summary.stands_out
    events = [event for event in minutes(scored.assessment(), scored.in_order(), "en").events if event.reason]
    assert events == [told]
    assert Workbench.of(scored, language="en").trail.rows()[-1]["what"].endswith(f"Reason: {reason.strip()}")


def test_a_log_that_says_no_reason_opens_and_verifies_and_the_report_says_that_it_lacks_one(scored: Folder) -> None:
    making.forge(scored.path, "chair", "chair", making.body("phase-moved", to="agreed"))
    folder = Folder(scored.path)
    assert folder.assessment().phase == "agreed"
    assert not workbench.verify(folder.path, []).faults
    [told] = report_of(folder, "en").course
    assert told.text.endswith("on 6 of the 6 points. No reason is recorded.")
    assert told.text in report_of(folder, "en").summary.stands_out
    assert told.text in [event.text for event in minutes(folder.assessment(), folder.in_order(), "en").events]


def test_of_two_chairs_who_close_at_once_the_reason_of_who_saw_both_counts(scored: Folder) -> None:
    scored.append("chair", "chair", making.body("person-added", person="chair-2", role="chair"))
    seen = [scored.assessment().heads["chair"]]
    making.move(scored, "agreed")
    making.forge(scored.path, "chair-2", "chair", making.body("phase-moved", to="agreed", reason="Klaar."), seen=seen)
    folder = Folder(scored.path, making.ticking())
    assert [conflict.slot for conflict in folder.assessment().conflicts] == [("phase",)]
    making.move(folder, "agreed", reason="Samen besloten.")
    [left] = folder.assessment().round.left_open
    assert (left.author, left.reason, left.open) == ("chair", "Samen besloten.", 6)


def test_a_line_of_the_log_names_every_member_however_long_one_is() -> None:
    shown = brief({"reason": "a" * 500, "to": "decided", "rules": {"no": "b" * 500, "tie_break": ["c"] * 99}})
    assert shown.startswith('{"reason":"aaa')
    assert shown.endswith('…","tie_break":"[99]"},"to":"decided"}')
    assert len(shown) < 500
