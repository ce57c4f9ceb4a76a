"""What may leave does not depend on the order in which records came, nor on anybody's clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archive_records import DAY, MISSION, Book
from tests.random_archives import ITEMS, USES, books, sights
from waystation.archive.leaving import hindrances
from waystation.archive.register import register_of


@settings(max_examples=80)
@given(books(), sights(), st.randoms(use_true_random=False))
def test_neither_order_nor_clocks_matter(book: Book, underway, chance):
    """Bundles come in any order, and clocks are wrong by years."""
    before = register_of(MISSION, book.entered)
    mixed = [replace(one, written=one.written + timedelta(hours=chance.randint(-9999, 9999))) for one in book.entered]
    chance.shuffle(mixed)
    after = register_of(MISSION, mixed)
    for item in ITEMS:
        assert before.people(item) == after.people(item)
        for use in USES:
            assert hindrances(before, item, use, underway, DAY) == hindrances(after, item, use, underway, DAY)
