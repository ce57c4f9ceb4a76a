"""Which reports are undone."""

from __future__ import annotations

from itertools import permutations

from waystation.evidence.corrections import Corrections


def undone(*pairs: tuple[str, str]) -> set[str]:
    """What is undone after these corrections, in whatever order they come."""
    found = []
    for order in permutations(pairs):
        for settled_each_time in (True, False):
            corrections, said = Corrections(), set()
            for name, answers in order:
                corrections.add(name, answers)
                if settled_each_time:
                    said ^= corrections.settle()
            said ^= corrections.settle()
            assert said == corrections.undone
            found.append(frozenset(said))
    assert len(set(found)) == 1
    return set(found[0])


def test_a_correction_undoes_what_it_answers() -> None:
    """Once or twice is the same."""
    assert undone(("c", "r")) == {"r"}
    assert undone(("c", "r"), ("d", "r")) == {"r"}


def test_a_correction_of_a_correction_restores() -> None:
    """And so on."""
    assert undone(("c", "r"), ("d", "c")) == {"c"}
    assert undone(("c", "r"), ("d", "c"), ("e", "d")) == {"d", "r"}


def test_two_must_both_be_undone() -> None:
    """One that stands is enough."""
    assert undone(("c", "r"), ("d", "r"), ("e", "c")) == {"c", "r"}


def test_a_circle_undoes_nothing() -> None:
    """Nor does a correction of itself."""
    assert undone(("c", "d"), ("d", "c")) == set()
    assert undone(("c", "c")) == set()
    assert undone(("c", "d"), ("d", "c"), ("e", "r")) == {"r"}


def test_who_undoes_it_is_named() -> None:
    """The first that stands."""
    corrections = Corrections()
    for name, answers in (("d", "r"), ("c", "r"), ("b", "r"), ("e", "b")):
        corrections.add(name, answers)
    corrections.settle()
    assert corrections.by("r") == "c"
    assert corrections.by("b") == "e"
    assert corrections.by("c") is None
