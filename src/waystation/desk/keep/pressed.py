"""The view behind a second passphrase: preparing it, putting something into it, and the signals that leave it.

Decides what either side keeps of the other, and that nothing which one can do in a vault destroys the other side. The
view is an ordinary vault in all else; no other module asks in which of the two it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from waystation.desk.keep.creating import SPARE, first_compartments, found_in, packed, unpacked
from waystation.desk.keep.members import label_of
from waystation.desk.keep.opening import OpenVault, Surroundings, store_of
from waystation.errors import Damaged, Usage
from waystation.vault.entries import CONTROL
from waystation.vault.head import SLOTS, Opened, Secret, open_head, put_secret
from waystation.vault.payloads import Sentinel, Signal
from waystation.vault.primitives import KEY_SIZE
from waystation.vault.signals import SIGNAL_SIZE, fresh_signals, parse_signal, seal_signal, sentinel_of

__all__ = ["contacts_of", "heard_signals", "note_opening", "prepare", "view_of", "waiting_signals"]

MOST_SIGNALS = 64
UNHEARD = "unheard"
"""The own value with signals whose sentinel has not been heard of yet."""
VAULT_SIZE = 16


def prepare(vault: OpenVault, passphrase: str) -> bool:
    """Let a second passphrase open a view of its own; a view that is there already keeps what it holds.

    Args:
        vault: The vault.
        passphrase: The second passphrase.

    Returns:
        Whether there was no view before.

    Raises:
        Usage: If that passphrase opens something here already.
    """
    head = vault.folder.head()
    if open_head(head, passphrase) is not None:
        raise Usage("passphrase_taken")
    kept = vault.store.own("duress")
    taken = set(vault.store.own("slots") or b"") | {vault.opened.slot}
    if kept is None:
        free = [slot for slot in range(SLOTS) if slot not in taken]
        slot = free[vault.around.chance(1)[0] % len(free)]
        secret = _secret(vault)
    else:
        slot, secret = kept[0], unpacked(kept[1:])
    new = put_secret(head, slot, passphrase, secret, vault.around.chance)
    if kept is None:
        if not vault.pressed:
            _found_view(vault, slot, secret)
        value = {"duress": bytes([slot]) + packed(secret), "slots": bytes(sorted(taken | {slot}))}
        vault.store.set_own(value)
    vault.folder.replace_head(new, instead_of=head)
    return kept is None


def _secret(vault: OpenVault) -> Secret:
    """What the second passphrase is to open: the other store; in the view, the view itself."""
    if vault.pressed:
        return vault.opened.secret
    return unpacked(vault.store.own(SPARE) or b"")


def _found_view(vault: OpenVault, slot: int, secret: Secret) -> None:
    """Make the view a vault of its own, and let both sides know what they need of each other."""
    chance = vault.around.chance
    seed = chance(KEY_SIZE)
    roster = vault.state.roster
    if vault.device.id not in roster.devices:
        raise Usage("vault_waits")
    mine = roster.devices[vault.device.id]
    own = {
        SPARE: vault.opened.secret.store.encode() + chance(48),
        "slots": bytes(sorted({slot, vault.opened.slot})),
        "sentinel": seed + vault.vault_id,
        "contacts": _contacts(vault),
    }
    with store_of(vault.folder, secret) as store:
        found_in(store, mine.card.label, mine.member, mine.role, chance)
        store.set_own(own)
    view = OpenVault(vault.folder, Opened(slot, secret), vault.around)
    try:
        first_compartments(view)
    finally:
        view.close()
    vault.write(lambda draft: draft.write(CONTROL, sentinel_of(seed)))


def _contacts(vault: OpenVault) -> bytes:
    """The keys of the devices that are to open the view's bundles: all on the roster."""
    roster = vault.state.roster
    return b"".join(sorted(roster.devices[one].card.kem for one in roster.active))


def view_of(vault: OpenVault) -> OpenVault:
    """The prepared view, opened from the vault itself, without a signal.

    Raises:
        Usage: If none is prepared.
    """
    kept = vault.store.own("duress")
    if kept is None:
        raise Usage("vault_no_view")
    if vault.pressed:
        return vault
    return OpenVault(vault.folder, Opened(kept[0], unpacked(kept[1:])), vault.around)


def note_opening(vault: OpenVault) -> tuple[str, ...]:
    """What happens whenever a vault was opened by a passphrase or a session: signals are made, or taken in.

    Returns:
        Whose device was opened under pressure, where the vault hears of it only now.
    """
    if vault.store.read_only or vault.store.harmed:
        return ()
    if vault.pressed:
        _signal(vault, vault.around)
        return ()
    kept = vault.store.own("duress")
    if kept is None:
        return ()
    with store_of(vault.folder, unpacked(kept[1:])) as store:
        blobs = _parted(store.own("signals") or b"", SIGNAL_SIZE)
        if store.own("contacts") != (contacts := _contacts(vault)):
            store.set_own({"contacts": contacts})  # whoever joined since hears of pressure too, whoever left does not
    fresh = fresh_signals(vault.state, blobs)
    if fresh:
        vault.write(lambda draft: [draft.write(CONTROL, signal) for signal in fresh])
    return tuple(dict.fromkeys(label_of(vault, signal.of) for signal in fresh))


def _signal(vault: OpenVault, around: Surroundings) -> None:
    kept = vault.store.own("sentinel")
    if kept is None:
        return
    signal = seal_signal(kept[:KEY_SIZE], kept[KEY_SIZE : KEY_SIZE + VAULT_SIZE], around.chance)
    waiting = [*_parted(vault.store.own("signals") or b"", SIGNAL_SIZE), signal][-MOST_SIGNALS:]
    vault.store.set_own({"signals": b"".join(waiting)})


def heard_signals(vault: OpenVault, blobs: Iterable[bytes]) -> list[Signal]:
    """The signals to this vault that nobody noted yet; those whose sentinel has not been heard of wait. In a writing.

    Args:
        vault: The vault.
        blobs: What came in bundles, of which some may be signals.
    """
    every = [*_parted(vault.store.own(UNHEARD) or b"", SIGNAL_SIZE), *blobs]
    waiting = list(dict.fromkeys(blob for blob in every if _for_later(vault, blob)))[-MOST_SIGNALS:]
    vault.store.set_own({UNHEARD: b"".join(waiting)})
    return fresh_signals(vault.state, every)


def _for_later(vault: OpenVault, blob: bytes) -> bool:
    """Whether it is a signal to this vault by a sentinel that may still be heard of."""
    if len(blob) != SIGNAL_SIZE:
        return False
    try:
        seen = parse_signal(blob)
    except Damaged:
        return False
    known = {payload.sign for _, payload in vault.state.control() if isinstance(payload, Sentinel)}
    return seen.vault == vault.vault_id and seen.sentinel not in known


def waiting_signals(vault: OpenVault) -> list[bytes]:
    """The signals that the next bundle carries; none in a true vault."""
    return _parted(vault.store.own("signals") or b"", SIGNAL_SIZE)


def contacts_of(vault: OpenVault) -> set[bytes]:
    """Keys of devices that are not on the roster and can open the bundles all the same; none in a true vault."""
    return set(_parted(vault.store.own("contacts") or b"", KEY_SIZE))


def _parted(data: bytes, size: int) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data) - size + 1, size)]
