"""Which of the reports that tell one fact counts."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from waystation.evidence.ageing import DAY
from waystation.evidence.facts import Claim, Fact, distinct

HOUR = DAY // 24


def claim(weight: int, hours: int, name: str = "") -> Claim:
    """A report so many hours after the start."""
    return (-weight, -hours * HOUR, name or f"{weight}@{hours}")


def test_of_one_fact_the_strongest_counts() -> None:
    """What lies within 24 hours of it is its repetition, on both sides."""
    strong, before, after, later = claim(9, 0), claim(5, -24), claim(5, 24), claim(1, 25)
    assert distinct([before, strong, after, later]) == [strong, later]


def test_of_equals_the_latest_counts_then_the_first_by_name() -> None:
    """So that the order in which they came does not matter."""
    for order in itertools.permutations([claim(5, 0, "a"), claim(5, 3, "c"), claim(5, 3, "b")]):
        assert distinct(order) == [claim(5, 3, "b")]


def test_far_apart_all_count() -> None:
    """A day and a moment is another occasion."""
    claims = [(-5, 0, "a"), (-7, DAY + 1, "b")]
    assert distinct(claims) == sorted(claims)


CLAIMS = st.lists(st.builds(claim, st.integers(0, 5), st.integers(-90, 0)), unique=True, max_size=12)


@given(CLAIMS, st.integers(0, 3))
def test_hearing_one_by_one_is_hearing_at_once(claims: list[Claim], every: int) -> None:
    """However often it is settled in between, and what was taken before is not changed."""
    fact, held = Fact("anna"), []
    for number, one in enumerate(claims):
        fact.hear(one)
        if every and number % every == 0:
            fact.settle(frozenset(), False)
            held.append((fact.taken, list(fact.taken)))
    fact.settle(frozenset(), False)
    assert fact.taken == distinct(claims)
    assert all(list_ == copy for list_, copy in held)


@given(CLAIMS, st.data())
def test_a_weaker_repetition_changes_nothing(claims: list[Claim], data: st.DataObject) -> None:
    """Whatever it repeats."""
    taken = distinct(claims)
    if taken:
        weight, time, _ = data.draw(st.sampled_from(taken))
        shift = data.draw(st.integers(-24, 24))
        repeated = (min(0, weight + 1) if weight else 1, time + shift * HOUR, "z")
        assert distinct([*claims, repeated]) == taken


@given(CLAIMS, st.data())
def test_the_dead_are_as_if_never_heard(claims: list[Claim], data: st.DataObject) -> None:
    """Once that is known."""
    fact = Fact("anna")
    for one in claims:
        fact.hear(one)
    fact.settle(frozenset(), False)
    dead = {one[2] for one in claims if data.draw(st.booleans())}
    fact.settle(dead, True)
    assert fact.taken == distinct(one for one in claims if one[2] not in dead)
