"""A group of a split is a party: what the evaluator says of a pack with only these travellers, on any random pack."""

from __future__ import annotations

import json
import math
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.independent.evaluator import evaluate
from tests.independent.random_packs import toml_text
from tests.property.random_worlds import World, changed, loaded, world
from waystation.planning.splits import Split, split_party


def three(after: World, chance: random.Random) -> None:
    """Three travellers who differ, a reward that depends on how many go together, and beds for all."""
    for feature in after.features:
        feature["properties"].pop("beds", None)
    after.table["traveller"] = [
        {"id": f"t{number}", "pace": chance.choice([0.5, 1.0]), "stamina": chance.choice([1, 3, 5])}
        for number in range(3)
    ]
    after.table["reward"] = {"per_head": 50, "group": 900, "group_from": 2}
    after.table["party"] = {"crowding": 1.4}


def parted(seed: int) -> tuple[World, list[Split]]:
    """A random world of three, and its splits."""
    found = changed(world(seed), three, seed)
    assert found is not None
    read = loaded(found)
    return found, split_party(read.pack, read.departures, read.calendars, runs=300)


def truth_of(given_world: World, members: tuple[str, ...]) -> dict[str, float]:
    """What the evaluator says of these travellers alone; only `low` where a tie turns on rounding."""
    table = {**given_world.table, "traveller": [t for t in given_world.table["traveller"] if t["id"] in members]}
    mission = table["mission"]
    if mission.get("budget_hard"):
        table["mission"] = {**mission, "budget": mission["budget"] * len(members) / 3}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "pack.toml").write_text(toml_text(table), "utf-8")
        network = {"type": "FeatureCollection", "features": given_world.features}
        (Path(folder) / "network.geojson").write_text(json.dumps(network), "utf-8")
        truth = evaluate(Path(folder))
        return {"low": truth["safe"]["low"]} if truth["doubts"] else dict(truth["safe"])


@settings(max_examples=25)
@given(seed=st.integers(0, 3000))
def test_a_group_is_worth_what_the_evaluator_says_of_it_alone(seed: int) -> None:
    """At worst, nominally, at best."""
    given_world, splits = parted(seed)
    groups = {group.travellers: group for split in splits for group in split.groups}
    for members, group in list(groups.items())[:4]:
        truth = truth_of(given_world, members)
        for name, value in truth.items():
            assert math.isclose(getattr(group.outcome.safe, name), value, abs_tol=1e-9), (members, name)


@settings(max_examples=40)
@given(seed=st.integers(0, 3000))
def test_chances_of_companies_keep_within_their_bounds(seed: int) -> None:
    """All arrive no oftener than any of them, and at least as often as losses that never meet would leave (Fréchet)."""
    _, splits = parted(seed)
    for split in splits:
        together, safes = split.together, [group.outcome.safe for group in split.groups]
        for name, error in (("low", together.stderr_low), ("mid", together.stderr)):
            chances = [getattr(safe, name) for safe in safes]
            slack = 4.0 * error + 1e-9
            assert getattr(together.all_safe, name) <= min(chances) + slack
            if name == "mid":
                assert together.all_safe.mid >= sum(chances) - (len(chances) - 1) - slack
            people = sum(len(g.travellers) * x for g, x in zip(split.groups, chances, strict=True))
            assert math.isclose(getattr(together.expected_safe, name), people, abs_tol=1e-9)
        assert together.none_safe <= 1.0 - max(safe.mid for safe in safes) + 4.0 * len(safes) * together.stderr + 1e-9
        mid = together.all_safe.mid + 4.0 * (together.stderr + together.stderr_low) + 1e-9
        assert together.all_safe.low <= mid or any(safe.low > safe.mid for safe in safes)


@pytest.mark.parametrize("seed", range(3))
def test_every_split_is_there_once(seed: int) -> None:
    """Five ways to part three."""
    _, splits = parted(seed)
    ways = {frozenset(frozenset(group.travellers) for group in split.groups) for split in splits}
    assert len(ways) == len(splits) == 5
