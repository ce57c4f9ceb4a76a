"""What a coordinator asks about a plan: what if something were otherwise, and what should we find out first."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from waystation.desk.chart.loading import Loaded, PackSource, inspect_pack, load_pack
from waystation.desk.chart.moments import read_moment
from waystation.errors import BadInput, Mistake
from waystation.planning.plan import Plan, make_plan
from waystation.planning.questions import MOST, Asked, ask_about
from waystation.planning.what_if import Beside, Mission, plan_beside
from waystation.solver.spreading import HERE, Watch, Workers
from waystation.world.changes import Changes, read_changes

__all__ = ["Questioned", "WhatIf", "ask_loaded", "ask_pack", "what_if"]


@dataclass(frozen=True)
class WhatIf:
    """A plan, and the plan with something otherwise.

    Args:
        before: The pack as it is.
        after: The pack with the changes.
        changes: What is otherwise.
        plans: Both plans.
        seconds: How long reading took; how long the plans took they say themselves.
    """

    before: Loaded
    after: Loaded
    changes: Changes
    plans: Beside
    seconds: dict[str, float]

    @property
    def new_warnings(self) -> list[Mistake]:
        """What somebody should look at only because of the changes."""
        known = {(warning.code, str(warning.fields)) for warning in self.before.warnings}
        said = [warning for warning in self.after.warnings if (warning.code, str(warning.fields)) not in known]
        idle = ("broker_unused", "condition_unused") if self.changes.without else ()
        return [warning for warning in said if warning.code not in idle]


@dataclass(frozen=True)
class Questioned:
    """What asking before leaving is worth.

    Args:
        loaded: The pack with its data.
        plan: Today's plan.
        asked: Questions, the best first.
        everything: Whether these are all that there are.
    """

    loaded: Loaded
    plan: Plan
    asked: list[Asked]
    everything: bool


def what_if(source: PackSource, settings: Sequence[str], without: Sequence[str], at: str | None = None) -> WhatIf:
    """Plan a pack as it is and with something otherwise.

    Args:
        source: Where the pack's files come from.
        settings: What is set otherwise, each as `--set` has it.
        without: What is left out, each as `--without` has it.
        at: From where and when, as `--at` has it; default the mission's own start.

    Raises:
        BadInput: With every mistake of the pack, or of the words.
    """
    began = time.perf_counter()
    kept = _Kept(source)
    before = load_pack(kept)
    changes, mistakes = read_changes(before.stated, settings, without, before.pack)
    after, found = inspect_pack(kept, changes, before)
    if after is None or mistakes:
        errors = [mistake for mistake in found if not mistake.warning]
        raise BadInput([*mistakes, *errors])
    missions = [
        Mission(each.pack, each.departures, read_moment(each.pack, at) if at is not None else None, each.calendars)
        for each in (before, after)
    ]
    read = time.perf_counter() - began
    return WhatIf(before, after, changes, plan_beside(*missions), {"read": read})


class _Kept:
    """A source whose files are read once, so that what is planned twice is the same pack both times.

    Args:
        source: Where the files come from.
    """

    def __init__(self, source: PackSource) -> None:
        self._source = source
        self._files: dict[str, bytes] = {}
        self._there: dict[str, bool] = {}

    def read(self, inside: str) -> bytes:
        """The bytes of a file of the pack."""
        if inside not in self._files:
            self._files[inside] = self._source.read(inside)
        return self._files[inside]

    def has(self, inside: str) -> bool:
        """Whether there is a file of that path."""
        if inside not in self._there:
            self._there[inside] = self._source.has(inside)
        return self._there[inside]

    def digest(self) -> str:
        """SHA-256 over the files read so far."""
        return self._source.digest()

    def doubts(self) -> Sequence[Mistake]:
        """Warnings about where the files come from."""
        return self._source.doubts()


def ask_pack(
    source: PackSource,
    at: str | None = None,
    everything: bool = False,
    workers: Workers = HERE,
    watch: Watch | None = None,
) -> Questioned:
    """What asking before leaving is worth.

    Args:
        source: Where the pack's files come from.
        at: From where and when, as `--at` has it; default the mission's own start.
        everything: Whether to answer every question, and not only the best few.
        workers: Who does the solves.
        watch: Told how far they are.
    """
    return ask_loaded(load_pack(source), at, everything, workers, watch)


def ask_loaded(
    loaded: Loaded,
    at: str | None = None,
    everything: bool = False,
    workers: Workers = HERE,
    watch: Watch | None = None,
) -> Questioned:
    """What asking before leaving is worth, of a pack that was read already.

    Args:
        loaded: The pack with its data.
        at: From where and when, as `--at` has it; default the mission's own start.
        everything: Whether to answer every question, and not only the best few.
        workers: Who does the solves.
        watch: Told how far they are.
    """
    moment = read_moment(loaded.pack, at) if at is not None else None
    plan = make_plan(loaded.pack, loaded.departures, moment, loaded.calendars)
    most = None if everything else MOST
    asked = ask_about(plan, loaded.departures, loaded.calendars, most=most, workers=workers, watch=watch)
    return Questioned(loaded, plan, asked, everything)
