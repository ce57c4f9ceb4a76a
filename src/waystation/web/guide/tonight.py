"""Tonight: what needs somebody now, over all journeys, and what a click does about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from waystation.bootstrap.watch_state import note_alarm, watch_state
from waystation.desk.guide.cases import Case
from waystation.desk.guide.nights import handings_in, on_call_in
from waystation.guiding.night import Item
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.guide.glances import glances, in_order
from waystation.web.pages import Action, Done, Page
from waystation.web.typed import usual_source
from waystation.wording import night as wording
from waystation.wording.language import say
from waystation.wording.mistakes import sentence
from waystation.wording.tonight_pages import need_row, oncall_line, outcome_choices, waiting_line
from waystation.wording.watch_pages import watch_lines
from waystation.wording.watching import noted_line

__all__ = ["ACTIONS", "PAGES", "TONIGHT", "needs"]

MOST_NAMED = 8
MOST_WHOLE = 10
"""So many needs and journeys stand there with all that can be done about them; each of the others has a line."""
MOST_DIGITS = 5
GRAVE = ("overdue", "look", "warn_now")
"""What is shown in red: somebody is, or may be, in danger."""
LOUD = ("overdue", "first_call", "escalate", "critical")
"""Stages that ring until somebody takes note."""


@dataclass(frozen=True)
class Need:
    """Something that needs somebody, as it stands on the page.

    Args:
        when: The coordinator's time; empty for whenever there is time.
        there: The hour of the place, where it is another.
        number: The journey's number; empty for none.
        who: Whom to call.
        about: About what, in a sentence.
        mission: The mission's name in addresses.
        title: The mission's title.
        links: What may be done about it: each its words, and where it leads.
        call: Whom a call would be with, as reports name them; empty where there is nobody to call.
        topic: What a call would be about.
        note: The number of the journey whose alarm can be taken note of; 0 for none.
        to: Where a line about it leads that says no more.
        more: How many more of the same journey stand behind its line.
    """

    when: str
    there: str
    number: str
    who: str
    about: str
    mission: str
    title: str
    links: Sequence[tuple[str, str]]
    call: str = ""
    topic: str = ""
    note: int = 0
    to: str = ""
    more: int = 0


@dataclass(frozen=True)
class Group:
    """Needs of one kind.

    Args:
        heading: What they are.
        grave: Whether somebody is, or may be, in danger.
        needs: Each of them, the most urgent first, with what may be done about it.
        others: Those that are less urgent than as many as are looked at closely: each has a line where somebody is in
            danger, else each journey has.
    """

    heading: str
    grave: bool
    needs: Sequence[Need]
    others: Sequence[Need] = ()


def needs(desk: DeskNow, asked: Asked, most: int | None = None) -> list[Group]:
    """Everything that needs somebody, the most urgent first, with what may be done about it.

    Args:
        desk: The desk.
        asked: What was asked for.
        most: How many have all that; None for every one.
    """
    by_name = {case.name: case for case in desk.cases}
    found: list[Group] = []
    left = most
    for heading, own in wording.headings(desk.tonight()):
        listed = [_need(desk, by_name[one.mission], one, asked) for one in own]
        whole = len(listed) if left is None else min(left, len(listed))
        grave, others = own[0].need in GRAVE, listed[whole:]
        found.append(Group(heading, grave, listed[:whole], others if grave else _by_journey(others)))
        left = left - whole if left is not None else None
    return found


def _by_journey(needs: Sequence[Need]) -> list[Need]:
    """The most urgent of each journey, with how many more it has."""
    found: dict[tuple[str, str], Need] = {}
    for one in needs:
        key = (one.mission, one.number)
        found[key] = replace(found[key], more=found[key].more + 1) if key in found else one
    return list(found.values())


def _need(desk: DeskNow, case: Case, item: Item, asked: Asked) -> Need:
    zone = case.pack.clock.zone
    row = need_row(item, case.pack, case.journeys, zone)
    if row[0] and case.pack.clock.start.utcoffset() != desk.now.utcoffset():
        row = (say("{when} ({offset})", when=row[0], offset=_offset(case)), *row[1:])
    calls = item.need in ("call", "overdue", "warn", "warn_now", "card") and item.who.partition(":")[0] != "journey"
    note = item.number if item.need == "overdue" and item.about in LOUD else 0
    links = _links(case, item, asked)
    return Need(
        *row,
        mission=case.mission,
        title=case.pack.name,
        links=links,
        call=item.who if calls else "",
        topic=row[-1][:80],
        note=note,
        to=asked.url("journeys", case.mission, item.journey) if item.journey else links[0][1] if links else "",
    )


def _offset(case: Case) -> str:
    """The offset of a mission's hours, where not all missions have the same."""
    said = f"{case.pack.clock.start:%z}"
    return f"{said[:3]}:{said[3:5]}"


def _links(case: Case, item: Item, asked: Asked) -> list[tuple[str, str]]:
    """Where something is done about an item, the first thing first."""
    url = asked.url
    found = []
    kind = item.about.partition(":")[0]
    if item.need in ("warn", "warn_now"):
        found.append((say("Who is to be warned"), url("burn")))
    elif item.about == "sold" or (item.need == "task" and kind == "burn"):
        found.append((say("Burn"), url("burn", what=f"broker:{item.who.partition(':')[2]}")))
    elif item.need == "card":
        found.append((say("Cards"), url("journeys", case.mission, item.journey, "cards")))
    elif item.need == "handover":
        found.append((say("Take over"), url("handover")))
    elif item.need == "money":
        found.append((say("Cash book"), url("cash", mission=case.mission)))
    elif item.need == "call" and item.about not in ("leg", "stay"):
        found.append((say("What may be told"), url("families", case.mission, item.journey)))
    elif item.need == "task" and kind in ("family", "trace"):
        family = kind == "family"
        words, to = (say("What may be told"), "families") if family else (say("Search requests"), "trace")
        found.append((words, url(to, case.mission, item.journey) if family else url(to)))
    if item.journey and item.need != "card":
        anchor = "#after" if item.need == "task" else "#close" if item.about == "close" else ""
        found.append((say("The journey"), url("journeys", case.mission, item.journey) + anchor))
    return found


def _build(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    zone = desk.now.tzinfo
    oncall = [(one, [case.mission for case in own]) for one, own in on_call_in(desk.cases, desk.now)]
    handed = handings_in(desk.cases)
    last = handed[-1] if handed else None
    state = watch_state([case.name for case in desk.cases], desk.now)
    running = any(case.running for case in desk.cases)
    undecided = [case for case in desk.cases if not case.journeys]
    every = asked.wants("all") == "1"
    groups = needs(desk, asked, None if every else MOST_WHOLE)
    ways, others = glances(desk, asked), []
    if not every and len(ways) > MOST_WHOLE:
        ways = in_order(desk, ways)
        ways, others = ways[:MOST_WHOLE], ways[MOST_WHOLE:]
    return {
        "cases": desk.cases,
        "groups": groups,
        "glances": ways,
        "others": others,
        "brief": bool(others) or any(group.others for group in groups),
        "here": asked.url("tonight", all="1" if every else None),
        "oncall": oncall_line(oncall, len(desk.cases), zone),
        "anybody": bool(oncall),
        "handing": waiting_line(last.by, last.to, last.made, last.taken, zone) if last is not None else "",
        "watch": watch_lines(state, zone, running=running),
        "watched": state.runs or not running,
        "warnings": [sentence(one) for one in (*desk.troubles, *desk.answers.troubles, *state.troubles)],
        "outcomes": outcome_choices(),
        "sources": {case.mission: usual_source(desk, case) for case in desk.cases},
        "missions": _write_down(desk) if every else _write_down(desk)[:MOST_WHOLE],
        "undecided": [(case.mission, case.pack.name) for case in undecided[:MOST_NAMED]],
        "more_undecided": max(0, len(undecided) - MOST_NAMED),
    }


def _write_down(desk: DeskNow) -> list[tuple[str, str]]:
    """The missions that something is most likely told of: those on the way; a few others where none is."""
    cases = [case for case in desk.cases if case.running] or list(desk.cases)[:MOST_NAMED]
    titles = [case.pack.name for case in cases]
    return [
        (case.mission, case.pack.name if titles.count(case.pack.name) == 1 else f"{case.pack.name} ({case.mission})")
        for case in cases
    ]


TONIGHT = Page("/tonight", "guide/tonight.html", _build)
FIRST = Page("/", "guide/tonight.html", _build)


def _note(desk: DeskNow, asked: Asked) -> Done:
    typed = asked.text("number")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS else 0
    note_alarm([case.name for case in desk.cases], number, desk.now)
    return Done(asked.url("tonight"), noted_line(number))


PAGES = (TONIGHT, FIRST)
ACTIONS = (Action("/tonight/noted", _note, TONIGHT),)
