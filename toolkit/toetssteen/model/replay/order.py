"""The order in which the entries of several logs are replayed.

An entry follows the one before it in its log (``prev``) and all that its author had seen (``seen``);
what is concurrent is ordered by digest. So the order is the same on every machine, whatever the order in
which the logs were read, and no clock has a say in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from heapq import heappop, heappush

from toetssteen.errors import IntegrityError, fault
from toetssteen.model.entries.entry import Entry


def order(logs: Mapping[str, Sequence[Entry]]) -> Iterator[Entry]:
    """Yield the entries of all logs in replay order.

    Raises
    ------
    IntegrityError
        After the last entry that can be placed, if one has seen an entry that is not there.
    """
    position = dict.fromkeys(logs, 0)
    placed: set[str] = set()
    ready: list[tuple[str, str]] = []
    waiting: dict[str, list[str]] = {}
    unseen: dict[str, Iterator[str]] = {}  # of who waits: what they had seen and was not looked for yet

    def offer(author: str) -> None:
        if position[author] == len(logs[author]):
            return
        entry = logs[author][position[author]]
        left = unseen.setdefault(author, iter(entry.seen))  # each is looked for once, however many somebody wrote
        for digest in left:
            if digest not in placed:
                waiting.setdefault(digest, []).append(author)
                return
        del unseen[author]
        heappush(ready, (entry.digest, author))

    for author in logs:
        offer(author)
    while ready:
        digest, author = heappop(ready)
        yield logs[author][position[author]]
        placed.add(digest)
        position[author] += 1
        offer(author)
        for blocked in waiting.pop(digest, ()):
            offer(blocked)
    if waiting:
        raise IntegrityError(
            fault("TS-315", f"{author}.jsonl, line {position[author] + 1}", digest=digest)
            for digest, authors in sorted(waiting.items())
            for author in authors
        )
