"""Weights of a sheet as people have them: points, fractions, what a spreadsheet worked out; percentages add up to 100.

The totals of 100, 70 and 5 points (78.2857 and 65.7142) are those that the sheet of a published scheme gives.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.sheets.test_scores import codes, csv_folder, document, xlsx

from toetssteen.errors import SheetError
from toetssteen.scoring.result.result import result
from toetssteen.sheets.scores import SheetScores, read_scores
from toetssteen.workbench import Workbench, import_scores

NAMES = ("K1", "K2", "K3")


def sheet(
    tmp_path: Path, weights: list[object], column: str = "points", *, make: Any = xlsx, high: object = 10
) -> Path:
    criteria: list[list[object]] = [["id", "title", "value", column, "scale_max"]]
    criteria += [[name, name, f"waarde {name}", weight, high] for name, weight in zip(NAMES, weights, strict=True)]
    scores: list[list[object]] = [["evaluator", "solution", "criterion", "level", "reason"]]
    levels = {"A": (7, 9, 8), "B": (9, 3, 8)}
    scores += [
        ["anna", solution, name, level, "gezien"]
        for solution, given in levels.items()
        for name, level in zip(NAMES, given, strict=True)
    ]
    return make(tmp_path / ("book.xlsx" if make is xlsx else "in"), criteria, scores)


def shares(found: SheetScores) -> list[Fraction]:
    return [found.method.of_whole(*weighed) for weighed in found.method.weighings()]


def test_points_are_their_exact_share_and_the_total_is_the_published_one(tmp_path: Path) -> None:
    path = sheet(tmp_path, [100, 70, 5])
    found = read_scores(path)
    assert shares(found) == [Fraction(400, 7), Fraction(40), Fraction(20, 7)]
    assert (found.method.format, [value.weight.written for value in found.method.values]) == (
        "toetssteen-method/2",
        ["100", "70", "5"],
    )
    [note] = [note for note in found.notes if note.code == "TS-790"]
    assert (note.particulars["whole"], note.particulars["percent"]) == (
        {"nl": "175", "en": "175"}, {"nl": "≈ 57,1429", "en": "≈ 57.1429"},
    )  # fmt: skip
    solutions = document(path, tmp_path / "new")["solutions"]
    assert [(solution["total"], solution["values"][0]["weight"]) for solution in solutions] == [
        ("78.29", "400/7"),
        ("65.71", "400/7"),
    ]


@pytest.mark.parametrize(
    ("weights", "wanted"),
    [
        (["14/58", "29/58", "15/58"], [Fraction(700, 29), Fraction(50), Fraction(750, 29)]),
        (["1/3", "1/3", "1/3"], [Fraction(100, 3)] * 3),
        ([1, 1, 1], [Fraction(100, 3)] * 3),
        ([0.25, 7.5, 0.25], [Fraction(25, 8), Fraction(375, 4), Fraction(25, 8)]),
        ([7.000000000000001, 0, 0], [Fraction(100), Fraction(0), Fraction(0)]),
    ],
)
def test_points_may_be_fractions_and_keep_all_their_digits(
    tmp_path: Path, weights: list[object], wanted: list[Fraction]
) -> None:
    found = read_scores(sheet(tmp_path, weights))
    assert shares(found) == wanted
    assert [weighing.weight.written for _, weighing in found.method.weighings()] == [str(weight) for weight in weights]


def test_a_fraction_of_a_csv_with_a_comma_keeps_all_its_digits(tmp_path: Path) -> None:
    given = sheet(tmp_path, ["0,2413793103448276", "0,5", "0,2586206896551724"], make=csv_folder)
    assert shares(read_scores(given))[0] == Fraction("24.13793103448276")


def test_the_column_weight_has_points_where_that_is_said(tmp_path: Path) -> None:
    path = sheet(tmp_path, [100, 70, 5], "weight")
    with pytest.raises(SheetError, match="TS-498") as caught:
        read_scores(path)
    assert "--weights points" in str(caught.value)
    assert shares(read_scores(path, weights="points")) == shares(read_scores(sheet(tmp_path, [100, 70, 5])))


def test_three_equal_points_are_a_tie(tmp_path: Path) -> None:
    criteria: list[list[object]] = [["id", "title", "value", "points", "scale_max"]]
    criteria += [[name, name, "waarde", 1, 3] for name in NAMES]
    scores: list[list[object]] = [["evaluator", "solution", "criterion", "level", "reason"]]
    turned = {"A": (3, 1, 2), "B": (2, 3, 1)}
    scores += [
        ["anna", who, name, level, "x"]
        for who, given in turned.items()
        for name, level in zip(NAMES, given, strict=True)
    ]
    found = document(xlsx(tmp_path / "book.xlsx", criteria, scores), tmp_path / "new")["solutions"]
    assert [(solution["rank"], solution["tied_with"]) for solution in found] == [(1, ["B"]), (1, ["A"])]


def test_percentages_that_a_spreadsheet_worked_out_are_read_as_it_shows_them(tmp_path: Path) -> None:
    found = read_scores(sheet(tmp_path, [7.000000000000001, 29, 64], "weight"))
    assert shares(found) == [7, 29, 64]
    assert ("TS-497" in codes(found), found.method.format) == (True, "toetssteen-method/1")


@pytest.mark.parametrize(
    ("weights", "column", "high", "code"),
    [
        ([24.13793103448276, 50, 25.86206896551724], "weight", 10, "TS-499"),
        ([0, 0, 0], "points", 10, "TS-139"),
        ([-1, 2, 3], "points", 10, "TS-428"),
        (["1/0", 2, 3], "points", 10, "TS-423"),
        (["1/999999937", "1/999999929", "1/999999893"], "points", 10, "TS-141"),
        (["1/3", "1/3", "1/3"], "weight", 10, "TS-529"),
        ([1, 2, 3], "points", 3.666666666666667, "TS-499"),
        ([1, 2, 3], "punt", 10, "TS-411"),
    ],
)
def test_what_cannot_be_read_says_so(
    tmp_path: Path, weights: list[object], column: str, high: object, code: str
) -> None:
    with pytest.raises(SheetError, match=code):
        read_scores(sheet(tmp_path, weights, column, high=high))


def test_a_sheet_has_one_of_the_two_columns(tmp_path: Path) -> None:
    criteria: list[list[object]] = [
        ["id", "title", "value", "points", "weight", "scale_max"],
        ["K1", "K1", "v", 1, 100, 5],
    ]
    scores: list[list[object]] = [["evaluator", "solution", "criterion", "level", "reason"], ["a", "A", "K1", 5, "x"]]
    with pytest.raises(SheetError, match="TS-496"):
        read_scores(xlsx(tmp_path / "book.xlsx", criteria, scores))


def test_points_in_the_same_proportion_give_the_same_outcome_in_all_but_the_fingerprint(tmp_path: Path) -> None:
    said = []
    for place, (column, weights) in enumerate({"weight": [50, 30, 20], "points": ["5/7", "3/7", "2/7"]}.items()):
        (tmp_path / str(place)).mkdir()
        folder, _ = import_scores(sheet(tmp_path / str(place), weights, column), tmp_path / str(place) / "tender")
        worked_out = result(folder.assessment())
        compared = Workbench.of(folder, "importer").outlook().document()
        said.append([{**given, "fingerprint": ""} for given in (worked_out.document(), compared)])
    assert said[0] == said[1]
