"""The kernels behind pages and notebooks: who keeps theirs, and what a kernel is told.

A kernel of a page (one that Voilà started) holds nothing that is not on disk. It goes soon after its page has
gone, stays as long as its page is open, and is not started again after it died: an empty process behind a page
that looks alive would lose what is typed. An analyst's kernel holds their work: it gets an hour.
"""

from __future__ import annotations

import time
from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Integer

SECRETS = ("JUPYTER_TOKEN", "JUPYTERHUB_API_TOKEN", "JPY_API_TOKEN")
"""Environment variables that no kernel is given; of a page's, ``page.py`` also keeps the address clean."""


class Kernels(AsyncMappingKernelManager):
    """The kernels of the server, those of pages told apart from those of notebooks."""

    page_timeout = Integer(120, config=True, help="Seconds that the kernel of a page outlives its page.")

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._left: dict[str, float] = {}  # of each page's kernel: when its page was last there

    async def _async_start_kernel(self, **given: Any) -> str:  # type: ignore[override]
        page = "VOILA_REQUEST_URL" in given.get("env", {})
        if page:
            given["env"] = {name: value for name, value in given["env"].items() if name not in SECRETS}
        kernel: str = await super()._async_start_kernel(**given)
        if page:
            self._left[kernel] = time.monotonic()
            restarter = getattr(self.get_kernel(kernel), "_restarter", None)
            if restarter is not None:
                restarter.restart_limit = 0  # dead is dead: the page says so and is loaded again
        return kernel

    start_kernel = _async_start_kernel  # type: ignore[assignment]

    def notify_disconnect(self, kernel_id: str) -> None:
        """Note when a page went."""
        super().notify_disconnect(kernel_id)  # type: ignore[no-untyped-call]
        if kernel_id in self._left:
            self._left[kernel_id] = time.monotonic()

    def remove_kernel(self, kernel_id: str) -> Any:
        """Forget a kernel that has gone."""
        self._left.pop(kernel_id, None)
        return super().remove_kernel(kernel_id)

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """Stop a kernel that nobody uses; what it is still doing it may finish."""
        if kernel_id not in self._left:
            await super().cull_kernel_if_idle(kernel_id)  # type: ignore[no-untyped-call]
            return
        model = self.kernel_model(kernel_id)  # type: ignore[no-untyped-call]
        gone = time.monotonic() - self._left[kernel_id]
        if not model["connections"] and model["execution_state"] != "busy" and gone > self.page_timeout:
            await self.shutdown_kernel(kernel_id)
