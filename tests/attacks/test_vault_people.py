"""Tries to keep, or to bring back, what was forgotten; and to make the vault forget what it should keep."""

from __future__ import annotations

from tests.attacks.vault_forging import World, house_of_three
from waystation.vault.entries import CONTROL
from waystation.vault.ledger import VaultState
from waystation.vault.payloads import Other, Person, Private, PrivateValue, ReportKept, Tombstone
from waystation.vault.people import seal_person_key, seal_private
from waystation.vault.writing import Draft
from waystation.vault.writing_people import (
    add_person,
    agree,
    complete_tombstones,
    forget,
    retire,
    write_private,
)


def with_person() -> tuple[World, bytes, bytes]:
    """Anna and Ben are members of an identities compartment with one person; Cho carries it unread."""
    made = house_of_three()
    anna, ben = made.keepers["Anna"], made.keepers["Ben"]
    said = []

    def work(draft):
        home = draft.open_compartment("who", "identities", None, [ben.device.id])
        person = add_person(draft, home, "Hwang Ji-woo")
        write_private(draft, home, person, ReportKept({"kind": "consent"}, "now"))
        said.extend([home, person])

    anna.write(work)
    made.gather()
    home, person = said
    assert ben.state.forgetting.people[home, person].name == "Hwang Ji-woo"
    return made, home, person


def seal_again(draft: Draft, home: bytes, person: bytes, key: bytes, name: str) -> None:
    """A further `person` entry of somebody who has one."""
    said = {"vault": draft.state.vault, "compartment": home, "person": person, "chance": draft.chance}
    value = seal_private(Other({"kind": "name", "name": name}), key, **said)
    wrap = seal_person_key(key, draft.key(home), **said)
    draft.write(home, Person(person, PrivateValue(value.nonce, value.sealed)), wrap)


def wraps_here(made: World, home: bytes, name: str) -> list[bytes]:
    state = made.keepers[name].state
    hashes = [
        e.attachment
        for e in made.entries
        if e.compartment == home and len(made.attachments.get(e.attachment, b"")) == 60
    ]
    return [each for each in hashes if state.attachment(each) is not None]


def test_open_after_a_tombstone():
    """Nobody can, the chains still verify, and every device is told what to destroy, also one that cannot read whom."""
    made, home, person = with_person()
    sealed = next(e for e in made.entries if isinstance(made.keepers["Ben"].state.read(e), Private))
    made.keepers["Ben"].write(lambda draft: forget(draft, person))
    for keeper in made.keepers.values():
        taken = keeper.hear(made.entries)
        assert taken.destroy == keeper.state.destroyed()
        assert len(keeper.state.destroyed()) == 1
        assert keeper.state.problems() == []
    state = made.keepers["Anna"].state
    kept = state.forgetting.people[home, person]
    assert (kept.forgotten, kept.keys, kept.name) == (True, (), None)
    said = state.read(sealed)
    assert isinstance(said, Private)
    assert state.private(home, said) is None
    assert wraps_here(made, home, "Cho") == []


def test_bring_a_wrap_back_by_an_old_bundle():
    """Neither a device that had it, nor a new one that hears tombstone and wrap together, takes it in."""
    made, home, person = with_person()
    old = list(made.entries)
    made.keepers["Ben"].write(lambda draft: forget(draft, person))
    made.gather()
    for keeper in made.keepers.values():
        taken = keeper.hear(old)
        assert not taken.attachments
        assert wraps_here(made, home, keeper.name) == []
    for order in (made.entries, list(reversed(made.entries))):
        anna = made.keepers["Anna"]
        state = VaultState(anna.device, anna.state.vault)
        taken = state.take(order, made.attachments.values())
        assert state.forgetting.people[home, person].keys == ()
        assert not set(state.destroyed()) & {name for name, _ in taken.attachments}


def test_seal_the_key_again_while_it_is_forgotten():
    """Anna adds the same wrap anew, not knowing of the tombstone: it is named in a further one, and goes too."""
    made, home, person = with_person()
    anna, ben, cho = (made.keepers[name] for name in ("Anna", "Ben", "Cho"))
    key = anna.state.forgetting.people[home, person].keys[0]
    ben.write(lambda draft: forget(draft, person))
    anna.write(lambda draft: seal_again(draft, home, person, key, "Hwang Ji-woo"))
    made.gather()
    assert wraps_here(made, home, "Anna") == wraps_here(made, home, "Ben") == []
    assert len(wraps_here(made, home, "Cho")) == 1  # cannot tell whose it is
    ben.write(complete_tombstones)
    cho.hear(made.entries)
    assert wraps_here(made, home, "Cho") == []


def test_forget_whom_one_cannot_read():
    """Cho is no member: members keep the person."""
    made, home, person = with_person()
    wraps = tuple(wraps_here(made, home, "Anna"))
    made.keepers["Cho"].write(lambda draft: draft.write(CONTROL, Tombstone(person, wraps, "request")))
    made.gather()
    assert made.keepers["Ben"].state.forgetting.people[home, person].name == "Hwang Ji-woo"
    assert wraps_here(made, home, "Ben") == list(wraps)


def test_destroy_the_keys_of_an_epoch_by_a_tombstone():
    """Only a person's attachment can ever be destroyed."""
    made, _, person = with_person()
    epochs = tuple(e.attachment for e in made.entries if len(made.attachments.get(e.attachment, b"")) > 60)
    made.keepers["Anna"].write(lambda draft: draft.write(CONTROL, Tombstone(person, epochs, "request")))
    made.gather()
    for keeper in made.keepers.values():
        assert not set(epochs) & keeper.state.destroyed()
        assert all(keeper.state.attachment(each) is not None for each in epochs)


def test_agree_twice_to_what_retention_proposes():
    """One member counts once; the proposal is no agreement; two different members are enough."""
    made, home, person = with_person()
    anna, ben = made.keepers["Anna"], made.keepers["Ben"]
    (proposal,) = anna.write(lambda draft: retire(draft, person, 90))
    for _ in range(3):
        anna.write(lambda draft: agree(draft, proposal.hash))
    stone = Tombstone(person, tuple(wraps_here(made, home, "Anna")), "retention")
    anna.write(lambda draft: draft.write(CONTROL, stone))
    made.gather()
    assert ben.state.forgetting.proposals[proposal.hash].agreed == ("Anna",)
    assert not ben.state.forgetting.people[home, person].forgotten
    ben.write(lambda draft: agree(draft, proposal.hash))
    made.gather()
    for keeper in (anna, ben):
        assert keeper.state.forgetting.people[home, person].forgotten


def test_put_a_second_key_beside_a_person_s():
    """A member who seals another key under the same person does not keep others from reading or forgetting."""
    made, home, person = with_person()
    ben, anna = made.keepers["Ben"], made.keepers["Anna"]
    ben.write(lambda draft: seal_again(draft, home, person, bytes(32), "nobody"))
    made.gather()
    sealed = next(e for e in made.entries if isinstance(anna.state.read(e), Private))
    assert anna.state.private(home, anna.state.read(sealed)) == ReportKept({"kind": "consent"}, "now")
    anna.write(lambda draft: forget(draft, person))
    made.gather()
    assert all(wraps_here(made, home, name) == [] for name in made.keepers)
