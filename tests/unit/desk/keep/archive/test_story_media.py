"""The bytes of keepsakes as they go into a page."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image

from tests.archives import an_archive, picture, voice
from waystation.archive.records import Keepsake
from waystation.archive.story import media as rules
from waystation.archive.story.scenes import Told
from waystation.desk.keep.archive import story_media
from waystation.desk.keep.archive.story_media import media_of_story
from waystation.errors import Usage


@pytest.fixture
def archive(tmp_path):
    """An archive of a few keepsakes."""
    made = an_archive(tmp_path)
    yield made
    made.close()


def shown(archive, *items: Keepsake):
    """What a page would hold of them."""
    told = Told(0, None, "m", items, (), "")  # type: ignore[arg-type]
    return media_of_story(archive.anna, [told])


def test_a_small_bare_picture_goes_in_as_it_is(archive):
    """So that its fingerprint is that of the working copy."""
    item = archive.called("The hut")
    (found,) = shown(archive, item).values()
    assert (found.sort, found.media, found.data, found.size) == ("picture", "image/jpeg", picture(2), (96, 64))


def test_what_stands_beside_a_picture_is_left_behind(archive):
    """It is drawn anew of its pixels."""
    (found,) = shown(archive, archive.called("The bend")).values()
    assert found.data != picture(1, place=(38.2, 127.1))
    image = Image.open(io.BytesIO(found.data))
    assert (image.size, image.format, dict(image.getexif())) == ((96, 64), "JPEG", {})


def test_a_large_picture_is_made_smaller(archive):
    """For a page that a telephone loads."""
    file = io.BytesIO()
    Image.frombytes("RGB", (1500, 900), random.Random(1).randbytes(1500 * 900 * 3)).save(file, "PNG")
    item = archive.adds(file.getvalue(), title="Large")
    (found,) = shown(archive, item).values()
    assert found.size == (1280, 768)
    assert len(found.data) < len(file.getvalue())


def test_a_sound_goes_in_and_a_text_does_not(archive):
    """Texts are told in the reader's language."""
    sound, text = archive.called("The engine"), archive.called("What she was not told")
    found = shown(archive, sound, text)
    assert found[sound.item].data == voice(3)
    assert (found[text.item].sort, found[text.item].data) == ("text", b"")


def test_what_is_too_large_is_named(archive, monkeypatch):
    """One by one, and altogether."""
    sound = archive.called("The engine")
    monkeypatch.setitem(rules.LARGEST, "sound", 1000)
    with pytest.raises(Usage) as wrong:
        shown(archive, sound)
    assert (wrong.value.code, wrong.value.fields["value"]) == ("story_large", sound.item[:8])
    monkeypatch.setitem(rules.LARGEST, "sound", 1 << 20)
    monkeypatch.setattr(story_media, "MOST_ALTOGETHER", 3000)
    with pytest.raises(Usage) as wrong:
        shown(archive, sound)
    assert wrong.value.code == "story_heavy"
