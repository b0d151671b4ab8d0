"""What a person reads, in Dutch or English: texts, words of a screen, numbers, days, lists, names and ids.

Rules: the language of the reader is chosen once, at the edge (command line, page, report), and passed down; no other
module writes a number, an amount, a day or a list in a language.
Does not belong here: the words of an error (``errors.toml``); what depends on an assessment (``views/wording.py``).
"""

from __future__ import annotations

from toetssteen.language.days import day, instant
from toetssteen.language.ids import free_id, free_ids, kept_by_windows, slug
from toetssteen.language.lists import listed
from toetssteen.language.names import cleaned, marked, mistakable, same, says_nothing, says_why, shows
from toetssteen.language.numbers import money, number, percent, readings
from toetssteen.language.text import DEFAULT, LANGUAGES, Language, Text, isolated, language_of, reader_language
from toetssteen.language.words import say, words

__all__ = [
    "DEFAULT",
    "LANGUAGES",
    "Language",
    "Text",
    "cleaned",
    "day",
    "free_id",
    "free_ids",
    "instant",
    "isolated",
    "kept_by_windows",
    "language_of",
    "listed",
    "marked",
    "mistakable",
    "money",
    "number",
    "percent",
    "reader_language",
    "readings",
    "same",
    "say",
    "says_nothing",
    "says_why",
    "shows",
    "slug",
    "words",
]
