"""Vaults on the disk without the command line: made cheaply, by a clock that stands."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from waystation.desk.keep.creating import create_vault
from waystation.desk.keep.opening import OpenVault, Surroundings, open_vault
from waystation.vault.head import Cost
from waystation.world.report import Report, read_report

__all__ = ["AROUND", "CHEAP", "NOW", "heard", "new_vault", "reopened", "told"]

NOW = datetime(2031, 10, 1, tzinfo=UTC)
CHEAP = Cost(64, 1, 1)
AROUND = Surroundings(os.urandom, lambda: NOW)


def new_vault(folder: Path) -> OpenVault:
    """A vault, open."""
    return create_vault(folder, "pw", "founder", CHEAP, AROUND)


def reopened(vault: OpenVault) -> OpenVault:
    """The same vault, closed and opened again."""
    vault.close()
    return open_vault(vault.folder.path, "pw", AROUND)


def heard(name: str, /, **words: object) -> Report:
    """A report of this id; a sign of life unless it says otherwise."""
    return told(name, **{"kind": "checkin", "journey": "j", "word": "good", **words})


def told(name: str, /, **words: object) -> Report:
    """A report of this id and of what a test says."""
    report = read_report({"source": "s", "happened": NOW.isoformat(), "heard": NOW.isoformat(), "id": name, **words})
    assert isinstance(report, Report)
    return report
