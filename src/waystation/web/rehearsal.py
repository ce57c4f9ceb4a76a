"""What begins, drives and ends a rehearsal: three forms, which belong to the stage and not to any mission."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from waystation.errors import WaystationError
from waystation.web.staging import SPEEDS, Stage
from waystation.wording.language import mark, say, speaking

if TYPE_CHECKING:
    from waystation.web.app import App
    from waystation.web.front import View

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
    forms = _Forms(stage)
    every = {"/rehearse": forms.begin, "/rehearse/drive": forms.drive, "/rehearse/end": forms.end}
    return [Route(path, _pledged(app, work), methods=["POST"]) for path, work in every.items()]


def _pledged(app: App, work: Callable[[View], Awaitable[str]]) -> Callable[[Request], Awaitable[Response]]:
    """What answers to a form: nothing is done for whoever has no session, or sends it from elsewhere."""

    async def answer(request: Request) -> Response:
        view = await app.view(request)
        if view.session is None:
            return app.enter(view)
        if not view.session.is_pledged(view.asked.text("pledge")):
            return RedirectResponse("/tonight", 303)
        with speaking(view.language):
            try:
                to = await work(view)
            except WaystationError as error:
                return app.mistaken(view, error)
        return RedirectResponse(to, 303)

    return answer


class _Forms:
    """What each form does, and where it leads."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    async def begin(self, view: View) -> str:
        """Begin a rehearsal of one of the packs that may be played."""
        wanted = {number for number, _ in self._stage.titles()}
        chosen = view.asked.text("pack", "0")
        await self._stage.begin(int(chosen) if chosen in wanted else -1, view.asked.texts("mishap"))
        return f"{HOME}/tonight"

    async def drive(self, view: View) -> str:
        """Let its clock run as fast as somebody likes, or on to what is heard next."""
        play, wanted = self._stage.play, view.asked.text("drive")
        if play is None:
            return "/tonight"
        if wanted == NEXT:
            play.trainee.skip()
        elif wanted in {str(speed) for speed in (0.0, *SPEEDS)}:
            play.trainee.drive(float(wanted))
        to = view.asked.text("to")
        return to if to.startswith(f"{HOME}/") else f"{HOME}/tonight"

    async def end(self, view: View) -> str:
        """End it."""
        await self._stage.end()
        if view.session is not None:
            view.session.note(say(OVER), "/tonight", view.front.instant())
        return "/tonight"
