"""A small tender with a price, played up to where a test wants it: three offers, of which two end equal."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from tests.pages.opened import chair
from toetssteen import workbench
from toetssteen.canonical import sha256
from toetssteen.language import Text
from toetssteen.model.criteria import Level, Scale
from toetssteen.model.entries.body import Evaluation
from toetssteen.model.entries.freezing import Frozen
from toetssteen.model.entries.opening import Opened
from toetssteen.model.method import (
    Band,
    LowPrice,
    Method,
    MethodValue,
    Rules,
    SheetCriterion,
    TieBreak,
    Weighing,
)
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

OFFERS = {"linde": "Lindepraat", "beuk": "Beukgesprek", "wilg": "Wilgenlijn"}
LEVELS = {"linde": ("4", "3"), "beuk": ("4", "3"), "wilg": ("2", "2")}
PRICES = {"linde": "120000", "beuk": "120000", "wilg": "61000.50"}
BAND = Band(best="60000", worst="160000", weight="40", low=LowPrice(estimate="110000", percent="60"))


def method(price: Band | None = BAND) -> Method:
    words = {"niets": "nothing", "weinig": "little", "half": "half of it", "veel": "much", "alles": "all"}
    points = [
        Level(level=Decimal(level), label=Text(nl=nl, en=en), meaning=Text(nl=nl, en=en))
        for level, (nl, en) in enumerate(words.items())
    ]
    criteria = {"plan": Text(nl="Plan van aanpak", en="Plan"), "help": Text(nl="Hulp aan inwoners", en="Help")}
    return Method(
        values=[
            MethodValue(
                id=criterion,
                title=title,
                weight="50",
                criteria=[Weighing(criterion=SheetCriterion(id=criterion, title=title, scale="five"), weight="100")],
            )
            for criterion, title in criteria.items()
        ],
        scales=[Scale(id="five", title=Text(nl="Vijf niveaus", en="Five levels"), low="0", high="4", levels=points)],
        rules=Rules(
            aggregation="mean",
            no_answer_counts_as="lowest",
            tie_break=[TieBreak(by="quality"), TieBreak(by="lot")],
        ),
        price=price,
    )


def priced_tender(workspace: Path, upto: str, name: str = "geprijsd") -> Folder:
    """Play it up to ``open``, ``scored``, ``agreed`` or ``priced``; ``TOETSSTEEN_CONFIG`` says where the keys go."""
    given = {"assessment": name, "title": "Webchat met prijs", "track": "tender", "procedure": "above-threshold"}
    opened = workbench.body_of("opened", {**given, "authority": "Gemeente Voorbeeld"})
    assert isinstance(opened, Opened)
    folder = workbench.create(workspace / "assessments" / name, opened, None)
    chair(folder, "person-added", person="evaluator-1", role="evaluator")
    Workbench.of(folder, "chair").record(Frozen(method=folder.put_method(method()), version=1))
    Workbench.of(folder, "chair").open_round()
    for offer, called in OFFERS.items():
        chair(folder, "solution-added", solution=offer, name=called)
    if upto == "open":
        return folder
    Workbench.of(folder, "evaluator-1").declare("none")
    for offer, levels in LEVELS.items():
        for criterion, level in zip(("plan", "help"), levels, strict=True):
            reason = f"{called_of(offer)}: {criterion} {level}, gelezen in de aanbieding."
            Workbench.of(folder, "evaluator-1").draft().save(
                Evaluation(solution=offer, criterion=criterion, answer=level, reason=reason)
            )
    Workbench.of(folder, "evaluator-1").submit()
    Workbench.of(folder, "chair").unseal()
    if upto == "scored":
        return folder
    chair(folder, "price-sealed", solution="linde", file=sha256(envelope("linde")))
    chair(folder, "phase-moved", to="agreed", reason="Eén beoordelaar; er viel niets vast te stellen.")
    if upto == "priced":
        for offer, price in PRICES.items():
            file = sha256(envelope(offer)) if offer == "linde" else None
            chair(folder, "price-opened", solution=offer, price=price, file=file)
    return folder


def called_of(offer: str) -> str:
    """Give the name of an offer."""
    return OFFERS[offer]


def envelope(offer: str) -> bytes:
    """Give the file that an offer's price came in."""
    return f"{offer}: {PRICES[offer]}".encode()
