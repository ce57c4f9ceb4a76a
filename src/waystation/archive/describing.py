"""Who somebody in the archive is, from everything that members said of them.

What is said adds up, so that nobody becomes safer by being described again: names, kin, missions, reasons to hold. What
was said wrongly counts for nothing once two members have said so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from waystation.archive.entered import Entered, enough
from waystation.archive.records import Subject
from waystation.archive.register import Register

__all__ = ["Described", "described", "kin_of", "standing_statements", "statement_id"]


@dataclass(frozen=True)
class Described:
    """Somebody in the archive.

    Args:
        person: Their word.
        names: Every name that they go by, sorted.
        roles: What members say that they are, sorted.
        missions: Missions in which they travel beside the archive's own, sorted.
        kin: Words of those who were named as their kin, sorted.
        at_home: The ids of the statements that they, or theirs, could be made to pay for it.
        child: Whether a guardian speaks for them.
        of_age: From which day on they speak for themselves; None if nobody said, or they do so already.
        guardians: Words of those who may speak for them, sorted.
    """

    person: str
    names: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    missions: tuple[str, ...] = ()
    kin: tuple[str, ...] = ()
    at_home: tuple[str, ...] = ()
    child: bool = False
    of_age: date | None = None
    guardians: tuple[str, ...] = ()

    @property
    def bystander(self) -> bool:
        """Whether everybody says that nobody can ask them."""
        return self.roles == ("bystander",)

    def is_child(self, today: date) -> bool:
        """Whether a guardian speaks for them on a day."""
        return self.child and (self.of_age is None or today < self.of_age)


def statement_id(entered: Entered[Subject]) -> str:
    """The id by which a statement about somebody is answered."""
    return entered.record.id or entered.entry.hex()[:32].rjust(32, "0")


def standing_statements(register: Register, person: str) -> tuple[Entered[Subject], ...]:
    """What was said of somebody, without what two members have answered as wrong."""
    said = register.subjects_said.get(person, ())
    return tuple(
        one for one in said if not enough(other.member for other in said if statement_id(one) in other.record.after)
    )


def described(register: Register, person: str) -> Described | None:
    """Somebody as all that stands describes them; None if nobody said who they are, or they are forgotten.

    Args:
        register: The archive.
        person: Their word.
    """
    standing = standing_statements(register, person)
    if not standing or person in register.forgotten:
        return None
    said = [one.record for one in standing]
    children = [one for one in said if one.child]
    ages = [one.of_age for one in children if one.of_age is not None]
    return Described(
        person,
        names=_sorted(name for one in said for name in one.names),
        roles=_sorted(one.role for one in said),
        missions=_sorted(mission for one in said for mission in one.missions),
        kin=_sorted(word for one in said for word in one.kin if word != person),
        at_home=_sorted(statement_id(one) for one in standing if one.record.at_home),
        child=bool(children),
        of_age=max(ages) if children and len(ages) == len(children) else None,
        guardians=_sorted(word for one in said for word in one.guardians),
    )


def kin_of(register: Register, person: str, more: Iterable[tuple[str, str]] = ()) -> tuple[str, ...]:
    """Everybody who is kin of somebody, whoever of them it was said of, and the kin of their kin; without themselves.

    Args:
        register: The archive.
        person: Their word.
        more: Who is whose kin by other archives, in full words.
    """
    own = f"{register.mission}."
    beside: dict[str, set[str]] = {}
    for pair in (*_kinships(register), *more):
        one, other = (word.removeprefix(own) for word in pair)
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    begin = person.removeprefix(own)
    found, waiting = {begin}, [begin]
    while waiting:
        new = beside.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return tuple(sorted(found - {begin}))


def _kinships(register: Register) -> Iterator[tuple[str, str]]:
    """Who was said to be whose kin."""
    for person in register.subjects_said:
        for one in standing_statements(register, person):
            for word in one.record.kin:
                yield person, word


def _sorted(words: Iterator[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words)))
