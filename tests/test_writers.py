"""Whatever text a noun takes, every writer takes too, and its own reader reads the same again.

The writers are found by where they live: one more is tried by itself, and fails until it is said here how it is read.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import openpyxl
import pikepdf
import pytest
from docx import Document
from hypothesis import example, given, settings
from hypothesis import strategies as st
from odfdo import Document as OpenDocument
from pydantic import TypeAdapter, ValidationError

from tests.documents.test_make import paper
from tests.documents.test_report_html import Page
from tests.documents.test_report_pdf import squeezed, text_of
from tests.nightly.fuzz_ways import TEXTS
from toetssteen import sheets
from toetssteen.content import strict_yaml
from toetssteen.content.write import text_of as yaml_of
from toetssteen.documents import blocks, make, writers
from toetssteen.documents.writers.glyphs import shown
from toetssteen.language import Text, kept_by_windows, shows
from toetssteen.model.base import MAX_REASON, MAX_UNITS, MAX_WORDS, Id, Line, Noun, Point, Prose, Remark, Words
from toetssteen.model.criteria import Case, Criterion, Scale, Source
from toetssteen.model.entries.entry import BODIES
from toetssteen.model.method import Method
from toetssteen.model.misfit import OTHER, misfit
from toetssteen.sheets import columns
from toetssteen.sheets.workbook import Trouble, read_workbook
from toetssteen.store import line
from toetssteen.views import trail
from toetssteen.workbench import body_of
from toetssteen.workbench.kept import _safe as safe_name

SOFFICE = shutil.which("soffice")
PROSE = TypeAdapter(Prose)
ASCII_ONLY = "a pattern says which characters"
KEPT = {"_written", "_in_both", "_a_number", "_a_day", "<lambda>"}


def taken(text: str) -> str | None:
    """Return a text as a noun takes it, ``None`` where it is refused: in words of the house, then."""
    try:
        return str(PROSE.validate_python(text))
    except ValidationError as error:
        found = misfit(error.errors()[0])
        assert found.code != OTHER.code, text
        assert found.say("nl").encode()
        return None


SHORT = [text for text in TEXTS if len(text) < 600]
ANY = st.one_of(
    st.sampled_from(SHORT),
    st.text(max_size=200),
    st.lists(st.sampled_from([*SHORT, " ", "woord"]), max_size=5).map("".join),
)
GIVEN = ANY.map(taken).filter(lambda text: text is not None).map(str)
"""Texts that a noun takes: of all that there are, without what it refuses."""


def of_html(content: bytes, _: str) -> str:
    return "".join(Page(content.decode()).text)


def of_docx(content: bytes, text: str) -> str:
    made = Document(io.BytesIO(content))
    assert made.core_properties.title == f"A plant: Een titel{text}"[:255]
    return "\n".join(paragraph.text for paragraph in made.paragraphs)


def of_json(content: bytes, text: str) -> str:
    return str(json.loads(content)["title"])


DOCUMENTS: dict[str, Callable[[bytes, str], str]] = {"docx": of_docx, "html": of_html, "json": of_json}
"""How what each writer of documents writes is read; of a PDF the characters that its fonts have, see below."""
FORMS = sorted(
    module.name for module in iter_modules(writers.__path__)
    if hasattr(import_module(f"{writers.__name__}.{module.name}"), "write")
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=8)
@given(text=GIVEN)
@example(text="a" * 400)
@example(text="\ufeff")
def test_every_writer_of_documents_takes_what_a_noun_takes(form: str, text: str) -> None:
    given = paper(text)
    content = make.drawn(replace(given, blocks=(blocks.text(blocks.Span(text)), *given.blocks)), form)
    if form == "pdf":
        with pikepdf.open(io.BytesIO(content)) as made:
            assert squeezed(str(made.docinfo["/Title"])) == squeezed(f"A plant: Een titel{shown(text)}")
            assert squeezed(text_of(made))
        return
    assert text in DOCUMENTS[form](content, text)


def sheet(texts: list[str]) -> columns.Sheet:
    lines = tuple(columns.Line({"id": f"r-{row}", "text": text}) for row, text in enumerate(texts))
    return columns.Sheet("a sheet", "kind", (columns.Column("id", "id"), columns.Column("text", width=80)), lines)


def of_xlsx(content: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [str(row[1].value) for row in book["a sheet"].iter_rows(min_row=2)]


def of_ods(content: bytes) -> list[str]:
    rows = OpenDocument(io.BytesIO(content)).body.get_elements("//table:table-row")[1:]
    cells = [row.get_elements("table:table-cell")[1] for row in rows]
    return ["\n".join(part.inner_text for part in cell.get_elements("text:p")) for cell in cells]


SHEETS: dict[str, Callable[[bytes], list[str]]] = {"xlsx": of_xlsx, "ods": of_ods}
"""How another library than the writer's reader reads the second column of each row of a sheet."""
WORKBOOKS = sorted(
    module.name.removeprefix("writer_") for module in iter_modules(sheets.__path__) if module.name.startswith("writer_")
)


def workbook(form: str, texts: list[str], title: str = "A title") -> bytes:
    write: Any = getattr(import_module(f"{sheets.__name__}.writer_{form}"), form)
    content: bytes = write([sheet(texts)], title, "nl", "a book")
    return content


def read_again(content: bytes, form: str) -> list[str]:
    """Read the texts as whoever gets the sheet back does; ``#REF!`` in an ODS is named as an error, and not changed."""
    found = read_workbook(content, f"a.{form}", {"a sheet"}, strict=True).sheets[0]
    return [row[1].value if isinstance(row[1], Trouble) else str(row[1]) for row in found.grid[1:]]


@pytest.mark.parametrize("form", WORKBOOKS)
@settings(max_examples=8)
@given(texts=st.lists(GIVEN, min_size=1, max_size=12))
def test_every_writer_of_sheets_takes_what_a_noun_takes(form: str, texts: list[str]) -> None:
    compare(form, texts)


@pytest.mark.parametrize("form", WORKBOOKS)
def test_every_writer_of_sheets_takes_the_longest_texts(form: str) -> None:
    longest = ["\N{GRINNING FACE}" * (MAX_UNITS // 2), "a" * MAX_REASON]
    assert list(map(taken, longest)) == longest
    compare(form, longest)


def compare(form: str, texts: list[str]) -> None:
    content = workbook(form, texts, texts[0][:500])
    assert read_again(content, form) == texts
    other = SHEETS[form](content)
    assert len(other) == len(texts)
    if form == "xlsx":  # odfdo gives spaces and tabs that are elements in its own way
        assert [text.replace("_x005F_", "_") for text in other] == [text.replace("_x005F_", "_") for text in texts]


@pytest.mark.nightly
@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice here")
@pytest.mark.parametrize("form", WORKBOOKS)
def test_libreoffice_reads_the_same(form: str, tmp_path: Path) -> None:
    texts = [text for text in map(taken, TEXTS) if text]
    (tmp_path / f"a.{form}").write_bytes(workbook(form, texts))
    other = "ods" if form == "xlsx" else "xlsx"
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    words = [
        str(SOFFICE),
        home,
        "--headless",
        "--convert-to",
        other,
        "--outdir",
        tmp_path / "out",
        tmp_path / f"a.{form}",
    ]
    subprocess.run(words, check=True, capture_output=True, timeout=300)
    again = read_again((tmp_path / "out" / f"a.{other}").read_bytes(), other)
    assert [(text, back) for text, back in zip(texts, again, strict=True) if text != back] == []


@settings(max_examples=25)
@given(text=GIVEN)
def test_a_line_of_a_log_a_trail_and_a_page_of_the_library_keep_what_a_noun_takes(text: str) -> None:
    said = body_of("clarified", {"question": text, "answer": text})
    made, written = line.make(
        said, at="2026-03-02T10:00:00Z", author="chair", role="chair", fingerprint=None, after=None, seen=[]
    )
    assert line.parse(written.removesuffix(b"\n"), "") == made
    assert made.body == said
    row: dict[str, Any] = {**dict.fromkeys(trail.COLUMNS, ""), "what": text}
    rows = list(csv.reader(io.StringIO(trail.trail_csv([row]).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[1][trail.COLUMNS.index("what")].removeprefix("'") == text.removeprefix("'")
    short = text[: MAX_WORDS // 2]
    case = Case(text=Text(short, f"a {short}"), source=Source(work="w", at=text[:400].strip() or "-"))
    document = strict_yaml.read(yaml_of(case, "value").encode(), "a.yaml")
    assert document.faults == []
    assert Case.model_validate(document.tree) == case


@settings(max_examples=60)
@given(called=ANY, content=st.sampled_from([b"%PDF-1.7", b"text", b"\0", b"PK\x03\x04"]))
def test_a_file_is_kept_under_a_name_that_any_disk_has(called: str, content: bytes) -> None:
    name = safe_name(called, content)
    assert 0 < len(name.encode()) <= 255
    assert not kept_by_windows(name)
    assert not set(name) & set('<>:"/\\|?*')
    assert name.isprintable()
    assert shows(name)


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        (Line, "bell\x07", "TS-380"), (Line, "\uffff", "TS-380"), (Prose, "a\x85b", "TS-380"),
        (Remark, "\ufdd0", "TS-380"),
        (Line, "a\rb", "TS-380"), (Line, "half \ud800", "TS-754"), (Prose, "\U0001f600" * 17_000, "TS-508"),
        (Words, {"nl": "x", "en": "\0"}, "TS-380"), (Words, {"nl": "x" * (MAX_WORDS + 1), "en": "x"}, "TS-508"),
        (Point, "three", "TS-744"),
    ],
)  # fmt: skip
def test_a_text_that_a_writer_would_not_keep_is_refused_in_words_of_the_house(kind: Any, text: Any, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(kind).validate_python(text)
    assert misfit(refused.value.errors()[0]).code == code


def loose(node: Any, path: str = "", guarded: bool = False) -> Iterator[str]:
    """Yield the places in a schema where any text at all could stand."""
    if isinstance(node, list | tuple):
        for part in node:
            yield from loose(part, path, guarded)
    if not isinstance(node, dict):
        return
    function = node.get("function")
    name = getattr(function.get("function"), "__name__", "") if isinstance(function, dict) else ""
    guarded = guarded or name in KEPT
    any_text = node.get("type") == "str" and not node.get("pattern")
    if not guarded and (any_text or "language.text.Text" in str(node.get("schema_ref", ""))):
        yield path
    if node.get("type") == "dataclass":  # the two languages: looked at where they are named
        return
    for key, part in node.items():
        if key not in ("metadata", "serialization", "ref", "config"):
            named = isinstance(part, dict) and part.get("type") in ("model-field", "dataclass-field")
            yield from loose(part, f"{path}.{key}" if named else path, guarded)


def nouns(kind: type[Noun] = Noun) -> Iterator[type[Noun]]:
    for noun in kind.__subclasses__():
        yield noun
        yield from nouns(noun)


def test_no_field_of_a_noun_takes_any_text_at_all() -> None:
    every = [noun for noun in {*nouns(), Method, *BODIES.values()} if noun.__module__.startswith("toetssteen.model")]
    found = {f"{noun.__name__}{place}" for noun in every for place in loose(noun.__pydantic_core_schema__)}
    assert sorted(place for place in found if not place.endswith(".kind")) == []


def test_every_id_can_be_the_name_of_a_file() -> None:
    longest = TypeAdapter(Id).validate_python("a" * 80)
    assert len(f"{longest}-{'x' * 40}-{10**9}.conflicted.xlsx".encode()) <= 255


def test_what_levels_and_anchors_mean_fits_a_cell_together() -> None:
    text, levels = Text.same("x" * 1_600), [{"level": str(at), "label": Text.same("x")} for at in range(10)]
    with pytest.raises(ValidationError) as refused:
        Scale.model_validate(
            {
                "id": "s",
                "title": text,
                "low": "0",
                "high": "9",
                "levels": [{**level, "meaning": text} for level in levels],
            }
        )
    assert misfit(refused.value.errors()[0]).code == "TS-508"
    asked = dict.fromkeys(("title", "question", "why", "link"), text) | {"addressee": "solution", "ask": [text]}
    with pytest.raises(ValidationError) as refused:
        Criterion.model_validate({"id": "c", **asked, "anchors": {str(at): text for at in range(10)}})
    assert misfit(refused.value.errors()[0]).code == "TS-508"
