"""A succession is in order only as it was signed; what a replaced device wrote beyond it is counted."""

from __future__ import annotations

from dataclasses import replace

from tests.vaults import Keeper, World, world
from waystation.vault.devices import Device
from waystation.vault.ledger import VaultState
from waystation.vault.payloads import Succeed
from waystation.vault.succession import WentOn, heads_of, in_order


def restored(made: World) -> tuple[Keeper, Keeper]:
    """Anna, and Anna's backup restored without her having heard of it."""
    anna = made.keepers["Anna"]
    backup = Keeper("Anna", anna.device, VaultState(anna.device, anna.state.vault), made)
    backup.hear(made.entries)
    after = Device(made.chance(32), anna.device.kem_private)
    backup.write(lambda draft: draft.succeed(after, "restored"))
    new = Keeper("Anna", after, VaultState(after, anna.state.vault), made)
    new.hear(made.entries)
    new.settle()
    return anna, new


def test_it_is_the_first_entry_of_the_new_device_and_signed_by_the_old_one():
    """With anything else in it, it is not in order."""
    made = world()
    _, new = restored(made)
    ((entry, payload),) = [each for each in new.state.control() if isinstance(each[1], Succeed)]
    assert (entry.author, entry.sequence) == (new.device.id, 0)
    assert in_order(entry, payload)
    head = payload.heads[0]
    for other in (
        replace(payload, of=new.device.id),
        replace(payload, heads=payload.heads[1:]),
        replace(payload, heads=(head._replace(sequence=head.sequence + 1), *payload.heads[1:])),
        replace(payload, signature=payload.signature[::-1]),
        replace(payload, device=replace(payload.device, sign=bytes(32))),
    ):
        assert not in_order(entry, other)


def test_it_says_how_far_the_old_device_was_known():
    """The last entry of each of its chains."""
    made = world()
    anna, new = restored(made)
    (payload,) = [payload for _, payload in new.state.control() if isinstance(payload, Succeed)]
    assert payload.heads == heads_of(anna.state.book.tips(), anna.device.id)


def test_what_the_old_device_wrote_since_is_counted():
    """In all its chains together; nothing is said where it wrote nothing."""
    made = world()
    anna, new = restored(made)
    assert new.state.went_on() == []
    for number in range(3):
        anna.tell(f"{number}", made.house)
    anna.write(lambda draft: draft.heads())
    new.hear(made.entries)
    assert new.state.went_on() == [WentOn(anna.device.id, new.device.id, 4)]
    assert new.state.problems() == []
