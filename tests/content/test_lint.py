"""Every rule of the semantic lint bites: one planted fault for each code that it can give.

The faults are planted by text replacement in a copy of the real library, which is clean.
"""

from __future__ import annotations

import inspect
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.content import test_classes, test_releases, test_subjects

from toetssteen.content import library, strict_yaml
from toetssteen.content.lint import classes, reading, releases, sets, topics
from toetssteen.content.lint import library as lint
from toetssteen.model.weights import below_zero, level_faults

ROOT = Path(__file__).resolve().parents[2]
CHAT, TENDER, QUICK = "sets/chat-channel.yaml", "sets/web-chat-tender.yaml", "sets/quick-scan.yaml"
PRIVACY, SECURITY, MARKET = "values/privacy.yaml", "values/security.yaml", "values/market.yaml"
ACCESSIBILITY = "{criterion: inclusion.accessibility, weight: 40, minimum: 2}"
ANCHOR = (
    "De leverancier zegt niet aan gegevens te verdienen, maar een overzicht van de inkomsten ontbreekt, "
    "mist een partij in de keten, of er staat geen verbod in het contract."
)
OTHER_ANCHOR = (
    "Een partij in de keten verdient aan gegevens over het gebruik van dit kanaal of aan advertenties daarop, "
    "of de inschrijving zegt niet waar de inkomsten vandaan komen."
)
WORK = "  - {id: gdpr, kind: law, title: {nl: Nog eens, en: Once more}}\n"
LATER = "      - {id: later, label: {nl: Later, en: Later on}}\n"
PROOF = "nl: Een testuitslag per webadres van hoogstens zes maanden oud, of de vaststelling dat er geen webdeel is."
PROOF_IN_ENGLISH = (
    "en: A test result for each web address, no more than six months old, or a record that there is no web part."
)
MUNICIPAL_GATE = "exit.open-standards"
TELEMETRY = "  - id: privacy.telemetry\n"
OPTION = '      - {id: "no", label: {nl: Nee, en: "No"}}\n'
CSF, TREASURER = "crosswalks/eu-csf.yaml", "profiles/treasurer.yaml"
FIRST_SET = "  - set: chat-channel\n    version: 2.0.0\n"
MARKET_10, TOTAL_BURDEN = "      market: 10\n", "      effectiveness.total-burden: 50\n"
WORKS_FOR_GOAL, STRANGE = "      effectiveness.works-for-goal: 25\n", "      effectiveness.beauty: 50\n"
DROPPED = "{id: effectiveness.beauty, reason: {nl: Mooi, en: Fair}}"
LINK = '  - asked: government-autonomy.change-of-control\n    target: "SOV-1"\n'
TWICE = f"{LINK}    relation: same\n    reason: {{nl: Nog eens, en: Once more}}\n"
TARGET, AGAIN = '  - id: "SOV-8"\n', '  - {id: "SOV-8", title: {nl: Nog eens, en: Once more}}\n'
SAID = "{nl: Camera, en: Camera}"
OWN = (
    f"{{id: ID, title: {SAID}, question: {SAID}, why: {SAID}, addressee: solution, link: {SAID}, ask: [{SAID}], "
    + "anchors: {" + ", ".join(f'"{level}": {{nl: Punt {level}, en: Point {level}}}' for level in range(5)) + "}}"
)  # fmt: skip


RULES = {rule.__name__: rule for rule in lint.RULES}
IN_A_CLASS = frozenset({"TS-146"})
"""What else is found where the set itself no longer has what its lighter classes name."""
GONE = frozenset({"TS-111", "TS-155", "TS-156"})
"""What else is found where an id that others name, and the last release too, is no more."""


class Plant(NamedTuple):
    """A fault: the rule and code that find it, the texts to replace (file, old, new), what else it sets off."""

    rule: str
    code: str
    edits: list[tuple[str, str, str]]
    also: frozenset[str] = frozenset()


def when(condition: str) -> tuple[str, str, str]:
    """Give the edit that puts a condition on a criterion without one."""
    return (PRIVACY, TELEMETRY, f"{TELEMETRY}    when: {condition}\n")


def without(file: str, asked: str, key: str) -> tuple[str, str, str]:
    """Give the edit that takes a key away from something that a value file asks."""
    text = (ROOT / "criteria" / file).read_text("utf-8")
    found = re.search(rf"  - id: {asked}\n(?:    .*\n)*?(?=    {key}:)(?P<block>    {key}:.*\n(?:     +.*\n)*)", text)
    assert found, f"{file} has no {key} at {asked}"
    return (file, found[0], found[0].removesuffix(found["block"]))


def own(given: str) -> tuple[str, str, str]:
    """Give the edit that gives a set a criterion of its own."""
    return (TENDER, "selection: []\n", f"selection: []\nown: [{OWN.replace('ID', given)}]\n")


PLANTS = {
    "work-twice": Plant("doubled_ids", "TS-110", [("sources/law.yaml", "works:\n", f"works:\n{WORK}")]),
    "gate-twice": Plant(
        "doubled_ids",
        "TS-110",
        [(PRIVACY, "id: privacy.retention\n", "id: privacy.transfer\n")],
        GONE,
    ),
    "twice-in-a-set": Plant(
        "doubled_ids", "TS-110", [(TENDER, "gates:\n", "gates:\n  - privacy.processing-agreement\n")]
    ),
    "option-twice": Plant("doubled_ids", "TS-110", [("scoping.yaml", OPTION, OPTION + OPTION)], frozenset({"TS-115"})),
    "no-such-work": Plant("dangling_ids", "TS-111", [(PRIVACY, "work: gdpr,", "work: gdpx,")]),
    "no-such-scale": Plant("dangling_ids", "TS-111", [(PRIVACY, TELEMETRY, f"{TELEMETRY}    scale: five-stars\n")]),
    "no-such-criterion": Plant(
        "dangling_in_sets", "TS-111", [(TENDER, "privacy.metadata", "privacy.metadate")], IN_A_CLASS
    ),
    "no-such-gate": Plant("dangling_in_sets", "TS-111", [(TENDER, "gates:\n", "gates:\n  - privacy.nothing\n")]),
    "criterion-as-gate": Plant(
        "dangling_in_sets", "TS-111", [(TENDER, "gates:\n", "gates:\n  - security.incident-openness\n")]
    ),
    "no-such-check": Plant(
        "dangling_in_sets", "TS-111", [(TENDER, "checklist:\n", "checklist:\n  - privacy.nothing\n")]
    ),
    "no-such-condition": Plant(
        "dangling_in_sets", "TS-111", [(TENDER, "conditions:\n", "conditions:\n  - security.own-research\n")]
    ),
    "no-such-selection": Plant("dangling_in_sets", "TS-111", [(TENDER, "selection: []", "selection: [privacy.none]")]),
    "no-such-value": Plant(
        "dangling_in_sets",
        "TS-111",
        [
            (TENDER, "  - value: exit\n    weight: 20\n", "  - value: exits\n    weight: 20\n"),
            (TENDER, "{criterion: exit.data-back, weight: 60}", "{criterion: exits.data-back, weight: 60}"),
            (TENDER, "{criterion: exit.interfaces, weight: 40}", "{criterion: exits.interfaces, weight: 40}"),
        ],
        IN_A_CLASS,
    ),
    "no-such-law": Plant("dangling_in_sets", "TS-111", [(TENDER, "law: nl-2026", "law: nl-1926")]),
    "of-another-value": Plant(
        "dangling_in_sets", "TS-127", [(TENDER, "privacy.metadata", "security.incident-openness")], IN_A_CLASS
    ),
    "quick-scan-of-eleven": Plant(
        "quick",
        "TS-160",
        [
            (QUICK, "weight: 4\n", "weight: 6\n"),
            (QUICK, "  - value: sustainability\n    weight: 2\n    criteria:\n", ""),
            (QUICK, "      - {criterion: sustainability.hosting-energy, weight: 100}\n", ""),
        ],
    ),
    "quick-scan-with-a-minimum": Plant(
        "quick", "TS-160", [(QUICK, "business-model, weight: 100}", "business-model, weight: 100, minimum: 1}")]
    ),
    "file-of-another-name": Plant(
        "ids_in_place", "TS-112", [("scales/percent.yaml", "id: percent\n", "id: percentage\n")]
    ),
    "id-of-another-value": Plant(
        "ids_in_place",
        "TS-112",
        [(SECURITY, "security.own-research", "privacy.own-research")],
        GONE,
    ),
    "id-in-another-form": Plant(
        "ids_in_place",
        "TS-112",
        [(SECURITY, "security.own-research", "security.Own_research")],
        GONE,
    ),
    "no-such-question": Plant("conditions", "TS-111", [when("{weather: [rain]}")]),
    "no-such-option": Plant("conditions", "TS-111", [when("{ai: [talks, flies]}")]),
    "never-true": Plant("conditions", "TS-113", [when("{ai: []}")]),
    "never-asked": Plant(
        "conditions",
        "TS-113",
        [
            ("scoping.yaml", "  - id: ai\n", '  - id: ai\n    when: {processor: ["yes"]}\n'),
            when('{ai: [talks], processor: ["no"]}'),
        ],
    ),
    "always-true": Plant("conditions", "TS-114", [when("{ai: [none, talks, decides]}")]),
    "idle-option": Plant("idle_options", "TS-115", [("scoping.yaml", OPTION, OPTION + LATER)]),
    "anchor-off-the-scale": Plant("anchors", "TS-116", [(MARKET, '      "3":\n', '      "2.5":\n')]),
    "anchors-alike": Plant("anchors", "TS-134", [(MARKET, ANCHOR, OTHER_ANCHOR)]),
    "level-twice": Plant("anchors", "TS-135", [("scales/percent.yaml", "level: 20\n", "level: 40\n")]),
    "weights-of-99.9": Plant("weights", "TS-120", [(TENDER, ACCESSIBILITY, ACCESSIBILITY.replace("40", "39.9"))]),
    "values-of-101": Plant(
        "weights", "TS-120", [(TENDER, "value: exit\n    weight: 20", "value: exit\n    weight: 21")]
    ),
    "weight-below-zero": Plant(
        "weights",
        "TS-121",
        [
            (TENDER, ACCESSIBILITY, ACCESSIBILITY.replace("40", "-40")),
            (TENDER, "weight: 35, minimum", "weight: 115, minimum"),
        ],
    ),
    "weight-of-zero": Plant(
        "weights",
        "TS-117",
        [
            (TENDER, ACCESSIBILITY, ACCESSIBILITY.replace("40", "0")),
            (TENDER, "weight: 35, minimum", "weight: 75, minimum"),
        ],
    ),
    "minimum-that-fails-nobody": Plant("minimums", "TS-118", [(TENDER, "minimum: 2", "minimum: 0")]),
    "minimum-between-points": Plant("minimums", "TS-118", [(TENDER, "minimum: 2", "minimum: 2.5")]),
    "municipality-is-ranked": Plant(
        "addressees", "TS-126", [("values/fairness.yaml", "addressee: solution", "addressee: municipality")]
    ),
    "municipality-is-a-gate": Plant("addressees", "TS-126", [(TENDER, "gates:\n", f"gates:\n  - {MUNICIPAL_GATE}\n")]),
    "solution-in-checklist": Plant(
        "addressees", "TS-126", [(TENDER, "checklist:\n", "checklist:\n  - security.incident-openness\n")]
    ),
    "selection-and-award": Plant(
        "asked_twice", "TS-123", [(TENDER, "selection: []", "selection: [privacy.telemetry]")]
    ),
    "selection-and-award-by-topic": Plant(
        "asked_twice",
        "TS-123",
        [
            (PRIVACY, "  - id: privacy.metadata\n", "  - id: privacy.metadata\n    topic: usage-data\n"),
            (
                SECURITY,
                "  - id: security.web-mail-standards\n",
                "  - id: security.web-mail-standards\n    topic: usage-data\n",
            ),
            (TENDER, "selection: []", "selection: [security.web-mail-standards]"),
        ],
        frozenset({"TS-148"}),
    ),
    "gate-without-proof": Plant("proof", "TS-119", [(SECURITY, PROOF, 'nl: ""')], frozenset({"TS-124"})),
    "no-english": Plant("languages", "TS-124", [(MARKET, "en: Fair market", 'en: " "')]),
    "not-translated": Plant("languages", "TS-124", [(SECURITY, PROOF_IN_ENGLISH, PROOF.replace("nl:", "en:"))]),
    "html": Plant("languages", "TS-129", [(MARKET, "nl: Eerlijke markt", "nl: Eerlijke <b>markt</b>")]),
    "html-entity": Plant("languages", "TS-129", [(MARKET, "nl: Eerlijke markt", "nl: Eerlijke&nbsp;markt")]),
    "ends-before-it-begins": Plant(
        "dates",
        "TS-128",
        [
            (
                "values/transparency.yaml",
                'valid_from: "2026-08-02"\n',
                'valid_from: "2026-08-02"\n    valid_to: "2026-08-01"\n',
            )
        ],
    ),
    "no-source": Plant("sourced", "TS-136", [without(PRIVACY, "privacy.telemetry", "sources")]),
    "no-case": Plant("sourced", "TS-136", [without(PRIVACY, "privacy.dpia", "case")]),
    "condition-without-a-case": Plant("sourced", "TS-136", [without(PRIVACY, "privacy.no-training", "case")]),
    "weighed-and-dated": Plant("dated", "TS-138", [(PRIVACY, TELEMETRY, f'{TELEMETRY}    valid_from: "2027-01-01"\n')]),
    "own-in-another-form": Plant("own_criteria", "TS-112", [own("privacy.cameras")]),
    "own-of-no-value": Plant("own_criteria", "TS-112", [own("beauty.own-cameras")]),
    "own-in-a-profile": Plant(
        "own_criteria",
        "TS-112",
        [(TREASURER, FIRST_SET, f"{FIRST_SET}    own: [{OWN.replace('ID', 'privacy.cameras')}]\n")],
        frozenset({"TS-137", "TS-120"}),
    ),
    "profile-of-no-set": Plant("profiles", "TS-111", [(TREASURER, "set: chat-channel", "set: chat-chanel")]),
    "profile-of-another-version": Plant(
        "profiles", "TS-241", [(TREASURER, FIRST_SET, FIRST_SET.replace("2.0", "2.9"))]
    ),
    "profile-weighs-what-is-not-there": Plant(
        "profiles", "TS-111", [(TREASURER, TOTAL_BURDEN, f"{STRANGE}{TOTAL_BURDEN}")]
    ),
    "profile-drops-what-is-not-there": Plant(
        "profiles", "TS-111", [(TREASURER, FIRST_SET, f"{FIRST_SET}    dropped: [{DROPPED}]\n")]
    ),
    "profile-forgets-a-value": Plant(
        "profiles", "TS-137", [(TREASURER, MARKET_10, ""), (TREASURER, "exit: 20\n", "exit: 30\n")]
    ),
    "profile-forgets-a-criterion": Plant(
        "profiles",
        "TS-137",
        [(TREASURER, TOTAL_BURDEN, ""), (TREASURER, WORKS_FOR_GOAL, WORKS_FOR_GOAL.replace("25", "75"))],
    ),
    "profile-of-101": Plant("profiles", "TS-120", [(TREASURER, MARKET_10, MARKET_10.replace("10", "11"))]),
    "profile-within-a-value-of-99": Plant(
        "profiles", "TS-120", [(TREASURER, TOTAL_BURDEN, TOTAL_BURDEN.replace("50", "49"))]
    ),
    "profile-below-zero": Plant(
        "profiles",
        "TS-121",
        [(TREASURER, MARKET_10, MARKET_10.replace("10", "-10")), (TREASURER, "exit: 20\n", "exit: 40\n")],
    ),
    "profile-of-zero": Plant(
        "profiles",
        "TS-117",
        [(TREASURER, MARKET_10, MARKET_10.replace("10", "0")), (TREASURER, "exit: 20\n", "exit: 30\n")],
    ),
    "crosswalk-to-no-work": Plant("crosswalks", "TS-111", [(CSF, "work: csf\n", "work: csx\n")]),
    "link-of-nothing": Plant("crosswalks", "TS-111", [(CSF, LINK, LINK.replace("change-of", "exchange-of"))]),
    "link-to-nothing": Plant("crosswalks", "TS-111", [(CSF, LINK, LINK.replace("SOV-1", "SOV-9"))]),
    "link-twice": Plant("crosswalks", "TS-110", [(CSF, LINK, TWICE + LINK)]),
    "target-twice": Plant("crosswalks", "TS-110", [(CSF, TARGET, AGAIN + TARGET)]),
    "weights-of-no-target": Plant("crosswalks", "TS-137", [(CSF, 'SOV-8: "5"}', 'SOV-9: "5"}')]),
    "published-weights-of-101": Plant("crosswalks", "TS-120", [(CSF, 'SOV-8: "5"}', 'SOV-8: "6"}')]),
    "published-weight-below-zero": Plant(
        "crosswalks", "TS-121", [(CSF, 'SOV-7: "10", SOV-8: "5"}', 'SOV-7: "20", SOV-8: "-5"}')]
    ),
    "published-weight-of-zero": Plant(
        "crosswalks", "TS-117", [(CSF, 'SOV-7: "10", SOV-8: "5"}', 'SOV-7: "15", SOV-8: "0"}')]
    ),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a copy of the library; a file that did not change is parsed once."""
    folder = tmp_path_factory.mktemp("lint") / "criteria"
    shutil.copytree(ROOT / "criteria", folder, ignore=shutil.ignore_patterns("schema"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strict_yaml, "read", cache(strict_yaml.read))
        yield folder


def test_the_untouched_library_is_clean(copy: Path) -> None:
    assert [fault.say("en") for fault in lint.lint(library.load(copy))] == []


def test_a_file_that_cannot_be_read_is_told_once_and_not_by_all_that_refers_to_it(copy: Path) -> None:
    file = copy / "values/exit.yaml"
    before = file.read_text("utf-8")
    try:
        file.write_text(before.replace("    addressee: solution\n", "", 1), encoding="utf-8")
        shelf, unread = library.read(copy)
        assert len(unread) == 1
        assert len(lint.lint(shelf)) > 100
        assert lint.lint_beside(shelf, unread) == []
    finally:
        file.write_text(before, encoding="utf-8")


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS.keys())
def test_a_planted_fault_is_found_by_its_rule(copy: Path, plant: Plant) -> None:
    before = {file: (copy / file).read_bytes() for file, _, _ in plant.edits}
    try:
        for file, old, new in plant.edits:
            text = (copy / file).read_text("utf-8")
            assert old in text, f"{file} no longer has what this plant replaces: {old}"
            (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        planted = library.load(copy)
        found = list(RULES[plant.rule](planted))
        assert {fault.code for fault in found} == {plant.code}
        assert {fault.code for fault in lint.lint(planted)} == {plant.code} | plant.also
        touched = ("sets/", *before)
        assert all(str(fault.where).startswith(touched) for fault in found), [fault.where for fault in found]
    finally:
        for file, content in before.items():
            (copy / file).write_bytes(content)


def test_every_rule_and_every_code_has_a_plant() -> None:
    source = (
        inspect.getsource(lint)
        + inspect.getsource(sets)
        + inspect.getsource(classes)
        + inspect.getsource(topics)
        + inspect.getsource(reading)
        + inspect.getsource(releases)
        + inspect.getsource(level_faults)
        + inspect.getsource(below_zero)
    )
    planted = [(plant.rule, plant.code) for plant in PLANTS.values()]
    planted += [(rule, code) for rule, code, _ in [*test_classes.PLANTS.values(), *test_subjects.PLANTS.values()]]
    planted += [(rule, code) for rule, code, _ in test_releases.PLANTS.values()]
    assert {rule for rule, _ in planted} == RULES.keys()
    assert {code for _, code in planted} == set(re.findall(r'"(TS-\d+)"', source))
