"""The minutes of a meeting: all that the log has, in three formats; and what the command line makes of it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from tests.examples import build
from tests.store import making, meetings, sealing
from tests.store.making import body, refused
from tests.store.meetings import CELL, ONE, TWO
from typer.testing import CliRunner

from toetssteen.cli import app
from toetssteen.documents.kinds.minutes import FORMATS
from toetssteen.documents.kinds.minutes.model import Minutes, minutes
from toetssteen.errors import RuleError, UseError
from toetssteen.language import Language
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

NASTY = '<img src=x onerror="ran"> #eval("1") \N{RIGHT-TO-LEFT OVERRIDE} x'
DISSENT = "Ik zag iets anders."


@pytest.fixture
def met(tmp_path: Path) -> Folder:
    """Give a meeting with dissent, a change, a correction, a conflict, who was kept, why it goes on."""
    folder = meetings.unsealed(tmp_path / "meeting")
    sealing.measure(folder, TWO, "restricted", "s2")
    meetings.agree(folder, "1", ("s1", "c2"))
    meetings.agree(folder, "2", ("s1", "c2"))
    said = meetings.agree(folder, "3", ("s2", "c2"))
    evaluation = {"solution": "s2", "criterion": "c2", "answer": "4", "reason": "Nu goed."}
    correction = body("corrected", supersedes=said, reason="Verkeerd opgeschreven.", evaluation=evaluation)
    folder.append("chair", "chair", correction)
    against = [{"person": ONE, "reason": DISSENT}]
    given = {"solution": "s1", "criterion": "g", "answer": "not_met", "reason": NASTY, "present": ["chair", ONE]}
    Workbench.of(folder, "chair").record(body("agreed", round=1, dissent=against, **given))
    folder = meetings.two_chairs(folder)
    making.move(folder, "agreed", reason="De tijd is om.")
    return folder


def made(folder: Folder, language: Language = "en", number: int | None = None) -> Minutes:
    return minutes(folder.assessment(), folder.in_order(), language, number)


def test_each_point_has_what_each_gave_the_figures_and_what_was_agreed_and_why(met: Folder) -> None:
    found = made(met)
    twice, corrected, gate = found.agreed
    assert [(said.who, said.text) for said in twice.said] == [("Evaluator 1", "1"), ("Evaluator 2", "3")]
    assert twice.figures == "Mean 2, median 2, range 1 - 3; spread 50% of the scale."
    assert (twice.outcome, twice.reason) == ("2", "chair: 2")
    assert [earlier.text for earlier in twice.earlier] == ["1"]
    assert (corrected.outcome, corrected.correction) == ("4", "Verkeerd opgeschreven.")
    assert [earlier.text for earlier in corrected.earlier] == ["3"]
    assert [said.who for said in corrected.said] == ["Evaluator 1"]  # the other was kept from it
    assert [(dissent.who, dissent.reason) for dissent in gate.dissent] == [("Evaluator 1", DISSENT)]
    assert gate.present == "Present at this point: Chair 1 and Evaluator 1."


def test_what_is_open_what_contradicts_who_was_kept_and_why_they_went_on_is_there(met: Folder) -> None:
    found = made(met)
    assert (len(found.agreed), len(found.open)) == (3, 3)
    assert [(point.title, point.name) for point in found.open if point.contradicted] == [("Een", "S1")]
    told = {event.text: event.reason for event in found.events}
    assert "De tijd is om." in told.values()
    assert any("Evaluator 2" in line and "S2" in line for line in told)
    assert found.present == ["Chair 1, at 3 of 3 agreed points", "Evaluator 1, at 1 of 3 agreed points"]
    assert "Evaluator 2" in found.absent
    assert [(correction.before, correction.text, correction.reason) for correction in found.corrections] == [
        ("3", "4", "Verkeerd opgeschreven.")
    ]
    assert [head.digest for head in found.heads] == list(met.assessment().heads.values())


def test_reasons_that_are_the_same_word_for_word_are_pointed_out(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "alike")
    for person in making.EVALUATORS:
        making.submit(folder, person)
    making.move(folder, "scored")
    assert made(folder).open[0].alike == ["The same reason word for word: Evaluator 1 and Evaluator 2."]


def test_a_round_opened_early_says_why_and_a_sealed_one_has_no_minutes(tmp_path: Path) -> None:
    folder = sealing.sealed_round(tmp_path / "early")
    sealing.submit(folder, ONE)
    refused(RuleError, "TS-604", made, folder)
    Workbench.of(folder, "chair").unseal("Beoordelaar 2 is ziek.")
    assert "Beoordelaar 2 is ziek." in [event.reason for event in made(folder).events]


def test_an_earlier_round_keeps_its_own_minutes(tmp_path: Path) -> None:
    folder = meetings.unsealed(tmp_path / "rounds")
    folder.append("chair", "chair", making.agreed("2"))
    meetings.second_round(folder)
    folder.append("chair", "chair", making.agreed("4").model_copy(update={"round": 2}))
    found = [made(folder, number=number).agreed for number in (1, 2)]
    assert [[(point.outcome, point.earlier) for point in part] for part in found] == [[("2", ())], [("4", ())]]
    assert meetings.REASON in [event.reason for event in made(folder, number=2).events]


def words_of(content: bytes, form: str) -> str:
    if form == "docx":
        document = Document(io.BytesIO(content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    return re.sub(r"\s+", " ", content.decode())


@pytest.mark.parametrize("form", ["html", "docx"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_document_has_all_of_it_and_text_of_people_is_text(met: Folder, form: str, language: Language) -> None:
    content = Workbench.of(met).document("minutes", form, language).content
    text = words_of(content, form)
    for shown in ("Verkeerd opgeschreven.", "De tijd is om.", DISSENT, met.assessment().heads["chair"][:8]):
        assert shown in text
    assert "<img" not in text if form == "html" else NASTY in text
    assert "evaluator-1" not in text
    assert content == Workbench.of(met).document("minutes", form, language).content


def test_the_docx_has_headings_and_tables_that_name_their_header_row(met: Folder) -> None:
    content = Workbench.of(met).document("minutes", "docx", "nl").content
    styles = [paragraph.style.name for paragraph in Document(io.BytesIO(content)).paragraphs if paragraph.style]
    assert styles.count("Heading 1") == 8
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        xml = parts.read("word/document.xml").decode()
        assert xml.count("<w:tblHeader") == xml.count("<w:tbl>") == 2
        assert 'w:val="nl-NL"' in parts.read("word/styles.xml").decode()


def test_the_pdf_is_tagged_in_its_language_and_the_same_every_time(met: Folder) -> None:
    content = Workbench.of(met).document("minutes", "pdf", "nl").content
    with pikepdf.open(io.BytesIO(content)) as document:
        assert str(document.Root.Lang).startswith("nl")
        assert bool(document.Root.MarkInfo.Marked)
        meta = document.Root.Metadata.read_bytes()
    assert b"pdfaid:part>3" in meta
    assert b"pdfuaid:part>1" in meta
    assert content == Workbench.of(met).document("minutes", "pdf", "nl").content


def test_an_unknown_format_is_refused_before_anything_is_written(met: Folder, tmp_path: Path) -> None:
    refused(UseError, "TS-601", Workbench.of(met).write, "minutes", ["html", "odt"], None, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_command_writes_every_format_of_the_example(tmp_path: Path) -> None:
    example = str(build.ROOT / "assessments" / "example-small-tender")
    given = ["minutes", example, "--format", ",".join(FORMATS), "--language", "nl", "--out", str(tmp_path)]
    done = CliRunner().invoke(app.commands, given)
    assert done.exit_code == 0, done.output
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".docx", ".html", ".pdf"]


def test_the_command_says_what_moved_in_words_and_as_json(tmp_path: Path) -> None:
    folder = meetings.unsealed(tmp_path / "rounds")
    meetings.agree(folder, "2")
    meetings.second_round(folder)
    run = CliRunner()
    told = run.invoke(app.commands, ["diff", str(folder.path)]).output
    assert "From round 1 to round 2." in told
    assert meetings.REASON in told
    assert "Een, S1: 2 -> 4" in told
    document = json.loads(run.invoke(app.commands, ["diff", str(folder.path), "--json"]).output)
    assert {(cell["solution"], cell["criterion"]) for cell in document["cells"]} >= {CELL}
    refused(
        UseError, "TS-605", run.invoke, app.commands, ["diff", str(folder.path), "--from", "3"], catch_exceptions=False
    )
    alone = meetings.unsealed(tmp_path / "alone")
    refused(RuleError, "TS-605", run.invoke, app.commands, ["diff", str(alone.path)], catch_exceptions=False)


def test_the_report_of_a_later_round_says_what_moved_and_a_correction_what_stood_first(tmp_path: Path) -> None:
    folder = meetings.unsealed(tmp_path / "rounds")
    said = meetings.agree(folder, "2")
    evaluation = {"solution": "s1", "criterion": "c1", "answer": "3", "reason": "Nu goed."}
    folder.append("chair", "chair", body("corrected", supersedes=said, reason="Fout.", evaluation=evaluation))
    assert [
        (correction.before, correction.text) for correction in Workbench.of(folder, language="en").report().corrections
    ] == [("2", "3")]
    assert Workbench.of(folder, language="en").report().moved is None
    meetings.second_round(folder)
    found = Workbench.of(folder, language="en").report().moved
    assert found is not None
    assert (found.before, found.after, found.reason) == (1, 2, meetings.REASON)
    for form in ("html", "pdf"):
        [path] = Workbench.of(folder).write("file", [form], "en", tmp_path / "out")
        assert path.stat().st_size > 10_000
    assert "What moved since an earlier round" in (tmp_path / "out" / "rounds-file.html").read_text("utf-8")


def test_a_round_on_a_newer_method_says_what_it_drops_and_why_it_was_frozen_anew(tmp_path: Path) -> None:
    folder = meetings.unsealed(tmp_path / "newer")
    making.move(folder, "agreed")
    folder.append("chair", "chair", body("round-opened", round=2, reason=meetings.REASON))
    making.freeze(folder, making.method("50", "Twee"), reason="De weging klopte niet.")
    making.move(folder, "open")
    for person in making.EVALUATORS:
        making.submit(folder, person)
    making.move(folder, "scored")
    found = Workbench.of(folder, language="nl").moved(1, 2).report
    assert (found.same_method, found.frozen_anew) == (False, ["De weging klopte niet."])
    assert {(turn.turned.before, turn.turned.after) for turn in found.weights} == {("60", "50"), ("40", "50")}
    assert made(folder, number=1).part.fingerprint != made(folder).part.fingerprint
