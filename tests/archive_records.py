"""Archives for tests, made of records alone: who wrote what at which hour, and what follows from all of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from waystation.archive.embargo import MissionSeen, Underway
from waystation.archive.entered import Entered
from waystation.archive.leaving import hindrances
from waystation.archive.records import (
    ASPECTS,
    Change,
    Consent,
    Keepsake,
    Lift,
    People,
    Record,
    Review,
    Shown,
    Subject,
)
from waystation.archive.register import Register, register_of

__all__ = ["ARRIVED", "DAY", "MISSION", "Book", "an_id", "shown"]

MISSION = "heron"
BEGIN = datetime(2031, 10, 1, 8, tzinfo=UTC)
DAY = date(2031, 11, 1)
ARRIVED = Underway({MISSION: MissionSeen(frozenset({"minu", "sora", "boy"}), (("first", "arrived"),))})
"""The mission's only journey has arrived; its travellers are Minu, Sora and a boy."""


def an_id(word: str) -> str:
    """The id that stands for a word."""
    return hashlib.sha256(word.encode()).hexdigest()[:32]


def shown(person: str, *aspects: str) -> Shown:
    """Somebody of whom these aspects are shown."""
    return Shown(person=person, **{aspect: aspect in aspects for aspect in ASPECTS})


@dataclass
class Book:
    """Records as members write them, an hour apart."""

    entered: list[Entered[Record]] = field(default_factory=list)

    def writes(self, record: Record, member: str = "anna", hour: int | None = None) -> Record:
        """Let a member write a record.

        Args:
            record: The record.
            member: Who writes it.
            hour: By their clock; default one more than the last.
        """
        number = len(self.entered)
        when = BEGIN + timedelta(hours=number if hour is None else hour)
        entry = hashlib.sha256(f"{number} {member} {record}".encode()).digest()
        self.entered.append(Entered(record, when, member.encode(), member, entry))
        return record

    def keeps(self, name: str, *people: Shown, member: str = "anna", hour: int | None = None, **said: Any) -> str:
        """A keepsake is taken in; its id."""
        fields = {
            "item": an_id(name), "kind": "still", "sha256": hashlib.sha256(name.encode()).hexdigest(), "size": 1,
            "key": "0" * 64, "chunks": 1, "source": "traveller", "people": tuple(people), **said,
        }  # fmt: skip
        self.writes(Keepsake.model_validate(fields), member, hour)
        return an_id(name)

    def copies(
        self, of: str, name: str, *people: Shown, changes: Iterable[str] = ("metadata", "faces"), **said: Any
    ) -> str:
        """A working copy is made, confirmed by Anna and approved by Ben; its id."""
        made = self.keeps(name, *people, of=of, changes=tuple(Change(what=one) for one in changes), **said)  # type: ignore[arg-type]
        self.looks(made, "confirmed", "anna")
        self.looks(made, "approved", "ben")
        return made

    def looks(self, item: str, step: str, member: str, sheet: str | None = None) -> None:
        """A member looks at a working copy."""
        self.writes(Review.model_validate({"item": item, "step": step, "sheet": sheet}), member)

    def describes(self, person: str, member: str = "anna", hour: int | None = None, **said: Any) -> str:
        """A member says who somebody is; the statement's id."""
        fields = {"id": an_id(f"{person} {len(self.entered)}"), "person": person, **said}
        self.writes(Subject.model_validate(fields), member, hour)
        return str(fields["id"])

    def answers(
        self, person: str, use: str = "public", *aspects: str, given: bool = True, member: str = "anna", **said: Any
    ) -> str:
        """Somebody allows something, knowing of all that they answered before unless `after` says otherwise; its id."""
        hour = said.pop("hour", None)
        known = [
            one.record.id
            for one in self.entered
            if isinstance(one.record, Consent) and (one.record.person, one.record.use) == (person, use)
        ]
        fields = {
            "id": an_id(f"consent {len(self.entered)}"), "person": person, "use": use, "given": given,
            **dict.fromkeys(aspects, True), "after": tuple(known), **said,
        }  # fmt: skip
        self.writes(Consent.model_validate(fields), member, hour)
        return str(fields["id"])

    def refuses(self, person: str, use: str = "public", **said: Any) -> str:
        """Somebody refuses; the id of what they said."""
        return self.answers(person, use, given=False, **said)

    def says_who(self, item: str, *people: Shown, member: str = "anna", hour: int | None = None, **said: Any) -> str:
        """A member says who is in a keepsake; the statement's id."""
        fields = {"id": an_id(f"people {len(self.entered)}"), "item": item, "shown": people, **said}
        self.writes(People.model_validate(fields), member, hour)
        return str(fields["id"])

    def lifts(self, person: str, use: str, after: Iterable[str], member: str, **said: Any) -> str:
        """A member lifts what holds somebody back; the id of what they wrote."""
        fields = {
            "id": an_id(f"lift {len(self.entered)}"), "person": person, "use": use, "after": tuple(after), **said,
        }  # fmt: skip
        self.writes(Lift.model_validate(fields), member)
        return str(fields["id"])

    @property
    def register(self) -> Register:
        """What follows from all of it."""
        return register_of(MISSION, self.entered)

    def against(self, item: str, use: str = "public", underway: Underway = ARRIVED, today: date = DAY) -> list[str]:
        """The codes of all that stands in the way of a keepsake."""
        return [one.code for one in hindrances(self.register, item, use, underway, today)]
