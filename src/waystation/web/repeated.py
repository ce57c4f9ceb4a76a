"""Pages that keep themselves up to date, made once for each state of the desk, however many browsers ask for them.

Decides what may be handed out twice: a page that was asked for by itself, as somebody else's browser got it in the same
state and language, with the pledge of whoever asks. Nothing outlives the state that it shows, nor a lock.
"""

from __future__ import annotations

import threading

__all__ = ["Repeated"]

MOST = 64
"""So many pages of one state are kept."""


class Repeated:
    """The pages of the state that the desk is in."""

    def __init__(self) -> None:
        self._version = -1
        self._pages: dict[tuple[str, str], tuple[bytes, str]] = {}
        self._guard = threading.Lock()

    def find(self, version: int, key: tuple[str, str], pledge: str) -> bytes | None:
        """A page that was made already; None if it was not, or the desk is in another state.

        Args:
            version: The state.
            key: The page's address, and its language.
            pledge: What the forms of whoever asks hold.
        """
        with self._guard:
            found = self._pages.get(key) if version == self._version else None
        return found[0].replace(found[1].encode(), pledge.encode()) if found is not None else None

    def keep(self, version: int, key: tuple[str, str], page: bytes, pledge: str) -> None:
        """Keep a page for whoever asks for the same; those of an earlier state are let go.

        Args:
            version: The state that it shows.
            key: Its address, and its language.
            page: The page.
            pledge: What its forms hold.
        """
        with self._guard:
            if version < self._version:
                return
            if version > self._version or len(self._pages) >= MOST:
                self._pages.clear()
                self._version = version
            self._pages[key] = (page, pledge)

    def clear(self) -> None:
        """Let go of all."""
        with self._guard:
            self._pages.clear()
