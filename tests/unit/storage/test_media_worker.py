"""Media are looked at from outside: what they are, how large, what stands beside; broken ones harm nobody."""

from __future__ import annotations

import random
from io import BytesIO

import pytest
from PIL import Image

from tests.archives import picture, voice
from waystation.archive.beside import beside
from waystation.errors import Damaged
from waystation.storage import media_child
from waystation.storage.confinement import Refused
from waystation.storage.media_worker import look_at, thumbnail


def test_a_picture_is_looked_at_in_a_process_of_its_own():
    """Its size, and what stands beside it; and held by the kernel, where there is one that can."""
    found = look_at([picture(1, place=(38.2, 127.1))])
    assert (found.media, found.width, found.height, found.frames) == ("image/jpeg", 96, 64, 1)
    assert found.metadata == {"exif", "gps"}


def test_a_sound_is_looked_at():
    """How long it lasts."""
    found = look_at([voice(1)])
    assert (found.media, found.seconds, found.width) == ("audio/wav", 0.25, 0)


def test_a_small_picture_holds_pixels_alone():
    """Nothing of the camera's notes comes along."""
    small = thumbnail([picture(1, place=(38.2, 127.1))], 48)
    with Image.open(BytesIO(small)) as image:
        assert (image.format, image.size, image.info) == ("PNG", (48, 32), {})
    assert beside("image/png", small).found == set()


def test_what_is_no_picture_is_refused():
    """With a word that is not the sender's."""
    with pytest.raises(Damaged) as found:
        thumbnail([b"\xff\xd8\xff" + b"\x1b[31m" * 50])
    assert found.value.code == "media_broken"


def test_an_edge_beyond_all_sense_is_a_mistake_of_ours():
    """Nobody's bytes decide it."""
    for edge in (0, 5000):
        with pytest.raises(ValueError, match="pixels"):
            thumbnail([picture(1)], edge)


# ---------------------------------------------------------------- inside the worker


def bomb(side: int) -> bytes:
    """A picture of few bytes and many pixels."""
    out = BytesIO()
    Image.new("1", (side, side)).save(out, "PNG")
    return out.getvalue()


def test_a_picture_of_too_many_pixels_is_not_decoded():
    """It is known by its head."""
    data = bomb(15_000)
    assert len(data) < 100_000
    for act in (lambda: media_child.look({}, data), lambda: media_child.small(data, 100)):
        with pytest.raises(Refused) as found:
            act()
        assert found.value.code == "media_too_large"


def test_a_picture_that_lies_turned_is_told_and_shown_upright():
    """As its camera's notes say."""
    out, exif = BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 20)).save(out, "JPEG", exif=exif)
    found = media_child.look({}, out.getvalue())
    assert (found["width"], found["height"]) == (20, 40)
    with Image.open(BytesIO(media_child.small(out.getvalue(), 10))) as image:
        assert image.size == (5, 10)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP"])
def test_every_form_is_made_small(form):
    """Of each that is decoded here."""
    out = BytesIO()
    Image.new("RGB", (30, 20), "red").save(out, form)
    with Image.open(BytesIO(media_child.small(out.getvalue(), 15))) as image:
        assert image.size == (15, 10)
        red, green, blue = image.convert("RGB").getpixel((7, 5))
        assert red > 240
        assert max(green, blue) < 20


def test_hostile_pictures_end_in_one_of_two_ways():
    """Decoded, or refused: hundreds of pictures, each changed somewhere."""
    chance, ends = random.Random(5), set()
    for number in range(300):
        data = bytearray(picture(number % 7, place=(38.2, 127.1)))
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            media_child.small(bytes(data), 20)
            ends.add("decoded")
        except (Refused, OSError, ValueError, SyntaxError, KeyError, IndexError, TypeError, AttributeError):
            ends.add("refused")
        assert media_child.look({}, bytes(data))["metadata"] is not None
    assert ends == {"decoded", "refused"}
