"""What lies in the folder of an assessment and is no plain file, or is too large, is named and not read."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from tests.attacks import damage
from tests.store.making import body, codes, refused
from tests.test_plain_file import NOT_PLAIN
from typer.testing import CliRunner

from toetssteen import workbench
from toetssteen.cli import app
from toetssteen.errors import IntegrityError, StoreError, UseError
from toetssteen.model.entries.entry import Entry
from toetssteen.pages.desk import Desk
from toetssteen.pages.report.page import Reporting
from toetssteen.pages.start.page import page
from toetssteen.store.folder import Folder
from toetssteen.store.folder.log import MOST, Log
from toetssteen.workbench import Workbench, verify

pytestmark = pytest.mark.skipif(os.name != "posix", reason="has pipes, links and devices")


@pytest.fixture(scope="module")
def of(tmp_path_factory: pytest.TempPathFactory) -> damage.Whole:
    return damage.whole(tmp_path_factory.mktemp("plain"))


@pytest.fixture
def folder(of: damage.Whole, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy in a workspace of its own; the name of a socket may not be long, so that one is made from within."""
    monkeypatch.setenv("TOETSSTEEN_WORKSPACE", str(tmp_path))
    made = shutil.copytree(of.folder, tmp_path / "assessments" / "chat")
    monkeypatch.chdir(made)
    return made


def _put(path: Path, what: str) -> None:
    """Put something else in the place of a file; what is a link leads to the very bytes."""
    if path.exists():
        path.rename(path.parents[1] / ".elsewhere")
    if what == "huge":
        with path.open("wb") as file:
            file.truncate(MOST + 1)
    elif what == "link to a file":
        path.symlink_to("../.elsewhere")
    else:
        NOT_PLAIN[what](path)


@pytest.mark.parametrize("what", [*NOT_PLAIN, "huge"])
@pytest.mark.parametrize("kind", ["log", "methods", "evidence"])
def test_a_member_that_is_none_is_named_by_every_reader(folder: Path, kind: str, what: str) -> None:
    member = next(path for path in sorted(Path(kind).iterdir()) if path.suffix != ".lock")
    _put(member, what)
    found = verify(folder)
    wanted = "TS-317" if kind == "methods" else "TS-342" if what == "huge" else "TS-341"
    assert wanted in codes(found.faults)
    assert found.outcome != "whole"
    named = [problem for problem in found.faults if problem.code == wanted]
    assert member.stem in named[0].where
    [card] = page(None).state["assessments"]
    if kind == "evidence":
        refused(IntegrityError, wanted, Folder(folder).file, member.name)
        assert member.name not in json.loads(workbench.export(Folder(folder)))["evidence"]
        assert card["phase"] == "agreed"
        return
    refused(IntegrityError, wanted, Folder(folder).assessment)
    refused(IntegrityError, wanted, workbench.export, Folder(folder))
    refused(
        IntegrityError,
        wanted,
        Folder(folder).append,
        "chair",
        "chair",
        body("clarified", question="Wat?", answer="Dat."),
    )
    assert [problem["code"] for problem in card["faults"]] == [wanted]


@pytest.mark.parametrize("part", ["log", "methods", "evidence"])
def test_a_folder_that_is_a_link_to_elsewhere_is_not_gone_into(folder: Path, part: str) -> None:
    shutil.move(part, f".{part}")
    Path(part).symlink_to(f".{part}")
    assert (verify(folder).outcome, codes(verify(folder).faults)) == ("unreadable", ["TS-341"])
    refused(IntegrityError, "TS-341", Folder(folder).assessment)


@pytest.mark.parametrize("what", NOT_PLAIN)
def test_what_is_no_member_is_named_and_the_assessment_goes_on(folder: Path, what: str) -> None:
    names = ("log/note", "log/Chair.jsonl", "log/x.jsonl.torn", "evidence/note", "methods/note", "note", ".note")
    Path("reports").mkdir()
    for name in (*names, "reports/a.pdf"):
        NOT_PLAIN[what](Path(name))
    found = verify(folder)
    assert found.outcome == "whole"
    named = {
        Path(problem.where).relative_to(folder).as_posix() for problem in found.notices if problem.code == "TS-341"
    }
    assert named == {*names, "reports/a.pdf"} - ({".note"} if what == "folder" else set())
    assert Workbench.of(Folder(folder)).result().solutions
    reporting = Reporting(Desk("report", "chat"))
    assert reporting.content()["files"] == []
    refused(UseError, "TS-502", reporting.part, "a.pdf", 0)


@pytest.mark.parametrize("beside", [".chair.lock", "chair.jsonl.torn"])
def test_writing_goes_through_no_link(folder: Path, tmp_path: Path, beside: str) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    with (folder / "log" / "chair.jsonl").open("ab") as log:
        log.write(b"torn by a crash")
    (folder / "log" / beside).unlink(missing_ok=True)
    (folder / "log" / beside).symlink_to(victim)
    with pytest.raises(StoreError):
        Folder(folder).append("chair", "chair", body("clarified", question="Wat?", answer="Dat."))
    assert victim.read_bytes() == b"precious"


def test_a_document_is_not_written_where_a_link_leads_unless_somebody_names_it(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "victim").mkdir()
    Path("reports").symlink_to(tmp_path / "victim")
    bench = Workbench.of(Folder(folder))
    refused(IntegrityError, "TS-341", bench.write, "report", ["json"])
    assert list((tmp_path / "victim").iterdir()) == []
    assert [path.parent for path in bench.write("report", ["json"], out=Path("reports"))] == [Path("reports")]


def test_a_line_is_not_added_to_what_a_link_leads_to_that_came_meanwhile(folder: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    log = Log(folder / "log" / "chair.jsonl")

    def swapped(_: Entry | None) -> list[tuple[Entry, bytes]]:
        log.path.unlink()
        log.path.symlink_to(victim)
        return [(log.entries[-1], b"a line\n")]

    refused(IntegrityError, "TS-341", log.append, swapped)
    assert victim.read_bytes() == b"precious"


def test_a_file_is_kept_in_the_place_of_a_link_and_not_where_it_leads(folder: Path, tmp_path: Path) -> None:
    kept = Folder(folder)
    digest = kept.put_file(b"other proof")
    path = folder / "evidence" / digest
    path.unlink()
    path.symlink_to(tmp_path / "victim")
    assert kept.put_file(b"other proof") == digest
    assert (kept.file(digest), (tmp_path / "victim").exists()) == (b"other proof", False)


@pytest.mark.parametrize("what", NOT_PLAIN)
def test_a_command_waits_for_nothing_that_is_no_file(folder: Path, what: str) -> None:
    _put(Path("given.xlsx"), what)
    answers = ("answers", str(folder), "s1", str(folder / "given.xlsx"))
    restore = ("restore", str(folder), "--from", str(folder / "given.xlsx"))
    for command in (("verify", str(folder / "given.xlsx")), answers, restore):
        ran = CliRunner().invoke(app.commands, list(command))
        assert ran.exit_code != 0 or (command is restore and "nothing was changed" in ran.output), ran.output


@pytest.mark.parametrize("what", ["folder", "pipe", "link to nothing", "link in a circle", "link to a device"])
def test_a_file_of_the_library_that_is_none_is_told_and_the_rest_is_read(folder: Path, what: str) -> None:
    own = folder.parents[1] / "criteria" / "sets"
    own.mkdir(parents=True)
    NOT_PLAIN[what](own / "own.yaml")
    library, faults = workbench.library.read()
    assert library.sets
    assert {problem.code for problem in faults} <= {"TS-341", "TS-101"}
    assert ["own.yaml" in problem.where for problem in faults] == [True]
