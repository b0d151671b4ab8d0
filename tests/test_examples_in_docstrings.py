"""What an analyst works with has an example in its docstring, and the example does what it says."""

from __future__ import annotations

import ast
import doctest
import inspect
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import toetssteen
from toetssteen import scoring

OFFERED: dict[str, Any] = {
    "toetssteen.open_assessment": toetssteen.open_assessment,
    "toetssteen.scoring.result.result.result": import_module("toetssteen.scoring.result.result").result,
    **{f"toetssteen.scoring.{name}": getattr(scoring, name) for names in scoring.NAMES.values() for name in names},
}
"""What analysts are offered, by the name it is imported by."""


def fault_in(named: str, offered: Any) -> str:
    """Say what is wrong with the example of something: there is none, it does not use it, or it fails."""
    module, _, name = named.rpartition(".")
    example = doctest.DocTestParser().get_doctest(inspect.getdoc(offered) or "", {}, named, None, None)
    steps = [(step.source, step.want) for step in example.examples]
    imports = [source for source, _ in steps if source.startswith(f"from {module} import ") and name in source]
    if not any(name in source for source, _ in steps if " import " not in source) or not any(want for _, want in steps):
        return f"{named}: no example"
    if not imports:
        return f"{named}: its example does not import it from where it is offered"
    said: list[str] = []
    doctest.DocTestRunner(verbose=False).run(example, out=said.append)
    return f"{named}: {''.join(said)}" if said else ""


@pytest.mark.parametrize("named", OFFERED)
def test_its_example_does_what_it_says(named: str) -> None:
    assert fault_in(named, OFFERED[named]) == ""


def test_what_is_offered_is_what_a_type_checker_sees() -> None:
    tree = ast.parse(Path(inspect.getfile(scoring)).read_text("utf-8"))
    seen = {
        (node.module, name.asname)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("toetssteen.scoring.")
        for name in node.names
    }
    assert seen == {(f"toetssteen.scoring.{module}", name) for module, names in scoring.NAMES.items() for name in names}
    assert len(seen) > 20
    assert {name for _, name in seen} <= set(dir(scoring))
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = scoring.nothing_of_the_kind  # type: ignore[attr-defined]


def planted(example: str) -> Callable[[], None]:
    """Give a function with this example."""

    def weighed() -> None: ...

    weighed.__doc__ = f"Weigh.\n\n{example}"
    return weighed


IMPORT = ">>> from toetssteen.scoring import weighed\n"


@pytest.mark.parametrize(
    ("example", "fault"),
    [
        ("", "no example"),
        (">>> 1 + 1\n2\n", "no example"),
        (">>> weighed = len\n>>> weighed('')\n0\n", "does not import it"),
        (f"{IMPORT}>>> weighed()\n3\n", "ImportError"),
        (">>> from toetssteen.scoring import NAMES as weighed\n>>> len(weighed)\n3\n", "Got:\n    12"),
    ],
)
def test_a_planted_fault_in_an_example_is_named(example: str, fault: str) -> None:
    assert fault in fault_in("toetssteen.scoring.weighed", planted(example))
