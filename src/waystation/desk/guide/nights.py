"""The night over all missions: what needs somebody, the hand-over, who is on call, calls and cash.

Joins for each mission its reports, the answers for its journeys and what is expected of them. A hand-over is written
down in each mission with that mission's lines alone, so that nobody reads there of another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from waystation.deciding.taking_back import same_person
from waystation.desk.guide.cases import Case, readers_of, take_down
from waystation.desk.guide.replanning import Answers
from waystation.desk.guide.watching import last_heard, rules_of
from waystation.errors import Usage
from waystation.guiding.answering import Answer
from waystation.guiding.calls import calls_made
from waystation.guiding.cash import CashBook, cash_book
from waystation.guiding.expecting import watched_of
from waystation.guiding.handover import Handing, OnCallNow, handings_of, last_taken, on_call
from waystation.guiding.journey_state import Journey
from waystation.guiding.night import Item, NightJourney, NightMission, items_of, night_of
from waystation.guiding.schedule import Watched
from waystation.world.pack import Pack
from waystation.world.report import Report
from waystation.world.report_journeys import Call

if TYPE_CHECKING:
    from waystation.desk.keep.opening import OpenVault

__all__ = [
    "CALL_OUTCOMES",
    "HandedOver",
    "books_in",
    "calls_in",
    "changed_since",
    "hand_over",
    "handings_in",
    "items_in",
    "keep_call",
    "members_in",
    "on_call_in",
    "put_on_call",
    "take_over",
    "tonight",
    "watched_in",
]

CALL_OUTCOMES = ("reached", "no_answer", "wrong_person", "call_back")
QUIET_KINDS = (
    "forecast", "card", "signs", "review", "handover", "acknowledged", "oncall", "cash", "payment", "alarm",
    "consent", "request", "erasure", "told", "tracing",
)  # fmt: skip
"""Kinds of reports that are no news for the next person: what they say stands elsewhere on the sheet, or is private."""


def tonight(cases: Sequence[Case], answers: Answers, now: datetime, hours: float) -> list[Item]:
    """Everything that needs somebody, the most urgent first.

    Args:
        cases: The missions.
        answers: The answers for the journeys that run; of one without, the way ahead is not known.
        now: The present instant.
        hours: How far ahead calls are looked for.
    """
    return night_of([_mission(case, answers) for case in cases], now, now + timedelta(hours=hours))


def items_in(case: Case, answers: Answers, now: datetime, hours: float) -> list[Item]:
    """Everything of one mission that needs somebody, in no order; see `tonight`."""
    return items_of(_mission(case, answers), now, now + timedelta(hours=hours))


def _mission(case: Case, answers: Answers) -> NightMission:
    running = []
    for journey in case.running:
        found = answers.found.get((case.name, journey.name))
        answer = found.answer if found is not None else None
        running.append(NightJourney(journey, answer, watched_in(case.pack, journey, answer)))
    closed = tuple(journey for journey in case.journeys if not journey.runs)
    return NightMission(case.name, case.pack, case.reports, tuple(running), closed, tuple(case.handings))


def watched_in(pack: Pack, journey: Journey, answer: Answer | None) -> Watched | None:
    """What signs of life are expected of a journey that is on its way; as the watch does.

    Args:
        pack: The mission and its world.
        journey: The journey, running.
        answer: What it does now; None where that could not be found.

    Returns:
        What is expected; None where it is over, or nobody can say.
    """
    if answer is None or journey.over_at(pack) is not None:
        return None
    here = journey.standing
    return watched_of(
        journey.number,
        answer.ahead,
        alive=last_heard(pack, journey),
        moved=here.since,
        rules=rules_of(pack),
        rate=journey.false_alarms,
        zone=pack.clock.zone,
    )


# ---- handing over


@dataclass(frozen=True)
class HandedOver:
    """A hand-over, in all missions that it was written down in.

    Args:
        by: Who handed over.
        to: To whom.
        made: When.
        since: Since when what changed was told; None for the first.
        missions: Each mission with its part.
        kept: The missions that stay with whoever handed over, since the other does not read them.
    """

    by: str
    to: str
    made: datetime
    since: datetime | None
    missions: tuple[tuple[Case, Handing], ...]
    kept: tuple[str, ...] = ()

    @property
    def taken(self) -> datetime | None:
        """When it was taken, in every mission; None while it is not."""
        when = [handing.taken for _, handing in self.missions]
        return max(one for one in when if one is not None) if all(when) else None


def handings_in(cases: Sequence[Case]) -> list[HandedOver]:
    """Every hand-over, the first first; one that was made for several missions is one."""
    found: dict[tuple[str, str, datetime], list[tuple[Case, Handing]]] = {}
    for case in cases:
        for one in case.handings:
            found.setdefault((one.by, one.to, one.made), []).append((case, one))
    made = [HandedOver(by, to, when, pairs[0][1].since, tuple(pairs)) for (by, to, when), pairs in found.items()]
    return sorted(made, key=lambda one: (one.made, one.by))


def changed_since(cases: Sequence[Case], since: datetime | None) -> list[tuple[Case, Report]]:
    """What was heard since an instant, as far as it is news for the next person, in the order in which it happened.

    Args:
        cases: The missions.
        since: The instant; None for all since each mission's first journey was accepted.
    """
    found = []
    for case in cases:
        first = min((journey.accepted for journey in case.journeys), default=None)
        if first is None:
            continue
        news = (one for one in case.reports if one.kind not in QUIET_KINDS)
        found += [
            (case, one)
            for one in news
            if (one.happened >= first if since is None else (one.heard or one.happened) > since)
        ]
    return sorted(found, key=lambda pair: (pair[1].happened, pair[0].name, str(pair[1].id)))


def hand_over(
    cases: Sequence[Case],
    to: str,
    now: datetime,
    *,
    source: str,
    lines: Callable[[Case], Sequence[str]],
    vault: OpenVault | None = None,
) -> HandedOver:
    """Hand the night over to somebody else; of missions that they do not read nothing is handed over.

    Args:
        cases: The missions.
        to: To whom.
        now: When.
        source: Who hands over, where nobody signs.
        lines: What is open in a mission, each in a line.
        vault: The vault that is open.

    Raises:
        Usage: If nobody is named, it is oneself, or it is nobody who could take it.
    """
    name = to.strip()
    own = next((case.record.member for case in cases if case.record.member), "") or source.strip()
    if same_person(name, own):
        raise Usage("handover_self", value=own)
    known = members_in(cases)
    named = next((one for one in known if same_person(one, name)), None)
    if known and named is None:
        others = ", ".join(one for one in known if not same_person(one, own))
        raise Usage("handover_nobody", value=name[:60], known=others or "nobody yet")
    wanted = [case for case in cases if case.journeys] or list(cases)
    running = [case for case in wanted if _reads(case, named or name, vault)]
    if not running:
        raise Usage("handover_unread", value=named or name)
    for case in running:
        since = last_taken(case.handings)
        fields = {"kind": "handover", "to": named or name, "open": [line[:200] for line in lines(case)][:200]}
        take_down(case, now, source, {**fields, "since": since.isoformat() if since is not None else None})
    fresh = [Case(case.opened, case.record) for case in running]
    made = [(case, one) for case in fresh for one in _last(case, now)]
    kept = tuple(case.name for case in wanted if case not in running)
    return HandedOver(own, named or name, now, None, tuple(made), kept)


def _reads(case: Case, name: str, vault: OpenVault | None) -> bool:
    readers = readers_of(case, vault)
    return readers is None or name in readers


def _last(case: Case, now: datetime) -> list[Handing]:
    return [one for one in handings_of(case.record.said()) if one.made == now]


def members_in(cases: Sequence[Case]) -> list[str]:
    """Everybody who could take over, sorted; nobody is known where nobody signs."""
    return sorted({name for case in cases for name in case.record.members})


def take_over(cases: Sequence[Case], now: datetime, source: str) -> list[HandedOver]:
    """Take the night over: note every hand-over that was made to whoever is here, who is then on call for it.

    Args:
        cases: The missions.
        now: When.
        source: Who takes it, where nobody signs.

    Raises:
        Usage: If none waits, or those that wait are somebody else's.
    """
    waiting = [one for one in handings_in(cases) if one.taken is None]
    own = next((case.record.member for case in cases if case.record.member), "") or source.strip()
    mine = [one for one in waiting if same_person(one.to, own) and not same_person(one.by, own)]
    if not mine:
        others = ", ".join(sorted({one.to for one in waiting}))
        raise Usage("handover_not_yours" if waiting else "handover_none", value=own, known=others)
    for one in mine:
        for case, handing in one.missions:
            if handing.taken is None:
                take_down(case, now, source, {"kind": "acknowledged", "answers": handing.id})
                _goes_on_call(case, handing, now, source)
    return mine


def _goes_on_call(case: Case, handing: Handing, now: datetime, source: str) -> None:
    """Whoever was on call until then and handed over may sleep: the other is on call, for as long as that was said."""
    found = on_call(case.reports, now)
    if found is not None and same_person(found.who, handing.by):
        fields = {"kind": "oncall", "who": handing.to, "until": found.until.isoformat()}
        take_down(case, now, source, fields)


# ---- on call, calls, cash


def on_call_in(cases: Sequence[Case], now: datetime) -> list[tuple[OnCallNow, list[Case]]]:
    """Who is on call, and for which missions."""
    found: dict[OnCallNow, list[Case]] = {}
    for case in cases:
        one = on_call(case.duties, now)
        if one is not None:
            found.setdefault(one, []).append(case)
    return sorted(found.items(), key=lambda pair: (pair[0].since, pair[0].who))


def put_on_call(cases: Sequence[Case], who: str, now: datetime, until: datetime, source: str) -> list[Report]:
    """Put somebody on call for missions.

    Raises:
        Usage: If it would be over before it begins, or it is nobody who could be.
    """
    if until <= now:
        raise Usage("oncall_over", value=until.isoformat(timespec="minutes"))
    known = members_in(cases)
    named = next((one for one in known if same_person(one, who)), None)
    if known and named is None:
        raise Usage("handover_nobody", value=who[:60], known=", ".join(known))
    fields = {"kind": "oncall", "who": named or who.strip(), "until": until.isoformat()}
    return [take_down(case, now, source, fields) for case in cases]


def calls_in(cases: Sequence[Case]) -> list[tuple[Case, Call]]:
    """Every call that was made or came, the last first."""
    found = [(case, one) for case in cases for one in calls_made(case.reports)]
    return sorted(found, key=lambda pair: (pair[1].happened, str(pair[1].id)), reverse=True)


def keep_call(case: Case, now: datetime, *, who: str, outcome: str, about: str, source: str) -> Report:
    """Note a call.

    Args:
        case: The mission.
        now: When.
        who: With whom: `broker:ID`, `place:ID`, `family:JOURNEY` and so on, or an id or a title of the mission.
        outcome: What came of it, of `CALL_OUTCOMES`.
        about: About what, in a word.
        source: Who called, where nobody signs.

    Raises:
        Usage: If there is no such outcome.
    """
    if outcome not in CALL_OUTCOMES:
        raise Usage("call_outcome", value=outcome[:40], known=", ".join(CALL_OUTCOMES))
    running = case.running or case.journeys
    journey = running[-1].name if running else None
    fields = {"kind": "call", "who": _called(case, who.strip()), "outcome": outcome, "about": about.strip()}
    return take_down(case, now, source, {**fields, "journey": journey} if journey else fields)


def _called(case: Case, who: str) -> str:
    """Whom a name means here; what is nobody of the mission stays as it was typed."""
    plain = who.casefold()
    for kind, listed in (("broker", case.pack.brokers), ("place", case.pack.places)):
        for one in listed:
            if plain in (one.id.casefold(), one.title.casefold()):
                return f"{kind}:{one.id}"
    numbers = {str(one.number): one.name for one in case.journeys}
    if plain.startswith("family") and case.journeys:
        rest = who.partition(":")[2]
        return f"family:{numbers.get(rest, rest) or case.journeys[-1].name}"
    return who


def books_in(cases: Sequence[Case]) -> list[tuple[Case, CashBook]]:
    """The cash book of every mission."""
    return [(case, cash_book(case.pack, case.journeys, case.reports)) for case in cases]
