"""What a case writes down, read: YAML, small tables, lists, scales, and a method made by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from toetssteen.content.strict_yaml import read
from toetssteen.model.criteria import Criterion, Gate, Scale
from toetssteen.model.method import Method, Rules

_RULES = {"no answer counts as": "no_answer_counts_as", "evidence cap": "evidence_cap", "tie-break": "tie_break"}


def load(path: Path) -> Any:
    """Read a YAML file as strictly as the criteria are read."""
    document = read(path.read_bytes(), path.name)
    assert not document.faults, [problem.say("en") for problem in document.faults]
    return document.tree


def table(text: str) -> list[dict[str, str]]:
    """Read a small table; an empty first cell means: as the line above."""
    header, *lines = ([cell.strip() for cell in line.split("|")] for line in text.strip().splitlines() or [""])
    above = ""
    rows = []
    for cells in lines:
        assert len(cells) == len(header), f"{cells} does not fit {header}"
        above = cells[0] = cells[0] or above
        rows.append(dict(zip(header, cells, strict=True)))
    return rows


def names(text: str) -> list[str]:
    """Read a list written with commas."""
    return [name.strip() for name in text.split(",") if name.strip()]


def scale_of(text: str) -> dict[str, Any]:
    """Read a scale: ``0-4`` (whole steps), ``0-10 any`` (any number), or its levels ``0, 2, 4, 5``."""
    both = {"nl": text, "en": text}
    given: dict[str, Any] = {"id": re.sub("[ ,]+", "-", text), "title": both}
    if "," in text:
        levels = names(text)
        points = [{"level": level, "label": both, "meaning": both} for level in levels]
        return {**given, "low": levels[0], "high": levels[-1], "levels": points}
    low, high = text.removesuffix(" any").split("-")
    return {**given, "low": low, "high": high, **({} if text.endswith("any") else {"step": "1"})}


def _texts(row: Mapping[str, str], named: str, addressee: str = "solution") -> dict[str, Any]:
    """Give all that a criterion and a gate have; ``in Dutch`` and ``only if`` are columns that a case may have."""
    name = row[named]
    text = {"nl": row.get("in Dutch") or name, "en": name}
    source = {"work": "a-work"}
    return {
        **dict.fromkeys(("title", "question", "why", "link"), text),
        **{"id": name, "addressee": addressee, "ask": [text], "sources": [source]},
        **{"case": {"text": text, "source": source}, "when": {row["only if"]: ["yes"]} if row.get("only if") else {}},
    }


def _gate(row: Mapping[str, str], named: str, addressee: str = "solution") -> Gate:
    text = {"nl": row[named], "en": row[named]}
    proof = {"takes": "evidence", "text": text}
    explainable = row.get("comply or explain") == "yes"
    return Gate(**_texts(row, named, addressee), explainable=explainable, proof=proof, met=text, not_met=text)


def method_of(given: Mapping[str, Any]) -> Method:
    """Make the method that a situation describes by hand."""
    values: dict[str, dict[str, Any]] = {}
    scales = {}
    for row in table(given["criteria"]):
        scale = Scale(**scale_of(row.get("scale") or given["scale"]))
        scales[scale.id] = scale
        name = row["value"]
        value = values.setdefault(name, {"id": name, "title": {"nl": name, "en": name}, "criteria": []})
        value.setdefault("weight", row["of 100"])
        criterion = Criterion(**_texts(row, "criterion"), scale=scale.id, anchors={})
        weighing = {"criterion": criterion, "weight": row["of value"], "minimum": row.get("minimum") or None}
        value["criteria"].append(weighing)
    both = {"nl": "?", "en": "?"}
    options = [{"id": answer, "label": both} for answer in ("yes", "no")]
    return Method(
        set=None,
        values=list(values.values()),
        gates=[_gate(row, "gate") for row in table(given["gates"])],
        checklist=[_gate(row, "item", row["addressee"]) for row in table(given.get("checklist", ""))],
        scoping=[
            {"question": {"id": question, "question": both, "why": both, "options": options}, "answer": answer}
            for question, answer in given.get("scoping", {}).items()
        ],
        scales=list(scales.values()),
        rules=rules_of(given),
        price=given.get("price"),
    )


def rules_of(given: Mapping[str, Any]) -> Rules:
    """Give the rules of the track, with what the situation says instead."""
    said = {_RULES.get(key, key): value for key, value in given["rules"].items()}
    rounding = {key: said.pop(key) for key in ("digits", "mode", "ties") if key in said}
    if said.get("no_answer_counts_as") == "an interval":
        said["no_answer_counts_as"] = None
    rules = Rules.default(given["track"]).model_dump() | said
    return Rules.model_validate(rules | ({"rounding": rounding} if rounding else {}))
