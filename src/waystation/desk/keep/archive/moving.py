"""Sealed bytes carried between devices: onto a stick and from it, in any order, as often as you like.

Decides what is carried, and that only what this device knows, and can open, is taken in. Records go in bundles.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from waystation.archive.listed import Carried, Received
from waystation.archive.records import Keepsake
from waystation.desk.keep.archive.archived import archives_in, enter, read_archive, state
from waystation.desk.keep.archive.holding import chunks_of_item, sealed_files, sweep
from waystation.desk.keep.opening import OpenVault
from waystation.errors import Usage
from waystation.storage.sealed_files import FOLDER, SealedFiles, is_chunk_name
from waystation.storage.sealed_streams import names_of
from waystation.storage.source_files import shown
from waystation.vault.chunks import LEAST_SEALED, MOST_SEALED

__all__ = ["carry", "receive"]

Watch = Callable[[int, int], None]
"""Is told how many pieces are done, and out of how many."""


@dataclass(frozen=True)
class _Piece:
    """A chunk that this device knows of."""

    keepsake: Keepsake
    number: int

    def opens(self, sealed: bytearray) -> bool:
        """Whether these are its bytes."""
        last = self.number == self.keepsake.chunks - 1
        return chunks_of_item(self.keepsake).open(self.number, last, sealed) is not None


def carry(vault: OpenVault, to: Path, *, mission: str | None = None, watch: Watch | None = None) -> Carried:
    """Copy the sealed bytes of keepsakes into a folder, each stated before; what lies there already stays.

    Args:
        vault: The vault.
        to: The folder; made if it is not there.
        mission: Whose keepsakes; None for all that this device reads.
        watch: Is told how far it is.

    Raises:
        Usage: If this device may not write, or nothing can be written there.
    """
    here, there = sealed_files(vault), SealedFiles(to)
    there.make()
    mine, theirs = here.names(), there.names()
    missing: list[str] = []
    fresh: dict[str, list[tuple[Keepsake, list[str]]]] = {}
    lying = 0
    for name in archives_in(vault) if mission is None else [mission]:
        register = read_archive(vault, name, why=None)
        for item, entered in register.keepsakes.items():
            if item in register.destroyed:
                continue
            names = list(names_of(chunks_of_item(entered.record), entered.record.size))
            if not mine.issuperset(names):
                missing.append(item)
            elif theirs.issuperset(names):
                lying += 1
            else:
                fresh.setdefault(name, []).append((entered.record, names))
    for name, several in fresh.items():
        register = read_archive(vault, name, why=None)
        enter(vault, name, [state(vault, register, keepsake, "carried") for keepsake, _ in several])
    wanted = [one for several in fresh.values() for _, names in several for one in names if one not in theirs]
    size = _copy(here, there, wanted, watch)
    keepsakes = sum(len(several) for several in fresh.values())
    return Carried(keepsakes, lying, tuple(sorted(missing)), len(wanted), size)


def _copy(here: SealedFiles, there: SealedFiles, names: list[str], watch: Watch | None) -> int:
    size = 0
    try:
        with there.alone():
            for number, name in enumerate(names, start=1):
                data = here.read(name)
                if data is not None:
                    there.receive(name, data)
                    size += len(data)
                if watch is not None:
                    watch(number, len(names))
            there.keep_names()
    except Usage as refused:
        if refused.code == "vault_full":
            raise Usage("archive_stick_full", path=str(there.path)) from None
        if refused.code == "vault_read_only":
            raise Usage("archive_stick_read_only", path=str(there.path)) from None
        raise
    return size


def receive(vault: OpenVault, source: Path, *, watch: Watch | None = None) -> Received:
    """Take in the sealed bytes that lie in a folder: those of keepsakes that this device knows, and opens.

    Args:
        vault: The vault.
        source: A folder that was carried to, another vault's, or a copy of one.
        watch: Is told how far it is.

    Raises:
        Usage: If there is no such folder, or nothing can be written here.
    """
    there = SealedFiles(_folder_of(source))
    if not vault.writable:
        raise Usage("vault_read_only", path=str(vault.folder.path))
    sweep(vault)
    here, known = sealed_files(vault), _known(vault)
    lying = here.names()
    counts = {"pieces": 0, "known": 0, "damaged": 0, "foreign": 0}
    before = _whole(vault, lying)
    names = sorted(there.names())
    here.make()
    with here.alone():
        for number, name in enumerate(names, start=1):
            counts[_take(here, there, name, known)] += 1
            if watch is not None:
                watch(number, len(names))
        here.keep_names()
    now = _whole(vault, here.names())
    return Received(**counts, whole=tuple(sorted(now - before)))


def _folder_of(source: Path) -> Path:
    """Where chunks lie: in a folder, or in that of a vault's folder."""
    for folder in (source / FOLDER, source):
        try:
            if folder.is_dir():
                return folder
        except OSError:
            break
    raise Usage("cannot_open", path=shown(source), why="there is no such folder")


def _take(here: SealedFiles, there: SealedFiles, name: str, known: Mapping[str, _Piece]) -> str:
    """Take a chunk in, and say what became of it."""
    piece = known.get(name)
    if piece is None or not is_chunk_name(name):
        return "foreign"
    size = there.size(name)
    data = there.read(name) if LEAST_SEALED <= size <= MOST_SEALED else None
    mine = here.read(name) if here.size(name) else None
    if mine is not None and (mine == data or piece.opens(mine)):
        return "known"
    if data is None or not piece.opens(data):
        return "damaged"
    here.receive(name, data)
    return "pieces"


def _known(vault: OpenVault) -> dict[str, _Piece]:
    """Every chunk of every keepsake that this device knows, and that was not destroyed, by its name."""
    found: dict[str, _Piece] = {}
    for mission in archives_in(vault):
        register = read_archive(vault, mission, why=None)
        for item, entered in register.keepsakes.items():
            if item not in register.destroyed:
                names = names_of(chunks_of_item(entered.record), entered.record.size)
                found |= {name: _Piece(entered.record, number) for number, name in enumerate(names)}
    return found


def _whole(vault: OpenVault, lying: set[str]) -> set[str]:
    """The items all of whose chunks lie here."""
    found: dict[str, bool] = {}
    for name, piece in _known(vault).items():
        found[piece.keepsake.item] = found.get(piece.keepsake.item, True) and name in lying
    return {item for item, whole in found.items() if whole}
