"""What is believed after all reports: the pack with the beliefs in its numbers, and each number by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from heapq import merge
from typing import NamedTuple, overload

from waystation.evidence.facts import Claim
from waystation.evidence.sightings import Watched
from waystation.world.pack import Pack
from waystation.world.report import Report

__all__ = ["Alarm", "Believed", "Believing", "Reading", "Reports"]


class Reports(Sequence[str]):
    """Ids of reports, the strongest first; put in order when somebody looks.

    Args:
        runs: Claims, each list strongest first.
    """

    __slots__ = ("_ids", "_runs")

    def __init__(self, runs: Iterable[Sequence[Claim]] = ()) -> None:
        self._runs = tuple(runs)
        self._ids: tuple[str, ...] | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """All of them."""
        if self._ids is None:
            self._ids = tuple(dict.fromkeys(claim[2] for claim in merge(*self._runs)))
        return self._ids

    def __len__(self) -> int:
        return sum(map(len, self._runs)) if self._ids is None else len(self._ids)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[str, ...]: ...
    def __getitem__(self, at: int | slice) -> str | tuple[str, ...]:
        return self.ids[at]

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Reports):
            return self.ids == other.ids
        return self.ids == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.ids)

    def __repr__(self) -> str:
        return f"Reports({len(self)})"


class Believing(NamedTuple):
    """What is believed of one probability of the plan.

    Args:
        what: `leg:ID/RISK`, `broker:ID/betrayed` (before temptation), `condition:ID=LEVEL` (at the start) or
            `place:ID/found` (per 24 hours).
        low: The least that it may be.
        mid: Its middle.
        high: The most that it may be; of a condition's level all three are the same.
        weight: Trials reported, each weighted; of a condition the shares of its observations, of sightings their
            weights.
        age_days: Mean age of the reports at the start of the journey, weighted; None without reports.
        reports: Their ids, the strongest first.
        own: Whether it is still only the pack's own.
    """

    what: str
    low: float
    mid: float
    high: float
    weight: float = 0.0
    age_days: float | None = None
    reports: Sequence[str] = Reports()
    own: bool = True


class Alarm(NamedTuple):
    """A broker who kept faith and begins to fail (`changes`).

    Args:
        broker: Whose.
        since: When the failures began.
        value: The sum of evidence for a change; the alarm began at `changes.THRESHOLD`.
        reports: The reports of what went wrong since, in order.
    """

    broker: str
    since: datetime
    value: float
    reports: tuple[str, ...]


class Reading(NamedTuple):
    """Something that what is known cannot exclude.

    Args:
        code: `cannot_exclude_co_opted`: a good record under a live reward is also what somebody has who was turned and
            is allowed to go on delivering, until it pays.
        broker: Of whom.
        kept: Engagements in which faith was kept, as the believed record has them.
        broken: Those in which it was broken.
    """

    code: str
    broker: str
    kept: float
    broken: float


@dataclass(frozen=True)
class Believed:
    """The beliefs after some reports. Two are equal if they believe the same, whatever was heard.

    Args:
        pack: The pack whose numbers hold the beliefs: planning and proof use it like any other.
        beliefs: Every probability of the plan, in the order of the pack.
        alarms: Brokers who begin to fail, in the order of the pack.
        readings: What cannot be excluded, in the order of the pack.
        sightings: What was seen near places and legs, and the conditions that stand for it; the strongest first.
        given: The pack as it was given.
        heard: The reports, in the order in which they were heard.
    """

    pack: Pack
    beliefs: tuple[Believing, ...]
    alarms: tuple[Alarm, ...] = ()
    readings: tuple[Reading, ...] = ()
    sightings: tuple[Watched, ...] = ()
    given: Pack = field(kw_only=True, compare=False, repr=False)
    heard: tuple[Report, ...] = field(kw_only=True, compare=False, repr=False)

    @cached_property
    def by_name(self) -> dict[str, Believing]:
        """The beliefs by what they are about."""
        return {belief.what: belief for belief in self.beliefs}
