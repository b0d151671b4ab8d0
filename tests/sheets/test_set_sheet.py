"""A criteria set as a workbook: the same set comes back, and whatever does not fit is named by its cell."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.content.classed import with_set

from toetssteen import canonical
from toetssteen.content import library as shelves
from toetssteen.content.place import find
from toetssteen.content.write import text_of, write
from toetssteen.errors import Fault, SheetError, StoreError, UseError
from toetssteen.language import Text
from toetssteen.model.base import plain
from toetssteen.model.criteria import Case, CriteriaSet, Criterion, Gate, Source
from toetssteen.model.fitting import fit
from toetssteen.sheets import set_sheet as sheets
from toetssteen.sheets import workbook
from toetssteen.sheets.set_sheet import read_set, set_sheet
from toetssteen.workbench import library

_READ = shelves.load(find("criteria"))
CHAT = _READ.sets["chat-channel"].model_copy(update={"classes": {}})
"""The largest set, without the classes of impact, which no workbook has."""
LIBRARY = with_set(_READ, CHAT)
CHECKED = next(row for row, name in enumerate(CHAT.checklist) if isinstance(LIBRARY.asked()[name], Gate))
"""The first gate of the checklist."""
Change = Callable[[Any], object]


def own_criterion(slug: str, scale: str = "zero-to-four", **more: Any) -> Criterion:
    """Make an own criterion with all there can be."""
    levels = [plain(point.level) for point in LIBRARY.scales[scale].levels]
    question = next(asked for asked in LIBRARY.scoping.values() if len(asked.options) > 2)
    given: dict[str, Any] = {
        "title": Text("Camera's", "Cameras"),
        "question": Text("=Hangt er een camera?", "=IS(there,a camera)"),
        "why": Text("-1 is geen formule,\nen dit is regel twee. ", "@sum is no formula\n"),
        "link": Text("+31 is geen getal", "'quoted _x0041_"),
        "addressee": "solution",
        "when": {question.id: [question.options[1].id, question.options[0].id]},
        "ask": [Text("Eén", "One"), Text("Twee", "Two"), Text("Drie", "Three"), Text("Vier", "Four")],
        "sources": [Source(work="gdpr", at="art. 5, lid 1; 6"), Source(work="essay", checked=True)],
        "case": Case(text=Text("Zo ging het", "So it went"), source=Source(work="wdo", at="=2+2", checked=True)),
        "topic": "cameras",
        "anchors": {level: Text(f"Zo is {level}", f"Like this is {level}") for level in levels},
    }
    return Criterion(id=f"privacy.own-{slug}", scale=scale, **given | more)


def with_own(*own: Criterion) -> CriteriaSet:
    """Give the chat set as one's own: a criterion dropped, own ones in, weights that add up."""
    fitted = fit(CHAT, {"privacy.data-rights", CHAT.gates[0]}, own)
    tree = fitted.model_dump(mode="json")
    for value in tree["values"]:
        if value["value"] == "privacy":
            first, *rest = value["criteria"]
            for row in rest:
                row["weight"] = "12.5"
            first["weight"] = str(100 - Decimal("12.5") * len(rest))
    return CriteriaSet.model_validate({**tree, "id": "my-chat", "title": {"nl": "=Mijn chat", "en": "=My chat"}})


DOORS = Text("Deuren", "Doors")
MINE = with_own(
    own_criterion("cameras"), own_criterion("doors", "zero-to-ten", title=DOORS, when={}, case=None, topic=None)
)


def changed(change: Change, given: CriteriaSet = CHAT) -> bytes:
    """Give the workbook of a set after somebody changed it."""
    book = openpyxl.load_workbook(io.BytesIO(set_sheet(LIBRARY, given, "nl")))
    change(book)
    book.save(packed := io.BytesIO())
    return packed.getvalue()


def refused(content: bytes | Path) -> list[tuple[str, str]]:
    """Give the code and the place of every fault."""
    return [(problem.code, problem.where) for problem in faults(content)]


def faults(content: bytes | Path) -> tuple[Fault, ...]:
    with pytest.raises(SheetError) as caught:
        read_set(content, LIBRARY)
    for problem in caught.value.faults:
        assert problem.say("nl") != problem.say("en")
    return caught.value.faults


def put(sheet: str, cell: str, value: object) -> Change:
    return lambda book: book[sheet].__setitem__(cell, value)


def find_row(book: Any, sheet: str, column: int, value: str) -> int:
    return next(row for row in range(2, 200) if book[sheet].cell(row, column).value == value)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", [*LIBRARY.sets, "mine"])
def test_a_set_comes_back_the_same_to_the_byte(name: str, language: Any) -> None:
    given = MINE if name == "mine" else LIBRARY.sets[name]
    found = read_set(set_sheet(LIBRARY, given, language), LIBRARY)
    assert text_of(found, "set") == text_of(given, "set")
    assert canonical.encode(found.model_dump(mode="json")) == canonical.encode(given.model_dump(mode="json"))


@pytest.mark.parametrize("name", [*LIBRARY.sets, "mine"])
def test_a_set_comes_back_from_a_program_that_saved_it_again(name: str, tmp_path: Path) -> None:
    given = MINE if name == "mine" else LIBRARY.sets[name]
    (path := tmp_path / "set.xlsx").write_bytes(changed(lambda book: None, given))
    assert read_set(path, LIBRARY) == given


WRITTEN = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30)


@settings(max_examples=12, deadline=None)
@given(
    texts=st.lists(WRITTEN | st.sampled_from(["\n=1+1", " @x ", "_x000D_", "+", "1-2", "'"]), min_size=4, max_size=4)
)
def test_any_text_comes_back_as_it_was_or_is_refused(texts: list[str]) -> None:
    a, b, c, d = texts
    mine = with_own(own_criterion("any", title=Text(a, b), ask=[Text(c, d)]))
    try:
        content = set_sheet(LIBRARY, mine, "en")
    except SheetError as error:
        told = {problem.code for problem in error.faults}
        assert any(not text.strip() for text in texts) or told <= {"TS-418", "TS-421", "TS-472"}  # "#N/A", U+FFFE
    else:
        assert sheets.typed(content, LIBRARY)[0] == mine


@settings(max_examples=12, deadline=None)
@given(weight=st.decimals(0, 100, allow_nan=False, places=None))
def test_any_weight_comes_back_exactly_or_is_refused(weight: Decimal) -> None:
    tree = CHAT.model_dump(mode="json")
    try:
        tree["values"][0]["weight"] = str(weight)
        odd = CriteriaSet.model_validate(tree)
    except ValueError:
        return
    try:
        content = set_sheet(LIBRARY, odd, "nl")
    except SheetError:
        assert -weight.as_tuple().exponent > 17  # type: ignore[operator]
    else:
        found, _ = sheets.typed(content, LIBRARY)
        assert found == odd


def test_a_weight_of_many_digits_is_kept_as_text_and_a_short_one_as_a_number() -> None:
    tree = CHAT.model_dump(mode="json")
    inner = tree["values"][0]["criteria"]
    first, second = Decimal("33.3333333333333333"), Decimal(inner[0]["weight"]) + Decimal(inner[1]["weight"])
    inner[0]["weight"], inner[1]["weight"] = str(first), str(second - first)
    odd = CriteriaSet.model_validate({**tree, "id": "odd"})
    book = openpyxl.load_workbook(io.BytesIO(set_sheet(LIBRARY, odd, "nl")))
    assert book["criteria"]["E2"].value == "33.3333333333333333"
    assert (book["criteria"]["E4"].value, book["criteria"]["E4"].data_type) == (20, "n")
    assert read_set(set_sheet(LIBRARY, odd, "nl"), LIBRARY) == odd


def test_what_a_person_sees() -> None:
    book = openpyxl.load_workbook(io.BytesIO(set_sheet(LIBRARY, MINE, "nl")))
    assert book.sheetnames == [
        *("uitleg", "set", "values", "criteria", "gates", "checklist", "conditions", "selection", "own")
    ]
    assert any("samen precies 100" in str(row[0].value) for row in book["uitleg"].rows)
    sheet = book["criteria"]
    assert [cell.value for cell in sheet[1]] == [
        *("value", "criterion", "title (info)", "question (info)", "weight", "minimum")
    ]
    asked = LIBRARY.asked()[sheet["B2"].value]
    assert sheet["C2"].value == asked.title.nl
    assert (sheet["C2"].protection.locked, sheet["E2"].protection.locked) == (True, False)
    assert sheet["C2"].fill.fgColor.rgb == "00E7E6E6"
    for locked in book.worksheets[1:]:
        assert locked.protection.sheet
        assert locked.freeze_panes == "A2"
    [check] = sheet.data_validations.dataValidation
    assert (check.type, check.formula1, check.formula2, str(check.sqref)) == ("decimal", "0", "100", "E2:E1000")
    texts = [cell for sheet in book for row in sheet.rows for cell in row if isinstance(cell.value, str)]
    assert {cell.data_type for cell in texts} == {"s"}
    assert {cell.number_format for cell in texts if cell.parent.title != "uitleg" and cell.row > 1} == {"@"}
    assert book["own"]["F2"].value.startswith("=Hangt")
    assert sheet.cell(find_row(book, "criteria", 2, "privacy.own-cameras"), 3).value == "→ own"


def test_what_is_left_out_or_added_by_a_person_is_taken(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["set"]["A2"] = "our-chat"
        sheet = book["criteria"]
        sheet["A5"], sheet["B5"], sheet["E5"] = None, None, None  # the grey text stays
        sheet["E4"] = "35,0"  # a number as text, with the comma of the house
        book["gates"].append([CHAT.gates[0]])
        book["gates"]["A2"] = None

    found = read_set(changed(change), LIBRARY)
    assert (found.id, [criterion.weight for criterion in found.values[0].criteria]) == ("our-chat", [40, 25, 35])
    assert found.gates == [*CHAT.gates[1:], CHAT.gates[0]]


def swap(sheet: str, name: str) -> Change:
    return lambda book: setattr(book[sheet], "title", name)


def twice(book: Any) -> None:
    book["criteria"]["B3"] = book["criteria"]["B2"].value
    book["criteria"]["C3"] = book["criteria"]["D3"] = None


def as_date(book: Any) -> None:
    book["criteria"]["B2"] = datetime.datetime(2026, 3, 1)
    book["criteria"]["B2"].number_format = "d-mmm"


def instead(given: str) -> Change:
    """Put something else in the first row of the criteria, and take it out of its own sheet."""

    def change(book: Any) -> None:
        book["criteria"]["B2"] = given
        book["criteria"]["C2"] = book["criteria"]["D2"] = None
        for sheet in ("gates", "conditions"):
            for row in book[sheet].rows:
                if row[0].value == given:
                    row[0].value = None

    return change


GATE, CONDITION = CHAT.gates[0], CHAT.conditions[0]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (twice, [("TS-470", "criteria, B3 (criterion)")]),
        (put("gates", "A3", CHAT.gates[0]), [("TS-478", "gates, B3 (title (info))"), ("TS-470", "gates, A3 (id)")]),
        (
            put("values", "A3", CHAT.values[0].value),
            [("TS-478", "values, B3 (title (info))"), ("TS-470", "values, A3 (value)")],
        ),
        (put("criteria", "E2", 31), [("TS-120", "criteria, E2:E5 (weight) effectiveness")]),
        (put("values", "C2", 13.5), [("TS-120", "values, C2:C12 (weight)")]),
        (
            put("criteria", "E2", 0),
            [("TS-120", "criteria, E2:E5 (weight) effectiveness"), ("TS-117", "criteria, E2 (weight)")],
        ),
        (put("criteria", "E2", -1), [("TS-428", "criteria, E2 (weight)")]),
        (put("criteria", "E2", 101), [("TS-428", "criteria, E2 (weight)")]),
        (put("criteria", "E2", "dertig"), [("TS-423", "criteria, E2 (weight)")]),
        (put("criteria", "E2", None), [("TS-421", "criteria, E2 (weight)")]),
        (put("criteria", "E2", "30,000"), [("TS-415", "criteria, E2")]),
        (put("criteria", "F2", 9), [("TS-118", "criteria, F2 (minimum)")]),
        (put("criteria", "E2", "=10+20"), [("TS-465", "criteria, E2 (weight)")]),
        (put("set", "C1", '="title nl"'), [("TS-411", "set"), ("TS-465", "set, C1 ()")]),
        (put("criteria", "B2", "#REF!"), [("TS-418", "criteria, B2 (criterion)")]),
        (as_date, [("TS-416", "criteria, B2 (criterion)")]),
        (put("criteria", "B2", "mrt-1"), [("TS-462", "criteria, B2 (criterion)")]),
        (put("set", "A2", "1-mrt"), [("TS-462", "set, A2 (id)")]),
        (put("criteria", "B2", 46082), [("TS-461", "criteria, B2 (criterion)")]),
        (put("criteria", "B2", "no such"), [("TS-473", "criteria, B2 (criterion)")]),
        (put("criteria", "B2", "resident-autonomy.nothing"), [("TS-111", "criteria, B2 (criterion)")]),
        (put("gates", "A2", "privacy.nothing"), [("TS-111", "gates, A2 (id)")]),
        (put("set", "G2", "nl-1999"), [("TS-111", "set, G2 (law)")]),
        (put("set", "B2", "1.0"), [("TS-106", "set, B2 (version)")]),
        (put("set", "D2", None), [("TS-421", "set, D2 (title en)")]),
        (put("criteria", "A2", "privacy"), [("TS-127", "criteria, B2 (criterion)")]),
        (put("criteria", "A2", "nothing"), [("TS-474", "criteria, A2 (value)")]),
        (put("criteria", "A2", None), [("TS-421", "criteria, A2 (value)")]),
        (put("criteria", "C2", "Mijn titel"), [("TS-463", "criteria, C2 (title (info))")]),
        (put("values", "B2", "Mijn waarde"), [("TS-463", "values, B2 (title (info))")]),
        (put("criteria", "C99", "Mijn eigen criterium"), [("TS-463", "criteria, C99 (title (info))")]),
        (put("criteria", "H2", "ernaast"), [("TS-412", "criteria, H2 (-)")]),
        (swap("gates", "Eisen"), [("TS-469", "Eisen"), ("TS-405", "xlsx")]),
        (lambda book: book.remove(book["own"]), [("TS-405", "xlsx")]),
        (lambda book: book.create_sheet("kladblok"), [("TS-469", "kladblok")]),
        (lambda book: book["criteria"].delete_cols(6), [("TS-411", "criteria")]),
        (put("criteria", "F1", "ondergrens"), [("TS-409", "criteria"), ("TS-411", "criteria")]),
        (lambda book: book["criteria"].merge_cells("A2:A4"), [("TS-460", "criteria, A2:A4")]),
        (lambda book: book["gates"].merge_cells("A2:B2"), [("TS-460", "gates, A2:B2")]),
        (put("set", "A3", "tweede"), [("TS-471", "set, A3 (id)")]),
        (instead(GATE), [("TS-464", "criteria, B2 (criterion)")]),
        (instead(CONDITION), [("TS-464", "criteria, B2 (criterion)")]),
        (put("gates", "A99", CHAT.values[0].criteria[0].criterion), [("TS-470", "gates, A99 (id)")]),
        (
            put("gates", "A99", CHAT.checklist[CHECKED]),
            [("TS-470", f"checklist, A{CHECKED + 2} (id)"), ("TS-126", "gates, A99 (id)")],
        ),
        (lambda book: book["criteria"].delete_rows(2, 5), [("TS-475", "values, A2 (value)")]),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_its_cell(change: Change, expected: list[tuple[str, str]]) -> None:
    assert refused(changed(change)) == expected


def own(name: str, value: object, row: int = 2) -> Change:
    """Change a cell of the sheet ``own`` by the name of its column."""

    def change(book: Any) -> None:
        header = [cell.value for cell in book["own"][1]]
        book["own"].cell(row, header.index(name) + 1).value = value

    return change


def without_anchors(book: Any) -> None:
    for name in [cell.value for cell in book["own"][1] if cell.value.startswith("anchor")]:
        own(name, None)(book)


def a_point_too_many(book: Any) -> None:
    own("anchor 10 nl", "Tien")(book)
    own("anchor 10 en", "Ten")(book)


def without_column(name: str) -> Change:
    return lambda book: book["own"].delete_cols([cell.value for cell in book["own"][1]].index(name) + 1)


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        (without_anchors, "TS-116", "anchor 0 nl"),
        (own("anchor 2 en", None), "TS-421", "anchor 2 en"),
        (own("anchor 2 nl", MINE.own[0].anchors["3"].nl), "TS-134", "anchor 0 nl"),
        (a_point_too_many, "TS-116", "anchor 0 nl"),
        (without_column("anchor 2 en"), "TS-477", "anchor 2 nl"),
        (own("title en", None), "TS-421", "title en"),
        (own("why nl", "<b>vet</b>"), "TS-129", "why nl"),
        (own("ask 3 nl", None), "TS-421", "ask 3 nl"),
        (own("addressee", "iedereen"), "TS-466", "addressee"),
        (own("addressee", "municipality"), "TS-126", None),
        (own("scale", "no-such-scale"), "TS-111", "scale"),
        (own("when", "altijd"), "TS-467", "when"),
        (own("when", "no-such: yes"), "TS-111", "when"),
        (own("source 1", "no-such-work"), "TS-111", "source 1"),
        (own("source 1", None), "TS-421", "source 1"),
        (own("source 1 checked", "misschien"), "TS-466", "source 1 checked"),
        (own("case en", None), "TS-421", "case en"),
        (own("case source", None), "TS-421", "case source"),
        (own("valid_from", datetime.date(2026, 3, 1)), "TS-416", "valid_from"),
        (own("valid_from", "1 maart 2026"), "TS-466", "valid_from"),
        (own("title nl", 2026), "TS-461", "title nl"),
        (own("title nl", "=A1"), "TS-465", "title nl"),
        (own("id", "privacy.own-doors"), "TS-470", "id"),
    ],
)
def test_a_fault_of_an_own_criterion_is_named_by_its_cell(change: Change, code: str, column: str | None) -> None:
    found = refused(changed(change, MINE))
    place = "criteria, " if column is None else "own, "
    assert [code for code, where in found if where.startswith(place)] == [code]
    assert column is None or found[0][1].endswith(f"({column})")


@pytest.mark.parametrize("own_id", ["privacy.cameras", "expertise.own-judgement"])
def test_an_own_criterion_has_an_id_of_its_own(own_id: str) -> None:
    """``expertise.own-judgement`` is the library's, though it looks like one's own."""

    def change(book: Any) -> None:
        own("id", own_id)(book)
        book["criteria"].cell(find_row(book, "criteria", 2, "privacy.own-cameras"), 2).value = own_id

    assert ("TS-476" if "judgement" in own_id else "TS-112") in {
        problem.code for problem in faults(changed(change, MINE))
    }


def test_every_fault_comes_at_once_and_the_sum_is_said_by_level_and_difference() -> None:
    def change(book: Any) -> None:
        book["criteria"]["E2"], book["criteria"]["E7"] = 31, "x"
        book["values"]["C2"] = 10
        book["gates"]["A2"] = "mrt-1"
        book["gates"]["B2"] = None

    found = faults(changed(change))
    assert [problem.code for problem in found] == ["TS-423", "TS-462", "TS-120", "TS-120"]
    assert [problem.particulars["difference"] for problem in found if problem.code == "TS-120"] == ["-5", "-9"]


def test_macros_are_refused() -> None:
    content = set_sheet(LIBRARY, CHAT, "nl")
    packed = io.BytesIO(content)
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"code")
    assert refused(packed.getvalue()) == [("TS-468", "xlsx")]
    typed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(typed, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry, part.replace(b"spreadsheetml.sheet.main", b"x.sheet.macroEnabled.main"))
    assert refused(typed.getvalue()) == [("TS-468", "xlsx")]


def test_what_is_too_large_or_no_workbook_is_refused(tmp_path: Path) -> None:
    with (large := tmp_path / "large.xlsx").open("wb") as file:
        file.truncate(workbook.MAX_BYTES + 1)
    assert refused(large) == [("TS-401", str(large))]
    assert refused(b"PK" + b"0" * workbook.MAX_BYTES) == [("TS-401", "xlsx")]
    assert refused(b"not a workbook") == [("TS-403", "xlsx")]
    assert refused(tmp_path) == [("TS-447", str(tmp_path))]
    assert refused(set_sheet(LIBRARY, CHAT, "nl")[:-300]) == [("TS-404", "xlsx")]


def test_what_does_not_fit_in_a_cell_is_not_written() -> None:
    for text in ("x" * 32_768, "bel\x07"):
        with pytest.raises(SheetError) as caught:
            set_sheet(LIBRARY, CHAT.model_copy(update={"why": Text(text, text)}), "nl")
        assert [problem.code for problem in caught.value.faults] == ["TS-472"]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path))
    return tmp_path


def test_a_set_that_would_be_the_file_of_another_or_too_large_to_be_read_is_not_kept(workspace: Path) -> None:
    mine = CHAT.model_copy(update={"id": "my-chat"})
    path = library.keep(mine)
    with pytest.raises(UseError) as refused:
        library.keep(mine.model_copy(update={"id": "My-Chat"}), replace=True)
    assert refused.value.faults[0].code == "TS-515"
    before = path.read_bytes()
    gates = [f"g{'x' * 70}{number}" for number in range(30_000)]
    with pytest.raises(StoreError, match="2000000 bytes"):
        write(mine.model_copy(update={"gates": gates}), path, "set")
    assert path.read_bytes() == before


def test_an_import_is_kept_once_and_replaces_only_what_is_ones_own(workspace: Path) -> None:
    path = workspace / "criteria" / "sets" / "my-chat.yaml"
    assert library.import_set(library.export_set("chat-channel", "nl")) == _READ.sets["chat-channel"]
    assert not path.parent.exists()  # it is there already: nothing to do
    content = set_sheet(LIBRARY, MINE, "nl")
    assert library.import_set(content) == MINE == library.library().sets["my-chat"]
    assert path.read_text("utf-8") == text_of(MINE, "set")
    assert library.export_set("my-chat", "nl")[:2] == b"PK"
    raised = changed(put("set", "B2", "1.0.1"), MINE)
    with pytest.raises(UseError, match="TS-515"):
        library.import_set(raised)
    assert library.import_set(raised, replace=True).version == "1.0.1"
    with pytest.raises(UseError, match="TS-515"):  # what Toetssteen brings is not overwritten
        library.import_set(changed(put("set", "B2", "9.9.9")), replace=True)


def test_nothing_is_imported_where_something_is_wrong(workspace: Path) -> None:
    with pytest.raises(SheetError):
        library.import_set(changed(put("criteria", "E2", 31), MINE))
    assert not (workspace / "criteria").exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"why": Text("x" * 2_001, "x")}, "TS-508"),
        ({"anchors": dict.fromkeys("0123456789", Text("x" * 2_000, "x"))}, "TS-508"),
        ({"sources": [Source.model_construct(work="gdpr", at="x" * 501, checked=False)]}, "TS-508"),
        ({"ask": [Text("x", "x")] * 11}, "TS-742"),
    ],
)  # fmt: skip
def test_a_text_of_an_own_criterion_that_is_too_long_is_named_by_its_row(change: dict[str, Any], code: str) -> None:
    given = with_own(own_criterion("cameras"))
    own = given.own[0].model_copy(update=change)
    with pytest.raises(SheetError) as refused:
        read_set(set_sheet(LIBRARY, given.model_copy(update={"own": [own]}), "nl"), LIBRARY)
    found = [problem for problem in refused.value.faults if problem.code == "TS-106"]
    assert [problem.particulars["problem"].code for problem in found] == [code]
    assert found[0].where.startswith("own, ")
