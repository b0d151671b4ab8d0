"""The two tables of scores from elsewhere: their columns, said once, and a workbook to fill them in.

Rules: what is handed out is what is read, by the same columns; each has a name in Dutch and in English, and either is
read. The sheet that explains is not read.
Does not belong here: what the rows come to (``scores.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from toetssteen.language import LANGUAGES, Language, number, say
from toetssteen.model.base import MAX_REASON
from toetssteen.sheets.columns import Choice, Column, Kind, Line, Sheet, layout_in_both

FORMATS = ("xlsx", "ods")
MAX_LINE = 500
"""Characters that a name or title may have."""
KINDS = Choice({say(f"scores_sheet.{kind}", language): kind for language in LANGUAGES for kind in ("award", "gate")})
"""What a row of criteria is, in either language."""
WEIGHTS = ("weight", "points")
"""The columns of which a sheet has one."""
IN_AWARDS = ("value", "scale_max")
"""Columns that criteria have to have, and requirements do not."""


def _column(name: str, width: int, kind: Kind = "text", *, most: int | None = MAX_LINE, needed: bool = True) -> Column:
    most = most if kind == "text" else None
    return Column(
        name, kind, f"scores_sheet.col_{name}", needed, width=width, most=most, says="scores_sheet.too_long"
    )  # fmt: skip


def _kind(language: Language | None = None) -> Column:
    own = [say(f"scores_sheet.{kind}", language) for kind in ("award", "gate")] if language else KINDS.options
    choice = Choice({word: KINDS.words[word] for word in own})
    says = "scores_sheet.one_of"
    return Column("kind", "choice", "scores_sheet.col_kind", needed=False, width=22, choice=choice, says=says)


_CRITERIA = (
    _column("id", 14), _column("title", 40), _column("value", 24, needed=False),
    *(_column(name, 10, "number", needed=False) for name in (*WEIGHTS, "scale_max", "scale_min", "step")),
    _kind(), _column("minimum", 11, "number", needed=False),
)  # fmt: skip
_SCORES = (
    _column("evaluator", 22), _column("solution", 22), _column("criterion", 14), _column("level", 10, "number"),
    _column("reason", 70, most=MAX_REASON, needed=False),
)  # fmt: skip
CRITERIA = layout_in_both("criteria", _CRITERIA)
SCORES = layout_in_both("scores", _SCORES, booleans=("level",))
EVERY = "all"
"""What stands for every criterion where scales are turned; in Dutch ``alle``."""
NOT_APPLICABLE = "not_applicable"
STATUSES = {
    **dict.fromkeys(("true", "waar", "ja", "yes", "met", "voldaan", "voldoet", "voldoet wel"), "met"),
    **dict.fromkeys(("false", "onwaar", "nee", "no", "not_met", "not met", "niet voldaan", "voldoet niet"), "not_met"),
    **dict.fromkeys(("unproven", "not proven", "niet aangetoond"), "unproven"),
    **dict.fromkeys(("explained", "uitgelegd", "toegelicht"), "explained"),
    **dict.fromkeys(("n.v.t.", "n.v.t", "nvt", "n/a", "na", "niet van toepassing", "not applicable"), NOT_APPLICABLE),
}
"""How people write a status."""
ANSWERS = {**STATUSES, "onbekend": "unknown", "geweigerd": "refused"}
"""How people write an answer that is no level."""
MARKS = frozenset("xv√✓✔✗✘☑☒×")
"""Signs that some write for yes and others for no."""
EXPLANATIONS = frozenset(say("scores_sheet.explanation", language).casefold() for language in LANGUAGES)
"""The names of the sheet that explains."""
_PARTS = ("what", "examples", "names", "weights", "levels", "requirements", "bring")


def scores_sheet(language: Language, form: str) -> bytes:
    """Write the workbook to fill in, with a few rows as an example."""
    criteria, scores = _examples(language)
    return written(criteria, scores, language, form, own=False)


def written(
    criteria: Iterator[Line], scores: Iterator[Line], language: Language, form: str, *, own: bool = True
) -> bytes:
    """Write both tables as a workbook that is explained, with rows of one's ``own`` or as an example.

    Raises
    ------
    SheetError
        If something cannot be kept in a cell.
    """
    kinds = tuple(_kind(language) if column.id == "kind" else column for column in _CRITERIA)
    told = (Column("about", words="scores_sheet.col_about", locked=True, strong=True, width=28),
            Column("text", words="scores_sheet.col_text", locked=True, width=100))  # fmt: skip
    sheets = [
        Sheet(say("scores_sheet.explanation", language), "told", told, tuple(_told(language, own=own)), least=1),
        Sheet("criteria", "criteria", kinds, tuple(criteria), grows=True),
        Sheet("scores", "scores", _SCORES, tuple(scores), grows=True),
    ]
    title = say("scores_sheet.title", language)
    if form == "xlsx":
        from toetssteen.sheets.writer_xlsx import xlsx

        return xlsx(sheets, title, language, title)
    from toetssteen.sheets.writer_ods import ods

    return ods(sheets, title, language, title)


def _told(language: Language, *, own: bool) -> Iterator[Line]:
    """Yield what is explained: what the workbook is, and what each column takes."""
    for part in (("own" if own and part == "examples" else part) for part in _PARTS):
        yield Line({name: say(f"scores_sheet.{part}_{name}", language) for name in ("about", "text")})
    for table, columns in (("criteria", _CRITERIA), ("scores", _SCORES)):
        for column in columns:
            text = say(f"scores_sheet.takes_{column.id}", language, most=number(str(column.most or 0), language))
            yield Line({"about": f"{table}: {column.heading(language)}", "text": text})


def _examples(language: Language) -> tuple[Iterator[Line], Iterator[Line]]:
    def lines(name: str, columns: tuple[Column, ...]) -> Iterator[Line]:
        for row in say(f"scores_sheet.example_{name}", language).splitlines():
            cells = zip(columns, (cell.strip() for cell in row.split("|")), strict=True)
            yield Line({column.id: _value(column, cell) for column, cell in cells if cell})

    return lines("criteria", _CRITERIA), lines("scores", _SCORES)


def _value(column: Column, cell: str) -> str | Decimal:
    return Decimal(cell) if column.kind == "number" and cell.isdigit() else cell


def low_best(names: Iterable[str]) -> set[str]:
    """Return the criteria whose scale is turned, with :data:`EVERY` for the words of either language for it."""
    return {EVERY if name.strip().casefold() in (EVERY, "alle") else name for name in names}
