"""The ledger: reports go in, beliefs come out, as a pack whose numbers hold them.

What is believed is folded into a new pack of the same shape, so that planning, the independent evaluator and the
model checker treat it like any other: counts for the risks of legs, records for brokers, distributions for the
present level of conditions, and unobserved conditions for what was seen. How each comes about is decided in
`tallies`, `present` and `sightings`; who counts, in `facts`, `grades`, `ageing` and `corrections`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from waystation.errors import Mistake
from waystation.evidence.ageing import DAY
from waystation.evidence.believed import Alarm, Believed, Believing, Reading, Reports
from waystation.evidence.books import RISKS, Books
from waystation.evidence.changes import rise_of
from waystation.evidence.facts import UNIT, Claim
from waystation.evidence.intervals import Belief, belief, from_counts
from waystation.evidence.present import Present, own_present, present
from waystation.evidence.sightings import Watched, join_sightings, watched
from waystation.evidence.tallies import Tally
from waystation.world.conditions import Condition
from waystation.world.pack import Pack
from waystation.world.people import Broker, Record
from waystation.world.places import Leg
from waystation.world.report import Report, Sighting

__all__ = ["GOOD_SHARE", "Ledger", "believe"]

GOOD_SHARE = 0.9
"""A record is good if at least one engagement, and at least so many of all, were kept."""


def believe(pack: Pack, reports: Iterable[Report]) -> Believed:
    """What reports make us believe of a pack.

    Args:
        pack: The mission and its world, gauges already estimated and incidents counted.
        reports: In any order; those that name what the pack does not have are passed over.
    """
    ledger = Ledger(pack)
    for report in reports:
        ledger.add(report)
    return ledger.believed()


class Ledger:
    """Reports on one pack, and what they make us believe; one more report costs next to nothing.

    Args:
        pack: The mission and its world, gauges already estimated and incidents counted.
    """

    def __init__(self, pack: Pack) -> None:
        self.books = Books(pack)
        """The reports and the facts that they tell."""
        self._pack = pack
        self._legs: dict[str, Leg] = {leg.id: leg for leg in pack.legs}
        self._brokers: dict[str, Broker] = {broker.id: broker for broker in pack.brokers}
        self._conditions: dict[str, Condition] = {condition.id: condition for condition in pack.conditions}
        self._alarms: dict[str, Alarm | None] = {}
        self._watched: dict[str, Watched | None] = {}
        self._beliefs: dict[str, list[Believing]] = {}
        for leg in pack.legs:
            self._beliefs[f"leg:{leg.id}"] = [self._of_risk(leg.id, risk) for risk in self._risks(leg)]
        for broker in pack.brokers:
            self._beliefs[f"broker:{broker.id}"] = [self._of_broker(broker)]
        for condition in pack.conditions:
            self._beliefs[f"condition:{condition.id}"] = list(_own_levels(condition))

    def add(self, report: Report) -> Mistake | None:
        """Enter a report.

        Args:
            report: Any kind. One that is entered already changes nothing.

        Returns:
            None; or a mistake, and nothing is entered: `report_unknown` (kind, value, nearest) where it names a leg,
            broker, condition, level or place that the pack does not have, `report_known` where its id is another's.
        """
        return self.books.hear(report)

    def believed(self) -> Believed:
        """What all reports so far make us believe."""
        touched = self.books.settle()
        for name in sorted({what.partition("/")[0] for what in touched}):
            kind, _, part = name.partition(":")
            if kind == "leg":
                self._refresh_leg(part)
            elif kind == "broker":
                self._refresh_broker(part)
            elif kind == "condition":
                self._refresh_condition(part)
            else:
                self._refresh_near(part)
        return self._assembled()

    # ---- keeping up with what changed

    def _refresh_leg(self, name: str) -> None:
        given = self.books.leg[name]
        moved = {}
        for risk in RISKS:
            tally = self.books.tallies[f"leg:{name}/{risk}"]
            if tally.happened if tally.own is None else tally.moved:
                moved[risk] = tally.counts()
        self._legs[name] = given.model_copy(update={"risk": given.risk.model_copy(update=moved)}) if moved else given
        self._beliefs[f"leg:{name}"] = [self._of_risk(name, risk) for risk in self._risks(given)]

    def _refresh_broker(self, name: str) -> None:
        given = self._pack.broker[name]
        tally = self.books.tallies[f"broker:{name}/betrayed"]
        record = _record(given, tally)
        self._brokers[name] = given if record is None else given.model_copy(update={"record": record})
        self._beliefs[f"broker:{name}"] = [self._of_broker(self._brokers[name])]
        line = self.books.lines.get(f"broker:{name}")
        if line is None:
            return
        line.settle()
        rise = rise_of(moment.says * moment.weight for moment in line.moments)
        self._alarms[name] = None
        if rise is not None:
            since = self._pack.clock.start + timedelta(microseconds=line.moments[rise.since].when)
            failures = tuple(moment.report for moment in line.moments[rise.since :] if moment.says > 0.0)
            self._alarms[name] = Alarm(name, since, rise.value, failures)

    def _refresh_condition(self, name: str) -> None:
        given = self._pack.condition[name]
        line = self.books.lines[f"condition:{name}"]
        line.settle()
        found = present(given, self._pack.clock, line.moments, self.books.until(given))
        if found is None:
            self._conditions[name] = given
            self._beliefs[f"condition:{name}"] = list(_own_levels(given))
            return
        now = {level: p for level, p in zip(given.levels, found.chances, strict=True) if p > 0.0}
        self._conditions[name] = given.model_copy(update={"now": now})
        self._beliefs[f"condition:{name}"] = list(_levels(given, found))

    def _refresh_near(self, near: str) -> None:
        claims = [claim for entry in self.books.seen[near] for claim in entry.fact.taken]
        live = [claim for claim in claims if -claim[1] > self.books.seen_until]
        counts = {claim[2]: _count(self.books.heard[claim[2]]) for claim in live}
        self._watched[near] = watched(near, live, counts, self._pack.evidence.sighting_odds)

    # ---- putting it together

    def _assembled(self) -> Believed:
        given = self._pack
        pack = replace(
            given,
            legs=tuple(self._legs[leg.id] for leg in given.legs),
            brokers=tuple(self._brokers[broker.id] for broker in given.brokers),
            conditions=tuple(self._conditions[condition.id] for condition in given.conditions),
        )
        pack, sightings = join_sightings(pack, [found for found in self._watched.values() if found is not None])
        beliefs = [one for listed in self._beliefs.values() for one in listed]
        beliefs += _of_sightings(pack, sightings)
        beliefs += _of_places(given)
        return Believed(
            pack=pack,
            beliefs=tuple(beliefs),
            alarms=tuple(filter(None, (self._alarms.get(broker.id) for broker in given.brokers))),
            readings=tuple(_readings(pack)),
            sightings=sightings,
            given=given,
            heard=tuple(self.books.heard.values()),
        )

    def _risks(self, leg: Leg) -> Iterator[str]:
        """The risks of a leg that the pack states or that were reported to happen."""
        for risk in RISKS:
            if risk in leg.risk.model_fields_set or self.books.tallies[f"leg:{leg.id}/{risk}"].happened:
                yield risk

    def _of_risk(self, leg: str, risk: str) -> Believing:
        tally = self.books.tallies[f"leg:{leg}/{risk}"]
        return _believing(tally, belief(getattr(self._legs[leg].risk, risk)))

    def _of_broker(self, broker: Broker) -> Believing:
        tally = self.books.tallies[f"broker:{broker.id}/betrayed"]
        if broker.betrays is not None:
            return _believing(tally, belief(broker.betrays))
        record, prior = broker.record or Record(), self._pack.evidence.prior
        kept, broken = record.kept + prior.kept, record.broken + prior.broken
        return _believing(tally, from_counts(broken, kept + broken))


def _believing(tally: Tally, of: Belief) -> Believing:
    if not tally.moved:
        return Believing(tally.what, *of)
    return Believing(tally.what, *of, tally.trials, tally.age_days, Reports(tally.behind()), False)


def _record(broker: Broker, tally: Tally) -> Record | None:
    """A broker's record with what was reported; None where no report moves it.

    Its temptation is the mean of those under which its parts were earned, by their logarithms and weights: the pack's
    own, and those that words name. What names none was earned under that mean, and does not move it.
    """
    if broker.betrays is not None:
        return None
    named = [feed for feed in tally.feeds if feed.temptation is not None and feed.taken]
    if not named and not tally.moved:
        return None
    record = broker.record or Record()
    parts = [(record.kept + record.broken, record.temptation)]
    for feed in named:
        assert feed.temptation is not None
        # a word that names a temptation and no engagement counts as one
        parts.append((feed.weight / UNIT * (feed.trials_named or 1.0), feed.temptation))
    total = math.fsum(weight for weight, _ in parts)
    temptation = record.temptation
    if total > 0.0 and named:
        temptation = math.exp(math.fsum(weight / total * math.log(each) for weight, each in parts))
    kept = record.kept + tally.trials - tally.events
    update = {"kept": max(0.0, kept), "broken": record.broken + tally.events, "temptation": temptation}
    return record.model_copy(update=update)


def _own_levels(condition: Condition) -> Iterator[Believing]:
    chances = own_present(condition)
    for level, p in zip(condition.levels, chances or (), strict=chances is not None):
        yield Believing(f"condition:{condition.id}={level}", p, p, p)


def _levels(condition: Condition, found: Present) -> Iterator[Believing]:
    weight = math.fsum(share.share for share in found.shares)
    aged = math.fsum(-share.share * share.when for share in found.shares)
    run: list[Claim] = [(-int(share.share * UNIT), -share.when, share.report) for share in found.shares]
    reports = Reports([sorted(run)])
    for level, p in zip(condition.levels, found.chances, strict=True):
        name = f"condition:{condition.id}={level}"
        yield Believing(name, p, p, p, weight, aged / weight / DAY, reports, False)


def _of_sightings(pack: Pack, sightings: Iterable[Watched]) -> Iterator[Believing]:
    """The levels of the conditions that stand for what was seen; several may share one."""
    behind: dict[str, list[Watched]] = {}
    for one in sightings:
        if one.condition:
            behind.setdefault(one.condition, []).append(one)
    for name, shared in behind.items():
        runs = [one.claims for one in shared]
        weight = math.fsum(-claim[0] / UNIT for run in runs for claim in run)
        aged = math.fsum(-claim[0] / UNIT * max(0, claim[1]) for run in runs for claim in run)
        condition = pack.condition[name]
        for level, p in zip(condition.levels, own_present(condition) or (), strict=True):
            what = f"condition:{name}={level}"
            yield Believing(what, p, p, p, weight, aged / weight / DAY, Reports(runs), False)


def _of_places(pack: Pack) -> Iterator[Believing]:
    """What the pack says of being found: no report counts trials of it."""
    for place in pack.places:
        if "found" in place.model_fields_set:
            yield Believing(f"place:{place.id}/found", *belief(place.found))


def _readings(pack: Pack) -> Iterator[Reading]:
    """Brokers with a good record under a live reward."""
    if pack.reward is None or pack.reward.for_party(pack.party_size) <= 0.0:
        return
    for broker in pack.brokers:
        record = broker.record
        if record is not None and record.kept >= max(1.0, GOOD_SHARE * (record.kept + record.broken)):
            yield Reading("cannot_exclude_co_opted", broker.id, record.kept, record.broken)


def _count(report: Report) -> float | None:
    assert isinstance(report, Sighting)
    return report.count
