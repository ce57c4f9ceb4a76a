"""What every request has in common: who sent it, in which language it is answered, for which office; with limits.

Decides what is read of a request and how a page is answered. Which page that is, the app decides.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from waystation.errors import Mistake
from waystation.web.asked import CARRIES, MOST_BYTES, OWN, Asked, Carried, typed_in
from waystation.web.office import Office
from waystation.web.pages import Action, Page
from waystation.web.rendering import render
from waystation.web.sessions import Session, Sessions
from waystation.wording.language import LANGUAGES, speaking
from waystation.wording.mistakes import say_mistake

if TYPE_CHECKING:
    from waystation.web.staging import Stage

__all__ = [
    "HTML",
    "KEEPS_NOTHING",
    "LANGUAGE_COOKIE",
    "LIVE_HEADER",
    "Front",
    "View",
    "language_of",
    "sentences",
    "view_of",
]

LANGUAGE_COOKIE = "waystation_language"
LIVE_HEADER = "waystation-live"
"""A page that keeps itself up to date says so: that nobody asked for it, and nobody need be there."""
HTML = "text/html; charset=utf-8"
FORM = "application/x-www-form-urlencoded"
BODY_SECONDS = 30.0
LOOKS, LOOKS_WATCHED = 1.0, 0.05
"""Seconds between two looks at whether something changed: while nobody watches, and while a page does."""
KEEPS_NOTHING = ("/enter", "/unlock", "/lock", "/language")
"""Addresses whose forms hold nothing that anybody would have to type again."""


@dataclass
class Front:
    """What the pages are served with.

    Args:
        office: Where the missions are.
        sessions: Who may look.
        port: The port they are served on.
        instant: The present instant of this machine.
        pages: The pages.
        actions: The forms.
        language: The language of somebody whose browser names none of ours.
        looks: Seconds between two looks at whether something changed, or rested too long.
        watched: The same while a page keeps itself up to date.
        stage: Where rehearsals are played; None where none can be.
        passphrase: What opens the office when it is first served, so that nobody need type it; None to be asked.
        born: What tells this serving from every other, since versions begin anew with each.
        watching: How many pages keep themselves up to date just now.
    """

    office: Office
    sessions: Sessions
    port: int
    instant: Callable[[], datetime]
    pages: Sequence[Page]
    actions: Sequence[Action]
    language: str = "en"
    looks: float = LOOKS
    watched: float = LOOKS_WATCHED
    stage: Stage | None = None
    passphrase: Callable[[], str] | None = None
    born: str = ""
    watching: int = 0
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def cookie(self) -> str:
        """The session's cookie: a name of its own for each port, so that two servers do not end each other's."""
        return f"waystation_{self.port}"

    def state_of(self, office: Office) -> str:
        """Which state an office is in, told from every state of every other serving."""
        return f"{self.born}.{office.version}"


@dataclass(frozen=True)
class View:
    """One request, and what is known of who sent it."""

    front: Front
    office: Office
    request: Request
    session: Session | None
    language: str
    asked: Asked

    @property
    def asks_again(self) -> bool:
        """Whether a page that somebody looks at asks for itself, since something changed."""
        return LIVE_HEADER in self.request.headers and self.request.method == "GET"

    @property
    def key(self) -> tuple[str, str]:
        """What tells the page that is asked for from every other: its address, and the language."""
        return self.asked.address, self.language

    def answer(self, template: str, given: Mapping[str, Any], status: int = 200) -> Response:
        """A page that needs nothing of the desk."""
        with speaking(self.language):
            return Response(self.rendered(template, given), status, media_type=HTML)

    def rendered(self, template: str, given: Mapping[str, Any]) -> bytes:
        """A page with what every page has; in the language that is spoken."""
        session = self.session
        # What a page asks for by itself would be said to nobody; and it may stand in another tab.
        says = self.office.is_open and not self.asks_again and "mistakes" not in given
        every = {
            "asked": self.asked,
            "url": self.asked.url,
            "pledge": session.pledge if session is not None else "",
            "notices": session.told(self.asked.address, self.front.instant()) if session is not None and says else [],
            "mistakes": (),
            "version": self.front.state_of(self.office),
            "locks": self.front.office.places.locks,
            "is_open": self.office.is_open,
            "is_in": session is not None,
            "live": False,
            "still": self.request.method == "POST",  # what was typed stands here: nothing takes its place by itself
            "carried": "",
            "rehearsal": False,
            "stage": self.front.stage,
        }
        return render(template, {**every, **given})

    def carried(self) -> str:
        """What was typed into the form that was just sent, to be carried through another page."""
        already = Carried.unpacked(self.asked.text("carried"))
        if already is not None:
            return already.packed()
        if self.request.method != "POST" or self.request.url.path in KEEPS_NOTHING:
            return ""
        typed = {name: values for name, values in self.asked.typed.items() if name not in OWN}
        return Carried(self.request.url.path, typed).packed()

    def written(self) -> list[str]:
        """What was typed into the form that was just sent, to be shown where it cannot be shown in its own fields."""
        every = self.asked.typed.items()
        return [value for name, values in every if name not in OWN for value in values if value.strip()]


async def view_of(front: Front, office: Office, request: Request) -> View:
    """What is known of a request; reads the form that was sent.

    Raises:
        HTTPException: 413 or 415, where it is too much or no form; 408 where it does not come to an end.
        Usage: If it cannot be read.
    """
    typed = typed_in(await _body(request)) if request.method == "POST" else {}
    query = typed_in(request.url.query.encode("ascii", "ignore"))
    language = language_of(request, front.language)
    address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    path = {name: str(value) for name, value in request.path_params.items()}
    asked = Asked(path, query, typed, language, request.scope.get("root_path", ""), address)
    session = front.sessions.find(request.cookies.get(front.cookie))
    if session is not None and LIVE_HEADER not in request.headers:
        front.office.touch()
    return View(front, office, request, session, language, asked)


async def _body(request: Request) -> bytes:
    kind = request.headers.get("content-type", FORM).partition(";")[0].strip().casefold()
    most = MOST_BYTES * (CARRIES if request.url.path in KEEPS_NOTHING else 1)
    found = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for piece in request.stream():
                found += piece
                if len(found) > most:
                    raise HTTPException(413)
    except TimeoutError:
        raise HTTPException(408) from None
    except ClientDisconnect:
        raise HTTPException(400) from None
    if found and kind != FORM:
        raise HTTPException(415)
    return bytes(found)


def language_of(request: Request, otherwise: str) -> str:
    """The language of a page: the one that was chosen, else the first that the browser names of ours."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    if chosen in LANGUAGES:
        return chosen
    for one in request.headers.get("accept-language", "").split(","):
        name = one.partition(";")[0].strip().partition("-")[0].casefold()
        if name in LANGUAGES:
            return name
    return otherwise


def sentences(mistakes: Iterable[Mistake]) -> list[str]:
    """Mistakes in words, in the language that is spoken."""
    return [say_mistake(one).partition(": ")[2] for one in mistakes]
