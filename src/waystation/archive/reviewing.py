"""Whoever looks at a working copy before it may leave: who may confirm it, approve it, refuse it, and by which sheet.

Decides which contact sheet counts as the same, and who may say what. What it takes to leave is `leaving`'s business; it
does not trust what a device let its owner say here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from waystation.archive.records import Keepsake, Shown
from waystation.archive.register import Register
from waystation.errors import Usage

__all__ = ["Looked", "Said", "Step", "looked_at", "may_say", "meant_sheet", "sheet_digest"]

Step = Literal["confirmed", "approved", "refused"]
SHORT = 8
"""Letters of a sheet's number that must be given at least."""


@dataclass(frozen=True)
class Looked:
    """Who looked at a working copy.

    Args:
        maker: Who made it.
        confirmed: Who confirmed it, in order.
        approved: Who approved it, in order.
        refused: Who refused it, in order.
        sheets: The sheets by which it was confirmed.
    """

    maker: str
    confirmed: tuple[str, ...] = ()
    approved: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Said:
    """What a member said of a working copy.

    Args:
        copy: The copy.
        step: What they said.
        people: What the copy shows of each person, as everybody in the vault now has it.
        looked: Who looked at it, with this member.
    """

    copy: Keepsake
    step: Step
    people: tuple[Shown, ...]
    looked: Looked


def looked_at(register: Register, item: str) -> Looked:
    """Who looked at a working copy that is in the register."""
    reviews = register.reviews.get(item, ())
    by: dict[str, list[str]] = {"confirmed": [], "approved": [], "refused": []}
    for one in reviews:
        if one.member not in by[one.record.step]:
            by[one.record.step].append(one.member)
    sheets = {one.record.sheet for one in reviews if one.record.step == "confirmed" and one.record.sheet}
    return Looked(
        maker=register.keepsakes[item].member,
        confirmed=tuple(by["confirmed"]),
        approved=tuple(by["approved"]),
        refused=tuple(by["refused"]),
        sheets=tuple(sorted(sheets)),
    )


def may_say(register: Register, copy: Keepsake, step: Step, member: str) -> None:
    """Refuse what a member may not say of a keepsake.

    Args:
        register: What is known.
        copy: The keepsake.
        step: What they say.
        member: Who.

    Raises:
        Usage: `looked_original` for what is no working copy; `looked_refused` once it is refused; `looked_unconfirmed`
            if nobody confirmed it yet; `looked_own` if they made it, or confirmed it; `looked_twice` if they said so.
    """
    word = copy.item[:SHORT]
    if copy.of is None:
        raise Usage("looked_original", value=word)
    known = looked_at(register, copy.item)
    if known.refused:
        raise Usage("looked_refused", value=word, member=known.refused[0])
    if step == "refused":
        return
    if member in (known.confirmed if step == "confirmed" else known.approved):
        raise Usage("looked_twice", value=word)
    if step == "approved":
        if not known.confirmed:
            raise Usage("looked_unconfirmed", value=word)
        if member == known.maker or member in known.confirmed:
            raise Usage("looked_own", value=word)


def sheet_digest(copy: Keepsake, frames: Sequence[int]) -> str:
    """The number of a contact sheet: which frames of which bytes it shows, on whatever device it is drawn.

    Args:
        copy: The working copy.
        frames: The numbers of the frames, in order; (0,) for a picture, none for what is heard or read.
    """
    shown = " ".join(str(number) for number in frames)
    return hashlib.sha256(f"waystation sheet 1\n{copy.sha256}\n{shown}\n".encode()).hexdigest()


def meant_sheet(given: str, digest: str, copy: Keepsake) -> str:
    """The sheet that somebody says they looked at.

    Args:
        given: The first letters of its number, at least `SHORT`.
        digest: The number of the sheet of the copy.
        copy: The working copy.

    Raises:
        Usage: `looked_sheet` if they looked at another.
    """
    word = given.strip().lower()
    if len(word) < SHORT or not digest.startswith(word):
        raise Usage("looked_sheet", value=copy.item[:SHORT], given=given[:SHORT])
    return digest
