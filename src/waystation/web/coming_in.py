"""Coming in by a link, unlocking, locking, and choosing a language: the addresses that every reader shares.

Decides where somebody goes afterwards: to the page they had asked for, or to the form that they were writing, with all
that was typed. How long a wrong passphrase waits is `sessions`', what is unlocked the office's business.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Match, Route

from waystation.errors import WaystationError
from waystation.web.asked import Asked, Carried
from waystation.web.front import LANGUAGE_COOKIE, Front, View, sentences, view_of
from waystation.web.pages import Action
from waystation.web.passphrases import TooManyTries
from waystation.wording.language import LANGUAGES, mark, say, speaking

__all__ = ["SEND_AGAIN", "Door"]

SEND_AGAIN = mark("Nothing was kept yet. What you wrote is all here: look it over, and send it again.")
OLD_LINK = mark(
    "That link or code was used already, or is older than a minute. Press Enter in the terminal for a new one."
)
WAIT = mark("Several passphrases are being tried already. Wait until one of them was, then try again.")
LAST_YEAR = 31_536_000

Again = Callable[[View, Action, str], Awaitable[Response]]


class Door:
    """The handlers.

    Args:
        front: What the pages are served with.
        again: Shows the form of an action once more, with a sentence: it finds what was typed in its view.
    """

    def __init__(self, front: Front, again: Again) -> None:
        self.front = front
        self._again = again

    def routes(self) -> list[Route]:
        """The addresses."""
        return [
            Route("/enter/{code}", self.come_in, methods=["GET"]),
            Route("/enter", self.come_in, methods=["POST"]),
            Route("/unlock", self.unlock, methods=["POST"]),
            Route("/lock", self.lock, methods=["POST"]),
            Route("/language", self.choose_language, methods=["POST"]),
        ]

    # ---- what is shown instead of a page

    @staticmethod
    def enter(view: View, **more: Any) -> Response:
        """What somebody sees who has no session."""
        return view.answer("keep/enter.html", {"carried": view.carried(), **more}, 403)

    @staticmethod
    def locked(view: View, status: int = 423, **more: Any) -> Response:
        """What is shown while the office is locked."""
        to = view.asked.address if view.request.method == "GET" else "/"
        given = {"carried": view.carried(), "to": view.asked.text("to", to), "is_open": False, **more}
        return view.answer("keep/unlock.html", given, status)

    # ---- the addresses

    async def come_in(self, request: Request) -> Response:
        """The link that the terminal printed; or its code, typed."""
        view = await self._view(request)
        if request.method == "HEAD":  # whoever looks ahead must not use it up
            return Response()
        code = view.asked.path.get("code") or view.asked.text("code")
        session = self.front.sessions.begin(code, self.front.instant())
        if session is None:
            with speaking(view.language):
                return self.enter(view, mistakes=[say(OLD_LINK)])
        if view.session is not None:  # the same browser: who had its old cookie has nothing now
            self.front.sessions.end(view.session)
        answer = await self._onwards(View(view.front, view.office, request, session, view.language, view.asked))
        answer.set_cookie(self.front.cookie, session.id, httponly=True, samesite="strict", path="/")
        return answer

    async def unlock(self, request: Request) -> Response:
        """The passphrase was typed."""
        view = await self._view(request)
        if view.session is None:
            return self.enter(view)
        if not view.session.is_pledged(view.asked.text("pledge")):
            return self.locked(view)
        if not self.front.office.places.locks:  # nothing is locked, whoever asks
            return RedirectResponse("/", 303)
        with speaking(view.language):
            try:
                same = await self.front.office.unlock(view.asked.text("passphrase"))
            except TooManyTries:
                return self.locked(view, 429, mistakes=[say(WAIT)])
            except WaystationError as error:
                return self.locked(view, 403, mistakes=sentences(error.mistakes()))
        if (
            not same
        ):  # what was shown, written or to be said before is of another view: nothing of it stands in this one
            self.front.sessions.hush()
            return RedirectResponse("/", 303)
        return await self._onwards(view)

    async def lock(self, request: Request) -> Response:
        """Somebody locks the office by hand."""
        view = await self._view(request)
        if view.session is not None and view.session.is_pledged(view.asked.text("pledge")):
            await self.front.office.lock()
        return RedirectResponse("/", 303)

    async def choose_language(self, request: Request) -> Response:
        """Somebody reads another language."""
        view = await self._view(request)
        answer = RedirectResponse(_own(view.asked.text("to", "/")), 303)
        chosen = view.asked.text("language")
        if chosen in LANGUAGES:
            answer.set_cookie(LANGUAGE_COOKIE, chosen, max_age=LAST_YEAR, httponly=True, samesite="strict", path="/")
        return answer

    # ---- onwards

    async def _view(self, request: Request) -> View:
        return await view_of(self.front, self.front.office, request)

    async def _onwards(self, view: View) -> Response:
        """Onwards after coming in or unlocking: to the form that was being written, with all that was typed."""
        carried = Carried.unpacked(view.asked.text("carried"))
        if carried is None:
            return RedirectResponse(_own(view.asked.text("to", "/")), 303)
        found = self._found(carried.path)
        if found is None:
            return RedirectResponse("/", 303)
        action, path, base, office = found
        asked = Asked(path, {}, carried.typed, view.language, base, carried.path)
        there = View(view.front, office, view.request, view.session, view.language, asked)
        if not office.is_open:
            return self.locked(view)
        with speaking(view.language):
            return await self._again(there, action, say(SEND_AGAIN))

    def _found(self, path: str) -> tuple[Action, Mapping[str, str], str, Any] | None:
        """The form of an address, with its path's own parts; where it stands in a rehearsal, with that one's office."""
        base, office = "", self.front.office
        stage = self.front.stage
        if path.startswith("/rehearsal/") and stage is not None and stage.play is not None:
            base, office = "/rehearsal", stage.play.office
        inside = path.removeprefix(base)
        for action in self.front.actions:
            match, scope = Route(action.path, _nothing, methods=["POST"]).matches(
                {"type": "http", "path": inside, "method": "POST", "root_path": ""}
            )
            if match is Match.FULL:
                parts = {name: str(value) for name, value in scope["path_params"].items()}
                return action, parts, base, office
        return None


def _own(address: str) -> str:
    """An address of these pages; the first page for what would lead elsewhere."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if plain else "/"


async def _nothing(_request: Request) -> Response:
    return Response()
