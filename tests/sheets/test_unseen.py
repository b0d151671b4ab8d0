"""What is hidden, filtered or merged in a workbook: named and asked about, never read or left out by itself."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.pages.opened import open_tender
from tests.sheets.test_questionnaire import FIRST, asked_of, filled, made_of
from tests.sheets.test_scores import CRITERIA, SCORES, ods
from tests.sheets.test_scores import xlsx as scores_xlsx
from tests.sheets.test_set_sheet import LIBRARY, MINE, changed

from toetssteen.content.library import Library
from toetssteen.errors import Fault, SheetError
from toetssteen.sheets.answers import read_answers
from toetssteen.sheets.scores import read_scores
from toetssteen.sheets.set_sheet import read_set

Change = Callable[[Any], None]


def found(error: pytest.ExceptionInfo[SheetError]) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in error.value.faults]


def book(path: Path, change: Change) -> Path:
    scores_xlsx(path, CRITERIA, SCORES)
    opened = openpyxl.load_workbook(path)
    change(opened)
    opened.save(path)
    return path


def changed_ods(path: Path, change: Callable[[str], str]) -> Path:
    with zipfile.ZipFile(ods(path, CRITERIA, SCORES)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before = parts["content.xml"].decode()
    parts["content.xml"] = change(before).encode()
    assert parts["content.xml"] != before.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def hide_rows(opened: Any) -> None:
    for row in (6, 7, 11, 40):  # the last has nothing in it
        opened["SCORES"].row_dimensions[row].hidden = True


def hide_column(opened: Any) -> None:
    for column in "EZ":
        opened["SCORES"].column_dimensions[column].hidden = True


def hide_sheet(opened: Any) -> None:
    opened["SCORES"].sheet_state = "veryHidden"


@pytest.mark.parametrize(
    ("hide", "fault"),
    [
        (hide_rows, ("TS-457", "SCORES, 6:7, 11")),
        (hide_column, ("TS-458", "SCORES, E")),
        (hide_sheet, ("TS-456", "SCORES")),
    ],
)
def test_what_is_hidden_in_a_workbook_is_asked_about_and_read_after_a_yes(
    tmp_path: Path, hide: Change, fault: tuple[str, str]
) -> None:
    path = book(tmp_path / "scores.xlsx", hide)
    with pytest.raises(SheetError) as error:
        read_scores(path)
    assert found(error) == [fault]
    read = read_scores(path, hidden="read")
    assert read.imported.evaluators == read_scores(book(tmp_path / "all.xlsx", lambda _: None)).imported.evaluators
    assert [note.particulars for note in read.notes if note.code == "TS-459"] == [{"places": fault[1]}]


def test_hidden_rows_are_passed_over_where_that_was_said(tmp_path: Path) -> None:
    skipped = read_scores(book(tmp_path / "scores.xlsx", hide_rows), hidden="skip")
    [anna, bert] = skipped.imported.evaluators
    assert [(cell.solution, cell.criterion) for cell in bert.evaluations if cell.answer != "unanswered"] == [
        ("Alfa", "plan")
    ]
    assert "TS-479" in [note.code for note in skipped.notes]
    assert len([cell for cell in anna.evaluations if cell.answer != "unanswered"]) == 6


def test_a_hidden_column_that_is_passed_over_is_not_there(tmp_path: Path) -> None:
    path = book(tmp_path / "scores.xlsx", hide_column)
    for hidden, reasons in (("skip", False), ("read", True)):
        read = read_scores(path, hidden=hidden)  # type: ignore[arg-type]
        assert any(cell.reason for sheet in read.imported.evaluators for cell in sheet.evaluations) is reasons


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("<table:table-row>", '<table:table-row table:visibility="filter">', ("TS-457", "criteria, 1:5")),
        (
            '<table:table table:name="criteria">',
            '<table:table table:name="criteria"><table:table-column table:number-columns-repeated="2"/>'
            '<table:table-column table:visibility="collapse"/>',
            ("TS-458", "criteria, C"),
        ),
    ],
)
def test_what_is_hidden_in_an_ods_is_asked_about(
    tmp_path: Path, before: str, after: str, fault: tuple[str, str]
) -> None:
    def change(content: str) -> str:
        first, middle, rest = content.partition('<table:table table:name="scores"')
        return first.replace(before, after) + middle + rest

    path = changed_ods(tmp_path / "scores.ods", change)
    with pytest.raises(SheetError) as error:
        read_scores(path)
    assert found(error)[0] == fault


def test_a_sheet_of_an_ods_that_is_hidden_by_its_style_is_asked_about(tmp_path: Path) -> None:
    away = '<style:style style:name="away" style:family="table"><style:table-properties table:display="false"/>'
    style = f"{away}</style:style>"

    def change(content: str) -> str:
        content = content.replace(
            "<office:body>", f"<office:automatic-styles>{style}</office:automatic-styles><office:body>"
        )
        return content.replace('table:name="scores"', 'table:name="scores" table:style-name="away"')

    with pytest.raises(SheetError) as error:
        read_scores(changed_ods(tmp_path / "scores.ods", change))
    assert found(error) == [("TS-456", "scores")]


def test_merged_cells_with_something_in_them_are_named_and_empty_ones_are_not(tmp_path: Path) -> None:
    def merge(opened: Any) -> None:
        opened["SCORES"].merge_cells("A2:A3")
        opened["SCORES"].merge_cells("G20:H21")

    with pytest.raises(SheetError) as error:
        read_scores(book(tmp_path / "scores.xlsx", merge))
    assert found(error) == [("TS-460", "SCORES, A2:A3")]


def test_a_hidden_row_of_a_set_is_asked_about_too() -> None:
    def hide(opened: Any) -> None:
        opened["gates"].row_dimensions[2].hidden = True

    with pytest.raises(SheetError) as error:
        read_set(changed(hide), LIBRARY)
    assert found(error) == [("TS-457", "gates, 2")]
    notes: list[Fault] = []
    assert read_set(changed(hide), LIBRARY, "read", notes) == read_set(changed(lambda _: None), LIBRARY)
    assert [note.code for note in notes] == ["TS-459"]


def test_two_own_criteria_of_a_sheet_never_have_one_title() -> None:
    def change(opened: Any) -> None:
        titles = [cell.value for cell in opened["own"][1]].index("title en") + 1
        opened["own"].cell(2, titles).value = "Deuren, nieuw"
        opened["own"].cell(3, titles).value = "deuren\N{SOFT HYPHEN},  NIEUW"

    with pytest.raises(SheetError) as error:
        read_set(changed(change, MINE), LIBRARY)
    assert [code for code, _ in found(error)] == ["TS-426"]


def test_a_hidden_answer_of_a_vendor_is_asked_about_and_the_hidden_ids_are_not(tmp_path: Path, shelf: Library) -> None:
    asked = asked_of(open_tender(tmp_path, shelf))

    def hide(opened: Any) -> None:
        opened[FIRST].row_dimensions[2].hidden = True
        opened[FIRST]["F2"] = "Ja_x000B_nee"  # as a spreadsheet writes a new line of a word processor

    sent = filled(made_of(asked).write("xlsx"), {}, hide)
    with pytest.raises(SheetError) as error:
        read_answers(sent, "a.xlsx", asked, {}, 1)
    assert found(error) == [("TS-457", f"{FIRST}, 2")]
    came = read_answers(sent, "a.xlsx", asked, {}, 1, hidden="read")
    assert [answer.text for answer in came.answers] == ["Ja\nnee"]
    assert [note.code for note in came.notes] == ["TS-459", "TS-527"]
