"""What a broker or a place would give away if it were taken: everything that the missions connect with it.

Decided from the packs and from the cards that were given, without a plan: what might be known counts as known, since a
plan changes with every report and a broker remembers what was asked last month. What a member or a device can read is
`vault.exposure`'s.
"""

from __future__ import annotations

from collections.abc import Iterable

from waystation.desk.hear.taking import find_reports
from waystation.guiding.cards import known_from
from waystation.guiding.journey import standing_reports
from waystation.vault.standing import Touched
from waystation.world.pack import Pack
from waystation.world.places import Leg
from waystation.world.report import Report
from waystation.world.report_journeys import CardGiven

__all__ = ["broker_touches", "place_touches"]


def broker_touches(mission: str, pack: Pack, reports: Iterable[Report], broker: str) -> Touched | None:
    """What a broker can tell of a mission.

    Args:
        mission: Its name in the vault.
        pack: The mission.
        reports: Its reports.
        broker: The broker's id.

    Returns:
        What is known to the broker; None if the mission neither hires nor mentions them.
    """
    every = list(reports)
    told = _told_of(pack, every, f"broker:{broker}")
    legs = [leg for leg in pack.legs if leg.broker == broker or leg.id in told]
    return _touched(mission, pack, every, legs, broker)


def place_touches(mission: str, pack: Pack, reports: Iterable[Report], place: str) -> Touched | None:
    """What a place shows of a mission to whoever takes it and those in it.

    Args:
        mission: Its name in the vault.
        pack: The mission.
        reports: Its reports.
        place: The place's id.

    Returns:
        What can be learnt there; None if the mission has no such place.
    """
    if place not in pack.place:
        return None
    every = list(reports)
    told = _told_of(pack, every, f"place:{place}")
    legs = [leg for leg in pack.legs if place in (leg.origin, leg.destination) or leg.id in told]
    return _touched(mission, pack, every, legs, place)


def _told_of(pack: Pack, reports: Iterable[Report], holder: str) -> set[str]:
    """Ids of the legs that cards told somebody of, whoever runs them now."""
    cards = [one for one in standing_reports(reports) if isinstance(one, CardGiven) and one.to == holder]
    return {leg for card in cards for leg in known_from(pack, card).legs}


def _touched(mission: str, pack: Pack, reports: list[Report], legs: list[Leg], name: str) -> Touched | None:
    names = {name}
    told = [report for report in reports if names & {report.source, report.origin}]
    about = [report for report in find_reports(reports, about=name) if report not in told]
    known = name in pack.broker or name in pack.place
    if not (legs or told or about or known):
        return None
    places = {end for leg in legs for end in (leg.origin, leg.destination)} | (names & set(pack.place))
    met = {leg.broker for leg in pack.legs if leg.broker and places & {leg.origin, leg.destination}} - names
    return Touched(
        mission=mission,
        pack=pack,
        legs=tuple(leg.id for leg in legs),
        places=tuple(place.id for place in pack.places if place.id in places),
        brokers=tuple(broker.id for broker in pack.brokers if broker.id in met),
        travellers=tuple(traveller.id for traveller in pack.travellers) if legs or places else (),
        told=tuple(str(report.id) for report in told),
        about=tuple(str(report.id) for report in about),
        starts=pack.mission.origin in places,
        ends=bool(places & set(pack.mission.to)),
    )
