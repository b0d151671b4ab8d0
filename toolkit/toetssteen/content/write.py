"""Writing a file of the library: the YAML that the reader reads back to the same noun."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from toetssteen import disk
from toetssteen.content.strict_yaml import MAX_BYTES
from toetssteen.errors import StoreError, fault
from toetssteen.model.base import Noun


def text_of(noun: Noun, kind: str) -> str:
    """Return the YAML of a noun, without empty lists and defaults."""
    tree = noun.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    first = f"# yaml-language-server: $schema=../schema/{kind}.schema.json\n"
    return first + yaml.safe_dump(_plain(tree), allow_unicode=True, sort_keys=False, width=10_000)


def _plain(tree: Any) -> Any:
    """Write what is neither text, structure nor a count as text, which is how it is read."""
    if isinstance(tree, dict):
        return {key: _plain(branch) for key, branch in tree.items()}
    if isinstance(tree, list):
        return [_plain(branch) for branch in tree]
    if isinstance(tree, bool):
        return str(tree).lower()
    return tree if isinstance(tree, int) else str(tree)


def write(noun: Noun, path: Path, kind: str) -> None:
    """Write a noun as a file of the library.

    Raises
    ------
    StoreError
        If it is larger than a file that is read, or the disk cannot be written; the file is then as it was.
    """
    content = text_of(noun, kind).encode()
    if len(content) > MAX_BYTES:
        raise StoreError(fault("TS-382", path, size=len(content), most=MAX_BYTES))
    disk.write(path, content, folders=True)
