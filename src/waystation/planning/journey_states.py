"""The states of a journey: where the party is, with whom it last travelled, and what it has spent.

The last broker is kept only where it can matter, and spending only under a hard budget.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from waystation.errors import Usage
from waystation.evidence.intervals import NEVER
from waystation.evidence.trust import betrayal
from waystation.world.pack import Pack
from waystation.world.places import Leg

__all__ = ["MOST_NODES", "WAIT", "Node", "Option", "StateSpace", "due", "explore", "whole_units"]

WAIT = -1
MOST_NODES = 200_000
MOST_UNITS = 1e15
"""Units of a budget beyond which nothing is counted: more than can be told apart."""


@dataclass(frozen=True, slots=True)
class Node:
    """What a decision depends on besides step and levels.

    Args:
        place: Id of the place.
        broker: Id of the last broker, or None where it cannot matter.
        spent: Whole budget units spent, 0 without a hard budget.
    """

    place: str
    broker: str | None = None
    spent: int = 0


@dataclass(frozen=True, slots=True)
class Option:
    """One action at a node: a move, or waiting.

    Args:
        move: Position in `pack.moves`, or `WAIT`.
        new: Whether the move is a new engagement of its broker.
        arrived: Index of the node reached on arrival, late or not.
        back: Index of the node reached when turned back.
    """

    move: int
    new: bool
    arrived: int
    back: int


@dataclass
class StateSpace:
    """The nodes that matter, in the order in which they were found, and the options at each.

    Args:
        nodes: All nodes; the start is the first.
        options: For each node its options in the order in which ties are settled.
        number: The number of each node, by place, last broker and units spent.
        remembered: For each place that is no end, the brokers that are kept as the last one there.
    """

    nodes: list[Node] = field(default_factory=list)
    options: list[list[Option]] = field(default_factory=list)
    number: dict[tuple[str, str | None, int], int] = field(default_factory=dict)
    remembered: Mapping[str, Container[str]] = field(default_factory=dict)

    def key(self, place: str, broker: str | None, spent: int) -> tuple[str, str | None, int]:
        """What a node is known by: without its broker where that cannot matter, without anything more at an end."""
        kept = self.remembered.get(place)
        if kept is None:
            return place, None, 0
        return place, broker if broker is not None and broker in kept else None, spent

    def find(self, node: Node) -> int | None:
        """The number of a node, or None if it was not laid out."""
        return self.number.get(self.key(node.place, node.broker, node.spent))


def due(pack: Pack, leg: Leg) -> tuple[float, float]:
    """What the whole party pays for a leg: at departure, and on arrival.

    Args:
        pack: The mission and its world.
        leg: The movement.

    Returns:
        Money at departure whatever follows, and money on arriving or arriving late.
    """
    held = pack.broker[leg.broker].terms.held if leg.broker else 0.0
    whole = leg.fee.high * pack.party_size
    return (1.0 - held) * whole, held * whole


def whole_units(pack: Pack, amount: float) -> int:
    """An amount in whole units of a hard budget, rounded up; 0 without a hard budget, where spending is not kept."""
    if not pack.mission.budget_hard:
        return 0
    return math.ceil(min(amount / pack.mission.budget_unit, MOST_UNITS) - 1e-9)


def explore(pack: Pack, start: Node, also: Iterable[Node] = ()) -> StateSpace:
    """Every node that can be reached from a start, whatever happens.

    Args:
        pack: The mission and its world.
        start: Where the party is; its last broker is forgotten where it cannot matter.
        also: Other nodes to begin at; they are numbered after the start.

    Returns:
        The nodes and their options.

    Raises:
        Usage: If there are more than `MOST_NODES`.
    """
    return _Explorer(pack).from_starts([start, *also])


class _Explorer:
    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.ends = frozenset(pack.mission.to)
        self.leaving: dict[str, list[int]] = {place.id: [] for place in pack.places}
        self.matters: dict[str, set[str]] = {place.id: set() for place in pack.places}
        for number, move in enumerate(pack.moves):
            if not pack.can_do(move):
                continue
            self.leaving[move.origin].append(number)
            if move.broker and self._may_betray(move):
                self.matters[move.origin].add(move.broker)
        self.unit = pack.mission.budget_unit if pack.mission.budget_hard else None
        self.limit = math.floor(min((pack.mission.budget or 0.0) / self.unit, MOST_UNITS) + 1e-9) if self.unit else 0
        self.space = StateSpace(remembered={name: self.matters[name] for name in self.matters if name not in self.ends})
        self.units: dict[int, tuple[int, int]] = {}

    def _may_betray(self, move: Leg) -> bool:
        pack = self.pack
        broker = pack.broker[move.broker] if move.broker else None
        return betrayal(broker, move.fee.low, pack.party_size, pack.reward, pack.evidence) != NEVER

    def from_starts(self, starts: Iterable[Node]) -> StateSpace:
        for start in starts:
            self._number(start.place, start.broker, start.spent)
        waiting = deque(range(len(self.space.nodes)))
        while waiting:
            here = waiting.popleft()
            known = len(self.space.nodes)
            self.space.options[here] = self._options(self.space.nodes[here], here)
            waiting.extend(range(known, len(self.space.nodes)))
        return self.space

    def _number(self, place: str, broker: str | None, spent: int) -> int:
        """The number of a node, a new one if it has none yet."""
        key = self.space.key(place, broker, spent)
        known = self.space.number.get(key)
        if known is None:
            known = len(self.space.nodes)
            if known >= MOST_NODES:
                raise Usage("too_many_states", nodes=MOST_NODES + 1, limit=MOST_NODES)
            self.space.number[key] = known
            self.space.nodes.append(Node(*key))
            self.space.options.append([])
        return known

    def _options(self, node: Node, here: int) -> list[Option]:
        if node.place in self.ends:
            return []
        found = [] if self.pack.place[node.place].no_waiting else [Option(WAIT, False, here, here)]
        for number in self.leaving[node.place]:
            move = self.pack.moves[number]
            first, then = self._units(number)
            if self.unit and node.spent + first + then > self.limit:
                continue
            arrived = self._number(move.destination, move.broker, node.spent + first + then)
            back = self._number(move.origin, move.broker, node.spent + first)
            found.append(Option(number, move.broker != node.broker, arrived, back))
        return found

    def _units(self, number: int) -> tuple[int, int]:
        """What a move takes of the budget, at departure and on arrival, in whole units."""
        if not self.unit:
            return 0, 0
        if number not in self.units:
            first, then = due(self.pack, self.pack.moves[number])
            self.units[number] = whole_units(self.pack, first), whole_units(self.pack, then)
        return self.units[number]
