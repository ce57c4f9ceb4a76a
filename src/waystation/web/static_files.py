"""Files that hold nothing of anybody: style, scripts, the map library; each address names its file's content."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from waystation.web.pages import Sent

__all__ = ["static_answer", "static_file", "static_url"]

KINDS = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "png": "image/png",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
    "json": "application/json",
}
FOLDERS = ("static", "vendor")
STYLE = "style.css"
COMMENT = re.compile(rb"/\*.*?\*/\s*", re.DOTALL)


@cache
def _known() -> dict[str, Traversable]:
    """Every such file by its name; only these are ever opened."""
    package = resources.files("waystation.web")
    found: dict[str, Traversable] = {}
    for folder in FOLDERS:
        inside = package.joinpath(folder)
        if inside.is_dir():
            found.update((one.name, one) for one in inside.iterdir() if one.name.rpartition(".")[2] in KINDS)
    return found


def static_file(name: str) -> Sent | None:
    """A file by its name; None if there is none."""
    return _read(name) if name in _known() else None


@cache
def _read(name: str) -> Sent:
    body, kind = _known()[name].read_bytes(), name.rpartition(".")[2]
    if name == STYLE:  # what it says to whoever writes it, no browser needs
        body = COMMENT.sub(b"", body)
    return Sent(body, KINDS[kind])


@cache
def _digest(name: str) -> str:
    return hashlib.sha256(_read(name).body).hexdigest()[:12]


def static_url(name: str) -> str:
    """The address of a file: it changes with what is in it."""
    return f"/static/{name}?{_digest(name) if name in _known() else 'missing'}"


async def static_answer(request: Request) -> Response:
    """A file; kept by the browser where its address names this very content."""
    name = request.path_params["name"]
    found = static_file(name)
    if found is None:
        raise HTTPException(404)
    named = request.url.query == _digest(name)
    headers = {"cache-control": "public, max-age=31536000, immutable" if named else "no-cache"}
    return Response(found.body, media_type=found.kind, headers=headers)
