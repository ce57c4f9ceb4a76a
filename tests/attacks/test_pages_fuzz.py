"""Every address of the pages, asked in every way that nobody meant: what comes back is always a page of ours, in words.

The routes are the application's own; what is asked of them is made by chance, out of what the forms hold and out of
what nobody would type. Nothing ends as something wrong inside, and while the vault is locked nothing of it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import parse_qsl, quote, unquote_plus, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.desks import addresses, in_vault, on_their_way
from tests.forms import forms_on
from tests.markup import Markup, unsafe
from tests.served import PORT, Visitor, served, text_of
from tests.walks import route_of, walk
from waystation.web.acts import ACTIONS, PAGES
from waystation.web.guard import POLICY

OWN_PLACES = ("Old rice mill", "Mr. Hwang", "grandmother", "Two days to the river")
"""What a mission's pages say, and no address of one does."""
METHODS = ("GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH")
STATUSES = (200, 303, 307, 400, 403, 404, 405, 409, 413, 415, 422, 423, 429)
NUMBERS = ["0", "-1", "1e308", "9" * 5000, "٣", "²", "NaN", "inf", "0x1F", "1,5", "1_000", "-0.0", "1e-320", "½"]
TIMES = [
    "0000-00-00",
    "9999-12-31T23:59:59.999+14:00",
    "2031-10-01",
    "2031-10-01T19:00",
    "24:00",
    "in 10**9 days",
    "21:40",
]
WORDS = [
    "",
    " ",
    "{x}",
    "%s%n",
    "../..",
    "leg:",
    "broker:hwang/",
    ":",
    "place:mill",
    "\u202e",
    "가" * 300,
    "ﷺ" * 200,
    "a\nb",
]
OWN_ROUTES = {"/static/{name}", "/enter/{code}", "/enter", "/unlock", "/lock", "/language", "/live"}
PLAYED = {"/rehearse", "/rehearse/drive", "/rehearse/end"}
"""Forms of the stage; asked here without their pledge alone, since each rehearsal plays on a thread of its own."""

odd = st.one_of(
    st.sampled_from([*NUMBERS, *TIMES, *WORDS]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=200, max_size=400),
)


Sending = tuple[str, dict[str, str]]


class Ground:
    """What is asked, and of whom.

    Args:
        inside: Somebody who sees everything.
        locked: Somebody before a locked vault.
        outside: Somebody without a session.
        addresses: Every address that a link leads to.
        forms: Every way of sending every form, as it stands: where, and what.
        names: Every field, and what stands behind a question mark.
    """

    def __init__(
        self,
        inside: Visitor,
        locked: Visitor,
        outside: Visitor,
        addresses: list[str],
        forms: list[Sending],
        names: list[str],
    ) -> None:
        self.inside, self.locked, self.outside = inside, locked, outside
        self.addresses, self.forms, self.names = addresses, forms, names


@pytest.fixture(scope="module")
def ground(tmp_path_factory) -> Iterator[Ground]:
    """A mission on its way in a folder, the same in a vault, and what the pages of the first hold."""
    folder = tmp_path_factory.mktemp("ground")
    pack = on_their_way(folder)
    vault = in_vault(folder, pack)
    with ExitStack() as stack:
        outside = stack.enter_context(served(vault=vault, open_it=False))
        locked = stack.enter_context(served(vault=vault, open_it=False))
        locked.comes_in()
        inside = stack.enter_context(served(pack))
        walked = walk(inside)
        samples = [one for every in addresses(PAGES, inside.desk()).values() for one in every]
        forms: dict[str, Sending] = {}
        for one in walked.values():
            for form in forms_on(one.answer.text):
                for action, fields in form.sendings():
                    if form.method == "post":
                        forms.setdefault(f"{route_of(one.address)} {action} {sorted(fields)}", (action, fields))
        fields = {name for _, found in forms.values() for name in found} - {"pledge"}
        queried = {name for one in walked for name, _ in parse_qsl(urlsplit(one).query)}
        names = sorted(fields | queried | {"page", "since", "about", "kind", "what", "at", "size"})
        yield Ground(inside, locked, outside, [*walked, *samples], list(forms.values()), names)


def test_every_route_is_asked(ground):
    """Nothing is left out: the addresses below are all that the application has."""
    app = ground.inside.client.app.app  # type: ignore[attr-defined]
    known = {one.path for one in app.routes}
    assert known == OWN_ROUTES | PLAYED | {"/rehearsal"} | {one.path for one in (*PAGES, *ACTIONS)}


@st.composite
def asked(draw: st.DrawFn) -> dict[str, Any]:
    """A request by chance; what it is about is looked up when it is known what there is."""
    return {
        "what": draw(st.sampled_from(["page", "page", "form", "form", "form", "route", "post"])),
        "which": draw(st.integers(0, 1 << 16)),
        "method": draw(st.sampled_from(METHODS)),
        "language": draw(st.sampled_from(["en", "ko"])),
        "parts": draw(st.lists(odd, min_size=4, max_size=4)),
        "fields": draw(st.lists(st.tuples(st.integers(0, 1 << 16), odd), max_size=4)),
        "without": draw(st.integers(0, 12)),
        "pledged": draw(st.sampled_from([True, True, True, True, False])),
    }


ROUTES = sorted(OWN_ROUTES | PLAYED | {one.path for one in (*PAGES, *ACTIONS)})


def _request(ground: Ground, one: dict[str, Any], pledge: str) -> tuple[str, str, dict[str, str] | None]:
    """Method, address and fields of what is asked."""
    which, names = one["which"], ground.names
    changed = {names[number % len(names)]: value for number, value in one["fields"]}
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in changed.items())
    if one["what"] == "page":
        address = ground.addresses[which % len(ground.addresses)]
        return "GET", address + ("&" if "?" in address else "?") + query, None
    if one["what"] == "form":
        address, own = ground.forms[which % len(ground.forms)]
        inside = sorted(own) or [""]
        changed = {inside[number % len(inside)]: value for number, value in one["fields"]}
        fields = {**own, **changed}
        fields.pop(inside[one["without"] % len(inside)] if one["without"] < 6 else "", None)
        return "POST", address, {**fields, "pledge": pledge if one["pledged"] and address not in PLAYED else "0"}
    parts = iter(one["parts"])
    address = re.sub(r"\{\w+(:path)?\}", lambda _: quote(next(parts), safe=""), ROUTES[which % len(ROUTES)])
    if one["what"] == "post":
        return "POST", address, {**changed, "pledge": pledge if one["pledged"] and address not in PLAYED else "0"}
    return one["method"], address, None


def _ask(ground: Ground, visitor: Visitor, one: dict[str, Any]) -> tuple[Any, str, str, dict[str, str]]:
    session = visitor.front.sessions.find(visitor.client.cookies.get(visitor.front.cookie))
    method, address, fields = _request(ground, one, session.pledge if session is not None else "")
    if session is not None and address.startswith("/live") and method == "GET":
        method = "HEAD"  # a stream does not end
    headers = {"origin": f"http://127.0.0.1:{PORT}", "accept-language": one["language"]}
    if "waystation_language" in visitor.client.cookies:
        visitor.client.cookies.delete("waystation_language")
    answer = visitor.client.request(method, address, data=fields, headers=headers, follow_redirects=False)
    return answer, method, address, fields or {}


def _sent(address: str, fields: dict[str, str]) -> str:
    """All that was sent: it is carried through, the address as well, and the fields by their names."""
    return " ".join(map(str, (unquote_plus(address), *fields, *fields.values())))


def _is_ours(answer: Any, method: str, address: str, language: str) -> None:
    one = (method, address[:300])
    assert answer.status_code in STATUSES, (answer.status_code, one, text_of(answer.text)[-300:])
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["cache-control"] == "no-store" or address.startswith("/static/")
    kind = answer.headers.get("content-type", "")
    if answer.status_code == 303:
        assert answer.headers["location"].startswith("/")
        assert not answer.headers["location"].startswith(("//", "/\\"))
    elif answer.status_code == 307:  # a stroke too many, or too few, at its end
        assert answer.headers["location"].startswith(f"http://127.0.0.1:{PORT}/")
    elif address.startswith("/live") and answer.status_code in (200, 403):
        assert not answer.content
    elif answer.status_code >= 400 and method != "HEAD":
        assert kind == "text/html; charset=utf-8", (kind, one)
        page = Markup(answer.text)
        assert ("html", {"lang": language}) in page.tags
        assert {"h1", "main"} <= {tag for tag, _ in page.tags}
        assert [tag for tag, has in page.tags if tag == "form" or (tag == "a" and has.get("href", "")[:2] != "#m")]
    if kind.startswith("text/html"):
        assert unsafe(answer.text) == [], one
        assert "Traceback (most recent" not in answer.text


@given(one=asked())
@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_whatever_is_asked_a_page_of_ours_answers(ground, one):
    """Somebody inside: the answer is a page, or the next one; never something wrong inside."""
    answer, method, address, _fields = _ask(ground, ground.inside, one)
    _is_ours(answer, method, address, one["language"])


@given(one=asked())
@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_while_it_is_locked_nothing_is_shown(ground, one):
    """Before the passphrase: no name, and not whether there is such a mission."""
    answer, method, address, fields = _ask(ground, ground.locked, one)
    _is_ours(answer, method, address, one["language"])
    assert not ground.locked.front.office.is_open
    sent = _sent(address, fields)
    assert not [word for word in OWN_PLACES if word in answer.text and word not in sent]
    if one["what"] in ("page", "form"):
        stage = address in PLAYED and answer.headers.get("location") == "/tonight"  # which asks for the passphrase
        assert answer.status_code == 423 or stage or address in ("/language", "/lock", "/unlock", "/enter")


@given(one=asked())
@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_without_a_session_nothing_is_shown(ground, one):
    """Before the link: the same, and the session that would show it is not to be had."""
    answer, method, address, fields = _ask(ground, ground.outside, one)
    _is_ours(answer, method, address, one["language"])
    assert "waystation_87" not in answer.headers.get("set-cookie", "")
    sent = _sent(address, fields)
    assert not [word for word in OWN_PLACES if word in answer.text and word not in sent]
    if one["what"] in ("page", "form"):
        assert answer.status_code == 403 or address in ("/language", "/lock")
