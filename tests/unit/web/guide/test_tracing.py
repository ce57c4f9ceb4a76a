"""Tracing by form: a request taken down, found only with consent, together again; nothing compares names."""

from __future__ import annotations

import re

from tests.desks import MISSION
from tests.served import Visitor, text_of


def ask(visitor: Visitor, **more: str) -> str:
    """A request is taken down; the page that is shown next."""
    fields = {"sought": "Yun", "enquirer": "Min", "language": "ko", "register": MISSION, "source": "father", **more}
    return str(visitor.sends("/trace", fields).text)


def steps(page: str) -> dict[str, str]:
    """The fields of the first request's forms."""
    found = re.findall(r'name="(id|register)" value="([^"]*)"', page)
    return dict(found)


def test_a_request_goes_on_in_its_order(in_folder: Visitor) -> None:
    """Sought, found with how they agreed, together again, closed."""
    page = ask(in_folder)
    assert "1 request waits." in text_of(page)
    assert "sought by Min" in text_of(page)
    own = {**steps(page), "source": "father"}
    assert in_folder.post("/trace/on", {**own, "state": "reunited"}).status_code == 422
    said = text_of(in_folder.sends("/trace/on", {**own, "state": "matched", "agreed": "to Malee, by voice"}).text)
    assert "found, by somebody's decision" in said
    said = text_of(in_folder.sends("/trace/on", {**own, "state": "reunited"}).text)
    assert "together again" in said
    assert "No request waits." in said


def test_nobody_is_found_who_has_not_agreed(in_folder: Visitor) -> None:
    """It asks how they agreed, and keeps nothing."""
    own = {**steps(ask(in_folder)), "source": "father"}
    answer = in_folder.post("/trace/on", {**own, "state": "matched", "agreed": " "})
    assert answer.status_code == 422
    assert "before they agree to it" in text_of(answer.text)
    assert "1 request waits." in in_folder.shows("/trace")
    assert "found, by somebody's decision" not in in_folder.shows("/trace")


def test_a_request_needs_both_names(in_folder: Visitor) -> None:
    """And who says so."""
    for missing in ("sought", "enquirer", "source"):
        fields = {"sought": "Yun", "enquirer": "Min", "register": MISSION, "source": "father", missing: ""}
        assert in_folder.post("/trace", fields).status_code == 422
    assert "Nobody seeks anybody here." in in_folder.shows("/trace")


def test_in_a_vault_requests_lie_in_a_register_of_no_mission(in_a_vault: Visitor) -> None:
    """Sealed for each person; the device signs, so nobody types who says so."""
    assert 'name="source"' not in in_a_vault.get("/trace").text
    page = ask(in_a_vault, register="", source="")
    assert "Yun" in text_of(page)
    assert "tracing" in in_a_vault.shows("/vault")
