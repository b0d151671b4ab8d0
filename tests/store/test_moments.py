"""A moment that is written exists: it is read as a date; a report is of the last one that counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from tests.store import making
from tests.store.making import body, codes, forge, refused, resigned

from toetssteen.errors import IntegrityError
from toetssteen.model import moment
from toetssteen.store import line
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench, verify

NONE = (
    "2026-02-30T09:00:00Z",
    "2026-02-28T25:61:00Z",
    "2026-02-28T24:00:00Z",
    "2025-02-29T09:00:00Z",
    "2016-12-31T23:59:60Z",
    "0000-01-01T00:00:00Z",
    "2026-03-02T09:00:00+00:00",
    "2026-03-02T09:00:00",
    "2026-03-02 09:00:00Z",
    "2026-03-02T09:00:00.5Z",
    "2026-W10-1T09:00:00Z",
    "٢٠٢٦-03-02T09:00:00Z",
    "10000-01-01T00:00:00Z",
)
ALL = ("0001-01-01T00:00:00Z", "0999-12-31T23:59:59Z", "1969-12-31T23:59:59Z", "9999-12-31T23:59:59Z")


@pytest.mark.parametrize("at", NONE)
def test_a_moment_that_does_not_exist_is_refused_where_it_is_read(tmp_path: Path, at: str) -> None:
    folder = making.scored(tmp_path / "chat")
    log = folder.path / "log" / "chair.jsonl"
    *before, last = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(before) + resigned(last, at=at) + b"\n")
    refused(IntegrityError, "TS-302", Folder(folder.path).assessment)
    found = verify(folder.path)
    assert (found.outcome, codes(found.faults)) == ("unreadable", ["TS-302"])
    assert found.faults[0].where.endswith(".at")
    assert found.faults[0].particulars["problem"].code == "TS-346"


@pytest.mark.parametrize("at", ALL)
def test_every_moment_that_exists_makes_every_document(tmp_path: Path, at: str) -> None:
    folder = making.scored(tmp_path / "chat")
    forge(folder.path, "chair", "chair", body("clarified", question="Wat?", answer="Dat."), at=at)
    bench = Workbench.of(Folder(folder.path))
    assert bench.store.assessment().set_aside == ()
    for kind, forms in (
        ("report", ["pdf", "html", "json"]),
        ("minutes", ["pdf", "docx"]),
        ("clarifications", ["docx"]),
    ):
        assert len(bench.write(kind, forms, "nl", tmp_path / "out")) == len(forms)


def test_a_report_is_of_the_day_of_the_last_line_that_counts_and_says_its_zone(tmp_path: Path) -> None:
    folder = making.scored(tmp_path / "chat")
    before = Workbench.of(folder).report()
    said = body("phase-moved", to="agreed")
    forge(folder.path, "evaluator-1", "evaluator", said, at="2030-01-01T10:00:00Z")
    bench = Workbench.of(Folder(folder.path))
    assert [refused.entry.at for refused in bench.store.assessment().set_aside] == ["2030-01-01T10:00:00Z"]
    [path] = bench.write("report", ["html"], "nl", tmp_path / "out")
    html = path.read_text("utf-8")
    assert "2 maart 2026 UTC" in html
    assert "2030" not in html.split("Zelf narekenen")[0].split("Niet mee")[0][:4000]
    assert bench.report().date == before.date == "2 maart 2026 UTC"


def test_a_clarification_that_does_not_count_is_told_to_nobody(tmp_path: Path) -> None:
    folder = making.scored(tmp_path / "chat")
    folder.append("chair", "chair", body("clarified", question="Wat?", answer="Dat."))
    said = body("clarified", question="Wie?", answer="Ik.")
    forge(folder.path, "evaluator-1", "evaluator", said, at="2030-01-01T10:00:00Z")
    [path] = Workbench.of(Folder(folder.path)).write("clarifications", ["html"], "nl", tmp_path / "out")
    assert ("Dat." in path.read_text("utf-8"), "Ik." in path.read_text("utf-8")) == (True, False)


def test_a_moment_of_any_zone_is_written_in_utc(tmp_path: Path) -> None:
    east = timezone(timedelta(hours=14))
    assert moment.written(datetime(2026, 1, 1, 3, tzinfo=east)) == "2025-12-31T13:00:00Z"
    folder = making.started(tmp_path / "chat", clock=lambda: datetime(1, 2, 3, tzinfo=UTC))
    assert {entry.at for entry in folder.in_order()} == {"0001-02-03T00:00:00Z"}
    text = folder.lines()["chair"][0]
    assert line.parse(text, "").at == "0001-02-03T00:00:00Z"
