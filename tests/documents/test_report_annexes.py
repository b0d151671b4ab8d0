"""What stands in a report beside the judgement, on a set that was made one's own, for a period that the law crosses."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from tests.documents.hostile import html, pdf
from tests.documents.test_report_html import Page
from tests.documents.test_report_pdf import squeezed, text_of
from tests.scoped import ANSWERS

from toetssteen import workbench
from toetssteen.content.library import Library
from toetssteen.documents.report.nouns import Report
from toetssteen.language import say
from toetssteen.model.entries.opening import Opened
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

BOTH = {"nl": "Camera's?", "en": "Cameras?"}
OWN = {
    "id": "privacy.own-cameras",
    **dict.fromkeys(("title", "question", "why", "link"), BOTH),
    "addressee": "solution",
    "ask": [BOTH],
    "anchors": {str(level): {"nl": f"Punt {level}", "en": f"Point {level}"} for level in range(5)},
}
DROPPED = {"exit.help-on-leaving": "Staat al in de raamovereenkomst.", "privacy.metadata": "Er zijn geen metagegevens."}
PERIOD = {"begins": "2027-01-01", "ends": "2027-12-31"}


def build(path: Path, shelf: Library, *, period: dict[str, str] | None, fitted: bool = True) -> Folder:
    """Build a tender up to its freeze, on 2 March 2026."""
    opened = Opened(assessment="own", title="Own", track="tender", procedure="above-threshold", authority="Gemeente")
    folder = workbench.create(
        path, opened, shelf.set("web-chat-tender"), clock=lambda: datetime(2026, 3, 2, 9, tzinfo=UTC)
    )

    def do(kind: str, **given: Any) -> None:
        Workbench.of(folder, "chair").record(workbench.body_of(kind, given))

    if fitted:
        do("set-fitted", dropped=DROPPED, own=[OWN])
        do("weights-set", criteria={"privacy.telemetry": "60", "privacy.own-cameras": "40"}, reason="Camera's tellen.")
    for question, answer in {**ANSWERS, "processor": "no"}.items():
        do("scoping-answered", question=question, answer=answer)
    if period:
        do("period-set", **period)
    Workbench.of(folder, "chair").freeze(shelf)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, shelf: Library) -> Folder:
    return build(tmp_path_factory.mktemp("own") / "own", shelf, period=PERIOD)


@pytest.fixture
def report(folder: Folder) -> Report:
    return Workbench.of(folder, language="nl").report()


def test_what_was_left_out_and_added_is_told_with_its_reason(report: Report, shelf: Library) -> None:
    known = {**shelf.asked(), **shelf.conditions()}
    told = {dropped.id: (dropped.title, dropped.reason) for dropped in report.annexes.dropped}
    assert told == {name: (known[name].title.nl, reason) for name, reason in DROPPED.items()}
    assert [own.id for own in report.annexes.own] == ["privacy.own-cameras"]


def test_what_does_not_apply_names_the_answer_it_hangs_on(report: Report, shelf: Library) -> None:
    hidden = {hidden.id: hidden for hidden in report.annexes.hidden}
    assert set(hidden) == {"privacy.processing-agreement", "privacy.breach-notice"}
    agreement = hidden["privacy.processing-agreement"]
    assert f"‘Nee’ op de vraag ‘{shelf.scoping['processor'].question.nl}’" in agreement.because
    assert agreement.kind == "minimumeis onder een voorwaarde"
    [gate] = [gate for gate in report.gates if gate.id == agreement.id]
    assert (gate.applicable, gate.because) == (False, agreement.because)


def test_a_contract_condition_has_its_clause_and_how_one_watches(report: Report, shelf: Library) -> None:
    wanted = [name for name in shelf.set("web-chat-tender").conditions if name not in DROPPED]
    assert [clause.id for clause in report.annexes.clauses] == wanted
    for clause in report.annexes.clauses:
        known = shelf.conditions()[clause.id]
        assert (clause.clause, clause.watch) == (known.clause.nl, known.watch.nl)
    assert [clause.id for clause in report.annexes.clauses if clause.because] == ["privacy.breach-notice"]


def test_the_links_are_those_of_what_applies(report: Report, shelf: Library) -> None:
    links = [
        (related.id, link.target, link.relation, link.reason)
        for related in report.annexes.related
        for link in related.links
    ]
    applying = [criterion.id for value in report.values for criterion in value.criteria]
    applying += [noun.id for noun in [*report.gates, *report.checklist] if not noun.because]
    applying += [clause.id for clause in report.annexes.clauses if not clause.because]
    wanted = [
        (link.asked, link.target, link.relation, link.reason.nl)
        for crosswalk in shelf.crosswalks.values()
        for link in crosswalk.links
        if link.asked in applying
    ]
    assert sorted(links) == sorted(wanted)
    assert len(links) > 50


def test_a_date_within_the_period_or_between_freeze_and_use_is_told(report: Report) -> None:
    """The machine notice begins after the freeze and before the first day of use: the method does not ask it."""
    told = {(change.id, change.change): change.on for change in report.annexes.coming}
    assert told["transparency.machine-known", "begins"] == "2026-08-02"
    assert told["switching-charges-none", "begins"] == "2027-01-12"
    assert told["switching-charges-at-cost", "ends"] == "2027-01-11"
    assert ("cra-full", "begins") in told
    assert max(told.values()) <= PERIOD["ends"]
    assert min(told.values()) >= "2026-03-02"
    assert "1 januari 2027 tot en met 31 december 2027" in report.annexes.period
    assert any("2 augustus 2026" in line for line in report.summary.stands_out)


def test_without_a_period_every_later_date_is_told(tmp_path: Path, shelf: Library) -> None:
    report = Workbench.of(build(tmp_path / "own", shelf, period=None), language="nl").report()
    later = {term.id for term in shelf.laws["nl-2026"].terms if str(term.valid_from or "") > "2026-03-02"}
    assert later <= {change.id for change in report.annexes.coming}
    assert "niet bekend" in report.annexes.period


def test_a_report_made_elsewhere_has_the_contract_and_no_links(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TOETSSTEEN_CRITERIA", str(tmp_path / "nothing"))
    annexes = Workbench.of(folder, language="nl").report().annexes
    assert (annexes.related, annexes.instruments) == ([], [])
    assert [dropped.title for dropped in annexes.dropped] == sorted(DROPPED)
    assert annexes.clauses


@pytest.mark.parametrize("track", ["tender", "ethics"])
def test_the_kinds_and_equivalent_proof_are_said(report: Report, track: Any) -> None:
    told = report.model_copy(update={"track_id": track})
    page = re.sub(r"\s+", " ", "".join(Page(html(told)).text))
    kinds = {criterion.kind_text for value in report.values for criterion in value.criteria}
    assert kinds == {"criterium met een niveau", "criterium met een minimumniveau"}
    for kind in (
        *kinds,
        *(noun.kind_text for noun in [*report.gates, *report.checklist]),
        "voorwaarde voor het contract",
    ):
        assert f"Soort: {kind}." in page, kind
    asked = sum(bool(criterion.ask) for value in report.values for criterion in value.criteria if criterion.applicable)
    proven = sum(bool(gate.proof) for gate in report.gates if gate.applicable)
    assert page.count("Gelijkwaardig bewijs telt ook.") == (asked + proven if track == "tender" else 0)


def test_what_was_clarified_to_all_is_an_annex_in_every_format_and_is_text(tmp_path: Path, shelf: Library) -> None:
    folder = build(tmp_path / "own", shelf, period=None)
    silent = Workbench.of(folder, language="nl").report()
    heading = say("report.heading_clarified", "nl")
    assert heading not in html(silent)
    told = [("Mag <b>hosting</b> elders?", "Ja.\n\nIn de EU."), ("Telt ervaring?", "Nee.")]
    for question, answer in told:
        Workbench.of(folder, "chair").record(workbench.body_of("clarified", {"question": question, "answer": answer}))
    report = Workbench.of(folder, language="nl").report()
    found = [
        (clarification.number, clarification.question, clarification.answer)
        for clarification in report.annexes.clarified
    ]
    assert found == [(number, *message) for number, message in enumerate(told, start=1)]
    page = html(report)
    assert heading in page
    assert "<b>hosting" not in page
    with pikepdf.open(BytesIO(pdf(report))) as document:
        printed = squeezed(text_of(document))
    parts = [heading, *(part for message in told for text in message for part in text.split("\n\n"))]
    assert [part for part in parts if squeezed(part) not in printed] == []


def test_every_format_has_all_of_it(report: Report) -> None:
    page = squeezed("".join(Page(html(report)).text))
    with pikepdf.open(BytesIO(pdf(report))) as opened:
        running = squeezed(report.authority) + r"bladzijde\d+van\d+Ownvingerafdruk[0-9a-f]{12}"
        printed = re.sub(running, "", squeezed(text_of(opened)))  # a clause may cross a page
    annexes = report.annexes
    said = [dropped.reason for dropped in annexes.dropped] + [own.title for own in annexes.own]
    said += [hidden.because for hidden in annexes.hidden] + [annexes.period]
    said += [text for clause in annexes.clauses if not clause.because for text in (clause.clause, clause.watch)]
    said += [change.text for change in annexes.coming] + [instrument.title for instrument in annexes.instruments]
    said += [link.reason for related in annexes.related for link in related.links]
    assert [sentence for sentence in said if squeezed(sentence) not in page] == []
    assert [sentence for sentence in said if squeezed(sentence) not in printed] == []
