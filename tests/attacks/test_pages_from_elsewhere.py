"""Another page in the same browser, or another name for this machine, tries to read the pages or send a form."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.desks import MISSION, asked_for, on_their_way
from tests.markup import unsafe
from tests.served import PORT, Visitor, fields_of, served, text_of
from waystation.web.acts import ACTIONS
from waystation.web.pages import Page

SECRETS = ("Two days", "river", "Hwang", "grandmother", MISSION)
HOSTS = [
    "evil.example",
    f"evil.example:{PORT}",
    "127.0.0.1",
    "localhost",
    "127.0.0.1:80",
    f"127.0.0.1:{PORT}.evil.example",
    f"127.0.0.1.nip.example:{PORT}",
    f"localhost.evil.example:{PORT}",
    f"localhost.:{PORT}",
    f"LOCALHOST:{PORT}",
    f"[::1]:{PORT}",
    f"0.0.0.0:{PORT}",
    f"2130706433:{PORT}",
    f"127.1:{PORT}",
    f"user@127.0.0.1:{PORT}",
    f"127.0.0.1:{PORT}, evil.example",
    "",
]
ELSEWHERE: list[Mapping[str, str]] = [
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1:8080"},
    {"origin": f"https://127.0.0.1:{PORT}"},
    {"origin": f"http://localhost:{PORT}"},
    {"origin": f"http://127.0.0.1:{PORT}.evil.example"},
    {"origin": f"http://127.0.0.1:{PORT}", "sec_fetch_site": "cross-site"},
    {"origin": f"http://127.0.0.1:{PORT}", "sec_fetch_site": "same-site"},
    {"origin": f"http://127.0.0.1:{PORT}", "sec_fetch_site": "none"},
]
PLEDGES = ["", "0" * 64, "pledge", "é", "x" * 5000]


@pytest.fixture(scope="module")
def under_way(tmp_path_factory) -> Path:
    """A mission on its way."""
    return on_their_way(tmp_path_factory.mktemp("under-way"))


@pytest.fixture
def visitor(under_way, tmp_path) -> Iterator[Visitor]:
    """Somebody who came in."""
    pack = tmp_path / MISSION
    shutil.copytree(under_way, pack)
    with served(pack) as found:
        yield found


def kept(visitor: Visitor) -> dict[str, bytes]:
    """All that lies where the missions lie."""
    (folder,) = (Path(one) for one in visitor.front.office.places.packs)
    return {str(one): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


def shows_nothing(answer) -> None:
    """Nothing of anybody stands on it, and nothing that runs."""
    assert not [word for word in SECRETS if word.lower() in text_of(answer.text).lower()], text_of(answer.text)
    assert unsafe(answer.text) == []


@pytest.mark.parametrize("host", HOSTS)
def test_by_another_name_nothing_is_answered(visitor, host):
    """A name that somebody else may point at this machine shows nothing, does nothing, and says what would be right."""
    before = kept(visitor)
    link = visitor.front.sessions.link(visitor.front.instant())
    for path in ("/tonight", f"/missions/{MISSION}", f"/enter/{link}", "/static/style.css", "/live", "/nothing"):
        answer = visitor.get(path, host=host)
        assert answer.status_code == 421, path
        assert "set-cookie" not in answer.headers
        shows_nothing(answer)
        assert f"http://127.0.0.1:{PORT}" in answer.text
    answer = visitor.post("/calls", {"who": "broker:hwang", "outcome": "good", "mission": MISSION}, host=host)
    assert answer.status_code == 421
    assert kept(visitor) == before
    assert visitor.front.sessions.begin(link, visitor.front.instant()) is not None, "the link was used up"


def test_two_names_at_once_are_none(visitor):
    """A second Host header is not overlooked."""
    own = f"127.0.0.1:{PORT}"
    request = visitor.client.build_request("GET", "/tonight", headers=[("host", own), ("host", "evil.example")])
    assert visitor.client.send(request).status_code == 421


@pytest.mark.parametrize("headers", ELSEWHERE, ids=lambda one: "-".join(one.values())[-40:])
def test_a_form_of_another_page_is_not_taken(visitor, headers):
    """Even with this browser's cookie, and with the right pledge, by whatever means it was had."""
    before = kept(visitor)
    for action in ACTIONS:
        for path in asked_for(Page(action.path, "", action.again.build), visitor.desk()):
            answer = visitor.post(path, {"task": "family"}, **headers)
            assert answer.status_code == 403, path
            shows_nothing(answer)
    for path in ("/lock", "/unlock", "/language", "/enter"):
        answer = visitor.post(path, {"language": "ko"}, **headers)
        assert answer.status_code == 403, path
        assert "set-cookie" not in answer.headers
    assert kept(visitor) == before


def test_a_form_that_does_not_say_where_it_comes_from_is_not_taken(visitor):
    """Browsers say so; what does not is none of ours."""
    before = kept(visitor)
    request = visitor.client.build_request("POST", "/calls", data={"pledge": visitor.session.pledge})
    assert visitor.client.send(request).status_code == 403
    assert kept(visitor) == before


@pytest.mark.parametrize("mode", ["cors", "no-cors", "websocket"])
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_page_can_draw_nothing_of_ours_in(visitor, site, mode):
    """No picture, script, style, frame or data is given to another page; a link there may still lead here."""
    for path in ("/tonight", f"/missions/{MISSION}/pictures/chance.png", "/static/style.css", "/live"):
        answer = visitor.get(path, sec_fetch_site=site, sec_fetch_mode=mode)
        assert answer.status_code == 403
        shows_nothing(answer)
    assert visitor.get("/tonight", sec_fetch_site=site, sec_fetch_mode="navigate").status_code == 200


@pytest.mark.parametrize("pledge", PLEDGES, ids=["none", "zeros", "word", "letter", "long"])
def test_a_form_without_its_own_pledge_does_nothing(visitor, pledge):
    """Every form there is: it comes back with what was typed, and nothing is kept."""
    before = kept(visitor)
    for action in ACTIONS:
        for path in asked_for(Page(action.path, "", action.again.build), visitor.desk()):
            answer = visitor.post(path, {"text": "typed", "task": "family", "end": "home"}, pledge=pledge)
            assert answer.status_code in (404, 409), (path, answer.status_code)
            assert unsafe(answer.text) == []
    assert kept(visitor) == before


def test_what_was_typed_into_a_form_with_an_old_pledge_is_there_to_be_sent_again(visitor):
    """The form comes back with the right pledge and every word."""
    path = f"/missions/{MISSION}/report"
    lines = "river high at 9:40pm, somlit, B2\nthey arrived late at 01:00, father"
    answer = visitor.post(path, {"lines": lines}, pledge="0" * 64)
    assert answer.status_code == 409
    fields = fields_of(answer.text)
    assert fields["pledge"] == visitor.session.pledge
    assert lines.splitlines()[0] in answer.text
    assert "they arrived late at 01:00, father" in answer.text


def test_the_lock_is_not_pulled_by_another_page(under_way):
    """Nor the language changed; and after all that the pages go on."""
    with served(under_way) as visitor:
        visitor.post("/lock", {}, pledge="0" * 64)
        assert visitor.front.office.is_open
        assert visitor.get("/tonight").status_code == 200


@pytest.mark.parametrize(
    "to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\t/e"]
)
def test_no_form_leads_elsewhere(visitor, to):
    """Whatever stands in a field that says where to go next, it is one of our own pages."""
    for path, fields in (
        ("/language", {"language": "ko"}),
        ("/calls", {"mission": MISSION, "who": "broker:hwang", "outcome": "reached", "about": "the ford"}),
    ):
        answer = visitor.post(path, {**fields, "to": to, "back": to})
        if answer.status_code == 303:
            where = answer.headers["location"]
            assert where.startswith("/"), where
            assert not where.startswith(("//", "/\\")), where
            assert "evil" not in where.split("?")[0].split("/")[1:2]
