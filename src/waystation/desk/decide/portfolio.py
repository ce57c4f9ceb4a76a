"""Choosing among missions, as a coordinator asks for it: requests planned and judged by the day, then chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from waystation.deciding.drawing_up import Period
from waystation.deciding.more import More, find_more
from waystation.deciding.peril import staying
from waystation.deciding.portfolio import Portfolio, choose
from waystation.deciding.requests import Common, Request, Way
from waystation.deciding.verdict import Flip
from waystation.desk.chart.loading import Loaded, PackSource, inspect_pack
from waystation.desk.decide.departures import (
    Applicant,
    Departure,
    Remembered,
    first_departures,
    flips_of,
    standing_of,
    ways_on,
)
from waystation.errors import BadInput, Mistake, Usage
from waystation.planning.compiling import chart
from waystation.solver.spreading import HERE, Watch, Workers, spread
from waystation.world.mistakes import nearest
from waystation.world.portfolio import PORTFOLIO, Asked, PortfolioReading, PortfolioRules, read_portfolio
from waystation.world.quoting import shown

__all__ = ["SECONDS", "Weighed", "weigh_missions"]

SECONDS = 22.0
"""How long choosing may take; what is found by then is told with its gap."""

MOST_ASKED, SECONDS_EACH = 8, 3.5
"""About how many scarce things it is asked what more would bring, and how long each may take."""


@dataclass(frozen=True)
class Weighed:
    """A portfolio and what it was made from.

    Args:
        rules: The period and what is shared.
        first_day: The beginning of its first day.
        loaded: The packs by name.
        requests: The requests with their ways.
        portfolio: What to do.
        more: What a little more of anything would bring, the best first.
        flips: For each request that the charter keeps back, what would change that, the nearest first.
        currency: Of all money.
        warnings: What somebody should look at.
    """

    rules: PortfolioRules
    first_day: datetime
    loaded: Mapping[str, Loaded]
    requests: tuple[Request, ...]
    portfolio: Portfolio
    more: tuple[More, ...]
    flips: Mapping[str, tuple[Flip, ...]]
    currency: str
    warnings: tuple[Mistake, ...]

    @property
    def titles(self) -> dict[str, str]:
        """Names for people, by the id of a request, `broker:ID` and `place:ID`."""
        packs = {name: one.pack for name, one in self.loaded.items()}
        names = [pack.name for pack in packs.values()]
        found = {n: f"{p.name} ({n})" if names.count(p.name) > 1 else p.name for n, p in packs.items()}
        found |= {f"broker:{broker.id}": broker.title for pack in packs.values() for broker in pack.brokers}
        return found | {f"place:{place.id}": place.title for pack in packs.values() for place in pack.places}

    def day(self, number: int) -> datetime:
        """The beginning of a day of the period."""
        return self.first_day + timedelta(days=number)


def weigh_missions(
    applicants: Mapping[str, Applicant],
    portfolio_toml: bytes | None,
    *,
    money_more: float = 1000.0,
    seconds: float = SECONDS,
    flips: bool = True,
    workers: Workers = HERE,
    watch: Watch | None = None,
) -> Weighed:
    """Plan every request for every day, hold each departure to its charter, and choose among what that lets go.

    Args:
        applicants: Where each mission comes from, by its name.
        portfolio_toml: The bytes of `portfolio.toml`, or None where there is none.
        money_more: How much more money to ask about.
        seconds: How long choosing may take.
        flips: Whether to look for what would change the verdict on those whom the charter keeps back.
        workers: Who makes the plans.
        watch: Told of each plan that is made.

    Raises:
        BadInput: With every mistake of every pack and of `portfolio.toml`.
        Usage: If there is no mission.
    """
    if not applicants:
        raise Usage("portfolio_empty")
    reading = PortfolioReading(PortfolioRules(), None)
    if portfolio_toml is not None:
        reading = read_portfolio(portfolio_toml)
    sources = {name: Remembered(applicant.source) for name, applicant in applicants.items()}
    loaded, mistakes = _opened(sources)
    rules = reading.rules
    if rules is not None:
        mistakes += _contradictions(rules, reading, sources, loaded)
    if rules is None or mistakes:
        raise BadInput([*reading.mistakes, *mistakes])
    own = {
        name: Departure(name, one, sources[name], standing_of(applicants[name], one.pack), timedelta())
        for name, one in loaded.items()
    }
    first_day, beds = _first_day(rules, loaded), _beds(rules, loaded)
    period = Period(first_day, frozenset(beds), rules.tells, rules.ways)
    ways = _planned(rules, period, own, workers, watch)
    asked = {one.pack: one for one in rules.request}
    requests = tuple(_request(name, one, asked.get(name), first_day, ways[name]) for name, one in loaded.items())
    common = Common(
        rules.days, rules.money, beds, rules.brokers.at_once, rules.brokers.told, {}, rules.attention, rules.risk
    )
    portfolio = choose(requests, common, alike=rules.alike, seconds=seconds)
    more = find_more(requests, portfolio, money=money_more, most=MOST_ASKED, seconds=SECONDS_EACH, workers=workers)
    warnings = tuple(replace(w, file=f"{name}/{w.file}") for name, one in loaded.items() for w in one.warnings)
    currency = next(iter(loaded.values())).pack.mission.currency
    nearest_flips = _flips(period, own, portfolio, workers) if flips else {}
    return Weighed(rules, first_day, loaded, requests, portfolio, tuple(more), nearest_flips, currency, warnings)


def _planned(
    rules: PortfolioRules, period: Period, own: Mapping[str, Departure], workers: Workers, watch: Watch | None
) -> dict[str, list[Way]]:
    """The ways of every mission, by its name, the earliest departures first."""
    first = [
        replace(one, later=later)
        for one in own.values()
        for later in first_departures(one.loaded.pack, period.first_day, rules.days, rules.every)
    ]
    found: dict[str, dict[int, tuple[Way, ...]]] = {name: {} for name in own}

    def plan(departures: Sequence[Departure]) -> None:
        for departure, ways in zip(
            departures, spread(partial(ways_on, period), departures, workers, watch), strict=True
        ):
            found[departure.name][_day(period, departure)] = ways

    plan(first)
    plan([each for name, by_day in found.items() for each in _after_holds(rules, period, own[name], by_day)])
    return {name: [way for _, ways in sorted(by_day.items()) for way in ways] for name, by_day in found.items()}


def _after_holds(
    rules: PortfolioRules, period: Period, own: Departure, by_day: Mapping[int, tuple[Way, ...]]
) -> Iterator[Departure]:
    """Departures on the days on which a hold ends, where none was tried on that day."""
    ends = {way.permit.until_day for ways in by_day.values() for way in ways} - {None} - by_day.keys()
    for day in sorted(day for day in ends if day is not None and day < rules.days):
        yield _on_day(period, own, day)


def _day(period: Period, departure: Departure) -> int:
    return period.day(departure.loaded.pack.clock.start + departure.later)


def _on_day(period: Period, own: Departure, day: int) -> Departure:
    return replace(own, later=timedelta(days=day - _day(period, own)))


def _flips(
    period: Period, own: Mapping[str, Departure], portfolio: Portfolio, workers: Workers
) -> dict[str, tuple[Flip, ...]]:
    """What would change the verdict on those whom the charter keeps back, on the day that comes nearest to a yes."""
    kept = {one.request.id: one.way for one in portfolio.refused if one.barred and one.way is not None}
    departures = [_on_day(period, own[name], way.day) for name, way in kept.items()]
    return dict(zip(kept, spread(flips_of, departures, workers), strict=True))


def _opened(sources: Mapping[str, PackSource]) -> tuple[dict[str, Loaded], list[Mistake]]:
    """Every pack, and every mistake of any."""
    loaded: dict[str, Loaded] = {}
    mistakes: list[Mistake] = []
    for name, source in sources.items():
        found, said = inspect_pack(source)
        if found is None:
            mistakes += [replace(one, file=f"{name}/{one.file}") for one in said if not one.warning]
        else:
            loaded[name] = found
    return loaded, mistakes


def _contradictions(
    rules: PortfolioRules, reading: PortfolioReading, sources: Mapping[str, PackSource], loaded: Mapping[str, Loaded]
) -> list[Mistake]:
    """What in `portfolio.toml` goes against the packs, and what in one pack goes against another."""
    found: list[Mistake] = []

    def add(code: str, at: tuple[str | int, ...], **fields: object) -> None:
        place = reading.gatherer.place(at) if reading.gatherer is not None else ("", 0)
        found.append(Mistake(code, PORTFOLIO if reading.gatherer is not None else "", *place, fields))

    for position, asked in enumerate(rules.request):
        if asked.pack not in sources:
            close = nearest(asked.pack, sources)
            add("unknown_id", ("request", position, "pack"), kind="pack", value=shown(asked.pack), nearest=close)
    places = {place.id for one in loaded.values() for place in one.pack.places}
    for name in rules.beds if len(loaded) == len(sources) else ():
        if name not in places:
            add("unknown_id", ("beds", name), kind="place", value=shown(name), nearest=nearest(name, places))
    currencies = {name: one.pack.mission.currency for name, one in loaded.items()}
    first = rules.currency or next(iter(currencies.values()), None)
    for name, currency in currencies.items():
        if currency != first:
            add("currencies_differ", ("currency",) if rules.currency else (), pack=name, currency=currency, first=first)
    return found


def _first_day(rules: PortfolioRules, loaded: Mapping[str, Loaded]) -> datetime:
    """The beginning of the first day of the period."""
    first = rules.start or min(one.pack.clock.start for one in loaded.values())
    return first.replace(hour=0, minute=0, second=0, microsecond=0)


def _beds(rules: PortfolioRules, loaded: Mapping[str, Loaded]) -> dict[str, int]:
    """Beds by place: what the rules say, else the fewest that any pack says."""
    found: dict[str, int] = {}
    for one in loaded.values():
        for place in one.pack.places:
            if place.beds is not None:
                found[place.id] = min(place.beds, found.get(place.id, place.beds))
    return {**found, **rules.beds}


def _request(name: str, loaded: Loaded, asked: Asked | None, first_day: datetime, ways: Sequence[Way]) -> Request:
    """A request with its ways, and what is known of its waiting and its peril."""
    pack = loaded.pack
    since = asked.since if asked is not None and asked.since is not None else pack.clock.start
    waited = max(0.0, (first_day - since) / timedelta(days=1))
    if asked is not None and asked.peril is not None:
        peril = asked.peril
    else:
        stay = staying(chart(pack, loaded.departures, None, loaded.calendars))
        peril = 1.0 - stay.mid ** (365.0 / stay.days)
    ready = max(0, (pack.clock.start - first_day) // timedelta(days=1))
    return Request(name, pack.party_size, waited, min(1.0, max(0.0, peril)), tuple(ways), ready)
