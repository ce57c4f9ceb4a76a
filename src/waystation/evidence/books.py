"""Entering reports: which fact each tells, and which probabilities, conditions and brokers that fact bears on.

A delivery is one attempt of its leg, the chain of yes/no risks in order, each given that none before happened: who
came back was not caught and not hurt, and could not be late. Its broker kept faith unless the group was sold; that,
for the record, is of an engagement, not of a leg. A leg and its return are one leg. What a word says of a record
counts as the engagements that it names. The other kinds bear on no probability.

Books only add: what counts is worked out by `settle`, which says what it changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, cast

from waystation.errors import Mistake
from waystation.evidence.ageing import ALWAYS, NEVER_AFTER, contained_until, fading, instant
from waystation.evidence.changes import BROKEN, step_of
from waystation.evidence.corrections import Corrections
from waystation.evidence.facts import UNIT, Fact
from waystation.evidence.grades import grade_weights, unknown_grade
from waystation.evidence.intervals import belief
from waystation.evidence.tallies import Feed, Own, Tally, own_counts
from waystation.evidence.timelines import Timeline
from waystation.world.chances import Chance
from waystation.world.conditions import Condition
from waystation.world.mistakes import nearest
from waystation.world.pack import Pack
from waystation.world.people import Broker
from waystation.world.places import Leg
from waystation.world.quoting import shown
from waystation.world.report import Correction, Delivery, Observation, Report, Sighting, Word, read_report, report_json

__all__ = ["RISKS", "Books", "Entry"]

RISKS = ("caught", "harm", "back", "late")
"""The risks of a leg that deliveries count, in the order in which they are met."""
_FAILED = ("caught", "back", "late")
_KINDS = frozenset({"observation", "sighting", "word", "delivery"})


class Entry(NamedTuple):
    """One fact and what it bears on.

    Args:
        fact: The reports that tell it.
        feeds: What it adds to which tallies.
        near: The place or leg near which something was seen, or nothing.
        line: The timeline that it is part of, and what it says there, or None.
        about: The condition or broker of that timeline, or nothing.
    """

    fact: Fact
    feeds: tuple[tuple[Tally, Feed], ...] = ()
    near: str = ""
    line: tuple[Timeline, float] | None = None
    about: str = ""


class Books:
    """All reports, and all facts that they tell.

    Args:
        pack: The mission and its world, gauges already estimated and incidents counted.
    """

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.leg = {leg.id: leg for leg in pack.legs}
        self.heard: dict[str, Report] = {}
        """Every report by its id, in the order in which they were heard."""
        self.corrections = Corrections()
        self.tallies: dict[str, Tally] = dict(_tallies(pack))
        self.entries: dict[tuple[object, ...], tuple[Entry, ...]] = {}
        """By what a report says, who it goes back to included: all that it bears on."""
        self.entered: dict[str, tuple[Entry, ...]] = {}
        """By id, what each report bears on."""
        self.lines: dict[str, Timeline] = {}
        """By `broker:ID` and `condition:ID`."""
        self.seen: dict[str, list[Entry]] = {}
        """Sightings by where they were."""
        self.seen_until = _sighted_until(pack)
        self._engagements: dict[tuple[object, ...], Entry] = {}
        self._weights = grade_weights(pack.evidence.weights)
        days = pack.evidence.half_life_days
        self._half_lives: dict[str, float | None] = {
            "delivery": days, "word": days, "sighting": pack.evidence.sighting_half_life_days, "observation": None
        }  # fmt: skip
        self._dirty: dict[int, Entry] = {}
        self._unknown: dict[tuple[str, str], Mistake] = {}

    def hear(self, report: Report) -> Mistake | None:
        """Enter a report; see `Ledger.add`."""
        if report.id is None:
            report = _named(report)
        name = cast(str, report.id)
        if name in self.heard:
            same = report == self.heard[name]
            return None if same else Mistake("report_known", at="id", fields={"value": shown(name)})
        if report.kind in _KINDS:
            key = self._key(report)
            entries = self.entries.get(key)
            if entries is None:
                found = self._enter(report)
                if isinstance(found, Mistake):
                    return found
                entries = self.entries[key] = found
            self._claim(report, name, entries)
        elif isinstance(report, Correction):
            self.corrections.add(name, report.answers)
        self.heard[name] = report
        return None

    def settle(self) -> set[str]:
        """Work out what counts now.

        Returns:
            What that has changed: names of tallies and of timelines, and `near:` places and legs.
        """
        changed = self.corrections.settle()
        moved = {id(entry) for name in changed for entry in self.entered.get(name, ())}
        for name in changed:
            self._dirty.update((id(entry), entry) for entry in self.entered.get(name, ()))
        touched: set[str] = set()
        dead = self.corrections.undone
        for number, entry in self._dirty.items():
            before = entry.fact.taken
            if not entry.fact.settle(dead, number in moved):
                continue
            for tally, feed in entry.feeds:
                tally.refresh(feed)
                touched.add(tally.what)
            if entry.near:
                touched.add(f"near:{entry.near}")
            if entry.line is not None:
                entry.line[0].change(before, entry.fact.taken, entry.line[1])
                touched.add(entry.about)
        self._dirty = {}
        return touched

    def until(self, condition: Condition) -> int:
        """Up to when the pack's level of a condition contains what was seen."""
        if condition.now is None:
            return ALWAYS
        return contained_until(self.pack.clock, self.pack.evidence.as_of)

    def _claim(self, report: Report, name: str, entries: tuple[Entry, ...]) -> None:
        """Add one report to its facts, with its weight, or beside them, with the reason why it has none."""
        self.entered[name] = entries
        weight = self._weights[report.grade] if report.grade else 0.0
        if weight <= 0.0:
            for entry in entries:
                entry.fact.unweighed.append((name, unknown_grade(report.grade)))
            return
        when = instant(self.pack.clock, report.happened)
        half_life = self._half_lives[report.kind]
        if half_life is not None:
            weight *= fading(when, half_life)
        claim = (-int(weight * UNIT), -when, name)
        dirty = self._dirty
        for entry in entries:
            entry.fact.hear(claim)
            dirty[id(entry)] = entry

    def _key(self, report: Report) -> tuple[object, ...]:
        """What a report says and who it goes back to: equal for reports that may tell one fact."""
        kind, teller = report.kind, report.origin or report.source
        if kind == "delivery":
            told = cast(Delivery, report)
            broker = told.broker
            if broker is None and told.leg in self.leg:
                broker = self.leg[told.leg].broker
            return kind, told.leg, broker, told.outcome, teller
        if kind == "observation":
            saw = cast(Observation, report)
            return kind, saw.condition, saw.level, teller
        if kind == "sighting":
            seen = cast(Sighting, report)
            return kind, seen.near, " ".join(seen.what.casefold().split()), teller
        word = cast(Word, report)
        return kind, word.broker, word.kept or 0.0, word.broken or 0.0, word.temptation, teller

    # ---- what a report bears on

    def _enter(self, report: Report) -> tuple[Entry, ...] | Mistake:
        if isinstance(report, Delivery):
            return self._delivery(report)
        if isinstance(report, Word):
            return self._word(report)
        if isinstance(report, Observation):
            return self._observation(report)
        assert isinstance(report, Sighting)
        kind, _, place = report.near.partition(":")
        if unknown := self._missing(kind, place, self.leg if kind == "leg" else self.pack.place):
            return unknown
        entry = Entry(Fact(report.told), near=report.near)
        self.seen.setdefault(report.near, []).append(entry)
        return (entry,)

    def _delivery(self, report: Delivery) -> tuple[Entry, ...] | Mistake:
        unknown = self._missing("leg", report.leg, self.leg)
        if unknown is None and report.broker is not None:
            unknown = self._missing("broker", report.broker, self.pack.broker)
        if unknown is not None:
            return unknown
        leg = self.leg[report.leg]
        broker = report.broker or leg.broker
        fact = Fact(report.told)
        feeds = []
        for risk, events in _chain(report.outcome):
            tally = self.tallies[f"leg:{leg.id}/{risk}"]
            feeds.append((tally, _fed(tally, Feed(fact, events, 1.0))))
        if broker is None:
            return (Entry(fact, tuple(feeds)),)
        about, line = f"broker:{broker}", None
        if report.outcome != "harm":
            times = BROKEN if report.outcome == "betrayed" else 1.0
            step = step_of(report.outcome != "arrived", _expected(leg), times)
            line = (self.lines.setdefault(about, Timeline()), step)
        kept = report.outcome != "betrayed"
        return Entry(fact, tuple(feeds), line=line, about=about), self._engagement(broker, report.told, kept)

    def _engagement(self, broker: str, teller: str, kept: bool) -> Entry:
        """What deliveries say of a broker's record: two legs within a day are one engagement."""
        key = (broker, teller, kept)
        if key not in self._engagements:
            fact, tally = Fact(teller), self.tallies[f"broker:{broker}/betrayed"]
            feed = Feed(fact, 0.0 if kept else 1.0, 1.0)
            self._engagements[key] = Entry(fact, ((tally, _fed(tally, feed)),))
        return self._engagements[key]

    def _word(self, report: Word) -> tuple[Entry, ...] | Mistake:
        if unknown := self._missing("broker", report.broker, self.pack.broker):
            return unknown
        fact, tally = Fact(report.told), self.tallies[f"broker:{report.broker}/betrayed"]
        broken = report.broken or 0.0
        feed = Feed(fact, broken, broken + (report.kept or 0.0), report.temptation)
        about = f"broker:{report.broker}"
        line = (self.lines.setdefault(about, Timeline()), step_of(True, times=BROKEN * broken)) if broken else None
        return (Entry(fact, ((tally, _fed(tally, feed)),), line=line, about=about),)

    def _observation(self, report: Observation) -> tuple[Entry, ...] | Mistake:
        known = self.pack.condition
        if unknown := self._missing("condition", report.condition, known):
            return unknown
        levels = known[report.condition].levels
        if unknown := self._missing("level", report.level, levels):
            return unknown
        about = f"condition:{report.condition}"
        line = (self.lines.setdefault(about, Timeline()), float(levels.index(report.level)))
        return (Entry(Fact(report.told), line=line, about=about),)

    def _missing(self, kind: str, name: str, known: Iterable[str]) -> Mistake | None:
        if name in known:
            return None
        key = (kind, name)
        if key not in self._unknown:
            fields: dict[str, object] = {"kind": kind, "value": shown(name), "nearest": nearest(name, known)}
            self._unknown[key] = Mistake("report_unknown", at="near" if kind == "place" else kind, fields=fields)
        return self._unknown[key]


def _tallies(pack: Pack) -> Iterator[tuple[str, Tally]]:
    """A tally for each risk of each leg and for each broker's betrayal, in the order of the pack."""
    for leg in pack.legs:
        for risk in RISKS:
            own = _stated(pack, getattr(leg.risk, risk)) if risk in leg.risk.model_fields_set else None
            yield f"leg:{leg.id}/{risk}", Tally(f"leg:{leg.id}/{risk}", own)
    for broker in pack.brokers:
        yield f"broker:{broker.id}/betrayed", Tally(f"broker:{broker.id}/betrayed", _record(pack, broker))


def _stated(pack: Pack, chance: Chance) -> Own:
    as_of = getattr(chance, "as_of", None) or pack.evidence.as_of
    return own_counts(chance, contained_until(pack.clock, as_of))


def _record(pack: Pack, broker: Broker) -> Own | None:
    if broker.betrays is not None:
        return Own(0.0, 0.0, NEVER_AFTER, "stands")
    record = broker.record
    if record is None:
        return None
    until = contained_until(pack.clock, record.as_of or pack.evidence.as_of)
    return Own(record.broken, record.broken + record.kept, until, "contained" if until == NEVER_AFTER else "")


def _sighted_until(pack: Pack) -> int:
    """Up to when the pack's risks contain what was seen; a pack that does not say states no passing sighting."""
    as_of = pack.evidence.as_of
    return ALWAYS if as_of is None else contained_until(pack.clock, as_of)


def _chain(outcome: str) -> Iterator[tuple[str, float]]:
    """The risks that an attempt met, and whether they happened."""
    if outcome == "betrayed":
        return
    for risk in RISKS:
        yield risk, float(risk == outcome)
        if risk == outcome:
            return


def _expected(leg: Leg) -> float:
    """The chance that an attempt goes wrong although nothing has changed, by the pack's own middles."""
    right = 1.0
    for risk in _FAILED:
        right *= 1.0 - belief(getattr(leg.risk, risk)).mid
    return 1.0 - right


def _fed(tally: Tally, feed: Feed) -> Feed:
    tally.feeds.append(feed)
    return feed


def _named(report: Report) -> Report:
    """The report with the id that reading it gives it."""
    found = read_report(report_json(report))
    assert isinstance(found, Report)
    return found
