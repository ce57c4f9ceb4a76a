"""How the watch stands, for those who look at pages: whether one runs, what it last did, what it expects; and noting.

What silence means is decided in `guiding.alarms`; the watch itself is a process of its own, since it must ring while
everything else is locked.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from waystation.bootstrap import in_vault, is_vault
from waystation.bootstrap.alarm_channels import MachineClocks
from waystation.bootstrap.watches import watching_of
from waystation.errors import Mistake, Usage, WaystationError
from waystation.guiding.alarm_log import AlarmLog
from waystation.guiding.alarms import Standing, standings
from waystation.storage.vault_session import runtime_folder
from waystation.storage.watch_socket import note_everywhere, watches_running
from waystation.world.report_journeys import ALARM_STAGES

__all__ = ["WatchState", "note_alarm", "watch_state"]


@dataclass(frozen=True)
class WatchState:
    """How the watch stands.

    Args:
        runs: Whether one runs on this machine.
        looked: When one last wrote down that it looked; None if never.
        rung: When it last rang; None if never.
        stood: How each sign of life stands that is expected, the gravest first.
        troubles: Warnings: what could not be read of it.
        notes: When somebody last took note of a journey's alarms, by its number.
    """

    runs: bool = False
    looked: datetime | None = None
    rung: datetime | None = None
    stood: tuple[Standing, ...] = ()
    troubles: tuple[Mistake, ...] = ()
    notes: Mapping[int, datetime] = field(default_factory=dict)

    def of(self, number: int) -> list[Standing]:
        """What is expected of one journey."""
        return [one for one in self.stood if one.number == number]


def watch_state(names: Sequence[str], now: datetime) -> WatchState:
    """How the watch stands over some missions.

    Args:
        names: The PACKs as given, or those of a vault.
        now: The present instant.
    """
    from waystation.desk.guide.watch_posts import read_log

    try:
        runs = watches_running(runtime_folder(os.environ)) > 0
    except (WaystationError, OSError):
        runs = False
    stood: list[Standing] = []
    logs: list[AlarmLog] = []
    troubles: list[Mistake] = []
    for name in _places(names):
        try:
            watching = watching_of(name)
            log = read_log(watching.post)
            stood += standings(watching.keeping.schedule(), log, now.astimezone(UTC))
        except WaystationError as error:
            troubles += [replace(one, warning=True) for one in error.mistakes()]
            continue
        logs.append(log)
    looked = max((log.anchor.time for log in logs if log.anchor is not None), default=None)
    rung = max((one.at for log in logs for one in log.rung if one.done), default=None)
    notes = {number: at for log in logs for number, at in log.acks.items()}
    return WatchState(runs, looked, rung, tuple(sorted(stood, key=_order)), tuple(troubles), notes)


def note_alarm(names: Sequence[str], number: int, now: datetime) -> None:
    """Take note of a journey's alarms: it rings no more until it gets graver. A watch that runs is told.

    Args:
        names: The PACKs as given, or those of a vault.
        number: The journey's.
        now: The present instant of packs in the clear, which may lie in another time than this machine.

    Raises:
        Usage: If it has no alarm.
    """
    from waystation.desk.guide.watch_turns import Watch

    watches, noted = note_everywhere(runtime_folder(os.environ), number)
    for name in _places(names) if not watches or not noted else ():
        watching = watching_of(name)
        if number in watching.keeping.schedule().journeys:
            noted = (
                Watch(watching.post, (), MachineClocks() if watching.vault is not None else _At(now)).note(number)
                or noted
            )
    if not noted:
        raise Usage("watch_no_alarm", number=number)


class _At(MachineClocks):
    """The clocks of a pack in the clear: they stand at an instant.

    Args:
        now: The instant.
    """

    def __init__(self, now: datetime) -> None:
        self._now = now

    def clock(self) -> datetime:
        """The instant."""
        return self._now.astimezone(UTC)

    def boot(self) -> str:
        """Nothing: a rehearsal runs as fast as it likes."""
        return ""


def _places(names: Sequence[str]) -> list[str | None]:
    """Each place in which something is watched, once: a vault with all that is in it, or a folder."""
    found: list[str | None] = []
    for name in names:
        place = None if in_vault(name) or is_vault(name) else name
        if place not in found:
            found.append(place)
    return found


def _order(one: Standing) -> tuple[bool, float, datetime, int]:
    grave = ALARM_STAGES.index(one.stage) if one.stage is not None else -1
    return one.stage is None, -grave, one.check.due, one.number
