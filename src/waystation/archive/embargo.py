"""Why something may not leave yet for the sake of people on the way or at home, whatever they allow.

A keepsake waits until nobody in it, nor any of their kin, is still on the way, in whatever mission; a journey that
cannot be seen from here counts as on the way. Who lives where they could be made to pay for it, was turned home, was
lost or has not left yet, is a reason to hold that two members lift, for one person and one use. Which journeys there
are is found out by whoever asks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from waystation.archive.describing import described, kin_of
from waystation.archive.entered import enough
from waystation.archive.on_the_way import RUNS, MissionSeen, Underway
from waystation.archive.records import Keepsake
from waystation.archive.register import Register

__all__ = ["HOLDS", "RUNS", "MissionSeen", "Reason", "Underway", "holds_of", "reasons", "reasons_of", "reasons_to_wait"]

HOLDS = ("at_home", "turned_home", "lost", "not_begun", "kin_unknown")
"""The reasons that two members can lift."""
STAYS = {"home": "turned_home", "lost": "lost"}
"""What the end of a person's last journey gives reason for."""


@dataclass(frozen=True)
class Reason:
    """A reason to wait.

    Args:
        code: `on_the_way` or `unseen`, which nobody lifts; or one of `HOLDS`.
        person: The word of whoever is in the keepsake; the journey's name where it is the keepsake's own journey.
        kin: The word of the relative whom it is about, where it is not they.
        mission: The mission, where it is about one.
        journey: The journey, where it is about one.
        claim: By what id it is lifted; empty where nobody lifts it.
    """

    code: str
    person: str
    kin: str = ""
    mission: str = ""
    journey: str = ""
    claim: str = ""


def reasons(register: Register, item: str, use: str, underway: Underway) -> tuple[Reason, ...]:
    """Why a keepsake may not leave for a use yet; nothing where nobody is endangered by it, as far as can be seen.

    Args:
        register: The archive.
        item: The keepsake.
        use: One of `records.USES`.
        underway: The missions that are seen.
    """
    found = [one for keepsake in register.lineage(item) for one in _of_keepsake(register, keepsake, underway)]
    for person in sorted(register.people(item)):
        found += reasons_of(register, person, underway)
    return tuple(one for one in dict.fromkeys(found) if not _lifted(register, one, use))


def reasons_of(register: Register, person: str, underway: Underway) -> tuple[Reason, ...]:
    """Every reason to wait for the sake of somebody or their kin, lifted or not.

    Args:
        register: The archive.
        person: Their word.
        underway: The missions that are seen.
    """
    found = list(_of_person(register, person, person, underway))
    for kin in kin_of(register, person, underway.kin):
        found += _of_person(register, person, kin, underway)
    return tuple(dict.fromkeys(found))


def reasons_to_wait(register: Register, people: Iterable[str], use: str, underway: Underway) -> tuple[Reason, ...]:
    """Why nothing may be told of some people yet for a use, though no keepsake shows them; what was lifted left out.

    Args:
        register: The archive.
        people: Their words.
        use: One of `records.USES`.
        underway: The missions that are seen.
    """
    found = [one for person in people for one in reasons_of(register, person, underway)]
    return tuple(one for one in dict.fromkeys(found) if not _lifted(register, one, use))


def holds_of(register: Register, person: str, underway: Underway) -> tuple[Reason, ...]:
    """The reasons that two members could lift, for somebody or a journey."""
    of_journey = [
        one
        for each in register.keepsakes.values()
        for one in _of_keepsake(register, each.record, underway)
        if one.person == person
    ]
    return tuple(one for one in dict.fromkeys((*reasons_of(register, person, underway), *of_journey)) if one.claim)


def _of_keepsake(register: Register, keepsake: Keepsake, underway: Underway) -> Iterator[Reason]:
    """Reasons by the journey on which a keepsake was made; by all of its mission, where nobody says which it was."""
    mission, journey = register.mission, keepsake.journey or ""
    if keepsake.journey is None and keepsake.kind == "context":
        return
    seen = underway.missions.get(mission)
    if seen is None:
        yield Reason("unseen", journey, mission=mission, journey=journey)
        return
    names = [name for name, _ in seen.journeys]
    if journey and journey not in names:
        yield Reason("unseen", journey, mission=mission, journey=journey)
        return
    for name, state in seen.journeys:
        if state == RUNS and journey in ("", name):
            yield Reason("on_the_way", name, mission=mission, journey=name)
    since = seen.journeys[names.index(journey) :] if journey else seen.journeys
    if since and since[-1][1] == "lost":
        yield _held("lost", since[-1][0], mission=mission, journey=since[-1][0])


def _of_person(register: Register, person: str, about: str, underway: Underway) -> Iterator[Reason]:
    """Reasons for somebody's sake that are about them, or about one of their kin."""
    kin = about if about != person else ""
    who = described(register, about)
    for claim in (*(who.at_home if who is not None else ()), *_said(underway.at_home, register, about)):
        yield Reason("at_home", person, kin, claim=claim)
    missions = {
        *(who.missions if who is not None else ()),
        *_said(underway.travels, register, about),
        *(mission for mission, _ in underway.homes(register.mission, about)),
    }
    for mission in sorted(missions):
        yield from _of_mission(person, kin, mission, underway)
    if missions:
        return
    if who is not None and "traveller" in who.roles:
        yield Reason("unseen", person, kin)
    elif kin and who is None:
        yield _held("kin_unknown", person, kin=kin)


def _said(said: Mapping[str, tuple[str, ...]], register: Register, about: str) -> tuple[str, ...]:
    """What any archive says of somebody, by their word here or by their full one."""
    return (*said.get(about, ()), *said.get(f"{register.mission}.{about}", ()))


def _of_mission(person: str, kin: str, mission: str, underway: Underway) -> Iterator[Reason]:
    """Reasons by how the journeys of a mission stand in which somebody travels."""
    seen = underway.missions.get(mission)
    if seen is None:
        yield Reason("unseen", person, kin, mission)
        return
    running = [name for name, state in seen.journeys if state == RUNS]
    for name in running:
        yield Reason("on_the_way", person, kin, mission, name)
    if not seen.journeys:
        yield _held("not_begun", person, kin=kin, mission=mission)
    elif not running and (code := STAYS.get(seen.journeys[-1][1])):
        yield _held(code, person, kin=kin, mission=mission, journey=seen.journeys[-1][0])


def _held(code: str, person: str, *, kin: str = "", mission: str = "", journey: str = "") -> Reason:
    """A reason that two members can lift; what it is about is its id, so that another journey is another reason."""
    about = "\0".join(("waystation hold 1", code, kin or person, mission, journey))
    return Reason(code, person, kin, mission, journey, hashlib.sha256(about.encode()).hexdigest()[:32])


def _lifted(register: Register, reason: Reason, use: str) -> bool:
    """Whether two members lifted a reason for a use, each knowing of it and of all that was taken back."""
    if not reason.claim:
        return False
    theirs = [one for one in register.lifts if (one.record.person, one.record.use) == (reason.person, use)]
    back = {one.record.id for one in theirs if not one.record.lifted}
    return enough(one.member for one in theirs if one.record.lifted and {reason.claim, *back} <= set(one.record.after))
