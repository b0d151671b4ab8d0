"""Who keeps a kernel and who gets one, without a server: starting and ending are counted, not done."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from tornado.web import HTTPError

from toetssteen.web.server.kernels import OF_A_PAGE, OPENING, WAITS, Kernels

PAGE = {"path": "notebooks", "env": {OF_A_PAGE: "http://127.0.0.1/"}}


class Counted(Kernels):
    """Kernels that are names only."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.made: dict[str, SimpleNamespace] = {}
        self.connected: set[str] = set()
        self.ended: list[str] = []
        self.fails: Exception | None = None

    async def _cold(self, given: dict[str, Any]) -> str:
        await asyncio.sleep(0)
        if self.fails is not None:
            raise self.fails
        name = f"k{len(self.made) + len(self.ended)}"
        self.made[name] = SimpleNamespace(execution_state="idle", last_activity=datetime.now(UTC))
        return name

    def get_kernel(self, kernel_id: str) -> Any:
        return self.made[kernel_id]

    def __contains__(self, kernel_id: object) -> bool:
        return kernel_id in self.made

    def kernel_model(self, kernel_id: str) -> Any:
        state = self.made[kernel_id].execution_state
        return {"id": kernel_id, "connections": int(kernel_id in self.connected), "execution_state": state}

    def list_kernels(self) -> list[dict[str, Any]]:
        return [self.kernel_model(name) for name in self.made if self._left.get(name) != WAITS]

    async def shutdown_kernel(self, kernel_id: str, *_: Any, **__: Any) -> None:
        self.ended.append(kernel_id)
        del self.made[kernel_id], self._left[kernel_id]


def run(work: Callable[[Counted], Coroutine[Any, Any, None]], **given: Any) -> None:
    async def running() -> None:
        await work(Counted(**given))

    asyncio.run(running())


def test_a_page_opens_whatever_kept_a_kernel_from_being_warm() -> None:
    async def work(kernels: Counted) -> None:
        kernels.fails = OSError("no process")
        kernels.warm_up()
        assert kernels._warming is not None
        await kernels._warming
        kernels.fails = None
        for _ in range(2):
            assert await kernels.start_kernel(**PAGE) in kernels
        assert not kernels._warming.done(), "and one is made warm again"
        kernels._warming.cancel()

    run(work, warm_path="notebooks", warm_delay=60)


def test_a_page_that_cannot_be_started_keeps_no_place() -> None:
    async def work(kernels: Counted) -> None:
        kernels.fails = OSError("no process")
        for _ in range(3):
            with pytest.raises(OSError, match="no process"):
                await kernels.start_kernel(**PAGE)
        kernels.fails = None
        await kernels.start_kernel(**PAGE)

    run(work, most=1)


def test_there_are_so_many_kernels_and_no_more_also_when_asked_at_once() -> None:
    async def work(kernels: Counted) -> None:
        asked = await asyncio.gather(*(kernels.start_kernel(**PAGE) for _ in range(6)), return_exceptions=True)
        refused = [each for each in asked if isinstance(each, HTTPError)]
        assert [each.status_code for each in refused] == [503] * 3
        assert len(kernels.made) == 3
        with pytest.raises(HTTPError):  # of an analyst
            await kernels.start_kernel(path="notebooks", env={})

    run(work, most=3)


def test_what_a_page_left_behind_makes_room_and_what_is_open_or_opens_does_not() -> None:
    async def work(kernels: Counted) -> None:
        left, open_page, _ = [await kernels.start_kernel(**PAGE) for _ in range(3)]  # the last opens still
        for kernel in (left, open_page):
            kernels._left[kernel] -= OPENING
        kernels.connected.add(open_page)
        await kernels.start_kernel(**PAGE)
        assert kernels.ended == [left]
        with pytest.raises(HTTPError):
            await kernels.start_kernel(**PAGE)

    run(work, most=3)


@pytest.mark.parametrize(
    ("silent", "state", "connected", "ends"),
    [(601, "idle", True, True), (601, "busy", True, False), (599, "idle", True, False), (0, "idle", False, True)],
)
def test_the_kernel_of_a_page_ends_once_it_is_left_or_silent(
    silent: int, state: str, connected: bool, ends: bool
) -> None:
    async def work(kernels: Counted) -> None:
        kernel = await kernels.start_kernel(**PAGE)
        kernels.made[kernel].last_activity -= timedelta(seconds=silent)
        kernels.made[kernel].execution_state = state
        kernels._left[kernel] = time.monotonic() - kernels.page_timeout - 1
        kernels.connected = {kernel} if connected else set()
        await kernels.cull_kernel_if_idle(kernel)
        assert bool(kernels.ended) == ends

    run(work)


def test_a_warm_kernel_that_waited_long_is_not_ended_as_silent() -> None:
    async def work(kernels: Counted) -> None:
        kernel = await kernels._cold({})
        kernels.made[kernel].last_activity -= timedelta(hours=1)
        kernels._of_a_page(kernel, time.monotonic() + OPENING)  # as of a page that takes it
        kernels.connected.add(kernel)
        await kernels.cull_kernel_if_idle(kernel)
        assert kernels.ended == []

    run(work)
