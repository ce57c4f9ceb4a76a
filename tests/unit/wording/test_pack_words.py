"""Words that packs share, in the language spoken."""

from __future__ import annotations

import pytest

from waystation.wording.language import speaking
from waystation.wording.pack_words import LEVELS, PERSONS, SEEN, level_word, person_word, seen_word


@pytest.mark.parametrize(("word_of", "table"), [(level_word, LEVELS), (seen_word, SEEN), (person_word, PERSONS)])
def test_a_known_word_is_said_in_the_language_spoken(word_of, table):
    """Or in the one that is asked for; in English it stays as the pack has it."""
    for word, korean in table["ko"].items():
        assert word_of(word) == word
        assert word_of(word, "ko") == korean
        with speaking("ko"):
            assert word_of(word) == korean
            assert word_of(word, "en") == word


@pytest.mark.parametrize("word_of", [level_word, seen_word, person_word])
def test_a_word_that_nobody_knows_stays_as_it_is(word_of):
    """A pack's author chooses."""
    with speaking("ko"):
        assert word_of("zanzibar") == "zanzibar"


def test_two_things_seen_together_are_both_said():
    """Each in Korean."""
    assert seen_word("police with dogs") == "police with dogs"
    with speaking("ko"):
        assert seen_word("police with dogs") == "경찰, 개"
        assert seen_word("police with parrots") == "경찰, parrots"
