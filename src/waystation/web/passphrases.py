"""Trying passphrases one after the other: whoever typed some that opened nothing waits before the next is tried.

Decides how many may wait at once. How long each waits is `sessions.Tries`', what is opened the office's business.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from waystation.errors import WrongPassphrase
from waystation.web.sessions import Tries

__all__ = ["Passphrases", "TooManyTries"]

T = TypeVar("T")
MOST_WAITING = 4
"""So many passphrases wait to be tried."""


class TooManyTries(Exception):
    """More passphrases wait to be tried than anybody types."""


class Passphrases:
    """The passphrases that are being tried.

    Args:
        clock: Seconds that only grow.
        rest: Lets some seconds pass.
    """

    def __init__(self, clock: Callable[[], float], rest: Callable[[float], Awaitable[None]]) -> None:
        self._clock = clock
        self._rest = rest
        self._tries = Tries()
        self._trying = asyncio.Lock()
        self._waiting = 0

    async def tried(self, opens: Callable[[], Awaitable[T]]) -> T:
        """Try one, after those that were typed before it.

        Args:
            opens: Opens with it.

        Returns:
            What opening it gave.

        Raises:
            WrongPassphrase: If it opens nothing; the next waits longer.
            TooManyTries: If several wait already.
        """
        if self._waiting >= MOST_WAITING:
            raise TooManyTries
        self._waiting += 1
        try:
            async with self._trying:
                await self._rest(self._tries.wait(self._clock()))
                found = await opens()
        except WrongPassphrase:
            self._tries.failed(self._clock())
            raise
        finally:
            self._waiting -= 1
        self._tries.went_well()
        return found
