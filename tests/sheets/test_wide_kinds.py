"""Wide sheets as people have them: points, fractions, blocks, merged scores, copies: read rightly or asked about."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from tests.sheets.test_wide import Rows, asked_of, book, levels, looked

from toetssteen.sheets.wide_found import WideSaid
from toetssteen.sheets.wide_reading import WideReading

ANNA = WideSaid(evaluator="Anna", scale="0-5")


def sheet(weights: str, *cells: object) -> Rows:
    rows: Rows = [["Plan", cells[0], 4, 5], ["Team", cells[1], 3, 2]]
    return [["Criterium", weights, "Alfa", "Beta"], *rows]


def codes(reading: WideReading) -> list[str]:
    return [problem.code for problem in reading.faults]


def rows_of(reading: WideReading, key: str) -> list[list[str]]:
    return next(part.rows for part in reading.parts("nl") if part.key == key)


@pytest.mark.parametrize(
    "head", ["Punten", "Points", "Te behalen punten", "Gewicht (punten)", "Wegingspunten", "Max. punten"]
)
def test_a_column_of_points_beside_names_has_weights(tmp_path: Path, head: str) -> None:
    found = looked(book(tmp_path / "book.xlsx", S=sheet(head, 100, 70)), ANNA).scores()
    assert (found.method.unit, [weighing.weight.written for weighing in asked_of(found)]) == ("points", ["100", "70"])
    assert levels(found) == {"Anna": {"Alfa": ["4", "3"], "Beta": ["5", "2"]}}


def test_points_that_are_the_scores_stay_scores(tmp_path: Path) -> None:
    one: Rows = [["Inschrijver: Alfa"], ["Criterium", "Gewicht", "Punten"], ["Plan", 60, 4], ["Team", 40, 3]]
    assert levels(looked(book(tmp_path / "one.xlsx", S=one), ANNA).scores()) == {"Anna": {"Alfa": ["4", "3"]}}
    earned: Rows = [
        ["Criterium", "Alfa", "Punten", "Beta", "Punten"],
        ["Plan", 4, 48, 5, 60],
        ["Team", 3, 24, 2, 16],
        ["Weging"],
        ["Plan", 60],
        ["Team", 40],
    ]
    reading = looked(book(tmp_path / "earned.xlsx", S=earned), ANNA)
    assert levels(reading.scores()) == {"Anna": {"Alfa": ["4", "3"], "Beta": ["5", "2"]}}
    assert [row[1] for row in rows_of(reading, "left")][-2:] == ["Punten", "Punten"]


def test_fractions_are_offered_as_points_once(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx", S=sheet("Weging", "14/58", "44/58"))
    assert codes(looked(path, ANNA)) == ["TS-529"]
    assert [row[3] for row in rows_of(looked(path, ANNA), "criteria")] == ["14/58", "44/58"]
    assert codes(looked(path, ANNA, weights="points")) == []


def test_a_score_that_is_merged_over_two_solutions_is_refused_at_its_cell(tmp_path: Path) -> None:
    reading = looked(book(tmp_path / "book.xlsx", "C2:D2", S=sheet("Weging", 60, 40)), ANNA)
    assert [(problem.code, problem.where.split(" (")[0]) for problem in reading.faults] == [("TS-713", "S, C2")]
    rows: Rows = [["Criterium", "Weging", "Alfa", None], ["Plan", 60, 4, None], ["Team", 40, 3, None]]
    alone = looked(book(tmp_path / "alone.xlsx", "C1:D1 C2:D2 C3:D3", S=rows), ANNA)
    assert levels(alone.scores()) == {"Anna": {"Alfa": ["4", "3"]}}


def test_a_copy_of_a_sheet_is_one_fault_that_names_both(tmp_path: Path) -> None:
    rows: Rows = [["Beoordelaar: Anna"], *sheet("Weging", 60, 40)]
    path = book(tmp_path / "book.xlsx", Blad1=rows, Oud=rows)
    made = openpyxl.load_workbook(path)
    made["Oud"].sheet_state = "hidden"
    made.save(path)
    [twice] = looked(path, WideSaid(scale="0-5"), hidden="read").faults
    assert (twice.code, twice.particulars) == (
        "TS-528", {"count": 4, "first": "Blad1, C3 … D4", "other": "Oud, C3 … D4"},
    )  # fmt: skip
    assert codes(looked(path, WideSaid(scale="0-5"), hidden="skip")) == []
    rows = [["Criterium", "Weging", "Alfa", "Alfa"], ["Plan", 100, 4, 5], ["Team", 0, 4, 5]]
    assert codes(looked(book(tmp_path / "columns.xlsx", S=rows), ANNA)) == ["TS-528"]


@pytest.mark.parametrize("head", ["Block", "Blok", "Onze eigen indeling"])
def test_merged_rows_before_the_criteria_are_values(tmp_path: Path, head: str) -> None:
    rows: Rows = [
        [head, "Criterium", "Weging", "Alfa"],
        ["Privacy", "Plan", 60, 4],
        [None, "Team", 20, 3],
        ["Exit", "Data", 20, 2],
    ]
    reading = looked(book(tmp_path / "book.xlsx", "A2:A3", S=rows), ANNA)
    assert [row[2] for row in rows_of(reading, "criteria")] == ["Privacy", "Privacy", "Exit"]
    assert rows_of(reading, "left") == []


def test_totals_are_of_the_solution_whose_weighed_column_they_stand_in(tmp_path: Path) -> None:
    rows: Rows = [
        ["Criterium", "Weging", "Alfa", "Alfa gewogen"],
        ["Plan", 60, 4, 2.4],
        ["Team", 40, 3, 1.2],
        ["Totaal", 100, None, 3.6],
    ]
    [line] = rows_of(looked(book(tmp_path / "book.xlsx", S=rows), ANNA), "totals")
    assert line[1:6] == ["iedereen", "Alfa", "3,6", "3,6", "ja: gewogen gemiddelde"]


@pytest.mark.parametrize("cells", [["Schaal", "1-5"], ["Schaal:", None, "1 t/m 5"], ["Rating scale", "1 - 5"]])
def test_a_scale_stands_beside_its_name(tmp_path: Path, cells: list[object]) -> None:
    reading = looked(book(tmp_path / "book.xlsx", S=[cells, *sheet("Weging", 60, 40)]), WideSaid("Anna"))
    assert (codes(reading), {row[4] for row in rows_of(reading, "criteria")}) == ([], {"1 - 5"})


def test_scales_that_differ_are_named_and_none_is_not(tmp_path: Path) -> None:
    several: Rows = [["schaal 0-5"], ["schaal 0-10"], *sheet("Weging", 60, 40)]
    [asked] = looked(book(tmp_path / "book.xlsx", S=several), WideSaid("Anna")).faults
    assert (asked.code, asked.particulars["told"]) == ("TS-533", "0-5, 0-10")
    assert codes(looked(book(tmp_path / "none.xlsx", S=sheet("Weging", 60, 40)), WideSaid("Anna"))) == ["TS-712"]


def test_totals_are_compared_before_a_scale_is_known_and_told_when_taken_in(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx", "A5:B5", S=[*sheet("Weging", 60, 40), ["Totaal", 100, 3.6, 3.8], ["Som", None]])
    reading = looked(path, WideSaid("Anna"))
    assert [row[5] for row in rows_of(reading, "totals")] == ["ja: gewogen gemiddelde"] * 2
    assert rows_of(reading, "merged") == [["S, A5:B5", "Som"]]
    note = looked(path, ANNA).scores().notes[0]
    assert (note.code, note.particulars["same"], note.particulars["count"]) == ("TS-530", 2, 2)
    path = book(tmp_path / "other.xlsx", S=[*sheet("Weging", 60, 40), ["Totaal", 100, 3.6, 3.9]])
    note = looked(path, ANNA).scores().notes[0]
    assert (note.code, note.particulars["differ"]) == ("TS-531", "S, C4; S, D4")


def test_formulas_that_were_never_worked_out_are_told(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx", S=[*sheet("Weging", 60, 40), ["Totaal", "=SUM(B2:B3)", "=SUM(C2:C3)", 7]])
    [note] = looked(path, ANNA).unworked()
    assert (note.code, note.where, note.particulars["count"]) == ("TS-532", "S, B4", 2)
    assert note in looked(path, ANNA).scores().notes


def test_a_cross_or_a_tick_is_explained_at_its_cell_and_words_are_read(tmp_path: Path) -> None:
    rows: Rows = [["Eis", "Alfa", "Beta"], ["Contract", "Ja", "voldoet niet"], ["Gegevens", "✓", "niet aangetoond"]]
    reading = looked(book(tmp_path / "book.xlsx", S=[*rows, ["Team", "x", "onbekend"]]), WideSaid("Anna"))
    assert [(problem.code, problem.where) for problem in reading.faults] == [("TS-534", "S, B3"), ("TS-534", "S, B4")]
    words: Rows = [*rows[:2], ["Gegevens", "uitgelegd", "niet aangetoond"], ["Team", "nee", "onbekend"]]
    found = looked(book(tmp_path / "words.xlsx", S=words), WideSaid("Anna")).scores()
    assert levels(found)["Anna"] == {
        "Alfa": ["met", "explained", "not_met"],
        "Beta": ["not_met", "unproven", "unknown"],
    }
    assert len(found.method.gates) == 3


def test_weights_that_are_nowhere_are_asked_for_in_words_of_the_sheet(tmp_path: Path) -> None:
    reading = looked(book(tmp_path / "book.xlsx", S=[[row[0], *row[2:]] for row in sheet("", 1, 2)]), ANNA)
    assert codes(reading) == ["TS-535"]
    assert reading.as_sheet("nl", "xlsx").startswith(b"PK")


def test_a_workbook_to_mend_says_whose_rows_it_has(tmp_path: Path) -> None:
    file = tmp_path / "mend.xlsx"
    file.write_bytes(looked(book(tmp_path / "book.xlsx", S=sheet("Weging", 60, 40)), ANNA).as_sheet("nl", "xlsx"))
    told = " ".join(str(cell) for row in openpyxl.load_workbook(file)["Uitleg"].values for cell in row)
    assert "uw eigen blad" in told
    assert "voorbeeld." not in told


def test_every_criterion_is_turned_by_the_word_of_either_language(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx", S=sheet("Weging", 60, 40))
    for word in ("all", "Alle"):
        reading = looked(path, ANNA, low_is_best=[word])
        assert levels(reading.scores()) == {"Anna": {"Alfa": ["1", "2"], "Beta": ["0", "3"]}}


def test_points_are_told_as_the_reader_writes_numbers(tmp_path: Path) -> None:
    weights = [0.2413793103448276, 0.7586206896551725]
    found = looked(book(tmp_path / "book.xlsx", S=sheet("Punten", *weights)), ANNA).scores()
    [note] = [note for note in found.notes if note.code == "TS-790"]
    assert "samen ≈ 1." in note.say("nl")
    assert "0,7586206896551725 punten is ≈ 75,8621%" in note.say("nl")
    assert "≈ 75.8621%" in note.say("en")
