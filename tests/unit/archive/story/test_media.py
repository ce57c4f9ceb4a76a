"""How keepsakes are shown, by what their bytes are."""

from __future__ import annotations

import pytest

from waystation.archive.story.media import LARGEST, sort_of


@pytest.mark.parametrize(
    ("media", "sort"),
    [
        ("image/jpeg", "picture"), ("image/png", "picture"), ("image/svg+xml", "other"), ("image/tiff", "other"),
        ("audio/wav", "sound"), ("video/mp4", "video"), ("text/plain", "text"), ("application/pdf", "other"),
        ("", "other"),
    ],
)  # fmt: skip
def test_how_something_is_shown(media, sort):
    """What a browser might run, or cannot show, is told in words."""
    assert sort_of(media) == sort


def test_nothing_of_what_is_told_in_words_goes_into_a_page():
    """Not a byte of a text, or of what nobody knows."""
    assert LARGEST["text"] == LARGEST["other"] == 0
