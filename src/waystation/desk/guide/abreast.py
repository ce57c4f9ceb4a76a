"""The answers for all journeys that run, kept from one look to the next: only what changed is worked out again.

Each journey keeps its beliefs, its policy and its last answer. Decides what of them still holds; what an answer is,
`sharing` and `answering` decide, and whoever works all of it out anew finds the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from waystation.desk.guide.cases import Case
from waystation.desk.guide.replanning import Answered, Answers, one_by_one
from waystation.desk.guide.running import EVIDENCE, Running, answerer_for, situation_of
from waystation.desk.guide.sharing import situations_of
from waystation.errors import WaystationError
from waystation.evidence.ledger import Ledger
from waystation.guiding.bearing import moves_nothing
from waystation.guiding.journey import journeys_of
from waystation.guiding.news import counts_here
from waystation.world.pack import Pack
from waystation.world.report import Correction, Report
from waystation.world.report_journeys import Burn

if TYPE_CHECKING:
    from waystation.guiding.answerer import Answerer, Situation
    from waystation.guiding.policy_there import There

__all__ = ["Abreast"]

Key = tuple[str, str]
Reports = tuple[Report, ...]


@dataclass
class _News:
    """What of one mission counts for another.

    Args:
        given: The other's reports, as they were when this was worked out.
        counts: Those that count.
    """

    given: Reports
    counts: list[Report]


@dataclass
class _Mission:
    """What is kept of a mission in which journeys run.

    Args:
        stated: The pack that all of it is about.
        news: What counts here of each other mission, by its name.
        own: Its own reports, as they were last.
        heard: Those of other missions, as they were last.
        ledger: Its beliefs, with all of both entered.
        running: Its journeys.
    """

    stated: Pack
    news: dict[str, _News] = field(default_factory=dict)
    own: Reports = ()
    heard: Reports = ()
    ledger: Ledger | None = None
    running: list[Running] = field(default_factory=list)


@dataclass
class _Journey:
    """Who answers for a journey, what was answered last, and how it would go if all beds were free.

    Args:
        about: The pack that all of it is about.
        answers: Who answers.
        walk: The journey, the instant, and the policy that it would follow from there.
        stands: The journey, and how it stands if all beds are free.
        last: How it stood when it was answered last, and the answer.

    A journey is the very same value as long as nothing was heard that could bear on its answer.
    """

    about: Pack
    answers: Answerer
    walk: tuple[Running, datetime, There] | None = None
    stands: tuple[Running, Situation] | None = None
    last: tuple[Situation, Answered] | None = None


class Abreast:
    """The answers for all journeys that run."""

    def __init__(self) -> None:
        self._missions: dict[str, _Mission] = {}
        self._journeys: dict[Key, _Journey] = {}
        self._latest: dict[str, tuple[Reports, datetime | None]] = {}
        self._more: dict[tuple[int, int], tuple[Reports, Reports, Reports | None]] = {}

    def answers(
        self,
        cases: Sequence[Case],
        now: datetime,
        told: Callable[[Answers], None] = lambda _: None,
        fresh: timedelta = timedelta(),
    ) -> Answers:
        """The answer for every journey that runs, as `replanning.answers_in` finds it.

        Args:
            cases: The missions.
            now: The present instant.
            told: Is told what is known so far, after each answer.
            fresh: For so long an answer is kept where nothing was heard that could bear on it, and only time passed.
        """
        running = self._running(cases, now)
        try:
            situations = situations_of(running, now, self._walking, self._standing)
            found: dict[Key, Answered] = {}
            for one, situation in zip(running, situations, strict=True):
                found[_key(one)] = self._answered(one, situation, fresh)
                told(Answers(dict(found), ()))
        except WaystationError:
            return one_by_one(running, lambda one: self._of(one).answers.answer(situation_of(one, now)))
        self._journeys = {key: kept for key, kept in self._journeys.items() if key in found}
        return Answers(found, ())

    def _of(self, running: Running) -> _Journey:
        key, about = _key(running), running.loaded.stated
        kept = self._journeys.get(key)
        if kept is None or kept.about is not about:
            kept = self._journeys[key] = _Journey(about, answerer_for(running))
        return kept

    def _answered(self, running: Running, situation: Situation, fresh: timedelta) -> Answered:
        """The answer for a journey; the very same value where it stands as it did when it was answered last."""
        kept = self._of(running)
        if kept.last is None or not _alike(kept.last[1].running, running) or not _same(kept.last[0], situation, fresh):
            kept.last = situation, Answered(running, kept.answers.answer(situation))
        elif kept.last[1].running is not running:
            kept.last = kept.last[0], replace(kept.last[1], running=running)
        return kept.last[1]

    def _standing(self, running: Running, now: datetime) -> Situation:
        """How a journey stands if all beds are free; all that was heard of it has happened, so time alone moves it."""
        kept = self._of(running)
        if kept.stands is None or not _alike(kept.stands[0], running):
            kept.stands = running, situation_of(running, now)
        elif kept.stands[1].now != now:
            kept.stands = running, replace(kept.stands[1], now=now)
        return kept.stands[1]

    def _walking(self, running: Running, situation: Situation) -> There:
        """How a journey would go from here if all beds were free; from a moment that is past it may be another way."""
        kept = self._of(running)
        if kept.walk is None or not _alike(kept.walk[0], running) or kept.walk[1] != situation.now:
            kept.walk = running, situation.now, answerer_for(running).follows(situation)
        return kept.walk[2]

    # ---- which journeys run, and what counts for them

    def _running(self, cases: Sequence[Case], now: datetime) -> list[Running]:
        """Every journey that runs, as `running.running_of` finds it; what did not change is the very same value."""
        self._more.clear()
        until = {case.name: self._happened(case, now) for case in cases}
        found: list[Running] = []
        kept: dict[str, _Mission] = {}
        for case in cases:
            own = until[case.name]
            if own is case.opened.reports:
                runs = bool(case.running)
            else:
                runs = any(one.runs for one in journeys_of(case.pack, own))
            if runs:
                mission = self._missions.get(case.name)
                if mission is None or mission.stated is not case.pack:
                    mission = _Mission(case.pack)
                kept[case.name] = mission
                found += self._of_mission(mission, case, cases, until)
        self._missions = kept
        return found

    def _happened(self, case: Case, now: datetime) -> Reports:
        """What has happened of a mission; the very same value where that did not change."""
        every = case.opened.reports
        known = self._latest.get(case.name)
        if known is None or known[0] is not every:
            self._latest[case.name] = known = every, max((one.happened for one in every), default=None)
        if known[1] is None or known[1] <= now:
            return every
        found = tuple(one for one in every if one.happened <= now)
        mission = self._missions.get(case.name)
        return mission.own if mission is not None and mission.own and _added(mission.own, found) == () else found

    def _of_mission(
        self, mission: _Mission, case: Case, cases: Sequence[Case], until: dict[str, Reports]
    ) -> list[Running]:
        others = [other for other in cases if other.name != case.name]
        news = {other.name: self._counting(mission, other, until[other.name]) for other in others}
        own = until[case.name]
        same = mission.running and all(mission.news.get(name) is one for name, one in news.items())
        if same and len(mission.news) == len(news):
            if own is mission.own:
                return mission.running
            if (more := _added(mission.own, own)) is not None and _still(mission, more):
                loaded, source = case.opened.loaded, case.opened.source
                mission.own = own
                mission.running = [replace(one, reports=own, loaded=loaded, source=source) for one in mission.running]
                return mission.running
        heard = _heard(own, (one for other in others for one in news[other.name].counts))
        believed = _believed(mission, own, heard)
        given = (case.name, case.mission, case.opened.source, case.opened.loaded, own)
        journeys = [one for one in journeys_of(mission.stated, (*own, *heard)) if one.runs]
        warnings = case.opened.loaded.warnings
        mission.news, mission.own, mission.heard = news, own, heard
        mission.running = [Running(*given, journey, heard, warnings, believed) for journey in journeys]
        return mission.running

    def _counting(self, mission: _Mission, other: Case, reports: Reports) -> _News:
        """What of another mission counts here; the very same value where nothing that counts was added."""
        known = mission.news.get(other.name)
        if known is None:
            return _News(reports, counts_here(mission.stated, other.pack, reports))
        if known.given is reports:
            return known
        more = self._plain_more(known.given, reports)
        if more is None:
            counts = counts_here(mission.stated, other.pack, reports)
        else:
            counts = [*known.counts, *counts_here(mission.stated, other.pack, more)]
        if counts == known.counts:
            known.given = reports
            return known
        return _News(reports, counts)

    def _plain_more(self, before: Reports, after: Reports) -> Reports | None:
        """What was added at the end, and corrects nothing; None where more is different. Looked at once for all."""
        which = id(before), id(after)
        if which not in self._more:
            more = _added(before, after)
            if more is not None and _correct(after, more):
                more = None
            self._more[which] = before, after, more  # held, so that nothing else has their names meanwhile
        return self._more[which][2]


def _key(running: Running) -> Key:
    return running.name, running.journey.name


def _alike(before: Running, now: Running) -> bool:
    """Whether nothing was heard of a journey that could bear on its answer."""
    return before.journey is now.journey


def _still(mission: _Mission, more: Reports) -> bool:
    """Whether reports that were added to a mission's own bear on none of its journeys.

    Of two of one id its own counts.
    """
    known, named = mission.heard, {str(one.id) for one in more}
    return moves_nothing((*mission.own, *known), more) and not any(str(one.id) in named for one in known)


def _same(before: Situation, now: Situation, fresh: timedelta) -> bool:
    """Whether a journey of which nothing more was heard stands as it did just now, with the same beds."""
    free, was = now.free, before.free
    return (
        timedelta() <= now.now - before.now <= fresh
        and free.keys() == was.keys()
        and all(free[place].tobytes() == was[place].tobytes() for place in free)
    )


def _correct(reports: Reports, more: Reports) -> bool:
    """Whether one of some reports takes another back, or is taken back by one that was there before it."""
    named = {str(one.id) for one in more}
    return any(isinstance(one, Correction) and (str(one.id) in named or one.answers in named) for one in reports)


def _added(before: Reports, after: Reports) -> Reports | None:
    """What was added at the end; None where more is different."""
    size = len(before)
    if len(after) < size or any(a is not b for a, b in zip(before, after, strict=False)):
        return None
    return after[size:]


def _heard(own: Reports, news: Iterable[Report]) -> Reports:
    """What counts of other missions, each report once, without those that this mission has itself."""
    known = {str(one.id) for one in own}
    burnt = {(one.what, one.name) for one in own if isinstance(one, Burn)}  # taken back here, it is taken back here
    return tuple(
        {
            str(one.id): one
            for one in news
            if str(one.id) not in known and not (isinstance(one, Burn) and (one.what, one.name) in burnt)
        }.values()
    )


def _believed(mission: _Mission, own: Reports, heard: Reports) -> Pack:
    """The mission and its world as they are believed to be: what is new is entered beside what there was."""
    more, other = _added(mission.own, own), _added(mission.heard, heard)
    if mission.ledger is None or more is None or other is None:
        mission.ledger, more, other = Ledger(mission.stated), own, heard
    fresh = [one for one in (*more, *other) if one.kind in EVIDENCE]
    for one in fresh:
        mission.ledger.add(one)
    return mission.ledger.believed().pack if fresh or mission.running == [] else mission.running[0].pack
