"""A paper as canonical JSON: the model that it was made of, or its blocks where it has none."""

from __future__ import annotations

from toetssteen import canonical
from toetssteen.documents.blocks import Paper


def write(paper: Paper) -> bytes:
    """Write it as canonical JSON."""
    return canonical.encode(paper.plain()) if paper.data is None else paper.data
