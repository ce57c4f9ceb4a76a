"""Walking through the pages by their own links, as somebody does who looks at everything there is."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from starlette.routing import compile_path

from tests.served import Visitor
from waystation.web.acts import PAGES

__all__ = ["Found", "route_of", "walk"]

ROUTES = {page.path: compile_path(page.path)[0] for page in PAGES}
CHOSEN = ("kind", "size", "form", "show")
"""What a query may say that makes another page of it; anything else only fills the same one differently."""


class Found(NamedTuple):
    """A page that a link led to.

    Args:
        address: Its address.
        route: Its route.
        answer: What came.
        came_from: The page that the link is on.
    """

    address: str
    route: str
    answer: Any
    came_from: str


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        where = {"a": "href", "img": "src", "source": "srcset"}.get(tag)
        if where is not None and (has.get(where) or "").startswith("/"):
            self.found += [one.strip().split(" ")[0] for one in str(has[where]).split(",")]


def route_of(address: str) -> str:
    """The route of an address; empty if it is none of the pages'."""
    path = urlsplit(address).path
    # The order in which the application looks: the first that fits.
    return next((route for route, pattern in ROUTES.items() if pattern.match(path)), "")


def _kind(address: str) -> tuple[str, tuple[str, ...]]:
    """What tells an address from others: one leg's belief is as good a page to look at as the next one's."""
    query = parse_qsl(urlsplit(address).query)
    names = {f"{name}={value}" if name in CHOSEN else name for name, value in query}
    path = urlsplit(address).path
    shown = re.search(r"/(leg|place|broker|condition|pictures|edit)(%3A|/).*?(?:/(\w+))?$", path)
    return route_of(address) + (f" {shown[0].split('/')[-1]}" if shown else ""), tuple(sorted(names))


def walk(visitor: Visitor, *, each: int = 1, look: Callable[[Found], None] | None = None) -> Mapping[str, Found]:
    """Every page that links lead to, one or a few of each kind, by address; the nearest first.

    Args:
        visitor: Somebody who came in.
        each: How many of each kind.
        look: What is done at each.
    """
    found: dict[str, Found] = {}
    seen: dict[Any, int] = {}
    ahead = deque([("/tonight", "")])
    while ahead:
        address, came_from = ahead.popleft()
        address = address.partition("#")[0]
        kind = _kind(address)
        if address in found or seen.get(kind, 0) >= each or address.startswith("/static/"):
            continue
        one = Found(address, route_of(address), visitor.get(address), came_from)
        found[address] = one
        if one.answer.status_code == 200:
            seen[kind] = seen.get(kind, 0) + 1
        if look is not None:
            look(one)
        if one.answer.headers.get("content-type", "").startswith("text/html"):
            links = _Links()
            links.feed(one.answer.text)
            ahead.extend((link, address) for link in links.found)
    return found
