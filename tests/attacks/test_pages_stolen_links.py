"""Somebody has a link, a code or a cookie that is not theirs, is too old, or was used: they see nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.desks import MISSION, addresses, on_their_way
from tests.markup import unsafe
from tests.served import Visitor, fields_of, served, text_of
from waystation.web.acts import PAGES
from waystation.web.sessions import LINK_LASTS, MOST_SESSIONS

SECRETS = ("two days", "hwang", "grandmother", MISSION)


@pytest.fixture(scope="module")
def under_way(tmp_path_factory):
    """A mission on its way; nothing here writes into it."""
    return on_their_way(tmp_path_factory.mktemp("under-way"))


@pytest.fixture
def outsider(under_way) -> Iterator[Visitor]:
    """Somebody at a browser who has not come in."""
    with served(under_way, open_it=False) as found:
        yield found


def sees_nothing(visitor: Visitor) -> None:
    """No page of all there are shows anything of anybody; each says how to come in."""
    for every in addresses(PAGES, visitor.desk()).values():
        for path in every:
            answer = visitor.get(path)
            assert answer.status_code == 403, path
            said = text_of(answer.text).casefold()
            assert not [word for word in SECRETS if word in said], path
            assert "link" in said
            assert unsafe(answer.text) == []
    assert visitor.get("/live").status_code == 403


def test_without_a_link_nothing_is_seen(outsider):
    """Not one page, and not whether there is such a mission."""
    sees_nothing(outsider)
    assert outsider.get("/missions/none").text.replace("none", MISSION) == outsider.get(f"/missions/{MISSION}").text


def test_a_link_opens_once(outsider):
    """Whoever comes second, with the link out of the history or over a shoulder, is not let in."""
    link = f"/enter/{outsider.front.sessions.link(outsider.front.instant())}"
    assert outsider.get(link).status_code == 303
    outsider.client.cookies.clear()
    answer = outsider.get(link)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert "used already" in text_of(answer.text)
    sees_nothing(outsider)


def test_looking_ahead_does_not_use_a_link_up(outsider):
    """A program that only asks whether it is there (HEAD) leaves it for whoever opens it."""
    link = f"/enter/{outsider.front.sessions.link(outsider.front.instant())}"
    assert outsider.client.head(link).status_code == 200
    assert outsider.get(link).status_code == 303


@pytest.mark.parametrize(("seconds", "status"), [(59, 303), (60, 403), (61, 403), (86_400, 403)])
def test_a_link_grows_old(outsider, seconds, status):
    """After a minute it opens nothing."""
    made = outsider.front.instant() - timedelta(seconds=seconds)
    code = outsider.front.sessions.link(made)
    now = made + timedelta(seconds=seconds)
    outsider.front.instant = lambda: now
    assert timedelta(seconds=60) == LINK_LASTS
    assert outsider.get(f"/enter/{code}").status_code == status


@pytest.mark.parametrize("code", ["a", "", " ", "a" * 26, "../tonight", "%00", "é", "2" * 100_000], ids=range(8))
def test_a_code_that_was_never_given_out_opens_nothing(outsider, code):
    """Guessed, in the address or in the field."""
    outsider.front.sessions.link(outsider.front.instant())
    answer = outsider.post("/enter", {"code": code})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert unsafe(answer.text) == []


def test_a_cookie_of_another_server_is_none(under_way, outsider):
    """Each serving has its own sessions, even on the same port after the other has ended."""
    with served(under_way) as other:
        stolen = other.client.cookies[other.front.cookie]
    outsider.front.sessions = type(outsider.front.sessions)(lambda size: b"\x07" * size)
    outsider.client.cookies.set(outsider.front.cookie, stolen)
    sees_nothing(outsider)


@pytest.mark.parametrize("name", ["waystation", "waystation_80", "session", "WAYSTATION_8737"])
def test_a_cookie_of_another_name_is_none(outsider, name):
    """A cookie that another program on this machine set, under a name like ours."""
    outsider.comes_in()
    value = outsider.client.cookies[outsider.front.cookie]
    outsider.client.cookies.clear()
    outsider.client.cookies.set(name, value)
    assert outsider.get("/tonight").status_code == 403


def test_coming_in_again_ends_what_the_same_browser_had(outsider):
    """A cookie that was copied from it opens nothing any more."""
    outsider.comes_in()
    copied = outsider.client.cookies[outsider.front.cookie]
    outsider.comes_in()
    outsider.client.cookies.clear()
    outsider.client.cookies.set(outsider.front.cookie, copied)
    sees_nothing(outsider)


def test_the_oldest_of_very_many_sessions_ends(outsider):
    """Nobody fills the machine's memory with links."""
    outsider.comes_in()
    first = outsider.client.cookies[outsider.front.cookie]
    for _ in range(MOST_SESSIONS):
        outsider.client.cookies.clear()
        outsider.comes_in()
    outsider.client.cookies.clear()
    outsider.client.cookies.set(outsider.front.cookie, first)
    assert outsider.get("/tonight").status_code == 403


def test_the_cookie_is_for_this_server_alone(outsider):
    """No script reads it, no other site sends it, no disk keeps it."""
    said = outsider.comes_in().headers["set-cookie"].casefold()
    assert "httponly" in said
    assert "samesite=strict" in said
    assert "domain" not in said
    assert "max-age" not in said
    assert "expires" not in said


def test_a_form_that_was_written_before_the_session_ended_comes_back(outsider):
    """The server was started anew: what was typed goes through the door with whoever typed it."""
    path = f"/missions/{MISSION}/report"
    lines = "they arrived late at 01:00, father, B2"
    answer = outsider.post(path, {"lines": lines})
    assert answer.status_code == 403
    fields = fields_of(answer.text)
    assert lines in fields["carried"]
    code = outsider.front.sessions.link(outsider.front.instant())
    answer = outsider.post("/enter", {**fields, "code": code})
    assert answer.status_code == 409, "shown again, and nothing kept yet"
    assert lines in answer.text
    assert "Nothing was kept yet" in text_of(answer.text)
    sent = outsider.post(path, {"lines": lines})
    assert sent.status_code == 200
    assert "Nothing is kept yet" in text_of(sent.text)


@pytest.mark.parametrize(
    "carried",
    [
        "{}",
        "[]",
        "null",
        "[" * 100_000,
        '{"path": "//evil.example", "typed": {}}',
        '{"path": "/lock", "typed": {}}',
        '{"path": "/missions/none/report", "typed": {"lines": ["x"]}}',
        '{"path": "/calls", "typed": {"who": "x"}}',
        '{"path": "/calls", "typed": {"who": [1, null, {}]}}',
        '{"path": "/calls", "typed": {"\\ud800": ["\\udfff"]}}',
        '{"path": "/rehearsal/calls", "typed": {}}',
    ],
)
def test_what_is_carried_through_the_door_is_looked_at(outsider, carried):
    """A form that nobody wrote leads to one of our own pages, and does nothing."""
    code = outsider.front.sessions.link(outsider.front.instant())
    answer = outsider.post("/enter", {"code": code, "carried": carried})
    assert answer.status_code in (303, 404, 409, 422), answer.status_code
    assert answer.headers.get("location", "/").startswith("/")
    assert not answer.headers.get("location", "/").startswith("//")
