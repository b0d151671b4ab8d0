"""Two copies of a folder that went their own way: merged, a contradiction is shown and counts as undecided."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store import making
from tests.store.making import agreed, body, codes

from toetssteen.errors import RuleError
from toetssteen.model.entries.body import Body
from toetssteen.model.entries.consensus import Agreed
from toetssteen.model.entries.entry import Entry
from toetssteen.model.entries.freezing import PhaseMoved
from toetssteen.model.method import Method
from toetssteen.model.replay.replay import replay
from toetssteen.scoring.result.result import result
from toetssteen.store import line
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench, verify

CELL = ("s1", "c1")
CHAIRS = ("chair", "chair-2")


class Copies(NamedTuple):
    """Two copies of one assessment, in the hands of one chair each."""

    one: Folder
    other: Folder

    def merge(self) -> Folder:
        """Put the logs of both into the first, as a sync tool does: each author's longest log."""
        for name in {path.name for copy in self for path in (copy.path / "log").glob("*.jsonl")}:
            paths = [copy.path / "log" / name for copy in self]
            longest = max((path for path in paths if path.exists()), key=lambda path: path.stat().st_size)
            if longest != paths[0]:
                shutil.copyfile(longest, paths[0])
        return Folder(self.one.path, making.ticking())


@pytest.fixture
def copies(tmp_path: Path) -> Copies:
    folder = making.scored(tmp_path / "one" / "chat")
    folder.append("chair", "chair", body("person-added", person="chair-2", role="chair"))
    shutil.copytree(folder.path, tmp_path / "other" / "chat")
    return Copies(folder, Folder(tmp_path / "other" / "chat", making.ticking()))


def _agree(folder: Folder, chair: str, level: str) -> Entry:
    return folder.append(chair, "chair", agreed(level, by="chair"))


def test_two_chairs_who_agreed_differently_make_a_conflict_that_is_undecided(copies: Copies) -> None:
    entries = {_agree(copies.one, "chair", "1").digest, _agree(copies.other, "chair-2", "4").digest}
    merged = copies.merge()
    (conflict,) = merged.assessment().conflicts
    assert conflict.slot == ("agreed", *CELL, "1")
    assert {entry.digest for entry in conflict.entries} == entries
    assert CELL not in merged.assessment().round.agreed
    cell = next(cell for cell in result(merged.assessment()).solutions[0].cells() if cell.criterion == "c1")
    assert cell.origin == "range"
    found = verify(merged.path)
    assert found.faults == ()
    assert "TS-328" in codes(found.notices)


@pytest.mark.parametrize("settler", CHAIRS)
def test_an_agreement_that_has_seen_both_settles_the_conflict(copies: Copies, settler: str) -> None:
    _agree(copies.one, "chair", "1")
    _agree(copies.other, "chair-2", "4")
    merged = copies.merge()
    _agree(merged, settler, "2")
    state = Folder(merged.path).assessment()
    assert state.conflicts == ()
    assert state.round.agreed[CELL].answer == "2"
    assert state.set_aside == ()


def test_two_chairs_who_give_two_solutions_one_name_are_told(copies: Copies) -> None:
    for folder, chair, solution in ((copies.one, "chair", "s1"), (copies.other, "chair-2", "s2")):
        right = body("solution-put-right", solution=solution, name="Zuiderlicht", reason="Een tikfout.")
        Workbench.of(folder, chair).record(right)
    found = verify(copies.merge().path)
    assert [notice.particulars["other"] for notice in found.notices if notice.code == "TS-784"] == ["s2"]


def test_two_chairs_who_agreed_the_same_are_no_conflict(copies: Copies) -> None:
    _agree(copies.one, "chair", "3")
    _agree(copies.other, "chair-2", "3")
    state = copies.merge().assessment()
    assert state.conflicts == ()
    assert state.round.agreed[CELL].answer == "3"


@pytest.mark.parametrize("hour", range(8))
def test_whoever_changes_what_another_said_as_well_without_having_seen_it_makes_a_conflict(
    copies: Copies, hour: int
) -> None:
    # at several hours, because which of the two equal entries comes first follows from their digests
    copies.one.clock = making.ticking(hour=hour)
    _agree(copies.one, "chair", "3")
    _agree(copies.one, "chair", "4")
    _agree(copies.other, "chair-2", "3")
    state = copies.merge().assessment()
    assert [conflict.slot for conflict in state.conflicts] == [("agreed", *CELL, "1")]
    assert CELL not in state.round.agreed


@pytest.mark.parametrize("hour", range(6))
def test_a_correction_of_what_was_agreed_against_another_agreement_is_a_conflict(copies: Copies, hour: int) -> None:
    said = _agree(copies.one, "chair", "1")
    shutil.copyfile(copies.one.path / "log" / "chair.jsonl", copies.other.path / "log" / "chair.jsonl")
    copies.one.clock = making.ticking(hour=hour)
    evaluation = {"solution": "s1", "criterion": "c1", "answer": "2", "reason": "verschrijving"}
    copies.one.append(
        "chair", "chair", body("corrected", supersedes=said.digest, reason="verschrijving", evaluation=evaluation)
    )
    _agree(copies.other, "chair-2", "4")
    state = copies.merge().assessment()
    assert [conflict.slot for conflict in state.conflicts] == [("agreed", *CELL, "1")]
    assert CELL not in state.round.agreed


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (["s1"], ["s2"], {"s1", "s2"}),
        (["s1"], None, {"s1", "s2"}),
        ([], ["s1"], {"s1"}),
    ],
    ids=["two solutions", "one and all", "none and one"],
)
def test_two_chairs_who_keep_somebody_away_differently_keep_them_from_both(
    copies: Copies, one: list[str], other: list[str] | None, together: set[str]
) -> None:
    for copy, chair, solutions in ((copies.one, "chair", one), (copies.other, "chair-2", other)):
        kind = "recused" if solutions is None else "restricted" if solutions else "none"
        said = {"measure": kind, "solutions": solutions or []}
        copy.append(chair, "chair", body("measure-taken", person="evaluator-1", reason="Broer.", **said))
    merged = copies.merge()
    assert merged.assessment().kept_from("evaluator-1") == together
    assert "evaluator-1" in merged.assessment().waiting
    making.move(merged, "agreed", reason="Er was geen tijd.")
    decided = PhaseMoved(to="decided", reason="Klaar.")
    assert "TS-297" in codes(Workbench.of(merged, "chair").refusals(decided))
    settled = {"person": "evaluator-1", "measure": "restricted", "solutions": ["s2"], "reason": "Neef."}
    merged.append("chair", "chair", body("measure-taken", **settled))
    assert merged.assessment().kept_from("evaluator-1") == {"s2"}
    assert "evaluator-1" not in merged.assessment().waiting
    assert "TS-297" not in codes(Workbench.of(merged, "chair").refusals(decided))


def test_what_was_seen_through_another_counts_as_seen(copies: Copies) -> None:
    folder = copies.one
    folder.append("chair", "chair", body("person-added", person="chair-3", role="chair"))
    _agree(folder, "chair", "1")
    through = folder.append("chair-2", "chair", _note("chair-2", 1))
    making.forge(folder.path, "chair-3", "chair", agreed("3"), seen=[through.digest])
    state = Folder(folder.path).assessment()
    assert state.conflicts == ()
    assert state.round.agreed[CELL].answer == "3"


def test_two_chairs_who_froze_different_methods_have_frozen_none(tmp_path: Path) -> None:
    folder = making.started(tmp_path / "one" / "chat")
    folder.append("chair", "chair", body("person-added", person="chair-2", role="chair"))
    shutil.copytree(folder.path, tmp_path / "other" / "chat")
    copies = Copies(folder, Folder(tmp_path / "other" / "chat", making.ticking()))
    making.freeze(copies.one)
    other = copies.other.put_method(making.method("61"))
    copies.one.put_method(making.method("61"))
    copies.other.append("chair-2", "chair", body("frozen", method=other, version=1))
    merged = copies.merge()
    state = merged.assessment()
    assert [conflict.slot for conflict in state.conflicts] == [("frozen",)]
    assert (state.fingerprint, state.phase) == (None, "preparing")
    making.freeze(merged, making.method("61"), reason="samen vastgesteld")
    assert Folder(merged.path).assessment().fingerprint == other
    assert Folder(merged.path).assessment().conflicts == ()


# Random histories: authors who write on copies of their own and now and then read another's.

AUTHORS = {"chair": "chair", "chair-2": "chair", "chair-3": "chair", "evaluator-1": "evaluator"}
_Logs = dict[str, list[Entry]]


def _note(author: str, number: int) -> Body:
    return body("tension-recorded", values=["v", "w"], text=f"{author} {number}")


def _evidence(author: str, number: int) -> Body:
    title = f"{author} {number}"
    return body("evidence-added", evidence=f"e{number % 2}", type="document", title=title, file="0" * 64)


_ACTS: tuple[Callable[[str, int], Body], ...] = (
    lambda author, number: agreed(str(number % 2 + 1), by="chair"),
    lambda author, number: agreed(str(number % 2 + 1), criterion="c2", by="chair"),
    lambda author, number: body("person-added", person=f"p{number % 2}", role=("observer", "ethics")[number // 2 % 2]),
    lambda author, number: body("solution-withdrawn", solution="s2", reason=f"{author} {number}"),
    lambda author, number: body("phase-moved", to="agreed"),
    _evidence,
    _note,
)
_AGREE = _ACTS[:1]

_Step = tuple[int, str, str, int]
"""Which act (0: read another's copy), by whom, of whom, and a number that gives the particulars."""


def _history(
    start: _Logs, methods: dict[str, Method], steps: list[_Step], acts: tuple[Callable[[str, int], Body], ...]
) -> _Logs:
    copies = {author: {name: list(log) for name, log in start.items()} for author in AUTHORS}
    for number, (act, author, other, particular) in enumerate(steps):
        mine = copies[author]
        if act == 0:
            for name, log in copies[other].items():
                if len(log) > len(mine.get(name, [])):
                    mine[name] = list(log)
            continue
        current = replay(mine, methods)
        log = mine.setdefault(author, [])
        entry, _ = line.make(
            acts[(act - 1) % len(acts)](author, particular),
            at=f"2026-03-02T10:00:{number:02}Z",
            author=author,
            role=AUTHORS[author],
            fingerprint=current.state.fingerprint,
            after=log[-1] if log else None,
            seen=current.seen_by(author),
        )
        try:
            current.check(entry)
        except RuleError:
            continue
        log.append(entry)
    return {author: copies[author].get(author, []) for author in AUTHORS} | {
        name: log for name, log in start.items() if name not in AUTHORS
    }


_steps = st.lists(
    st.tuples(
        st.integers(0, 10), st.sampled_from(sorted(AUTHORS)), st.sampled_from(sorted(AUTHORS)), st.integers(0, 3)
    ),
    max_size=24,
)


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> tuple[_Logs, dict[str, Method]]:
    folder = making.scored(tmp_path_factory.mktemp("start") / "chat")
    for chair in ("chair-2", "chair-3"):
        folder.append("chair", "chair", body("person-added", person=chair, role="chair"))
    return folder.logs(), folder.methods()


@settings(max_examples=120, deadline=None)
@given(steps=_steps, data=st.data())
def test_replay_gives_one_state_whatever_the_order_in_which_logs_are_read(
    start: tuple[_Logs, dict[str, Method]], steps: list[_Step], data: st.DataObject
) -> None:
    logs = _history(*start, steps, _ACTS)
    expected = replay(logs, start[1]).assessment()
    names = data.draw(st.permutations(sorted(logs)))
    assert repr(replay({name: logs[name] for name in names}, start[1]).assessment()) == repr(expected)


def test_replay_gives_one_state_for_every_order_of_four_logs(start: tuple[_Logs, dict[str, Method]]) -> None:
    steps = [(1, "chair", "", 0), (1, "chair-2", "", 1), (3, "chair-3", "", 2), (0, "chair-3", "chair", 0)]
    steps += [(6, "evaluator-1", "", 1), (1, "chair-3", "", 1), (6, "chair-2", "", 1)]
    logs = _history(*start, steps, _ACTS)
    states = {repr(replay({name: logs[name] for name in names}, start[1]).assessment()) for names in permutations(logs)}
    assert len(states) == 1


@settings(max_examples=120, deadline=None)
@given(steps=_steps)
def test_a_cell_is_decided_exactly_where_all_who_spoke_last_said_the_same(
    start: tuple[_Logs, dict[str, Method]], steps: list[_Step]
) -> None:
    # held against an account of its own: of all agreements, those that no other one has seen
    logs = _history(*start, steps, _AGREE)
    past: dict[str, set[str]] = {}

    def before(entry: Entry) -> set[str]:
        if entry.digest not in past:
            direct = {*entry.seen, *([entry.prev] if entry.prev else [])}
            past[entry.digest] = direct.union(*(before(by_digest[digest]) for digest in direct))
        return past[entry.digest]

    by_digest = {entry.digest: entry for log in logs.values() for entry in log}
    said = [entry for entry in by_digest.values() if isinstance(entry.body, Agreed)]
    last = [entry for entry in said if not any(entry.digest in before(other) for other in said)]
    levels = {entry.body.answer for entry in last if isinstance(entry.body, Agreed)}
    state = replay(logs, start[1]).assessment()
    assert bool(state.conflicts) == (len(levels) > 1)
    if len(levels) > 1:
        assert {entry.digest for entry in state.conflicts[0].entries} == {entry.digest for entry in last}
    assert {consensus.answer for consensus in state.round.agreed.values()} == (levels if len(levels) == 1 else set())
    assert state.set_aside == ()
