"""What left this device: which bundles and backups were written, where to, and up to which entry.

Kept in the vault as a value of this device's own, so that it can say, when somebody is forgotten, what may still hold
them.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from waystation.desk.keep.opening import OpenVault

__all__ = ["Carried", "carried", "exported_to", "last_carried", "note_carried"]

NAME = "carried"
MOST = 2000


@dataclass(frozen=True)
class Carried:
    """Something that left.

    Args:
        kind: `bundle` or `backup`.
        where: The folder or file that it was written to.
        when: The day.
        row: The last entry, as this device counts them, that was in it or before it.
    """

    kind: str
    where: str
    when: str
    row: int


def _all(vault: OpenVault) -> list[Carried]:
    kept = vault.store.own(NAME)
    return [Carried(**one) for one in json.loads(kept)] if kept else []


def carried(vault: OpenVault) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Where bundles and backups went, each once with its days: "stick (2031-10-01, 2031-10-03)"."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in _all(vault):
        days = found.setdefault((one.kind, one.where), [])
        if one.when not in days:
            days.append(one.when)
    said = [(kind, f"{where} ({', '.join(days)})") for (kind, where), days in found.items()]
    return tuple(w for kind, w in said if kind == "bundle"), tuple(w for kind, w in said if kind == "backup")


def last_carried(vault: OpenVault, kind: str) -> Carried | None:
    """The last bundle, or backup, that left; None if none did.

    Args:
        vault: The vault.
        kind: `bundle` or `backup`.
    """
    return next((one for one in reversed(_all(vault)) if one.kind == kind), None)


def exported_to(vault: OpenVault) -> int:
    """The last entry that went out in a bundle, as this device counts them; 0 if none did."""
    return max((one.row for one in _all(vault) if one.kind == "bundle"), default=0)


def note_carried(vault: OpenVault, kind: str, where: str, row: int) -> None:
    """Note that something left, where anything can be noted."""
    if not vault.writable:
        return
    when = vault.around.clock().date().isoformat()
    listed = [*_all(vault), Carried(kind, where, when, row)][-MOST:]
    vault.store.set_own({NAME: json.dumps([asdict(one) for one in listed]).encode()})
