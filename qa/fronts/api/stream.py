"""An answer that a client waits for: its steps as they happen, then all of it. It is abandoned if the client leaves."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

from fastapi import Request

from qa.fronts.api.errors import ApiError
from qa.fronts.serving.service import Watcher

T = TypeVar("T")
KEEP_ALIVE_SECONDS = 5.0
KEEP_ALIVE = ": keep-alive\n\n"
STREAM_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
_LOOKS_UP = 0.5
"""Seconds between two checks whether the client of a whole answer has left."""


class Waiting:
    """One waiting request. The threads that answer it get its ``watcher``."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._steps: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        self._left = threading.Event()
        self.watcher = Watcher(self._told, self._left.is_set)

    async def steps(self, working: Coroutine[Any, Any, T], *, into: list[T]) -> AsyncIterator[dict[str, Any] | None]:
        """Yields ``{"tool", "found"}`` for each step of ``working`` as it happens, and None now and then. The result is
        put ``into`` the list; an error of ``working`` is raised here. Closing the iterator early stops the work."""
        task = asyncio.create_task(working)
        task.add_done_callback(lambda _: self._steps.put_nowait(None))
        try:
            while not (task.done() and self._steps.empty()):
                try:
                    step = await asyncio.wait_for(self._steps.get(), KEEP_ALIVE_SECONDS)
                except TimeoutError:
                    yield None
                    continue
                if step is not None:
                    yield step
            into.append(task.result())
        finally:
            await self._give_up(task)

    async def whole(self, working: Coroutine[Any, Any, T], request: Request) -> T:
        """The result of ``working``; the work stops if the client of ``request`` leaves."""
        task = asyncio.create_task(working)
        try:
            while not (await asyncio.wait({task}, timeout=_LOOKS_UP))[0]:
                if await request.is_disconnected():
                    raise ApiError(499, "the client has left", "client_left")
            return task.result()
        finally:
            await self._give_up(task)

    async def _give_up(self, task: asyncio.Task[Any]) -> None:
        self._left.set()
        task.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await task

    def _told(self, progress: Any) -> None:
        """Called from an answering thread."""
        step = {"tool": progress.tool, "found": progress.found, "words": progress.words}
        with suppress(RuntimeError):  # the server has ended meanwhile
            self._loop.call_soon_threadsafe(self._steps.put_nowait, step)


def event(body: dict[str, Any], name: str = "") -> str:
    """A server-sent event."""
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(body, ensure_ascii=False, separators=(',', ':'))}\n\n"
