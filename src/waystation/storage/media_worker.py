"""Looking at media that may be hostile: what they are, how large, what stands beside the picture; a small picture.

The looking itself is done in a confined process (`media_child`), started anew for each. What it answers comes from
whoever made the media, and is checked here. What is done with it is the caller's business.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from waystation.archive.beside import BESIDE
from waystation.archive.listed import Looked
from waystation.errors import Damaged
from waystation.storage.confinement import Limits
from waystation.storage.limited import Bytes, run_limited

__all__ = ["HEAD_BYTES", "MOST_EDGE", "TAIL_BYTES", "WHOLE_BYTES", "Looked", "look_at", "thumbnail"]

MODULE = "waystation.storage.media_child"
WHOLE_BYTES = 128 << 20
"""Of what is longer than this, only the head and the tail are looked at."""
HEAD_BYTES = 16 << 20
TAIL_BYTES = 32 << 20
MOST_EDGE = 2048
_PNG = b"\x89PNG\r\n\x1a\n"


def look_at(data: Iterable[Bytes], *, left_out: tuple[int, int] | None = None, limits: Limits | None = None) -> Looked:
    """Look at media.

    Args:
        data: Their bytes, in pieces.
        left_out: Of long ones, from which byte on some are left out, and how many; see `WHOLE_BYTES`.
        limits: What the worker may use.

    Raises:
        Damaged: `media_broken`, `media_too_large` or `media_too_slow`.
        Missing: If no worker can be started.
    """
    found, _ = run_limited(MODULE, {"task": "look", "left_out": left_out}, data, limits)
    seconds = found.get("seconds")
    sound = isinstance(seconds, int | float) and math.isfinite(seconds) and seconds >= 0
    metadata = found.get("metadata")
    return Looked(
        media=_text(found.get("media")),
        width=_number(found.get("width")),
        height=_number(found.get("height")),
        seconds=float(seconds) if sound and seconds is not None else None,
        frames=_number(found.get("frames")) or None,
        metadata=frozenset(BESIDE) & frozenset(metadata) if isinstance(metadata, list) else frozenset(["unchecked"]),
        confined=found.get("confined") is True,
    )


def thumbnail(data: Iterable[Bytes], edge: int = 320, *, limits: Limits | None = None) -> bytes:
    """A small picture of a picture, as a PNG that holds pixels and nothing else.

    Args:
        data: The picture's bytes, in pieces.
        edge: How long its longer side is at most, in pixels.
        limits: What the worker may use.

    Raises:
        Damaged: `media_broken`, `media_too_large` or `media_too_slow`.
        Missing: If no worker can be started.
    """
    if not 1 <= edge <= MOST_EDGE:
        raise ValueError(f"a small picture has 1 to {MOST_EDGE} pixels on its longer side")
    _, picture = run_limited(MODULE, {"task": "thumbnail", "edge": edge}, data, limits)
    if not picture.startswith(_PNG):
        raise Damaged("media_broken", why="it cannot be read")
    return picture


def _number(value: Any) -> int:
    return value if isinstance(value, int) and 0 <= value < 1 << 31 else 0


def _text(value: Any) -> str:
    return value if isinstance(value, str) and value.isascii() and value.isprintable() and len(value) < 80 else ""
