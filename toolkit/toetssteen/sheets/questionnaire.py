"""The questionnaire for the vendors: what is on each of its sheets.

Rules: it is made of the frozen method only, so that all get the same questions; each sheet is a table with an id that
is hidden and locked; only where a vendor answers is not locked. What a vendor claims is called their own claim.
Does not belong here: how a workbook of it is written (``writer_xlsx.py``, ``writer_ods.py``), reading one back
(``answers.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from toetssteen.language import Language, number, say
from toetssteen.model.base import MAX_REASON, Id, plain
from toetssteen.model.criteria import Asked, Criterion, Gate, Scale
from toetssteen.model.entries.answers import points
from toetssteen.model.entries.body import Answer
from toetssteen.model.entries.opening import Opened
from toetssteen.model.method import Method, SheetCriterion
from toetssteen.model.replay.assessment import Judging, judged
from toetssteen.sheets.attachment import TYPES
from toetssteen.sheets.columns import Choice, Column, Kind, Line, Sheet

FORMAT = "toetssteen-questionnaire/1"
Format = Literal["xlsx", "ods"]
INSTRUCTIONS, VALUE, CONDITIONS = "instructions", "value", "conditions"
OPEN = ("answer", "claim", "files", "accepted", "remark")
"""The columns that a vendor fills in; every other one is locked."""


def _column(name: str, width: int, kind: Kind = "text", most: int | None = None) -> Column:
    says = {"choice": f"questionnaire.prompt_{name}", "text": "questionnaire.too_long"}.get(kind, "")
    return Column(
        name, kind, f"questionnaire.col_{name}", locked=name not in OPEN, strong=name in ("title", "about"),
        width=width, most=most, says=says, hints=kind == "choice",
    )  # fmt: skip


_ID, _TITLE = Column("id", "id", locked=True, hidden=True, width=24), _column("title", 22)
COLUMNS: dict[str, tuple[Column, ...]] = {
    INSTRUCTIONS: (_ID, _column("about", 34), _column("text", 110)),
    VALUE: (
        _ID, _TITLE, _column("question", 42), _column("levels", 56), _column("evidence", 42),
        _column("answer", 70, most=MAX_REASON), _column("claim", 18, "choice"), _column("files", 30, "files"),
    ),
    CONDITIONS: (
        _ID, _TITLE, _column("clause", 80), _column("accepted", 18, "choice"), _column("remark", 60, most=MAX_REASON),
    ),
}  # fmt: skip
MOST_POINTS = 12
"""Points of a scale that a claim is chosen from; on a longer one the level is typed."""
STATUSES: tuple[Answer, ...] = ("met", "not_met", "explained")
"""What a vendor can claim of a minimum requirement; the last where an explanation can stand in."""
FACTS = ("fingerprint", "assessment", "format")
"""The rows of the instructions that tell one questionnaire from another."""
_PARTS = ("what", "how", "answer", "claim", "files", "deadline", "same", "use", "strict")
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@dataclass(frozen=True)
class Questionnaire:
    """All sheets of the questionnaire of one method, in one language."""

    opened: Opened
    method: Method
    fingerprint: str
    language: Language
    sheets: tuple[Sheet, ...]

    def write(self, form: Format) -> bytes:
        """Write the questionnaire as a workbook.

        Raises
        ------
        SheetError
            If something of the method cannot be kept in a cell.
        """
        if form == "xlsx":
            from toetssteen.sheets.writer_xlsx import xlsx

            return xlsx(self.sheets, self.opened.title, self.language, self.opened.assessment)
        from toetssteen.sheets.writer_ods import ods

        return ods(self.sheets, self.opened.title, self.language, self.opened.assessment)


def questionnaire(opened: Opened, method: Method, fingerprint: str, language: Language) -> Questionnaire:
    """Put together what is asked of every vendor."""
    told = tuple(_told(opened, fingerprint, language))
    sheets = [_sheet(say("questionnaire.instructions", language), INSTRUCTIONS, told, least=2)]
    for title, members in _by_value(method, language).items():
        lines = tuple(_line(asked, method, language) for asked in members)
        sheets.append(_sheet(_name(len(sheets), title), VALUE, lines))
    terms = [condition for condition in method.conditions or () if method.applicable(condition)]
    if terms:
        yes_no = Choice({say("questionnaire.yes", language): "yes", say("questionnaire.no", language): "no"})
        lines = tuple(
            Line({"id": term.id, "title": term.title.in_(language), "clause": term.clause.in_(language)}, yes_no)
            for term in terms
        )
        sheets.append(_sheet(_name(len(sheets), say("questionnaire.conditions", language)), CONDITIONS, lines))
    return Questionnaire(opened, method, fingerprint, language, tuple(sheets))


def _sheet(name: str, kind: str, lines: tuple[Line, ...], least: int = 5) -> Sheet:
    return Sheet(name, kind, COLUMNS[kind], lines, least=least)


def asked_of_vendors(method: Method) -> dict[Id, Judging]:
    """Return the criteria and gates that are asked of every vendor, by id: those that apply to a solution."""
    found = judged(method)
    return {
        asked_id: asked
        for asked_id, asked in found.items()
        if not isinstance(asked, Asked) or asked.addressee == "solution"
    }


def _by_value(method: Method, language: Language) -> dict[str, list[Judging]]:
    """Sort what is asked by public value; minimum requirements of another value come last."""
    asked = asked_of_vendors(method)
    titles = {value.id: value.title.in_(language) for value in method.values}
    others = say("questionnaire.others", language)
    found: dict[str, list[Judging]] = {title: [] for title in [*titles.values(), others]}
    for gate in (gate for gate in method.gates if gate.id in asked):
        found[titles.get(gate.id.partition(".")[0], others)].append(gate)
    for value, weighing in method.weighings():
        if weighing.criterion.id in asked:
            found[titles[value.id]].append(weighing.criterion)
    return {title: members for title, members in found.items() if members}


def _name(index: int, title: str) -> str:
    """Name a sheet: a number makes it unique; a workbook takes 31 characters and not all of them."""
    return f"{index}. {' '.join(title.translate(_FORBIDDEN).split())}"[:31].rstrip()


def _told(opened: Opened, fingerprint: str, language: Language) -> Iterator[Line]:
    """Yield the rows of the instructions."""
    about = {
        "title": opened.title, "authority": opened.authority, "types": ", ".join(TYPES),
        "most": number(str(MAX_REASON), language),
    }  # fmt: skip
    for part in _PARTS:
        what = say(f"questionnaire.{part}_about", language, **about)
        yield Line({"id": part, "about": what, "text": say(f"questionnaire.{part}_text", language, **about)})
    for fact, text in zip(FACTS, (fingerprint, opened.assessment, FORMAT), strict=True):
        yield Line({"id": fact, "about": say(f"questionnaire.{fact}", language), "text": text})


def _line(asked: Judging, method: Method, language: Language) -> Line:
    """Return the row of a criterion or gate."""
    texts = {"id": asked.id, "title": asked.title.in_(language), "question": ""}
    texts["evidence"] = say("questionnaire.equivalent", language)
    if isinstance(asked, Asked):
        texts["question"] = asked.question.in_(language)
        wanted = "\n".join(f"- {proof.in_(language)}" for proof in asked.ask)
        texts["evidence"] = f"{wanted}\n{texts['evidence']}"
    if isinstance(asked, Criterion | SheetCriterion):
        scale = method.scale(asked.scale)
        return Line({**texts, "levels": _anchors(asked, scale, language)}, _levels(scale, language))
    statuses = [status for status in STATUSES if status != "explained" or asked.explainable]
    words = {say(f"status.{status}", language): status for status in statuses}
    told = [say("questionnaire.gate", language)]
    if isinstance(asked, Gate):
        meanings = (asked.met.in_(language), asked.not_met.in_(language))
        told += [f"{word}: {meaning}" for word, meaning in zip(words, meanings, strict=False)]
        told += [say("questionnaire.explained", language)] if asked.explainable else []
        texts["evidence"] = f"{asked.proof.text.in_(language)}\n{texts['evidence']}"
    return Line({**texts, "levels": "\n".join(told)}, Choice(words))


def _levels(scale: Scale, language: Language) -> Choice:
    """Return the levels that a vendor can claim."""
    levels = [point.level for point in scale.levels]
    if scale.step is not None and (scale.high - scale.low) / scale.step < MOST_POINTS:
        levels = [scale.low + scale.step * index for index in range(int((scale.high - scale.low) / scale.step) + 1)]
    elif scale.step is not None or not levels:
        return Choice(range=(plain(scale.low), plain(scale.high)))
    words = {number(plain(level), language): plain(level) for level in levels}
    return Choice(words if not any("," in word for word in words) else {plain(level): plain(level) for level in levels})


def _anchors(asked: Criterion | SheetCriterion, scale: Scale, language: Language) -> str:
    """Say what each level means, a line each; the lowest first."""
    anchors = asked.anchors if isinstance(asked, Criterion) else {}
    described = {plain(point.level): point for point in scale.levels}
    told = []
    for level in sorted({*described, *anchors}, key=float):
        point, anchor = described.get(level), anchors.get(level)
        label = f" ({point.label.in_(language)})" if point else ""
        meaning = anchor.in_(language) if anchor else point.meaning.in_(language) if point else ""
        told.append(f"{number(level, language)}{label}: {meaning}")
    return "\n".join(told) or say("questionnaire.points", language, points=points(scale))
