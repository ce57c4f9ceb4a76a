"""Working something long out beside the office, of values alone: each on a thread of its own, a few at once.

Decides that nobody waits for it when the pages are stopped. What is worked out must touch no vault.
"""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar, cast

__all__ = ["Thoughts", "call_on"]

T = TypeVar("T")
THOUGHTS = 2
"""So many long things are worked out at once."""


class Thoughts:
    """What is being worked out."""

    def __init__(self) -> None:
        self._room = asyncio.Semaphore(THOUGHTS)

    async def think(self, work: Callable[[], T]) -> T:
        """Work something out, in the context of whoever asks."""
        context = contextvars.copy_context()
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()

        def tell(result: T | None, error: BaseException | None) -> None:
            if not done.done():
                done.set_exception(error) if error is not None else done.set_result(cast(T, result))

        def thinking() -> None:
            try:
                result = context.run(work)
            except BaseException as error:  # noqa: BLE001 -- whoever asked is told, on their own thread
                call_on(loop, partial(tell, None, error))
            else:
                call_on(loop, partial(tell, result, None))

        async with self._room:
            # Not one of a pool: nobody waits for it when the pages are stopped.
            threading.Thread(target=thinking, name="thinking", daemon=True).start()
            return await asyncio.shield(done)


def call_on(loop: asyncio.AbstractEventLoop, what: Callable[[], None]) -> None:
    """Let a loop do something, from another thread; nothing where it has ended meanwhile."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(what)
