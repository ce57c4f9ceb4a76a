"""How soon a report is answered on a journey that is followed: by looking it up, and by planning anew.

Rows: journey/looked-up/PACK/WHERE and journey/planned/PACK/WHERE, in seconds, at the first leg of the course (`first`)
and in the middle of it (`middle`): the report is entered, beliefs and journey are folded, the answer is found and held
against the one before. Reading and keeping the report are not counted.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any

from benchmarks.measuring import ROOT, RUNS, Row, median
from waystation.desk.chart.loading import Loaded, load_pack
from waystation.desk.guide.following import Following
from waystation.desk.guide.running import Running
from waystation.guiding.journey import journeys_of
from waystation.planning.course import Hop
from waystation.planning.plan import make_plan
from waystation.storage.folders import PackFolder
from waystation.world.report import Report, read_report

__all__ = ["journey_rows"]

LARGE, SMALL = "beyond-utopia", "two-days-to-the-river"
NAME = "bench"


def journey_rows(quick: bool = False) -> list[Row]:
    """The rows.

    Args:
        quick: Whether tiny sizes will do.
    """
    pack, runs = (SMALL, 2) if quick else (LARGE, RUNS)
    folder = PackFolder(ROOT / "packs" / pack)
    loaded = load_pack(folder)
    plan = make_plan(loaded.pack, loaded.departures, None, loaded.calendars)
    clock, course = loaded.pack.clock, plan.course
    rows: list[Row] = []
    for where, hops in (("first", 1), ("middle", len(course) // 2)):
        told = _told(course[:hops], clock.at, loaded)
        seconds: dict[str, list[float]] = {"looked-up": [], "planned": []}
        for number in range(runs + 1):
            running = _running(folder, loaded, told[:-1])
            now = told[-1].happened
            following = Following(running, told[-2].happened)
            silent = _report("silence", now + timedelta(minutes=5), broker=_next_broker(course, hops))
            for kind, report in (("looked-up", told[-1]), ("planned", silent)):
                began = time.perf_counter()
                following.hear([report], report.happened)
                seconds[kind].append(time.perf_counter() - began)
                assert following.answer.looked_up == (kind == "looked-up")
            if number == 0:  # the first answer of a process loads what the others find there
                seconds = {"looked-up": [], "planned": []}
        for kind, taken in seconds.items():
            rows.append({"name": f"journey/{kind}/{pack}/{where}", "ours_s": median(taken), "runs": len(taken)})
    return rows


def _running(folder: PackFolder, loaded: Loaded, told: list[Report]) -> Running:
    reports = (*loaded.reports, *told)
    (journey,) = [one for one in journeys_of(loaded.stated, reports) if one.name == NAME]
    return Running(NAME, NAME, folder, loaded, reports, journey)


def _told(course: tuple[Hop, ...], instant: Any, loaded: Loaded) -> list[Report]:
    """What is told of a journey that goes by its plan, up to the last arrival."""
    start: datetime = loaded.pack.clock.start
    told = [_report("journey", start, journey=NAME, state="accepted", number=417)]
    for hop in course:
        told.append(_report("departure", instant(hop.step), journey=NAME, leg=hop.leg.id, to=hop.leg.destination))
        told.append(_report("delivery", instant(hop.arrives), journey=NAME, leg=hop.leg.id, outcome="arrived"))
    return told


def _next_broker(course: tuple[Hop, ...], hops: int) -> str:
    """The next broker along the course: without that one, the way ahead is another."""
    return next(hop.leg.broker for hop in course[hops:] if hop.leg.broker is not None)


def _report(kind: str, happened: datetime, **words: Any) -> Report:
    found = read_report({"kind": kind, "source": "bench", "happened": happened.isoformat(), **words})
    assert isinstance(found, Report), found
    return found
