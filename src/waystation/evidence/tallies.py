"""One probability and the counts behind it: what the pack states, and the reports that add to it.

**When the pack's own number and reports add up.** Only where the pack says up to when its number contains what was
reported (`as_of`, of the number or of all `[evidence]`), and then only reports of what happened later:

- counts and records are counts already;
- an interval [lo, hi] is what n = 1/(hi − lo) − 1 trials with k = lo/(hi − lo) events would give (the imprecise
  Dirichlet model with s = 1: the same low, middle and high), and so counts as these;
- a plain number is exact, and no report moves it;
- what the pack does not state moves by reports alone, without `as_of`: a risk of a leg stays "never" until it has
  once been reported to happen, and then all its trials count; a broker without a record has only the reported one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from waystation.evidence.ageing import ALWAYS, DAY, NEVER_AFTER
from waystation.evidence.facts import UNIT, Claim, Fact
from waystation.world.chances import Counts, Interval

__all__ = ["Feed", "Own", "Tally", "own_counts"]

_PART = 1 << 20
"""Amounts within one report are whole multiples of 1/_PART."""
_MOST = 1e12
"""The most trials that a pack can state."""


class Own(NamedTuple):
    """What the pack itself says of a probability, as counts.

    Args:
        events: How often it happened.
        trials: Out of how many times.
        until: Up to when it contains what was reported, in microseconds after the start; see `ageing`.
        bar: Why no report moves it (`exact`, `stands`, `contained`), or nothing.
    """

    events: float
    trials: float
    until: int
    bar: str = ""


def own_counts(chance: Interval | Counts, until: int) -> Own:
    """What a stated chance counts as.

    Args:
        chance: What the pack states.
        until: Up to when it contains what was reported.
    """
    bar = "contained" if until == NEVER_AFTER else ""
    if isinstance(chance, Counts):
        return Own(chance.events, chance.trials, until, bar)
    width = chance.high - chance.low
    if width * _MOST <= 1.0:
        return Own(0.0, 0.0, NEVER_AFTER, "exact")
    trials = max(0.0, 1.0 / width - 1.0)
    return Own(min(chance.low / width, trials), trials, until, bar)


class Feed:
    """What one fact adds to one tally: so many events and trials for each report that counts in full.

    `taken` is replaced, never changed.
    """

    __slots__ = ("events", "fact", "since", "taken", "temptation", "trials", "weight")

    def __init__(self, fact: Fact, events: float, trials: float, temptation: float | None = None) -> None:
        self.fact = fact
        self.events = round(events * _PART)
        self.trials = round(trials * _PART)
        self.temptation = temptation
        self.taken: list[Claim] = []
        self.weight = 0
        self.since = 0

    @property
    def events_named(self) -> float:
        """How many events a report that counts in full adds."""
        return self.events / _PART

    @property
    def trials_named(self) -> float:
        """How many trials a report that counts in full adds."""
        return self.trials / _PART


class Tally:
    """The counts behind one probability.

    Args:
        what: Its name, such as `leg:ford/caught`.
        own: What the pack itself says, or None if it says nothing.
    """

    __slots__ = ("_aged", "_events", "_trials", "feeds", "own", "what")

    def __init__(self, what: str, own: Own | None) -> None:
        self.what = what
        self.own = own
        self.feeds: list[Feed] = []
        self._events = self._trials = self._aged = 0

    @property
    def until(self) -> int:
        """Up to when reports add nothing."""
        return ALWAYS if self.own is None else self.own.until

    def refresh(self, feed: Feed) -> None:
        """Take over what now counts of a feed's fact."""
        taken, until = feed.fact.taken, self.until
        if until != ALWAYS:
            taken = [] if until == NEVER_AFTER else [claim for claim in taken if -claim[1] > until]
        weight = -sum([claim[0] for claim in taken])
        since = -sum([claim[0] * claim[1] for claim in taken if claim[1] > 0])
        self._events += (weight - feed.weight) * feed.events
        self._trials += (weight - feed.weight) * feed.trials
        self._aged += (since - feed.since) * feed.trials
        feed.taken, feed.weight, feed.since = taken, weight, since

    @property
    def events(self) -> float:
        """Events reported, weighted."""
        return self._events / (UNIT * _PART)

    @property
    def trials(self) -> float:
        """Trials reported, weighted."""
        return self._trials / (UNIT * _PART)

    @property
    def age_days(self) -> float | None:
        """The mean age of the reported trials, weighted; None if there are none."""
        return self._aged / self._trials / DAY if self._trials else None

    @property
    def moved(self) -> bool:
        """Whether some report counts here."""
        return any(feed.taken for feed in self.feeds if feed.trials)

    @property
    def happened(self) -> bool:
        """Whether it was ever reported to happen, however little that counts by now."""
        return any(feed.taken for feed in self.feeds if feed.events)

    def counts(self) -> Counts:
        """What the pack states and what was reported, together."""
        events, trials = self.events, self.trials
        if self.own is not None:
            events, trials = events + self.own.events, trials + self.own.trials
        trials = min(trials, _MOST)
        return Counts.model_construct({"events", "trials"}, events=min(events, trials), trials=trials)

    def behind(self) -> Iterator[list[Claim]]:
        """The reports that count here, fact by fact, each strongest first."""
        return (feed.taken for feed in self.feeds if feed.taken and feed.trials)
