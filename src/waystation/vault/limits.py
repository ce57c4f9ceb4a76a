"""How large, how many and how deep what comes from outside may be; above this it is refused, not read.

All of a vault's parsers read these and nothing else; whoever wants to know what a hostile bundle can cost reads them
here.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["VAULT_LIMITS", "VaultLimits"]


@dataclass(frozen=True, slots=True)
class VaultLimits:
    """Limits on foreign bytes.

    Args:
        sealed: Bytes of the sealed part of one entry.
        attachment: Bytes of one attachment.
        depth: Lists and objects within each other in a JSON payload.
        text: Characters of a name, a label, a reason.
        listed: Members of one list in a payload of the vault's own.
        reports: Reports in one `reports` entry.
        files: Files of one pack.
        bundle: Bytes of a bundle.
        bundle_entries: Entries in a bundle.
        bundle_attachments: Attachments in a bundle.
        thresholds: Changes of the threshold that count, in all of a vault's life.
        devices: Devices on the roster at one time: as many as a bundle has wraps.
        chain: Entries in one chain.
    """

    sealed: int = 1_114_128
    attachment: int = 65_536
    depth: int = 32
    text: int = 400
    listed: int = 20_000
    reports: int = 20_000
    files: int = 20_000
    bundle: int = 1 << 26
    bundle_entries: int = 200_000
    bundle_attachments: int = 200_000
    thresholds: int = 32
    devices: int = 64
    chain: int = 1 << 32


VAULT_LIMITS = VaultLimits()
"""What is in force everywhere."""
