"""Tries to use an old backup of a device: to write in its name, to take its place unseen, to rewrite what happened."""

from __future__ import annotations

import pytest

from tests.attacks.vault_forging import codes, forge, house_of_three
from tests.vaults import Keeper, World
from waystation.vault.devices import Device, new_device
from waystation.vault.entries import CONTROL, Entry, seal_entry
from waystation.vault.ledger import VaultState
from waystation.vault.payloads import Add, Remove, Succeed, content_of
from waystation.vault.problems import Problem
from waystation.vault.succession import heads_of, sign_succession


def code_of(keeper: Keeper, entry: Entry) -> str:
    """What is wrong with an entry that was let in."""
    said = keeper.state.read(entry)
    return said.code if isinstance(said, Problem) else "nothing"


def backup_of(keeper: Keeper) -> Keeper:
    """The same device with what it knows now."""
    copy = Keeper(keeper.name, keeper.device, VaultState(keeper.device, keeper.state.vault), keeper.world)
    copy.hear(keeper.world.known(keeper))
    return copy


def restored(backup: Keeper) -> Keeper:
    """What a backup is restored to."""
    made = backup.world
    after = Device(made.chance(32), backup.device.kem_private)
    backup.write(lambda draft: draft.succeed(after, "restored"))
    new = Keeper(backup.name, after, VaultState(after, backup.state.vault), made)
    new.hear(made.known(backup))
    new.settle()
    return new


def succession(backup: Keeper, author: Device, **changed: object) -> Entry:
    """A succession as somebody writes it who has the backup's keys, and does not keep to the rules."""
    state = backup.state
    heads = heads_of(state.book.tips(), backup.device.id)
    signature = sign_succession(backup.device, state.vault, author.id, heads)
    said = {"device": author.card("restored"), "of": backup.device.id, "heads": heads, "signature": signature}
    where = {name: changed.pop(name) for name in ("sequence", "previous") if name in changed}
    epoch = state.compartments[CONTROL].current
    assert epoch is not None
    return seal_entry(
        author,
        state.keyring.keys[epoch.id],
        content_of(Succeed(**{**said, "after": state.roster.frontier, **changed})),
        vault=state.vault,
        compartment=CONTROL,
        epoch=epoch.id,
        **{"sequence": 0, "previous": bytes(32), **where},
        chance=backup.world.chance,
    )


def test_write_on_in_the_name_of_the_device_that_was_backed_up():
    """Two entries under one number are named, whether or not the device was replaced since."""
    made = house_of_three()
    anna, ben, cho = (made.keepers[name] for name in ("Anna", "Ben", "Cho"))
    thief = backup_of(ben)
    new = restored(backup_of(ben))
    told = ben.tell("two dogs", made.house)
    false = thief.tell("no dogs", made.house)
    for keeper in (anna, cho, new):
        keeper.hear(made.entries)
        (problem,) = [each for each in keeper.state.problems() if each.code == "fork"]
        assert (problem.author, problem.sequence) == (ben.device.id, told.sequence)
        assert false.sequence == told.sequence


def test_restore_a_founder_s_backup_as_if_long_ago():
    """Nobody is thrown off, nothing that counted counts less; the thief's device is there for all to see."""
    made = house_of_three()
    anna, ben, cho = (made.keepers[name] for name in ("Anna", "Ben", "Cho"))
    new = restored(backup_of(anna))
    told = new.tell("two dogs", made.house)
    cho.hear(made.entries)
    before = {name: (each.member, each.role) for name, each in cho.state.roster.devices.items()}
    mole = new_device(made.chance)
    thief = Device(mole.sign_seed, anna.device.kem_private)
    early = succession(backup_of(anna), thief, after=(made.entries[0].hash,))
    for keeper in (ben, cho):
        keeper.hear(made.entries)
        keeper.state.take([early])
        after = {name: (each.member, each.role) for name, each in keeper.state.roster.devices.items()}
        assert after == {**before, thief.id: before[anna.device.id]}
        assert keeper.state.roster.active >= {ben.device.id, cho.device.id, new.device.id}
        assert keeper.state.roster.devices[anna.device.id].replaced_by == tuple(sorted((thief.id, new.device.id)))
        assert code_of(keeper, told) == "nothing"
        assert keeper.state.problems() == []


def test_restore_where_two_must_agree():
    """With a threshold of two the thief of one backup stays outside, and is seen to wait."""
    made = house_of_three()
    anna, ben, cho = (made.keepers[name] for name in ("Anna", "Ben", "Cho"))
    thief = backup_of(anna)
    anna.write(lambda draft: draft.set_threshold(2))
    ben.hear(made.entries)
    mole = restored(thief)
    cho.hear(made.entries)
    assert mole.device.id not in cho.state.roster.devices
    assert cho.state.roster.devices[anna.device.id].active
    assert [(each.approved, each.needed) for each in cho.state.roster.pending] == [(("Anna",), 2)]


def test_restore_a_volunteer_s_backup():
    """It waits for an administrator."""
    made = house_of_three()
    cho, anna = made.keepers["Cho"], made.keepers["Anna"]
    mole = restored(backup_of(cho))
    anna.hear(made.entries)
    assert mole.device.id not in anna.state.roster.devices
    assert anna.state.problems() == []
    assert [each.by for each in anna.state.roster.pending] == [cho.device.id]


@pytest.mark.parametrize("how", ["unsigned", "by another", "for another", "other heads", "other vault", "not first"])
def test_take_a_place_without_its_owner_s_word(how: str):
    """A succession that is not signed for just this device, vault and heads is passed over and named."""
    made = house_of_three()
    anna, ben, cho = (made.keepers[name] for name in ("Anna", "Ben", "Cho"))
    ben.tell("before", made.house)
    thief = Device(made.chance(32), ben.device.kem_private)
    heads = heads_of(ben.state.book.tips(), ben.device.id)
    other = new_device(made.chance)
    unsigned = succession(backup_of(ben), thief, signature=bytes(64))
    vault = anna.state.vault
    changed: dict[str, object] = {
        "unsigned": {"signature": bytes(64)},
        "by another": {"signature": sign_succession(other, vault, thief.id, heads)},
        "for another": {"signature": sign_succession(ben.device, vault, other.id, heads)},
        "other heads": {"heads": heads[:-1]},
        "other vault": {"signature": sign_succession(ben.device, bytes(16), thief.id, heads)},
        "not first": {"sequence": 1, "previous": unsigned.hash},
    }[how]
    entry = succession(backup_of(ben), thief, **changed)
    for keeper in (anna, cho):
        keeper.state.take([unsigned, entry])
        assert thief.id not in keeper.state.roster.devices
        assert keeper.state.roster.devices[ben.device.id].active
        assert code_of(keeper, entry) == "unknown_author"
    fit = succession(backup_of(ben), thief)
    anna.state.take([fit])
    assert thief.id in anna.state.roster.active  # so that the others were refused for what was changed


def test_take_a_place_by_an_entry_of_one_s_own_device():
    """Cho, who has Ben's signature for another device, writes the succession into her own chain: it is passed over."""
    made = house_of_three()
    ben, cho, anna = (made.keepers[name] for name in ("Ben", "Cho", "Anna"))
    after = Device(made.chance(32), ben.device.kem_private)
    heads = heads_of(ben.state.book.tips(), ben.device.id)
    signature = sign_succession(ben.device, anna.state.vault, after.id, heads)
    frontier = cho.state.roster.frontier
    entry = forge(cho, CONTROL, Succeed(after.card("x"), ben.device.id, heads, signature, frontier))
    anna.state.take([entry])
    assert after.id not in anna.state.roster.devices
    assert anna.state.roster.devices[ben.device.id].active


def test_take_the_place_of_a_device_whose_removal_one_has_not_heard_of():
    """Whoever removed Ben did not know of it: what it wrote is void; what others wrote under its keys is not."""
    made = house_of_three()
    anna, ben, cho = (made.keepers[name] for name in ("Anna", "Ben", "Cho"))
    new = restored(backup_of(ben))
    told = new.tell("let me stay", made.house)
    cho.hear(made.entries)
    under = cho.tell("two dogs", made.house)
    assert new.device.id in cho.state.compartments[made.house].members
    (removal,) = anna.write(lambda draft: draft.remove_device(ben.device.id))
    assert isinstance(anna.state.read(removal), Remove)
    cho.hear(made.entries)
    assert cho.state.roster.active == {anna.device.id, cho.device.id}
    assert code_of(cho, told) == "beyond_removal"
    assert code_of(cho, under) == "nothing"
    assert codes(cho) <= {"beyond_removal"}


def test_go_on_with_the_backup_after_its_successor_was_removed():
    """The removal names all devices with its key: what is signed with the old one afterwards is void."""
    made = house_of_three()
    anna, ben, cho = (made.keepers[name] for name in ("Anna", "Ben", "Cho"))
    thief = backup_of(ben)
    new = restored(backup_of(ben))
    anna.hear(made.entries)

    def remove(draft):
        for device in sorted(anna.state.roster.kin(new.device.id)):
            draft.remove_device(device)

    anna.write(remove)
    late = thief.tell("trust me", made.house)
    cho.hear(made.entries)
    assert cho.state.roster.active == {anna.device.id, cho.device.id}
    assert code_of(cho, late) == "beyond_removal"
    mole = restored(thief)
    more = mole.tell("trust me now", made.house)
    cho.hear(made.entries)
    assert cho.state.roster.active == {anna.device.id, cho.device.id}
    assert code_of(cho, more) == "beyond_removal"
    assert codes(cho) <= {"beyond_removal"}


def test_restore_what_was_restored():
    """Who removed the first two did not know of the third: it goes with them, and nothing that it wrote stands."""
    made = house_of_three()
    anna, ben, cho = (made.keepers[name] for name in ("Anna", "Ben", "Cho"))
    second = restored(backup_of(ben))
    anna.hear(made.entries)
    third = restored(backup_of(second))
    told = third.tell("let me stay", made.house)

    def remove(draft):
        for device in sorted(anna.state.roster.kin(second.device.id)):
            draft.remove_device(device)

    anna.write(remove)
    cho.hear(made.entries)
    assert cho.state.roster.active == {anna.device.id, cho.device.id}
    assert code_of(cho, told) == "beyond_removal"
    assert codes(cho) <= {"beyond_removal"}


def test_withhold_what_a_restored_device_knew():
    """Its succession names the last entries of the old one: a relay that drops them is found out."""
    made = house_of_three()
    ben, cho = made.keepers["Ben"], made.keepers["Cho"]
    told = ben.tell("two dogs", made.house)
    new = restored(backup_of(ben))
    anna = made.keepers["Anna"]
    anna.hear(made.entries)
    anna.settle()
    cho.hear([entry for entry in made.entries if entry != told])
    withheld = {(each.author, each.compartment) for each in cho.state.problems() if each.code == "withheld"}
    assert withheld == {(ben.device.id, made.house)}
    assert new.device.id in cho.state.roster.active


def test_approve_with_the_old_key_knowing_of_the_successor():
    """A replaced device that has heard of it has no say any more."""
    made: World = house_of_three()
    ben, cho = made.keepers["Ben"], made.keepers["Cho"]
    restored(backup_of(ben))
    ben.hear(made.entries)
    card = new_device(made.chance).card("mole")
    home = ben.state.compartments[CONTROL]
    old = next(epoch for epoch in home.epochs.values() if ben.device.id in epoch.members)
    add = Add(card, "mole", "driver", ben.state.roster.frontier)
    entry = forge(ben, CONTROL, add, epoch=old.id, key=ben.state.keyring.keys[old.id])
    cho.hear(made.entries)
    cho.state.take([entry])
    assert card.id not in cho.state.roster.devices
