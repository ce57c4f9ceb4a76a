"""What is said of the parts of a mission that a device does not read."""

from __future__ import annotations

from tests.korean import amiss_in_korean
from waystation.wording.language import speaking
from waystation.wording.unread import unread_lines


def test_what_is_not_read_is_named() -> None:
    """By what it holds, not by the name of a compartment."""
    assert unread_lines([("The river", ("money",))]) == [
        (
            "This device does not read all of The river.",
            "It knows nothing of: what was paid, and who holds what. What is said of that here may be otherwise.",
        )
    ]


def test_missions_of_which_the_same_is_not_read_share_a_line() -> None:
    """Named while they are few; one of which all is read is left out."""
    found = unread_lines([("A", ("money",)), ("B", ()), ("C", ("money",)), ("D", ("cards", "money"))])
    assert [which.partition("all of ")[2] for which, _ in found] == ["A and C.", "D."]
    many = unread_lines([(f"mission {one}", ("money",)) for one in range(4)])
    assert [which.partition("all of ")[2] for which, _ in many] == ["4 missions."]


def test_where_all_is_read_nothing_is_said() -> None:
    """No line."""
    assert unread_lines([("A", ())]) == []


def test_it_is_said_in_korean() -> None:
    """All of it, with particles that fit."""
    with speaking("ko"):
        found = unread_lines([("강", ("cards", "identities", "money")), ("산", ("money",)), ("들", ("money",))])
    assert amiss_in_korean([line for pair in found for line in pair]) == []
    assert "강을 모두" in found[0][0]
