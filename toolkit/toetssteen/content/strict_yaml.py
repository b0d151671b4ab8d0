"""YAML as people write criteria, read strictly.

Rules: every scalar is text (``NO`` is not false, ``1.10`` is not 1.1); no anchors, aliases, tags, merge
keys or doubled keys; one document a file. Every fault is found, with its line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from toetssteen.errors import Fault, fault

Path = tuple[str | int, ...]
Tree = str | list["Tree"] | dict[str, "Tree"]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_BYTES = 2_000_000
"""Bytes that one file may have; the largest of ours is some 60 kB."""


_NO_YAML = fault("TS-774")
_TOLD = {
    "characters are not allowed": fault("TS-775"),
    "cannot start any token": fault("TS-776"),
    "mapping values are not allowed": fault("TS-777"),
    "expected ':'": fault("TS-778"),
    "quoted scalar": fault("TS-779"),
    "expected ','": fault("TS-780"),
    "while parsing a block": fault("TS-781"),
}
"""What of a sentence of the parser tells which fault it is; the first that fits."""


@dataclass
class Document:
    """A file as read: its tree, the line (from 1) of every path in it, and what was wrong."""

    name: str
    tree: Tree = ""
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def where(self, path: Path) -> str:
        """Return file and line of a path in the document, by the nearest node that has a line."""
        while path and path not in self.lines:
            path = path[:-1]
        return f"{self.name}, line {self.lines.get(path, 1)}"


def read(content: bytes, name: str) -> Document:
    """Read one file; ``name`` is how faults call it."""
    document = Document(name)
    if len(content) > MAX_BYTES:
        document.faults.append(fault("TS-101", name, problem=fault("TS-771", size=len(content))))
        return document
    try:
        text = content.decode("utf-8-sig")
        _Builder(document, yaml.parse(text, Loader=_LOADER)).build()
    except UnicodeDecodeError as error:
        document.faults.append(fault("TS-101", name, problem=fault("TS-772", position=error.start)))
    except RecursionError:
        document.faults.append(fault("TS-101", name, problem=fault("TS-773")))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{name}, line {mark.line + 1}, column {mark.column + 1}" if mark else name
        document.faults.append(fault("TS-101", where, problem=_wrong(str(error))))
    return document


def _wrong(told: str) -> Fault:
    """Return in words of the house what the parser tells, which speaks English and of its own insides."""
    return next((found for sentence, found in _TOLD.items() if sentence in told), _NO_YAML)


class _Builder:
    """Builds the tree from the parser's events."""

    def __init__(self, document: Document, events: Iterator[Any]) -> None:
        self.document = document
        self.events = events

    def build(self) -> None:
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._fault("TS-102", event, what="---")
                tree = self._node(next(self.events), ())
                self.document.tree = tree if documents == 1 else self.document.tree

    def _node(self, event: Any, path: Path) -> Tree:
        self.document.lines.setdefault(path, event.start_mark.line + 1)
        if isinstance(event, yaml.AliasEvent):
            self._fault("TS-102", event, what=f"*{event.anchor}")
            return ""
        if event.anchor is not None:
            self._fault("TS-102", event, what=f"&{event.anchor}")
        if event.tag is not None:
            self._fault("TS-102", event, what=event.tag)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        return str(event.value)

    def _sequence(self, path: Path) -> Tree:
        members: list[Tree] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            members.append(self._node(event, (*path, len(members))))
        return members

    def _mapping(self, path: Path) -> Tree:
        members: dict[str, Tree] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._node(event, (*path, "?"))
            self.document.lines.pop((*path, "?"), None)
            if not isinstance(key, str) or key == "<<":
                self._fault("TS-102", event, what="<<" if isinstance(key, str) else "? key")
                key = "<<"
            elif key in members:
                self._fault("TS-107", event, key=key)
            self.document.lines[(*path, key)] = event.start_mark.line + 1
            members[key] = self._node(next(self.events), (*path, key))
        return members

    def _fault(self, code: str, event: Any, **particulars: str) -> None:
        where = f"{self.document.name}, line {event.start_mark.line + 1}"
        self.document.faults.append(fault(code, where, **particulars))
