"""Replaying entries: their order, the state, and what of it may be read."""
