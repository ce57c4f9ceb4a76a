"""How clauses are joined: capitals belong to English, and names keep theirs in Korean."""

from __future__ import annotations

from waystation.wording.joining import capital, mid_sentence, together
from waystation.wording.language import speaking


def test_a_sentence_goes_on_in_small_letters_in_english():
    """In Korean a Latin letter is a name's."""
    assert mid_sentence("Wait at Mill") == "wait at Mill"
    assert capital("police near Mill") == "Police near Mill"
    with speaking("ko"):
        assert mid_sentence("House Seven에서 기다립니다") == "House Seven에서 기다립니다"
        assert capital("heron 마감") == "heron 마감"


def test_nothing_is_joined_to_nothing():
    """Nor made large or small."""
    assert (mid_sentence(""), capital(""), together([])) == ("", "", "")


def test_names_that_all_are_meant():
    """With a word between them, or as Koreans list them."""
    assert together(["a"]) == "a"
    assert together(["a", "b", "c"]) == "a and b and c"
    with speaking("ko"):
        assert together(["a", "b", "c"]) == "a, b, c"
