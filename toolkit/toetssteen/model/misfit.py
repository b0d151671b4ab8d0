"""What pydantic finds wrong with plain data, in words of the house: each of its kinds of error has a code of its own.

Rules: no text of pydantic reaches a reader; a kind without a code of its own gets :data:`OTHER`, and a test fails.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from toetssteen import disk
from toetssteen.errors import Fault, ToetssteenError, fault
from toetssteen.model.moment import PATTERN

MOST_SHOWN = 80
"""Characters of what was given that a message repeats."""

_EMPTY = fault("TS-740")
_COUNT = fault("TS-745", value="")
_CHOICE = fault("TS-750", value="", allowed="")
_YES_NO = fault("TS-751", value="")
_DAY = fault("TS-752", value="")
_UNKNOWN = fault("TS-753", value="")
_TEXT = fault("TS-754", value="")
_GROUP = fault("TS-756", value="")
OTHER = fault("TS-757", value="")
_CODE = fault("TS-759")
_LINK = fault("TS-760", value="")
_JSON = fault("TS-766")

KINDS: Mapping[str, Fault] = {
    **dict.fromkeys(("missing", "string_too_short", "none_required", "union_tag_not_found"), _EMPTY),
    "string_too_long": fault("TS-508", length=0, most=0),
    "too_short": fault("TS-741", length=0, least=0),
    "too_long": fault("TS-742", length=0, most=0),
    "says_nothing": fault("TS-380", value=""),
    "not_in_method": fault("TS-381", value=""),
    "not_a_number": fault("TS-744", value=""),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float", "int_parsing_size", "finite_number"), _COUNT),
    "greater_than": fault("TS-746", value="", bound=""),
    "greater_than_equal": fault("TS-747", value="", bound=""),
    "less_than": fault("TS-748", value="", bound=""),
    "less_than_equal": fault("TS-749", value="", bound=""),
    **dict.fromkeys(("literal_error", "union_tag_invalid"), _CHOICE),
    **dict.fromkeys(("bool_type", "bool_parsing"), _YES_NO),
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"), _DAY),
    **dict.fromkeys(("extra_forbidden", "unexpected_keyword_argument"), _UNKNOWN),
    **dict.fromkeys(("string_type", "string_unicode"), _TEXT),
    "list_type": fault("TS-755", value=""),
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type", "dataclass_type"), _GROUP),
    **dict.fromkeys(("json_invalid", "json_type", "recursion_loop"), _JSON),
}
"""Of each kind of error its words."""

FORMS: Mapping[str, Fault] = {
    r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$": fault("TS-743", value=""),
    r"^[a-z0-9][a-z0-9-]{0,39}$": fault("TS-758", value=""),
    r"^https://identifier\.overheid\.nl/tooi/id/gemeente/gm[0-9]{4}$": fault("TS-734", value=""),
    **dict.fromkeys((r"^[0-9a-f]{64}$", r"^[0-9a-f]{128}$", r"^[A-Za-z0-9+/]+={0,2}$"), _CODE),
    r"^https://\S+$": _LINK,
    **dict.fromkeys((r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", r"^[0-9]{4}(-[0-9]{2}){0,2}$"), _DAY),
    PATTERN: fault("TS-346"),
    r"^[0-9]+\.[0-9]+\.[0-9]+$": fault("TS-761", value=""),
    r"^(-?\d{1,9}(\.\d{1,9})?|explained|met|not_met|refused|unanswered|unknown|unproven)$": fault("TS-762", value=""),
}
"""Of each pattern that a text has to have its words."""

_CHOICES = re.compile(r"'([^']*)'|\b(\d+)\b")


def misfit(problem: ErrorDetails, where: object = "") -> Fault:
    """Return one thing that pydantic found as a fault, with the path of the field that it is about."""
    kind, given, limits = problem["type"], problem.get("input"), problem.get("ctx", {})
    at = ".".join(str(part) for part in problem["loc"])
    if kind.startswith("TS-"):  # a rule of the house, refused by a noun
        return Fault(kind, str(where), at=at)
    made = KINDS.get(kind, OTHER)
    if kind == "string_pattern_mismatch":
        made = FORMS.get(str(limits["pattern"]), OTHER) if given else _EMPTY
    known = {
        "value": str(limits.get("value", limits.get("tag", given)))[:MOST_SHOWN],
        "length": limits.get("actual_length", len(str(given).strip())),
        "least": limits.get("min_length"),
        "most": limits.get("max_length"),
        "bound": next((limits[name] for name in ("gt", "ge", "lt", "le") if name in limits), None),
        "allowed": _listed(limits.get("expected") or limits.get("expected_tags")),
    }
    return Fault(made.code, str(where), {name: known[name] for name in made.particulars}, at)


def _listed(expected: object) -> str:
    """Return what can be chosen: pydantic joins it in English (``'a', 'b' or 'c'``)."""
    return ", ".join(text or number for text, number in _CHOICES.findall(str(expected)))


def unexpected(error: Exception) -> ToetssteenError:
    """Return the error for one that nobody foresaw: of what does not fit a noun, of a disk, or anything else."""
    return (
        ToetssteenError(map(misfit, error.errors())) if isinstance(error, ValidationError) else disk.unexpected(error)
    )


def unfit(error: Exception) -> Fault:
    """Return why a stored document cannot be read: the first thing that does not fit, or that it is no JSON of ours."""
    return misfit(error.errors()[0]) if isinstance(error, ValidationError) else _JSON
