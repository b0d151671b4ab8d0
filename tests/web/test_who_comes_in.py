"""Who comes in: what is set at each start, and how long a cookie is good for."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tornado.web import create_signed_value, decode_signed_value
from traitlets.config import Config

from toetssteen.web.server import doors
from toetssteen.web.server.settings import settings

HOUR = 3600
NAME = "username-127-0-0-1-8888"


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOETSSTEEN_DATA", str(tmp_path / "data"))


def started(tmp_path: Path) -> Config:
    return settings(tmp_path, "voila/render/notebooks/00_start.ipynb", "given", browser=False)


def test_each_start_has_a_secret_of_its_own_at_the_address_that_it_had(tmp_path: Path) -> None:
    first, second = started(tmp_path), started(tmp_path)
    assert len(first.ServerApp.cookie_secret) == 32
    assert first.ServerApp.cookie_secret != second.ServerApp.cookie_secret
    assert first.ServerApp.base_url == second.ServerApp.base_url
    for spoilt in (b"../x", b"\xff" * 32, b"0" * 1000):
        (tmp_path / "data" / "address").write_bytes(spoilt)
        assert re.fullmatch("/[0-9a-f]{32}/", started(tmp_path).ServerApp.base_url)
    assert started(tmp_path).ServerApp.base_url != first.ServerApp.base_url
    assert (tmp_path / "data" / "address").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("hours", "known"), [(0, True), (11, True), (13, False)])
def test_a_cookie_is_good_for_half_a_day(tmp_path: Path, hours: int, known: bool) -> None:
    config = started(tmp_path)
    secret = config.ServerApp.cookie_secret
    user = json.dumps(dict.fromkeys(("username", "name", "display_name", "initials", "avatar_url", "color"), "u"))
    value = create_signed_value(secret, NAME, user, clock=lambda: time.time() - hours * HOUR)

    def read(name: str, **given: Any) -> bytes | None:
        return decode_signed_value(secret, name, value, **given)

    asks = SimpleNamespace(get_secure_cookie=read, request=SimpleNamespace(host="127.0.0.1:8888"))
    assert (doors.Identity(config=config).get_user_cookie(asks) is not None) == known


@pytest.mark.parametrize(
    ("headers", "foreign"),
    [
        ({}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1:8888"}, False),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
        ({"Sec-Fetch-Site": "same-site"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, True),
        ({"Sec-Fetch-Site": "what comes next"}, True),
        ({"Origin": "http://127.0.0.1:8889"}, True),
        ({"Sec-Websocket-Origin": "https://elsewhere.example"}, True),
    ],
)
def test_what_a_browser_says_of_who_asks(headers: dict[str, str], foreign: bool) -> None:
    asked: Any = SimpleNamespace(headers=headers, host="127.0.0.1:8888")
    assert doors.from_elsewhere(asked) == foreign
