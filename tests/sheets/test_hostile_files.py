"""A file that hurts who reads it is refused in a moment, in a process that is gone then; a good one reads as it did."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import psutil
import pytest
from python_calamine import CalamineWorkbook
from tests.pages.opened import open_tender
from tests.sheets import hostile_files as hostile
from tests.sheets.test_questionnaire import GIVEN, asked, asked_of, filled, made_of, ods, xlsx

from toetssteen.content.library import Library
from toetssteen.errors import SheetError
from toetssteen.sheets import apart, attachment, scores, table
from toetssteen.sheets.answers import Asked, read_answers
from toetssteen.sheets.scores import read_scores
from toetssteen.sheets.workbook import Trouble, read_workbook
from toetssteen.workbench import Workbench

__all__ = ["asked"]  # a fixture

AMPLE = 15.0
"""Seconds for a file, with ample room for a machine that is busy; one that is not ended takes minutes."""
KINDS = {
    "far-empty-cell": "TS-420", "far-row-without-reference": "TS-420", "far-cell-in-every-row": "TS-420",
    "reference-with-a-huge-number": "TS-404", "shared-text-bomb": "TS-420", "huge-cell": "TS-446",
    "many-sheets": "TS-448", "styles-bomb": "TS-448", "nested-cells": "TS-448", "many-empty-elements": "TS-420",
    "repeated-columns": "TS-420", "repeated-rows": "TS-420",
    "repeated-empty-out-of-the-sheet": "TS-420", "repeated-often": "TS-420", "spaces": "TS-446",
    "repeated-empty-in-the-sheet": "TS-420", "repeated-in-a-cell": "TS-420", "deep-spans": "TS-448",
    "billion-laughs-ods": "TS-403", "entity-from-outside": "TS-403", "doctype-in-utf-16": "TS-403",
    "long-attribute": "TS-448", "many-names": "TS-448",
    "bursting-sheet": "TS-402", "bursting-sheet-that-declares-little": "TS-404", "bzip2": "TS-445",
    "encrypted-flag": "TS-445", "same-name-twice": "TS-445", "overlapping": "TS-445", "many-members": "TS-445",
    "local-name-lies": "TS-404", "size-huge": "TS-445",
    "size-unpacked-lies": "TS-445", "size-unpacked-huge": "TS-402", "crc-lies": "TS-404",
    "xlsb": "TS-403", "many-columns": "TS-409", "merge-over-all": "TS-460",
}  # fmt: skip
"""One small case of each kind, and what is said; the nightly script has all, with their seconds and memory."""
HARMLESS = ("dimension-that-lies", "checks-over-all", "colours-over-all", "bursting-types")
"""What hurts a reader that believes it."""
SHEETS = hostile.sheets()


def codes(error: pytest.ExceptionInfo[SheetError]) -> list[str]:
    return [problem.code for problem in error.value.faults]


@pytest.fixture(autouse=True)
def _nothing_is_left(tmp_path: Path) -> Iterator[None]:
    """See after each test that no process is left, not even a dead one."""
    before = {process.pid for process in psutil.Process().children()}
    yield
    assert {process.pid for process in psutil.Process().children()} <= before


def kept(tmp_path: Path, content: bytes) -> Path:
    (path := tmp_path / "scores.xlsx").write_bytes(content)
    return path


@pytest.mark.parametrize("name", KINDS)
def test_attack_a_hostile_workbook_is_refused(tmp_path: Path, name: str) -> None:
    path = kept(tmp_path, SHEETS[name]())
    began, before = time.monotonic(), psutil.Process().memory_info().rss
    with pytest.raises(SheetError) as error:
        read_scores(path)
    assert codes(error)[0] == KINDS[name]
    assert time.monotonic() - began < AMPLE
    assert psutil.Process().memory_info().rss - before < 200_000_000
    assert [path.name for path in tmp_path.iterdir()] == ["scores.xlsx"]
    for language in ("nl", "en"):
        assert all(error.value.say(language))


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_not_asked_for_is_not_looked_at(tmp_path: Path, name: str) -> None:
    assert read_scores(kept(tmp_path, SHEETS[name]())).imported.solutions[1].name == "b"


@pytest.mark.parametrize("name", ["commas", "header-without-end", "nothing-but-nul"])
def test_attack_a_hostile_csv_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "criteria.csv").write_text("\n".join(",".join(row) for row in hostile.CRITERIA), encoding="utf-8")
    (tmp_path / "scores.csv").write_bytes(hostile.tables()[name]())
    with pytest.raises(SheetError) as error:
        read_scores(tmp_path)
    assert set(codes(error)) & {"TS-420", "TS-414", "TS-407"}


@pytest.mark.parametrize(
    ("name", "code"),
    [("bursting.docx", "TS-402"), ("overlapping.xlsx", "TS-445"), ("lzma.docx", "TS-445"), ("noise.docx", "TS-491"),
     ("directory-lies.docx", "TS-491"), ("macros.docx", "TS-491"), ("declares-little.docx", "TS-491")],
)  # fmt: skip
def test_attack_a_hostile_attachment_is_refused_by_its_name(name: str, code: str) -> None:
    content = hostile.documents()[name]()
    assert [(problem.code, problem.where) for problem in attachment.document_faults(name, content)] == [(code, name)]


def test_a_document_that_is_one_is_kept_however_large() -> None:
    word = {"[Content_Types].xml": b"<Types/>", "word/media/1.png": os.urandom(60_000_000)}
    assert list(attachment.document_faults("a.docx", hostile.packed(word, zipfile.ZIP_STORED))) == []


def grown(content: bytes, more: bytes) -> bytes:
    """Give a questionnaire with more in the first sheet of questions."""
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made := io.BytesIO(), "w") as new:
        for part in old.infolist():
            found = old.read(part)
            new.writestr(
                part, found.replace(b"</sheetData>", more + b"</sheetData>") if "sheet2" in part.filename else found
            )
    return made.getvalue()


def test_attack_a_few_bytes_more_in_our_own_questionnaire(tmp_path: Path, shelf: Library) -> None:
    folder = open_tender(tmp_path, shelf)
    content = filled(xlsx(made_of(asked_of(folder))), dict(GIVEN))
    before = sorted((path, path.stat().st_size) for path in folder.path.rglob("*") if path.is_file())
    for more in (hostile.FAR.encode(), b'<row><c r="XFD1048576"/></row>'):
        with pytest.raises(SheetError) as error:
            Workbench.of(folder, "chair").receive("linde", grown(content, more), {}, name="linde.xlsx")
        assert [(problem.code, problem.where) for problem in error.value.faults] == [("TS-420", "linde.xlsx")]
    assert sorted((path, path.stat().st_size) for path in folder.path.rglob("*") if path.is_file()) == before


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_our_own_questionnaire_cut_off_or_with_something_behind_it(asked: Asked, kind: str) -> None:
    content = xlsx(made_of(asked)) if kind == "xlsx" else ods(made_of(asked))
    read_answers(content + b"\n" * 25, f"a.{kind}", asked, {}, 1000, blank=True)
    for part in range(0, 20, 1 if kind == "xlsx" else 3):
        with pytest.raises(SheetError) as error:
            read_answers(content[: len(content) * part // 20], f"a.{kind}", asked, {}, 1000, blank=True)
        assert codes(error)[0] in ("TS-403", "TS-404")


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    (tmp_path / "link.xlsx").symlink_to("/dev/zero")
    (tmp_path / "good.xlsx").write_bytes(hostile.xlsx())
    (tmp_path / "good-link.xlsx").symlink_to(tmp_path / "good.xlsx")
    for name in ("pipe.xlsx", "link.xlsx"):
        with pytest.raises(SheetError) as error:
            read_scores(tmp_path / name)
        assert codes(error) == ["TS-447"]
    assert read_scores(tmp_path / "good-link.xlsx").imported.source == "good.xlsx"
    os.mkfifo(tmp_path / "scores.csv")
    with pytest.raises(SheetError) as error:
        read_scores(tmp_path)
    assert "TS-447" in codes(error)


def instead(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Let the process do something else than reading."""
    start = "import json, os, sys, time\nprint(json.dumps(['ready']), flush=True)\n"
    monkeypatch.setattr(apart, "_command", lambda order: [sys.executable, "-I", "-c", start + code])


@pytest.mark.parametrize(
    "code",
    ["time.sleep(60)", "while True: pass", "kept = [bytearray(50_000_000) for _ in range(60)]; time.sleep(60)",
     "os.abort()", "os._exit(0)", "raise MemoryError", "print('[\"row\", 1', end='')", "print('x' * 100)",
     "while True: print('[\"row\"' + ' ' * 10_000 + ', 1, []]')", "os.close(1); time.sleep(60)"],
)  # fmt: skip
def test_attack_a_process_that_does_anything_else_is_ended(
    code: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    instead(monkeypatch, "import resource; resource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n" + code)
    began = time.monotonic()
    with pytest.raises(SheetError) as error:
        read_workbook(hostile.xlsx(), "a.xlsx", {"scores"})
    assert [(problem.code, problem.where) for problem in error.value.faults] == [("TS-442", "a.xlsx")]
    assert time.monotonic() - began < AMPLE
    assert capfd.readouterr() == ("", "")


def test_the_time_of_whoever_asks_is_not_that_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, "for n in range(5): print(json.dumps(['row', n]), flush=True)\nprint('[\"done\"]')")
    monkeypatch.setattr(apart, "SECONDS", 0.2)
    told = apart.read_apart(hostile.xlsx(), "a.xlsx", {})
    assert [time.sleep(0.2) or line[1] for line in told] == list(range(5))


def test_attack_a_process_that_takes_memory_is_ended_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, "kept = [bytearray(50_000_000) for _ in range(8)]; time.sleep(60)")
    monkeypatch.setattr(apart, "SECONDS", 40.0)
    began = time.monotonic()
    with pytest.raises(SheetError) as error:
        read_workbook(hostile.xlsx(), "a.xlsx", {"scores"})
    assert codes(error) == ["TS-442"]
    assert time.monotonic() - began < AMPLE


def test_attack_a_module_in_the_folder_one_works_in_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(1)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert read_workbook(hostile.xlsx(), "a.xlsx", {"scores"}).names == ["criteria", "scores"]


@pytest.mark.parametrize("command", [["/nowhere/python"], [""], [sys.executable, "-c", "import no_such_module"]])
def test_where_no_process_can_be_started_the_file_is_refused(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(apart, "_command", lambda order: command)
    with pytest.raises(SheetError) as error:
        read_workbook(hostile.xlsx(), "a.xlsx", {"scores"})
    assert codes(error) == ["TS-443"]
    assert capfd.readouterr() == ("", "")


def test_the_process_is_ended_when_its_reader_is_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, "time.sleep(60)")

    def interrupted(*_: Any) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(apart._Watch, "over", interrupted)
    with pytest.raises(KeyboardInterrupt):
        read_workbook(hostile.xlsx(), "a.xlsx", {"scores"})


def test_the_process_gets_a_bare_environment_and_starts_without_the_rest_of_the_house(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TOETSSTEEN_SECRET", "1")
    code = "import toetssteen.sheets.reading; print(json.dumps(['seen', sorted(os.environ), sorted(sys.modules)]))"
    instead(monkeypatch, f"{code}; print(json.dumps(['done']))")
    [[_, environment, modules]] = apart.read_apart(b"", "a", {})
    assert {*environment} <= {*apart._KEPT, "LC_CTYPE"}
    third = {module.partition(".")[0] for module in modules} - sys.stdlib_module_names
    assert {package for package in third if not package.startswith("_")} <= {"toetssteen"}
    assert "toetssteen.errors" not in modules


def test_threads_do_not_pile_up(tmp_path: Path) -> None:
    before = threading.active_count()
    for _ in range(5):
        with pytest.raises(SheetError):
            read_scores(kept(tmp_path, SHEETS["far-empty-cell"]()))
    time.sleep(0.1)
    assert threading.active_count() <= before + 1


def test_faults_end_somewhere(tmp_path: Path) -> None:
    wrong = "".join(
        f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="D{n}" t="b"><v>1</v></c></row>' for n in range(4, 3000)
    )
    with pytest.raises(SheetError) as error:
        read_scores(kept(tmp_path, hostile.xlsx(hostile.sheet(wrong))))
    assert len(error.value.faults) == table.MAX_FAULTS + 1
    assert codes(error)[-1] == "TS-444"


def test_a_sheet_of_strangers_is_not_filled_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(scores, "LIMITS", apart.LIMITS._replace(cells=3))
    with pytest.raises(SheetError) as error:
        read_scores(kept(tmp_path, hostile.xlsx(hostile.sheet(
            '<row r="4"><c r="A4"><v>1</v></c><c r="B4"><v>2</v></c><c r="C4" t="str"><v>c1</v></c></row>'
        ))))  # fmt: skip
    assert codes(error) == ["TS-449"]


FORMATS = ["General", "0.00", "d-m-yy", "[Red]0", "[$-413]d mmm", "[h]:mm", '0"dag"', "\\d0", "@", "h AM/PM", "0;d",
           "0.00E+00", "_d0", "*d0", "[>100]0", '"a"d', "mm:ss.0;@", "[hh]:mm;@", "A/P", "# ?/?"]  # fmt: skip
VALUES = ["text", " spaced ", "_x0041_", "_x005F_x0041_", "two\nlines", 1.1, 0.1 + 0.2, 1e-7, -3, 0, 1e21, True, False,
          date(2024, 5, 1), datetime(2024, 5, 1, 9, 30), timedelta(hours=30), "#N/A", "=1+1", None, "é"]  # fmt: skip


def as_calamine_reads(content: bytes) -> list[list[Any]]:
    """Give what another reader makes of a workbook: texts, numbers, or the fact that it is something else."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("S")
    return [
        [
            value if isinstance(value, str) else float(value) if type(value) in (int, float) else type(value).__name__
            for value in row
        ]
        for row in sheet.to_python(skip_empty_area=False)
    ]


def as_we_read(content: bytes) -> list[list[Any]]:
    [sheet] = read_workbook(content, "a.xlsx", {"s"}).sheets
    kinds = {"TS-417": "bool"}
    return [
        [
            (kinds.get(raw.code) or raw.value)
            if isinstance(raw, Trouble)
            else raw
            if isinstance(raw, str)
            else float(raw)
            for raw in row
        ]
        for row in sheet.grid
    ]


def test_cells_are_read_as_another_reader_reads_them() -> None:
    book = openpyxl.Workbook()
    book.active.title = "S"
    for number, value in enumerate(VALUES, start=1):
        book.active.cell(number, 1 + number % 3).value = value
    for number, form in enumerate(FORMATS, start=1):
        cell = book.active.cell(number, 5)
        cell.value, cell.number_format = 45000.5, form
    book.save(made := io.BytesIO())
    theirs, ours = as_calamine_reads(made.getvalue()), as_we_read(made.getvalue())
    days = {"datetime", "date", "timedelta", "time"}
    assert len(theirs) == len(ours) == len(VALUES)
    for number, (their_row, our_row) in enumerate(zip(theirs, ours, strict=True)):
        for their, our in zip(their_row, our_row, strict=False):
            if number in (VALUES.index("#N/A"), VALUES.index("=1+1")) and their == "":
                continue  # it gives an empty cell for these
            assert (their in days) == (isinstance(our, str) and our[:1].isdigit()), (number, their, our)
            assert their in days or their == our


def test_limits_reach_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, Any]] = []
    monkeypatch.setattr(apart, "LIMITS", apart.LIMITS._replace(rows=7))
    command = apart._command
    monkeypatch.setattr(apart, "_command", lambda order: seen.append(json.loads(json.dumps(order))) or command(order))
    read_workbook(hostile.xlsx(), "a.xlsx", {"scores"})
    assert seen[0]["limits"]["rows"] == 7


def test_the_process_limits_itself_and_writes_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv[1:] = ['{}']\nfrom toetssteen.sheets import reading\nreading._limit()\n"
        f"try: open({str(tmp_path / 'x')!r}, 'w').write('x')\nexcept OSError as error: print(error.errno)\n"
        "try: bytearray(1_000_000_000)\nexcept MemoryError: print('memory')\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n" + code],
        stdout=subprocess.PIPE, check=False, timeout=60,
    )  # fmt: skip
    assert b"memory" in done.stdout
    assert (tmp_path / "x").read_bytes() == b"" if (tmp_path / "x").exists() else True
