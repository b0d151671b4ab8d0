"""What a case says comes out, held against what the package gives; each key of ``outcome`` is one function."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from platformdirs import user_documents_path
from tests.cases.situation import Situation
from tests.cases.written import names, table

from toetssteen import workbench
from toetssteen.content import place
from toetssteen.model.replay.assessment import LeftOpen
from toetssteen.scoring.exact import Interval
from toetssteen.scoring.result.cells import level
from toetssteen.workbench import Workbench

Check = Callable[[Situation, Any], None]
FACTS: dict[str, Callable[[Situation], Any]] = {
    "phase": lambda it: it.folder.assessment().phase,
    "round": lambda it: it.folder.assessment().round.number,
    "complete": lambda it: "yes" if document(it)["complete"] else "no",
    "conflicts": lambda it: ", ".join(" ".join(conflict.slot) for conflict in it.folder.assessment().conflicts),
    "exit code": lambda it: it.exit,
    "opened early": lambda it: it.folder.assessment().round.opened_early or "no",
    "the word": lambda it: Workbench.of(it.folder).outlook().word,
    "percent of weight to a tie": lambda it: Workbench.of(it.folder).outlook().outlook.outcome.distance,
    "left open": lambda it: "; ".join(_left(left) for left in it.folder.assessment().round.left_open) or "nothing",
    "judged by too few": lambda it: len(Workbench.of(it.folder).result().thin),
}
"""What an outcome can say in one word."""
_ELIGIBLE = {True: "yes", False: "no", None: "open"}


def _left(left: LeftOpen) -> str:
    return f"{left.open} of {left.every} before {left.to} by {left.author}: {left.reason or 'no reason'}"


def compare(situation: Situation, outcome: Mapping[str, Any]) -> None:
    """Hold every key of an outcome against the situation as it was played."""
    for key, expected in outcome.items():
        if key in FACTS:
            assert str(FACTS[key](situation)) == expected, key
        else:
            assert key in OUTCOMES, f"unknown: {key}; known: {', '.join([*FACTS, *OUTCOMES])}"
            OUTCOMES[key](situation, expected)


def document(it: Situation) -> dict[str, Any]:
    """Give the result as JSON, as a reader of the JSON gets it."""
    return Workbench.of(it.folder).result().document()


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value) or "-"
    return "-" if value in (None, "") else str(value)


def _rows(expected: str, found: Mapping[tuple[str, ...], Mapping[str, Any]], keys: tuple[str, ...]) -> None:
    """Compare a table with what was found, in the columns that the table has."""
    for row in table(expected):
        cell = tuple(row[key] for key in keys)
        assert cell in found, f"{cell} is not among {sorted(found)}"
        shown = {column: _shown(found[cell][column]) for column in row if column not in keys}
        assert shown == {column: text for column, text in row.items() if column not in keys}, cell


def _result(it: Situation, expected: str) -> None:
    found = {}
    for solution in document(it)["solutions"]:
        weakest = [part for part in solution["weakest"].values() if part]
        shown = {"eligible": _ELIGIBLE[solution["eligible"]], "tied with": solution["tied_with"], "weakest": weakest}
        shown |= {"quality rank": solution["quality_rank"]}
        found[(solution["id"],)] = solution | shown
    _rows(expected, found, ("solution",))


def _prices(it: Situation, expected: str) -> None:
    """Compare what each price comes to; ``low`` says whether it is one to ask about."""
    found = {}
    for solution in document(it)["solutions"]:
        price = solution["price"] or dict.fromkeys(("price", "points", "earned", "compared", "low"))
        ends = {part: price[part]["exact"] if price[part] else None for part in ("earned", "compared")}
        found[(solution["id"],)] = price | ends | {"low": {True: "yes", False: "no", None: "-"}[price["low"]]}
    _rows(expected, found, ("solution",))


def _ties(it: Situation, expected: str) -> None:
    """Compare how ties were broken: the place, the order (who is still tied joined by ``=``), the steps that told."""
    found = {}
    for tie in document(it)["ties"]:
        steps = [step["value"] or step["by"] for step in tie["steps"]]
        order = [" = ".join(group) for group in tie["order"]]
        found[(str(tie["rank"]),)] = {"order": order, "by": steps, "seed": "yes" if tie["seed"] else "no"}
    _rows(expected, found, ("rank",))
    assert len(found) == len(table(expected))


def _outcome_says(it: Situation, expected: str) -> None:
    """Look for a text in what is said of the outcome in Dutch, with what if open."""
    assert expected in Workbench.of(it.folder, language="nl").outlook().opened().sentence


def _values(it: Situation, expected: str) -> None:
    solutions = document(it)["solutions"]
    _rows(expected, {(s["id"], v["id"]): v for s in solutions for v in s["values"]}, ("solution", "value"))


def _gates(it: Situation, expected: str) -> None:
    solutions = document(it)["solutions"]
    _rows(expected, {(s["id"], g["id"]): g for s in solutions for g in s["gates"]}, ("solution", "gate"))


def _checklist(it: Situation, expected: str) -> None:
    _rows(expected, {(item["id"],): item for item in document(it)["checklist"]}, ("item",))


def _levels(it: Situation, expected: str) -> None:
    """Compare levels and shares exactly: ``4.5``, ``1/3``, or ``1 to 3`` for an interval."""
    worked_out = Workbench.of(it.folder).result()
    cells = {(cell.solution, cell.criterion): cell for s in worked_out.solutions for cell in s.cells()}
    scales = {
        weighing.criterion.id: worked_out.method.scale(weighing.criterion.scale)
        for _, weighing in worked_out.method.weighings()
    }
    for row in table(expected):
        cell, scale = cells[(row["solution"], row["criterion"])], scales[row["criterion"]]
        for column in row.keys() & {"given", "counted"}:
            part: Interval = getattr(cell, column)
            found = (level(part.low, scale), level(part.high, scale))
            assert found == _interval(row[column]), (row, found)
        if "share" in row:
            assert (cell.counted.low, cell.counted.high) == _interval(row["share"]), (row, cell.counted)
        assert row.get("from", cell.origin) == cell.origin, row


def _interval(text: str) -> tuple[Fraction, Fraction]:
    low, _, high = text.partition(" to ")
    return Fraction(low), Fraction(high or low)


def _same_with(it: Situation, changes: Mapping[str, Any]) -> None:
    """Play the situation again, changed: every solution that is in both comes to the same."""
    parts = ("total", "low", "high", "values", "gates", "weakest")
    mine, theirs = ({s["id"]: s for s in document(situation)["solutions"]} for situation in (it, _again(it, changes)))
    shared = mine.keys() & theirs.keys()
    assert shared
    for solution in shared:
        assert {part: mine[solution][part] for part in parts} == {part: theirs[solution][part] for part in parts}


def _fingerprint(it: Situation, expected: str) -> None:
    """Say of the frozen fingerprint: ``the same`` or ``another`` than with what ``changed`` has."""
    other = _again(it, it.given["changed"])
    found = it.folder.assessment().fingerprint == other.folder.assessment().fingerprint
    assert it.folder.assessment().fingerprint is not None
    assert found == {"the same": True, "another": False}[expected]


def _again(it: Situation, changes: Mapping[str, Any]) -> Situation:
    home = it.home / "again"
    home.mkdir()
    again = Situation({**it.given, **changes}, home, it.library)
    again.play()
    return again


def _versions(it: Situation, expected: str) -> None:
    """Say how many versions of the method there are; each has its own fingerprint, each later one a reason."""
    versions = it.folder.assessment().versions
    assert len(versions) == len({version.fingerprint for version in versions}) == int(expected)
    assert all(version.reason for version in versions[1:])


def _json(it: Situation, expected: Mapping[str, str]) -> None:
    """Look parts of the JSON up by path (``solutions.0.total``), each written as JSON writes it."""
    for path, text in expected.items():
        found: Any = document(it)
        for part in path.split("."):
            found = found[int(part)] if part.isdigit() else found[part]
        assert json.dumps(found, ensure_ascii=False) == text, path


def _keys(it: Situation, expected: Mapping[str, str]) -> None:
    """Hold the names in the JSON (as printed, where the command printed it) against those promised."""
    whole = json.loads(it.output) if it.output else document(it)
    first = {"result": whole, "solution": whole["solutions"][0], "checklist": (whole["checklist"] or [{}])[0]}
    first |= {"value": first["solution"]["values"][0], "gate": first["solution"]["gates"][0]}
    for name, keys in expected.items():
        assert sorted(first[name]) == sorted(names(keys)), name


def _notices(it: Situation, expected: str) -> None:
    """Say which codes verifying gives: ``notices`` and, after a printed head that is missing, ``faults``."""
    found = workbench.verify(it.folder.path, [])
    assert not found.faults
    assert {notice.code for notice in found.notices} == set(names(expected))


def _against_heads(it: Situation, expected: str) -> None:
    """Verify against the heads that were printed before the last step."""
    heads = [json.loads(line)["digest"] for line in it.before.splitlines()]
    assert {problem.code for problem in workbench.verify(it.folder.path, heads).faults} == set(names(expected))


def _scoping(it: Situation, expected: Mapping[str, str]) -> None:
    assert dict(it.folder.assessment().choices.scoping) == dict(expected)


def _sealed(it: Situation, expected: str) -> None:
    """Say who submitted, while nothing is shown of what they said."""
    part = it.folder.assessment().round
    assert part.sealed
    assert not part.evaluations
    assert list(part.submitted) == names(expected)


def _corrections(it: Situation, expected: str) -> None:
    found = {
        (correction.evaluation.solution, correction.evaluation.criterion): correction
        for correction in it.folder.assessment().round.corrections
    }
    rows = {
        cell: {"by": correction.author, "now": correction.evaluation.answer, "because": correction.reason}
        for cell, correction in found.items()
    }
    _rows(expected, rows, ("solution", "criterion"))


def _entries(it: Situation, expected: str) -> None:
    """Say whether the last step changed the log: ``none added`` or how many were."""
    before, after = it.before, it.log()
    assert len(after.splitlines()) - len(before.splitlines()) == int(expected)
    assert expected != "0" or before == after


def _place(part: str) -> Check:
    def check(it: Situation, expected: str) -> None:
        argument = it.given.get("argument")
        given = it.home / argument if argument else None
        found = place.workspace() if part == "workspace" else place.find("criteria", given)
        known = {"the checkout": place.checkout(), "the checkout/criteria": (place.checkout() or it.home) / "criteria"}
        known["the documents of the user"] = user_documents_path() / "Toetssteen"
        assert found == known.get(expected, it.home / expected)

    return check


def _earlier(it: Situation, expected: str) -> None:
    """Compare totals of rounds by number."""
    for row in table(expected):
        solutions = Workbench.of(it.folder).result(int(row["round"])).document()["solutions"]
        assert {solution["id"]: solution["total"] for solution in solutions}[row["solution"]] == row["total"]


def _printed(*, here: bool) -> Check:
    def check(it: Situation, expected: str) -> None:
        assert (expected in it.output) == here

    return check


OUTCOMES: dict[str, Check] = {
    "result": _result,
    "prices": _prices,
    "ties": _ties,
    "the outcome says": _outcome_says,
    "values": _values,
    "gates": _gates,
    "checklist": _checklist,
    "levels": _levels,
    "the same with": _same_with,
    "fingerprint": _fingerprint,
    "versions": _versions,
    "json": _json,
    "keys": _keys,
    "notices": _notices,
    "against printed heads": _against_heads,
    "scoping": _scoping,
    "sealed, submitted by": _sealed,
    "corrections": _corrections,
    "entries added by the last step": _entries,
    "workspace": _place("workspace"),
    "criteria": _place("criteria"),
    "earlier rounds": _earlier,
    "shown": _printed(here=True),
    "not shown": _printed(here=False),
}
"""What an outcome may say, beside ``refused`` and ``with`` (``test_cases.py``)."""
