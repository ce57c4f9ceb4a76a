"""What a keepsake's bytes look like, and whether they are here already."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.archives import picture, voice
from waystation.archive.intake import Known, guessed_kind, known_in, media_of
from waystation.archive.records import Destroyed, Keepsake
from waystation.archive.register import Entered, Register, register_of

HEADS = {
    "image/jpeg": picture(1),
    "image/png": b"\x89PNG\r\n\x1a\n....",
    "image/gif": b"GIF89a....",
    "image/webp": b"RIFF....WEBPVP8 ",
    "image/heic": b"\0\0\0\x18ftypheic....",
    "image/tiff": b"II*\0....",
    "video/mp4": b"\0\0\0\x18ftypisom....",
    "video/quicktime": b"\0\0\0\x14ftypqt  ....",
    "video/3gpp": b"\0\0\0\x14ftyp3gp5....",
    "video/x-matroska": b"\x1aE\xdf\xa3....",
    "video/x-msvideo": b"RIFF....AVI LIST",
    "audio/wav": voice(1),
    "audio/mp4": b"\0\0\0\x18ftypM4A ....",
    "audio/mpeg": b"ID3\x04....",
    "audio/aac": b"\xff\xf1P@",
    "audio/amr": b"#!AMR\n",
    "application/pdf": b"%PDF-1.7\n",
    "text/plain": "그들은 떠났다\n".encode(),
    "": b"\x00\x01\x02\x03nothing known",
}


@pytest.mark.parametrize("media", HEADS)
def test_bytes_are_known_by_their_beginning(media):
    """Never by a name, which says what its sender likes."""
    assert media_of(HEADS[media][:4096]) == media


def test_text_that_is_cut_in_a_character_is_text():
    """Only the first bytes are looked at."""
    letters = "강".encode() * 2000
    assert {media_of(letters[:size]) for size in (3, 4, 5, 4096)} == {"text/plain"}
    assert media_of(b"\xff\xfe\xfa") == ""
    assert media_of(b"") == ""


@pytest.mark.parametrize(
    ("media", "kind"),
    [
        ("image/png", "still"),
        ("video/mp4", "footage"),
        ("audio/wav", "sound"),
        ("text/plain", "document"),
        ("", "document"),
    ],
)
def test_a_kind_is_guessed_by_what_it_is(media, kind):
    """And is never guessed to be testimony, or a recreation: people say that."""
    assert guessed_kind(media) == kind


def kept(number: int, item: str) -> Keepsake:
    """A keepsake of some bytes."""
    return Keepsake(
        item=item * 32, kind="still", sha256=f"{number:064x}", size=number, key="0" * 64, chunks=1, source="found"
    )


def a_register(mission: str, *records: Keepsake | Destroyed) -> Register:
    """What an archive holds."""
    when = datetime(2031, 10, 1, tzinfo=UTC)
    return register_of(mission, [Entered(one, when, b"a", "anna", bytes([n])) for n, one in enumerate(records)])


def test_what_is_known_is_found_by_its_bytes_in_any_mission():
    """The size alone is not enough."""
    found = known_in([a_register("heron", kept(1, "a")), a_register("crane", kept(2, "b"))])
    assert found[2, f"{2:064x}"] == Known("crane", "b" * 32, destroyed=False)
    assert (1, f"{2:064x}") not in found


def test_of_several_the_one_that_is_there_counts():
    """Bytes that were destroyed once, and are kept elsewhere, are kept."""
    destroyed = a_register("heron", kept(1, "a"), Destroyed(item="a" * 32))
    there = a_register("crane", kept(1, "b"))
    for registers in ([destroyed, there], [there, destroyed]):
        assert known_in(registers)[1, f"{1:064x}"] == Known("crane", "b" * 32, destroyed=False)
    assert known_in([destroyed])[1, f"{1:064x}"].destroyed
