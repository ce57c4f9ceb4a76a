"""One entry: every byte where it must be, filled to a step, sealed, and signed over all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vaults import fixed_chance
from waystation.errors import Damaged
from waystation.vault.devices import new_device
from waystation.vault.entries import (
    CONTENT_MOST,
    CONTROL,
    ENTRY_LEAST,
    ENTRY_MOST,
    Entry,
    content,
    padded,
    parse_entry,
    seal_entry,
    signed_by_author,
)
from waystation.vault.primitives import ZEROS, seal

DEVICE = new_device(fixed_chance("device"))
KEY = bytes(range(32))
PLACE = {"vault": b"v" * 16, "compartment": CONTROL, "epoch": b"e" * 32}


def entry(words: bytes = b"words", **said) -> Entry:
    said = {"sequence": 0, "previous": ZEROS, "chance": fixed_chance("entry"), **PLACE, **said}
    return seal_entry(DEVICE, KEY, words, **said)


@given(st.binary(max_size=3000))
def test_what_is_sealed_is_opened(words):
    """And read back from its bytes to the same entry."""
    made = entry(words)
    assert content(made, KEY) == words
    assert parse_entry(made.bytes) == made
    assert signed_by_author(made)


@pytest.mark.parametrize(
    ("size", "step"),
    [
        (0, 256),
        (252, 256),
        (253, 512),
        (65_532, 65_536),
        (65_533, 131_072),
        (131_068, 131_072),
        (CONTENT_MOST, 1_114_112),
    ],
)
def test_content_is_filled_to_the_next_step(size, step):
    """Powers of two from 256 to 65,536 bytes, then multiples of that; length before, zeros behind."""
    made = padded(bytes([7]) * size)
    assert len(made) == step
    assert made[:4] == size.to_bytes(4, "big")
    assert made[4:] == bytes([7]) * size + bytes(step - 4 - size)


def test_the_largest_entry_is_read_and_no_larger_one_is_made():
    """1,114,128 sealed bytes."""
    made = entry(bytes(CONTENT_MOST))
    assert len(made.bytes) == ENTRY_MOST
    assert content(made, KEY) == bytes(CONTENT_MOST)
    with pytest.raises(ValueError, match="more content"):
        padded(bytes(CONTENT_MOST + 1))


@pytest.mark.parametrize("raw", [b"", bytes(ENTRY_LEAST - 1), bytes(ENTRY_MOST + 1)])
def test_bytes_of_no_entry_s_size_are_refused(raw):
    """Before anything is read."""
    with pytest.raises(Damaged, match="entry_size"):
        parse_entry(raw)


@pytest.mark.parametrize(
    ("at", "new", "code"),
    [
        (0, b"\2", "entry_version"),
        (97, (1).to_bytes(8, "big"), "entry_first"),
        (105, b"p" * 32, "entry_first"),
        (97, (1 << 32).to_bytes(8, "big"), "entry_sequence"),
        (181, (273).to_bytes(4, "big"), "entry_size"),
        (181, (2**32 - 1).to_bytes(4, "big"), "entry_size"),
    ],
)
def test_a_header_that_cannot_be_is_refused(at, new, code):
    """By the name of what is wrong with it."""
    raw = bytearray(entry().bytes)
    raw[at : at + len(new)] = new
    with pytest.raises(Damaged, match=code):
        parse_entry(bytes(raw))


def test_a_length_between_the_steps_is_refused():
    """An entry has one form: what is not filled up tells how long its content is."""
    raw = entry().bytes
    short = raw[:181] + (271).to_bytes(4, "big") + raw[185 : 185 + 271] + raw[-64:]
    with pytest.raises(Damaged, match="entry_size"):
        parse_entry(short)
    long = raw[:181] + (300).to_bytes(4, "big") + bytes(300) + raw[-64:]
    with pytest.raises(Damaged, match="entry_padding"):
        parse_entry(long)


@pytest.mark.parametrize(
    "plain", [b"\0\0\0\1a" + b"x" * 251, b"\0\0\1\0" + bytes(252), b"\xff" * 256, padded(b"a") * 2]
)
def test_content_that_is_not_filled_up_rightly_is_refused(plain):
    """Something behind the content, a length beyond the end, or a step too many."""
    made = entry()
    header = made.bytes[:181] + (len(plain) + 16).to_bytes(4, "big")
    sealed = seal(KEY, made.nonce, plain, b"waystation entry 1\0" + header)
    body = header + sealed
    forged = parse_entry(body + DEVICE.sign(b"waystation signature 1\0" + body))
    with pytest.raises(Damaged, match="entry_padding"):
        content(forged, KEY)


def test_the_nonce_comes_from_chance():
    """Two entries with the same words differ."""
    assert entry().sealed != entry(chance=fixed_chance("other")).sealed


def test_an_entry_shows_nothing_sealed():
    """Its text names places in chains, and no content."""
    assert "sealed" not in repr(entry())
    assert len({entry(), entry()}) == 1
