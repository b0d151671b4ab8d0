"""The library as tables, rendered from the content: ``python tests/content/library_table.py`` writes docs/library.md.

``test_library_table.py`` sees to it that what is committed is what the content gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from toetssteen.content import library
from toetssteen.content.library import Library
from toetssteen.content.lint.walk import everything
from toetssteen.model.criteria import Asked, Condition, CriteriaSet, Criterion, PublicValue, Source
from toetssteen.model.fitting import all_of, value_of

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "library.md"
HEAD = """# The library of criteria

Rendered from `criteria/` by `tests/content/library_table.py`; do not edit it here. A test keeps it up to date.

"""


def rows(header: Iterable[object], body: Iterable[Iterable[object]]) -> str:
    """Write a table."""
    lines = [" | ".join(map(str, each)) for each in (header, *body)]
    return "\n".join(f"| {each} |" for each in (lines[0], " | ".join("---" for _ in lines[0].split(" | ")), *lines[1:]))


def counted(asked: Iterable[Asked]) -> str:
    """Count criteria, gates and conditions: ``5 + 3 + 1``."""
    given = list(asked)
    criteria = sum(isinstance(each, Criterion) for each in given)
    conditions = sum(isinstance(each, Condition) for each in given)
    return f"{criteria} + {len(given) - criteria - conditions} + {conditions}" if given else "-"


def of_value(value: PublicValue) -> list[Asked]:
    """Give all that a value asks."""
    return [*value.criteria, *value.gates, *value.conditions]


def in_set(shelf: Library, chosen: CriteriaSet, value: str) -> list[Asked]:
    """Give what a set takes from a value: weighed, as a gate, in the checklist or in the contract."""
    known: dict[str, Asked] = {**shelf.asked(), **shelf.conditions()}
    return [known[each] for each in all_of(chosen) if value_of(each) == value]


def values_by_sets(shelf: Library) -> str:
    """Write values against sets."""
    sets = [shelf.sets[each] for each in sorted(shelf.sets)]
    body = [
        [value.title.en, counted(of_value(value)), *(counted(in_set(shelf, each, value.id)) for each in sets)]
        for value in sorted(shelf.values.values(), key=lambda each: each.title.en)
    ]
    every = [each for value in shelf.values.values() for each in of_value(value)]
    of_set = [[each for value in shelf.values for each in in_set(shelf, chosen, value)] for chosen in sets]
    total = ["**all**", counted(every), *map(counted, of_set)]
    return rows(["value", "library", *(f"`{each.id}`" for each in sets)], [*body, total])


def referred(shelf: Library) -> Iterator[tuple[str, Source]]:
    """Go over every reference to a source, with the value (or the kind of file) it stands in."""
    for noun, place in everything(shelf):
        if isinstance(noun, Source):
            page = place.page.noun
            yield page.id if isinstance(page, PublicValue) else type(page).__name__, noun


def sources(shelf: Library) -> str:
    """Write how many references each value has, how many are not checked, and to how many works."""
    found: dict[str, list[Source]] = {}
    for where, each in referred(shelf):
        found.setdefault(where, []).append(each)
    titles = {each.id: each.title.en for each in shelf.values.values()}
    titles |= {"LawProfile": "law profile", "Crosswalk": "crosswalks (published weights)"}
    body = [
        [titles[where], len(given), sum(not each.checked for each in given), len({each.work for each in given})]
        for where, given in sorted(found.items(), key=lambda each: (each[0] not in shelf.values, titles[each[0]]))
    ]
    given = [each for members in found.values() for each in members]
    total = ["**all**", len(given), sum(not each.checked for each in given), len({each.work for each in given})]
    return rows(["value", "references", "not checked", "works"], [*body, total])


def profiles(shelf: Library) -> str:
    """Write who each profile speaks for, and which value it weighs most on each set."""
    sets = [shelf.sets[each] for each in sorted(shelf.sets)]
    body = []
    for profile in shelf.profiles.values():
        on = {each.set: each.values for each in profile.on}
        heaviest = [max(on[s.id], key=lambda v: (on[s.id][v], v)) if s.id in on else "-" for s in sets]
        body.append([f"{profile.title.en} (`{profile.id}`)", *heaviest])
    plain = [max(each.values, key=lambda value: (value.weight, value.value)).value for each in sets]
    return rows(["heaviest value", *(f"`{each.id}`" for each in sets)], [["*the set itself*", *plain], *body])


def crosswalks(shelf: Library) -> str:
    """Write how many links there are to each instrument, by relation."""
    body = []
    for each in shelf.crosswalks.values():
        relations = [link.relation for link in each.links]
        counts = [relations.count(relation) for relation in ("same", "narrower", "wider", "related")]
        body.append([each.title.en, each.edition, len(each.targets), *counts])
    return rows(["instrument", "edition", "parts", "same", "narrower", "wider", "related"], body)


def page(shelf: Library) -> str:
    """Write the whole page."""
    parts = [
        "## Values and services\n\n"
        "Each cell counts criteria + gates + contract conditions. Some criteria and gates judge the municipality or\n"
        "the procedure; they stand in the checklist of a set.",
        values_by_sets(shelf),
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
