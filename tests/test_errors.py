"""The words of faults (``errors.toml``) and the faults of the package belong together.

Placeholders are held against the calls themselves: an AST walk finds which particulars each code is given.
A call that the walk cannot follow (a code from a table, say) is a reason to write the call plainly.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import toetssteen
from toetssteen.errors import ContentError, Fault, RuleError, fault, messages

PACKAGE = Path(toetssteen.__file__).parent
CODE = re.compile(r"\bTS-\d{3}\b")
PARTS = ("what", "rule", "remedy")
LANGUAGES = ("nl", "en")
CODE_AT = {"Refused": 0, "fault": 0, "_fault": 0, "refuse": 1, "refuse_if": 1, "PydanticCustomError": 0}
"""Where the code stands among the arguments of what makes a fault."""


class Call(NamedTuple):
    """One place where a code is used: its particulars, and whether ``**`` hides some of them."""

    where: str
    particulars: frozenset[str]
    hidden: bool


def _sources() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def _used() -> set[str]:
    return {code for path in _sources() for code in CODE.findall(path.read_text("utf-8"))}


def _codes(node: ast.expr, inside: ast.AST) -> Iterator[str]:
    """Go over the codes an argument can be: written there, or given to that name in the same function."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _codes(node.body, inside)
        yield from _codes(node.orelse, inside)
    elif isinstance(node, ast.Name):
        for each in ast.walk(inside):
            if not isinstance(each, ast.Assign) or isinstance(each.value, ast.Name):
                continue
            if any(isinstance(target, ast.Name) and target.id == node.id for target in each.targets):
                yield from _codes(each.value, inside)


def _functions(tree: ast.Module) -> Iterator[tuple[ast.Call, ast.AST]]:
    """Go over every call, with the innermost function that it is in."""

    def walk(node: ast.AST, inside: ast.AST) -> Iterator[tuple[ast.Call, ast.AST]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Call):
                yield child, inside
            own = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
            yield from walk(child, child if own else inside)

    return walk(tree, tree)


def _added_by_methods(trees: Iterable[ast.Module]) -> dict[str, frozenset[str]]:
    """Give what a method such as ``cell.fault("TS-…")`` adds to the particulars it is given, by its name."""
    added: dict[str, frozenset[str]] = {}
    through: dict[str, str] = {}  # a method that passes the code on to another method
    for call, inside in (each for tree in trees for each in _functions(tree)):
        passes_on = call.args and isinstance(call.args[0], ast.Name) and call.args[0].id == "code"
        if not (passes_on and isinstance(inside, ast.FunctionDef) and inside.args.args[0].arg == "self"):
            continue
        names = {each.arg for each in call.keywords if each.arg}
        spread = {each.value.id for each in call.keywords if not each.arg and isinstance(each.value, ast.Name)}
        for each in ast.walk(inside):
            if not (isinstance(each, ast.Assign) and isinstance(each.value, ast.Dict)):
                continue
            if any(isinstance(target, ast.Name) and target.id in spread for target in each.targets):
                names |= {str(key.value) for key in each.value.keys if isinstance(key, ast.Constant)}
        added[inside.name] = added.get(inside.name, frozenset(names)) & names
        if isinstance(call.func, ast.Attribute):
            through[inside.name] = call.func.attr
    return {name: names | added.get(through.get(name, ""), frozenset()) for name, names in added.items()}


def _calls() -> dict[str, list[Call]]:
    """Find every call by code; under ``""`` those whose code is carried by something else (``raw.code``)."""
    found: dict[str, list[Call]] = {}
    trees = {path: ast.parse(path.read_text("utf-8")) for path in _sources()}
    added = _added_by_methods(trees.values())
    for path, tree in trees.items():
        for call, inside in _functions(tree):
            name = str(getattr(call.func, "id", None) or getattr(call.func, "attr", ""))
            at = CODE_AT.get(name)
            if at is None or len(call.args) <= at:
                continue
            where = f"{path.relative_to(PACKAGE)}:{call.lineno}"
            named = frozenset(each.arg for each in call.keywords if each.arg)
            if isinstance(call.func, ast.Attribute):
                named |= added.get(name, frozenset())
            hidden = any(each.arg is None for each in call.keywords)
            code_of = (
                each for each in ast.walk(call.args[at]) if isinstance(each, ast.Attribute) and each.attr == "code"
            )
            carried = [""] if any(code_of) else []
            for code in [*_codes(call.args[at], inside), *carried]:
                found.setdefault(code, []).append(Call(where, named, hidden))
    return found


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


CALLS = _calls()


def test_every_code_that_is_used_has_words() -> None:
    assert sorted(_used() - messages().keys()) == []


def test_every_code_that_has_words_is_used() -> None:
    assert sorted(messages().keys() - _used()) == []


def test_the_walk_finds_the_calls() -> None:
    """Guards the walk itself: plain, wrapped, chosen by a name, and from a type."""
    assert {"TS-103", "TS-205", "TS-102", "TS-308", "TS-131"} <= CALLS.keys()
    assert CALLS["TS-102"][0].particulars == {"what"}
    assert CALLS["TS-308"][0].particulars == {"problem"}
    assert CALLS["TS-225"][0].particulars == {"missing"}
    assert CALLS["TS-131"][0].particulars == set()


def _texts() -> Iterator[tuple[str, str]]:
    """Go over the texts of all codes, with the code and part of each (``TS-102 what``)."""
    for code, words in messages().items():
        for part, texts in words.items():
            for text in texts.values():
                yield f"{code} {part}", text


def test_every_entry_is_whole() -> None:
    """What and remedy are there, rule may be, each in both languages and nothing else."""
    faults = []
    for code, words in messages().items():
        if not (CODE.fullmatch(code) and {"what", "remedy"} <= words.keys() <= set(PARTS)):
            faults.append(f"{code}: not what, remedy and perhaps rule")
        faults += [f"{code} {part}: not both languages" for part in words if words[part].keys() != set(LANGUAGES)]
    faults += [f"{where}: empty, or space at an end" for where, text in _texts() if not text or text.strip() != text]
    assert not faults, faults


def test_the_languages_say_the_same_in_other_words() -> None:
    faults = []
    for code, words in messages().items():
        for part, texts in words.items():
            if texts["nl"] == texts["en"]:
                faults.append(f"{code} {part}: the same text twice")
            if _placeholders(texts["nl"]) != _placeholders(texts["en"]):
                faults.append(f"{code} {part}: other particulars in nl than in en")
    assert not faults, faults


def test_texts_are_plain_sentences() -> None:
    dash = re.compile("[\N{EM DASH}\N{EN DASH}]| -- ")
    faults = [f"{where}: no full stop" for where, text in _texts() if not text.endswith(".")]
    faults += [f"{where}: a dash" for where, text in _texts() if dash.search(text)]
    assert not faults, faults


def test_placeholders_are_passed_at_every_call() -> None:
    faults = []
    for code, words in messages().items():
        named = {name for texts in words.values() for text in texts.values() for name in _placeholders(text)}
        calls = CALLS.get(code) or CALLS.get("", [])
        if named and not calls:
            faults.append(f"{code}: no call was found that passes {sorted(named)}")
        for call in calls:
            if call.hidden:
                faults.append(f"{call.where}: ** hides the particulars of {code}")
            elif missing := named - call.particulars:
                faults.append(f"{call.where}: {code} is not given {sorted(missing)}")
            else:
                found = Fault(code, "here", dict.fromkeys(call.particulars, "{x}"))
                faults += [f"{code} in {lang}" for lang in LANGUAGES if not found.say(lang).startswith(f"{code} ")]
    assert not faults, faults


def test_a_fault_says_what_where_rule_and_remedy() -> None:
    given = fault("TS-103", "values/privacy.yaml, line 3", key="titel", allowed="id, title")
    assert given.say("nl") == (
        "TS-103 De sleutel ‘titel’ is onbekend. Waar: values/privacy.yaml, regel 3."
        " Regel: Een onbekende sleutel wordt geweigerd en nooit stilzwijgend overgeslagen."
        " Wat te doen: Gebruik een van: id, title."
    )


def test_a_fault_without_place_or_rule_leaves_them_out() -> None:
    assert fault("TS-238", round=3).say("en") == (
        "TS-238 There is no round 3 in this assessment."
        " What to do: Choose a round that is there, or leave out the number for the latest round."
    )


def test_an_error_carries_every_fault() -> None:
    error = ContentError(fault("TS-104", "a.yaml", key=key) for key in ("nl", "en"))
    assert [each.particulars["key"] for each in error.faults] == ["nl", "en"]
    assert len(error.say("nl")) == 2
    assert str(error).count("TS-104 The key") == 2
    assert RuleError(fault("TS-240")).faults == (Fault("TS-240"),)
