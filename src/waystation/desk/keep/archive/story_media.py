"""The bytes of keepsakes as they go into the page of a story: whole where they are small and bare, else drawn anew.

A picture is looked at by the confined worker first. Where anything stands beside its pixels, or it is large, a smaller
one is made of its pixels alone; no other program ever reads the keepsake itself.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image

from waystation.archive.records import Keepsake
from waystation.archive.story.media import LARGEST, MOST_ALTOGETHER, Media, sort_of
from waystation.archive.story.scenes import Told
from waystation.desk.keep.archive.holding import sealed_bytes
from waystation.desk.keep.opening import OpenVault
from waystation.errors import Usage
from waystation.storage.media_worker import look_at, thumbnail

__all__ = ["media_of_story"]

LARGE_PICTURE = 600_000
"""Bytes from which on a picture is made smaller."""
EDGE = 1280
QUALITY = 82


def media_of_story(vault: OpenVault, told: Sequence[Told]) -> dict[str, Media]:
    """The bytes of every keepsake in a story, by item.

    Args:
        vault: The vault.
        told: The scenes.

    Raises:
        Usage: `story_large` (value, most) or `story_heavy` (most), where one, or all, are more than a page holds.
        Damaged: If bytes are not here, were altered, or cannot be read.
        Missing: If no worker can be started.
    """
    found: dict[str, Media] = {}
    for item in {each.item: each for one in told for each in one.items}.values():
        found[item.item] = _media(vault, item)
        if sum(len(one.data) for one in found.values()) > MOST_ALTOGETHER:
            raise Usage("story_heavy", most=MOST_ALTOGETHER >> 20)
    return found


def _media(vault: OpenVault, item: Keepsake) -> Media:
    sort = sort_of(item.media)
    most = LARGEST[sort]
    if not most:
        return Media(sort, item.media)
    if item.size > most:
        raise Usage("story_large", value=item.item[:8], most=most >> 20)
    data = b"".join(sealed_bytes(vault, item))
    if sort != "picture":
        return Media(sort, item.media, data)
    seen = look_at([data])
    if len(data) <= LARGE_PICTURE and not seen.metadata and seen.media == item.media and seen.width and seen.height:
        return Media(sort, item.media, data, (seen.width, seen.height))
    return _redrawn(data)


def _redrawn(data: bytes) -> Media:
    """A picture made anew of pixels alone, at most `EDGE` pixels long."""
    pixels = Image.open(io.BytesIO(thumbnail([data], EDGE))).convert("RGB")
    file = io.BytesIO()
    pixels.save(file, "JPEG", quality=QUALITY, optimize=True)
    return Media("picture", "image/jpeg", file.getvalue(), pixels.size)
