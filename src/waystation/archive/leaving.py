"""What stands between a keepsake and the world: the one gate through which whatever leaves has passed.

Joins what everybody in it allows, who is still on the way or at home, what a working copy hides, and who looked at it.
What an answer is worth is decided by `consenting`, why somebody's journey matters by `embargo`, who is shown by
`showing`; the words that go with it are looked through by `slips`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from waystation.archive.consenting import COURT, answer_of
from waystation.archive.describing import Described, described
from waystation.archive.embargo import Underway, reasons
from waystation.archive.entered import Entered, enough
from waystation.archive.records import ASPECTS, Keepsake, Review, Shown
from waystation.archive.register import Register

__all__ = ["CODES", "Hindrance", "hindrances", "may_be_named"]

CODES = (
    "not_here", "disputed", "broken_line", "destroyed", "original", "metadata", "refused_copy", "unconfirmed",
    "unapproved", "nobody_named", "unknown", "forgotten", "bystander", "not_asked", "refused", "expired", "basis",
    "guardian", "of_age", "aspect", "on_the_way", "unseen", "lost", "turned_home", "not_begun", "at_home",
    "kin_unknown",
)  # fmt: skip
"""Everything that can stand in the way."""
NOBODY_IN = ("context",)
"""The kinds of keepsakes of which nobody needs to say that nobody is in them."""


@dataclass(frozen=True)
class Hindrance:
    """Something that stands in the way.

    Args:
        code: One of `CODES`.
        fields: What it is about: `person`, `kin`, `aspect`, `use`, `until`, `basis`, `mission`, `journey`, `item`,
            `claim` where two members can lift it.
    """

    code: str
    fields: Mapping[str, str] = field(default_factory=dict)


def hindrances(register: Register, item: str, use: str, underway: Underway, today: date) -> tuple[Hindrance, ...]:
    """Everything that stands in the way of a keepsake; nothing where it may leave.

    Args:
        register: The archive, with who is in it and what they allow.
        item: The keepsake's full id.
        use: One of `records.USES`.
        underway: The missions that are seen.
        today: The day on which it would leave.
    """
    line = register.lineage(item)
    if not line:
        return (Hindrance("not_here", {"item": item}),)
    found = [*_of_records(register, line), *_of_copy(register, line, use)]
    people = register.people(item)
    if not people and not _nobody(register, line):
        found.append(Hindrance("nobody_named", {"item": item}))
    asked = _Asked(register, item, use, underway, today)
    for person in sorted(people):
        found += _of_person(asked, people[person])
    found += [
        Hindrance(
            one.code, _fields(person=one.person, kin=one.kin, mission=one.mission, journey=one.journey, claim=one.claim)
        )
        for one in reasons(register, item, use, underway)
    ]
    return tuple(found)


def may_be_named(register: Register, items: Iterable[str], person: str, use: str, today: date) -> bool:
    """Whether somebody allows that their name is told with every one of some keepsakes, and is in one of them.

    Args:
        register: The archive.
        items: The keepsakes' full ids.
        person: Their word.
        use: One of `records.USES`.
        today: The day on which they would leave.
    """
    who = described(register, person)
    theirs = [item for item in items if person in register.people(item)]
    return (
        who is not None
        and bool(theirs)
        and all("name" in answer_of(register, item, who, use, today).aspects for item in theirs)
    )


def _of_records(register: Register, line: Sequence[Keepsake]) -> Iterator[Hindrance]:
    """What is wrong with the records of a keepsake themselves."""
    item = line[0].item
    for one in line:
        if one.item in register.disputed:
            yield Hindrance("disputed", {"item": one.item})
    if line[-1].of is not None:
        yield Hindrance("broken_line", {"item": item})
    if item in register.destroyed:
        yield Hindrance("destroyed", {"item": item})


def _of_copy(register: Register, line: Sequence[Keepsake], use: str) -> Iterator[Hindrance]:
    """What is missing of a working copy: that it is one, what it drops, and who looked at it."""
    item = line[0].item
    if line[0].of is None:
        if use != COURT:
            yield Hindrance("original", {"item": item, "use": use})
        return
    if all(change.what != "metadata" for change in line[0].changes):
        yield Hindrance("metadata", {"item": item})
    for one in line:
        if any(review.record.step == "refused" for review in register.reviews.get(one.item, ())):
            yield Hindrance("refused_copy", {"item": one.item})
    reviews = register.reviews.get(item, ())
    confirmed = [one for one in reviews if one.record.step == "confirmed"]
    approved = [one for one in reviews if one.record.step == "approved"]
    if not confirmed:
        yield Hindrance("unconfirmed", {"item": item})
    made = register.keepsakes[item].member
    if not any(_both_looked(one, other) for one in confirmed for other in approved if other.member != made):
        yield Hindrance("unapproved", {"item": item})


def _both_looked(confirmed: Entered[Review], approved: Entered[Review]) -> bool:
    """Whether two different members looked, and at the same sheet where both say at which."""
    sheets = {confirmed.record.sheet, approved.record.sheet} - {None}
    return enough((confirmed.member, approved.member)) and len(sheets) <= 1


def _nobody(register: Register, line: Sequence[Keepsake]) -> bool:
    """Whether it was made sure that nobody is in a keepsake."""
    if all(one.kind in NOBODY_IN for one in line):
        return True
    said = [one for keepsake in line for one in register.people_said.get(keepsake.item, ())]
    return enough(one.member for one in said if one.record.nobody)


@dataclass(frozen=True)
class _Asked:
    """What is asked of the gate."""

    register: Register
    item: str
    use: str
    underway: Underway
    today: date


def _of_person(asked: _Asked, shown: Shown) -> Iterator[Hindrance]:
    """What somebody in a keepsake has against it."""
    register, person, use = asked.register, shown.person, asked.use
    aspects = [aspect for aspect in ASPECTS if getattr(shown, aspect)]
    who = _known(register, person, asked.underway)
    if who is None:
        yield Hindrance("forgotten" if person in register.forgotten else "unknown", {"person": person})
        return
    if who.bystander and all(one.record.person != person for one in register.consents):
        for aspect in aspects:
            yield Hindrance("bystander", {"person": person, "aspect": aspect})
        return
    answer = answer_of(register, asked.item, who, use, asked.today)
    if answer.code != "allowed":
        until = answer.until.isoformat() if answer.until is not None else ""
        yield Hindrance(answer.code, _fields(person=person, use=use, until=until, basis=answer.basis))
        return
    for aspect in aspects:
        if aspect not in answer.aspects:
            yield Hindrance("aspect", {"person": person, "aspect": aspect, "use": use})


def _known(register: Register, person: str, underway: Underway) -> Described | None:
    """Somebody as they are described; a child too where a pack says so."""
    who = described(register, person)
    if who is None or who.child or not underway.is_child(register.mission, person):
        return who
    return replace(who, child=True)


def _fields(**given: str) -> dict[str, str]:
    return {key: value for key, value in given.items() if value}
