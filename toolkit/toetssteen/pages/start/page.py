"""The start page: every assessment of the workspace and where it stands; new, open, import a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from toetssteen import workbench
from toetssteen.errors import ToetssteenError
from toetssteen.language import Language, free_id, say, slug
from toetssteen.model.entries.body import Phase
from toetssteen.model.entries.opening import Opened
from toetssteen.pages.desk import Desk
from toetssteen.pages.start import bringing
from toetssteen.web.form import Form, State, said
from toetssteen.workbench import library

NEXT: dict[Phase, str] = {
    "preparing": "prepare",
    "frozen": "prepare",
    "open": "score",
    "scored": "consensus",
    "agreed": "compare",
    "decided": "report",
    "closed": "report",
}
"""The step that comes next in each phase."""


def page(assessment: str | None) -> Form:
    """Make the page."""
    desk = Desk("start", assessment)

    def content() -> Mapping[str, object]:
        language = desk.language
        sets = library.library().sets.values()
        return {
            "assessments": [_card(desk, path, language) for path in _folders()],
            "sets": [
                {
                    "id": criteria_set.id,
                    "title": criteria_set.title.in_(language),
                    "why": criteria_set.why.in_(language),
                }
                for criteria_set in sets
            ],
            "workspace": str(_workspace()),
        }

    def new(**given: str) -> State:
        chosen = given.pop("set", "")
        name = _free_name(given.get("title", ""))
        opened = workbench.body_of("opened", {**given, "assessment": name, "language": desk.language})
        assert isinstance(opened, Opened)
        criteria = library.library().set(chosen) if chosen else None
        workbench.create(_workspace() / "assessments" / name, opened, criteria)
        return desk.look({**content(), "made": name, "go": desk.address("prepare", name)})

    def bring(title: str, **given: Any) -> State:
        title = title or Path(given["name"]).stem
        into = _workspace() / "assessments" / _free_name(title)
        notes = bringing.bring(into, title, given)
        made = desk.look({**content(), "made": into.name, "go": desk.address("compare", into.name)})
        return {**made, "worth_knowing": notes}

    acts = {name: partial(act, desk) for name, act in bringing.ACTS.items()}
    return desk.form(content, {"new": new, "bring": bring, **acts})


def _workspace() -> Path:
    return workbench.workspace()[0]


def _folders() -> list[Path]:
    folder = _workspace() / "assessments"
    return sorted(path.parent for path in folder.glob("[!.]*/log")) if folder.is_dir() else []


def _card(desk: Desk, path: Path, language: Language) -> State:
    """Return where one assessment stands; of one that cannot be read, why."""
    try:
        folder = workbench.open_folder(path)
        assessment = folder.assessment()
    except ToetssteenError as error:
        return {"name": path.name, "title": path.name, "faults": said(error, language)}
    step = NEXT[assessment.phase]
    return {
        "name": path.name,
        "title": assessment.opened.title,
        "authority": assessment.opened.authority,
        "track": say(f"track.{assessment.opened.track}", language),
        "phase": say(f"phase.{assessment.phase}", language),
        "round": assessment.round.number,
        "imported": assessment.opened.imported,
        "solutions": [solution.name for solution in assessment.solutions.values()],
        "conflicts": len(assessment.conflicts),
        "halted": said(ToetssteenError(folder.method_faults()), language),
        "href": desk.address(step, path.name),
        "next": say(f"steps.{step}", language),
    }


def _free_name(title: str) -> str:
    """Make a folder name of a title that no other folder has."""
    folder = _workspace() / "assessments"
    there = {path.name.lower() for path in folder.iterdir()} if folder.is_dir() else set[str]()
    return free_id(slug(title, "toets"), there)
