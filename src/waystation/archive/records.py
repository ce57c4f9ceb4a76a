"""What the archive writes down: one frozen shape for each kind of record, as entries of a vault hold them.

A record is never edited, only answered by a later one; what several together mean is decided by `register`. Unknown
kinds and keys are passed over, so that an older version reads what a newer one wrote. How records are sealed, signed
and carried is the vault's business.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field, ValidationError

from waystation.world.shape import Identifier, Shape, Text

__all__ = [
    "ASPECTS",
    "KINDS",
    "ROLES",
    "SOURCES",
    "USES",
    "Change",
    "Consent",
    "Custody",
    "Destroyed",
    "Displacement",
    "Forgotten",
    "Hex64",
    "Item",
    "Keepsake",
    "Kind",
    "Lift",
    "Named",
    "Out",
    "People",
    "Record",
    "Review",
    "Shown",
    "Stamp",
    "Subject",
    "Use",
    "read_record",
    "record_json",
]

KINDS = ("footage", "still", "sound", "testimony", "document", "context", "recreation")
"""What a keepsake can be."""
SOURCES = ("broker", "traveller", "film-maker", "expert", "member", "found")
"""Who a keepsake can come from."""
ROLES = ("traveller", "relative", "broker", "helper", "member", "expert", "bystander")
"""Who somebody in a keepsake can be; a bystander is somebody whom nobody can ask."""
USES = ("court", "journalists", "public", "film")
"""What somebody can allow."""
ASPECTS = ("face", "voice", "name")
"""What a keepsake can show of somebody."""

Item = Annotated[str, Field(pattern="^[0-9a-f]{32}$")]
"""The id of a keepsake or record: 16 random bytes in hexadecimal."""
Hex64 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
"""A SHA-256, or a key, in hexadecimal."""
Coarse = Annotated[str, Field(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")]
"""A day, a month or a year, as ISO 8601 writes it; empty if unknown. Never an hour."""
Kind = Literal["footage", "still", "sound", "testimony", "document", "context", "recreation"]
Source = Literal["broker", "traveller", "film-maker", "expert", "member", "found"]
Role = Literal["traveller", "relative", "broker", "helper", "member", "expert", "bystander"]
Use = Literal["court", "journalists", "public", "film"]
Basis = Literal["consent", "guardian", "vital interest", "public interest", "legal claims"]
Long = Annotated[str, Field(max_length=4000)]
"""A text of several lines for people."""


class Record(Shape):
    """What every record has."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True, allow_inf_nan=False)
    personal: ClassVar[bool] = False
    """Whether it is sealed under the key of the person whom it names."""

    record: str
    """What kind of record it is."""


class Shown(Shape):
    """Somebody in a keepsake, and what it shows of them."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)
    person: Identifier
    """Their word in the archive: a traveller's id in the pack, or one of its own."""
    face: bool = True
    voice: bool = True
    name: bool = True


class Change(Shape):
    """Something that was changed in a working copy."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)
    what: Literal["metadata", "faces", "boxes", "voice", "cut", "place", "text", "format"]
    """Metadata dropped; faces or boxes covered; voice changed; a part taken; place coarsened; words out; re-encoded."""
    detail: Text = ""


class Keepsake(Record):
    """A keepsake as it was taken in, or a working copy of one."""

    record: Literal["keepsake"] = "keepsake"
    item: Item
    kind: Kind
    sha256: Hex64
    """Of its bytes as they were taken in."""
    size: Annotated[int, Field(ge=0, le=1 << 50)]
    """In bytes."""
    media: Text = ""
    """What its bytes are, by looking at them: `image/jpeg`; empty if unknown."""
    key: Hex64 = Field(repr=False)
    """Under which its chunks are sealed."""
    chunks: Annotated[int, Field(ge=0, le=1 << 24)]
    """In how many they lie."""
    name: Text = ""
    """What its file was called; never leaves the vault."""
    title: Text = ""
    source: Source
    who: Text = ""
    """Who of that kind it comes from; never leaves the vault."""
    how: Text = ""
    """How it was made: a phone in a breast pocket."""
    made: Coarse = ""
    place: Identifier | None = None
    """The place of the pack that it was made at or near."""
    journey: Identifier | None = None
    people: tuple[Shown, ...] = ()
    of: Item | None = None
    """The keepsake that this is a working copy of."""
    changes: tuple[Change, ...] = ()
    """What was changed in it, as against `of`."""
    knew: tuple[Item, ...] | None = None
    """Which statements of who is in `of` were known when it was made; None if nobody wrote that down."""


class Custody(Record):
    """A statement about a keepsake that can be shown to strangers, and the author's signature over its line."""

    record: Literal["custody"] = "custody"
    item: Item
    line: Annotated[str, Field(max_length=4000)]
    """See `custody.Statement`."""
    signature: Annotated[str, Field(pattern="^[0-9a-f]{128}$")]
    binding: Annotated[str, Field(pattern="^([0-9a-f]{128})?$")] = ""
    """The signing key's word that it is the author's; never leaves the vault. See `custody.held_by`."""


class Review(Record):
    """Somebody looked at a working copy before it may leave."""

    record: Literal["review"] = "review"
    item: Item
    step: Literal["confirmed", "approved", "refused"]
    """Confirmed: every frame of the contact sheet was looked at. Approved: by a second member."""
    note: Text = ""
    sheet: Hex64 | None = None
    """SHA-256 of the contact sheet that was looked at."""


class People(Record):
    """Who is in a keepsake, as somebody saw afterwards; what is said adds up, and nobody is taken out by one member."""

    record: Literal["people"] = "people"
    id: Item
    item: Item
    shown: tuple[Shown, ...] = ()
    """Who is in it, and what it shows of them at the least."""
    without: tuple[Identifier, ...] = ()
    """Who is not in it, though `after` says so; counts once another member has written the same."""
    nobody: bool = False
    """Nobody is in it at all; counts once another member has written the same."""
    after: tuple[Item, ...] = ()
    """The statements of the same keepsake that this one answers: their ids, or the keepsake's own."""


class Subject(Record):
    """Somebody who is in keepsakes, as one member describes them; what is said of them adds up."""

    personal: ClassVar[bool] = True
    record: Literal["subject"] = "subject"
    id: Item | None = None
    person: Identifier
    names: tuple[Text, ...] = ()
    """Every name that they go by: none of them leaves without leave."""
    role: Role = "traveller"
    missions: tuple[Identifier, ...] = ()
    """Missions in which they travel, beside the one whose archive this is."""
    kin: tuple[Identifier, ...] = ()
    """Words of their relatives in this archive, or of those in another mission, with a dot: `a-son.minu`."""
    at_home: bool = False
    """Whether they, or relatives of theirs, live where they could be made to pay for it."""
    child: bool = False
    """Whether a guardian speaks for them."""
    of_age: date | None = None
    """From which day on they speak for themselves."""
    guardians: tuple[Identifier, ...] = ()
    """Words of those who may speak for them as long as they are a child."""
    after: tuple[Item, ...] = ()
    """Statements about the same person that are wrong; they count for nothing once another member has said the same."""


class Consent(Record):
    """Leave given, withheld or taken back by somebody for a use of a keepsake."""

    personal: ClassVar[bool] = True
    record: Literal["consent"] = "consent"
    id: Item
    person: Identifier
    item: Item | None = None
    """The keepsake; None for all in which they are."""
    use: Use
    given: bool
    face: bool = False
    voice: bool = False
    name: bool = False
    basis: Basis = "consent"
    how: Text = ""
    """How it was given: in writing, in whose presence; who gave it for a child."""
    until: date | None = None
    """The last day on which it holds; None without end."""
    by: Identifier | None = None
    """The word of the guardian who gave it."""
    after: tuple[Item, ...] = ()
    """The consents of the same person and use that its author knew of and that this one answers."""


class Lift(Record):
    """A hold on account of relatives at home is lifted for one use; counts once another member has written the same."""

    personal: ClassVar[bool] = True
    record: Literal["lift"] = "lift"
    id: Item
    person: Identifier
    use: Use
    lifted: bool = True
    """False takes back what was lifted."""
    reason: Text = ""
    after: tuple[Item, ...] = ()
    """The reasons to hold that it lifts, and what was taken back before and is now given again."""


class Named(Record):
    """The name of a place or broker may be told for a use; counts once another member has written the same."""

    record: Literal["named"] = "named"
    id: Item
    what: Literal["place", "broker"]
    name: Identifier
    """The id in the pack."""
    use: Use
    told: bool = True
    """False takes back what was agreed."""
    reason: Text = ""
    after: tuple[Item, ...] = ()
    """What was taken back before and is now given again."""


class Forgotten(Record):
    """Somebody was forgotten: what shows them never leaves."""

    record: Literal["forgotten"] = "forgotten"
    person: Identifier


class Out(Record):
    """Something left the vault."""

    record: Literal["out"] = "out"
    id: Item
    items: tuple[Item, ...]
    use: Use
    to: Text = ""
    manifest: Hex64
    """SHA-256 of the manifest, or of the story, that left."""
    story: bool = False


class Destroyed(Record):
    """The bytes of a keepsake were destroyed; its record stays."""

    record: Literal["destroyed"] = "destroyed"
    item: Item
    why: Text = ""


class Stamp(Record):
    """A proof of time over the signature of a custody statement (OpenTimestamps)."""

    record: Literal["stamp"] = "stamp"
    signature: Annotated[str, Field(pattern="^[0-9a-f]{128}$")]
    proof: Annotated[str, Field(max_length=60_000)]
    """The `.ots` file, in base64."""


class Displacement(Record):
    """The secret under which stories displace the places of a vault: one for all its missions, the first holds."""

    record: Literal["displacement"] = "displacement"
    secret: Hex64 = Field(repr=False)


_RECORDS: dict[str, type[Record]] = {
    str(shape.model_fields["record"].default): shape
    for shape in (
        Keepsake,
        Custody,
        Review,
        People,
        Subject,
        Consent,
        Lift,
        Named,
        Forgotten,
        Out,
        Destroyed,
        Stamp,
        Displacement,
    )
}


def read_record(value: dict[str, Any]) -> Record | None:
    """A record from the object that an entry holds; None for what this version does not know, or cannot read."""
    shape = _RECORDS.get(str(value.get("record")))
    if shape is None:
        return None
    try:
        return shape.model_validate_json(json.dumps(value))
    except (ValidationError, ValueError):
        return None


def record_json(record: Record) -> dict[str, Any]:
    """A record as plain values for JSON; what is not there is left out."""
    return record.model_dump(mode="json", exclude_none=True)
