"""Who is in a keepsake, and what it shows of them: what was said when it was taken in or made, and what was said since.

What is said adds up. One member alone takes nobody out, and no copy hides what none of its changes can hide. A copy
that was made before somebody was noticed in its original shows them as the original does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from waystation.archive.entered import Entered, enough
from waystation.archive.records import ASPECTS, Keepsake, People, Shown

__all__ = ["HIDES", "Said", "bare", "said_ids", "shown_in"]

HIDES = {
    "face": frozenset({"faces", "boxes", "cut"}),
    "voice": frozenset({"voice", "cut"}),
    "name": frozenset({"text", "boxes", "voice", "cut"}),
}
"""Which changes can hide what a keepsake shows of somebody."""

BARE = {"image": ("face", "name"), "audio": ("voice", "name"), "text": ("name",)}
"""What a copy of a kind can show at all, once all beside the picture, sound or text is gone from its file."""

Said = tuple[Keepsake, tuple[datetime, bytes], Sequence[Entered[People]]]
"""A keepsake, when it was entered, and what was said of who is in it."""


def shown_in(line: Sequence[Said]) -> dict[str, Shown]:
    """Everybody in a keepsake or in anything that it was made from, and what the keepsake itself shows of them.

    Args:
        line: The keepsake first, then what it was made from, up to the original.
    """
    found: dict[str, Shown] = {}
    for place, (keepsake, order, said) in reversed(list(enumerate(line))):
        hidden: set[str] = {change.what for change in keepsake.changes}
        for one in keepsake.people:
            if not _taken_out(one.person, keepsake.item, said):
                found[one.person] = _covered(found.get(one.person), one, hidden)
        before = [each for _, _, earlier in line[place + 1 :] for each in _standing(earlier)]
        late = [one for entered, one in before if not _knew(keepsake, order, entered)]
        for one in (*late, *(one for _, one in _standing(said))):
            found[one.person] = _both(found.get(one.person), one)
    return {person: _possible(one, line[0][0]) for person, one in found.items()}


def said_ids(line: Sequence[Said]) -> tuple[str, ...]:
    """The ids of everything that was said of who is in a keepsake: what a copy of it that is made now knows of.

    Args:
        line: The keepsake first, then what it was made from, up to the original.
    """
    return tuple(sorted({entered.record.id for _, _, said in line for entered in said}))


def _standing(said: Sequence[Entered[People]]) -> Iterator[tuple[Entered[People], Shown]]:
    """What was said since of who is in a keepsake, without those whom two members took out again."""
    for entered in said:
        for one in entered.record.shown:
            if not _taken_out(one.person, entered.record.id, said):
                yield entered, one


def _taken_out(person: str, statement: str, said: Sequence[Entered[People]]) -> bool:
    """Whether two members say that somebody is not in it, each knowing of the statement that they are."""
    against = (one for one in said if person in one.record.without and statement in one.record.after)
    return enough(one.member for one in against)


def _knew(copy: Keepsake, order: tuple[datetime, bytes], entered: Entered[People]) -> bool:
    """Whether a copy was made knowing of a statement; where nobody wrote that down, by the clocks."""
    return entered.order < order if copy.knew is None else entered.record.id in copy.knew


def _covered(before: Shown | None, now: Shown, hidden: set[str]) -> Shown:
    """What a copy shows of somebody: what it says itself, and what none of its changes can have hidden."""
    if before is None:
        return now
    shown = {
        aspect: getattr(now, aspect) or (getattr(before, aspect) and not hidden & HIDES[aspect]) for aspect in ASPECTS
    }
    return Shown(person=now.person, **shown)


def bare(shown: Shown, media: str) -> Shown:
    """What a file can show of somebody that holds nothing beside its picture, sound or text.

    Args:
        shown: What is shown of them, as it was said.
        media: What the file is.
    """
    can = BARE.get(media.partition("/")[0], ASPECTS)
    return Shown(person=shown.person, **{one: getattr(shown, one) and one in can for one in ASPECTS})


def _possible(shown: Shown, keepsake: Keepsake) -> Shown:
    """What a keepsake shows of somebody, without what it cannot: a still has no voice, a text no face.

    Of an original nothing is taken to be impossible: what lies beside the picture in its file may be anything.
    """
    if keepsake.of is None or not any(change.what == "metadata" for change in keepsake.changes):
        return shown
    return bare(shown, keepsake.media)


def _both(before: Shown | None, now: Shown) -> Shown:
    """What either of two shows of somebody."""
    if before is None:
        return now
    return Shown(person=now.person, **{aspect: getattr(before, aspect) or getattr(now, aspect) for aspect in ASPECTS})
