"""What the browser needs to draw *what if*: the scores and the weights of each value, sent once.

Rules: only what is shown goes out; nothing of what if comes back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toetssteen import workbench
from toetssteen.language import Language
from toetssteen.scoring.exact import Interval
from toetssteen.web.form import State

if TYPE_CHECKING:
    from toetssteen.scoring.outlook.outlook import Outlook


def sliders(outlook: Outlook, language: Language) -> State:
    """Give the table of value scores (0-100) and the weights (percent) once, for the browser to work with."""
    layer, speaker = outlook.table.by_value, workbench.speaker_of(outlook, language)
    return {
        "round": outlook.result.round.number,
        "fingerprint": outlook.result.round.fingerprint,
        "values": [
            {"id": each, "title": speaker.name(each), "weight": float(weight * 100)}
            for each, weight in zip(layer.names, layer.weights, strict=True)
        ],
        "solutions": [
            {
                "id": each,
                "name": speaker.solution(each),
                "scores": [float(score) for score in row],
                "was": speaker.interval(Interval.at(layer.totals[each])),
            }
            for each, row in zip(layer.solutions, layer.scores, strict=True)
        ],
    }
