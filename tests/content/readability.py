"""How hard the Dutch of the library is to read, measured; run by hand: ``python tests/content/readability.py``.

The measure is Flesch's reading ease, fitted to Dutch by W.H. Douma (De leesbaarheid van landbouwbladen, Bulletin
17, Landbouwhogeschool Wageningen, 1960): ``206.84 - 0.77 * syllables per 100 words - 0.93 * words per sentence``.
Syllables are counted with the Dutch hyphenation patterns of pyphen, which may be off by one in a loan word.

A formula knows nothing of the words themselves, and no formula measures a level of the CEFR. The bands of
:data:`LEVELS` are Douma's own (30 difficult, 45 fairly difficult, 60 normal, 70 fairly easy, 80 easy; as given in
Onze Taal, DBNL _taa014197701); reading them as levels is a convention. ``why`` and ``question`` have to reach B1; of
the rest the figures are shown. ``--list`` names what does not, ``--table`` writes ``docs/readability.md``.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from statistics import mean
from typing import NamedTuple

import pyphen

from toetssteen.content import library
from toetssteen.content.library import Library, Scoping
from toetssteen.content.lint.walk import everything
from toetssteen.language import Text

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "readability.md"
BEGIN, END = "<!-- figures: tests/content/readability.py --table -->", "<!-- end of the figures -->"

LEVELS = ((80, "A1"), (70, "A2"), (60, "B1"), (45, "B2"), (30, "C1"), (-1000, "C2"))
"""From which score a text is read as which level: a convention, not a measurement."""
B1 = 60
"""The score that ``why`` and ``question`` have to reach."""
FIRST_VOWEL = re.compile(r"[aeiou](?:[bcdfgkptv][lr]|[ct]h|[b-df-hj-np-tv-z])[aeiouy]")
LAST_VOWEL = re.compile(r"(?:[ieu][ao])$")
PLAIN = ("why", "question")
REST = ("anchors", "met", "not_met", "proof", "ask", "clause", "watch", "link", "case")


class Measured(NamedTuple):
    """A text: where, which field, its score, the words of its longest sentence, the text."""

    where: str
    field: str
    score: float
    longest: int
    text: str


def sentences(text: str) -> list[str]:
    """Split a text into sentences; a colon or a semicolon does not end one."""
    return [sentence for sentence in re.split(r"(?<=[.!?])['\"’”)]*\s+", text.strip()) if words(sentence)]


def words(text: str) -> list[str]:
    """Give the words of a text; a number is a word."""
    return re.findall(r"[^\W_]+(?:['’.,-][^\W_]+)*", text)


@cache
def syllables(word: str) -> int:
    """Count the syllables of a word; letters that are spelled out and digits count one each."""
    if word.isupper() or word.replace(".", "").replace(",", "").isdigit():
        return len(re.sub(r"\W", "", word)) if word.isupper() else 1
    return sum(spoken(part.lower()) for part in re.split(r"[-'’.,]", word) if part)


def spoken(part: str) -> int:
    """Count the syllables of a word without hyphens.

    Hyphenation never breaks off a single letter, so a first or last syllable of one vowel is added here: ``o-ver``,
    ``a-dres``, ``cri-te-ri-a``.
    """
    breaks = hyphenation().positions(part)
    first = FIRST_VOWEL.match(part) and 2 not in breaks  # ``on-af-han-ke-lijk`` has its first vowel counted already
    return len(breaks) + 1 + bool(first) + bool(LAST_VOWEL.search(part))


@cache
def hyphenation() -> pyphen.Pyphen:
    """Give the Dutch patterns, which break where two letters or more stand on each side."""
    return pyphen.Pyphen(lang="nl_NL", left=2, right=2)


def score(text: str) -> float:
    """Give the reading ease by Douma: higher is easier."""
    said = words(text)
    return 206.84 - 77 * sum(map(syllables, said)) / len(said) - 0.93 * len(said) / len(sentences(text))


def level(found: float) -> str:
    """Read a score as a level, by convention."""
    return next(name for least, name in LEVELS if found >= least)


def texts(shelf: Library) -> Iterator[tuple[str, str, str]]:
    """Go over the Dutch texts of values, sets, profiles and scoping: where, which field, what it says."""
    for noun, place in everything(shelf):
        kind = type(place.page.noun).__name__
        if not isinstance(noun, Text) or kind not in ("PublicValue", "CriteriaSet", "Profile", "Scoping"):
            continue
        field = next((str(step) for step in reversed(place.path) if step in (*PLAIN, *REST)), "")
        if field and noun.nl.strip():
            yield named(shelf, place), field, noun.nl


def named(shelf: Library, place: object) -> str:
    """Name the thing a text is of, as a reader of the YAML finds it."""
    noun, parts = place.page.noun, []  # type: ignore[attr-defined]
    for step in place.path:  # type: ignore[attr-defined]
        noun = noun[step] if isinstance(noun, list | dict) else getattr(noun, str(step))
        if hasattr(noun, "id") or hasattr(noun, "set"):
            parts.append(getattr(noun, "id", None) or noun.set)
    own = "scoping" if isinstance(place.page.noun, Scoping) else place.page.noun.id  # type: ignore[attr-defined]
    return parts[-1] if parts and "." in parts[-1] else " ".join([own, *parts])


def measured(shelf: Library) -> list[Measured]:
    """Measure every text."""
    return [
        Measured(where, field, score(text), max(len(words(sentence)) for sentence in sentences(text)), text)
        for where, field, text in texts(shelf)
    ]


def table(found: Iterable[Measured]) -> str:
    """Write the figures a field: how many texts, how many at each level, the mean, and the longest sentence."""
    found = list(found)
    lines = [
        "| field | texts | mean | A1-A2 | B1 | B2 | C1-C2 | longest sentence |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for field in (*PLAIN, *REST):
        of_field = [text for text in found if text.field == field]
        at = [level(text.score) for text in of_field]
        counts = [
            sum(level_name in names for level_name in at) for names in (("A1", "A2"), ("B1",), ("B2",), ("C1", "C2"))
        ]
        figures = [len(of_field), f"{mean(text.score for text in of_field):.0f}", *counts]
        lines.append(f"| `{field}` | {' | '.join(map(str, figures))} | {max(e.longest for e in of_field)} words |")
    return "\n".join(lines)


def main() -> None:
    """Print the figures, and what is asked for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--list", action="store_true", help="name every why and question above B1")
    asked.add_argument("--table", action="store_true", help=f"write the figures into {PAGE.relative_to(ROOT)}")
    given = asked.parse_args()
    found = measured(library.load(ROOT / "criteria"))
    print(table(found))
    hard = sorted((text for text in found if text.field in PLAIN and text.score < B1), key=lambda text: text.score)
    print(f"\n{len(hard)} of {sum(text.field in PLAIN for text in found)} whys and questions are above B1")
    for hard_text in hard if given.list else ():
        scored = f"{hard_text.score:5.1f} {level(hard_text.score)} {hard_text.longest:3}"
        print(f"{scored} {hard_text.where} {hard_text.field}: {hard_text.text}")
    if given.table:
        before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n{table(found)}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
