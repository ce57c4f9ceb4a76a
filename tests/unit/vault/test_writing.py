"""What a device writes: in the right chain, under the right epoch, and nothing that others would refuse."""

from __future__ import annotations

import pytest

from tests.vaults import Keeper, World, report, world
from waystation.errors import Usage
from waystation.vault.devices import Device, new_device
from waystation.vault.entries import CONTROL
from waystation.vault.ledger import VaultState
from waystation.vault.payloads import Access, FilePart, Heads, PackFile, PackKept
from waystation.vault.primitives import digest
from waystation.vault.writing import PART_BYTES, Draft, file_parts


def three() -> World:
    made = world("writing")
    anna = made.keepers["Anna"]
    made.joins("Ben", "coordinator", anna)
    made.joins("Cho", "volunteer", anna)
    made.gather()
    return made


def test_a_draft_changes_nothing_until_it_is_taken():
    """Entries are made durable first."""
    made = three()
    anna = made.keepers["Anna"]
    draft = Draft(anna.state, made.chance)
    one, two = draft.write(made.house, report("one")), draft.write(made.house, report("two"))
    assert (two.sequence, two.previous) == (one.sequence + 1, one.hash)
    assert not anna.state.book.holds(one)
    assert anna.state.read(one) == report("one")


def test_concurrent_additions_are_joined():
    """Two administrators add a device each, not knowing of the other's: after settling everybody reads everything."""
    made = three()
    anna, ben = made.keepers["Anna"], made.keepers["Ben"]
    made.joins("Dae", "driver", anna)
    made.joins("Eun", "driver", ben)
    assert anna.state.roster.active != ben.state.roster.active
    made.gather()
    home = anna.state.compartments[CONTROL]
    assert len(home.tips) == 2
    assert home.due
    anna.settle()
    made.gather()
    for keeper in made.keepers.values():
        assert keeper.state.roster == anna.state.roster
        assert len(keeper.state.roster.active) == 5
        assert not keeper.state.compartments[CONTROL].due
        assert keeper.state.compartments[CONTROL].members == anna.state.roster.active
        assert keeper.state.problems() == []
    ben.settle()
    assert made.entries[-1].author == anna.device.id  # nothing was due any more


def test_concurrent_rotations_are_joined():
    """What was written under either is read by the members of both; the new ones do not get what was before."""
    made = three()
    anna, ben, cho = (made.keepers[name] for name in ("Anna", "Ben", "Cho"))
    anna.write(lambda draft: draft.rotate(made.house, add=[ben.device.id]))
    made.gather()
    dae, eun = made.joins("Dae", "driver", anna), made.joins("Eun", "driver", anna)
    made.gather()
    anna.write(lambda draft: draft.rotate(made.house, add=[cho.device.id], history=False))
    ben.write(lambda draft: draft.rotate(made.house, add=[dae.device.id], history=False))
    one, two = anna.tell("under Anna's", made.house), ben.tell("under Ben's", made.house)
    made.gather()
    assert anna.state.compartments[made.house].due
    with pytest.raises(Usage, match="epoch_due"):
        Draft(anna.state, made.chance).rotate(made.house, add=[eun.device.id], history=False)
    anna.settle()
    made.gather()
    three_ = anna.tell("under both", made.house)
    made.gather()
    for keeper in (anna, ben, cho, dae):
        assert [keeper.state.read(each) is not None for each in (one, two, three_)] == [True] * 3
    first = next(e for e in made.entries if e.compartment == made.house)
    assert anna.state.read(first) is not None
    assert cho.state.read(first) is None
    assert dae.state.read(first) is None


def test_leaving_out_beats_letting_in():
    """Anna leaves Ben out while Ben, not knowing, lets Dae in: Dae stays, Ben does not."""
    made = three()
    anna, ben, cho = (made.keepers[name] for name in ("Anna", "Ben", "Cho"))
    everybody = [keeper.device.id for keeper in made.keepers.values()]
    anna.write(lambda draft: draft.rotate(made.house, add=everybody))
    dae = made.joins("Dae", "driver", anna)
    made.gather()
    anna.write(lambda draft: draft.rotate(made.house, leave_out=[ben.device.id]))
    ben.write(lambda draft: draft.rotate(made.house, add=[dae.device.id]))
    made.gather()
    cho.settle()
    made.gather()
    wanted = {anna.device.id, cho.device.id, dae.device.id}
    for keeper in (anna, cho, dae):
        assert keeper.state.compartments[made.house].members == wanted
    told = cho.tell("without Ben", made.house)
    made.gather()
    assert dae.state.read(told) == report("without Ben")
    assert ben.state.read(told) is None


def test_two_who_leave_each_other_out_both_go():
    """A third opens the next epoch."""
    made = three()
    anna, ben, cho = (made.keepers[name] for name in ("Anna", "Ben", "Cho"))
    everybody = [keeper.device.id for keeper in made.keepers.values()]
    anna.write(lambda draft: draft.rotate(made.house, add=everybody))
    made.gather()
    anna.write(lambda draft: draft.rotate(made.house, leave_out=[ben.device.id]))
    ben.write(lambda draft: draft.rotate(made.house, leave_out=[anna.device.id]))
    made.gather()
    assert cho.state.compartments[made.house].current is None
    with pytest.raises(Usage, match="epoch_due"):
        cho.tell("too early", made.house)
    cho.settle()
    assert cho.state.compartments[made.house].members == {cho.device.id}


def test_a_restored_backup_is_a_new_device():
    """It takes the old one's place, reads on, and writes in its own name."""
    made = three()
    anna, ben = made.keepers["Anna"], made.keepers["Ben"]
    anna.write(lambda draft: draft.rotate(made.house, add=[ben.device.id]))
    made.gather()
    after = Device(made.chance(32), ben.device.kem_private)
    ben.write(lambda draft: draft.succeed(after, "restored"))
    made.keepers["Ben"] = restored = Keeper("Ben", after, VaultState(after, ben.state.vault), made)
    restored.hear(made.entries)
    assert restored.state.roster.devices[ben.device.id].replaced_by == (after.id,)
    restored.settle()
    told = restored.tell("back again", made.house)
    made.gather()
    assert anna.state.read(told) == report("back again")
    assert anna.state.roster.devices[after.id].member == "Ben"
    assert anna.state.compartments[made.house].members == {anna.device.id, after.id}


def test_heads_say_what_changed_since_the_last():
    """Everything at first, then what is new, then nothing."""
    made = three()
    anna, ben = made.keepers["Anna"], made.keepers["Ben"]
    ben.write(lambda draft: draft.write(CONTROL, Access(None, "looked")))
    made.gather()
    (first,) = anna.write(lambda draft: draft.heads())
    said = anna.state.read(first)
    assert isinstance(said, Heads)
    assert {(claim.author, claim.compartment) for claim in said.chains} == {
        (anna.device.id, CONTROL),
        (anna.device.id, made.house),
        (ben.device.id, CONTROL),
    }
    assert anna.write(lambda draft: draft.heads()) == []
    told = anna.tell("more", made.house)
    (second,) = anna.write(lambda draft: draft.heads())
    again = anna.state.read(second)
    assert isinstance(again, Heads)
    assert (anna.device.id, made.house, told.sequence, told.hash) in again.chains
    assert all(claim.author == anna.device.id for claim in again.chains)


@pytest.mark.parametrize("size", [0, 1, PART_BYTES, PART_BYTES + 1, 3 * PART_BYTES])
def test_a_file_comes_back_out_of_its_parts(size):
    """Each part fits one entry."""
    data = bytes(at % 251 for at in range(size))
    parts = list(file_parts(data))
    assert [part.number for part in parts] == list(range(len(parts)))
    assert {part.file for part in parts} == {digest(data)}
    assert b"".join(part.data for part in parts) == data
    made = world("files")
    anna = made.keepers["Anna"]
    entries = anna.write(lambda draft: [draft.write(made.house, part) for part in parts])
    assert [anna.state.read(entry) for entry in entries] == parts
    assert {len(e.sealed) for e in entries[:-1]} <= {16 * 65_536 + 16}


@pytest.mark.parametrize(
    ("work", "code"),
    [
        (lambda draft, home: draft.write(bytes(15) + b"x", report("x")), "not_a_member"),
        (lambda draft, home: draft.rotate(bytes(15) + b"x"), "not_a_member"),
        (lambda draft, home: draft.write(home, FilePart(bytes(32), 0, bytes(1_200_000))), "entry_too_large"),
        (lambda draft, home: draft.write(home, PackKept("n" * 401, (), "now")), "entry_unfit"),
        (lambda draft, home: draft.write(home, PackKept("n", (PackFile("p", -1, bytes(32)),), "now")), "entry_unfit"),
        (lambda draft, home: draft.open_compartment("n", "kitchen"), "entry_unfit"),
        (lambda draft, home: draft.open_compartment("n", "house", members=[bytes(32)]), "device_unknown"),
        (lambda draft, home: draft.remove_device(bytes(32)), "device_unknown"),
        (lambda draft, home: draft.set_threshold(3), "threshold_range"),
        (lambda draft, home: draft.set_threshold(0), "threshold_range"),
        (lambda draft, home: draft.approve(bytes(32)), "nothing_to_approve"),
        (lambda draft, home: draft.add_device(draft.state.device.card("x"), "m", "r"), "device_known"),
    ],
)
def test_what_others_would_refuse_is_not_written(work, code):
    """It is refused here, in one sentence."""
    made = three()
    draft = Draft(made.keepers["Anna"].state, made.chance)
    with pytest.raises(Usage, match=code):
        work(draft, made.house)
    assert draft.entries == []


def test_a_vault_has_at_most_64_devices():
    """As many as a bundle has places."""
    made = world("many")
    anna = made.keepers["Anna"]
    for number in range(63):
        card = new_device(made.chance).card(f"{number}")
        anna.write(lambda draft, card=card: draft.add_device(card, "m", "driver"))
    anna.settle()
    assert len(anna.state.roster.active) == 64
    assert len(anna.state.compartments[CONTROL].members) == 64
    with pytest.raises(Usage, match="too_many_devices"):
        anna.write(lambda draft: draft.add_device(new_device(made.chance).card("x"), "m", "driver"))
