"""Ways in which a working copy might give away what was covered or dropped: each is tried on whole files."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image, ImageCms, PngImagePlugin

from tests.archives import MISSION, an_archive, voice
from tests.portraits import a_film, finder, jpeg, needs_ffmpeg, portrait
from waystation.archive.beside import beside
from waystation.archive.boxes import read_box
from waystation.archive.redacting import Wanted
from waystation.desk.keep.archive.holding import sealed_bytes
from waystation.desk.keep.archive.redacting import redact
from waystation.errors import Damaged, Usage

CANARY = b"CANARY"
BY_HAND = Wanted(faces=False, boxes=(read_box("0,0,32,32"),))


@pytest.fixture
def archive(tmp_path):
    """An archive of two members."""
    made = an_archive(tmp_path / "vaults")
    yield made
    made.close()


def exif(small=None):
    """A camera's notes: who, where, with what; and a small picture, as cameras put it there."""
    notes = Image.Exif()
    notes[0x010F], notes[0x013B], notes[0x8298] = "MAKER-CANARY", "ARTIST-CANARY", "RIGHTS-CANARY"
    notes[0x9C9D] = "CANARY".encode("utf-16-le")
    notes.get_ifd(0x8769).update(
        {0x9286: b"ASCII\0\0\0COMMENT-CANARY", 0xA433: "LENS-CANARY", 0x927C: b"NOTE-CANARY" * 20}
    )
    notes.get_ifd(0x8825).update({1: "N", 2: (38.0, 12.0, 1.0), 3: "E", 4: (127.0, 6.0, 1.0), 27: b"GPS-CANARY"})
    return notes.tobytes() + (small or b"")


def profile():
    """A colour profile that says on whose screen it was made."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    return bytes(made) + b"ICC-CANARY"


def laden_jpeg():
    """A JPEG with all that can stand beside a picture, and the portrait uncovered in a preview and behind its end."""
    small = jpeg(portrait(96))
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x10\x1c\x02\x50\x00\x0bIPTC-CANARY"
    xmp = b"http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>XMP-CANARY</x:xmpmeta>"
    plain = jpeg(portrait(300), exif=exif(), icc_profile=profile(), comment=b"COMMENT-CANARY")
    segments = [(0xE1, xmp), (0xED, iptc), (0xE2, b"MPF\x00CANARY" + small), (0xEF, b"CANARY" + small)]
    inserted = b"".join(struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body for marker, body in segments)
    return plain[:2] + inserted + plain[2:] + b"CANARY" + jpeg(portrait(300)), small


def laden_png():
    """A PNG with texts, notes, a profile, a chunk of nobody's, and bytes behind its end."""
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "TEXT-CANARY")
    texts.add_text("Comment", "ZIP-CANARY", zip=True)
    texts.add_itxt("XML:com.adobe.xmp", "XMP-CANARY")
    texts.add(b"prVt", b"PRIVATE-CANARY" + jpeg(portrait(96)))
    out = io.BytesIO()
    portrait(300).save(out, "PNG", pnginfo=texts, exif=exif(), icc_profile=profile())
    return out.getvalue() + b"CANARY" + jpeg(portrait(96)), jpeg(portrait(96))


def several():
    """Two pictures in one file, as telephones make them: the second shows what is covered in the first."""
    out = io.BytesIO()
    portrait(200).save(out, "MPO", save_all=True, append_images=[portrait(200, 180)], exif=exif())
    return out.getvalue(), jpeg(portrait(200, 180))


def moving():
    """An animation whose later pictures show what is covered in the first."""
    out = io.BytesIO()
    first = Image.new("RGB", (128, 128), "grey")
    first.save(out, "GIF", save_all=True, append_images=[portrait(128)], comment=b"GIF-CANARY")
    return out.getvalue(), b"no such bytes"


def webp():
    """A WebP with notes."""
    out = io.BytesIO()
    portrait(200).save(out, "WEBP", exif=exif(), icc_profile=profile(), xmp=b"XMP-CANARY")
    return out.getvalue(), b"no such bytes"


def tiff():
    """A TIFF of two pages with notes."""
    out = io.BytesIO()
    portrait(128).save(out, "TIFF", save_all=True, append_images=[portrait(128, 90)], description="TIFF-CANARY")
    return out.getvalue() + b"CANARY", b"no such bytes"


def unpacked(data):
    """A file with whatever is packed in it: texts of PNGs and profiles are."""
    found = [data]
    for at in range(len(data) - 2):
        if data[at] == 0x78 and (data[at] << 8 | data[at + 1]) % 31 == 0:
            try:
                found.append(zlib.decompressobj().decompress(data[at:], 1 << 16))
            except zlib.error:
                continue
    return b"".join(found)


@pytest.mark.parametrize("laden", [laden_jpeg, laden_png, several, moving, webp, tiff], ids=lambda make: make.__name__)
def test_nothing_that_stands_beside_a_picture_survives(archive, laden):
    """Notes, places, profiles, comments, previews, second pictures, chunks of nobody's, what follows the end."""
    data, small = laden()
    assert CANARY in unpacked(data)
    original = archive.adds(data, kind="still", name="CANARY.jpg")
    copy = redact(archive.anna, MISSION, original.item, BY_HAND).copy
    made = b"".join(sealed_bytes(archive.anna, copy))
    assert CANARY not in unpacked(made)
    assert "CANARY".encode("utf-16-le") not in made
    assert small not in made
    assert beside(copy.media, made).found == set()
    with Image.open(io.BytesIO(made)) as image:
        assert getattr(image, "n_frames", 1) == 1
        assert not image.getexif()
        assert "icc_profile" not in image.info
        assert copy.name == ""


def test_a_preview_of_a_covered_face_is_no_longer_there(archive):
    """Whoever opens the copy with any viewer sees grey where the face was; no face is in the file, small or large."""
    original = archive.adds(laden_jpeg()[0], kind="still")
    copy = redact(archive.anna, MISSION, original.item, Wanted()).copy
    made = b"".join(sealed_bytes(archive.anna, copy))
    assert made.count(b"\xff\xd8\xff") == 1, "one picture begins in it"
    with Image.open(io.BytesIO(made)) as image:
        assert finder().find(np.asarray(image.convert("RGB"))) == ()


@needs_ffmpeg
def test_nothing_that_stands_beside_a_film_survives(archive, tmp_path):
    """Titles, places, chapters, subtitles, a cover."""
    data = a_film(tmp_path)
    assert data.count(CANARY) >= 4
    copy = redact(archive.anna, MISSION, archive.adds(data).item, BY_HAND).copy
    made = b"".join(sealed_bytes(archive.anna, copy))
    assert CANARY not in made
    assert beside(copy.media, made).found == {"unchecked"}


@needs_ffmpeg
@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(5000),
        b"\x1aE\xdf\xa3" + bytes(5000),
        b"RIFF\xff\xff\xff\x7fAVI LIST" + bytes(600),
        b"OggS" + bytes(900),
        b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(900),
        b"fLaC" + b"\xff" * 900,
    ],
    ids=["mp4", "matroska", "avi", "ogg", "mp3", "flac"],
)
def test_broken_film_and_sound_end_in_one_line(archive, data):
    """Whatever they begin like."""
    item = archive.adds(data).item
    with pytest.raises((Usage, Damaged)):
        redact(archive.anna, MISSION, item, Wanted(faces=False))
    assert archive.register.copies(item) == ()


@needs_ffmpeg
def test_a_film_that_is_cut_off_ends_in_one_line(archive, tmp_path):
    """Its list of frames stands at its end, and is not there."""
    whole = a_film(tmp_path)
    assert whole.index(b"moov") > whole.index(b"mdat")
    item = archive.adds(whole[: whole.index(b"moov") - 900]).item
    with pytest.raises(Usage, match="redact_unreadable"):
        redact(archive.anna, MISSION, item, Wanted(faces=False))


@needs_ffmpeg
def test_a_sound_that_is_cut_off_is_made_of_what_is_there(archive):
    """A recorder that was broken in the middle has heard until then."""
    whole = voice(9)
    made = redact(archive.anna, MISSION, archive.adds(whole[: len(whole) // 2]).item, Wanted())
    assert 0.05 < made.covered.seconds < 0.3


def test_a_picture_that_would_fill_the_memory_ends_in_one_line(archive):
    """A few bytes that say they are gigabytes of points."""
    bomb = io.BytesIO()
    Image.new("1", (60000, 60000)).save(bomb, "PNG")
    item = archive.adds(bomb.getvalue(), kind="still").item
    with pytest.raises(Damaged, match="media_too_large"):
        redact(archive.anna, MISSION, item, BY_HAND)


@needs_ffmpeg
def test_a_picture_called_a_film_is_what_its_bytes_are(archive):
    """Nothing is believed of a name."""
    item = archive.adds(jpeg(portrait(64)), name="film.mp4").item
    assert redact(archive.anna, MISSION, item, BY_HAND).copy.media == "image/jpeg"
