"""An older format is upgraded while it is read; the bytes kept stay as they are.

What is in ``format_1`` was written by the code of before format 2. ``sealed`` is an assessment whose round is
open, with one closed seal, the draft of somebody else and the keys of both. ``export.json`` is the same one after the
consensus, with an observer's declaration that format 1 refuses; ``imported.json`` has a correction that format 1
refuses. Each has its printed heads in ``<name>.heads``.
"""

from __future__ import annotations

import shutil
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from tests.store import making, sealing
from tests.store.making import body, codes, refused

from toetssteen import canonical, keys, workbench
from toetssteen.errors import IntegrityError, RuleError
from toetssteen.model.entries.body import Body
from toetssteen.model.entries.entry import AREAS, BODIES
from toetssteen.model.entries.scoring import Scored
from toetssteen.model.replay import upgrade
from toetssteen.model.replay.assessment import Assessment, Round
from toetssteen.model.replay.state import RoundDraft, State
from toetssteen.sharing.export import verify_export
from toetssteen.store import line
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

KEPT = Path(__file__).parent / "format_1"
ONE, TWO = making.EVALUATORS


def heads(name: str) -> list[str]:
    return (KEPT / f"{name}.heads").read_text(encoding="utf-8").split()


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """Give a copy of the assessment with a closed seal, on the computer that has its draft and its keys."""
    monkeypatch.setenv("TOETSSTEEN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TOETSSTEEN_CONFIG", str(tmp_path / "config"))
    for part in ("sealed", "data", "config"):
        shutil.copytree(KEPT / part, tmp_path / part)
    return Folder(tmp_path / "sealed", making.ticking(hour=12))


def test_what_format_1_wrote_verifies_against_its_printed_heads_and_stays_as_it_is(kept: Folder) -> None:
    before = {path: path.read_bytes() for path in (kept.path / "log").glob("*.jsonl")}
    assert workbench.verify(kept.path, heads("sealed")).faults == ()
    state = kept.assessment()
    assert (state.format, state.opened.format, state.round.submitted) == (1, 1, (ONE,))
    assert {path: path.read_bytes() for path in before} == before


def test_a_draft_and_a_seal_of_format_1_are_submitted_and_opened_and_nothing_raises_the_format(kept: Folder) -> None:
    assert len(Workbench.of(kept, TWO).draft().evaluations()) == 6
    Workbench.of(kept, TWO).submit()
    Workbench.of(kept, "chair").unseal()
    state = kept.assessment()
    assert {person: given["s1", "c1"].answer for person, given in state.round.evaluations.items()} == {
        ONE: "1",
        TWO: "3",
    }
    assert state.format == 1
    assert all(b'"format":2' not in path.read_bytes() for path in (kept.path / "log").glob("*.jsonl"))
    assert workbench.verify(kept.path, heads("sealed")).faults == ()


def test_an_export_of_format_1_gives_the_same_heads_state_and_refusals() -> None:
    faults, _, _, state = verify_export((KEPT / "export.json").read_bytes())
    assert faults == []
    assert state is not None
    assert sorted(state.heads.values()) == heads("export")
    assert {cell: given.round for cell, given in state.round.agreed.items() if cell[1] == "c1"} == {
        ("s1", "c1"): None,
        ("s2", "c1"): 1,
    }
    assert state.evidence["e1"].solution is None
    assert [(aside.entry.author, codes(aside.faults)) for aside in state.set_aside] == [("observer-1", ["TS-202"])]


def test_an_import_of_format_1_keeps_refusing_what_it_refused() -> None:
    faults, _, _, state = verify_export((KEPT / "imported.json").read_bytes())
    assert faults == []
    assert state is not None
    assert sorted(state.heads.values()) == heads("imported")
    assert [codes(aside.faults) for aside in state.set_aside] == [["TS-277"]]


# raising the format


def test_the_chair_raises_the_format_only_when_something_needs_it_and_the_trail_shows_it(kept: Folder) -> None:
    given = {"evidence": "e1", "type": "document", "title": "Contract"}
    Workbench.of(kept, "chair").record(body("evidence-added", **given))
    assert kept.assessment().format == 1
    Workbench.of(kept, "chair").record(body("evidence-added", **{**given, "evidence": "e2"}, solution="s1"))
    assert [(entry.kind, entry.format) for entry in kept.logs()["chair"][-3:]] == [
        ("evidence-added", 1),
        ("format-raised", 1),
        ("evidence-added", 2),
    ]
    state = Folder(kept.path).assessment()
    assert (state.format, state.set_aside, state.evidence["e2"].solution) == (2, (), "s1")
    assert workbench.verify(kept.path, heads("sealed")).faults == ()


def test_points_need_format_3(kept: Folder) -> None:
    making.forge(kept.path, "chair", "chair", body("weights-set", unit="points", reason="r"), format=1)
    assert [codes(aside.faults) for aside in Folder(kept.path).assessment().set_aside] == [["TS-295"]]
    assert body("weights-set", unit="points", reason="r").oldest() == 3
    assert body("weights-set", reason="r").oldest() == 1


def test_what_is_refused_raises_no_format(kept: Folder) -> None:
    said = body("evidence-added", evidence="e1", type="document", title="Contract", solution="nobody")
    refused(RuleError, "TS-218", Workbench.of(kept, "chair").record, said)
    assert kept.assessment().format == 1


def test_whoever_is_no_chair_raises_no_format_and_is_told_who_can(kept: Folder) -> None:
    Workbench.of(kept, "chair").record(body("person-added", person="observer-1", role="observer"))
    assert codes(Workbench.of(kept, "observer-1").refusals(body("declared", interests="none"))) == ["TS-295"]
    refused(RuleError, "TS-295", Workbench.of(kept, "observer-1").declare, "none")
    Workbench.of(kept, "chair").record(body("format-raised", to=2))
    Workbench.of(kept, "observer-1").declare("none")
    assert kept.assessment().declarations["observer-1"].confidential


@pytest.mark.parametrize("role", ["observer", "decider"])
def test_in_format_2_observers_and_who_decides_declare(tmp_path: Path, role: str) -> None:
    folder = making.started(tmp_path / "chat")
    Workbench.of(folder, "chair").record(body("person-added", person="somebody", role=role))
    Workbench.of(folder, "somebody").declare("described", "Aandelen.")
    state = folder.assessment()
    assert (state.format, state.waiting) == (upgrade.NEWEST, frozenset({"somebody"}))


def test_a_line_of_format_2_before_the_format_was_raised_is_set_aside(kept: Folder) -> None:
    making.forge(kept.path, "chair", "chair", body("person-added", person="p", role="observer"), format=2)
    assert [codes(aside.faults) for aside in Folder(kept.path).assessment().set_aside] == [["TS-296"]]


def test_a_line_of_format_1_with_what_came_later_is_set_aside(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat")
    later = body("evidence-added", evidence="e", type="document", title="T", solution="s1")
    making.forge(folder.path, "chair", "chair", later, format=1)
    assert [codes(aside.faults) for aside in Folder(folder.path).assessment().set_aside] == [["TS-295"]]


# too new, too old


NEWER = upgrade.NEWEST + 1


def _last(folder: Folder, **changed: Any) -> None:
    path = folder.path / "log" / "chair.jsonl"
    *lines, last = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines, making.resigned(last, **changed) + b"\n"]))


@pytest.mark.parametrize(
    "changed",
    [
        {"format": NEWER},
        {"kind": "format-raised", "body": {"to": NEWER}},
        {"kind": "advice-weighed", "body": {}},
        {"kind": ["advice-given"], "body": {}},
    ],
)
def test_a_program_that_is_too_old_stops_at_what_is_newer(kept: Folder, changed: dict[str, Any]) -> None:
    _last(kept, **changed)
    refused(IntegrityError, "TS-303", Folder(kept.path).assessment)
    assert codes(workbench.verify(kept.path, []).faults) == ["TS-303"]


def test_what_is_too_old_to_be_upgraded_is_said_to_be(kept: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrade, "READABLE", range(2, 3))
    monkeypatch.setattr(upgrade, "OLDEST", 2)
    refused(IntegrityError, "TS-340", Folder(kept.path).assessment)
    assert "TS-340" in codes(verify_export((KEPT / "export.json").read_bytes())[0])


@pytest.mark.parametrize("format_", [0, -1, "2", 1.5, None, [1]])
def test_a_format_that_is_none_is_refused(kept: Folder, format_: Any) -> None:
    _last(kept, format=format_)
    with pytest.raises(IntegrityError) as caught:
        Folder(kept.path).assessment()
    assert codes(caught.value.faults)[0] in ("TS-302", "TS-340")


# steps


@pytest.fixture
def stepped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the step from 1 to 2 change what a solution is called, and every reason in a draft and in a seal."""
    named = {"solution-added": lambda said: {**said, "name": f"{said['name']}!"}}
    drafted = {"scored": lambda said: {**said, "reason": "stepped"}}
    opened = {upgrade.SEAL: lambda said: {**said, "salt": "0" * 64}}
    monkeypatch.setitem(upgrade.STEPS, 1, named | drafted | opened)


@pytest.mark.usefixtures("stepped")
def test_a_step_upgrades_lines_drafts_seals_and_exports_and_the_digests_stay(kept: Folder) -> None:
    state = kept.assessment()
    assert [solution.name for solution in state.solutions.values()] == ["S1!", "S2!"]
    assert workbench.verify(kept.path, heads("sealed")).faults == ()
    assert {evaluation.reason for evaluation in Workbench.of(kept, TWO).draft().evaluations().values()} == {"stepped"}
    assert upgrade.unsealed({"salt": "1"}, "")["salt"] == "0" * 64
    assert upgrade.unsealed({"salt": "1", "format": 2}, "")["salt"] == "1"
    exported = verify_export((KEPT / "export.json").read_bytes())[3]
    assert exported is not None
    assert [solution.name for solution in exported.solutions.values()] == ["S1!", "S2!"]


@pytest.mark.usefixtures("stepped")
def test_an_upgraded_line_whose_digest_is_wrong_is_found_before_the_step(kept: Folder) -> None:
    path = kept.path / "log" / "chair.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"name":"S2"', b'"name":"S3"'))
    refused(IntegrityError, "TS-304", Folder(kept.path).assessment)
    content = (KEPT / "export.json").read_bytes().replace(b'"name":"S2"', b'"name":"S3"')
    assert "TS-304" in codes(verify_export(content)[0])


def test_the_inside_of_a_seal_says_its_format_from_2_on(tmp_path: Path) -> None:
    folder = sealing.sealed_round(tmp_path / "chat")
    sealing.submit(folder, ONE)
    sealing.submit(folder, TWO)
    secret = next(Path(Workbench.of(folder).keys.folder).glob("_round-1.key")).read_text(encoding="utf-8").strip()
    inside = canonical.decode(keys.unseal(secret, folder.assessment().round.seals[ONE].sealed))
    assert inside["format"] == upgrade.NEWEST
    Workbench.of(folder, "chair").unseal()
    assert folder.assessment().round.evaluations.keys() == {ONE, TWO}


# the registry


def unruled(kind: type[Body]) -> list[str]:
    """Name what a kind of entry does not say; an answer in a draft is no entry of the shared log, so has no rule."""
    said = {"roles": bool(kind.roles), "phases": bool(kind.phases), "apply": kind.apply is not Body.apply}
    return [] if kind is Scored else [name for name, given in said.items() if not given]


def test_every_kind_says_who_may_write_it_when_and_what_it_does() -> None:
    assert {kind: lacking for kind, body in BODIES.items() if (lacking := unruled(body))} == {}
    assert len({area.__name__ for area in AREAS}) == len(AREAS)


@pytest.mark.parametrize("lacking", ["roles", "phases", "apply"])
def test_a_kind_without_a_rule_is_found(lacking: str) -> None:
    whole = {"roles": ("chair",), "phases": ("open",), "apply": lambda *_: None}
    part = {name: value for name, value in whole.items() if name != lacking}
    assert unruled(type("Planted", (Body,), {"__module__": __name__, "kind": "planted", **part})) == [lacking]


def test_a_kind_that_nobody_may_write_is_refused(kept: Folder) -> None:
    said = body("scored", solution="s1", criterion="c1", answer="1")
    refused(RuleError, "TS-201", kept.append, ONE, "evaluator", said)


@pytest.mark.parametrize(
    ("frozen", "source", "worked_out"),
    [
        (Assessment, State, {"conflicts", "set_aside", "heads"}),
        (Round, RoundDraft, {"method", "sealed", "settled", "submitted", "seeds"}),
    ],
)
def test_what_is_read_has_the_fields_of_what_is_replayed_or_is_worked_out(
    frozen: Any, source: Any, worked_out: set[str]
) -> None:
    told = {field.name for field in fields(source)} | {name for name in dir(source) if not name.startswith("_")}
    assert {field.name for field in fields(frozen)} - told == worked_out


def test_a_line_is_of_the_newest_format_unless_another_is_said() -> None:
    given = {"at": "2026-03-02T10:00:00Z", "author": "chair", "role": "chair", "fingerprint": None, "after": None}
    for format_, member in ((2, True), (1, False)):
        _, text = line.make(body("person-added", person="p", role="chair"), **given, seen=[], format=format_)
        assert (b'"format":2' in text) is member
        assert line.parse(text.rstrip(b"\n"), "").format == format_
