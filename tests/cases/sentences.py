"""The sentences that a case can use under ``happens``: what each does, through the real package."""

from __future__ import annotations

import contextlib
import io
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest
from tests.cases.situation import Situation
from tests.cases.written import names

from toetssteen import workbench
from toetssteen.canonical import sha256
from toetssteen.cli import app
from toetssteen.content.library import Library, LibraryPage
from toetssteen.content.lint.library import lint
from toetssteen.errors import ContentError
from toetssteen.model.criteria import CriteriaSet
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.entries.scoring import Submitted
from toetssteen.workbench import Workbench

Act = Callable[..., None]
SENTENCES: list[tuple[re.Pattern[str], Act]] = []


def sentence(pattern: str) -> Callable[[Act], Act]:
    """Say which sentence a function does; WHO, WHAT and NAME are words, ANY the rest."""
    for word, meaning in (("WHO", r"([a-z-]+)"), ("NAME", r"([\w.-]+)"), ("ANY", "(.+)")):
        pattern = pattern.replace(word, meaning)

    def add(act: Act) -> Act:
        SENTENCES.append((re.compile(pattern), act))
        return act

    return add


def do(situation: Situation, step: str) -> None:
    """Do what a sentence says."""
    for pattern, act in SENTENCES:
        if found := pattern.fullmatch(step):
            act(situation, *found.groups())
            return
    raise AssertionError(f"no such sentence: {step!r}; known: {[pattern.pattern for pattern, _ in SENTENCES]}")


@sentence("WHO freezes(?: because ANY)?")
def _freeze(it: Situation, who: str, reason: str | None) -> None:
    it.freeze(who, reason)


@sentence("WHO changes what has to change")
def _change(it: Situation, who: str) -> None:
    it.given |= it.given["changed"]


@sentence("WHO moves to NAME(?: because ANY)?")
def _move(it: Situation, who: str, phase: str, reason: str | None) -> None:
    it.record(who, "phase-moved", to=phase, reason=reason)


@sentence("WHO opens round NAME because ANY")
def _round(it: Situation, who: str, number: str, reason: str) -> None:
    it.record(who, "round-opened", round=int(number), reason=reason)


@sentence("WHO adds solution NAME")
def _solution(it: Situation, who: str, solution: str) -> None:
    it.record(who, "solution-added", solution=solution, name=f"Solution {solution}")


@sentence("WHO withdraws solution NAME because ANY")
def _withdraw(it: Situation, who: str, solution: str, reason: str) -> None:
    it.record(who, "solution-withdrawn", solution=solution, reason=reason)


@sentence("WHO adds WHO as WHO")
def _person(it: Situation, who: str, person: str, role: str) -> None:
    it.record(who, "person-added", person=person, role=role)


@sentence("WHO adds evidence NAME as WHO")
def _evidence(it: Situation, who: str, evidence: str, kind: str) -> None:
    it.add_evidence({"evidence": evidence, "kind": kind}, who)


@sentence("WHO answers NAME with NAME")
def _scope(it: Situation, who: str, question: str, answer: str) -> None:
    it.record(who, "scoping-answered", question=question, answer=answer)


@sentence("WHO weighs the values ANY because ANY")
def _weigh(it: Situation, who: str, weights: str, reason: str) -> None:
    values = dict(weight.rsplit(" ", 1) for weight in names(weights))
    it.record(who, "weights-set", values=values, reason=reason)


@sentence("WHO writes down ANY on NAME, NAME(?: because ANY)?")
def _draft(it: Situation, who: str, answer: str, solution: str, criterion: str, reason: str | None) -> None:
    given = Evaluation(solution=solution, criterion=criterion, answer=answer, reason=reason or "")
    Workbench.of(it.folder, who).draft().save(given)


@sentence("WHO submits what was written down")
def _submit_draft(it: Situation, who: str) -> None:
    Workbench.of(it.folder, who).submit()


@sentence("WHO submits")
def _submit(it: Situation, who: str) -> None:
    it.submit(who)


@sentence("WHO opens the round")
def _open_sealed(it: Situation, who: str) -> None:
    Workbench.of(it.folder, who).open_round()


@sentence("WHO declares( an interest)?")
def _declare(it: Situation, who: str, interest: str | None) -> None:
    Workbench.of(it.folder, who).declare("described" if interest else "none", "An interest." if interest else "")


@sentence("WHO (keeps|recuses) WHO(?: from NAME)?")
def _measure(it: Situation, who: str, what: str, person: str, solution: str | None) -> None:
    measure = "restricted" if what == "keeps" else "recused"
    solutions = [solution] if solution else []
    it.record(who, "measure-taken", person=person, measure=measure, solutions=solutions, reason="an interest")


@sentence("WHO seals")
def _seal(it: Situation, who: str) -> None:
    drafted, kept = Workbench.of(it.folder, who).draft(), it.folder.assessment().kept_from(who)
    for evaluation in it.evaluations(who):
        if evaluation["solution"] not in kept:
            drafted.save(Evaluation.model_validate(evaluation))
    Workbench.of(it.folder, who).submit(same_reasons=True)


@sentence("WHO opens the seals(?: because ANY)?")
def _unseal(it: Situation, who: str, reason: str | None) -> None:
    Workbench.of(it.folder, who).unseal(reason)


@sentence("WHO submits all but NAME, NAME")
def _submit_part(it: Situation, who: str, solution: str, criterion: str) -> None:
    it.submit(
        who,
        [
            evaluation
            for evaluation in it.evaluations(who)
            if (evaluation["solution"], evaluation["criterion"]) != (solution, criterion)
        ],
    )


@sentence("WHO submits without a reason")
def _submit_bare(it: Situation, who: str) -> None:
    first, *rest = it.evaluations(who)
    it.submit(who, [{**first, "reason": " "}, *rest])


@sentence("WHO corrects NAME, NAME to NAME because ANY")
def _correct(it: Situation, who: str, solution: str, criterion: str, answer: str, reason: str) -> None:
    said = next(entry for entry in reversed(it.folder.logs()[who]) if isinstance(entry.body, Submitted))
    evaluation = {"solution": solution, "criterion": criterion, "answer": answer, "reason": reason}
    it.record(who, "corrected", supersedes=said.digest, reason=reason, evaluation=evaluation)


@sentence("WHO corrects the sheet of WHO because ANY")
def _correct_other(it: Situation, who: str, other: str, reason: str) -> None:
    said = next(entry.body for entry in it.folder.logs()[other] if isinstance(entry.body, Submitted))
    digest = next(entry.digest for entry in it.folder.logs()[other] if entry.body is said)
    it.record(who, "corrected", supersedes=digest, reason=reason, evaluation=said.evaluations[0].model_dump())


@sentence("WHO agrees NAME, NAME at NAME because ANY")
def _agree(it: Situation, who: str, solution: str, criterion: str, answer: str, reason: str) -> None:
    given = {"solution": solution, "criterion": criterion, "answer": answer, "reason": reason}
    it.record(who, "agreed", **given, present=["chair"])


@sentence("WHO seals the price of NAME in envelope NAME")
def _seal_price(it: Situation, who: str, solution: str, envelope: str) -> None:
    it.record(who, "price-sealed", solution=solution, file=sha256(envelope.encode()))


@sentence("WHO opens the price of NAME at NAME(?: in envelope NAME)?(?: because ANY)?")
def _open_price(it: Situation, who: str, solution: str, price: str, envelope: str | None, reason: str | None) -> None:
    file = sha256(envelope.encode()) if envelope else None
    it.record(who, "price-opened", solution=solution, price=price, file=file, reason=reason)


@sentence("WHO finds the low price of NAME (open|accepted|rejected)(?: on the answer ANY)?")
def _judge_low_price(it: Situation, who: str, solution: str, finding: str, answer: str | None) -> None:
    given = {"asked": "How is this price possible?", "answer": answer, "finding": finding, "reason": "Weighed."}
    it.record(who, "low-price-judged", solution=solution, **given)


@sentence("WHO breaks the tie as NAME, NAME")
def _break_tie(it: Situation, who: str, first: str, second: str) -> None:
    seed = next((tie.seed for tie in Workbench.of(it.folder).result().ties), None)
    number = it.folder.assessment().round.number
    it.record(who, "tie-broken", round=number, order=[first, second], seed=seed)


@sentence("the criteria are checked")
def _check(it: Situation) -> None:
    if faults := lint(_edited(it)):
        raise ContentError(faults)


@sentence("the library is edited")
def _edit(it: Situation) -> None:
    it.library = _edited(it)


def _edited(it: Situation) -> Library:
    """Give the library with the set of the case changed as ``changed`` says."""
    shelf, chosen, changed = it.library, it.given["set"], it.given["changed"]
    edited = shelf.set(chosen).model_copy(update={key: changed[key] for key in changed if key != "swap"})
    for old, new in changed.get("swap", {}).items():
        edited = CriteriaSet.model_validate_json(edited.model_dump_json().replace(f'"{old}"', f'"{new}"'))
    pages = [LibraryPage(edited, page.document) if page.noun is shelf.set(chosen) else page for page in shelf.pages]
    return replace(shelf, pages=pages, sets={**shelf.sets, chosen: edited})


@sentence("the last line of the log of WHO is cut off")
def _cut(it: Situation, who: str) -> None:
    log = it.folder.path / "log" / f"{who}.jsonl"
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-1]))


@sentence("a sync tool copies the log of WHO")
def _copy(it: Situation, who: str) -> None:
    log = it.folder.path / "log" / f"{who}.jsonl"
    log.with_name(f"{who} (1).jsonl").write_bytes(log.read_bytes())


@sentence("the result is read")
def _read(it: Situation) -> None:
    Workbench.of(it.folder).result()


@sentence("the owner exports")
def _export(it: Situation) -> None:
    workbench.export(it.folder)


@sentence("the sheet is imported")
def _import(it: Situation) -> None:
    sheet: dict[str, Any] = dict(it.given["sheet"])
    folder = it.home / "sheet"
    folder.mkdir()
    encoding = sheet.pop("written_in", "utf-8")
    for name in ("criteria", "scores"):
        (folder / f"{name}.csv").write_bytes(sheet.pop(name).encode(encoding))
    it.folder, _ = workbench.import_scores(folder, it.home / "assessment", **sheet)


@sentence("somebody runs toetssteen ANY")
def _run(it: Situation, arguments: str) -> None:
    words = arguments.replace("FOLDER", str(it.home / "assessment")).split()
    output = io.StringIO()
    with (
        patch.object(sys, "argv", ["toetssteen", *words]),
        contextlib.redirect_stdout(output),
        contextlib.redirect_stderr(io.StringIO()),
        pytest.raises(SystemExit) as left,
    ):
        app.main()
    it.exit, it.output = left.value.code, output.getvalue()
