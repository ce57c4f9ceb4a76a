"""What begins, drives and ends a rehearsal: three forms, which belong to the stage and not to any mission."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from waystation.errors import WaystationError
from waystation.web.sessions import is_pledged
from waystation.web.staging import SPEEDS, Stage
from waystation.wording.language import mark, say, speaking

if TYPE_CHECKING:
    from waystation.web.app import App, View

__all__ = ["rehearsal_routes"]

OVER = mark("The rehearsal is over, and nothing of it is left on this machine.")
NEXT = "next"
HOME = "/rehearsal"


def rehearsal_routes(app: App, stage: Stage) -> list[Route]:
    """The forms of the stage.

    Args:
        app: The pages.
        stage: The stage.
    """

    def pledged(work: Callable[[View], Awaitable[str]]) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            view = await app.view(request)
            if view.session is None:
                return app.enter(view)
            if not is_pledged(view.session, view.asked.text("pledge")):
                return RedirectResponse("/tonight", 303)
            with speaking(view.language):
                try:
                    to = await work(view)
                except WaystationError as error:
                    return app.mistaken(view, error)
            return RedirectResponse(to, 303)

        return answer

    async def begin(view: View) -> str:
        wanted = [number for number, _ in stage.titles()]
        chosen = view.asked.text("pack", "0")
        await stage.begin(wanted.index(chosen) if chosen in wanted else -1, view.asked.texts("mishap"))
        return f"{HOME}/tonight"

    async def drive(view: View) -> str:
        play, wanted = stage.play, view.asked.text("drive")
        if play is None:
            return "/tonight"
        if wanted == NEXT:
            play.trainee.skip()
        elif wanted in {str(speed) for speed in (0.0, *SPEEDS)}:
            play.trainee.drive(float(wanted))
        to = view.asked.text("to")
        return to if to.startswith(f"{HOME}/") else f"{HOME}/tonight"

    async def end(view: View) -> str:
        await stage.end()
        if view.session is not None:
            view.session.note(say(OVER))
        return "/tonight"

    return [
        Route("/rehearse", pledged(begin), methods=["POST"]),
        Route("/rehearse/drive", pledged(drive), methods=["POST"]),
        Route("/rehearse/end", pledged(end), methods=["POST"]),
    ]
