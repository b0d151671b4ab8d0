"""What the library does not keep to yet: named here so that a rule passes over it, and no longer than needed.

Rules: whoever mends the content takes the entry out; one that passes over nothing any more is itself a fault (TS-149).
"""

from __future__ import annotations

from toetssteen.model.base import Id

TO_SEPARATE: frozenset[frozenset[Id]] = frozenset(
    frozenset(pair)
    for pair in (
        ("government-autonomy.change-notice", "government-autonomy.unilateral-change"),
        ("security.incident-report", "security.incident-openness"),
        ("accountability.logs-kept", "accountability.audit-right"),
        ("security.yearly-assurance", "security.independent-assurance"),
        ("inclusion.accessible-by-law", "inclusion.accessibility"),
        ("transparency.records-kept", "transparency.messages-archived"),
        ("government-autonomy.supply-chain", "privacy.executors"),
        ("privacy.no-training", "privacy.telemetry"),
        ("privacy.content-own-purposes", "privacy.telemetry"),
        ("privacy.content-own-purposes", "privacy.no-training"),
        ("resident-autonomy.account-not-forced", "resident-autonomy.no-private-account"),
    )
)
"""Two that ask about one subject, and still stand together in some set."""

LAW_TO_READ: frozenset[Id] = frozenset()
"""Law profiles with terms that do not say yet where they stand, when and how they were read, and until when."""
