"""A pack in a folder, with the reports that were given to a vault beside its own.

Decides which of them count: those that name nothing the pack does not have, and are not in the folder already. How many
do not fit is said among the warnings.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from waystation.desk.chart.loading import load_pack
from waystation.desk.keep.lines import joined
from waystation.desk.keep.opening import OpenVault
from waystation.desk.keep.reports import Kept, kept_in
from waystation.errors import Mistake
from waystation.evidence.ledger import Ledger
from waystation.storage.folders import PackFolder, digest_of
from waystation.world.report_lines import REPORTS

__all__ = ["FolderBesideVault"]


@dataclass
class FolderBesideVault:
    """A pack's folder, with the reports of a vault's house beside its own.

    Args:
        folder: The pack's folder.
        vault: The vault.
        seen: The bytes of each file read so far, by its path.
    """

    folder: PackFolder
    vault: OpenVault
    seen: dict[str, bytes] = field(default_factory=dict)
    left_out: int = 0

    def __post_init__(self) -> None:
        loaded = load_pack(PackFolder(self.folder.path))
        ledger = Ledger(loaded.stated)
        for report in loaded.reports:
            ledger.add(report)
        known = {str(report.id) for report in loaded.reports}
        self._kept: list[Kept] = []
        for one in kept_in(self.vault, None, personal=False):
            if str(one.report.id) in known:
                continue
            if ledger.add(one.report) is None:
                self._kept.append(one)
            else:
                self.left_out += 1

    def read(self, inside: str) -> bytes:
        """The bytes of a file of the pack; with its reports come those of the vault."""
        if inside not in self.seen:
            self.seen[inside] = self._read(inside)
        return self.seen[inside]

    def _read(self, inside: str) -> bytes:
        if inside != REPORTS or not self._kept:
            return self.folder.read(inside)
        own = [self.folder.read(inside).decode()] if self.folder.has(inside) else []
        return joined([*own, *(one.text for one in self._kept)])

    def has(self, inside: str) -> bool:
        """Whether there is a file of that path."""
        return self.folder.has(inside) or (inside == REPORTS and bool(self._kept))

    def digest(self) -> str:
        """SHA-256 over the files read so far."""
        return digest_of(self.seen)

    def doubts(self) -> tuple[Mistake, ...]:
        """A warning where reports of the vault are about other missions."""
        if not self.left_out:
            return ()
        return (Mistake("vault_reports_elsewhere", fields={"number": self.left_out}, warning=True),)
