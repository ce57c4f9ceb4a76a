"""What lies in a bundle of keepsakes for a stranger, byte by byte: names, lists and statements, as plain values.

Decides how things are called (by number, never by what they were called), what the list of files and the manifest say,
and how a statement stands in a file. `docs/archive-format.md` describes it for whoever wants to read one without this
program; `verify.sh` does. How files get onto a disk is `storage`'s business, what the README says `wording`'s.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from waystation.archive.custody import line_of, seal_salt
from waystation.archive.records import Keepsake, Use
from waystation.archive.tracing import Step

__all__ = [
    "EXTENSIONS",
    "ITEM_NAME",
    "MANIFEST",
    "MOST",
    "ORIGINS",
    "README",
    "SCRIPT",
    "SUMS",
    "SUM_LINE",
    "Going",
    "custody_name",
    "custody_text",
    "fingerprint_of",
    "key_name",
    "key_pem",
    "manifest_text",
    "name_of",
    "origins_text",
    "stamp_name",
    "sums_text",
]

README, MANIFEST, SUMS, SCRIPT, ORIGINS = "README.txt", "manifest.json", "SHA256SUMS", "verify.sh", "made-from.txt"
EXTENSIONS = {
    "application/pdf": "pdf",
    "audio/aac": "aac",
    "audio/flac": "flac",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "image/gif": "gif",
    "image/heic": "heic",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/tiff": "tif",
    "image/webp": "webp",
    "text/plain": "txt",
    "video/3gpp": "3gp",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
    "video/x-matroska": "mkv",
    "video/x-msvideo": "avi",
}
"""How a file's name ends, by what its bytes are; `bin` for all else."""
MOST = 999
"""Keepsakes in one bundle."""
ITEM_NAME = re.compile(r"(0[1-9]|[1-9][0-9]|[1-9][0-9]{2})\.[a-z0-9]+")
"""What a keepsake's file is called."""
SUM_LINE = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)?)")
"""A line of the list of files."""


@dataclass(frozen=True)
class Going:
    """A keepsake that goes into a bundle.

    Args:
        number: Its number in the bundle, from 1.
        keepsake: The keepsake.
        steps: What its custody showed before it was put in, in order.
        kind: Its kind as its statements say it: `recreation` if anything that it was made from is one.
    """

    number: int
    keepsake: Keepsake
    steps: tuple[Step, ...]
    kind: str

    @property
    def changes(self) -> tuple[str, ...]:
        """What was changed in it, where it is a working copy."""
        return self.steps[0].statement.changes if self.steps else ()


def name_of(going: Going) -> str:
    """The name of a keepsake's file: its number, and what its bytes are."""
    return f"{going.number:02}.{EXTENSIONS.get(going.keepsake.media, 'bin')}"


def custody_name(number: int) -> str:
    """The name of the file with a keepsake's statements."""
    return f"custody/{number:02}.txt"


def key_name(number: int, hand: int) -> str:
    """The name of the file with the public key of one hand."""
    return f"keys/{number:02}-{hand}.pem"


def stamp_name(number: int, place: int) -> str:
    """The name of the file with a signature that was stamped; its proof has `.ots` behind it."""
    return f"stamps/{number:02}-{place}.sig"


def key_pem(by: str) -> bytes:
    """A public key as `openssl` reads it (RFC 8410, PEM).

    Args:
        by: Its 32 bytes, in hexadecimal.
    """
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(by))
    return public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def custody_text(steps: Sequence[Step]) -> bytes:
    """Statements as they stand in a file: hand, signature in base64, line; one after the other."""
    said = (f"{one.hand} {base64.b64encode(one.signature).decode()} {line_of(one.statement)}\n" for one in steps)
    return "".join(said).encode()


def manifest_text(going: Sequence[Going], use: Use, day: str, bundle: str) -> bytes:
    """What is in a bundle, for programs. It holds no name of anybody, no place, and no hour.

    Args:
        going: The keepsakes.
        use: What for.
        day: When it was made, as ISO 8601 writes a day.
        bundle: Unpredictable digits, so that no two bundles are alike: of one that turns up somewhere the vault can say
            whom it was made for.
    """
    items = [
        {
            "file": name_of(one),
            "custody": custody_name(one.number),
            "item": one.keepsake.item,
            "kind": one.kind,
            "recreation": one.kind == "recreation",
            "sha256": one.keepsake.sha256,
            "size": one.keepsake.size,
            "media": one.keepsake.media,
            "working_copy": one.keepsake.of is not None,
            "changes": list(one.changes),
        }
        for one in going
    ]
    value = {
        "waystation": "bundle 1",
        "bundle": bundle,
        "use": use,
        "made": day,
        "recreations": any(one.kind == "recreation" for one in going),
        "shows": "these bytes, held since the days and by the hands in custody/, not altered since",
        "does_not_show": "that what they show happened, who made it, where, or when",
        "items": items,
    }
    return (json.dumps(value, indent=1, ensure_ascii=True) + "\n").encode()


def origins_text(going: Sequence[Going]) -> bytes:
    """Which keepsake of the bundle another one was made from, with what opens the seal over that one's SHA-256."""
    numbers = {one.keepsake.item: one for one in going}
    lines = []
    for one in going:
        origin = numbers.get(one.keepsake.of or "")
        if origin is not None:
            lines.append(f"{one.number:02} {origin.number:02} {seal_salt(origin.keepsake)}\n")
    return "".join(lines).encode()


def sums_text(sums: Mapping[str, str]) -> bytes:
    """The list of files as `sha256sum -c` reads it, sorted by name.

    Args:
        sums: The SHA-256 of each, in hexadecimal, by its name in the bundle.
    """
    return "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode()


def fingerprint_of(sums: bytes) -> str:
    """A bundle's fingerprint: SHA-256 of its list of files, in hexadecimal."""
    return hashlib.sha256(sums).hexdigest()
