"""Reading tables: what is read, what is asked for, and what is refused."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import openpyxl
import pytest

from toetssteen.errors import SheetError
from toetssteen.sheets import apart, table
from toetssteen.sheets.cells_csv import ENCODINGS
from toetssteen.sheets.table import Encoding, Layout, Tables, read_tables

SHEET = Layout("scores", ("name", "level"), ("reason",), frozenset({"level"}))
ODS = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
><office:body><office:spreadsheet><table:table table:name="Scores">
<table:table-row><table:table-cell office:value-type="string"><text:p>name</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>level</text:p></table:table-cell></table:table-row>
<table:table-row{rows}><table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell>{cell}
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""

MANIFEST = """<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry
 m:full-path="/" m:media-type="application/vnd.oasis.opendocument.spreadsheet"/></m:manifest>"""


def folder(tmp_path: Path, content: str | bytes, name: str = "scores.csv") -> Path:
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return tmp_path


def xlsx(tmp_path: Path, *rows: tuple[object, ...], title: str = "Scores ") -> Path:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.create_sheet("toelichting")
    book.save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


def ods(tmp_path: Path, cell: str, rows: str = "") -> Path:
    with zipfile.ZipFile(tmp_path / "book.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.replace("\n", "").format(cell=cell, rows=rows))
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    return tmp_path / "book.ods"


def refused(path: Path, **asked: str) -> list[str]:
    """Give the codes of all faults, from the error or beside the tables."""
    try:
        return [problem.code for problem in read_tables(path, (SHEET,), **asked).faults]  # type: ignore[arg-type]
    except SheetError as error:
        return [problem.code for problem in error.faults]


def levels(found: Tables) -> list[Decimal | None]:
    return [row["level"].number for row in found.tables["scores"].rows]


def test_a_workbook_gives_numbers_in_their_shortest_form(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ("Name ", "LEVEL"), (1.10, 0.1), (), ("b", 4.0), ("c", 1e-7), ("d", "2.5"))
    found = read_tables(path, (SHEET,))
    rows = found.tables["scores"].rows
    assert levels(found) == [Decimal("0.1"), Decimal("4"), Decimal("0.0000001"), Decimal("2.5")]
    assert [row["name"].text for row in rows] == ["1.1", "b", "c", "d"]
    assert [row["level"].row for row in rows] == [2, 4, 5, 6]
    assert rows[1]["level"].fault("TS-423").where == "Scores , B4 (level)"
    assert found.ignored == ["toelichting"]
    assert not found.faults


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (datetime.date(2024, 5, 1), "TS-416"),
        (datetime.datetime(2024, 5, 1, 9, 30), "TS-416"),
        (datetime.time(9, 30), "TS-416"),
        (datetime.timedelta(hours=30), "TS-416"),
        (True, "TS-417"),
        ("#DIV/0!", "TS-418"),
        ("#WAARDE!", "TS-418"),
        ("=1+1", "TS-419"),
    ],
)
def test_what_a_workbook_made_of_a_cell_is_refused(tmp_path: Path, value: object, code: str) -> None:
    path = xlsx(tmp_path, ("name", "level"), ("a", value), ("b", 1))
    [fault] = read_tables(path, (SHEET,)).faults
    assert (fault.code, fault.where, fault.particulars["row"]) == (code, "Scores , B2 (level)", 2)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (
            'table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error">',
            "418",
        ),
        ('office:value-type="float" office:value="0"><text:p>Err:502</text:p>', "418"),
        ('office:value-type="float" office:value="0"><text:p>#N/A</text:p>', "418"),
        ('table:formula="of:=1+1">', "419"),
        ("><text:p>4</text:p>", "419"),
        ('office:value-type="boolean" office:boolean-value="true"><text:p>WAAR</text:p>', "417"),
        ('office:value-type="date" office:date-value="2024-05-01"><text:p>1 mei</text:p>', "416"),
    ],
)
def test_what_an_ods_has_instead_of_a_value_is_refused(tmp_path: Path, cell: str, code: str) -> None:
    assert refused(ods(tmp_path, f"<table:table-cell {cell}</table:table-cell>")) == [f"TS-{code}"]


def test_each_repeated_error_is_refused(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="float" office:value="0"><text:p>#N/A</text:p></table:table-cell>'
    found = read_tables(ods(tmp_path, cell, ' table:number-rows-repeated="3"'), (SHEET,))
    assert [problem.particulars["row"] for problem in found.faults] == [2, 3, 4]


@pytest.mark.parametrize(
    "content",
    [
        "name,level\na,1.5\nb,2\n",
        "name;level\na;1,5\nb;2\n",
        "name;level\na;1.5\nb;2\n",
        'name,level\na,"1,5"\nb,2\n',
        "\ufeffname;level;\r\na;1,5;\r\n\r\nb;2\r\n",
        "sep=;\nname;level\na;1,5\nb;2\n",
        "Name ;LEVEL\n a ; 1,500 \nb;2,0\n;;\n",
        "name\tlevel\na\t1,5\nb\t2\n",
        "sep=\t\nname\tlevel\na\t1,5\nb\t2\n",
    ],
)
def test_csv_as_programs_write_it(tmp_path: Path, content: str) -> None:
    assert levels(read_tables(folder(tmp_path, content), (SHEET,))) == [Decimal("1.5"), Decimal("2")]


def test_what_excel_calls_unicode_text_is_read_by_its_mark(tmp_path: Path) -> None:
    (tmp_path / "scores.txt").write_bytes("name\tlevel\r\nCafé €\t1,5\r\n".encode("utf-16"))
    (tmp_path / "readme.txt").write_text("not read, and not worth a note", "utf-8")
    found = read_tables(tmp_path, (SHEET,))
    assert [(row["name"].text, row["level"].number) for row in found.tables["scores"].rows] == [
        ("Café €", Decimal("1.5"))
    ]
    assert not found.ignored
    (tmp_path / "swapped").mkdir()
    swapped = folder(tmp_path / "swapped", "name;level\nCafé;1\n".encode("utf-16-be"))
    with pytest.raises(SheetError) as caught:
        read_tables(swapped, (SHEET,))
    assert "utf-16-be: name;level" in caught.value.faults[0].particulars["readings"]
    assert refused(swapped, encoding="windows-1252") == ["TS-407"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", *ENCODINGS])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    named: Any = encoding if encoding in ENCODINGS else None
    text = "Café ÷" if encoding == "cp850" else "Café €"
    found = read_tables(folder(tmp_path, f"name;level\n{text};1\n".encode(encoding)), (SHEET,), encoding=named)
    assert found.tables["scores"].rows[0]["name"].text == text
    assert get_args(Encoding) == tuple(ENCODINGS)


@pytest.mark.parametrize(
    ("content", "readings"),
    [
        ("name;level\nCafé;1\n".encode("mac-roman"), "windows-1252: CafŽ; mac-roman: Café; cp850: CafÄ"),
        (
            "name;level\nZoë van den Broek-Wijngaarden tot Overbeek;1\n".encode() + b"Caf\xe9;2\n",
            "windows-1252: Café … ZoÃ« van den Broek-Wijngaarden tot Overbee; "
            "mac-roman: CafÈ … Zo√´ van den Broek-Wijngaarden tot Overbee; "
            "cp850: CafÚ … Zo├½ van den Broek-Wijngaarden tot Overbee",
        ),
    ],
)
def test_an_encoding_is_asked_for_with_a_piece_of_the_text_as_each_reads_it(
    tmp_path: Path, content: bytes, readings: str
) -> None:
    with pytest.raises(SheetError) as caught:
        read_tables(folder(tmp_path, content), (SHEET,))
    [fault, *_] = caught.value.faults
    assert (fault.code, fault.particulars) == ("TS-408", {"readings": readings})


def test_what_is_not_of_the_encoding_that_was_named_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(SheetError) as caught:
        read_tables(folder(tmp_path, b"name;level\na;1\nb\x81;2\n"), (SHEET,), encoding="windows-1252")
    assert caught.value.faults[0].particulars == {"encoding": "windows-1252", "line": 3}


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        ("name,level\na,1\n".encode("utf-32"), ["TS-407"]),
        ("name,level\na,1\n".encode("utf-16-le"), ["TS-408"]),
        (b"\xff\xfe" + "name,level\na,1\n".encode("utf-16-le")[:-1], ["TS-494"]),
        ("name,level\na\0,1\n".encode("utf-16"), ["TS-407"]),
        (b"name,level\na\0,1\n", ["TS-407"]),
        (b"name,level\n\x81,1\n", ["TS-408"]),
        (b"name|level\na|1\n", ["TS-414"]),
        (b"name,level,x;name;level\na,1\n", ["TS-414"]),
        (b"name;level\na;1,5\nb;2.5\n", ["TS-415"]),
        (b"name;level\na;1.500\nb;12.250\nc;3\n", ["TS-415"]),
        (b'name;level\na;"1', ["TS-404"]),
        (b"name;level;colour\na;1;red\n", ["TS-409"]),
        (b"name;level;LEVEL\na;1;2\n", ["TS-410"]),
        (b"name;reason\na;b\n", ["TS-411"]),
        (b"name,level\na,3,5\n", ["TS-412"]),
        (b"name;level\n;\n", ["TS-413"]),
        (b"name;level\na;#N/B\n", ["TS-418"]),
    ],
)
def test_csv_that_is_asked_about_or_refused(tmp_path: Path, content: bytes, codes: list[str]) -> None:
    assert refused(folder(tmp_path, content)) == codes


@pytest.mark.parametrize(
    ("content", "asked", "expected"),
    [
        ("name;level\na;1.500\n", {"decimal": "."}, Decimal("1.5")),
        ("name;level\na;1,500\n", {"decimal": ","}, Decimal("1.5")),
        ("name;level\na;1.500\n", {"decimal": ","}, None),
        ("name,level;,reason\na,2,x\n", {"delimiter": ","}, None),
    ],
)
def test_what_was_asked_for_settles_it(
    tmp_path: Path, content: str, asked: dict[str, str], expected: Decimal | None
) -> None:
    path = folder(tmp_path, content)
    if "delimiter" in asked:
        assert refused(path, **asked) == ["TS-409", "TS-411"]
    else:
        assert levels(read_tables(path, (SHEET,), **asked)) == [expected]  # type: ignore[arg-type]


def test_the_row_number_is_that_of_a_spreadsheet(tmp_path: Path) -> None:
    found = read_tables(folder(tmp_path, 'name,level,reason\na,1,"two\nlines"\n\nb,x,\n'), (SHEET,))
    assert [row["name"].row for row in found.tables["scores"].rows] == [2, 4]


def test_what_is_not_there_or_there_twice(tmp_path: Path) -> None:
    assert refused(tmp_path) == ["TS-405"]
    assert refused(tmp_path / "none.xlsx") == ["TS-404"]
    folder(tmp_path, "name,level\na,1\n", "scores.csv")
    folder(tmp_path, "name,level\na,1\n", "Scores .csv")
    assert refused(tmp_path) == ["TS-406"]


@pytest.mark.parametrize("content", [b"", b"name;level", b"\xd0\xcf\x11\xe0 old Excel, or one with a password"])
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    assert refused(folder(tmp_path, content, "book.xlsx") / "book.xlsx") == ["TS-403"]


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ("name", "level"), ("a", 1))
    path.write_bytes(path.read_bytes()[:-200])
    assert refused(path) == ["TS-404"]


def with_part(path: Path, change: Callable[[bytes], bytes]) -> Path:
    """Write a workbook again with another first sheet."""
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(packed, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, change(content) if entry.filename.endswith("sheet1.xml") else content)
    path.write_bytes(packed.getvalue())
    return path


def test_attack_entities_in_a_workbook(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ("name", "level"), ("a", 1))
    assert refused(with_part(path, lambda part: b'<!DOCTYPE w [<!ENTITY a "b">]>' + part)) == ["TS-403"]


def test_attack_a_far_corner_is_refused_before_it_is_filled(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ("name", "level"), ("a", 1))
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    assert refused(with_part(path, lambda part: part.replace(b"</sheetData>", cell))) == ["TS-420"]
    repeated = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
    assert refused(ods(tmp_path, repeated, ' table:number-rows-repeated="1000000"')) == ["TS-420"]


def test_caps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = xlsx(tmp_path, ("name", "level"), ("a", 1), ("b", 2))
    csv = folder(tmp_path, "name,level\na,1\nb,2\n")
    for name, most, codes in (
        ("rows", 1, ("TS-420", "TS-420")),
        ("cells", 5, ("TS-420", "TS-420")),
        ("text", 5, ("TS-420", "TS-420")),
        ("cell", 4, ("TS-446", "TS-404")),
        ("unpacked", 500, ("TS-402", "")),
        ("member", 500, ("TS-402", "")),
        ("size", 10, ("TS-401", "TS-401")),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(apart, "LIMITS", apart.LIMITS._replace(**{name: most}))
            assert (refused(path), refused(csv)[:1]) == ([codes[0]], [codes[1]] if codes[1] else [])


def test_a_large_table_costs_no_more_than_what_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows come over together, and a cell is made when it is asked for: 29,000 rows took seconds else."""
    path = xlsx(tmp_path, ("name", "level"), *((f"row {number}", 3) for number in range(5_000)))
    order = {"what": "workbook", "wanted": ["scores"], "strict": False}
    assert sum(1 for _ in apart.read_apart(path, path, order)) < 20
    made: list[int] = []
    cell = table.Cells.cell
    monkeypatch.setattr(table.Cells, "cell", lambda cells, *place: made.append(1) or cell(cells, *place))
    rows = read_tables(path, [SHEET]).tables["scores"].rows
    assert not made
    assert [rows[-1]["name"].place, rows[-1]["level"].number, len(made)] == ["Scores , A5001 (name)", 3, 2]


def test_a_number_with_the_other_sign_is_none(tmp_path: Path) -> None:
    rows = "name;level\na;1,5\nb;.5\nc;1.234,5\n"
    found = read_tables(folder(tmp_path, rows), [SHEET]).tables["scores"].rows
    assert [row["level"].number for row in found] == [Decimal("1.5"), None, None]
