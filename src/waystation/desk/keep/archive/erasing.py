"""Forgetting people who are in keepsakes: what shows them is written down as never to leave, and is said.

Whose name somebody means is looked up among the names of people in keepsakes too. What forgetting destroys is decided
in `vault`; here what stays of them in the archive, which is that some keepsakes show somebody who was forgotten.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from waystation.archive.records import Forgotten
from waystation.archive.register import Register
from waystation.desk.keep import people
from waystation.desk.keep.archive.archived import archives_in, enter, read_archive
from waystation.desk.keep.archive.travelling import described_in
from waystation.desk.keep.opening import OpenVault
from waystation.desk.keep.people import plain
from waystation.errors import Usage
from waystation.vault.standing import Erased, Kept

__all__ = ["carry_out", "erase"]


@dataclass(frozen=True)
class _Shows:
    """Where somebody is in an archive: the mission, their word, what shows them, and how often any of it left."""

    mission: str
    word: str
    items: tuple[str, ...]
    out: int


def erase(vault: OpenVault, name: str) -> Erased:
    """Forget a person for good, in every mission that this device reads; what shows them never leaves.

    Args:
        vault: The vault.
        name: Their name, or their word in an archive.

    Raises:
        Usage: If nothing is sealed for anybody of that name; `archive_which_person` (words) if several go by it.
    """
    # Before anything is written: that somebody looked for a name that nobody has stays written down.
    people.meant(vault, word := _word(_registers(vault), name))
    with vault.writing():
        shows = _shows(_registers(vault), {plain(word)})
        done = people.erase(vault, word)
        _never_leaves(vault, shows)
    return _told(replace(done, name=name), shows)


def carry_out(vault: OpenVault) -> list[Erased]:
    """Forget everybody whose proposal has enough agreement and whose time has come; see `people.carry_out`."""
    with vault.writing():
        names = people.due(vault)
        registers = _registers(vault) if names else []
        shows = {name: _shows(registers, {plain(name)}) for name in names}
        done = people.carry_out(vault)
        for one in done:
            _never_leaves(vault, shows.get(one.name, []))
    return [_told(one, shows.get(one.name, [])) for one in done]


def _registers(vault: OpenVault) -> list[Register]:
    return [read_archive(vault, mission, "erase") for mission in described_in(vault)]


def _word(registers: Iterable[Register], name: str) -> str:
    """The word of whoever goes by a name in an archive; the name itself where nobody does, or it is a word.

    Raises:
        Usage: `archive_which_person`, if several go by it.
    """
    said = [
        (person, {plain(one) for each in statements for one in each.record.names})
        for register in registers
        for person, statements in register.subjects_said.items()
    ]
    if any(plain(person) == plain(name) for person, _ in said):
        return name
    words = sorted({person for person, names in said if plain(name) in names})
    if len(words) > 1:
        raise Usage("archive_which_person", words=", ".join(words))
    return words[0] if words else name


def _shows(registers: Iterable[Register], words: Collection[str]) -> list[_Shows]:
    """Where somebody is in some archives."""
    found = []
    for register in registers:
        there = {item: register.people(item) for item in register.keepsakes}
        known = {*register.subjects_said, *(person for each in there.values() for person in each)}
        for word in sorted(one for one in known if plain(one) in words):
            items = tuple(item for item, those in there.items() if word in those)
            out = sum(any(item in items for item in one.record.items) for one in register.outs)
            found.append(_Shows(register.mission, word, items, out))
    return found


def _never_leaves(vault: OpenVault, shows: Iterable[_Shows]) -> None:
    kept = archives_in(vault)
    for one in (each for each in shows if each.mission in kept):
        enter(vault, one.mission, [Forgotten(person=one.word)])


def _told(done: Erased, shows: Collection[_Shows]) -> Erased:
    keepsakes = tuple(Kept(one.mission, item) for one in shows for item in one.items)
    return replace(done, keepsakes=keepsakes, out=sum(one.out for one in shows))
