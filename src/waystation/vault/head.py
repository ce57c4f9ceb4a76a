"""The head of a vault: how dear a guess is, and eight slots of which nobody can tell which are used.

A slot holds, sealed under the key that a passphrase stands for, which store to open and with what. All eight are
always tried, so that a right and a wrong passphrase, and a first and an eighth slot, cost the same. That the head of
a vault looks like chance, and that an unused slot cannot be told from a used one, is the point; which slots are used
is therefore known only to whoever put something there. Files are `storage`'s business.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from waystation.errors import Damaged, Usage
from waystation.vault.primitives import (
    KEY_SIZE,
    NONCE_SIZE,
    STANDARD,
    TAG_SIZE,
    Chance,
    Cost,
    label,
    passphrase_key,
    seal,
    unseal,
)

__all__ = [
    "DURESS",
    "HEAD_SIZE",
    "SLOTS",
    "STANDARD",
    "TRUE",
    "Cost",
    "Opened",
    "Secret",
    "clear_slot",
    "cost_of",
    "new_head",
    "open_head",
    "put_secret",
]

HEAD_SIZE = 4096
SLOTS = 8
TRUE, DURESS = 1, 2
"""Which kind of view a slot opens."""

_SALT_SIZE = 32
_STORE_SALT_SIZE = 16
_SECRET_SIZE = 80
_SLOT_SIZE = NONCE_SIZE + _SECRET_SIZE + TAG_SIZE
_SLOTS_AT = _SALT_SIZE + 3
_STORES = ("b", "c")


@dataclass(frozen=True, slots=True)
class Secret:
    """What a slot holds; its text shows neither key nor salt.

    Args:
        kind: `TRUE` or `DURESS`.
        store: Which store it opens, "b" or "c".
        store_key: The store's key, 32 bytes.
        store_salt: The store's salt, 16 bytes.
    """

    kind: int
    store: str
    store_key: bytes = field(repr=False)
    store_salt: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if self.kind not in (TRUE, DURESS) or self.store not in _STORES:
            raise ValueError("a secret is of kind 1 or 2 and for store b or c")
        if len(self.store_key) != KEY_SIZE or len(self.store_salt) != _STORE_SALT_SIZE:
            raise ValueError("a store has a key of 32 bytes and a salt of 16")


@dataclass(frozen=True, slots=True)
class Opened:
    """What a passphrase opened.

    Args:
        slot: The slot's number, 0 … 7.
        secret: What it holds.
    """

    slot: int
    secret: Secret


def new_head(chance: Chance, cost: Cost) -> bytes:
    """A head with eight unused slots; 4,096 bytes."""
    head = bytearray(chance(HEAD_SIZE))
    memory, passes, lanes = head[_SALT_SIZE:_SLOTS_AT]
    power = (cost.memory_kib // 64).bit_length() - 1
    head[_SALT_SIZE:_SLOTS_AT] = bytes(
        [memory & 0xF0 | power, passes & 0xF0 | cost.passes - 1, lanes & 0xF8 | cost.lanes - 1]
    )
    return bytes(head)


def cost_of(head: bytes) -> Cost:
    """What one guess costs under this head.

    Raises:
        Damaged: `vault_head`, if it is not 4,096 bytes.
    """
    _checked(head)
    memory, passes, lanes = head[_SALT_SIZE:_SLOTS_AT]
    return Cost(64 << memory % 16, 1 + passes % 16, 1 + lanes % 8)


def put_secret(
    head: bytes,
    slot: int | None,
    passphrase: str,
    secret: Secret,
    chance: Chance,
    *,
    taken: Collection[int] = (),
) -> bytes:
    """The head with a secret in a slot, replacing whatever was there.

    Args:
        head: 4,096 bytes.
        slot: 0 … 7; None for one by chance among those not `taken`.
        passphrase: What shall open it; the caller has made sure that it opens no other slot.
        secret: What it shall hold.
        chance: For the nonce, and to choose a slot.
        taken: Slots to leave alone. Nothing in a head tells which are used.

    Raises:
        Damaged: `vault_head`, if the head is not 4,096 bytes.
        Usage: `no_free_slot`; `passphrase_empty`; `passphrase_text`.
    """
    key = passphrase_key(passphrase, head[:_SALT_SIZE], cost_of(head))
    if slot is None:
        slot = _by_chance([number for number in range(SLOTS) if number not in taken], chance)
    nonce = chance(NONCE_SIZE)
    plain = bytes([secret.kind]) + secret.store.encode("ascii") + secret.store_key + secret.store_salt
    sealed = seal(key, nonce, plain.ljust(_SECRET_SIZE, b"\0"), _bound(slot))
    return _with_slot(head, slot, nonce + sealed)


def clear_slot(head: bytes, slot: int, chance: Chance) -> bytes:
    """The head with chance in a slot: what it held can be opened from this copy no more.

    Raises:
        Damaged: `vault_head`, if the head is not 4,096 bytes.
    """
    _checked(head)
    return _with_slot(head, slot, chance(_SLOT_SIZE))


def open_head(head: bytes, passphrase: str) -> Opened | None:
    """What a passphrase opens, after the same work whatever it opens; None for a wrong one.

    Raises:
        Damaged: `vault_head`, if the head is not 4,096 bytes.
        Usage: `passphrase_empty`; `passphrase_text`.
    """
    key = passphrase_key(passphrase, head[:_SALT_SIZE], cost_of(head))
    found: Opened | None = None
    for slot in range(SLOTS):
        at = _SLOTS_AT + slot * _SLOT_SIZE
        nonce, sealed = head[at : at + NONCE_SIZE], head[at + NONCE_SIZE : at + _SLOT_SIZE]
        plain = unseal(key, nonce, sealed, _bound(slot))
        secret = _secret(plain) if plain is not None else None
        if secret is not None and found is None:
            found = Opened(slot, secret)
    return found


def _secret(plain: bytes) -> Secret | None:
    """A secret from its 80 bytes; None for a kind or store of some later version."""
    store = chr(plain[1])
    if plain[0] not in (TRUE, DURESS) or store not in _STORES:
        return None
    return Secret(plain[0], store, plain[2:34], plain[34:50])


def _checked(head: bytes) -> None:
    if len(head) != HEAD_SIZE:
        raise Damaged("vault_head", size=len(head), wanted=HEAD_SIZE)


def _bound(slot: int) -> bytes:
    return label("waystation slot 1") + bytes([slot])


def _with_slot(head: bytes, slot: int, content: bytes) -> bytes:
    if not 0 <= slot < SLOTS:
        raise ValueError("slots are numbered from 0 to 7")
    at = _SLOTS_AT + slot * _SLOT_SIZE
    return head[:at] + content + head[at + _SLOT_SIZE :]


def _by_chance(free: list[int], chance: Chance) -> int:
    if not free:
        raise Usage("no_free_slot", slots=SLOTS)
    return free[int.from_bytes(chance(8), "big") % len(free)]
