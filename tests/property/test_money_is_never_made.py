"""The cash book makes no money and loses none: what is in hands is what came in, less what went out by name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import leg, small_pack
from tests.kept import NOW, told
from waystation.guiding.cash import CashBook, cash_book
from waystation.guiding.journey import journeys_of, standing_reports
from waystation.world.report import Report

PEOPLE = ("office", "esther", "peter", "hwang")
AMOUNTS = st.integers(0, 1000).map(float)
MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("cash"), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), AMOUNTS),
        st.tuples(st.sampled_from(("agreed", "paid", "held", "released")), st.sampled_from(PEOPLE), st.none(), AMOUNTS),
        st.tuples(st.sampled_from(("paid", "held", "released")), st.just(""), st.none(), AMOUNTS),
    ),
    max_size=12,
)
Move = tuple[str, str, str | None, float]


def reports_of(moves: list[Move]) -> list[Report]:
    """Money that changes hands, and payments to Hwang, an hour apart."""
    begun = told("begun", kind="journey", journey="j", state="accepted", number=417)
    found = [begun]
    for hour, (kind, who, to, amount) in enumerate(moves, 1):
        when = (NOW + timedelta(hours=hour)).isoformat()
        words: dict[str, object] = {"happened": when, "heard": when, "journey": "j", "amount": amount}
        if kind == "cash":
            words |= {"kind": "cash", "giver": who, "to": to}
        else:
            words |= {"kind": "payment", "to": "hwang", "state": kind, **({"by": who} if who else {})}
        found.append(told(f"m{hour}", **words))
    return standing_reports(found)


def book_of(moves: list[Move]) -> CashBook:
    """The book of it."""
    pack = small_pack(leg("road", broker="hwang"), broker=[{"id": "hwang", "role": "guide"}])
    reports = reports_of(moves)
    return cash_book(pack, journeys_of(pack, reports), reports)


@given(MOVES)
def test_what_is_in_hands_is_what_came_in_less_what_went_out(moves):
    """Of money that somebody is named to have spent; what nobody is named to have spent is a difference."""
    book = book_of(moves)
    spent = sum(amount for kind, who, _, amount in moves if kind in ("paid", "released") and who)
    assert book.outstanding == pytest.approx(sum(book.brought.values()) - spent)
    nobody = sum(amount for kind, who, _, amount in moves if kind in ("paid", "released") and not who)
    assert sum(one.amount for one in book.differences if one.code == "nobody_paid") == pytest.approx(nobody)


@given(MOVES)
def test_whoever_holds_less_than_nothing_is_named(moves):
    """And nobody else is."""
    book = book_of(moves)
    short = {one.who for one in book.holdings if one.now < 0.0 or one.held > max(one.now, 0.0)}
    assert {one.who for one in book.differences if one.code == "not_held"} == short


@given(MOVES, st.integers(0, 12))
def test_a_movement_taken_back_leaves_no_trace(moves, which):
    """With a correction the book is what it would be without what was corrected."""
    if which >= len(moves):
        return
    when = (NOW + timedelta(hours=50)).isoformat()
    back = told("back", kind="correction", answers=f"m{which + 1}", happened=when, heard=when)
    pack = small_pack(leg("road", broker="hwang"), broker=[{"id": "hwang", "role": "guide"}])
    corrected = standing_reports([*reports_of(moves), back])
    without = [one for one in reports_of(moves) if one.id != f"m{which + 1}"]
    journeys = journeys_of(pack, without)
    assert cash_book(pack, journeys, corrected) == cash_book(pack, journeys, without)


@given(MOVES)
def test_the_order_in_which_reports_come_in_does_not_matter(moves):
    """Only when it happened does."""
    pack = small_pack(leg("road", broker="hwang"), broker=[{"id": "hwang", "role": "guide"}])
    reports = reports_of(moves)
    again = standing_reports(reports[::-1])
    assert cash_book(pack, journeys_of(pack, reports), reports) == cash_book(pack, journeys_of(pack, again), again)
