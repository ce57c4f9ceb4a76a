"""Cards as SMS: the alphabet, the number of parts, and what is never sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import leg, place, small_pack
from waystation.guiding.cards import Card
from waystation.guiding.signs import words_of
from waystation.wording.cards.faces import Manner
from waystation.wording.cards.sms import as_sms, counted
from waystation.wording.cards.tongues import TONGUES

NOON = datetime(2031, 10, 1, 12, tzinfo=UTC)
PACK = small_pack(leg("ford"), place("a", name="Old mill"), place("b", name="Far bank"))
CARD = Card("broker", "broker:hwang", "a", NOON, NOON + timedelta(minutes=30), leg="ford", mode="ford", met=True)
CARD = replace(CARD, goal="b", arrives=NOON + timedelta(hours=1), people=5, shows=True)
SECRET = "00112233445566778899aabbccddeeff"


@pytest.mark.parametrize(
    ("text", "coding", "parts"),
    [
        ("", "GSM-7", 1),
        ("a" * 160, "GSM-7", 1),
        ("a" * 161, "GSM-7", 2),
        ("a" * 306, "GSM-7", 2),
        ("a" * 307, "GSM-7", 3),
        ("€" * 80, "GSM-7", 1),
        ("€" * 81, "GSM-7", 2),
        ("a" + "€" * 152, "GSM-7", 2),
        ("€" * 153, "GSM-7", 3),
        ("ế" * 70, "UCS-2", 1),
        ("ế" * 71, "UCS-2", 2),
        ("ế" * 134, "UCS-2", 2),
        ("ế" * 135, "UCS-2", 3),
        ("가" * 70, "UCS-2", 1),
        ("😀" * 35, "UCS-2", 1),
        ("😀" * 36, "UCS-2", 2),
        ("😀" * 67, "UCS-2", 3),
        ("é" * 160, "GSM-7", 1),
        ("ê" * 71, "UCS-2", 2),
    ],
)
def test_parts_are_counted_as_telephones_count_them(text: str, coding: str, parts: int) -> None:
    """160 and 153 places of seven bits, 70 and 67 of sixteen; a letter of two places is never cut in two."""
    found = counted(text)
    assert (found.text, found.coding, found.parts) == (text, coding, parts)


def test_marks_are_left_out_where_that_saves_a_part() -> None:
    """A place with marks that the seven-bit alphabet lacks is written without them in English."""
    pack = small_pack(leg("ford"), place("a", name="Khuổi Sương – Đồi"), place("b", name="Far bank"))
    sms = as_sms(CARD, Manner(pack, TONGUES["en"]))
    assert sms.coding == "GSM-7"
    assert sms.text.startswith("Khuoi Suong - Doi, Wed 1 Oct 12:00-12:30. People: 5.")


def test_a_language_is_never_written_without_its_marks() -> None:
    """Vietnamese without marks is another text: it is sent as it is, in more parts."""
    sms = as_sms(CARD, Manner(PACK, TONGUES["vi"]))
    assert sms.coding == "UCS-2"
    assert "người" in sms.text


@pytest.mark.parametrize("language", sorted(TONGUES))
def test_an_unreviewed_message_says_so_first(language: str) -> None:
    """In the language itself and in English, before anything else; a draft too."""
    tongue = TONGUES[language]
    text = as_sms(CARD, Manner(PACK, tongue, reviewed=False)).text
    assert text.startswith(tongue.sentences["sms.unreviewed"])
    assert "unreviewed" in text or language == "en"
    assert as_sms(CARD, Manner(PACK, tongue, draft=True)).text.startswith(tongue.sentences["sms.draft"])
    assert tongue.sentences["sms.unreviewed"] not in as_sms(CARD, Manner(PACK, tongue)).text


@pytest.mark.parametrize("language", sorted(TONGUES))
def test_check_in_words_are_never_sent(language: str) -> None:
    """What is sent can be read: a traveller's message has not one of their sentences."""
    tongue, words = TONGUES[language], words_of(SECRET)
    card = replace(CARD, role="traveller", to="traveller", words=words, goal=None, shows=False)
    text = as_sms(card, Manner(PACK, tongue)).text
    for opening, remark in words.all:
        assert tongue.openings[opening] not in text
        assert tongue.remarks[remark] not in text


def test_a_stay_says_what_kind_it_is() -> None:
    """In a house until somebody comes, in a house until they go by themselves, or where others see them."""
    stay = Card("traveller", "traveller", "a", NOON, NOON, leaves=NOON + timedelta(hours=2), housed=True)
    for card, text in (
        (replace(stay, failing=("fetch.traveller",)), "Old mill until 14:00. Stay inside. Nobody comes: stay, call."),
        (stay, "Old mill until 14:00. Stay inside."),
        (replace(stay, housed=False), "Old mill until 14:00. Wait there, draw nobody's eyes."),
        (replace(stay, leaves=None), "Old mill. Stay inside."),
    ):
        assert as_sms(card, Manner(PACK, TONGUES["en"])).text == text


def test_a_host_is_told_what_to_do_only_where_somebody_comes() -> None:
    """Where they leave by themselves nobody fetches them; where they stay, no hour is said."""
    there = Card("host", "place:a", "a", NOON, NOON, leaves=NOON + timedelta(hours=2), people=2)
    fetched = replace(there, failing=("fetch.host",))
    for card, text in (
        (fetched, "Old mill. People: 2. They leave 14:00. Nobody comes: keep them in, call."),
        (there, "Old mill. People: 2. They leave 14:00."),
        (replace(there, leaves=None), "Old mill. People: 2. They stay with you."),
    ):
        assert as_sms(card, Manner(PACK, TONGUES["en"])).text == text
    come = replace(fetched, met=True)
    assert "Nobody comes: keep them in" in as_sms(come, Manner(PACK, TONGUES["en"])).text
    assert "Nobody comes" not in as_sms(replace(come, failing=()), Manner(PACK, TONGUES["en"])).text


def test_the_number_to_call_is_sent_where_it_was_given() -> None:
    """But an official is told no number: nobody wants his call."""
    assert as_sms(CARD, Manner(PACK, TONGUES["en"], call="+66 2 123")).text.endswith("Call +66 2 123.")
    official = replace(CARD, role="official", goal=None)
    assert "+66" not in as_sms(official, Manner(PACK, TONGUES["en"], call="+66 2 123")).text
