"""The questionnaire for the vendors: what is on each of its sheets.

Rules: it is made of the frozen method only, so that all get the same questions; each sheet is a table with an id that
is hidden and locked; only where a vendor answers is not locked. What a vendor claims is called their own claim.
Does not belong here: the workbooks of it (``questionnaire_xlsx.py``, ``questionnaire_ods.py``), reading one back
(``answers.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
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

FORMAT = "toetssteen-questionnaire/1"
Format = Literal["xlsx", "ods"]
INSTRUCTIONS, VALUE, CONDITIONS = "instructions", "value", "conditions"
OPEN = ("answer", "claim", "files", "accepted", "remark")
"""The columns that a vendor fills in; every other one is locked."""
COLUMNS: dict[str, tuple[str, ...]] = {
    INSTRUCTIONS: ("id", "about", "text"),
    VALUE: ("id", "title", "question", "levels", "evidence", "answer", "claim", "files"),
    CONDITIONS: ("id", "title", "clause", "accepted", "remark"),
}
WIDTHS = {"id": 24, "about": 34, "text": 110, "title": 22, "question": 42, "levels": 56, "evidence": 42, "answer": 70,
          "claim": 18, "files": 30, "clause": 80, "accepted": 18, "remark": 60}  # fmt: skip
"""The width of a column, in characters."""
MOST_POINTS = 12
"""Points of a scale that a claim is chosen from; on a longer one the level is typed."""
STATUSES: tuple[Answer, ...] = ("met", "not_met", "explained")
"""What a vendor can claim of a minimum requirement; the last where an explanation can stand in."""
FACTS = ("fingerprint", "assessment", "format")
"""The rows of the instructions that tell one questionnaire from another."""
_PARTS = ("what", "how", "answer", "claim", "files", "deadline", "same", "use", "strict")
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@dataclass(frozen=True)
class Choice:
    """What a cell takes: one of some words, each for what is stored; or where there are none, a number in a range."""

    words: Mapping[str, str] = field(default_factory=dict)
    range: tuple[str, str] | None = None

    @property
    def options(self) -> tuple[str, ...]:
        """The words to choose from."""
        return tuple(self.words)


@dataclass(frozen=True)
class Line:
    """A row: its id, the texts of its locked columns, and what can be chosen where something is."""

    id: Id
    texts: Mapping[str, str]
    choice: Choice | None = None


@dataclass(frozen=True)
class Sheet:
    """A sheet: the name it is shown by, its kind, and its rows."""

    name: str
    kind: str
    lines: tuple[Line, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns, by their names in code."""
        return COLUMNS[self.kind]


@dataclass(frozen=True)
class Questionnaire:
    """All sheets of the questionnaire of one method, in one language."""

    opened: Opened
    method: Method
    fingerprint: str
    language: Language
    sheets: tuple[Sheet, ...]


def heading(column: str, language: Language) -> str:
    """Give what a column is called on the sheet."""
    return "id" if column == "id" else say(f"questionnaire.col_{column}", language)


def questionnaire(opened: Opened, method: Method, fingerprint: str, language: Language) -> Questionnaire:
    """Put together what is asked of every vendor."""
    sheets = [
        Sheet(say("questionnaire.instructions", language), INSTRUCTIONS, tuple(_told(opened, fingerprint, language)))
    ]
    for title, members in _by_value(method, language).items():
        lines = tuple(_line(each, method, language) for each in members)
        sheets.append(Sheet(_name(len(sheets), title), VALUE, lines))
    terms = [each for each in method.conditions or () if method.applicable(each)]
    if terms:
        yes_no = Choice({say("questionnaire.yes", language): "yes", say("questionnaire.no", language): "no"})
        lines = tuple(
            Line(each.id, {"title": each.title.in_(language), "clause": each.clause.in_(language)}, yes_no)
            for each in terms
        )
        sheets.append(Sheet(_name(len(sheets), say("questionnaire.conditions", language)), CONDITIONS, lines))
    return Questionnaire(opened, method, fingerprint, language, tuple(sheets))


def asked_of_vendors(method: Method) -> dict[Id, Judging]:
    """Give the criteria and gates that are asked of every vendor, by id: those that apply to a solution."""
    found = judged(method)
    return {
        each: asked for each, asked in found.items() if not isinstance(asked, Asked) or asked.addressee == "solution"
    }


def _by_value(method: Method, language: Language) -> dict[str, list[Judging]]:
    """Sort what is asked by public value; minimum requirements of another value come last."""
    asked = asked_of_vendors(method)
    titles = {value.id: value.title.in_(language) for value in method.values}
    others = say("questionnaire.others", language)
    found: dict[str, list[Judging]] = {title: [] for title in [*titles.values(), others]}
    for gate in (each for each in method.gates if each.id in asked):
        found[titles.get(gate.id.partition(".")[0], others)].append(gate)
    for value, weighing in method.weighings():
        if weighing.criterion.id in asked:
            found[titles[value.id]].append(weighing.criterion)
    return {title: members for title, members in found.items() if members}


def _name(index: int, title: str) -> str:
    """Name a sheet: a number makes it unique; a workbook takes 31 characters and not all of them."""
    return f"{index}. {' '.join(title.translate(_FORBIDDEN).split())}"[:31].rstrip()


def _told(opened: Opened, fingerprint: str, language: Language) -> Iterator[Line]:
    """Give the rows of the instructions."""
    about = {
        "title": opened.title, "authority": opened.authority, "types": ", ".join(TYPES),
        "most": number(str(MAX_REASON), language),
    }  # fmt: skip
    for part in _PARTS:
        what = say(f"questionnaire.{part}_about", language, **about)
        yield Line(part, {"about": what, "text": say(f"questionnaire.{part}_text", language, **about)})
    for fact, text in zip(FACTS, (fingerprint, opened.assessment, FORMAT), strict=True):
        yield Line(fact, {"about": say(f"questionnaire.{fact}", language), "text": text})


def _line(asked: Judging, method: Method, language: Language) -> Line:
    """Give the row of a criterion or gate."""
    texts = {"title": asked.title.in_(language), "question": "", "evidence": say("questionnaire.equivalent", language)}
    if isinstance(asked, Asked):
        texts["question"] = asked.question.in_(language)
        wanted = "\n".join(f"- {each.in_(language)}" for each in asked.ask)
        texts["evidence"] = f"{wanted}\n{texts['evidence']}"
    if isinstance(asked, Criterion | SheetCriterion):
        scale = method.scale(asked.scale)
        return Line(asked.id, {**texts, "levels": _anchors(asked, scale, language)}, _levels(scale, language))
    statuses = [each for each in STATUSES if each != "explained" or asked.explainable]
    words = {say(f"status.{each}", language): each for each in statuses}
    told = [say("questionnaire.gate", language)]
    if isinstance(asked, Gate):
        meanings = (asked.met.in_(language), asked.not_met.in_(language))
        told += [f"{word}: {meaning}" for word, meaning in zip(words, meanings, strict=False)]
        told += [say("questionnaire.explained", language)] if asked.explainable else []
        texts["evidence"] = f"{asked.proof.text.in_(language)}\n{texts['evidence']}"
    return Line(asked.id, {**texts, "levels": "\n".join(told)}, Choice(words))


def _levels(scale: Scale, language: Language) -> Choice:
    """Give the levels that a vendor can claim."""
    levels = [each.level for each in scale.levels]
    if scale.step is not None and (scale.high - scale.low) / scale.step < MOST_POINTS:
        levels = [scale.low + scale.step * index for index in range(int((scale.high - scale.low) / scale.step) + 1)]
    elif scale.step is not None or not levels:
        return Choice(range=(plain(scale.low), plain(scale.high)))
    words = {number(plain(each), language): plain(each) for each in levels}
    return Choice(words if not any("," in word for word in words) else {plain(each): plain(each) for each in levels})


def _anchors(asked: Criterion | SheetCriterion, scale: Scale, language: Language) -> str:
    """Say what each level means, a line each; the lowest first."""
    anchors = asked.anchors if isinstance(asked, Criterion) else {}
    described = {plain(each.level): each for each in scale.levels}
    told = []
    for level in sorted({*described, *anchors}, key=float):
        point, anchor = described.get(level), anchors.get(level)
        label = f" ({point.label.in_(language)})" if point else ""
        meaning = anchor.in_(language) if anchor else point.meaning.in_(language) if point else ""
        told.append(f"{number(level, language)}{label}: {meaning}")
    return "\n".join(told) or say("questionnaire.points", language, points=points(scale))


def chosen(sheet: Sheet) -> dict[tuple[tuple[str, ...], tuple[str, str] | None], list[int]]:
    """Give the rows of a sheet by what can be chosen there."""
    found: dict[tuple[tuple[str, ...], tuple[str, str] | None], list[int]] = {}
    for row, line in enumerate(sheet.lines, start=2):
        if line.choice:
            found.setdefault((line.choice.options, line.choice.range), []).append(row)
    return found
