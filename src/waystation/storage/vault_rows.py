"""What lies in a store beside an entry's bytes."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Header"]


class Header(NamedTuple):
    """What is kept beside an entry so that most questions need not read it.

    Args:
        row: Its place in the order in which this device took entries in, from 1.
        hash: H over its bytes.
        author: The device that signed it.
        compartment: Its compartment.
        sequence: Its number in their chain.
        attachment: The hash of its attachment, if it has one.
        kind: The kind of its content, as far as it could be opened.
        verified: Whether it was found to be sound.
    """

    row: int
    hash: bytes
    author: bytes
    compartment: bytes
    sequence: int
    attachment: bytes | None
    kind: str | None
    verified: bool
