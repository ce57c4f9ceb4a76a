"""Random histories of a vault: several devices that write, rotate, change the roster, forget, and seldom meet.

A history is played from numbers that are drawn beforehand, so that nothing drawn depends on keys and hashes: the
library that wraps keys has chance of its own.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from hypothesis import strategies as st

from tests.vaults import Keeper, World, report, world
from waystation.errors import Usage
from waystation.vault.devices import Device
from waystation.vault.entries import CONTROL
from waystation.vault.ledger import VaultState
from waystation.vault.payloads import Remove
from waystation.vault.writing import Draft
from waystation.vault.writing_people import add_person, agree, complete_tombstones, forget, retire, write_private

__all__ = ["RARE", "RESTORING", "SEEDS", "TURNS", "play"]

Step = Callable[["Turn"], None]


class Turn:
    """One thing that one device does.

    Args:
        made: The world.
        keeper: Who.
        chosen: What is chosen.
    """

    def __init__(self, made: World, keeper: Keeper, chosen: random.Random) -> None:
        self.made, self.keeper, self.chosen = made, keeper, chosen
        homes = sorted(name for name in keeper.state.compartments if name != CONTROL)
        self.home = chosen.choice(homes) if homes else made.house
        self.device = chosen.choice(sorted(keeper.state.roster.devices) or [b""])

    def write(self, work: Callable[[Draft], object]) -> None:
        """Let the device write."""
        self.keeper.write(work)


def _meet(turn: Turn) -> None:
    other = turn.made.keepers[turn.chosen.choice(sorted(turn.made.keepers))]
    turn.keeper.meet(other)
    for keeper in (turn.keeper, other):
        if turn.chosen.random() < 0.7:
            keeper.settle()


def _add(turn: Turn) -> None:
    if len(turn.made.keepers) < 6:
        role, told = turn.chosen.choice(["coordinator", "driver"]), turn.chosen.random() < 0.5
        turn.made.joins(f"new {turn.chosen.random()}", role, turn.keeper, told=told)


def _succeed(turn: Turn) -> None:
    """Restore a backup, of now or of some time ago, while the old device may write on; it may be restored again."""
    keeper, made = turn.keeper, turn.made
    known = made.known(keeper)
    before = Keeper(keeper.name, keeper.device, VaultState(keeper.device, keeper.state.vault), made)
    before.hear(known[: turn.chosen.choice([len(known), turn.chosen.randint(0, len(known))])])
    after = Device(made.chance(32), keeper.device.kem_private)
    before.write(lambda draft: draft.succeed(after, "restored"))
    name = f"restored {turn.chosen.random()}"
    made.keepers[name] = Keeper(keeper.name, after, VaultState(after, keeper.state.vault), made)
    made.keepers[name].hear(made.known(before))
    made.keepers[name].settle()


def _remove_unseen(turn: Turn) -> None:
    """Remove a device as one who holds nothing of it: all that it wrote is void."""
    frontier = turn.keeper.state.roster.frontier
    turn.write(lambda draft: draft.write(CONTROL, Remove(turn.device, (), frontier)))


def _old_news(turn: Turn) -> None:
    """Remove a device while pretending to know nothing but the genesis."""
    genesis = turn.made.entries[0].hash
    turn.write(lambda draft: draft.write(CONTROL, Remove(turn.device, (), (genesis,))))


def _open(turn: Turn) -> None:
    part = turn.chosen.choice(["mission", "identities", "money"])
    turn.write(lambda draft: draft.open_compartment("Heron", part, members=[turn.device]))


def _person(turn: Turn) -> tuple[bytes, bytes]:
    people = sorted(turn.keeper.state.forgetting.people)
    if not people:
        raise Usage("person_unknown")
    return turn.chosen.choice(people)


def _private(turn: Turn) -> None:
    where, person = _person(turn)
    turn.write(lambda draft: write_private(draft, where, person, report("of them")))


def _forget(turn: Turn) -> None:
    _, person = _person(turn)
    why = turn.chosen.choice(["request", "retention"])
    turn.write(lambda draft: forget(draft, person, why))


def _retire(turn: Turn) -> None:
    _, person = _person(turn)
    turn.write(lambda draft: retire(draft, person, 30))


def _agree(turn: Turn) -> None:
    proposals = sorted(turn.keeper.state.forgetting.proposals) or [b""]
    turn.write(lambda draft: agree(draft, turn.chosen.choice(proposals)))


def _approve(turn: Turn) -> None:
    changes = [each.change for each in turn.keeper.state.roster.pending] or [b""]
    turn.write(lambda draft: draft.approve(turn.chosen.choice(changes)))


def _rotate(turn: Turn) -> None:
    history = turn.chosen.random() < 0.5
    turn.write(lambda draft: draft.rotate(turn.home, add=[turn.device], history=history))


def _write(payload_of: Callable[[Draft], object]) -> Step:
    return lambda turn: turn.write(payload_of)


ORDINARY: Sequence[Step] = (
    lambda turn: turn.write(lambda draft: draft.write(turn.home, report("word"))),
    lambda turn: turn.write(lambda draft: draft.write(turn.home, report("another"))),
    lambda turn: turn.write(lambda draft: add_person(draft, turn.home, "Hwang")),
    _write(lambda draft: draft.settle()),
    _write(lambda draft: draft.heads()),
    _write(complete_tombstones),
    *(_meet, _meet, _meet, _meet, _open, _open, _rotate, _rotate, _approve, _approve, _agree, _agree, _add),
    *(_private, _forget, _retire),
)
RARE: Sequence[Step] = (
    lambda turn: turn.write(lambda draft: draft.rotate(turn.home, leave_out=[turn.device])),
    lambda turn: turn.write(lambda draft: draft.remove_device(turn.device)),
    lambda turn: turn.write(lambda draft: draft.set_threshold(turn.chosen.randint(1, 2))),
    *(_remove_unseen, _old_news, _succeed, _succeed),
)


RESTORING: Sequence[Step] = (_succeed, _succeed, _add, _meet, _approve)
"""Backups are restored, nobody is removed, and one administrator is enough."""


def play(seed: int, turns: Sequence[int], rare: Sequence[Step] = RARE, every: int = 12) -> World:
    """A vault of two administrators and a volunteer, and what they did, each knowing only some of it.

    Args:
        seed: Of the world's chance.
        turns: What happens in it, turn by turn.
        rare: What happens beside the ordinary.
        every: In one turn of so many.
    """
    made = world(f"history {seed}")
    anna = made.keepers["Anna"]
    made.joins("Ben", "coordinator", anna)
    made.joins("Cho", "volunteer", anna)
    everybody = [keeper.device.id for keeper in made.keepers.values()]
    anna.write(lambda draft: draft.rotate(made.house, add=everybody))
    anna.write(lambda draft: add_person(draft, draft.open_compartment("Heron", "identities", None, everybody), "Ri"))
    made.gather()
    for number, chosen in ((each, random.Random(each)) for each in turns):
        keeper = made.keepers[chosen.choice(sorted(made.keepers))]
        try:
            chosen.choice(rare if number % every == every - 1 else ORDINARY)(Turn(made, keeper, chosen))
        except Usage:
            continue  # refused before anything was written: this device could not
    return made


SEEDS = st.integers(0, 10**6)
"""Of a world's chance."""
TURNS = st.lists(st.integers(0, 2**20), min_size=1, max_size=16)
"""What happens in it, turn by turn."""
