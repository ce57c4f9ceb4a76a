"""The pages served for tests: to Starlette's own client in this process, or on a free port for a browser."""

from __future__ import annotations

import hashlib
import html
import re
import threading
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.exceptions import StarletteDeprecationWarning

from tests.keeping import PASSPHRASE
from waystation.bootstrap.rehearsing import machine_instant
from waystation.web.acts import ACTIONS, PAGES
from waystation.web.application import build_app
from waystation.web.desk_now import DeskNow
from waystation.web.front import Front
from waystation.web.office import Office
from waystation.web.pages import Action, Page
from waystation.web.places import Places
from waystation.web.serving import Served, listen
from waystation.web.sessions import Session, Sessions
from waystation.web.staging import Stage

with warnings.catch_warnings():
    # It asks for httpx2, a package of the same client by another name; httpx serves it as well.
    warnings.simplefilter("ignore", StarletteDeprecationWarning)
    from starlette.testclient import TestClient

__all__ = ["PORT", "Clock", "Visitor", "fields_of", "served", "serving", "text_of"]

PORT = 8737
PATIENCE = 120.0
"""Seconds after which a page would be shown although its answers are not there yet; far more than they take."""
Fields = Mapping[str, "str | Sequence[str]"]


class Clock:
    """Seconds that only grow, when a test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

        self.rested: list[float] = []

    def __call__(self) -> float:
        """The seconds."""
        return self.seconds

    async def rest(self, seconds: float) -> None:
        """Let some pass at once, and note how many."""
        self.rested.append(seconds)
        self.seconds += seconds


class Visitor:
    """Somebody with a browser, whose scripts are off: follows nothing by itself.

    Args:
        client: Starlette's client.
        front: What the pages are served with.
        clock: The office's clock.
    """

    def __init__(self, client: TestClient, front: Front, clock: Clock) -> None:
        self.client = client
        self.front = front
        self.clock = clock

    def comes_in(self) -> Any:
        """Open a link that the terminal prints; what it answers."""
        return self.get(f"/enter/{self.front.sessions.link(self.front.instant())}")

    def unlocks(self, passphrase: str = PASSPHRASE, **more: str) -> Any:
        """Type the passphrase."""
        return self.post("/unlock", {"passphrase": passphrase, **more})

    @property
    def session(self) -> Session:
        """The session that the browser has."""
        found = self.front.sessions.find(self.client.cookies.get(self.front.cookie))
        assert found is not None, "nobody came in"
        return found

    def get(self, path: str, **headers: str) -> Any:
        """Ask for an address; header names with underscores."""
        return self.client.get(path, headers=_headers(headers), follow_redirects=False)

    def post(self, path: str, fields: Fields | None = None, *, pledge: str | None = None, **headers: str) -> Any:
        """Send a form from these pages, with the pledge that its page holds unless another is given."""
        session = self.front.sessions.find(self.client.cookies.get(self.front.cookie))
        own = session.pledge if session is not None else ""
        body = {**(fields or {}), "pledge": own if pledge is None else pledge}
        given = {"origin": f"http://127.0.0.1:{PORT}", **_headers(headers)}
        return self.client.post(path, data=body, headers=given, follow_redirects=False)

    def sends(self, path: str, fields: Fields | None = None) -> Any:
        """Send a form that is taken, and see what is shown next."""
        answer = self.post(path, fields)
        assert answer.status_code == 303, (answer.status_code, text_of(answer.text))
        return self.get(answer.headers["location"])

    def desk(self) -> DeskNow:
        """The desk as it stands."""
        assert self.client.portal is not None
        desk: DeskNow = self.client.portal.call(self.front.office.do, lambda desk: desk)
        return desk

    def looks(self) -> None:
        """Let the office look round, as it does each second: whether something changed, or rested too long."""
        assert self.client.portal is not None
        self.client.portal.call(self.front.office.look)

    def shows(self, path: str, status: int = 200) -> str:
        """The text of a page, as somebody reads it."""
        answer = self.get(path)
        assert answer.status_code == status, (answer.status_code, text_of(answer.text))
        return text_of(answer.text)


@contextmanager
def served(
    *packs: str | Path,
    vault: str | Path | None = None,
    language: str = "en",
    open_it: bool = True,
    pages: Sequence[Page] = PAGES,
    actions: Sequence[Action] = ACTIONS,
    passphrase: str = PASSPHRASE,
    idle_seconds: float = 600.0,
) -> Iterator[Visitor]:
    """The pages in this process, with somebody who came in; nothing happens by itself, and no port is used.

    Args:
        *packs: Packs, as on the command line.
        vault: A vault's folder; None where all missions lie in folders.
        language: The visitor's language.
        open_it: Whether the visitor has come in, and the vault is unlocked.
        pages: The pages.
        actions: The forms.
        passphrase: What opens the vault.
        idle_seconds: After so many seconds of the office's clock without anybody it locks itself.
    """
    clock = Clock()
    places = Places(tuple(map(str, packs)), Path(vault) if vault is not None else None, idle_seconds)
    counter = iter(range(1, 1 << 16))
    chance = Sessions(lambda size: _bytes(next(counter), size))
    office = Office(places, clock, rest=clock.rest, patience=PATIENCE)
    stage = Stage(places.packs)
    front = Front(
        office, chance, PORT, machine_instant, pages, actions, language, looks=3600.0, stage=stage, born="test"
    )
    with TestClient(
        build_app(front),
        f"http://127.0.0.1:{PORT}",
        raise_server_exceptions=False,
        headers={"accept-language": language},
    ) as client:
        visitor = Visitor(client, front, clock)
        if open_it:
            assert visitor.comes_in().status_code == 303
            if vault is not None:
                answer = visitor.unlocks(passphrase)
                assert answer.status_code == 303, text_of(answer.text)
        yield visitor


@contextmanager
def serving(
    *packs: str | Path, vault: str | Path | None = None, idle_seconds: float = 600.0, language: str = "en"
) -> Iterator[Served]:
    """The pages on a free port, as `waystation serve` serves them; `link()` of what comes back lets a browser in.

    Args:
        *packs: Packs, as on the command line.
        vault: A vault's folder; None where all missions lie in folders.
        idle_seconds: After so many seconds without anybody it locks itself.
        language: The language of a browser that names none of ours.
    """
    places = Places(tuple(map(str, packs)), Path(vault) if vault is not None else None, idle_seconds)
    found = Served(places, listen(0), machine_instant, language)
    thread = threading.Thread(target=found.run, name="serving")
    thread.start()
    try:
        yield found
    finally:
        found.stop()
        thread.join(30)
        assert not thread.is_alive(), "the pages do not stop"


def text_of(page: str) -> str:
    """What somebody reads on a page: its text without marks, blanks run together."""
    body = re.sub(r"<(script|style|head)\b.*?</\1>", " ", page, flags=re.DOTALL | re.IGNORECASE)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())


def fields_of(page: str) -> dict[str, str]:
    """The fields of a page's forms, as they would be sent, by name: inputs, areas and what is chosen."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<input\b[^>]*>", page):
        marks = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if "name" in marks and (marks.get("type") not in ("checkbox", "radio") or re.search(r"\bchecked\b", tag)):
            found[html.unescape(marks["name"])] = html.unescape(marks.get("value", ""))
    for marks, inside in re.findall(r"<textarea\b([^>]*)>(.*?)</textarea>", page, re.DOTALL):
        name = re.search(r'name="([^"]*)"', marks)
        if name is not None:
            found[html.unescape(name[1])] = html.unescape(inside.removeprefix("\n"))
    for marks, inside in re.findall(r"<select\b([^>]*)>(.*?)</select>", page, re.DOTALL):
        name = re.search(r'name="([^"]*)"', marks)
        chosen = re.search(r'<option value="([^"]*)"[^>]*\bselected', inside) or re.search(
            r'<option value="([^"]*)"', inside
        )
        if name is not None and chosen is not None:
            found[html.unescape(name[1])] = html.unescape(chosen[1])
    return found


def _headers(given: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in given.items()}


def _bytes(counter: int, size: int) -> bytes:
    return hashlib.shake_256(str(counter).encode()).digest(size)
