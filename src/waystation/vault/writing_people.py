"""New entries about people: a key for each, what is sealed under it, and forgetting."""

from __future__ import annotations

from waystation.errors import Usage
from waystation.vault.entries import CONTROL, Entry
from waystation.vault.payloads import Agree, Other, Payload, Person, PrivateValue, Retire, Tombstone
from waystation.vault.people import AGREEMENTS, seal_person_key, seal_private
from waystation.vault.primitives import KEY_SIZE
from waystation.vault.writing import Draft

__all__ = ["add_person", "agree", "complete_tombstones", "forget", "retire", "write_private"]


def add_person(draft: Draft, compartment: bytes, name: str) -> bytes:
    """A new person with a key of their own, in an identities compartment; the name is sealed under that key.

    Returns:
        The person's id.
    """
    person, key = draft.chance(16), draft.chance(KEY_SIZE)
    epoch_key = draft.key(compartment)
    vault = draft.state.vault
    sealed = seal_private(Other({"kind": "name", "name": name}), key, vault, compartment, person, chance=draft.chance)
    wrapped = seal_person_key(key, epoch_key, vault, compartment, person, chance=draft.chance)
    draft.write(compartment, Person(person, PrivateValue(sealed.nonce, sealed.sealed)), wrapped)
    draft.people[compartment, person] = key
    return person


def write_private(draft: Draft, compartment: bytes, person: bytes, payload: Payload) -> Entry:
    """Something about a person, sealed under that person's key.

    Raises:
        Usage: `person_unknown`, or `person_forgotten`.
    """
    key = draft.people.get((compartment, person))
    if key is None:
        kept = draft.state.forgetting.people.get((compartment, person))
        if kept is None:
            raise Usage("person_unknown")
        if not kept.keys:
            raise Usage("person_forgotten")
        key = kept.keys[0]
    vault = draft.state.vault
    return draft.write(compartment, seal_private(payload, key, vault, compartment, person, chance=draft.chance))


def forget(draft: Draft, person: bytes, why: str = "request") -> Entry:
    """The tombstone of a person: every device that takes it in destroys the person's keys.

    Args:
        draft: Where to write it.
        person: The person's id.
        why: "request", or "retention" once two members have agreed.

    Raises:
        Usage: `person_unknown`; `retention_waits` (needed, agreed).
    """
    forgetting = draft.state.forgetting
    wraps = {wrap for kept in forgetting.people.values() if kept.person == person for wrap in kept.wraps}
    if not wraps:
        raise Usage("person_unknown")
    if why == "retention":
        agreed = max((len(each.agreed) for each in forgetting.proposals.values() if each.person == person), default=0)
        if agreed < AGREEMENTS:
            raise Usage("retention_waits", needed=AGREEMENTS, agreed=agreed)
    return draft.write(CONTROL, Tombstone(person, tuple(sorted(wraps)), why))


def complete_tombstones(draft: Draft) -> None:
    """Name what tombstones left unnamed, so that devices that cannot open a person's entries destroy it too."""
    for person, wraps in draft.state.forgetting.unnamed.items():
        draft.write(CONTROL, Tombstone(person, tuple(sorted(wraps)), "request"))


def retire(draft: Draft, person: bytes, after_days: int) -> Entry:
    """What retention proposes; two members must agree before anyone may forget."""
    return draft.write(CONTROL, Retire(person, after_days))


def agree(draft: Draft, proposal: bytes) -> Entry:
    """A member agrees to what retention proposes.

    Raises:
        Usage: `nothing_to_approve`.
    """
    if proposal not in draft.state.forgetting.proposals:
        raise Usage("nothing_to_approve")
    return draft.write(CONTROL, Agree(proposal))
