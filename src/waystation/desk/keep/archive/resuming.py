"""Going on with intakes that were broken off, one after the other, or letting them go."""

from __future__ import annotations

from collections.abc import Callable

from waystation.archive.listed import ENDS, Resumed
from waystation.desk.keep.archive.adding import Intake
from waystation.desk.keep.archive.broken import Broken, broken_off, let_go
from waystation.desk.keep.opening import OpenVault
from waystation.errors import Usage, WaystationError
from waystation.storage.source_files import shown

__all__ = ["resume"]

GONE_ON, LET_GO, KEPT = ENDS
Watch = Callable[[Broken], Callable[[int], None] | None]
GIVEN_UP = ("archive_kept_already", "archive_destroyed_before")
"""Why an intake that cannot be ended is not to be gone on with either."""


def resume(vault: OpenVault, *, drop: bool = False, watch: Watch | None = None) -> list[Resumed]:
    """Go on with every intake that was broken off: from its file where it is, anew where that has changed.

    What came from a stream cannot be gone on with, and is let go.

    Args:
        vault: The vault.
        drop: Whether to let all of them go instead.
        watch: Is asked what is to be told how far each is.

    Raises:
        Usage: If this device may not write.
    """
    if (why := vault.silenced()) is not None:
        raise why
    return [_one(vault, broken, drop, watch) for broken in broken_off(vault)]


def _one(vault: OpenVault, broken: Broken, drop: bool, watch: Watch | None) -> Resumed:
    path = "-" if broken.path is None else shown(broken.path)
    try:
        if drop or broken.path is None:
            let_go(vault, broken)
            return Resumed(path, LET_GO)
        told = None if watch is None else watch(broken)
        # A file that has changed since is another one; nothing of the first attempt is of use.
        keepsake = Intake(vault, broken.mission).take(broken.path, broken.draft, told=told)
        _rest(vault, broken)
        return Resumed(path, GONE_ON, keepsake)
    except WaystationError as error:
        if error.code in GIVEN_UP:
            _rest(vault, broken)
            return Resumed(path, LET_GO, why=error)
        return Resumed(path, KEPT, why=error)


def _rest(vault: OpenVault, broken: Broken) -> None:
    """Let go of what is left of an attempt."""
    if any(one.item == broken.item for one in broken_off(vault)):
        try:
            let_go(vault, broken)
        except Usage as error:
            if error.code != "archive_busy":
                raise
