"""Chains: gaps and forks are named, and a tip that the store vouches for stands for all before it."""

from __future__ import annotations

import itertools

import pytest

from tests.vaults import fixed_chance
from waystation.vault.chains import ChainBook, ChainTip, Claimed, Head
from waystation.vault.devices import new_device
from waystation.vault.entries import Entry, seal_entry
from waystation.vault.payloads import ChainClaim

DEVICE = new_device(fixed_chance("chains"))
HOME = b"c" * 16


def chain_of(length: int, after: list[Entry] = (), seed: str = "") -> list[Entry]:
    """Entries in a row, or further ones on a branch of their own."""
    made = list(after)
    for _ in range(length):
        previous, sequence = (made[-1].hash, made[-1].sequence + 1) if made else (bytes(32), 0)
        made.append(
            seal_entry(
                DEVICE, bytes(32), f"{seed} {sequence}".encode(), vault=bytes(16), compartment=HOME, epoch=bytes(32),
                sequence=sequence, previous=previous, chance=fixed_chance(seed),
            )
        )  # fmt: skip
    return made


def book_of(entries: list[Entry]) -> ChainBook:
    book = ChainBook()
    for entry in entries:
        book.add(entry)
    return book


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_any_order_gives_the_same_chain(order):
    """Whole, linked, with the last as its tip."""
    made = chain_of(4)
    book = book_of([made[each] for each in order])
    chain = book.chain(DEVICE.id, HOME)
    assert chain.tip == Head(3, made[3].hash)
    assert all(chain.linked(entry.sequence, entry.hash) for entry in made)
    assert list(book.problems()) == []
    assert not book.add(made[2])


def test_a_gap_has_its_numbers():
    """From the first that is missing to the last; what is above it is not linked."""
    made = chain_of(6)
    book = book_of([made[0], made[4], made[5]])
    (problem,) = book.problems()
    assert (problem.code, problem.sequence, problem.until) == ("gap", 1, 3)
    assert not book.chain(DEVICE.id, HOME).linked(5, made[5].hash)


def test_a_fork_keeps_both_branches():
    """Each linked, each before its own head and not before the other's."""
    made = chain_of(4, seed="a")
    other = chain_of(3, made[:2], seed="b")
    for entries in ([*made, *other], [*other, *made]):
        book = book_of(entries)
        chain = book.chain(DEVICE.id, HOME)
        assert [problem.code for problem in book.problems()] == ["fork", "fork"]
        assert chain.linked(3, made[3].hash)
        assert chain.linked(4, other[4].hash)
        head = Head(3, made[3].hash)
        assert chain.within(1, made[1].hash, head)
        assert chain.within(2, made[2].hash, head)
        assert not chain.within(2, other[2].hash, head)
        assert not chain.within(4, other[4].hash, head)
        assert chain.follows(4, other[4].hash, 2, other[2].hash)
        assert not chain.follows(4, other[4].hash, 2, made[2].hash)


def test_a_remembered_tip_stands_for_the_chain():
    """The store is asked for single numbers; new entries go on from it."""
    made = chain_of(5)
    asked = []

    def lookup(author, compartment, sequence):
        asked.append(sequence)
        return [made[sequence].hash] if sequence < 4 else []

    book = ChainBook(lookup)
    book.remember([ChainTip(DEVICE.id, HOME, 3, made[3].hash)])
    chain = book.chain(DEVICE.id, HOME)
    assert list(book.problems()) == []
    assert book.add(made[4])
    assert asked == []
    assert chain.linked(4, made[4].hash)
    assert chain.within(1, made[1].hash, Head(4, made[4].hash))
    assert book.holds(made[1])
    assert asked == [1]


def test_a_fork_below_a_remembered_tip_is_found():
    """And does not pass for the branch that was vouched for."""
    made = chain_of(4, seed="a")
    other = chain_of(2, made[:1], seed="b")
    book = ChainBook(lambda author, compartment, sequence: [made[sequence].hash])
    book.remember([ChainTip(DEVICE.id, HOME, 3, made[3].hash)])
    for entry in other[1:]:
        assert book.add(entry)
    chain = book.chain(DEVICE.id, HOME)
    assert [(problem.code, problem.sequence) for problem in book.problems()] == [("fork", 1), ("fork", 2)]
    head = Head(3, made[3].hash)
    assert chain.within(2, made[2].hash, head)
    assert not chain.within(2, other[2].hash, head)
    assert chain.linked(2, other[2].hash)


def test_what_is_claimed_and_not_here_is_withheld():
    """With the one who said so; what is here is not."""
    made = chain_of(5)
    book = book_of(made[:2])
    claims = [ChainClaim(DEVICE.id, HOME, each.sequence, each.hash) for each in made]
    (problem,) = book.withheld([Claimed(claim, b"by", b"in") for claim in claims])
    assert (problem.code, problem.sequence, problem.until) == ("withheld", 2, 4)
    assert dict(problem.fields)["by"] == b"by"
    assert not list(book.withheld([Claimed(claim, b"by", b"in") for claim in claims[:2]]))
