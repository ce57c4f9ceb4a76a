"""Rehearsals: which folders are one, what time it is in them, and that no vault is ever opened beside one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

from waystation.errors import Usage

if TYPE_CHECKING:
    from waystation.desk.chart.loading import Loaded
    from waystation.guiding.rehearsal import Rehearsal

__all__ = [
    "begin_rehearsal",
    "check_rehearsable",
    "enter_rehearsal",
    "in_rehearsal",
    "is_rehearsal",
    "keep_rehearsal",
    "leave_rehearsal",
    "machine_instant",
    "new_seed",
    "rehearsed",
    "rehearsed_instant",
    "truth_of",
]

FILE = "rehearsal.json"
_ENTERED: ContextVar[Path | None] = ContextVar("waystation_rehearsal", default=None)


def is_rehearsal(name: str) -> bool:
    """Whether a PACK is a rehearsal's folder."""
    return (Path(name) / FILE).is_file()


def rehearsed(name: str) -> Rehearsal:
    """How a rehearsal stands.

    Raises:
        Usage: If the folder is no rehearsal, or its file cannot be read.
    """
    from waystation.storage.rehearsal_folders import read_rehearsal

    found = read_rehearsal(Path(name))
    if found is None:
        raise Usage("rehearsal_none", value=name)
    return found


def enter_rehearsal(names: Iterable[str]) -> bool:
    """Go by the clock of a rehearsal from now on, if any of some packs is one; then no vault can be opened.

    Returns:
        Whether one is.

    Raises:
        Usage: If others are none, or are different rehearsals: what is only played is never mixed with what is real.
    """
    given = list(names)
    found = [name for name in given if is_rehearsal(name)]
    if not found:
        return False
    if len(found) < len(given):
        raise Usage("rehearsal_mixed", value=next(name for name in given if name not in found))
    entered = _ENTERED.get()
    if any(entered is not None and entered != Path(name).absolute() for name in found):
        raise Usage("rehearsal_several")
    _ENTERED.set(Path(found[0]).absolute())
    return True


def in_rehearsal() -> bool:
    """Whether this run goes by a rehearsal's clock."""
    return _ENTERED.get() is not None


def leave_rehearsal() -> None:
    """Go by the clock of this machine again."""
    _ENTERED.set(None)


def rehearsed_instant(real: datetime) -> datetime | None:
    """What time it is in the rehearsal that was entered, in the offset of its own clock; None in none.

    Args:
        real: The present instant by the clock of this machine.
    """
    folder = _ENTERED.get()
    return rehearsed(str(folder)).now(real) if folder is not None else None


def machine_instant() -> datetime:
    """The present instant by the clock of this machine, in a rehearsal too."""
    return datetime.now().astimezone()


def new_seed() -> int:
    """A seed that nobody has chosen."""
    return SystemRandom().randrange(1 << 32)


def check_rehearsable(pack: str) -> None:
    """Refuse what is never played: a mission in a vault, and what is a rehearsal itself.

    Raises:
        Usage: If it is one of these.
    """
    from waystation.bootstrap import in_vault

    if in_vault(pack) or is_rehearsal(pack):
        raise Usage("rehearsal_of", value=pack)


def begin_rehearsal(into: str, rehearsal: Rehearsal, files: Mapping[str, bytes]) -> None:
    """Make the folder of a rehearsal: the pack's files, and how it stands.

    Args:
        into: A folder that is new, or empty.
        rehearsal: How it stands.
        files: The pack's files, by their paths inside its folder.

    Raises:
        Usage: If the folder cannot be made.
    """
    from waystation.storage.new_folders import NewFolder
    from waystation.storage.rehearsal_folders import REHEARSAL, rehearsal_bytes

    NewFolder(Path(into)).write({**files, REHEARSAL: rehearsal_bytes(rehearsal)})


def keep_rehearsal(name: str, rehearsal: Rehearsal) -> None:
    """Keep how a rehearsal stands."""
    from waystation.storage.rehearsal_folders import write_rehearsal

    write_rehearsal(Path(name), rehearsal)


def truth_of(name: str, rehearsal: Rehearsal) -> Loaded:
    """A rehearsal's pack as it was when it began: with the reports that it came with, and no others."""
    from waystation.desk.chart.loading import load_pack
    from waystation.storage.folders import PackFolder
    from waystation.world.report_lines import REPORTS

    folder = PackFolder(Path(name))
    if folder.has(REPORTS):
        lines = folder.read(REPORTS).splitlines(keepends=True)
        folder.seen[REPORTS] = b"".join(lines[: rehearsal.before])
    return load_pack(folder)
