"""A chart of blocks as SVG, for a page: no script, no colour that says what no word says.

The PDF draws the same bars with typst, in ``paper.typ``.

Rules: a bar has its name and its number in words; a range is hatched from its low to its high end; positions
are percentages, so that a chart is as wide as its place and its text never shrinks; all text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from xml.sax.saxutils import escape

from toetssteen.documents.blocks import Bar, Chart

INK, SOFT, LINE, BAR, GROUND = "#1b232b", "#4a5560", "#868e94", "#1d4e6f", "#eceeeb"
"""The colours of ``theme.css`` that a chart needs: a chart that is saved alone has no theme."""
ROW, TOP, BAR_AT, BAR_HEIGHT, FOOT = 42, 6, 20, 13, 26
"""Pixels: a row, what is above the first, where its bar begins, how high that is, and the axis below."""
NAME = 30
"""Characters of a name that a chart shows; the table beside it has all."""
TICKS = (0, 25, 50, 75, 100)
FONT = (
    "Atkinson Hyperlegible Next, Atkinson Hyperlegible, system-ui,"
    " Noto Sans, Noto Sans Hebrew, Noto Sans Arabic, sans-serif"
)


def svg(chart: Chart) -> str:
    """Draw it: horizontal bars, 0-100."""
    key, count = chart.id, len(chart.bars)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="{TOP + ROW * count + FOOT}" role="img"'
        f' class="chart" aria-labelledby="{key}-title {key}-desc" font-family="{FONT}" font-size="14">',
        f'<title id="{key}-title">{_text(chart.title)}</title>',
        f'<desc id="{key}-desc">{_text(chart.alternative)}</desc>',
        f'<defs><pattern id="{key}-range" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<path d="M0 6 6 0" stroke="{BAR}" stroke-width="1.6"/></pattern></defs>',
        *_axis(TOP + ROW * count),
        *(part for place, bar in enumerate(chart.bars) for part in _bar(bar, TOP + ROW * place, key)),
        "</svg>",
    ]
    return "".join(parts)


def _axis(bottom: int) -> Iterator[str]:
    for tick in TICKS:
        anchor = "start" if tick == 0 else "end" if tick == TICKS[-1] else "middle"
        yield f'<line x1="{tick}%" x2="{tick}%" y1="{bottom - 3}" y2="{bottom + 3}" stroke="{LINE}"/>'
        yield f'<text x="{tick}%" y="{bottom + 18}" text-anchor="{anchor}" font-size="12" fill="{SOFT}">{tick}</text>'
    yield f'<line x1="0" x2="100%" y1="{bottom}" y2="{bottom}" stroke="{LINE}"/>'


def _bar(bar: Bar, top: int, key: str) -> Iterator[str]:
    weight = ' font-weight="700"' if bar.strong else ""
    name = bar.name if len(bar.name) <= NAME else bar.name[: NAME - 1] + "\N{HORIZONTAL ELLIPSIS}"
    yield f'<text x="0" y="{top + 14}" fill="{INK}">{_text(name)}</text>'
    yield f'<text x="100%" y="{top + 14}" text-anchor="end" fill="{INK}"{weight}>{_text(bar.text)}</text>'
    yield _rect(top, "0", "100", GROUND)
    if bar.low:
        yield _rect(top, "0", bar.low, BAR)
        if bar.low != bar.high:
            spread = format(Decimal(bar.high) - Decimal(bar.low), "f")
            yield _rect(top, bar.low, spread, f"url(#{key}-range)", f' stroke="{BAR}"')


def _rect(top: int, left: str, width: str, fill: str, more: str = "") -> str:
    return f'<rect x="{left}%" y="{top + BAR_AT}" width="{width}%" height="{BAR_HEIGHT}" fill="{fill}"{more}/>'


def _text(text: str) -> str:
    """Escape a text; what XML cannot hold is left out."""
    kept = "".join(sign for sign in text if sign >= " " and sign not in "\ufffe\uffff")
    return escape(kept, {'"': "&quot;"})
