"""Ways in which a file can be wrong: bytes, text, markup inside an archive, and the tree of a document.

Rules: every way takes a source of chance and gives the same for the same source; nothing is read or written here.
"""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from random import Random
from typing import Any
from warnings import catch_warnings
from xml.sax.saxutils import escape

TEXTS = (
    "", " ", "\0", "\x07", "\x1b[2J", "\x85", "\u2028", "\ufeff", "\ufffe", "\uffff", "\ufdd0", "\U0001ffff",
    "e\u0301", "\u202eevil", "\u200b", "\u0130", "\ufb01", "\U0001f600", "_x0041_", "_x0000_", "_xD800_", "=1+1", "'=1",
    "@SUM(1)", "+31", "-", "--", "#REF!", "#N/A", "TRUE", "NaN", "Infinity", "-0", "0", "00", "1e5", "1E999", "1e-999",
    "9" * 18, "9" * 19, "9" * 400, "0." + "9" * 19, "1.000,5", "1,000.5", "1/3", "1/0", "\u0661", "\u00b2", "\u2460",
    "0000-00-00", "2026-02-30", "2026-13-01", "9999-12-31", "10000-01-01", "-0001-01-01", "2026-03-01T25:61:61Z",
    "2026-03-01T00:00:00Z", "46000", "2958466", "con", "NUL.txt", "aux", "..", "../../x", "C:\\x", "/etc/passwd",
    "a" * 81, "a" * 256, "a" * 501, "a" * 32_768, "a/b", "a:b", "[a]", "https://", "https://a b", "javascript:alert(1)",
    "https://[", "unknown", "refused", "unanswered", "met", "not_met", "ja", "nee", "chair", "{0}", "{where}", "%s",
    "<b>&amp;</b>", "]]>", "&#0;", "&#xD800;", "&x;", "\\", "\"", "\ttab", "two\nlines", "a\rb", "\x0b",
)  # fmt: skip
"""What readers, writers, spreadsheets and disks each take for something else."""
NUMBERS = (0, 1, -1, 2, 3, 40, 255, 2**15, 2**31 - 1, 2**31, 2**53, 2**63, 10**14, 10**15, -(10**14))
TREES: tuple[Any, ...] = (None, True, False, [], {}, [[]], {"": ""}, [None], 0.5, *NUMBERS)
_KINDS = (
    re.compile(r"-?\d+(\.\d+)?"), re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d-\d\dT.*"), re.compile(r"https://.*")
)  # fmt: skip
_BYTES = (
    b"\0",
    b"\xff",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\r",
    b"\n",
    b'"',
    b"'",
    b"<",
    b">",
    b"&",
)
_TOKEN = re.compile(rb"<[^<>]*>|[^<>]+")
_VALUE = re.compile(rb'("|\')((?:(?!\1)[^<>])*)\1')
_TOLD = re.compile("sheet|workbook|shared|content|document|rels|Types")
_SCALAR = re.compile(rb"[A-Za-z0-9_.:/+-]+")
Way = Callable[[Random, bytes], bytes]


def text(chance: Random) -> str:
    """Give a text that hurts."""
    return chance.choice(TEXTS)


def said(chance: Random) -> bytes:
    """Give the bytes of such a text, in one encoding or another."""
    how = chance.choice(("utf-8", "utf-8", "utf-8", "utf-16", "cp1252"))
    return text(chance).encode(how, "replace")


def some_bytes(chance: Random, content: bytes) -> bytes:
    """Change bytes: flipped, taken out, put in, doubled, moved, cut off."""
    made = bytearray(content or b"x")
    for _ in range(chance.choice((1, 1, 1, 2, 4, 16))):
        at, more = chance.randrange(len(made)), chance.choice((1, 1, 2, 4, 8, 64, 1024))
        match chance.randrange(8):
            case 0:
                made[at] ^= 1 << chance.randrange(8)
            case 1:
                made[at] = chance.randrange(256)
            case 2:
                del made[at : at + more]
            case 3:
                made[at:at] = chance.choice(_BYTES)
            case 4:
                made[at:at] = made[at : at + more] * chance.choice((1, 1, 2, 50))
            case 5:
                start = chance.randrange(len(made))
                made[at : at + more] = made[start : start + more]
            case 6:
                number = chance.choice(NUMBERS) & 0xFFFFFFFF
                made[at : at + 4] = struct.pack(chance.choice(("<I", ">I")), number)
            case _:
                del made[at if chance.random() < 0.2 else len(made) - min(more, len(made)) :]
        if not made:
            return bytes(made)
    return bytes(made)


def some_words(chance: Random, content: bytes) -> bytes:
    """Put texts that hurt in the place of words and numbers."""
    for _ in range(chance.choice((1, 1, 2, 5))):
        found = list(_SCALAR.finditer(content))
        if not found:
            break
        at = chance.choice(found)
        content = content[: at.start()] + said(chance) + content[at.end() :]
    return content


def some_lines(chance: Random, content: bytes) -> bytes:
    """Take lines out, double them, move them, indent them otherwise, end them otherwise."""
    lines = content.split(b"\n")
    for _ in range(chance.choice((1, 1, 2, 5))):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(6):
            case 0 if len(lines) > 1:
                del lines[at]
            case 1:
                lines.insert(other, lines[at])
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = b" " * chance.choice((1, 2, 4)) + lines[at]
            case 4:
                lines[at] = lines[at].lstrip()
            case _:
                lines[at] = some_words(chance, lines[at])
    return chance.choice((b"\n", b"\n", b"\n", b"\r\n", b"\r")).join(lines)


def some_markup(chance: Random, content: bytes) -> bytes:
    """Change elements, attributes and texts of markup."""
    parts = _TOKEN.findall(content)
    if not parts:
        return some_bytes(chance, content)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        at, other = chance.randrange(len(parts)), chance.randrange(len(parts))
        match chance.randrange(7):
            case 0:
                del parts[at : at + chance.choice((1, 1, 2, 8))]
            case 1:
                parts[other:other] = parts[at : at + chance.choice((1, 2, 3, 8))] * chance.choice((1, 1, 2, 100))
            case 2:
                parts[at], parts[other] = parts[other], parts[at]
            case 3 | 4:
                parts[at] = _other_value(chance, parts[at])
            case 5:
                parts[at] = re.sub(rb"\s+[\w:.-]+=(\"[^\"]*\"|'[^']*')", b"", parts[at], count=1)
            case _:
                parts[at] = some_bytes(chance, parts[at])
        if not parts:
            break
    return b"".join(parts)


def some_values(chance: Random, content: bytes) -> bytes:
    """Put other texts in markup, and leave all else as it is: what is well formed and still wrong."""
    parts = _TOKEN.findall(content)
    texts = [at for at, part in enumerate(parts) if not part.startswith(b"<") and part.strip()]
    for at in chance.sample(texts, min(len(texts), chance.choice((1, 1, 2, 4)))):
        given = chance.choice(
            (text(chance).encode(), str(chance.choice(NUMBERS)).encode(), parts[chance.choice(texts)])
        )
        parts[at] = escape(given.decode("utf-8", "replace")).encode() if given not in parts else given
    return b"".join(parts)


def _other_value(chance: Random, part: bytes) -> bytes:
    values = list(_VALUE.finditer(part)) if part.startswith(b"<") else []
    if not values:
        return part if part.startswith(b"<") else _escaped(chance)
    at = chance.choice(values)
    number = str(chance.choice(NUMBERS)).encode()
    return part[: at.start(2)] + chance.choice((_escaped(chance), number)) + part[at.end(2) :]


def _escaped(chance: Random) -> bytes:
    given = said(chance)
    return (
        given
        if chance.random() < 0.2
        else given.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b'"', b"&quot;")
    )


def in_archive(chance: Random, content: bytes) -> bytes:
    """Change what is inside an archive, and pack it again; or break the archive itself."""
    if chance.random() < 0.15:
        return some_bytes(chance, content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [(part.filename, archive.read(part)) for part in archive.infolist()]
    except Exception:
        return some_bytes(chance, content)
    gently = chance.random() < 0.5
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        if not parts:
            break
        at = _weighed(chance, parts)
        name, inside = parts[at]
        if gently:
            parts[at] = (name, some_values(chance, inside))
            continue
        match chance.randrange(12):
            case 0:
                del parts[at]
            case 1:
                parts.append((name, inside))
            case 2:
                parts[at] = (chance.choice((text(chance)[:60], name.upper(), f"{name}/")), inside)
            case 3:
                parts[at] = (name, chance.choice(parts)[1])
            case 4:
                parts[at] = (name, some_bytes(chance, inside))
            case _:
                parts[at] = (name, some_markup(chance, inside))
    return _packed(chance, parts)


def _weighed(chance: Random, parts: Sequence[tuple[str, bytes]]) -> int:
    """Choose a part: those that hold what is read rather than a style or a thumbnail."""
    told = [
        at for at, (name, _) in enumerate(parts) if re.search("sheet|workbook|shared|content|document|rels|Types", name)
    ]
    return chance.choice(told) if told and chance.random() < 0.9 else chance.randrange(len(parts))


def _packed(chance: Random, parts: Sequence[tuple[str, bytes]]) -> bytes:
    how = chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    with zipfile.ZipFile(made := io.BytesIO(), "w", how) as archive:
        for name, inside in parts:
            with suppress(ValueError, UnicodeError), catch_warnings(action="ignore"):  # of a name that is there twice
                archive.writestr(zipfile.ZipInfo(name), inside, how)
    return made.getvalue()


def in_texts(chance: Random, tree: Any) -> Any:
    """Put other texts of their kind in the place of texts, so that most still fit their field."""
    places = [(holder, key) for holder, key in _places(tree) if isinstance(holder[key], str)]
    for holder, key in chance.sample(places, min(len(places), chance.choice((1, 1, 2, 4)))):
        before = holder[key]
        kinds = [kind for kind in _KINDS if kind.fullmatch(before)]
        alike = [given for given in TEXTS if any(kind.fullmatch(given) for kind in kinds)]
        if " " in before:
            holder[key] = chance.choice((text(chance), before + text(chance), text(chance) + before, text(chance) * 40))
        elif alike:
            holder[key] = chance.choice(alike)
        else:
            other, name = chance.choice(places)
            holder[key] = other[name]
    return tree


def in_tree(chance: Random, tree: Any) -> Any:
    """Change a document of JSON in a few places; the tree that is given is changed too."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        places = list(_places(tree))
        if not places:
            break
        holder, key = chance.choice(places)
        match chance.randrange(10):
            case 0:
                del holder[key]
            case 1:
                holder[key] = chance.choice(TREES)
            case 2:
                other, name = chance.choice(places)
                with suppress(LookupError):
                    holder[key] = json.loads(json.dumps(other[name]))
            case 3 if isinstance(holder, list):
                holder[key:key] = [holder[key]] * chance.choice((1, 1, 200))
            case 4 if isinstance(holder, dict):
                holder[text(chance)] = holder[key]
            case 5 if isinstance(holder[key], str):
                holder[key] = holder[key] + text(chance)
            case _:
                holder[key] = text(chance)
    return tree


def _places(tree: Any) -> Any:
    keys = tree.keys() if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    for key in keys:
        yield tree, key
        yield from _places(tree[key])


def by_kind(chance: Random, name: str, content: bytes) -> bytes:
    """Make a file wrong in a way that suits it."""
    if content.startswith(b"PK"):
        return in_archive(chance, content)
    return chance.choice((some_bytes, some_words, some_lines))(chance, content)
