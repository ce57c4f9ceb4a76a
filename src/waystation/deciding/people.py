"""What has been heard of the travellers and brokers themselves: consents, notes on children, prices raised on the way.

Consents are `consent` reports: `person` is the traveller's id; for the purpose `journey` an adult's own, for the
purpose `best-interests` a note, made by somebody who knows the child, that the journey is best for this child. The
last word for each person and purpose counts. A price is raised by a `payment` agreed anew, or by a `price` asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from waystation.world.pack import Pack
from waystation.world.people import Traveller
from waystation.world.report import Consent, Payment, Report
from waystation.world.report_journeys import Price

__all__ = ["ADULT", "BEST_INTERESTS", "JOURNEY", "Heard", "alone", "heard_of", "is_child"]

ADULT = 18
"""Years; below, somebody is a child (Convention on the Rights of the Child, article 1)."""
JOURNEY = "journey"
BEST_INTERESTS = "best-interests"


@dataclass(frozen=True)
class Heard:
    """What has been heard of people, in the pack and in reports.

    Args:
        given: Consents and notes that stand, as (person, purpose).
        refused: Those that were refused or taken back.
        raised: Ids of the brokers who raised a price that had been agreed, on the way.
    """

    given: frozenset[tuple[str, str]] = frozenset()
    refused: frozenset[tuple[str, str]] = frozenset()
    raised: frozenset[str] = frozenset()

    def without(self, travellers: Iterable[Traveller]) -> tuple[str, ...]:
        """Ids of the adults whose consent to the journey has not been heard, or was refused."""
        adults = (each for each in travellers if not is_child(each))
        return tuple(each.id for each in adults if (each.id, JOURNEY) not in self.given)

    def without_note(self, travellers: Iterable[Traveller]) -> tuple[str, ...]:
        """Ids of the children of whom there is no best-interests note."""
        children = (each for each in travellers if is_child(each))
        return tuple(each.id for each in children if (each.id, BEST_INTERESTS) not in self.given)


def is_child(traveller: Traveller) -> bool:
    """Whether somebody is known to be a child; whose age is not known is asked like an adult."""
    return traveller.age is not None and traveller.age < ADULT


def alone(travellers: Sequence[Traveller]) -> tuple[str, ...]:
    """Ids of those whom nobody stands by: children without an adult, or a woman who is the only adult.

    A lone adult whose sex is not stated counts as a woman: what is not known is taken at its worse end.
    """
    adults = [each for each in travellers if not is_child(each)]
    if len(adults) > 1 or (adults and adults[0].sex == "man"):
        return ()
    return tuple(each.id for each in travellers)


def heard_of(pack: Pack, reports: Iterable[Report]) -> Heard:
    """What has been heard of a mission's people.

    Args:
        pack: The mission and its world.
        reports: The reports that stand, in the order in which they happened.
    """
    words: dict[tuple[str, str], bool] = {}
    agreed: dict[str, float] = {}
    raised = {broker.id for broker in pack.brokers if broker.price_raised}
    for report in reports:
        if isinstance(report, Consent):
            words[report.person, report.purpose] = report.given
        elif isinstance(report, Payment) and report.state == "agreed":
            if _is_raise(agreed, report, pack.clock.start):
                raised.add(report.to)
            agreed[report.to] = max(report.amount, agreed.get(report.to, 0.0))
        elif isinstance(report, Price) and report.happened >= pack.clock.start:
            raised.update(_who_asks_more(pack, report))
    return Heard(_where(words, given=True), _where(words, given=False), frozenset(raised))


def _who_asks_more(pack: Pack, report: Price) -> Iterator[str]:
    """The broker of a leg for whom more is asked, once the journey has begun, than the pack says was agreed."""
    most = report.fee[1] if isinstance(report.fee, tuple) else report.fee
    for leg in pack.legs:
        if leg.id == report.leg and leg.broker is not None and most > leg.fee.high + 1e-9:
            yield leg.broker


def _is_raise(agreed: Mapping[str, float], report: Payment, start: datetime) -> bool:
    """Whether more is asked, once the journey has begun, than had been agreed."""
    return report.happened >= start and report.to in agreed and report.amount > agreed[report.to] + 1e-9


def _where(words: Mapping[tuple[str, str], bool], *, given: bool) -> frozenset[tuple[str, str]]:
    return frozenset(key for key, word in words.items() if word is given)
