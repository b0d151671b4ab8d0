"""Figures of a result, for plotly; each with a sentence that says what it shows, and never without a table.

Rules: plotly is imported when a figure is made, not before; a colour never says alone what it says (patterns,
marks and names do); nothing is sent anywhere (:data:`CONFIG`); what is open is drawn as a range.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from toetssteen.language import Language, say
from toetssteen.scoring.exact import Interval
from toetssteen.scoring.result.result import Result, SolutionResult
from toetssteen.views.pricing import told
from toetssteen.views.wording import Wording

if TYPE_CHECKING:
    from plotly.graph_objects import Figure  # type: ignore[import-untyped]

CONFIG = {"showSendToCloud": False, "displaylogo": False, "responsive": True}
"""What every figure is shown with: no button that uploads it, no logo."""
COLOURS = ("#1d4e6f", "#b4540a", "#3f6b2a", "#6a3d7c", "#8a6a00", "#8c1d40", "#00615c", "#444c54")
"""Apart for most colour-blind people, each at least 4:1 on white; the pattern beside it tells them apart in grey."""
PATTERNS = ("", "/", "x", "-", ".", "\\", "+", "|")
_FONT = {"family": "system-ui, sans-serif", "size": 14, "color": "#1b232b"}
_ROOM = 60


def profile_figure(worked_out: Result, language: Language) -> Figure:
    """Draw the profile: per value a bar for each solution, 0-100; a range has a line from low to high."""
    from plotly import graph_objects as go  # type: ignore[import-untyped]

    titles = [escape(value.title.in_(language)) for value in worked_out.method.values]
    bars = []
    for place, solution in enumerate(worked_out.solutions):
        scores = [value.score for value in solution.values]
        bars.append(
            go.Bar(
                name=_label(solution, language),
                orientation="h",
                y=list(range(len(titles))),
                x=[None if interval is None else float(interval.low) for interval in scores],
                error_x=_spread(scores),
                marker=_marker(place),
                hovertext=[_told(worked_out, solution, interval, language) for interval in scores],
                hoverinfo="text",
            )
        )
    rows = len(titles) * max(len(bars), 1)
    figure = go.Figure(bars, _layout(say("figures.profile", language), titles, 20 * rows + 2 * _ROOM))
    legend = {"orientation": "h", "y": -0.08, "yanchor": "top"}
    return figure.update_layout(barmode="group", showlegend=True, legend=legend)


def totals_figure(worked_out: Result, language: Language) -> Figure:
    """Draw the totals, 0-100, in the order of the ranking; a range has a line from low to high."""
    from plotly import graph_objects as go

    ordered = in_order(worked_out)
    totals = [solution.total for solution in ordered]
    bar = go.Bar(
        orientation="h",
        y=list(range(len(ordered))),
        x=[float(interval.low) for interval in totals],
        error_x=_spread(totals),
        marker={
            "color": COLOURS[0],
            "pattern": {"shape": ["/" if solution.eligible is False else "" for solution in ordered]},
        },
        hovertext=[
            _told(worked_out, solution, solution.total, language) + _price(worked_out, solution, language)
            for solution in ordered
        ],
        hoverinfo="text",
    )
    names = [_label(solution, language) for solution in ordered]
    figure = go.Figure([bar], _layout(say("figures.totals", language), names, 44 * len(ordered) + 2 * _ROOM))
    return figure.update_layout(showlegend=False)


def in_order(worked_out: Result) -> list[SolutionResult]:
    """Return the solutions in the order in which they are shown: ranked, then without a rank, then failing."""
    last = len(worked_out.solutions) + 1
    return sorted(
        worked_out.solutions,
        key=lambda solution: (
            solution.eligible is False,
            solution.rank.rank or last,
            -solution.total.high,
            solution.id,
        ),
    )


def documents(worked_out: Result, language: Language) -> list[dict[str, Any]]:
    """Return both figures as plain data: ``id``, ``figure`` (plotly's JSON), ``alternative`` (text) and ``config``."""
    drawn = (("profile", profile_figure(worked_out, language)), ("totals", totals_figure(worked_out, language)))
    return [
        {
            "id": key,
            "figure": json.loads(figure.to_json()),
            "alternative": alternative(worked_out, key, language),
            "config": CONFIG,
        }
        for key, figure in drawn
    ]


def alternative(worked_out: Result, key: str, language: Language) -> str:
    """Return the text alternative of a figure, ``profile`` or ``totals``: what it shows, in sentences."""
    if worked_out.round.sealed or not worked_out.solutions:
        return say("figures.nothing", language)
    if key == "totals":
        wording = Wording(worked_out.method, language)
        sentences = [
            f"{solution.name}: {wording.interval(solution.total)}{_price(worked_out, solution, language)}"
            for solution in in_order(worked_out)
        ]
        return say("figures.totals_say", language, told="; ".join(sentences))
    return say("figures.profile_say", language, told="; ".join(_weakest(worked_out, language)))


def _weakest(worked_out: Result, language: Language) -> Iterator[str]:
    wording = Wording(worked_out.method, language)
    for solution in in_order(worked_out):
        value = solution.weakest[0]
        score = next((value_score.score for value_score in solution.values if value_score.id == value), None)
        if value and score:
            yield f"{solution.name}: {wording.name(value)} ({wording.interval(score)})"
        else:
            yield f"{solution.name}: {say('figures.uncertain', language)}"


def script() -> str:
    """Return plotly's own JavaScript, from the package: nothing is fetched."""
    from plotly.offline import get_plotlyjs  # type: ignore[import-untyped]

    return str(get_plotlyjs())


def _label(solution: SolutionResult, language: Language) -> str:
    """Return the name of a solution, escaped: plotly reads some HTML in a text."""
    failing = f" ({say('figures.failing', language)})" if solution.eligible is False else ""
    return escape(solution.name) + failing


def _told(worked_out: Result, solution: SolutionResult, score: Interval | None, language: Language) -> str:
    written = Wording(worked_out.method, language).interval(score) if score else "-"
    return f"{escape(solution.name)}: {written}"


def _price(worked_out: Result, solution: SolutionResult, language: Language) -> str:
    """Return what the price comes to, to stand beside the total on quality; empty where the method has no price."""
    text = told(worked_out, solution, language)
    return f" ({text})" if text else ""


def _spread(scores: Sequence[Interval | None]) -> dict[str, Any]:
    above = [float(interval.high - interval.low) if interval and not interval.exact else None for interval in scores]
    ends = {"array": above, "arrayminus": [None if length is None else 0 for length in above], "symmetric": False}
    return {"type": "data", **ends, "visible": any(above), "thickness": 2}


def _marker(place: int) -> dict[str, Any]:
    colour = COLOURS[place % len(COLOURS)]
    shape = PATTERNS[place % len(PATTERNS)]
    return {"color": colour, "line": {"color": colour, "width": 1}, "pattern": {"shape": shape, "fillmode": "replace"}}


def _layout(title: str, names: list[str], height: int) -> dict[str, Any]:
    """Lay out bars by number, named beside: two of the same name stay two."""
    rows = {"tickmode": "array", "tickvals": list(range(len(names))), "ticktext": names}
    return {
        "title": {"text": title, "x": 0, "xanchor": "left"},
        "height": max(height, 4 * _ROOM),
        "font": _FONT,
        "paper_bgcolor": "#ffffff",
        "plot_bgcolor": "#ffffff",
        "margin": {"l": 8, "r": 8, "t": _ROOM, "b": _ROOM},
        "xaxis": {"range": [0, 101], "dtick": 25, "gridcolor": "#d5d9d6", "fixedrange": True},
        "yaxis": {**rows, "autorange": "reversed", "automargin": True, "fixedrange": True},
    }
