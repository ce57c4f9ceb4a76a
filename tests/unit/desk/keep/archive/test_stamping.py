"""Signatures go out to be stamped, and proofs come back: nothing else does either."""

from __future__ import annotations

import hashlib

import pytest

from tests.archive_bundles import proof
from tests.archives import MISSION, an_archive
from waystation.desk.keep.archive.stamping import stamps_of, take_back


@pytest.fixture
def archive(tmp_path):
    """An archive."""
    made = an_archive(tmp_path / "archive")
    yield made
    made.close()


def test_every_statement_waits_until_a_proof_leads_to_a_block(archive):
    """First a calendar promises one, then it is there; a promise that comes again says nothing new."""
    before = stamps_of(archive.anna, MISSION)
    assert len(before.waiting) == 5
    assert before.waiting == tuple(sorted(before.waiting, key=lambda one: hashlib.sha256(one).digest()))
    first, second = before.waiting[:2]
    promised, proved = proof(first), proof(first, block=7)
    done = take_back(archive.anna, MISSION, [("a.ots", promised), ("b.ots", promised), ("c.ots", proof(second))])
    assert (done.proved, done.promised, done.known, done.foreign) == (0, 2, 1, ())
    done = take_back(archive.anna, MISSION, [("a.ots", promised), ("b.ots", proved)])
    assert (done.proved, done.promised, done.known) == (1, 0, 1)
    after = stamps_of(archive.anna, MISSION)
    assert (after.proved, after.promised) == ((first,), (second,))
    assert set(after.waiting) == set(before.waiting) - {first, second}


def test_what_is_no_proof_of_ours_is_named_and_not_kept(archive):
    """Bytes of any kind, and proofs of somebody else's signatures."""
    done = take_back(archive.anna, MISSION, [("x.ots", b"no proof"), ("y.ots", proof(bytes(64), block=7))])
    assert (done.proved, done.promised, done.known, done.foreign) == (0, 0, 0, ("x.ots", "y.ots"))
    assert not archive.register.stamps


def test_the_other_device_learns_of_proofs(archive):
    """They are entries like all else."""
    signature = stamps_of(archive.anna, MISSION).waiting[0]
    take_back(archive.anna, MISSION, [("a.ots", proof(signature, block=7))])
    archive.exchange()
    assert stamps_of(archive.ben, MISSION).proved == (signature,)


def test_nothing_that_is_stamped_is_a_digest_of_a_keepsake(archive):
    """Neither a SHA-256, nor anything that can be worked out from one."""
    hashes = {one.record.sha256 for one in archive.register.keepsakes.values()}
    for signature in stamps_of(archive.anna, MISSION).waiting:
        assert hashlib.sha256(signature).hexdigest() not in hashes
        assert signature.hex()[:64] not in hashes
