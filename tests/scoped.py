"""Answers to the scoping questions of the web chat set, for tests that freeze it.

They ask class normal, which has every criterion and gate of the set; until all are given nothing can be frozen.
"""

IMPACT = {"touched": "many", "undo": "with-effort", "without": "easily", "decides": "no", "dependence": "some"}
ANSWERS = {"processor": "yes", "ai": "none", **IMPACT}
