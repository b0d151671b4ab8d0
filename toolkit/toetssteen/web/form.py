"""A form: a page drawn in the browser from a state, and acts that go back one by one.

Rules: the state is plain JSON and is drawn as text, never as HTML; an act is answered only when what it
did is on disk; an act that is refused is answered with every fault, in the reader's language, and what
was typed stays in the page. The page keeps what was not answered yet, and sends it again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from posixpath import dirname, join, normpath
from typing import Any

import anywidget
import traitlets

from toetssteen.errors import Fault, ToetssteenError, fault
from toetssteen.language import Language, cleaned, language_of
from toetssteen.model.misfit import unexpected

State = dict[str, Any]


class Patch(dict[str, Any]):
    """What an act returns where only a part of the page changed; the page itself knows how to draw it."""


SHARED: Mapping[str, tuple[str, ...]] = {
    "audit": ("looking",),
    "compare": ("chosen", "kept", "looking", "sure"),
    "consensus": ("kept",),
    "criteria": ("looking",),
    "handbook": ("looking",),
    "prepare": ("chosen", "sure"),
    "report": ("looking",),
    "score": ("chosen", "kept"),
    "start": ("chosen",),
}
"""The sections of words that pages have beside their own."""

Act = Callable[..., State | None]
"""An act returns a new state to draw, a :class:`Patch`, or ``None``."""


@cache
def module(name: str) -> str:
    """Return the ES module of a page: its script and what that imports, bundled into one file without imports."""
    return bundle(files("toetssteen"), f"pages/{name}/page.js")


def bundle(package: Traversable, script: str) -> str:
    """Return a script with all that it imports as one module, each file a function with a scope of its own.

    Understood are ``import { a, b } from "./other.js";`` and ``export`` before a ``const``, ``function`` or ``class``.
    The module's default export holds what the script exports.

    Raises
    ------
    ValueError
        If scripts import one another in a circle.
    """
    names: dict[str, str] = {}
    scripts: list[str] = []

    def add(path: str) -> str:
        if path not in names:
            names[path] = ""
            text = package.joinpath(*path.split("/")).read_text("utf-8")
            body = _IMPORT.sub(lambda found: f"const {found[1]} = {add(_beside(path, found[2]))};", text)
            exported = ", ".join(_EXPORT.findall(body))
            names[path] = f"module{len(scripts)}"
            body = _EXPORT.sub(lambda found: found[0].removeprefix("export "), body)
            scripts.append(f"const {names[path]} = (() => {{ // {path}\n{body}return {{ {exported} }};\n}})();\n")
        if not names[path]:
            raise ValueError(f"{path} imports itself, by way of others")
        return names[path]

    last = add(script)
    return "".join([*scripts, f"export default {last};\n"])


_IMPORT = re.compile(r'^import (\{[^}]*\}) from "([^"]+)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?:async )?(?:function|const|class) (\w+)", re.MULTILINE)


def _beside(path: str, address: str) -> str:
    """Return the path of a script that another names by a relative address."""
    return normpath(join(dirname(path), address))


@cache
def style() -> str:
    """Return the style of all forms: the theme and the form's own."""
    place = files("toetssteen")
    return "\n".join(part.read_text("utf-8") for part in (place / "theme.css", place / "web" / "kit" / "form.css"))


class Form(anywidget.AnyWidget):
    """The widget of a page.

    ``state`` is what the page shows; ``words`` its texts in the language of the state. A message
    ``{id, do, with}`` from the page is answered with ``{id, ok, faults, notes, state or patch}``.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, name: str, look: Callable[[], State], acts: Mapping[str, Act]) -> None:
        """Make the form ``name``; ``look`` returns its state, ``acts`` has what it can do."""
        self._look = look
        self._acts = acts
        first = look()
        self._language = first.get("language")
        self._controls = 0
        super().__init__(_esm=module(name), _css=style(), state=first)
        self.on_msg(self._answer)

    def _answer(self, _: Any, message: Any, __: Any) -> None:
        """Do what a message asks and say how it went."""
        if not isinstance(message, dict) or "id" not in message:
            return
        reply: State = {"id": message["id"], "ok": True, "faults": []}
        try:
            changed = self.act(str(message.get("do")), message.get("with") or {})
            reply["notes"] = self._notes(changed)
            if isinstance(changed, Patch):
                reply["patch"] = changed
            elif changed is not None:
                reply["state"] = changed
                self._language = changed.get("language")
        except ToetssteenError as error:
            reply |= {"ok": False, "faults": said(error, self.language)}
        except Exception as error:
            reply |= {"ok": False, "faults": said(unexpected(error), self.language)}
        self.send(reply)

    def act(self, do: str, given: State) -> State | None:
        """Do one act, with what was typed without control characters; return a state where the page is drawn again."""
        given, self._controls = cleaned(given)
        if do == "ping":
            return None
        if do == "look":
            return self._look()
        return self._acts[do](**given)

    def _notes(self, changed: State | None) -> list[State]:
        """Return what is worth knowing of an act: of what was typed, and ``worth_knowing`` of what it gave."""
        found = [fault("TS-527", count=self._controls)] if self._controls else []
        return said([*found, *(changed.pop("worth_knowing", ()) if changed else ())], self.language)

    @property
    def acts(self) -> frozenset[str]:
        """The names of what the page can do."""
        return frozenset(self._acts)

    @property
    def language(self) -> Language:
        """The language the page is in."""
        return language_of(self._language)


def said(found: ToetssteenError | Iterable[Fault], language: Language) -> list[State]:
    """Return every fault, of an error or by itself, in words, for a page to show."""
    faults = found.faults if isinstance(found, ToetssteenError) else found
    return [
        {
            "code": problem.code,
            "where": problem.place(language),
            "at": about,
            **{part: problem.part(part, language) for part in ("what", "rule", "remedy")},
        }
        for problem, about in ((_at_field(problem), problem.about) for problem in faults)
    ]


def _at_field(problem: Fault) -> Fault:
    """Return what a page says of a fault: of something that does not fit its field, that and no more."""
    inner = problem.particulars.get("problem")
    return replace(inner, where=problem.where) if problem.code == "TS-505" and isinstance(inner, Fault) else problem
