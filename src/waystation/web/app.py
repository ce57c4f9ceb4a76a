"""What answers to pages and forms: routes made of each act's lists, and what holds for every one of them.

Decides what somebody sees who may not see a page: nothing without a session, the unlock page while the office is
locked; a form that cannot be taken comes back with all that was typed. What stands on a page is the acts' business.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from waystation.errors import WaystationError
from waystation.web.asked import Asked
from waystation.web.coming_in import SEND_AGAIN, Door
from waystation.web.desk_now import DeskNow
from waystation.web.front import HTML, Front, View, sentences, view_of
from waystation.web.office import Office
from waystation.web.pages import Action, Again, Done, Later, NotThere, Page, Sent
from waystation.web.places import Locked
from waystation.web.titles import plain_title
from waystation.web.unread import unread_on
from waystation.wording.language import say, speaking

__all__ = ["App", "View"]


class App:
    """The handlers of pages and forms.

    Args:
        front: What they are served with.
        office: The office that they are built from; None while there is none.
    """

    def __init__(self, front: Front, office: Callable[[], Office | None]) -> None:
        self.front = front
        self._office = office

    async def view(self, request: Request) -> View:
        """What is known of a request; reads the form that was sent."""
        return await view_of(self.front, self._office() or self.front.office, request)

    def routes(self) -> list[BaseRoute]:
        """An address for every page and form; where both have the same, one for the two."""
        pages = {page.path: page for page in self.front.pages}
        actions = {action.path: action for action in self.front.actions}
        every = dict.fromkeys([*pages, *actions])
        return [self._route(path, pages.get(path), actions.get(path)) for path in every]

    def _route(self, path: str, page: Page | None, action: Action | None) -> Route:
        async def answer(request: Request) -> Response:
            view = await self.view(request)
            if view.session is None:
                return self.enter(view)
            if self._office() is None:
                return RedirectResponse("/tonight", 303)
            if request.method == "POST":
                assert action is not None
                return await self._sent(view, action)
            assert page is not None
            return await self.shown(view, page)

        methods = [*(["GET"] if page is not None else []), *(["POST"] if action is not None else [])]
        return Route(path, answer, methods=methods)

    # ---- pages

    async def shown(self, view: View, page: Page, status: int = 200, **more: Any) -> Response:
        """A page, or what is shown while the office is locked.

        Args:
            view: The request.
            page: The page.
            status: Its status.
            **more: What its template gets beside what the page has.
        """
        if view.request.method == "POST":
            more["here"] = _address(view.asked, page)

        repeats = page.live and view.asks_again and not more
        made = _again_of(view, view.office.version) if repeats else None
        if made is not None:
            return made

        def answer(desk: DeskNow, found: Mapping[str, Any] | Sent) -> Response:
            done = _answered(view, page, desk, found, status=status, more=more)
            if repeats and view.session is not None and not isinstance(found, Sent):
                view.office.repeated.keep(desk.version, view.key, bytes(done.body), view.session.pledge)
            return done

        begun = view.office.opening

        def build(desk: DeskNow) -> Response | tuple[DeskNow, Later]:
            nonlocal begun
            begun = view.office.opening
            known = _again_of(view, desk.version) if repeats else None
            if known is not None:
                return known
            found = page.build(desk, view.asked)
            more["unread"] = unread_on(page, desk, view.asked)
            more["plain"] = plain_title(page) if desk.vault is not None else ""
            return (desk, found) if isinstance(found, Later) else answer(desk, found)

        with speaking(view.language):
            try:
                done = await view.office.do(build, waits=not view.asks_again)
                if isinstance(done, Response):
                    return done
                desk, later = done
                found = await view.office.think(later.work)
                return answer(desk, found) if view.office.opening == begun else _gone(view)
            except Locked:
                return Door.locked(view)
            except NotThere:
                return view.answer("wrong.html", {"status": 404}, 404)
            except WaystationError as error:
                if view.office.opening != begun:
                    return _gone(view)
                return self.mistaken(view, error, more.get("mistakes", ()))

    @staticmethod
    def enter(view: View) -> Response:
        """What somebody sees who has no session."""
        return Door.enter(view)

    @staticmethod
    def mistaken(view: View, error: WaystationError, before: Sequence[str] = ()) -> Response:
        """What is shown where no page can be, in words; what was typed goes with it, and can be sent again."""
        with speaking(view.language):
            said = [*before, *sentences(error.mistakes())]
            return view.answer("wrong.html", {"status": 422, "mistakes": said, "written": view.written()}, 422)

    # ---- forms

    async def _sent(self, view: View, action: Action) -> Response:
        if not view.office.is_open:
            return Door.locked(view)
        assert view.session is not None
        with speaking(view.language):
            if not view.session.is_pledged(view.asked.text("pledge")):
                return await self.shown(view, action.again, 409, mistakes=[say(SEND_AGAIN)])
            try:
                hands = view.office.change if action.writes else view.office.do
                done = await hands(lambda desk: action.act(desk, view.asked))
            except Locked:
                return Door.locked(view)
            except NotThere:
                return view.answer("wrong.html", {"status": 404, "written": view.written()}, 404)
            except WaystationError as error:
                return await self.shown(view, action.again, 422, mistakes=sentences(error.mistakes()))
            if isinstance(done, Again):
                return await self.shown(view, action.again, notices=[done.said] if done.said else [])
            if done.opens:
                await view.office.take_in(done.opens)
        return _done(view, done)

    async def again(self, view: View, action: Action, sentence: str) -> Response:
        """The form of an action once more, with a sentence and all that was typed."""
        return await self.shown(view, action.again, 409, mistakes=[sentence])


def _gone(view: View) -> Response:
    """What is answered where the office was locked meanwhile: nothing of before, also if it is open again by now.

    It may be open in another view, which must never be shown what was worked out in this one.
    """
    return RedirectResponse("/", 303) if view.office.is_open else Door.locked(view)


def _again_of(view: View, version: int) -> Response | None:
    """The page as it was made for another browser in the same state; None where it must be made."""
    session = view.session
    if session is None or not view.office.is_open:
        return None
    found = view.office.repeated.find(version, view.key, session.pledge)
    return Response(found, media_type=HTML) if found is not None else None


def _answered(
    view: View, page: Page, desk: DeskNow, found: Mapping[str, Any] | Sent, *, status: int, more: Mapping[str, Any]
) -> Response:
    if isinstance(found, Sent):
        headers = {"content-disposition": f'attachment; filename="{found.name}"'} if found.name else None
        return Response(found.body, status, headers, found.kind)
    given = {
        "live": page.live, "now": desk.now, "troubles": desk.troubles, "rehearsal": desk.rehearsal,
        "version": f"{view.front.born}.{desk.version}", "working": desk.working, **found, **more,
    }  # fmt: skip
    return Response(view.rendered(page.template, given), status, media_type=HTML)


def _address(asked: Asked, page: Page) -> str:
    """Where a page is looked at whose form was just sent: its form's own address may answer to nothing else."""
    parts = page.path.strip("/").split("/")
    named = [asked.path.get(one[1:-1].partition(":")[0], one) if one.startswith("{") else one for one in parts]
    return asked.url(*(piece for one in named for piece in one.split("/")))


def _done(view: View, done: Done) -> Response:
    """Where somebody goes whose form was taken."""
    if done.said and view.session is not None:
        view.session.note(done.said, done.to, view.front.instant())
    return RedirectResponse(done.to, 303)
