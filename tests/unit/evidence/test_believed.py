"""What is believed, as values."""

from __future__ import annotations

from tests.builders import leg, small_pack
from waystation.evidence.believed import Believed, Believing, Reports


def test_reports_are_in_order_whatever_the_order_of_their_facts() -> None:
    """The strongest first, each once; like a tuple of their ids."""
    runs = [[(-3, 0, "b"), (-1, 0, "d")], [(-4, 0, "a"), (-2, 5, "c"), (-1, 0, "d")]]
    reports = Reports(runs)
    assert reports == Reports(reversed(runs)) == ("a", "b", "c", "d")
    assert hash(reports) == hash(Reports(reversed(runs)))
    assert (reports[0], reports[-1], reports[1:3], list(reports), len(reports)) == ("a", "d", ("b", "c"), [*"abcd"], 4)
    assert reports != ["a", "b", "c", "d"]
    assert len(Reports()) == 0
    assert repr(reports) == "Reports(4)"


def test_two_are_equal_if_they_believe_the_same() -> None:
    """Whatever was heard."""
    pack = small_pack(leg("l"))
    one = Believing("leg:l/caught", 0.1, 0.2, 0.3)
    believed = Believed(pack, (one,), given=pack, heard=())
    assert believed == Believed(pack, (Believing("leg:l/caught", 0.1, 0.2, 0.3),), given=small_pack(), heard=())
    assert believed.by_name == {"leg:l/caught": one}
