"""Who signed a report that a vault keeps: the devices that wrote it down, and whose they are."""

from __future__ import annotations

from waystation.desk.keep.members import label_of
from waystation.desk.keep.opening import OpenVault
from waystation.vault.entries import parse_entry

__all__ = ["signers_of"]


def signers_of(vault: OpenVault, report: str) -> list[str]:
    """Labels of the devices that wrote a report down, each once; none for what is sealed under a person's own key.

    Args:
        vault: The vault.
        report: The report's id.
    """
    entries = vault.store.bytes_of(vault.store.hearing([report]))
    return sorted({label_of(vault, parse_entry(raw).author) for raw in entries.values()})
