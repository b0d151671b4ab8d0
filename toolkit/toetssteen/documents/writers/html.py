"""A paper as one HTML file: no script, nothing from elsewhere, readable at 320 pixels and on paper.

Made by nbconvert's exporter with a template of our own over the blocks, and not from a notebook in memory: a
notebook's cells turn text into HTML, while a template that escapes by itself cannot. The notebook that it converts
is empty.

Rules: Jinja escapes everything; the only markup that goes in as such is what ``chart.py`` drew and the
stylesheets of the house; a text in another language than the page says so.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat.v4 import new_notebook

from toetssteen.documents.blocks import Card, Heading, Line, Paper
from toetssteen.documents.writers.chart import svg
from toetssteen.language import say

TEMPLATES = Path(__file__).parent / "templates"


class PaperExporter(TemplateExporter):
    """nbconvert's exporter with a template that escapes all that it is given."""

    def __init__(self) -> None:
        super().__init__(
            template_name="paper",
            template_file="paper.html.j2",
            extra_template_basedirs=[str(TEMPLATES)],
            template_extension=".html.j2",
            file_extension=".html",
        )

    def _create_environment(self) -> Any:
        environment = super()._create_environment()
        environment.autoescape = True
        environment.trim_blocks = environment.lstrip_blocks = True
        environment.filters["svg"] = svg
        return environment


@cache
def _exporter() -> PaperExporter:
    return PaperExporter()


def write(paper: Paper) -> bytes:
    """Write it as one page without script."""
    words = {key: say(f"report.{key}", paper.language) for key in ("skip", "contents", "page", "of")}
    inputs = {"paper": lambda: paper, "words": words, "entries": _entries(paper), "style": _style()}
    # nbconvert copies what it is given deeply, and a function is not copied
    page, _ = _exporter().from_notebook_node(new_notebook(), inputs)
    return "".join(sign for sign in page if sign >= " " or sign in "\n\t").encode()


def _entries(paper: Paper) -> list[tuple[str, Line, list[tuple[str, Line]]]]:
    """Return the table of contents: the id and heading of each section, with the listed ones inside it."""
    return [
        (part.id, _headed(part), [(inner.id, _headed(inner)) for inner in _sections(part.blocks)])
        for part in _sections((*paper.opening, *paper.blocks))
    ]


def _sections(blocks: tuple[Any, ...]) -> list[Card]:
    parts = (block for block in blocks if isinstance(block, Card) and block.tone == "section" and block.id)
    return [part for part in parts if isinstance(part.blocks[0], Heading) and part.blocks[0].listed]


def _headed(part: Card) -> Line:
    first = part.blocks[0]
    assert isinstance(first, Heading)
    return first.line


@cache
def _style() -> str:
    """Return the tokens of the theme and the style of a paper."""
    theme = files("toetssteen").joinpath("theme.css").read_text("utf-8")
    return theme + (TEMPLATES / "paper" / "paper.css").read_text("utf-8")
