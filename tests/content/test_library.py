"""Files of ``criteria/`` as nouns: what a type refuses, with the keys it allows, and all faults in one go."""

from __future__ import annotations

from pathlib import Path

import pytest

from toetssteen.content import library
from toetssteen.content.library import Library
from toetssteen.errors import ContentError, Fault, UseError

SCALE = """\
id: three
title: {nl: Drie, en: Three}
low: 0
high: 2
step: 1
levels:
  - {level: 0, label: {nl: Nee, en: "No"}, meaning: {nl: Niets, en: Nothing}}
  - {level: 2, label: {nl: Ja, en: "Yes"}, meaning: {nl: Alles, en: Everything}}
"""
GATE = """\
id: order
title: {nl: Orde, en: Order}
why: {nl: Daarom, en: Because}
gates:
  - id: order.kept
    title: {nl: Bewaard, en: Kept}
    question: {nl: Is het bewaard, en: Is it kept}
    why: {nl: Daarom, en: Because}
    addressee: solution
    link: {nl: De dienst, en: The service}
    ask:
      - {nl: Een stuk, en: A document}
    sources:
      - {work: book, checked: true}
    case: {text: {nl: Ooit, en: Once}, source: {work: book}}
    proof: {takes: evidence, text: {nl: Een stuk, en: A document}}
    met: {nl: Ja, en: "Yes"}
    not_met: {nl: Nee, en: "No"}
"""


def read(folder: Path, **files: str) -> tuple[Library, list[Fault]]:
    """Write files (``values_order`` is ``values/order.yaml``) and read them as a library."""
    for name, text in files.items():
        path = folder / f"{name.replace('_', '/', 1)}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return library.read(folder)


def test_what_is_whole_is_read(tmp_path: Path) -> None:
    shelf, faults = read(tmp_path, scales_three=SCALE, values_order=GATE)
    assert faults == []
    assert (shelf.scales.keys(), shelf.asked().keys()) == ({"three"}, {"order.kept"})


@pytest.mark.parametrize(
    ("old", "new", "code", "key", "line"),
    [
        ("why: {nl: Daarom, en: Because}\ngates", "whi: {nl: a, en: b}\ngates", "TS-103", "whi", 3),
        ("proof: {takes", "proof: {tekes: x, takes", "TS-103", "gates.0.proof.tekes", 16),
        ("link: {nl: De dienst, en", "link: {nl: De dienst, de: Der Dienst, en", "TS-103", "gates.0.link.de", 10),
        (", en: Kept}", "}", "TS-104", "gates.0.title.en", 6),
        ("addressee: solution", "addressee: vendor", "TS-105", "gates.0.addressee", 9),
        ("takes: evidence", "takes: promises", "TS-105", "gates.0.proof.takes", 16),
        ("checked: true", "checked: perhaps", "TS-106", "gates.0.sources.0.checked", 14),
        ("id: order.kept", "id: order kept", "TS-106", "gates.0.id", 5),
        ("ask:\n      - {nl: Een stuk, en: A document}", "ask: A document", "TS-106", "gates.0.ask", 11),
    ],
)
def test_what_does_not_fit_is_refused_at_its_line(
    tmp_path: Path, old: str, new: str, code: str, key: str, line: int
) -> None:
    assert old in GATE
    shelf, faults = read(tmp_path, values_order=GATE.replace(old, new, 1))
    assert (code, key, f"values/order.yaml, line {line}") in [
        (fault.code, fault.particulars["key"], fault.where) for fault in faults
    ]
    assert shelf.values == {}


@pytest.mark.parametrize(
    ("old", "new", "allowed"),
    [
        ("id: order\n", "id: order\nnote: x\n", "id, title, why, criteria, gates, conditions"),
        ("proof: {takes", "proof: {tekes: x, takes", "takes, text"),
        ("link: {nl", "link: {de: x, nl", "nl, en"),
        ("{work: book, checked: true}", "{work: book, page: 3}", "work, at, checked, checked_on, read_as"),
    ],
)
def test_an_unknown_key_names_the_keys_that_are_allowed(tmp_path: Path, old: str, new: str, allowed: str) -> None:
    _, [found] = read(tmp_path, values_order=GATE.replace(old, new, 1))
    assert (found.code, found.particulars["allowed"]) == ("TS-103", allowed)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("high: 2", "high: 0", "TS-131"),
        ("step: 1", "step: 0.7", "TS-132"),
        ("step: 1", "step: 0", "TS-132"),
        ("level: 2", "level: 1.5", "TS-133"),
        ("high: 2", "high: 2000", "TS-345"),
        ("step: 1", "step: 0.001", "TS-345"),
        ("high: 2", "high: 2e400", "TS-106"),
        ("high: 2", "high: NaN", "TS-106"),
        ("high: 2", "high: veel", "TS-106"),
    ],
)
def test_a_scale_that_does_not_hold_together_is_refused(tmp_path: Path, old: str, new: str, code: str) -> None:
    _, faults = read(tmp_path, scales_three=SCALE.replace(old, new, 1))
    assert [fault.code for fault in faults] == [code]


def test_every_fault_of_every_file_comes_in_one_go(tmp_path: Path) -> None:
    broken = GATE.replace("addressee: solution", "addressee: vendor").replace(", en: Kept}", "}")
    shelf, faults = read(
        tmp_path, values_order=broken.replace("met:", "mett:"), scales_three=SCALE, sets_s="id: &a s\nid: t\n"
    )
    assert sorted(f"{fault.code} {fault.where}" for fault in faults) == [
        "TS-102 sets/s.yaml, line 1",
        "TS-103 values/order.yaml, line 17",
        "TS-103 values/order.yaml, line 18",
        "TS-104 values/order.yaml, line 5",
        "TS-104 values/order.yaml, line 5",
        "TS-104 values/order.yaml, line 6",
        "TS-105 values/order.yaml, line 9",
        "TS-107 sets/s.yaml, line 2",
    ]
    assert shelf.scales.keys() == {"three"}
    with pytest.raises(ContentError) as refused:
        library.load(tmp_path)
    assert len(refused.value.faults) == len(faults)


def test_a_folder_without_criteria_says_so(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as refused:
        library.load(tmp_path)
    assert [fault.code for fault in refused.value.faults] == ["TS-108"]


def test_a_set_that_is_not_there_names_those_that_are(shelf: Library) -> None:
    with pytest.raises(UseError) as refused:
        shelf.set("chat")
    assert refused.value.faults[0].particulars["known"] == ", ".join(sorted(shelf.sets))
