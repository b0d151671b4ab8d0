"""The answers of a quick scan on their way to a whole assessment, in the data folder of who gave them: a file a person.

Rules: nobody else reads it (``private.py``); it is kept beside the assessment that the scan grew into, and counts for
nothing until its writer confirms an answer there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from toetssteen.model.base import Digest
from toetssteen.model.entries.body import Evaluation
from toetssteen.store import private


@dataclass(frozen=True)
class CarriedAnswer:
    """An answer, and the identity of the criterion that it was given to."""

    identity: Digest
    evaluation: Evaluation


def keep(key: str, author: str, answers: Iterable[CarriedAnswer]) -> None:
    """Keep the answers that somebody brings to an assessment; ``key`` tells assessments apart, as it does for drafts.

    Raises
    ------
    StoreError
        If they could not be written.
    """
    listed = [
        {"identity": answer.identity, "evaluation": answer.evaluation.model_dump(mode="json", exclude_none=True)}
        for answer in answers
    ]
    private.write(_file(key, author), json.dumps(listed, ensure_ascii=False).encode())


def brought(key: str, author: str) -> list[CarriedAnswer]:
    """Return what somebody brought to an assessment; nothing where there is none, or it cannot be read."""
    try:
        listed = json.loads(_file(key, author).read_text("utf-8"))
        return [CarriedAnswer(str(one["identity"]), Evaluation.model_validate(one["evaluation"])) for one in listed]
    except (OSError, ValueError, KeyError, TypeError, ValidationError):
        return []


def _file(key: str, author: str) -> Path:
    return private.data_folder() / "scans" / key / f"{author}.json"
