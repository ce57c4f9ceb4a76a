"""Waystation and a second reader, written from the format's page alone, agree on random vaults."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings

from tests.independent.vault_reader import Vault
from tests.property.vault_histories import SEEDS, TURNS, play
from tests.vaults import Keeper, World
from waystation.vault.bundles import open_bundle, seal_bundles
from waystation.vault.ledger import VaultState
from waystation.vault.payloads import FilePart, Payload, object_of
from waystation.vault.problems import Problem


def reading_of(state: VaultState, made: World) -> dict[bytes, object]:
    """What every entry says that counts and opens, in the form of its JSON."""
    found: dict[bytes, object] = {}
    for entry in made.entries:
        said = state.read(entry)
        if isinstance(said, Payload):
            found[entry.hash] = json.loads(json.dumps(object_of(said)))
        elif isinstance(said, FilePart):
            found[entry.hash] = said.file, said.number, said.data
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SEEDS, TURNS)
def test_both_read_the_same_out_of_a_bundle(seed: int, turns: list[int]) -> None:
    """Roster, threshold, what counts, what it says, where new entries go, and who is called what."""
    made = play(seed, turns)
    made.gather()
    for keeper in made.keepers.values():
        compare(made, keeper)


def compare(made: World, keeper: Keeper) -> None:
    state = VaultState(keeper.device, keeper.state.vault)
    (bundle,) = seal_bundles(state.vault, made.entries, made.attachments, [keeper.device.kem_public], made.chance)
    carried = open_bundle(bundle, keeper.device)
    state.take(carried.entries, carried.attachments)
    kept = [made.attachments[name] for name in made.attachments if state.attachment(name) is not None]
    other = Vault(keeper.device.kept, state.vault, list(carried.entries), kept)
    assert other.keys == state.keyring.keys
    roster = state.roster
    assert {name: (d.member, d.role) for name, d in other.roster.devices.items()} == {
        name: (s.member, s.role) for name, s in roster.devices.items()
    }
    assert other.roster.removed == {name for name, s in roster.devices.items() if s.removed}
    assert other.roster.replaced == {n: set(s.replaced_by) for n, s in roster.devices.items() if s.replaced_by}
    assert (other.roster.threshold, other.roster.counted) == (roster.threshold, set(roster.counted))
    assert other.readable() == reading_of(state, made)
    for entry in made.entries:
        assert other.counts(other.entries[entry.hash]) == (not isinstance(state.read(entry), Problem))
    for name, home in state.compartments.items():
        assert other.current(name) == (home.current.id if home.current else None)
    problems = {(p.code, p.author, p.compartment, p.sequence) for p in state.problems() if p.code in ("gap", "fork")}
    assert other.gaps_and_forks() == problems
    people = state.forgetting.people.values()
    assert other.names() == {kept.person: kept.name for kept in people if kept.name is not None}
