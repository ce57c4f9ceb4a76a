"""The reports of journeys, and of the nights they take, as people read them: one sentence each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from waystation.wording.figures import date_and_time, money
from waystation.wording.language import mark, say, spoken
from waystation.wording.pack_words import person_word
from waystation.world.pack import Pack

__all__ = ["JOURNEY_SENTENCES"]

CLOSED = {
    "arrived": mark("{journey} is closed: all arrived"),
    "home": mark("{journey} is closed: all turned home"),
    "lost": mark("{journey} is closed: somebody is lost"),
}
CALLED = {
    "reached": mark("called {who}"),
    "no_answer": mark("called {who}, who did not answer"),
    "wrong_person": mark("called {who}, and somebody else answered"),
    "call_back": mark("called {who}, who calls back"),
}
STAGES = {
    "reminder": mark("alarm for {journey}: reminder"),
    "overdue": mark("alarm for {journey}: overdue"),
    "first_call": mark("alarm for {journey}: first call"),
    "escalate": mark("alarm for {journey}: escalate"),
    "critical": mark("alarm for {journey}: critical"),
}
TRACED = {
    "asked": mark("{enquirer} seeks {sought}"),
    "matched": mark("who was sought is found"),
    "reunited": mark("who was sought is reunited"),
    "closed": mark("the search is closed"),
}
BURNT = {
    "broker": mark("broker {name} is burnt"),
    "place": mark("place {name} is burnt"),
    "member": mark("member {name} is burnt"),
    "device": mark("device {name} is burnt"),
}


def _place(pack: Pack, name: str) -> str:
    return pack.place[name].title if name in pack.place else name


def _leg(pack: Pack, name: str) -> str:
    leg = next((leg for leg in pack.legs if leg.id == name), None)
    return f"{_place(pack, leg.origin)} → {_place(pack, leg.destination)}" if leg else name


def _broker(pack: Pack, name: str) -> str:
    return pack.broker[name].title if name in pack.broker else name


def _who(pack: Pack, who: str) -> str:
    """Somebody who is called, warned or told, as people say it."""
    kind, _, name = who.partition(":")
    said = {
        "broker": _broker(pack, name),
        "place": say("the host of {place}", place=_place(pack, name)),
        "journey": say("the party of {journey}", journey=name),
        "family": say("the family of {journey}", journey=name),
        "traveller": say("the travellers"),
        "liaison": say("{name}, liaison", name=name),
        "member": name,
    }
    return said.get(kind, who)


def _mark(report: Any, _pack: Pack) -> str:
    if report.state == "accepted":
        return say("journey {number} begins ({journey})", number=report.number, journey=report.journey)
    return say(CLOSED.get(report.end, mark("{journey} is closed: it is not said how")), journey=report.journey)


def _departure(report: Any, pack: Pack) -> str:
    leg = next((move for move in pack.moves if move.id == report.leg and report.to in (None, move.destination)), None)
    way = f"{_place(pack, leg.origin)} → {_place(pack, leg.destination)}" if leg is not None else report.leg
    return say("they leave: {way}", way=way)


def _illness(report: Any, _pack: Pack) -> str:
    person = person_word(report.person)
    if report.over:
        return say("{who} is well again", who=person)
    how = [say("pace {pace:g}", pace=report.pace)] if report.pace is not None else []
    how += [say("stamina {stamina:g}", stamina=report.stamina)] if report.stamina is not None else []
    return say("{who} is ill", who=person) + (f" ({', '.join(how)})" if how else "")


def _price(report: Any, pack: Pack) -> str:
    least, most = report.fee if isinstance(report.fee, tuple) else (report.fee, report.fee)
    asked = _sum(most, pack)
    if least != most:
        asked = say("{low} to {high}", low=f"{least:,.0f}", high=asked)
    return say("{asked} asked of each: {leg}", asked=asked, leg=_leg(pack, report.leg))


def _sum(amount: float, pack: Pack) -> str:
    """An amount with its money behind it."""
    currency = pack.mission.currency
    return f"{amount:,.0f} {currency}" if spoken() == "en" else money(amount, currency)


def _burn(report: Any, pack: Pack) -> str:
    names = {"broker": _broker, "place": _place}
    name = names[report.what](pack, report.name) if report.what in names else report.name
    return say(BURNT[report.what], name=name)


def _tracing(report: Any, _pack: Pack) -> str:
    enquirer, sought = (name or say("somebody") for name in (report.enquirer, report.sought))
    return say(TRACED[report.state], enquirer=enquirer, sought=sought)


def _cash(report: Any, pack: Pack) -> str:
    return say("{amount} from {giver} to {to}", amount=_sum(report.amount, pack), giver=report.giver, to=report.to)


def _call(report: Any, pack: Pack) -> str:
    return say(CALLED[report.outcome], who=_who(pack, report.who)) + (f": {report.about}" if report.about else "")


def _oncall(report: Any, _pack: Pack) -> str:
    until = f"{report.until:%a %d %b %H:%M}" if spoken() == "en" else date_and_time(report.until)
    return say("{who} is on call until {until}", who=report.who, until=until)


def _card(report: Any, pack: Pack) -> str:
    who = _who(pack, report.to)
    if not report.language:
        return say("a card for {who}", who=who)
    return say("a card for {who} in {language}", who=who, language=report.language)


def _alarm(report: Any, _pack: Pack) -> str:
    return say(STAGES[report.stage], journey=report.journey)


JOURNEY_SENTENCES: dict[str, Callable[[Any, Pack], str]] = {
    "journey": _mark,
    "departure": _departure,
    "illness": _illness,
    "silence": lambda r, pack: say("{who} does not answer", who=_broker(pack, r.broker)),
    "price": _price,
    "burn": _burn,
    "warned": lambda r, pack: say("{who} was warned", who=_who(pack, r.who)),
    "call": _call,
    "oncall": _oncall,
    "handover": lambda r, _pack: say("the night is handed over to {to}; {open} open", to=r.to, open=len(r.open)),
    "acknowledged": lambda r, _pack: say("takes note of {report}", report=r.answers),
    "cash": _cash,
    "card": _card,
    "signs": lambda r, _pack: say("signs and check-in words of {journey}", journey=r.journey),
    "review": lambda r, _pack: say(
        "{reader} has read the sentences in {language}", reader=r.reader, language=r.language
    ),
    "told": lambda r, _pack: say("{who} was told", who=r.to),
    "tracing": _tracing,
    "done": lambda r, _pack: say("done for {journey}: {task}", journey=r.journey, task=r.task),
    "alarm": _alarm,
}
"""How each kind is said."""
