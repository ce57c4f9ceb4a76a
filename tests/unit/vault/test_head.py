"""The head: eight slots, of which nobody can tell which are used, at a cost that is said in it."""

from __future__ import annotations

import pytest

from tests.vault_samples import CHEAP
from tests.vaults import fixed_chance
from waystation.errors import Damaged, Usage
from waystation.vault.head import (
    DURESS,
    HEAD_SIZE,
    STANDARD,
    TRUE,
    Cost,
    Opened,
    Secret,
    clear_slot,
    cost_of,
    new_head,
    open_head,
    put_secret,
)

SECRET = Secret(TRUE, "b", bytes(range(32)), bytes(16))
OTHER = Secret(DURESS, "c", bytes(32), bytes(range(16)))


def head(seed: str = "head", cost: Cost = CHEAP) -> bytes:
    return new_head(fixed_chance(seed), cost)


@pytest.mark.parametrize("cost", [CHEAP, STANDARD, Cost(2 * 1024 * 1024, 16, 8), Cost(64, 16, 8)])
def test_the_cost_is_said_in_the_head(cost):
    """Whatever the rest of its bytes holds."""
    for seed in ("a", "b", "c"):
        made = head(seed, cost)
        assert len(made) == HEAD_SIZE
        assert cost_of(made) == cost


def test_the_standard_is_dear():
    """256 MiB, three passes, four lanes."""
    assert (STANDARD.memory_kib, STANDARD.passes, STANDARD.lanes) == (262_144, 3, 4)


@pytest.mark.parametrize("given", [(63, 1, 1), (65, 1, 1), (64 << 16, 1, 1), (64, 0, 1), (64, 17, 1), (64, 1, 9)])
def test_a_cost_that_a_head_cannot_say_is_refused(given):
    """A memory that is no power of two, too many passes or lanes."""
    with pytest.raises(ValueError, match="must be"):
        Cost(*given)


@pytest.mark.parametrize("slot", range(8))
def test_every_slot_opens_with_its_passphrase_alone(slot):
    """And with no other."""
    made = put_secret(head(), slot, "one", SECRET, fixed_chance("x"))
    made = put_secret(made, (slot + 3) % 8, "two", OTHER, fixed_chance("y"))
    assert open_head(made, "one") == Opened(slot, SECRET)
    assert open_head(made, "two") == Opened((slot + 3) % 8, OTHER)
    assert open_head(made, "three") is None


def test_only_the_slot_changes():
    """Putting a secret in leaves all other bytes as they are: slots are 108 bytes each, after salt and cost."""
    before = head()
    after = put_secret(before, 2, "one", SECRET, fixed_chance("x"))
    changed = {at for at in range(HEAD_SIZE) if before[at] != after[at]}
    assert changed
    assert changed <= set(range(35 + 2 * 108, 35 + 3 * 108))


def test_a_passphrase_may_be_typed_in_either_form():
    """Composed and decomposed letters are the same passphrase."""
    made = put_secret(head(), 0, "pfe\u0308rd", SECRET, fixed_chance("x"))
    assert open_head(made, "pf\u00ebrd") == Opened(0, SECRET)


def test_a_slot_by_chance_leaves_the_taken_ones_alone():
    """Until none is free."""
    made, taken = head(), []
    chance = fixed_chance("slots")
    for number in range(8):
        made = put_secret(made, None, f"word {number}", SECRET, chance, taken=taken)
        found = open_head(made, f"word {number}")
        assert found is not None
        assert found.slot not in taken
        taken.append(found.slot)
    with pytest.raises(Usage, match="no_free_slot"):
        put_secret(made, None, "one more", SECRET, chance, taken=taken)


def test_a_cleared_slot_opens_no_more():
    """Changing a passphrase is putting a new slot in and clearing the old."""
    made = put_secret(head(), 1, "old", SECRET, fixed_chance("x"))
    assert open_head(clear_slot(made, 1, fixed_chance("y")), "old") is None


def test_a_slot_cannot_be_moved():
    """Its number is bound."""
    made = put_secret(head(), 0, "one", SECRET, fixed_chance("x"))
    first, second = made[35 : 35 + 108], made[35 + 108 : 35 + 216]
    assert open_head(made[:35] + second + first + made[35 + 216 :], "one") is None


def test_all_eight_slots_are_tried_whatever_opens(monkeypatch):
    """A right passphrase, a wrong one and one of the first slot cost the same."""
    import waystation.vault.head as module

    tried = []
    real = module.unseal
    monkeypatch.setattr(module, "unseal", lambda *given: tried.append(given[3]) or real(*given))
    made = put_secret(head(), 0, "one", SECRET, fixed_chance("x"))
    for words in ("one", "wrong"):
        tried.clear()
        open_head(made, words)
        assert tried == [b"waystation slot 1\0" + bytes([slot]) for slot in range(8)]


@pytest.mark.parametrize("words", ["", "half \ud800"])
def test_a_passphrase_that_is_none_is_refused(words):
    """In one sentence, before any work is done."""
    with pytest.raises(Usage):
        open_head(head(), words)


@pytest.mark.parametrize("size", [0, 34, 4095, 4097])
def test_a_head_of_another_size_is_damaged(size):
    """Whatever is done with it."""
    with pytest.raises(Damaged, match="vault_head"):
        open_head(bytes(size), "one")
    with pytest.raises(Damaged, match="vault_head"):
        clear_slot(bytes(size), 0, fixed_chance("x"))


def test_a_secret_shows_no_key():
    """Not in a log, not in a traceback."""
    assert repr(SECRET) == "Secret(kind=1, store='b')"
