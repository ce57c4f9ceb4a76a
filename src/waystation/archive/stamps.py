"""Proofs of time over signatures of custody statements, as OpenTimestamps writes them (`.ots` files).

What is stamped is a signature: nobody who keeps calendars, or reads a blockchain, learns a digest of anything that is
in the archive. Decides whether a proof is about a signature and what it leads to: calendars that have promised, or the
Merkle root of a block of Bitcoin, whose time says that the signature was there before. Whether that block has this root
needs a network: `ots verify`, or any list of block headers. Works out each step as the format's own reader does
(opentimestamps, `DetachedTimestampFile`), within limits; what it does not know how to work out leads nowhere.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from waystation.archive.records import Stamp

__all__ = ["Block", "Proof", "best_proofs", "proof_bytes", "proof_of", "read_proof", "stamped_digest"]

MAGIC = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94"
VERSION = 1
SHA256, SHA1, RIPEMD160, KECCAK256 = 0x08, 0x02, 0x03, 0x67
APPEND, PREPEND, REVERSE, HEXLIFY = 0xF0, 0xF1, 0xF2, 0xF3
ATTESTATION, FORK = 0x00, 0xFF
PENDING = bytes.fromhex("83dfe30d2ef90c8e")
BITCOIN = bytes.fromhex("0588960d73d71901")
MOST_FILE, MOST_DEPTH, MOST_MESSAGE, MOST_PAYLOAD, MOST_URI = 40_000, 256, 4096, 8192, 1000
"""In bytes, but for the depth; those of the format's own reader, but for the first."""
URI = re.compile(rb"[A-Za-z0-9\-._/:]*")


@dataclass(frozen=True)
class Block:
    """A block of Bitcoin that a proof leads to.

    Args:
        height: Its number.
        root: What its Merkle root must be, as the proof has it, in hexadecimal; empty where it cannot be worked out.
    """

    height: int
    root: str


@dataclass(frozen=True)
class Proof:
    """What a proof of time leads to.

    Args:
        digest: SHA-256 of what was stamped.
        calendars: The addresses of calendars that have promised to prove it.
        blocks: The blocks that prove it.
    """

    digest: bytes
    calendars: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()


class _Malformed(ValueError):
    """The bytes are no proof."""


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, size: int) -> bytes:
        taken = self._data[self._at : self._at + size]
        if len(taken) != size:
            raise _Malformed
        self._at += size
        return taken

    def byte(self) -> int:
        return self.take(1)[0]

    def number(self) -> int:
        """Base 128, little-endian, as the format writes numbers."""
        value = 0
        for place in range(9):
            byte = self.byte()
            value |= (byte & 0x7F) << (7 * place)
            if not byte & 0x80:
                return value
        raise _Malformed

    def sized(self, most: int, least: int = 0) -> bytes:
        size = self.number()
        if not least <= size <= most:
            raise _Malformed
        return self.take(size)

    def end(self) -> None:
        if self._at != len(self._data):
            raise _Malformed


def read_proof(data: bytes) -> Proof | None:
    """The proof that a file holds; None if it is none, or larger than proofs of one signature are.

    Args:
        data: All bytes of an `.ots` file.
    """
    if len(data) > MOST_FILE:
        return None
    reader = _Reader(data)
    try:
        if reader.take(len(MAGIC)) != MAGIC or reader.number() != VERSION or reader.byte() != SHA256:
            return None
        digest = reader.take(32)
        calendars, blocks = _leads_to(reader, digest)
        reader.end()
    except _Malformed:
        return None
    return Proof(digest, tuple(sorted(set(calendars))), tuple(sorted(set(blocks), key=lambda one: one.height)))


def _leads_to(reader: _Reader, digest: bytes) -> tuple[list[str], list[Block]]:
    """Every end of the tree of steps: where one begins several ways, each is followed from the same message."""
    calendars: list[str] = []
    blocks: list[Block] = []
    waiting: list[tuple[bytes | None, int]] = []  # messages from which another way begins
    at: tuple[bytes | None, int] | None = (digest, 0)
    while at is not None:
        message, depth = at
        if depth >= MOST_DEPTH:
            raise _Malformed
        tag = reader.byte()
        if tag == FORK:
            waiting.append(at)
            tag = reader.byte()
        if tag == ATTESTATION:
            _attested(reader, message, calendars, blocks)
            at = waiting.pop() if waiting else None
        else:
            at = _stepped(reader, tag, message), depth + 1
    return calendars, blocks


def _attested(reader: _Reader, message: bytes | None, calendars: list[str], blocks: list[Block]) -> None:
    kind = reader.take(8)
    payload = _Reader(reader.sized(MOST_PAYLOAD))
    if kind == PENDING:
        uri = payload.sized(MOST_URI)
        payload.end()
        if URI.fullmatch(uri) is None:
            raise _Malformed
        calendars.append(uri.decode("ascii"))
    elif kind == BITCOIN:
        height = payload.number()
        payload.end()
        if message is not None and len(message) != 32:
            raise _Malformed
        blocks.append(Block(height, "" if message is None else message[::-1].hex()))


def _stepped(reader: _Reader, tag: int, message: bytes | None) -> bytes | None:
    """The message after a step; None where it cannot be worked out here."""
    argument = reader.sized(MOST_MESSAGE, 1) if tag in (APPEND, PREPEND) else b""
    if tag not in (APPEND, PREPEND, REVERSE, HEXLIFY, SHA1, SHA256, RIPEMD160, KECCAK256):
        raise _Malformed
    if message is None:
        return None
    match tag:
        case 0xF0:
            found = message + argument
        case 0xF1:
            found = argument + message
        case 0xF2:
            found = message[::-1]
        case 0xF3:
            found = message.hex().encode()
        case 0x08:
            found = hashlib.sha256(message).digest()
        case _:
            return _hashed(tag, message)
    if len(found) > MOST_MESSAGE:
        raise _Malformed
    return found


def _hashed(tag: int, message: bytes) -> bytes | None:
    """By an old hash that some proofs go through; Keccak, and what this machine lacks, leads nowhere."""
    name = {SHA1: "sha1", RIPEMD160: "ripemd160"}.get(tag, "")
    try:
        return hashlib.new(name, message, usedforsecurity=False).digest() if name else None
    except ValueError:
        return None


def stamped_digest(signature: bytes) -> bytes:
    """What `ots stamp` stamps of a file that holds a signature: its SHA-256."""
    return hashlib.sha256(signature).digest()


def proof_of(data: bytes, signature: bytes) -> Proof | None:
    """The proof that a file holds, if it is about a signature; None otherwise."""
    found = read_proof(data)
    return found if found is not None and found.digest == stamped_digest(signature) else None


def proof_bytes(stamp: Stamp) -> bytes:
    """The `.ots` file of a record; empty where it is none."""
    try:
        return base64.b64decode(stamp.proof, validate=True)
    except (binascii.Error, ValueError):
        return b""


def best_proofs(stamps: Iterable[Stamp]) -> Mapping[str, bytes]:
    """The proof that says most of each signature: of several one that leads to a block, then the first.

    Args:
        stamps: The records, in order.

    Returns:
        The `.ots` file by the signature, in hexadecimal; what is not about its signature is left out.
    """
    found: dict[str, tuple[bool, bytes]] = {}
    for stamp in stamps:
        data = proof_bytes(stamp)
        proof = proof_of(data, bytes.fromhex(stamp.signature))
        if proof is not None and (stamp.signature not in found or (proof.blocks and not found[stamp.signature][0])):
            found[stamp.signature] = (bool(proof.blocks), data)
    return {signature: data for signature, (_, data) in found.items()}
