"""Where many missions come from at once: packs by name, a folder of packs or a vault; and a solver that keeps quiet."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from waystation.bootstrap import VAULT, in_vault, is_vault, pack_source, read_file, report_store
from waystation.bootstrap.vaults import open_vault
from waystation.desk.decide.departures import Applicant
from waystation.desk.decide.recording import FolderRecord
from waystation.desk.guide.running import Opened
from waystation.errors import Usage
from waystation.storage.report_files import ReportFile

if TYPE_CHECKING:
    from waystation.desk.keep.opening import OpenVault

__all__ = ["missions_in", "missions_named", "quiet_solver"]

RULES = "portfolio.toml"
MOST_RULES = 1 << 20


def missions_in(name: str, rules: str | None = None) -> tuple[dict[str, Applicant], bytes | None]:
    """The missions of a folder or a vault, and what they share.

    Args:
        name: A folder whose folders are packs, or a vault's folder.
        rules: A file with what they share; default `portfolio.toml` in the folder, if there is one.

    Returns:
        Where each mission comes from, by its name; and the bytes of the file.

    Raises:
        Usage: If there is no such folder, or the file that was named cannot be read.
    """
    shared = read_file(Path(rules), MOST_RULES) if rules is not None else None
    if is_vault(name):
        return _in_vault(open_vault(Path(name))), shared
    folder = Path(name)
    if not folder.is_dir():
        raise Usage("portfolio_no_folder", path=name)
    inside = sorted(path for path in folder.iterdir() if (path / "pack.toml").is_file())
    if shared is None and (folder / RULES).is_file():
        shared = read_file(folder / RULES, MOST_RULES)
    return {path.name: _in_folder(path) for path in inside}, shared


def _in_folder(path: Path) -> Applicant:
    return Applicant(pack_source(str(path)), FolderRecord(path), ReportFile(path))


def _in_vault(vault: OpenVault) -> dict[str, Applicant]:
    from waystation.desk.keep.packs import VaultPack, packs_in
    from waystation.desk.keep.reports import VaultReports
    from waystation.desk.keep.signed import VaultRecord

    return {
        pack: Applicant(VaultPack(vault, pack), VaultRecord(vault, pack), VaultReports(vault, pack))
        for pack in packs_in(vault)
    }


def missions_named(names: Sequence[str], *, personal: bool = True) -> list[Opened]:
    """The missions that were named.

    Args:
        names: Folders and `vault:NAME`, as commands are given them; a vault's folder stands for all that this device
            reads in it, and none for all in the vault that is open.
        personal: Whether the reports about people are read too; in a vault, that somebody looked is written down.

    Raises:
        Usage: If there is no such pack, or none was named and no vault is open.
    """
    found: list[Opened] = []
    for name in names or ("",):
        if name and not is_vault(name):
            mission = name.removeprefix(VAULT) if in_vault(name) else Path(name).resolve().name
            found.append(Opened(name, mission, pack_source(name), report_store(name), personal))
            continue
        from waystation.desk.keep.packs import VaultPack, packs_in
        from waystation.desk.keep.reports import VaultReports

        vault = open_vault(Path(name) if name else None)
        found += [
            Opened(f"{VAULT}{pack}", pack, VaultPack(vault, pack), VaultReports(vault, pack), personal)
            for pack in packs_in(vault)
        ]
    return found


@contextmanager
def quiet_solver() -> Iterator[None]:
    """Keep what compiled code prints by itself off standard output, for as long as the block runs.

    HiGHS writes a line there now and then whatever it is told, and standard output is for the answer alone.
    """
    sys.stdout.flush()
    with suppress(OSError, ValueError):
        kept = os.dup(1)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, 1)
            yield
            return
        finally:
            with suppress(OSError, AttributeError, TypeError):
                ctypes.CDLL(None).fflush(None)  # what it printed still stands in the C library's buffer
            os.dup2(kept, 1)
            os.close(kept)
            os.close(nowhere)
    yield
