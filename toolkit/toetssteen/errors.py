"""What can go wrong, and how it is said.

The tree::

    ToetssteenError
    ├── ContentError      a file of criteria/ is not what it should be      TS-1xx
    ├── RuleError         a rule of the procedure refuses                   TS-2xx
    ├── StoreError        an assessment cannot be read or written           TS-3xx
    │   └── IntegrityError    what was written is not what is there
    ├── SheetError        a sheet from elsewhere does not fit               TS-4xx
    └── UseError          asked for something that is not there             TS-5xx

A report that cannot be made is a StoreError or a UseError, TS-6xx; what robustness and agreement refuse, TS-70x;
what does not fit its field or file, TS-74x to TS-78x.

Rules: an error carries every fault found, not the first; a fault has a code without language and
says what, where, the rule and the remedy in the reader's language (``errors.toml``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

_LABELS = {
    "nl": {"where": "Waar", "rule": "Regel", "remedy": "Wat te doen"},
    "en": {"where": "Where", "rule": "Rule", "remedy": "What to do"},
}

_NAMED = frozenset({"kind", "phase", "phases", "roles", "next", "to", "addressee", "answer", "field"})
"""The particulars that hold words of the house."""
_STEERS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066\u2067\ud800-\udfff]")
"""What ends a line, steers a terminal or turns a line around, and halves of a character, which nothing can write."""


def on_a_line(text: str) -> str:
    r"""Return a text as it can stand within a line: what would end or steer the line is written out.

    The name of a file, or what stands in one from elsewhere, could otherwise say a line of its own, as if we said it.

    Examples
    --------
    >>> on_a_line("chair (1)\nWhole: everything is as it was written.")
    'chair (1)<U+000A>Whole: everything is as it was written.'
    """
    return _STEERS.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("toetssteen").joinpath("errors.toml").read_text("utf-8"))


@cache
def messages() -> dict[str, dict[str, dict[str, str]]]:
    """Return the words of every code: ``{code: {what|rule|remedy: {nl|en: text}}}``."""
    return {code: words for code, words in _words().items() if code not in ("terms", "fields")}


def fields() -> dict[str, str]:
    """Return the field that a code is about, where that is always the same one or a particular names it."""
    found: dict[str, str] = _words()["fields"]
    return found


def term(word: str, language: str) -> str:
    """Return the word for a kind, phase, role or status; a name without one comes back unchanged."""
    text: str = _words()["terms"].get(word, {}).get(language, word)
    return text


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: a code, where it is, the particulars its words need, and the field it is about.

    A particular may be a fault itself: it is said in the reader's language, as the end of a sentence; or be a text in
    each language (``{"nl": …, "en": …}``), such as a number as each writes it.
    """

    code: str
    where: str = ""
    particulars: dict[str, Any] = field(default_factory=dict)
    at: str = ""

    @property
    def about(self) -> str:
        """The field that it is about, as a path with points (``pricing.best``); empty where it is about none."""
        return fields().get(self.code, self.at).format_map(self.particulars)

    def part(self, name: str, language: str) -> str:
        """Return one part (``what``, ``rule`` or ``remedy``) in a language; empty where the fault has none."""
        texts = messages()[self.code].get(name)
        return texts[language].format_map(self._in(language)) if texts else ""

    def _in(self, language: str) -> dict[str, Any]:
        """Return the particulars, with the words for kinds, phases and roles."""
        terms = _words()["terms"]
        return {
            name: ", ".join(terms.get(word, {}).get(language, word) for word in str(value).split(", "))
            if name in _NAMED
            else value.inside(language)
            if isinstance(value, Fault)
            else value[language]
            if isinstance(value, dict)
            else value
            for name, value in self.particulars.items()
        }

    def place(self, language: str) -> str:
        """Return where it is, with the words for a line and for a kind of entry; empty where it is said nowhere."""
        kind, colon, rest = on_a_line(self.where).partition(":")
        where = term(kind, language) + colon + rest
        return where if language == "en" else where.replace(", line ", ", regel ").replace(", column ", ", kolom ")

    def inside(self, language: str) -> str:
        """Return what it says and the rule, to stand within a sentence: with a small letter and no full stop."""
        text = " ".join(filter(None, (self.part(name, language) for name in ("what", "rule")))).rstrip(".")
        return text[:1].lower() + text[1:]

    def say(self, language: str) -> str:
        """Return the fault in one line: code, what, where, rule, remedy."""
        labels = _LABELS[language]
        parts = [f"{self.code} {self.part('what', language)}"]
        where = self.place(language)
        parts += [f"{labels['where']}: {where}."] if where else []
        for name in ("rule", "remedy"):
            if text := self.part(name, language):
                parts.append(f"{labels[name]}: {text}")
        return on_a_line(" ".join(parts))


def fault(code: str, where: object = "", *, at: object = "", **particulars: Any) -> Fault:
    """Make a fault; the particulars are those its words in ``errors.toml`` name."""
    return Fault(code, str(where), particulars, str(at))


class ToetssteenError(Exception):
    """Base of all errors; ``faults`` is never empty. As ``str`` it speaks English."""

    def __init__(self, faults: Fault | Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(self.say("en"))

    def say(self, language: str) -> list[str]:
        """Return every fault in the reader's language, a line each."""
        return [problem.say(language) for problem in self.faults]


class ContentError(ToetssteenError):
    """A file of ``criteria/`` is not what it should be."""


class RuleError(ToetssteenError):
    """A rule of the procedure refuses what was asked; nothing was written."""


class StoreError(ToetssteenError):
    """An assessment cannot be read or written; what was said to be saved is still there."""


class IntegrityError(StoreError):
    """What is on disk is not what was written."""


class SheetError(ToetssteenError):
    """A sheet from elsewhere does not fit; nothing was imported."""


class UseError(ToetssteenError):
    """Something was asked for that is not there, or asked in the wrong way."""
