"""Markdown as plain blocks, which a page draws as text.

Rules: nothing becomes HTML, so a tag in the Markdown is shown as it is written; a link goes to a heading of the
same text or to an ``https`` address, and any other is no link but its words. Images are their words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any
from urllib.parse import unquote

import mistune

Token = Mapping[str, Any]
Piece = dict[str, Any]
"""A part of a line: ``kind`` text, strong, emphasis, code, link or break, with its text or what is inside."""
Block = dict[str, Any]
"""A part of a text: ``kind`` heading, paragraph, list, table or code."""

_MARKS = {"strong": "strong", "emphasis": "emphasis", "codespan": "code", "linebreak": "break", "link": "link"}


def slugs(text: str) -> list[str]:
    """Return the anchor of each heading, in order, as GitHub and others make it: links in the text use these."""
    used: Counter[str] = Counter()
    made = []
    for token in _tokens(text):
        if token["type"] == "heading":
            slug = re.sub(r"[^\w\- ]", "", _plain(token["children"]).strip().lower()).replace(" ", "-")
            made.append(f"{slug}-{used[slug]}" if used[slug] else slug)
            used[slug] += 1
    return made


def blocks(text: str, ids: Mapping[str, str]) -> list[Block]:
    """Return a text as blocks; ``ids`` has the id in the page of each anchor of :func:`slugs`."""
    headings = iter(slugs(text))
    made: list[Block] = []
    for token in _tokens(text):
        if token["type"] == "heading":
            made.append(
                {
                    "kind": "heading",
                    "level": token["attrs"]["level"],
                    "id": ids[next(headings)],
                    "text": _plain(token["children"]),
                    "parts": list(_pieces(token["children"], ids)),
                }
            )
        else:
            made.extend(_blocks(token, ids))
    return made


def _tokens(text: str) -> Sequence[Token]:
    parsed = mistune.create_markdown(renderer="ast", plugins=["table"])(text)
    return [] if isinstance(parsed, str) else parsed


def _blocks(token: Token, ids: Mapping[str, str]) -> Iterator[Block]:
    """Yield the blocks that a token is; one that is not known here is the blocks in it, or its text."""
    kind, children = token["type"], token.get("children", ())
    if kind in ("paragraph", "block_text", "heading"):
        yield {"kind": "paragraph", "tight": kind == "block_text", "parts": list(_pieces(children, ids))}
    elif kind == "list":
        yield {
            "kind": "list",
            "ordered": token["attrs"]["ordered"],
            "start": token["attrs"].get("start", 1),
            "items": [[block for child in item["children"] for block in _blocks(child, ids)] for item in children],
        }
    elif kind == "table":
        [head], body = children[:1], children[1:]
        yield {
            "kind": "table",
            "head": _row(head, ids),
            "rows": [_row(row, ids) for part in body for row in part["children"]],
        }
    elif kind == "block_code":
        yield {"kind": "code", "text": token["raw"].rstrip("\n")}
    elif children:
        for child in children:
            yield from _blocks(child, ids)
    elif token.get("raw", "").strip():
        yield {"kind": "paragraph", "tight": False, "parts": [_text(token["raw"].strip())]}


def _row(row: Token, ids: Mapping[str, str]) -> list[list[Piece]]:
    return [[piece for piece in _pieces(cell["children"], ids) if piece.get("text") != ""] for cell in row["children"]]


def _pieces(tokens: Sequence[Token], ids: Mapping[str, str]) -> Iterator[Piece]:
    """Yield the parts of a line; of what is no mark here the words stay."""
    for token in tokens:
        kind, children = _MARKS.get(token["type"]), token.get("children", [])
        if kind == "code":
            yield {"kind": kind, "text": token["raw"]}
        elif kind == "break":
            yield {"kind": kind}
        elif kind == "link":
            inside, href = list(_pieces(children, ids)), _href(token["attrs"]["url"], ids)
            yield from [{"kind": kind, "href": href, "parts": inside}] if href else inside
        elif kind:
            yield {"kind": kind, "parts": list(_pieces(children, ids))}
        elif children:
            yield from _pieces(children, ids)
        else:
            yield _text(_words(token))


def _text(words: str) -> Piece:
    return {"kind": "text", "text": words}


def _words(token: Token) -> str:
    """Return the words of a token without children; an entity is its sign, but not in code or in a tag."""
    if token["type"] == "softbreak":
        return " "
    raw = str(token.get("raw", ""))
    return unescape(raw) if token["type"] == "text" else raw


def _plain(tokens: Sequence[Token]) -> str:
    return "".join(_plain(token["children"]) if token.get("children") else _words(token) for token in tokens)


def _href(url: str, ids: Mapping[str, str]) -> str | None:
    """Return where a link goes; ``None`` where it may not go there."""
    if url.startswith("#"):
        anchor = unquote(url[1:])  # the parser wrote an accent as it stands in an address
        return f"#{ids[anchor]}" if anchor in ids else None
    return url if url.startswith("https://") else None
