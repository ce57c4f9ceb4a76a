"""What an office is opened for: packs, a vault, and after how long without anybody it locks itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["Locked", "Places"]


class Locked(Exception):
    """The office is locked: nothing is shown until somebody has given the passphrase."""


@dataclass(frozen=True)
class Places:
    """What the office is opened for.

    Args:
        packs: The PACKs as given; empty for all missions of the vault.
        vault: The vault's folder; None where all missions lie in folders.
        idle_seconds: After so many seconds without anybody the office locks itself.
    """

    packs: tuple[str, ...] = ()
    vault: Path | None = None
    idle_seconds: float = 600.0

    @property
    def locks(self) -> bool:
        """Whether there is anything to lock."""
        return self.vault is not None
