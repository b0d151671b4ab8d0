"""JSON Schemas of the files in ``criteria/``, for editors that complete and check while one types.

They are made from the types that read the files, so they cannot say something else.
"""

from __future__ import annotations

import json
from pathlib import Path

from toetssteen import disk
from toetssteen.content.library import KINDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """Return the text of every schema file by name."""
    return {
        f"{kind}.schema.json": json.dumps({"$schema": DIALECT, **noun.model_json_schema()}, indent=1, sort_keys=True)
        + "\n"
        for kind, (_, noun) in KINDS.items()
    }


def write(folder: Path) -> list[Path]:
    """Write the schema files into ``folder/schema``; return their paths.

    Raises
    ------
    StoreError
        If the disk cannot be written; each file is the older one then, or the new one.
    """
    place = folder / "schema"
    return sorted(disk.write(place / name, text.encode(), folders=True) for name, text in schemas().items())
