"""A page that keeps itself up to date is made once for each state, and nobody gets another's pledge with it."""

from __future__ import annotations

import pytest

from tests.desks import on_their_way
from tests.served import served
from waystation.web.repeated import Repeated

KEY = ("/tonight", "en")


def test_it_is_the_same_page_with_the_pledge_of_whoever_asks():
    """Each form holds what the asker's forms hold."""
    pages = Repeated()
    pages.keep(3, KEY, b'<input value="mine">', "mine")
    assert pages.find(3, KEY, "yours") == b'<input value="yours">'


@pytest.mark.parametrize("version", [2, 4])
def test_it_is_of_one_state_alone(version):
    """Neither an earlier nor a later one is shown it."""
    pages = Repeated()
    pages.keep(3, KEY, b"page", "mine")
    assert pages.find(version, KEY, "mine") is None


def test_an_earlier_state_takes_no_later_ones_place():
    """A page that was begun before the desk changed comes too late to be kept."""
    pages = Repeated()
    pages.keep(3, KEY, b"new", "mine")
    pages.keep(2, KEY, b"old", "mine")
    assert pages.find(3, KEY, "mine") == b"new"


def test_nothing_outlives_a_lock():
    """All is let go of."""
    pages = Repeated()
    pages.keep(3, KEY, b"page", "mine")
    pages.clear()
    assert pages.find(3, KEY, "mine") is None


def test_a_page_that_asks_again_is_what_is_shown_anew(tmp_path):
    """Handed out twice it is the page itself; after a report it is another."""
    with served(on_their_way(tmp_path)) as visitor:
        shown = visitor.get("/oncall").text
        again = visitor.get("/oncall", waystation_live="page").text
        assert again == visitor.get("/oncall", waystation_live="page").text == shown
        visitor.sends("/oncall", {"who": "pastor", "until": "12", "source": "pastor"})
        visitor.get("/oncall")
        assert "pastor" in visitor.get("/oncall", waystation_live="page").text
