"""The one place that chooses where things come from and go to: stores, clocks, relays."""

from __future__ import annotations

from pathlib import Path

from waystation.desk.chart.loading import PackSource
from waystation.storage.folders import PackFolder, write_whole

__all__ = ["pack_source", "write_file"]


def pack_source(name: str) -> PackSource:
    """Where a PACK given on the command line is read from.

    Args:
        name: A folder.
    """
    return PackFolder(Path(name))


def write_file(path: Path, data: bytes) -> None:
    """Write a file outside any store, whole or not at all."""
    write_whole(path, data)
