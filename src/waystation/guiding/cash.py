"""The cash book of a mission: who holds what money of ours now, and what does not agree with what was agreed and done.

Decides what counts as ours: money comes in with whoever gives without ever having been given any, and goes out by a
payment alone. What is due is by the model's own rule (`journey_states.due`): part at departure, the held share on
arriving; what was agreed counts before what the pack says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

from waystation.guiding.journey_state import Journey
from waystation.world.pack import Pack
from waystation.world.report import Payment, Report
from waystation.world.report_journeys import Cash

__all__ = ["DIFFERENCES", "Account", "CashBook", "Difference", "Holding", "cash_book"]

CENT = 0.005
"""Less money than this is none."""

DifferenceCode = Literal["over_agreed", "unpaid", "held_due", "early", "not_held", "nobody_paid", "nobody_holds"]
DIFFERENCES: tuple[DifferenceCode, ...] = get_args(DifferenceCode)
"""What may not agree: more was paid than agreed; a broker is owed for what was done; a held share is due after arrival,
or was released before; somebody paid, or gave, more than they held; nobody is named who paid, or who keeps what is
held."""


@dataclass(frozen=True)
class Holding:
    """What somebody holds of our money.

    Args:
        who: Who.
        given: What they were given in all.
        passed: What they gave on.
        spent: What they paid or released.
        held: What of the rest is set aside until it is released.
    """

    who: str
    given: float = 0.0
    passed: float = 0.0
    spent: float = 0.0
    held: float = 0.0

    @property
    def now(self) -> float:
        """What they hold now, what is set aside included; negative where more went out than came in."""
        return self.given - self.passed - self.spent


@dataclass(frozen=True)
class Account:
    """How one journey stands with one who is paid.

    Args:
        journey: The journey's name; empty where none was named.
        to: Who is paid.
        agreed: What was agreed; None where nothing was.
        due: What is due by the legs tried, at departure.
        due_held: What is due of the held share, by the legs on which they arrived.
        paid: What was paid.
        held: What is set aside and not released.
        released: What was released.
    """

    journey: str
    to: str
    agreed: float | None
    due: float
    due_held: float
    paid: float
    held: float
    released: float


@dataclass(frozen=True)
class Difference:
    """Something that does not agree.

    Args:
        code: What, of `DIFFERENCES`.
        who: Whom it concerns: who is paid, or who holds; empty for nobody.
        amount: By how much.
        journey: On which journey; empty for none.
    """

    code: DifferenceCode
    who: str
    amount: float
    journey: str = ""


@dataclass(frozen=True)
class CashBook:
    """The cash book of a mission.

    Args:
        currency: Of all money.
        brought: What came in, by who gave it.
        holdings: Who holds what, by name.
        accounts: How each journey stands with each who is paid.
        differences: What does not agree.
        last: When money last moved; None where it never did.
    """

    currency: str
    brought: dict[str, float]
    holdings: tuple[Holding, ...]
    accounts: tuple[Account, ...]
    differences: tuple[Difference, ...]
    last: datetime | None = None

    @property
    def outstanding(self) -> float:
        """What is in hands now, set aside or not."""
        return sum(one.now for one in self.holdings)


@dataclass
class _Book:
    """What is being added up."""

    brought: dict[str, float] = field(default_factory=dict)
    given: dict[str, float] = field(default_factory=dict)
    passed: dict[str, float] = field(default_factory=dict)
    spent: dict[str, float] = field(default_factory=dict)
    held: dict[str, float] = field(default_factory=dict)
    nobody: dict[str, float] = field(default_factory=dict)

    def moves(self, report: Cash, since: datetime | None) -> None:
        """Money changes hands; `since` is when the giver was first given any, None for never."""
        source = since is None or since > report.happened
        _add(self.brought if source else self.passed, report.giver, report.amount)
        _add(self.given, report.to, report.amount)

    def pays(self, report: Payment) -> None:
        if report.state == "agreed":
            return
        if not report.by:
            _add(self.nobody, report.state, report.amount)
            return
        if report.state in ("paid", "released"):
            _add(self.spent, report.by, report.amount)
        if report.state == "held":
            _add(self.held, report.by, report.amount)
        elif report.state == "released":
            self.held[report.by] = max(0.0, self.held.get(report.by, 0.0) - report.amount)


def cash_book(pack: Pack, journeys: Sequence[Journey], reports: Iterable[Report]) -> CashBook:
    """The cash book of a mission.

    Args:
        pack: The mission and its world, as stated.
        journeys: Its journeys, closed ones too.
        reports: Its reports that stand, in the order in which they happened.
    """
    money = [one for one in reports if isinstance(one, Cash | Payment)]
    book, first = _Book(), _first_given(money)
    for one in money:
        if isinstance(one, Cash):
            book.moves(one, first.get(one.giver))
        else:
            book.pays(one)
    payments = [one for one in money if isinstance(one, Payment)]
    accounts = tuple(_accounts(journeys, payments))
    holdings = tuple(_holdings(book))
    differences = (*_of_accounts(accounts), *_of_holdings(holdings), *_of_nobody(book))
    last = max((one.happened for one in money), default=None)
    return CashBook(pack.mission.currency, dict(sorted(book.brought.items())), holdings, accounts, differences, last)


def _first_given(money: Iterable[Report]) -> dict[str, datetime]:
    """When each was first given any; of one instant it does not matter which report comes first."""
    found: dict[str, datetime] = {}
    for one in money:
        if isinstance(one, Cash) and one.giver != one.to:
            found[one.to] = min(found.get(one.to, one.happened), one.happened)
    return found


def _holdings(book: _Book) -> Iterator[Holding]:
    for who in sorted({*book.given, *book.spent, *book.held}):
        yield Holding(
            who, book.given.get(who, 0.0), book.passed.get(who, 0.0), book.spent.get(who, 0.0), book.held.get(who, 0.0)
        )


def _accounts(journeys: Sequence[Journey], payments: Sequence[Payment]) -> Iterator[Account]:
    """An account for everybody who is paid or to be paid, journey by journey; what names none is of none."""
    names = [journey.name for journey in journeys]
    for name in [*names, ""]:
        own = [one for one in payments if (one.journey if one.journey in names else "") == name]
        tried = [attempt for journey in journeys if journey.name == name for attempt in journey.tried]
        brokers = {attempt.leg.broker for attempt in tried if attempt.leg.broker and attempt.paid + attempt.held > 0.0}
        for to in sorted({*(one.to for one in own), *brokers}):
            due = [attempt for attempt in tried if attempt.leg.broker == to]
            yield Account(
                name,
                to,
                _agreed([one for one in own if one.to == to]),
                sum(attempt.paid for attempt in due),
                sum(attempt.held for attempt in due),
                _sum(own, to, "paid"),
                max(0.0, _sum(own, to, "held") - _sum(own, to, "released")),
                _sum(own, to, "released"),
            )


def _agreed(payments: Sequence[Payment]) -> float | None:
    """What was agreed: the last word for each leg, and for all."""
    by_leg = {one.leg: one.amount for one in payments if one.state == "agreed"}
    return sum(by_leg.values()) if by_leg else None


def _sum(payments: Iterable[Payment], to: str, state: str) -> float:
    return sum(one.amount for one in payments if one.to == to and one.state == state)


def _of_accounts(accounts: Iterable[Account]) -> Iterator[Difference]:
    for one in accounts:
        given = one.paid + one.released
        if one.agreed is not None and given > one.agreed + CENT:
            yield Difference("over_agreed", one.to, given - one.agreed, one.journey)
        if one.due > one.paid + CENT:
            yield Difference("unpaid", one.to, one.due - one.paid, one.journey)
        if one.due_held > one.released + CENT:
            yield Difference("held_due", one.to, one.due_held - one.released, one.journey)
        if one.journey and one.released > one.due_held + CENT:
            yield Difference("early", one.to, one.released - one.due_held, one.journey)


def _of_holdings(holdings: Iterable[Holding]) -> Iterator[Difference]:
    for one in holdings:
        if one.now < -CENT:
            yield Difference("not_held", one.who, -one.now)
        elif one.held > one.now + CENT:
            yield Difference("not_held", one.who, one.held - one.now)


def _of_nobody(book: _Book) -> Iterator[Difference]:
    gone = book.nobody.get("paid", 0.0) + book.nobody.get("released", 0.0)
    if gone > CENT:
        yield Difference("nobody_paid", "", gone)
    if book.nobody.get("held", 0.0) > CENT:
        yield Difference("nobody_holds", "", book.nobody["held"])


def _add(to: dict[str, float], who: str, amount: float) -> None:
    to[who] = to.get(who, 0.0) + amount
