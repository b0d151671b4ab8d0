"""What reads files that others made: for each reader small real files, how they are made wrong, and how it reads one.

Rules: a reader gives a value or raises an error of the house, and whatever takes a value further holds, too: lint,
import, result, export. The readers of assessments are in ``fuzz_logs.py``.
"""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from tests.conftest import ROOT
from tests.nightly import fuzz_ways as ways
from tests.nightly.fuzz_logs import LOGS, Reader, Seeds, further
from tests.pages.opened import open_tender
from tests.sheets import hostile_files
from tests.sheets.test_questionnaire import FILED, GIVEN, asked_of, filled, filled_ods
from toetssteen import workbench
from toetssteen.content import library as shelves
from toetssteen.content.lint.library import lint
from toetssteen.content.write import text_of
from toetssteen.language import LANGUAGES
from toetssteen.sheets import attachment, scores_sheet
from toetssteen.sheets.answers import Asked, read_answers
from toetssteen.sheets.questionnaire import questionnaire
from toetssteen.sheets.set_sheet import read_set, set_sheet
from toetssteen.workbench.kept import _safe as safe_name

MOST_SEED = 400_000
"""Bytes of a file to begin from; what is hostile by its size is tried elsewhere."""
_HEX = re.compile(rb"[0-9a-f]{64}")
_NAME = re.compile(r"[\w.-]{1,80}")


@cache
def shelf() -> shelves.Library:
    return shelves.load(ROOT / "criteria")


@cache
def asked() -> Asked:
    """Give what went out to vendors: made in memory of a folder that is gone."""
    with tempfile.TemporaryDirectory() as folder:
        return asked_of(open_tender(Path(folder), shelf()))


def _small(seeds: Mapping[str, Callable[[], bytes]]) -> dict[str, bytes]:
    made = {name: make() for name, make in seeds.items() if "many-members" not in name}
    return {name: content for name, content in made.items() if len(content) < MOST_SEED}


# --- sheets


def _scores_seeds(_: Path) -> Seeds:
    times, hostile_files.TIMES = hostile_files.TIMES, 1
    hostile = {
        f"{name}.{'ods' if 'ods' in name or 'repeat' in name else 'xlsx'}": make
        for name, make in hostile_files.sheets().items()
    }
    pairs = [(language, form) for language in LANGUAGES for form in ("xlsx", "ods")]
    made = {f"scores-{language}.{form}": scores_sheet.scores_sheet(language, form) for language, form in pairs}
    with zipfile.ZipFile(tables := io.BytesIO(), "w") as archive:
        for file, rows in (("criteria.csv", hostile_files.CRITERIA), ("scores.csv", hostile_files.SCORES)):
            archive.writestr(zipfile.ZipInfo(file), "\n".join(";".join(row) for row in rows) + "\n")
    small = _small(hostile)
    hostile_files.TIMES = times
    return {**small, **made, "tables": tables.getvalue()}


def _change_scores(chance: Random, name: str, content: bytes) -> bytes:
    if name != "tables":
        return ways.by_kind(chance, name, content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    at = chance.choice(sorted(parts))
    parts[at] = ways.by_kind(chance, at, parts[at])
    return hostile_files.packed({**parts}, zipfile.ZIP_STORED)


def _import(path: Path, chance: Random) -> object:
    if path.name == "tables":
        content = path.read_bytes()
        path.unlink()
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            archive.extractall(path)
    hidden: Any = chance.choice((None, "take", "leave"))
    unit: Any = chance.choice(("percent", "points"))
    folder, _ = workbench.import_scores(path, path.with_name("taken-in"), weights=unit, hidden=hidden)
    return further(folder)


def _wide_seeds(_: Path) -> Seeds:
    layouts = sorted((ROOT / "tests" / "sheets" / "layouts").glob("*.*s*"))
    return {file.name: file.read_bytes() for file in layouts if file.suffix in (".ods", ".xlsx")}


def _wide(path: Path, chance: Random) -> object:
    said = workbench.WideSaid(chance.choice(("", "ann")), chance.choice(("", "0-10", "1-5")), None, None)
    looked = workbench.look_wide(path, said, hidden=chance.choice((None, "take", "leave")))
    shown = [row for language in LANGUAGES for part in looked.parts(language) for row in part.rows]
    if not looked.faults:
        looked.scores()
    return shown


def _set_seeds(_: Path) -> Seeds:
    return {
        f"{name}.xlsx": set_sheet(shelf(), shelf().sets[name], "nl") for name in ("chat-channel", "web-chat-tender")
    }


def _set(path: Path, chance: Random) -> object:
    return read_set(path.read_bytes(), shelf(), chance.choice((None, "take", "leave")))


def _answers_seeds(_: Path) -> Seeds:
    made = questionnaire(asked().opened, asked().method, asked().fingerprint, "nl")
    return {"answers.xlsx": filled(made.write("xlsx"), {**GIVEN}), "answers.ods": filled_ods(made.write("ods"), GIVEN)}


def _answers(path: Path, chance: Random) -> object:
    wrong = chance.random() < 0.3
    files = {name: ways.by_kind(chance, name, content) if wrong else content for name, content in FILED.items()}
    return read_answers(path.read_bytes(), path.name, asked(), files, 1000, hidden=chance.choice((None, "take")))


def _attachment_seeds(_: Path) -> Seeds:
    made = {name: make for name, make in hostile_files.documents().items() if "." in name}
    return {
        **_small(made),
        "a.pdf": b"%PDF-1.7\n%%EOF",
        "b.txt": b"text",
        "c.eml": b"From: a\n\nb",
        "d.png": b"\x89PNG\r\n\x1a\n",
    }


def _attachment(path: Path, chance: Random) -> object:
    content = path.read_bytes()
    called = chance.choice((path.name, ways.text(chance), f"{ways.text(chance)}{path.suffix}"))
    faults = list(attachment.document_faults(called, content))
    name = safe_name(called, content)
    assert len(name.encode()) <= 255, name
    (path.parent / "kept").mkdir(exist_ok=True)
    (path.parent / "kept" / name).write_bytes(b"")
    return faults


# --- the library


def _content_seeds(_: Path) -> Seeds:
    files = [file for pattern, _ in shelves.KINDS.values() for file in sorted((ROOT / "criteria").glob(pattern))]
    return {f"{file.parent.name}+{file.name}": file.read_bytes() for file in files}


def _content(path: Path, chance: Random) -> object:
    group, name = path.name.split("+")
    laid = path.parent / "library" / ("" if group == "criteria" else group)
    laid.mkdir(parents=True)
    path.rename(laid / name)
    found, faults = shelves.read(path.parent / "library")
    faults = [*faults, *lint(found)]
    for page in found.pages:
        kind = next(kind for kind, (_, noun) in shelves.KINDS.items() if isinstance(page.noun, noun))
        (laid / name).write_text(text_of(page.noun, kind), encoding="utf-8")
        again, _ = shelves.read(path.parent / "library")
        assert [other.noun for other in again.pages] == [page.noun], "what was written reads as another"
        if chance.random() < 0.05:
            faults = [*faults, *lint(shelf().with_page(page))]
    return faults


READERS: dict[str, Reader] = {
    **LOGS,
    "scores": Reader(_scores_seeds, _change_scores, _import),
    "wide": Reader(_wide_seeds, ways.by_kind, _wide),
    "set": Reader(_set_seeds, ways.by_kind, _set),
    "answers": Reader(_answers_seeds, ways.by_kind, _answers),
    "attachment": Reader(_attachment_seeds, ways.by_kind, _attachment),
    "content": Reader(_content_seeds, ways.by_kind, _content),
}
