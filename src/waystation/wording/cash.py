"""The cash book in words: who holds what, how each journey stands with each who is paid, and what does not agree."""

from __future__ import annotations

from collections.abc import Sequence

from waystation.guiding.cash import Account, CashBook, Difference, Holding
from waystation.guiding.journey_state import Journey
from waystation.wording.figures import money
from waystation.wording.language import mark, say
from waystation.wording.night import MONEY
from waystation.world.pack import Pack

__all__ = [
    "ACCOUNT_HEADER",
    "HOLDING_HEADER",
    "NO_MONEY",
    "account_rows",
    "brought_line",
    "difference_lines",
    "given_line",
    "holding_rows",
]

NO_MONEY = mark("No money has moved yet.")
HOLDING_HEADER = (
    mark("holds"),
    mark("now"),
    mark("of it held back"),
    mark("given"),
    mark("passed on"),
    mark("paid"),
)
ACCOUNT_HEADER = (
    mark("journey"),
    mark("with"),
    mark("agreed"),
    mark("due"),
    mark("held, due"),
    mark("paid"),
    mark("held back"),
    mark("released"),
)


def _person(pack: Pack, name: str) -> str:
    return pack.broker[name].title if name in pack.broker else name


def _sum(amount: float) -> str:
    return f"{amount:,.0f}" if amount else ""


def brought_line(book: CashBook) -> str:
    """Where the money came from."""
    each = ", ".join(
        say("{amount} from {name}", amount=money(amount, book.currency), name=name)
        for name, amount in book.brought.items()
    )
    held = money(book.outstanding, book.currency)
    if not each:
        return say("Brought in: nothing. In hands now: {held}.", held=held)
    return say("Brought in: {each}. In hands now: {held}.", each=each, held=held)


def holding_rows(pack: Pack, holdings: Sequence[Holding]) -> list[tuple[str, str, str, str, str, str]]:
    """Who holds what."""
    return [
        (_person(pack, one.who), f"{one.now:,.0f}", _sum(one.held), _sum(one.given), _sum(one.passed), _sum(one.spent))
        for one in holdings
    ]


def account_rows(
    pack: Pack, journeys: Sequence[Journey], accounts: Sequence[Account]
) -> list[tuple[str, str, str, str, str, str, str, str]]:
    """How each journey stands with each who is paid."""
    numbers = {one.name: str(one.number or one.name) for one in journeys}
    return [
        (
            numbers.get(one.journey, ""),
            _person(pack, one.to),
            "" if one.agreed is None else f"{one.agreed:,.0f}",
            _sum(one.due),
            _sum(one.due_held),
            _sum(one.paid),
            _sum(one.held),
            _sum(one.released),
        )
        for one in accounts
    ]


def difference_lines(pack: Pack, journeys: Sequence[Journey], book: CashBook) -> list[str]:
    """What does not agree, a sentence each."""
    numbers = {one.name: str(one.number or one.name) for one in journeys}
    if not book.differences:
        return [say("It agrees with what was agreed and done.")]
    return [_difference(pack, numbers.get(one.journey, ""), one, book.currency) for one in book.differences]


def _difference(pack: Pack, number: str, one: Difference, currency: str) -> str:
    said = say(MONEY[one.code], amount=money(one.amount, currency))
    if one.who:
        said = say("{who} {what}", who=_person(pack, one.who), what=said)
    return f"{number}: {said}." if number else f"{said}."


def given_line(giver: str, to: str, amount: float, currency: str) -> str:
    """What is said once it is kept that money changed hands."""
    return say("Kept: {giver} gave {to} {amount}.", giver=giver, to=to, amount=money(amount, currency))
