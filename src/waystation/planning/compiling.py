"""From a pack to a decision problem: the states of the journey, their options, and the risks of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from waystation.evidence.hazards import FATAL_RISKS, Hazards, leg_hazards, waiting_hazards
from waystation.evidence.intervals import NEVER, Belief
from waystation.planning.journey_states import WAIT, Node, Option, StateSpace, due, explore, whole_units
from waystation.planning.levels import Levels, levels_of
from waystation.solver.problem import Hidden, Problem, View
from waystation.solver.solve import Start
from waystation.world.calendars import Calendars
from waystation.world.pack import Pack

__all__ = ["Charted", "Departures", "Moment", "chart", "payments"]

Departures = Mapping[tuple[str, bool], tuple[datetime, ...]]
"""Instants at which legs with a timetable leave, by leg id and whether it is the return."""

BACK = Belief(1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Moment:
    """From where and when a plan is asked for.

    Args:
        place: Id of the place.
        step: The step, 0 … T.
        broker: The last broker, if the party is still in that engagement.
        levels: Levels known at that step, by condition id.
        spent: Money spent so far, under a hard budget.
    """

    place: str
    step: int = 0
    broker: str | None = None
    levels: Mapping[str, str] = field(default_factory=dict)
    spent: float = 0.0


@dataclass(frozen=True)
class Charted:
    """A pack laid out as a decision problem, and the way back from its arrays to the world.

    Args:
        pack: The mission and its world.
        moment: From where and when.
        levels: The conditions in play.
        space: The states of the journey.
        problem: The decision problem; its actions are the options of all nodes, node by node.
        longer: The same problem with its horizon a quarter longer.
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
    longer: Problem
    options: tuple[Option, ...]
    moves_of_rows: NDArray[np.int64]
    start: Start


def chart(
    pack: Pack,
    departures: Departures | None = None,
    moment: Moment | None = None,
    calendars: Calendars | None = None,
) -> Charted:
    """Lay a pack out as a decision problem (`model.md`, all but its last two sections).

    Args:
        pack: The mission and its world, gauges already estimated.
        departures: Instants of the legs that have a timetable.
        moment: From where and when; default the mission's own start.
        calendars: When legs may leave, on the pack's longer clock, where that has been worked out before.

    Returns:
        The problem and the way back to the world.
    """
    moment = moment or Moment(pack.mission.origin)
    space = explore(pack, Node(moment.place, moment.broker, whole_units(pack, moment.spent)))
    builder = _Builder(pack, departures or {}, moment, calendars)
    for node, options in zip(space.nodes, space.options, strict=True):
        for option in options:
            builder.add(node, option)
    longer = builder.longer_problem(space)
    problem = _shortened(longer, pack.clock.steps)
    start = Start(0, moment.step, builder.levels.start_joint())
    taken = tuple(option for listed in space.options for option in listed)
    rows = np.array(builder.moves_of_rows, dtype=np.int64)
    return Charted(pack, moment, builder.levels, space, problem, longer, taken, rows, start)


def _shortened(longer: Problem, steps: int) -> Problem:
    """The same problem with fewer steps: what would end after the last is not open any more."""
    keys = np.stack([longer.calendar, longer.duration], axis=1)
    distinct, calendar = np.unique(keys, axis=0, return_inverse=True)
    opened = longer.open_steps[distinct[:, 0], :steps].copy()
    opened[np.arange(steps)[None, :] + distinct[:, 1][:, None] > steps] = 0
    hiddens = tuple(Hidden(hidden.weight[:steps], hidden.counts[:steps]) for hidden in longer.hiddens)
    return replace(
        longer, steps=steps, open_steps=opened, calendar=calendar.reshape(-1).astype(np.int32), hiddens=hiddens
    )


class _Builder:
    """Gathers actions, and rows of risks that many actions share."""

    def __init__(self, pack: Pack, departures: Departures, moment: Moment, calendars: Calendars | None) -> None:
        self.pack = pack
        self.departures = departures
        self.calendars = calendars or Calendars(pack.clock.longer)
        self.clock = self.calendars.clock
        self.hazards: dict[tuple[int, bool], Hazards] = {}
        acting = {name for place in pack.places for name in waiting_hazards(pack, place).conditions}
        for number, move in enumerate(pack.moves):
            for new in (True, False):
                self.hazards[number, new] = leg_hazards(pack, move, new)
                acting |= set(self.hazards[number, new].conditions)
        self.levels = levels_of(pack, acting, self.clock.steps, moment.step, moment.levels)
        self.visible = {condition.id for condition in self.levels.visible}
        self.columns: dict[str, list[int]] = {
            key: [] for key in ("destination", "duration", "late", "back", "calendar", "view", "hidden", "row")
        }
        self.open: dict[bytes, int] = {}
        self.opens: dict[object, int] = {}
        self.views: dict[tuple[str, ...], tuple[int, View]] = {}
        self.hiddens: dict[tuple[str, ...], tuple[int, Hidden]] = {}
        self.rows: dict[object, tuple[int, int, int]] = {}
        self.risks: list[list[Belief]] = []
        self.shut: list[bool] = []
        self.moves_of_rows: list[int] = []

    def add(self, node: Node, option: Option) -> None:
        if option.move == WAIT:
            duration, late = 1, 1
            key: object = ("wait", node.place)
        else:
            duration, late = self.pack.steps_of(self.pack.moves[option.move])
            key = (option.move, option.new)
        view, hidden, row = self.rows.get(key) or self._add_rows(key, node, option)
        values = (
            option.arrived,
            duration,
            duration + late,
            option.back,
            self._calendar(option, duration),
            view,
            hidden,
            row,
        )
        for column, value in zip(self.columns.values(), values, strict=True):
            column.append(value)

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

    def _add_rows(self, key: object, node: Node, option: Option) -> tuple[int, int, int]:
        waiting = option.move == WAIT
        hazards = (
            waiting_hazards(self.pack, self.pack.place[node.place])
            if waiting
            else self.hazards[option.move, option.new]
        )
        seen = tuple(name for name in hazards.conditions if name in self.visible)
        unseen = tuple(name for name in hazards.conditions if name not in self.visible)
        view_number, view_levels = self._view(seen)
        hidden_number, hidden_levels = self._hidden(unseen)
        first = len(self.risks)
        for u in hidden_levels:
            closed = hazards.closed(u)
            for v in view_levels:
                self.risks.append(_risks(hazards, (*v, *u), closed))
                self.shut.append(hazards.closed(v))
        places = [place.id for place in self.pack.places]
        number = -1 - places.index(node.place) if waiting else option.move
        self.moves_of_rows.extend([number] * (len(self.risks) - first))
        self.rows[key] = view_number, hidden_number, first
        return self.rows[key]

    def _view(self, names: tuple[str, ...]) -> tuple[int, list[tuple[tuple[str, str], ...]]]:
        view, levels = self.levels.view(names)
        ordered = tuple(condition.id for condition in self.levels.visible if condition.id in names)
        number, _ = self.views.setdefault(ordered, (len(self.views), view))
        return number, levels

    def _hidden(self, names: tuple[str, ...]) -> tuple[int, list[tuple[tuple[str, str], ...]]]:
        ordered = tuple(condition.id for condition in self.levels.hidden if condition.id in names)
        hidden, levels = self.levels.hiding(names)
        number, _ = self.hiddens.setdefault(ordered, (len(self.hiddens), hidden))
        return number, levels

    def longer_problem(self, space: StateSpace) -> Problem:
        steps = self.clock.steps
        if not self.views:
            self._view(())
        if not self.hiddens:
            self._hidden(())
        column = {key: np.array(values, dtype=np.int32) for key, values in self.columns.items()}
        counts = [0, *(len(options) for options in space.options)]
        opened = np.frombuffer(b"".join(self.open), dtype=np.uint8).reshape(len(self.open), steps)
        risks = np.array(self.risks, dtype=np.float64).reshape(len(self.risks), len(FATAL_RISKS) + 2, 3)
        return Problem(
            steps=steps,
            chains=tuple(np.array(self.levels.chains[c.id], dtype=np.float64) for c in self.levels.visible),
            ends=np.array([node.place in self.pack.mission.to for node in space.nodes], dtype=np.bool_),
            first_action=np.cumsum(counts).astype(np.int32),
            destination=column["destination"],
            duration=column["duration"],
            late_duration=column["late"],
            return_node=column["back"],
            calendar=column["calendar"],
            open_steps=opened,
            view=column["view"],
            views=tuple(view for _, view in self.views.values()),
            hidden=column["hidden"],
            hiddens=tuple(hidden for _, hidden in self.hiddens.values()),
            first_row=column["row"],
            risks=risks,
            shut=np.array(self.shut, dtype=np.bool_),
        )


def _risks(hazards: Hazards, levels: tuple[tuple[str, str], ...], closed_unseen: bool) -> list[Belief]:
    """Betrayed, caught, harm, back, late; waiting has only its one risk, in the first place."""
    if closed_unseen:
        return [NEVER, NEVER, NEVER, BACK, NEVER]
    found = list(hazards.under(levels).values())
    return found if len(found) > 1 else [found[0], NEVER, NEVER, NEVER, NEVER]


def payments(charted: Charted) -> NDArray[np.float64]:
    """What the party pays for each action: (actions, 2), at departure and on arrival."""
    nothing = (0.0, 0.0)
    moves = charted.pack.moves
    return np.array([nothing if o.move == WAIT else due(charted.pack, moves[o.move]) for o in charted.options]).reshape(
        -1, 2
    )
