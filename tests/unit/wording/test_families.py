"""What families are told: every news in every language, a day and perhaps a country in it, and nothing left open."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest

from waystation.guiding.family import BAD, NEWS, News
from waystation.wording.families import (
    COUNTRIES,
    FAMILY_LANGUAGES,
    SENTENCES,
    closing,
    family_language,
    say_news,
)
from waystation.wording.language import speaking

NOW = datetime(2031, 10, 5, tzinfo=UTC)


def news(code: str, country: str | None = "Laos") -> News:
    """Something that happened on a Tuesday."""
    return News(code, date(2031, 10, 7), country, "r", NOW)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", FAMILY_LANGUAGES)
@pytest.mark.parametrize("code", NEWS)
def test_every_news_has_a_sentence_in_every_language(code, language):
    """With the day in it, no placeholder left, and the end of a sentence."""
    said = say_news(news(code), language)
    assert ("Tuesday 7 October" if language == "en" else "10월 7일 화요일") in said
    assert not re.search(r"[{}]", said)
    assert said.endswith(".")


def test_the_languages_have_the_same_sentences():
    """None says more than the other; each has its closing words."""
    assert {language: set(found) for language, found in SENTENCES.items()} == {
        language: {*NEWS, "closing"} for language in FAMILY_LANGUAGES
    }
    assert len({closing(language) for language in FAMILY_LANGUAGES}) == len(FAMILY_LANGUAGES)


def test_only_a_country_is_named_and_only_where_it_was():
    """In Korean by its Korean name; one that is not in the list as the pack has it."""
    assert "in Laos" in say_news(news("country"), "en")
    assert "라오스에 있었고" in say_news(news("country"), "ko")
    assert "Ruritania에 있었고" in say_news(news("country", "Ruritania"), "ko")
    others = [say_news(news(code), "en") for code in NEWS if code != "country"]
    assert not any("Laos" in said for said in others)
    assert all(re.fullmatch("[가-힣]+", name) for name in COUNTRIES.values())


@pytest.mark.parametrize("code", ["hurt", "caught", "lost"])
def test_the_worst_news_says_so_first(code):
    """Nobody has to wait for it to the end of a sentence; good news likewise."""
    assert code in BAD
    assert say_news(news(code), "en").startswith("I have bad news.")
    assert say_news(news(code), "ko").startswith("안 좋은 소식입니다.")
    assert say_news(news("arrived"), "en").startswith("I have good news.")
    assert say_news(news("arrived"), "ko").startswith("좋은 소식입니다.")


def test_the_party_s_language_is_taken_where_it_is_one_of_ours():
    """What is asked for comes first; else it is the language of whoever reads it."""
    assert [family_language(*given) for given in ((None, "ko"), (None, "th"), (None, None), ("en", "ko"))] == [
        "ko", "en", "en", "en",
    ]  # fmt: skip
    with speaking("ko"):
        assert [family_language(*given) for given in ((None, "th"), (None, None), ("en", None))] == ["ko", "ko", "en"]
