"""What an attacker with a device's keys can make: entries that are signed, and say what they should not."""

from __future__ import annotations

from typing import Any

from tests.vaults import Keeper, World, world
from waystation.vault.entries import Entry, seal_entry
from waystation.vault.keyring import epoch_id, roster_hash, wraps_for
from waystation.vault.payloads import EpochOpened, Payload, content_of
from waystation.vault.primitives import ZEROS, digest

__all__ = ["Keeper", "World", "codes", "forge", "forge_epoch", "house_of_three"]


def house_of_three() -> World:
    """Anna and Ben administer, Cho is a volunteer; all are members of the house compartment and know everything."""
    made = world("three")
    anna = made.keepers["Anna"]
    made.joins("Ben", "coordinator", anna)
    made.joins("Cho", "volunteer", anna)
    everybody = [keeper.device.id for keeper in made.keepers.values()]
    anna.write(lambda draft: draft.rotate(made.house, add=everybody))
    made.gather()
    return made


def forge(keeper: Keeper, compartment: bytes, payload: Payload | bytes, **header: Any) -> Entry:
    """An entry by a device, sealed and signed, with whatever its header shall say.

    Args:
        keeper: Whose device signs it.
        compartment: Its compartment.
        payload: What it says; bytes for content as it is.
        **header: `key`, `epoch`, `sequence`, `previous`, `attachment`, `vault`; the right ones where left out.
    """
    state = keeper.state
    home = state.compartments.get(compartment)
    current = home.current if home else None
    epoch = header.get("epoch", current.id if current else ZEROS)
    tip = state.book.chain(keeper.device.id, compartment).tip
    words = payload if isinstance(payload, bytes) else content_of(payload)
    return seal_entry(
        keeper.device,
        header.get("key", state.keyring.keys.get(epoch, bytes(32))),
        words,
        vault=header.get("vault", state.vault),
        compartment=compartment,
        epoch=epoch,
        sequence=header.get("sequence", tip.sequence + 1),
        previous=header.get("previous", tip.hash),
        chance=keeper.world.chance,
        attachment=header.get("attachment", ZEROS),
    )


def forge_epoch(keeper: Keeper, compartment: bytes, members: list[Keeper], **said: Any) -> tuple[Entry, bytes, bytes]:
    """An epoch of a compartment for these members, with whatever its payload shall say; entry, wraps and key."""
    state, chance = keeper.state, keeper.world.chance
    key = chance(32)
    ids = tuple(sorted(member.device.id for member in members))
    roster = roster_hash(key, state.vault, compartment, ids)
    epoch = epoch_id(key, state.vault, compartment, roster)
    cards = [member.device.card("") for member in members]
    wraps = wraps_for(key, state.vault, compartment, roster, cards, chance=chance)
    said = {"name": "", "of": None, "part": "house", **said}
    payload = EpochOpened(members=ids, **said)
    entry = forge(keeper, compartment, payload, key=key, epoch=epoch, attachment=digest(wraps))
    keeper.world.attachments[digest(wraps)] = wraps
    return entry, wraps, key


def codes(keeper: Keeper) -> set[str]:
    """The names of all that is wrong."""
    return {problem.code for problem in keeper.state.problems()}
