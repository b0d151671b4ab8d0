"""The acts of ``kill_writes.py``: from which stage each begins, how it is done, and what it writes over.

A stage is a folder with all that somebody has on their computer: a workspace, the user's own data and configuration
folders, and a folder ``out`` with older files and with what comes in.
"""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from tests.pages.opened import open_tender
from tests.scoped import ANSWERS
from tests.store import making, sealing
from tests.store.making import EVALUATORS

from toetssteen import workbench
from toetssteen.cli import app as cli
from toetssteen.content import library
from toetssteen.disk import unexpected
from toetssteen.errors import ToetssteenError
from toetssteen.model.entries.opening import Opened
from toetssteen.pages.desk import Desk
from toetssteen.pages.prepare.page import Preparing
from toetssteen.store.folder import Folder
from toetssteen.web import app as web
from toetssteen.workbench import Workbench
from toetssteen.workbench import library as librarian

CHAT = "workspace/assessments/chat"
OUT = "out"
FORMAT_1 = Path(__file__).parents[1] / "store" / "format_1"


def live_in(place: Path) -> None:
    """Use a place as the computer of whoever works here, and be in its folder ``out``."""
    for name, folder in (("DATA", "data"), ("CONFIG", "config"), ("WORKSPACE", "workspace")):
        os.environ[f"TOETSSTEEN_{name}"] = str(place / folder)
    os.environ["TOETSSTEEN_LANGUAGE"] = "nl"
    os.chdir(place / OUT)


@dataclass(frozen=True)
class Act:
    """An act: the stage it begins from; its words on the command line, or what a page calls.

    ``writes_over`` are the older files that it writes over; ``refused_as`` is what doing it again is refused with.
    """

    stage: str
    does: str | Callable[[Path], object]
    writes_over: tuple[str, ...] = ()
    refused_as: str = "^$"

    def done_by(self, place: Path) -> int:
        """Do it; return the exit code."""
        if isinstance(self.does, str):
            sys.argv = ["toetssteen", *self.does.format(here=place / CHAT).split("|")]
            try:
                cli.main()
            except SystemExit as ended:
                return int(ended.code or 0)
        try:
            self.does(place)
        except Exception as error:  # what a page answers
            found = error if isinstance(error, ToetssteenError) else unexpected(error)
            sys.stdout.write("\n".join(found.say("nl")))
            return 1
        return 0


def build(stage: str, place: Path) -> None:
    """Make a stage."""
    for name in ("workspace/assessments", "data", "config", OUT):
        (place / name).mkdir(parents=True)
    before = dict(os.environ), Path.cwd()
    try:
        live_in(place)
        STAGES[stage](place / CHAT)
    finally:
        os.chdir(before[1])
        os.environ.clear()
        os.environ.update(before[0])


def _nothing(_: Path) -> None:
    tables = {
        "criteria": [["id", "title", "value", "weight", "scale_max"], ["c1", "Een", "v", "100", "4"]],
        "scores": [["evaluator", "solution", "criterion", "level", "reason"], ["ann", "a", "c1", "3", "Goed."]],
    }
    Path("sheets").mkdir()
    for name, rows in tables.items():
        csv.writer(made := io.StringIO()).writerows(rows)
        Path("sheets", f"{name}.csv").write_text(made.getvalue(), encoding="utf-8")
    Path("chat-channel.xlsx").write_bytes(librarian.export_set("chat-channel", "en"))
    book = openpyxl.load_workbook("chat-channel.xlsx")
    for row in book.worksheets[1].iter_rows():
        for cell in row:
            if cell.value == "chat-channel":
                cell.value = "our-chat"
    book.save("own.xlsx")


def _preparing(path: Path, chosen: str = "web-chat-tender") -> None:
    given = {"assessment": "chat", "title": "Chat", "track": "tender", "procedure": "above-threshold"}
    opened = workbench.body_of("opened", {**given, "authority": "X"})
    assert isinstance(opened, Opened)
    workbench.create(path, opened, librarian.library().set(chosen))
    said = [making.body("scoping-answered", question=question, answer=answer) for question, answer in ANSWERS.items()]
    Workbench.of(Folder(path), "chair").record(*said)


def _asked(path: Path) -> None:
    open_tender(path.parents[1], library.load(Path(__file__).parents[2] / "criteria"), "chat")
    content = Workbench.of(Folder(path), "chair").ask("xlsx", "nl")
    Path("older.xlsx").write_bytes(content)
    book = openpyxl.load_workbook(io.BytesIO(content))
    book.worksheets[1]["F2"], book.worksheets[1]["H2"] = "Ja.", "report.pdf"
    book.save("answers.xlsx")
    Path("report.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")


def _frozen(path: Path) -> None:
    making.freeze(making.started(path))
    for solution in making.SOLUTIONS:
        said = making.body("solution-added", solution=solution, name=solution.upper())
        Workbench.of(Folder(path), "chair").record(said)


def _open(path: Path) -> None:
    _frozen(path)
    Workbench.of(Folder(path), "chair").open_round()
    Workbench.of(Folder(path), EVALUATORS[1]).declare("none")


def _drafted(path: Path) -> None:
    _open(path)
    Workbench.of(Folder(path), EVALUATORS[0]).declare("none")
    sealing.submit(Folder(path), EVALUATORS[1], "1")
    sealing.write(Folder(path), EVALUATORS[0])


def _submitted(path: Path) -> None:
    _drafted(path)
    Workbench.of(Folder(path), EVALUATORS[0]).submit()


def _opened(path: Path) -> None:
    _submitted(path)
    Workbench.of(Folder(path), "chair").unseal()
    Path("older.json").write_bytes(workbench.export(Folder(path)))
    Workbench.of(Folder(path)).write("report", ["html", "json"], "nl")
    (path / "reports" / "chat-rapport.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")  # typst has threads, which no fork copies


def _format_1(path: Path) -> None:
    place = path.parents[2]
    for part, to in (("sealed", path), ("data", place / "data"), ("config", place / "config")):
        for file in sorted((FORMAT_1 / part).rglob("*")):
            if file.is_file():
                to.joinpath(file.relative_to(FORMAT_1 / part)).parent.mkdir(parents=True, exist_ok=True)
                to.joinpath(file.relative_to(FORMAT_1 / part)).write_bytes(file.read_bytes())


def _torn(path: Path) -> None:
    _frozen(path)
    with (path / "log" / "chair.jsonl").open("ab") as file:
        file.write(b'{"at":"2026-03-02T10:00:00Z","author":"chair","bo')


def _lost(path: Path) -> None:
    _opened(path)
    (method,) = (path / "methods").glob("*.json")
    Path("method.json").write_bytes(method.read_bytes())
    method.unlink()
    method.write_bytes(b"{}")


STAGES: dict[str, Callable[[Path], None]] = {
    "nothing": _nothing,
    "preparing": _preparing,
    "profiled": lambda path: _preparing(path, "chat-channel"),
    "asked": _asked,
    "frozen": _frozen,
    "open": _open,
    "drafted": _drafted,
    "submitted": _submitted,
    "opened": _opened,
    "format-1": _format_1,
    "torn": _torn,
    "lost": _lost,
}

OBSERVER = 'record|{here}|person-added|{{"person":"observer-1","role":"observer"}}'
OF_SOLUTION = '{{"evidence":"e2","type":"document","title":"Contract","solution":"s1"}}'
ANSWER = '{{"solution":"s1","criterion":"c1","answer":"4","reason":"Anders."}}'


def _take_over(_: Path) -> None:
    Preparing(Desk("prepare", "chat")).profile("privacy-officer")


def _keep_typed(place: Path) -> None:
    Workbench.of(Folder(place / CHAT), EVALUATORS[0]).typed.keep("move", {"reason": "Zo."})


ACTS: dict[str, Act] = {
    "start": Act("nothing", lambda place: web.prepare(place / "new")),
    "new": Act("nothing", "new|chat|--title|Chat|--authority|X|--set|chat-channel", (), "TS-320"),
    "scan": Act("nothing", "new|chat|--quick|--title|Chat|--authority|X|--solution|Praat", (), "TS-320"),
    "import": Act("nothing", "import-scores|sheets|--into|{here}", (), "TS-320"),
    "set-import": Act("nothing", "set|import|own.xlsx"),
    "set-export": Act("nothing", "set|export|chat-channel|--out|chat-channel.xlsx", ("out/chat-channel.xlsx",)),
    "record": Act("frozen", OBSERVER),
    "record-torn": Act("torn", OBSERVER),
    "record-raises": Act("format-1", f"record|{{here}}|evidence-added|{OF_SOLUTION}"),
    "profile": Act("profiled", _take_over),
    "freeze": Act("preparing", "freeze|{here}", (), "TS-2"),
    "ask": Act("asked", "ask|{here}|--format|xlsx|--language|en|--out|older.xlsx", ("out/older.xlsx",)),
    "answers": Act("asked", "answers|{here}|linde|answers.xlsx|--attachment|report.pdf", (), "TS-262"),
    "open": Act("frozen", 'record|{here}|phase-moved|{{"to":"open"}}'),
    "declare": Act("open", f"declare|{{here}}|--author|{EVALUATORS[0]}|--confidential"),
    "draft": Act("drafted", f"record|{{here}}|scored|{ANSWER}|--author|{EVALUATORS[0]}"),
    "typed": Act("drafted", _keep_typed),
    "submit": Act("drafted", f"submit|{{here}}|--author|{EVALUATORS[0]}", (), "TS-231"),
    "unseal": Act("submitted", "unseal|{here}|--yes", (), "TS-2"),
    "export": Act("opened", "export|{here}|--json|older.json", ("out/older.json",)),
    "report": Act(
        "opened",
        "report|{here}|--format|html,json,pdf|--language|nl",
        tuple(f"{CHAT}/reports/chat-rapport.{form}" for form in ("html", "json", "pdf")),
    ),
    "restore": Act("lost", "restore|{here}|--from|method.json"),
}
"""The acts, by name."""
