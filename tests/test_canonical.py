"""One form for JSON: written as RFC 8785 has it, and read strictly."""

from __future__ import annotations

import pytest

from toetssteen import canonical


def test_a_document_is_written_as_rfc_8785_has_it() -> None:
    given = {"\u20ac": "Euro", "\r": 1, "\U0001f600": [True, None], "1": "\x0f/\u00e9", "\ufb33": {"b": 0, "a": -1}}
    assert canonical.encode(given) == (
        '{"\\r":1,"1":"\\u000f/\u00e9","\u20ac":"Euro","\U0001f600":[true,null],"\ufb33":{"a":-1,"b":0}}'.encode()
    )  # keys in the order of UTF-16 code units, RFC 8785 section 3.2.3


def test_a_digest_is_the_sha_256_of_the_canonical_bytes() -> None:
    assert canonical.digest({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    assert canonical.digest({"b": 1, "a": [2]}) == canonical.sha256(b'{"a":[2],"b":1}')


@pytest.mark.parametrize("document", [{}, [], "x", None, True, {"a": ["1.50", {"b": None}], "z": 999_999_999_999_999}])
def test_what_is_written_is_read_back(document: object) -> None:
    assert canonical.decode(canonical.encode(document)) == document


@pytest.mark.parametrize(
    "content",
    [
        b'{"a":1,"a":2}',
        b'[{"b":{"a":1,"a":1}}]',
        b'{"a":1.5}',
        b"1e5",
        b"1.0",
        b"[NaN]",
        b"-Infinity",
        b"1000000000000000",
        b'{"a":1}x',
        b'{"a":1',
        b"{'a':1}",
        b"",
        b'"\xff"',
        b"\xef\xbb\xbf{}",
        b'"a\nb"',
        b"[" * 100_000,
    ],
)
def test_what_canonical_documents_never_hold_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- which of its kinds it is does not matter to a caller
        canonical.decode(content)


def test_nesting_is_allowed_up_to_its_limit() -> None:
    def nested(depth: int) -> bytes:
        return b"[" * depth + b"]" * depth

    assert canonical.decode(nested(canonical.MAX_DEPTH))
    with pytest.raises(ValueError, match="deep"):
        canonical.decode(nested(canonical.MAX_DEPTH + 1))
    with pytest.raises(ValueError, match="deep"):
        canonical.decode(b'{"a":' * canonical.MAX_DEPTH + b"1" + b"}" * canonical.MAX_DEPTH)
