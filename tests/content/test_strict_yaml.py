"""YAML as people write criteria: what is refused, with its line, and what stays as it was typed."""

from __future__ import annotations

import pytest

from toetssteen.content import strict_yaml


def faults(text: str) -> list[tuple[str, str]]:
    """Give code and place of every fault in a text."""
    return [(fault.code, fault.where) for fault in strict_yaml.read(text.encode(), "a.yaml").faults]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\nb: &x 2\n", "TS-102", 2),
        ("a: {b: 1}\nc: *a\n", "TS-102", 2),
        ("a: 1\nb: !!str 2\n", "TS-102", 2),
        ("a: !python/object:os.system x\n", "TS-102", 1),
        ("a: 1\n<<: {b: 2}\n", "TS-102", 2),
        ("a: 1\n? [b, c]\n: 2\n", "TS-102", 2),
        ("a: 1\nb: 2\na: 3\n", "TS-107", 3),
        ("a:\n  - {b: 1, b: 2}\n", "TS-107", 2),
        ("a: 1\n---\nb: 2\n", "TS-102", 2),
    ],
    ids=["anchor", "alias", "tag", "python-tag", "merge", "key", "doubled", "doubled-flow", "two-documents"],
)
def test_what_is_not_plain_is_refused_with_its_line(text: str, code: str, line: int) -> None:
    assert (code, f"a.yaml, line {line}") in faults(text)


@pytest.mark.parametrize("text", ["a: 1\nb: [1, 2\nc: 3\n", "a: 1\nb: 2: 3\n", "a: 1\n\tb: 2\n"])
def test_broken_syntax_names_the_line(text: str) -> None:
    [(code, where)] = faults(text)
    assert code == "TS-101"
    assert where.startswith(("a.yaml, line 2, column", "a.yaml, line 3, column"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: \x01", "TS-775"), ("a:\n\tb: 2", "TS-776"), ("a: b: c", "TS-777"), ("- a\nb", "TS-778"),
        ("a: 'x", "TS-779"), ('a: "\\q"', "TS-779"), ("a: [1", "TS-780"), ("a: {b", "TS-780"),
        ("a:\n  - b\n c: d", "TS-781"), ("a: &", "TS-774"), ("{a: b}}", "TS-774"), ("[" * 100_000, "TS-773"),
    ],
)  # fmt: skip
def test_what_the_parser_tells_is_said_in_words_of_the_house(text: str, code: str) -> None:
    [found] = strict_yaml.read(text.encode(), "a.yaml").faults
    problem = found.particulars["problem"]
    assert (found.code, problem.code) == ("TS-101", code)
    assert problem.inside("nl") in found.say("nl")
    assert "column" not in found.say("nl")


def test_a_file_that_is_no_utf_8_or_far_too_large_is_one_fault() -> None:
    for content in (b"a: \xff\xfe", b"#" * (strict_yaml.MAX_BYTES + 1)):
        [found] = strict_yaml.read(content, "a.yaml").faults
        assert (found.code, found.where) == ("TS-101", "a.yaml")


def test_every_fault_of_a_file_is_found_at_once() -> None:
    text = "a: &x 1\nb: !!int 2\nb: 3\nc:\n  - *x\n"
    assert [where for _, where in faults(text)] == [f"a.yaml, line {line}" for line in (1, 2, 3, 5)]


def test_what_was_typed_stays_text() -> None:
    text = "a: NO\nb: 1.10\nc: 12:30\nd: 0o17\ne: ~\nf: 2026-01-02\ng: on\nh:\nNO: 1\n"
    assert strict_yaml.read(text.encode(), "a.yaml").tree == {
        "a": "NO",
        "b": "1.10",
        "c": "12:30",
        "d": "0o17",
        "e": "~",
        "f": "2026-01-02",
        "g": "on",
        "h": "",
        "NO": "1",
    }


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    document = strict_yaml.read(b"\xef\xbb\xbfa: 1\r\nb:\r\n  - 2\r\n", "a.yaml")
    assert (document.tree, document.faults) == ({"a": "1", "b": ["2"]}, [])


def test_a_place_without_a_line_of_its_own_has_that_of_what_it_is_in() -> None:
    document = strict_yaml.read(b"a: 1\nb:\n  - c: 2\n", "a.yaml")
    assert document.where(("b", 0, "c")) == "a.yaml, line 3"
    assert document.where(("b", 0, "missing", "nl")) == "a.yaml, line 3"
    assert document.where(("missing",)) == "a.yaml, line 1"


def test_an_alias_that_would_grow_without_end_is_read_in_no_time() -> None:
    rows = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    assert {code for code, _ in faults("\n".join(rows))} == {"TS-102"}


def test_nesting_without_end_is_a_fault_and_no_crash() -> None:
    assert [code for code, _ in faults("[" * 100_000)] == ["TS-101"]


def test_bytes_that_are_no_utf_8_are_told_with_their_position() -> None:
    told = strict_yaml.read(b"id: \xff", "a.yaml").faults[0]
    assert "byte 4 " in told.say("en")
