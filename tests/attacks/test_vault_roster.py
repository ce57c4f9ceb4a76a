"""Tries to get onto the roster, to stay on it, or to throw others off it, without the approvals that it takes."""

from __future__ import annotations

from tests.attacks.vault_forging import codes, forge, forge_epoch, house_of_three
from tests.vaults import Keeper, World, report, world
from waystation.vault.devices import Device, DeviceCard, new_device
from waystation.vault.entries import CONTROL, Entry
from waystation.vault.ledger import VaultState
from waystation.vault.payloads import Add, Approve, ChainHead, Remove, SetThreshold
from waystation.vault.problems import Problem


def code_of(keeper: Keeper, entry: Entry) -> str:
    """What is wrong with an entry that was let in."""
    said = keeper.state.read(entry)
    return said.code if isinstance(said, Problem) else "nothing"


def stranger(made: World) -> DeviceCard:
    """A device that nobody has added yet."""
    return new_device(made.chance).card("stranger")


def two_must_agree() -> World:
    """Anna, Ben and Dae administer; a change needs two of them."""
    made = house_of_three()
    anna, ben = made.keepers["Anna"], made.keepers["Ben"]
    made.joins("Dae", "administrator", anna)
    made.gather()
    anna.write(lambda draft: draft.set_threshold(2))
    ben.hear(made.entries)
    made.gather()
    assert made.keepers["Cho"].state.roster.threshold == 2
    return made


def test_write_on_after_being_removed():
    """What Ben writes after Anna removed him is void, however old it pretends to be; what he wrote before stands."""
    made = house_of_three()
    anna, ben, cho = (made.keepers[name] for name in ("Anna", "Ben", "Cho"))
    before = ben.tell("before", made.house)
    anna.hear([before])
    anna.write(lambda draft: draft.remove_device(ben.device.id))
    after = ben.tell("after", made.house)
    cho.hear([after, before, *made.entries])
    assert code_of(cho, before) == "nothing"
    assert code_of(cho, after) == "beyond_removal"


def test_read_on_after_being_removed():
    """The next report is sealed under a key that the removed device does not get."""
    made = house_of_three()
    anna, ben = made.keepers["Anna"], made.keepers["Ben"]
    anna.write(lambda draft: draft.remove_device(ben.device.id))
    anna.settle()
    told = anna.tell("the new route", made.house)
    ben.hear(made.entries)
    assert ben.state.read(told) is None
    assert told.epoch not in ben.state.keyring.keys


def test_a_volunteer_adds_a_device():
    """It waits for an administrator."""
    made = house_of_three()
    cho, anna = made.keepers["Cho"], made.keepers["Anna"]
    card = stranger(made)
    cho.write(lambda draft: draft.add_device(card, "friend", "coordinator"))
    anna.hear(made.entries)
    assert card.id not in anna.state.roster.devices
    assert [(each.approved, each.needed) for each in anna.state.roster.pending] == [((), 1)]


def test_approve_one_s_own_change_twice():
    """One administrator counts once, whatever they write."""
    made = two_must_agree()
    anna, ben = made.keepers["Anna"], made.keepers["Ben"]
    card = stranger(made)
    (change,) = anna.write(lambda draft: draft.add_device(card, "friend", "driver"))
    for _ in range(3):
        frontier = anna.state.roster.frontier
        anna.write(lambda draft, after=frontier: draft.write(CONTROL, Approve(change.hash, after)))
    ben.hear(made.entries)
    assert card.id not in ben.state.roster.devices
    ben.write(lambda draft: draft.approve(change.hash))
    assert card.id in ben.state.roster.devices


def test_approve_with_two_devices_of_one_member():
    """Two devices of one administrator are one administrator."""
    made = two_must_agree()
    anna, ben = made.keepers["Anna"], made.keepers["Ben"]
    second = new_device(made.chance)
    (change,) = anna.write(lambda draft: draft.add_device(second.card("Anna's phone"), "Anna", "coordinator"))
    ben.hear(made.entries)
    ben.write(lambda draft: draft.approve(change.hash))
    ben.settle()
    made.gather()
    again = made.keepers["Anna again"] = Keeper("Anna", second, VaultState(second, ben.state.vault), made)
    again.hear(made.entries)
    card = stranger(made)
    (change,) = anna.write(lambda draft: draft.add_device(card, "friend", "driver"))
    again.hear(made.entries)
    again.write(lambda draft: draft.approve(change.hash))
    ben.hear(made.entries)
    assert card.id not in ben.state.roster.devices
    assert ben.state.roster.pending[0].approved == ("Anna",)


def test_approve_after_being_removed():
    """A removed administrator's approval does not count, before or after, unless the remover knew it in time."""
    made = two_must_agree()
    anna, ben, dae = (made.keepers[name] for name in ("Anna", "Ben", "Dae"))
    (removal,) = anna.write(lambda draft: draft.remove_device(dae.device.id))
    ben.hear(made.entries)
    ben.write(lambda draft: draft.approve(removal.hash))
    card = stranger(made)
    (change,) = anna.write(lambda draft: draft.add_device(card, "friend", "driver"))
    dae.hear([change])
    forged = forge(dae, CONTROL, Approve(change.hash, (change.hash,)))
    ben.hear(made.entries)
    ben.state.take([forged])
    assert card.id not in ben.state.roster.devices
    assert code_of(ben, forged) == "beyond_removal"


def test_add_a_device_as_if_before_one_s_removal():
    """Whoever has Ben's device after he was removed writes an addition that pretends to be older: it is void."""
    made = house_of_three()
    anna, ben, cho = (made.keepers[name] for name in ("Anna", "Ben", "Cho"))
    anna.write(lambda draft: draft.remove_device(ben.device.id))
    card = stranger(made)
    genesis = made.entries[0].hash
    mole = forge(ben, CONTROL, Add(card, "mole", "coordinator", (genesis,)))
    cho.hear(made.entries)
    cho.state.take([mole])
    assert card.id not in cho.state.roster.devices
    assert code_of(cho, mole) == "beyond_removal"


def test_strike_back_with_an_older_removal():
    """A seized device that removes its remover as if before stays removed all the same."""
    made = house_of_three()
    anna, ben, cho = (made.keepers[name] for name in ("Anna", "Ben", "Cho"))
    anna.write(lambda draft: draft.heads())
    anna.write(lambda draft: draft.remove_device(ben.device.id))
    back = forge(ben, CONTROL, Remove(anna.device.id, (), (made.entries[0].hash,)))
    cho.hear(made.entries)
    cho.state.take([back])
    assert cho.state.roster.devices[ben.device.id].removed


def test_strike_back_knowing_of_one_s_removal():
    """Who is known to have heard of their removal has no say any more."""
    made = house_of_three()
    anna, ben, cho = (made.keepers[name] for name in ("Anna", "Ben", "Cho"))
    anna.write(lambda draft: draft.remove_device(ben.device.id))
    ben.hear(made.entries)
    back = forge(ben, CONTROL, Remove(anna.device.id, (), ben.state.roster.frontier))
    cho.hear(made.entries)
    cho.state.take([back])
    assert not cho.state.roster.devices[anna.device.id].removed


def test_two_administrators_remove_each_other():
    """Both go, on every device alike, in whatever order it hears of it."""
    made = house_of_three()
    anna, ben, cho = (made.keepers[name] for name in ("Anna", "Ben", "Cho"))
    one = anna.write(lambda draft: draft.remove_device(ben.device.id))
    two = ben.write(lambda draft: draft.remove_device(anna.device.id))
    cho.hear([*one, *two])
    anna.hear(two)
    ben.hear(one)
    for keeper in (anna, ben, cho):
        assert keeper.state.roster.active == {cho.device.id}


def test_evade_a_threshold_by_not_having_heard_of_it():
    """An addition that pretends to be older than the threshold needs as many approvals."""
    made = two_must_agree()
    ben, cho = made.keepers["Ben"], made.keepers["Cho"]
    card = stranger(made)
    mole = forge(ben, CONTROL, Add(card, "mole", "coordinator", (made.entries[0].hash,)))
    cho.state.take([mole])
    assert card.id not in cho.state.roster.devices
    assert [each.needed for each in cho.state.roster.pending] == [2]


def test_lower_the_threshold_alone():
    """So does a threshold of one."""
    made = two_must_agree()
    ben, cho = made.keepers["Ben"], made.keepers["Cho"]
    for after in (ben.state.roster.frontier, (made.entries[0].hash,)):
        cho.state.take([forge(ben, CONTROL, SetThreshold(1, after))])
        assert cho.state.roster.threshold == 2


def test_what_counted_before_a_threshold_goes_on_counting():
    """Additions of one administrator, made when one was enough, stay."""
    made = two_must_agree()
    assert {s.member for s in made.keepers["Cho"].state.roster.devices.values()} == {"Anna", "Ben", "Cho", "Dae"}


def test_bring_back_a_removed_device():
    """Removal beats addition, for ever."""
    made = house_of_three()
    anna, cho, ben = (made.keepers[name] for name in ("Anna", "Cho", "Ben"))
    anna.write(lambda draft: draft.remove_device(cho.device.id))
    again = forge(anna, CONTROL, Add(cho.device.card("again"), "Cho", "volunteer", anna.state.roster.frontier))
    ben.hear(made.entries)
    ben.state.take([again])
    assert ben.state.roster.devices[cho.device.id].removed
    assert cho.device.id not in ben.state.roster.active


def test_succeed_a_device_that_was_taken():
    """A successor has the same X25519 key as the device whose place it took, and leaves with it."""
    made = house_of_three()
    anna, ben = made.keepers["Anna"], made.keepers["Ben"]
    restored = Device(made.chance(32), ben.device.kem_private)
    ben.write(lambda draft: draft.succeed(restored, "restored"))
    anna.hear(made.entries)
    assert restored.id in anna.state.roster.active
    anna.settle()
    anna.write(lambda draft: draft.remove_device(ben.device.id))
    assert restored.id not in anna.state.roster.active


def test_succeed_with_another_key():
    """Nobody takes a place with a key of their own."""
    made = house_of_three()
    ben, anna = made.keepers["Ben"], made.keepers["Anna"]
    other = new_device(made.chance)
    ben.write(lambda draft: draft.succeed(other, "other"))
    anna.hear(made.entries)
    assert other.id not in anna.state.roster.devices
    assert ben.device.id in anna.state.roster.active


def test_add_a_device_with_a_key_of_low_order():
    """Keys to which everybody could open wraps are never taken."""
    made = house_of_three()
    anna = made.keepers["Anna"]
    for kem in (bytes(32), bytes([1]) + bytes(31)):
        card = DeviceCard(new_device(made.chance).id, kem, "weak")
        anna.write(lambda draft, card=card: draft.add_device(card, "weak", "driver"))
        assert card.id not in anna.state.roster.devices


def test_add_a_device_with_another_s_key():
    """A copy of somebody's X25519 key would let a removal of one take the other away."""
    made = house_of_three()
    anna, ben = made.keepers["Anna"], made.keepers["Ben"]
    card = DeviceCard(new_device(made.chance).id, ben.device.kem_public, "copy")
    entry = forge(anna, CONTROL, Add(card, "copy", "driver", anna.state.roster.frontier))
    anna.state.take([entry])
    assert card.id not in anna.state.roster.devices


def test_found_the_vault_again():
    """Another genesis, by whoever it is, is passed over: the vault's id is made of the first."""
    made, other = house_of_three(), world("another")
    anna, cho = made.keepers["Anna"], made.keepers["Cho"]
    genesis = other.keepers["Anna"].state.control()[0][1]
    cho.state.take([forge(cho, CONTROL, genesis)])
    assert cho.state.roster.devices[anna.device.id].founder
    assert len(cho.state.roster.devices) == 3


def test_open_a_first_epoch_of_another_s_compartment():
    """A compartment's id is made of who opened it: a second first epoch counts for nobody."""
    made = house_of_three()
    cho, ben = made.keepers["Cho"], made.keepers["Ben"]
    entry, wraps, _ = forge_epoch(cho, made.house, [cho, ben], random=made.chance(32))
    before = ben.state.compartments[made.house].current
    ben.state.take([entry], [wraps])
    assert ben.state.compartments[made.house].current == before
    assert code_of(ben, entry) == "epoch_refused"
    assert "epoch_refused" in codes(ben)


def test_open_an_epoch_of_a_compartment_without_being_a_member():
    """Cho knows the epoch's id from its entry, and supersedes it: members refuse it and write on under the old one."""
    made = house_of_three()
    anna, ben, cho = (made.keepers[name] for name in ("Anna", "Ben", "Cho"))
    opened = anna.write(lambda draft: draft.open_compartment("Heron", "mission", members=[ben.device.id]))
    ben.hear(opened)
    home = opened[0].compartment
    said = {"part": "mission", "name": "Heron", "supersedes": (opened[0].epoch,)}
    entry, wraps, key = forge_epoch(cho, home, [cho, ben, anna], **said)
    ben.state.take([entry], [wraps])
    current = ben.state.compartments[home].current
    assert current is not None
    assert current.id == opened[0].epoch
    under = forge(cho, home, report("go"), key=key, epoch=entry.epoch, sequence=1, previous=entry.hash)
    ben.state.take([under])
    assert code_of(ben, under) == "epoch_refused"


def test_let_oneself_back_into_a_compartment():
    """Who was left out by a rotation rotates the old epoch for themselves, as if at the same time: it is not used."""
    made = house_of_three()
    anna, ben, cho = (made.keepers[name] for name in ("Anna", "Ben", "Cho"))
    old = anna.state.compartments[made.house].current
    assert old is not None
    anna.write(lambda draft: draft.rotate(made.house, leave_out=[cho.device.id]))
    new = anna.state.compartments[made.house].current
    entry, wraps, _ = forge_epoch(cho, made.house, [anna, ben, cho], supersedes=(old.id,))
    ben.hear(made.entries)
    ben.state.take([entry], [wraps])
    assert ben.state.compartments[made.house].current == new
    assert not ben.state.compartments[made.house].due


def test_leave_everybody_out_of_the_control_compartment():
    """An epoch of the control compartment leaves out nobody who belongs."""
    made = house_of_three()
    ben, cho = made.keepers["Ben"], made.keepers["Cho"]
    home = ben.state.compartments[CONTROL]
    assert home.current is not None
    entry, wraps, _ = forge_epoch(cho, CONTROL, [cho, ben], part="control", supersedes=(home.current.id,))
    ben.state.take([entry], [wraps])
    assert ben.state.compartments[CONTROL].current == home.current
    assert code_of(ben, entry) == "epoch_refused"


def test_a_report_under_the_epoch_of_one_who_was_removed_is_not_lost():
    """Ben rotated, Anna wrote under his epoch, Cho removed Ben without knowing either: Anna's report stands."""
    made = house_of_three()
    anna, ben, cho = (made.keepers[name] for name in ("Anna", "Ben", "Cho"))
    rotated = ben.write(lambda draft: draft.rotate(made.house))
    anna.hear(rotated)
    told = anna.tell("they crossed", made.house)
    assert told.epoch == rotated[0].epoch
    made.joins("Dae", "coordinator", anna)
    removal = Remove(ben.device.id, _heads_before(made, ben, rotated[0]), anna.state.roster.frontier)
    made.keepers["Dae"].write(lambda draft: draft.write(CONTROL, removal))
    cho.hear(made.entries)
    assert cho.state.read(told) == report("they crossed")
    assert code_of(cho, rotated[0]) == "beyond_removal"
    current = cho.state.compartments[made.house].current
    assert current is None or current.id != rotated[0].epoch


def _heads_before(made: World, keeper: Keeper, entry: Entry) -> tuple[ChainHead, ...]:
    chain = [each for each in made.entries if each.author == keeper.device.id and each.sequence < entry.sequence]
    return tuple(ChainHead(each.compartment, each.sequence, each.hash) for each in chain)


def test_a_threshold_that_nobody_could_reach_does_not_count():
    """Ben leaves while Anna asks for two administrators: one is left, and one is enough."""
    made = house_of_three()
    anna, ben, cho = (made.keepers[name] for name in ("Anna", "Ben", "Cho"))
    one = anna.write(lambda draft: draft.set_threshold(2))
    two = ben.write(lambda draft: draft.remove_device(ben.device.id))
    cho.hear([*one, *two])
    assert cho.state.roster.administrators == ("Anna",)
    assert cho.state.roster.threshold == 1


def test_bury_the_roster_under_changes():
    """A thousand proposals of a volunteer, and hundreds of thresholds of an administrator, are folded all the same."""
    made = house_of_three()
    anna, ben, cho = (made.keepers[name] for name in ("Anna", "Ben", "Cho"))
    for keeper, payload_of in (
        (cho, lambda number, after: Remove(bytes([number % 256]) * 32, (), after)),
        (anna, lambda number, after: SetThreshold(1, after)),
        (anna, lambda number, after: Remove(cho.device.id, (), after)),
    ):
        last = None
        entries = []
        for number in range(300):
            after = keeper.state.roster.frontier if last is None else (last.hash,)
            told = {} if last is None else {"sequence": last.sequence + 1, "previous": last.hash}
            last = forge(keeper, CONTROL, payload_of(number, after), **told)
            entries.append(last)
        ben.state.take(entries)
        keeper.state.take(entries)
    assert ben.state.roster.threshold == 1
    assert ben.state.roster.devices[cho.device.id].removed
    assert len(ben.state.roster.counted) == 4
