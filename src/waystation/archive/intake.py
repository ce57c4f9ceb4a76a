"""What is written down of a keepsake as it comes in: what its bytes are, what it may be, whether it is here already.

Looks at the first bytes only, never decodes; what is inside a picture is the limited worker's business. Where bytes
come from and how they are kept is decided by others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from waystation.archive.records import Change, Kind, Shown, Source
from waystation.archive.register import Register

__all__ = ["HEAD_BYTES", "KeepsakeDraft", "Known", "guessed_kind", "known_in", "media_of"]

HEAD_BYTES = 4096
"""Of the first bytes, so many are looked at."""

_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"BM", "image/bmp"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"\x1aE\xdf\xa3", "video/x-matroska"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"\x00\x00\x01\xba", "video/mpeg"),
    (0, b"\x00\x00\x01\xb3", "video/mpeg"),
    (0, b"FLV\x01", "video/x-flv"),
    (0, b"0&\xb2u\x8ef\xcf\x11", "video/x-ms-asf"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"{\\rtf", "application/rtf"),
)
_RIFF = {b"WEBP": "image/webp", b"AVI ": "video/x-msvideo", b"WAVE": "audio/wav"}
_BRANDS = {
    b"qt  ": "video/quicktime",
    b"M4A ": "audio/mp4",
    b"M4B ": "audio/mp4",
    b"avif": "image/avif",
    b"avis": "image/avif",
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"hevc": "image/heic",
    b"mif1": "image/heif",
    b"msf1": "image/heif",
}
"""The major brands of ISO base media files (ISO/IEC 14496-12) that are no ordinary video."""
_BRANDS_3GP = (b"3gp", b"3g2")


@dataclass(frozen=True)
class KeepsakeDraft:
    """What somebody says of a keepsake as it is taken in.

    Args:
        source: From what kind of person it comes.
        kind: What it is; None for what it was made from is, or what its bytes look like.
        name: What its file was called; None for what the source is called.
        title: What people call it.
        who: Who it comes from.
        how: How it was made.
        made: A day, a month or a year.
        place: The place of the pack.
        journey: The journey that it belongs to.
        people: Who is in it.
        of: The item that it is a working copy of.
        changes: What was changed in it.
        knew: Which statements of who is in `of` were known when it was made.
    """

    source: Source
    kind: Kind | None = None
    name: str | None = None
    title: str = ""
    who: str = ""
    how: str = ""
    made: str = ""
    place: str | None = None
    journey: str | None = None
    people: tuple[Shown, ...] = ()
    of: str | None = None
    changes: tuple[Change, ...] = ()
    knew: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Known:
    """Bytes that are in an archive already.

    Args:
        mission: In which.
        item: The keepsake.
        destroyed: Whether they were destroyed since.
    """

    mission: str
    item: str
    destroyed: bool


def known_in(registers: Iterable[Register]) -> dict[tuple[int, str], Known]:
    """Everything that is in some archives, by size and SHA-256; of several the one that is not destroyed."""
    found: dict[tuple[int, str], Known] = {}
    for register in registers:
        for item, entered in register.keepsakes.items():
            one = Known(register.mission, item, item in register.destroyed)
            key = entered.record.size, entered.record.sha256
            if key not in found or found[key].destroyed:
                found[key] = one
    return found


def media_of(head: bytes) -> str:
    """What bytes are, by their beginning, as a media type; empty if unknown.

    Args:
        head: The first `HEAD_BYTES`, or all there are.
    """
    for at, magic, media in _MAGIC:
        if head[at : at + len(magic)] == magic:
            return media
    if head[:4] == b"RIFF" and head[8:12] in _RIFF:
        return _RIFF[head[8:12]]
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return "video/3gpp" if brand[:3] in _BRANDS_3GP else _BRANDS.get(brand, "video/mp4")
    if head[:2] in (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"):
        return "audio/mpeg"
    if head[:2] in (b"\xff\xf1", b"\xff\xf9"):
        return "audio/aac"
    return "text/plain" if _is_text(head) else ""


def guessed_kind(media: str) -> Kind:
    """What a keepsake may be, by what its bytes are: a guess that whoever knows better answers with `--kind`."""
    match media.partition("/")[0]:
        case "image":
            return "still"
        case "video":
            return "footage"
        case "audio":
            return "sound"
    return "document"


def _is_text(head: bytes) -> bool:
    """Whether it is text in UTF-8; its last character may be cut off."""
    if not head or any(byte < 32 and byte not in (9, 10, 12, 13, 27) for byte in head):
        return False
    for cut in range(min(4, len(head))):
        try:
            head[: len(head) - cut].decode()
        except UnicodeDecodeError:
            continue
        return True
    return False
