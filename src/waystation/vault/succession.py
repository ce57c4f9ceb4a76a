"""Successions: a restored device takes the place of the one that was backed up, without writing in its name.

The new device says so in the first entry of its own control chain, and the old one's signature stands in it. So nobody
ever goes on with another's chain, and two entries under one number stay what they are: a sign that keys were copied.
Which successions count is decided by `roster_fold`; what is looked at here is whether one is in order, and what the
device that was replaced has written beyond what its successor had.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from waystation.vault.chains import ChainBook, ChainTip
from waystation.vault.devices import Device
from waystation.vault.entries import Entry
from waystation.vault.payloads import ChainHead, Payload, Succeed
from waystation.vault.primitives import label, verified

__all__ = ["WentOn", "heads_of", "in_order", "sign_succession", "went_on"]

_SIGNED = label("waystation succession 1")


@dataclass(frozen=True, slots=True)
class WentOn:
    """A device that wrote more than the device that took its place had of it.

    Args:
        device: Which.
        successor: The device that took its place.
        entries: How many entries there are, as far as they are here.
    """

    device: bytes
    successor: bytes
    entries: int


def _message(vault: bytes, successor: bytes, heads: Iterable[ChainHead]) -> bytes:
    parts = (head.compartment + head.sequence.to_bytes(8, "big") + head.hash for head in heads)
    return _SIGNED + vault + successor + b"".join(parts)


def sign_succession(device: Device, vault: bytes, successor: bytes, heads: Iterable[ChainHead]) -> bytes:
    """The signature by which a device lets another take its place."""
    return device.sign(_message(vault, successor, heads))


def in_order(entry: Entry, payload: Payload) -> bool:
    """Whether a succession is the first entry of its author's own chain, and signed by the device that it names."""
    if not isinstance(payload, Succeed) or entry.sequence != 0 or entry.author != payload.device.sign:
        return False
    return verified(payload.of, payload.signature, _message(entry.vault, entry.author, payload.heads))


def heads_of(tips: Iterable[ChainTip], device: bytes) -> tuple[ChainHead, ...]:
    """The last entries of a device's chains."""
    return tuple(ChainHead(tip.compartment, tip.sequence, tip.hash) for tip in tips if tip.author == device)


def went_on(successions: Iterable[Succeed], book: ChainBook) -> Iterator[WentOn]:
    """What replaced devices wrote beyond what was known of them where a successor took their place."""
    tips = list(book.tips())
    for payload in successions:
        stated = {head.compartment: head.sequence for head in payload.heads}
        own = [tip for tip in tips if tip.author == payload.of]
        more = sum(max(0, tip.sequence - stated.get(tip.compartment, -1)) for tip in own)
        if more:
            yield WentOn(payload.of, payload.device.sign, more)
