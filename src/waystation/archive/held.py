"""What a vault can show of one keepsake: its bytes, its statements, whose hands they were, and what it was made from.

Joins `tracing` with what only the vault knows: which device a key belongs to, who left the roster since, which proofs
of time came back, whether a working copy names the original that it was made from. That these are the bytes, the desk
finds out by reading them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from waystation.archive.custody import held_by, read_statement, seal_of, seal_salt
from waystation.archive.records import Keepsake
from waystation.archive.register import Register
from waystation.archive.stamps import Proof, best_proofs, proof_of
from waystation.archive.tracing import Chain, Fault, Line, against, follow

__all__ = ["Held", "Lies", "chain_of", "held"]

Lies = Literal["whole", "missing", "changed", "destroyed", "unread"]
"""What was found of a keepsake's bytes; `unread` where nobody looked."""


@dataclass(frozen=True)
class Held:
    """What is shown of a keepsake.

    Args:
        keepsake: Its record.
        recreation: Whether it, or anything that it was made from, is a recreation.
        lies: What was found of its bytes.
        chain: Its statements.
        faults: Everything that is wrong.
        notes: What is not wrong, and worth knowing.
        members: Whose hands they were, by the hand's number.
        proofs: The proofs of time, by the hash of the statement whose signature was stamped.
        origin: What is shown of the keepsake that it was made from; its bytes are not read for that.
    """

    keepsake: Keepsake
    recreation: bool
    lies: Lies
    chain: Chain
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]
    members: Mapping[int, str]
    proofs: Mapping[str, Proof]
    origin: Held | None = None

    @property
    def sound(self) -> bool:
        """Whether these bytes are shown to have been held, with nothing missing or altered."""
        return not self.faults and self.lies in ("whole", "unread") and (self.origin is None or self.origin.sound)


def chain_of(register: Register, item: str, vault: bytes) -> Chain:
    """The statements about a keepsake, put in order, with what is wrong with them.

    Args:
        register: The archive.
        item: The keepsake's id.
        vault: The vault's id.
    """
    lines = []
    for entered in register.custody.get(item, ()):
        record = entered.record
        statement = read_statement(record.line)
        bound = statement is None or (bool(record.binding) and held_by(record, statement.by, vault, entered.author))
        lines.append(Line(record.line, bytes.fromhex(record.signature), entered.author, bound))
    return follow(item, lines)


def held(register: Register, item: str, vault: bytes, gone: Collection[bytes], lies: Lies) -> Held:
    """Say what is shown of a keepsake and of what it was made from.

    Args:
        register: The archive.
        item: The keepsake's full id.
        vault: The vault's id.
        gone: The ids of devices that were removed from the roster.
        lies: What was found of the keepsake's bytes.
    """
    line = register.lineage(item)
    origin: Held | None = None
    for keepsake in reversed(line):
        one = _one(register, keepsake, vault, gone)
        origin = replace(_linked(one, origin), lies="unread" if keepsake.item != item else lies)
    if origin is None:
        raise KeyError(item)
    return origin


def _one(register: Register, keepsake: Keepsake, vault: bytes, gone: Collection[bytes]) -> Held:
    item = keepsake.item
    chain = chain_of(register, item, vault)
    recreation = any(one.kind == "recreation" for one in register.lineage(item))
    faults = [*chain.faults, *against(chain, keepsake, recreation)]
    if item in register.disputed:
        faults.append(Fault("custody_disputed"))
    members = {entered.author: entered.member for entered in register.custody.get(item, ())}
    whose = {step.hand: members.get(step.device, "") for step in reversed(chain.steps)}
    removed = sorted({step.hand for step in chain.steps if step.device in gone})
    notes = [*chain.notes, *(Fault("custody_removed", {"hand": hand}) for hand in removed)]
    proofs, wrong = _proofs(register, chain)
    return Held(keepsake, recreation, "unread", chain, (*faults, *wrong), tuple(notes), whose, proofs)


def _proofs(register: Register, chain: Chain) -> tuple[dict[str, Proof], list[Fault]]:
    """The proof of each statement that has one, and the statements whose proofs are about something else."""
    ours = {step.signature.hex(): step for step in chain.steps}
    stamps = [one.record for one in register.stamps if one.record.signature in ours]
    best = best_proofs(stamps)
    wrong = [
        Fault("custody_stamp", {"at": ours[one].hash[:16]}) for one in sorted({s.signature for s in stamps} - {*best})
    ]
    found = {}
    for signature, data in best.items():
        proof = proof_of(data, bytes.fromhex(signature))
        if proof is not None:
            found[ours[signature].hash] = proof
    return found, wrong


def _linked(one: Held, origin: Held | None) -> Held:
    """A keepsake with what it was made from: its first statement names that by the seal over its SHA-256."""
    return replace(one, origin=origin, faults=(*one.faults, *_unlinked(one, origin)))


def _unlinked(one: Held, origin: Held | None) -> Iterator[Fault]:
    if one.keepsake.of is None:
        return
    if origin is None:
        yield Fault("custody_no_origin", {"of": one.keepsake.of[:8]})
        return
    first = one.chain.first
    seal = seal_of(seal_salt(origin.keepsake), origin.keepsake.sha256)
    if first is not None and first.of is not None and first.of != seal:
        yield Fault("custody_other_origin", {"of": one.keepsake.of[:8]})
