"""A set of keepsakes as it is written down in a file: what each is, who is in it, and what they allow.

The shapes of `keepsakes.toml`, and how it is read. Such a set is taken into a vault made for it; who does what there,
and how the files come about, is decided elsewhere.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from waystation.archive.records import Basis, Coarse, Kind, Role, Source, Use
from waystation.archive.redacting import Sound
from waystation.errors import BadInput
from waystation.world.lines import Path, TomlLines
from waystation.world.mistakes import Enough, Gatherer
from waystation.world.shape import Identifier, Shape, Text
from waystation.world.texts import Unreadable, read_toml

__all__ = ["KEEPSAKES", "KeepsakeSet", "SetConsent", "SetKeepsake", "SetLift", "SetMission", "SetPerson", "read_set"]

KEEPSAKES = "keepsakes.toml"
FORMAT = 1
Named = Annotated[Text, Field(min_length=1)]
Naming = Annotated[str, Field(pattern=r"^(\*|(place|broker):[^:]+)$")]


class SetMission(Shape):
    """A mission that keepsakes are of."""

    name: Identifier
    """What it is called in the vault."""
    pack: Identifier
    """The shipped pack that it is."""
    calls: Named
    """A file of reports, one a line: what was told on the way, until it was closed."""
    named: Annotated[tuple[Naming, ...], Field(strict=False)] = ()
    """What two members agree to name: `place:ID`, `broker:ID`, or `*` for all of its places and brokers."""


class SetPerson(Shape):
    """Somebody who is in keepsakes."""

    mission: Identifier
    id: Identifier
    """Their word: a traveller's id in the pack, or one of its own."""
    names: Annotated[tuple[Named, ...], Field(strict=False)] = ()
    role: Role = "traveller"
    kin: Annotated[tuple[Identifier, ...], Field(strict=False)] = ()
    at_home: bool = False
    child: bool = False
    of_age: date | None = None
    guardians: Annotated[tuple[Identifier, ...], Field(strict=False)] = ()


class SetConsent(Shape):
    """What some people allow."""

    mission: Identifier
    people: Annotated[tuple[Identifier, ...], Field(strict=False, min_length=1)]
    uses: Annotated[tuple[Use, ...], Field(strict=False, min_length=1)]
    face: bool = False
    voice: bool = False
    name: bool = False
    basis: Basis = "consent"
    by: Identifier | None = None
    """The guardian who gave it."""
    how: Text = ""


class SetLift(Shape):
    """A hold on somebody's account that two members lift."""

    mission: Identifier
    person: Identifier
    uses: Annotated[tuple[Use, ...], Field(strict=False, min_length=1)]
    reason: Named


class SetShown(Shape):
    """Somebody in a keepsake, and what it shows of them."""

    person: Identifier
    face: bool = True
    voice: bool = True
    name: bool = True


class SetKeepsake(Shape):
    """A keepsake of the set."""

    mission: Identifier
    file: Named
    """Its file, beside the list or made by the set's script."""
    kind: Kind
    title: Named
    source: Source
    who: Text = ""
    how: Text = ""
    made: Coarse = ""
    place: Identifier | None = None
    people: Annotated[tuple[SetShown, ...], Field(strict=False)] = ()
    nobody: bool = False
    """Whether two members say that nobody is in it whom anybody could ask, or harm."""
    cover: Annotated[tuple[Named, ...], Field(strict=False)] = ()
    """Boxes that are covered by hand: `x,y,w,h` in pixels."""
    voices: Sound = "kept"
    """What becomes of voices in its working copy."""
    needs: Literal["", "ffmpeg"] = ""
    """A program without which it is left out."""


class KeepsakeSet(Shape):
    """A set of keepsakes."""

    format: Annotated[int, Field(ge=FORMAT, le=FORMAT)] = FORMAT
    mission: Annotated[tuple[SetMission, ...], Field(strict=False, min_length=1)]
    person: Annotated[tuple[SetPerson, ...], Field(strict=False)] = ()
    consent: Annotated[tuple[SetConsent, ...], Field(strict=False)] = ()
    lift: Annotated[tuple[SetLift, ...], Field(strict=False)] = ()
    keepsake: Annotated[tuple[SetKeepsake, ...], Field(strict=False, min_length=1)]

    def in_mission(self, name: str) -> tuple[SetKeepsake, ...]:
        """The keepsakes of a mission."""
        return tuple(one for one in self.keepsake if one.mission == name)


def read_set(data: bytes, file: str = KEEPSAKES) -> KeepsakeSet:
    """Read a set of keepsakes.

    Args:
        data: The bytes of the file.
        file: What it is called in errors.

    Raises:
        BadInput: With every mistake in it, each with its line.
    """
    try:
        text, table = read_toml(file, data)
    except Unreadable as error:
        raise BadInput([error.mistake]) from None
    gather = Gatherer(file, _written, TomlLines(text).of)
    found = None
    with suppress(Enough):
        found = gather.read(KeepsakeSet, table, ())
        if found is not None:
            _contradictions(found, gather)
    if found is None or gather.found:
        raise BadInput(gather.found)
    return found


def _written(at: Path) -> str:
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in at).removeprefix(".")


def _contradictions(found: KeepsakeSet, gather: Gatherer) -> None:
    """Note missions and people that are meant and nowhere described."""
    missions = [one.name for one in found.mission]
    for part in ("person", "consent", "lift", "keepsake"):
        for number, one in enumerate(getattr(found, part)):
            if one.mission not in missions:
                near = gather.nearest(one.mission, missions)
                gather.add("keepsakes_mission", (part, number, "mission"), value=f'"{one.mission}"', nearest=near)
    people = [(one.mission, one.id) for one in found.person]
    for number, kept in enumerate(found.keepsake):
        for place, shown in enumerate(kept.people):
            if (kept.mission, shown.person) not in people:
                near = gather.nearest(shown.person, [name for _, name in people])
                at: Path = ("keepsake", number, "people", place, "person")
                gather.add("keepsakes_person", at, value=f'"{shown.person}"', nearest=near)
