"""The words that the templates of a report use: one list for HTML and PDF, each a key of ``[report]``.

A word that takes particulars (``page {number}``) is said where they are known and does not belong here,
except where a template fills them in itself: those are in :data:`FILLED`.
"""

from __future__ import annotations

from toetssteen.text import Language, say

LABELS = (
    "about_is_cut", "addressee", "answer", "attachment", "authority", "caption_checklist", "caption_committee",
    "caption_corrections", "caption_evidence", "caption_gates", "caption_heads", "caption_profile",
    "caption_ranking", "caption_scoping", "caption_solutions", "caption_versions", "caption_weights",
    "checklist_intro", "commands", "contents", "corrected_cell", "corrections_none", "counted", "criteria_intro",
    "dated", "description", "digest", "dissent", "document", "eligible", "evidence", "evidence_intro",
    "evidence_none", "expertise", "expired", "finding", "fingerprint", "fingerprint_short", "gate", "gates_intro",
    "given", "governing", "heading_about", "heading_by_whom", "heading_certainty", "heading_checklist",
    "heading_committee", "heading_corrections", "heading_criteria", "heading_evidence", "heading_gates",
    "heading_judged", "heading_law", "heading_method", "heading_notes", "heading_outcome", "heading_profile",
    "heading_ranking", "heading_rules", "heading_scoping", "heading_stands_out", "heading_summary",
    "heading_verify", "heading_versions", "heading_weights", "how", "imported_banner", "interests", "is_failing",
    "is_weakest", "kept_copy", "kind", "law_none", "legal", "level", "limited", "log_of", "lot", "meaning",
    "method_intro", "minimum", "moment", "no_checklist", "no_digest", "no_gates", "no_score", "not_asked",
    "note_advice", "note_compromise", "note_condition", "note_tension", "notes_none", "now", "number", "of", "page",
    "phase", "place", "point", "procedure", "procurement", "profile_intro", "proof", "question", "ranking_ethics",
    "ranking_intro", "reason", "remark", "round", "score", "sealed_banner", "several", "skip", "solution",
    "sources", "substituted", "title", "total", "unchecked", "value", "value_or_criterion", "vendor",
    "verify_attached", "verify_intro", "version", "weakest", "weight", "weight_of_whole", "who", "why",
)  # fmt: skip
"""Words as they are."""
FILLED = (
    "caption_anchors", "caption_cells", "caption_value", "consulted_line", "dated_line", "expires_line", "law_line",
    "level_is", "made_with", "minimum_line", "set_line", "supersedes", "weight_line",
)  # fmt: skip
"""Words with places (``{title}``) that a template fills in."""
_PLACES = {
    place: f"{{{place}}}"
    for place in ("date", "digest", "law", "level", "minimum", "scale", "set", "title", "value", "version", "weight")
}


def labels(language: Language) -> dict[str, str]:
    """Give all of them in one language; in :data:`FILLED` the places stand as ``{name}``."""
    return {key: say(f"report.{key}", language, **_PLACES) for key in (*LABELS, *FILLED)}
