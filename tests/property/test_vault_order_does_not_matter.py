"""Law: what a vault holds is a function of the set of its entries: of no order, of no repetition, of no grouping."""

from __future__ import annotations

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.property.vault_histories import SEEDS, TURNS, play
from tests.vaults import Keeper, World, seen
from waystation.vault.entries import CONTROL
from waystation.vault.ledger import VaultState

SLOW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def fresh(made: World, keeper: Keeper) -> Keeper:
    """The same device, knowing nothing."""
    return Keeper(keeper.name, keeper.device, VaultState(keeper.device, keeper.state.vault), made)


@SLOW
@given(SEEDS, TURNS, st.randoms(use_true_random=False))
def test_any_order_and_any_grouping_end_alike(seed: int, turns: list[int], chosen: random.Random) -> None:
    """For every device, in bundles of any size, in any order, some of them twice.

    At the end one bundle comes again, with all attachments: what a tombstone destroyed that turned out to be void is
    gone until somebody brings it once more.
    """
    made = play(seed, turns)
    keeper = made.keepers[chosen.choice(sorted(made.keepers))]
    at_once = fresh(made, keeper)
    at_once.hear(made.entries)
    piecemeal = fresh(made, keeper)
    order = list(made.entries)
    chosen.shuffle(order)
    while order:
        size = chosen.randint(1, len(order))
        piecemeal.hear(order[:size])
        if chosen.random() < 0.5:
            piecemeal.hear(order[:size])
        order = order[size:]
    piecemeal.hear(made.entries)
    assert seen(piecemeal.state, made.entries) == seen(at_once.state, made.entries)


@SLOW
@given(SEEDS, TURNS)
def test_two_devices_that_exchanged_everything_agree(seed: int, turns: list[int]) -> None:
    """On the roster, on what counts, and on every compartment that both can read."""
    made = play(seed, turns)
    made.gather()
    first, *others = [keeper.state for keeper in made.keepers.values()]
    for other in others:
        _agree(made, first, other)


def _agree(made: World, one: VaultState, two: VaultState) -> None:
    readable = set(one.keyring.keys) & set(two.keyring.keys)
    for entry in made.entries:
        if entry.epoch in readable:
            assert one.read(entry) == two.read(entry)
    one_home, two_home = one.compartments.get(CONTROL), two.compartments.get(CONTROL)
    if one_home is not None and two_home is not None and one_home.epochs.keys() == two_home.epochs.keys():
        assert one.roster == two.roster
