"""The reports of journeys, and of the nights they take, as people read them: one sentence each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from waystation.world.pack import Pack

__all__ = ["JOURNEY_SENTENCES"]

ENDS = {"arrived": "all arrived", "home": "all turned home", "lost": "somebody is lost"}
CALLED = {
    "reached": "called {who}",
    "no_answer": "called {who}, who did not answer",
    "wrong_person": "called {who}, and somebody else answered",
    "call_back": "called {who}, who calls back",
}
STAGES = {"reminder": "reminder", "overdue": "overdue", "first_call": "first call", "escalate": "escalate"}
TRACED = {
    "asked": "{enquirer} seeks {sought}",
    "matched": "who was sought is found",
    "reunited": "who was sought is reunited",
    "closed": "the search is closed",
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
        "place": f"the host of {_place(pack, name)}",
        "journey": f"the party of {name}",
        "family": f"the family of {name}",
        "traveller": "the travellers",
        "liaison": f"{name}, liaison",
        "member": name,
    }
    return said.get(kind, who)


def _mark(report: Any, _pack: Pack) -> str:
    if report.state == "accepted":
        return f"journey {report.number} begins ({report.journey})"
    return f"{report.journey} is closed: {ENDS.get(report.end, 'it is not said how')}"


def _departure(report: Any, pack: Pack) -> str:
    leg = next((move for move in pack.moves if move.id == report.leg and report.to in (None, move.destination)), None)
    way = f"{_place(pack, leg.origin)} → {_place(pack, leg.destination)}" if leg is not None else report.leg
    return f"they leave: {way}"


def _illness(report: Any, _pack: Pack) -> str:
    if report.over:
        return f"{report.person} is well again"
    how = [f"pace {report.pace:g}"] if report.pace is not None else []
    how += [f"stamina {report.stamina:g}"] if report.stamina is not None else []
    return f"{report.person} is ill" + (f" ({', '.join(how)})" if how else "")


def _price(report: Any, pack: Pack) -> str:
    least, most = report.fee if isinstance(report.fee, tuple) else (report.fee, report.fee)
    asked = f"{most:,.0f}" if least == most else f"{least:,.0f} to {most:,.0f}"
    return f"{asked} {pack.mission.currency} asked of each: {_leg(pack, report.leg)}"


def _burn(report: Any, pack: Pack) -> str:
    names = {"broker": _broker, "place": _place}
    return f"{report.what} {names[report.what](pack, report.name) if report.what in names else report.name} is burnt"


def _tracing(report: Any, _pack: Pack) -> str:
    return TRACED[report.state].format(enquirer=report.enquirer or "somebody", sought=report.sought or "somebody")


def _cash(report: Any, pack: Pack) -> str:
    return f"{report.amount:,.0f} {pack.mission.currency} from {report.giver} to {report.to}"


JOURNEY_SENTENCES: dict[str, Callable[[Any, Pack], str]] = {
    "journey": _mark,
    "departure": _departure,
    "illness": _illness,
    "silence": lambda r, pack: f"{_broker(pack, r.broker)} does not answer",
    "price": _price,
    "burn": _burn,
    "warned": lambda r, pack: f"{_who(pack, r.who)} was warned",
    "call": lambda r, pack: CALLED[r.outcome].format(who=_who(pack, r.who)) + (f": {r.about}" if r.about else ""),
    "oncall": lambda r, _pack: f"{r.who} is on call until {r.until:%a %d %b %H:%M}",
    "handover": lambda r, _pack: f"the night is handed over to {r.to}; {len(r.open)} open",
    "acknowledged": lambda r, _pack: f"takes note of {r.answers}",
    "cash": _cash,
    "card": lambda r, pack: f"a card for {_who(pack, r.to)}" + (f" in {r.language}" if r.language else ""),
    "signs": lambda r, _pack: f"signs and check-in words of {r.journey}",
    "review": lambda r, _pack: f"{r.reader} has read the sentences in {r.language}",
    "told": lambda r, _pack: f"{r.to} was told",
    "tracing": _tracing,
    "done": lambda r, _pack: f"done for {r.journey}: {r.task}",
    "alarm": lambda r, _pack: f"alarm for {r.journey}: {STAGES.get(r.stage, r.stage)}",
}
"""How each kind is said."""
