"""What stands in a file beside what it shows is named: everything in JPEG and PNG, what is known in other forms."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from tests.archives import picture, voice
from waystation.archive.beside import BESIDE, beside

JPEG, PNG = "image/jpeg", "image/png"
SOS = b"\xff\xda"


def png(**more: object) -> bytes:
    """A small PNG."""
    out = BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "PNG", **more)
    return out.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def within(data: bytes, more: bytes) -> bytes:
    """A PNG with another chunk after its first."""
    return data[:33] + more + data[33:]


def segment(marker: int, body: bytes) -> bytes:
    """A JPEG with another segment after its beginning."""
    whole = picture(1)
    return whole[:2] + bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body + whole[2:]


def exif(**tags: int) -> bytes:
    """Notes of a camera, with a second picture if asked for."""
    first = struct.pack("<2sHIH", b"II", 42, 8, 1) + struct.pack("<HHII", tags.get("tag", 0x010F), 4, 1, 0)
    second = struct.pack("<H", 1) + struct.pack("<HHII", 0x0201, 4, 1, 0) + bytes(4)
    return first + struct.pack("<I", len(first) + 4 if tags.get("preview") else 0) + second


def text() -> PngImagePlugin.PngInfo:
    """Words in a PNG."""
    found = PngImagePlugin.PngInfo()
    found.add_text("Author", "somebody")
    return found


CASES = {
    "a bare JPEG": (JPEG, picture(1), set()),
    "a telephone's": (JPEG, picture(1, place=(38.2, 127.1)), {"exif", "gps"}),
    "bytes after its end": (JPEG, picture(1) + b"hidden", {"trailing"}),
    "another picture after its end": (JPEG, picture(1) + picture(2), {"trailing"}),
    "a comment": (JPEG, segment(0xFE, b"by somebody"), {"comment"}),
    "words of a program": (JPEG, segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>"), {"xmp"}),
    "an agency's": (JPEG, segment(0xED, b"Photoshop 3.0\0"), {"iptc"}),
    "a manifest": (JPEG, segment(0xEB, b"JP\0\1\0\0\0\1\0\0\0\x20jumb"), {"c2pa"}),
    "several pictures": (JPEG, segment(0xE2, b"MPF\0II*\0"), {"preview"}),
    "a colour profile": (JPEG, segment(0xE2, b"ICC_PROFILE\0\1\1"), {"icc"}),
    "something unknown": (JPEG, segment(0xE7, b"?"), {"other"}),
    "a place": (JPEG, segment(0xE1, b"Exif\0\0" + exif(tag=0x8825)), {"exif", "gps"}),
    "a preview": (JPEG, segment(0xE1, b"Exif\0\0" + exif(preview=1)), {"exif", "preview"}),
    "a preview of old": (JPEG, segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\1\1" + b"xyz"), {"preview"}),
    "bytes between": (JPEG, picture(1)[:2] + b"hidden" + picture(1)[2:], {"other"}),
    "a bare PNG": (PNG, png(), set()),
    "a PNG with words": (PNG, png(pnginfo=text()), {"text"}),
    "a PNG with a place": (PNG, within(png(), chunk(b"eXIf", exif(tag=0x8825))), {"exif", "gps"}),
    "a PNG with a program's words": (PNG, within(png(), chunk(b"iTXt", b"XML:com.adobe.xmp\0")), {"xmp"}),
    "a PNG with a manifest": (PNG, within(png(), chunk(b"caBX", b"")), {"c2pa"}),
    "a PNG with something unknown": (PNG, within(png(), chunk(b"prVt", b"")), {"other"}),
    "a PNG with bytes after its end": (PNG, png() + b"hidden", {"trailing"}),
    "a sound": ("audio/wav", voice(1), {"unchecked"}),
    "anything else": ("", b"?", {"unchecked"}),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_stands_beside_is_named(name):
    """Nothing more, and nothing less."""
    media, data, found = CASES[name]
    assert beside(media, data).found == found
    assert found <= set(BESIDE)


def box(name: bytes, body: bytes) -> bytes:
    """A box of a film."""
    return struct.pack(">I", 8 + len(body)) + name + body


def film(*more: bytes, size: int = 100) -> bytes:
    """A film of 2.5 seconds whose index stands at its end, as telephones write it."""
    head = box(b"mvhd", bytes(12) + struct.pack(">II", 600, 1500) + bytes(80))
    return box(b"ftyp", b"isom") + box(b"mdat", bytes(size)) + box(b"moov", head + b"".join(more))


def test_a_film_says_how_long_it_lasts_and_where_it_was_made():
    """A telephone writes the place among its user data."""
    assert beside("video/mp4", film()).seconds == 2.5
    assert beside("video/mp4", film()).found == {"unchecked"}
    assert beside("video/mp4", film(box(b"udta", box(b"\xa9xyz", b"+38.2+127.1/")))).found == {"unchecked", "gps"}
    assert beside("video/mp4", film(box(b"udta", box(b"name", b"x")))).found == {"unchecked", "text"}


def test_of_a_long_film_the_middle_may_be_left_out():
    """Its index is found behind the gap."""
    whole = film(size=100_000)
    start, left_out = 1000, 90_000
    short = whole[:start] + whole[start + left_out :]
    assert beside("video/mp4", short, gap=(start, left_out)).seconds == 2.5
    assert beside("video/mp4", short).seconds is None


def test_a_sound_says_how_long_it_lasts():
    """Four thousand bytes at sixteen thousand a second."""
    assert beside("audio/wav", voice(1)).seconds == 0.25


@given(data=st.binary(max_size=400), media=st.sampled_from([JPEG, PNG, "video/mp4", "audio/wav", "image/webp", ""]))
def test_hostile_bytes_end_and_never_fail(data, media):
    """Lengths point beyond the end, behind themselves, or nowhere."""
    heads = {JPEG: b"\xff\xd8", PNG: b"\x89PNG\r\n\x1a\n", "audio/wav": b"RIFF....WAVE", "video/mp4": b""}
    assert beside(media, heads.get(media, b"") + data).found <= set(BESIDE)


@given(at=st.integers(2, 2800), value=st.integers(0, 255))
def test_a_picture_changed_anywhere_ends_and_never_fails(at, value):
    """The lengths of its segments among what is changed."""
    whole = bytearray(picture(1, place=(38.2, 127.1)))
    whole[at % len(whole)] = value
    assert beside(JPEG, bytes(whole)).found <= set(BESIDE)
