"""A notebook as a page: executed afresh, without its code, with nothing loaded from elsewhere."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbconvert import HTMLExporter
from nbconvert.preprocessors import ExecutePreprocessor

SCREEN_ONLY = "screen-only"
"""The tag of a cell that is for the screen and not for the page."""


def export_page(notebook: Path, target: Path) -> Path:
    """Execute a notebook and write it as one HTML file; give its path."""
    document = nbformat.read(notebook, as_version=4)
    document.cells = [cell for cell in document.cells if SCREEN_ONLY not in cell.metadata.get("tags", [])]
    ExecutePreprocessor(timeout=120).preprocess(document, {"metadata": {"path": str(notebook.parent)}})
    exporter = HTMLExporter(
        template_name="basic", exclude_input=True, exclude_output_prompt=True, exclude_anchor_links=True
    )
    body, _ = exporter.from_notebook_node(document)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(_PAGE.format(title=notebook.stem, body=body), encoding="utf-8")
    return target


_PAGE = """<!doctype html>
<html lang="nl">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; }}
table {{ border-collapse: collapse; }}
th, td {{ border-bottom: 1px solid #767676; padding: .4rem .8rem; text-align: left; }}
</style>
<main>{body}</main>
</html>
"""
