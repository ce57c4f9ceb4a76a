"""The sets of keepsakes that are shipped: where they lie, and how what is drawn of them comes about."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path

from waystation.archive.keepsake_set import KEEPSAKES, KeepsakeSet, read_set
from waystation.errors import Missing, Usage
from waystation.storage.ffmpeg import ffmpeg_path
from waystation.world.mistakes import nearest

__all__ = ["ShippedSet", "shipped_packs", "shipped_set", "shipped_sets"]

SETS = "keepsakes"
PACKS = "packs"
SCRIPT = "make.py"


class ShippedSet:
    """A set of keepsakes that is shipped.

    Args:
        folder: Its folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.set: KeepsakeSet = read_set((folder / KEEPSAKES).read_bytes())

    @property
    def story(self) -> Path:
        """The file of the story that is told of it."""
        return self.folder / "story.toml"

    def made(self, into: Path) -> Callable[[str], Path | None]:
        """Make what a script makes of it.

        Args:
            into: The folder into which it is made.

        Returns:
            Where each file of the set lies; None for one that could not be made here.
        """
        script = self.folder / SCRIPT
        if script.exists():
            runpy.run_path(str(script))["make"](into, _ffmpeg())

        def find(name: str) -> Path | None:
            return next((one / name for one in (into, self.folder) if (one / name).is_file()), None)

        return find


def shipped_sets() -> list[str]:
    """The names of the sets that are shipped, sorted."""
    return sorted(one.name for one in _shipped(SETS).iterdir() if (one / KEEPSAKES).is_file())


def shipped_set(name: str) -> ShippedSet:
    """A set of keepsakes that is shipped, by its pack's name, or by the pack's folder.

    Raises:
        Usage: `keepsakes_unknown` if there is none of that name.
        Missing: `no_keepsakes` if none came with this installation.
    """
    known = shipped_sets()
    wanted = Path(name).name
    if wanted not in known:
        raise Usage("keepsakes_unknown", value=name, nearest=nearest(wanted, known), known=", ".join(known))
    return ShippedSet(_shipped(SETS) / wanted)


def shipped_packs() -> dict[str, Path]:
    """The folders of the packs that are shipped, by name."""
    return {one.name: one for one in sorted(_shipped(PACKS).iterdir()) if one.is_dir()}


def _ffmpeg() -> str | None:
    try:
        return ffmpeg_path()
    except Missing:
        return None


def _shipped(what: str) -> Path:
    """A shipped folder: beside the source when it runs from there, else inside the package."""
    package = Path(__file__).parent.parent
    for folder in (package / what, package.parent.parent / what):
        if folder.is_dir():
            return folder
    raise Missing("no_keepsakes", name=what)
