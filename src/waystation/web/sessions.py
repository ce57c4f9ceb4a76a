"""Who may look at the pages: links that open them once, and the sessions that they begin.

A value in memory, with the clock and chance as arguments; nothing is written down, so whoever stops the server ends
every session. How a cookie travels is `guard`'s, what a link looks like `serving`'s business.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import unquote

__all__ = ["LINK_LASTS", "MOST_SESSIONS", "Notice", "Session", "Sessions", "Tries"]

LINK_LASTS = timedelta(seconds=60)
"""How long a link opens the pages, once."""
MOST_SESSIONS = 64
MOST_LINKS = 16
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""What a link's code is made of: no two that look alike."""
CODE = 26
"""Letters of a code: 26 of 31 are worth 128 bits."""
MOST_NOTICES = 4
NOTICE_LASTS = timedelta(minutes=10)
"""For how long something is still said where it belongs, if nobody looked there yet."""
FREE_TRIES = 3
LONGEST_WAIT = 60.0


@dataclass(frozen=True)
class Notice:
    """What is to be said on a page.

    Args:
        sentence: What.
        page: The page's address, as it is read.
        made: When it happened.
    """

    sentence: str
    page: str
    made: datetime


@dataclass
class Session:
    """A browser that came by a link.

    Args:
        id: What its cookie holds.
        pledge: What each of its forms holds, so that no other page can send one in its name.
        notices: What is still to be said, and on which page: another that is open beside it has no business with it.
    """

    id: str
    pledge: str
    notices: list[Notice] = field(default_factory=list)

    def note(self, sentence: str, address: str, now: datetime) -> None:
        """Say a sentence on the page that somebody goes to.

        Args:
            sentence: The sentence.
            address: The page's address, as a link to it has it.
            now: The present instant.
        """
        path, mark, query = address.partition("#")[0].partition("?")
        self.notices = [*self.notices, Notice(sentence, unquote(path) + mark + query, now)][-MOST_NOTICES:]

    def told(self, page: str, now: datetime) -> list[str]:
        """What is to be said on a page that somebody has come to; it is said once.

        Args:
            page: The page's address, as it is read.
            now: The present instant.
        """
        fresh = [one for one in self.notices if now - one.made <= NOTICE_LASTS]
        self.notices = [one for one in fresh if one.page != page]
        return [one.sentence for one in fresh if one.page == page]

    def hush(self) -> None:
        """Say nothing of what was still to be said."""
        self.notices = []

    def is_pledged(self, pledge: str) -> bool:
        """Whether a form holds what this session's forms hold."""
        return hmac.compare_digest(self.pledge.encode(), pledge.encode("utf-8", "surrogatepass"))


class Sessions:
    """The links that open, and the sessions that were begun.

    Args:
        chance: As many bytes by chance as it is asked for.
    """

    def __init__(self, chance: Callable[[int], bytes]) -> None:
        self._chance = chance
        self._links: dict[bytes, datetime] = {}
        self._sessions: dict[bytes, Session] = {}

    def link(self, now: datetime) -> str:
        """A new code that begins one session within `LINK_LASTS`."""
        code = "".join(LETTERS[self._below(len(LETTERS))] for _ in range(CODE))
        self._links = {one: ends for one, ends in self._links.items() if ends > now}
        while len(self._links) >= MOST_LINKS:
            self._links.pop(next(iter(self._links)))
        self._links[_digest(code)] = now + LINK_LASTS
        return code

    def begin(self, code: str, now: datetime) -> Session | None:
        """The session that a code begins; None where it was used, is too old, or was never given out."""
        ends = self._links.pop(_digest(code.strip().casefold()), None)
        if ends is None or ends <= now:
            return None
        session = Session(self._chance(32).hex(), self._chance(32).hex())
        while len(self._sessions) >= MOST_SESSIONS:
            self._sessions.pop(next(iter(self._sessions)))
        self._sessions[_digest(session.id)] = session
        return session

    def find(self, cookie: str | None) -> Session | None:
        """The session of a cookie, if there is one."""
        return self._sessions.get(_digest(cookie)) if cookie else None

    def hush(self) -> None:
        """Say nothing of what was still to be said to anybody."""
        for session in self._sessions.values():
            session.hush()

    def end(self, session: Session) -> None:
        """End a session."""
        self._sessions.pop(_digest(session.id), None)

    def _below(self, number: int) -> int:
        """A number by chance, from 0 to below another of at most 256; every one as likely."""
        most = 256 - 256 % number
        while (drawn := self._chance(1)[0]) >= most:
            pass
        return drawn % number


class Tries:
    """Passphrases that were tried and opened nothing: after three, each next one waits longer, up to a minute."""

    def __init__(self) -> None:
        self.failures = 0
        self._last = 0.0

    def wait(self, seconds: float) -> float:
        """How long the next try still waits.

        Args:
            seconds: What a clock says that only grows.
        """
        whole = 0.0 if self.failures < FREE_TRIES else min(LONGEST_WAIT, 2.0 ** (self.failures - FREE_TRIES))
        return max(0.0, self._last + whole - seconds) if whole else 0.0

    def failed(self, seconds: float) -> None:
        """One more opened nothing."""
        self.failures, self._last = min(self.failures + 1, 1000), seconds

    def went_well(self) -> None:
        """One opened: the next begin anew."""
        self.failures = 0


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
