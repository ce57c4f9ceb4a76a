"""Whole journeys by chance, as the network would hear of them: answered and watched report by report.

What happens is drawn from the model, calls come as late as the charter says they do, and everything that the program
does with them is its own: the fold of the reports, the answer, the schedule, the stages of an alarm.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from waystation.bootstrap import pack_source
from waystation.desk.chart.loading import load_pack
from waystation.desk.guide.watching import rules_of
from waystation.guiding.alarm_log import AlarmLog
from waystation.guiding.alarms import rings_due
from waystation.guiding.answerer import Answerer, Situation
from waystation.guiding.answering import Answer
from waystation.guiding.expecting import watched_of
from waystation.guiding.false_alarms import call_delay
from waystation.guiding.hearsay import Heard, Hearsay
from waystation.guiding.journey import Journey, journeys_of
from waystation.guiding.playing import Ended, Left, Over, Player, following
from waystation.guiding.schedule import Expected, Schedule, Watched, revised
from waystation.guiding.seen import Seen, last_seen
from waystation.planning.plan import make_plan
from waystation.world.report import Report, read_report

__all__ = ["Account", "Simulated"]

NAME = "simulated"


@dataclass
class Account:
    """What became of many journeys.

    Args:
        journeys: How many there were.
        ends: How they ended.
        checks: Signs of life of people who were well that came, sooner or later, or rang.
        false: Those of them that rang.
        foreseen: How many of them should have rung, by the schedule's own figures.
        lost: Journeys of which nothing was heard any more because they were lost.
        alarmed: Those of them for which the watch rings.
        slowest: The longest from a loss to its alarm.
        grace: The longest grace of what was expected of them.
        advised: Answers that said what to do next, each (answer, the party's last instant).
    """

    journeys: int = 0
    ends: dict[str, int] = field(default_factory=dict)
    checks: int = 0
    false: int = 0
    foreseen: float = 0.0
    lost: int = 0
    alarmed: int = 0
    slowest: timedelta = timedelta()
    grace: timedelta = timedelta()
    advised: dict[object, Answer] = field(default_factory=dict)


class Simulated:
    """Journeys of one mission.

    Args:
        folder: Its pack.
    """

    def __init__(self, folder: Path) -> None:
        self.loaded = load_pack(pack_source(str(folder)))
        self.pack = self.loaded.pack
        self.plan = make_plan(self.pack, self.loaded.departures, None, self.loaded.calendars)
        self.player = Player(self.plan.charted)
        self.answerer = Answerer(self.loaded.departures, self.loaded.calendars)
        self.rules = rules_of(self.pack)
        self.every = timedelta(hours=self.rules.every_hours)

    def play(self, seed: int, account: Account) -> None:
        """Play one journey, and enter what became of it."""
        heard, ends_at, over = self._heard(seed)
        well_until = ends_at if over.end == "lost" else datetime.max.replace(tzinfo=UTC)
        account.journeys += 1
        account.ends[over.end] = account.ends.get(over.end, 0) + 1
        begun = self.pack.clock.at(0)
        mark = {"kind": "journey", "source": "test", "journey": NAME, "state": "accepted", "number": 417}
        reports = [self._report({**mark, "happened": begun.isoformat()}, begun)]
        watched: Watched | None = None
        rung: set[datetime] = set()
        told_after_loss = [one for one in heard if one.report["source"] in ("a relative", "a neighbour")]
        for one in [Heard(begun, -1, {}), *heard]:
            if one in told_after_loss:
                break
            if one.report:
                reports.append(self._report(one.report, one.at))
            (journey,) = journeys_of(self.pack, reports)
            if journey.over_at(self.pack) is not None:
                self._count(account, watched, None, one.at, well_until, rung)
                break
            answer = self._answer(journey, reports, one.at, account)
            standing = journey.standing
            made = watched_of(
                417,
                answer.ahead,
                alive=standing.alive or standing.since,
                moved=standing.since,
                rules=self.rules,
                rate=None,
                zone=self.pack.clock.zone,
            )
            now = revised(watched, made, one.at)
            self._count(account, watched, now, one.at, well_until, rung)
            watched = now
        if over.end == "lost":
            account.lost += 1
            assert watched is not None
            self._missed(account, watched, ends_at)

    @staticmethod
    def _missed(account: Account, watched: Watched, lost_at: datetime) -> None:
        """Enter whether the watch rings for a party that is lost and of which nothing more is heard, and how late."""
        first = min((check.overdue for check in watched.open_checks), default=None)
        if first is None:
            return  # nothing is expected of it any more: nobody would ever know
        rings = rings_due(Schedule({watched.number: watched}), AlarmLog(), max(first, lost_at))
        account.alarmed += any(ring.stage != "reminder" for ring in rings)
        account.slowest = max(account.slowest, first - lost_at)
        account.grace = max(account.grace, *(check.overdue - check.due for check in watched.checks))

    def _count(
        self,
        account: Account,
        before: Watched | None,
        after: Watched | None,
        at: datetime,
        well_until: datetime,
        rung: set[datetime],
    ) -> None:
        """Enter the check-ins that were answered by what was heard at an instant, and those that rang before it."""
        if before is None:
            return
        still = {check.due for check in after.open_checks} if after is not None else set()
        for check in before.open_checks:
            if check.overdue < at and check.due not in rung and check.due < well_until:
                rung.add(check.due)
                self._enter(account, check, rang=True)
            elif check.due not in still and check.due <= at and check.due not in rung:
                self._enter(account, check, rang=False)

    @staticmethod
    def _enter(account: Account, check: Expected, *, rang: bool) -> None:
        account.checks += 1
        account.false += rang
        account.foreseen += check.rate

    def _answer(self, journey: Journey, reports: list[Report], at: datetime, account: Account) -> Answer:
        """The answer; the same question is asked once only."""
        seen = _as_of(last_seen(self.pack, reports, at), at)
        here = journey.standing
        before = _as_of(last_seen(self.pack, reports, here.since), here.since)
        leg = (here.leg.id, here.leg.destination) if here.leg is not None else None
        key = (here.place, leg, here.since, here.broker, self.pack.clock.step_at_or_after(at), _levels(seen),
               _levels(before) if leg else None)  # fmt: skip
        if key not in account.advised:
            situation = Situation(self.pack, journey, at, seen, before)
            account.advised[key] = self.answerer.answer(situation)
        return account.advised[key]

    def _heard(self, seed: int) -> tuple[list[Heard], datetime, Over]:
        """All that is heard of a journey, in order; when it ended, well or not; and how.

        Each call comes as late as people call; whoever tells of something tells of all that was before it, so that what
        happens at one instant is told in one call.
        """
        clock, chance = self.pack.clock, Random(f"{seed} heard")
        hearsay = Hearsay(NAME, clock.at, self.rules.calls, chance)
        told: list[Heard] = []
        calls: list[tuple[datetime, datetime, list[Heard]]] = []
        call_at, over, ended, place = clock.at(0) + self.every, None, clock.at(0), self.pack.mission.origin
        for happening in self.player.play(following(self.plan.policy), Random(seed)):
            at = clock.at(happening.step)
            while call_at < at and isinstance(happening, Left | Over) and not _is_loss(happening):
                heard = call_at + call_delay(self.rules.calls, chance)
                if heard >= at:
                    break  # they tell of what comes next instead
                calls.append((heard, heard, [replace(hearsay.word_from(place, call_at), at=heard)]))
                calls[-1][2][0].report.update(happened=heard.isoformat(), heard=heard.isoformat())
                call_at = heard + self.every
            if isinstance(happening, Ended):
                call_at = at + self.every
                place = happening.leg.origin if happening.outcome == "back" else happening.leg.destination
            if isinstance(happening, Over):
                over, ended = happening, at
            for one in hearsay.of(happening):
                if not isinstance(happening, Left | Ended) or one.report["source"] == "a relative":
                    told.append(one)
                elif calls and calls[-1][0] == at:
                    calls[-1][2].append(one)
                else:
                    calls.append((at, at + call_delay(self.rules.calls, chance), [one]))
        soonest = datetime.max.replace(tzinfo=UTC)
        for _, heard, ones in reversed(calls):
            soonest = min(soonest, heard)
            told += [_at(one, soonest) for one in ones]
        assert over is not None
        return sorted(told), ended, over

    def _report(self, values: dict[str, object], at: datetime) -> Report:
        found = read_report(values, now=at)
        assert not isinstance(found, list), found
        return found


def _is_loss(happening: object) -> bool:
    return isinstance(happening, Over) and happening.end == "lost"


def _at(one: Heard, heard: datetime) -> Heard:
    """The same, heard then."""
    return Heard(heard, one.number, {**one.report, "heard": heard.isoformat()})


def _as_of(seen: dict[str, Seen], at: datetime) -> dict[str, Seen]:
    """What was seen last stands until something else is seen: here every change is told."""
    return {name: replace(one, when=at) for name, one in seen.items()}


def _levels(seen: dict[str, Seen]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, one.level) for name, one in seen.items()))
