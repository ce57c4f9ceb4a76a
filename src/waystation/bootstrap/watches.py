"""Where the watch of a PACK is kept, in a vault or for a folder, and keeping it in step with the journeys."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from waystation.bootstrap import in_vault, is_vault, report_store
from waystation.bootstrap.vaults import open_vault
from waystation.errors import Mistake, Usage, WaystationError
from waystation.guiding.ahead import Stretch
from waystation.guiding.journey import Journey
from waystation.storage.watch_files import PlainWatch, state_folder
from waystation.world.pack import Pack

if TYPE_CHECKING:
    from waystation.desk.guide.schedules import ScheduleKeeping
    from waystation.desk.guide.watch_posts import WatchPost
    from waystation.desk.keep.opening import OpenVault
    from waystation.world.report import Report

__all__ = ["Watching", "follow_bundles", "note_life", "numbers_watched", "refresh_watch", "watching_of"]


@dataclass(frozen=True)
class Watching:
    """What is watched together: all missions of a vault, or one pack in the clear.

    Args:
        place: The folder by which it is known.
        post: Where its watch finds its schedule.
        keeping: Where its schedule is kept.
        vault: The vault, open; None for a pack in the clear.
    """

    place: Path
    post: WatchPost
    keeping: ScheduleKeeping
    vault: OpenVault | None = None


def watching_of(name: str | None) -> Watching:
    """Where the watch of a PACK is kept.

    Args:
        name: A folder, `vault:NAME`, or a vault's folder; None for the vault that is open.

    Raises:
        Usage: If there is no such vault, or none is open.
    """
    from waystation.desk.guide.schedules import PlainSchedule, VaultSchedule, post_of

    if name is None or in_vault(name) or is_vault(name):
        vault = open_vault(Path(name) if name is not None and not in_vault(name) else None)
        return Watching(vault.folder.path, post_of(vault), VaultSchedule(vault), vault)
    path = Path(name)
    if not (path / "pack.toml").is_file():
        raise Usage("no_pack", path=name)
    post = PlainWatch(state_folder(os.environ) / hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:16])
    return Watching(path, post, PlainSchedule(post))


def refresh_watch(name: str, pack: Pack, journey: Journey, ahead: Sequence[Stretch], now: datetime) -> list[Mistake]:
    """Expect of a journey what its way ahead makes us expect, and keep what the watch has rung as reports.

    Args:
        name: The PACK as given.
        pack: The mission and its world.
        journey: The journey; one that is over leaves the schedule.
        ahead: Its way ahead, the stretch that it is on first.
        now: The present instant.

    Returns:
        Warnings, where that cannot be written: what was reported is kept all the same.
    """
    from waystation.desk.guide.watch_posts import read_log
    from waystation.desk.guide.watching import keep_alarms, refresh_schedule

    try:
        watching = watching_of(name)
        refresh_schedule(watching.keeping, pack, journey, ahead, now)
        log = read_log(watching.post)
        if any(one.number == journey.number for one in log.rung):
            keep_alarms(report_store(name), journey, log, _known(name, watching.vault), now)
    except WaystationError as error:
        return _warnings(error)
    return []


def numbers_watched(name: str) -> set[int]:
    """The numbers by which alarms call the journeys that are watched where a PACK is kept.

    Args:
        name: The PACK as given.
    """
    return set(watching_of(name).keeping.schedule().journeys)


def note_life(name: str, journey: Journey) -> list[Mistake]:
    """Let signs of life end alarms at once, before a new way ahead has been worked out.

    Args:
        name: The PACK as given.
        journey: The journey.

    Returns:
        Warnings, where that cannot be written.
    """
    from waystation.desk.guide.watching import note_signs

    try:
        note_signs(watching_of(name).keeping, journey)
    except WaystationError as error:
        return _warnings(error)
    return []


def _warnings(error: WaystationError) -> list[Mistake]:
    """That the watch does not know, and why."""
    return [Mistake("watch_unaware", warning=True), *(replace(one, warning=True) for one in error.mistakes())]


def follow_bundles(vault: OpenVault) -> None:
    """Let the watch of this device expect what bundles of others have brought.

    Args:
        vault: The vault that took them in; where nobody has ever watched, nothing is done.
    """
    from waystation.desk.guide.schedules import KEY, VaultSchedule

    if vault.store.own(KEY) is not None and vault.writable:
        VaultSchedule(vault).write_file()


def _known(name: str, vault: OpenVault | None) -> list[Report]:
    """The mission's reports without those about people."""
    if vault is None:
        return report_store(name).all()
    from waystation.desk.keep.reports import kept_in

    return [one.report for one in kept_in(vault, name.partition(":")[2], personal=False)]
