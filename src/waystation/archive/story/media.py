"""How a keepsake is shown on the page of a story: as a picture, a sound, a film, or in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["LARGEST", "MOST_ALTOGETHER", "Media", "Sort", "sort_of"]

Sort = Literal["picture", "sound", "video", "text", "other"]
PICTURES = ("image/jpeg", "image/png", "image/webp", "image/gif")
LARGEST: dict[Sort, int] = {"picture": 64 << 20, "sound": 16 << 20, "video": 48 << 20, "text": 0, "other": 0}
"""How many bytes of each sort go into a page at most; 0 for what is told in words and not put in."""
MOST_ALTOGETHER = 96 << 20
"""How many bytes of keepsakes go into one page at most."""


@dataclass(frozen=True)
class Media:
    """A keepsake as it goes into a page.

    Args:
        sort: How it is shown.
        media: The type of the bytes.
        data: The bytes; none for what is told in words.
        size: Width and height of a picture, pixels.
    """

    sort: Sort
    media: str
    data: bytes = b""
    size: tuple[int, int] = (0, 0)


def sort_of(media: str) -> Sort:
    """How something of a media type is shown.

    Args:
        media: The type, as `archive.intake` found it by looking at the bytes; empty if unknown.
    """
    if media in PICTURES:
        return "picture"
    if media.startswith("audio/"):
        return "sound"
    if media.startswith("video/"):
        return "video"
    return "text" if media.startswith("text/") else "other"
