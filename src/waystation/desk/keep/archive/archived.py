"""The archive of a mission in a vault: its records read and written, each where it may be read.

Keepsakes and what was done with them lie in the mission's footage compartment; who is in them and what they allow, in
its identities compartment, under that person's own key, so that whoever is forgotten leaves nothing that opens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC

from waystation.archive.custody import Act, Statement, hand_of, leaves_of, seal_of, seal_salt, signed
from waystation.archive.records import (
    Change,
    Consent,
    Custody,
    Keepsake,
    Lift,
    Record,
    Subject,
    Use,
    read_record,
    record_json,
)
from waystation.archive.register import Entered, Register, register_of
from waystation.desk.keep.compartments import ready
from waystation.desk.keep.noting import instant
from waystation.desk.keep.opening import OpenVault
from waystation.desk.keep.packs import packs_in
from waystation.desk.keep.people import note_access, ready_person
from waystation.desk.keep.routing import FOOTAGE, IDENTITIES
from waystation.errors import Usage
from waystation.vault.payloads import ArchiveKept, Private
from waystation.vault.writing import Draft
from waystation.vault.writing_people import write_private
from waystation.world.mistakes import nearest

__all__ = ["archives_in", "enter", "mission_meant", "new_id", "read_archive", "state"]

KIND = "archive"


def archives_in(vault: OpenVault) -> list[str]:
    """The missions whose archive this device reads."""
    end = f"/{FOOTAGE}"
    return sorted(name.removesuffix(end) for name in vault.names() if name.endswith(end))


def mission_meant(vault: OpenVault, given: str | None) -> str:
    """Whose archive is meant: the mission that was named, else the only archive there is, else the only mission.

    Args:
        vault: The vault.
        given: What was named, if anything was.

    Raises:
        Usage: `archive_no_mission`, `archive_which_mission` (names) or `archive_no_missions`.
    """
    archives, missions = archives_in(vault), packs_in(vault)
    known = sorted({*archives, *missions})
    if given is not None:
        named = given.removeprefix("vault:")
        if named not in known:
            raise Usage("archive_no_mission", value=named[:60], nearest=nearest(named, known))
        return named
    for found in (archives, missions):
        if len(found) == 1:
            return found[0]
    if not known:
        raise Usage("archive_no_missions")
    raise Usage("archive_which_mission", names=", ".join(known))


def read_archive(vault: OpenVault, mission: str, why: str | None = "archive") -> Register:
    """Everything in the archive of a mission.

    Args:
        vault: The vault.
        mission: The mission's name.
        why: Why people are looked at, which is written down; None to leave out who is in it and what they allow.
    """
    found = [*_records(vault, f"{mission}/{FOOTAGE}")]
    if why is not None:
        people = [*_records(vault, f"{mission}/{IDENTITIES}")]
        if people:
            note_access(vault, [f"{mission}/{IDENTITIES}"], why)
        found += people
    return register_of(mission, found)


def _records(vault: OpenVault, name: str) -> Iterator[Entered[Record]]:
    for compartment in vault.compartments_named(name):
        for entry, payload in vault.said(compartment, (KIND, "private")):
            inner = vault.state.private(compartment, payload) if isinstance(payload, Private) else payload
            record = read_record(inner.record) if isinstance(inner, ArchiveKept) else None
            if isinstance(inner, ArchiveKept) and record is not None:
                member = vault.state.roster.devices[entry.author].member
                yield Entered(record, instant(inner.written), entry.author, member, entry.hash)


def enter(vault: OpenVault, mission: str, records: Sequence[Record]) -> None:
    """Write records down, all or none; when this returns they are on the disk.

    Args:
        vault: The vault.
        mission: The mission's name.
        records: What is to be written, in this order.

    Raises:
        Usage: If this device may not write there.
    """
    written = vault.now()
    with vault.writing():
        own = [one for one in records if not one.personal]
        of_people = [one for one in records if isinstance(one, Subject | Consent | Lift)]
        footage = ready(vault, f"{mission}/{FOOTAGE}") if own else b""
        identities = ready(vault, f"{mission}/{IDENTITIES}") if of_people else b""
        people = {one.person: ready_person(vault, identities, one.person) for one in of_people}

        def make(draft: Draft) -> None:
            for one in own:
                draft.write(footage, ArchiveKept(record_json(one), written))
            for person in of_people:
                payload = ArchiveKept(record_json(person), written)
                write_private(draft, identities, people[person.person], payload)

        vault.step(make)


def new_id(vault: OpenVault) -> str:
    """A new id for a keepsake or record: 16 unpredictable bytes in hexadecimal."""
    return vault.around.chance(16).hex()


def state(
    vault: OpenVault,
    register: Register,
    keepsake: Keepsake,
    act: Act,
    *,
    of: Keepsake | None = None,
    changes: Sequence[Change] = (),
    use: Use | None = None,
    sums: str | None = None,
) -> Custody:
    """A statement of custody by this device, signed, after all those that are known.

    Args:
        vault: The vault.
        register: What is known.
        keepsake: The keepsake.
        act: What was done with it: `derived` is the first statement of a working copy, `taken in` of all others.
        of: What it was made from, where it is a working copy.
        changes: What was changed in it; only of what kind stands in the statement.
        use: What it was exported for.
        sums: Where it was exported in a bundle, SHA-256 of the bundle's list of files.
    """
    hand = hand_of(vault.device.sign_seed, keepsake.item)
    made_from = register.lineage(keepsake.item if of is None else of.item)
    recreated = any(one.kind == "recreation" for one in (keepsake, *made_from))
    statement = Statement.model_validate(
        {
            "item": keepsake.item,
            "act": act,
            "sha256": keepsake.sha256,
            "size": keepsake.size,
            "kind": "recreation" if recreated else keepsake.kind,
            "when": vault.around.clock().astimezone(UTC).date().isoformat(),
            "by": hand.public_key().public_bytes_raw().hex(),
            "after": leaves_of(one.record.line for one in register.custody.get(keepsake.item, ())),
            "of": None if of is None else seal_of(seal_salt(of), of.sha256),
            "changes": tuple(sorted({change.what for change in changes})),
            "use": use,
            "sums": sums,
        }
    )
    return signed(statement, hand, vault.vault_id, vault.device.id)
