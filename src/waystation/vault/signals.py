"""The silent signal: what a duress view sends, and how the true vault knows it.

Before a duress view is prepared the true vault notes the public half of a signing key; the view keeps the private half.
Each time the view is opened it makes a signal; its bundles carry them. Whoever imports such a bundle takes the signals
out of it and nothing else. When a view is opened, and where signals wait, is the desk's business.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from waystation.errors import Damaged
from waystation.vault.ledger import VaultState
from waystation.vault.payloads import Sentinel, Signal
from waystation.vault.primitives import SIGNATURE_SIZE, Chance, digest, label, verified

__all__ = ["SIGNAL_SIZE", "SignalSeen", "fresh_signals", "noted_signals", "parse_signal", "seal_signal", "sentinel_of"]

SIGNAL_SIZE = 144
PRESSED = "pressed"
_SIGNED = label("waystation signal 1")
_BODY = SIGNAL_SIZE - SIGNATURE_SIZE


@dataclass(frozen=True, slots=True)
class SignalSeen:
    """A signal, signed by the sentinel that it names.

    Args:
        sentinel: The sentinel's public key.
        vault: The true vault's id.
        mark: The signal's hash, by which one is told from another.
    """

    sentinel: bytes
    vault: bytes
    mark: bytes


def sentinel_of(seed: bytes) -> Sentinel:
    """What the true vault notes of a sentinel, from its 32-byte seed."""
    return Sentinel(Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw())


def seal_signal(seed: bytes, vault: bytes, chance: Chance) -> bytes:
    """A signal to a vault; 144 bytes."""
    body = chance(16) + sentinel_of(seed).sign + vault + chance(16)
    return body + Ed25519PrivateKey.from_private_bytes(seed).sign(_SIGNED + body)


def parse_signal(raw: bytes) -> SignalSeen:
    """A signal out of foreign bytes.

    Raises:
        Damaged: `signal_form`, if these bytes are none, or not signed by the sentinel that they name.
    """
    body, signature = raw[:_BODY], raw[_BODY:]
    if len(raw) != SIGNAL_SIZE or not verified(body[16:48], signature, _SIGNED + body):
        raise Damaged("signal_form")
    return SignalSeen(body[16:48], body[48:64], digest(raw))


def fresh_signals(state: VaultState, blobs: Iterable[bytes]) -> list[Signal]:
    """What is to be noted in the control compartment: the signals to this vault that nobody noted yet."""
    sentinels = {payload.sign: entry.author for entry, payload in state.control() if isinstance(payload, Sentinel)}
    noted = {signal.mark for signal in noted_signals(state)}
    found: dict[bytes, Signal] = {}
    for blob in blobs:
        if len(blob) != SIGNAL_SIZE:
            continue
        try:
            seen = parse_signal(blob)
        except Damaged:
            continue
        if seen.vault == state.vault and seen.sentinel in sentinels and seen.mark not in noted:
            found[seen.mark] = Signal(sentinels[seen.sentinel], PRESSED, seen.mark)
    return [found[mark] for mark in sorted(found)]


def noted_signals(state: VaultState) -> list[Signal]:
    """The signals that were noted, each once."""
    marks = {payload.mark: payload for _, payload in state.control() if isinstance(payload, Signal)}
    return [marks[mark] for mark in sorted(marks)]
