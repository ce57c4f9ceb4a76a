"""Choosing among missions, as a coordinator asks for it: every request planned for every day, then chosen among."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property, partial

import numpy as np

from waystation.deciding.drawing_up import ways_of
from waystation.deciding.peril import staying
from waystation.deciding.portfolio import More, Portfolio, choose, find_more
from waystation.deciding.requests import Common, Request, Way
from waystation.desk.chart.loading import Loaded, PackSource, inspect_pack
from waystation.errors import BadInput, Mistake, Usage
from waystation.planning.compiling import chart
from waystation.planning.levels import chain_of
from waystation.planning.plan import make_plan
from waystation.solver.spreading import HERE, Watch, Workers, spread
from waystation.world.changes import Changes, Setting
from waystation.world.conditions import Condition, normalised
from waystation.world.mistakes import nearest
from waystation.world.pack import Pack
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
        currency: Of all money.
        warnings: What somebody should look at.
    """

    rules: PortfolioRules
    first_day: datetime
    loaded: Mapping[str, Loaded]
    requests: tuple[Request, ...]
    portfolio: Portfolio
    more: tuple[More, ...]
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


@dataclass
class _Remembered:
    """A pack's files, each asked for once: a vault is read by one thread only, and plans are made by several.

    Args:
        source: Where they come from.
        files: The bytes of each file asked for so far, or why there are none.
        there: Whether there is a file of that path, for those asked about so far.
    """

    source: PackSource
    files: dict[str, bytes | BadInput] = field(default_factory=dict)
    there: dict[str, bool] = field(default_factory=dict)

    def read(self, inside: str) -> bytes:
        """The bytes of a file."""
        if inside not in self.files:
            try:
                self.files[inside] = self.source.read(inside)
            except BadInput as error:
                self.files[inside] = error
        found = self.files[inside]
        if isinstance(found, BadInput):
            raise found
        return found

    def has(self, inside: str) -> bool:
        """Whether there is a file of that path."""
        if inside not in self.there:
            self.there[inside] = self.source.has(inside)
        return self.there[inside]

    def digest(self) -> str:
        """SHA-256 over the files read so far."""
        return self._digest

    def doubts(self) -> Sequence[Mistake]:
        """Warnings about where the files come from."""
        return self._doubts

    @cached_property
    def _digest(self) -> str:
        return self.source.digest()

    @cached_property
    def _doubts(self) -> Sequence[Mistake]:
        return self.source.doubts()


@dataclass(frozen=True)
class _Departure:
    """A mission to be planned for one departure."""

    name: str
    loaded: Loaded
    source: PackSource
    later: timedelta


def weigh_missions(
    sources: Mapping[str, PackSource],
    portfolio_toml: bytes | None,
    *,
    money_more: float = 1000.0,
    seconds: float = SECONDS,
    workers: Workers = HERE,
    watch: Watch | None = None,
) -> Weighed:
    """Plan every request for every day, and choose among them.

    Args:
        sources: Where each pack's files come from, by its name.
        portfolio_toml: The bytes of `portfolio.toml`, or None where there is none.
        money_more: How much more money to ask about.
        seconds: How long choosing may take.
        workers: Who makes the plans.
        watch: Told of each plan that is made.

    Raises:
        BadInput: With every mistake of every pack and of `portfolio.toml`.
        Usage: If there is no mission.
    """
    if not sources:
        raise Usage("portfolio_empty")
    reading = PortfolioReading(PortfolioRules(), None)
    if portfolio_toml is not None:
        reading = read_portfolio(portfolio_toml)
    sources = {name: _Remembered(source) for name, source in sources.items()}
    loaded, mistakes = _opened(sources)
    rules = reading.rules
    if rules is not None:
        mistakes += _contradictions(rules, reading, sources, loaded)
    if rules is None or mistakes:
        raise BadInput([*reading.mistakes, *mistakes])
    first_day = _first_day(rules, loaded)
    beds = _beds(rules, loaded)
    departures = [
        _Departure(name, one, sources[name], later)
        for name, one in loaded.items()
        for later in _departures(rules, first_day, one.pack)
    ]

    plan = partial(_planned, first_day, frozenset(beds), rules)
    ways: dict[str, list[Way]] = {name: [] for name in loaded}
    for departure, found in zip(departures, spread(plan, departures, workers, watch), strict=True):
        ways[departure.name] += found
    asked = {one.pack: one for one in rules.request}
    requests = tuple(_request(name, one, asked.get(name), first_day, ways[name]) for name, one in loaded.items())
    common = Common(
        rules.days, rules.money, beds, rules.brokers.at_once, rules.brokers.told, {}, rules.attention, rules.risk
    )
    portfolio = choose(requests, common, alike=rules.alike, seconds=seconds)
    more = find_more(requests, portfolio, money=money_more, most=MOST_ASKED, seconds=SECONDS_EACH, workers=workers)
    warnings = tuple(replace(w, file=f"{name}/{w.file}") for name, one in loaded.items() for w in one.warnings)
    currency = next(iter(loaded.values())).pack.mission.currency
    return Weighed(rules, first_day, loaded, requests, portfolio, tuple(more), currency, warnings)


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


def _departures(rules: PortfolioRules, first_day: datetime, pack: Pack) -> list[timedelta]:
    """How long after its own start a mission may set out: at its own hour, on every so-manieth day of the period."""
    day = timedelta(days=1)
    # Whoever could have left before the period leaves on its first day.
    late = max(0, -((pack.clock.start - first_day) // day))
    found, later = [], late * day
    while pack.clock.start + later < first_day + rules.days * day:
        found.append(later)
        later += rules.every * day
    return found


def _planned(
    first_day: datetime, beds: frozenset[str], rules: PortfolioRules, departure: _Departure
) -> tuple[Way, ...]:
    """The ways of a mission that sets out later than its pack says."""
    loaded = departure.loaded
    if departure.later:
        start = loaded.pack.clock.start + departure.later
        setting = Setting("portfolio", "clock", "", ("start",), start)
        # read anew, for timetables and the age of reports go by the day
        found, mistakes = inspect_pack(departure.source, Changes((setting,)))
        if found is None:
            raise BadInput([replace(one, file=f"{departure.name}/{one.file}") for one in mistakes])
        loaded = replace(found, pack=_carried(found.pack, departure.loaded.pack, departure.later))
    plan = make_plan(loaded.pack, loaded.departures, None, loaded.calendars)
    return ways_of(plan, first_day, beds, rules.tells, rules.ways)


def _carried(pack: Pack, before: Pack, later: timedelta) -> Pack:
    """The pack with its conditions as they stood at its own start, carried on."""
    steps = later // timedelta(minutes=pack.clock.step_minutes)

    def carried(condition: Condition) -> Condition:
        stood = before.condition.get(condition.id)
        if stood is None or stood.now is None:
            return condition
        chances = np.array(stood.distribution_now(normalised(stood.per_step or stood.per_hour or ())))
        chain = np.array(chain_of(stood, pack.clock.step_minutes))
        then = chances @ np.linalg.matrix_power(chain, steps)
        now = dict(zip(condition.levels, (then / then.sum()).tolist(), strict=True))
        return condition.model_copy(update={"now": now})

    return replace(pack, conditions=tuple(map(carried, pack.conditions)))


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
