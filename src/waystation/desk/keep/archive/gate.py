"""The gate of a vault's archive: asked by whatever lets something out, with all that this device knows.

What stands in the way is decided by `archive.leaving`, what is a slip of the pen by `archive.slips`; here is found out
who is on the way, what day it is, and whose names must not leave.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from waystation.archive.describing import described
from waystation.archive.embargo import Underway
from waystation.archive.leaving import Hindrance, hindrances, may_be_named
from waystation.archive.naming import may_be_told
from waystation.archive.register import Register
from waystation.archive.slips import Secret, plain_letters
from waystation.desk.chart.loading import load_pack
from waystation.desk.keep.archive.archived import archives_in, read_archive
from waystation.desk.keep.archive.travelling import described_in, underway
from waystation.desk.keep.opening import OpenVault
from waystation.desk.keep.packs import VaultPack, packs_in
from waystation.errors import WaystationError
from waystation.world.pack import Pack

__all__ = ["may_leave", "secrets_of", "today"]

OF_THIS_FILE = ("original", "metadata", "refused_copy", "unconfirmed", "unapproved", "destroyed", "nobody_named")
"""What stands in the way of one file, and not of the same bytes where they lie elsewhere."""
LEAST_NAME = 3
"""So many letters the name of a file must have to be looked for."""


def today(vault: OpenVault, register: Register | None = None) -> date:
    """The day on which leave that was given must still hold: no earlier than anything that is written in an archive.

    A clock that was set back makes nothing hold again that has ended.

    Args:
        vault: The vault.
        register: The archive; without it, the day is the clock's.
    """
    now = vault.around.clock()
    if register is None or register.latest is None:
        return now.date()
    return max(now, register.latest).astimezone(now.tzinfo).date()


def may_leave(vault: OpenVault, register: Register, items: Sequence[str], use: str) -> dict[str, tuple[Hindrance, ...]]:
    """What stands in the way of some keepsakes, by item; those that may leave are not in it.

    What others wrote since is not waited for: whoever takes long between asking and letting out reads the archive again
    and asks again.

    Args:
        vault: The vault.
        register: The archive, with its people.
        items: The keepsakes' full ids.
        use: One of `records.USES`.
    """
    seen, day = underway(vault), today(vault, register)
    found: dict[str, tuple[Hindrance, ...]] = {}
    for item in items:
        against = [*hindrances(register, item, use, seen, day), *_elsewhere(vault, register, item, use, seen)]
        if against:
            found[item] = tuple(one for number, one in enumerate(against) if one not in against[:number])
    return found


def _elsewhere(vault: OpenVault, register: Register, item: str, use: str, seen: Underway) -> Iterator[Hindrance]:
    """What stands in the way of the same bytes in the archives of other missions."""
    hashes = {one.sha256 for one in register.lineage(item)}
    for mission in archives_in(vault):
        if mission == register.mission:
            continue
        bare = read_archive(vault, mission, None)
        same = [one for one, entered in bare.keepsakes.items() if entered.record.sha256 in hashes]
        other = read_archive(vault, mission, f"archive {use}") if same else bare
        for each in same:
            for one in hindrances(other, each, use, seen, today(vault, other)):
                if one.code not in OF_THIS_FILE and one.code not in ("aspect", "bystander"):
                    yield one


def secrets_of(vault: OpenVault, register: Register, items: Sequence[str], use: str) -> tuple[Secret, ...]:
    """Whose names must not stand in what leaves with some keepsakes: what `slips` looks for.

    Everybody in an archive of this vault, but those in these keepsakes who allow their name; every place and broker of
    its missions, but those that two members agreed to name; what keepsakes' files were called, and whom they are from.

    Args:
        vault: The vault.
        register: The archive, with its people.
        items: The keepsakes that leave.
        use: One of `records.USES`.
    """
    archives = [
        register,
        *(read_archive(vault, one, "archive slips") for one in described_in(vault) if one != register.mission),
    ]
    packs = dict(_packs(vault))
    told = {
        plain_letters(title)
        for archive in archives
        for what, name, title in _titles(packs.get(archive.mission))
        if may_be_told(archive, what, name, use)
    }
    places = [
        Secret(what, name, (title,))
        for pack in packs.values()
        for what, name, title in _titles(pack)
        if plain_letters(title) not in told
    ]
    people = [one for archive in archives for one in _people(archive, register, items, use, today(vault, register))]
    return tuple(dict.fromkeys([*people, *places, *(one for archive in archives for one in _files(archive))]))


def _people(archive: Register, own: Register, items: Sequence[str], use: str, day: date) -> Iterator[Secret]:
    for person in archive.subjects_said:
        who = described(archive, person)
        if who is None or not who.names:
            continue
        if archive is not own or not may_be_named(own, items, person, use, day):
            yield Secret("person", person, who.names)


def _files(archive: Register) -> Iterator[Secret]:
    for item, entered in archive.keepsakes.items():
        stem = entered.record.name.rpartition(".")[0] or entered.record.name
        if sum(c.isalpha() for c in stem) >= LEAST_NAME:
            yield Secret("file", item[:8], (entered.record.name,))
        if entered.record.who:
            yield Secret("source", item[:8], (entered.record.who,))


def _packs(vault: OpenVault) -> Iterator[tuple[str, Pack]]:
    for mission in packs_in(vault):
        try:
            yield mission, load_pack(VaultPack(vault, mission)).stated
        except WaystationError:
            continue


def _titles(pack: Pack | None) -> Iterable[tuple[str, str, str]]:
    """Every place and broker of a pack: which of the two, its id, its title."""
    if pack is None:
        return []
    return [
        *(("place", one.id, one.title) for one in pack.places),
        *(("broker", one.id, one.title) for one in pack.brokers),
    ]
