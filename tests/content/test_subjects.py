"""One place per subject, what was read itself, and what is worth a look: the rules of these, each with its plant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from tests.content.classed import classed, with_set

from toetssteen.cli import app as cli
from toetssteen.content.library import Library, page_of
from toetssteen.content.lint import library as lint
from toetssteen.content.lint import notices
from toetssteen.language import Text
from toetssteen.model.criteria import Asked, Criterion, Source, Term
from toetssteen.model.fitting import value_of

READ = {
    "at_url": "https://wetten.overheid.nl/x",
    "checked_on": date(2026, 11, 30),
    "read_as": "text",
    "check_before": date(2027, 6, 1),
}


def changed(shelf: Library, asked: str, **changes: object) -> Library:
    """Give the library with something that it asks changed."""
    value = shelf.values[value_of(asked)]
    groups = {
        group: [
            known.model_copy(update=changes) if known.id == asked else known
            for known in getattr(value, group)
        ]
        for group in ("criteria", "gates", "conditions")
    }  # fmt: skip
    return shelf.with_page(page_of(value.model_copy(update=groups), f"values/{value.id}.yaml"))


def alike(shelf: Library, *names: str) -> Library:
    """Give the library in which these have one topic."""
    for name in names:
        shelf = changed(shelf, name, topic="one-subject")
    return shelf


def of_chat(shelf: Library) -> tuple[list[str], list[str], list[str]]:
    """Give what the set for chat weighs, its gates and its conditions."""
    known = shelf.sets["chat-channel"]
    weighed = [member.criterion for value in known.values for member in value.criteria]
    return weighed, known.gates, known.conditions


def terms(shelf: Library, **changes: object) -> Library:
    """Give the library in which every term of law says all, but for what is changed in the first."""
    law = shelf.laws["nl-2026"]
    whole = [
        term.model_copy(update={**READ, "source": term.source.model_copy(update={"at": "art. 1", "checked": True})})
        for term in law.terms
    ]
    made = law.model_copy(update={"terms": [whole[0].model_copy(update=changes), *whole[1:]]})
    return shelf.with_page(page_of(made, "law/nl-2026.yaml"))


def _gate_and_criterion(shelf: Library) -> Library:
    weighed, gates, _ = of_chat(shelf)
    return alike(shelf, weighed[0], gates[0])


def _condition_and_gate(shelf: Library) -> Library:
    _, gates, conditions = of_chat(shelf)
    return alike(shelf, conditions[0], gates[0])


def _two_criteria(shelf: Library) -> Library:
    return alike(shelf, *of_chat(shelf)[0][:2])


def _in_a_class(shelf: Library) -> Library:
    """Plant it in a class alone: the set itself has one of the two no more."""
    made = classed(shelf)
    known = made.sets["chat-channel"]
    names = [member.criterion for value in known.classes["light"].values for member in value.criteria]
    return alike(with_set(made, known), *[name for name in names if name in of_chat(shelf)[0]][:2])


def _through(shelf: Library) -> Library:
    asked = next(iter(shelf.asked().values()))
    cited = [Source(work=asked.sources[0].work, checked=True, read_as="through"), *asked.sources[1:]]
    return changed(shelf, asked.id, sources=cited)


PLANTS: dict[str, tuple[str, str, Callable[[Library], Library]]] = {
    "gate-and-criterion": ("one_place", "TS-148", _gate_and_criterion),
    "condition-and-gate": ("one_place", "TS-148", _condition_and_gate),
    "two-criteria": ("one_place", "TS-148", _two_criteria),
    "two-in-a-class": ("one_place", "TS-148", _in_a_class),
    "checked-through-another": ("read_itself", "TS-150", _through),
    "term-checked-through-another": ("read_itself", "TS-150", lambda shelf: terms(shelf, read_as="through")),
    "term-without-its-day": ("terms", "TS-151", lambda shelf: terms(shelf, checked_on=None)),
    "term-without-address": ("terms", "TS-151", lambda shelf: terms(shelf, at_url=None)),
    "term-without-place": (
        "terms",
        "TS-151",
        lambda shelf: terms(shelf, source=Source(work=shelf.laws["nl-2026"].terms[0].source.work)),
    ),
    "term-read-again-before-it-was-read": (
        "terms",
        "TS-128",
        lambda shelf: terms(shelf, check_before=date(2026, 11, 30)),
    ),
}


@pytest.mark.parametrize(("rule", "code", "plant"), PLANTS.values(), ids=PLANTS.keys())
def test_a_planted_fault_is_found(shelf: Library, rule: str, code: str, plant: Callable[[Library], Library]) -> None:
    [bites] = [known for known in lint.RULES if known.__name__ == rule]
    assert {problem.code for problem in bites(plant(shelf))} == {code}


def test_terms_that_say_all_are_clean(shelf: Library) -> None:
    [bites] = [known for known in lint.RULES if known.__name__ == "terms"]
    assert list(bites(terms(shelf))) == []
    assert {name for name in READ if name in Term.model_fields} == READ.keys()


def judged(shelf: Library) -> tuple[Criterion, Asked]:
    """Give a criterion for solutions, and one for another."""
    asked = [known for known in shelf.asked().values() if isinstance(known, Criterion)]
    return (
        next(known for known in asked if known.addressee == "solution"),
        next(known for known in asked if known.addressee != "solution"),
    )


@pytest.mark.parametrize(
    ("nl", "en", "told"),
    [
        ("De gemeente heeft het zelf getest.", "It was tested.", True),
        ("Getest. De gemeente tekende ervoor.", "Tested.", True),
        ("Getest.", "The municipality has tested it.", True),
        ("De leverancier laat de gemeente testen.", "The vendor lets the municipality test.", False),
        ("De gemeenteraad kan dit zien.", "The councillors can see this.", False),
    ],
)
def test_an_anchor_about_what_the_municipality_does_is_told_and_refuses_nothing(
    shelf: Library, nl: str, en: str, told: bool
) -> None:
    solution, other = judged(shelf)
    anchors = {level: Text(nl=f"{level} x", en=f"{level} y") for level in solution.anchors} | {"3": Text(nl=nl, en=en)}
    found = [notice for notice in notices.notices(changed(shelf, solution.id, anchors=anchors))
             if notice.particulars["id"] == solution.id]  # fmt: skip
    assert [notice.particulars["part"] for notice in found] == (["anchors.3"] if told else [])
    assert not [
        notice
        for notice in notices.notices(changed(shelf, other.id, anchors=anchors))
        if notice.particulars["id"] == other.id
    ]


def test_the_command_tells_what_is_worth_a_look_and_is_content(
    shelf: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.commands(["--language", "en", "check", str(shelf.folder)], standalone_mode=False)
    out, expected = capsys.readouterr().out, len(notices.notices(shelf))
    assert (f"Worth a look ({expected})" in out) == bool(expected)
    assert out.count("TS-152") == expected
    assert "In order" in out
