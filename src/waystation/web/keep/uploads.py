"""A file that is sent to the archive's form: taken in while it comes, sealed as it is read, never whole in the memory.

Decides how much may come and how slowly, and that not a byte of the file is looked at before the form's own fields
have shown that it was sent from these pages. The file goes from the browser's connection through a short pipe to the
office's thread, which seals it; nothing of it lies on the disk in the clear.
"""

from __future__ import annotations

import asyncio
import io
import queue
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from waystation.errors import Usage, WaystationError
from waystation.web.asked import Asked
from waystation.web.coming_in import SEND_AGAIN, Door
from waystation.web.front import LIVE_HEADER, View, language_of, sentences
from waystation.web.keep.taking import taken_from
from waystation.web.places import Locked
from waystation.wording.language import say, speaking

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

    from waystation.web.app import App
    from waystation.web.pages import Done, Page

__all__ = ["MOST_GB", "Upload", "upload_routes"]

MOST_GB = 4
MOST_FIELD_BYTES = 1 << 18
MOST_PARTS = 40
PIECES = 8
"""Pieces of a file that wait for the office's thread; each is as large as the server hands it on."""
PATIENCE = 30.0
"""Seconds within which the next piece must come."""
POLL = 0.005
FILE = "file"


class _Pipe(io.RawIOBase):
    """What the office's thread reads, while pieces of the file still come."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: queue.Queue[bytes | WaystationError | None] = queue.Queue(PIECES)
        self._left = memoryview(b"")
        self._over = False

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        """Fill a buffer with what has come.

        Raises:
            Usage: `upload_broken_off` if it does not come to its end.
        """
        if not self._left and not self._over:
            try:
                piece = self.pieces.get(timeout=PATIENCE * 2)
            except queue.Empty:
                piece = Usage("upload_broken_off")
            if isinstance(piece, WaystationError):
                self._over = True
                raise piece
            self._over = piece is None
            self._left = memoryview(piece or b"")
        size = min(len(into), len(self._left))
        into[:size] = self._left[:size]
        self._left = self._left[size:]
        return size


@dataclass
class Upload:
    """A form with a file, as it is parsed: its fields, then the pieces of the file.

    Args:
        boundary: What parts its fields.
    """

    boundary: bytes
    typed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    name: str = ""
    began: bool = False
    ended: bool = False
    _pieces: list[bytes] = field(default_factory=list)
    _header: tuple[bytearray, bytearray] = field(default_factory=lambda: (bytearray(), bytearray()))
    _headers: dict[bytes, bytes] = field(default_factory=dict)
    _field: str = ""
    _value: bytearray = field(default_factory=bytearray)
    _size: int = 0
    _parts: int = 0

    def __post_init__(self) -> None:
        calls: MultipartCallbacks = {
            "on_part_begin": self._begin, "on_header_field": self._header_name, "on_header_value": self._header_value,
            "on_header_end": self._header_end, "on_headers_finished": self._open, "on_part_data": self._data,
            "on_part_end": self._close,
        }  # fmt: skip
        self._parser = MultipartParser(self.boundary, calls)

    def feed(self, data: bytes) -> list[bytes]:
        """Parse what came next; the pieces of the file in it.

        Raises:
            Usage: `upload_unread` if it is no such form, or its fields are too many or too long.
        """
        try:
            self._parser.write(data)
        except (MultipartParseError, ValueError, UnicodeDecodeError):
            raise Usage("upload_unread") from None
        pieces, self._pieces = self._pieces, []
        return pieces

    def _begin(self) -> None:
        self._parts += 1
        if self._parts > MOST_PARTS or self.ended:
            raise Usage("upload_unread")
        self._headers, self._value, self._field = {}, bytearray(), ""

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._header[0].extend(data[start:end])

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._header[1].extend(data[start:end])

    def _header_end(self) -> None:
        name, value = self._header
        self._headers[bytes(name).lower()] = bytes(value)
        self._header = (bytearray(), bytearray())

    def _open(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        self._field = options.get(b"name", b"").decode("utf-8")
        self.began = self.began or self._field == FILE
        if self._field == FILE:
            self.name = options.get(b"filename", b"").decode("utf-8").replace("\\", "/").rpartition("/")[2]

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._field == FILE:
            self._pieces.append(bytes(data[start:end]))
            return
        self._size += end - start
        if self._size > MOST_FIELD_BYTES:
            raise Usage("upload_unread")
        self._value.extend(data[start:end])

    def _close(self) -> None:
        if self._field == FILE:
            self.ended = True
        elif self._field:
            value = self._value.decode("utf-8").replace("\r\n", "\n")
            self.typed[self._field] = (*self.typed.get(self._field, ()), value)


def upload_routes(app: App, page: Page) -> list[Route]:
    """The address that takes a file in.

    Args:
        app: The pages.
        page: The page with the form.
    """

    async def answer(request: Request) -> Response:
        view = _view(app, request)
        if view.session is None:
            return app.enter(view)
        if not view.office.is_open:
            return Door.locked(view)
        with speaking(view.language):
            try:
                done = await _taken(view, request)
            except _Unpledged as found:
                return await app.shown(found.view, page, 409, mistakes=[say(SEND_AGAIN)])
            except _Refused as found:
                return await app.shown(found.view, page, 422, mistakes=sentences(found.error.mistakes()))
            except Locked:
                return Door.locked(view)
        view.session.note(done.said, done.to, view.front.instant())
        return RedirectResponse(done.to, 303)

    return [Route(page.path, answer, methods=["POST"])]


class _Unpledged(Exception):
    def __init__(self, view: View) -> None:
        self.view = view


class _Refused(Exception):
    def __init__(self, view: View, error: WaystationError) -> None:
        self.view, self.error = view, error


def _view(app: App, request: Request, typed: dict[str, tuple[str, ...]] | None = None) -> View:
    """What is known of a request whose form is not read yet."""
    front = app.front
    language = language_of(request, front.language)
    path = {name: str(value) for name, value in request.path_params.items()}
    asked = Asked(path, {}, typed or {}, language, request.scope.get("root_path", ""), request.url.path)
    session = front.sessions.find(request.cookies.get(front.cookie))
    if session is not None and LIVE_HEADER not in request.headers:
        front.office.touch()
    return View(front, front.office, request, session, language, asked)


async def _taken(view: View, request: Request) -> Done:
    """Read the form and take its file in."""
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not 0 < len(boundary) <= 70:
        raise _Refused(view, Usage("upload_unread"))
    upload, pipe = Upload(boundary), _Pipe()
    task: asyncio.Task[Done] | None = None
    size = 0
    try:
        async for data in _pieces(request):
            view.front.office.touch()
            pieces = upload.feed(data)
            if upload.began and task is None:
                view = _pledged(view, upload)
                task = asyncio.create_task(view.office.change(_work(view.asked, upload.name, pipe)))
            for piece in pieces:
                size += len(piece)
                if size > MOST_GB * 10**9:
                    raise Usage("upload_too_large", limit=MOST_GB)
                assert task is not None  # pieces are the file's, and the file has begun
                await _hand_on(pipe, piece, task)
        if task is None:
            view = _pledged(view, upload)
            raise Usage("upload_no_file")
        await _hand_on(pipe, None if upload.ended else Usage("upload_broken_off"), task)
        return await task
    except WaystationError as error:
        if task is not None and not task.done():
            await _hand_on(pipe, error, task)
            with suppress(WaystationError):
                await task
        raise _Refused(_with(view, upload), error) from None


def _pledged(view: View, upload: Upload) -> View:
    """The view with what was typed.

    Raises:
        _Unpledged: If the form was not sent from these pages.
    """
    view = _with(view, upload)
    if view.session is None or not view.session.is_pledged(view.asked.text("pledge")):
        raise _Unpledged(view)
    return view


def _with(view: View, upload: Upload) -> View:
    asked = view.asked
    typed = Asked(asked.path, asked.query, upload.typed, asked.language, asked.base, asked.address)
    return View(view.front, view.office, view.request, view.session, view.language, typed)


def _work(asked: Asked, name: str, pipe: _Pipe) -> Any:
    stream = io.BufferedReader(cast("io.RawIOBase", pipe), 1 << 20)
    return lambda desk: taken_from(desk, asked, name, stream)


async def _pieces(request: Request) -> AsyncIterator[bytes]:
    stream = request.stream()
    while True:
        try:
            async with asyncio.timeout(PATIENCE):
                piece = await anext(stream)
        except StopAsyncIteration:
            return
        except (TimeoutError, ClientDisconnect):
            raise Usage("upload_broken_off") from None
        yield piece


async def _hand_on(pipe: _Pipe, piece: bytes | WaystationError | None, task: asyncio.Task[Done]) -> None:
    """Hand a piece on, as soon as there is room; nothing once the office has done with it."""
    while not task.done():
        try:
            pipe.pieces.put_nowait(piece)
        except queue.Full:
            await asyncio.sleep(POLL)
        else:
            return
    task.result()
