"""Importing scores: every sheet that is read alike gives one method, and what does not fit is refused whole."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from odfdo import Document, Row, Table

from toetssteen.errors import SheetError, StoreError
from toetssteen.scoring.result.result import result
from toetssteen.sheets.scores import SheetScores, read_scores
from toetssteen.workbench import import_scores

Rows = list[list[object]]

CRITERIA: Rows = [
    ["id", "title", "value", "weight", "scale_max", "scale_min", "step", "kind", "minimum"],
    ["plan", "Plan van aanpak", "Kwaliteit & zorg", 37.5, 10, "", 2, "", 4],
    ["team", "Team", "Kwaliteit & zorg", 22.5, 5, 1, 0.5, "Award", ""],
    ["open data", "Café open", "openbaar", 40, 100, "", "", "award", ""],
    ["AVG", "Voldoet aan de AVG", "", "", "", "", "", "gate", ""],
]
SCORES: Rows = [
    ["evaluator", "solution", "criterion", "level", "reason"],
    ["Anna de Vries", "Alfa", "plan", 8, "goed"],
    ["Anna de Vries", "Alfa", "team", 3.5, "goed"],
    ["Anna de Vries", "Alfa", "open data", 62.25, ""],
    ["Anna de Vries", "Alfa", "AVG", 1, "verklaring"],
    ["Anna de Vries", "Bèta BV", "plan", 6, "matig, maar; af"],
    ["Anna de Vries", "Bèta BV", "team", 4, "goed"],
    ["Anna de Vries", "Bèta BV", "open data", 80, "goed"],
    ["Anna de Vries", "Bèta BV", "AVG", "Not_Met", "geen"],
    ["bert", "Alfa", "plan", 10, "goed"],
    ["bert", "Bèta BV", "plan", "UNKNOWN ", "niet getoond"],
]


def written(cell: object, delimiter: str, decimal: str) -> str:
    text = str(cell).replace(".", decimal) if isinstance(cell, float) else str(cell)
    return f'"{text}"' if delimiter in text else text


def csv_folder(
    path: Path, criteria: Rows, scores: Rows, delimiter: str = ";", decimal: str = ",", encoding: str = "utf-8"
) -> Path:
    path.mkdir(exist_ok=True)
    for name, rows in (("criteria.csv", criteria), ("Scores.CSV", scores)):
        lines = [delimiter.join(written(cell, delimiter, decimal) for cell in row) for row in rows]
        (path / name).write_bytes("\r\n".join(lines).encode(encoding))
    return path


def xlsx(path: Path, criteria: Rows, scores: Rows) -> Path:
    book = openpyxl.Workbook()
    for title, rows in (("Criteria", criteria), ("SCORES", scores)):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append([cell if cell != "" else None for cell in row])
    book.save(path)
    return path


def ods(path: Path, criteria: Rows, scores: Rows) -> Path:
    document = Document("spreadsheet")
    document.body.clear()
    for title, rows in (("criteria", criteria), ("scores", scores)):
        table = Table(title)
        for row in rows:
            line = Row()
            line.set_values([None if cell == "" else cell for cell in row])
            table.append(line)
        document.body.append(table)
    document.save(path)
    return path


def changed(rows: Rows, row: int, **cells: object) -> Rows:
    """Copy rows with cells of one row (as a spreadsheet counts) replaced."""
    copy = [list(row) for row in rows]
    for name, value in cells.items():
        copy[row - 1][copy[0].index(name)] = value
    return copy


def refused(tmp_path: Path, criteria: Rows, scores: Rows) -> list[tuple[str, str]]:
    """Give the code and place of every fault; whatever is refused leaves nothing on disk."""
    path, into = csv_folder(tmp_path / "in", criteria, scores), tmp_path / "new" / "case"
    with pytest.raises(SheetError) as caught:
        import_scores(path, into)
    assert [path.name for path in tmp_path.iterdir()] == ["in"]
    return [(problem.code, problem.where.partition(", ")[2].partition(" ")[0]) for problem in caught.value.faults]


def codes(found: SheetScores) -> list[str]:
    return [note.code for note in found.notes]


def document(path: Path, into: Path, **asked: Any) -> dict[str, Any]:
    return result(import_scores(path, into, **asked)[0].assessment()).document()


def test_every_way_to_write_a_sheet_gives_the_same(tmp_path: Path) -> None:
    paths = [xlsx(tmp_path / "book.xlsx", CRITERIA, SCORES), ods(tmp_path / "book.ods", CRITERIA, SCORES)]
    for number, ways in enumerate(itertools.product(",;", ",.", ("utf-8", "utf-8-sig", "cp1252"))):
        paths.append(csv_folder(tmp_path / f"csv{number}", CRITERIA, SCORES, *ways))
    found = [read_scores(path, encoding="windows-1252") for path in paths]
    assert len({sheet.imported.method for sheet in found}) == 1
    assert all(sheet.imported.evaluators == found[0].imported.evaluators for sheet in found)
    assert all(sheet.imported.solutions == found[0].imported.solutions for sheet in found)


def test_what_a_sheet_becomes(tmp_path: Path) -> None:
    found = read_scores(csv_folder(tmp_path / "in", CRITERIA, SCORES))
    method = found.method
    assert [(value.id, str(value.weight)) for value in method.values] == [("kwaliteit-zorg", "60"), ("openbaar", "40")]
    assert [scale.id for scale in method.scales] == ["0-10-step-2", "1-5-step-0.5", "0-100"]
    assert [weighing.criterion.id for _, weighing in method.weighings()] == ["plan", "team", "open-data"]
    assert [(gate.id, gate.title.nl) for gate in method.gates] == [("AVG", "Voldoet aan de AVG")]
    assert [(solution.id, solution.name) for solution in found.imported.solutions] == [
        ("Alfa", "Alfa"),
        ("beta-bv", "Bèta BV"),
    ]
    assert [(evaluator.person, evaluator.name) for evaluator in found.imported.evaluators] == [
        ("anna-de-vries", "Anna de Vries"),
        ("bert", "bert"),
    ]
    answers = [evaluation.answer for sheet in found.imported.evaluators for evaluation in sheet.evaluations]
    assert answers == ["8", "3.5", "62.25", "met", "6", "4", "80", "not_met", "10", "unknown"]
    assert codes(found) == ["TS-450", "TS-452"]
    assert found.notes[1].particulars == {"evaluator": "bert", "criteria": "team, open data, AVG"}


def test_an_import_is_an_assessment(tmp_path: Path) -> None:
    folder, _ = import_scores(
        xlsx(tmp_path / "Sociaal domein.xlsx", CRITERIA, SCORES), tmp_path / "case", track="ethics"
    )
    assessment = folder.assessment()
    assert (assessment.opened.title, assessment.opened.procedure) == ("Sociaal domein", "existing-use")
    assert (assessment.phase, assessment.fingerprint is not None) == ("scored", True)
    found = result(assessment).document()
    alfa, beta = found["solutions"]
    assert (found["imported"], found["complete"], found["method"]["set"]) == (True, False, None)
    # plan (8+10)/2 of 10, team (3.5-1)/4, open data 62.25 of 100
    assert alfa["total"] == f"{37.5 * 0.9 + 22.5 * 0.625 + 40 * 0.6225:.2f}"
    assert (alfa["eligible"], beta["eligible"], beta["total"]) == (True, False, None)
    assert (beta["low"], beta["high"]) == ("60.13", "78.88")


def test_four_independent_members_rbgel_2015_3676(tmp_path: Path) -> None:
    """ECLI:NL:RBGEL:2015:3676: levels 0, 2, 4, 5, given independently; the mean counts, unrounded."""
    criteria = [CRITERIA[0], ["k1", "Kwaliteit", "kwaliteit", 100, 5, "", "", "", ""]]
    scores = [SCORES[0], *(["lid " + str(n), "A", "k1", level, "gemotiveerd"] for n, level in enumerate((4, 5, 5, 4)))]
    [solution] = document(csv_folder(tmp_path / "in", criteria, scores), tmp_path / "case")["solutions"]
    assert (solution["total"], solution["low"], solution["high"]) == ("90.00", "90.00", "90.00")


@pytest.mark.parametrize(
    ("answers", "low", "high"),
    [
        ([["anna", "A", "k1", "unknown", "x"]], "0.00", "100.00"),
        ([["anna", "A", "k1", "Refused", "x"], ["bert", "A", "k1", 4, "x"]], "40.00", "90.00"),
        ([["anna", "A", "k1", "", ""], ["bert", "A", "k1", 5, "x"]], "50.00", "100.00"),
    ],
)
def test_no_answer_is_the_whole_scale(tmp_path: Path, answers: Rows, low: str, high: str) -> None:
    criteria = [CRITERIA[0], ["k1", "Kwaliteit", "kwaliteit", 100, 5, "", "", "", ""]]
    [solution] = document(csv_folder(tmp_path / "in", criteria, [SCORES[0], *answers]), tmp_path / "case")["solutions"]
    assert (solution["total"], solution["low"], solution["high"]) == (None, low, high)


def test_missing_rows_decision_0006(tmp_path: Path) -> None:
    """Who judged a criterion for one solution has it open for the others; who judged it for none has no part in it."""
    criteria = [CRITERIA[0], *([f"k{n}", "K", "v", 50, 10, "", "", "", ""] for n in (1, 2))]
    scores: Rows = [
        SCORES[0], ["anna", "A", "k1", 10, "x"], ["anna", "B", "k1", 10, "x"],
        ["bert", "A", "k2", 10, "x"], ["carl", "A", "k1", 10, "x"],
    ]  # fmt: skip
    path = csv_folder(tmp_path / "in", criteria, scores)
    a, b = document(path, tmp_path / "case")["solutions"]
    assert (a["total"], b["low"], b["high"]) == ("100.00", "25.00", "100.00")
    notes = read_scores(path).notes
    assert [note.code for note in notes] == ["TS-452"] * 3 + ["TS-454"] * 2
    assert notes[-1].particulars == {"evaluator": "carl", "id": "k1", "solutions": "B"}


@pytest.mark.parametrize(
    ("row", "cells", "faults"),
    [
        (
            2,
            {"id": "team"},
            [("TS-425", "A3"), ("TS-435", "C2"), ("TS-435", "C6"), ("TS-435", "C10"), ("TS-435", "C11")],
        ),
        (2, {"title": " "}, [("TS-421", "B2")]),
        (2, {"title": "x" * 501}, [("TS-422", "B2")]),
        (2, {"value": ""}, [("TS-421", "C2")]),
        (3, {"value": "kwaliteit & Zorg"}, [("TS-426", "C3")]),
        (2, {"weight": 37.4}, [("TS-498", "")]),
        (2, {"weight": ""}, [("TS-421", "D2")]),
        (2, {"weight": "veel"}, [("TS-423", "D2")]),
        (2, {"weight": "37,5%"}, [("TS-423", "D2")]),
        (2, {"weight": "37,1234567891"}, [("TS-499", "D2")]),
        (2, {"weight": -1}, [("TS-428", "D2")]),
        (2, {"weight": 101}, [("TS-428", "D2")]),
        (3, {"scale_min": 5, "step": ""}, [("TS-430", "E3")]),
        (3, {"step": 3}, [("TS-431", "G3")]),
        (3, {"step": 0}, [("TS-431", "G3")]),
        (3, {"step": 0.001}, [("TS-345", "G3")]),
        (3, {"scale_max": 1_000_000, "step": ""}, [("TS-345", "E3")]),
        (3, {"minimum": 0}, [("TS-432", "I3")]),
        (4, {"kind": "criterium"}, [("TS-424", "H4")]),
        (5, {"weight": 5}, [("TS-427", "D5")]),
        (5, {"minimum": 1}, [("TS-427", "I5")]),
    ],
)
def test_criteria_that_do_not_fit(
    tmp_path: Path, row: int, cells: dict[str, object], faults: list[tuple[str, str]]
) -> None:
    assert refused(tmp_path, changed(CRITERIA, row, **cells), SCORES) == faults


@pytest.mark.parametrize(
    ("row", "cells", "fault"),
    [
        (2, {"evaluator": ""}, ("TS-421", "A2")),
        (2, {"evaluator": "anna de  vries"}, ("TS-426", "A3")),
        (2, {"solution": ""}, ("TS-421", "B2")),
        (6, {"solution": "bèta bv"}, ("TS-426", "B7")),
        (2, {"criterion": "prijs"}, ("TS-435", "C2")),
        (3, {"criterion": "plan", "level": 4}, ("TS-434", "C3")),
        (2, {"level": 12}, ("TS-436", "D2")),
        (2, {"level": -2}, ("TS-436", "D2")),
        (2, {"level": 7}, ("TS-436", "D2")),
        (2, {"level": "met"}, ("TS-437", "D2")),
        (2, {"level": "not_applicable"}, ("TS-438", "D2")),
        (5, {"level": "Not_Applicable"}, ("TS-439", "D5")),
        (5, {"level": 2}, ("TS-440", "D5")),
        (5, {"level": 0.5}, ("TS-440", "D5")),
        (5, {"level": "jawel"}, ("TS-440", "D5")),
        (2, {"level": "ja"}, ("TS-437", "D2")),
        (2, {"level": "N.V.T."}, ("TS-438", "D2")),
        (5, {"level": "n/a"}, ("TS-439", "D5")),
        (2, {"evaluator": "\N{ZERO WIDTH SPACE}"}, ("TS-495", "A2")),
        (2, {"solution": "Al\N{SOFT HYPHEN}fa"}, ("TS-426", "B3")),
        (2, {"level": "goed"}, ("TS-441", "D2")),
        (2, {"reason": "x" * 20_001}, ("TS-422", "E2")),
    ],
)
def test_scores_that_do_not_fit(tmp_path: Path, row: int, cells: dict[str, object], fault: tuple[str, str]) -> None:
    assert refused(tmp_path, CRITERIA, changed(SCORES, row, **cells)) == [fault]


def test_all_faults_of_both_tables_at_once(tmp_path: Path) -> None:
    criteria = changed(changed(CRITERIA, 2, weight="x"), 3, step=3)
    scores = changed(changed(SCORES, 5, level="jawel"), 4, level=101)
    assert sorted(code for code, _ in refused(tmp_path, criteria, scores)) == ["TS-423", "TS-431", "TS-436", "TS-440"]


def test_a_fault_names_table_row_column_and_value(tmp_path: Path) -> None:
    with pytest.raises(SheetError) as caught:
        read_scores(csv_folder(tmp_path / "in", CRITERIA, changed(SCORES, 2, level=7)))
    [fault] = caught.value.faults
    assert fault.where == "Scores.CSV, D2 (level)"
    assert {"row": 2, "column": "level", "value": "7", "allowed": "0-10 (step 2)"}.items() <= fault.particulars.items()


def test_weights_that_look_like_fractions(tmp_path: Path) -> None:
    criteria = changed(changed(changed(CRITERIA, 2, weight=0.375), 3, weight=0.225), 4, weight=0.4)
    path = xlsx(tmp_path / "book.xlsx", criteria, SCORES)
    with pytest.raises(SheetError) as caught:
        read_scores(path)
    assert [problem.code for problem in caught.value.faults] == ["TS-429"]


YES_AND_NO = (True, "JA", "yes", "Waar", 1, False, "nee", "No", "onwaar", 0)


@pytest.mark.parametrize("write", [xlsx, ods, csv_folder])
def test_requirements_only_are_met_or_not_and_have_no_total(tmp_path: Path, write: Any) -> None:
    scores = [SCORES[0], *(["anna", f"S{number}", "AVG", said, "x"] for number, said in enumerate(YES_AND_NO))]
    path = write(tmp_path / "requirements.sheet", [CRITERIA[0], CRITERIA[4]], scores)
    if write is not csv_folder:
        path = path.rename(path.with_suffix(f".{write.__name__}"))
    found = document(path, tmp_path / "case")
    assert found["complete"]
    assert [solution["eligible"] for solution in found["solutions"]] == [True] * 5 + [False] * 5
    assert {(solution["total"], solution["low"], solution["rank"]) for solution in found["solutions"]} == {
        (None, None, None)
    }


def test_nothing_to_judge_by_is_refused(tmp_path: Path) -> None:
    scores: Rows = [SCORES[0], ["anna", "A", "AVG", "n.v.t.", ""]]
    assert refused(tmp_path, [CRITERIA[0], CRITERIA[4]], scores) == [("TS-433", "")]


def test_true_as_a_level_or_a_name_is_explained(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "book.xlsx", CRITERIA, changed(changed(SCORES, 2, level=True), 3, reason=True))
    with pytest.raises(SheetError) as caught:
        read_scores(path)
    assert [problem.code for problem in caught.value.faults] == ["TS-417", "TS-437"]


def test_names_that_look_alike_are_told_and_a_reason_that_nobody_sees_is_none(tmp_path: Path) -> None:
    cyrillic = "\N{CYRILLIC CAPITAL LETTER A}lfa"
    scores = changed(changed(SCORES, 2, reason="\N{ZERO WIDTH SPACE}"), 3, solution=cyrillic, reason="a\x07b")
    found = read_scores(csv_folder(tmp_path / "in", CRITERIA, scores))
    told = {note.code: note.particulars for note in found.notes}
    assert told["TS-299"] == {"name": cyrillic, "other": "Alfa"}
    assert (told["TS-527"], told["TS-450"]) == ({"count": 1}, {"count": 2})
    assert [evaluation.reason for evaluation in found.imported.evaluators[0].evaluations][:2] == ["", "ab"]


def test_a_person_gets_no_id_that_windows_keeps(tmp_path: Path) -> None:
    scores: Rows = [[*row[:2], *row[2:]] if row[0] != "bert" else ["con", *row[1:]] for row in SCORES]
    found = read_scores(csv_folder(tmp_path / "in", CRITERIA, scores))
    assert [(sheet.person, sheet.name) for sheet in found.imported.evaluators][1] == ("con-2", "con")


def test_a_gate_that_applies_to_nobody_is_left_out(tmp_path: Path) -> None:
    scores = changed(changed(SCORES, 5, level="not_applicable"), 9, level="not_applicable")
    found = read_scores(csv_folder(tmp_path / "in", CRITERIA, scores))
    assert (found.method.gates, "TS-453" in codes(found)) == ([], True)
    assert refused(tmp_path, CRITERIA, [row for number, row in enumerate(scores) if number != 8]) == [("TS-439", "D5")]


def test_a_criterion_that_nobody_judged(tmp_path: Path) -> None:
    scores = [row for row in SCORES if row[2] != "team"]
    found = read_scores(csv_folder(tmp_path / "in", CRITERIA, scores))
    assert [note.particulars for note in found.notes if note.code == "TS-455"] == [{"id": "team"}]


def test_ids_are_unique_and_the_importer_keeps_its_own(tmp_path: Path) -> None:
    names = ["importer", "J. Jansen", "J Jansen", "j-jansen", "評価者", "Ø"]
    scores = [SCORES[0], *([name, name, "k1", 1, "x"] for name in names)]
    criteria = [CRITERIA[0], ["k1", "K", "v", 100, 5, "", "", "", ""]]
    imported = read_scores(csv_folder(tmp_path / "in", criteria, scores)).imported
    people = ["importer-2", "j-jansen-2", "j-jansen-3", "j-jansen", "evaluator", "evaluator-2"]
    assert [evaluator.person for evaluator in imported.evaluators] == people
    assert [solution.id for solution in imported.solutions][-2:] == ["solution", "solution-2"]


def test_a_full_folder_stays_as_it_is(tmp_path: Path) -> None:
    path, into = csv_folder(tmp_path / "in", CRITERIA, SCORES), tmp_path / "case"
    import_scores(path, into)
    before = {path: path.read_bytes() for path in into.rglob("*") if path.is_file()}
    with pytest.raises(StoreError):
        import_scores(path, into)
    assert {path: path.read_bytes() for path in into.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("existed", [True, False])
def test_a_failure_halfway_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, existed: bool) -> None:
    path, into = csv_folder(tmp_path / "in", CRITERIA, SCORES), tmp_path / "new" / "case"
    if existed:
        into.mkdir(parents=True)
    monkeypatch.setattr("toetssteen.store.line.canonical.digest", _fail_on_import)
    with pytest.raises(KeyboardInterrupt):
        import_scores(path, into)
    assert sorted(path.name for path in tmp_path.rglob("*")) == sorted(
        ["in", "criteria.csv", "Scores.CSV", *(["new", "case"] if existed else [])]
    )


def _fail_on_import(document: dict[str, Any]) -> str:
    if document["kind"] == "imported":
        raise KeyboardInterrupt
    return "0" * 64
