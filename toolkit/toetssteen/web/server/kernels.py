"""The kernels behind pages and notebooks: who keeps theirs, and what a kernel is told.

A kernel of a page (one that Voilà started) holds nothing that is not on disk. It goes soon after its page has
gone, or once the page has been silent for a while (a page falls silent when nobody is there, and begins anew when
somebody is), and is not started again after it died: an empty process behind a page that looks alive would lose what
is typed. An analyst's kernel holds their work: it gets an hour.

One more kernel is kept warm: it has started and imported what every page imports, and is the next page's. A warm
kernel is a convenience: whatever keeps it from starting keeps no page from opening.

There are at most so many kernels: what a page left behind goes first, and then the next is refused, with a page that
says what to do.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError
from traitlets import Integer, Unicode

SECRETS = ("JUPYTER_TOKEN", "JUPYTERHUB_API_TOKEN", "JPY_API_TOKEN")
"""Environment variables that no kernel is given; ``page.py`` also keeps the address of a page clean."""
OF_A_PAGE = "VOILA_REQUEST_URL"
"""What only the environment of a page's kernel has."""

OPENING = 120
"""Seconds that a page may take before it is connected to its kernel."""
WAITS = float("inf")
"""When the page of a warm kernel was last there: it is still to come."""


class Kernels(AsyncMappingKernelManager):
    """The kernels of the server, those of pages told apart from those of notebooks."""

    page_timeout = Integer(120, config=True, help="Seconds that the kernel of a page outlives its page.")
    quiet_timeout = Integer(600, config=True, help="Seconds of silence after which the kernel of an open page ends.")
    most = Integer(24, config=True, help="Kernels that there may be, of pages and of notebooks, but for the warm one.")
    warm_path = Unicode("", config=True, help="The folder of the pages; without one no kernel is kept warm.")
    warm_code = Unicode("", config=True, help="What a warm kernel runs beforehand.")
    warm_delay = Integer(3, config=True, help="Seconds between a page's opening and the next warm kernel.")

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._left: dict[str, float] = {}  # of each page's kernel: when its page was last there
        self._warm: tuple[str, Any] | None = None  # a kernel that waits for its page, and the line to it
        self._warming: asyncio.Task[None] | None = None
        self._starting = 0
        self._wanted = asyncio.Event()

    async def _async_start_kernel(self, **given: Any) -> str:
        env = {name: value for name, value in given.get("env", os.environ).items() if name not in SECRETS}
        await self._make_room()
        self._starting += 1
        try:
            if OF_A_PAGE not in env:
                return await self._cold({**given, "env": env})
            kernel = await self._taken(env) if given.get("path") == self.warm_path else None
            if kernel is None:
                kernel = await self._cold({**given, **_of_a_page(), "env": env})
            self._of_a_page(kernel, time.monotonic() + OPENING)
        finally:
            self._starting -= 1
            self.warm_up(self.warm_delay)
        return kernel

    start_kernel = _async_start_kernel  # type: ignore[assignment]

    async def _make_room(self) -> None:
        """See that there is room for one more kernel: end what a page left behind, the longest ago first.

        Raises
        ------
        HTTPError
            503, if there are as many as there may be and all are used.
        """
        left = sorted((since, kernel) for kernel, since in self._left.items() if since <= time.monotonic())
        for _, kernel in left:
            if len(self.list_kernels()) + self._starting < self.most:
                return
            if kernel in self and not self.kernel_model(kernel)["connections"]:
                await self.shutdown_kernel(kernel)
        if len(self.list_kernels()) + self._starting >= self.most:
            raise HTTPError(503, reason=f"{self.most} kernels")

    async def _cold(self, given: dict[str, Any]) -> str:
        started: str = await super()._async_start_kernel(**given)
        return started

    def _of_a_page(self, kernel: str, since: float) -> None:
        process: Any = self.get_kernel(kernel)
        self._left[kernel] = since
        process.last_activity = datetime.now(UTC)  # that of a warm one may be long ago
        restarter = getattr(process, "_restarter", None)
        if restarter is not None:
            restarter.restart_limit = 0  # dead is dead: the page says so and is loaded again

    def warm_up(self, delay: float = 0) -> None:
        """Start a kernel for the next page, in a while: the page that opens now needs the processor."""
        if self.warm_path and self._warm is None and (self._warming is None or self._warming.done()):
            self._warming = asyncio.ensure_future(self._warm_one(delay))

    async def _warm_one(self, delay: float) -> None:
        self._wanted.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wanted.wait(), delay)
        try:
            await self._warmed()
        except Exception as error:  # whatever it is: the next page would be told of it, and every page after that
            self.log.info("No warm kernel: %r", error)

    async def _warmed(self) -> None:
        env = {name: value for name, value in os.environ.items() if name not in SECRETS}
        kernel = await self._cold({"kernel_name": "python3", "path": self.warm_path, "env": env, **_of_a_page()})
        client: Any = self.get_kernel(kernel).client()
        client.start_channels(hb=False)
        self._of_a_page(kernel, WAITS)
        try:
            await client.wait_for_ready(timeout=60)
            await _run(client, self.warm_code, 60)
        except Exception:
            client.stop_channels()
            if kernel in self:
                await self.shutdown_kernel(kernel)
            raise
        self._warm = (kernel, client)

    async def _taken(self, env: dict[str, str]) -> str | None:
        """Hand the warm kernel to a page, with what the page's address says; return ``None`` if no warm one lives."""
        if self._warm is None and self._warming is not None:
            self._wanted.set()  # nearly there: sooner than a cold one
            await asyncio.shield(self._warming)
        warm, self._warm = self._warm, None
        if warm is None:
            return None
        kernel, client = warm
        told = json.dumps({name: value for name, value in env.items() if os.environ.get(name) != value})
        try:
            if kernel not in self:
                return None
            await _run(client, f"import json, os; os.environ.update(json.loads({told!r})); del json, os", 5)
        except Exception as error:  # whatever it is, the page gets a kernel of its own
            self.log.info("The warm kernel was of no use: %r", error)
            if kernel in self:
                self._left[kernel] = time.monotonic()  # it goes, as that of a page that has gone
            return None
        finally:
            client.stop_channels()
        return kernel

    def list_kernels(self) -> list[dict[str, Any]]:
        """Return the kernels that somebody uses."""
        listed: list[dict[str, Any]] = super().list_kernels()
        return [kernel for kernel in listed if self._left.get(kernel["id"]) != WAITS]

    def notify_disconnect(self, kernel_id: str) -> None:
        """Note when a page went."""
        super().notify_disconnect(kernel_id)
        if kernel_id in self._left:
            self._left[kernel_id] = time.monotonic()

    def remove_kernel(self, kernel_id: str) -> Any:
        """Forget a kernel that has gone."""
        self._left.pop(kernel_id, None)
        return super().remove_kernel(kernel_id)

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """Stop a kernel that nobody uses; what it is still doing it may finish."""
        if kernel_id not in self:
            return
        if kernel_id not in self._left:
            await super().cull_kernel_if_idle(kernel_id)
            return
        model = self.kernel_model(kernel_id)
        gone = not model["connections"] and time.monotonic() - self._left[kernel_id] > self.page_timeout
        process: Any = self.get_kernel(kernel_id)
        silent = datetime.now(UTC) - process.last_activity
        quiet = self._left[kernel_id] != WAITS and silent.total_seconds() > self.quiet_timeout
        if model["execution_state"] != "busy" and (gone or quiet):
            await self.shutdown_kernel(kernel_id)


def _of_a_page() -> dict[str, Any]:
    """Say that a kernel is a page's; what it complains of, as when it is stopped early, is kept out of the terminal."""
    return {"of_a_page": True} | ({} if os.environ.get("TOETSSTEEN_DEBUG") else {"stderr": subprocess.DEVNULL})


async def _run(client: Any, code: str, patience: float) -> None:
    """Run code in a kernel, quietly.

    Raises
    ------
    TimeoutError
        If it does not answer.
    """
    asked = client.execute(code, silent=True, store_history=False)
    async with asyncio.timeout(patience):
        while (await client.get_shell_msg())["parent_header"].get("msg_id") != asked:
            pass
