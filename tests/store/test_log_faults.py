"""What can happen to the bytes of a log, and what is said of it (issue 2, "Bad input")."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.store import making
from tests.store.making import body, codes, refused

from toetssteen.errors import IntegrityError, StoreError
from toetssteen.store.folder import Folder
from toetssteen.workbench import verify


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return making.started(tmp_path / "chat")


def _log(folder: Folder, author: str = "chair") -> Path:
    return folder.path / "log" / f"{author}.jsonl"


def _rewrite(folder: Folder, lines: list[bytes], author: str = "chair") -> None:
    _log(folder, author).write_bytes(b"".join(line + b"\n" for line in lines))


def _lines(folder: Folder, author: str = "chair") -> list[bytes]:
    return _log(folder, author).read_bytes().splitlines()


def _link(number: int) -> dict[str, str]:
    link = f"https://example.org/{number}"
    return {"evidence": f"e{number}", "type": "document", "title": "Stuk", "link": link, "consulted": "2026-01-01"}


@pytest.mark.parametrize("kept", [1, 40, -1], ids=["one byte", "forty bytes", "all but the last brace"])
def test_a_torn_last_line_is_set_aside_and_the_next_append_works(folder: Folder, kept: int) -> None:
    whole = _log(folder).read_bytes()
    folder.append("chair", "chair", body("person-added", person="later", role="observer"))
    torn = _log(folder).read_bytes()[len(whole) : -1][:kept]
    _log(folder).write_bytes(whole + torn)

    again = Folder(folder.path, folder.clock)
    assert set(again.assessment().people) == {"chair", "evaluator-1", "evaluator-2"}
    assert codes(again.warnings) == ["TS-301"]
    found = verify(folder.path)
    assert found.faults == ()
    assert "TS-301" in codes(found.notices)

    again.append("chair", "chair", body("person-added", person="next", role="observer"))
    assert _log(folder).read_bytes().startswith(whole)
    assert _log(folder).with_name("chair.jsonl.torn").read_bytes() == torn + b"\n"
    assert "next" in Folder(folder.path).assessment().people


def test_a_second_torn_line_is_kept_beside_the_first(folder: Folder) -> None:
    for torn in (b'{"at":"first', b'{"at":"second'):
        with _log(folder).open("ab") as file:
            file.write(torn)
        name = torn[-3:].decode()
        Folder(folder.path).append("chair", "chair", body("person-added", person=name, role="observer"))
    assert _log(folder).with_name("chair.jsonl.torn").read_bytes() == b'{"at":"first\n{"at":"second\n'
    assert {"rst", "ond"} <= Folder(folder.path).assessment().people.keys()


def test_a_last_line_that_lacks_only_its_newline_is_kept(folder: Folder) -> None:
    whole = _log(folder).read_bytes()
    _log(folder).write_bytes(whole[:-1])
    again = Folder(folder.path, folder.clock)
    assert len(again.logs()["chair"]) == 3
    assert again.warnings == []
    again.append("chair", "chair", body("person-added", person="next", role="observer"))
    assert _log(folder).read_bytes().startswith(whole)
    assert verify(folder.path).faults == ()


def test_a_newer_entry_that_lacks_only_its_newline_is_not_taken_for_torn(folder: Folder) -> None:
    lines = _lines(folder)
    newer = making.resigned(lines[-1], kind="from-the-future")
    _log(folder).write_bytes(b"\n".join([*lines[:-1], newer]))
    refused(IntegrityError, "TS-303", Folder(folder.path).assessment)


def test_a_crash_within_the_very_first_line_gives_a_clear_error(tmp_path: Path) -> None:
    folder = Folder.create(tmp_path / "chat")
    _log(folder).write_bytes(b'{"at":"2026')
    with pytest.raises(StoreError):
        folder.assessment()
    _log(folder).write_bytes(b"")
    with pytest.raises(StoreError):
        Folder(folder.path).assessment()


def test_an_edited_line_in_the_middle_is_named_by_its_number(folder: Folder) -> None:
    lines = _lines(folder)
    lines[1] = lines[1].replace(b"evaluator-1", b"evaluator-9")
    _rewrite(folder, lines)
    with pytest.raises(IntegrityError) as caught:
        Folder(folder.path).assessment()
    first = caught.value.faults[0]
    assert (first.code, first.where) == ("TS-304", "chair.jsonl, line 2")


def test_an_edited_line_with_a_new_digest_breaks_the_chain_at_the_next(folder: Folder) -> None:
    lines = _lines(folder)
    lines[1] = making.resigned(lines[1], at="2020-01-01T00:00:00Z")
    _rewrite(folder, lines)
    with pytest.raises(IntegrityError) as caught:
        Folder(folder.path).assessment()
    assert [(fault.code, fault.where) for fault in caught.value.faults] == [("TS-305", "chair.jsonl, line 3")]


def test_every_edited_line_is_reported_not_only_the_first(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat")
    for author, old in (("chair", b"evaluator-1"), ("evaluator-2", b"none")):
        _log(folder, author).write_bytes(_log(folder, author).read_bytes().replace(old, old.upper()))
    wheres = {fault.where.partition(",")[0] for fault in verify(folder.path).faults}
    assert wheres == {"chair.jsonl", "evaluator-2.jsonl"}


def test_a_line_taken_out_of_the_middle_is_found(folder: Folder) -> None:
    lines = _lines(folder)
    _rewrite(folder, [lines[0], lines[2]])
    refused(IntegrityError, "TS-305", Folder(folder.path).assessment)


def test_a_chain_that_breaks_is_said_once_and_at_its_own_line(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat")
    lines = _lines(folder)
    wrong = lines[1].replace(b"evaluator-1", b"evaluator-9")
    for written, told in (
        ([lines[0], *lines[2:]], [("TS-305", "chair.jsonl, line 2")]),
        ([lines[0], wrong, *lines[2:]], [("TS-304", "chair.jsonl, line 2")]),
        (
            [lines[0], wrong, lines[2], *lines[4:]],
            [("TS-304", "chair.jsonl, line 2"), ("TS-305", "chair.jsonl, line 4")],
        ),
    ):
        _rewrite(folder, written)
        found = verify(folder.path)
        assert found.outcome == "not-whole"
        assert [(fault.code, fault.where) for fault in found.faults] == told


@pytest.mark.parametrize("saved", ["utf-8-sig", "utf-16", "crlf"])
def test_a_log_that_an_editor_saved_is_said_in_one_word(tmp_path: Path, saved: str) -> None:
    folder = making.opened_round(tmp_path / "chat")
    text = _log(folder).read_text("utf-8")
    anew = text.replace("\n", "\r\n").encode() if saved == "crlf" else text.encode(saved)
    _log(folder).write_bytes(anew)
    found = verify(folder.path)
    assert found.outcome == "not-whole"
    assert [(fault.code, fault.where) for fault in found.faults] == [("TS-318", "chair.jsonl")]


def test_a_line_with_another_number_than_its_place_is_found(folder: Folder) -> None:
    lines = _lines(folder)
    _rewrite(folder, [*lines[:2], making.resigned(lines[2], seq=4)])
    refused(IntegrityError, "TS-305", Folder(folder.path).assessment)


def test_an_entry_of_a_newer_kind_says_so(folder: Folder) -> None:
    lines = _lines(folder)
    _rewrite(folder, [*lines[:2], making.resigned(lines[2], kind="from-the-future")])
    refused(IntegrityError, "TS-303", Folder(folder.path).assessment)


def test_an_assessment_of_a_newer_format_says_so(tmp_path: Path) -> None:
    folder = making.started(tmp_path / "chat")
    first = _lines(folder)[0]
    newer = {"format": 5, "assessment": "chat", "title": "Chat", "track": "ethics", "authority": "X"}
    _rewrite(folder, [making.resigned(first, body={**newer, "procedure": "existing-use", "unheard": "of"})])
    refused(IntegrityError, "TS-303", Folder(folder.path).assessment)


def test_a_line_in_another_spelling_of_the_same_json_is_found_by_verify(folder: Folder) -> None:
    lines = _lines(folder)
    at = lines[0].rindex(b',"digest":"')
    member = lines[0][at : at + 76]
    _rewrite(folder, [lines[0].replace(member, b"")[:-1] + member + b"}", *lines[1:]])
    assert "TS-318" in codes(verify(folder.path).faults)


def test_sync_copies_are_named_and_not_read(folder: Folder) -> None:
    before = folder.assessment()
    method = folder.put_method(making.method())
    log = folder.path / "log"
    copies = [
        log / "chair (1).jsonl",
        log / "chair (conflicted copy 2026-03-02).jsonl",
        log / "chair.sync-conflict-20260302-090000-ABCDEFG.jsonl",
        log / "chair.jsonl.bak",
        folder.path / "methods" / f"{method} (1).json",
        folder.path / "evidence" / f"{method} (1)",
    ]
    for copy in copies:
        copy.write_bytes(b"not what it was\n")
    again = Folder(folder.path)
    assert again.assessment() == before
    named = {fault.where for fault in again.warnings if fault.code == "TS-312"}
    assert named == {str(path) for path in copies[:5]}
    found = verify(folder.path)
    assert found.faults == ()
    assert {fault.where for fault in found.notices if fault.code == "TS-312"} == {str(path) for path in copies}


def test_a_log_written_on_a_clock_that_goes_back_keeps_its_order_and_is_noted(tmp_path: Path) -> None:
    forth, back = (making.opened_round(tmp_path / name / "chat", clock=making.ticking(step)) for name, step in
                   (("forth", 1), ("back", -60)))  # fmt: skip
    kinds = [[entry.kind for entry in copy.logs()["chair"]] for copy in (forth, back)]
    assert kinds[0] == kinds[1]
    assert [entry.seq for entry in back.in_order() if entry.author == "chair"] == list(range(1, len(kinds[0]) + 1))
    assert back.assessment().people == forth.assessment().people
    found = verify(back.path)
    assert found.faults == ()
    assert codes(found.notices).count("TS-319") == len(kinds[0]) - 1
    assert "TS-319" not in codes(verify(forth.path).notices)


def test_a_log_cut_short_passes_alone_and_is_found_against_a_printed_head(folder: Folder) -> None:
    head = folder.assessment().heads["chair"]
    _rewrite(folder, _lines(folder)[:-1])
    assert verify(folder.path).faults == ()
    assert codes(verify(folder.path, [head]).faults) == ["TS-316"]


def test_a_log_cut_short_is_found_without_a_head_once_another_log_has_seen_what_was_cut(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat")
    _rewrite(folder, _lines(folder)[:-1])
    assert set(codes(verify(folder.path).faults)) == {"TS-315"}


def test_an_earlier_printed_head_holds_after_the_log_has_grown(folder: Folder) -> None:
    head = folder.assessment().heads["chair"]
    folder.append("chair", "chair", body("evidence-added", **_link(1)))
    assert verify(folder.path, [head]).faults == ()


def test_a_chain_rebuilt_from_scratch_passes_alone_and_is_found_against_a_printed_head(tmp_path: Path) -> None:
    real = making.started(tmp_path / "real" / "chat")
    head = real.assessment().heads["chair"]
    rebuilt = making.started(tmp_path / "rebuilt" / "chat", clock=making.ticking(2))
    real_log = _log(real)
    real_log.write_bytes(_log(rebuilt).read_bytes())
    assert verify(real.path).faults == ()
    assert codes(verify(real.path, [head]).faults) == ["TS-316"]


def test_two_logs_whose_names_were_exchanged_are_both_named(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat")
    one, other, aside = (_log(folder, name) for name in ("evaluator-1", "evaluator-2", "aside"))
    one.rename(aside), other.rename(one), aside.rename(other)
    faults = verify(folder.path).faults
    assert {fault.where for fault in faults if fault.code == "TS-307"} == {
        "evaluator-1.jsonl, line 1",
        "evaluator-2.jsonl, line 1",
    }


def test_a_log_that_is_gone_is_found_by_those_who_saw_it(tmp_path: Path) -> None:
    folder = making.opened_round(tmp_path / "chat")
    making.submit(folder, "evaluator-1")
    move = folder.append("evaluator-2", "evaluator", body("evidence-added", **_link(1)))
    assert move.seen
    _log(folder, "evaluator-1").unlink()
    assert "TS-315" in codes(verify(folder.path).faults)
