"""A frozen method that is not here, one that is another, and how one comes back."""

from __future__ import annotations

import json
import os
import shutil
import zlib
from pathlib import Path

import pytest
from tests.store import making, sealing
from tests.store.making import SECRET, codes, refused
from typer.testing import CliRunner

from toetssteen import canonical, workbench
from toetssteen.cli import app
from toetssteen.errors import IntegrityError, RuleError, StoreError, ToetssteenError
from toetssteen.model.entries.body import Evaluation
from toetssteen.sharing.export import verify_export
from toetssteen.sharing.restoring import MOST_METHOD
from toetssteen.store.folder import Folder
from toetssteen.store.folder.methods import MOST
from toetssteen.workbench import Workbench, verify

ONE, TWO = making.EVALUATORS
GONE, OTHER = "TS-314", "TS-317"


def _path(folder: Folder, fingerprint: str | None = None) -> Path:
    return folder.path / "methods" / f"{fingerprint or folder.as_logged().fingerprint}.json"


def _away(folder: Folder, fingerprint: str | None = None) -> bytes:
    """Take a method away; give its bytes."""
    path = _path(folder, fingerprint)
    content = path.read_bytes()
    path.unlink()
    return content


def _replace(folder: Folder, fingerprint: str | None = None) -> None:
    path = _path(folder, fingerprint)
    path.chmod(0o644)
    path.write_bytes(making.method("61").document())


def _everything(folder: Folder) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.path.rglob("*")) if path.is_file()}


def _imported(path: Path) -> Folder:
    sheet = path.parent / "sheet"
    sheet.mkdir()
    (sheet / "criteria.csv").write_text("id,title,value,weight,scale_max\nc1,C,v,100,4\n", encoding="utf-8")
    (sheet / "scores.csv").write_text("evaluator,solution,criterion,level,reason\np,s1,c1,2,x\n", encoding="utf-8")
    return workbench.import_scores(sheet, path)[0]


def _decided(path: Path) -> Folder:
    folder = making.scored(path)
    making.move(folder, "agreed")
    return folder


def _frozen(path: Path) -> Folder:
    folder = making.started(path)
    making.freeze(folder)
    return folder


STAGES = {
    "frozen": _frozen,
    "open": making.opened_round,
    "scored": making.scored,
    "agreed": _decided,
    "imported": _imported,
}


@pytest.fixture(params=STAGES)
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Folder:
    return STAGES[request.param](tmp_path / "chat")


@pytest.mark.parametrize("anew", [True, False], ids=["opened anew", "open when it went"])
def test_a_method_that_is_gone_stops_all_writing_and_fails_verify_and_the_state_stays(
    stage: Folder, anew: bool
) -> None:
    before = stage.assessment()
    shutil.rmtree(stage.path / "methods")
    folder, was = Folder(stage.path, making.ticking()) if anew else stage, _everything(stage)
    after = folder.assessment()
    assert (after.phase, after.fingerprint, after.set_aside) == (before.phase, before.fingerprint, ())
    assert (after.heads, after.versions, after.people) == (before.heads, before.versions, before.people)
    writes = [
        lambda: folder.append(after.heads and "chair", "chair", making.body("clarified", question="a", answer="b")),
        lambda: folder.put_file(b"proof"),
        lambda: folder.put_method(making.method()),
        lambda: making.freeze(folder, making.method("61"), "anders"),
        lambda: folder.try_out("chair", "chair", making.body("phase-moved", to="open")),
        lambda: workbench.export(folder),
    ]
    for write in writes:
        refused(IntegrityError, GONE, write)
    assert _everything(stage) == was
    heads = list(before.heads.values())
    assert codes(verify(stage.path).faults) == codes(verify(stage.path, heads).faults) == [GONE]
    assert verify(stage.path).heads == before.heads


@pytest.mark.parametrize("anew", [True, False], ids=["opened anew", "open when it changed"])
def test_a_method_that_is_another_stops_everything_and_fails_verify(stage: Folder, anew: bool) -> None:
    before = stage.assessment()
    _replace(stage)
    folder = Folder(stage.path, making.ticking()) if anew else stage
    for call in (folder.assessment, lambda: folder.put_file(b"proof"), lambda: making.freeze(folder)):
        refused(IntegrityError, OTHER, call)
    found = verify(stage.path, ["0" * 64])
    assert (codes(found.faults), found.heads) == ([OTHER, "TS-316"], before.heads)


def test_it_holds_for_every_version(tmp_path: Path) -> None:
    folder = _frozen(tmp_path / "chat")
    first = folder.assessment().fingerprint
    making.freeze(folder, making.method("61"), "nota")
    _away(folder, first)
    again = Folder(folder.path, making.ticking())
    assert codes(verify(folder.path).faults) == [GONE]
    assert again.assessment().method == making.method("61")
    refused(IntegrityError, GONE, making.freeze, again, making.method("62"), "nog een")


def test_a_round_never_takes_another_rounds_method_for_its_own(tmp_path: Path) -> None:
    folder = _decided(tmp_path / "chat")
    first = folder.assessment().fingerprint
    folder.append("chair", "chair", making.body("round-opened", round=2, reason="opnieuw"))
    making.freeze(folder, making.method("61"), "nieuwe ronde")
    _away(folder, first)
    again = Folder(folder.path).assessment()
    assert (again.rounds[0].method, again.rounds[1].method) == (None, making.method("61"))
    assert (again.rounds[0].sealed, dict(again.rounds[0].evaluations)) == (True, {})
    refused(IntegrityError, GONE, Workbench.of(Folder(folder.path)).result, 1)


def test_what_was_judged_is_closed_while_its_method_is_away(tmp_path: Path) -> None:
    folder = sealing.sealed_round(tmp_path / "chat")
    for person in making.EVALUATORS:
        sealing.submit(folder, person)
    Workbench.of(folder, "chair").unseal()
    _away(folder)
    again = Folder(folder.path)
    assert again.assessment().phase == "scored"
    assert SECRET not in repr(again.assessment()) + str(Workbench.of(again).trail.entries())
    refused(IntegrityError, GONE, Workbench.of(again).result)
    for kind in ("method", "minutes", "report"):
        refused(IntegrityError, GONE, Workbench.of(again).write, kind, ["html"])


def test_drafts_and_typed_text_go_on_and_wait(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat")
    content, path = _away(folder), _path(folder)
    for open_, level in ((folder, "1"), (Folder(folder.path, making.ticking()), "2")):
        given = Evaluation(solution="s1", criterion="c1", answer=level, reason="gezien")
        Workbench.of(open_, ONE).draft().save(given)
        Workbench.of(open_, ONE).typed.keep("move", {"reason": level})
        assert Workbench.of(open_, ONE).draft().evaluations()[given.cell].answer == level
    refused(IntegrityError, GONE, Workbench.of(folder, ONE).submit)
    fresh = Folder(folder.path, making.ticking())
    assert fresh.assessment().method is None
    path.write_bytes(content)  # the sync tool has brought it
    assert fresh.assessment().method == making.method()
    assert fresh.method_faults() == []
    fresh.append("chair", "chair", making.body("person-added", person="later", role="observer"))


def test_a_method_that_no_entry_names_is_a_notice(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat")
    unnamed = folder.put_method(making.method("61"))
    assert codes(verify(folder.path).notices) == ["TS-336"]
    _replace(folder, unnamed)
    _path(folder, unnamed).write_bytes(b"not a method")
    assert (verify(folder.path).faults, codes(verify(folder.path).notices)) == ((), ["TS-336"])
    folder.append("chair", "chair", making.body("person-added", person="later", role="observer"))
    assert canonical.decode(workbench.export(making.scored(tmp_path / "other")))["methods"].keys()


def test_freezing_what_an_unnamed_file_only_pretends_to_be_writes_it_anew(tmp_path: Path) -> None:
    folder = making.started(tmp_path / "chat")
    _path(folder, canonical.sha256(making.method().document())).write_bytes(b"not a method")
    making.freeze(folder)
    assert verify(folder.path).faults == ()


def test_an_entry_that_names_a_method_that_was_never_here_is_refused(tmp_path: Path) -> None:
    folder = making.started(tmp_path / "chat")
    refused(RuleError, GONE, folder.append, "chair", "chair", making.body("frozen", method="0" * 64, version=1))
    assert verify(folder.path).faults == ()


def test_every_file_that_an_entry_names_has_to_be_there(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat")
    kept = {name: folder.put_file(name.encode()) for name in ("sheet", "first", "second", "annex")}
    said = making.body("questionnaire-made", file=kept["sheet"], format="xlsx", language="nl")
    folder.append("chair", "chair", said)
    annex = [{"name": "a.pdf", "file": kept["annex"]}]
    for name, reason in (("first", None), ("second", "beter")):
        said = making.body(
            "answers-received", solution="s1", file=kept[name], answers=[], attachments=annex, reason=reason
        )
        folder.append("chair", "chair", said)
    assert verify(folder.path).faults == ()
    for digest in kept.values():
        (folder.path / "evidence" / digest).unlink()
    assert codes(verify(folder.path).faults) == ["TS-329"] * 4


# An export


def _export(tmp_path: Path, change: str) -> Path:
    folder = making.scored(tmp_path / "chat")
    document = canonical.decode(workbench.export(folder))
    if change == "gone":
        document["methods"] = {}
    elif change == "unnamed":
        other = making.method("61").document()
        document["methods"][canonical.sha256(other)] = canonical.decode(other)
    path = tmp_path / "export.json"
    path.write_bytes(canonical.encode(document))
    return path


@pytest.mark.parametrize(
    ("change", "faults", "notices"),
    [("none", [], []), ("gone", [GONE], []), ("unnamed", [], ["TS-336"])],
)
def test_an_export_without_its_method_is_not_whole(
    tmp_path: Path, change: str, faults: list[str], notices: list[str]
) -> None:
    found = workbench.verify(_export(tmp_path, change), [])
    assert (codes(found.faults), codes(found.notices)) == (faults, notices)


# Coming back


def _sources(tmp_path: Path) -> dict[str, Path]:
    """Give every copy of the method of a small assessment that there can be."""
    folder = making.scored(tmp_path / "whole")
    method = _path(folder)
    laid_out = tmp_path / "laid out.json"
    laid_out.write_text(json.dumps(json.loads(method.read_bytes()), indent=2), encoding="utf-8")
    (pdf,) = Workbench.of(folder).write("method", ["pdf"], "nl", tmp_path)
    export = tmp_path / "export.json"
    export.write_bytes(workbench.export(folder))
    found = {"its own file": method, "an assessment folder": folder.path, "its methods": method.parent}
    return found | {"an export": export, "a published method": pdf, "laid out by an editor": laid_out}


@pytest.mark.parametrize("how", [_away, _replace], ids=["not here", "another"])
def test_a_method_comes_back_from_any_copy_with_the_right_bytes(tmp_path: Path, how: object) -> None:
    assert callable(how)
    for name, source in _sources(tmp_path).items():
        folder = making.scored(tmp_path / name / "whole")
        before, was = folder.assessment(), _path(folder).read_bytes()
        how(folder)
        wrong = _path(folder).read_bytes() if _path(folder).exists() else None
        done = CliRunner().invoke(app.commands, ["restore", str(folder.path), "--from", str(source)])
        assert (done.exit_code, name) == (0, name), done.output
        assert str(before.fingerprint) in done.output
        assert _path(folder).read_bytes() == was
        assert Folder(folder.path).assessment() == before
        assert verify(folder.path).faults == ()
        aside = [path.read_bytes() for path in folder.path.glob("methods/*.other-*")]
        assert aside == ([wrong] if wrong else [])  # what was in its place is kept


def test_what_has_other_bytes_brings_nothing_back(tmp_path: Path) -> None:
    folder = making.scored(tmp_path / "chat")
    (report,) = Workbench.of(folder).write("report", ["json"], "nl", tmp_path)
    _away(folder)
    other = tmp_path / f"{folder.assessment().fingerprint}.json"  # the name alone is nothing
    other.write_bytes(making.method("61").document())
    (tmp_path / "bomb.pdf").write_bytes(b"%PDF-1.7\nstream\nx\x9c\xff\xffendstream")
    was = _everything(folder)
    for source in (other, report, tmp_path / "bomb.pdf"):
        with pytest.raises(StoreError, match="TS-337"):
            workbench.restore(folder, source)
    assert _everything(folder) == was


def test_one_of_two_methods_comes_back_and_the_other_is_still_asked_for(tmp_path: Path) -> None:
    folder = _frozen(tmp_path / "chat")
    first = _path(folder).read_bytes()
    making.freeze(folder, making.method("61"), "nota")
    shutil.rmtree(folder.path / "methods")
    (tmp_path / "first.json").write_bytes(first)
    done = CliRunner().invoke(app.commands, ["restore", str(folder.path), "--from", str(tmp_path / "first.json")])
    assert (done.exit_code, GONE in done.output) == (1, True)
    assert codes(verify(folder.path).faults) == [GONE]


def test_restoring_where_nothing_is_missing_changes_nothing(tmp_path: Path) -> None:
    folder = making.scored(tmp_path / "chat")
    was = _everything(folder)
    assert workbench.restore(folder, _path(folder)) == ([], [])
    assert _everything(folder) == was


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs to be refused by the disk")
def test_a_method_that_cannot_be_written_back_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = making.scored(tmp_path / "chat")
    content = _away(folder)
    (tmp_path / "copy.json").write_bytes(content)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ToetssteenError, match="TS-308"):
        workbench.restore(folder, tmp_path / "copy.json")
    assert list((folder.path / "methods").iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="has pipes and links")
@pytest.mark.parametrize("what", ["folder", "pipe", "circle", "nowhere", "huge"])
def test_what_is_no_file_under_the_name_of_a_method_stops_writing_and_a_copy_brings_it_back(
    tmp_path: Path, what: str
) -> None:
    folder = making.scored(tmp_path / "chat")
    content = _away(folder)
    (tmp_path / "copy.json").write_bytes(content)
    path, folder = _path(folder), Folder(folder.path)
    if what == "folder":
        path.mkdir()
    elif what == "pipe":  # reading one waits for ever
        os.mkfifo(path)
    elif what == "huge":
        with path.open("wb") as file:
            file.truncate(MOST + 1)
    else:
        path.symlink_to(path if what == "circle" else "nothing")
    assert codes(verify(folder.path).faults) == [OTHER]
    with pytest.raises(IntegrityError, match=OTHER):
        folder.put_file(b"x")
    assert workbench.restore(folder, tmp_path / "copy.json").lacking == []
    assert verify(folder.path).faults == ()
    assert path.read_bytes() == content


def test_a_folder_named_as_a_method_that_no_entry_names_is_a_notice(tmp_path: Path) -> None:
    folder = making.scored(tmp_path / "chat")
    (folder.path / "methods" / f"{'a' * 64}.json").mkdir()
    found = verify(folder.path)
    assert (found.faults, codes(found.notices)) == ((), ["TS-336"])
    assert Workbench.of(Folder(folder.path)).result().solutions


def test_a_hostile_copy_brings_nothing_back_and_is_no_surprise(tmp_path: Path) -> None:
    folder = making.scored(tmp_path / "chat")
    _away(folder)
    squeezed = zlib.compress(bytes(MOST_METHOD), 9)
    hostile = {
        "half.json": b'{"a":"\\ud800"}',
        "half-name.json": b'{"\\ud800":{}}',
        "half-inside.json": b'{"methods":{"a":{"b":"\\udfff"}}}',
        "streams.pdf": b"%PDF-1.7\n" + b"stream\n" * 300_000,  # looked through once, not once for each
        "bombs.pdf": b"%PDF-1.7\n" + (b"stream\n" + squeezed + b"\nendstream\n") * 2_000,
    }
    for name, content in hostile.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(StoreError, match="TS-337"):
            workbench.restore(folder, tmp_path / name)
    if os.name == "posix":
        with pytest.raises(StoreError, match="TS-338"):
            workbench.restore(folder, Path("/dev/zero"))
    assert codes(verify(folder.path).faults) == [GONE]


@pytest.mark.parametrize("part", ["logs", "methods", "evidence", "heads"])
def test_an_export_of_another_shape_is_no_surprise(tmp_path: Path, part: str) -> None:
    document = json.loads(workbench.export(making.scored(tmp_path / "chat")))
    for wrong in (None, [1], "x"):
        faults = verify_export(canonical.encode(document | {part: wrong}))[0]
        assert codes(faults) == ["TS-326"]
    half = json.dumps(document | {"heads": {"a": "\ud800"}}).encode()
    assert codes(verify_export(half)[0]) == ["TS-326"]


def test_evidence_that_is_a_folder_is_told_and_no_surprise(tmp_path: Path) -> None:
    folder = making.scored(tmp_path / "chat")
    (folder.path / "evidence" / ("b" * 64)).mkdir()
    assert codes(verify(folder.path).faults) == ["TS-341"]


def _kept_as(folder: Folder, change: dict[str, object]) -> str:
    """Keep a method with other members, under the fingerprint of its bytes; give the fingerprint."""
    content = canonical.encode({**canonical.decode(making.method().document()), **change})
    return folder.restore_method(content)


@pytest.mark.parametrize(
    "change",
    [
        {"scales": []}, {"scales": [*json.loads(making.method().document())["scales"]] * 2},
        {"gates": [{"id": "c1", "title": {"nl": "x", "en": "x"}}]},
    ],
    ids=["without-its-scale", "a-scale-twice", "a-gate-that-is-a-criterion"],
)  # fmt: skip
def test_a_method_that_lacks_what_it_names_is_none_and_says_what(tmp_path: Path, change: dict[str, object]) -> None:
    folder = making.started(tmp_path / "chat")
    fingerprint = _kept_as(folder, change)
    making.forge(folder.path, "chair", "chair", making.body("frozen", method=fingerprint, version=1))
    found = verify(folder.path).faults
    assert codes(found) == ["TS-302"]
    assert found[0].particulars["problem"].code == "TS-381"


def test_a_method_stays_the_bytes_that_were_kept_also_where_it_would_be_written_otherwise_now(tmp_path: Path) -> None:
    folder = making.started(tmp_path / "chat")
    title = {"nl": "Een\x07", "en": "One"}
    gates = [{"id": "g", "title": title, "explainable": True}]
    fingerprint = _kept_as(folder, {"gates": gates})
    folder.append("chair", "chair", making.body("frozen", method=fingerprint, version=1))
    again = Folder(folder.path)
    method = again.methods()[fingerprint]
    assert method.gates[0].title.nl == "Een"
    assert canonical.sha256(method.document()) == fingerprint
    assert verify_export(workbench.export(again))[0] == []
    assert canonical.sha256(method.model_copy(update={"scales": method.scales}).document()) != fingerprint
