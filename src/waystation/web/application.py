"""The pages as one application: every address, what is answered where no page can be, and what goes on meanwhile.

Decides that whatever goes wrong is answered by a page of our own, in the reader's language; and when the office looks
round.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Scope

from waystation.errors import WaystationError
from waystation.web.app import App
from waystation.web.asked import Asked
from waystation.web.coming_in import Door
from waystation.web.front import Front, View, language_of, sentences
from waystation.web.guard import Guard, allowed_hosts
from waystation.web.keep.archive import ADD
from waystation.web.keep.uploads import upload_routes
from waystation.web.live import Live
from waystation.web.office import Office
from waystation.web.rehearsal import rehearsal_routes
from waystation.web.static_files import static_answer
from waystation.wording.language import LANGUAGES, catalogue, speaking

__all__ = ["build_app"]

REHEARSAL = "/rehearsal"


class _Wrong:
    """What is answered where no page can be: always one of our own pages, in the reader's language."""

    def __init__(self, front: Front) -> None:
        self.front = front

    async def refused(self, scope: Scope, why: str) -> ASGIApp:
        """What is answered to a request that did not pass the guard: nothing of ours is shown to it."""
        view = self._view(Request(scope), shown=False)
        if why == "inside":
            return view.answer("wrong.html", {"status": 500, "where": ""}, 500)
        return view.answer("refused.html", {"why": why, "port": self.front.port}, 421 if why == "host" else 403)

    async def on_error(self, request: Request, error: Exception) -> Response:
        """Every error that no page has met."""
        view = self._view(request, shown=True)
        if isinstance(error, WaystationError):
            with speaking(view.language):
                return view.answer("wrong.html", {"status": 422, "mistakes": sentences(error.mistakes())}, 422)
        status = error.status_code if isinstance(error, HTTPException) else 500
        answer = view.answer("wrong.html", {"status": status, "where": _place(error) if status == 500 else ""}, status)
        for name, value in (getattr(error, "headers", None) or {}).items():
            answer.headers[name] = value
        return answer

    def _view(self, request: Request, *, shown: bool) -> View:
        language = language_of(request, self.front.language)
        session = self.front.sessions.find(request.cookies.get(self.front.cookie)) if shown else None
        return View(self.front, self.front.office, request, session, language, Asked(language=language))


def _place(error: Exception) -> str:
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    if where is None:
        return type(error).__name__
    return f"{type(error).__name__}, {where.tb_frame.f_code.co_filename.rpartition('/')[2]}:{where.tb_lineno}"


def build_app(front: Front) -> ASGIApp:
    """The application that serves the pages.

    Args:
        front: What they are served with.
    """
    app, wrong = App(front, lambda: front.office), _Wrong(front)
    routes: list[BaseRoute] = [
        Route("/static/{name}", static_answer, methods=["GET"]),
        *Door(front, app.again).routes(),
        Route("/live", Live(front, lambda: front.office).answer, methods=["GET"]),
        *app.routes(),
        *upload_routes(app, ADD),
    ]
    stage = front.stage
    if stage is not None:

        def played() -> Office | None:
            return stage.play.office if stage.play is not None else None

        inside = [Route("/live", Live(front, played).answer, methods=["GET"]), *App(front, played).routes()]
        routes += [*rehearsal_routes(app, stage), Mount(REHEARSAL, routes=inside)]

    @asynccontextmanager
    async def running(_app: Starlette) -> AsyncIterator[None]:
        going = [asyncio.create_task(one) for one in (_opened(front), _keep_looking(front))]
        try:
            yield
        finally:
            front.closing.set()
            for one in going:
                one.cancel()
            await asyncio.gather(*going, return_exceptions=True)
            if stage is not None:
                await stage.end()
            await front.office.close()

    handlers: dict[Any, Any] = {
        HTTPException: wrong.on_error,
        WaystationError: wrong.on_error,
        Exception: wrong.on_error,
    }
    return Guard(
        Starlette(routes=routes, lifespan=running, exception_handlers=handlers),
        allowed_hosts(front.port),
        wrong.refused,
    )


async def _opened(front: Front) -> None:
    """Make ready what the first page needs, before anybody asks for it."""
    if front.passphrase is not None:
        with suppress(WaystationError):  # then somebody is asked for it, and told what is wrong
            await front.office.unlock(front.passphrase())
    await front.office.warm()
    for language in LANGUAGES:
        await asyncio.to_thread(catalogue, language)


async def _keep_looking(front: Front) -> None:
    while True:
        await asyncio.sleep(min(front.watched, front.looks) if front.watching else front.looks)
        # What cannot be read is said on the page that asks for it; and one look that fails must not be the last.
        with suppress(Exception):
            await front.office.look()
            if front.stage is not None:
                await front.stage.look()
