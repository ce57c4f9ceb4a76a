"""From a pack to a decision problem: the states of the journey, their options, and the risks of each."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from waystation.evidence.hazard_rows import hazard_rows
from waystation.evidence.hazards import LEG_RISKS, Hazards, leg_hazards, waiting_hazards
from waystation.planning.journey_states import WAIT, Node, Option, StateSpace, due, explore, whole_units
from waystation.planning.levels import Levels, levels_of
from waystation.solver.problem import Hidden, Problem, View
from waystation.solver.solve import Start
from waystation.world.calendars import Calendars
from waystation.world.conditions import Condition
from waystation.world.pack import Pack

__all__ = ["Charted", "Departures", "Moment", "Prolonged", "chart", "payments"]

Departures = Mapping[tuple[str, bool], tuple[datetime, ...]]
"""Instants at which legs with a timetable leave, by leg id and whether it is the return."""

COLUMNS = ("destination", "return_node", "duration", "late_duration", "calendar", "view", "hidden", "first_row")
"""What is gathered of each action, by its name in `Problem`."""


@dataclass(frozen=True)
class Moment:
    """From where and when a plan is asked for.

    Args:
        place: Id of the place.
        step: The step, 0 … T.
        broker: The last broker, if the party is still in that engagement.
        levels: Levels known at that step, by condition id.
        spent: Money spent so far, under a hard budget.
        chances: Distributions known at that step, by condition id, where that is more than the pack's carried on.
    """

    place: str
    step: int = 0
    broker: str | None = None
    levels: Mapping[str, str] = field(default_factory=dict)
    spent: float = 0.0
    chances: Mapping[str, tuple[float, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Prolonged:
    """A problem with its horizon a quarter longer, made when it is asked for: few who chart a pack ask.

    Args:
        shorter: The problem as it is.
        steps: How many steps the longer one has.
        calendar: As in `Problem`, on the longer clock, and so are `open_steps` and `hiddens`.
    """

    shorter: Problem
    steps: int
    calendar: NDArray[np.int32]
    open_steps: NDArray[np.uint8]
    hiddens: tuple[Hidden, ...]

    @cached_property
    def problem(self) -> Problem:
        """The longer problem."""
        return replace(
            self.shorter,
            steps=self.steps,
            calendar=self.calendar,
            open_steps=self.open_steps,
            hiddens=self.hiddens,
        )


@dataclass(frozen=True)
class Charted:
    """A pack laid out as a decision problem, and the way back from its arrays to the world.

    Args:
        pack: The mission and its world.
        moment: From where and when.
        levels: The conditions in play.
        space: The states of the journey.
        problem: The decision problem; its actions are the options of all nodes, node by node.
        prolonged: The same problem with its horizon a quarter longer.
        options: All options in the order of the problem's actions.
        moves_of_rows: For each row of risks, the position of its move in `pack.moves`, or −1 − n for waiting at the
            n-th place.
        start: Where the journey starts.
    """

    pack: Pack
    moment: Moment
    levels: Levels
    space: StateSpace
    problem: Problem
    prolonged: Prolonged
    options: tuple[Option, ...]
    moves_of_rows: NDArray[np.int64]
    start: Start

    @property
    def longer(self) -> Problem:
        """The same problem with its horizon a quarter longer."""
        return self.prolonged.problem


def chart(
    pack: Pack,
    departures: Departures | None = None,
    moment: Moment | None = None,
    calendars: Calendars | None = None,
    also: Sequence[Node] = (),
) -> Charted:
    """Lay a pack out as a decision problem (`model.md`, all but its last two sections).

    Args:
        pack: The mission and its world, gauges already estimated.
        departures: Instants of the legs that have a timetable.
        moment: From where and when; default the mission's own start.
        calendars: When legs may leave, on the pack's longer clock, where that has been worked out before.
        also: Other states that the party may be in by then; whatever can be reached from them is laid out too.

    Returns:
        The problem and the way back to the world.
    """
    moment = moment or Moment(pack.mission.origin)
    space = explore(pack, Node(moment.place, moment.broker, whole_units(pack, moment.spent)), also)
    builder = _Builder(pack, departures or {}, moment, calendars)
    for node, options in zip(space.nodes, space.options, strict=True):
        for option in options:
            builder.add(node, option)
    prolonged = builder.problems(space)
    start = Start(0, moment.step, builder.levels.start_joint())
    taken = tuple(option for listed in space.options for option in listed)
    rows = builder.moves_of_rows()
    return Charted(pack, moment, builder.levels, space, prolonged.shorter, prolonged, taken, rows, start)


@dataclass(frozen=True, eq=False)
class _Acting:
    """The conditions that act on an attempt: numbers of their view and their hidden levels, and the conditions."""

    view: int
    hidden: int
    seen: tuple[Condition, ...]
    unseen: tuple[Condition, ...]
    rows: int


@dataclass(frozen=True, eq=False)
class _Met:
    """An attempt that the party can come to: its risks, what acts on it, its first row, and whose the rows are."""

    hazards: Hazards
    acting: _Acting
    first: int
    number: int


class _Builder:
    """Gathers actions, and rows of risks that many actions share."""

    def __init__(self, pack: Pack, departures: Departures, moment: Moment, calendars: Calendars | None) -> None:
        self.pack = pack
        self.departures = departures
        self.calendars = calendars or Calendars(pack.clock.longer)
        self.clock = self.calendars.clock
        self.waiting = {place.id: waiting_hazards(pack, place) for place in pack.places}
        self.moving = {(number, True): leg_hazards(pack, move, True) for number, move in enumerate(pack.moves)}
        for number, move in enumerate(pack.moves):
            self.moving[number, False] = leg_hazards(pack, move, False) if move.broker else self.moving[number, True]
        acting = {name for hazards in (*self.waiting.values(), *self.moving.values()) for name in hazards.conditions}
        steps = self.clock.steps
        self.levels = levels_of(pack, acting, steps, moment.step, moment.levels, chances=moment.chances)
        self.places = {place.id: -1 - number for number, place in enumerate(pack.places)}
        self.actions: list[tuple[int, ...]] = []
        self.known: dict[object, tuple[int, ...]] = {}
        self.open: dict[bytes, int] = {}
        self.opens: dict[int, int] = {}
        self.acting: dict[frozenset[str], _Acting] = {}
        self.views: dict[tuple[str, ...], tuple[int, View]] = {}
        self.hiddens: dict[tuple[str, ...], tuple[int, Hidden]] = {}
        self.met: list[_Met] = []
        self.rows = 0

    def add(self, node: Node, option: Option) -> None:
        key = node.place if option.move == WAIT else (option.move, option.new)
        known = self.known.get(key)
        if known is None:
            known = self.known[key] = self._first_met(node, option)
        self.actions.append((option.arrived, option.back, *known))

    def _first_met(self, node: Node, option: Option) -> tuple[int, ...]:
        """All of an action but where it leads, in the order of `COLUMNS`."""
        if option.move == WAIT:
            duration, late, number, hazards = 1, 1, self.places[node.place], self.waiting[node.place]
        else:
            number, hazards = option.move, self.moving[option.move, option.new]
            duration, late = self.pack.steps_of(self.pack.moves[number])
        acting, first = self._acting(frozenset(hazards.conditions)), self.rows
        self.met.append(_Met(hazards, acting, first, number))
        self.rows += acting.rows
        calendar = self._calendar(option, duration)
        return duration, duration + late, calendar, acting.view, acting.hidden, first

    def _calendar(self, option: Option, duration: int) -> int:
        known = self.opens.get(option.move)
        if known is None:
            if option.move == WAIT:
                opened = b"\1" * self.clock.steps
            else:
                move = self.pack.moves[option.move]
                instants = self.departures.get((move.id, move.back), ()) if move.timetable else None
                opened = self.calendars.open_steps(move, self.pack.place[move.origin], duration, instants)
            known = self.opens[option.move] = self.open.setdefault(opened, len(self.open))
        return known

    def _acting(self, names: frozenset[str]) -> _Acting:
        known = self.acting.get(names)
        if known is None:
            seen = tuple(condition for condition in self.levels.visible if condition.id in names)
            unseen = tuple(condition for condition in self.levels.hidden if condition.id in names)
            view, hidden = self._view(seen), self._hidden(unseen)
            rows = math.prod(len(condition.levels) for condition in (*seen, *unseen))
            known = self.acting[names] = _Acting(view, hidden, seen, unseen, rows)
        return known

    def _view(self, seen: tuple[Condition, ...]) -> int:
        names = tuple(condition.id for condition in seen)
        if names not in self.views:
            self.views[names] = len(self.views), self.levels.view(names)[0]
        return self.views[names][0]

    def _hidden(self, unseen: tuple[Condition, ...]) -> int:
        names = tuple(condition.id for condition in unseen)
        if names not in self.hiddens:
            self.hiddens[names] = len(self.hiddens), self.levels.hiding(names)[0]
        return self.hiddens[names][0]

    def moves_of_rows(self) -> NDArray[np.int64]:
        """As in `Charted`."""
        numbers = np.array([met.number for met in self.met], dtype=np.int64)
        return np.repeat(numbers, [met.acting.rows for met in self.met])

    def problems(self, space: StateSpace) -> Prolonged:
        """The problem, and the same with its horizon a quarter longer."""
        if not self.acting:
            self._acting(frozenset())
        gathered = np.array(self.actions, dtype=np.int32).reshape(-1, len(COLUMNS)).T
        column = dict(zip(COLUMNS, np.ascontiguousarray(gathered), strict=True))
        counts = [0, *(len(options) for options in space.options)]
        longer, steps = self.clock.steps, self.pack.clock.steps
        prolonged = np.frombuffer(b"".join(self.open), dtype=np.uint8).reshape(len(self.open), longer)
        calendar, opened = _cut(prolonged, steps, column["calendar"], column["duration"])
        hiddens = tuple(hidden for _, hidden in self.hiddens.values())
        risks, shut = self._risks()
        problem = Problem(
            steps=steps,
            chains=tuple(np.array(self.levels.chains[c.id], dtype=np.float64) for c in self.levels.visible),
            ends=np.array([node.place in self.pack.mission.to for node in space.nodes], dtype=np.bool_),
            first_action=np.cumsum(counts).astype(np.int32),
            open_steps=opened,
            views=tuple(view for _, view in self.views.values()),
            hiddens=tuple(Hidden(hidden.weight[:steps], hidden.counts[:steps]) for hidden in hiddens),
            risks=risks,
            shut=shut,
            **{**column, "calendar": calendar},
        )
        return Prolonged(problem, longer, column["calendar"], prolonged, hiddens)

    def _risks(self) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """The risks of all rows, and where nothing can be tried: those on which the same conditions act together."""
        risks, shut = np.zeros((self.rows, len(LEG_RISKS), 3)), np.zeros(self.rows, dtype=np.bool_)
        together: dict[_Acting, list[_Met]] = {acting: [] for acting in self.acting.values()}
        for met in self.met:
            together[met.acting].append(met)
        for acting, alike in together.items():
            if alike:
                first = np.array([met.first for met in alike])
                rows = first[:, None] + np.arange(acting.rows)
                risks[rows], shut[rows] = hazard_rows([met.hazards for met in alike], acting.seen, acting.unseen)
        return risks, shut


def _cut(
    opened: NDArray[np.uint8], steps: int, calendar: NDArray[np.int32], duration: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
    """Calendars with fewer steps, and the calendar of each action: what would end after the last is not open."""
    width = int(duration.max(initial=0)) + 1
    distinct, which = np.unique(calendar.astype(np.int64) * width + duration, return_inverse=True)
    cut = np.ascontiguousarray(opened[distinct // width, :steps])
    cut[np.arange(steps) + (distinct % width)[:, None] > steps] = 0
    return which.reshape(-1).astype(np.int32), cut


def payments(charted: Charted) -> NDArray[np.float64]:
    """What the party pays for each action: (actions, 2), at departure and on arrival."""
    nothing = (0.0, 0.0)
    moves = charted.pack.moves
    return np.array([nothing if o.move == WAIT else due(charted.pack, moves[o.move]) for o in charted.options]).reshape(
        -1, 2
    )
