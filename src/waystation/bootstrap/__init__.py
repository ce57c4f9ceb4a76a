"""The one place that chooses where things come from and go to: stores, vaults, clocks, relays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from waystation.bootstrap.vaults import named_vault, open_vault, recipients
from waystation.desk.chart.loading import PackSource
from waystation.desk.hear.taking import ReportStore
from waystation.errors import Missing, Mistake, Usage
from waystation.storage.folders import PackFolder, write_whole
from waystation.storage.new_folders import NewFolder
from waystation.storage.report_files import ReportFile

if TYPE_CHECKING:
    from waystation.desk.decide.recording import Record
    from waystation.solver.spreading import Workers

__all__ = [
    "bundles_in",
    "demonstration",
    "in_vault",
    "is_in_clear",
    "is_vault",
    "new_folder",
    "opened_for",
    "pack_folder",
    "pack_source",
    "present_instant",
    "read_file",
    "record_of",
    "records_of",
    "report_store",
    "workers",
    "write_file",
]

DEMONSTRATION = "beyond-utopia"
VAULT = "vault:"
MOST_READ = 4 << 30


def pack_source(name: str) -> PackSource:
    """Where a PACK given on the command line is read from.

    Args:
        name: A folder, or `vault:NAME`. With a folder, reports in a vault that was named count beside its own.

    Raises:
        Usage: If there is no such pack.
    """
    if in_vault(name):
        from waystation.desk.keep.packs import VaultPack

        return VaultPack(open_vault(), name.removeprefix(VAULT))
    folder = PackFolder(Path(name))
    if named_vault() is None:
        return folder
    from waystation.desk.keep.beside import FolderBesideVault

    return FolderBesideVault(folder, open_vault())


def pack_folder(name: str) -> PackFolder:
    """A pack's folder.

    Raises:
        Usage: If there is none.
    """
    return PackFolder(Path(name))


def report_store(name: str) -> ReportStore:
    """Where the reports on a PACK are kept: in the pack's own folder, or in a vault.

    Args:
        name: A pack's folder, a vault's folder, or `vault:NAME`.
    """
    if in_vault(name):
        from waystation.desk.keep.reports import VaultReports

        return VaultReports(open_vault(), name.removeprefix(VAULT))
    if is_vault(name):
        from waystation.desk.keep.reports import VaultReports

        return VaultReports(open_vault(Path(name)), None)
    return ReportFile(Path(name))


def record_of(name: str) -> Record:
    """Where forecasts, overrides and outcomes of a PACK are kept.

    Args:
        name: A pack's folder, or `vault:NAME`.
    """
    if in_vault(name):
        from waystation.desk.keep.signed import VaultRecord

        return VaultRecord(open_vault(), name.removeprefix(VAULT))
    from waystation.desk.decide.recording import FolderRecord

    return FolderRecord(PackFolder(Path(name)).path)


def records_of(names: Sequence[str]) -> list[Record]:
    """Where the records of missions are kept.

    Args:
        names: Packs, as in `record_of`, and vaults, which stand for all that this device reads in them; none for the
            vault that is open.
    """
    found: list[Record] = []
    for name in names or ("",):
        if name and not is_vault(name):
            found.append(record_of(name))
            continue
        from waystation.desk.keep.signed import records_in

        found += records_in(open_vault(Path(name) if name else None))
    return found


def opened_for(store: ReportStore) -> list[Mistake]:
    """A warning for each compartment of a vault that was opened because reports were added to the store."""
    opened = getattr(store, "opened", ())
    return [Mistake("vault_new_compartment", fields={"value": name}, warning=True) for name in opened]


def in_vault(name: str) -> bool:
    """Whether a PACK is one in a vault."""
    return name.startswith(VAULT)


def is_vault(name: str) -> bool:
    """Whether a folder is a vault, as far as its files show."""
    from waystation.storage.vault_folder import looks_like_vault

    return not in_vault(name) and looks_like_vault(Path(name))


def is_in_clear(name: str) -> bool:
    """Whether a PACK is a folder that anybody can read."""
    return not in_vault(name) and Path(name).is_dir() and not is_vault(name)


def demonstration() -> Path:
    """The folder of the demonstration mission: beside the source when it runs from there, else inside the package.

    Raises:
        Missing: If it is in neither place.
    """
    package = Path(__file__).parent.parent
    for packs in (package / "packs", package.parent.parent / "packs"):
        if (packs / DEMONSTRATION).is_dir():
            return packs / DEMONSTRATION
    raise Missing("no_demonstration", name=DEMONSTRATION)


@contextmanager
def workers(cluster: str | None) -> Iterator[Workers]:
    """Who does many solves: the processors of this machine, or a Dask cluster, for as long as the block runs.

    Args:
        cluster: The address of a Dask scheduler, or None.
    """
    if not cluster:
        from waystation.solver.spreading import HERE

        yield HERE
        return
    from waystation.solver.cluster import Cluster

    with Cluster(cluster) as lent:
        yield lent


def write_file(path: Path, data: bytes) -> Path:
    """Write a file outside any store, whole or not at all; sealed where recipients were chosen.

    Returns:
        Where it was written: with `.age` behind it where it is sealed.
    """
    sealed_for = recipients()
    if sealed_for:
        from waystation.storage.age_files import seal_for

        data = seal_for(data, sealed_for)
        path = path if path.suffix == ".age" else path.with_name(path.name + ".age")
    write_whole(path, data)
    return path


def read_file(path: Path, most: int = MOST_READ) -> bytes:
    """The bytes of a file outside any store.

    Raises:
        Usage: If it cannot be read, or is larger than is read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise Usage("cannot_open", path=str(path), why=error.strerror or "the system refused") from None
    if len(data) > most:
        raise Usage("cannot_open", path=str(path), why=f"it has more than {most:,} bytes")
    return data


def bundles_in(name: str) -> Iterator[bytes]:
    """The files of a folder that may be bundles, or one file.

    Raises:
        Usage: If there is no such folder or file.
    """
    from waystation.storage.bundle_folders import BundleFolder

    return BundleFolder(Path(name)).files()


def new_folder(name: str) -> NewFolder:
    """Where a new pack given on the command line will be written.

    Raises:
        Usage: If there is something else already, or nothing can be written there.
    """
    return NewFolder(Path(name))


def present_instant() -> datetime:
    """The present instant, in this machine's own offset; in a rehearsal, by its clock."""
    from waystation.bootstrap.rehearsing import rehearsed_instant

    real = datetime.now().astimezone()
    return rehearsed_instant(real) or real
