"""What stands in a media file beside what it shows: places, devices, previews, words; told from its bytes, not decoded.

Of JPEG and PNG everything that is not the picture is named, so that nothing found means that nothing is there. Of other
forms what is known is named, and `unchecked` with it. Lengths and offsets are the sender's, and never trusted.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["BESIDE", "Beside", "beside"]

BESIDE = ("c2pa", "comment", "exif", "gps", "icc", "iptc", "other", "preview", "text", "trailing", "unchecked", "xmp")
"""What can stand beside what a file shows; `gps` is a place, `preview` a smaller picture, `trailing` what follows."""

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_PICTURE = frozenset(
    [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs", b"acTL",
     b"fcTL", b"fdAT", b"cICP"]
)  # fmt: skip
_PNG_BESIDE = {b"eXIf": "exif", b"iCCP": "icc", b"tEXt": "text", b"zTXt": "text", b"iTXt": "text", b"caBX": "c2pa"}
_JPEG_ALONE = frozenset([0x01, *range(0xD0, 0xD8)])
_JPEG_PICTURE = frozenset([0xC4, 0xCC, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF, *range(0xC0, 0xD0)])
_INSIDE = frozenset([b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"moof", b"traf"])
_PLACES = (b"\xa9xyz", b"loci", b"com.apple.quicktime.location")
_DEEP = 8


@dataclass
class Beside:
    """What was found.

    Args:
        found: Words of `BESIDE`.
        seconds: How long it lasts, where its head says so.
    """

    found: set[str] = field(default_factory=set)
    seconds: float | None = None


def beside(media: str, data: bytes, *, gap: tuple[int, int] | None = None) -> Beside:
    """What stands beside what a file shows.

    Args:
        media: What it is, by its beginning.
        data: Its bytes.
        gap: Of a long file, where in `data` bytes are left out, and how many.
    """
    if media == "image/jpeg":
        return Beside(set(_jpeg(data)))
    if media == "image/png":
        return Beside(set(_png(data)))
    found = Beside({"unchecked"})
    if media in ("video/mp4", "video/quicktime", "video/3gpp", "audio/mp4"):
        _boxes(_Reader(data, gap), 0, len(data) + (gap[1] if gap else 0), found, 0)
    elif media in ("audio/wav", "image/webp", "video/x-msvideo"):
        _riff(data, found)
    elif data[:3] == b"ID3":
        found.found.add("text")
    return found


def _jpeg(data: bytes) -> Iterator[str]:
    at, begun = 2, False
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            if not begun:
                yield "other"
            at = _next_marker(data, at)
            continue
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker == 0xD9:
            break
        elif marker in _JPEG_ALONE or marker == 0:
            at += 2
        else:
            length = int.from_bytes(data[at + 2 : at + 4], "big")
            begun = begun or marker == 0xDA
            yield from _segment(marker, data[at + 4 : at + 2 + length])
            at += 2 + max(2, length)
    if at + 2 < len(data) and data[at : at + 2] == b"\xff\xd9":
        yield "trailing"


def _next_marker(data: bytes, at: int) -> int:
    """Where the picture's own bytes end: a stuffed zero or a restart is still among them."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] != 0 and data[at + 1] not in _JPEG_ALONE:
            return at
        at += 2


def _segment(marker: int, body: bytes) -> Iterator[str]:
    if marker in _JPEG_PICTURE or marker == 0xDA:
        return
    if marker == 0xFE:
        yield "comment"
    elif marker == 0xE0 and body[:5] == b"JFIF\0":
        if len(body) > 14:
            yield "preview"
    elif marker == 0xE1 and body[:6] == b"Exif\0\0":
        yield "exif"
        yield from _exif(body[6:])
    elif marker == 0xE1 and body.startswith(b"http://ns.adobe.com/"):
        yield "xmp"
    elif marker == 0xE2 and body[:12] == b"ICC_PROFILE\0":
        yield "icc"
    elif marker == 0xE2 and body[:4] == b"MPF\0":
        yield "preview"
    elif marker == 0xEB and b"jumb" in body[:64]:
        yield "c2pa"
    elif marker == 0xED:
        yield "iptc"
    elif marker != 0xEE or body[:5] != b"Adobe" or len(body) > 12:
        yield "other"


def _exif(body: bytes) -> Iterator[str]:
    """Whether a TIFF structure (EXIF) names a place or holds a preview."""
    order = {b"II": "<", b"MM": ">"}.get(body[:2])
    if order is None or len(body) < 8:
        return
    (first,) = struct.unpack_from(order + "I", body, 4)
    tags, second = _directory(body, order, first)
    if 0x8825 in tags:
        yield "gps"
    if second and _directory(body, order, second)[0]:
        yield "preview"


def _directory(body: bytes, order: str, at: int) -> tuple[set[int], int]:
    if at + 2 > len(body):
        return set(), 0
    (count,) = struct.unpack_from(order + "H", body, at)
    tags: set[int] = set()
    for number in range(count):
        place = at + 2 + 12 * number
        if place + 12 > len(body):
            return tags, 0
        tags.add(struct.unpack_from(order + "H", body, place)[0])
    end = at + 2 + 12 * count
    return tags, struct.unpack_from(order + "I", body, end)[0] if end + 4 <= len(body) else 0


def _png(data: bytes) -> Iterator[str]:
    at = len(_PNG)
    while at + 8 <= len(data):
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if name not in _PNG_PICTURE:
            yield "xmp" if data[at + 8 : at + 25] == b"XML:com.adobe.xmp" else _PNG_BESIDE.get(name, "other")
        if name == b"eXIf":
            yield from _exif(data[at + 8 : at + 8 + length])
        at += 12 + length
        if name == b"IEND":
            break
    if at < len(data):
        yield "trailing"


@dataclass(frozen=True)
class _Reader:
    """The bytes of a long file of which a piece in the middle is left out."""

    data: bytes
    gap: tuple[int, int] | None

    def at(self, place: int, size: int) -> bytes:
        """So many bytes from a place in the whole file; fewer, where they are left out."""
        if self.gap is None or place + size <= self.gap[0]:
            return self.data[place : place + size]
        start, left_out = self.gap
        return self.data[place - left_out : place - left_out + size] if place >= start + left_out else b""


def _boxes(reader: _Reader, at: int, end: int, found: Beside, depth: int) -> None:
    """The boxes of an ISO base media file (ISO/IEC 14496-12)."""
    while at + 8 <= end and depth < _DEEP:
        head = reader.at(at, 16)
        if len(head) < 8:
            return
        size, name, body = int.from_bytes(head[:4], "big"), head[4:8], at + 8
        if size == 1 and len(head) == 16:
            size, body = int.from_bytes(head[8:16], "big"), at + 16
        until = end if size == 0 else at + size
        if until <= at or until > end:
            return
        if name in _INSIDE:
            _boxes(reader, body, until, found, depth + 1)
        elif name == b"mvhd":
            found.seconds = _lasting(reader.at(body, 32))
        elif name in (b"udta", b"meta", b"uuid"):
            inside = reader.at(body, min(until - body, 1 << 20))
            found.found.add("gps" if any(place in inside for place in _PLACES) else "text")
        at = until


def _lasting(body: bytes) -> float | None:
    if len(body) < 32:
        return None
    scale, lasting = struct.unpack_from(">IQ", body, 20) if body[0] == 1 else struct.unpack_from(">II", body, 12)
    return float(lasting) / scale if scale else None


def _riff(data: bytes, found: Beside) -> None:
    """The chunks of a RIFF file."""
    words = {b"EXIF": "exif", b"XMP ": "xmp", b"ICCP": "icc", b"LIST": "text", b"bext": "text", b"id3 ": "text"}
    at, rate = 12, 0
    while at + 8 <= len(data):
        name, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if name in words and data[at + 8 : at + 12] not in (b"hdrl", b"movi"):
            found.found.add(words[name])
        if name == b"fmt ":
            rate = int.from_bytes(data[at + 16 : at + 20], "little")
        if name == b"data" and rate:
            found.seconds = length / rate
        at += 8 + length + length % 2
