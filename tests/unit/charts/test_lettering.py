"""Letters: never an empty box where a font lacks one; what is too long is cut with an ellipsis."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation.charts.lettering import Lettering, _has, system_fonts

BARE = Lettering({})


def no_boxes(lettering, text):
    """Whether every letter of a text has a glyph in the font that its run names."""
    return all(_has(run.font, letter) for run in lettering.runs(text) for letter in run.text)


@pytest.mark.parametrize("name", ["평양 안전가옥", "北京站", "ฝั่งไทย", "ຝັ່ງລາວ", "بيت", "Дом"])
def test_without_fonts_a_name_in_another_script_falls_back_to_the_id(name):
    """A machine without Noto fonts draws what it can read."""
    assert BARE.shown(name, "safe-house-3") == "safe-house-3"


@pytest.mark.parametrize(
    ("name", "shown"), [("Đà Nẵng", "Da Nang"), ("Łódź", "Lodz"), ("Café – Köln", "Cafe - Koln"), ("A → B", "A › B")]
)
def test_without_fonts_a_latin_name_loses_its_accents_not_its_letters(name, shown):
    """A romanised name is better than an id."""
    assert BARE.shown(name, "id") == shown


def test_without_a_fallback_only_the_words_that_can_be_drawn_are_kept():
    """Half a sentence is better than boxes."""
    assert BARE.shown("Call 황 at 21:30") == "Call at 21:30"


@given(st.text(max_size=30), st.text(max_size=10))
def test_nothing_is_ever_drawn_as_an_empty_box(text, fallback):
    """Whatever a name holds."""
    shown = BARE.shown(text, fallback)
    assert no_boxes(BARE, shown)
    assert all(letter.isspace() or letter.isprintable() for letter in shown)


@pytest.mark.parametrize("name", ["평양 안전가옥", "北京站", "ฝั่งไทย", "Đà Nẵng"])
def test_with_noto_fonts_names_are_drawn_in_their_own_script(name):
    """A font of the system is found by the script."""
    if not {"NotoSansCJK-Regular.ttc", "NotoSansThai-Regular.ttf", "NotoSans-Regular.ttf"} <= set(system_fonts()):
        pytest.skip("the Noto fonts (fonts-noto-core, fonts-noto-cjk) are not on this machine")
    lettering = Lettering()
    assert lettering.shown(name, "id") == name
    assert no_boxes(lettering, name)
    assert lettering.width(name, 14) > 20


@given(st.text(max_size=60), st.floats(20, 300))
def test_a_fitted_text_is_no_wider_than_asked(text, width):
    """A long name ends in an ellipsis."""
    assert BARE.width(BARE.fitted(text, 13, width), 13) <= width


@given(st.text(alphabet="abc defghij", max_size=200), st.floats(40, 300), st.integers(1, 6))
def test_wrapped_lines_are_no_wider_and_no_more_than_asked(text, width, lines):
    """And lose no word where they suffice."""
    wrapped = BARE.wrapped(text, 13, width, lines)
    assert len(wrapped) <= lines
    assert all(BARE.width(line, 13) <= width for line in wrapped)
    if len(wrapped) < lines:
        assert "".join(wrapped).replace(" ", "") == text.replace(" ", "")


def test_marks_that_turn_the_writing_around_are_taken_out():
    """A name cannot disguise what follows it."""
    assert BARE.shown("ab\u202ecd\u0000\u200bef") == "abcdef"
