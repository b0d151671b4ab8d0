"""Going over the XML of one part of a document, element by element, while it is unpacked.

Rules: no DOCTYPE, so no entities of its own and nothing from elsewhere; nothing is kept of what was passed; how deep it
goes and how long a tag is are limited before either is taken in.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol
from xml.parsers import expat

from toetssteen.sheets.limits import Limits, Refused


class Sink(Protocol):
    """What takes the elements; a name is without its namespace, that of an attribute has it (``uri}name``)."""

    def start(self, name: str, given: dict[str, str]) -> None:
        """Take the start of an element and its attributes."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def data(self, text: str) -> None:
        """Take text; the text of one element can come in parts."""


class _Local(dict[str, str]):
    """Names without their namespace, each worked out once; a part with too many names is none of a spreadsheet."""

    def __missing__(self, name: str) -> str:
        if len(self) > 10_000:
            raise Refused("TS-448")
        self[name] = local = name.rpartition("}")[2]
        return local


def walk(chunks: Iterable[bytes], sink: Sink, limits: Limits) -> None:
    """Go over a part.

    Raises
    ------
    Refused
        If it has a DOCTYPE, goes too deep, or has a tag that is too long.
    xml.parsers.expat.ExpatError
        If it is no XML.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    local, depth, most = _Local(), 0, limits.depth
    start, end = sink.start, sink.end

    def opened(name: str, given: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > most:
            raise Refused("TS-448")
        start(local[name], given)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(local[name])

    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.CharacterDataHandler = sink.data
    parser.StartDoctypeDeclHandler = _refuse
    fed = 0
    for chunk in chunks:
        parser.Parse(chunk, False)
        fed += len(chunk)
        if fed - parser.CurrentByteIndex > limits.token:
            raise Refused("TS-448")
    parser.Parse(b"", True)


def _refuse(*_: object) -> None:
    raise Refused("TS-403")
