"""What `waystation serve` says in the terminal."""

from __future__ import annotations

from waystation.wording.language import mark, say

__all__ = ["PRIVATELY", "STOPPED", "open_line"]

PRIVATELY = mark("Use a private window: a browser writes the addresses of pages down, and they outlive the lock.")
STOPPED = mark("Stopped. Nothing is served any more, and the vault is closed.")


def open_line(link: str) -> str:
    """Where the pages are."""
    return say("Open {link} on this machine, within a minute; press Enter for a new link, Ctrl-C to stop.", link=link)
