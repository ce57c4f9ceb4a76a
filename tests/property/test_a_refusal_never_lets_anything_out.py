"""Whatever more is refused, held back or noticed: what may leave never grows."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archive_records import DAY, MISSION, Book
from tests.random_archives import ITEMS, MEMBERS, USES, books, refusals, sights
from waystation.archive.embargo import RUNS, Underway
from waystation.archive.leaving import hindrances


def leaves(book: Book, underway: Underway) -> set[tuple[str, str]]:
    """What may leave, and for which use."""
    register = book.register
    return {(item, use) for item in ITEMS for use in USES if not hindrances(register, item, use, underway, DAY)}


def test_random_archives_let_much_out_and_hold_much_back():
    """The laws below are not about archives from which nothing leaves anyhow."""
    out: list[int] = []

    @settings(max_examples=60, database=None)
    @given(books(), sights())
    def look(book: Book, underway: Underway) -> None:
        out.append(len(leaves(book, underway)))

    look()
    assert sum(number > 0 for number in out) > len(out) / 4
    assert sum(number < len(ITEMS) * len(USES) / 2 for number in out) > len(out) / 4


@settings(max_examples=150)
@given(st.data())
def test_a_further_refusal_lets_nothing_out(data):
    """A refusal, somebody noticed, a reason to hold, a lift taken back, somebody forgotten; at any hour."""
    book, underway = data.draw(books()), data.draw(sights())
    before = leaves(book, underway)
    record = data.draw(refusals(book))
    book.writes(record, data.draw(st.sampled_from(MEMBERS)), data.draw(st.integers(-99, 99)))
    assert leaves(book, underway) <= before


@settings(max_examples=60)
@given(books(), sights(), st.sampled_from(("first", "second", "third")))
def test_a_further_journey_lets_nothing_out(book, underway, name):
    """Nobody becomes safer because somebody sets out."""
    seen = underway.missions[MISSION]
    journeys = tuple(one for one in seen.journeys if one[0] != name)
    more = Underway({MISSION: replace(seen, journeys=(*journeys, (name, RUNS)))})
    assert leaves(book, more) <= leaves(book, underway)


@settings(max_examples=60)
@given(books(), sights())
def test_what_is_not_seen_lets_nothing_out(book, underway):
    """A device that sees less of what is on the way lets out no more than one that sees it."""
    assert leaves(book, Underway({})) <= leaves(book, underway)
