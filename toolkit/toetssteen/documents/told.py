"""The questions of vendors and their answers, as one page (HTML) for all of them: the note of clarification.

Rules: it names nobody who asked; what people wrote is text, never HTML; nothing is loaded from elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from toetssteen.language import Language, day, say
from toetssteen.model.entries.asking import Clarified
from toetssteen.model.entries.opening import Opened

_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b }}
h2 {{ font-size: 1.15rem; margin-top: 2rem }}
p {{ white-space: pre-wrap; overflow-wrap: anywhere }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{intro}</p>
{parts}
<p>{fingerprint}</p>
</main>
</body>
</html>
"""


def told_page(opened: Opened, fingerprint: str, given: Sequence[tuple[str, Clarified]], language: Language) -> bytes:
    """Write the page; ``given`` has the moment (ISO 8601) of each answer."""
    parts = []
    for index, (at, each) in enumerate(given, start=1):
        heading = say("told.heading", language, number=index, day=day(at, language))
        question, answer = (escape(text) for text in (each.question, each.answer))
        parts.append(
            f"<section>\n<h2>{escape(heading)}</h2>\n"
            f'<p dir="auto"><strong>{escape(say("told.question", language))}</strong> {question}</p>\n'
            f'<p dir="auto"><strong>{escape(say("told.answer", language))}</strong> {answer}</p>\n</section>'
        )
    about = {"title": opened.title, "authority": opened.authority, "count": len(given), "fingerprint": fingerprint}
    words = {name: escape(say(f"told.{name}", language, **about)) for name in ("title", "intro", "fingerprint")}
    return _PAGE.format(language=language, parts="\n".join(parts), **words).encode()
