"""Proofs of time are read as OpenTimestamps' own library reads them, and no further than that."""

from __future__ import annotations

import base64
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opentimestamps.core.notary import (
    BitcoinBlockHeaderAttestation,
    LitecoinBlockHeaderAttestation,
    PendingAttestation,
    UnknownAttestation,
)
from opentimestamps.core.op import OpAppend, OpHexlify, OpKECCAK256, OpPrepend, OpReverse, OpRIPEMD160, OpSHA1, OpSHA256
from opentimestamps.core.serialize import (
    BytesDeserializationContext,
    DeserializationError,
    StreamSerializationContext,
)
from opentimestamps.core.timestamp import DetachedTimestampFile, Timestamp

from tests.archive_bundles import proof
from waystation.archive.records import Stamp
from waystation.archive.stamps import Block, best_proofs, proof_bytes, proof_of, read_proof, stamped_digest

SIGNATURE = bytes(range(64))
UNARY = (OpSHA256, OpSHA1, OpRIPEMD160, OpReverse, OpHexlify, OpKECCAK256)
ops = st.one_of(
    st.sampled_from(UNARY).map(lambda op: op()),
    st.builds(OpAppend, st.binary(min_size=1, max_size=40)),
    st.builds(OpPrepend, st.binary(min_size=1, max_size=40)),
)
attestations = st.one_of(
    st.builds(BitcoinBlockHeaderAttestation, st.integers(0, 10_000_000)),
    st.builds(LitecoinBlockHeaderAttestation, st.integers(0, 10_000_000)),
    st.builds(PendingAttestation, st.text("abc./:-_019", max_size=30)),
    st.builds(UnknownAttestation, st.just(b"unknown!"), st.binary(max_size=30)),
)
ways = st.lists(st.tuples(st.lists(ops, max_size=5), attestations), min_size=1, max_size=6)


def written(found: DetachedTimestampFile) -> bytes:
    """A proof as their library writes it."""
    out = io.BytesIO()
    found.serialize(StreamSerializationContext(out))
    return out.getvalue()


def theirs(data: bytes) -> DetachedTimestampFile | None:
    """A proof as their library reads it; None where it refuses."""
    context = BytesDeserializationContext(data)
    try:
        found = DetachedTimestampFile.deserialize(context)
        context.assert_eof()
    except (DeserializationError, ValueError):
        return None
    return found


@pytest.mark.filterwarnings("ignore:OpReverse may get removed")
@given(ways)
def test_what_their_library_writes_leads_where_it_says(several):
    """Every way through the tree of steps: the same calendars, the same blocks, the same Merkle roots."""
    stamped = DetachedTimestampFile.from_fd(OpSHA256(), io.BytesIO(SIGNATURE))
    for steps, attestation in several:
        at: Timestamp = stamped.timestamp
        passed = steps
        if isinstance(attestation, BitcoinBlockHeaderAttestation):
            passed = [*steps, OpSHA256()]  # the end of a way to a block is a Merkle root
        for step in passed:
            at = at.ops.add(step)
        at.attestations.add(attestation)
    data = written(stamped)
    found = proof_of(data, SIGNATURE)
    ends = list(stamped.timestamp.all_attestations())
    assert found is not None
    assert found.digest == stamped.file_digest == stamped_digest(SIGNATURE)
    assert set(found.calendars) == {one.uri for _, one in ends if isinstance(one, PendingAttestation)}
    blocks = {Block(one.height, at[::-1].hex()) for at, one in ends if isinstance(one, BitcoinBlockHeaderAttestation)}
    assert {block.height for block in found.blocks} == {block.height for block in blocks}
    assert {block for block in found.blocks if block.root} <= blocks
    if not any(isinstance(step, OpKECCAK256 | OpRIPEMD160) for steps, _ in several for step in steps):
        assert set(found.blocks) == blocks


@given(st.binary(max_size=400), st.integers(0, 400))
def test_what_is_no_proof_is_none_and_stops_nothing(garbage, cut):
    """Bytes behind, a proof cut short, anything at all: it is a proof only where their library says so too."""
    data = proof(SIGNATURE, block=800_000)
    for tried in (garbage, data[:cut] + garbage, data + garbage):
        if read_proof(tried) is not None:
            assert theirs(tried) is not None


@given(st.integers(0, 2_000), st.integers(0, 255))
def test_a_changed_byte_is_refused_or_leads_where_their_library_says(place, value):
    """There is no proof that only we can read."""
    data = bytearray(proof(SIGNATURE, block=800_000))
    data[place % len(data)] = value
    found = read_proof(bytes(data))
    if found is not None:
        other = theirs(bytes(data))
        assert other is not None
        assert other.file_digest == found.digest


def test_a_proof_of_another_signature_is_none_for_this_one():
    """It says nothing about it."""
    assert proof_of(proof(SIGNATURE), SIGNATURE) is not None
    assert proof_of(proof(SIGNATURE), bytes(64)) is None


def test_a_proof_that_is_too_large_or_too_deep_is_none():
    """A chain of a hundred thousand steps is nobody's proof."""
    head = proof(SIGNATURE)[:65]
    assert read_proof(head + bytes.fromhex("0083dfe30d2ef90c8e00")) is None  # an address needs its length
    assert read_proof(head + b"\x08" * 200 + bytes.fromhex("0083dfe30d2ef90c8e020178")) is not None
    assert read_proof(head + b"\x08" * 300 + bytes.fromhex("0083dfe30d2ef90c8e020178")) is None
    assert read_proof(head + b"\x08" * 100_000) is None


def test_the_best_of_several_proofs_is_the_one_that_leads_to_a_block():
    """A promise comes first and is then kept; what is about something else counts for nothing."""
    promised, proved = proof(SIGNATURE), proof(SIGNATURE, block=7)
    foreign = proof(bytes(64))
    stamps = [
        Stamp(signature=SIGNATURE.hex(), proof=base64.b64encode(data).decode())
        for data in (foreign, promised, proved, promised)
    ]
    assert best_proofs(stamps) == {SIGNATURE.hex(): proved}
    assert best_proofs(stamps[:2]) == {SIGNATURE.hex(): promised}
    assert best_proofs(stamps[:1]) == {}


@pytest.mark.parametrize("text", ["", "=", "no base64 at all"])
def test_a_record_that_holds_no_file_holds_nothing(text):
    """Somebody wrote down nonsense."""
    record = Stamp(signature=SIGNATURE.hex(), proof=text)
    assert proof_bytes(record) == b""
    assert best_proofs([record]) == {}
