"""No text of pydantic reaches a reader: each kind of misfit that can arise has words of its own, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from toetssteen.errors import Fault, UseError
from toetssteen.model.criteria import CriteriaSet, PublicValue, Scale
from toetssteen.model.entries.entry import BODIES, entry_reader
from toetssteen.model.method import Method
from toetssteen.model.misfit import OTHER, misfit, unfit
from toetssteen.workbench import body_of

ENGLISH = ("Input should", "Field required", "String should", "Value error")
BOUNDS = {"greater_than", "greater_than_equal", "less_than", "less_than_equal"}
NOTHING: set[str] = set()
ARISES = {
    "str": {"string_type", "string_unicode"},
    "int": {"int_type", "int_parsing", "int_from_float", "int_parsing_size", "finite_number"},
    "bool": {"bool_type", "bool_parsing"},
    "date": {"date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"},
    "list": {"list_type"},
    "dict": {"dict_type"},
    "literal": {"literal_error"},
    "model": {"model_type", "model_attributes_type"},
    "model-fields": {"missing", "extra_forbidden"},
    "dataclass": {"dataclass_type"},
    "dataclass-args": {"missing", "unexpected_keyword_argument"},
    "tagged-union": {"union_tag_invalid", "union_tag_not_found"},
    "function-after": BOUNDS,
    "function-before": {"not_a_number"},
    "function-plain": {"not_a_number"},
    **dict.fromkeys(("decimal", "default", "definition-ref", "definitions", "model-field"), NOTHING),
    **dict.fromkeys(("dataclass-field", "no-info", "nullable", "union"), NOTHING),
}
"""What each kind of part of a schema can find wrong: a new one is looked up and added here."""
LIMITS = {"min_length": "too_short", "max_length": "too_long", "ge": "greater_than_equal", "le": "less_than_equal"}
SCHEMAS = [*BODIES.values(), Method, CriteriaSet, PublicValue, Scale]
ODD: list[Any] = [None, "", " ", "a b", "x" * 30_000, -1, 10**30, 1.5, True, [], {}, [7], {"no such": 1}, "2026-02-31"]


def parts(node: Any) -> Iterator[dict[str, Any]]:
    """Go over every part of a schema of pydantic."""
    if isinstance(node, dict):
        if isinstance(node.get("type"), str):
            yield node
        for key, below in node.items():
            if key != "metadata":
                yield from parts(below)
    elif isinstance(node, list | tuple):
        for below in node:
            yield from parts(below)


def arising(part: dict[str, Any]) -> set[str]:
    """Give every error that one part can give."""
    text = "string_" if part["type"] == "str" else ""
    limits = {text + LIMITS[name] if "length" in name else LIMITS[name] for name in LIMITS.keys() & part.keys()}
    return ARISES[part["type"]] | limits


def problem(kind: str, **ctx: Any) -> ErrorDetails:
    ctx = {"min_length": 1, "max_length": 2, "actual_length": 3, "gt": 4, "expected": "'a' or 'b'", **ctx}
    return {"type": kind, "loc": ("list", 0, "field"), "msg": "Input should be", "input": "odd", "ctx": ctx}


def test_every_error_that_can_arise_has_words_of_its_own() -> None:
    found = list(parts([schema.__pydantic_core_schema__ for schema in SCHEMAS]))
    kinds = {kind for part in found for kind in arising(part)}
    assert {"missing", "string_too_short", "too_short", "literal_error", "greater_than"} <= kinds
    assert [kind for kind in sorted(kinds) if misfit(problem(kind)).code == OTHER.code] == []
    patterns = {part["pattern"] for part in found if "pattern" in part}
    forms = {form: misfit(problem("string_pattern_mismatch", pattern=form)).code for form in patterns}
    assert [form for form, code in forms.items() if code == OTHER.code] == []
    assert misfit(problem("a_new_kind")).code == OTHER.code


def refused(kind: str) -> Iterator[Fault]:
    """Give each field of a kind of entry each odd value; go over what is refused."""
    for field in BODIES[kind].model_fields:
        for odd in ODD:
            try:
                body_of(kind, {field: odd})
            except UseError as error:
                yield from error.faults


@pytest.mark.parametrize("kind", sorted(BODIES))
def test_what_is_odd_in_an_entry_is_said_in_both_languages(kind: str) -> None:
    for found in refused(kind):
        inner = found.particulars.get("problem", found)
        assert inner.code != OTHER.code
        assert found.about or found.code < "TS-500"  # a rule of the whole has no field
        for language in ("nl", "en"):
            said = found.say(language)
            assert [text for text in ENGLISH if text in said] == []


def test_a_choice_and_a_stored_document_are_said_without_english_joints() -> None:
    with pytest.raises(UseError) as caught:
        body_of("person-added", {"person": "x", "role": "boss"})
    [found] = caught.value.faults
    assert "Kies" not in found.say("nl").split("Wat te doen")[0]
    assert found.particulars["problem"].part("remedy", "nl") == "Kies uit: chair, evaluator, ethics, observer, decider."
    for adapter, document in ((TypeAdapter(Method), "{}"), (entry_reader(), '{"kind": "opened"')):
        with pytest.raises(ValidationError) as odd:
            adapter.validate_json(document)
        assert unfit(odd.value).code in ("TS-740", "TS-766")
