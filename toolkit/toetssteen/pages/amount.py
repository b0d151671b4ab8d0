"""An amount of money as somebody types it.

Rules: an amount is exact and is never guessed; what is no amount is refused by who asked for it.
"""

from __future__ import annotations

from decimal import Decimal


def amount(text: str) -> Decimal | None:
    """Read an amount in euro: not below 0, at most two decimals; ``None`` where it is none."""
    whole, _, cents = text.strip().partition(".")
    if not whole.isascii() or not whole.isdigit() or len(whole) > 12 or (cents and not cents.isdigit()):
        return None
    return Decimal(text.strip()) if len(cents) <= 2 else None
