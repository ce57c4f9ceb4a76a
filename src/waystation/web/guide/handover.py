"""The night from one person to the next: what is open is read before it is handed over, and before it is taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from waystation.deciding.taking_back import same_person
from waystation.desk.guide.cases import some_case
from waystation.desk.guide.nights import (
    HandedOver,
    changed_since,
    hand_over,
    handings_in,
    members_in,
    on_call_in,
    put_on_call,
    take_over,
)
from waystation.errors import Usage
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.pages import Action, Done, Page
from waystation.web.typed import instant_in, usual_source
from waystation.wording import night as wording
from waystation.wording.language import say
from waystation.wording.tonight_pages import handed_line, need_line, oncall_line, waiting_line

__all__ = ["ACTIONS", "PAGES"]

MOST_HOURS = 24.0 * 14


def _lines(desk: DeskNow) -> dict[str, list[str]]:
    """What is open in each mission, by its PACK, a line each."""
    waiting = [one for one in desk.tonight() if one.need != "handover"]
    return {
        case.name: [
            need_line(one, case.pack, case.journeys, case.pack.clock.zone)
            for one in waiting
            if one.mission == case.name
        ]
        for case in desk.cases
    }


def _own(desk: DeskNow) -> str:
    """Who is here: the member whose device this is; in folders whoever is on call, else the coordinator."""
    return desk.member or next((usual_source(desk, case) for case in desk.cases), "")


def _named(people: Iterable[str]) -> list[tuple[str, str]]:
    """People to choose from; none where nobody is known, and a name is typed."""
    names = [(one, one) for one in people]
    return [("", say("choose")), *names] if names else []


def _build(desk: DeskNow, _asked: Asked) -> Mapping[str, Any]:
    zone = desk.now.tzinfo
    handed = handings_in(desk.cases)
    last = handed[-1] if handed else None
    waiting = last if last is not None and last.taken is None else None
    since = max((one.made for one in handed if one.taken is not None), default=None)
    changed = changed_since(desk.cases, waiting.made if waiting is not None else since)
    own = _own(desk)
    lines = [line for own_lines in _lines(desk).values() for line in own_lines]
    return {
        "last": waiting_line(last.by, last.to, last.made, last.taken, zone) if last is not None else "",
        "waits": [line for _, handing in waiting.missions for line in handing.open] if waiting is not None else None,
        "to_take": waiting.to if waiting is not None else "",
        "mine": waiting is not None and (not desk.member or same_person(waiting.to, desk.member)),
        "since": since is not None,
        "changed": wording.changed_lines([(case.pack, one) for case, one in changed], zone),
        "open": lines,
        "people": _named(one for one in members_in(desk.cases) if not same_person(one, own)),
        "signs": bool(desk.member),
        "own": own,
    }


HANDOVER = Page("/handover", "guide/handover.html", _build)


def _hand(desk: DeskNow, asked: Asked) -> Done:
    cases = some_case(list(desk.cases))
    lines = _lines(desk)
    to = asked.text("to")
    if not to:
        raise Usage("nothing_answered", question=say("Who takes over"))
    source = "" if desk.member else asked.text("source")
    done = hand_over(cases, to, desk.now, source=source, lines=lambda case: lines[case.name], vault=desk.vault)
    return Done(asked.url("handover"), _said(done))


def _said(done: HandedOver) -> str:
    return handed_line(done.by, done.to, signed=any(one.signed for _, one in done.missions), kept=done.kept)


def _take(desk: DeskNow, asked: Asked) -> Done:
    source = "" if desk.member else asked.text("source")
    mine = take_over(some_case(list(desk.cases)), desk.now, source)
    return Done(asked.url("tonight"), "\n".join(wording.taken_line(one.by, one.to) for one in mine))


# ---- who is on call


def _oncall(desk: DeskNow, _asked: Asked) -> Mapping[str, Any]:
    zone = desk.now.tzinfo
    found = [(one, [case.mission for case in own]) for one, own in on_call_in(desk.cases, desk.now)]
    return {
        "line": oncall_line(found, len(desk.cases), zone),
        "people": _named(members_in(desk.cases)),
        "signs": bool(desk.member),
        "own": _own(desk),
    }


ONCALL = Page("/oncall", "guide/oncall.html", _oncall)


def _put(desk: DeskNow, asked: Asked) -> Done:
    cases = some_case(list(desk.cases))
    who, typed = asked.text("who"), asked.text("until")
    if not who:
        raise Usage("nothing_answered", question=say("Who is on call"))
    if not typed:
        raise Usage("nothing_answered", question=say("Until when"))
    try:
        hours = float(typed)
    except ValueError:
        until = instant_in(typed, cases[0].pack.clock.zone, desk.now)
        if until <= desk.now and len(typed) <= len("00:00"):
            until += timedelta(days=1)  # an hour that has passed today is meant of tomorrow
    else:
        if not 0.0 < hours <= MOST_HOURS:
            raise Usage("oncall_until_form", value=typed[:40])
        until = desk.now + timedelta(hours=hours)
    put_on_call(cases, who, desk.now, until, "" if desk.member else asked.text("source"))
    return Done(asked.url("tonight"), say("{who} is on call.", who=who))


PAGES = (HANDOVER, ONCALL)
ACTIONS = (
    Action("/handover", _hand, HANDOVER),
    Action("/handover/take", _take, HANDOVER),
    Action("/oncall", _put, ONCALL),
)
