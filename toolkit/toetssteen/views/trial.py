"""A dry run in words and numbers of the reader's language, for the page and the terminal.

Rules: every caution is a plain sentence, with what a court or adviser made of such a thing and where; the rulings are
said no wider than they were read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from toetssteen.language import Language, money, number, say
from toetssteen.model.base import Id
from toetssteen.model.method import Band, Pricing, Rounding, ValueBased
from toetssteen.scoring.exact import Interval, written
from toetssteen.scoring.outlook.undefined import Undefined
from toetssteen.scoring.outlook.weights import EffectiveWeight
from toetssteen.scoring.result.result import SolutionResult
from toetssteen.scoring.trial import PRICE, Caution, Kind, Trial, ends
from toetssteen.views.result import text_table
from toetssteen.views.wording import Wording

EURO = Rounding(digits=0)
"""How amounts are shown: in whole euro."""
TENTH = Rounding(digits=1)
"""How weights (percent) and points are shown."""
RULING = "https://deeplink.rechtspraak.nl/uitspraak?id="
SOURCES = {
    "lottery": ("prepare.court_lottery", "ECLI:NL:RBDHA:2015:14662"),
    "effective": ("prepare.court_effective", "ECLI:NL:RBGEL:2015:3676"),
    "formula": ("prepare.court_formula", "ECLI:NL:HR:2014:1078"),
}
"""Where each court is read; the words name PIANOo beside it."""
SOURCE_OF: dict[Kind, str] = {
    "tie": "lottery",
    "tie_lot": "lottery",
    "tie_broken": "lottery",
    "alike": "lottery",
    "saturated": "lottery",
    "apart": "effective",
    "decides": "effective",
    "price_drowns": "effective",
    "quality_drowns": "effective",
    "estimate_outside": "formula",
    "twice_flat": "formula",
    "zero_flat": "formula",
}
AMOUNTS: dict[Kind, tuple[str, ...]] = {
    "price_drowns": ("spread", "worth"),
    "quality_drowns": ("spread", "worth"),
    "estimate_outside": ("estimate",),
    "twice_flat": ("worst",),
    "zero_flat": ("best",),
}
"""The amounts that a caution names, in order."""


class TrialWording:
    """A trial told in one language."""

    def __init__(self, trial: Trial, language: Language) -> None:
        self.trial, self.language = trial, language
        self.method = trial.result.method
        self.wording = Wording(self.method, language)

    def shown(self) -> dict[str, Any]:
        """Return all of it as plain data: solutions, levels at the top, weights, the ends of the price, cautions."""
        saturation, pricing = self.trial.saturation, self.method.price
        return {
            "seed": self.trial.seed,
            "priced": pricing.method if pricing else "",
            "rows": [self._row(solution) for solution in self.trial.result.solutions],
            "top": {"count": saturation.top, "of": saturation.of, "alike": [*map(self.title, saturation.alike)]},
            "weights": self._weights(),
            "extremes": self._extremes(pricing) if pricing else None,
            "warnings": [self._warning(caution) for caution in self.trial.cautions],
        }

    def lines(self, sure: Sequence[str]) -> list[str]:
        """Return all of it as lines of text; ``sure`` says how sure the order is, nothing where that is closed."""
        shown, priced = self.shown(), self.method.price is not None
        lines = [self._say("dry_result", seed=self.trial.seed), ""]
        for court in dict.fromkeys(warning["court"] for warning in shown["warnings"]):
            group = [warning for warning in shown["warnings"] if warning["court"] == court]
            lines += [f"{self._say('watch_out')} {warning['text']}" for warning in group]
            lines += [f"  {court} ({group[0]['source']})", ""]
        lines += [] if shown["warnings"] else [self._say("dry_calm"), ""]
        columns = ["name", "total", *(["quality_rank", "price", "compared"] if priced else []), "rank"]
        heads = [
            self._say(f"dry_{column}" if column != "compared" else f"dry_compared_{shown['priced']}")
            for column in columns
        ]
        rows = [
            [str(row[column] if row[column] is not None else "-") for column in columns[:-1]] for row in shown["rows"]
        ]
        ranks = [self._rank(row) for row in shown["rows"]]
        lines += text_table([heads, *([*row, rank] for row, rank in zip(rows, ranks, strict=True))])
        lines += ["", self._say("dry_top", **shown["top"]), "", f"{self._say('dry_weights')}:"]
        heads = [self._say(key) for key in ("weights_item", "dry_nominal", "dry_spread", "dry_effective")]
        lines += text_table([heads, *([*weight.values()] for weight in shown["weights"])])
        if shown["extremes"]:
            lines += ["", *self._ends_as_text(shown["extremes"])]
        return [*lines, "", *(sure or [self._say("dry_whatif_closed")])]

    def _ends_as_text(self, extremes: dict[str, Any]) -> list[str]:
        keys = ("extreme_what", "dry_price", f"extreme_points_{extremes['kind']}", f"extreme_share_{extremes['kind']}")
        table = text_table([[*map(self._say, keys)], *([*row.values()] for row in extremes["rows"])])
        return [f"{self._say('extremes')}:", *table, *(f"  {sentence}" for sentence in extremes["says"])]

    def title(self, name: Id) -> str:
        """Return the title of a value or criterion, or the word for the price."""
        return self._say("price_heading") if name == PRICE else self.wording.name(name)

    def _say(self, key: str, **particulars: Any) -> str:
        return say(f"prepare.{key}", self.language, **particulars)

    def _euro(self, amount: Decimal | Fraction) -> str:
        return money(written(Fraction(amount), EURO), self.language)

    def _tenth(self, value: Fraction) -> str:
        return number(written(value, TENTH), self.language)

    def _compared(self, interval: Interval, pricing: Pricing) -> str:
        """Write what ranks: points, or an award price."""
        if isinstance(pricing, ValueBased):
            return self._euro(interval.low)
        return number(written(interval.low, Rounding(digits=2)), self.language)

    def _total(self, solution: SolutionResult) -> str:
        return number(written(solution.total.low, self.method.rules.rounding), self.language)

    def _row(self, solution: SolutionResult) -> dict[str, Any]:
        price, pricing = solution.price, self.method.price
        return {
            "name": solution.name,
            "total": self._total(solution),
            "rank": solution.rank.rank,
            "tied": list(solution.rank.tied_with),
            "eligible": solution.eligible is not False,
            "quality_rank": solution.quality_rank.rank,
            "price": self._euro(price.price) if price else "",
            "compared": self._compared(price.compared, pricing) if price and pricing else "",
            "low": bool(price and price.low),
        }

    def _rank(self, row: dict[str, Any]) -> str:
        if not row["eligible"]:
            return self._say("dry_failed")
        return f"{row['rank']} ({self._say('dry_shared')})" if row["tied"] else str(row["rank"])

    def _weights(self) -> list[dict[str, str]]:
        """Set the weight of each value (and of the price) beside the weight it has over these solutions (percent)."""
        known = {weight.name: weight for weight in self.trial.values}
        order = [*(value.id for value in self.method.values), PRICE]
        return [
            {
                "title": self.title(name),
                "nominal": self._tenth(known[name].nominal * 100),
                "spread": self._tenth(known[name].spread),
                "effective": self._effective(known[name]),
            }
            for name in order
            if name in known
        ]

    def _effective(self, weight: EffectiveWeight) -> str:
        if isinstance(weight.effective, Undefined):
            return say("result.none", self.language)
        return self._tenth(weight.effective * 100)

    def _warning(self, caution: Caution) -> dict[str, str]:
        """Say a caution: what was seen, what was made of such a thing, and by whom."""
        court, reference = SOURCES[SOURCE_OF[caution.kind]]
        return {
            "text": self._say(f"dry_{caution.kind}", **self._particulars(caution)),
            "court": say(court, self.language),
            "source": reference,
            "url": f"{RULING}{reference}",
        }

    def _particulars(self, caution: Caution) -> dict[str, Any]:
        """Return what the sentence of a caution names, in the reader's words."""
        names: dict[str, Any] = {}
        match caution.kind:
            case "tie" | "tie_lot" | "tie_broken":
                names = {"names": ", ".join(caution.ids), "total": self._figure(caution.ids[0])}
            case "alike":
                names = {"count": len(caution.ids), "names": "; ".join(map(self.title, caution.ids))}
            case "saturated":
                names = dict(zip(("count", "of"), caution.numbers, strict=True))
            case "apart":
                names = {"names": "; ".join(map(self._both, caution.weights))}
            case "decides":
                names = {"name": self.title(caution.weights[0].name), "percent": self._effective(caution.weights[0])}
        return names | dict(zip(AMOUNTS.get(caution.kind, ()), map(self._euro, caution.amounts), strict=True))

    def _figure(self, name: Id) -> str:
        """Write what a solution is ranked by."""
        solution = next(solution for solution in self.trial.result.solutions if solution.id == name)
        if solution.price is not None and self.method.price is not None:
            return self._compared(solution.price.compared, self.method.price)
        return self._total(solution)

    def _both(self, weight: EffectiveWeight) -> str:
        """Write a weight on paper and in this run."""
        numbers = {"nominal": self._tenth(weight.nominal * 100), "effective": self._effective(weight)}
        return self._say("dry_both", name=self.title(weight.name), **numbers)

    def _extremes(self, pricing: Pricing) -> dict[str, Any]:
        """Tell what the price formula does at its ends."""
        shown = self._tenth if isinstance(pricing, Band) else self._euro
        rows = [
            {
                "what": self._say(f"extreme_{end.at}"),
                "price": self._euro(end.price),
                "points": shown(end.earns),
                "share": shown(end.share),
            }
            for end in ends(pricing)
        ]
        return {"kind": pricing.method, "rows": rows, "says": list(self._sentences(pricing))}

    def _sentences(self, pricing: Pricing) -> Iterator[str]:
        """Say in plain words what a formula comes to."""
        if isinstance(pricing, Band):
            width, weight = Fraction(pricing.worst) - Fraction(pricing.best), Fraction(pricing.weight) / 100
            point = width / 100
            worth = (1 - weight) / weight * point
            yield self._say("extreme_below_best", best=self._euro(pricing.best))
            yield self._say("extreme_above_worst", worst=self._euro(pricing.worst))
            yield self._say("extreme_trade", worth=self._euro(worth * 10), point=self._euro(point))
            return
        whole = sum(pricing.euro.values(), Decimal(0))
        yield self._say("extreme_worth", whole=self._euro(whole))
        if pricing.low and whole > 0:
            percent = written(Fraction(whole) * 100 / Fraction(pricing.low.estimate), EURO)
            yield self._say("extreme_of_estimate", percent=number(percent, self.language))
        yield self._say("extreme_no_end")
