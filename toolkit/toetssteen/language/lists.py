"""Lists in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from babel.lists import format_list

from toetssteen.language.text import LOCALES, Language


def listed(parts: Iterable[str], language: Language, joint: Literal["and", "or"] = "and") -> str:
    """Join parts as a sentence does: ``a, b en c`` or ``a, b of c``; of nothing nothing."""
    return format_list(list(parts), "standard" if joint == "and" else "or", LOCALES[language])
