"""What may go wrong in a rehearsal beside what the plan foresees: illness, a raised fee, a broker who does not answer.

Decides when, and whom it hits; each at most once, and always with what ends it. What is then advised is decided by the
answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random
from typing import Any

from waystation.guiding.rehearsal import MISHAPS, Extra
from waystation.world.pack import Pack
from waystation.world.places import Leg

__all__ = ["Mishaps"]

FIRST_LEGS = 4
"""Each comes after one of so many first legs."""
SILENT_HOURS = (8, 30)
ILL_HOURS = (24, 72)
RAISED = (1.3, 1.8)
"""How long a broker does not answer, how long somebody is ill, and by how much a fee is raised: from, to."""


class Mishaps:
    """What may still go wrong.

    Args:
        pack: The mission and its world.
        journey: The journey's name.
        kinds: Of which kinds, of `MISHAPS`.
        seed: From which all chance is drawn; each kind has its own, so that none depends on another.
    """

    def __init__(self, pack: Pack, journey: str, kinds: Iterable[str], seed: int) -> None:
        self.pack = pack
        self.journey = journey
        wanted = set(kinds)
        self.chance = {kind: Random(f"{seed} {kind}") for kind in MISHAPS}
        self.left = {kind: self.chance[kind].randrange(FIRST_LEGS) for kind in MISHAPS if kind in wanted}

    def before(self, leg: Leg, at: datetime, legs: int) -> list[Extra]:
        """What goes wrong before a leg is taken, and what ends it later; usually nothing.

        Args:
            leg: The movement that is about to be taken.
            at: When.
            legs: How many legs have ended so far.
        """
        for kind, after in self.left.items():
            found = self._of(kind, leg, at) if after <= legs else []
            if found:
                del self.left[kind]
                return found
        return []

    def _of(self, kind: str, leg: Leg, at: datetime) -> list[Extra]:
        if kind == "ill":
            return self._ill(at)
        if leg.broker is None or leg.fee.high <= 0.0:
            return []
        if kind == "price":
            raised = float(round(leg.fee.high * self.chance["price"].uniform(*RAISED)))
            return [self._extra(at, leg.broker, {"kind": "price", "leg": leg.id, "fee": raised})]
        back = at + timedelta(hours=self.chance["silent"].randint(*SILENT_HOURS))
        return [
            self._extra(at, "network", {"kind": "silence", "broker": leg.broker}),
            self._extra(back, leg.broker, {"kind": "call", "who": leg.broker, "outcome": "reached"}),
        ]

    def _ill(self, at: datetime) -> list[Extra]:
        person = self.chance["ill"].choice(self.pack.travellers)
        well = at + timedelta(hours=self.chance["ill"].randint(*ILL_HOURS))
        told = {"kind": "illness", "person": person.id}
        return [
            self._extra(at, "the party", {**told, "stamina": max(0.0, person.stamina - 1.0)}),
            self._extra(well, "the party", {**told, "over": True}),
        ]

    def _extra(self, at: datetime, source: str, report: dict[str, Any]) -> Extra:
        times = {"happened": at.isoformat(), "heard": at.isoformat()}
        return Extra(at, {**report, "source": source, "journey": self.journey, **times})
