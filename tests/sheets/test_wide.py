"""Wide sheets: read by the stated rules, with the place of every value, and nothing guessed."""

from __future__ import annotations

import itertools
import sys
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from toetssteen.errors import SheetError
from toetssteen.language import LANGUAGES
from toetssteen.model.method import Weighing
from toetssteen.sheets.scores import SheetScores, read_scores
from toetssteen.sheets.wide_found import WideSaid
from toetssteen.sheets.wide_reading import WideReading, read_wide
from toetssteen.sheets.wide_words import is_total, kind_of, scale_in

LAYOUTS = Path(__file__).parent / "layouts"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((LAYOUTS / "expected.yaml").read_text("utf-8"))
SAID = {
    "1-merged-heads": WideSaid(agreed="only"),
    "2-transposed": WideSaid(evaluator="-", scale="0-5"),
    "3-blocks-of-merged-rows": WideSaid(evaluator="-"),
    "4-weights-below": WideSaid(evaluator="-", scale="1-10"),
    "5-points": WideSaid(evaluator="-"),
    "6-half-points": WideSaid(),
    "7-totals-rows": WideSaid(evaluator="-"),
    "8-requirements-only": WideSaid(evaluator="-"),
}
"""What a person says of each, as ``decide`` of ``expected.yaml`` asks."""
POINTS = ("5-points", "7-totals-rows")
REFUSED = {
    "3-blocks-of-merged-rows": [("TS-441", "Matrix, E14")],  # a dash: no answer, and which is for a person
    "8-requirements-only": [("TS-439", "PvE, D14"), ("TS-439", "PvE, E15")],  # n.v.t. for one of two
}
Rows = list[list[object]]
PLAIN: Rows = [
    ["Beoordelaar: Anna", None, "schaal 0-10"],
    ["Criterium", "Weging", "Alfa", "Toelichting", "Beta", "Toelichting"],
    ["Kwaliteit"],
    ["Plan", 0.6, 7, "goed", "7,5", None],
    ["Team", 0.4, 6, None, 8, "sterk"],
    ["Totaal", 1, 6.6, None, 7.7],
    ["Handtekening", None, "..."],
]

HEAD: list[object] = ["Criterium", "Weging", "Alfa", "Beta"]
ROWS: Rows = [["Plan", 60, 7, 3], ["Team", 40, 6, 8]]


def book(path: Path, merged: str = "", **sheets: Rows) -> Path:
    made = openpyxl.Workbook()
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cells in merged.split():
            sheet.merge_cells(cells)
    del made["Sheet"]
    made.save(path)
    return path


def looked(path: Path, said: WideSaid = WideSaid(), **asked: Any) -> WideReading:  # noqa: B008 - it cannot be changed
    found = read_wide(path, said, **asked)
    assert found is not None
    return found


def levels(found: SheetScores) -> dict[str, dict[str, list[str]]]:
    """Return the answers by evaluator and solution, in the order of the criteria."""
    names = {solution.id: solution.name for solution in found.imported.solutions}
    given: dict[str, dict[str, list[str]]] = {}
    for sheet in found.imported.evaluators:
        for answer in sheet.evaluations:
            given.setdefault(sheet.name, {}).setdefault(names[answer.solution], []).append(answer.answer)
    return given


def asked_of(found: SheetScores) -> list[Weighing]:
    return [weighing for value in found.method.values for weighing in value.criteria]


@pytest.mark.parametrize("form", ["xlsx", "ods"])
@pytest.mark.parametrize("name", EXPECTED)
def test_sheets_as_municipalities_send_them_come_in_or_say_at_which_cell_not(name: str, form: str) -> None:
    expected = EXPECTED[name]
    unit = "points" if name in POINTS else "percent"
    reading = looked(LAYOUTS / f"{name}.{form}", SAID[name], hidden="skip", weights=unit)
    if name in REFUSED:
        assert [(problem.code, problem.where) for problem in reading.faults] == REFUSED[name]
        return
    found = reading.scores()
    titles = [weighing.criterion.title.nl for weighing in asked_of(found)]
    assert titles == [criterion["title"] for criterion in expected["criteria"]]
    weights = [Fraction(str(weighing.weight)) for weighing in asked_of(found)]
    assert weights == [Fraction(criterion["weight"]) for criterion in expected["criteria"]]
    scales = [found.method.scale(weighing.criterion.scale) for weighing in asked_of(found)]
    assert [[scale.low, scale.high] for scale in scales] == [criterion["scale"] for criterion in expected["criteria"]]
    wanted = (
        {expected["agreed"]: expected["levels"][expected["agreed"]]} if "agreed" in expected else expected["levels"]
    )
    told = [
        {solution: ["unanswered" if level is None else str(level) for level in row] for solution, row in rows.items()}
        for rows in wanted.values()
    ]
    assert [*levels(found).values()] == told
    [totals] = [part for part in reading.parts("en") if part.key == "totals"]
    same = {row[2]: Fraction(row[3]) for row in totals.rows if row[5].startswith("yes")}
    printed = {solution: Fraction(str(total)) for solution, total in expected["totals"]["printed"].items()}
    assert {**same, **printed}.keys() == same.keys()
    assert any(all(Fraction(row[3]) == printed[row[2]] for row in totals.rows if row[0] == label)
               for label in {row[0] for row in totals.rows})  # fmt: skip


def test_every_value_is_read_with_its_place_and_the_rest_is_named(tmp_path: Path) -> None:
    reading = looked(book(tmp_path / "book.xlsx", Blad1=PLAIN))
    parts = {part.key: part.rows for part in reading.parts("nl")}
    assert parts["criteria"][0] == ["Plan", "Plan", "Kwaliteit", "60 %", "0 - 10", "Blad1, A4"]
    assert parts["levels"] == [
        ["Anna", "Alfa", "Plan", "7", "goed", "Blad1, C4"],
        ["Anna", "Beta", "Plan", "7,5", "", "Blad1, E4"],
        ["Anna", "Alfa", "Team", "6", "", "Blad1, C5"],
        ["Anna", "Beta", "Team", "8", "sterk", "Blad1, E5"],
    ]
    assert [row[3:] for row in parts["totals"]] == [
        ["6,6", "6,6", "ja: gewogen gemiddelde", "66"],
        ["7,7", "7,7", "ja: gewogen gemiddelde", "77"],
    ]
    assert [row[0] for row in parts["left"]] == ["Blad1, A6", "Blad1, A7"]
    other = looked(book(tmp_path / "other.xlsx", Blad1=[*PLAIN[:5], ["Totaal", 1, 6.7, None, 7.7]]))
    totals = next(part.rows for part in other.parts("en") if part.key == "totals")
    assert [row[5] for row in totals] == ["no", "no"]


def test_what_is_hidden_is_shown_as_such_while_it_is_asked_about(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx", Blad1=PLAIN)
    opened = openpyxl.load_workbook(path)
    opened["Blad1"].row_dimensions[5].hidden = True
    opened["Blad1"].column_dimensions["B"].hidden = True
    opened.save(path)
    reading = looked(path)
    assert {problem.code for problem in reading.faults} == {"TS-457", "TS-458"}
    parts = {part.key: part.rows for part in reading.parts("nl")}
    assert [row[3:] for row in parts["criteria"]] == [
        ["60 % (verborgen)", "0 - 10", "Blad1, A4"], ["40 %", "0 - 10", "Blad1, A5 (verborgen)"],
    ]  # fmt: skip
    assert [row[-1] for row in parts["levels"]] == [
        "Blad1, C4", "Blad1, E4", "Blad1, C5 (verborgen)", "Blad1, E5 (verborgen)",
    ]  # fmt: skip
    skipped = looked(path, hidden="skip")
    assert "verborgen" not in str([part.rows for part in skipped.parts("nl")])


def test_a_fault_stands_at_the_cell_of_the_sheet_as_it_is(tmp_path: Path) -> None:
    rows = [*PLAIN[:3], ["Plan", 0.6, 11, None, 7], ["Team", 0.4, 6, None, "zeven"]]
    reading = looked(book(tmp_path / "book.xlsx", Blad1=rows))
    assert [(problem.code, problem.where) for problem in reading.faults] == [
        ("TS-436", "Blad1, C4"), ("TS-441", "Blad1, E5"),
    ]  # fmt: skip
    turned = [
        ["Inschrijver", "Plan", "Team", "Totaal"],
        ["Weging", 60, 40, 100],
        ["Alfa", 11, 6, 9],
        ["Beta", 7, 8, 7.4],
    ]
    reading = looked(book(tmp_path / "turned.xlsx", S=turned), WideSaid(evaluator="A", scale="0-10"))
    assert [(problem.code, problem.where) for problem in reading.faults] == [("TS-436", "S, B3")]
    reading = looked(book(tmp_path / "merged.xlsx", "C4:C5", Blad1=PLAIN))
    assert [problem.code for problem in reading.faults] == ["TS-713", "TS-713"]


def test_evaluators_have_sheets_or_columns_of_their_own(tmp_path: Path) -> None:
    one: Rows = [["Criterium", "Max. punten", "Alfa", "Beta"], ["Plan", 60, 30, 40], ["Team", 40, 20, 10]]
    found = looked(book(tmp_path / "tabs.xlsx", Anna=one, Bert=one, Totaaloverzicht=one)).scores()
    assert levels(found) == {name: {"Alfa": ["30", "20"], "Beta": ["40", "10"]} for name in ("Anna", "Bert")}
    rows: Rows = [
        [None, None, "Alfa", None, "Beta", None],
        ["Criterium", "Gewicht", "Beoordelaar 1", "Beoordelaar 2", "Beoordelaar 1", "Beoordelaar 2"],
        ["Plan", 100, 3, 4, 5, 4],
        ["Team", 0, 1, 1, 1, 1],
    ]
    path = book(tmp_path / "columns.xlsx", "C1:D1 E1:F1", S=rows)
    assert levels(looked(path, WideSaid(scale="0-5")).scores())["Beoordelaar 2"] == {
        "Alfa": ["4", "1"],
        "Beta": ["4", "1"],
    }


def test_what_the_sheet_does_not_say_is_asked(tmp_path: Path) -> None:
    rows: Rows = [
        [None, None, "Alfa", None],
        ["Criterium", "Gewicht", "Jan", "Piet"],
        ["Plan", 90, 3, 4],
        ["Team", 5, 3, 4],
    ]
    path = book(tmp_path / "book.xlsx", "C1:D1", S=rows)
    assert [problem.code for problem in looked(path).faults] == ["TS-715", "TS-712"]
    said = WideSaid(heads="solutions", scale="0-5")
    assert [problem.code for problem in looked(path, said).faults] == ["TS-498"]
    assert len(looked(path, said, weights="points").scores().imported.evaluators) == 2
    assert [problem.code for problem in looked(book(tmp_path / "one.xlsx", S=PLAIN[1:6])).faults] == [
        "TS-714",
        "TS-712",
    ]
    with pytest.raises(SheetError, match="TS-719"):
        looked(path, WideSaid(scale="tien"))
    totals: Rows = [*rows, ["Totaal", 95, 3, 4], ["Gewogen totaal", 95, 3, None]]
    path = book(tmp_path / "totals.xlsx", "C1:D1 C6:D6", S=totals, Totaal=totals)
    with pytest.raises(SheetError, match="TS-715"):
        looked(path, WideSaid(scale="0-5")).as_sheet("nl", "xlsx")
    for heads, solutions in (("solutions", {"Alfa"}), ("evaluators", {"Jan", "Piet"})):
        answered = looked(path, WideSaid(heads=heads, scale="0-5"), weights="points")  # type: ignore[arg-type]
        assert answered.faults == []
        assert {row[2] for part in answered.parts("nl") if part.key == "totals" for row in part.rows} == solutions
    one = LAYOUTS / "1-merged-heads.xlsx"
    assert [problem.code for problem in looked(one).faults] == ["TS-720"]
    assert len(looked(one, WideSaid(agreed="skip")).scores().imported.evaluators) == 3
    assert [problem.code for problem in looked(LAYOUTS / "2-transposed.xlsx", SAID["2-transposed"]).faults] == [
        "TS-458"
    ]


def test_a_sheet_as_it_would_be_read_comes_in_as_a_workbook(tmp_path: Path) -> None:
    reading = looked(LAYOUTS / "7-totals-rows.xlsx", SAID["7-totals-rows"], weights="points")
    for language, form in (("nl", "xlsx"), ("en", "ods")):
        file = tmp_path / f"book.{form}"
        file.write_bytes(reading.as_sheet(language, form))  # type: ignore[arg-type]
        found = read_scores(file)
        assert (found.imported.method, levels(found)) == (reading.scores().imported.method, levels(reading.scores()))


def test_a_scale_on_which_low_is_best_is_turned_exactly(tmp_path: Path) -> None:
    path = book(
        tmp_path / "book.xlsx", S=[["schaal 1-5"], *PLAIN[1:3], ["Plan", 60, 1, None, 2.5], ["Team", 40, 5, None, 4]]
    )
    found = looked(path, WideSaid(evaluator="A"), low_is_best=["Plan"]).scores()
    assert levels(found)["A"] == {"Alfa": ["5", "5"], "Beta": ["3.5", "4"]}
    assert "TS-717" in [note.code for note in found.notes]
    every = looked(path, WideSaid(evaluator="A"), low_is_best=["all"]).scores()
    assert levels(every)["A"] == {"Alfa": ["5", "1"], "Beta": ["3.5", "2"]}
    assert [problem.code for problem in looked(path, WideSaid(evaluator="A"), low_is_best=["Prijs"]).faults] == [
        "TS-718"
    ]


@pytest.mark.parametrize(
    ("rows", "merged", "asked"),
    [
        pytest.param([[*HEAD[:3], "Alfa"], *ROWS], "", [("TS-528", "D3")], id="a name twice"),
        pytest.param([HEAD, ["Plan", 60, 7], ROWS[1]], "C3:D3", [("TS-713", "C3")], id="merged"),
        pytest.param([HEAD, ["Plan", 60, "", 3], ROWS[1]], "B3:C3", [("TS-713", "B3")], id="both"),
        pytest.param([[*HEAD[:3], "#REF!"], *ROWS], "", [("TS-418", "D2")], id="an error for a head"),
        pytest.param([HEAD, ["#N/A", 60, 7, 3], ROWS[1]], "", [("TS-418", "A3")], id="an error for a criterion"),
        pytest.param([[*HEAD[:3], "Max Bouw"], *ROWS], "", [("TS-769", "D2"), ("TS-770", "D3")], id="a name or a head"),
        pytest.param([[*HEAD[:3], "Item 7"], *ROWS], "", [("TS-769", "D2")], id="a name or a title"),
        pytest.param([[*HEAD[:3], "Score Max Bouw"], *ROWS], "", [], id="a name that is said to be one"),
        pytest.param([[*HEAD[:3], "Inschrijver #1"], *ROWS], "", [], id="a name with a number"),
        pytest.param([HEAD, ["Plan", "0.4%", 7, 3], ["Team", 0.6, 6, 8]], "", [("TS-768", "B4")], id="signs for some"),
        pytest.param([HEAD, ["Plan", 60, "7%", 3], ROWS[1]], "", [("TS-441", "C3")], id="percent on a scale of 10"),
        pytest.param([HEAD, ["Plan", 1e300, 7, 3], ROWS[1]], "", [("TS-423", "B3")], id="a huge weight"),
        pytest.param([HEAD, ["Plan", 60, 1e300, 3], ROWS[1], ["Totaal", 1, 1e305]], "", [("TS-441", "C3")], id="huge"),
        pytest.param(
            [["Criterium", "Max", "Weging", "Alfa"], ["Plan", 5, 60, 4], ["Team", 5, 40, 3]], "", [("TS-770", "B3")],
            id="two scales",
        ),
        pytest.param(
            [["Criterium", "Alfa"], ["Plan", 7], ["Team", 6], ["Weging"], ["Plan", 60], ["Plan", 10], ["Team", 40]], "",
            [("TS-716", "B7")], id="two weights below",
        ),
    ],
)  # fmt: skip
def test_no_value_is_lost_or_taken_for_another(
    tmp_path: Path, rows: Rows, merged: str, asked: list[tuple[str, str]]
) -> None:
    reading = looked(book(tmp_path / "w.xlsx", merged, S=[["schaal 0-10"], *rows]), WideSaid("Anna"))
    places = [(problem.code, problem.where.removeprefix("S, ").split()[0]) for problem in reading.faults]
    assert places == asked
    assert [[*part.rows] for language in LANGUAGES for part in reading.parts(language)]


def test_an_evaluator_with_two_sheets_judges_nothing_twice(tmp_path: Path) -> None:
    said = [["Beoordelaar: Anna", None, "schaal 0-10"], HEAD]
    reading = looked(book(tmp_path / "w.xlsx", A=[*said, *ROWS], B=[*said, ["Plan", 60, 1, 1]]))
    assert [(problem.code, problem.where) for problem in reading.faults] == [("TS-528", "B, C3 … D3")]


def test_a_scale_in_a_reason_is_not_that_of_the_sheet(tmp_path: Path) -> None:
    rows: Rows = [["Criterium", "Weging", "Max", "Alfa", "Toelichting"], ["Plan", 100, 5, 4, "score van 1 tot 100"]]
    [weighed] = asked_of(looked(book(tmp_path / "w.xlsx", S=rows), WideSaid("Anna")).scores())
    assert weighed.criterion.scale == "0-5"


def test_what_was_passed_over_or_taken_out_is_noted_and_an_unused_column_named(tmp_path: Path) -> None:
    head = ["Criterium", "Weging", "Gewicht", "Al_x0007_fa", "Beta"]
    path = book(tmp_path / "w.xlsx", S=[["schaal 0-10"], head, ["Plan", 60, 1, 7, 3], ["Team", 40, 1, 6, 8]])
    made = openpyxl.load_workbook(path)
    made["S"].append(["Prijs", 1, 1, 1, 1])
    made["S"].row_dimensions[5].hidden = True
    made.save(path)
    reading = looked(path, WideSaid("Anna"), hidden="skip")
    assert [note.code for note in reading.scores().notes][:3] == ["TS-530", "TS-479", "TS-527"]
    assert [left.text for left in reading.wide.left] == ["Gewicht"]


def test_where_no_table_is_recognised_there_is_nothing(tmp_path: Path) -> None:
    assert (
        read_wide(book(tmp_path / "book.xlsx", S=[["Naam", "Leeftijd"], ["Anna", 40], ["Bert", 41]]), WideSaid())
        is None
    )
    assert read_wide(book(tmp_path / "empty.xlsx", S=[]), WideSaid()) is None


@pytest.mark.parametrize(
    "rows",
    [
        [["Criterium"] * 500 for _ in range(30)],
        [["Criterium", "Eis", "a", "b", "c"] for _ in range(1_500)],
        [["Criterium", *range(200)], ["c", *[1] * 200], *([f"c{row}", 1] for row in range(400))],
        [["Criterium", *range(500)], *([f"c{row}", *[1] * 20] for row in range(500))],
        [["Inschrijver", *["Weging"] * 3_000], *([f"c{row}"] for row in range(3_000))],
    ],
)
def test_a_hostile_sheet_is_refused_or_read_with_little_work(tmp_path: Path, rows: Rows) -> None:
    """No more is done than some times going over the cells: counted in calls, not timed."""
    calls = itertools.count()
    path = book(tmp_path / "book.xlsx", " ".join(f"D{row}:E{row}" for row in range(9, 900)), S=rows)
    sys.setprofile(lambda *_: next(calls) and None)
    with suppress(SheetError):
        read_wide(path, WideSaid(evaluator="A", scale="0-10"))
    sys.setprofile(None)
    assert next(calls) < 400 * sum(map(len, rows))


@pytest.mark.parametrize(
    ("text", "kind", "total"),
    [
        ("Wegings-\nfactor", "weight", False), ("Max. punten", "max", False), ("Totaal (max. 9)", "total", True),
        ("Gemiddelde wachttijd", "total", False), ("Subtotaal kwaliteit", "total", True), ("Alfa BV", "", False),
    ],
)  # fmt: skip
def test_what_heads_say(text: str, kind: str, total: bool) -> None:
    assert (kind_of(text), is_total(text)) == (kind, total)


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("Schaal 0-10", "0-10"), ("cijfers 1 t/m 5", "1-5"), ("0 = slecht, 1 = matig, 3 = goed", "0-3"),
        ("Versie 2-3", None), ("1. Plan 2. Team 3. Prijs", None), ("score 10-0", None),
    ],
)  # fmt: skip
def test_a_line_tells_a_scale(text: str, scale: str | None) -> None:
    assert scale_in(text) == scale


def test_every_layout_is_expected_and_said_something_of() -> None:
    assert {path.stem for path in LAYOUTS.glob("[0-9]*")} == EXPECTED.keys() == SAID.keys()
