"""The family's line: what may be told of a journey, and from when on.

Decides from reports of what has happened, and from nothing that is planned, expected or believed. What is told is
coarse and late: a country and never a place, a day and never an hour, no broker, no leg, no number of them, nothing of
what lies ahead; and not before the rules' delay has passed since that day ended, so that not even the hour of a call
tells the hour of what it is about. Good and bad news go by the same rule. A sign of life under pressure is never told:
whoever pressed them must not hear that it was understood.

Days are those of the coordinator's clock, wherever the party is. A country is named only where the mission knows at
least three places in it: where there is but one, its name would be the place's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal, get_args

from waystation.guiding.journey import LOST, move_of
from waystation.world.charter_family import FamilyRules
from waystation.world.pack import Pack
from waystation.world.report import CheckIn, Delivery, Report
from waystation.world.report_journeys import Departure, Illness, JourneyMark, Told

__all__ = ["BAD", "NEWS", "News", "NewsCode", "family_rules", "news_for_family"]

NewsCode = Literal[
    "left", "country", "well", "ill", "better", "back", "trouble", "hurt", "caught", "home", "arrived", "lost"
]
NEWS: tuple[NewsCode, ...] = get_args(NewsCode)
"""What a family may hear of."""
BAD = ("ill", "back", "trouble", "hurt", "caught", "lost")
"""Bad news among them."""
LEAST_PLACES = 3


@dataclass(frozen=True)
class News:
    """One thing that a family may be told.

    Args:
        code: What.
        day: The day on which it happened, by the coordinator's clock.
        country: Where; None where no country may be named.
        report: The id of the report that says so: the last of that day.
        since: From when on it may be told.
        told: To whom it was told, and when.
    """

    code: NewsCode
    day: date
    country: str | None
    report: str
    since: datetime
    told: tuple[tuple[str, datetime], ...] = ()


def family_rules(pack: Pack) -> FamilyRules:
    """The rules for telling families: the charter's, or the defaults."""
    charter = pack.charter
    return charter.family if charter is not None and charter.family is not None else FamilyRules()


def news_for_family(pack: Pack, journey: str, reports: Iterable[Report]) -> list[News]:
    """All that may be told of a journey, now or later, in the order in which it happened.

    Each thing once for a day; of a country only the first day on which they were in it.

    Args:
        pack: The mission and its world.
        journey: The journey's name.
        reports: The reports that stand, in the order in which they happened.
    """
    every = list(reports)
    rules = family_rules(pack)
    found: dict[tuple[NewsCode, date], News] = {}
    ids: dict[str, tuple[NewsCode, date]] = {}
    for code, country, report in _happened(pack, journey, every):
        day = report.happened.astimezone(pack.clock.zone).date()
        named = country if rules.countries and country in _countries(pack) else None
        # Where no country is named, being in one is being well.
        key: tuple[NewsCode, date] = ("well" if code == "country" and named is None else code), day
        ids[str(report.id)] = key
        found[key] = News(*key, named, str(report.id), _since(day, pack, rules))
    for one in every:
        if isinstance(one, Told) and one.confirms in ids:
            key = ids[one.confirms]
            found[key] = replace(found[key], told=(*found[key].told, (one.to, one.happened)))
    return _without_repeats(sorted(found.values(), key=lambda one: (one.day, NEWS.index(one.code))))


def _since(day: date, pack: Pack, rules: FamilyRules) -> datetime:
    """From when on what happened on a day may be told: the delay counts from the day's end."""
    end = datetime.combine(day + timedelta(days=1), time(), pack.clock.zone)
    return end + timedelta(hours=rules.delay_hours)


def _countries(pack: Pack) -> set[str]:
    """The countries that may be named."""
    listed = [place.country for place in pack.places if place.country]
    return {country for country in listed if listed.count(country) >= LEAST_PLACES}


def _without_repeats(found: Sequence[News]) -> list[News]:
    """Being well is not told beside something that says as much or more, nor being lost after how they were lost."""
    kept: list[News] = []
    for one in found:
        more = {other.code for other in found if other.day == one.day} - {"well", "left"}
        known = one.code == "lost" and any(other.code in ("caught", "hurt") for other in kept)
        if not (one.code == "well" and more) and not known:
            kept.append(one)
    return kept


def _happened(pack: Pack, journey: str, reports: list[Report]) -> Iterator[tuple[NewsCode, str | None, Report]]:
    """What happened on a journey: what, in which country, by which report."""
    left = False
    place, last = pack.mission.origin, pack.place[pack.mission.origin].country
    for one in reports:
        if getattr(one, "journey", None) != journey:
            continue
        if isinstance(one, Departure | Delivery) and not left:
            left = True
            yield "left", None, one
        if isinstance(one, Delivery):
            move = move_of(pack, one.leg, place)
            arrived = move is not None and one.outcome not in (*LOST, "back")
            place = move.destination if move is not None and arrived else place
            country = pack.place[place].country
            yield _delivered(one.outcome, moved=country != last), country, one
            last = country
        elif isinstance(one, CheckIn) and one.word != "pressed":
            yield ("well" if one.word == "good" else "trouble"), None, one
        elif isinstance(one, Illness):
            yield ("better" if one.over else "ill"), None, one
        elif isinstance(one, JourneyMark) and one.end is not None:
            yield one.end, None, one


def _delivered(outcome: str, *, moved: bool) -> NewsCode:
    if outcome == "back":
        return "back"
    if outcome == "harm":
        return "hurt"
    if outcome in LOST:
        return "caught"
    return "country" if moved else "well"
