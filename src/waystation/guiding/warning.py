"""Whom a burn brings into danger, and in which order they must be warned.

Decides who: those who are on a leg with it or where it knows, those who come there by the plan, hosts and brokers whom
it knew, members, and those who wait for news; and who of them comes first: whoever is in danger soonest. The burnt one
is never warned, and nobody who answers at a burnt place. Who has been warned is told by reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from waystation.guiding.ahead import Stretch
from waystation.guiding.burning import Closed
from waystation.guiding.journey import Journey
from waystation.world.pack import Pack
from waystation.world.report import Report
from waystation.world.report_journeys import WARN_REASONS, Burn, ToWarn, Warned, WarnReason

__all__ = ["Alert", "alerts_of", "burns_in", "order_of", "whom_to_warn"]

LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Alert:
    """Somebody who has to be warned, and whether they have been.

    Args:
        burn: The id of the burn.
        what: What was burnt.
        name: Its id, name or label.
        burnt: When.
        who: Whom to warn.
        why: What brings them into danger.
        by: When the danger begins, where it has a time.
        warned: When they were warned; None while they are not.
    """

    burn: str
    what: str
    name: str
    burnt: datetime
    who: str
    why: WarnReason
    by: datetime | None
    warned: datetime | None

    @property
    def order(self) -> tuple[int, datetime, str]:
        """The most urgent first."""
        return WARN_REASONS.index(self.why), self.by or LAST, self.who


def whom_to_warn(
    pack: Pack,
    journeys: Sequence[Journey],
    burnt: tuple[str, str],
    closed: Closed,
    *,
    ahead: Mapping[str, Sequence[Stretch]],
    members: Iterable[str] = (),
) -> tuple[ToWarn, ...]:
    """Everybody whom a burn brings into danger in one mission, the most urgent first, each once.

    Args:
        pack: The mission and its world.
        journeys: Its journeys that run.
        burnt: What was burnt, and its id, name or label.
        closed: What this burn, with those before it, closes.
        ahead: For each journey its way ahead by the plan that it had until now.
        members: Who else reads the mission.
    """
    found: dict[str, ToWarn] = {}
    everybody = [
        *(one for journey in journeys for one in _of_journey(pack, journey, closed, ahead.get(journey.name, ()))),
        *_of_world(pack, closed),
        *(ToWarn(who=f"member:{name}", why="member") for name in members),
        *(ToWarn(who=f"family:{journey.name}", why="family") for journey in journeys),
    ]
    never = {f"{burnt[0]}:{burnt[1]}"} | {
        f"place:{name}" for name, reason in closed.places.items() if reason.code == "place_burnt"
    }
    for one in sorted(everybody, key=order_of):
        if one.who not in never:
            found.setdefault(one.who, one)
    return tuple(found.values())


def order_of(one: ToWarn) -> tuple[int, datetime, str]:
    """The most urgent first."""
    return WARN_REASONS.index(one.why), one.by or LAST, one.who


def _of_journey(pack: Pack, journey: Journey, closed: Closed, ahead: Sequence[Stretch]) -> Iterator[ToWarn]:
    """Those in danger because of where a party is, and where it comes by its plan."""
    here, group = journey.standing, f"journey:{journey.name}"
    if here.lost:
        return
    if here.leg is not None and closed.why(here.leg) is not None:
        yield ToWarn(who=group, why="on_leg")
        if here.leg.broker:
            yield ToWarn(who=f"broker:{here.leg.broker}", why="on_leg")
        if here.leg.destination in closed.places:
            yield ToWarn(who=f"place:{here.leg.destination}", why="on_leg")
    if here.leg is None and here.place in closed.touched:
        yield ToWarn(who=group, why="at_place")
        if pack.place[here.place].kind not in ("hub", "crossing"):
            yield ToWarn(who=f"place:{here.place}", why="at_place")
    for stretch in ahead:
        yield from _of_stretch(pack, group, stretch, closed)


def _of_stretch(pack: Pack, group: str, stretch: Stretch, closed: Closed) -> Iterator[ToWarn]:
    """Those in danger on one leg, or one stay, of the way ahead."""
    leg = stretch.leg
    if leg is None:
        if stretch.place in closed.places:
            yield ToWarn(who=group, why="ahead", by=stretch.begins)
            yield ToWarn(who=f"place:{stretch.place}", why="ahead", by=stretch.begins)
        return
    if closed.why(leg) is None and not {leg.origin, leg.destination} & closed.touched:
        return
    if closed.why(leg) is not None:
        yield ToWarn(who=group, why="ahead", by=stretch.begins)
    if leg.broker:
        yield ToWarn(who=f"broker:{leg.broker}", why="ahead", by=stretch.begins)
    if leg.destination in closed.places and pack.place[leg.destination].kind != "hub":
        yield ToWarn(who=f"place:{leg.destination}", why="ahead", by=stretch.ends)


def _of_world(pack: Pack, closed: Closed) -> Iterator[ToWarn]:
    """Hosts and brokers whom it knew, whether anybody comes to them or not."""
    for name in closed.touched:
        if pack.place[name].kind not in ("hub", "crossing"):
            yield ToWarn(who=f"place:{name}", why="host")
    for leg in pack.legs:
        if leg.broker and ({leg.origin, leg.destination} & closed.touched or leg.id in closed.legs):
            yield ToWarn(who=f"broker:{leg.broker}", why="broker")


def burns_in(reports: Iterable[Report]) -> list[Burn]:
    """The burns among reports, the first first; what was burnt twice is there twice."""
    return sorted((one for one in reports if isinstance(one, Burn)), key=lambda one: (one.happened, str(one.id)))


def alerts_of(reports: Iterable[Report]) -> list[Alert]:
    """Everybody who has to be warned because of burns, warned or not, the most urgent first.

    What was burnt twice is one burn: whoever was warned of it is warned, and stands as the last burn has it. Whoever
    is burnt themselves is not warned any more.

    Args:
        reports: The reports of one mission that stand, of any kind.
    """
    every = list(reports)
    burns = burns_in(every)
    of = {str(burn.id): (burn.what, burn.name) for burn in burns}
    gone = {f"{what}:{name}" for what, name in of.values()}
    told: dict[tuple[tuple[str, str], str], datetime] = {}
    for one in every:
        if isinstance(one, Warned) and one.burn in of:
            key = of[one.burn], one.who
            told[key] = min(told.get(key, one.happened), one.happened)
    found: dict[tuple[tuple[str, str], str], Alert] = {}
    for burn in burns:
        for each in burn.warn:
            if each.who in gone:
                continue
            key = (burn.what, burn.name), each.who
            found[key] = Alert(
                str(burn.id), burn.what, burn.name, burn.happened, each.who, each.why, each.by, told.get(key)
            )
    return sorted(found.values(), key=lambda one: one.order)
