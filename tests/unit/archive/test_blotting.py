"""Words taken out of texts, however they are written."""

from __future__ import annotations

import unicodedata

import pytest

from waystation.archive.blotting import BAR, blotted, marked, named_in, text_of, without_mark
from waystation.errors import Usage


def test_every_bar_is_as_long():
    """The length of a name tells whose it is."""
    assert blotted("Li and Alexandra went.", ["Li", "Alexandra"]) == (f"{BAR} and {BAR} went.", 2)


def test_case_accents_and_blanks_do_not_matter():
    """A name is found in capitals, in letters put together from parts, and over the end of a line."""
    assert blotted("KIM  MIN-A and kim\nmin-a", ["Kim Min-a"])[1] == 2
    apart = unicodedata.normalize("NFD", "김민아가 왔다")
    assert blotted(text_of(apart.encode()), ["김민아"]) == (f"{BAR}가 왔다", 1)


def test_the_longest_goes_first():
    """No rest of a longer name is left behind a shorter one."""
    assert blotted("Minaret and Mina", ["Mina", "Minaret"]) == (f"{BAR} and {BAR}", 2)


def test_a_word_within_a_word_goes_too():
    """Rather too much than a name with an ending."""
    assert blotted("Mina's", ["Mina"]) == (f"{BAR}'s", 1)
    assert not named_in(blotted("Minas Mina", ["mina"])[0], ["Mina"])


def test_signs_are_taken_as_they_are():
    """A word is no pattern."""
    assert blotted("a.b axb", ["a.b"]) == (f"{BAR} axb", 1)


def test_no_words_take_nothing_out():
    """Empty ones neither."""
    assert blotted("as it was", ["", "  "]) == ("as it was", 0)


def test_a_single_letter_is_refused():
    """It would take the text out with it."""
    with pytest.raises(Usage, match="redact_short_word"):
        blotted("a text", ["a"])


def test_a_mark_is_a_last_line_that_nobody_can_guess():
    """It is taken off again where the text is shown, and nothing else is."""
    text = marked("Two lines\n[not a mark]\n", bytes(range(16)))
    assert text == "Two lines\n[not a mark]\n\n[000102030405060708090a0b0c0d0e0f]\n"
    assert without_mark(text) == "Two lines\n[not a mark]\n"
    assert without_mark("as it was\n") == "as it was\n"


def test_what_is_no_text_is_refused():
    """Bytes that are no UTF-8, or far too many."""
    with pytest.raises(Usage, match="redact_no_text"):
        text_of(b"\xff\xfe\x00")
    with pytest.raises(Usage, match="redact_long_text"):
        text_of(b"x" * ((16 << 20) + 1))
    assert text_of("\ufeffwords".encode()) == "words"
