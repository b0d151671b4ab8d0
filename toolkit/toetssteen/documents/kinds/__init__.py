"""A module a kind of document: each gives its paper in ``paper(...)`` and says in which ``FORMATS`` it is offered."""
