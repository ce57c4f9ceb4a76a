"""Who can be parted, and in how many ways."""

from __future__ import annotations

import pytest

from waystation.errors import Usage
from waystation.planning.parting import MOST_SPLITS, partings, units
from waystation.world.people import Traveller


def people(*words: str | None) -> list[Traveller]:
    """Travellers t0, t1, … with these words."""
    return [Traveller(id=f"t{number}", together=word) for number, word in enumerate(words)]


def test_those_with_the_same_word_are_one_unit_and_the_rest_are_alone() -> None:
    """A word that only one has binds nobody; a word that looks like somebody's name is a word."""
    assert units(people("a", None, "a", "b", "t1")) == [("t0", "t2"), ("t1",), ("t3",), ("t4",)]


@pytest.mark.parametrize(("parts", "ways"), [(1, 1), (2, 2), (3, 5), (4, 15), (5, 51), (6, 187), (7, 715)])
def test_there_are_as_many_splits_as_partitions_into_at_most_four(parts: int, ways: int) -> None:
    """Sums of Stirling numbers of the second kind; each once, each a partition, the undivided party first."""
    found = partings(people(*[None] * parts))
    assert len(found) == ways
    assert len({frozenset(map(frozenset, split)) for split in found}) == ways
    assert len(found[0]) == 1
    for split in found:
        assert sorted(name for group in split for name in group) == [f"t{number}" for number in range(parts)]
        assert 1 <= len(split) <= 4


def test_no_split_parts_those_who_stay_together() -> None:
    """Whatever else happens."""
    for split in partings(people("x", None, "x", "y", "y", None)):
        for pair in ({"t0", "t2"}, {"t3", "t4"}):
            assert any(pair <= set(group) for group in split)


def test_groups_keep_the_order_of_the_pack() -> None:
    """So that people find themselves."""
    assert all(list(group) == sorted(group) for split in partings(people(None, "x", None, "x")) for group in split)


def test_fewer_groups_can_be_asked_for() -> None:
    """Two at most: as many as ways to choose the first's companions."""
    assert len(partings(people(*[None] * 9), 2)) == 256


def test_too_many_splits_are_refused_before_they_are_listed() -> None:
    """With how many there are, and what would help."""
    with pytest.raises(Usage, match="too_many_splits") as raised:
        partings(people(*[None] * 40))
    assert raised.value.fields["units"] == 40
    assert raised.value.fields["limit"] == MOST_SPLITS
