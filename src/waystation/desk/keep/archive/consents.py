"""What members write down of people in keepsakes: who they are, who is in what, what they allow, what is held back.

Each act writes a record that names what it knew of before, so that every device reads the same out of it. What follows
from it is decided in `archive`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pydantic import ValidationError

from waystation.archive.consenting import answers_known
from waystation.archive.describing import described, standing_statements, statement_id
from waystation.archive.embargo import Reason, holds_of
from waystation.archive.entered import MEMBERS, Entered
from waystation.archive.naming import agreed_by, taken_back
from waystation.archive.records import USES, Consent, Lift, Named, Out, People, Shown, Subject
from waystation.archive.register import Register
from waystation.desk.chart.loading import load_pack
from waystation.desk.keep.archive.archived import enter, new_id, read_archive
from waystation.desk.keep.archive.travelling import underway
from waystation.desk.keep.opening import OpenVault
from waystation.desk.keep.packs import VaultPack
from waystation.errors import Usage
from waystation.world.mistakes import nearest

__all__ = [
    "Given",
    "Lifted",
    "Told",
    "describe",
    "give",
    "hold",
    "lift",
    "out_with",
    "say_who",
    "take_back",
    "tell_name",
]


@dataclass(frozen=True)
class Told:
    """What is said of somebody in one go; what is left empty says nothing.

    Args:
        names: Names that they go by.
        role: One of `records.ROLES`; empty to leave it as it is.
        kin: Words of their kin.
        missions: Missions in which they travel, beside the archive's own.
        at_home: Whether they, or theirs, could be made to pay for it.
        child: Whether a guardian speaks for them.
        of_age: From which day on they speak for themselves.
        guardians: Words of those who may speak for them.
        instead: Whether all that was said of them before is wrong.
    """

    names: tuple[str, ...] = ()
    role: str = ""
    kin: tuple[str, ...] = ()
    missions: tuple[str, ...] = ()
    at_home: bool = False
    child: bool = False
    of_age: date | None = None
    guardians: tuple[str, ...] = ()
    instead: bool = False


@dataclass(frozen=True)
class Given:
    """Leave that somebody gives, for some uses of some keepsakes.

    Args:
        uses: What for, of `records.USES`.
        items: The keepsakes' full ids; none for all in which they are.
        aspects: What of them may be shown, of `records.ASPECTS`.
        basis: On what basis.
        how: How it was given.
        until: The last day on which it holds; None without end.
        by: The word of the guardian who gives it.
    """

    uses: tuple[str, ...] = USES
    items: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()
    basis: str = "consent"
    how: str = ""
    until: date | None = None
    by: str | None = None


@dataclass(frozen=True)
class Lifted:
    """What a lift has brought about.

    Args:
        reasons: The reasons to hold that it lifts.
        missing: How many members must still write the same; 0 once they are lifted.
    """

    reasons: tuple[Reason, ...] = field(default_factory=tuple)
    missing: int = 0


def describe(vault: OpenVault, mission: str, word: str, told: Told) -> Register:
    """Write down who somebody is.

    Args:
        vault: The vault.
        mission: The mission whose archive it is.
        word: Their word in it.
        told: What is said of them.

    Returns:
        The archive after it, with its people.

    Raises:
        Usage: `archive_person_word`; `archive_role` if nobody has said yet what they are.
    """
    register = read_archive(vault, mission, "archive person")
    known = described(register, word)
    seen = underway(vault).missions.get(mission)
    roles = [told.role] if told.role else list(known.roles if known is not None else ())
    if not roles and seen is not None and word in seen.people:
        roles = ["traveller"]
    if "." in word and (seen is None or word not in seen.people):
        raise Usage("archive_person_word", value=word[:60])  # that is how somebody of another mission is meant
    if not roles:
        raise Usage("archive_role", value=word)
    after = [statement_id(one) for one in standing_statements(register, word)] if told.instead else []
    fields = {
        "id": new_id(vault), "person": word, "names": told.names, "role": roles[0], "kin": told.kin,
        "missions": told.missions, "at_home": told.at_home, "child": told.child or told.of_age is not None,
        "of_age": told.of_age, "guardians": told.guardians, "after": tuple(after),
    }  # fmt: skip
    enter(vault, mission, [_subject(fields)])
    return read_archive(vault, mission, "archive person")


def _subject(fields: Mapping[str, object]) -> Subject:
    try:
        return Subject.model_validate(fields)
    except ValidationError as error:
        bad = error.errors()[0]
        value = bad["input"] if isinstance(bad["input"], str) else fields["person"]
        raise Usage("archive_person_word", value=str(value)[:60]) from None


def say_who(
    vault: OpenVault,
    mission: str,
    item: str,
    shown: Sequence[Shown] = (),
    without: Sequence[str] = (),
    *,
    nobody: bool = False,
) -> Register:
    """Write down who is in a keepsake, or is not.

    Args:
        vault: The vault.
        mission: The mission whose archive it is.
        item: The keepsake's full id.
        shown: Who is in it, and what it shows of them at the least.
        without: Who is not in it after all.
        nobody: Whether nobody is in it.

    Returns:
        The archive after it, with its people.

    Raises:
        Usage: `archive_not_in` if somebody is not in it anyhow.
    """
    register = read_archive(vault, mission, "archive people")
    there = register.people(item)
    for word in without:
        if word not in there:
            raise Usage("archive_not_in", value=word, nearest=nearest(word, there))
    family = [item] if not without else [one for one in register.family(item) if without[0] in register.people(one)]
    records = []
    for each in family:
        said = (each, *(one for one in register.people_known(each)))
        records.append(
            People(
                id=new_id(vault), item=each, shown=tuple(shown) if each == item else (), without=tuple(without),
                nobody=nobody and each == item, after=said if without else (),
            )
        )  # fmt: skip
    enter(vault, mission, records)
    return read_archive(vault, mission, "archive people")


def give(vault: OpenVault, mission: str, person: str, leave: Given) -> tuple[Consent, ...]:
    """Write down that somebody allows something.

    Args:
        vault: The vault.
        mission: The mission whose archive it is.
        person: Their word.
        leave: What they allow.

    Raises:
        Usage: `archive_no_person` if nobody has said who they are; `archive_no_guardian`.
    """
    register = _with(vault, mission, person)
    who = described(register, person)
    if leave.basis == "guardian" and (who is None or leave.by not in who.guardians):
        raise Usage("archive_no_guardian", value=leave.by or "", person=person)
    records = _answers(vault, register, person, leave, given=True)
    enter(vault, mission, records)
    return records


def take_back(vault: OpenVault, mission: str, person: str, leave: Given) -> tuple[Consent, ...]:
    """Write down that somebody refuses something, or takes back what they allowed.

    Args:
        vault: The vault.
        mission: The mission whose archive it is.
        person: Their word.
        leave: What they refuse; its aspects do not matter.

    Raises:
        Usage: `archive_no_person` if nobody has said who they are.
    """
    register = _with(vault, mission, person)
    records = _answers(vault, register, person, leave, given=False)
    enter(vault, mission, records)
    return records


def _with(vault: OpenVault, mission: str, person: str) -> Register:
    """The archive, with somebody in it.

    Raises:
        Usage: `archive_no_person`.
    """
    register = read_archive(vault, mission, "archive consent")
    if described(register, person) is None:
        raise Usage("archive_no_person", value=person, nearest=nearest(person, register.subjects_said))
    return register


def _answers(vault: OpenVault, register: Register, person: str, leave: Given, *, given: bool) -> tuple[Consent, ...]:
    items: tuple[str | None, ...] = leave.items or (None,)
    return tuple(
        Consent.model_validate(
            {
                "id": new_id(vault), "person": person, "item": item, "use": use, "given": given,
                **dict.fromkeys(leave.aspects, given), "basis": leave.basis, "how": leave.how,
                "until": leave.until if given else None, "by": leave.by, "after": answers_known(register, person, use),
            }
        )
        for use in leave.uses
        for item in items
    )  # fmt: skip


def out_with(register: Register, person: str, leave: Given) -> tuple[Entered[Out], ...]:
    """What is out already of what somebody refuses, and cannot be recalled; in the order in which it left.

    Args:
        register: The archive.
        person: Their word; empty for everybody.
        leave: What they refuse.
    """
    families = {one for item in leave.items for one in register.family(item)}

    def has(item: str) -> bool:
        return (not families or item in families) and (not person or person in register.people(item))

    return tuple(one for one in register.outs if one.record.use in leave.uses and any(map(has, one.record.items)))


def hold(vault: OpenVault, mission: str, person: str, uses: Sequence[str]) -> None:
    """Hold back everything with somebody: take back what was lifted for them, and say that they or theirs are at home.

    Args:
        vault: The vault.
        mission: The mission whose archive it is.
        person: Their word.
        uses: For which uses what was lifted is taken back.

    Raises:
        Usage: `archive_no_person` if nobody has said who they are.
    """
    register = _with(vault, mission, person)
    who = described(register, person)
    assert who is not None
    back = [
        Lift.model_validate({"id": new_id(vault), "person": person, "use": use, "lifted": False})
        for use in uses
        if any(one.record.person == person and one.record.use == use and one.record.lifted for one in register.lifts)
    ]
    at_home = Subject.model_validate({"id": new_id(vault), "person": person, "role": who.roles[0], "at_home": True})
    enter(vault, mission, [*back, *([] if who.at_home else [at_home])])


def lift(vault: OpenVault, mission: str, person: str, use: str, reason: str) -> Lifted:
    """Lift, as one of two members, every reason to hold for somebody, for one use.

    Args:
        vault: The vault.
        mission: The mission whose archive it is.
        person: Their word, or a journey's name.
        use: For which use.
        reason: Why it can be lifted.

    Raises:
        Usage: `archive_nothing_held` if there is no reason that could be lifted.
    """
    register = read_archive(vault, mission, "archive lift")
    found = holds_of(register, person, underway(vault))
    if not found:
        raise Usage("archive_nothing_held", value=person)
    theirs = [one for one in register.lifts if (one.record.person, one.record.use) == (person, use)]
    back = {one.record.id for one in theirs if not one.record.lifted}
    after = tuple(sorted({one.claim for one in found} | back))
    record = {"id": new_id(vault), "person": person, "use": use, "reason": reason, "after": after}
    enter(vault, mission, [Lift.model_validate(record)])
    own = vault.state.roster.devices[vault.device.id].member
    others = {one.member for one in theirs if one.record.lifted and set(after) <= set(one.record.after)}
    return Lifted(found, max(0, MEMBERS - len(others | {own})))


def tell_name(vault: OpenVault, mission: str, what: str, name: str, use: str, *, told: bool, reason: str = "") -> int:
    """Agree, as one of two members, that a place or broker may be named; or take it back.

    Args:
        vault: The vault.
        mission: The mission in whose pack it stands.
        what: `place` or `broker`.
        name: Its id there.
        use: For which use.
        told: Whether it may be named.
        reason: Why.

    Returns:
        How many members must still write the same.

    Raises:
        Usage: `archive_no_place` or `archive_no_broker` (mission, value), if the pack has none of that id.
    """
    pack = load_pack(VaultPack(vault, mission)).stated
    known = pack.place if what == "place" else pack.broker
    if name not in known:
        raise Usage(f"archive_no_{what}", mission=mission, value=name, nearest=nearest(name, known))
    register = read_archive(vault, mission, None)
    after = taken_back(register, what, name, use) if told else ()
    record = {
        "id": new_id(vault),
        "what": what,
        "name": name,
        "use": use,
        "told": told,
        "reason": reason,
        "after": after,
    }
    enter(vault, mission, [Named.model_validate(record)])
    agreed = agreed_by(read_archive(vault, mission, None), what, name, use)
    return max(0, MEMBERS - len(agreed))
