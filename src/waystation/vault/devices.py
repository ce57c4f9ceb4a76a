"""A device's two keys, and the card by which others know it.

The id of a device is its Ed25519 public key. Where the private keys are kept is `storage`'s business; who may do what
with them is the roster's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from waystation.errors import Damaged
from waystation.vault.primitives import KEY_SIZE, Chance, digest, label, unwrap

__all__ = ["Device", "DeviceCard", "device_from", "new_device"]


@dataclass(frozen=True)
class DeviceCard:
    """What others must know of a device; nothing in it is secret.

    Args:
        sign: Its Ed25519 public key, 32 bytes; its id.
        kem: Its X25519 public key, 32 bytes.
        label: What people call it.
    """

    sign: bytes
    kem: bytes
    label: str = ""

    @property
    def id(self) -> bytes:
        """The device's id."""
        return self.sign

    @cached_property
    def fingerprint(self) -> str:
        """32 hexadecimal digits that two people can compare aloud before a device is added."""
        return digest(label("waystation device 1"), self.sign, self.kem)[:16].hex()


@dataclass(frozen=True)
class Device:
    """A device with its private keys; its text shows none of them.

    Args:
        sign_seed: The Ed25519 seed, 32 bytes (RFC 8032).
        kem_private: The X25519 private key, 32 bytes.
    """

    sign_seed: bytes = field(repr=False)
    kem_private: bytes = field(repr=False)

    @cached_property
    def _signer(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.sign_seed)

    @cached_property
    def _opener(self) -> X25519PrivateKey:
        return X25519PrivateKey.from_private_bytes(self.kem_private)

    @cached_property
    def id(self) -> bytes:
        """Its Ed25519 public key."""
        return self._signer.public_key().public_bytes_raw()

    @cached_property
    def kem_public(self) -> bytes:
        """Its X25519 public key."""
        return self._opener.public_key().public_bytes_raw()

    @property
    def kept(self) -> bytes:
        """As it is kept: the seed, then the X25519 private key; 64 bytes, secret."""
        return self.sign_seed + self.kem_private

    def card(self, called: str) -> DeviceCard:
        """What others must know of it, under the name that people give it."""
        return DeviceCard(self.id, self.kem_public, called)

    def sign(self, message: bytes) -> bytes:
        """Its signature, 64 bytes; the same for the same message (RFC 8032)."""
        return self._signer.sign(message)

    def unwrap(self, wrapped: bytes, info: bytes) -> bytes | None:
        """The key that was wrapped for it, or None."""
        return unwrap(wrapped, self._opener, info)


def new_device(chance: Chance) -> Device:
    """A device with new keys."""
    return Device(chance(KEY_SIZE), chance(KEY_SIZE))


def device_from(kept: bytes) -> Device:
    """A device from the 64 bytes in which it is kept.

    Raises:
        Damaged: `vault_device`, if they are not 64.
    """
    if len(kept) != 2 * KEY_SIZE:
        raise Damaged("vault_device", size=len(kept))
    return Device(kept[:KEY_SIZE], kept[KEY_SIZE:])
