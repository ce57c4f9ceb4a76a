"""Files that hold nothing of anybody: style, scripts, the map library; each address names its file's content."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from waystation.web.pages import Sent

__all__ = ["static_file", "static_url"]

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


@cache
def static_file(name: str) -> Sent | None:
    """A file by its name; None if there is none."""
    file = _known().get(name)
    return Sent(file.read_bytes(), KINDS[name.rpartition(".")[2]]) if file is not None else None


@cache
def static_url(name: str) -> str:
    """The address of a file: it changes with what is in it."""
    file = static_file(name)
    digest = hashlib.sha256(file.body).hexdigest()[:12] if file is not None else "missing"
    return f"/static/{name}?{digest}"
