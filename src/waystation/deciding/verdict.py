"""The verdict: go, go with a second approval, hold, split, or decline, with every gate that led there.

Values, and the one rule that turns gates into a word. What the gates measure is `gates`' business; sentences are
wording's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

__all__ = [
    "WORDS",
    "Change",
    "Flip",
    "Gate",
    "Going",
    "Hold",
    "Missed",
    "Parting",
    "Staying",
    "Verdict",
    "Word",
    "word_of",
]

Word = Literal["go", "second", "hold", "split", "decline"]
WORDS: tuple[Word, ...] = get_args(Word)
"""Every verdict, from yes to no."""

Missed = Literal["second", "hold", "decline"]
"""What a gate leads to when it does not hold."""

Figure = float | int | str | None


@dataclass(frozen=True)
class Gate:
    """One rule of the charter, held against one figure.

    Args:
        name: Which gate: `low`, `likely.p10`, `consent`, `debt`, …; the same rule with the band that needs a second
            person ends in `/second`, and as it will stand when a wait is over in `/then`.
        value: What was found: a chance, an amount, a count, a date, a level of risk; None where nothing is known.
        limit: What the charter asks for, of the same sort.
        holds: Whether the value keeps to the limit.
        missed: What the verdict becomes, at least, where it does not hold.
        about: Ids of those whom it concerns: travellers, brokers, members, `condition=level`.
        counts: Whether the verdict rests on it; a figure of now does not where the party waits, for it is held to the
            figures of the end of the wait.
    """

    name: str
    value: Figure
    limit: Figure
    holds: bool
    missed: Missed
    about: tuple[str, ...] = ()
    counts: bool = True


@dataclass(frozen=True)
class Staying:
    """What becomes of those who stay: the peril of where they are.

    Args:
        days: For how long it is looked at.
        people: How many they are.
        low, mid, high: The chance of not being found in that time: at worst, nominally, at best.
        source: `mission.peril`, or `place:ID/found` where the mission says nothing, or `mission.to` at the journey's
            end; empty where nobody has said anything, and the chances mean nothing.
    """

    days: float
    people: int
    low: float
    mid: float
    high: float
    source: str


@dataclass(frozen=True)
class Going:
    """What becomes of those who go.

    Args:
        people: How many they are.
        low, mid, high: The chance of arriving: at worst, nominally, at best.
        p10, p50, p90: Percentiles of that chance, every belief drawn by itself.
        lost: The chance of being lost, nominally.
        cost: Expected money spent.
        told: Ids of the brokers with a chance of being told.
        days: Expected days until arrival, given safe; None if never.
        first: Id of the first leg, None to wait.
        departs: When the first leg leaves along the course; None if none does.
    """

    people: int
    low: float
    mid: float
    high: float
    p10: float
    p50: float
    p90: float
    lost: float
    cost: float
    told: tuple[str, ...]
    days: float | None
    first: str | None
    departs: datetime | None


@dataclass(frozen=True)
class Hold:
    """Until when to hold.

    Args:
        until: When leaving is best, as it looks now; None where nobody can say (a charter that nobody has signed).
        because: What it waits for: `condition:ID=LEVEL` (the level that it waits to end), `charter`, `waiting` where
            no single condition decides.
        low_then: The chance of arriving at worst, as it looks now, if they leave then; what may happen while they wait
            counts.
        awaited: The levels under which they may leave, `condition=level`; empty where no condition decides.
        stops_helping: After this day waiting longer only lowers the chance; None where there is no such day.
        assumed: The levels that `low_then` takes as known then, `condition=level`: awaited ones, unless `latest`.
        latest: Whether they leave then whatever the level, for the awaited has as likely as not not come by then.
    """

    until: datetime | None
    because: str
    low_then: float
    awaited: tuple[str, ...] = ()
    stops_helping: datetime | None = None
    assumed: tuple[str, ...] = ()
    latest: bool = False


@dataclass(frozen=True)
class Change:
    """One thing that would have to be heard.

    Args:
        what: The belief, condition, person or rule: `leg:ID/caught`, `broker:ID/betrayed`, `condition:ID`,
            `consent:PERSON`, …
        change: What of it: `kept`, `broken`, `happened`, `not`, `lower`, `upper`, a level, `given`, `signed`.
        times: In how many reports, >= 1.
    """

    what: str
    change: str
    times: int = 1


@dataclass(frozen=True)
class Flip:
    """A near change in what is known that makes the verdict another; found by planning again.

    Args:
        changes: What would have to be heard, all of it.
        verdict: What the verdict would be then.
        low: The chance of arriving at worst, then.
        p10: The 10th percentile of the chance of arriving, then.
    """

    changes: tuple[Change, ...]
    verdict: Word
    low: float
    p10: float


@dataclass(frozen=True)
class Parting:
    """A way to part the party whose groups all keep to the charter.

    Args:
        groups: Ids of the travellers of each group.
        words: The verdict on each group by itself.
        all_safe: The chance that all arrive, at worst.
        expected_safe: How many arrive, expected, at worst.
    """

    groups: tuple[tuple[str, ...], ...]
    words: tuple[Word, ...]
    all_safe: float
    expected_safe: float


@dataclass(frozen=True)
class Verdict:
    """Whether to go, and why.

    Args:
        word: The verdict.
        charter: Digest of the charter that it was given under.
        urgency: PC1 … PC4.
        gates: Every gate, in the order of the charter, those that hold too.
        stay: What becomes of those who stay.
        go: What becomes of those who go.
        hold: Until when, and what for; None unless the verdict is to hold.
        split: How to part them; None unless the verdict is to split.
        flips: What would make it another, the nearest first.
    """

    word: Word
    charter: str
    urgency: str
    gates: tuple[Gate, ...]
    stay: Staying
    go: Going
    hold: Hold | None = None
    split: Parting | None = None
    flips: tuple[Flip, ...] = ()

    @property
    def missed(self) -> tuple[Gate, ...]:
        """The gates that do not hold, of those that count."""
        return tuple(gate for gate in self.gates if gate.counts and not gate.holds)


def word_of(gates: Sequence[Gate]) -> Word:
    """The verdict that gates lead to: the gravest of what the ones that do not hold ask for.

    Args:
        gates: Every gate.

    Returns:
        `decline` before `hold` before `second`; `go` where every gate that counts holds. `split` is never found here:
        it is offered where the undivided party is declined.
    """
    asked = {gate.missed for gate in gates if gate.counts and not gate.holds}
    for word in ("decline", "hold", "second"):
        if word in asked:
            return word
    return "go"
