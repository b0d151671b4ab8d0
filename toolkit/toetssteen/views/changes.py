"""What changed between two versions of a method, in sentences of the reader's language."""

from __future__ import annotations

from toetssteen.language import Language, number, say
from toetssteen.model.changed import Change, changes
from toetssteen.model.method import Method, Rules
from toetssteen.views.impact import impact_line
from toetssteen.views.pricing import rules as pricing_rules
from toetssteen.views.pricing import step
from toetssteen.views.wording import Wording


def changes_said(before: Method, after: Method, language: Language) -> list[str]:
    """Return a sentence for each change from one method to the next, in the order of the method."""
    return [_said(change, before, after, language) for change in changes(before, after)]


def _said(change: Change, before: Method, after: Method, language: Language) -> str:
    key, particulars = _words(change, before, after, language)
    return say(f"method.changed_{key}", language, **particulars)


def _words(change: Change, before: Method, after: Method, language: Language) -> tuple[str, dict[str, str]]:
    """Return the sentence for a change, and what it names."""
    titles = Wording(before, language).titles | Wording(after, language).titles
    title = {known: text.in_(language) for known, text in titles.items()}
    particulars, none = {"title": title.get(change.id, change.id)}, say("result.none", language)
    key: str = change.how
    match change.what, change.how:
        case "rule", _:
            key, particulars = "rule", {"name": say(f"method.field_{change.id}", language)}
            particulars |= _ends(*(_rule(method, change.id, language) for method in (before, after)))
        case "price", _:
            particulars = _ends(*(" ".join(pricing_rules(method, language)) for method in (before, after)))
            key = "amounts" if particulars["before"] == particulars["after"] else "price"
        case "scoping", "changed" if change.before is not None:
            key = "answer"
            particulars |= _ends(*(_answer(method, change.id, language) for method in (before, after)))
        case "impact", _:
            ends = (impact_line(method.impact, language) if method.impact else none for method in (before, after))
            key, particulars = "impact", _ends(*ends)
        case (("set" | "law" | "other"), _):
            key, particulars = change.what, _ends(change.before or none, change.after or none)
        case _, ("weight" | "minimum"):
            particulars |= _ends(*(number(end, language) if end else none for end in (change.before, change.after)))
        case _, "moved":
            particulars |= _ends(*(title.get(end or "", end or "") for end in (change.before, change.after)))
        case _, "changed":
            fields = ", ".join(say(f"method.field_{name}", language) for name in change.fields)
            key, particulars = "text", {**particulars, "kind": _kind(change, language), "fields": fields}
        case _:
            particulars["kind"] = _kind(change, language)
    return key, particulars


def _ends(before: str, after: str) -> dict[str, str]:
    return {"before": before, "after": after}


def _kind(change: Change, language: Language) -> str:
    return say(f"method.kind_{change.what}", language)


def _answer(method: Method, question: str, language: Language) -> str:
    """Return the words of an answer to a scoping question."""
    scoped = next((scoped for scoped in method.scoping if scoped.question.id == question), None)
    return Wording(method, language).scoped(scoped) if scoped else say("result.none", language)


def _rule(method: Method, field: str, language: Language) -> str:
    """Return the words for one rule of a method, such as ``rounding``."""
    rules: Rules = method.rules
    match field:
        case "aggregation":
            return say(f"prepare.aggregation_{rules.aggregation}", language)
        case "no_answer_counts_as":
            return say(f"prepare.no_answer_{rules.no_answer_counts_as or 'open'}", language)
        case "evidence_cap":
            return say(f"prepare.cap_{'on' if rules.evidence_cap else 'off'}", language)
        case "rounding":
            rounding = rules.rounding
            mode, ties = say(f"prepare.mode_{rounding.mode}", language), say(f"prepare.ties_{rounding.ties}", language)
            return say("method.rounding_is", language, digits=rounding.digits, mode=mode, ties=ties)
        case "tie_break":
            steps = [step(method, tie_break, language) for tie_break in rules.tie_break]
            return "; ".join(steps) or say("prepare.tie_none", language)
    return str(rules.fewest_evaluators or say("result.none", language))
