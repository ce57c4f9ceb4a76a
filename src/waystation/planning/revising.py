"""Which rows of a problem hold the risks of a leg, a broker or a place, and what they are under another belief.

The structure of the problem stays as it is, so this is only for beliefs that leave possible what is possible, and
impossible what is not: another interval, other counts, another record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import product

import numpy as np

from waystation.evidence.hazards import FATAL_RISKS, Hazards, leg_hazards, waiting_hazards
from waystation.evidence.intervals import NEVER, Belief
from waystation.planning.compiling import Charted
from waystation.planning.journey_states import WAIT
from waystation.solver.revisions import Revision
from waystation.world.chances import Chance
from waystation.world.people import Broker

__all__ = ["Revising"]

SHUT = (NEVER, NEVER, NEVER, Belief(1.0, 1.0, 1.0), NEVER)
"""A leg that is closed at a level that nobody sees: tried, it ends in `back`."""


class Revising:
    """Revisions of one charted problem.

    Args:
        charted: The pack as a decision problem.
    """

    def __init__(self, charted: Charted) -> None:
        self.charted = charted
        self._moves: dict[str, dict[tuple[int, bool], int]] = {}
        self._hired: dict[str, dict[tuple[int, bool], int]] = {}
        self._waits: dict[str, int] = {}
        pack, rows = charted.pack, charted.problem.first_row
        places = [place.id for place in pack.places]
        for option, row in zip(charted.options, rows, strict=True):
            if option.move == WAIT:
                self._waits[places[-1 - int(charted.moves_of_rows[row])]] = int(row)
                continue
            leg = pack.moves[option.move]
            self._moves.setdefault(leg.id, {})[option.move, option.new] = int(row)
            if leg.broker is not None and option.new:
                self._hired.setdefault(leg.broker, {})[option.move, option.new] = int(row)

    def of_leg(self, leg: str, risk: str, held: Chance) -> Revision | None:
        """What changes if this is believed of a risk of a leg, either way; None where the party never comes to it."""
        pack = self.charted.pack

        def hazards(move: int, new: bool) -> Hazards:
            given = pack.moves[move]
            other = given.model_copy(update={"risk": given.risk.model_copy(update={risk: held})})
            return leg_hazards(pack, other, new)

        return self._of_moves(self._moves.get(leg, {}), hazards)

    def of_broker(self, broker: Broker) -> Revision | None:
        """What changes if a broker is as given; None where the party is never newly engaged with them."""
        pack = self.charted.pack
        other = replace(pack, brokers=tuple(broker if b.id == broker.id else b for b in pack.brokers))
        hired = self._hired.get(broker.id, {})
        return self._of_moves(hired, lambda move, new: leg_hazards(other, other.moves[move], new))

    def of_place(self, place: str, held: Chance) -> Revision | None:
        """What changes if this is believed of being found at a place; None where the party never waits there."""
        if place not in self._waits:
            return None
        pack = self.charted.pack
        other = pack.place[place].model_copy(update={"found": held})
        return _revision(self._rows(self._waits[place], waiting_hazards(pack, other)))

    def _of_moves(self, rows: dict[tuple[int, bool], int], hazards: Callable[[int, bool], Hazards]) -> Revision | None:
        changed = (pair for (move, new), row in rows.items() for pair in self._rows(row, hazards(move, new)))
        return _revision(changed)

    def _rows(self, first: int, hazards: Hazards) -> Iterator[tuple[int, list[Belief]]]:
        """Each row from the first on, hidden levels outside, visible ones inside, with its risks."""
        levels = self.charted.levels
        acting = set(hazards.conditions)
        unseen = [[(c.id, level) for level in c.levels] for c in levels.hidden if c.id in acting]
        seen = [[(c.id, level) for level in c.levels] for c in levels.visible if c.id in acting]
        for number, pairs in enumerate(product(*unseen, *seen)):
            if hazards.closed(pairs[: len(unseen)]):
                yield first + number, list(SHUT)
                continue
            found = list(hazards.under((*pairs[len(unseen) :], *pairs[: len(unseen)])).values())
            yield first + number, found + [NEVER] * (len(FATAL_RISKS) + 2 - len(found))


def _revision(rows: Iterable[tuple[int, list[Belief]]]) -> Revision | None:
    found = dict(rows)
    if not found:
        return None
    return Revision(np.array(list(found), dtype=np.int64), np.array(list(found.values()), dtype=np.float64))
