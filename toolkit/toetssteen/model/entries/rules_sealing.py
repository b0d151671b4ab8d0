"""What an entry may do with seals, prices, vendors' answers and ties, and what it then changes.

Rules (``semantics`` 9 and 10): evaluations are sealed to the round's key and signed by who declared; a round is
opened whole, and what comes out has to be what was committed to; a seal that whoever opened the round had not seen
is too late; the price stays closed until quality is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from toetssteen import canonical, keys
from toetssteen.errors import Fault, RuleError, fault
from toetssteen.model.base import Id
from toetssteen.model.entries.answers import answer_faults
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.entries.entry import Entry
from toetssteen.model.entries.judging import (
    AnswersReceived,
    EvidenceAdded,
    LowPriceJudged,
    MeasureTaken,
    PriceOpened,
    PriceSealed,
    Revealed,
    RoundKeyed,
    Sealed,
    TieBroken,
    Unsealed,
)
from toetssteen.model.entries.preparing import Clarified, QuestionnaireMade
from toetssteen.model.entries.rules_judging import cell_faults, coverage_faults
from toetssteen.model.entries.ruling import method_in_force, place_of, refuse_if
from toetssteen.model.replay.state import State


def content_of(evaluations: Iterable[Evaluation]) -> bytes:
    """Write evaluations as they are committed to."""
    return canonical.encode([each.model_dump(mode="json", exclude_none=True) for each in evaluations])


def message_of(assessment: Id, author: str, fingerprint: str | None, body: Sealed) -> bytes:
    """Write what a seal's signature is over: whose, of what, under which method, and the seal itself."""
    return canonical.encode(
        {
            "assessment": assessment,
            "author": author,
            "commitment": body.commitment,
            "fingerprint": fingerprint,
            "round": body.round,
            "sealed": canonical.sha256(body.sealed.encode()),
        }
    )


def take_measure(state: State, entry: Entry, body: MeasureTaken, settles: bool) -> None:
    """Let the chair answer an interest."""
    refuse_if(body.person not in state.people, "TS-233", entry, person=body.person)
    refuse_if(body.person == entry.author, "TS-264", entry, person=body.person)
    refuse_if((body.measure == "restricted") != bool(body.solutions), "TS-247", entry, person=body.person)
    for each in body.solutions:
        refuse_if(each not in state.solutions, "TS-218", entry, solution=each)
    state.measures[body.person] = body
    state.waiting.discard(body.person)


def key_round(state: State, entry: Entry, body: RoundKeyed, settles: bool) -> None:
    """Give the round its key: once it is open, it stays the same."""
    number = state.round.number
    refuse_if(body.round != number, "TS-227", entry, round=body.round, expected=number)
    again = state.phase == "open" and state.round.key is not None and not settles
    refuse_if(again, "TS-205", entry, id=f"round {number}")
    refuse_if(bool(state.round.seals or state.round.evaluations), "TS-205", entry, id=f"round {number}")
    state.round.key = body.key


def seal(state: State, entry: Entry, body: Sealed, settles: bool) -> None:
    """Take a sealed submission: of somebody who declared, may judge, and has not submitted."""
    method_in_force(state, entry)
    author, number = entry.author, state.round.number
    declared = state.declarations.get(author)
    measure = state.measures.get(author)
    refuse_if(declared is None or not declared.confidential, "TS-230", entry, author=author)
    assert declared is not None
    refuse_if(author in state.waiting, "TS-248", entry, author=author)
    refuse_if(measure is not None and measure.measure == "recused", "TS-249", entry, author=author)
    refuse_if(author in state.round.seals or author in state.round.evaluations, "TS-231", entry, author=author)
    refuse_if(body.round != number, "TS-227", entry, round=body.round, expected=number)
    refuse_if(state.round.key is None, "TS-251", entry, round=number)
    assessment = state.opened.assessment if state.opened else ""
    message = message_of(assessment, author, entry.fingerprint, body)
    forged = declared.key is None or not keys.signed(declared.key, message, body.signature)
    refuse_if(forged, "TS-253", entry, author=author)
    state.round.seals[author] = entry
    state.round.asked[author] = state.judging(author)


def unseal(state: State, entry: Entry, body: Unsealed, settles: bool) -> None:
    """Open the round: every seal, each to what was committed to; then quality can be agreed on."""
    method_in_force(state, entry)
    number = state.round.number
    refuse_if(body.round != number, "TS-227", entry, round=body.round, expected=number)
    unseen = {each: sealed for each, sealed in state.round.seals.items() if state.known.get(each, 0) < sealed.seq}
    faults = list(_seal_faults(state, entry, body, unseen))
    if faults:
        raise RuleError(faults)
    broken = {each.person: list(_revealed_faults(state, entry, each)) for each in body.revealed}
    whole = {each.person: each for each in body.revealed if not broken[each.person]}
    missing = sorted(state.expected() - whole.keys())
    refuse_if(not whole, "TS-224", entry)
    if missing and body.reason is None:
        lacking = [found for person in sorted(broken) for found in broken[person]]
        raise RuleError([fault("TS-225", place_of(entry), missing=", ".join(missing)), *lacking])
    for person in unseen:  # sealed without having seen that the round was opened, or pretending so: too late
        state.round.late.append(state.round.seals.pop(person))
    for person, revealed in whole.items():
        state.round.evaluations[person] = {each.cell: each for each in revealed.evaluations}
        state.round.sources[state.round.seals[person].digest] = state.round.seals[person]
    state.round.opened_early = body.reason if missing else None
    state.phase = "scored"


def _seal_faults(state: State, entry: Entry, body: Unsealed, unseen: Collection[str]) -> Iterator[Fault]:
    """Find seals that stay closed, or hold something else; what was not seen when the round was opened is not asked."""
    revealed = {each.person: each for each in body.revealed}
    for person in sorted(state.round.seals.keys() - revealed.keys() - set(unseen)):
        yield fault("TS-255", place_of(entry), person=person)
    for person, each in revealed.items():
        sealed = state.round.seals.get(person)
        if sealed is None or not isinstance(sealed.body, Sealed):
            yield fault("TS-256", place_of(entry), person=person)
        elif keys.commitment(each.salt, content_of(each.evaluations)) != sealed.body.commitment:
            yield fault("TS-254", place_of(entry), person=person)


def _revealed_faults(state: State, entry: Entry, revealed: Revealed) -> Iterator[Fault]:
    """Find what is wrong inside a seal, by what its writer was to judge then and still may have judged now."""
    person = revealed.person
    left = state.withdrawn.keys() | state.kept_from(person)
    asked = state.round.asked[person] - left
    method = method_in_force(state, entry)
    kept = [each for each in revealed.evaluations if each.solution not in left]
    for each in kept:
        yield from cell_faults(state, method, entry, each)
    yield from coverage_faults(state, entry, kept, person, asked)


def inside_faults(state: State, entry: Entry, person: str, evaluations: list[Evaluation]) -> Iterator[Fault]:
    """Find what is wrong with what is, or is to be, inside a seal."""
    method = method_in_force(state, entry)
    for each in evaluations:
        yield from cell_faults(state, method, entry, each)
    yield from coverage_faults(state, entry, evaluations, person)


def receive_answers(state: State, entry: Entry, body: AnswersReceived, settles: bool) -> None:
    """Take a vendor's answers; they are evidence of kind *vendor's word*."""
    out = body.solution not in state.solutions or body.solution in state.withdrawn
    refuse_if(out, "TS-218", entry, solution=body.solution)
    again = body.solution in state.answers
    refuse_if(again and body.reason is None and not settles, "TS-262", entry, id=body.solution)
    faults = list(_answer_faults(state, entry, body))
    if faults:
        raise RuleError(faults)
    stem = f"vendor-{body.solution}"
    names = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(state.evidence) + 2))
    name = next(each for each in names if each not in state.evidence)
    title = f"{state.solutions[body.solution].name}: questionnaire"
    state.evidence[name] = EvidenceAdded(evidence=name, type="word", title=title, dated=entry.at[:10], file=body.file)
    state.answers[body.solution] = body


def _answer_faults(state: State, entry: Entry, body: AnswersReceived) -> Iterator[Fault]:
    """Find answers to what is not asked, and claims that are no level or status of it."""
    method, where = state.method, place_of(entry)
    if method is None:
        return
    for each in body.answers:
        asked = state.judged.get(each.criterion)
        if asked is None:
            yield fault("TS-219", where, id=each.criterion)
        elif each.claim is not None:
            claimed = Evaluation(solution=body.solution, criterion=each.criterion, answer=each.claim)
            yield from answer_faults(claimed, asked, method, where, evidence=(), final=False)
    known = {each.id for each in method.conditions or () if method.applicable(each)}
    for term in body.conditions:
        if term.condition not in known:
            yield fault("TS-219", where, id=term.condition)


def clarify(state: State, entry: Entry, body: Clarified | QuestionnaireMade, settles: bool) -> None:
    """Note what all vendors were told or asked."""
    state.told.append(body)


def seal_price(state: State, entry: Entry, body: PriceSealed, settles: bool) -> None:
    """Note the digest of an unopened envelope."""
    _priced(state, entry, body.solution)
    refuse_if(body.solution in state.price_seals and not settles, "TS-205", entry, id=body.solution)
    state.price_seals[body.solution] = body


def open_price(state: State, entry: Entry, body: PriceOpened, settles: bool) -> None:
    """Open a price, once quality is closed; another price for the same solution says why."""
    _priced(state, entry, body.solution)
    sealed = state.price_seals.get(body.solution)
    refuse_if(sealed is not None and body.file != sealed.file, "TS-261", entry, solution=body.solution)
    again = body.solution in state.prices and not settles
    refuse_if(again and body.reason is None, "TS-262", entry, id=body.solution)
    state.prices[body.solution] = body


def judge_low_price(state: State, entry: Entry, body: LowPriceJudged, settles: bool) -> None:
    """Note what was asked about a price that seems abnormally low, and what was found."""
    refuse_if(body.solution not in state.prices, "TS-218", entry, solution=body.solution)
    refuse_if(body.finding != "open" and body.answer is None, "TS-263", entry, solution=body.solution)
    state.low_prices[body.solution] = body


def break_tie(state: State, entry: Entry, body: TieBroken, settles: bool) -> None:
    """Note the order that the frozen tie-break gave."""
    number = state.round.number
    refuse_if(body.round != number, "TS-227", entry, round=body.round, expected=number)
    for each in body.order:
        refuse_if(each not in state.solutions, "TS-218", entry, solution=each)
    state.round.ties.append(body)


def _priced(state: State, entry: Entry, solution: Id) -> None:
    method = method_in_force(state, entry)
    refuse_if(method is not None and method.price is None, "TS-260", entry)
    refuse_if(solution not in state.solutions or solution in state.withdrawn, "TS-218", entry, solution=solution)
