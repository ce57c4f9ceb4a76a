"""The pages as one application: routes made of each act's pages and forms, and what holds for every one of them.

Decides what somebody sees who may not see a page: nothing without a session, the unlock page while the office is
locked; a form that cannot be taken yet comes back with all that was typed. What stands on a page is the acts' business.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Scope

from waystation.errors import Mistake, Usage, WaystationError
from waystation.web.asked import MOST_BYTES, OWN, Asked, Carried, typed_in
from waystation.web.guard import Guard, allowed_hosts
from waystation.web.office import Locked, Office
from waystation.web.pages import Action, Again, Done, Later, NotThere, Page, Sent
from waystation.web.rendering import render
from waystation.web.sessions import Session, Sessions, is_pledged, wait_of
from waystation.web.static_files import static_file
from waystation.wording.language import LANGUAGES, mark, say, speaking
from waystation.wording.mistakes import say_mistake

__all__ = ["App", "Front", "build_app"]

HEARTBEAT = 15.0
LOOKS = 1.0
LANGUAGE_COOKIE = "waystation_language"
HTML = "text/html; charset=utf-8"


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
    """

    office: Office
    sessions: Sessions
    port: int
    instant: Callable[[], datetime]
    pages: Sequence[Page]
    actions: Sequence[Action]
    language: str = "en"
    looks: float = LOOKS
    failures: int = 0
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def cookie(self) -> str:
        """The session's cookie: a name of its own for each port, so that two servers do not end each other's."""
        return f"waystation_{self.port}"


@dataclass(frozen=True)
class _View:
    """One request, and what is known of who sent it."""

    front: Front
    request: Request
    session: Session | None
    language: str
    asked: Asked

    @property
    def htmx(self) -> bool:
        return self.request.headers.get("hx-request") == "true"

    def answer(self, template: str, given: Mapping[str, Any], status: int = 200) -> Response:
        with speaking(self.language):
            return Response(self.rendered(template, given), status, media_type=HTML)

    def rendered(self, template: str, given: Mapping[str, Any]) -> bytes:
        """A page with what every page has; in the language that is spoken."""
        session = self.session
        every = {
            "asked": self.asked,
            "url": self.asked.url,
            "pledge": session.pledge if session is not None else "",
            "notices": session.told() if session is not None and "mistakes" not in given else [],
            "mistakes": (),
            "version": self.front.office.version,
            "locks": self.front.office.places.locks,
            "is_open": self.front.office.is_open,
            "live": False,
            "carried": "",
            "rehearsal": False,
        }
        return render(template, {**every, **given})


class App:
    """The pages' handlers.

    Args:
        front: What they are served with.
    """

    def __init__(self, front: Front) -> None:
        self.front = front

    # ---- every request

    async def view(self, request: Request) -> _View:
        """What is known of a request; reads the form that was sent."""
        front = self.front
        typed = typed_in(await _body(request)) if request.method == "POST" else {}
        query = typed_in(request.url.query.encode("ascii", "ignore"))
        language = _language(request, front.language)
        address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        path = {name: str(value) for name, value in request.path_params.items()}
        asked = Asked(path, query, typed, language, request.scope.get("root_path", ""), address)
        session = front.sessions.find(request.cookies.get(front.cookie))
        view = _View(front, request, session, language, asked)
        if session is not None and "waystation-live" not in request.headers:
            front.office.touch()
        return view

    def carried(self, view: _View) -> str:
        """What was typed into the form that was just sent, to be carried through another page."""
        already = Carried.unpacked(view.asked.text("carried"))
        if already is not None:
            return already.packed()
        if view.request.method != "POST" or view.request.url.path in (*KEEPS_NOTHING,):
            return ""
        typed = {name: values for name, values in view.asked.typed.items() if name not in OWN}
        return Carried(view.request.url.path, typed).packed()

    # ---- pages and forms

    def page(self, page: Page) -> Callable[[Request], Awaitable[Response]]:
        """What answers for a page."""

        async def answer(request: Request) -> Response:
            view = await self.view(request)
            if view.session is None:
                return self.enter(view)
            return await self.shown(view, page)

        return answer

    async def shown(self, view: _View, page: Page, status: int = 200, **more: Any) -> Response:
        """A page, or what is shown while the office is locked."""

        def answer(desk: Any, found: Any) -> Response:
            if isinstance(found, Sent):
                headers = {"content-disposition": f'attachment; filename="{found.name}"'} if found.name else None
                return Response(found.body, status, headers, found.kind)
            given = {
                "live": page.live, "now": desk.now, "troubles": desk.troubles, "rehearsal": desk.rehearsal,
                "version": desk.version, **found, **more,
            }  # fmt: skip
            return Response(view.rendered(page.template, given), status, media_type=HTML)

        def build(desk: Any) -> Response | tuple[Any, Later]:
            found = page.build(desk, view.asked)
            return (desk, found) if isinstance(found, Later) else answer(desk, found)

        with speaking(view.language):
            try:
                done = await self.front.office.do(build)
                if isinstance(done, Response):
                    return done
                desk, later = done
                found = await self.front.office.think(later.work)
                return answer(desk, found) if self.front.office.is_open else self.locked(view)
            except Locked:
                return self.locked(view)
            except NotThere:
                return self.wrong(view, 404)
            except WaystationError as error:
                if more:
                    raise
                return view.answer("wrong.html", {"status": 422, "mistakes": _sentences(error.mistakes())}, 422)

    def action(self, action: Action) -> Callable[[Request], Awaitable[Response]]:
        """What answers to a form."""

        async def answer(request: Request) -> Response:
            view = await self.view(request)
            if view.session is None:
                return self.enter(view)
            if not self.front.office.is_open:
                return self.locked(view)
            with speaking(view.language):
                if not is_pledged(view.session, view.asked.text("pledge")):
                    return await self.shown(view, action.again, 409, mistakes=[say(SEND_AGAIN)])
                try:
                    hands = self.front.office.change if action.writes else self.front.office.do
                    done = await hands(lambda desk: action.act(desk, view.asked))
                except Locked:
                    return self.locked(view)
                except NotThere:
                    return self.wrong(view, 404)
                except WaystationError as error:
                    return await self.shown(view, action.again, 422, mistakes=_sentences(error.mistakes()))
                if isinstance(done, Again):
                    return await self.shown(view, action.again, notices=[done.said] if done.said else [])
            return self.done(view, done)

        return answer

    def done(self, view: _View, done: Done) -> Response:
        """Where somebody goes whose form was taken."""
        if done.said and view.session is not None:
            view.session.note(done.said)
        return RedirectResponse(done.to, 303)

    # ---- coming in, locking

    def enter(self, view: _View) -> Response:
        """What somebody sees who has no session."""
        return view.answer("keep/enter.html", {"carried": self.carried(view)}, 403)

    def locked(self, view: _View, status: int = 423, **more: Any) -> Response:
        """What is shown while the office is locked."""
        to = view.asked.address if view.request.method == "GET" else "/"
        given = {"carried": self.carried(view), "to": view.asked.text("to", to), "is_open": False, **more}
        return view.answer("keep/unlock.html", given, status)

    async def come_in(self, request: Request) -> Response:
        """The link that the terminal printed; or its code, typed."""
        view = await self.view(request)
        code = view.asked.path.get("code") or view.asked.text("code")
        session = self.front.sessions.begin(code, self.front.instant())
        if session is None:
            with speaking(view.language):
                return view.answer("keep/enter.html", {"carried": self.carried(view), "mistakes": [say(OLD_LINK)]}, 403)
        answer = await self._again(_View(view.front, request, session, view.language, view.asked))
        answer.set_cookie(self.front.cookie, session.id, httponly=True, samesite="strict", path="/")
        return answer

    async def unlock(self, request: Request) -> Response:
        """The passphrase was typed."""
        view = await self.view(request)
        if view.session is None:
            return self.enter(view)
        if not is_pledged(view.session, view.asked.text("pledge")):
            return self.locked(view)
        await asyncio.sleep(wait_of(self.front.failures))
        try:
            with speaking(view.language):
                await self.front.office.unlock(view.asked.text("passphrase"))
        except WaystationError as error:
            self.front.failures += 1
            with speaking(view.language):
                return self.locked(view, 403, mistakes=_sentences(error.mistakes()))
        self.front.failures = 0
        return await self._again(view)

    async def _again(self, view: _View) -> Response:
        """Onwards after coming in or unlocking: to the form that was being written, with all that was typed."""
        carried = Carried.unpacked(view.asked.text("carried"))
        if carried is None:
            to = view.asked.text("to", "/")
            return RedirectResponse(to if to.startswith("/") and not to.startswith(("//", "/\\")) else "/", 303)
        if not self.front.office.is_open:
            return self.locked(view)
        action, path = self._action_at(carried.path)
        if action is None:
            return RedirectResponse("/", 303)
        asked = Asked(path, {}, carried.typed, view.language, view.asked.base, carried.path)
        with speaking(view.language):
            said = [say(SEND_AGAIN)]
            return await self.shown(
                _View(view.front, view.request, view.session, view.language, asked), action.again, 409, mistakes=said
            )

    def _action_at(self, path: str) -> tuple[Action | None, Mapping[str, str]]:
        for action in self.front.actions:
            route = Route(action.path, _nothing, methods=["POST"])
            match, scope = route.matches({"type": "http", "path": path, "method": "POST", "root_path": ""})
            if match.value == 2:
                return action, {name: str(value) for name, value in scope["path_params"].items()}
        return None, {}

    async def lock(self, request: Request) -> Response:
        """Somebody locks the office by hand."""
        view = await self.view(request)
        if view.session is not None and is_pledged(view.session, view.asked.text("pledge")):
            await self.front.office.lock()
        return RedirectResponse("/", 303)

    async def choose_language(self, request: Request) -> Response:
        """Somebody reads another language."""
        view = await self.view(request)
        to = view.asked.text("to", "/")
        answer = RedirectResponse(to if to.startswith("/") and not to.startswith(("//", "/\\")) else "/", 303)
        chosen = view.asked.text("language")
        if chosen in LANGUAGES:
            answer.set_cookie(LANGUAGE_COOKIE, chosen, max_age=31_536_000, httponly=True, samesite="strict", path="/")
        return answer

    # ---- staying up to date

    async def live(self, request: Request) -> Response:
        """Tells a page that something changed, as it happens (Server-Sent Events, HTML Standard 9.2)."""
        view = await self.view(request)
        if view.session is None:
            return Response(status_code=403)

        async def told() -> AsyncIterator[bytes]:
            version = int(view.asked.wants("since")) if view.asked.wants("since").isdigit() else -1
            yield b"retry: 2000\n\n"
            while not self.front.closing.is_set():
                found = await self.front.office.changed(version, HEARTBEAT)
                if found != version:
                    version = found
                    yield f"id: {version}\nevent: changed\ndata: {version}\n\n".encode()
                else:
                    yield b": still here\n\n"

        return StreamingResponse(told(), media_type="text/event-stream")

    # ---- what is wrong

    def wrong(self, view: _View, status: int) -> Response:
        """One of our own pages for what is wrong: in the reader's language, with what to do."""
        return view.answer("wrong.html", {"status": status}, status)

    async def refused(self, scope: Scope, why: str) -> ASGIApp:
        """What is answered to a request that did not pass the guard: nothing of ours is shown to it."""
        request = Request(scope)
        language = _language(request, self.front.language)
        view = _View(self.front, request, None, language, Asked(language=language))
        return view.answer("refused.html", {"why": why, "port": self.front.port}, 421 if why == "host" else 403)

    async def on_error(self, request: Request, error: Exception) -> Response:
        """Every error that no page has met."""
        language = _language(request, self.front.language)
        session = self.front.sessions.find(request.cookies.get(self.front.cookie))
        view = _View(self.front, request, session, language, Asked(language=language))
        status = error.status_code if isinstance(error, HTTPException) else 500
        if isinstance(error, WaystationError):
            with speaking(language):
                return view.answer("wrong.html", {"status": 422, "mistakes": _sentences(error.mistakes())}, 422)
        where = _place(error) if status == 500 else ""
        return view.answer("wrong.html", {"status": status, "where": where}, status)


KEEPS_NOTHING = ("/enter", "/unlock", "/lock", "/language")
"""Addresses whose forms hold nothing that anybody would have to type again."""
SEND_AGAIN = mark("Nothing was kept yet. What you wrote is all here: look it over, and send it again.")
OLD_LINK = mark(
    "That link or code was used already, or is older than a minute. Press Enter in the terminal for a new one."
)


def build_app(front: Front) -> ASGIApp:
    """The application that serves the pages.

    Args:
        front: What they are served with.
    """
    app = App(front)
    routes = [
        Route("/static/{name}", _static, methods=["GET"]),
        Route("/enter/{code}", app.come_in, methods=["GET"]),
        Route("/enter", app.come_in, methods=["POST"]),
        Route("/unlock", app.unlock, methods=["POST"]),
        Route("/lock", app.lock, methods=["POST"]),
        Route("/language", app.choose_language, methods=["POST"]),
        Route("/live", app.live, methods=["GET"]),
        *_routes(app, front.pages, front.actions),
    ]

    @asynccontextmanager
    async def running(_app: Starlette) -> AsyncIterator[None]:
        looking = asyncio.create_task(_keep_looking(front.office, front.looks))
        try:
            yield
        finally:
            looking.cancel()
            with suppress(asyncio.CancelledError):
                await looking
            await front.office.close()

    handlers: dict[Any, Any] = {HTTPException: app.on_error, WaystationError: app.on_error, Exception: app.on_error}
    return Guard(
        Starlette(routes=routes, lifespan=running, exception_handlers=handlers),
        allowed_hosts(front.port),
        app.refused,
    )


def _routes(app: App, pages: Iterable[Page], actions: Iterable[Action]) -> list[Route]:
    shown = [Route(page.path, app.page(page), methods=["GET"]) for page in pages]
    return shown + [Route(action.path, app.action(action), methods=["POST"]) for action in actions]


async def _keep_looking(office: Office, seconds: float) -> None:
    while True:
        await asyncio.sleep(seconds)
        with suppress(WaystationError, OSError):  # what cannot be read is said on the page that asks for it
            await office.look()


async def _static(request: Request) -> Response:
    found = static_file(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    named = bool(request.url.query)
    headers = {"cache-control": "public, max-age=31536000, immutable" if named else "no-cache"}
    return Response(found.body, media_type=found.kind, headers=headers)


async def _body(request: Request) -> bytes:
    found = bytearray()
    try:
        async for piece in request.stream():
            found += piece
            if len(found) > MOST_BYTES:
                raise HTTPException(413)
    except ClientDisconnect:
        raise Usage("form_unread") from None
    return bytes(found)


def _language(request: Request, otherwise: str) -> str:
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    if chosen in LANGUAGES:
        return chosen
    for one in request.headers.get("accept-language", "").split(","):
        name = one.partition(";")[0].strip().partition("-")[0].casefold()
        if name in LANGUAGES:
            return name
    return otherwise


def _sentences(mistakes: Iterable[Mistake]) -> list[str]:
    return [say_mistake(one).partition(": ")[2] for one in mistakes]


def _place(error: Exception) -> str:
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    if where is None:
        return type(error).__name__
    return f"{type(error).__name__}, {where.tb_frame.f_code.co_filename.rpartition('/')[2]}:{where.tb_lineno}"


async def _nothing(_request: Request) -> Response:
    return Response()
