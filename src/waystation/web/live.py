"""Telling pages that something changed, as it happens (Server-Sent Events, HTML Standard 9.2).

Decides how many are told at once, and that nobody is told anything but that: which state the desk is in, and whether
it is locked. What changed, a page asks for by its own address.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from waystation.web.front import LIVE_HEADER, Front
from waystation.web.office import Office

__all__ = ["MOST_STREAMS", "Live"]

MOST_STREAMS = 64
HEARTBEAT = 15.0
AGAIN = 2000
"""Milliseconds after which a browser that lost its stream asks again."""


class Live:
    """The handler.

    Args:
        front: What the pages are served with.
        office: The office whose desk is looked at; None where there is none now.
    """

    def __init__(self, front: Front, office: Callable[[], Office | None]) -> None:
        self.front = front
        self._office = office

    async def answer(self, request: Request) -> Response:
        """A stream of what state the desk is in."""
        session = self.front.sessions.find(request.cookies.get(self.front.cookie))
        office = self._office()
        if session is None or office is None:
            return Response(status_code=403 if session is None else 410)
        if request.method == "HEAD":
            return Response(media_type="text/event-stream")
        if self.front.watching >= MOST_STREAMS:
            return Response(status_code=503, headers={"retry-after": "30"})
        since = request.headers.get("last-event-id") or request.query_params.get("since", "")
        return StreamingResponse(
            self._told(office, since), media_type="text/event-stream", headers={LIVE_HEADER: "stream"}
        )

    async def _told(self, office: Office, since: str) -> AsyncIterator[bytes]:
        self.front.watching += 1
        closing = asyncio.create_task(self.front.closing.wait())
        try:
            yield f"retry: {AGAIN}\n\n".encode()
            said = since
            while not closing.done():
                state = self.front.state_of(office)
                if state != said:
                    said = state
                    what = "changed" if office.is_open else "locked"
                    yield f"id: {state}\nevent: {what}\ndata: {state}\n\n".encode()
                    continue
                waiting = asyncio.create_task(office.changed(office.version, HEARTBEAT))
                await asyncio.wait({waiting, closing}, return_when=asyncio.FIRST_COMPLETED)
                if not waiting.done():
                    waiting.cancel()
                    with suppress(asyncio.CancelledError):
                        await waiting
                elif self.front.state_of(office) == said:
                    yield b": still here\n\n"
        finally:
            closing.cancel()
            self.front.watching -= 1
