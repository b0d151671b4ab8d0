"""Getting at the files that are kept, without a browser: the same bytes, to who may, and nothing else of the disk."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.pages.opened import chair, open_tender
from tests.pages.priced import envelope, priced_tender
from tests.store import making, meetings
from toetssteen import workbench
from toetssteen.content.library import Library
from toetssteen.errors import IntegrityError, RuleError, ToetssteenError, UseError
from toetssteen.language import cleaned
from toetssteen.pages.compare.page import Comparing
from toetssteen.pages.consensus.page import Consensus
from toetssteen.pages.desk import Desk
from toetssteen.pages.score.page import Scoring
from toetssteen.pages.upload import PART
from toetssteen.store.folder import Folder
from toetssteen.store.protocol import MAX_FILE
from toetssteen.web.form import Patch
from toetssteen.workbench import Workbench

ME = "evaluator-1"
LARGE = b"%PDF-1.7 " + bytes(range(256)) * 16_000
HTML = b"<html><script>document.title = 'ran'</script></html>"
XLSX, ODS = b"PK\x03\x04[Content_Types].xml xl/workbook.xml", b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument"


@pytest.fixture
def folder(tmp_path: Path, shelf: Library, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path))
    made = open_tender(tmp_path, shelf)
    piece(made, "e-1", LARGE, about="offerte.pdf")
    Workbench.of(made, ME).declare("none")
    return made


@pytest.fixture
def page(folder: Folder) -> Scoring:
    return Scoring(Desk("score", "webchat"))


def piece(folder: Folder, name: str, content: bytes, title: str = "Offerte", about: str = "") -> str:
    file = folder.put_file(content)
    given = {"evidence": name, "type": "document", "title": title, "file": file, "about": about}
    chair(folder, "evidence-added", **cleaned(given)[0])  # as each door does
    return file


def received(folder: Folder, solution: str, sheet: bytes, **files: bytes) -> None:
    attached = [{"name": f"{name}.pdf", "file": folder.put_file(content)} for name, content in files.items()]
    given = {"answers": [], "attachments": attached, "reason": "Aanvulling."}
    chair(folder, "answers-received", solution=solution, file=folder.put_file(sheet), **given)


def whole(part: Callable[..., Patch], **wanted: Any) -> tuple[str, bytes]:
    """Get a file as a page does: part by part, until there is no more."""
    content, at, size = b"", 0, 1
    while at < size:
        patch = part(at=at, **wanted)
        assert patch["media"] == "application/octet-stream"
        content += base64.b64decode(patch["content"])
        assert at < patch["next"] <= at + PART
        at, size = patch["next"], patch["size"]
    return patch["name"], content


def refused(kind: type[ToetssteenError], code: str, act: Callable[..., Any], **given: Any) -> None:
    with pytest.raises(kind) as caught:
        act(**{"at": 0, **given})
    assert [problem.code for problem in caught.value.faults] == [code]


def test_the_parts_together_are_the_file_and_two_at_a_time_do_not_mix(page: Scoring, folder: Folder) -> None:
    piece(folder, "e-2", LARGE[::-1], "Bijlage")
    assert whole(page.kept, person=ME, evidence="e-1") == ("offerte.pdf", LARGE)
    page.kept(ME, 0, evidence="e-1")
    other = base64.b64decode(page.kept(ME, PART, evidence="e-2")["content"])
    assert other == LARGE[::-1][PART : 2 * PART]
    assert base64.b64decode(page.kept(ME, PART, evidence="e-1")["content"]) == LARGE[PART : 2 * PART]


def test_what_a_vendor_sent_is_its_sheet_and_its_attachments(page: Scoring, folder: Folder) -> None:
    received(folder, "linde", XLSX, Rapport=LARGE)
    assert whole(page.kept, person=ME, evidence="vendor-linde") == ("Lindepraat-questionnaire.xlsx", XLSX)
    assert whole(page.kept, person=ME, solution="linde", name=" rapport.PDF ")[1] == LARGE
    refused(UseError, "TS-216", page.kept, person=ME, solution="linde", name="anders.pdf")


def test_a_file_that_is_missing_or_was_changed_is_said_with_what_to_do(page: Scoring, folder: Folder) -> None:
    path = folder.path / "evidence" / str(folder.assessment().evidence["e-1"].file)
    path.chmod(0o644)
    path.write_bytes(LARGE[:-1] + b"\0")
    refused(IntegrityError, "TS-313", page.kept, person=ME, evidence="e-1")
    with path.open("wb") as file:
        file.truncate(MAX_FILE + 1)
    refused(IntegrityError, "TS-342", page.kept, person=ME, evidence="e-1")
    path.unlink()
    refused(IntegrityError, "TS-329", page.kept, person=ME, evidence="e-1")
    path.symlink_to(folder.path / "log" / "chair.jsonl")
    refused(IntegrityError, "TS-341", page.kept, person=ME, evidence="e-1")
    path.unlink()
    path.mkdir()
    refused(IntegrityError, "TS-341", page.kept, person=ME, evidence="e-1")


def test_no_path_and_no_digest_gives_a_file(page: Scoring, folder: Folder) -> None:
    digest = str(folder.assessment().evidence["e-1"].file)
    hidden = folder.put_file(b"kept, but named by no entry")
    log = folder.path / "log" / "chair.jsonl"
    for name in ("../log/chair.jsonl", "..\\log\\chair.jsonl", str(log), digest, hidden, f"../evidence/{digest}", ""):
        refused(UseError, "TS-216", page.kept, person=ME, evidence=name)
        refused(UseError, "TS-216", page.kept, person=ME, solution="linde", name=name)
        refused(UseError, "TS-216", page.kept, person=ME, solution=f"../{name}", name=name)
    chair(
        folder,
        "evidence-added",
        evidence="e-9",
        type="word",
        title="Pagina",
        link="https://x.example",
        consulted="2026-03-02",
    )
    refused(UseError, "TS-216", page.kept, person=ME, evidence="e-9")


def test_who_is_kept_from_a_solution_does_not_get_what_its_vendor_sent(page: Scoring, folder: Folder) -> None:
    chair(folder, "solution-added", solution="beuk-2", name="Beukgesprek twee")
    Workbench.of(folder, ME).declare("none")
    received(folder, "beuk", b"eerste", plan=b"%PDF-beuk", beide=b"%PDF-beide")
    received(folder, "beuk", b"tweede")  # called vendor-beuk-2, as the first answers of beuk-2 would be
    received(folder, "linde", b"linde", beide=b"%PDF-beide")
    piece(folder, "e-2", b"%PDF-beuk", "Het plan, nog eens toegevoegd")
    assert whole(page.kept, person=ME, evidence="vendor-beuk-2")[1] == b"tweede"
    page.choose(ME)
    chair(folder, "measure-taken", person=ME, measure="restricted", solutions=["beuk"], reason="Broer.")
    for hidden in ({"evidence": "vendor-beuk"}, {"evidence": "vendor-beuk-2"}, {"evidence": "e-2"}):
        refused(RuleError, "TS-523", page.kept, person=ME, **hidden)
    refused(RuleError, "TS-523", page.kept, person=ME, solution="beuk", name="plan.pdf")
    refused(RuleError, "TS-523", page.kept, person=ME, solution="beuk", name="beide.pdf")
    assert [piece["id"] for piece in page.content()["evidence"]] == ["e-1", "vendor-linde"]  # type: ignore[attr-defined]
    for shown in ({"evidence": "vendor-linde"}, {"solution": "linde", "name": "beide.pdf"}, {"evidence": "e-1"}):
        assert page.kept(ME, 0, **shown)["size"]
    chair(folder, "measure-taken", person=ME, measure="recused", reason="Toch niet.")
    refused(RuleError, "TS-523", page.kept, person=ME, evidence="e-1")


def test_nothing_before_the_declaration_and_nothing_elsewhere_while_the_round_is_open(folder: Folder) -> None:
    page = Scoring(Desk("score", "webchat"))
    for person in ("evaluator-2", "chair", "nobody", ""):
        refused(RuleError, "TS-523", page.kept, person=person, evidence="e-1")
    Workbench.of(folder, "evaluator-2").declare("described", "Mijn broer.")
    refused(RuleError, "TS-523", page.kept, person="evaluator-2", evidence="e-1")
    refused(RuleError, "TS-258", Consensus(Desk("consensus", "webchat")).download.kept, evidence="e-1")
    refused(RuleError, "TS-258", Comparing(Desk("compare", "webchat")).download.kept, evidence="e-1")


def test_after_the_round_it_is_had_from_consensus_and_compare_but_not_by_who_is_kept_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path))
    folder = making.opened_round(tmp_path / "assessments" / "small")
    received(folder, "s1", ODS + b".spreadsheet", plan=LARGE)
    for person in making.EVALUATORS:
        given = [answer.model_copy(update={"evidence": ["vendor-s1"]}) for answer in making.answers()]
        Workbench.of(folder, person).record(workbench.body_of("submitted", {"round": 1, "evaluations": given}))
    making.move(folder, "scored")
    page, comparing = Consensus(Desk("consensus", "small")), Comparing(Desk("compare", "small"))
    assert [piece["kept"] for piece in page.content()["evidence"]] == [True]  # type: ignore[attr-defined]
    assert whole(page.download.kept, evidence="vendor-s1") == ("S1-questionnaire.ods", ODS + b".spreadsheet")
    assert whole(page.download.kept, solution="s1", name="plan.pdf") == ("plan.pdf", LARGE)
    [shown] = comparing.ground("criterion", "c1")["pieces"].values()
    assert whole(comparing.download.kept, evidence=shown["kept"])[1] == ODS + b".spreadsheet"
    folder.append(
        "chair",
        "chair",
        making.body("measure-taken", person=meetings.ONE, measure="restricted", solutions=["s1"], reason="Broer."),
    )
    refused(RuleError, "TS-526", page.download.kept, evidence="vendor-s1")  # to be nobody is no way around the measure
    refused(RuleError, "TS-526", page.download.kept, solution="s1", name="plan.pdf")
    page.choose(meetings.ONE)
    refused(RuleError, "TS-523", page.download.kept, evidence="vendor-s1")
    refused(RuleError, "TS-523", comparing.download.kept, evidence="vendor-s1")
    page.choose(meetings.TWO)
    assert whole(page.download.kept, solution="s1", name="plan.pdf") == ("plan.pdf", LARGE)


def test_a_price_envelope_that_is_closed_is_given_to_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path))
    folder = priced_tender(tmp_path, "agreed")
    piece(folder, "e-1", envelope("linde"), "Per ongeluk")
    page = Consensus(Desk("consensus", folder.path.name))
    refused(RuleError, "TS-524", page.download.kept, evidence="e-1")
    file = folder.assessment().evidence["e-1"].file
    chair(folder, "price-opened", solution="linde", price="1", file=file)
    assert page.download.kept(0, evidence="e-1")["size"] == len(envelope("linde"))


@pytest.mark.parametrize(
    ("about", "title", "content", "name"),
    [
        ("pagina.html", "Pagina", HTML, "Pagina.txt"),
        ("vermomd.pdf", "", HTML, "vermomd.pdf.txt"),
        ("../../.bashrc.txt", "", b"x", "bashrc.txt"),
        ("C:\\map\\con.txt", "", b"x", "C-map-con.txt"),
        ("NUL.txt", "", b"x", "_NUL.txt"),
        ("fdp\N{RIGHT-TO-LEFT OVERRIDE}\N{ZERO WIDTH SPACE}\r\n.txt", "", b"x", "fdp.txt"),
        ("", "Een <b>: \"plan\" | deel 1?", b"%PDF-1.7", "Een-b-plan-deel 1.pdf"),
        ("", "...", b"MZ\0\1", "file.bin"),
        ("", "proef.exe", b"MZ\0\1", "proef.exe.bin"),
        ("", "é" * 400, XLSX, "é" * 90 + ".xlsx"),
        ("", "tekst", b"PK\x03\x04 plain zip", "tekst.bin"),
    ],
)  # fmt: skip
def test_a_name_is_safe_and_ends_as_the_content_is(
    folder: Folder, about: str, title: str, content: bytes, name: str
) -> None:
    piece(folder, "e-2", content, title or "-", about)
    assert Workbench.of(folder, ME).kept.file(evidence="e-2").name == name
