"""Statements about a keepsake that a stranger can check: each signed, each naming the ones before it.

A statement says which bytes somebody held, and what was done to them; never whose face is in them, where they were
made, or that what they show happened. It is one line of JSON, so that `openssl` can check its signature and
`sha256sum` its place in the chain. Who may sign is the vault's business.
"""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, ValidationError

from waystation.archive.records import Change, Hex64, Item, Kind
from waystation.world.shape import Shape, Text

__all__ = ["ACTS", "Statement", "line_of", "read_statement", "statement_hash"]

ACTS = ("taken in", "opened", "derived", "confirmed", "approved", "refused", "exported", "carried", "destroyed")
"""What can be done with a keepsake."""

Act = Literal["taken in", "opened", "derived", "confirmed", "approved", "refused", "exported", "carried", "destroyed"]


class Statement(Shape):
    """What one device says of a keepsake.

    Signed is the line itself (Ed25519, RFC 8032): it begins with a brace, as nothing else does that a device signs.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    waystation: Literal["custody 1"] = "custody 1"
    item: Item
    act: Act
    sha256: Hex64
    """Of the keepsake's bytes as they were taken in, or made."""
    size: Annotated[int, Field(ge=0)]
    kind: Kind
    """`recreation` if it, or anything that it was made from, is one."""
    when: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$")]
    """By the clock of the device, in UTC."""
    by: Hex64
    """The device's Ed25519 public key."""
    after: tuple[Hex64, ...] = ()
    """The hashes of the statements about this keepsake that no other known one names, sorted; none for the first."""
    of: Hex64 | None = None
    """SHA-256 of the bytes that it was made from, where it is a working copy."""
    changes: tuple[Change, ...] = ()
    """What was changed in it."""
    note: Text = ""
    """What may be said to strangers: the use that it was exported for."""


def line_of(statement: Statement) -> str:
    """The line that stands for a statement: JSON in ASCII, keys sorted, no blanks; what is not there is left out."""
    value = {key: each for key, each in statement.model_dump(mode="json").items() if each not in (None, [], "")}
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def statement_hash(line: str) -> str:
    """SHA-256 of a statement's line, in hexadecimal."""
    return hashlib.sha256(line.encode()).hexdigest()


def read_statement(line: str) -> Statement | None:
    """The statement that a line holds; None if it is none, or is not written as `line_of` writes it."""
    try:
        found = Statement.model_validate_json(line)
    except (ValidationError, ValueError):
        return None
    return found if line_of(found) == line else None
