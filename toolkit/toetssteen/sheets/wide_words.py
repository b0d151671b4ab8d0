"""What the heads and labels of a score sheet say, in Dutch and English.

Rules: a text says the first of these kinds of which it has a word; one that is longer than a head says nothing. A text
of such words only is a label, and any other a name.
"""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal[
    "reason",
    "total",
    "max",
    "weight",
    "number",
    "kind",
    "value",
    "title",
    "criterion",
    "score",
    "evaluator",
    "solution",
    "",
]
_WORDS: dict[Kind, str] = {
    "reason": "motivering motivatie toelichting opmerking opmerkingen onderbouwing argumentatie commentaar bevindingen "
    "reason reasons remark remarks comment comments notes explanation rationale motivation",
    "total": "totaal totalen totaalscore subtotaal eindtotaal eindscore eindcijfer som puntentotaal resultaat uitslag "
    "rang rangorde ranking rank plaats positie total totals subtotal sum result gemiddeld gemiddelde gewogen average "
    "mean weighted verschil ongewogen unweighted totaaloverzicht overzicht samenvatting summary overview share aandeel "
    "keer times",
    "max": "max maximum maximaal maximale",
    "weight": "weging wegingen gewicht gewichten wegingsfactor wegingsfactoren weegfactor weegfactoren "
    "wegingspercentage wegingspunten weegpunten weight weights weighting factor %",
    "number": "nr no nummer id code #",
    "kind": "soort type",
    "value": "waarde waarden hoofdcriterium thema categorie cluster hoofdstuk blok rubriek value values theme category "
    "main block",
    "title": "omschrijving beschrijving description",
    "criterion": "criterium criteria gunningscriterium gunningscriteria subcriterium subcriteria subgunningscriterium "
    "subgunningscriteria deelcriterium beoordelingscriterium beoordelingscriteria onderdeel aspect eis eisen wens "
    "wensen vraag criterion subcriterion requirement requirements question item",
    "score": "score scores cijfer cijfers punten punt beoordeling waardering niveau level mark marks grade grades "
    "points rating voldoet antwoord",
    "evaluator": "beoordelaar beoordelaars evaluator evaluators assessor assessors reviewer",
    "solution": "inschrijver inschrijvers leverancier leveranciers aanbieder aanbieders oplossing oplossingen bidder "
    "bidders supplier suppliers tenderer tenderers vendor vendors solution solutions",
}  # fmt: skip
_OF: dict[Kind, frozenset[str]] = {kind: frozenset(words.split()) for kind, words in _WORDS.items()}
_FIRST: dict[str, Kind] = {word: kind for kind in reversed(_OF) for word in _OF[kind]}
_RANK = {kind: rank for rank, kind in enumerate(_OF)}
_BESIDE_TEXT = (
    "aantal te behalen haalbaar haalbare per van de het een in op als en of the for and naam name alle all publieke "
    "public beoordeelde toegekende gegeven award gunning ja nee yes number"
)
_LABELS = frozenset(_BESIDE_TEXT.split()) | _FIRST.keys()
_ALONE = (
    "gemiddeld gemiddelde gewogen average mean weighted verschil plaats positie resultaat overzicht samenvatting "
    "summary overview share aandeel keer times"
)
_ONLY_ALONE = frozenset(_ALONE.split())
"""Words that begin the names of criteria too, such as *gemiddelde wachttijd*."""
_BEHIND = frozenset(["score", "scores", "punten", "points", "cijfer"])
"""Words that stand behind a name too: ``Alfa score``."""
_LONGEST = 6
"""Words that a head has at most."""
_AGREED = frozenset(["consensus", "consensusscore", "overeenstemming", "agreed", "gezamenlijk"])
_SCALE = re.compile(
    r"(?<![\d.,])(\d{1,3})\s*(?:-|–|t/m|tot en met|tot|to|through)\s*(\d{1,4})(?![\d.,])", re.IGNORECASE
)
_LEVEL = re.compile(r"(?<![\d.,])(\d{1,4})\s*=?\s*[^\W\d_]{3}")
_OF_SCALE = re.compile(r"schaal|scale|scores?\b|cijfers?\b", re.IGNORECASE)
_MOST = 300
"""Characters of a text that are looked at."""


def words_of(text: str) -> list[str]:
    """Return the words of a text, without numbers."""
    return [word for word in re.findall(r"[^\W_]+|%|#(?!\w)", text[:_MOST].casefold()) if not word.isdigit()]


def kind_of(text: str) -> Kind:
    """Return what a head or label says."""
    words = words_of(text)
    if len(words) > _LONGEST:
        return ""
    return min((_FIRST[word] for word in words if word in _FIRST), key=_RANK.__getitem__, default="")


def is_label(text: str) -> bool:
    """Return whether a text has words of heads only; ``Beoordelaar 1`` is a name."""
    words = words_of(text)
    if kind_of(text) in ("evaluator", "solution") and re.search(r"\d", text[:_MOST]):
        return False
    return bool(words) and _LABELS.issuperset(words)


def can_be_name(text: str) -> bool:
    """Return whether a text with a word of heads can be a name all the same: ``Max Bouw``, not ``Max. score Alfa``."""
    return not is_label(text) and sum(word in _FIRST for word in words_of(text)) == 1


def is_named_score(text: str, kind: Kind) -> bool:
    """Return whether a head is that of the scores of a name that has a word of heads in it: ``Score Max Bouw``."""
    return kind not in ("total", "reason") and kind_of(text.partition(" ")[0]) == "score" and not is_label(text)


def says_points(text: str) -> bool:
    """Return whether a head says that what stands below it are points."""
    words = words_of(text)
    return len(words) <= _LONGEST and any(
        word in ("point", "points") or word.endswith(("punt", "punten")) for word in words
    )


def is_total(text: str) -> bool:
    """Return whether the label of a row says that it adds up, compares or ranks."""
    words = words_of(text)
    if not words or len(words) > _LONGEST or words[0] not in _OF["total"]:
        return kind_of(text) == "total" and is_label(text)
    return words[0] not in _ONLY_ALONE or is_label(text)


def is_whole(text: str) -> bool:
    """Return whether a total is that of the whole table, not of a part, and not a place."""
    return is_label(text) and not {"subtotaal", "subtotal", "rang", "rangorde", "ranking", "rank", "plaats", "positie",
                                   "verschil"} & {*words_of(text)}  # fmt: skip


def scale_in(text: str) -> str | None:
    """Return the scale that a text tells: ``schaal 0-10``, or ``0 = slecht, 1 = matig, 2 = goed``."""
    about = bool(_OF_SCALE.search(text[:_MOST]))
    levels = [int(level) for level in _LEVEL.findall(text[:_MOST])]
    found = _SCALE.search(text[:_MOST]) if about else None
    if len(levels) > 2 and (about or "=" in text) and levels == sorted(set(levels)):
        return f"{levels[0]}-{levels[-1]}"
    return f"{int(found[1])}-{int(found[2])}" if found and int(found[1]) < int(found[2]) else None


def names_scale(text: str) -> bool:
    """Return whether a text is the name of a scale only, whose ends stand in the next cell."""
    return text.casefold().strip(" :").endswith(("schaal", "scale")) and len(words_of(text)) <= 3


def is_agreed(name: str) -> bool:
    """Return whether a head is that of what evaluators agreed on, not of one of them."""
    return not _AGREED.isdisjoint(words_of(name))


def named(text: str, kind: Kind) -> str | None:
    """Return the name in a text such as ``Beoordelaar: Anna``."""
    label, colon, name = text[:_MOST].partition(":")
    return name.strip() if colon and name.strip() and kind_of(label) == kind and is_label(label) else None


def without_label(text: str) -> str:
    """Return the name in a head, such as ``Alfa`` of ``Score Alfa`` or ``Alfa gewogen``; nothing where it has none."""
    if is_label(text):
        return ""
    first, _, last = text.rpartition(" ")
    if first and not is_label(first) and (last.casefold() in _BEHIND or kind_of(last) == "total") and is_label(last):
        return without_label(first)
    word, _, rest = text.partition(" ")
    return without_label(rest) if rest and kind_of(word) in ("score", "reason") else text.strip(" :-")
