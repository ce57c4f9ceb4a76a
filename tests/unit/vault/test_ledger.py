"""What a vault holds: let in or refused, opened at once or when asked for, the same from scratch and from memory."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from tests.vault_samples import busy_world
from tests.vaults import Keeper, World, report, seen, world
from waystation.vault.chains import ChainTip
from waystation.vault.entries import CONTROL, Entry
from waystation.vault.ledger import VaultState
from waystation.vault.payloads import Heads, ReportKept
from waystation.vault.primitives import ZEROS


def opened_cheaply(made: World, keeper: Keeper, leave_out: Collection[Entry] = ()) -> VaultState:
    """As a store that remembers what was verified opens it: tips, the control compartment, what has attachments."""
    held = made.known(keeper)
    at: dict[tuple[bytes, bytes, int], list[bytes]] = {}
    for entry in held:
        at.setdefault((entry.author, entry.compartment, entry.sequence), []).append(entry.hash)
    state = VaultState(keeper.device, keeper.state.vault, lambda *place: at.get(place, ()))
    state.remember(keeper.state.book.tips())
    needed = [entry for entry in held if entry.compartment == CONTROL or entry.attachment != ZEROS]
    needed = [entry for entry in needed if entry not in leave_out]
    taken = state.take(needed, made.attachments.values(), verified=True, known=True)
    assert set(taken.accepted) == set(needed)
    return state


def without_chains(said: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in said.items() if key != "read"}


@pytest.mark.parametrize("name", ["Anna", "Ben"])
def test_opening_cheaply_shows_what_opening_from_scratch_shows(name):
    """Roster, compartments, keys, people, tips, problems; and every report is read all the same."""
    made = busy_world()
    for number in range(20):
        made.keepers["Anna"].tell(f"call {number}", made.house)
    made.gather()
    keeper = made.keepers[name]
    state = opened_cheaply(made, keeper)
    assert without_chains(seen(state, ())) == without_chains(seen(keeper.state, ()))
    assert [state.read(entry) for entry in made.entries] == [keeper.state.read(entry) for entry in made.entries]


def test_what_was_opened_cheaply_goes_on():
    """New entries of one's own and of others follow the remembered tips; what is there already is not new."""
    made = busy_world()
    made.gather()
    anna, ben = made.keepers["Anna"], made.keepers["Ben"]
    ben.state = opened_cheaply(made, ben)
    told = anna.tell("after", made.house)
    taken = ben.hear(made.entries)
    assert list(taken.accepted) == [told]
    own = ben.tell("and I", made.house)
    assert anna.hear(made.entries).accepted == (own,)
    assert anna.state.problems() == ben.state.problems() == []


def test_a_signature_that_was_verified_is_not_verified_again(monkeypatch):
    """Those whose hashes are remembered are let in as they are; all others are looked at."""
    import waystation.vault.ledger as module

    made = busy_world()
    anna = made.keepers["Anna"]
    looked: list[Entry] = []
    monkeypatch.setattr(module, "signed_by_author", lambda entry: bool(looked.append(entry)) or True)
    remembered = {entry.hash for entry in made.entries[:5]}
    state = VaultState(anna.device, anna.state.vault)
    state.take(made.entries, made.attachments.values(), verified=remembered)
    assert {entry.hash for entry in looked} == {entry.hash for entry in made.entries} - remembered


def test_reports_are_opened_only_when_asked_for(monkeypatch):
    """Taking in a thousand reports opens none of them."""
    import waystation.vault.ledger as module

    made = world("lazy")
    anna = made.keepers["Anna"]
    told = anna.write(lambda draft: [draft.write(made.house, report(f"call {n}")) for n in range(50)])
    opened = []
    real = module.content
    monkeypatch.setattr(module, "content", lambda entry, key: opened.append(entry) or real(entry, key))
    state = VaultState(anna.device, anna.state.vault)
    state.take(made.entries, made.attachments.values())
    assert not set(opened) & set(told)
    assert isinstance(state.read(told[7]), ReportKept)
    assert told[7] in opened


def test_attachments_without_an_entry_are_not_kept():
    """Nor those larger than any may be."""
    made = world("attachments")
    anna = made.keepers["Anna"]
    taken = anna.state.take([], [b"nobody's", bytes(70_000)])
    assert not taken.attachments
    assert [problem.code for problem in taken.refused] == ["attachment_unfit"]


def test_an_attachment_may_come_later():
    """Until then it is missed by name, and its epoch cannot be read."""
    made = world("later")
    anna = made.keepers["Anna"]
    state = VaultState(anna.device, anna.state.vault)
    state.take(made.entries)
    assert "attachment_missing" in {problem.code for problem in state.problems()}
    assert not state.compartments
    state.take([], made.attachments.values())
    assert state.problems() == []
    assert seen(state, made.entries) == seen(anna.state, made.entries)


def test_only_the_latest_heads_are_needed_to_open():
    """What was claimed earlier is checked when everything is."""
    made = busy_world()
    anna = made.keepers["Anna"]
    for number in range(3):
        anna.tell(f"call {number}", made.house)
        anna.write(lambda draft: draft.heads())
    heads = [entry for entry in made.entries if isinstance(anna.state.read(entry), Heads)]
    state = opened_cheaply(made, anna, heads[:-1])
    assert [entry for entry, _ in state.heads()] == heads[-1:]
    assert state.problems() == []


def test_a_tip_says_author_compartment_number_and_hash():
    """As the store keeps it."""
    made = world("tips")
    anna = made.keepers["Anna"]
    told = anna.tell("x", made.house)
    assert ChainTip(anna.device.id, made.house, told.sequence, told.hash) in list(anna.state.book.tips())
