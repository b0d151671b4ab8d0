"""The library as tables, rendered from the content: ``python tests/content/library_table.py`` writes docs/library.md.

``test_library_table.py`` sees to it that what is committed is what the content gives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from toetssteen.content import library
from toetssteen.content.library import Library
from toetssteen.content.lint.walk import everything
from toetssteen.model.criteria import Asked, Condition, CriteriaSet, Criterion, Gate, PublicValue, Source
from toetssteen.model.fitting import all_of, in_class, value_of

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "library.md"
HEAD = """# The library of criteria

Rendered from `criteria/` by `tests/content/library_table.py`; do not edit it here. A test keeps it up to date.

"""


def rows(header: Iterable[object], body: Iterable[Iterable[object]]) -> str:
    """Write a table."""
    lines = [" | ".join(map(str, cells)) for cells in (header, *body)]
    return "\n".join(f"| {row} |" for row in (lines[0], " | ".join("---" for _ in lines[0].split(" | ")), *lines[1:]))


def counted(asked: Iterable[Asked]) -> str:
    """Count criteria, gates and conditions: ``5 + 3 + 1``."""
    given = list(asked)
    criteria = sum(isinstance(asked, Criterion) for asked in given)
    conditions = sum(isinstance(asked, Condition) for asked in given)
    return f"{criteria} + {len(given) - criteria - conditions} + {conditions}" if given else "-"


def of_value(value: PublicValue) -> list[Asked]:
    """Give all that a value asks."""
    return [*value.criteria, *value.gates, *value.conditions]


def in_set(shelf: Library, chosen: CriteriaSet, value: str) -> list[Asked]:
    """Give what a set takes from a value: weighed, as a gate, in the checklist or in the contract."""
    known: dict[str, Asked] = {**shelf.asked(), **shelf.conditions()}
    return [known[name] for name in all_of(chosen) if value_of(name) == value]


def values_by_sets(shelf: Library) -> str:
    """Write values against sets."""
    sets = [shelf.sets[name] for name in sorted(shelf.sets)]
    body = [
        [
            value.title.en,
            counted(of_value(value)),
            *(counted(in_set(shelf, criteria_set, value.id)) for criteria_set in sets),
        ]
        for value in sorted(shelf.values.values(), key=lambda value: value.title.en)
    ]
    every = [asked for value in shelf.values.values() for asked in of_value(value)]
    of_set = [[asked for value in shelf.values for asked in in_set(shelf, chosen, value)] for chosen in sets]
    total = ["**all**", counted(every), *map(counted, of_set)]
    return rows(["value", "library", *(f"`{criteria_set.id}`" for criteria_set in sets)], [*body, total])


def classes(shelf: Library) -> str:
    """Write what each class of each set asks, and how much of its weight is on the buyer or asked twice."""
    body = []
    for criteria_set in (shelf.sets[name] for name in sorted(shelf.sets)):
        for impact in (*criteria_set.classes, "heavy"):
            part = in_class(criteria_set, impact)
            gates = [known.by_law for known in map(shelf.asked().get, part.gates) if isinstance(known, Gate)]
            weights = {
                member.criterion: value.weight * member.weight / 100
                for value in part.values
                for member in value.criteria
            }
            subjects = Counter(map(partial(subject, shelf), [*part.gates, *part.conditions, *weights]))
            buyer = sum(weights[name] for name in weights if shelf.asked()[name].addressee != "solution")
            twice = sum(weights[name] for name in weights if subjects[subject(shelf, name)] > 1)
            counts = [
                len(weights),
                f"{sum(gates)} + {len(gates) - sum(gates)}",
                len(part.conditions),
                len(part.checklist),
            ]
            named = "" if criteria_set.quick else f", {impact}"
            body.append([f"`{criteria_set.id}`{named}", *counts, f"{buyer:g}", f"{twice:g}"])
    return rows(
        [
            "set, class",
            "criteria",
            "gates: by law + further",
            "conditions",
            "checklist",
            "% on the buyer",
            "% asked twice",
        ],
        body,
    )


def subject(shelf: Library, name: str) -> str:
    """Give the subject that something asks about: its topic, or itself."""
    return {**shelf.asked(), **shelf.conditions()}[name].topic or name


def referred(shelf: Library) -> Iterator[tuple[str, Source]]:
    """Go over every reference to a source, with the value (or the kind of file) it stands in."""
    for noun, place in everything(shelf):
        if isinstance(noun, Source):
            page = place.page.noun
            yield page.id if isinstance(page, PublicValue) else type(page).__name__, noun


def sources(shelf: Library) -> str:
    """Write how many references each value has, how many are not checked, and to how many works."""
    found: dict[str, list[Source]] = {}
    for where, source in referred(shelf):
        found.setdefault(where, []).append(source)
    titles = {value.id: value.title.en for value in shelf.values.values()}
    titles |= {"LawProfile": "law profile", "Crosswalk": "crosswalks (published weights)"}
    body = [
        [
            titles[where],
            len(page_sources),
            sum(not source.checked for source in page_sources),
            len({source.work for source in page_sources}),
        ]
        for where, page_sources in sorted(
            found.items(), key=lambda place: (place[0] not in shelf.values, titles[place[0]])
        )
    ]
    given = [source for members in found.values() for source in members]
    total = ["**all**", len(given), sum(not source.checked for source in given), len({source.work for source in given})]
    return rows(["value", "references", "not checked", "works"], [*body, total])


def profiles(shelf: Library) -> str:
    """Write who each profile speaks for, and which value it weighs most on each set."""
    sets = [shelf.sets[name] for name in sorted(shelf.sets)]
    body = []
    for profile in shelf.profiles.values():
        on = {emphasis.set: emphasis.values for emphasis in profile.on}
        heaviest = [max(on[s.id], key=lambda v: (on[s.id][v], v)) if s.id in on else "-" for s in sets]
        body.append([f"{profile.title.en} (`{profile.id}`)", *heaviest])
    plain = [max(criteria_set.values, key=lambda value: (value.weight, value.value)).value for criteria_set in sets]
    return rows(
        ["heaviest value", *(f"`{criteria_set.id}`" for criteria_set in sets)], [["*the set itself*", *plain], *body]
    )


def crosswalks(shelf: Library) -> str:
    """Write how many links there are to each instrument, by relation."""
    body = []
    for crosswalk in shelf.crosswalks.values():
        relations = [link.relation for link in crosswalk.links]
        counts = [relations.count(relation) for relation in ("same", "narrower", "wider", "related")]
        body.append([crosswalk.title.en, crosswalk.edition, len(crosswalk.targets), *counts])
    return rows(["instrument", "edition", "parts", "same", "narrower", "wider", "related"], body)


def page(shelf: Library) -> str:
    """Write the whole page."""
    parts = [
        "## Values and services\n\n"
        "Each cell counts criteria + gates + contract conditions. Some criteria and gates judge the municipality or\n"
        "the procedure; they stand in the checklist of a set.",
        values_by_sets(shelf),
        "## Sets and classes of impact\n\n"
        "A class asks what it weighs, its gates and its contract conditions of the offer, and its checklist of the\n"
        "municipality. Of the weight, it says how much scores the buyer and how much is of a subject asked twice.",
        classes(shelf),
        "## Sources\n\n"
        "A reference is checked when somebody read that very place in the work. A report marks the others.",
        sources(shelf),
        "## Profiles\n\nOther weights on the same set; here is which value weighs most.",
        profiles(shelf),
        "## Links to other instruments",
        crosswalks(shelf),
    ]
    return HEAD + "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(library.load(ROOT / "criteria")), encoding="utf-8")
