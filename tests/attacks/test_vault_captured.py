"""A device of each of six roles is captured with its passphrase: it reveals exactly what exposure foretold.

It is opened with a reader that knows the format page alone. What is planted for others is not found in it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import leg, write_pack
from tests.captured import everything_in, raw_of, readable_in
from tests.keeping import PASSPHRASE, Typist

TOLD = {"source": "s", "happened": "2031-10-01T12:00:00+09:00", "heard": "2031-10-01T12:00:00+09:00"}
PLANTED: dict[str, dict[str, Any]] = {
    "mission": {"kind": "sighting", **TOLD, "near": "place:a", "what": "Blackwater dogs"},
    "cards": {"kind": "decision", **TOLD, "text": "Quillon waits with a lantern", "compartment": "cards"},
    "card:l": {"kind": "decision", **TOLD, "text": "knock twice, ask for Marigold", "compartment": "card:l"},
    "money": {"kind": "payment", **TOLD, "to": "hwang", "amount": 4711, "state": "paid", "text": "Tourmaline"},
    "identities": {"kind": "consent", **TOLD, "person": "Ahn Haneul", "purpose": "to be guided", "given": True},
    "schedule": {"kind": "decision", **TOLD, "text": "window Periwinkle", "compartment": "schedule"},
}
SECRETS = {
    "mission": "Blackwater dogs",
    "cards": "Quillon",
    "card:l": "Marigold",
    "money": "Tourmaline",
    "identities": "Ahn Haneul",
    "schedule": "Periwinkle",
}
ROLES: dict[str, tuple[str, ...]] = {
    "administrator": (),
    "coordinator": ("mission", "cards", "money"),
    "escort": ("card:l",),
    "treasurer": ("money",),
    "keeper": ("identities",),
    "watch": ("schedule",),
}
NAMES = {"mission": "heron", "schedule": "schedule"}


def name_of(part: str) -> str:
    """A compartment's name."""
    return NAMES.get(part, f"heron/{part}")


@pytest.fixture(scope="module")
def vaults(tmp_path_factory: pytest.TempPathFactory) -> Typist:
    """A founder and a device for each of six roles, all of which hold everything that was ever written."""
    typist = Typist(tmp_path_factory.mktemp("captured"))
    typist.creates("mine")
    pack = write_pack(typist.folder / "pack", leg("l", broker="hwang"), broker=[{"id": "hwang", "role": "guide"}])
    typist.in_vault("mine", "vault", "put", str(pack), "--name", "heron")
    typist.in_vault("mine", "vault", "compartments", "open", answers="heron/card:l\n")
    for report in PLANTED.values():
        typist.in_vault("mine", "report", "add", "vault:heron", "--json", answers=json.dumps(report))
    for role, parts in ROLES.items():
        typist.joins("mine", role, f"the {role}", *map(name_of, parts), role=role)
    # once more, so that what was written before somebody was admitted is beside what was written after
    for part, report in PLANTED.items():
        again = {**report, "text": f"{report.get('text', '')} again {part}"}
        typist.in_vault("mine", "report", "add", "vault:heron", "--json", answers=json.dumps(again))
    typist.hands("mine", "all")
    for role in ROLES:
        assert typist.takes(role, "all")["problems"] == []
    return typist


def foretold(typist: Typist, name: str) -> dict[str, Any]:
    """What exposure says on the founder's device."""
    (found,) = typist.in_vault("mine", "exposure", "--json", answers=f"{name}\n").json
    return found  # type: ignore[no-any-return]


@pytest.mark.parametrize("role", ROLES)
def test_it_reveals_exactly_what_was_foretold(role: str, vaults: Typist) -> None:
    """As many entries of each compartment, as many people, and not one compartment more."""
    said = foretold(vaults, f"the {role}")
    vault, _ = raw_of(vaults.folder / role, PASSPHRASE)
    entries, people = readable_in(vault)
    assert {one["compartment"]: one["entries"] for one in said["compartments"]} == dict(entries)
    assert {one["compartment"]: one["people"] for one in said["compartments"] if one["people"]} == dict(people)
    assert set(entries) == set(map(name_of, ROLES[role]))
    assert said["administrator"] == (role in ("administrator", "coordinator"))


@pytest.mark.parametrize("role", ROLES)
def test_what_is_not_theirs_is_not_in_it(role: str, vaults: Typist) -> None:
    """Neither in what opens nor anywhere else in the store; what is theirs does open, so that this test can fail."""
    vault, own = raw_of(vaults.folder / role, PASSPHRASE)
    text = everything_in(vault) + str(own)
    for part, secret in SECRETS.items():
        assert (secret in text) == (part in ROLES[role]), part


def test_a_device_exposes_what_its_member_does_not_know_of_others(vaults: Typist) -> None:
    """The founder's own exposure is everything; the roster is what every device gives away."""
    said = foretold(vaults, "founder")
    assert {one["compartment"] for one in said["compartments"]} == {"house", *map(name_of, PLANTED)}
    vault, _ = raw_of(vaults.folder / "watch", PASSPHRASE)
    assert {device.member for device in vault.roster.devices.values()} == {"founder", *(f"the {r}" for r in ROLES)}


@pytest.mark.parametrize("role", ["escort", "treasurer"])
def test_after_their_removal_nothing_new_opens(role: str, vaults: Typist, tmp_path: Path) -> None:
    """What was written before does, and exposure goes on saying so; what is written after does not."""
    part = ROLES[role][0]
    before = {one["compartment"]: one["entries"] for one in foretold(vaults, f"the {role}")["compartments"]}
    said = vaults.in_vault("mine", "vault", "members", "remove", "--yes", answers=f"the {role}\n").out
    assert f"New keys: {name_of(part)}" in said
    assert "cannot be recalled" in said
    report = {**PLANTED[part], "text": "Amaranth"}
    vaults.in_vault("mine", "report", "add", "vault:heron", "--json", answers=json.dumps(report))
    stick = f"after-{role}"
    vaults.hands("mine", stick)
    vaults.takes(role, stick)
    vault, _ = raw_of(vaults.folder / role, PASSPHRASE)
    assert "Amaranth" not in everything_in(vault)
    after = foretold(vaults, f"the {role}")["compartments"]
    assert {one["compartment"]: one["entries"] for one in after} == before == dict(readable_in(vault)[0])
    assert [one["current"] for one in after] == [False]
