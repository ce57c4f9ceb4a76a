"""Missions: each with its answer in a line, and the way to a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from waystation.desk.decide.deciding import Decided
from waystation.desk.guide.cases import Case
from waystation.web.asked import Asked
from waystation.web.chart.working import AtHand, at_hand
from waystation.web.desk_now import DeskNow
from waystation.web.intervals import Span, span_of
from waystation.web.pages import Action, Later, Page
from waystation.wording.figures import of_hundred, such_people
from waystation.wording.language import say, say_many
from waystation.wording.mission_pages import VERDICT_NAMES, state_line
from waystation.wording.verdicts import answer_lines

__all__ = ["ACTIONS", "PAGES", "Row"]

AT_ONCE = 6
"""So many verdicts that are not known yet are worked out for one look at the list; the others at the next."""


@dataclass(frozen=True)
class Row:
    """One mission on the list.

    Args:
        mission: Its name in addresses.
        title: Its name for people.
        about: Its line in the pack.
        people: Who travels, from where to where.
        state: Where it stands: nobody left yet, on the way, ended.
        over: Whether every journey of it has ended.
        verdict: The verdict's word; empty where it is not worked out yet.
        badge: The same, for its badge.
        answer: The first sentence of the verdict.
        chance: How many of a hundred arrive, in words.
        span: The same as a bar.
    """

    mission: str
    title: str
    about: str
    people: str
    state: str
    over: bool = False
    verdict: str = ""
    badge: str = ""
    answer: str = ""
    chance: str = ""
    span: Span | None = None


def _build(desk: DeskNow, _asked: Asked) -> Later:
    gathered = [(_plain_row(one), at_hand(desk, one)) for one in desk.cases]

    def work() -> Mapping[str, Any]:
        rows, left = [], AT_ONCE
        for row, mission in gathered:
            if row.over:  # nobody asks any more whether to go
                rows.append(row)
                continue
            decided = mission.known_verdict()
            if decided is None and left:
                left -= 1
                decided = mission.decided()
            rows.append(row if decided is None else _answered(row, mission, decided))
        return {"rows": rows}

    return Later(work)


def _plain_row(case: Case) -> Row:
    pack = case.pack
    ends = ", ".join(pack.place[end].title for end in pack.mission.to)
    size = len(pack.travellers)
    people = say_many("{n} traveller", "{n} travellers", size, n=size)
    way = say("{people}: {origin} → {ends}", people=people, origin=pack.place[pack.mission.origin].title, ends=ends)
    return Row(
        case.mission,
        pack.name,
        pack.about or "",
        way,
        state_line(case.journeys),
        bool(case.journeys) and not case.running,
    )


def _answered(row: Row, mission: AtHand, decided: Decided) -> Row:
    verdict = decided.judged.verdict
    go = verdict.go
    chance = say(
        "Of 100 such {people}, {n} arrive; at worst {low}.",
        people=such_people(go.people),
        n=of_hundred(go.p50),
        low=of_hundred(go.low),
    )
    return Row(
        row.mission,
        row.title,
        row.about,
        row.people,
        row.state,
        row.over,
        verdict.word,
        say(VERDICT_NAMES[verdict.word]),
        answer_lines(mission.pack, decided.judged)[0],
        chance,
        span_of(go.low, go.p50, go.high),
    )


MISSIONS = Page("/missions", "chart/missions.html", _build)

PAGES = (MISSIONS,)
ACTIONS: tuple[Action, ...] = ()
