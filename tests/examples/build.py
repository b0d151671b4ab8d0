"""Build the example assessments from their stories, through the real rules.

``python tests/examples/build.py`` rewrites ``assessments/example-*``; the same stories give the same bytes.
"""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from toetssteen import workbench
from toetssteen.content import library, place, strict_yaml
from toetssteen.errors import ToetssteenError
from toetssteen.store.folder import Folder
from toetssteen.workbench import Workbench

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
STORIES = ("chat-channel", "small-tender")


def read(path: Path) -> Any:
    """Read a story file."""
    document = strict_yaml.read(path.read_bytes(), path.name)
    assert not document.faults, [each.say("en") for each in document.faults]
    return document.tree


def play(story: Path, target: Path, until: str | None = None) -> Folder:
    """Play a story into a new assessment folder; whole, or until it has come to a phase."""
    moment = {"at": ""}

    def clock() -> datetime:
        return datetime.strptime(moment["at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)

    shelf = library.load(place.find("criteria", ROOT / "criteria"))
    folder = Folder.create(target, clock)
    for step in read(story / "story.yaml")["steps"]:
        moment["at"] = step["at"]
        given = dict(step.get("body") or {})
        evaluations = read(story / step["evaluations"])["evaluations"] if "evaluations" in step else []
        match step["do"]:
            case "opened":
                folder.append(step["by"], "chair", workbench.body_of("opened", {"format": 1, **given}))
            case "freeze":
                Workbench.of(folder, step["by"]).freeze(shelf, given.get("reason"))
            case "agreed-all" | "checked-all" as kind:
                for each in evaluations:
                    Workbench.of(folder, step["by"]).record(
                        workbench.body_of(kind.removesuffix("-all"), {**given, **each})
                    )
            case "submitted":
                given["evaluations"] = evaluations
                Workbench.of(folder, step["by"]).record(workbench.body_of("submitted", given))
            case "phase-moved" if given["to"] == "agreed":  # before reasons were asked for (0016)
                folder.append(step["by"], "chair", workbench.body_of("phase-moved", given))
            case kind:
                Workbench.of(folder, step["by"]).record(workbench.body_of(kind, given))
        if until is not None and given.get("to") == until:
            break
    return folder


def main(names: list[str]) -> int:
    """Build the examples named, or all of them."""
    for name in names or STORIES:
        target = ROOT / "assessments" / f"example-{name}"
        shutil.rmtree(target, ignore_errors=True)
        try:
            play(HERE / name, target)
        except ToetssteenError as error:
            print(f"{name}:", *error.say("en"), sep="\n  ")
            return 1
        print(f"built {target.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
