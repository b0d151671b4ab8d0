"""Sealed scoring in the folder: what is submitted is sealed, signed, committed to, and opened whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.pages.opened import open_tender

from toetssteen import keys, librarian, workbench
from toetssteen.errors import RuleError, StoreError
from toetssteen.model.body import Evaluation
from toetssteen.model.criteria import Criterion
from toetssteen.store.folder import Folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setenv("TOETSSTEEN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TOETSSTEEN_CONFIG", str(tmp_path / "config"))
    return open_tender(tmp_path, librarian.library())


def test_keys_seal_sign_and_commit() -> None:
    secret, other = keys.new_secret(), keys.new_secret()
    sealed = keys.seal(keys.sealing_key(secret), b"level 3")
    assert keys.unseal(secret, sealed) == b"level 3"
    with pytest.raises(keys.SealError):
        keys.unseal(other, sealed)
    signature = keys.sign(secret, b"mine")
    assert keys.signed(keys.signing_key(secret), b"mine", signature)
    assert not keys.signed(keys.signing_key(other), b"mine", signature)
    assert not keys.signed(keys.signing_key(secret), b"yours", signature)
    assert keys.commitment("00" * 32, b"3") != keys.commitment("01" * 32, b"3")
