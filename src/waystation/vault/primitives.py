"""The well-kept primitives that everything in a vault is made of, under one name each.

Nothing is invented here: ChaCha20-Poly1305 (RFC 8439), HKDF-SHA256 (RFC 5869), Ed25519 (RFC 8032), HPKE base mode with
X25519 / HKDF-SHA256 / ChaCha20-Poly1305 (RFC 9180), Argon2id (RFC 9106) and SHA-256, all from `cryptography`. What is
sealed, signed or wrapped, and under which label, is decided by the other modules; `docs/vault-format.md` lists it.
Chance is an argument, with one exception: the passing key that HPKE makes for each wrap comes from the library.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from waystation.errors import Usage

__all__ = [
    "KEY_SIZE",
    "NONCE_SIZE",
    "SIGNATURE_SIZE",
    "STANDARD",
    "TAG_SIZE",
    "WRAP_SIZE",
    "ZEROS",
    "Chance",
    "Cost",
    "digest",
    "kdf",
    "label",
    "passphrase_key",
    "seal",
    "unseal",
    "unwrap",
    "usable_kem",
    "verified",
    "wrap",
]

Chance = Callable[[int], bytes]
"""So many unpredictable bytes; `os.urandom` everywhere but in tests."""

KEY_SIZE = 32
NONCE_SIZE = 12
TAG_SIZE = 16
SIGNATURE_SIZE = 64
WRAP_SIZE = 80
"""Of one 32-byte key: the passing public key, the key, the tag."""
ZEROS = bytes(32)

_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
_ANY_KEY = X25519PrivateKey.from_private_bytes(bytes([9] * 32))


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at a passphrase costs whoever guesses, and once whoever knows it.

    Args:
        memory_kib: 64 · 2^0 … 64 · 2^15 KiB.
        passes: 1 … 16.
        lanes: 1 … 8.
    """

    memory_kib: int
    passes: int
    lanes: int

    def __post_init__(self) -> None:
        if self.memory_kib not in {64 << power for power in range(16)}:
            raise ValueError("memory_kib must be 64 times a power of two up to 2^15")
        if not 1 <= self.passes <= 16 or not 1 <= self.lanes <= 8:
            raise ValueError("passes must be 1 to 16 and lanes 1 to 8")


STANDARD = Cost(memory_kib=256 * 1024, passes=3, lanes=4)
"""What every vault gets unless a test asks for less."""


def label(words: str) -> bytes:
    """A label as it is hashed, signed or bound: ASCII with one zero byte at its end."""
    return words.encode("ascii") + b"\0"


def digest(*parts: bytes) -> bytes:
    """SHA-256 over the parts joined."""
    return hashlib.sha256(b"".join(parts)).digest()


def kdf(secret: bytes, salt: bytes, words: str, size: int) -> bytes:
    """HKDF-SHA256 of a secret, for the use that a label names (RFC 5869).

    Args:
        secret: The input keying material.
        salt: May be public.
        words: The label, bound as `info`.
        size: How many bytes are wanted, 1 … 8160.
    """
    return HKDF(algorithm=hashes.SHA256(), length=size, salt=salt, info=label(words)).derive(secret)


def seal(key: bytes, nonce: bytes, plain: bytes, bound: bytes) -> bytes:
    """The plain text sealed, its tag at the end, together with what it is bound to (RFC 8439)."""
    return ChaCha20Poly1305(key).encrypt(nonce, plain, bound)


def unseal(key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes | None:
    """What was sealed under this key, nonce and bound data; None if it was not, or was changed since."""
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, sealed, bound)
    except InvalidTag:
        return None


def wrap(key: bytes, kem_public: bytes, info: bytes) -> bytes:
    """A key wrapped for one device (RFC 9180, base mode, single shot).

    Args:
        key: 32 bytes.
        kem_public: The device's X25519 public key, one of those that `usable_kem` passes.
        info: What the wrap is bound to.
    """
    return _SUITE.encrypt(key, X25519PublicKey.from_public_bytes(kem_public), info=info)


def unwrap(wrapped: bytes, kem_private: X25519PrivateKey, info: bytes) -> bytes | None:
    """The key that was wrapped for this device with the same info; None if none was."""
    try:
        return _SUITE.decrypt(wrapped, kem_private, info=info)
    except InvalidTag:
        return None


@lru_cache(maxsize=1024)
def usable_kem(kem_public: bytes) -> bool:
    """Whether a key can be wrapped for this X25519 public key: not if it is a point of low order (RFC 7748, 6.1)."""
    if len(kem_public) != KEY_SIZE:
        return False
    try:
        _ANY_KEY.exchange(X25519PublicKey.from_public_bytes(kem_public))
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1024)
def _verifier(public: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public)


def verified(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the holder of an Ed25519 public key signed this message (RFC 8032)."""
    try:
        _verifier(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def passphrase_key(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The 32-byte key that a passphrase stands for: Argon2id of its NFC form as UTF-8 (RFC 9106).

    Raises:
        Usage: `passphrase_empty`, or `passphrase_text` where it holds half a character.
    """
    if not passphrase:
        raise Usage("passphrase_empty")
    try:
        given = unicodedata.normalize("NFC", passphrase).encode("utf-8")
    except UnicodeEncodeError:
        raise Usage("passphrase_text") from None
    work = Argon2id(salt=salt, length=KEY_SIZE, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib)
    return work.derive(given)
