"""What one mission's journey learns from another's: the same river, the same broker, the same house.

Decides which reports of other missions count here: what was seen, what is said of brokers, how attempts of legs ended,
who does not answer, who is burnt; each only where what it names is here too, and is the same thing: two packs may each
have a river.
"""

from __future__ import annotations

from collections.abc import Iterable

from waystation.world.pack import Pack
from waystation.world.report import Correction, Delivery, Observation, Report, Sighting, Word
from waystation.world.report_journeys import Burn, Silence

__all__ = ["counts_here", "same_broker", "same_condition", "same_leg", "same_place"]


def same_place(a: Pack, b: Pack, name: str) -> bool:
    """Whether a place of that id is in both packs, and is the same."""
    one, other = a.place.get(name), b.place.get(name)
    return one is not None and other is not None and (one.kind, one.at) == (other.kind, other.at)


def same_leg(a: Pack, b: Pack, name: str) -> bool:
    """Whether a leg of that id is in both packs, and is the same: from and to the same places, in the same way."""
    found = [next((leg for leg in pack.legs if leg.id == name), None) for pack in (a, b)]
    one, other = found
    if one is None or other is None:
        return False
    ends = (one.origin, one.destination, one.mode) == (other.origin, other.destination, other.mode)
    return ends and same_place(a, b, one.origin) and same_place(a, b, one.destination)


def same_broker(a: Pack, b: Pack, name: str) -> bool:
    """Whether a broker of that id is in both packs, and is the same person, as far as the packs say."""
    one, other = a.broker.get(name), b.broker.get(name)
    return one is not None and other is not None and (one.role, one.name) == (other.role, other.name)


def same_condition(a: Pack, b: Pack, name: str) -> bool:
    """Whether a condition of that id is in both packs, and is the same: the same levels, and it changes alike."""
    one, other = a.condition.get(name), b.condition.get(name)
    if one is None or other is None or a.clock.step_minutes != b.clock.step_minutes:
        return False
    return all(
        getattr(one, key) == getattr(other, key) for key in ("name", "levels", "per_hour", "per_step", "observed")
    )


def counts_here(here: Pack, there: Pack, reports: Iterable[Report]) -> list[Report]:
    """The reports of another mission that count here; those that name its journey name none here.

    Args:
        here: This mission and its world, as stated.
        there: The other.
        reports: Its reports, of any kind.
    """
    every = list(reports)
    found = [one for one in every if _counts(here, there, one)]
    named = {str(one.id) for one in found}
    while more := [
        one for one in every if isinstance(one, Correction) and str(one.id) not in named and one.answers in named
    ]:
        found += more
        named |= {str(one.id) for one in more}
    return [_nobody_s(one) for one in found]


def _counts(here: Pack, there: Pack, report: Report) -> bool:
    if isinstance(report, Observation):
        return same_condition(here, there, report.condition)
    if isinstance(report, Sighting):
        kind, _, name = report.near.partition(":")
        return (same_leg if kind == "leg" else same_place)(here, there, name)
    if isinstance(report, Word | Silence):
        return same_broker(here, there, report.broker)
    if isinstance(report, Delivery):
        broker = report.broker is None or same_broker(here, there, report.broker)
        return broker and same_leg(here, there, report.leg)
    if isinstance(report, Burn):
        if report.what == "broker":
            return same_broker(here, there, report.name)
        return report.what != "place" or same_place(here, there, report.name)
    return False


def _nobody_s(report: Report) -> Report:
    """A report that is of no journey here."""
    named = getattr(report, "journey", None)
    return report if named is None else report.model_copy(update={"journey": None})
