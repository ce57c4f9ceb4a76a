"""What the page of the vault says: when it was last backed up and handed on, and what has come since."""

from __future__ import annotations

from datetime import date

from waystation.wording.figures import day_of
from waystation.wording.language import say, say_many

__all__ = ["BACKUP_DAYS", "backup_words", "bundle_words", "state_line"]

BACKUP_DAYS = 7
"""A backup that is older, where anything was written since, is due."""


def state_line(members: int, proposals: int, pressed: int, *, backup_due: bool) -> str:
    """What is said first: what of the vault needs somebody."""
    if pressed:
        return say("A device was opened because somebody was made to. Look at who it is, and burn it.")
    if proposals:
        return say_many("{n} change waits for approval.", "{n} changes wait for approval.", proposals, n=proposals)
    if backup_due:
        return say("A backup is due.")
    return say_many(
        "{n} member reads what they must, and no more.",
        "{n} members read what they must, and no more.",
        members,
        n=members,
    )


def backup_words(when: str | None, since: int) -> str:
    """When the last backup was made, and how much came since.

    Args:
        when: The day, as it was noted; None if there was none.
        since: How many entries came since.
    """
    if when is None:
        return say("This device has never written a backup.")
    last = say("Last backup: {day}.", day=day_of(date.fromisoformat(when)))
    return last + " " + say_many("{n} entry since.", "{n} entries since.", since, n=f"{since:,}")


def bundle_words(when: str | None, waiting: int) -> str:
    """When the last bundle was written, and how much waits for the next."""
    if when is None:
        return say("This device has never written a bundle.")
    last = say("Last bundle: {day}.", day=day_of(date.fromisoformat(when)))
    return (
        last
        + " "
        + say_many("{n} entry waits for the next.", "{n} entries wait for the next.", waiting, n=f"{waiting:,}")
    )
