"""A form: a page drawn in the browser from a state, and acts that go back one by one.

Rules: the state is plain JSON and is drawn as text, never as HTML; an act is answered only when what it
did is on disk; an act that is refused is answered with every fault, in the reader's language, and what
was typed stays in the page. The page keeps what was not answered yet, and sends it again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import anywidget
import traitlets

from toetssteen.errors import ToetssteenError, fault
from toetssteen.language import Language, language_of

State = dict[str, Any]


class Patch(dict[str, Any]):
    """What an act gives where only a part of the page changed; the page itself knows how to draw it."""


SHARED: Mapping[str, tuple[str, ...]] = {
    "compare": ("chosen", "kept", "sure"),
    "consensus": ("kept",),
    "prepare": ("chosen", "sure"),
    "score": ("chosen", "kept"),
    "start": ("chosen",),
}
"""The parts and the words that pages have beside their own."""

Act = Callable[..., State | None]
"""An act gives a new state to draw, a :class:`Patch`, or nothing."""


@cache
def module(name: str) -> str:
    """Give the ES module of a page: the common part, then those it has, in one file without imports."""
    package = files("toetssteen")
    kit = {part.name: part for part in (package / "web" / "kit").iterdir()}
    own = {part.name: part for part in (package / "pages" / name).iterdir() if part.name.endswith(".js")}
    shared = sorted(part for part in kit if part.startswith(tuple(f"{word}_" for word in SHARED.get(name, ()))))
    sections = sorted(own.keys() - {"page.js"})
    parts = [kit["common.js"], *(kit[part] for part in shared), *(own[part] for part in sections), own["page.js"]]
    scripts = [part.read_text("utf-8") for part in parts]
    return "\n".join([*scripts, "export default { render: ({ model, el }) => open(model, el, page) };"])


@cache
def style() -> str:
    """Give the style of all forms: the theme and the form's own."""
    place = files("toetssteen")
    return "\n".join(part.read_text("utf-8") for part in (place / "theme.css", place / "web" / "kit" / "form.css"))


class Form(anywidget.AnyWidget):
    """The widget of a page.

    ``state`` is what the page shows; ``words`` its texts in the language of the state. A message
    ``{id, do, with}`` from the page is answered with ``{id, ok, faults, state or patch}``.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, name: str, look: Callable[[], State], acts: Mapping[str, Act]) -> None:
        """Make the form ``name``; ``look`` gives its state, ``acts`` what it can do."""
        self._look = look
        self._acts = acts
        first = look()
        self._language = first.get("language")
        super().__init__(_esm=module(name), _css=style(), state=first)
        self.on_msg(self._answer)

    def _answer(self, _: Any, message: Any, __: Any) -> None:
        """Do what a message asks and say how it went."""
        if not isinstance(message, dict) or "id" not in message:
            return
        reply: State = {"id": message["id"], "ok": True, "faults": []}
        try:
            changed = self.act(str(message.get("do")), message.get("with") or {})
            if isinstance(changed, Patch):
                reply["patch"] = changed
            elif changed is not None:
                reply["state"] = changed
                self._language = changed.get("language")
        except ToetssteenError as error:
            reply |= {"ok": False, "faults": said(error, self.language)}
        except Exception as error:
            unexpected = ToetssteenError(fault("TS-599", problem=f"{type(error).__name__}: {error}"))
            reply |= {"ok": False, "faults": said(unexpected, self.language)}
        self.send(reply)

    def act(self, do: str, given: State) -> State | None:
        """Do one act; give the new state where the page must be drawn again."""
        if do == "ping":
            return None
        if do == "look":
            return self._look()
        return self._acts[do](**given)

    @property
    def language(self) -> Language:
        """The language the page is in."""
        return language_of(self._language)


def said(error: ToetssteenError, language: Language) -> list[State]:
    """Say every fault of an error for a page."""
    return [
        {
            "code": each.code,
            "where": each.where,
            "what": each.part("what", language),
            "rule": each.part("rule", language),
            "remedy": each.part("remedy", language),
        }
        for each in error.faults
    ]
