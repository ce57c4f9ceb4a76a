"""Sealed chunks: how the bytes of a keepsake lie on a disk, each piece for itself, none of them named or sized by it.

Decides what a piece is sealed under and bound to, what it is called and how it is filled up. A nonce is drawn for every
sealing, so that a piece may be sealed again after a crash; that a key is one keepsake's alone is the caller's business,
and so is where pieces lie.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from waystation.vault.primitives import KEY_SIZE, NONCE_SIZE, TAG_SIZE, Chance, kdf, label

__all__ = ["CAPACITY", "LEAST_SEALED", "MOST_SEALED", "MOST_SIZE", "NAME_LETTERS", "Chunks", "chunks_of", "sealed_size"]

MOST_SEALED = 4 << 20
"""Bytes of a sealed chunk: all but the last have so many."""
LEAST_SEALED = 64 << 10
"""Bytes that a last chunk has at least; it has a power of two."""
MOST_SIZE = 1 << 41
"""Bytes of the largest keepsake."""
NAME_LETTERS = 32
_LENGTH = 4
_AROUND = NONCE_SIZE + _LENGTH + TAG_SIZE
CAPACITY = MOST_SEALED - _AROUND
"""Bytes of a keepsake in a full chunk."""


def chunks_of(size: int) -> int:
    """In how many chunks so many bytes lie; at least one."""
    return max(1, -(-size // CAPACITY))


def sealed_size(length: int) -> int:
    """The bytes of the chunk that holds so many bytes, 0 … `CAPACITY`: a power of two."""
    return max(LEAST_SEALED, 1 << (length + _AROUND - 1).bit_length())


class Chunks:
    """The chunks of one keepsake.

    Args:
        key: The keepsake's key, 32 bytes; never used for anything else.
        item: The keepsake's id, 16 bytes.
    """

    def __init__(self, key: bytes, item: bytes) -> None:
        if len(key) != KEY_SIZE or len(item) != NAME_LETTERS // 2:
            raise ValueError("a keepsake's key has 32 bytes and its id 16")
        self._item = item
        self._names = kdf(key, item, "waystation chunk names 1", KEY_SIZE)
        self._cipher = ChaCha20Poly1305(kdf(key, item, "waystation chunk key 1", KEY_SIZE))

    def name(self, number: int) -> str:
        """The file's name of a chunk: nothing, without the key, says whose it is, or which.

        Args:
            number: Of the chunk, from 0.
        """
        return kdf(self._names, number.to_bytes(8, "big"), "waystation chunk name 1", NAME_LETTERS // 2).hex()

    def seal(self, number: int, last: bool, data: bytes | memoryview, chance: Chance) -> bytearray:
        """A chunk's file: nonce, then length, bytes and zeros sealed, filled up to a power of two.

        Args:
            number: Of the chunk, from 0.
            last: Whether no other follows.
            data: At most `CAPACITY` bytes; exactly so many unless it is the last.
            chance: For the nonce.
        """
        if len(data) > CAPACITY or (len(data) < CAPACITY and not last):
            raise ValueError("every chunk but the last is full")
        size = sealed_size(len(data))
        plain = bytearray(size - NONCE_SIZE - TAG_SIZE)
        plain[:_LENGTH] = len(data).to_bytes(_LENGTH, "big")
        plain[_LENGTH : _LENGTH + len(data)] = data
        sealed = bytearray(size)
        nonce = chance(NONCE_SIZE)
        sealed[:NONCE_SIZE] = nonce
        self._cipher.encrypt_into(nonce, plain, self._bound(number, last), memoryview(sealed)[NONCE_SIZE:])
        return sealed

    def open(self, number: int, last: bool, sealed: bytes | bytearray) -> memoryview | None:
        """The bytes that a chunk's file holds; None if it is not that chunk, or not as it was sealed.

        Args:
            number: Of the chunk, from 0.
            last: Whether no other follows.
            sealed: The file's bytes.
        """
        size = len(sealed)
        if not LEAST_SEALED <= size <= MOST_SEALED:
            return None
        plain = bytearray(size - NONCE_SIZE - TAG_SIZE)
        whole = memoryview(sealed)
        try:
            self._cipher.decrypt_into(
                bytes(whole[:NONCE_SIZE]), whole[NONCE_SIZE:], self._bound(number, last), memoryview(plain)
            )
        except InvalidTag:
            return None
        length = int.from_bytes(plain[:_LENGTH], "big")
        if length > CAPACITY or sealed_size(length) != size or (length < CAPACITY and not last):
            return None
        return memoryview(plain)[_LENGTH : _LENGTH + length]

    def _bound(self, number: int, last: bool) -> bytes:
        return label("waystation chunk 1") + self._item + number.to_bytes(8, "big") + bytes([last])
