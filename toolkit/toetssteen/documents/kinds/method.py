"""The published method as a document: what will be judged, how it is counted, and how to check that it did not change.

Rules: everything follows from the frozen method itself; the fingerprint stands in full with how to check it; a
later version says why it was made and what changed against the one before. No solution and no score is in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from toetssteen.documents.blocks import (
    Attachment,
    Block,
    Paper,
    Row,
    Span,
    callout,
    code,
    heading,
    labelled,
    listed,
    references,
    row,
    said,
    section,
    strong,
    table,
    text,
)
from toetssteen.errors import RuleError, fault
from toetssteen.language import Language, day, number, percent, say
from toetssteen.model.base import Id, plain
from toetssteen.model.criteria import Asked, Condition, Criterion, Gate, Work
from toetssteen.model.method import Method, MethodValue, SheetGate, Weighing
from toetssteen.model.replay.assessment import Assessment, Version
from toetssteen.views import pricing
from toetssteen.views.changes import changes_said
from toetssteen.views.impact import impact_lines
from toetssteen.views.wording import Wording, weight_said

FORMATS = ("html", "pdf", "docx")
GROUP = 8
"""Characters of a fingerprint that stand together."""


def paper(
    assessment: Assessment,
    methods: Mapping[str, Method],
    language: Language,
    *,
    version: int | None = None,
    works: Mapping[Id, Work] | None = None,
) -> Paper:
    """Write the method of a version, the latest unless another is named.

    Raises
    ------
    RuleError
        If no method has been frozen, or there is no such version.
    """
    versions = {version.number: version for version in assessment.versions}
    if not versions:
        raise RuleError(fault("TS-239", assessment.opened.assessment))
    chosen = versions.get(version or max(versions))
    if chosen is None:
        raise RuleError(fault("TS-279", assessment.opened.assessment, version=version))
    return _MethodBlocks(assessment, methods, language, chosen, works or {}).paper()


class _MethodBlocks:
    """The blocks of one version of a method."""

    def __init__(
        self,
        assessment: Assessment,
        methods: Mapping[str, Method],
        language: Language,
        version: Version,
        works: Mapping[Id, Work],
    ) -> None:
        self.assessment, self.methods, self.version = assessment, methods, version
        self.language: Language = language
        self.method = methods[version.fingerprint]
        self.works = works

    def say(self, key: str, **particulars: Any) -> str:
        """Return a word of this document."""
        return say(f"method.{key}", self.language, **particulars)

    def paper(self) -> Paper:
        """Return the whole document."""
        opened = self.assessment.opened
        facts = [
            (self.say("authority"), opened.authority),
            (self.say("procurement"), opened.procurement or ""),
            (self.say("lot"), opened.lot or ""),
            (self.say("version"), str(self.version.number)),
            (self.say("frozen"), day(self.version.at, self.language)),
        ]
        if self.method.set:
            facts.append((self.say("set"), f"{self.method.set.id} {self.method.set.version}"))
        return Paper(
            kind="method",
            language=self.language,
            written_in=opened.language,
            name=f"{opened.assessment}-{self.say('file')}-{self.version.number}",
            kicker=(self.say("document"),),
            title=opened.title,
            facts=tuple((term, value) for term, value in facts if value),
            running=self.say("document"),
            foot=self.say("footer", number=self.version.number, short=self.version.fingerprint[:12]),
            closing=self.say("footer", number=self.version.number, short=self.version.fingerprint[:12]),
            moment=self.version.at,
            blocks=tuple(self.blocks()),
            attached=Attachment("method.json", self.method.document().decode(), "source", self.say("attachment")),
        )

    def blocks(self) -> Iterator[Block]:
        """Yield the parts in order, and leave out those that say nothing."""
        names = ("fingerprint", "news", "overview", "gates")
        for name in names:
            yield from self.part(name, getattr(self, name)())
        for value in self.method.values:
            yield from self.part(f"value-{value.id}", self.value(value))
        for name in ("checklist", "counting", "price", "scoping", "conditions", "law"):
            yield from self.part(name, getattr(self, name)())

    def part(self, id: str, blocks: Iterator[Block]) -> Iterator[Block]:  # noqa: A002 - its name
        """Make a part of the document, unless it is empty."""
        if inside := list(blocks):
            yield section(id, inside)

    def fingerprint(self) -> Iterator[Block]:
        """Set the fingerprint in full, with how to check it."""
        full = self.version.fingerprint
        yield heading(2, self.say("fingerprint"))
        yield text(self.say("fingerprint_what"))
        yield code(full, " ".join(full[at : at + GROUP] for at in range(0, len(full), GROUP)))
        yield listed(
            [self.say("check_file", name=f"{full}.json"), self.say("check_sum"), self.say("check_same")],
            self.say("check"),
        )

    def news(self) -> Iterator[Block]:
        """Set why this version was made, what changed, and every version with its fingerprint."""
        if self.version.number == 1:
            return
        before = next(version for version in self.assessment.versions if version.number == self.version.number - 1)
        yield heading(2, self.say("news", number=self.version.number))
        yield text(strong(self.say("reason")))
        yield from said(self.version.reason or "")
        changed = changes_said(self.methods[before.fingerprint], self.method, self.language)
        yield listed(changed, self.say("changes", number=before.number))
        rows: list[list[str | Span]] = [
            [str(version.number), day(version.at, self.language), Span(version.fingerprint, "code")]
            for version in self.assessment.versions[: self.version.number]
        ]
        heads = [self.say("version"), self.say("frozen"), self.say("fingerprint")]
        yield table("versions", self.say("versions"), heads, rows, widths=(0, 1, 2.6))

    def overview(self) -> Iterator[Block]:
        """Set the weights of values and criteria, side by side."""
        rows: list[Row] = []
        for value in self.method.values:
            rows.append(row([value.title.in_(self.language), "", self.weight(value)], tone="group"))
            for weighing in value.criteria:
                if self.method.applicable(weighing.criterion):
                    title = weighing.criterion.title.in_(self.language)
                    rows.append(row([title, self.weight(value, weighing), self.of_whole(value, weighing)], tone="sub"))
        yield heading(2, self.say("weights"))
        if lines := impact_lines(self.method, self.language):
            yield listed(lines)
        yield text(self.say(f"basis_{self.method.weight_basis}"))
        if self.method.in_points:
            yield text(say("report.basis_points", self.language))
        heads = [self.say("item"), self.say("weight_inside"), self.say("weight_whole")]
        yield table("weights", self.say("weights_table"), heads, rows, numbers=(1, 2))

    def weight(self, value: MethodValue, weighing: Weighing | None = None) -> str:
        """Write the weight of a value, or of a criterion in it."""
        return f"{weight_said(self.method, value, weighing, self.language)}%"

    def of_whole(self, value: MethodValue, weighing: Weighing) -> str:
        """Write what a criterion weighs in the whole."""
        return f"{percent(self.method.of_whole(value, weighing), self.language)}%"

    def gates(self) -> Iterator[Block]:
        """Set the minimum requirements with the proof each takes."""
        gates = [gate for gate in self.method.gates if self.method.applicable(gate)]
        yield heading(2, self.say("gates"))
        yield text(self.say("gates_what") if gates else self.say("gates_none"))
        for gate in gates:
            yield from self.gate(gate)

    def gate(self, gate: Gate | SheetGate) -> Iterator[Block]:
        """Set one minimum requirement."""
        yield heading(3, gate.title.in_(self.language))
        if isinstance(gate, Gate):
            yield text(gate.question.in_(self.language))
            yield labelled(self.say(f"proof_{gate.proof.takes}"), gate.proof.text.in_(self.language))
            yield labelled(self.say("met"), gate.met.in_(self.language))
            yield labelled(self.say("not_met"), gate.not_met.in_(self.language))
        if gate.explainable:
            yield text(self.say("explainable"))
        if isinstance(gate, Gate):
            yield from self.sources(gate)

    def value(self, value: MethodValue) -> Iterator[Block]:
        """Set a public value and its criteria."""
        members = [weighing for weighing in value.criteria if self.method.applicable(weighing.criterion)]
        yield heading(2, f"{value.title.in_(self.language)} ({self.weight(value)})")
        if not members:
            yield text(self.say("value_none"))
        for weighing in members:
            yield from self.criterion(value, weighing)

    def criterion(self, value: MethodValue, weighing: Weighing) -> Iterator[Block]:
        """Set one criterion: its question, its weight, and what each level of its scale looks like."""
        asked, language = weighing.criterion, self.language
        inside, whole = self.weight(value, weighing), self.of_whole(value, weighing)
        yield heading(3, asked.title.in_(language))
        if isinstance(asked, Criterion):
            yield text(asked.question.in_(language))
        yield text(self.say("weighs", inside=inside, whole=whole))
        if weighing.minimum is not None:
            yield text(self.say("minimum", level=number(plain(weighing.minimum), language)))
        rows = list(self.levels(weighing))
        if rows:
            caption = self.say("levels", title=asked.title.in_(language))
            heads = [self.say("level"), self.say("meaning")]
            yield table(f"levels-{asked.id}", caption, heads, rows, widths=(1, 2.4))
        if isinstance(asked, Criterion):
            yield listed([request.in_(language) for request in asked.ask], self.say("ask"))
            yield from self.sources(asked)

    def levels(self, weighing: Weighing) -> Iterator[list[str]]:
        """Yield the points of a scale, with its own anchors or the scale's; a range has its two ends."""
        asked, language = weighing.criterion, self.language
        scale = self.method.scale(asked.scale)
        anchors = asked.anchors if isinstance(asked, Criterion) else {}
        for point in scale.levels:
            level = number(plain(point.level), language)
            words = anchors.get(plain(point.level), point.meaning)
            yield [f"{level} ({point.label.in_(language)})", words.in_(language)]
        if not scale.levels:
            low, high = number(plain(scale.low), language), number(plain(scale.high), language)
            yield [f"{low} – {high}", self.say("any_level" if scale.step is None else "steps", step=scale.step or "")]

    def sources(self, asked: Asked) -> Iterator[Block]:
        """Set the sources of a question; those that nobody checked are marked."""
        named = [(self.work(source.work), source.at or "", "", source.checked) for source in asked.sources]
        yield from references(self.say("sources"), say("report.unchecked", self.language), named)

    def work(self, given: Id) -> str:
        """Return the title of a work, its id where only the library knows it."""
        return self.works[given].title.in_(self.language) if given in self.works else given

    def checklist(self) -> Iterator[Block]:
        """Set the questions to the municipality and on the procedure."""
        asked = [question for question in self.method.checklist if self.method.applicable(question)]
        if not asked:
            return
        yield heading(2, self.say("checklist"))
        yield text(self.say("checklist_what"))
        rows = [
            [question.title.in_(self.language), say(f"report.addressee_{question.addressee}", self.language),
             question.question.in_(self.language)]
            for question in asked
        ]  # fmt: skip
        heads = [self.say("point"), self.say("addressee"), self.say("question")]
        yield table("checklist", self.say("checklist"), heads, rows, widths=(1.2, 1, 2.2))

    def counting(self) -> Iterator[Block]:
        """Set the rules: from several evaluators to one level, no answer, rounding, ties."""
        yield heading(2, self.say("counting"))
        yield listed(rules_said(self.method, self.language))
        if any(tie_break.by == "lot" for tie_break in self.method.rules.tie_break):
            yield text(self.say("draw"))

    def price(self) -> Iterator[Block]:
        """Set the price method, with its formula and an example."""
        method, language = self.method, self.language
        yield heading(2, self.say("price"))
        yield listed(pricing.rules(method, language))
        if method.price is None:
            return
        if amounts := pricing.amounts(method, language):
            heads = [self.say("item"), self.say("amount")]
            yield table("amounts", self.say("amounts"), heads, amounts, numbers=[1])
        yield text(strong(self.say("formula")))
        yield code(*pricing.formula(method.price, language))
        yield listed(pricing.example(method, language), self.say("example"))

    def scoping(self) -> Iterator[Block]:
        """Set the scoping answers, and what does not apply by them."""
        if not self.method.scoping:
            return
        yield heading(2, self.say("scoping"))
        yield text(self.say("scoping_what"))
        wording = Wording(self.method, self.language)
        rows = [[wording.text(scoped.question.question), wording.scoped(scoped)] for scoped in self.method.scoping]
        yield table("scoping", self.say("scoping"), [self.say("question"), self.say("answer")], rows, widths=(1.4, 1))
        gone = [wording.text(asked.title) for asked in self.method.asked() if not self.method.applicable(asked)]
        if gone:
            yield listed(gone, self.say("gone"))

    def conditions(self) -> Iterator[Block]:
        """Set the contract conditions: the clause and how one sees that it is kept."""
        applicable = [condition for condition in self.method.conditions or [] if self.method.applicable(condition)]
        if not applicable:
            return
        yield heading(2, self.say("conditions"))
        yield text(self.say("conditions_what"))
        for condition in applicable:
            yield from self.condition(condition)

    def condition(self, condition: Condition) -> Iterator[Block]:
        """Set one condition."""
        yield heading(3, condition.title.in_(self.language))
        lines = condition.clause.in_(self.language).split("\n")
        yield callout("clause", [text(line) for line in lines if line.strip()])
        yield labelled(self.say("watch"), condition.watch.in_(self.language))

    def law(self) -> Iterator[Block]:
        """Set the law profile, which is no legal advice."""
        law = self.method.law
        if law is None:
            return
        yield heading(2, self.say("law"))
        yield text(self.say("law_is", title=law.title.in_(self.language), version=law.version))
        yield text(law.disclaimer.in_(self.language))


def rules_said(method: Method, language: Language) -> list[str]:
    """Return a sentence for each rule of a method but those of the price."""

    def word(key: str, **particulars: object) -> str:
        return say(f"report.{key}", language, **particulars)

    rules = method.rules
    steps = [pricing.step(method, tie_break, language) for tie_break in rules.tie_break]
    return [
        word("rule_scale"),
        word("rule_sum"),
        word("rule_gates"),
        word(f"rule_{rules.aggregation}"),
        word("rule_no_answer_lowest" if rules.no_answer_counts_as else "rule_no_answer_open"),
        word("rule_cap" if rules.evidence_cap else "rule_no_cap"),
        word("rule_not_applicable"),
        word(f"rounding_{rules.rounding.mode}", digits=rules.rounding.digits),
        word(f"rule_ties_{rules.rounding.ties}"),
        word("rule_tie_break", steps=", ".join(steps)) if steps else word("rule_no_tie_break"),
    ]
