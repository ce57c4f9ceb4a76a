"""What a page is, and what a form does, as values: the app makes routes of them, each act has its own list of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow

__all__ = ["Action", "Again", "Done", "Later", "NotThere", "Page", "Sent"]


class NotThere(Exception):
    """There is no such page here: no such mission, journey or broker."""


@dataclass(frozen=True)
class Sent:
    """What is sent as it is: a picture, a file, data for the map.

    Args:
        body: The bytes.
        kind: Their media type.
        name: The name that a download gets, or empty.
    """

    body: bytes
    kind: str
    name: str = ""


@dataclass(frozen=True)
class Later:
    """What a page needs that takes long: worked out of values alone, on a thread of its own, while the office goes on.

    Args:
        work: Works it out; may not touch the vault. Raises our errors, as `build` may.
    """

    work: Callable[[], Mapping[str, Any] | Sent]


Build = Callable[[DeskNow, Asked], "Mapping[str, Any] | Sent | Later"]


@dataclass(frozen=True)
class Page:
    """A page that is looked at.

    Args:
        path: Its route, as `/journey/{mission}/{journey}`.
        template: The file that shows it; empty where `build` sends something as it is.
        build: What the template is filled with, of the desk as it stands; runs on the desk's own thread, in the
            page's language. Raises `NotThere` for what is not there. Whatever takes long it gives back as `Later`.
        open: Whether it is shown before anything was unlocked.
        live: Whether it changes while somebody looks at it.
    """

    path: str
    template: str
    build: Build
    open: bool = False
    live: bool = True


@dataclass(frozen=True)
class Done:
    """What a form did.

    Args:
        to: The address that is shown next.
        said: What is said there, in the page's language.
        opens: A folder in which a new mission was made: it is looked at from now on.
    """

    to: str
    said: str = ""
    opens: str = ""


@dataclass(frozen=True)
class Again:
    """The form is shown again, with what was typed and what was understood of it: nothing was done yet.

    Args:
        said: What is said above it, in the page's language.
    """

    said: str = ""


@dataclass(frozen=True)
class Action:
    """What a form does when it is sent.

    Args:
        path: Its route.
        act: Does it, on the desk's own thread. Raises our errors: then the form is shown again with what was typed.
        again: The page that has the form. It finds what was typed in `asked.typed`.
        writes: Whether it may write anything; otherwise the desk stays as it stands.
    """

    path: str
    act: Callable[[DeskNow, Asked], Done | Again]
    again: Page
    writes: bool = True
