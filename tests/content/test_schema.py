"""The JSON Schemas that editors use: made from the types, valid, and true of every file."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from toetssteen.content import schema
from toetssteen.content.library import KINDS

CRITERIA = Path(__file__).resolve().parents[2] / "criteria"
FILES = [
    pytest.param(kind, path, id=path.relative_to(CRITERIA).as_posix())
    for kind, (pattern, _) in KINDS.items()
    for path in sorted(CRITERIA.glob(pattern))
    if kind != "crosswalk" or path.name != "versions.yaml"
]


class Yaml12(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads types as YAML 1.2 does, and so as editors do: no dates, ``no`` is text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 -- PyYAML's own way to set them


for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"null|Null|NULL|~|", "nN~"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), [*first, ""])


def test_the_schemas_in_the_folder_are_those_that_the_types_make() -> None:
    written = {path.name: path.read_text("utf-8") for path in (CRITERIA / "schema").iterdir()}
    assert written == schema.schemas(), "run: toetssteen check --schemas"


@pytest.mark.parametrize("name", schema.schemas())
def test_a_schema_is_valid(name: str) -> None:
    Draft202012Validator.check_schema(json.loads(schema.schemas()[name]))


@pytest.mark.parametrize(("kind", "path"), FILES)
def test_a_file_is_valid_by_its_schema_and_names_it(kind: str, path: Path) -> None:
    text = path.read_text("utf-8")
    validator = Draft202012Validator(json.loads(schema.schemas()[f"{kind}.schema.json"]))
    faults = [
        f"{problem.json_path}: {problem.message[:200]}" for problem in validator.iter_errors(yaml.load(text, Yaml12))
    ]
    assert faults == []
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert named
    assert (path.parent / named[1]).resolve() == CRITERIA / "schema" / f"{kind}.schema.json"


def test_a_schema_refuses_what_the_reader_refuses() -> None:
    validator = Draft202012Validator(json.loads(schema.schemas()["scale.schema.json"]))
    text = {"nl": "a", "en": "b"}
    fine = {"id": "x", "title": text, "low": 0, "high": "4"}
    assert validator.is_valid(fine)
    for wrong in ({"note": "x"}, {"title": {"nl": "a"}}, {"high": "many"}, {"id": "a b"}, {"levels": {}}):
        assert not validator.is_valid({**fine, **wrong}), wrong


def test_writing_the_schemas_gives_them_all(tmp_path: Path) -> None:
    assert [path.name for path in schema.write(tmp_path)] == sorted(schema.schemas())
    assert {path.name: path.read_text("utf-8") for path in (tmp_path / "schema").iterdir()} == schema.schemas()
