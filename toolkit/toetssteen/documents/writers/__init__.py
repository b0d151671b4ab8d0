"""A module a format: each draws any paper, in ``write(paper)``."""
