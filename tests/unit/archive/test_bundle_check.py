"""A bundle is checked from plain values; what a disk holds, and every tampering, is in the tests of attacks."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from waystation.archive.bundle_check import Lying, Measured, check_bundle

names = st.sampled_from(
    ["01.jpg", "custody/01.txt", "keys/01-1.pem", "SHA256SUMS", "manifest.json", "more", "made-from.txt"]
)
LINES = (
    b'1 AAAA {"act":"taken in"}\n',
    b"0" * 64 + b"  01.jpg\n",
    b"01 02 03\n",
    b'{"items":[{}]}',
    b"[[[[",
    b"\xff\n",
)
texts = st.dictionaries(names, st.one_of(st.binary(max_size=60), st.lists(st.sampled_from(LINES)).map(b"".join)))


def measured(data: bytes) -> Measured:
    """A file of these bytes."""
    return Measured(hashlib.sha256(data).hexdigest(), len(data))


def test_nothing_is_no_bundle():
    """Without a list nothing can be said."""
    found = check_bundle(Lying({}))
    assert [fault.code for fault in found.faults] == ["bundle_no_list"]
    assert found.fingerprint == ""


def test_the_fingerprint_is_of_the_list_as_it_lies_there():
    """Also where something is wrong with it."""
    found = check_bundle(Lying({}, (), {"SHA256SUMS": b"x"}))
    assert found.fingerprint == hashlib.sha256(b"x").hexdigest()
    assert {fault.code for fault in found.faults} >= {"bundle_list_line", "bundle_empty", "bundle_unlisted"}


@given(texts, st.lists(names))
def test_anything_that_lies_in_a_folder_is_looked_at_and_found_unsound(given_texts, odd):
    """Hostile bytes stop nothing, and nothing of them is taken for a sound bundle."""
    found = check_bundle(Lying({name: measured(text) for name, text in given_texts.items()}, tuple(odd), given_texts))
    assert found.faults
