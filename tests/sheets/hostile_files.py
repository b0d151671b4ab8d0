"""Small files that hurt who reads them: what is far, repeated, nested, merged, packed to burst, or not what it says.

Each is made here, by name; ``sheets()`` are workbooks with the tables criteria and scores, ``tables()`` the scores as
CSV, ``documents()`` attachments.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from toetssteen.sheets.workbook import letter_of

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
CRITERIA = (("id", "title", "value", "weight", "scale_max"), ("c1", "One", "v", "100", "4"))
SCORES = (
    ("evaluator", "solution", "criterion", "level", "reason"),
    ("ann", "a", "c1", "3", "good"),
    ("ann", "b", "c1", "1", "bad"),
)


def packed(parts: dict[str, bytes | str], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    with zipfile.ZipFile(made := io.BytesIO(), "w", how) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, how)
    return made.getvalue()


def _text(place: str, text: str) -> str:
    if text.isdigit():
        return f'<c r="{place}"><v>{text}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def rows_xlsx(rows: tuple[tuple[str, ...], ...]) -> str:
    return "".join(
        f'<row r="{n}">' + "".join(_text(f"{'ABCDEFGH'[i]}{n}", text) for i, text in enumerate(row)) + "</row>"
        for n, row in enumerate(rows, start=1)
    )


def sheet(more: str = "", *, before: str = "", after: str = "", rows: tuple[tuple[str, ...], ...] = SCORES) -> str:
    return f"{HEAD}<worksheet {NS}>{before}<sheetData>{rows_xlsx(rows)}{more}</sheetData>{after}</worksheet>"


def parts_xlsx(scores: str | bytes | None = None, **more: str | bytes) -> dict[str, bytes | str]:
    names = ("criteria", "scores")
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(names, 1))
    links = "".join(f'<Relationship Id="r{n}" Type="{REL}/worksheet" Target="worksheets/s{n}.xml"/>' for n in (1, 2))
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": f"{HEAD}<Types/>",
        "_rels/.rels": f'{HEAD}<Relationships {PACKAGE}><Relationship Id="b" Type="{REL}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook {NS} xmlns:r="{REL}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"{HEAD}<Relationships {PACKAGE}>{links}</Relationships>",
        "xl/worksheets/s1.xml": sheet(rows=CRITERIA),
        "xl/worksheets/s2.xml": sheet() if scores is None else scores,
    }
    return {**parts, **more}


def xlsx(scores: str | bytes | None = None, **more: str | bytes) -> bytes:
    return packed(parts_xlsx(scores, **more))


def _ods_row(row: tuple[str, ...]) -> str:
    cells = [
        f'<table:table-cell office:value-type="float" office:value="{text}"/>' if text.isdigit() else
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in row
    ]  # fmt: skip
    return "<table:table-row>" + "".join(cells) + "</table:table-row>"


def content_ods(more: str = "", *, before: str = "", kind: str = "") -> str:
    tables = [
        f'<table:table table:name="{name}">' + "".join(map(_ods_row, rows)) + (more if name == "scores" else "")
        + "</table:table>" for name, rows in (("criteria", CRITERIA), ("scores", SCORES))
    ]  # fmt: skip
    inside = "".join(tables)
    return (
        f"{HEAD}{kind}<office:document-content {ODF}>{before}<office:body><office:spreadsheet>{inside}"
        "</office:spreadsheet></office:body></office:document-content>"
    )


def ods(content: str | bytes | None = None, **more: bytes | str) -> bytes:
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="/" '
        'm:media-type="application/vnd.oasis.opendocument.spreadsheet"/></m:manifest>'
    )
    parts: dict[str, bytes | str] = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content_ods() if content is None else content,
        "META-INF/manifest.xml": manifest,
    }
    return packed({**parts, **more})


def _row(columns: str, rows: str = "", inside: str = "<text:p>x</text:p>", kind: str = "string") -> str:
    value = f' office:value-type="{kind}"' if kind else ""
    repeated = f' table:number-columns-repeated="{columns}"' if columns else ""
    several = f' table:number-rows-repeated="{rows}"' if rows else ""
    return f"<table:table-row{several}><table:table-cell{repeated}{value}>{inside}</table:table-cell></table:table-row>"


LAUGHS = "".join(f'<!ENTITY l{n} "' + f"&l{n - 1};" * 10 + '">' for n in range(1, 10))
BILLION = f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY o SYSTEM "file:///etc/hostname">]>'
FAR = '<row r="1048576"><c r="XFD1048576"/></row>'
BIG = 30_000_000
TIMES = 20
"""Millions of bytes that what bursts unpacks to; the nightly script makes it 300."""


def shared_bomb() -> bytes:
    """Let many cells share one long text."""
    shared = f"{HEAD}<sst {NS}><si><t>{'x' * 900_000}</t></si></sst>"
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(4, 5_000))
    return xlsx(sheet(rows), **{"xl/sharedStrings.xml": shared})


def many_sheets() -> bytes:
    """List far more sheets than a workbook has."""
    names = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r1"/>' for n in range(100_000))
    return xlsx(**{"xl/workbook.xml": f'{HEAD}<workbook {NS} xmlns:r="{REL}"><sheets>{names}</sheets></workbook>'})


def many_styles() -> bytes:
    """List far more styles than a workbook has."""
    styles = f"<styleSheet {NS}><cellXfs>" + '<xf numFmtId="14"/>' * 70_000 + "</cellXfs></styleSheet>"
    return xlsx(**{"xl/styles.xml": styles})


def many_merges() -> bytes:
    """Merge the same cells again and again."""
    merges = "".join(f'<mergeCell ref="A{n}:XFD1048576"/>' for n in range(1, 100_000))
    return xlsx(sheet(after=f"<mergeCells>{merges}</mergeCells>"))


def _xlsx_sheets() -> dict[str, Callable[[], bytes]]:
    """Give what is hostile in the cells of a workbook of Excel."""
    return {
        "far-empty-cell": lambda: xlsx(sheet(FAR)),
        "far-filled-cell": lambda: xlsx(sheet(FAR.replace("/></row>", "><v>1</v></c></row>"))),
        "far-cell-out-of-the-sheet": lambda: xlsx(sheet('<row r="9999999"><c r="ZZZ9999999"><v>1</v></c></row>')),
        "far-row-without-reference": lambda: xlsx(sheet('<row r="1048576"><c/><c><v>1</v></c></row>')),
        "far-cell-in-every-row": lambda: xlsx(
            sheet("".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(4, 3_000)))
        ),
        "reference-with-a-huge-number": lambda: xlsx(sheet(f'<row r="{"9" * 5000}"><c r="A1"/></row>')),
        "reference-negative": lambda: xlsx(sheet('<row r="-5"><c r="A-5"/></row>')),
        "merge-over-all": lambda: xlsx(sheet(after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
        "merges-over-all": many_merges,
        "merge-out-of-the-sheet": lambda: xlsx(
            sheet(after='<mergeCells><mergeCell ref="A1:ZZZ9999999"/></mergeCells>')
        ),
        "dimension-that-lies": lambda: xlsx(sheet(before='<dimension ref="A1:XFD1048576"/>')),
        "dimension-that-is-huge": lambda: xlsx(sheet(before='<dimension ref="A1:ZZZZZZ99999999999"/>')),
        "shared-text-bomb": shared_bomb,
        "many-shared-texts": lambda: xlsx(
            **{"xl/sharedStrings.xml": f"{HEAD}<sst {NS}>" + "<si><t>abcdefghij</t></si>" * 900_000 + "</sst>"}
        ),
        "shared-text-that-is-not-there": lambda: xlsx(sheet('<row r="4"><c r="A4" t="s"><v>99999999</v></c></row>')),
        "huge-cell": lambda: xlsx(
            sheet(f'<row r="4"><c r="A4" t="inlineStr"><is><t>{"x" * 1_500_000}</t></is></c></row>')
        ),
        "huge-number": lambda: xlsx(sheet(f'<row r="4"><c r="A4"><v>{"9" * BIG}</v></c></row>')),
        "many-sheets": many_sheets,
        "styles-bomb": many_styles,
        "formula-over-all": lambda: xlsx(
            sheet('<row r="4"><c r="A4"><f t="shared" ref="A4:XFD1048576" si="4000000000">1</f></c></row>')
        ),
        "checks-over-all": lambda: xlsx(
            sheet(after='<dataValidations><dataValidation sqref="A1:XFD1048576"/></dataValidations>' * 1000)
        ),
        "colours-over-all": lambda: xlsx(
            sheet(after='<conditionalFormatting sqref="A1:XFD1048576"><cfRule/></conditionalFormatting>' * 1000)
        ),
        "links-over-all": lambda: xlsx(sheet(after='<hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks>')),
        "drawing-of-a-million-pixels": lambda: xlsx(**{"xl/media/image1.png": bytes(BIG)}),
        "nested-cells": lambda: xlsx(sheet('<row r="4">' + '<c r="A4">' * 50_000 + "</c>" * 50_000 + "</row>")),
        "many-empty-elements": lambda: xlsx(sheet('<row r="4">' + "<c/>" * 250_000 + "</row>")),
        "many-empty-rows": lambda: xlsx(sheet("<row/>" * 4_000_000)),
    }  # fmt: skip


def _ods_sheets() -> dict[str, Callable[[], bytes]]:
    """Give what is hostile in the cells of an OpenDocument spreadsheet."""
    far = _row("2000000000", "2000000000", "", "") + _row("", "", "<text:p>x</text:p>")
    nested = '<table:table table:name="scores">' + _row("100", "100") + "</table:table>"
    span = ' table:number-columns-spanned="16384" table:number-rows-spanned="1048576"'
    return {
        "repeated-columns": lambda: ods(content_ods(_row("2000000000"))),
        "repeated-empty-out-of-the-sheet": lambda: ods(content_ods(_row("2000000000", "", "", ""))),
        "repeated-rows": lambda: ods(content_ods(_row("", "2000000000"))),
        "repeated-errors": lambda: ods(content_ods(_row("16000", "1000000", "<text:p>#N/A</text:p>"))),
        "repeated-both": lambda: ods(content_ods(_row("16384", "1048570"))),
        "repeated-negative": lambda: ods(content_ods(_row("-1", "-1"))),
        "repeated-huge": lambda: ods(content_ods(_row("9" * 4000))),
        "repeated-empty-before-a-cell": lambda: ods(content_ods(far)),
        "repeated-empty-in-the-sheet": lambda: ods(content_ods(_row("16384", "1000000", "", "") + _row(""))),
        "repeated-often": lambda: ods(content_ods(_row("16384", "20") * 5000)),
        "repeated-in-a-cell": lambda: ods(
            content_ods(_row("16384", "1000", nested * 50 + "<text:p>x</text:p>"))
        ),
        "spaces": lambda: ods(content_ods(_row("", "", '<text:p><text:s text:c="2000000000"/></text:p>'))),
        "spaces-often": lambda: ods(content_ods(_row("", "", '<text:p><text:s text:c="90000"/></text:p>' * 9) * 900)),
        "span-over-all": lambda: ods(content_ods(_row("").replace("<table:table-cell", f"<table:table-cell{span}"))),
        "deep-spans": lambda: ods(
            content_ods(_row("", "", "<text:p>" + "<text:span>" * 500 + "</text:span>" * 500 + "</text:p>"))
        ),
    }  # fmt: skip


def _markup() -> dict[str, Callable[[], bytes]]:
    """Give what is hostile in the XML of both."""
    return {
        "billion-laughs": lambda: xlsx(BILLION + sheet().replace(HEAD, "").replace("good", "&l9;")),
        "billion-laughs-ods": lambda: ods(content_ods(kind=BILLION).replace("good", "&l9;")),
        "entity-from-outside": lambda: xlsx(OUTSIDE + sheet().replace(HEAD, "").replace("good", "&o;")),
        "entity-in-the-links": lambda: xlsx(**{"xl/_rels/workbook.xml.rels": BILLION + "<x>&l9;</x>"}),
        "doctype-in-utf-16": lambda: xlsx((BILLION + "<worksheet>&l9;</worksheet>").encode("utf-16")),
        "deep": lambda: xlsx(sheet("<a>" * 500_000 + "</a>" * 500_000)),
        "long-attribute": lambda: xlsx(sheet(f'<row r="4"><c r="A4" x="{"y" * 1_500_000}"/></row>')),
        "many-attributes": lambda: xlsx(
            sheet('<row r="4"><c r="A4" ' + " ".join(f'a{n}="{n}"' for n in range(200_000)) + "/></row>")
        ),
        "many-names": lambda: xlsx(sheet("".join(f"<n{n}/>" for n in range(300_000)))),
        "long-comment": lambda: xlsx(sheet(f"<!--{'y' * BIG}-->")),
        "long-instruction": lambda: xlsx(sheet(f"<?x {'y' * BIG}?>")),
        "cut-off": lambda: xlsx(sheet()[:-100]),
        "no-xml": lambda: xlsx(b"\0" * 1000),
        "unknown-encoding": lambda: xlsx(sheet().replace("UTF-8", "idna")),
        "long-name": lambda: xlsx(**{"xl/workbook.xml": parts_xlsx()["xl/workbook.xml"].replace(  # type: ignore[arg-type]
            '"scores"', '"scores' + " " * 900_000 + '"')}),
    }  # fmt: skip


def changed(content: bytes, old: bytes, new: bytes) -> bytes:
    """Change bytes of an archive where they are, sizes and places staying as they are."""
    assert len(old) == len(new)
    assert old in content
    return content.replace(old, new)


def declared(content: bytes, name: bytes, **fields: tuple[int, str, int]) -> bytes:
    """Declare something else in the central directory about a file: offset, format and value of each field."""
    raw = bytearray(content)
    at = content.rindex(name) - 46
    for offset, form, value in fields.values():
        struct.pack_into(form, raw, at + offset, value)
    return bytes(raw)


def overlapping() -> bytes:
    """Let many names of the directory stand for the same bytes."""
    small = bytearray(xlsx())
    end = small.rindex(b"PK\5\6")
    start = struct.unpack_from("<I", small, end + 16)[0]
    directory = bytes(small[start:end])
    last = directory[directory.rindex(b"PK\1\2") :]
    clones = b"".join(last.replace(b"s2.xml", b"%06d" % n) for n in range(2000))
    small[start:end] = directory + clones
    end = small.rindex(b"PK\5\6")
    total = 6 + 2000
    struct.pack_into("<HHI", small, end + 8, total, total, end - start)
    return bytes(small)


def members(count: int) -> bytes:
    """Make an archive of many empty files."""
    return xlsx(**{f"x/{n}": b"" for n in range(count)})


def _archives() -> dict[str, Callable[[], bytes]]:
    """Give what is hostile in the archive itself."""
    part = b"xl/worksheets/s2.xml"
    twice = parts_xlsx()

    def doubled() -> bytes:
        with zipfile.ZipFile(made := io.BytesIO(xlsx()), "a") as archive:
            info = zipfile.ZipInfo("xl/worksheets/s3.xml")
            archive.writestr(info, sheet())
        return made.getvalue().replace(b"s3.xml", b"s2.xml")

    def encrypted() -> bytes:
        return declared(xlsx(), part, flag=(8, "<H", 1))

    return {
        "bursting-sheet": lambda: xlsx(sheet(" " * 1_000_000 * TIMES)),
        "bursting-sheet-that-declares-little": lambda: declared(
            xlsx(sheet(" " * 1_000_000 * TIMES)), part, size=(24, "<I", 1000)
        ),
        "bursting-ods": lambda: ods(content_ods(" " * 1_000_000 * TIMES)),
        "bursting-styles": lambda: xlsx(**{"xl/styles.xml": bytes(1_000_000 * TIMES)}),
        "bursting-types": lambda: xlsx(**{"[Content_Types].xml": bytes(1_000_000 * TIMES)}),
        "bzip2": lambda: packed(twice, zipfile.ZIP_BZIP2),
        "lzma": lambda: packed(twice, zipfile.ZIP_LZMA),
        "encrypted-flag": encrypted,
        "same-name-twice": doubled,
        "overlapping": overlapping,
        "many-members": lambda: members(60_000),
        "local-header-lies": lambda: changed(
            xlsx(), b"\x14\0\0\0\x08\0" + xlsx()[10:14], b"\x14\0\0\0\x0c\0" + xlsx()[10:14]
        ),
        "local-name-lies": lambda: xlsx().replace(part, b"xl/worksheets/s9.xml", 1),
        "size-huge": lambda: declared(xlsx(), part, size=(20, "<I", 0xFFFFFFF0)),
        "size-unpacked-huge": lambda: declared(xlsx(), part, size=(24, "<I", 0xFFFFFFF0)),
        "size-unpacked-lies": lambda: declared(xlsx(), part, size=(24, "<I", 5000)),
        "size-zip64-without-extra": lambda: declared(xlsx(), part, size=(24, "<I", 0xFFFFFFFF)),
        "place-out-of-the-file": lambda: declared(xlsx(), part, place=(42, "<I", 0x7FFFFFFF)),
        "crc-lies": lambda: declared(xlsx(), part, crc=(16, "<I", 1)),
        "archive-in-archive": lambda: packed({"a.xlsx": xlsx(), "b.xlsx": packed({"c": bytes(BIG)})}),
        "directory-count-lies": lambda: _end(xlsx(), 10, "<H", 60_000),
        "directory-size-lies": lambda: _end(xlsx(), 12, "<I", 0x7FFFFFFF),
        "directory-place-lies": lambda: _end(xlsx(), 16, "<I", 0x7FFFFFFF),
        "empty-archive": lambda: packed({}),
        "only-pk": lambda: b"PK",
        "old-excel": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        "xlsb": lambda: packed({"xl/workbook.bin": b"\x83\1" * 2000, "[Content_Types].xml": b"<Types/>"}),
        "text": lambda: b"a;b;c\n" * 1000,
        "empty": lambda: b"",
    }  # fmt: skip


def _end(content: bytes, offset: int, form: str, value: int) -> bytes:
    """Change the end record of an archive."""
    raw = bytearray(content)
    struct.pack_into(form, raw, content.rindex(b"PK\5\6") + offset, value)
    return bytes(raw)


def _amounts() -> dict[str, Callable[[], bytes]]:
    """Give what is hostile to what is made of the rows, not to who reads them."""

    def rows(texts: Iterator[tuple[str, ...]]) -> bytes:
        told = "".join(
            f'<row r="{n}">' + "".join(_text(f"{'ABCDE'[i]}{n}", text) for i, text in enumerate(row)) + "</row>"
            for n, row in enumerate(texts, start=2)
        )
        return xlsx(sheet(told, rows=SCORES[:1]))

    header = "".join(_text(f"{column}1", f"x{column}") for column in map(letter_of, range(16_000)))
    gates = (CRITERIA[0], *((f"g{n}", "Gate", "v", "0", "1") for n in range(1_500)))
    return {
        "strangers": lambda: rows((f"p{n}", f"s{n}", "c1", "3", "r") for n in range(29_000)),
        "everything-wrong": lambda: rows(("", "", "none", "x", "") for n in range(29_000)),
        "many-columns": lambda: xlsx(f"{HEAD}<worksheet {NS}><sheetData><row r='1'>{header}</row>"
                                     "<row r='2'><c r='A2'><v>1</v></c></row></sheetData></worksheet>"),
        "not-applicable-to-all": lambda: packed({**parts_xlsx(), "xl/worksheets/s1.xml": sheet(rows=gates), **{
            "xl/worksheets/s2.xml": sheet("".join(
                f'<row r="{n}">' + "".join(_text(f"{c}{n}", t) for c, t in zip(
                    "ABCDE", ("ann", f"s{n}", f"g{n % 1500}", "not_applicable", "r"), strict=True)) + "</row>"
                for n in range(2, 29_000)), rows=SCORES[:1])}}),
    }  # fmt: skip


def sheets() -> dict[str, Callable[[], bytes]]:
    """Give the hostile workbooks, each with what makes it."""
    return {**_xlsx_sheets(), **_ods_sheets(), **_markup(), **_archives(), **_amounts()}


def tables() -> dict[str, Callable[[], bytes]]:
    """Give hostile CSV files of scores, each with what makes it."""
    head = b"evaluator,solution,criterion,level,reason\n"
    return {
        "commas": lambda: head + b"," * 20_000_000,
        "lines": lambda: head + b"\n" * 20_000_000,
        "empty-lines-with-commas": lambda: head + b",\n" * 10_000_000,
        "quoted-without-end": lambda: head + b'"' + b"x\n" * 10_000_000,
        "long-field": lambda: head + b"x" * 40_000_000,
        "wide-characters": lambda: head + "😀".encode() * 10_000_000,
        "header-without-end": lambda: b"x" * 40_000_000,
        "nothing-but-nul": lambda: bytes(1_000_000),
    }


def documents() -> dict[str, Callable[[], bytes]]:
    """Give hostile attachments, by the name they come under."""
    word = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}
    return {
        "bursting.docx": lambda: packed({**word, "[Content_Types].xml": bytes(1_000_000 * TIMES)}),
        "declares-little.docx": lambda: declared(
            packed({**word, "[Content_Types].xml": bytes(1_000_000 * TIMES)}),
            b"[Content_Types].xml",
            size=(24, "<I", 1000),
        ),
        "many-members.xlsx": lambda: members(60_000),
        "overlapping.xlsx": overlapping,
        "lzma.docx": lambda: packed(word, zipfile.ZIP_LZMA),
        "bzip2.docx": lambda: packed(word, zipfile.ZIP_BZIP2),
        "macros.docx": lambda: packed({**word, "word/vbaProject.bin": b"x"}),
        "no-end.odt": lambda: packed(word)[:-30],
        "directory-lies.docx": lambda: _end(packed(word), 12, "<I", 0x7FFFFFFF),
        "noise.docx": lambda: b"PK\3\4" + zlib.compress(bytes(1000)),
        "page.pdf": lambda: b"<html>" + bytes(100),
    }
