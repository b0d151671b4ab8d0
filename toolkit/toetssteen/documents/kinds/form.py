"""A criteria set as a form to discuss on paper: what the set asks, with boxes to tick and room to write.

Rules: the form says what the set says and judges nothing; it names the set, its version and the day it was made;
what does not apply always says when it does, in the words of the scoping question; a reference that nobody
checked is marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from fractions import Fraction

from toetssteen.content.library import Library
from toetssteen.documents.blocks import (
    Block,
    Blocks,
    Card,
    Line,
    Paper,
    Room,
    Row,
    Span,
    TickBoxes,
    asked,
    callout,
    card,
    columns,
    heading,
    labelled,
    line,
    listed,
    references,
    row,
    section,
    strong,
    table,
    text,
)
from toetssteen.language import Language, day, number, percent, say
from toetssteen.model.base import Id, plain
from toetssteen.model.criteria import (
    Asked,
    Condition,
    CriteriaSet,
    Criterion,
    Gate,
    ScopingQuestion,
    SetCriterion,
    SetValue,
    When,
)
from toetssteen.views.questions import condition, in_force, whole

FORMATS = ("html", "pdf")
USES = ("use_one", "use_scoping", "use_gates", "use_level", "use_checklist", "use_proof", "use_paper")
FIELDS = ("solution", "filled_by", "filled_on")
ADDRESSEES = ("municipality", "procedure", "solution")


def paper(library: Library, criteria_set: CriteriaSet, language: Language, on: date) -> Paper:
    """Return the form of a set of a library; ``on`` is the day that it names."""
    return _FormBlocks(library, criteria_set, language).paper(on)


class _FormBlocks:
    """The blocks of a form, set from a criteria set and its library."""

    def __init__(self, library: Library, criteria_set: CriteriaSet, language: Language) -> None:
        self.library = library
        self.given = criteria_set
        self.language: Language = language
        self.known: dict[Id, Asked] = {**library.asked(criteria_set.own), **library.conditions()}
        self.own = {criterion.id for criterion in criteria_set.own}
        self.whole = whole(criteria_set)

    def say(self, key: str, **particulars: object) -> str:
        """Return a word of the form."""
        return say(f"form.{key}", self.language, **particulars)

    def paper(self, on: date) -> Paper:
        """Return the whole form."""
        criteria_set, language, law = self.given, self.language, self.library.laws.get(self.given.law)
        date_line, edition = day(on, language), f"{criteria_set.id} {criteria_set.version}"
        facts = (
            (self.say("set"), criteria_set.id),
            (self.say("version").capitalize(), criteria_set.version),
            (self.say("made"), date_line),
            (self.say("law"), law.title.in_(language) if law else criteria_set.law),
        )
        return Paper(
            kind="form",
            language=language,
            written_in=language,
            name=f"{criteria_set.id}-{self.say('file')}",
            kicker=(self.say("document"),),
            title=criteria_set.title.in_(language),
            facts=facts,
            running=edition,
            foot=self.say("document"),
            closing=f"{self.say('set')} {edition} · {date_line} · {self.say('legal')}",
            moment=datetime.combine(on, time(), UTC).isoformat(),
            opening=(self.use(),),
            contents=2,
            apart=True,
            blocks=tuple(self.parts()),
        )

    def use(self) -> Card:
        """Set how the form is used and what is in the set."""
        sources = [source for question in self.asked_in() for source in question.sources]
        unchecked = sum(not source.checked for source in sources)
        return section(
            "use",
            heading(2, self.say("heading_use"), listed=False),
            text(self.given.why.in_(self.language)),
            listed(self.say(key) for key in USES),
            text(self.say("use_screen"), tone="screen"),
            card("two", [Room(self.say(key)) for key in FIELDS]),
            heading(3, self.say("heading_overview")),
            table(
                "overview",
                self.say("overview_caption"),
                [self.say("part"), self.say("weight"), self.say("points")],
                self.overview(),
                numbers=(1, 2),
            ),
            text(self.say("unchecked_line", total=len(sources), count=unchecked), " ", self.say("legal"), tone="small"),
        )

    def overview(self) -> Iterator[Row]:
        """Set the parts with their weight and number of points."""
        criteria_set, none = self.given, self.say("no_weight")
        counts = [sum(weighed.criterion in self.known for weighed in value.criteria) for value in criteria_set.values]
        known = {
            key: len(self.some(ids))
            for key, ids in (("gates", criteria_set.gates), ("conditions", criteria_set.conditions))
        }
        known["checklist"] = len(self.some(criteria_set.checklist))
        if known["gates"]:
            yield row([self.say("heading_gates"), none, str(known["gates"])])
        yield row([self.say("heading_values"), "100%", str(sum(counts))])
        for value, count in zip(criteria_set.values, counts, strict=True):
            weight = percent(Fraction(value.weight), self.language)
            yield row([self.title(value), f"{weight}%", str(count)], tone="sub")
        for key in ("checklist", "conditions"):
            if known[key]:
                yield row([self.say(f"heading_{key}"), none, str(known[key])])

    def parts(self) -> Iterator[Block]:
        """Yield the parts in order; one that asks nothing is left out."""
        criteria_set = self.given
        yield from self.part("scoping", [self.scoped(question) for question in self.scoping()])
        yield from self.part("gates", [self.point(question, 3) for question in self.some(criteria_set.gates)])
        yield section(
            "values", heading(2, self.say("heading_values")), [self.value(value) for value in criteria_set.values]
        )
        groups = [(addressee, self.some(criteria_set.checklist, addressee)) for addressee in ADDRESSEES]
        checks = [
            section(
                f"checklist-{addressee}",
                heading(3, self.say(f"heading_{addressee}"), listed=True),
                [self.point(question, 4) for question in questions],
            )
            for addressee, questions in groups
            if questions
        ]
        yield from self.part("checklist", checks)
        yield from self.part("conditions", [self.point(question, 3) for question in self.some(criteria_set.conditions)])
        if criteria_set.selection:
            titles = [self.named(wanted) for wanted in criteria_set.selection]
            yield section("selection", heading(2, self.say("heading_selection"), listed=False), listed(titles))

    def part(self, key: str, points: list[Card]) -> Iterator[Block]:
        """Set a part with its points, unless there are none."""
        if points:
            yield section(key, heading(2, self.say(f"heading_{key}")), text(self.say(f"{key}_intro")), points)

    def named(self, given: Id) -> str:
        """Return the title of a question; the id of what has none."""
        return self.known[given].title.in_(self.language) if given in self.known else given

    def some(self, names: Iterable[Id], addressee: str | None = None) -> list[Asked]:
        """Return the questions of these ids, or those among them that one addressee answers for."""
        questions = (self.known[wanted] for wanted in names if wanted in self.known)
        return [question for question in questions if addressee in (None, question.addressee)]

    def asked_in(self) -> list[Asked]:
        """Return all that the set asks, each once."""
        criteria_set = self.given
        weighed = [weighed.criterion for value in criteria_set.values for weighed in value.criteria]
        return self.some(
            dict.fromkeys([*weighed, *criteria_set.gates, *criteria_set.checklist, *criteria_set.conditions])
        )

    def scoping(self) -> list[ScopingQuestion]:
        """Return the scoping questions that decide something in this set, and those that decide about them."""
        known = self.library.scoping
        wanted = {above for question in self.asked_in() for above in question.when}
        while not wanted >= (more := {above for below in wanted & known.keys() for above in known[below].when}):
            wanted |= more
        return [question for question in known.values() if question.id in wanted]

    def scoped(self, question: ScopingQuestion) -> Card:
        """Set one scoping question."""
        title, key = question.question.in_(self.language), f"scoping-{question.id}"
        options = tuple(line(option.label.in_(self.language)) for option in question.options)
        return asked(
            key,
            heading(3, title),
            self.only_if(question.when),
            labelled(self.say("why"), question.why.in_(self.language)),
            TickBoxes(key, self.say("answer"), title, options),
            together=True,
        )

    def title(self, set_value: SetValue) -> str:
        """Return the title of a public value, its id where the library does not have it."""
        value = self.library.values.get(set_value.value)
        return value.title.in_(self.language) if value else set_value.value

    def value(self, set_value: SetValue) -> Card:
        """Set a public value and its criteria."""
        value = self.library.values.get(set_value.value)
        weight = Span(f" {percent(Fraction(set_value.weight), self.language)}%", "label")
        weighed = [member for member in set_value.criteria if member.criterion in self.known]
        return section(
            f"value-{set_value.value}",
            heading(3, self.title(set_value), weight, listed=True),
            [text(value.why.in_(self.language))] if value else [],
            [self.point(self.known[member.criterion], 4, member) for member in weighed],
        )

    def only_if(self, when: When) -> list[Block]:
        """Set the condition under which a question applies."""
        conditions = condition(when, self.library.scoping, self.language)
        return [
            text(strong(self.say("only_if")), f" {part['question']} ", strong(part["answers"]), tone="condition")
            for part in conditions
        ]

    def point(self, question: Asked, level: int, weighed: SetCriterion | None = None) -> Card:
        """Set one question, with its weight where it is weighed."""
        language, title = self.language, question.title.in_(self.language)
        right: list[Block] = []
        if isinstance(question, Gate):
            right.append(labelled(self.say(f"proof_{question.proof.takes}"), question.proof.text.in_(language)))
        right.append(listed((wanted.in_(language) for wanted in question.ask), self.say("ask")))
        sources = self.sources(question)
        beside = columns(
            self.options(question, title),
            [*right, *([] if isinstance(question, Gate) else sources)],
            1.1 if isinstance(question, Gate) else 1.8,
        )
        return asked(
            question.id,
            heading(level, title),
            self.facts(question, weighed),
            text(question.question.in_(language), tone="question"),
            self.only_if(question.when),
            labelled(self.say("why"), question.why.in_(language)),
            beside,
            self.rooms(question, title),
            sources if isinstance(question, Gate) else [],
            together=True,
        )

    def facts(self, question: Asked, weighed: SetCriterion | None) -> list[Block]:
        """Set what a question weighs, what proof it takes, and from when it holds."""
        language, items = self.language, []
        if weighed:
            weight, share = Fraction(weighed.weight), self.whole[question.id]
            items.append(self.say("weight_line", weight=percent(weight, language), whole=percent(share, language)))
        if weighed and weighed.minimum is not None:
            items.append(self.say("minimum_line", minimum=number(plain(weighed.minimum), language)))
        if isinstance(question, Gate) and question.explainable:
            items.append(self.say("explain_line"))
        items.append(in_force(question, language))
        own = Span(self.say("own"), "mark") if question.id in self.own else ""
        words = line(" ".join(part for part in [*items, "" if not own else " "] if part), own)
        return [text(words, tone="small")] if words else []

    def options(self, question: Asked, title: str) -> Blocks:
        """Set the boxes to tick: a level, a status, or whether a clause is accepted."""
        language = self.language
        if isinstance(question, Criterion):
            return (TickBoxes(question.id, self.say("level"), title, tuple(self.anchors(question))),)
        if isinstance(question, Gate):
            ends = [("met", question.met.in_(language)), ("not_met", question.not_met.in_(language))]
            ends.append(("unproven", self.say("unproven_text")))
            ends += [("explained", self.say("explained_text"))] * question.explainable
            boxes = tuple(line(strong(f"{self.say(key)}."), f" {words}") for key, words in ends)
            return (TickBoxes(question.id, self.say("status"), title, boxes),)
        assert isinstance(question, Condition)
        clause = [text(part) for part in question.clause.in_(language).splitlines() if part.strip()]
        boxes = tuple(line(self.say(key)) for key in ("taken_over", "changed", "left_out"))
        return (
            callout("clause", text(strong(self.say("clause"))), clause),
            labelled(self.say("watch"), question.watch.in_(language)),
            TickBoxes(question.id, self.say("in_contract"), title, boxes),
        )

    def anchors(self, question: Criterion) -> Iterator[Line]:
        """Yield the points of its scale with its own anchors, the scale's meaning where it has none."""
        language = self.language
        for point in self.library.scales[question.scale].levels if question.scale in self.library.scales else []:
            level = plain(point.level)
            words = question.anchors.get(level, point.meaning).in_(language)
            yield line(strong(f"{number(level, language)} {point.label.in_(language)}."), f" {words}")

    def rooms(self, question: Asked, title: str) -> list[Block]:
        """Set room to write in."""
        if isinstance(question, Condition):
            return [Room(self.say("remark"), title, 2)]
        explained = isinstance(question, Gate) and question.explainable
        owned = [Room(self.say("owner"), title, 1), Room(self.say("until"), title, 1)]
        two = [card("two", owned)] if explained else []
        return [Room(self.say("reason"), title, 2), *two, Room(self.say("evidence"), title, 1)]

    def sources(self, question: Asked) -> list[Block]:
        """Set the sources of a question; one that nobody checked is marked."""
        cited = []
        for source in question.sources:
            work = self.library.works.get(source.work)
            title = work.title.in_(self.language) if work else source.work
            cited.append((title, source.at or "", (work.url if work else None) or "", source.checked))
        return references(self.say("sources"), self.say("unchecked"), cited)
