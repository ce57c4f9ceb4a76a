"""Missions that are kept at hand: read once, and after that only what is new of them.

Decides how something new is noticed: in a vault by its entries, whoever wrote them; in a folder by its files.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from waystation.bootstrap import VAULT, in_vault, is_vault, pack_source, record_of, report_store
from waystation.bootstrap.cases import vault_at_hand
from waystation.bootstrap.vaults import named_vault, open_vault
from waystation.deciding.records import Said
from waystation.desk.guide.cases import Case
from waystation.desk.guide.running import Opened
from waystation.desk.guide.warm_case import Came, WarmCase
from waystation.errors import BadInput, Mistake
from waystation.storage.folders import PackFolder
from waystation.world.report_lines import REPORTS, read_reports

if TYPE_CHECKING:
    from waystation.desk.guide.vault_news import VaultNews

__all__ = ["AtHand"]

Print = tuple[tuple[str, int, int], ...]


@dataclass
class _Folder:
    """A mission in a folder, and what its files were when they were read."""

    name: str
    files: frozenset[str]
    print: Print
    warm: WarmCase | None = None


@dataclass
class AtHand:
    """Missions that are kept at hand.

    Args:
        names: The PACKs as given; none for all in the vault that is open.
    """

    names: list[str]
    cases: list[Case] = field(default_factory=list)
    """Those whose packs can be read."""
    troubles: list[Mistake] = field(default_factory=list)
    """Warnings about the others."""
    _folders: dict[str, _Folder] = field(default_factory=dict)
    _vault: VaultNews | None = None

    def catch_up(self) -> bool:
        """Take in what is new; whether there was anything.

        Raises:
            BadInput: If no mission at all can be read.
            Usage: If one that is named is not there.
        """
        from_vault = [name for name in self.names or ("",) if name not in self._folders and _lies_in_vault(name)]
        folders = [name for name in self.names if name not in from_vault]
        new = False
        if from_vault or named_vault() is not None:
            new = self._vault_caught_up()
            if new:
                self._folders.clear()  # what lies in the vault's house counts for them too
        new = self._folders_caught_up(folders) or new
        if not new:
            return False
        cases, troubles = self._listed(folders)
        if troubles and not cases:
            raise BadInput([replace(one, warning=False) for one in troubles])
        self.cases, self.troubles = cases, troubles
        return True

    def _listed(self, folders: Sequence[str]) -> tuple[list[Case], list[Mistake]]:
        cases: list[Case] = []
        troubles: list[Mistake] = []
        for name in self.names or ("",):
            if name in folders:
                found: list[tuple[str, str]] = [(name, "")]
            elif in_vault(name):
                found = [(name, name.removeprefix(VAULT))]
            else:
                assert self._vault is not None
                found = [(f"{VAULT}{mission}", mission) for mission in self._vault.names()]
            for shown, mission in found:
                try:
                    cases.append(self._vault_case(mission) if mission else self._folder_case(name))
                except BadInput as error:
                    said = (replace(one, file=f"{shown} {one.file}".strip(), warning=True) for one in error.found)
                    troubles.extend(said)
        return cases, troubles

    # ---- in a vault

    def _vault_caught_up(self) -> bool:
        from waystation.desk.guide.vault_news import VaultNews

        if self._vault is None:
            self._vault = VaultNews(vault_at_hand(self.names) or open_vault())
        return self._vault.catch_up()

    def _vault_case(self, mission: str) -> Case:
        assert self._vault is not None
        return self._vault.warm(mission).case

    # ---- in a folder

    def _folders_caught_up(self, names: Sequence[str]) -> bool:
        new = False
        for name in names:
            folder = self._folders.get(name)
            if folder is None or _print_of(Path(name), folder.files) != folder.print:
                new = True
                if folder is None or not _entered(folder):
                    self._folders.pop(name, None)
        return new

    def _folder_case(self, name: str) -> Case:
        folder = self._folders.get(name)
        if folder is None or folder.warm is None:
            path = Path(name)
            top = frozenset([*_inside(path), REPORTS])
            # Looked at before it is read, so that what is written meanwhile is noticed.
            before = {one[0]: one for one in _print_of(path, top)}
            self._folders[name] = _Folder(name, top, _print_of(path, top))
            source = pack_source(name)
            opened = Opened(name, path.resolve().name, source, report_store(name))
            said = None
            if isinstance(source, PackFolder):  # its reports are read once, and name who says so
                opened = replace(opened, read=(opened.loaded, opened.loaded.reports))
                said = [Said(one, opened.mission, one.source) for one in opened.loaded.reports]
            warm = WarmCase(Case(opened, record_of(name)), said)
            files = frozenset([*getattr(source, "seen", ()), REPORTS])
            print_ = tuple(before.get(one[0], one) for one in _print_of(path, files))
            folder = self._folders[name] = _Folder(name, files, print_, warm)
        assert folder.warm is not None
        return folder.warm.case


def _lies_in_vault(name: str) -> bool:
    return not name or in_vault(name) or is_vault(name)


def _inside(folder: Path) -> list[str]:
    with suppress(OSError):
        return sorted(one.name for one in folder.iterdir())
    return []


def _print_of(folder: Path, files: frozenset[str]) -> Print:
    """What changes whenever one of some files does."""
    found = []
    for inside in sorted(files):
        try:
            stat = (folder / inside).stat()
            found.append((inside, stat.st_mtime_ns, stat.st_size))
        except (OSError, ValueError):
            found.append((inside, 0, -1))
    return tuple(found)


def _entered(folder: _Folder) -> bool:
    """Enter the lines that were added to a folder's reports; False where anything else is new."""
    path = Path(folder.name)
    now = _print_of(path, folder.files)
    if folder.warm is None or [one for one in now if one[0] != REPORTS] != [
        one for one in folder.print if one[0] != REPORTS
    ]:
        return False
    source = folder.warm.case.opened.source
    if not isinstance(source, PackFolder):
        return False
    fresh = PackFolder(path, source.limits, {inside: data for inside, data in source.seen.items() if inside != REPORTS})
    try:
        data = fresh.read(REPORTS)
    except BadInput:
        return False
    before = source.seen.get(REPORTS, b"")
    if not data.startswith(before) or not data.endswith(b"\n") or (before and not before.endswith(b"\n")):
        return False
    reports, mistakes = read_reports(data[len(before) :])
    mission = folder.warm.case.mission
    came = [Came(one, planned=True, said=Said(one, mission, one.source)) for one in reports]
    if mistakes or not folder.warm.hear(came, fresh, folder.warm.case.opened.store):
        return False
    folder.print = now
    return True
