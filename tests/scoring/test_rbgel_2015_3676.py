"""A tender with a price as in ECLI:NL:RBGEL:2015:3676 (Arnhem), played in full through the workbench.

From the ruling: four members who judge independently of each other; the levels 0, 2, 4 and 5; the mean of the four
counts; weights of 65 and 35; a tie is broken by quality and then by lot.
Made up: that 65 is quality and 35 the price; the two criteria and their weights (60, 40); the band (100 000 to
200 000 euro), which the ruling does not have (a price formula of its own led to another effective weight, and the
municipality withdrew the tender); the offers, their levels and prices; that scoring is sealed with keys.
"""

from __future__ import annotations

import hashlib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from toetssteen import workbench
from toetssteen.canonical import sha256
from toetssteen.errors import RuleError
from toetssteen.language import Text
from toetssteen.model.criteria import Level, Scale
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.entries.freezing import Frozen
from toetssteen.model.entries.opening import Opened
from toetssteen.model.method import Band, Method, MethodValue, Rules, SheetCriterion, TieBreak, Weighing
from toetssteen.scoring.result.ties import lot_seed
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

MEMBERS = ("member-1", "member-2", "member-3", "member-4")
LEVELS = {
    "elm": {"plan": "4455", "team": "4444"},
    "oak": {"plan": "4445", "team": "4442"},
    "ash": {"plan": "4444", "team": "4422"},
    "fir": {"plan": "4444", "team": "2244"},
}
"""Of each offer, per criterion, the levels of the four members in turn."""
PRICES = {"elm": "140000", "oak": "127000", "ash": "150000", "fir": "150000"}


def method() -> Method:
    text = Text.same("As in the tender documents")
    points = [Level(level=Decimal(level), label=text, meaning=text) for level in ("0", "2", "4", "5")]
    weighings = [
        Weighing(criterion=SheetCriterion(id=name, title=text, scale="arnhem"), weight=weight)
        for name, weight in (("plan", "60"), ("team", "40"))
    ]
    return Method(
        values=[MethodValue(id="quality", title=text, weight="100", criteria=weighings)],
        scales=[Scale(id="arnhem", title=text, low="0", high="5", levels=points)],
        rules=Rules(
            aggregation="mean",
            no_answer_counts_as="lowest",
            tie_break=[TieBreak(by="quality"), TieBreak(by="lot")],
        ),
        price=Band(best="100000", worst="200000", weight="35"),
    )


def chair(folder: Folder, kind: str, **given: object) -> None:
    Workbench.of(folder, "chair").record(workbench.body_of(kind, given))


def refused(folder: Folder, kind: str, **given: object) -> list[str]:
    with pytest.raises(RuleError) as error:
        chair(folder, kind, **given)
    return [fault.code for fault in error.value.faults]


def envelope(offer: str) -> str:
    return sha256(f"{offer}: {PRICES[offer]} euro".encode())


@pytest.fixture
def scored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """Play it up to the moment at which the last member has submitted, sealed."""
    monkeypatch.setenv("TOETSSTEEN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TOETSSTEEN_CONFIG", str(tmp_path / "config"))
    given = {"assessment": "arnhem", "title": "Arnhem", "track": "tender", "procedure": "above-threshold"}
    opened = workbench.body_of("opened", {**given, "authority": "Gemeente"})
    assert isinstance(opened, Opened)
    folder = workbench.create(tmp_path / "assessments" / "arnhem", opened, None)
    for evaluator in MEMBERS:
        chair(folder, "person-added", person=evaluator, role="evaluator")
    fingerprint = folder.put_method(method())
    Workbench.of(folder, "chair").record(Frozen(method=fingerprint, version=1))
    Workbench.of(folder, "chair").open_round()
    for offer in LEVELS:
        chair(folder, "solution-added", solution=offer, name=offer.title())
        chair(folder, "price-sealed", solution=offer, file=envelope(offer))
    for place, member in enumerate(MEMBERS):
        Workbench.of(folder, member).declare("none")
        for offer, criteria in LEVELS.items():
            for criterion, levels in criteria.items():
                reason = f"{member} read {criterion} of {offer}."
                answer = Evaluation(solution=offer, criterion=criterion, answer=levels[place], reason=reason)
                Workbench.of(folder, member).draft().save(answer)
        Workbench.of(folder, member).submit()
    return folder


def test_it_is_played_from_the_sealed_scores_to_the_decision(scored: Folder) -> None:
    folder = scored
    assert set(folder.assessment().round.submitted) == set(MEMBERS)
    assert not folder.assessment().round.evaluations  # sealed: nobody sees another's levels
    assert refused(folder, "price-opened", solution="elm", price="140000", file=envelope("elm")) == ["TS-203"]
    Workbench.of(folder, "chair").unseal()
    chair(folder, "phase-moved", to="agreed", reason="De commissie neemt de gemiddelden over.")

    found = {solution.id: solution for solution in Workbench.of(folder).result().solutions}
    assert {name: found[name].total.low for name in found} == {"elm": 86, "oak": 79, "ash": 72, "fir": 72}
    assert {solution.rank.rank for solution in found.values()} == {None}  # not before every price is open

    assert refused(folder, "price-opened", solution="elm", price="1", file=sha256(b"another")) == ["TS-261"]
    for offer, price in PRICES.items():
        chair(folder, "price-opened", solution=offer, price=price, file=envelope(offer))
    worked_out = Workbench.of(folder).result()
    found = {solution.id: solution for solution in worked_out.solutions}
    combined = {name: found[name].price.compared.low for name in found if found[name].price}  # type: ignore[union-attr]
    assert combined == {
        "elm": Fraction("76.9"),  # 86 * 65% + 60 * 35%
        "oak": Fraction("76.9"),  # 79 * 65% + 73 * 35%
        "ash": Fraction("64.3"),  # 72 * 65% + 50 * 35%
        "fir": Fraction("64.3"),
    }
    assert (found["elm"].rank.rank, found["oak"].rank.rank) == (1, 2)  # equal together, better on quality

    first, second = worked_out.ties
    assert (first.order, [step.by for step in first.steps], first.seed) == ((("elm",), ("oak",)), ["quality"], None)
    assert ([step.by for step in second.steps], second.seed) == (["lot"], lot_seed(worked_out.round))
    by_hand = sorted(("ash", "fir"), key=lambda name: hashlib.sha256(f"{second.seed}:{name}".encode()).hexdigest())
    assert [name for (name,) in second.order] == by_hand

    assert refused(folder, "phase-moved", to="decided") == ["TS-270", "TS-270"]
    order = [name for (name,) in second.order]
    assert refused(folder, "tie-broken", round=1, order=order[::-1], seed=second.seed) == ["TS-267"]
    assert refused(folder, "tie-broken", round=1, order=order, seed="0" * 64) == ["TS-267"]
    chair(folder, "tie-broken", round=1, order=["elm", "oak"])
    chair(folder, "tie-broken", round=1, order=order, seed=second.seed)
    chair(folder, "phase-moved", to="decided")
    assert folder.assessment().phase == "decided"
    assert not workbench.verify(folder.path, []).faults


def test_who_drops_out_changes_no_figure_of_another(scored: Folder) -> None:
    folder = scored
    Workbench.of(folder, "chair").unseal()
    chair(folder, "phase-moved", to="agreed", reason="De commissie neemt de gemiddelden over.")
    for offer, price in PRICES.items():
        chair(folder, "price-opened", solution=offer, price=price, file=envelope(offer))
    before = {solution.id: solution.price for solution in Workbench.of(folder).result().solutions}
    chair(folder, "solution-withdrawn", solution="elm", reason="The tenderer takes its offer back.")
    after = Workbench.of(folder).result()
    assert {solution.id: solution.price for solution in after.solutions} == before
    assert [solution.rank.rank for solution in after.solutions if solution.id == "oak"] == [1]
