"""What is still to be said after a form was taken: where, once, and for how long."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from waystation.web.sessions import NOTICE_LASTS, Session

NOW = datetime(2031, 10, 4, 22, 14, tzinfo=UTC)


def session() -> Session:
    """A browser that came in."""
    return Session("cookie", "pledge")


def test_it_is_said_once_where_somebody_goes() -> None:
    """Another page that is looked at meanwhile says nothing of it, and leaves it."""
    here = session()
    here.note("Kept: the river is high.", "/reports/heron", NOW)
    assert here.told("/tonight", NOW) == []
    assert here.told("/reports/heron?older=1", NOW) == []
    assert here.told("/reports/heron", NOW) == ["Kept: the river is high."]
    assert here.told("/reports/heron", NOW) == []


def test_a_place_on_the_page_and_letters_that_are_no_plain_ones_are_the_same_address() -> None:
    """A link has them written out; what is read of a request has not."""
    here = session()
    here.note("Closed.", "/journeys/%EC%82%BC%EB%B4%89/j%2F1?a=%EC%82%BC#after", NOW)
    assert here.told("/journeys/삼봉/j/1?a=%EC%82%BC", NOW) == ["Closed."]


def test_what_nobody_went_to_see_is_not_said_much_later() -> None:
    """Then what is kept stands there by itself."""
    here = session()
    here.note("Kept.", "/tonight", NOW)
    assert here.told("/tonight", NOW + NOTICE_LASTS + timedelta(seconds=1)) == []
    here.note("Kept.", "/tonight", NOW)
    assert here.told("/tonight", NOW + NOTICE_LASTS) == ["Kept."]
