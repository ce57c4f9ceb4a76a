"""Records put together mean the same in whatever order they came; lines of copies are followed, and end."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from waystation.archive.records import Destroyed, Keepsake, Record, Review, Shown
from waystation.archive.register import Entered, Register, register_of
from waystation.errors import Usage

START = datetime(2031, 10, 1, tzinfo=UTC)


def kept(item: str, kind: str = "still", of: str | None = None, people: tuple[Shown, ...] = ()) -> Keepsake:
    """A keepsake; its item is a letter, over and over."""
    of = None if of is None else of * 32
    return Keepsake(
        item=item * 32,
        kind=kind,
        sha256=item * 64,
        size=1,
        key="0" * 64,
        chunks=1,
        source="found",
        of=of,
        people=people,
    )


def entered(*records: Record) -> list[Entered[Record]]:
    """Records, a minute apart."""
    return [Entered(one, START + timedelta(minutes=at), b"x", "anna", bytes([at])) for at, one in enumerate(records)]


def of(*records: Record) -> Register:
    """What records mean."""
    return register_of("heron", entered(*records))


def test_the_first_of_one_item_holds_and_a_second_is_disputed():
    """Nobody overwrites what was taken in."""
    first = kept("a")
    found = of(first, kept("a", "footage"), Destroyed(item="b" * 32), Destroyed(item="b" * 32, why="again"))
    assert found.keepsakes["a" * 32].record == first
    assert found.disputed == {"a" * 32}
    assert found.destroyed["b" * 32].record.why == ""
    assert of(first, first).disputed == frozenset()


def test_order_does_not_matter():
    """Whatever came first, what was written first holds; what was written at once goes by its hash."""
    records = [kept("a"), kept("a", "sound"), kept("b", of="a"), Review(item="b" * 32, step="confirmed")]
    records += [Review(item="b" * 32, step="refused"), Destroyed(item="a" * 32)]
    every = entered(*records)
    every.append(Entered(Review(item="b" * 32, step="approved"), every[4].written, b"x", "ben", b"\xff"))
    expected = register_of("heron", every)
    for seed in range(20):
        random.Random(seed).shuffle(every)
        assert register_of("heron", every) == expected


@pytest.mark.parametrize(
    ("word", "code"), [("", "archive_no_item"), ("c", "archive_no_item"), ("a", "archive_which_item")]
)
def test_first_letters_that_mean_none_or_several_are_refused(word, code):
    """With what was given, and no more of it than can be read."""
    found = of(kept("a"), Keepsake.model_validate({**kept("a").model_dump(), "item": "a" * 31 + "b"}))
    with pytest.raises(Usage) as refused:
        found.find(word)
    assert refused.value.code == code


def test_first_letters_find_a_keepsake():
    """In capitals too."""
    found = of(kept("a"), kept("b"))
    assert found.find("A").item == found.find("a" * 32).item == "a" * 32


def test_a_line_is_followed_to_its_original():
    """And back to its copies."""
    found = of(kept("a"), kept("b", of="a"), kept("c", of="b"))
    assert [one.item[0] for one in found.lineage("c" * 32)] == ["c", "b", "a"]
    assert found.is_whole("c" * 32)
    assert [one.item[0] for one in found.copies("a" * 32)] == ["b"]


@pytest.mark.parametrize("records", [[kept("b", of="a")], [kept("a", of="b"), kept("b", of="a")], [kept("b", of="b")]])
def test_a_line_that_breaks_or_turns_back_ends_and_is_not_whole(records):
    """It may be a recreation for all that anybody can tell."""
    found = of(*records)
    assert found.lineage("b" * 32)
    assert not found.is_whole("b" * 32)
    assert found.is_recreation("b" * 32)


def test_a_recreation_is_one_in_every_copy():
    """However far down, whatever the copies call themselves."""
    found = of(
        kept("a", "recreation"), kept("b", "footage", "a"), kept("c", "still", "b"), kept("d"), kept("e", of="d")
    )
    assert [item for item in "abcde" if found.is_recreation(item * 32)] == ["a", "b", "c"]


def test_whoever_is_in_an_original_is_in_every_copy():
    """However far down, and whether the copies name them or not; what of them is shown is `showing`'s business."""
    both = (Shown(person="mother"), Shown(person="boatman"))
    found = of(kept("a", people=both), kept("b", of="a", people=both[:1]), kept("c", of="b"))
    assert [set(found.people(item * 32)) for item in "abc"] == [{"mother", "boatman"}] * 3
