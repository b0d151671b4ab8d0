"""The report model: what it says, in whose words, and what it keeps to itself."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ROOT
from tests.documents.hostile import hostile, report_of

from toetssteen import canonical
from toetssteen.content.library import Library
from toetssteen.documents.report.nouns import Report
from toetssteen.scoring.result.result import result
from toetssteen.store.folder import Folder

GOLDEN = ROOT / "tests" / "golden" / "report-small-tender.nl.json"


def leaves(given: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Go over every value that is no list or object, by its place."""
    members = given.items() if isinstance(given, dict) else enumerate(given) if isinstance(given, list) else None
    if members is None:
        yield path, given
    else:
        for key, member in members:
            yield from leaves(member, f"{path}/{key}")


def test_the_report_of_the_small_tender_is_the_golden_one(tender: Folder) -> None:
    """TOETSSTEEN_GOLDEN=write renews it; read the difference before you commit it."""
    written = json.dumps(report_of(tender).plain(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get("TOETSSTEEN_GOLDEN") == "write":
        GOLDEN.write_text(written, encoding="utf-8")
    assert json.loads(written) == json.loads(GOLDEN.read_text("utf-8"))


def test_it_is_canonical_and_comes_back_the_same(tender: Folder) -> None:
    report = report_of(tender)
    assert canonical.encode(canonical.decode(report.document())) == report.document()
    assert Report.model_validate(report.plain()) == report


def test_the_languages_differ_in_words_and_not_in_numbers(tender: Folder) -> None:
    dutch, english = (dict(leaves(report_of(tender, language).plain())) for language in ("nl", "en"))
    assert dutch.keys() == english.keys()
    for place, text in dutch.items():
        if place.rpartition("/")[2] in ("low", "high", "rank", "fingerprint", "digest", "status", "number"):
            assert english[place] == text, place
        elif isinstance(text, str) and re.search(r"/(given|counted|total|score)/text$|weight", place):
            assert english[place] == text.replace(",", "."), place
    assert dutch["/ranking/0/total/text"] == "63,19"
    assert dutch["/method/rules/0"] != english["/method/rules/0"]


def test_its_numbers_are_those_of_the_result(tender: Folder) -> None:
    document = result(tender.assessment()).document()
    report = report_of(tender)
    for solution in document["solutions"]:
        [place] = [place for place in report.ranking if place.solution == solution["id"]]
        assert (place.total.low, place.total.high, place.rank) == (solution["low"], solution["high"], solution["rank"])
        for value in solution["values"]:
            [told] = [of_value for of_value in report.values if of_value.id == value["id"]]
            [score] = [score.score for score in told.scores if score.solution == solution["id"]]
            assert score
            assert (score.low, score.high) == (value["low"], value["high"])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_people_are_told_by_role(tender: Folder, language: Any) -> None:
    document = report_of(tender, language).document().decode()
    assert not re.search(r"evaluator-\d", document)
    assert ("Beoordelaar 4" if language == "nl" else "Evaluator 4") in document


def test_individual_scores_stand_only_where_nothing_was_agreed(tender: Folder) -> None:
    cells = [cell for value in report_of(tender).values for asked in value.criteria for cell in asked.cells]
    agreed = [cell for cell in cells if cell.judgement.origin == "agreed"]
    assert len(agreed) == 2
    assert all(cell.judgement.reason and not cell.judgement.opinions for cell in agreed)
    assert all(len(cell.judgement.opinions) == 4 for cell in cells if cell not in agreed)
    [dissent] = [dissent for cell in agreed for dissent in cell.judgement.dissent]
    assert dissent.who == "Beoordelaar 2"


def test_a_cap_shows_the_level_given_and_the_level_counted(tmp_path: Path, shelf: Library) -> None:
    folder = hostile(tmp_path / "a", shelf, "text")
    cells = [cell for value in report_of(folder).values for asked in value.criteria for cell in asked.cells]
    capped = [cell for cell in cells if cell.limited]
    assert all(cell.counted.low <= cell.given.low for cell in capped)
    [telemetry] = [
        criterion for value in report_of(folder).values for criterion in value.criteria if "telemetry" in criterion.id
    ]
    two = next(cell for cell in telemetry.cells if cell.solution == "two")
    assert two.judgement.opinions[1].text == "niet vast te stellen"
    assert two.counted.low != two.counted.high


def test_what_is_expired_or_has_no_digest_is_marked(tmp_path: Path, shelf: Library) -> None:
    [piece] = report_of(hostile(tmp_path / "a", shelf, "text"), shelf=shelf).evidence
    assert piece.expired
    assert piece.digest == ""


def test_sources_have_a_title_with_the_bibliography_and_their_id_without(tender: Folder, shelf: Library) -> None:
    source = report_of(tender).gates[0].sources[0]
    known = report_of(tender, shelf=shelf).gates[0].sources[0]
    assert source.title == source.work
    assert known.title != known.work
    assert known.url.startswith("https://")


def test_while_a_round_is_open_nothing_sealed_stands_in_the_report(tmp_path: Path, shelf: Library) -> None:
    """Two assessments that differ only in what was submitted have the same report, but for the heads."""
    reports = []
    for secret in ("secret-alpha", "secret-omega"):
        folder = hostile(tmp_path / secret, shelf, "text", secret=secret, until="open")
        report = report_of(folder)
        assert report.sealed
        assert "secret-" not in report.document().decode()
        assert all(not cell.judgement.opinions for v in report.values for c in v.criteria for cell in c.cells)
        assert {(place.total.low, place.total.high) for place in report.ranking} == {("0.00", "100.00")}
        reports.append(report.model_copy(update={"heads": [], "commands": []}))
    assert reports[0] == reports[1]


def test_every_text_of_a_person_stays_as_it_was_written(nasty: Folder) -> None:
    opened = nasty.assessment().opened
    report = report_of(nasty)
    assert report.title == opened.title
    assert report.about == opened.about
    assert [note.text for note in report.notes] == [note.text for note in nasty.assessment().notes]
