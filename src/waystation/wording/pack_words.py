"""Words that packs share, as they are called in the language spoken: levels, what is seen, who is who in a family.

A pack's author chooses the words; those that people commonly choose are known here, all others are said as they stand.
"""

from __future__ import annotations

from collections.abc import Mapping

from waystation.wording.language import spoken

__all__ = ["LEVELS", "PERSONS", "SEEN", "level_word", "person_word", "seen_word"]

LEVELS: Mapping[str, Mapping[str, str]] = {
    "ko": {
        "alert": "비상", "away": "멀리 있음", "clear": "맑음", "closed": "닫힘", "dry": "맑음", "flood": "홍수",
        "fresh": "새로 옴", "frozen": "얼어붙음", "gone": "없음", "high": "높음", "holiday": "휴일", "hunt": "수색 중",
        "low": "낮음", "near": "가까움", "normal": "보통", "open": "열림", "quiet": "조용함", "rain": "비",
        "settled": "자리 잡음", "snow": "눈", "storm": "폭풍", "there": "아직 있음",
    },
}  # fmt: skip
"""Levels of conditions, by language."""
SEEN: Mapping[str, Mapping[str, str]] = {
    "ko": {
        "army truck": "군용 트럭", "bandits": "도적", "border guards": "국경 경비대", "checkpoint": "검문소",
        "dogs": "개", "drone": "드론", "helicopter": "헬기", "informer": "밀고자", "men": "남자", "patrol": "순찰대",
        "police": "경찰", "police boat": "경찰 배", "police car": "경찰차", "searchlight": "탐조등",
        "slave catchers": "노예 사냥꾼", "soldiers": "군인", "strangers": "낯선 사람",
    },
}  # fmt: skip
"""What is seen, by language."""
PERSONS: Mapping[str, Mapping[str, str]] = {
    "ko": {
        "baby": "아기", "child": "아이", "daughter": "딸", "father": "아버지", "grandfather": "할아버지",
        "grandmother": "할머니", "mother": "어머니", "older-girl": "큰딸", "older girl": "큰딸", "son": "아들",
        "son-in-law": "사위", "son in law": "사위", "younger-girl": "작은딸", "younger girl": "작은딸",
    },
}  # fmt: skip
"""Who somebody is in a family, where travellers are called by that, by language."""


def level_word(level: str, language: str = "") -> str:
    """A level of a condition: "high", in Korean "높음".

    Args:
        level: The level as the pack has it.
        language: The language; the one that is spoken where it is empty.
    """
    return _word(LEVELS, level, language)


def seen_word(what: str, language: str = "") -> str:
    """What was seen: "police with dogs"; in Korean both words, "경찰, 개".

    Args:
        what: What was seen, as the report has it.
        language: The language; the one that is spoken where it is empty.
    """
    if (language or spoken()) == "en":
        return what
    return ", ".join(_word(SEEN, one, language) for one in what.split(" with "))


def person_word(person: str, language: str = "") -> str:
    """A traveller: "grandmother", in Korean "할머니"; whoever is called otherwise keeps that name.

    Args:
        person: The traveller's id.
        language: The language; the one that is spoken where it is empty.
    """
    return _word(PERSONS, person, language)


def _word(table: Mapping[str, Mapping[str, str]], word: str, language: str) -> str:
    return table.get(language or spoken(), {}).get(word, word)
