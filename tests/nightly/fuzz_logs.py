"""Assessments that others made, read: their folders and lines, exports, methods, and what is half typed.

Rules: a log is made wrong in its entries and its methods, and sealed again: of one that is only broken the digest says
so, and nothing behind it is tried. Whatever is read well is taken further: a result, an export, every document.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from tests.conftest import ROOT
from tests.nightly import fuzz_ways as ways
from tests.store import making
from toetssteen import canonical, workbench
from toetssteen.documents.kinds.report.whole import paper_of
from toetssteen.documents.make import drawn
from toetssteen.documents.report.model import report_model
from toetssteen.errors import IntegrityError, ToetssteenError
from toetssteen.language import LANGUAGES
from toetssteen.scoring.result.result import result
from toetssteen.sharing.export import verify_export
from toetssteen.sharing.restoring import methods_in
from toetssteen.store import line
from toetssteen.store.folder import Folder
from toetssteen.store.typed import Typed

_HEX = re.compile(rb"[0-9a-f]{64}")
_NAME = re.compile(r"[\w.-]{1,80}")
Seeds = Mapping[str, bytes]


class Reader(NamedTuple):
    """A reader: its files by name, how one is made wrong, and how it reads what lies in a folder under that name."""

    seeds: Callable[[Path], Seeds]
    change: Callable[[Random, str, bytes], bytes]
    read: Callable[[Path, Random], object]


def further(folder: Any) -> object:
    """Do with an assessment what anybody does: its result, and an export that verifies."""
    assessment = folder.assessment()
    found = result(assessment).document() if assessment.round.method else None
    with suppress(ToetssteenError):
        exported = workbench.export(folder)
        faults, _, _, again = verify_export(exported)
        assert not faults, faults
        assert again is not None
    return found


def _documents(folder: Path) -> Seeds:
    """Give whole assessments, as the document that an export is of."""
    kept = sorted((ROOT / "tests" / "store" / "format_1").glob("*.json"))
    made = {file.name: file.read_bytes() for file in kept}
    shutil.copytree(ROOT / "assessments" / "example-small-tender", folder / "example")
    made["example.json"] = workbench.export(workbench.open_folder(folder / "example"))
    for track in ("ethics", "tender"):
        made[f"{track}.json"] = workbench.export(_told(making.scored(folder / track, track)))
    return made


def _told(folder: Folder) -> Folder:
    """Write on in a small assessment: entries of as many kinds as go."""
    cell = {"solution": "s1", "criterion": "c1"}
    evidence = {"evidence": "e-1", "type": "independent", "title": "A test", "consulted": "2026-03-01"}
    steps: tuple[tuple[str, dict[str, Any]], ...] = (
        ("evidence-added", {**evidence, "link": "https://example.org/"}),
        ("agreed", {**cell, "answer": "3", "present": ["chair"], "round": 1, "evidence": ["e-1"], "reason": "So."}),
        ("tension-recorded", {"values": ["v", "v"], "text": "So."}),
        ("compromise-recorded", {"value": "v", "text": "So."}),
        ("condition-set", {"solution": "s1", "text": "So.", "owner": "A team", "until": "2026-12-01"}),
        ("advice-given", {"text": "So.", "dissent": []}), ("solution-withdrawn", {"solution": "s2", "reason": "So."}),
        ("what-if-opened", {"reason": "So."}), ("phase-moved", {"to": "agreed", "reason": "So."}),
        ("phase-moved", {"to": "decided", "reason": "So."}),
    )  # fmt: skip
    for kind, given in steps:
        with suppress(ToetssteenError):
            workbench.Workbench.of(folder, "chair").record(workbench.body_of(kind, given))
    return folder


def _change_document(chance: Random, _: str, content: bytes) -> bytes:
    """Change an entry or a method of an assessment, and seal all again that follows from it."""
    try:
        document = json.loads(content)
        entries = [entry for log in document["logs"].values() for entry in log]
        entries.sort(key=lambda entry: (str(entry.get("at")), str(entry.get("author")), int(entry.get("seq", 0))))
        chosen = chance.choice(entries * 2 + [*document["methods"].values()] * 5)
    except (ValueError, LookupError, TypeError, AttributeError):  # it is wrong enough already
        return content
    way = ways.in_texts if chance.random() < 0.7 else ways.in_tree
    way(chance, chosen if chance.random() < 0.2 or "body" not in chosen else chosen["body"])
    if chance.random() < 0.1:
        ways.in_tree(chance, document["logs"][chance.choice(sorted(document["logs"]))])
    if chance.random() < 0.05:
        ways.in_tree(chance, document)
    return _dumped(_sealed(document, entries))


def _dumped(part: Any) -> bytes:
    return json.dumps(part).encode()  # in ASCII: half a character is in it, too


def _sealed(document: Any, entries: list[Any]) -> Any:
    """Work out every digest again, and put the new one wherever the old one stands."""
    new: dict[bytes, bytes] = {}

    def put(part: Any) -> Any:
        written = json.dumps(part).encode()
        return json.loads(_HEX.sub(lambda found: new.get(found[0], found[0]), written))

    if isinstance(methods := document.get("methods"), dict):
        for fingerprint, method in [*methods.items()]:
            with suppress(ValueError, TypeError):
                new[fingerprint.encode()] = canonical.digest(method).encode()
                methods[new[fingerprint.encode()].decode()] = methods.pop(fingerprint)
    for entry in entries:
        with suppress(ValueError, TypeError, KeyError):
            before = str(entry.get("digest")).encode()
            unsigned = put({key: part for key, part in entry.items() if key != "digest"})
            entry.clear()
            entry.update(unsigned)
            entry["digest"] = canonical.digest(unsigned)
            new[before] = entry["digest"].encode()
    for part in ("heads", "evidence"):
        if part in document:
            document[part] = put(document[part])
    return document


def _folder_of(path: Path) -> Path:
    """Lay a document out as the folder of an assessment, with names that any system has."""
    document, into = json.loads(path.read_bytes()), path.with_name("laid-out")
    for part in ("log", "methods"):
        (into / part).mkdir(parents=True)
    logs, methods = document.get("logs"), document.get("methods")
    for author, log in (logs if isinstance(logs, dict) else {}).items():
        if _NAME.fullmatch(author) and isinstance(log, list):
            (into / "log" / f"{author}.jsonl").write_bytes(b"".join(_written(entry) + b"\n" for entry in log))
    for fingerprint, method in (methods if isinstance(methods, dict) else {}).items():
        if _NAME.fullmatch(fingerprint):
            (into / "methods" / f"{fingerprint}.json").write_bytes(_written(method))
    return into


def _written(part: Any) -> bytes:
    try:
        return canonical.encode(part)
    except (ValueError, TypeError, RecursionError):
        return json.dumps(part).encode()


def _folder(path: Path, _: Random) -> object:
    folder = Folder(_folder_of(path))
    try:
        found = further(folder)
    except IntegrityError as error:
        found = error
    return found, workbench.verify(folder.path)


def _papers(path: Path, chance: Random) -> object:
    """Make every document of what is read: whatever the log may say, each format takes."""
    folder = Folder(_folder_of(path))
    assessment = folder.assessment()
    if assessment.round.method is None:
        return None
    language, moment = chance.choice(LANGUAGES), folder.in_order()[-1].at
    made = paper_of(report_model(assessment, result(assessment), language, moment=moment))
    return [len(drawn(made, form)) for form in ("json", chance.choice(("html", "docx", "pdf")))]


def _lines(folder: Path) -> Seeds:
    documents = [json.loads(content) for content in _documents(folder).values()]
    entries = [entry for document in documents for log in document["logs"].values() for entry in log]
    return {"line": b"\n".join(map(_written, entries))}


def _change_line(chance: Random, _: str, content: bytes) -> bytes:
    chosen = chance.choice(content.split(b"\n"))
    if chance.random() < 0.3:
        return ways.some_bytes(chance, chosen)
    try:
        entry = ways.in_tree(chance, json.loads(chosen))
    except ValueError:
        return chosen
    with suppress(ValueError, TypeError, AttributeError, RecursionError):  # what nests too deep keeps no digest
        entry.pop("digest", None)
        entry["digest"] = canonical.digest(entry)
    return _written(entry)


def _line(path: Path, _: Random) -> object:
    return line.parse(path.read_bytes(), "a log, line 1")


def _change_export(chance: Random, name: str, content: bytes) -> bytes:
    if chance.random() < 0.3:
        return ways.some_bytes(chance, content)
    with suppress(ValueError):
        content = _written(json.loads(_change_document(chance, name, content)))
    return content


def _export(path: Path, _: Random) -> object:
    return workbench.verify(path)


def _method_seeds(folder: Path) -> Seeds:
    pdf = b"%PDF-1.7\n1 0 obj\n<</Length 9>>\nstream\nx\x9c+\x01\x00\nendstream\nendobj\n%%EOF"
    method = min((ROOT / "assessments").glob("*/methods/*.json"), key=lambda file: file.stat().st_size).read_bytes()
    return {"a.pdf": pdf, "method.json": method, "export.json": min(_documents(folder).values(), key=len)}


def _restore(path: Path, _: Random) -> object:
    return methods_in(path.read_bytes(), {"0" * 64})


def _typed_seeds(_: Path) -> Seeds:
    return {f"{'0' * 32}.json": b'{"slot": "a.b", "given": {"reason": "x"}}'}


def _typed(path: Path, _: Random) -> object:
    typed = Typed("key", 1, "ann")
    typed.path.mkdir(parents=True, exist_ok=True)
    (typed.path / path.name).write_bytes(path.read_bytes())
    return typed.all()


LOGS: dict[str, Reader] = {
    "line": Reader(_lines, _change_line, _line),
    "folder": Reader(_documents, _change_document, _folder),
    "papers": Reader(_documents, _change_document, _papers),
    "export": Reader(_documents, _change_export, _export),
    "restore": Reader(_method_seeds, ways.by_kind, _restore),
    "typed": Reader(_typed_seeds, ways.by_kind, _typed),
}
