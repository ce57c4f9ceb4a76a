"""The cash book: who holds what, and what does not agree with what was agreed and done."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders import leg, small_pack
from tests.kept import NOW, told
from waystation.guiding.cash import CashBook, cash_book
from waystation.guiding.journey import journeys_of, standing_reports
from waystation.world.pack import Pack
from waystation.world.report import Report


def a_pack() -> Pack:
    """One leg of 200 for two travellers, of which half is held until they arrive."""
    return small_pack(
        leg("road", broker="hwang", fee=100),
        travellers=[{"id": "boy"}, {"id": "girl"}],
        broker=[{"id": "hwang", "role": "guide", "terms": {"held": 0.5}}],
    )


def at(hour: int, name: str, /, **words: object) -> Report:
    """A report of the journey, some hours on."""
    when = (NOW + timedelta(hours=hour)).isoformat()
    return told(name, **{"journey": "j", "happened": when, "heard": when, **words})


def gave(name: str, giver: str, to: str, amount: float) -> Report:
    """Money changes hands."""
    return at(1, name, kind="cash", giver=giver, to=to, amount=amount)


def paid(name: str, amount: float, state: str = "paid", by: str | None = "esther") -> Report:
    """Hwang is paid, or it is agreed, held, released."""
    who = {"by": by} if by else {}
    return at(2, name, kind="payment", to="hwang", amount=amount, state=state, **who)


BEGUN = at(0, "begun", kind="journey", state="accepted", number=417)
LEFT = at(3, "left", kind="departure", leg="road")
CAME = at(4, "came", kind="delivery", leg="road", broker="hwang", outcome="arrived")


def book(*reports: Report) -> CashBook:
    """The book of a journey with these reports."""
    pack = a_pack()
    standing = standing_reports([BEGUN, *reports])
    return cash_book(pack, journeys_of(pack, standing), standing)


def differences(*reports: Report) -> list[tuple[str, str, float]]:
    """What does not agree."""
    return [(one.code, one.who, one.amount) for one in book(*reports).differences]


def test_nothing_has_moved():
    """An empty book agrees."""
    found = book()
    assert (found.last, found.holdings, found.differences, found.outstanding) == (None, (), (), 0.0)


def test_money_comes_in_with_whoever_was_never_given_any():
    """The office brings it; who passes it on holds the rest."""
    found = book(gave("a", "office", "esther", 500), at(2, "b", kind="cash", giver="esther", to="peter", amount=200))
    assert found.brought == {"office": 500}
    assert {one.who: one.now for one in found.holdings} == {"esther": 300, "peter": 200}
    assert found.outstanding == 500


def test_a_journey_that_goes_as_agreed_agrees():
    """Half at departure, half set aside and released on arrival."""
    found = differences(
        gave("a", "office", "esther", 500), paid("b", 200, "agreed", by=None), paid("c", 100), paid("d", 100, "held"),
        LEFT, CAME, paid("e", 100, "released"),
    )  # fmt: skip
    assert found == []


def test_a_held_share_is_due_once_they_arrive():
    """Not before; until then it lies with whoever keeps it."""
    before = book(gave("a", "office", "esther", 500), paid("c", 100), paid("d", 100, "held"), LEFT)
    assert before.differences == ()
    assert before.holdings[0].held == 100
    after = differences(gave("a", "office", "esther", 500), paid("c", 100), paid("d", 100, "held"), LEFT, CAME)
    assert after == [("held_due", "hwang", 100)]


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ([paid("c", 100), LEFT, CAME, paid("e", 100, "released"), paid("x", 50), paid("agreed", 200, "agreed", None)],
         ("over_agreed", "hwang", 50)),
        ([LEFT, CAME, paid("e", 100, "released")], ("unpaid", "hwang", 100)),
        ([paid("c", 100), paid("e", 100, "released")], ("early", "hwang", 100)),
        ([paid("c", 900)], ("not_held", "esther", 400)),
        ([paid("d", 600, "held")], ("not_held", "esther", 100)),
        ([paid("c", 100, by=None)], ("nobody_paid", "", 100)),
        ([paid("d", 100, "held", by=None)], ("nobody_holds", "", 100)),
    ],
)  # fmt: skip
def test_what_does_not_agree_is_named(reports, expected):
    """Each difference with whom it concerns and by how much, and nothing else."""
    assert differences(gave("a", "office", "esther", 500), *reports) == [expected]


def test_the_last_word_on_what_was_agreed_counts():
    """A fee that was agreed anew replaces the one before."""
    found = book(
        paid("first", 300, "agreed", by=None), at(3, "second", kind="payment", to="hwang", amount=250, state="agreed")
    )
    assert [one.agreed for one in found.accounts] == [250]


def test_what_was_turned_back_releases_nothing():
    """Nobody is owed the held share of a leg on which they did not arrive."""
    back = at(4, "came", kind="delivery", leg="road", broker="hwang", outcome="back")
    assert differences(gave("a", "office", "esther", 500), paid("c", 100), LEFT, back) == []


def test_money_that_goes_on_in_the_same_breath_is_not_brought_twice():
    """The office gives it to Esther, and she at once to Peter: of one instant the order does not matter."""
    for names in (("a", "b"), ("b", "a")):
        found = book(gave(names[0], "office", "esther", 500), gave(names[1], "esther", "peter", 200))
        assert found.brought == {"office": 500}
        assert {one.who: one.now for one in found.holdings} == {"esther": 300, "peter": 200}
