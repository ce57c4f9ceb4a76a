"""The one place that chooses where things come from and go to: stores, clocks, relays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from waystation.desk.chart.loading import PackSource
from waystation.desk.hear.taking import ReportStore
from waystation.errors import Missing
from waystation.storage.folders import PackFolder, write_whole
from waystation.storage.new_folders import NewFolder
from waystation.storage.report_files import ReportFile

if TYPE_CHECKING:
    from waystation.solver.spreading import Workers

__all__ = ["demonstration", "new_folder", "pack_source", "present_instant", "workers", "write_file"]

DEMONSTRATION = "beyond-utopia"


def pack_source(name: str) -> PackSource:
    """Where a PACK given on the command line is read from.

    Args:
        name: A folder.
    """
    return PackFolder(Path(name))


def report_store(name: str) -> ReportStore:
    """Where the reports on a PACK are kept: in the pack's own folder.

    Args:
        name: A folder.
    """
    return ReportFile(Path(name))


def demonstration() -> Path:
    """The folder of the demonstration mission: beside the source when it runs from there, else inside the package.

    Raises:
        Missing: If it is in neither place.
    """
    package = Path(__file__).parent
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


def write_file(path: Path, data: bytes) -> None:
    """Write a file outside any store, whole or not at all."""
    write_whole(path, data)


def new_folder(name: str) -> NewFolder:
    """Where a new pack given on the command line will be written.

    Raises:
        Usage: If there is something else already, or nothing can be written there.
    """
    return NewFolder(Path(name))


def present_instant() -> datetime:
    """The present instant, in this machine's own offset."""
    return datetime.now().astimezone()
