"""Reports as people read them: one sentence each, and a table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from typing import Any

from waystation.wording.figures import date_and_time, of_hundred
from waystation.wording.journey_reports import JOURNEY_SENTENCES
from waystation.wording.language import mark, say
from waystation.wording.pack_words import level_word, person_word, seen_word
from waystation.world.pack import Pack
from waystation.world.report import Report

__all__ = ["MISSION_ENDS", "report_rows", "say_report", "who_told"]

OUTCOMES = {
    "arrived": mark("{way}: arrived"),
    "late": mark("{way}: arrived late"),
    "back": mark("{way}: were turned back"),
    "harm": mark("{way}: somebody was badly hurt"),
    "caught": mark("{way}: were caught"),
    "betrayed": mark("{way}: were sold"),
}
MISSION_ENDS = {
    "safe": mark("all arrived"),
    "back": mark("all came back"),
    "lost": mark("somebody was lost"),
    "not_gone": mark("nobody set out"),
}
WORDS = {
    "good": mark("sign of life from {journey}: well"),
    "bad": mark("sign of life from {journey}: badly"),
    "pressed": mark("sign of life from {journey}: under pressure"),
}
STATES = {
    "agreed": mark("{amount:,.0f} agreed, {broker}"),
    "paid": mark("{amount:,.0f} paid, {broker}"),
    "held": mark("{amount:,.0f} held, {broker}"),
    "released": mark("{amount:,.0f} released, {broker}"),
}
VERDICTS = {
    "go": mark("go"),
    "second": mark("second"),
    "hold": mark("hold"),
    "split": mark("split"),
    "decline": mark("decline"),
}
PURPOSES = {"journey": mark("journey"), "best-interests": mark("best-interests")}
"""What consents are asked for; other purposes are said as they stand."""


def say_report(report: Report, pack: Pack) -> str:
    """What a report says, in one sentence without its source and time.

    Args:
        report: The report.
        pack: The mission, for the names of what it is about.
    """
    sentence = _SENTENCES.get(report.kind)
    said = sentence(report, pack) if sentence else f"{report.kind}"
    return said + (f": {report.text}" if report.text and report.kind in ("decision", "forecast", "request") else "")


def who_told(report: Report) -> str:
    """Who told it, and from whom they have it: "the boatman, from Hwang (C3)"."""
    grade = report.grade or say("not graded")
    if report.origin and report.origin != report.source:
        return say("{source}, from {origin} ({grade})", source=report.source, origin=report.origin, grade=grade)
    return f"{report.source} ({grade})"


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


def _often(times: float) -> str:
    return say("once") if times == 1 else say("twice") if times == 2 else say("{times:g} times", times=times)


def _sighting(report: Any, pack: Pack) -> str:
    kind, _, name = report.near.partition(":")
    near = _place(pack, name) if kind == "place" else _leg(pack, name)
    what = seen_word(report.what)
    if report.count is None:
        return say("{what} near {near}", what=what, near=near)
    return say("{count:g} {what} near {near}", count=report.count, what=what, near=near)


def _word(report: Any, pack: Pack) -> str:
    broker = _broker(pack, report.broker)
    kept, broken = (_often(times) if times else "" for times in (report.kept, report.broken))
    if kept and broken:
        return say("{broker} kept faith {kept} and broke faith {broken}", broker=broker, kept=kept, broken=broken)
    if kept:
        return say("{broker} kept faith {kept}", broker=broker, kept=kept)
    if broken:
        return say("{broker} broke faith {broken}", broker=broker, broken=broken)
    return say("{broker} was spoken of", broker=broker)


def _delivery(report: Any, pack: Pack) -> str:
    way = _leg(pack, report.leg)
    if report.broker:
        way = say("{leg} with {broker}", leg=way, broker=_broker(pack, report.broker))
    said = say(OUTCOMES[report.outcome], way=way)
    return say("{said}, {number} travellers", said=said, number=report.travellers) if report.travellers else said


def _decision(report: Any, _pack: Pack) -> str:
    if report.outcome:
        return say("how it ended: {end}", end=say(MISSION_ENDS[report.outcome]))
    if report.approves:
        return say("approves {report}", report=report.approves)
    if report.chosen:
        verdict = say(VERDICTS[report.verdict]) if report.verdict else say("not asked for")
        chosen = say(VERDICTS[report.chosen])
        return say("a decision to {chosen}, where the verdict was {verdict}", chosen=chosen, verdict=verdict)
    return say("a decision")


def _forecast(report: Any, _pack: Pack) -> str:
    if report.mid is None:
        return say("a forecast")
    said = say("foreseen: {safe} of 100 arrive", safe=of_hundred(report.mid))
    if report.low is not None:
        said = say("{said}, {worst} at worst", said=said, worst=of_hundred(report.low))
    if report.verdict:
        said = say("{said}; the verdict: {verdict}", said=said, verdict=say(VERDICTS[report.verdict]))
    return said


def _consent(report: Any, _pack: Pack) -> str:
    purpose = report.purpose.removeprefix("to ")  # "journey", or "to be guided", as it stands after the word "to"
    purpose = say(PURPOSES.get(purpose, purpose))
    person = person_word(report.person)
    if report.given:
        return say("{person} agrees to {purpose}", person=person, purpose=purpose)
    return say("{person} does not agree to {purpose}", person=person, purpose=purpose)


def _observation(report: Any, pack: Pack) -> str:
    return f"{_condition(pack, report.condition)} {level_word(report.level)}"


_SENTENCES: dict[str, Callable[[Any, Pack], str]] = {
    "observation": _observation,
    "sighting": _sighting,
    "word": _word,
    "delivery": _delivery,
    "checkin": lambda r, _pack: say(WORDS[r.word], journey=r.journey),
    "request": lambda _r, _pack: say("a request for help"),
    "consent": _consent,
    "payment": lambda r, pack: say(STATES[r.state], amount=r.amount, broker=_broker(pack, r.to)),
    "decision": _decision,
    "forecast": _forecast,
    "correction": lambda r, _pack: say("corrects {report}", report=r.answers),
    "erasure": lambda r, _pack: say("{person} is to be forgotten", person=person_word(r.person)),
    **JOURNEY_SENTENCES,
}
