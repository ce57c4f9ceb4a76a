"""What a taken device would reveal is worked out beforehand, and is what it does reveal."""

from __future__ import annotations

from tests.vaults import World, world
from waystation.vault.entries import CONTROL
from waystation.vault.exposure import exposed_devices, exposed_member
from waystation.vault.ledger import VaultState
from waystation.vault.payloads import FilePart, Payload
from waystation.vault.writing_people import add_person, forget

ROLES = ("coordinator", "administrator", "guide", "driver", "host", "treasurer")


def organisation() -> World:
    """Six people of six roles, compartments that overlap, rotations with and without history, somebody left out."""
    made = world("six roles")
    anna = made.keepers["Anna"]
    for role in ROLES:
        made.joins(role, role, anna)
    made.gather()
    ids = {name: keeper.device.id for name, keeper in made.keepers.items()}

    def work(draft):
        mission = draft.open_compartment("Heron", "mission", None, [ids["coordinator"], ids["guide"]])
        draft.open_compartment("card", "card:bridge", mission, [ids["guide"], ids["driver"]])
        who = draft.open_compartment("who", "identities", mission, [ids["coordinator"]])
        draft.open_compartment("money", "money", mission, [ids["treasurer"]])
        add_person(draft, who, "Hwang")
        people.append(add_person(draft, who, "Ri"))

    people: list[bytes] = []
    anna.write(work)
    homes = {home.part: name for name, home in anna.state.compartments.items()}
    for part, home in sorted(homes.items()):
        if home != CONTROL:
            anna.tell(f"early in {part}", home)
    anna.write(lambda draft: draft.rotate(homes["mission"], add=[ids["host"]], history=False))
    anna.write(lambda draft: draft.rotate(homes["mission"], add=[ids["driver"]], leave_out=[ids["guide"]]))
    anna.write(lambda draft: forget(draft, people[0]))
    for part, home in sorted(homes.items()):
        if home != CONTROL:
            anna.tell(f"late in {part}", home)
    made.gather()
    return made


def test_a_taken_device_of_each_role_reveals_exactly_what_was_predicted():
    """Entry by entry: what it can open is what is sealed under the epochs that exposure names."""
    made = organisation()
    anna = made.keepers["Anna"]
    revealed = {}
    for role in ROLES:
        device = made.keepers[role].device
        foreseen = exposed_devices(anna.state, [device.id])
        epochs = frozenset().union(*(each.epochs for each in foreseen.compartments))
        taken = VaultState(device, anna.state.vault)
        taken.take(made.entries, made.attachments.values())
        opened = {e.hash for e in made.entries if isinstance(taken.read(e), Payload | FilePart)}
        assert opened == {e.hash for e in made.entries if e.epoch in epochs}
        names = {kept.person for kept in taken.forgetting.people.values() if kept.name is not None}
        assert names == {person for each in foreseen.compartments for person in each.people}
        revealed[role] = len(opened)
    assert revealed["administrator"] == min(revealed.values())
    assert len(set(revealed.values())) >= 4


def test_who_was_left_out_still_knows_what_was_written_before():
    """The guide holds superseded epochs of the mission, and not the current one."""
    made = organisation()
    state = made.keepers["Anna"].state
    foreseen = exposed_member(state, "guide")
    mission = next(each for each in foreseen.compartments if each.part == "mission")
    assert not mission.current
    assert 0 < len(mission.epochs) < len(state.compartments[mission.compartment].epochs)


def test_a_history_gives_nobody_what_was_kept_from_them():
    """The host came without history; the driver, who comes with it, gets what all others have, and the host no more."""
    made = organisation()
    state = made.keepers["Anna"].state
    epochs = {
        member: next(e for e in exposed_member(state, member).compartments if e.part == "mission").epochs
        for member in ("coordinator", "host", "driver", "guide")
    }
    assert [len(epochs[member]) for member in ("coordinator", "host", "driver", "guide")] == [3, 2, 2, 2]
    assert epochs["host"] == epochs["driver"] < epochs["coordinator"]


def test_the_forgotten_are_told_apart():
    """A device that has not heard of the tombstone still holds the key."""
    made = organisation()
    who = [e for e in exposed_member(made.keepers["Anna"].state, "coordinator").compartments if e.part == "identities"]
    assert [(len(each.people), len(each.forgotten)) for each in who] == [(1, 1)]


def test_what_cannot_be_foreseen_is_said():
    """An administrator who reads nothing says how many compartments there are of which they cannot tell."""
    made = organisation()
    state = made.keepers["administrator"].state
    foreseen = exposed_member(state, "guide")
    assert [each.part for each in foreseen.compartments] == ["control"]
    assert foreseen.unseen == 5
