"""The languages of cards: the same keys and placeholders in all, lists of one length, words that cannot be confused."""

from __future__ import annotations

import string
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations, pairwise

import pytest

from waystation.guiding.dealing import FAILINGS
from waystation.guiding.signs import COLOURS, MEANINGS, OPENINGS, REMARKS, THINGS, fold_phrase
from waystation.wording.cards.tongue import Tongue
from waystation.wording.cards.tongues import TONGUES
from waystation.world.places import Leg

ENGLISH = TONGUES["en"]
EVERY = list(TONGUES.values())
SCRIPTS = {"en": "LATIN", "ko": "HANGUL", "zh": "CJK", "vi": "LATIN", "lo": "LAO", "th": "THAI"}
NAMES = [one.english for one in EVERY]


def placeholders(text: str) -> set[str]:
    """The names in braces, and nothing else in braces."""
    found = set()
    for _, name, form, conversion in string.Formatter().parse(text):
        if name is not None:
            assert name.isidentifier()
            assert not form
            assert not conversion
            found.add(name)
    return found


def test_cards_are_in_six_languages() -> None:
    """English and Korean are the desk's own; the others wait for a reader."""
    assert [one.code for one in EVERY if one.reviewed] == ["en", "ko"]
    assert sorted(TONGUES) == ["en", "ko", "lo", "th", "vi", "zh"]


@pytest.mark.parametrize("tongue", EVERY, ids=NAMES)
def test_every_sentence_is_there_with_its_placeholders(tongue: Tongue) -> None:
    """No key is missing or left over, and each sentence has exactly the placeholders of the English one."""
    assert tongue.sentences.keys() == ENGLISH.sentences.keys()
    for key, text in tongue.sentences.items():
        assert placeholders(text) == placeholders(ENGLISH.sentences[key]), key
        assert text.strip() == text != "", key


@pytest.mark.parametrize("tongue", EVERY, ids=NAMES)
def test_every_sentence_is_in_its_own_script(tongue: Tongue) -> None:
    """Nothing was left in another script by mistake, beside the word for a message that was not reviewed."""
    lists = [*tongue.colours, *tongue.things, *tongue.openings, *tongue.remarks, *tongue.said_weekdays, *tongue.digits]
    for text in [*tongue.sentences.values(), *lists]:
        own = text.replace("(unreviewed)", "")
        for name in placeholders(own):
            own = own.replace(f"{{{name}}}", "")
        for letter in own:
            if letter.isalpha():
                assert unicodedata.name(letter).split()[0].removesuffix("-UNIFIED") == SCRIPTS[tongue.code], (
                    text,
                    letter,
                )


@pytest.mark.parametrize("tongue", EVERY, ids=NAMES)
def test_all_that_cards_say_can_be_said(tongue: Tongue) -> None:
    """Each thing that can go wrong, each meaning and each mode has its sentence."""
    modes = Leg.model_fields["mode"].annotation.__args__  # type: ignore[union-attr]
    assert set(tongue.sentences) >= {*FAILINGS, *MEANINGS, *modes}


@pytest.mark.parametrize("tongue", EVERY, ids=NAMES)
def test_the_lists_are_as_long_as_signs_need(tongue: Tongue) -> None:
    """As many as are drawn from, all different."""
    for found, wanted in (
        (tongue.colours, COLOURS),
        (tongue.things, THINGS),
        (tongue.openings, OPENINGS),
        (tongue.remarks, REMARKS),
        (tongue.weekdays, 7),
        (tongue.said_weekdays, 7),
        (tongue.months, 12),
        (tongue.said_months, 12),
        (tongue.digits, 10),
    ):
        assert len(found) == len(set(found)) == wanted


@pytest.mark.parametrize("tongue", EVERY, ids=NAMES)
def test_no_thing_is_the_beginning_of_another(tongue: Tongue) -> None:
    """On a bad line one thing is never heard as the first half of another; nor one colour."""
    for words in (tongue.things, tongue.colours):
        for one, other in combinations(sorted(words), 2):
            assert not other.startswith(one)


def test_check_in_words_of_all_languages_are_different() -> None:
    """However they are written, and with or without marks, no two phrases are the same, and none begins another."""
    pairs = [(opening, remark) for opening in range(OPENINGS) for remark in range(REMARKS)]
    folded = sorted((fold_phrase(tongue.phrase(pair)), tongue.code, pair) for tongue in EVERY for pair in pairs)
    assert len({text for text, _, _ in folded}) == len(EVERY) * OPENINGS * REMARKS
    for (one, *_), (other, *_) in pairwise(folded):
        assert not other.startswith(one)


@pytest.mark.parametrize("tongue", EVERY, ids=NAMES)
def test_check_in_words_speak_of_nothing_that_matters(tongue: Tongue) -> None:
    """No check-in word has a digit, a placeholder, or more letters than one short message."""
    for opening in range(OPENINGS):
        for remark in range(REMARKS):
            phrase = tongue.phrase((opening, remark))
            assert not any(letter.isdigit() or letter in "{}" for letter in phrase)
            assert len(phrase) <= 70


NUMBERS = {
    "en": {
        0: "zero",
        8: "eight",
        12: "twelve",
        20: "twenty",
        45: "forty five",
        99: "ninety nine",
        481: "four eight one",
    },
    "ko": {0: "영", 8: "팔", 12: "십이", 20: "이십", 45: "사십오", 99: "구십구", 481: "사 팔 일"},
    "zh": {0: "零", 8: "八", 12: "十二", 20: "二十", 45: "四十五", 99: "九十九", 481: "四 八 一"},
    "vi": {0: "không", 8: "tám", 11: "mười một", 15: "mười lăm", 21: "hai mươi mốt", 45: "bốn mươi lăm"},
    "lo": {0: "ສູນ", 8: "ແປດ", 11: "ສິບເອັດ", 20: "ຊາວ", 21: "ຊາວເອັດ", 45: "ສີ່ສິບຫ້າ"},
    "th": {0: "ศูนย์", 8: "แปด", 11: "สิบเอ็ด", 20: "ยี่สิบ", 21: "ยี่สิบเอ็ด", 45: "สี่สิบห้า"},
}


@pytest.mark.parametrize("tongue", EVERY, ids=NAMES)
def test_numbers_are_said_as_people_say_them(tongue: Tongue) -> None:
    """With the irregular ones of each language; from a hundred on digit by digit."""
    assert {number: tongue.number(number) for number in NUMBERS[tongue.code]} == NUMBERS[tongue.code]
    assert len({tongue.number(number) for number in range(100)}) == 100


MOMENT = datetime(2031, 10, 17, 19, 5, tzinfo=UTC)
TIMES = {
    "en": ("Fri 17 Oct", "Friday, October seventeen", "nineteen hours five", "nineteen hours"),
    "ko": ("10월 17일(금)", "시월 십칠일 금요일", "십구 시 오 분", "십구 시"),
    "zh": ("10月17日 周五", "十月十七日，星期五", "十九点五分", "十九点"),
    "vi": ("Thứ Sáu 17/10", "thứ sáu, ngày mười bảy tháng mười", "mười chín giờ năm phút", "mười chín giờ"),
    "lo": ("ວັນສຸກ 17/10", "ວັນສຸກ ວັນທີ ສິບເຈັດ ເດືອນ ຕຸລາ", "ສິບເກົ້າ ໂມງ ຫ້າ ນາທີ", "ສິບເກົ້າ ໂມງ"),
    "th": ("ศ. 17 ต.ค.", "วันศุกร์ที่ สิบเจ็ด ตุลาคม", "สิบเก้านาฬิกา ห้านาที", "สิบเก้านาฬิกา"),
}


@pytest.mark.parametrize("tongue", EVERY, ids=NAMES)
def test_days_and_times_are_written_and_said_as_its_speakers_do(tongue: Tongue) -> None:
    """By twenty-four hours, with the weekday; the same moment written and said."""
    on_the_hour = MOMENT.replace(minute=0)
    found = (
        tongue.day(MOMENT, said=False),
        tongue.day(MOMENT, said=True),
        tongue.clock(MOMENT, said=True),
        tongue.clock(on_the_hour, said=True),
    )
    assert found == TIMES[tongue.code]
    assert tongue.clock(MOMENT, said=False) == "19:05"


def test_small_hours_are_never_taken_for_the_afternoon() -> None:
    """In English, where people say one o'clock for both, the hours below ten begin with a zero."""
    early = [MOMENT.replace(hour=1, minute=30), MOMENT.replace(hour=0, minute=0)]
    assert [ENGLISH.clock(when, said=True) for when in early] == ["zero one hours thirty", "zero zero hours"]


def test_a_changed_sentence_is_another_digest() -> None:
    """Whatever a reader reads is in the digest: a sentence, a thing, a check-in word, a day, a number."""
    lao = TONGUES["lo"]
    changes = [
        replace(lao, sentences={**lao.sentences, "pass": "ບໍ່"}),
        replace(lao, things=(*lao.things[:-1], "ໂຕະ")),
        replace(lao, colours=(*lao.colours[:-1], "ສີ")),
        replace(lao, openings=(*lao.openings[:-1], "ໂຕະ")),
        replace(lao, remarks=(*lao.remarks[:-1], "ໂຕະ")),
        replace(lao, weekdays=(*lao.weekdays[:-1], "ໂຕະ")),
        replace(lao, said_months=(*lao.said_months[:-1], "ໂຕະ")),
        replace(lao, tens={}),
        replace(lao, padded=True),
    ]
    digests = [one.digest for one in (lao, *changes)]
    assert len(set(digests)) == len(digests)
    assert replace(lao).digest == lao.digest
