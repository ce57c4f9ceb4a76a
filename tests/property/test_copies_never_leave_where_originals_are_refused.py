"""Whoever is in an original and refuses is in none of its copies that leave, nor in copies of copies."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archive_records import ARRIVED, DAY, Book, shown
from tests.random_archives import ITEMS, MEMBERS, PEOPLE, USES, books, sights
from waystation.archive.describing import described
from waystation.archive.leaving import hindrances


@settings(max_examples=80)
@given(books(), sights(), st.sampled_from(PEOPLE), st.sampled_from(USES), st.sampled_from((None, *ITEMS)))
def test_a_refusal_by_anybody_in_the_original_keeps_every_copy(book: Book, underway, person, use, item):
    """Whatever was allowed before, whichever of the family it was said of, whoever covers what."""
    book.refuses(person, use, item=item, after=())
    register = book.register
    for one in ITEMS:
        family = register.family(one)
        concerned = item is None or item in family
        if concerned and person in register.people(one):
            assert hindrances(register, one, use, underway, DAY)


@settings(max_examples=80)
@given(books(), st.sampled_from(PEOPLE), st.sampled_from(ITEMS), st.sampled_from(MEMBERS))
def test_whoever_is_in_an_original_is_in_its_copies(book: Book, person, item, member):
    """Who is noticed in one is in all that is made of it, and must be asked there too."""
    book.says_who(item, shown(person, "face"), member=member)
    register = book.register
    below = [one for one in ITEMS if any(each.item == item for each in register.lineage(one))]
    assert item in below
    for one in below:
        assert person in register.people(one)
        if described(register, person) is None:
            assert any(each.code == "unknown" for each in hindrances(register, one, "court", ARRIVED, DAY))
