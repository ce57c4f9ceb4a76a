"""The one place that chooses where things come from and go to: stores, clocks, relays."""

from __future__ import annotations

from pathlib import Path

from waystation.desk.chart.loading import PackSource
from waystation.errors import Missing
from waystation.storage.folders import PackFolder, write_whole

__all__ = ["demonstration", "pack_source", "write_file"]

DEMONSTRATION = "beyond-utopia"


def pack_source(name: str) -> PackSource:
    """Where a PACK given on the command line is read from.

    Args:
        name: A folder.
    """
    return PackFolder(Path(name))


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


def write_file(path: Path, data: bytes) -> None:
    """Write a file outside any store, whole or not at all."""
    write_whole(path, data)
