"""The typed states of pages: to hold a state against, and as TypeScript for the scripts.

``TOETSSTEEN_GOLDEN=write python -m pytest tests/pages/test_state.py`` writes each ``state.d.ts`` again.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

from toetssteen.pages.audit.state import AuditState
from toetssteen.pages.compare.state import CompareState
from toetssteen.pages.consensus.state import ConsensusState
from toetssteen.pages.criteria.state import CriteriaState
from toetssteen.pages.handbook.state import HandbookState
from toetssteen.pages.prepare.state import PrepareState
from toetssteen.pages.report.state import ReportState
from toetssteen.pages.score.state import ScoreState
from toetssteen.pages.start.state import MadeState

NOUNS: dict[str, Any] = {
    "audit": AuditState,
    "compare": CompareState,
    "consensus": ConsensusState,
    "criteria": CriteriaState,
    "handbook": HandbookState,
    "prepare": PrepareState,
    "report": ReportState,
    "score": ScoreState,
    "start": MadeState,
}
"""Of each page whose state is typed the noun that says it."""
PLAIN: dict[Any, str] = {str: "string", int: "number", float: "number", bool: "boolean", NoneType: "null", Any: "any"}


def faults(kind: Any, value: Any, at: str) -> Iterator[str]:
    """Name where a value is not of its type: a key too few, a key too many, a value of another type."""
    origin, inside = get_origin(kind), get_args(kind)
    if is_typeddict(kind) and isinstance(value, dict):
        hints = get_type_hints(kind)
        yield from (f"{at}: no {key}" for key in sorted(kind.__required_keys__ - value.keys()))
        yield from (f"{at}.{key}: not said" for key in sorted(value.keys() - hints.keys()))
        for key in value.keys() & hints.keys():
            yield from faults(hints[key], value[key], f"{at}.{key}")
    elif origin is list and isinstance(value, list):
        for place, member in enumerate(value):
            yield from faults(inside[0], member, f"{at}[{place}]")
    elif origin is tuple and isinstance(value, tuple) and len(value) == len(inside):
        for place, (kind_of_member, member) in enumerate(zip(inside, value, strict=True)):
            yield from faults(kind_of_member, member, f"{at}[{place}]")
    elif origin is dict and isinstance(value, dict):
        for key, member in value.items():
            yield from faults(inside[1], member, f"{at}.{key}")
    elif origin in (Union, UnionType):
        if all(list(faults(inner, value, at)) for inner in inside):
            yield f"{at}: {value!r}"
    elif not (kind is Any or (value in inside if origin is Literal else type(value) is kind)):
        yield f"{at}: {value!r}"


def nouns(kind: Any) -> Iterator[Any]:
    """Go over a typed dictionary and those in it, each once, the outer ones last; one may hold others of its own."""
    entered: set[Any] = set()

    def visit(kind: Any) -> Iterator[Any]:
        for inner in get_args(kind):
            yield from visit(inner)
        if is_typeddict(kind) and kind not in entered:
            entered.add(kind)
            for inner in get_type_hints(kind).values():
                yield from visit(inner)
            yield kind

    return visit(kind)


def typescript(kind: Any) -> str:
    """Say a type in TypeScript."""
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Literal:
        return " | ".join(f'"{inner}"' for inner in inside)
    if origin in (Union, UnionType):
        return " | ".join(typescript(inner) for inner in inside)
    if origin is list:
        member = typescript(inside[0])
        return f"({member})[]" if " " in member else f"{member}[]"
    if origin is tuple:
        return f"[{', '.join(typescript(inner) for inner in inside)}]"
    if origin is dict:
        return f"Record<string, {typescript(inside[1])}>"
    return str(kind.__name__) if is_typeddict(kind) else PLAIN[kind]


def declaration(name: str, noun: Any) -> str:
    """Say the state of a page as a TypeScript module."""
    lines = [f"// The state that pages/{name}/state.py says; written by tests/pages/states.py."]
    for entry in nouns(noun):
        lines += ["", f"export interface {entry.__name__} {{"]
        for key, kind in get_type_hints(entry).items():
            lines.append(f"  {key}{'' if key in entry.__required_keys__ else '?'}: {typescript(kind)};")
        lines.append("}")
    return "\n".join([*lines, ""])
