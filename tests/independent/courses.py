"""What becomes of several parties, by listing every course of the conditions: slow, plain, by the evaluator's rules.

Along one course the parties are independent of each other, so the chance that all arrive is a product. There are two
worst cases: an adversary who sees all parties, and one who knows the course beforehand, who is worse for the travellers
than any other.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from tests.independent.evaluator import (
    RISKS,
    WAIT,
    Levels,
    after_leg,
    attempt_risks,
    chain,
    evaluate,
    found_risk,
    hidden_levels,
    is_closed,
    moves,
    read_model,
    starting_point,
)

__all__ = ["Company"]

Ends = tuple[float, float]


class Company:
    """Parties on one network that start at the same moment, each by the evaluator's plan for its own pack.

    Args:
        folders: Their packs; the same conditions in the same order in all.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self.models = [read_model(folder, Fraction(1)) for folder in folders]
        self.starts = [starting_point(model, None) for model in self.models]
        self.truths = [evaluate(folder) for folder in folders]
        self.steps = max(model["T"] for model in self.models)
        self.attempts = [cache(self._attempt_of(party)) for party in range(len(folders))]

    def courses(self) -> Iterator[tuple[tuple[Levels, ...], float]]:
        """Every course of the observed conditions over all steps that has a chance, and its chance."""
        found = [((levels,), p) for levels, p in self.starts[0]["levels"] if p > 0]
        for _ in range(self.steps):
            found = [
                ((*course, then), p * q) for course, p in found for then, q in moves(self.models[0], course[-1], 1)
            ]
        yield from found

    def all_safe(self) -> float:
        """The nominal chance that all arrive."""
        return math.fsum(
            p * math.prod(self._along(party, course)[1] for party in range(len(self.models)))
            for course, p in self.courses()
        )

    def foreseen(self) -> float:
        """The chance that all arrive against an adversary who knows the course of the conditions beforehand."""
        return math.fsum(
            p * math.prod(self._along(party, course)[0] for party in range(len(self.models)))
            for course, p in self.courses()
        )

    def seen(self) -> float:
        """The chance that all arrive against one adversary who sees all parties, and picks each risk in its turn."""
        known: dict[Any, float] = {}
        ends = [model["ends"] for model in self.models]

        def worth(spots: tuple[Any, ...], levels: Levels) -> float:
            """Levels are those at the step of the party whose turn it is; a party that has arrived is None."""
            party = min((spot[0], at) for at, spot in enumerate(spots) if spot is not None)[1]
            key = (spots, levels)
            if key not in known:
                t, place, broker, spent = spots[party]
                ways = self.attempts[party](t, (place, broker, spent, levels))

                def then(*spot: Any) -> Ends:
                    return after(t, tuple(spot if at == party else s for at, s in enumerate(spots)), levels, party), 0.0

                known[key] = self._value(ways, then)[0]
            return known[key]

        def after(t: int, spots: tuple[Any, ...], levels: Levels, party: int) -> float:
            if spots[party][0] > self.models[party]["T"]:
                return 0.0
            left = tuple(None if s is None or s[1] in ends[at] else s for at, s in enumerate(spots))
            if all(spot is None for spot in left):
                return 1.0
            turn = min(spot[0] for spot in left if spot is not None)
            return math.fsum(p * worth(left, later) for later, p in moves(self.models[0], levels, turn - t))

        begin = tuple((0, start["place"], start["broker"], 0) for start in self.starts)
        return math.fsum(p * worth(begin, levels) for levels, p in self.starts[0]["levels"])

    def none_safe(self) -> float:
        """The nominal chance that nobody arrives."""
        return math.fsum(
            p * math.prod(1.0 - self._along(party, course)[1] for party in range(len(self.models)))
            for course, p in self.courses()
        )

    def _along(self, party: int, course: tuple[Levels, ...]) -> Ends:
        """At worst and nominally, along one course."""
        model = self.models[party]
        known: dict[Any, Ends] = {}

        def worth(t: int, place: str, broker: str | None, spent: int) -> Ends:
            if t > model["T"]:
                return 0.0, 0.0
            if place in model["ends"]:
                return 1.0, 1.0
            key = (t, place, broker, spent)
            if key not in known:
                ways = self.attempts[party](t, (place, broker, spent, course[t]))
                known[key] = self._value(ways, worth)
            return known[key]

        return worth(0, self.starts[party]["place"], self.starts[party]["broker"], 0)

    def _value(self, ways: Any, worth: Any) -> Ends:
        lows, mid = [], 0.0
        for chance, counted, stays, back, late, nominal, spots in ways:
            then = {end: worth(*spot) for end, spot in spots.items()}
            mid += chance * sum(nominal[end] * then[end][1] for end in then)
            if counted:
                lows.append(
                    min(
                        stays * (b * then["back"][0] + (1 - b) * (x * then["late"][0] + (1 - x) * then["arrived"][0]))
                        for b, x in itertools.product(back, late)
                    )
                )
        return (min(lows) if lows else 0.0), mid

    def _attempt_of(self, party: int) -> Any:
        """What the plan does in a state, for each joint unobserved level."""
        model, start, policy = self.models[party], self.starts[party], self.truths[party]["policy"]

        def attempt(t: int, state: Any) -> list[Any]:
            action = policy.get((t, state))
            if action is None:
                return []
            place, broker, spent, levels = state
            found = []
            for hidden, chance, counted in hidden_levels(model, start, t):
                everything = dict(zip(model["observed"], levels, strict=True)) | hidden
                if action == WAIT:
                    _, mid, high = found_risk(model, place, everything)
                    spot = (t + 1, place, broker, spent)
                    nominal = {"back": 0.0, "late": 0.0, "arrived": 1 - mid}
                    spots = dict.fromkeys(nominal, spot)
                    found.append((chance, counted, 1 - high, (0.0, 0.0), (0.0, 0.0), nominal, spots))
                    continue
                leg = model["leg"][action]
                spots = {
                    end: (when, where, leg["broker"], paid)
                    for end, (when, where, paid) in after_leg(model, leg, t, spent).items()
                }
                risks = attempt_risks(model, leg, everything, leg["broker"] is not None and leg["broker"] != broker)
                if is_closed(leg["when"], hidden):
                    risks = dict.fromkeys(RISKS, (0.0, 0.0, 0.0)) | {"back": (1.0, 1.0, 1.0)}
                stays = math.prod(1 - risks[loss][2] for loss in ("betrayed", "caught", "harm"))
                nominal = chain({name: risks[name][1] for name in RISKS})
                back, late = ((risks[name][0], risks[name][2]) for name in ("back", "late"))
                found.append((chance, counted, stays, back, late, nominal, spots))
            return found

        return attempt
