"""The words of a report that the compare page says too, in its scripts: each a key of ``[report]``."""

from __future__ import annotations

from toetssteen.language import Language, say

LABELS = (
    "after", "answer", "before", "caption_corrections", "caption_gates", "caption_moved_cells",
    "caption_moved_solutions", "caption_moved_weights", "caption_profile", "caption_ranking", "checklist_intro",
    "contents", "corrected_cell", "counted", "criteria_intro", "dissent", "eligible", "evidence", "expired",
    "fingerprint", "gate", "gates_intro", "given", "governing", "heading_certainty", "heading_checklist",
    "heading_corrections", "heading_criteria", "heading_gates", "heading_moved", "heading_notes", "heading_profile",
    "heading_ranking", "imported_banner", "is_failing", "is_weakest", "limited", "moved_added", "moved_cells_none",
    "moved_dropped", "moved_frozen_anew", "moved_gone", "moved_new", "moved_other_method", "moved_reason",
    "moved_same", "moved_same_method", "moved_solutions_none", "no_checklist", "no_digest", "no_gates", "no_score",
    "not_asked", "notes_none", "now", "phase", "place", "point", "price_low", "profile_intro", "proof",
    "rank", "ranking_ethics", "ranking_intro", "reason", "robust_intro", "round", "shift", "solution",
    "tie_unrecorded", "total", "value", "was", "weakest", "who",
)  # fmt: skip
"""Words as they are."""
FILLED = (
    "caption_cells", "consulted_line", "dated_line", "expires_line", "minimum_line", "moved_between", "weight_line",
)  # fmt: skip
"""Words with places (``{title}``) that a script fills in."""
_PLACES = {place: f"{{{place}}}" for place in ("after", "before", "date", "minimum", "scale", "title", "weight")}


def labels(language: Language) -> dict[str, str]:
    """Return all labels in one language, by key; those in :data:`FILLED` still have their ``{name}``."""
    return {key: say(f"report.{key}", language, **_PLACES) for key in (*LABELS, *FILLED)}
