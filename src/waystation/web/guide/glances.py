"""Journeys at a glance: where they are, what is next, when it is late, how many such families arrive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from waystation.desk.guide.cases import Case
from waystation.guiding.answering import Answer
from waystation.guiding.journey_state import Journey
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.intervals import Span, span_of
from waystation.wording.joining import capital
from waystation.wording.journey_pages import late_line, safe_words
from waystation.wording.journeys import answer_line, answer_lines, flag_line, journey_rows, position_line
from waystation.wording.language import say

__all__ = ["Glance", "glance_of", "glances", "in_order"]


@dataclass(frozen=True)
class Glance:
    """A journey in a few lines.

    Args:
        number: By what alarms call it.
        title: Its mission's title.
        name: The journey's name.
        link: The address of its page.
        flags: What must be looked at first.
        where: Where they are.
        next: What they do next.
        late: When it is late.
        safe: How many arrive, in words; empty where nobody can say.
        span: The same as an interval; None where nobody can say.
        behind: Where the numbers are that it rests on.
    """

    number: int
    title: str
    name: str
    link: str
    flags: Sequence[str] = ()
    where: str = ""
    next: str = ""
    late: str = ""
    safe: str = ""
    span: Span | None = None
    behind: str = ""


def glances(desk: DeskNow, asked: Asked) -> list[Glance]:
    """Every journey that runs, the first accepted first."""
    every = [(journey.accepted, case, journey) for case in desk.cases for journey in case.running]
    return [glance_of(desk, case, journey, asked) for _, case, journey in sorted(every, key=lambda one: one[0])]


def in_order(desk: DeskNow, every: Sequence[Glance]) -> list[Glance]:
    """Journeys at a glance, those first for which something is most urgent; of the others, the first accepted first."""
    urgent: dict[str, int] = {}
    for place, item in enumerate(desk.tonight()):
        urgent.setdefault(item.journey, place)
    return sorted(every, key=lambda one: (not one.flags, urgent.get(one.name, len(urgent) + len(every))))


def glance_of(desk: DeskNow, case: Case, journey: Journey, asked: Asked) -> Glance:
    """A journey in a few lines; one without an answer has where its reports leave it."""
    link = asked.url("journeys", case.mission, journey.name)
    found = desk.answered(case, journey)
    if found is None:
        (row,) = journey_rows([(case.mission, case.pack, journey)])
        later = say("What they do next is being worked out.") if desk.working else ""
        return Glance(journey.number, case.pack.name, journey.name, link, where=capital(row[-1]) + ".", late=later)
    pack, answer = found.running.pack, found.answer
    if journey.standing.lost:
        flags = [flag_line(pack, flag) for flag in answer.flags if flag.code != "no_way"]
        where = answer_lines(pack, answer)[-1]
        return Glance(journey.number, case.pack.name, journey.name, link, flags, where)
    watched = desk.watched(case, journey)
    late = late_line(pack, answer, watched, desk.now)
    flags = [flag_line(pack, flag) for flag in answer.flags if flag.code != "no_way"]
    overdue = watched is not None and any(desk.now >= one.overdue for one in watched.open_checks)
    if overdue:
        flags, late = [late, *flags], ""
    return Glance(
        journey.number,
        case.pack.name,
        journey.name,
        link,
        flags,
        position_line(pack, answer),
        answer_line(pack, answer),
        late,
        safe_words(pack, answer),
        _span(answer),
        asked.url("beliefs", case.mission),
    )


def _span(answer: Answer) -> Span | None:
    low, mid, high = answer.safe
    return span_of(low, mid, high) if answer.next.what != "end" or answer.position.leg is not None else None
