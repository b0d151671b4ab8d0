"""The report as one HTML file: no script, nothing from elsewhere, readable at 320 pixels and on paper.

Made by nbconvert's exporter with a template of our own over the report model, and not from a notebook in
memory: a notebook's cells turn text into HTML (pitfall 4), while a template that escapes by itself cannot.
The notebook that it converts is empty.

Rules: Jinja escapes everything; the only markup that goes in as such is what ``charts.py`` drew and the
stylesheets of the house; a text in another language than the page says so.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat.v4 import new_notebook

from toetssteen.documents.charts import profile_chart
from toetssteen.documents.labels import labels
from toetssteen.documents.report.nouns import Report
from toetssteen.language import say

TEMPLATES = Path(__file__).parent / "templates"


class ReportExporter(TemplateExporter):
    """nbconvert's exporter with a template that escapes all that it is given."""

    def __init__(self, template: str = "report") -> None:
        super().__init__(
            template_name=template,
            template_file=f"{template}.html.j2",
            extra_template_basedirs=[str(TEMPLATES)],
            template_extension=".html.j2",
            file_extension=".html",
        )

    def _create_environment(self) -> Any:
        environment = super()._create_environment()
        environment.autoescape = True
        environment.trim_blocks = environment.lstrip_blocks = True
        return environment


@cache
def _exporter() -> ReportExporter:
    return ReportExporter()


def html(report: Report) -> str:
    """Write a report as one HTML page."""
    charts = {
        value.id: profile_chart(value, f"chart-{place}", say("report.no_score", report.language))
        for place, value in enumerate(report.values)
    }
    resources = {
        "report": report.plain(),
        "w": labels(report.language),
        "style": _style(),
        "charts": charts,
        "pieces": {each.number: each.model_dump(mode="json") for each in report.evidence},
    }
    page, _ = _exporter().from_notebook_node(new_notebook(), resources)
    return "".join(each for each in page if each >= " " or each in "\n\t")


@cache
def _style() -> str:
    """Give the tokens of the theme and the style of the report."""
    theme = files("toetssteen").joinpath("theme.css").read_text("utf-8")
    return theme + (TEMPLATES / "report" / "report.css").read_text("utf-8")
