"""Where many missions come from at once, a folder of packs or a vault; and a solver that keeps quiet."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from waystation.bootstrap import is_vault, pack_source, read_file
from waystation.bootstrap.vaults import open_vault
from waystation.desk.chart.loading import PackSource
from waystation.errors import Usage

__all__ = ["missions_in", "quiet_solver"]

RULES = "portfolio.toml"
MOST_RULES = 1 << 20


def missions_in(name: str, rules: str | None = None) -> tuple[dict[str, PackSource], bytes | None]:
    """The missions of a folder or a vault, and what they share.

    Args:
        name: A folder whose folders are packs, or a vault's folder.
        rules: A file with what they share; default `portfolio.toml` in the folder, if there is one.

    Returns:
        Where each pack's files come from, by its name; and the bytes of the file.

    Raises:
        Usage: If there is no such folder, or the file that was named cannot be read.
    """
    shared = read_file(Path(rules), MOST_RULES) if rules is not None else None
    if is_vault(name):
        from waystation.desk.keep.packs import VaultPack, packs_in

        vault = open_vault(Path(name))
        return {pack: VaultPack(vault, pack) for pack in packs_in(vault)}, shared
    folder = Path(name)
    if not folder.is_dir():
        raise Usage("portfolio_no_folder", path=name)
    inside = sorted(path for path in folder.iterdir() if (path / "pack.toml").is_file())
    if shared is None and (folder / RULES).is_file():
        shared = read_file(folder / RULES, MOST_RULES)
    return {path.name: pack_source(str(path)) for path in inside}, shared


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
