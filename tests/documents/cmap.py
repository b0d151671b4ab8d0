"""Reading which characters a TrueType font has, as the OpenType specification says: ``cmap``, formats 4 and 12."""

from __future__ import annotations

import struct


def covered_by(font: bytes) -> set[int]:
    """Read the code points of a TrueType font."""
    tables = {font[at : at + 4]: struct.unpack(">II", font[at + 8 : at + 16]) for at in _directory(font)}
    start, _ = tables[b"cmap"]
    (count,) = struct.unpack(">H", font[start + 2 : start + 4])
    codes: set[int] = set()
    for place in range(count):
        _, _, offset = struct.unpack(">HHI", font[start + 4 + 8 * place : start + 12 + 8 * place])
        (form,) = struct.unpack(">H", font[start + offset : start + offset + 2])
        if form == 12:
            codes |= _format_12(font, start + offset)
        elif form == 4:
            codes |= _format_4(font, start + offset)
    return codes


def _directory(font: bytes) -> range:
    (count,) = struct.unpack(">H", font[4:6])
    return range(12, 12 + 16 * count, 16)


def _format_12(font: bytes, start: int) -> set[int]:
    (groups,) = struct.unpack(">I", font[start + 12 : start + 16])
    codes: set[int] = set()
    for place in range(groups):
        first, last, _ = struct.unpack(">III", font[start + 16 + 12 * place : start + 28 + 12 * place])
        codes |= set(range(first, last + 1))
    return codes


def _format_4(font: bytes, start: int) -> set[int]:
    (double,) = struct.unpack(">H", font[start + 6 : start + 8])
    segments = double // 2

    def numbers(at: int) -> tuple[int, ...]:
        return struct.unpack(f">{segments}H", font[at : at + double])

    ends, starts = numbers(start + 14), numbers(start + 16 + double)
    deltas, offsets = numbers(start + 16 + 2 * double), numbers(start + 16 + 3 * double)
    codes: set[int] = set()
    for place, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            at = start + 16 + 3 * double + 2 * place + offset + 2 * (code - first)
            glyph = struct.unpack(">H", font[at : at + 2])[0] if offset else (code + delta) % 0x10000
            if glyph:
                codes.add(code)
    return codes
