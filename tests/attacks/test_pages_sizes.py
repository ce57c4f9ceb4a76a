"""Somebody sends more than anybody types: it is refused in words, soon, and the pages go on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desks import MISSION, on_their_way
from tests.markup import unsafe
from tests.served import PORT, Visitor, served, text_of
from waystation.web.asked import MOST_BYTES, MOST_FIELDS

PATH = f"/missions/{MISSION}/report"


@pytest.fixture(scope="module")
def under_way(tmp_path_factory):
    """A mission on its way; nothing here writes into it."""
    return on_their_way(tmp_path_factory.mktemp("under-way"))


@pytest.fixture
def visitor(under_way) -> Iterator[Visitor]:
    """Somebody who came in; afterwards the pages still answer."""
    with served(under_way) as found:
        yield found
        assert found.get("/tonight").status_code == 200


def own_page(answer, status: int) -> str:
    """It is one of our own pages, with that status; its text."""
    assert answer.status_code == status, answer.status_code
    assert answer.headers["content-type"].startswith("text/html")
    assert unsafe(answer.text) == []
    assert "Traceback" not in answer.text
    return text_of(answer.text)


def test_a_form_has_at_most_a_megabyte(visitor):
    """What is above says how much there may be."""
    said = own_page(visitor.post(PATH, {"lines": "x" * (MOST_BYTES + 1)}), 413)
    assert "at most one megabyte" in said


def test_a_form_has_so_many_fields(visitor):
    """More than any of ours, and no more work is made of them."""
    own_page(visitor.post(PATH, {f"f{one}": "x" for one in range(MOST_FIELDS + 1)}), 422)


def test_a_form_that_never_ends_is_cut_off(visitor):
    """It is not gathered without end, whatever it says of its length."""

    def endless() -> Iterator[bytes]:
        for _ in range(1000):
            yield b"x" * 65_536

    headers = {"origin": f"http://127.0.0.1:{PORT}", "content-type": "application/x-www-form-urlencoded"}
    own_page(visitor.client.post(PATH, content=endless(), headers=headers), 413)


@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary=x", "application/json", "text/plain", "application/xml", "x", "\x7f"]
)
def test_only_forms_are_read(visitor, kind):
    """Nothing else that a body may be is parsed at all."""
    headers = {"origin": f"http://127.0.0.1:{PORT}", "content-type": kind}
    answer = visitor.client.post(PATH, content=b'{"pledge": "x"}', headers=headers)
    own_page(answer, 415)


@pytest.mark.parametrize("body", [b"%", b"%zz=1", b"a=%ff%fe", b"\xff\xfe", b"&&&&", b"=", b"a=%00", b"\x00" * 1000])
def test_a_form_that_is_no_text_is_said_so(visitor, body):
    """Half a letter, a byte that is none, nothing at all."""
    headers = {"origin": f"http://127.0.0.1:{PORT}", "content-type": "application/x-www-form-urlencoded"}
    answer = visitor.client.post(PATH, content=body, headers=headers)
    own_page(answer, answer.status_code)
    assert answer.status_code in (409, 422)


@pytest.mark.parametrize("path", ["/" + "a" * 60_000, "/" + "a/" * 20_000, "/missions/" + "%2e%2e%2f" * 5000 + "etc"])
def test_very_long_addresses_lead_nowhere(visitor, path):
    """There is no such page here, in a page."""
    own_page(visitor.get(path), 404)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/%2e%2e/pack.toml",
        "/static/....//style.css",
        "/static/style.css%00",
        "/static//etc/passwd",
        f"/missions/{MISSION}/pictures/..%2f..%2fpack.toml",
        "/missions/..%2f..%2f..%2fetc%2fpasswd",
        "/reports/" + MISSION + "/%00",
    ],
)
def test_no_address_leads_out_of_the_pages(visitor, path):
    """A file is known by its name alone, and a mission by its own."""
    own_page(visitor.get(path), 404)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "PROPFIND", "X"])
def test_other_methods_are_said_to_be_none(visitor, method):
    """In a page, and nothing is done."""
    headers = {"origin": f"http://127.0.0.1:{PORT}"}
    answer = visitor.client.request(method, "/tonight", headers=headers)
    own_page(answer, 405)
