"""How long choosing among missions takes, from plans and verdicts that are made: a large country's requests.

Rows: portfolio/departure/PACK, one departure planned and judged with its other ways; from such plans
portfolio/choose/REQUESTS/DAYS and portfolio/more/REQUESTS/DAYS, in seconds; `people` is what the choice brings,
`gap` how many more another could bring at most, `allowed` how many of the ways the charters let go.
"""

from __future__ import annotations

import random
import time
from datetime import timedelta

from benchmarks.measuring import ROOT, RUNS, Row, median, repeated
from waystation.bootstrap.missions import missions_in, quiet_solver
from waystation.deciding.drawing_up import Period
from waystation.deciding.more import find_more
from waystation.deciding.permits import Permit
from waystation.deciding.portfolio import choose
from waystation.deciding.requests import Common, Request, Way, allowed_ways
from waystation.desk.chart.loading import load_pack
from waystation.desk.decide.departures import Departure, standing_of, ways_on

__all__ = ["portfolio_rows", "random_requests"]

SMALL = "two-days-to-the-river"
SECONDS, ASKED, SECONDS_EACH = 22.0, 8, 3.5
"""As `waystation portfolio` has them."""


def portfolio_rows(quick: bool = False) -> list[Row]:
    """The rows.

    Args:
        quick: Whether tiny sizes will do.
    """
    sizes = [(6, 5)] if quick else [(20, 20), (200, 60)]
    packs = [SMALL] if quick else sorted(path.parent.name for path in (ROOT / "packs").glob("*/pack.toml"))
    departures = [_departure(pack, 1 if quick else RUNS) for pack in packs]
    return departures + [row for requests, days in sizes for row in _rows(requests, days)]


def _departure(pack: str, runs: int) -> Row:
    """One departure on the mission's own start, from a pack in memory: its plan, three ways at most, their verdicts."""
    applicants, _ = missions_in(str(ROOT / "packs"))
    applicant = applicants[pack]
    loaded = load_pack(applicant.source)
    departure = Departure(pack, loaded, applicant.source, standing_of(applicant, loaded.pack), timedelta())
    houses = frozenset(place.id for place in loaded.pack.places if place.beds is not None)
    first_day = loaded.pack.clock.start.replace(hour=0, minute=0)
    period = Period(first_day, houses, tells=0.5, ways=3)
    ways = ways_on(period, departure)
    seconds = repeated(lambda: ways_on(period, departure), runs)
    return {"name": f"portfolio/departure/{pack}", "ours_s": median(seconds), "runs": len(seconds), "ways": len(ways)}


def _rows(count: int, days: int) -> list[Row]:
    requests, common = random_requests(count, days)
    with quiet_solver():
        began = time.perf_counter()
        found = choose(requests, common, seconds=SECONDS)
        chosen = time.perf_counter()
        find_more(requests, found, most=ASKED, seconds=SECONDS_EACH)
        ended = time.perf_counter()
    people = found.levels[0]
    size = f"{count}/{days}"
    ways = sum(len(request.ways) for request in requests)
    allowed = sum(len(allowed_ways(request)) for request in requests)
    figures = {
        "ways": ways,
        "allowed": allowed,
        "met": len(found.chosen),
        "people": people.value,
        "gap": people.bound - people.value,
    }
    return [
        {"name": f"portfolio/choose/{size}", "ours_s": chosen - began, **figures},
        {"name": f"portfolio/more/{size}", "ours_s": ended - chosen},
    ]


def random_requests(count: int, days: int, seed: int = 1) -> tuple[list[Request], Common]:
    """Requests that compete for everything: three ways each for every day, through ten houses and by twelve brokers.

    One in ten is declined on every day, one in five waits for a river, and one day in four is barred to the others;
    most of the rest need a second person.

    Args:
        count: How many requests.
        days: How many days.
        seed: The same seed gives the same requests.
    """
    draw = random.Random(seed)
    houses, brokers = [f"house-{n}" for n in range(10)], [f"broker-{n}" for n in range(12)]
    requests = []
    for number in range(count):
        verdicts = _verdicts(random.Random(f"{seed} {number}"), days)
        people, ways = draw.choice([1, 1, 2, 3, 4, 5, 5]), []
        for label in ("safest", "cheapest", "fewest told"):
            slept, hired = draw.sample(houses, 3), draw.sample(brokers, 3)
            mid, long = draw.uniform(0.3, 0.95), draw.randint(6, 14)
            low, cost = mid * draw.uniform(0.5, 0.9), people * draw.uniform(300, 2500)
            stays = sorted(draw.sample(range(long), min(long, 6)))
            for day in range(days):
                today = mid * (1.0 - 0.02 * ((day * 7 + number) % 5))
                nights = tuple((slept[at * 3 // len(stays)], day + stay) for at, stay in enumerate(stays))
                engaged = tuple((broker, day + int((at + 0.5) * long / 3)) for at, broker in enumerate(hired))
                burns = tuple((house, (1.0 - today) * 0.1) for house in slept)
                way = Way(
                    label, day, day + long, min(low, today), today, verdicts[day], cost, nights, engaged, (), burns
                )
                ways.append(way)
        waited, peril = float(draw.randint(0, 400)), draw.choice([0.0, 0.05, 0.2, 0.5])
        requests.append(Request(f"request-{number}", people, waited, peril, tuple(ways)))
    beds = dict.fromkeys(houses, 6)
    return requests, Common(days, count * 600.0, beds, at_once=1, told=20, attention=15, risk=0.5)


def _verdicts(draw: random.Random, days: int) -> list[Permit]:
    """The verdict on each day: a decline throughout, a hold until a day, or a yes for one or for two people."""
    kind = draw.random()
    if kind < 0.1:
        return [Permit("decline")] * days
    until = draw.randint(1, 10) if kind < 0.3 else 0
    held = [Permit("hold", until_day=until) for _ in range(min(until, days))]
    return held + [Permit(draw.choice(("go", "second", "second", "hold"))) for _ in range(days - len(held))]
