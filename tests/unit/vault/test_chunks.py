"""Chunks open as what they were sealed as, and as nothing else; and they are what docs/vault-format.md says."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from tests.vaults import fixed_chance
from waystation.vault.chunks import CAPACITY, LEAST_SEALED, MOST_SEALED, Chunks, chunks_of, sealed_size

KEY, ITEM = bytes(range(32)), bytes(range(16))
SIZES = [0, 1, LEAST_SEALED - 33, LEAST_SEALED - 32, LEAST_SEALED - 31, LEAST_SEALED, 100_000, CAPACITY - 1, CAPACITY]


def chunk_of(size: int, number: int = 3, last: bool = True) -> bytearray:
    """A chunk of so many bytes."""
    return Chunks(KEY, ITEM).seal(number, last, bytes(size), os.urandom)


@pytest.mark.parametrize("size", SIZES)
def test_a_chunk_opens_as_what_was_sealed(size):
    """Whatever it holds, from nothing to all that fits."""
    data = os.urandom(size)
    sealed = Chunks(KEY, ITEM).seal(7, True, data, os.urandom)
    assert Chunks(KEY, ITEM).open(7, True, sealed) == data


@pytest.mark.parametrize("size", SIZES)
def test_a_chunk_has_a_power_of_two_of_bytes(size):
    """So that its size says little of what it holds."""
    sealed = len(chunk_of(size))
    assert sealed == sealed_size(size)
    assert LEAST_SEALED <= sealed <= MOST_SEALED
    assert sealed & (sealed - 1) == 0
    assert sealed >= size + 32


OTHERS: dict[str, Callable[[bytearray], memoryview | None]] = {
    "another number": lambda one: Chunks(KEY, ITEM).open(4, True, one),
    "not the last": lambda one: Chunks(KEY, ITEM).open(3, False, one),
    "another item": lambda one: Chunks(KEY, bytes(16)).open(3, True, one),
    "another key": lambda one: Chunks(bytes(32), ITEM).open(3, True, one),
    "cut short": lambda one: Chunks(KEY, ITEM).open(3, True, one[:-1]),
    "cut to another size": lambda one: Chunks(KEY, ITEM).open(3, True, one[: len(one) // 2]),
    "with more behind it": lambda one: Chunks(KEY, ITEM).open(3, True, one + bytes(len(one))),
    "nothing": lambda _: Chunks(KEY, ITEM).open(3, True, b""),
    "a flipped bit": lambda one: Chunks(KEY, ITEM).open(3, True, bytes([one[0] ^ 1]) + bytes(one[1:])),
    "a flipped bit at its end": lambda one: Chunks(KEY, ITEM).open(3, True, bytes(one[:-1]) + bytes([one[-1] ^ 1])),
}


@pytest.mark.parametrize("how", OTHERS)
def test_a_chunk_opens_as_nothing_else(how):
    """Nothing about it can be changed, and it stands at one place only."""
    sealed = chunk_of(200_000)
    assert Chunks(KEY, ITEM).open(3, True, sealed) is not None
    assert OTHERS[how](sealed) is None


def test_sealing_again_uses_another_nonce():
    """After a crash a chunk may be sealed anew, perhaps with other bytes: that must cost nothing."""
    found = {bytes(chunk_of(10)[:12]) for _ in range(50)}
    assert len(found) == 50


def test_only_the_last_chunk_may_be_short():
    """A chunk in the middle that is not full would be a gap."""
    with pytest.raises(ValueError, match="full"):
        Chunks(KEY, ITEM).seal(0, False, b"short", os.urandom)
    with pytest.raises(ValueError, match="full"):
        Chunks(KEY, ITEM).seal(0, True, bytes(CAPACITY + 1), os.urandom)


def test_names_say_nothing_and_differ():
    """By number, by item and by key."""
    names = [
        Chunks(key, item).name(number) for key in (KEY, bytes(32)) for item in (ITEM, bytes(16)) for number in (0, 1)
    ]
    assert len(set(names)) == len(names)
    assert all(len(name) == 32 and set(name) <= set("0123456789abcdef") for name in names)


def test_how_many_chunks_there_are():
    """At least one, and none that would be empty."""
    counts = {0: 1, 1: 1, CAPACITY: 1, CAPACITY + 1: 2, 10 * CAPACITY: 10}
    assert {size: chunks_of(size) for size in counts} == counts


def test_a_key_of_another_length_is_refused():
    """A mistake of ours, and never a weak key."""
    for key, item in ((KEY[:-1], ITEM), (KEY, ITEM[:-1])):
        with pytest.raises(ValueError, match="32 bytes"):
            Chunks(key, item)


def derived(secret: bytes, salt: bytes, label: str, size: int) -> bytes:
    """HKDF-SHA256 from hashlib alone (RFC 5869); at most 32 bytes."""
    first = hmac.new(salt, secret, hashlib.sha256).digest()
    return hmac.new(first, label.encode() + b"\0" + b"\1", hashlib.sha256).digest()[:size]


def test_chunks_are_as_the_format_says():
    """Read from docs/vault-format.md alone: what another reader would do."""
    data, number = b"a face at a window", 2
    sealed = bytes(Chunks(KEY, ITEM).seal(number, True, data, fixed_chance("chunk")))
    nonce, rest = sealed[:12], sealed[12:]
    bound = b"waystation chunk 1\0" + ITEM + number.to_bytes(8, "big") + b"\1"
    plain = ChaCha20Poly1305(derived(KEY, ITEM, "waystation chunk key 1", 32)).decrypt(nonce, rest, bound)
    length = int.from_bytes(plain[:4], "big")
    assert plain[4 : 4 + length] == data
    assert not any(plain[4 + length :])
    names = derived(KEY, ITEM, "waystation chunk names 1", 32)
    name = derived(names, number.to_bytes(8, "big"), "waystation chunk name 1", 16).hex()
    assert Chunks(KEY, ITEM).name(number) == name


def test_what_was_sealed_once_opens_for_ever():
    """The name and the hash of a chunk of fixed chance; they never change."""
    sealed = Chunks(KEY, ITEM).seal(0, True, b"waystation", fixed_chance("a chunk"))
    assert Chunks(KEY, ITEM).name(0) == "a4d7c95509801437b9bfcc59f55e3bb6"
    assert hashlib.sha256(sealed).hexdigest() == "211c01098ed1898f2cb03cacfde87d21c4e3508a35f1cbc45845616a84247719"
