"""The questionnaire goes out and comes back: XLSX and ODS, also through LibreOffice; what does not fit is named."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odfdo import Document, Paragraph
from tests.pages.opened import chair, open_tender

from toetssteen.content.library import Library
from toetssteen.errors import RuleError, SheetError
from toetssteen.language import shows
from toetssteen.model.base import MAX_REASON
from toetssteen.sheets.answers import MAX_FILES, Asked, read_answers
from toetssteen.sheets.questionnaire import FORMAT, VALUE, Questionnaire, questionnaire
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench
from toetssteen.workbench.kept import answers_evidence

PDF = b"%PDF-1.7\n%%EOF"
SOFFICE = shutil.which("soffice")
ANSWER, CLAIM, FILES = "F", "G", "H"
NASTY = [
    "=1+1", "+31 6 12345678", "-2", "@handle", "'quoted", "007", "1-2", "TRUE", "_x0041_", "<b>&amp;</b>",
    "two\nlines\n\nand\ttab", "  space  around  ", "\N{RIGHT-TO-LEFT OVERRIDE}שלום", "e\u0301 \U0001f600", "#N/X",
]  # fmt: skip
"""What spreadsheets like to make something else of."""


@pytest.fixture
def folder(tmp_path: Path, shelf: Library) -> Folder:
    return open_tender(tmp_path, shelf)


def asked_of(folder: Folder) -> Asked:
    assessment = folder.assessment()
    assert assessment.method is not None
    assert assessment.fingerprint is not None
    return Asked(assessment.opened, assessment.method, assessment.fingerprint, assessment.versions)


@pytest.fixture(scope="session")
def asked(tmp_path_factory: pytest.TempPathFactory, shelf: Library) -> Asked:
    return asked_of(open_tender(tmp_path_factory.mktemp("asked"), shelf))


def made_of(asked: Asked, language: str = "nl") -> Questionnaire:
    return questionnaire(asked.opened, asked.method, asked.fingerprint, "en" if language == "en" else "nl")


def filled(content: bytes, cells: dict[tuple[str, str], Any], change: Callable[[Any], None] | None = None) -> bytes:
    """Fill cells of an XLSX in as Excel does, by sheet and place; a text stays a text."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for (sheet, place), value in cells.items():
        cell = book[sheet][place]
        cell.value = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", value) if isinstance(value, str) else value
        if isinstance(value, str):
            cell.data_type = "s"
    if change:
        change(book)
    book.save(out := io.BytesIO())
    return out.getvalue()


def xlsx(made: Questionnaire) -> bytes:
    return made.write("xlsx")


def ods(made: Questionnaire) -> bytes:
    return made.write("ods")


def filled_ods(content: bytes, cells: dict[tuple[str, str], str]) -> bytes:
    """Fill text cells of an ODS in, by sheet and place."""
    book = Document(io.BytesIO(content))
    pages = {page.get_attribute("table:name"): page for page in book.body.get_elements("table:table")}
    for (sheet, place), value in cells.items():
        row = pages[sheet].get_elements(".//table:table-row")[int(place[1:]) - 1]
        cell = row.get_elements("table:table-cell")[ord(place[0]) - ord("A")]
        cell.set_attribute("office:value-type", "string")
        for line in value.split("\n"):
            cell.append(Paragraph(line))
    book.save(out := io.BytesIO())
    return out.getvalue()


def refused(
    content: bytes, asked: Asked, files: dict[str, bytes] | None = None, name: str = "a.xlsx"
) -> list[tuple[str, str]]:
    with pytest.raises(SheetError) as error:
        read_answers(content, name, asked, files or {}, 1000)
    return [(problem.code, problem.where.split(" (")[0]) for problem in error.value.faults]


FIRST = "1. Toegankelijkheid en inclusie"
LAST = "6. Voorwaarden"
GIVEN: dict[tuple[str, str], str] = {
    (FIRST, f"{ANSWER}2"): "Ja, zie het rapport.", (FIRST, f"{CLAIM}2"): "voldaan",
    (FIRST, f"{FILES}2"): "Rapport.pdf; Lijst.csv",
    (FIRST, f"{CLAIM}4"): "3", (FIRST, f"{FILES}4"): "rapport.pdf",
    (LAST, "D2"): "nee", (LAST, "E2"): "Artikel 3 niet.", (LAST, "D3"): "ja",
}  # fmt: skip
FILED = {"rapport.PDF": PDF, "Lijst.csv": b"a;b"}


@pytest.mark.parametrize("form", ["xlsx", "ods"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_goes_out_comes_back(asked: Asked, form: str, language: str) -> None:
    made = made_of(asked, language)
    content = xlsx(made) if form == "xlsx" else ods(made)
    assert read_answers(content, f"a.{form}", asked, {}, 1000, blank=True).language == language
    assert refused(content, asked, name=f"a.{form}") == [("TS-487", f"a.{form}")]
    places = {line.id: (sheet.name, f"{ANSWER}{row}") for sheet in made.sheets if sheet.kind == VALUE
              for row, line in enumerate(sheet.lines, start=2)}  # fmt: skip
    texts = dict(zip(places, NASTY, strict=False))
    assert len(texts) >= len(NASTY) - 2
    cells = {places[question]: text for question, text in texts.items()}
    back = filled(content, cells) if form == "xlsx" else filled_ods(content, cells)
    found = read_answers(back, f"a.{form}", asked, {}, 1000)
    assert {answer.criterion: answer.text for answer in found.answers} == texts


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_claims_files_and_conditions_are_read(asked: Asked, form: str) -> None:
    made = made_of(asked)
    back = filled(xlsx(made), {**GIVEN}) if form == "xlsx" else filled_ods(ods(made), GIVEN)
    found = read_answers(back, f"a.{form}", asked, FILED, 1000)
    first, second = found.answers
    assert (first.claim, first.files) == ("met", ["Rapport.pdf", "Lijst.csv"])
    assert (second.text, second.claim) == ("", "3")
    assert [(condition.accepted, condition.remark) for condition in found.conditions] == [
        (False, "Artikel 3 niet."),
        (True, ""),
    ]


TEXTS = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cs"), include_characters="\n\t", exclude_characters="\ufffe\uffff"
    ),
    min_size=1,
)


@pytest.fixture(scope="session")
def sent(asked: Asked) -> tuple[Asked, bytes, bytes]:
    made = made_of(asked)
    return asked, xlsx(made), ods(made)


@settings(max_examples=12, deadline=None)
@given(TEXTS.filter(lambda text: shows(text) and not text.strip().startswith("#") and ":" not in text))
def test_any_text_a_vendor_types_comes_back_the_same(sent: tuple[Asked, bytes, bytes], text: str) -> None:
    asked, as_xlsx, as_ods = sent
    cells = {(FIRST, f"{ANSWER}2"): text}
    assert read_answers(filled(as_xlsx, {**cells}), "a.xlsx", asked, {}, 1).answers[0].text == text
    assert read_answers(filled_ods(as_ods, cells), "a.ods", asked, {}, 1).answers[0].text == text


def rename(old: str, new: str) -> Callable[[Any], None]:
    return lambda book: setattr(book[old], "title", new)


def put(sheet: str, place: str, value: Any) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        book[sheet][place] = value

    return change


BAD: dict[str, tuple[Callable[[Any], None], list[tuple[str, str]]]] = {
    "renamed-sheet": (rename(FIRST, "Inclusie"), [("TS-469", "Inclusie"), ("TS-405", "a.xlsx")]),
    "missing-sheet": (lambda book: book.remove(book[FIRST]), [("TS-405", "a.xlsx")]),
    "no-instructions": (lambda book: book.remove(book["uitleg"]), [("TS-405", "a.xlsx")]),
    "another-sheet": (lambda book: book.create_sheet("Prijzen"), [("TS-469", "Prijzen")]),
    "changed-question": (put(FIRST, "C2", "Is het ook goedkoop?"), [("TS-482", f"{FIRST}, C2")]),
    "emptied-anchors": (put(FIRST, "D3", None), [("TS-482", f"{FIRST}, D3")]),
    "changed-id": (put(FIRST, "A3", "privacy.x"), [("TS-484", f"{FIRST}, A3")]),
    "id-twice": (put(FIRST, "A3", "inclusion.accessible-by-law"), []),
    "missing-row": (lambda book: book[FIRST].delete_rows(3), [("TS-483", f"{FIRST}, A3")]),
    "added-row": (put(FIRST, "A9", "inclusion.own"), [("TS-484", f"{FIRST}, A9")]),
    "renamed-column": (put(FIRST, "F1", "antwoord"), [("TS-409", FIRST), ("TS-411", FIRST)]),
    "formula": (put(FIRST, "F2", "=1+1"), [("TS-465", f"{FIRST}, F2")]),
    "error-cell": (put(FIRST, "F2", "#DIV/0!"), [("TS-418", f"{FIRST}, F2")]),
    "date": (put(FIRST, "F2", date(2026, 3, 1)), [("TS-416", f"{FIRST}, F2")]),
    "merged": (lambda book: book[FIRST].merge_cells("F2:F3"), [("TS-460", f"{FIRST}, F2:F3")]),
    "too-long": (put(FIRST, "F2", "x" * (MAX_REASON + 1)), [("TS-485", f"{FIRST}, F2")]),
    "off-the-scale": (put(FIRST, "G4", "5"), [("TS-486", f"{FIRST}, G4")]),
    "between-levels": (put(FIRST, "G4", "2,5"), [("TS-486", f"{FIRST}, G4")]),
    "level-of-a-gate": (put(FIRST, "G2", "4"), [("TS-486", f"{FIRST}, G2")]),
    "perhaps": (put(LAST, "D2", "misschien"), [("TS-486", f"{LAST}, D2")]),
    "beside-the-columns": (put(FIRST, "J2", "PS"), [("TS-412", f"{FIRST}, J2")]),
    "another-assessment": (put("uitleg", "C12", "elders"), [("TS-480", "uitleg, C12")]),
    "another-method": (put("uitleg", "C11", "0" * 64), [("TS-480", "uitleg, C11")]),
    "file-not-given": (put(FIRST, "H2", "bewijs.pdf"), [("TS-488", f"{FIRST}, H2")]),
}


@pytest.mark.parametrize("name", BAD)
def test_a_fault_is_named_by_sheet_and_cell(asked: Asked, name: str) -> None:
    change, expected = BAD[name]
    content = filled(xlsx(made_of(asked)), {(FIRST, f"{ANSWER}4"): "Ja."}, change)
    if name == "id-twice":
        twice = made_of(asked).sheets[1].lines[0].id
        content = filled(content, {(FIRST, "A3"): twice})
        expected = [("TS-484", f"{FIRST}, A3")]
    assert refused(content, asked) == expected


def test_all_faults_at_once(asked: Asked) -> None:
    def change(book: Any) -> None:
        for fault in ("renamed-sheet", "perhaps"):
            BAD[fault][0](book)
        book["3. Privacy"]["F2"] = "=1"
        book["3. Privacy"]["H3"] = "x.pdf"

    found = refused(filled(xlsx(made_of(asked)), {}, change), asked, {"run.exe": b"MZ", "big.pdf": PDF * 100})
    codes = {code for code, _ in found}
    assert codes == {"TS-469", "TS-405", "TS-486", "TS-465", "TS-488", "TS-490", "TS-321", "TS-489"}


def test_a_questionnaire_of_a_former_version_is_named_as_such(tmp_path: Path, shelf: Library) -> None:
    folder = open_tender(tmp_path, shelf)
    asked = asked_of(folder)
    former = Asked(asked.opened, asked.method, "f" * 64, asked.versions)
    now = Asked(asked.opened, asked.method, "0" * 64, (*asked.versions, asked.versions[0]))
    assert refused(xlsx(made_of(asked)), now) == [("TS-481", "uitleg, C11")]
    assert refused(xlsx(made_of(former)), asked) == [("TS-480", "uitleg, C11")]


def zipped(**members: bytes) -> bytes:
    with zipfile.ZipFile(out := io.BytesIO(), "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("run.exe", b"MZ", "TS-490"), ("x.js", b"1", "TS-490"), ("x.html", b"<p>", "TS-490"),
        ("x.docm", b"PK\x03\x04", "TS-490"), ("x.xlsm", b"PK\x03\x04", "TS-490"), ("x.ipynb", b"{}", "TS-490"),
        ("x.pdf.exe", b"MZ", "TS-490"), ("no-type", b"x", "TS-490"), ("x.svg", b"<svg>", "TS-490"),
        ("x.pdf", b"<html><script>", "TS-491"), ("x.pdf", b"", "TS-491"), ("x.png", PDF, "TS-491"),
        ("x.docx", zipped(word__vbaProject_bin=b"x").replace(b"vbaProject_bin", b"vbaProject.bin"), "TS-491"),
        ("x.docx", b"PK\x03\x04 no archive", "TS-491"), ("x.odt", zipped(Basic__x=b"x"), "TS-491"),
        ("x.pdf", PDF + b" " * 1000, "TS-321"), ("x.csv", b"MZ\0\0", "TS-491"),
    ],
)  # fmt: skip
def test_a_file_that_could_run_or_is_not_what_it_says_is_refused(
    asked: Asked, name: str, content: bytes, code: str
) -> None:
    back = filled(xlsx(made_of(asked)), {(FIRST, "F2"): "x", (FIRST, "H2"): name})
    assert refused(back, asked, {name: content}) == [(code, name)]


def test_files_have_to_be_named_once_and_not_too_many(asked: Asked) -> None:
    back = filled(xlsx(made_of(asked)), {(FIRST, "F2"): "x"})
    assert refused(back, asked, {"a.pdf": PDF}) == [("TS-489", "a.pdf")]
    assert ("TS-493", "A.PDF") in refused(back, asked, {"a.pdf": PDF, "A.PDF": PDF})
    many = {f"{number}.pdf": PDF for number in range(MAX_FILES + 1)}
    assert "TS-492" in {code for code, _ in refused(back, asked, many)}


def test_macros_other_files_and_50_megabytes_are_refused(asked: Asked) -> None:
    content = xlsx(made_of(asked))
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(out := io.BytesIO(), "w") as with_macros:
        for name in archive.namelist():
            with_macros.writestr(name, archive.read(name))
        with_macros.writestr("xl/vbaProject.bin", b"x")
    assert refused(out.getvalue(), asked) == [("TS-468", "a.xlsx")]
    assert refused(content, asked, name="a.xlsm") == [("TS-490", "a.xlsm")]
    assert refused(PDF, asked) == [("TS-403", "a.xlsx")]
    assert refused(b"PK" + bytes(50_000_000), asked) == [("TS-401", "a.xlsx")]


def test_the_same_questionnaire_goes_to_all_and_answers_are_the_vendors_word(folder: Folder) -> None:
    first = Workbench.of(folder, "chair").ask("xlsx", "nl")
    assert Workbench.of(folder, "chair").ask("xlsx", "nl") == first
    Workbench.of(folder, "chair").ask("ods", "en")
    made = Workbench.of(folder).exchanged.questionnaires
    assert [(questionnaire.body.format, questionnaire.current) for questionnaire in made] == [
        ("xlsx", True),
        ("ods", True),
    ]
    assert (folder.path / "evidence" / made[0].body.file).read_bytes() == first
    back = filled(first, {**GIVEN})
    Workbench.of(folder, "chair").receive("linde", back, FILED, name="linde.xlsx")
    assessment = folder.assessment()
    assert assessment.evidence["vendor-linde"].type == "word"
    assert answers_evidence(assessment, "linde") == "vendor-linde"
    assert {enclosed.name for enclosed in assessment.answers["linde"].attachments} == set(FILED)
    for enclosed in assessment.answers["linde"].attachments:
        assert (folder.path / "evidence" / enclosed.file).read_bytes() == FILED[enclosed.name]
    with pytest.raises(RuleError) as again:
        Workbench.of(folder, "chair").receive("linde", back, FILED, name="linde.xlsx")
    assert again.value.faults[0].code == "TS-262"
    Workbench.of(folder, "chair").receive("linde", back, FILED, "Bijlage vergeten.", name="linde.xlsx")
    assert answers_evidence(folder.assessment(), "linde") == "vendor-linde-2"


def test_nothing_is_kept_of_answers_that_are_refused(folder: Folder) -> None:
    first = Workbench.of(folder, "chair").ask("xlsx", "nl")
    before = sorted((folder.path / "evidence").iterdir()), len(folder.in_order())
    bad = filled(first, {(FIRST, "F2"): "x", (FIRST, "G4"): "9"})
    with pytest.raises(SheetError):
        Workbench.of(folder, "chair").receive("linde", bad, {}, name="x.xlsx")
    with pytest.raises(RuleError) as unknown:
        Workbench.of(folder, "chair").receive("wilg", first, {}, name="x.xlsx")
    assert unknown.value.faults[0].code == "TS-218"
    assert (sorted((folder.path / "evidence").iterdir()), len(folder.in_order())) == before


def test_answers_of_a_solution_that_was_taken_back_are_refused(folder: Folder) -> None:
    first = Workbench.of(folder, "chair").ask("xlsx", "nl")
    chair(folder, "solution-withdrawn", solution="linde", reason="Teruggetrokken.")
    with pytest.raises(RuleError) as out:
        Workbench.of(folder, "chair").receive("linde", filled(first, {**GIVEN}), FILED, name="x.xlsx")
    assert out.value.faults[0].code == "TS-218"


def test_the_evidence_of_two_solutions_with_ids_alike_stays_apart(folder: Folder) -> None:
    chair(folder, "solution-added", solution="linde-2", name="Linde twee")
    first = Workbench.of(folder, "chair").ask("xlsx", "nl")
    for solution, reason in (("linde", None), ("linde", "Nieuwe versie."), ("linde-2", None)):
        text = f"{solution} {reason}"
        Workbench.of(folder, "chair").receive(solution, filled(first, {(FIRST, "F2"): text}), {}, reason, name="x.xlsx")
    words = {piece.evidence: piece.title for piece in folder.assessment().evidence.values()}
    assert words["vendor-linde-2"].startswith("Lindepraat")
    assert words["vendor-linde-2-2"].startswith("Linde twee")
    assert answers_evidence(folder.assessment(), "linde-2") == "vendor-linde-2-2"


KEPT = ["two\nlines\n\nand more", "  space  around  ", "=1+1", "\N{RIGHT-TO-LEFT OVERRIDE}שלום 007"]
"""What LibreOffice keeps; of a tab in a formatted cell it keeps nothing (7.4)."""


def converted(content: bytes, form: str, into: str, place: Path) -> bytes:
    """Let LibreOffice open a file and save it; require that it says nothing but what it did."""
    (place / f"in.{form}").write_bytes(content)
    assert SOFFICE is not None
    command = [SOFFICE, f"-env:UserInstallation={(place / 'profile').as_uri()}", "--headless", "--convert-to", into]
    done = subprocess.run(
        [*command, "--outdir", str(place / "out"), str(place / f"in.{form}")],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    said = [line for line in (done.stdout + done.stderr).splitlines() if line and "javaldx" not in line]
    assert [line for line in said if not line.startswith("convert ")] == []
    return (place / "out" / f"in.{into}").read_bytes()


@pytest.mark.skipif(SOFFICE is None and os.environ.get("CI") != "true", reason="LibreOffice is not installed")
@pytest.mark.parametrize(("form", "into"), [("xlsx", "ods"), ("ods", "xlsx"), ("xlsx", "xlsx"), ("ods", "ods")])
def test_questionnaire_and_answers_survive_libreoffice(asked: Asked, tmp_path: Path, form: str, into: str) -> None:
    made = made_of(asked)
    texts = {(made.sheets[3].name, f"{ANSWER}{row}"): text for row, text in enumerate(KEPT, start=2)}
    cells = {**GIVEN, **texts}
    content = filled(xlsx(made), {**cells}) if form == "xlsx" else filled_ods(ods(made), cells)
    before = read_answers(content, f"a.{form}", asked, FILED, 1000)
    saved = converted(content, form, into, tmp_path)
    assert read_answers(saved, f"a.{into}", asked, FILED, 1000) == before
    open_columns = ["uw antwoord", "uw eigen bewering", "bestanden die u meestuurt"]
    assert guarded(saved, into) == guarded(content, form) == (True, open_columns, True)


def guarded(content: bytes, form: str) -> tuple[bool, list[str], bool]:
    """Tell of the first value's sheet: whether it is protected, what is not locked, whether a status can be chosen."""
    if form == "ods":
        return guarded_ods(content)
    page = openpyxl.load_workbook(io.BytesIO(content))[FIRST]
    free = [page.cell(1, cell.column).value for cell in page[2] if not cell.protection.locked]
    lists = [check.formula1 for check in page.data_validations.dataValidation if check.type == "list"]
    return bool(page.protection.sheet), free, '"voldaan,niet voldaan"' in lists


def guarded_ods(content: bytes) -> tuple[bool, list[str], bool]:
    book = Document(io.BytesIO(content))
    [page] = [page for page in book.body.get_elements("table:table") if page.get_attribute("table:name") == FIRST]
    styles = book.content.root.get_elements("//style:style[style:table-cell-properties/@style:cell-protect='none']")
    free = {style.get_attribute("style:name") for style in styles}
    kinds = [
        column.get_attribute("table:default-cell-style-name")
        for column in page.get_elements("table:table-column")
        for _ in range(column.get_attribute_integer("table:number-columns-repeated") or 1)
    ]
    header, row = (found.get_elements("table:table-cell") for found in page.get_elements(".//table:table-row")[:2])
    names = [
        name.inner_text.strip()
        for name, cell, kind in zip(header, row, kinds, strict=False)
        if (cell.get_attribute("table:style-name") or kind) in free
    ]
    checks = {
        check.get_attribute("table:name"): str(check.get_attribute("table:condition"))
        for check in book.body.get_elements("//table:content-validation")
    }
    chosen = checks.get(str(row[6].get_attribute("table:content-validation-name")), "")
    listed = 'is-in-list("voldaan";"niet voldaan")' in chosen
    return page.get_attribute("table:protected") in (True, "true"), names, listed


def test_the_instructions_tell_which_questionnaire_it_is(asked: Asked) -> None:
    page = openpyxl.load_workbook(io.BytesIO(xlsx(made_of(asked))))["uitleg"]
    assert [page[f"C{row}"].value for row in (11, 12, 13)] == [asked.fingerprint, "webchat", FORMAT]
    assert page.column_dimensions["A"].hidden
