"""The words that the templates of a report use: one list for HTML and PDF, each a key of ``[report]``.

A word that takes particulars (``page {number}``) is said where they are known and does not belong here,
except where a template fills them in itself: those are in :data:`FILLED`.
"""

from __future__ import annotations

from toetssteen.language import Language, say

LABELS = (
    "answered_all", "asked_of_us", "clarified_intro", "heading_clarified",
    "after", "before", "caption_moved_cells", "caption_moved_solutions", "caption_moved_weights", "heading_moved",
    "moved_added", "moved_cells_none", "moved_dropped", "moved_frozen_anew", "moved_gone", "moved_new",
    "moved_other_method", "moved_reason", "moved_same", "moved_same_method", "moved_solutions_none", "rank", "shift",
    "was", "heading_robust", "robust_intro",
    "caption_prices", "caption_low_prices", "heading_prices", "heading_ties", "low_price_asked", "low_price_answer",
    "low_price_finding", "price", "price_low", "quality_rank", "tie_unrecorded", "total_quality",
    "about_is_cut", "addressee", "answer", "asked_for", "attachment", "authority", "caption_checklist",
    "caption_coming", "caption_committee", "caption_corrections", "caption_dropped", "caption_evidence",
    "caption_gates", "caption_heads", "caption_hidden", "caption_instruments", "caption_own", "caption_profile",
    "caption_ranking", "caption_scoping", "caption_solutions", "caption_versions", "caption_weights", "change",
    "changing", "checklist_intro", "clause", "clauses_intro", "clauses_none", "coming_intro", "coming_none", "commands",
    "contents", "corrected_cell", "corrections_none", "counted", "criteria_intro", "dated", "day", "description",
    "digest", "dissent", "document", "dropped_none", "edition", "eligible", "equivalent", "evidence", "evidence_intro",
    "evidence_none", "expertise", "expired", "finding", "fingerprint", "fingerprint_short", "fitting_intro", "gate",
    "gates_intro", "given", "governing", "heading_about", "heading_by_whom", "heading_certainty", "heading_checklist",
    "heading_clauses", "heading_coming", "heading_committee", "heading_corrections", "heading_criteria",
    "heading_dropped", "heading_evidence", "heading_fitting", "heading_gates", "heading_hidden", "heading_judged",
    "heading_law", "heading_method", "heading_notes", "heading_outcome", "heading_own", "heading_profile",
    "heading_ranking", "heading_related", "heading_rules", "heading_scoping", "heading_stands_out", "heading_summary",
    "heading_verify", "heading_versions", "heading_weights", "hidden_none", "how", "imported_banner", "instrument",
    "interests", "is_failing", "is_weakest", "kept_copy", "kind", "law_none", "legal", "level", "limited", "log_of",
    "lot", "meaning", "method_intro", "minimum", "moment", "no_checklist", "no_digest", "no_gates", "no_score",
    "not_asked", "note", "note_advice", "note_compromise", "note_condition", "note_tension", "notes_none", "now",
    "number", "of", "own_none", "page", "phase", "place", "point", "procedure", "procurement", "profile_intro", "proof",
    "question", "ranking_ethics", "ranking_intro", "reason", "related_intro", "related_none", "remark", "round",
    "score", "sealed_banner", "several", "skip", "solution", "sources", "substituted", "title", "total", "unchecked",
    "value", "value_or_criterion", "vendor", "verify_attached", "verify_intro", "version", "watch", "weakest", "weight",
    "weight_of_whole", "who", "why",
)  # fmt: skip
"""Words as they are."""
FILLED = (
    "caption_anchors", "caption_cells", "caption_value", "consulted_line", "dated_line", "expires_line", "law_line",
    "level_is", "made_with", "minimum_line", "moved_between", "set_line", "supersedes", "weight_line",
)  # fmt: skip
"""Words with places (``{title}``) that a template fills in."""
_PLACES = {
    place: f"{{{place}}}"
    for place in (
        "after", "before", "date", "digest", "law", "level", "minimum", "scale", "set", "title", "value", "version",
        "weight",
    )
}  # fmt: skip


def labels(language: Language) -> dict[str, str]:
    """Give all of them in one language; in :data:`FILLED` the places stand as ``{name}``."""
    return {key: say(f"report.{key}", language, **_PLACES) for key in (*LABELS, *FILLED)}
