"""Somebody writes scripts, tags and templates where words belong: in packs, in reports, in every field of every form.

A broker chooses what he is called, a message is pasted as it came, a pack is somebody else's work.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desks import addresses, asked_for
from tests.forms import forms_on
from tests.hostile import HOSTILE, hostile_desk
from tests.markup import unsafe
from tests.served import Visitor, served, text_of
from tests.walks import walk
from waystation.web.acts import ACTIONS, PAGES
from waystation.web.pages import Page

TYPED = (
    HOSTILE["script"] + HOSTILE["image"],
    HOSTILE["quote"] + HOSTILE["ending"],
    HOSTILE["template"],
    HOSTILE["letters"],
)
LAST = ("/close", "/burn", "/unlock", "/lock", "/language", "/rehearse", "/rehearse/end")
"""Forms that end what the others are about come last, or not at all."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Path:
    """Such a mission."""
    return hostile_desk(tmp_path_factory.mktemp("hostile"))


@pytest.fixture
def visitor(hostile, tmp_path) -> Iterator[Visitor]:
    """Somebody who came in to see them."""
    pack = tmp_path / hostile.name
    shutil.copytree(hostile, pack)
    with served(pack) as found:
        yield found


def looked_at(visitor: Visitor) -> dict[str, str]:
    """Every page that is there, by its address; each is one, and nothing on it could run or lead away."""
    found = {}
    for every in addresses(PAGES, visitor.desk()).values():
        for path in every:
            answer = visitor.get(path)
            assert answer.status_code == 200, (path, text_of(answer.text))
            if answer.headers["content-type"].startswith("text/html"):
                assert unsafe(answer.text) == [], path
                found[path] = answer.text
    return found


def test_hostile_names_stand_there_as_words(visitor):
    """On every page; the names are seen as they are, letter by letter, and nothing is worked out of them."""
    pages = looked_at(visitor)
    said = " ".join(map(text_of, pages.values()))
    for name in ("script", "image", "quote", "template", "ending"):
        assert " ".join(HOSTILE[name].split()) in said, name
    assert not re.search(r"\b49\b[^%]{0,3}\{% raw", said)


def test_every_field_of_every_form_takes_them_as_words(visitor):
    """Whether a form is taken or refused, what comes back and every page after it is harmless."""
    sent, names = set(), set()
    for word in TYPED:
        forms = [form for one in walk(visitor).values() for form in forms_on(one.answer.text) if form.method == "post"]
        every = {(action, *sorted(fields)): fields for form in forms for action, fields in form.sendings(word)}
        for (action, *_), fields in every.items():
            if not action.endswith(LAST):
                sent.add(action)
                names |= set(fields)
                harmless(visitor, action, fields)
    routes = {one.path: re.sub(r"\{[^}]*\}", "[^/]+", one.path) for one in ACTIONS if not one.path.endswith(LAST)}
    left = {path for path, own in routes.items() if not any(re.fullmatch(own, one) for one in sent)}
    for action in (one for one in ACTIONS if one.path in left):
        for path in asked_for(Page(action.path, "", action.again.build), visitor.desk()):
            for word in TYPED:
                harmless(visitor, path, dict.fromkeys(names - {"pledge"}, word))


def harmless(visitor: Visitor, action: str, fields: dict[str, str]) -> None:
    """Send a form: it is taken or refused in words, and nothing of it could run, there or on the next page."""
    answer = visitor.post(action, fields)
    assert answer.status_code in (200, 303, 404, 409, 422), (action, fields, text_of(answer.text))
    assert unsafe(answer.text) == [], (action, fields)
    if answer.status_code == 303:
        after = visitor.get(answer.headers["location"])
        assert after.status_code in (200, 404), answer.headers["location"]
        assert unsafe(after.text) == [], (action, fields)


def test_hostile_words_in_an_address_stand_there_as_words(visitor):
    """Behind the question mark, and where a mission's, broker's or report's name belongs."""
    from urllib.parse import quote

    for word in HOSTILE.values():
        part = quote(word, safe="")
        for path in (f"/{part}", f"/missions/{part}", f"/journeys/{part}/{part}", f"/beliefs/{part}/{part}"):
            answer = visitor.get(path)
            assert answer.status_code == 404
            assert unsafe(answer.text) == []
        for every in addresses(PAGES, visitor.desk()).values():
            for path in every:
                query = "&".join(f"{name}={part}" for name in ("mission", "what", "about", "kind", "since", "source"))
                answer = visitor.get(f"{path}?{query}&to={part}&lat={part}&q={part}")
                assert answer.status_code in (200, 404, 422), (path, word, text_of(answer.text))
                if answer.headers["content-type"].startswith("text/html"):
                    assert unsafe(answer.text) == [], path
