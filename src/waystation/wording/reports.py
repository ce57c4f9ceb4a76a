"""Reports as people read them: one sentence each, and a table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from typing import Any

from waystation.wording.figures import date_and_time, of_hundred
from waystation.wording.journey_reports import JOURNEY_SENTENCES
from waystation.world.pack import Pack
from waystation.world.report import Report

__all__ = ["MISSION_ENDS", "report_rows", "say_report", "who_told"]

OUTCOMES = {
    "arrived": "arrived",
    "late": "arrived late",
    "back": "were turned back",
    "harm": "somebody was badly hurt",
    "caught": "were caught",
    "betrayed": "were sold",
}
MISSION_ENDS = {
    "safe": "all arrived",
    "back": "all came back",
    "lost": "somebody was lost",
    "not_gone": "nobody set out",
}
WORDS = {"good": "well", "bad": "badly", "pressed": "under pressure"}


def say_report(report: Report, pack: Pack) -> str:
    """What a report says, in one sentence without its source and time.

    Args:
        report: The report.
        pack: The mission, for the names of what it is about.
    """
    say = _SENTENCES.get(report.kind)
    said = say(report, pack) if say else f"{report.kind}"
    return said + (f": {report.text}" if report.text and report.kind in ("decision", "forecast", "request") else "")


def who_told(report: Report) -> str:
    """Who told it, and from whom they have it: "the boatman, from Hwang (C3)"."""
    origin = f", from {report.origin}" if report.origin and report.origin != report.source else ""
    return f"{report.source}{origin} ({report.grade or 'not graded'})"


def report_rows(reports: list[Report], pack: Pack, zone: tzinfo) -> list[tuple[str, str, str, str]]:
    """Reports as rows: id, when it happened, what it says, who told it.

    Args:
        reports: The reports.
        pack: The mission.
        zone: The zone in which times are shown.
    """
    return [(str(r.id), date_and_time(r.happened.astimezone(zone)), say_report(r, pack), who_told(r)) for r in reports]


def _place(pack: Pack, name: str) -> str:
    return pack.place[name].title if name in pack.place else name


def _leg(pack: Pack, name: str) -> str:
    leg = next((leg for leg in pack.legs if leg.id == name), None)
    return f"{_place(pack, leg.origin)} → {_place(pack, leg.destination)}" if leg else name


def _broker(pack: Pack, name: str | None) -> str:
    return pack.broker[name].title if name in pack.broker else str(name)


def _condition(pack: Pack, name: str) -> str:
    return pack.condition[name].title if name in pack.condition else name


def _number(value: float | None) -> str:
    return f"{value:g}" if value is not None else ""


def _often(times: float) -> str:
    return "once" if times == 1 else "twice" if times == 2 else f"{times:g} times"


def _sighting(report: Any, pack: Pack) -> str:
    kind, _, name = report.near.partition(":")
    near = _place(pack, name) if kind == "place" else _leg(pack, name)
    return " ".join(part for part in (_number(report.count), report.what, "near", near) if part)


def _word(report: Any, pack: Pack) -> str:
    parts = [
        f"kept faith {_often(report.kept)}" if report.kept else "",
        f"broke faith {_often(report.broken)}" if report.broken else "",
    ]
    return f"{_broker(pack, report.broker)} {' and '.join(part for part in parts if part) or 'was spoken of'}"


def _delivery(report: Any, pack: Pack) -> str:
    broker = f" with {_broker(pack, report.broker)}" if report.broker else ""
    size = f", {report.travellers} travellers" if report.travellers else ""
    return f"{_leg(pack, report.leg)}{broker}: {OUTCOMES[report.outcome]}{size}"


def _decision(report: Any, _pack: Pack) -> str:
    if report.outcome:
        return f"how it ended: {MISSION_ENDS[report.outcome]}"
    if report.approves:
        return f"approves {report.approves}"
    if report.chosen:
        return f"a decision to {report.chosen}, where the verdict was {report.verdict or 'not asked for'}"
    return "a decision"


def _forecast(report: Any, _pack: Pack) -> str:
    if report.mid is None:
        return "a forecast"
    worst = f", {of_hundred(report.low)} at worst" if report.low is not None else ""
    verdict = f"; the verdict: {report.verdict}" if report.verdict else ""
    return f"foreseen: {of_hundred(report.mid)} of 100 arrive{worst}{verdict}"


def _after_to(purpose: str) -> str:
    """A purpose such as "journey", or "to be guided", as it stands after the word "to"."""
    return purpose.removeprefix("to ")


_SENTENCES: dict[str, Callable[[Any, Pack], str]] = {
    "observation": lambda r, pack: f"{_condition(pack, r.condition)} {r.level}",
    "sighting": _sighting,
    "word": _word,
    "delivery": _delivery,
    "checkin": lambda r, _pack: f"sign of life from {r.journey}: {WORDS[r.word]}",
    "request": lambda _r, _pack: "a request for help",
    "consent": lambda r, _pack: f"{r.person} {'agrees' if r.given else 'does not agree'} to {_after_to(r.purpose)}",
    "payment": lambda r, pack: f"{r.amount:,.0f} {r.state}, {_broker(pack, r.to)}",
    "decision": _decision,
    "forecast": _forecast,
    "correction": lambda r, _pack: f"corrects {r.answers}",
    "erasure": lambda r, _pack: f"{r.person} is to be forgotten",
    **JOURNEY_SENTENCES,
}
