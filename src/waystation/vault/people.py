"""People in the vault: a key for each, and forgetting them for good.

A person's key lies in the attachment of a `person` entry, sealed under a key that the epoch's key gives. Forgetting
destroys these attachments; the entries stay, so that the chains still verify. Decided here: which tombstones count,
which attachments must be destroyed and never be taken in again, and which are still to be named. Who looks at whom is
an entry of its own (`access`), written by whoever opens them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from waystation.errors import Damaged
from waystation.vault.entries import Entry
from waystation.vault.payloads import (
    Agree,
    Payload,
    Person,
    Private,
    PrivateValue,
    Retire,
    Tombstone,
    object_of,
    payload_from,
)
from waystation.vault.primitives import KEY_SIZE, NONCE_SIZE, TAG_SIZE, Chance, kdf, label, seal, unseal
from waystation.vault.roster import Roster
from waystation.vault.shapes import json_bytes, read_object

__all__ = [
    "AGREEMENTS",
    "NOBODY",
    "PERSON_WRAP",
    "Forgetting",
    "PersonEntry",
    "PersonKept",
    "Proposal",
    "fold_people",
    "open_private",
    "person_key",
    "seal_person_key",
    "seal_private",
]

AGREEMENTS = 2
"""So many different members must agree to what retention proposes."""

PERSON_WRAP = NONCE_SIZE + KEY_SIZE + TAG_SIZE
"""The size of a person's attachment, and so of all that a tombstone may destroy."""


def _wrapping(epoch_key: bytes, person: bytes) -> bytes:
    return kdf(epoch_key, person, "waystation person 1", KEY_SIZE)


def seal_person_key(
    key: bytes, epoch_key: bytes, vault: bytes, compartment: bytes, person: bytes, *, chance: Chance
) -> bytes:
    """The attachment that holds a person's key, for the members of an epoch."""
    nonce = chance(NONCE_SIZE)
    return nonce + seal(_wrapping(epoch_key, person), nonce, key, vault + compartment + person)


def person_key(attachment: bytes, epoch_key: bytes, vault: bytes, compartment: bytes, person: bytes) -> bytes | None:
    """The person's key out of an attachment; None if it is not there."""
    if len(attachment) != PERSON_WRAP:
        return None
    nonce, sealed = attachment[:NONCE_SIZE], attachment[NONCE_SIZE:]
    return unseal(_wrapping(epoch_key, person), nonce, sealed, vault + compartment + person)


def _bound(vault: bytes, compartment: bytes, person: bytes) -> bytes:
    return label("waystation private 1") + vault + compartment + person


def seal_private(
    payload: Payload, key: bytes, vault: bytes, compartment: bytes, person: bytes, *, chance: Chance
) -> Private:
    """A payload sealed under a person's key."""
    nonce = chance(NONCE_SIZE)
    bound = _bound(vault, compartment, person)
    return Private(person, nonce, seal(key, nonce, json_bytes(object_of(payload)), bound))


def open_private(
    value: Private | PrivateValue, key: bytes, vault: bytes, compartment: bytes, person: bytes
) -> Payload | None:
    """What was sealed under a person's key; None if it was not sealed so, or is no payload."""
    plain = unseal(key, value.nonce, value.sealed, _bound(vault, compartment, person))
    if plain is None:
        return None
    try:
        return payload_from(read_object(plain))
    except Damaged:
        return None


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A `person` entry that counts, and the person's key if its attachment is here."""

    entry: Entry
    payload: Person
    key: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Retention proposes to forget a person.

    Args:
        entry: The hash of the entry that proposes it.
        person: Whom.
        after_days: After how many days without use.
        agreed: The members who agree so far, sorted.
    """

    entry: bytes
    person: bytes
    after_days: int
    agreed: tuple[str, ...]

    @property
    def enough(self) -> bool:
        """Whether anyone may now write the tombstone."""
        return len(self.agreed) >= AGREEMENTS


@dataclass(frozen=True, slots=True)
class PersonKept:
    """A person in a compartment, as far as this device knows.

    Args:
        person: The person's id.
        compartment: The identities compartment.
        wraps: The hashes of all attachments that hold, or held, the key.
        keys: The keys that are here, the one for new entries first; more than one only if somebody wrote a second.
        name: The name; None if it cannot be opened.
        epochs: The epochs under whose keys those are sealed.
        forgotten: Whether a tombstone counts.
    """

    person: bytes
    compartment: bytes
    wraps: frozenset[bytes]
    keys: tuple[bytes, ...] = field(repr=False)
    name: str | None = field(repr=False)
    epochs: frozenset[bytes] = frozenset()
    forgotten: bool = False

    def open(self, value: Private | PrivateValue, vault: bytes) -> Payload | None:
        """What was sealed under this person's key; None if it is forgotten, or was not."""
        found = (open_private(value, key, vault, self.compartment, self.person) for key in self.keys)
        return next((payload for payload in found if payload is not None), None)


@dataclass(frozen=True)
class Forgetting:
    """People, and what is to be forgotten.

    Args:
        people: Those whose entries this device can open, by compartment and id.
        destroyed: The hashes of attachments to be destroyed, if they are of the size of a person's.
        unnamed: For people who are forgotten, wraps known here that no tombstone names: others may still keep them.
        proposals: What retention proposes, by the hash of the entry.
        tombstones: The people with a tombstone that counts, by id.
    """

    people: Mapping[tuple[bytes, bytes], PersonKept]
    destroyed: frozenset[bytes]
    unnamed: Mapping[bytes, frozenset[bytes]]
    proposals: Mapping[bytes, Proposal]
    tombstones: frozenset[bytes]


NOBODY = Forgetting({}, frozenset(), {}, {}, frozenset())
"""Before anybody is known."""


def fold_people(
    persons: Iterable[PersonEntry],
    control: Iterable[tuple[Entry, Payload]],
    roster: Roster,
    readers: Mapping[bytes, frozenset[bytes]],
) -> Forgetting:
    """People and forgetting, as they follow from the set of entries.

    A tombstone counts for a person whom this device knows only if its author is, or was, a member of that person's
    compartment: nobody forgets for others whom they could not read.

    Args:
        persons: The `person` entries that count.
        control: The entries of the control compartment that count, opened.
        roster: The roster.
        readers: For each compartment known here, every device that was ever a member.
    """
    control = list(control)
    homes: dict[tuple[bytes, bytes], list[PersonEntry]] = {}
    for each in persons:
        homes.setdefault((each.entry.compartment, each.payload.person), []).append(each)
    proposals = _proposals(control, roster)
    retired = {each.person for each in proposals.values() if each.enough}
    stones = [
        (roster.kin(entry.author), payload)
        for entry, payload in control
        if isinstance(payload, Tombstone) and (payload.why == "request" or payload.person in retired)
    ]
    people: dict[tuple[bytes, bytes], PersonKept] = {}
    spared: set[bytes] = set()
    for (home, person), entries in sorted(homes.items()):
        allowed = [line for line, stone in stones if stone.person == person and line & readers.get(home, frozenset())]
        kept = people[home, person] = _kept(person, home, entries, bool(allowed))
        if not allowed:
            spared |= kept.wraps
    forgotten = {kept.person: kept.wraps for kept in people.values() if kept.forgotten}
    named = frozenset(wrap for _, stone in stones for wrap in stone.attachments)
    unnamed = {person: wraps - named for person, wraps in forgotten.items() if wraps - named}
    return Forgetting(
        people=people,
        destroyed=named.union(*forgotten.values()) - spared,
        unnamed=unnamed,
        proposals=proposals,
        tombstones=frozenset(stone.person for _, stone in stones),
    )


def _proposals(control: Iterable[tuple[Entry, Payload]], roster: Roster) -> dict[bytes, Proposal]:
    proposed = {entry.hash: payload for entry, payload in control if isinstance(payload, Retire)}
    agreed: dict[bytes, set[str]] = {}
    for entry, payload in control:
        if isinstance(payload, Agree) and payload.what in proposed and entry.author in roster.devices:
            agreed.setdefault(payload.what, set()).add(roster.devices[entry.author].member)
    return {
        name: Proposal(name, payload.person, payload.after_days, tuple(sorted(agreed.get(name, ()))))
        for name, payload in sorted(proposed.items())
    }


def _kept(person: bytes, home: bytes, entries: list[PersonEntry], forgotten: bool) -> PersonKept:
    entries = sorted(entries, key=lambda each: each.entry.hash)
    wraps = frozenset(each.entry.attachment for each in entries)
    epochs = frozenset(each.entry.epoch for each in entries)
    if forgotten:
        return PersonKept(person, home, wraps, (), None, epochs, True)
    keys = dict.fromkeys(each.key for each in entries if each.key is not None)
    kept = PersonKept(person, home, wraps, tuple(keys), None, epochs)
    for each in entries:
        value = kept.open(each.payload.name, each.entry.vault)
        name = object_of(value).get("name") if value is not None else None
        if isinstance(name, str):
            return replace(kept, name=name)
    return kept
