"""What was worked out is found again while it holds, by nobody after the office has locked, and never without end."""

from __future__ import annotations

import pytest

from waystation.web.worked import Worked


def test_nothing_is_worked_out_twice() -> None:
    """The same key gives what was found; another key is worked out by itself."""
    worked, asked = Worked(), []
    for key in ("a", "a", "b", "a"):
        assert worked.find(key, lambda key=key: asked.append(key) or key) == key
    assert asked == ["a", "b"]
    assert (worked.known("a"), worked.known("c")) == ("a", None)


def test_the_oldest_goes_first() -> None:
    """So many things are kept; whoever was asked for lately stays."""
    worked = Worked(most=2)
    for key in ("a", "b", "a", "c"):
        worked.find(key, key.upper)
    assert [worked.known(key) for key in "abc"] == ["A", None, "C"]


def test_a_lock_forgets_what_is_just_being_worked_out() -> None:
    """What began before a lock is given to whoever asked, and kept by nobody."""
    worked = Worked()

    def work() -> str:
        worked.clear()
        return "found"

    assert worked.find("a", work) == "found"
    assert worked.known("a") is None


def test_what_goes_wrong_is_not_remembered() -> None:
    """A mistake is made anew for whoever asks again."""
    worked = Worked()
    with pytest.raises(ValueError, match="no"):
        worked.find("a", lambda: int("no"))
    assert worked.find("a", lambda: 1) == 1


def test_another_mark_takes_the_place_of_the_last() -> None:
    """A mission of which much is heard has one result here; the one before is gone."""
    worked = Worked()
    for mark in range(5):
        assert worked.find("plan", lambda mark=mark: mark * 10, mark) == mark * 10
    assert (worked.known("plan", 4), worked.known("plan", 3)) == (40, None)
    assert worked.find("plan", lambda: "anew", 4) == 40
