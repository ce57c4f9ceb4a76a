"""Brokers over all missions at hand: what is believed of each, what they are owed, what they know, who is burnt.

Joins what each mission says of a broker, and decides nothing about them: whom to trust is the coordinator's decision.
How likely a leg is brought through is the product of what may go wrong on it, before river and police act.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from waystation.desk.guide.cases import Case
from waystation.desk.guide.knowing import Knew, Meant, what_it_knew
from waystation.evidence.believed import Alarm, Believed, Believing
from waystation.evidence.books import RISKS
from waystation.evidence.intervals import NEVER, Belief
from waystation.evidence.ledger import believe
from waystation.guiding.cash import Account, cash_book
from waystation.guiding.warning import burns_in
from waystation.world.pack import Pack
from waystation.world.people import Broker
from waystation.world.places import Leg
from waystation.world.report_journeys import Burn

__all__ = ["Run", "Trusted", "believed_of", "brokers_in", "trusted"]

STOPS = ("betrayed", "caught", "harm", "back")
"""What may happen of which none may, so that a leg is brought through; being late does not count."""


@dataclass(frozen=True)
class Run:
    """A leg that a broker runs.

    Args:
        leg: The leg.
        risks: What is believed of each risk of it, by the risk's name; what cannot be is left out.
        through: How likely they are brought through, before outside conditions act.
    """

    leg: Leg
    risks: dict[str, Believing]
    through: Belief


@dataclass(frozen=True)
class Trusted:
    """A broker in one mission.

    Args:
        case: The mission.
        broker: The broker, as the pack states them.
        kept: Engagements in which faith was kept, as the believed record has them.
        broken: Those in which it was broken.
        sells: What is believed of selling the group; None where nothing is.
        alarm: That they began to fail, if that stands.
        unseen: Whether a good record cannot exclude that they were turned.
        burnt: The burn, if they are burnt.
        runs: The legs that they run.
        accounts: How each journey stands with them.
    """

    case: Case
    broker: Broker
    kept: float
    broken: float
    sells: Believing | None
    alarm: Alarm | None
    unseen: bool
    burnt: Burn | None
    runs: tuple[Run, ...]
    accounts: tuple[Account, ...]

    @property
    def agreed(self) -> float:
        """Money that was agreed."""
        return sum(one.agreed or 0.0 for one in self.accounts)

    @property
    def held(self) -> float:
        """Money that is set aside for them until it is released."""
        return sum(one.held for one in self.accounts)

    @property
    def owed(self) -> float:
        """Money that is due to them and was not paid, or not released."""
        return sum(
            max(0.0, one.due - one.paid) + max(0.0, one.due_held - one.released - one.held) for one in self.accounts
        )

    @property
    def weakest(self) -> Run | None:
        """The leg that they are least likely to bring through, at worst."""
        return min(self.runs, key=lambda run: run.through.low, default=None)


@dataclass(frozen=True)
class _Mission:
    """A mission with what is worked out of it once for all its brokers."""

    case: Case

    @cached_property
    def believed(self) -> Believed:
        return believed_of(self.case)

    @cached_property
    def accounts(self) -> tuple[Account, ...]:
        return cash_book(self.case.pack, self.case.journeys, self.case.reports).accounts

    @cached_property
    def burns(self) -> dict[str, Burn]:
        return {one.name: one for one in reversed(burns_in(self.case.reports)) if one.what == "broker"}

    def of(self, broker: Broker) -> Trusted:
        believed = self.believed
        record = believed.pack.broker[broker.id].record
        return Trusted(
            case=self.case,
            broker=broker,
            kept=record.kept if record is not None else 0.0,
            broken=record.broken if record is not None else 0.0,
            sells=believed.by_name.get(f"broker:{broker.id}/betrayed"),
            alarm=next((one for one in believed.alarms if one.broker == broker.id), None),
            unseen=any(one.broker == broker.id for one in believed.readings),
            burnt=self.burns.get(broker.id),
            runs=tuple(_run(believed, leg) for leg in _legs(self.case.pack, broker.id)),
            accounts=tuple(one for one in self.accounts if one.to == broker.id),
        )


def believed_of(case: Case) -> Believed:
    """What is believed of a mission, after all its reports."""
    loaded = case.opened.loaded
    return loaded.believed or believe(loaded.stated, ())


def brokers_in(cases: Sequence[Case]) -> list[list[Trusted]]:
    """Every broker of some missions, each with all missions that have them; of one id there is one.

    Args:
        cases: The missions.
    """
    found: dict[str, list[Trusted]] = {}
    for mission in map(_Mission, cases):
        for broker in mission.case.pack.brokers:
            found.setdefault(broker.id, []).append(mission.of(broker))
    return sorted(found.values(), key=_order)


def _order(several: Sequence[Trusted]) -> tuple[bool, bool, float, str]:
    """Those of whom somebody must know something first; then whoever is least likely to sell the group."""
    burnt = any(one.burnt is not None for one in several)
    failing = any(one.alarm is not None for one in several)
    most = max((one.sells.high for one in several if one.sells is not None), default=1.0)
    return not burnt, not failing, most, several[0].broker.title


def trusted(cases: Sequence[Case], case: Case, broker: str) -> tuple[Trusted, list[Knew]] | None:
    """A broker in one mission, and what they know of every mission at hand; None where there is none of that id.

    Args:
        cases: Every mission at hand.
        case: The mission.
        broker: The broker's id.
    """
    if broker not in case.pack.broker:
        return None
    found = _Mission(case).of(case.pack.broker[broker])
    return found, what_it_knew(cases, Meant("broker", broker, found.broker.title))


def _legs(pack: Pack, broker: str) -> list[Leg]:
    return [leg for leg in pack.legs if leg.broker == broker]


def _run(believed: Believed, leg: Leg) -> Run:
    named = {risk: believed.by_name.get(f"leg:{leg.id}/{risk}") for risk in RISKS}
    named["betrayed"] = believed.by_name.get(f"broker:{leg.broker}/betrayed")
    risks = {risk: one for risk, one in named.items() if one is not None and one.high > 0.0}
    stops = [Belief(one.low, one.mid, one.high) for risk, one in risks.items() if risk in STOPS] or [NEVER]
    low, mid, high = (math.prod(1.0 - one[at] for one in stops) for at in (2, 1, 0))
    return Run(leg, risks, Belief(low, mid, high))
