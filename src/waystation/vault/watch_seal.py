"""How the schedule of the watch, and its log, are sealed: under a key of their own, padded, so that all look alike.

The key is drawn for one device and opens these two files and nothing else; whoever holds it learns times, windows and
numbers. The bytes look like chance, and their number says nothing but a power of two.
"""

from __future__ import annotations

import json
from typing import Any, Literal

from waystation.errors import Damaged
from waystation.vault.primitives import NONCE_SIZE, TAG_SIZE, Chance, label, seal, unseal

__all__ = ["LEAST_SIZE", "MOST_SIZE", "WatchFile", "seal_watch", "size_for", "unseal_watch"]

WatchFile = Literal["schedule", "log"]
LEAST_SIZE = 1 << 16
MOST_SIZE = 1 << 24
_OVER = NONCE_SIZE + TAG_SIZE + 4


def size_for(plain: bytes) -> int:
    """How large a sealed file is that holds so much: a power of two, from 64 KiB.

    Raises:
        Damaged: `watch_too_large`, beyond 16 MiB.
    """
    size = LEAST_SIZE
    while size < len(plain) + _OVER:
        size *= 2
    if size > MOST_SIZE:
        raise Damaged("watch_too_large")
    return size


def plain_bytes(value: dict[str, Any]) -> bytes:
    """Plain values as they are sealed: JSON in ASCII, without blanks."""
    return json.dumps(value, separators=(",", ":"), allow_nan=False).encode("ascii")


def seal_watch(
    key: bytes, vault: bytes, which: WatchFile, value: dict[str, Any], *, least: int, chance: Chance
) -> bytes:
    """A file of the watch, sealed.

    Args:
        key: 32 bytes.
        vault: The vault's id.
        which: Which of the two it is.
        value: What it holds, as plain values.
        least: The size that it has at least, a power of two.
        chance: For the nonce.
    """
    plain = plain_bytes(value)
    size = max(least, size_for(plain))
    padded = len(plain).to_bytes(4) + plain + bytes(size - _OVER - len(plain))
    nonce = chance(NONCE_SIZE)
    return nonce + seal(key, nonce, padded, _bound(vault, which))


def unseal_watch(key: bytes, vault: bytes, which: WatchFile, data: bytes) -> object:
    """What a file of the watch holds, as plain values; bytes of chance may follow what was sealed.

    Raises:
        Damaged: `watch_file`, if it was not sealed like this.
    """
    size = LEAST_SIZE
    while size <= min(len(data), MOST_SIZE):
        padded = unseal(key, data[:NONCE_SIZE], data[NONCE_SIZE:size], _bound(vault, which))
        if padded is not None:
            return _value(padded)
        size *= 2
    raise Damaged("watch_file")


def _value(padded: bytes) -> object:
    length = int.from_bytes(padded[:4])
    try:
        found: object = json.loads(padded[4 : 4 + length].decode("ascii"))
    except (ValueError, RecursionError):
        raise Damaged("watch_file") from None
    return found


def _bound(vault: bytes, which: WatchFile) -> bytes:
    return label("waystation watch 1") + vault + bytes([1 if which == "schedule" else 2])
