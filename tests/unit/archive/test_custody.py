"""Statements of custody: one form, one hash, and no more in them than a stranger must know."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vaults import fixed_chance
from waystation.archive.custody import (
    Statement,
    hand_of,
    held_by,
    leaves_of,
    line_of,
    read_statement,
    seal_of,
    seal_salt,
    signed,
    statement_hash,
)
from waystation.archive.records import Keepsake
from waystation.vault.primitives import verified

ITEM, OTHER = "a" * 32, "b" * 32
SEED = fixed_chance("a device")(32)


def stated(**other: object) -> Statement:
    """A statement by the device at hand."""
    by = hand_of(SEED, ITEM).public_key().public_bytes_raw().hex()
    plain = {"item": ITEM, "act": "taken in", "sha256": "1" * 64, "size": 3, "kind": "still", "when": "2031-10-01"}
    return Statement.model_validate({**plain, "by": by, **other})


def keepsake(**other: object) -> Keepsake:
    """A keepsake's record."""
    plain = {"item": ITEM, "kind": "still", "sha256": "1" * 64, "size": 3, "key": "2" * 64, "chunks": 1}
    return Keepsake.model_validate({**plain, "source": "broker", **other})


def test_a_statement_is_one_line_of_json_with_sorted_keys():
    """It is as short as can be, so that a shell can read it."""
    by = stated().by
    assert line_of(stated()) == (
        f'{{"act":"taken in","by":"{by}","item":"{ITEM}","kind":"still","sha256":"{"1" * 64}","size":3,'
        '"waystation":"custody 1","when":"2031-10-01"}'
    )


def test_a_line_is_read_only_as_it_is_written():
    """Another order, a blank, a key twice or an unknown one: no statement, since it would have another hash."""
    line = line_of(stated())
    value = json.loads(line)
    assert read_statement(line) == stated()
    assert read_statement(json.dumps(value)) is None
    assert read_statement(json.dumps(dict(reversed(value.items())), separators=(",", ":"))) is None
    assert read_statement(line.replace('"size":3', '"size":3,"size":3')) is None
    assert read_statement(line.replace('"size":3', '"name":"Ri","size":3')) is None
    assert read_statement(line.replace('"size":3', '"size":3.0')) is None
    assert read_statement("{}") is None
    assert read_statement("") is None


@pytest.mark.parametrize("when", ["2031-10-01T18:00:00Z", "2031-10", "1 October 2031"])
def test_a_statement_names_a_day_and_no_hour(when):
    """An hour would tell strangers when somebody was at work."""
    with pytest.raises(ValueError, match="pattern"):
        stated(when=when)


@given(st.text())
def test_any_text_is_read_or_is_none(text):
    """No text stops the reader."""
    found = read_statement(text)
    assert found is None or line_of(found) == text


def test_a_device_signs_each_keepsake_with_another_key():
    """Two bundles show no key in common, nor the device's own."""
    keys = {hand_of(SEED, item).public_key().public_bytes_raw() for item in (ITEM, OTHER)}
    assert len(keys) == 2
    assert hand_of(SEED, ITEM).private_bytes_raw() != SEED
    assert hand_of(SEED, ITEM).private_bytes_raw() == hand_of(SEED, ITEM).private_bytes_raw()


def test_what_is_signed_is_the_line():
    """Nothing stands before it or behind it, so that openssl can check it as it lies in a file."""
    record = signed(stated(), hand_of(SEED, ITEM), b"v" * 16, b"d" * 32)
    assert verified(bytes.fromhex(stated().by), bytes.fromhex(record.signature), record.line.encode())


def test_a_key_is_bound_to_one_device_one_vault_and_one_keepsake():
    """Nobody passes off another one's statements as their own."""
    record = signed(stated(), hand_of(SEED, ITEM), b"v" * 16, b"d" * 32)
    assert held_by(record, stated().by, b"v" * 16, b"d" * 32)
    assert not held_by(record, stated().by, b"v" * 16, b"e" * 32)
    assert not held_by(record, stated().by, b"w" * 16, b"d" * 32)
    assert not held_by(record.model_copy(update={"item": OTHER}), stated().by, b"v" * 16, b"d" * 32)


def test_the_next_statement_names_all_that_nothing_follows_but_exports():
    """Whoever reads what comes later does not learn that something left, and when."""
    first = line_of(stated())
    left, right = (line_of(stated(act="opened", after=(statement_hash(first),), when=f"2031-10-0{n}")) for n in (2, 3))
    out = line_of(stated(act="exported", after=(statement_hash(first),), use="court", sums="3" * 64))
    assert leaves_of([]) == ()
    assert leaves_of([first]) == (statement_hash(first),)
    assert leaves_of([out, first]) == (statement_hash(first),)
    assert leaves_of([right, first, left, out]) == tuple(sorted((statement_hash(left), statement_hash(right))))
    assert leaves_of([first, "not a line"]) == (statement_hash(first),)


def test_a_seal_opens_only_with_the_salt_and_the_number_of_the_bytes():
    """Nobody who holds the original finds its copies by trying its SHA-256."""
    original = keepsake()
    seal = seal_of(seal_salt(original), original.sha256)
    assert seal != seal_of("", original.sha256)
    assert seal != seal_of(seal_salt(keepsake(key="4" * 64)), original.sha256)
    assert seal != seal_of(seal_salt(keepsake(item=OTHER)), original.sha256)
    assert original.sha256 not in seal
    assert seal_salt(original) != original.key
