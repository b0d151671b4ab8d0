"""What an entry may do with seals, prices, vendors' answers and ties, and what it then changes.

Rules (``semantics`` 9 and 10): evaluations are sealed to the round's key and signed by who declared; a round is
opened whole, and what comes out has to be what was committed to; the price stays closed until quality is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toetssteen import canonical, keys
from toetssteen.errors import Fault, RuleError, fault
from toetssteen.model.base import Id
from toetssteen.model.body import Evaluation
from toetssteen.model.entry import Entry
from toetssteen.model.judging import (
    AnswersReceived,
    EvidenceAdded,
    LowPriceJudged,
    MeasureTaken,
    PriceOpened,
    PriceSealed,
    RoundKeyed,
    Sealed,
    TieBroken,
    Unsealed,
)
from toetssteen.model.preparing import Clarified, QuestionnaireMade
from toetssteen.model.rules_judging import cell_faults, coverage_faults
from toetssteen.model.ruling import method_in_force, place_of, refuse_if
from toetssteen.model.state import State


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


def key_round(state: State, entry: Entry, body: RoundKeyed, settles: bool) -> None:
    """Give the round its key, once."""
    number = state.round.number
    refuse_if(body.round != number, "TS-227", entry, round=body.round, expected=number)
    refuse_if(state.round.key is not None and not settles, "TS-205", entry, id=f"round {number}")
    refuse_if(bool(state.round.seals), "TS-205", entry, id=f"round {number}")
    state.round.key = body.key


def seal(state: State, entry: Entry, body: Sealed, settles: bool) -> None:
    """Take a sealed submission: of somebody who declared, may judge, and has not submitted."""
    method_in_force(state, entry)
    author, number = entry.author, state.round.number
    declared = state.declarations.get(author)
    measure = state.measures.get(author)
    refuse_if(declared is None or not declared.confidential, "TS-230", entry, author=author)
    assert declared is not None
    refuse_if(declared.interests == "described" and measure is None, "TS-248", entry, author=author)
    refuse_if(measure is not None and measure.measure == "recused", "TS-249", entry, author=author)
    refuse_if(author in state.round.seals or author in state.round.evaluations, "TS-231", entry, author=author)
    refuse_if(body.round != number, "TS-227", entry, round=body.round, expected=number)
    refuse_if(state.round.key is None, "TS-251", entry, round=number)
    assessment = state.opened.assessment if state.opened else ""
    message = message_of(assessment, author, entry.fingerprint, body)
    forged = declared.key is None or not keys.signed(declared.key, message, body.signature)
    refuse_if(forged, "TS-253", entry, author=author)
    state.round.seals[author] = entry


def unseal(state: State, entry: Entry, body: Unsealed, settles: bool) -> None:
    """Open the round: every seal, each to what was committed to; then quality can be agreed on."""
    method_in_force(state, entry)
    number = state.round.number
    refuse_if(body.round != number, "TS-227", entry, round=body.round, expected=number)
    faults = list(_seal_faults(state, entry, body))
    if faults:
        raise RuleError(faults)
    broken = {each.person: list(inside_faults(state, entry, each.person, each.evaluations)) for each in body.revealed}
    whole = {each.person: each for each in body.revealed if not broken[each.person]}
    missing = sorted(state.expected() - whole.keys())
    refuse_if(not whole, "TS-224", entry)
    if missing and body.reason is None:
        lacking = [found for person in sorted(broken) for found in broken[person]]
        raise RuleError([fault("TS-225", place_of(entry), missing=", ".join(missing)), *lacking])
    for person, revealed in whole.items():
        state.round.evaluations[person] = {each.cell: each for each in revealed.evaluations}
        state.round.sources[state.round.seals[person].digest] = state.round.seals[person]
    state.round.opened_early = body.reason if missing else None
    state.phase = "scored"


def _seal_faults(state: State, entry: Entry, body: Unsealed) -> Iterator[Fault]:
    revealed = {each.person: each for each in body.revealed}
    for person in sorted(state.round.seals.keys() - revealed.keys()):
        yield fault("TS-255", place_of(entry), person=person)
    for person, each in revealed.items():
        sealed = state.round.seals.get(person)
        if sealed is None or not isinstance(sealed.body, Sealed):
            yield fault("TS-256", place_of(entry), person=person)
        elif keys.commitment(each.salt, content_of(each.evaluations)) != sealed.body.commitment:
            yield fault("TS-254", place_of(entry), person=person)


def inside_faults(state: State, entry: Entry, person: str, evaluations: list[Evaluation]) -> Iterator[Fault]:
    """Find what is wrong with what is, or is to be, inside a seal."""
    method = method_in_force(state, entry)
    for each in evaluations:
        yield from cell_faults(state, method, entry, each)
    yield from coverage_faults(state, entry, evaluations, person)


def receive_answers(state: State, entry: Entry, body: AnswersReceived, settles: bool) -> None:
    """Take a vendor's answers; they are evidence of kind *vendor's word*."""
    refuse_if(body.solution not in state.solutions, "TS-218", entry, solution=body.solution)
    again = body.solution in state.answers
    refuse_if(again and body.reason is None and not settles, "TS-262", entry, id=body.solution)
    known = state.judged
    unknown = [each.criterion for each in body.answers if known and each.criterion not in known]
    if unknown:
        raise RuleError(fault("TS-219", place_of(entry), id=each) for each in unknown)
    count = sum(each.startswith(f"vendor-{body.solution}") for each in state.evidence)
    name = f"vendor-{body.solution}" + (f"-{count + 1}" if count else "")
    title = f"{state.solutions[body.solution].name}: questionnaire"
    state.evidence[name] = EvidenceAdded(evidence=name, type="word", title=title, dated=entry.at[:10], file=body.file)
    state.answers[body.solution] = body


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
    refuse_if(method.price is None, "TS-260", entry)
    refuse_if(solution not in state.solutions or solution in state.withdrawn, "TS-218", entry, solution=solution)
