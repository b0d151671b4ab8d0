"""The workbook to fill in: what is handed out is read, and its columns have a name in each language."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from odfdo import Document
from tests.sheets.test_scores import CRITERIA, SCORES, Rows, codes, csv_folder, xlsx

from toetssteen.errors import SheetError
from toetssteen.language import LANGUAGES, Language
from toetssteen.sheets.scores import read_scores
from toetssteen.sheets.scores_sheet import FORMATS, scores_sheet
from toetssteen.sheets.writer_xlsx import LAST_ROW

DUTCH = {
    "title": "Titel", "value": "waarde", "weight": "Gewicht", "scale_max": "schaal tot", "scale_min": "schaal_van",
    "step": "stap", "kind": "soort", "minimum": "ondergrens", "evaluator": "beoordelaar", "solution": "oplossing",
    "criterion": "criterium", "level": "Niveau", "reason": "motivering",
}  # fmt: skip


def renamed(rows: Rows, *names: str) -> Rows:
    """Copy rows with these columns, or all of them, in Dutch."""
    return [[DUTCH.get(str(cell), cell) if not names or cell in names else cell for cell in rows[0]], *rows[1:]]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_handed_out_is_read_without_a_fault(language: Language, form: str, tmp_path: Path) -> None:
    file = tmp_path / f"book.{form}"
    file.write_bytes(scores_sheet(language, form))
    found = read_scores(file)
    assert codes(found) == []
    assert len(found.method.gates) == 1
    assert [str(value.weight) for value in found.method.values] == ["60", "40"]


def test_it_can_be_filled_in_further_than_the_example() -> None:
    book = openpyxl.load_workbook(io.BytesIO(scores_sheet("nl", "xlsx")))
    kinds = next(check for check in book["criteria"].data_validations.dataValidation if check.type == "list")
    assert (kinds.formula1, str(kinds.sqref)) == ('"gunningscriterium,minimumeis"', f"I2:I{LAST_ROW}")
    assert not book["scores"].column_dimensions["A"].protection.locked
    table = Document(io.BytesIO(scores_sheet("en", "ods"))).body.get_table(name="criteria")
    assert table is not None
    assert table.get_attribute("table:protected") is None
    [*_, last] = table.get_elements("table:table-row")
    assert int(last.get_attribute("table:number-rows-repeated") or 0) > 900


def test_columns_are_called_in_dutch_or_english_or_a_mix_of_both(tmp_path: Path) -> None:
    ways: list[tuple[Rows, Rows]] = [
        (CRITERIA, SCORES),
        (renamed(CRITERIA), renamed(SCORES)),
        (renamed(CRITERIA, "title", "step"), renamed(SCORES, "level")),
    ]
    found = [
        read_scores(path)
        for number, way in enumerate(ways)
        for path in (csv_folder(tmp_path / str(number), *way), xlsx(tmp_path / f"{number}.xlsx", *way))
    ]
    assert len({sheet.imported.method for sheet in found}) == 1
    with pytest.raises(SheetError) as caught:
        read_scores(xlsx(tmp_path / "book.xlsx", CRITERIA, [[*renamed(SCORES)[0], "level"], *SCORES[1:]]))
    assert [problem.code for problem in caught.value.faults] == ["TS-410"]
    with pytest.raises(SheetError) as caught:
        read_scores(
            xlsx(tmp_path / "book.xlsx", CRITERIA, [[*renamed(SCORES)[0][:3], "cijfer", "motivering"], SCORES[1]])
        )
    alone = read_scores(xlsx(tmp_path / "alone.xlsx", CRITERIA, [row[:4] for row in SCORES]))
    answered = [row for row in SCORES[1:] if str(row[3]) != ""]
    assert [note.particulars["count"] for note in alone.notes if note.code == "TS-450"] == [len(answered)]
    unknown, lacks = caught.value.faults
    assert (unknown.code, lacks.code, lacks.particulars["column"]) == ("TS-409", "TS-411", "level / niveau")
    assert "scores-sheet" in lacks.say("en")


def test_a_place_is_named_as_the_sheet_names_it(tmp_path: Path) -> None:
    scores = renamed(SCORES)
    scores[1] = ["Anna de Vries", "Alfa", "plan", 11, ""]
    with pytest.raises(SheetError) as caught:
        read_scores(xlsx(tmp_path / "book.xlsx", CRITERIA, scores))
    assert [problem.where for problem in caught.value.faults] == ["SCORES, D2 (niveau)"]


def test_requirements_only_need_no_columns_for_what_they_have_not(tmp_path: Path) -> None:
    rows: Rows = [["id", "titel", "soort"], ["r1", "Er is een helpdesk", "minimumeis"]]
    scores: Rows = [SCORES[0], ["a", "Alfa", "r1", "ja", "x"]]
    assert len(read_scores(xlsx(tmp_path / "book.xlsx", rows, scores)).method.gates) == 1
    with pytest.raises(SheetError) as caught:
        read_scores(xlsx(tmp_path / "book.xlsx", [*rows, ["k", "Prijs", ""]], scores))
    lacking = [(problem.code, problem.particulars["column"]) for problem in caught.value.faults]
    assert lacking == [
        ("TS-411", "value / waarde"), ("TS-411", "scale_max / schaal_tot"), ("TS-411", "weight / gewicht"),
    ]  # fmt: skip
