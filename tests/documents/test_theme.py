"""The theme: every pair of colours that a page uses has the contrast that WCAG asks for."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

import toetssteen
from toetssteen.documents.writers import chart

THEME = (Path(toetssteen.__file__).parent / "theme.css").read_text("utf-8")
COLOURS = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", THEME))
TEXT = [
    ("ink", "ground"), ("ink", "ground-soft"), ("ink", "gold-soft"), ("ink", "open-soft"), ("ink-soft", "ground"),
    ("ink-soft", "ground-soft"), ("ink-on-strong", "ground-strong"), ("accent-ink", "accent"), ("accent", "ground"),
    ("link", "ground"), ("link", "ground-soft"), ("link-visited", "ground"), ("good", "good-soft"),
    ("bad", "bad-soft"), ("open", "open-soft"), ("open", "ground"), ("good", "ground"), ("bad", "ground"),
    *(("level-ink", f"level-{level}") for level in range(3)),
    *(("level-ink-dark", f"level-{level}") for level in (3, 4)),
]  # fmt: skip
SHAPES = [("line", "ground"), ("focus", "ground"), ("focus", "ground-soft"), ("focus-halo", "ground-strong")]


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio (1-21)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_can_be_read_on_its_ground(text: str, ground: str) -> None:
    assert contrast(COLOURS[text], COLOURS[ground]) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_a_shape_can_be_seen_on_its_ground(shape: str, ground: str) -> None:
    assert contrast(COLOURS[shape], COLOURS[ground]) >= 3


def test_levels_only_grow_darker_so_that_grey_keeps_their_order() -> None:
    shades = [luminance(COLOURS[f"level-{level}"]) for level in range(5)]
    assert all((light + 0.05) / (dark + 0.05) >= 1.25 for light, dark in pairwise(shades))


def test_a_chart_uses_the_colours_of_the_theme() -> None:
    assert tuple(COLOURS[colour] for colour in ("ink", "ink-soft", "line", "accent")) == (
        chart.INK,
        chart.SOFT,
        chart.LINE,
        chart.BAR,
    )
    assert contrast(chart.BAR, chart.GROUND) >= 3


DOCUMENTS = Path(toetssteen.__file__).parent / "documents"
LOOKS = [path for path in sorted(DOCUMENTS.rglob("*")) if path.suffix in (".typ", ".css", ".j2", ".py")]


def colours_in(text: str) -> set[str]:
    """Give the colours that a source names, as ``#1b232b`` or as a word processor has them."""
    bare = re.findall(r"\"([0-9A-F]{6})\"", text)
    return {found.lower() for found in re.findall(r"#[0-9a-fA-F]{3,8}\b", text)} | {f"#{code.lower()}" for code in bare}


def test_every_document_has_the_colours_of_the_theme_and_no_other() -> None:
    found = {path.name: colours_in(path.read_text("utf-8")) for path in LOOKS}
    assert {name: more for name, given in found.items() if (more := given - {*COLOURS.values(), chart.GROUND})} == {}
    assert {name for name, given in found.items() if given} >= {"paper.typ", "chart.py", "docx.py"}
