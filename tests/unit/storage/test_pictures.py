"""The points of foreign pictures, whatever they are packed in; what is no picture ends in one line."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from tests.portraits import portrait
from waystation.errors import Damaged
from waystation.storage import pictures
from waystation.storage.pictures import points_of


def packed(image, form, **said):
    """A picture in some form."""
    out = BytesIO()
    image.save(out, form, **said)
    return out.getvalue()


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("PNG", {}), ("BMP", {}), ("PPM", {}), ("TIFF", {"compression": "tiff_lzw"}), ("WEBP", {"lossless": True}),
        ("JPEG", {"quality": 97, "subsampling": 0}), ("GIF", {}), ("AVIF", {}), ("JPEG2000", {}),
        ("MPO", {"quality": 97, "save_all": True, "append_images": [portrait(64, 180)]}),
    ],
)  # fmt: skip
def test_a_picture_is_read_in_every_form(form, said):
    """Its points are what was seen; of several pictures in one file the first."""
    image = portrait(64)
    found = points_of([packed(image, form, **said)])
    assert found.shape == (64, 64, 3)
    assert np.abs(found.astype(int) - np.asarray(image).astype(int)).mean() < 12


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "RGBA", "I;16", "F"])
def test_points_of_every_kind_become_red_green_and_blue(mode):
    """Grey, a palette, printer's inks, sixteen bits."""
    image = portrait(64).convert("L") if mode in {"I;16", "F"} else portrait(64)
    found = points_of([packed(image.convert(mode), "TIFF" if mode in {"CMYK", "F"} else "PNG")])
    assert 80 < found.mean() < 150
    assert found.shape == (64, 64, 3)


def test_what_is_see_through_hides_nothing():
    """What lies behind clear points is not kept: they become white."""
    image = portrait(64).convert("RGBA")
    image.putalpha(0)
    assert (points_of([packed(image, "PNG")]) == 255).all()


def test_a_picture_is_turned_as_its_note_says():
    """The note is dropped, so the points must be upright."""
    image = portrait(64)
    exif = Image.Exif()
    exif[0x0112] = 6
    found = points_of([packed(image, "JPEG", quality=95, exif=exif)])
    assert np.abs(found.astype(int) - np.asarray(image.rotate(-90)).astype(int)).mean() < 6


def test_a_large_picture_becomes_smaller():
    """No side is longer than 4096 points."""
    found = points_of([packed(Image.new("L", (6000, 30), 99), "PNG")])
    assert found.shape == (20, 4096, 3)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "media_broken"),
        (b"no picture at all", "media_broken"),
        (b"%PDF-1.7\n", "media_broken"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(400), "media_broken"),
        (packed(portrait(256), "JPEG")[:3000], "media_broken"),
        (packed(portrait(64), "PNG")[:900], "media_broken"),
        (packed(Image.new("1", (60000, 3000)), "PNG"), "media_too_large"),
    ],
)
def test_what_cannot_be_read_ends_in_one_line(data, code):
    """Nothing, a text, a PDF, a picture of an unknown form, half of one, a bomb."""
    with pytest.raises(Damaged, match=code):
        points_of([data])


@pytest.mark.parametrize(
    ("answer", "points"),
    [({}, b""), ({"width": 2, "height": 2}, b"123"), ({"width": -1, "height": 3}, b""),
     ({"width": "2", "height": 2}, b""), ({"width": 1 << 20, "height": 1}, bytes(3 << 20))],
)  # fmt: skip
def test_what_the_worker_answers_is_not_believed(answer, points, monkeypatch):
    """It was handed bytes that may have made it somebody else's."""
    monkeypatch.setattr(pictures, "run_limited", lambda *_: (answer, points))
    with pytest.raises(Damaged, match="media_broken"):
        points_of([b""])
