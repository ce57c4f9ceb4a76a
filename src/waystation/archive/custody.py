"""Statements about a keepsake that a stranger can check: each signed, each naming the ones before it.

A statement says which bytes somebody held, on which day, and what was done to them; never whose face is in them, where
they were made, or that what they show happened. It is one line of JSON, so that `openssl` can check its signature and
`sha256sum` its place in the chain.

Strangers read these lines, so they tell as little as they can. A device signs each keepsake with a key of its own, made
from its own for that one: nobody outside can tell that two bundles come from the same hands, and a device that is
seized is found in none. Days stand there, no hours. What a working copy was made from is named by a seal over its
SHA-256, so that nobody finds the original on a seized phone by looking the number up. A statement that something left
is named by no later one: whoever is given a bundle does not read who else was given one. Who may sign is the vault's
business; what a chain of statements shows, `tracing`'s.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Annotated, Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import ConfigDict, Field, ValidationError

from waystation.archive.records import Custody, Hex64, Item, Keepsake, Kind, Use
from waystation.vault.primitives import kdf, label, verified
from waystation.world.shape import Shape

__all__ = [
    "ACTS",
    "FIRST",
    "Act",
    "Statement",
    "hand_of",
    "held_by",
    "leaves_of",
    "line_of",
    "read_statement",
    "seal_of",
    "seal_salt",
    "signed",
    "statement_hash",
]

ACTS = ("taken in", "opened", "derived", "confirmed", "approved", "refused", "exported", "carried", "destroyed")
"""What can be done with a keepsake. `derived` is the first statement of a working copy, `taken in` of all others."""
FIRST = ("taken in", "derived")

Act = Literal["taken in", "opened", "derived", "confirmed", "approved", "refused", "exported", "carried", "destroyed"]
What = Literal["metadata", "faces", "boxes", "voice", "cut", "place", "text", "format"]

_BINDING = label("waystation custody hand 1")


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
    when: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    """The day by the clock of the device, in UTC; the instant stands in the vault only."""
    by: Hex64
    """The Ed25519 public key with which the device signs this keepsake, and no other."""
    after: tuple[Hex64, ...] = ()
    """The hashes of the statements about this keepsake that no other known one names, but for `exported`, sorted."""
    of: Hex64 | None = None
    """The seal over the SHA-256 of the bytes that it was made from, where it is a working copy; see `seal_of`."""
    changes: tuple[What, ...] = ()
    """What was changed in a working copy, sorted, each once."""
    use: Use | None = None
    """What it was exported for."""
    sums: Hex64 | None = None
    """Where it was exported in a bundle: SHA-256 of the bundle's list of files, SHA256SUMS."""


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


def leaves_of(lines: Iterable[str]) -> tuple[str, ...]:
    """The hashes that the next statement names: of those that no other one names, without what left; sorted.

    Args:
        lines: The lines that are known of one keepsake.
    """
    found = {statement_hash(line): statement for line in lines if (statement := read_statement(line)) is not None}
    inside = {one: statement for one, statement in found.items() if statement.act != "exported"}
    named = {one for statement in inside.values() for one in statement.after}
    return tuple(sorted(inside.keys() - named))


# ---------------------------------------------------------------- hands and seals


def hand_of(seed: bytes, item: str) -> Ed25519PrivateKey:
    """The key with which a device signs one keepsake.

    Args:
        seed: The device's Ed25519 seed, 32 bytes.
        item: The keepsake's id.
    """
    return Ed25519PrivateKey.from_private_bytes(kdf(seed, bytes.fromhex(item), "waystation custody key 1", 32))


def _binding(vault: bytes, device: bytes, item: str) -> bytes:
    return _BINDING + vault + device + bytes.fromhex(item)


def signed(statement: Statement, hand: Ed25519PrivateKey, vault: bytes, device: bytes) -> Custody:
    """A statement, signed, with what binds its key to the device for whoever reads the vault.

    Args:
        statement: The statement; its `by` is the public key of `hand`.
        hand: See `hand_of`.
        vault: The vault's id.
        device: The device's id.
    """
    line = line_of(statement)
    binding = hand.sign(_binding(vault, device, statement.item))
    return Custody(item=statement.item, line=line, signature=hand.sign(line.encode()).hex(), binding=binding.hex())


def held_by(record: Custody, by: str, vault: bytes, device: bytes) -> bool:
    """Whether the holder of a keepsake's key says that it is a device's: the one that wrote the statement down."""
    return verified(bytes.fromhex(by), bytes.fromhex(record.binding), _binding(vault, device, record.item))


def seal_salt(keepsake: Keepsake) -> str:
    """What opens the seal over a keepsake's SHA-256, in hexadecimal; it leaves only together with its bytes."""
    return kdf(bytes.fromhex(keepsake.key), bytes.fromhex(keepsake.item), "waystation custody of 1", 32).hex()


def seal_of(salt: str, sha256: str) -> str:
    """The seal by which a working copy names what it was made from: SHA-256 of two texts of 64 digits each, joined."""
    return hashlib.sha256(f"{salt}{sha256}".encode()).hexdigest()
