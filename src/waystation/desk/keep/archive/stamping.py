"""Proofs of time: which signatures wait for one, how they go where a network is, and how proofs are taken back.

Only signatures leave: whoever stamps them learns how many there are, and nothing of what was signed. Nothing here opens
a connection. What a proof is worth is decided by `archive.stamps`.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable

from waystation.archive.letting_out import Stamps, TakenBack
from waystation.archive.records import Stamp
from waystation.archive.register import Register
from waystation.archive.stamps import best_proofs, proof_of, read_proof, stamped_digest
from waystation.desk.keep.archive.archived import enter, read_archive
from waystation.desk.keep.opening import OpenVault

__all__ = ["stamps_of", "take_back"]


def _signatures(register: Register) -> dict[bytes, bytes]:
    """The signatures of all statements, by what is stamped of them; sorted by that, which says nothing."""
    found = [bytes.fromhex(one.record.signature) for those in register.custody.values() for one in those]
    return dict(sorted((stamped_digest(signature), signature) for signature in found))


def _proved(signature: bytes, data: bytes) -> bool:
    proof = proof_of(data, signature)
    return proof is not None and bool(proof.blocks)


def stamps_of(vault: OpenVault, mission: str) -> Stamps:
    """How the proofs of time of a mission's archive stand."""
    register = read_archive(vault, mission, why=None)
    best = best_proofs(one.record for one in register.stamps)
    waiting: list[bytes] = []
    promised: list[bytes] = []
    proved: list[bytes] = []
    for signature in _signatures(register).values():
        data = best.get(signature.hex())
        (waiting if data is None else proved if _proved(signature, data) else promised).append(signature)
    return Stamps(tuple(waiting), tuple(promised), tuple(proved))


def take_back(vault: OpenVault, mission: str, files: Iterable[tuple[str, bytes]]) -> TakenBack:
    """Keep the proofs that came back: what says more than is known; all or none.

    Args:
        vault: The vault.
        mission: Whose archive.
        files: The name and the bytes of each.

    Raises:
        Usage: If this device may not write there.
    """
    with vault.writing():
        register = read_archive(vault, mission, why=None)
        ours = _signatures(register)
        best = dict(best_proofs(one.record for one in register.stamps))
        new: dict[str, bytes] = {}
        known, foreign = 0, []
        for name, data in files:
            proof = read_proof(data)
            signature = ours.get(proof.digest) if proof is not None else None
            if signature is None:
                foreign.append(name)
                continue
            before = best.get(signature.hex())
            if before is not None and (_proved(signature, before) or not _proved(signature, data)):
                known += 1
                continue
            best[signature.hex()] = new[signature.hex()] = data
        records = [Stamp(signature=one, proof=base64.b64encode(data).decode()) for one, data in new.items()]
        if records:
            enter(vault, mission, records)
    proved = sum(_proved(bytes.fromhex(one), data) for one, data in new.items())
    return TakenBack(proved, len(new) - proved, known, tuple(foreign))
