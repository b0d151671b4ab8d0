"""How the price counts, as the chair chooses it before the freeze: not, by what quality is worth, or in a band.

Rules: two absolute methods and no other (``semantics`` 10), so a tender that drops out changes nothing; an amount
is exact and is never guessed: what is no amount is refused with the item it stands with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toetssteen.errors import Fault, UseError, fault
from toetssteen.language import say
from toetssteen.model.base import Id, plain
from toetssteen.model.method import Band, Method, Pricing, ValueBased
from toetssteen.pages.amount import amount
from toetssteen.pages.prepare.stand import Stand
from toetssteen.web.form import State

NONE = "none"
Given = Mapping[str, str]


def price(stand: Stand) -> State:
    """Return how the price counts, and for what an amount can be set (:class:`PricePart`)."""
    method, track = stand.method, stand.assessment.opened.track
    if method is None:
        return {"state": "later"}
    chosen = stand.assessment.choices.pricing is not None or not stand.editable
    items = {per: _items(stand, method, per) for per in ("value", "criterion")}
    known = {item["id"] for item in items[method.price.per]} if isinstance(method.price, ValueBased) else set()
    return {
        "state": "done" if chosen or track != "tender" else "open",
        "track": track,
        "chosen": chosen,
        "pricing": _plain(method.price),
        "items": items,
        "gone": sorted(method.price.euro.keys() - known) if isinstance(method.price, ValueBased) else [],
        "steps": bool(method.rules.tie_break),
    }


def _items(stand: Stand, method: Method, per: str) -> list[State]:
    """Return what an amount can be set for: the values, or the criteria that apply."""
    if per == "value":
        return [{"id": value.id, "title": value.title.in_(stand.language), "of": ""} for value in method.values]
    return [
        {
            "id": weighing.criterion.id,
            "title": weighing.criterion.title.in_(stand.language),
            "of": value.title.in_(stand.language),
        }
        for value, weighing in method.weighings()
        if method.applicable(weighing.criterion)
    ]


def _plain(given: Pricing | None) -> State:
    low = given.low if given else None
    said: State = {"kind": given.method if given else NONE, "per": "value", "euro": {}}
    said |= {"best": "", "worst": "", "weight": ""}
    said |= {"estimate": plain(low.estimate) if low else "", "percent": plain(low.percent) if low else ""}
    if isinstance(given, Band):
        said |= {name: plain(getattr(given, name)) for name in ("best", "worst", "weight")}
    if isinstance(given, ValueBased):
        said |= {"per": given.per, "euro": {item: plain(euro) for item, euro in given.euro.items()}}
    return said


def chosen(stand: Stand, kind: str, fields: Given, per: str, euro: Given) -> State:
    """Make the body of the entry of what was filled in.

    Raises
    ------
    UseError
        If something filled in is no amount, with every one that is not.
    """
    if kind == NONE:
        return {"pricing": None}
    needed = ("best", "worst", "weight") if kind == "band" else ()
    low = ("estimate", "percent") if fields.get("estimate") or fields.get("percent") else ()
    faults = [*_odd(stand, fields, (*needed, *low)), *(_odd_amounts(stand, per, euro) if kind != "band" else ())]
    if faults:
        raise UseError(faults)
    given: State = {"method": kind, "low": {name: fields[name].strip() for name in low} or None}
    given |= {name: fields[name].strip() for name in needed}
    if kind != "band":
        given |= {"per": per, "euro": {item: amount.strip() for item, amount in euro.items()}}
    return {"pricing": given}


def _odd(stand: Stand, fields: Given, names: tuple[str, ...]) -> Iterator[Fault]:
    for name in names:
        share = name in ("weight", "percent")
        read = amount(fields.get(name, ""))
        if read is None or (share and not 0 < read < 100) or (name == "estimate" and read == 0):
            item = say(f"prepare.price_{name}", stand.language)
            yield fault("TS-274" if share else "TS-273", item, at=name, text=fields.get(name, ""), item=item)


def _odd_amounts(stand: Stand, per: str, euro: Given) -> Iterator[Fault]:
    titles: dict[Id, str] = {}
    if stand.method is not None:
        titles = {item["id"]: item["title"] for item in _items(stand, stand.method, per)}
    for item_id, text in euro.items():
        if amount(text) is None:
            item = titles.get(item_id, item_id)
            yield fault("TS-273", item, at=f"euro-{per}-{item_id}", text=text, item=item)
