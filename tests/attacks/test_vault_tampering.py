"""Changes entries on their way, as a relay or a thief of bundles would, or a member who signs what is not so."""

from __future__ import annotations

import pytest

from tests.attacks.vault_forging import codes, forge, forge_epoch, house_of_three
from tests.vaults import Keeper, report, seen, world
from waystation.vault.entries import CONTROL, Entry, parse_entry
from waystation.vault.ledger import VaultState
from waystation.vault.payloads import ReportKept
from waystation.vault.primitives import digest
from waystation.vault.problems import Problem

FIELDS = {
    "version": (0, 1),
    "vault": (1, 17),
    "compartment": (17, 33),
    "epoch": (33, 65),
    "author": (65, 97),
    "sequence": (97, 105),
    "previous": (105, 137),
    "attachment": (137, 169),
    "nonce": (169, 181),
    "length": (181, 185),
    "sealed": (185, 185 + 272),
    "signature": (185 + 272, 185 + 272 + 64),
}


def code_of(keeper: Keeper, entry: Entry) -> str:
    """What is wrong with an entry that was let in."""
    said = keeper.state.read(entry)
    return said.code if isinstance(said, Problem) else "nothing"


@pytest.mark.parametrize("field", FIELDS)
def test_flip_any_bit_of_any_field(field):
    """Nothing changed is let in, and what is known does not change."""
    made = house_of_three()
    ben = made.keepers["Ben"]
    entry = made.keepers["Anna"].tell("the boat is gone", made.house)
    assert len(entry.bytes) == 185 + 272 + 64
    before = seen(ben.state, made.entries)
    first, end = FIELDS[field]
    for at in range(first, end):
        for bit in range(8):
            changed = bytearray(entry.bytes)
            changed[at] ^= 1 << bit
            taken = ben.state.take([bytes(changed)])
            assert not taken.accepted
            assert {problem.code for problem in taken.refused} <= {"malformed", "bad_signature", "other_vault"}
            assert taken.refused
    assert seen(ben.state, made.entries) == before


def test_drop_an_entry():
    """The gap is named with its numbers; what came after it is read all the same."""
    made = house_of_three()
    anna, ben = made.keepers["Anna"], made.keepers["Ben"]
    told = [anna.tell(f"call {number}", made.house) for number in range(4)]
    ben.hear([told[0], told[3]])
    (problem,) = [each for each in ben.state.problems() if each.code == "gap"]
    assert (problem.author, problem.compartment) == (anna.device.id, made.house)
    assert (problem.sequence, problem.until) == (told[1].sequence, told[2].sequence)
    assert ben.state.read(told[3]) == report("call 3")


def test_drop_the_newest_entries():
    """Whoever is missing the end of a chain learns it from heads, and from which number on."""
    made = house_of_three()
    anna, ben = made.keepers["Anna"], made.keepers["Ben"]
    told = [anna.tell(f"call {number}", made.house) for number in range(3)]
    heads = anna.write(lambda draft: draft.heads())
    ben.hear([told[0], *heads])
    (problem,) = [each for each in ben.state.problems() if each.code == "withheld"]
    assert (problem.author, problem.compartment) == (anna.device.id, made.house)
    assert (problem.sequence, problem.until) == (told[1].sequence, told[2].sequence)
    ben.hear(told)
    assert codes(ben) == set()


def test_withhold_a_whole_compartment():
    """Even one that nobody here can read is missed."""
    made = house_of_three()
    anna, ben = made.keepers["Anna"], made.keepers["Ben"]
    home = anna.write(lambda draft: draft.open_compartment("Heron", "mission"))[0].compartment
    heads = anna.write(lambda draft: draft.heads())
    ben.hear(heads)
    (problem,) = [each for each in ben.state.problems() if each.code == "withheld"]
    assert (problem.compartment, problem.sequence, problem.until) == (home, 0, 0)


def test_withhold_what_a_third_device_wrote():
    """Ben vouches for what he has of Cho's; a relay that drops all of Cho's is found out."""
    made = house_of_three()
    anna, ben, cho = (made.keepers[name] for name in ("Anna", "Ben", "Cho"))
    told = cho.tell("two dogs", made.house)
    ben.hear([told])
    anna.hear(ben.write(lambda draft: draft.heads()))
    (problem,) = [each for each in anna.state.problems() if each.code == "withheld"]
    assert (problem.author, dict(problem.fields)["by"]) == (cho.device.id, ben.device.id)


def test_replay_everything():
    """A hundred times the same bundle is the same as once."""
    made = house_of_three()
    ben = made.keepers["Ben"]
    made.keepers["Anna"].tell("once", made.house)
    ben.hear(made.entries)
    before = seen(ben.state, made.entries)
    for _ in range(3):
        taken = ben.hear(made.entries)
        assert not taken.accepted
        assert not taken.attachments
    assert seen(ben.state, made.entries) == before


def test_put_an_old_entry_under_a_new_number():
    """Its content is bound to number and predecessor: signed anew by its own author it still does not open."""
    made = house_of_three()
    anna, ben = made.keepers["Anna"], made.keepers["Ben"]
    told = anna.tell("go at eight", made.house)
    moved = _resigned(anna, told, sequence=told.sequence + 1, previous=told.hash)
    ben.hear([told])
    ben.state.take([moved])
    assert code_of(ben, moved) == "does_not_open"


def test_swap_two_entries():
    """Two reports cannot change places, whoever signs."""
    made = house_of_three()
    anna, ben = made.keepers["Anna"], made.keepers["Ben"]
    one, two = anna.tell("first", made.house), anna.tell("second", made.house)
    ben.state.take([_resigned(anna, two, one.sequence, one.previous), _resigned(anna, one, two.sequence, one.hash)])
    assert "spliced" in codes(ben)


def test_splice_over_an_entry():
    """An entry that names another than the one below it is named."""
    made = house_of_three()
    anna, ben = made.keepers["Anna"], made.keepers["Ben"]
    one = anna.tell("first", made.house)
    two = forge(anna, made.house, report("second"), previous=digest(b"something else"))
    ben.hear([one])
    ben.state.take([two])
    assert "spliced" in codes(ben)


def test_tell_two_people_different_things():
    """Two entries under one number are a fork, named as soon as both meet."""
    made = house_of_three()
    anna, ben, cho = (made.keepers[name] for name in ("Anna", "Ben", "Cho"))
    to_ben, to_cho = forge(anna, made.house, report("go")), forge(anna, made.house, report("stay"))
    ben.state.take([to_ben])
    cho.state.take([to_cho])
    assert codes(ben) == codes(cho) == set()
    for keeper in (ben, cho):
        keeper.state.take([to_ben, to_cho])
        (problem,) = keeper.state.problems()
        assert (problem.code, problem.author, problem.sequence) == ("fork", anna.device.id, to_ben.sequence)


def test_bring_an_entry_of_another_vault():
    """It is refused by name."""
    made, other = house_of_three(), world("another")
    told = other.keepers["Anna"].tell("elsewhere", other.house)
    taken = made.keepers["Ben"].state.take([told])
    assert [problem.code for problem in taken.refused] == ["other_vault"]


def test_bring_an_entry_of_another_compartment():
    """Sealed for one compartment, it counts in no other, even if its author is a member of both."""
    made = house_of_three()
    anna, ben = made.keepers["Anna"], made.keepers["Ben"]
    opened = anna.write(lambda draft: draft.open_compartment("Heron", "mission", members=[ben.device.id]))
    home = opened[0].compartment
    ben.hear(opened)
    house = anna.state.compartments[made.house].current
    assert house is not None
    moved = forge(anna, home, report("moved"), epoch=house.id)
    ben.state.take([moved])
    assert code_of(ben, moved) == "other_epoch"


def test_seal_under_another_epoch_key():
    """An entry that names one epoch and is sealed with another's key does not open."""
    made = house_of_three()
    anna, ben = made.keepers["Anna"], made.keepers["Ben"]
    wrong = forge(anna, made.house, report("wrong"), key=bytes(32))
    ben.state.take([wrong])
    assert code_of(ben, wrong) == "does_not_open"


def test_forge_an_entry_in_another_s_name():
    """Cho has the key of the house, but not Anna's signature."""
    made = house_of_three()
    anna, cho = made.keepers["Anna"], made.keepers["Cho"]
    told = forge(cho, made.house, report("it is safe"))
    named = parse_entry(told.bytes[:65] + anna.device.id + told.bytes[97:])
    taken = made.keepers["Ben"].state.take([named])
    assert [problem.code for problem in taken.refused] == ["bad_signature"]


def test_write_without_belonging():
    """A stranger who stole the key of a compartment counts for nothing."""
    made = house_of_three()
    ben = made.keepers["Ben"]
    current = ben.state.compartments[made.house].current
    assert current is not None
    stranger = world("stranger").keepers["Anna"]
    key = ben.state.keyring.keys[current.id]
    said = {"key": key, "epoch": current.id, "vault": ben.state.vault, "sequence": 0, "previous": bytes(32)}
    told = forge(stranger, made.house, report("trust me"), **said)
    taken = ben.state.take([told])
    assert [problem.code for problem in taken.waiting] == ["unknown_author"]
    assert code_of(ben, told) == "unknown_author"


def test_write_where_one_is_no_member():
    """Cho belongs to the vault, stole the key of a mission, and is not among its members."""
    made = house_of_three()
    anna, ben, cho = (made.keepers[name] for name in ("Anna", "Ben", "Cho"))
    opened = anna.write(lambda draft: draft.open_compartment("Heron", "mission", members=[ben.device.id]))
    ben.hear(opened)
    home, epoch = opened[0].compartment, opened[0].epoch
    told = forge(cho, home, report("go now"), key=anna.state.keyring.keys[epoch], epoch=epoch)
    ben.state.take([told])
    assert code_of(ben, told) == "not_member"


def test_hand_over_a_wrap_without_its_entry():
    """A wrap counts only inside a signed entry: alone it is not even kept."""
    made = house_of_three()
    anna, cho = made.keepers["Anna"], made.keepers["Cho"]
    entry, wraps, _ = forge_epoch(anna, made.house, [anna, cho])
    keys = dict(cho.state.keyring.keys)
    taken = cho.state.take([], [wraps])
    assert not taken.attachments
    assert cho.state.keyring.keys == keys
    assert entry.epoch not in cho.state.keyring.keys


def test_exchange_the_wraps_of_an_entry():
    """An attachment that its entry does not name is not taken for it."""
    made = house_of_three()
    anna, cho = made.keepers["Anna"], made.keepers["Cho"]
    entry, _, _ = forge_epoch(anna, made.house, [anna, cho])
    _, others, _ = forge_epoch(anna, made.house, [anna, cho])
    taken = cho.state.take([entry], [others])
    assert not taken.attachments
    assert "attachment_missing" in codes(cho)


def test_lie_about_the_clock():
    """Nothing depends on when an entry says that it was written."""
    made = house_of_three()
    anna, ben = made.keepers["Anna"], made.keepers["Ben"]
    times = ("1815-06-18T11:35:00+00:00", "2199-12-31T23:59:00+00:00", "yesterday")
    told = [anna.write(lambda d, t=t: d.write(made.house, ReportKept({"kind": "word"}, t)))[0] for t in times]
    ben.hear(reversed(told))
    assert codes(ben) == set()
    assert [ben.state.read(entry).written for entry in told] == list(times)
    assert ben.state.book.chain(anna.device.id, made.house).tip.hash == told[-1].hash


def test_find_out_members_by_trying():
    """Who holds the entry but not the key cannot tell members by hashing every set of devices."""
    made = house_of_three()
    anna, ben = made.keepers["Anna"], made.keepers["Ben"]
    opened = anna.write(lambda draft: draft.open_compartment("Heron", "mission", members=[ben.device.id]))
    roster = made.attachments[opened[0].attachment][:32]
    ids = sorted([anna.device.id, ben.device.id])
    assert roster != digest(b"waystation roster 1\0", *ids)
    assert roster != digest(*ids)


def test_control_entries_that_do_not_open_are_named():
    """A member who writes rubbish into the control compartment is named for it."""
    made = house_of_three()
    cho, ben = made.keepers["Cho"], made.keepers["Ben"]
    rubbish = forge(cho, CONTROL, b"\x01{")
    ben.state.take([rubbish])
    (problem,) = ben.state.problems()
    assert (problem.code, problem.author) == ("malformed", cho.device.id)


def test_offer_the_vault_to_another_device():
    """A device that never belonged learns nothing from all entries and attachments together."""
    made = house_of_three()
    made.keepers["Anna"].tell("secret", made.house)
    stranger = world("stranger").keepers["Anna"].device
    state = VaultState(stranger, made.keepers["Anna"].state.vault)
    state.take(made.entries, made.attachments.values())
    assert not state.keyring.keys
    assert not state.roster.devices
    assert not state.compartments
    assert all(isinstance(state.read(entry), Problem | None) for entry in made.entries)


def _resigned(keeper: Keeper, entry: Entry, sequence: int, previous: bytes) -> Entry:
    """The sealed content of an entry under another number, signed by the same device."""
    header = entry.bytes[:97] + sequence.to_bytes(8, "big") + previous + entry.bytes[137:185]
    body = header + entry.sealed
    return parse_entry(body + keeper.device.sign(b"waystation signature 1\0" + body))
