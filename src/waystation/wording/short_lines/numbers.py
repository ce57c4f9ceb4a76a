"""Numbers in a line, in figures and in words, with the Korean counters behind them."""

from __future__ import annotations

import re

from waystation.wording.short_lines.english import NUMBERS
from waystation.wording.short_lines.items import Item
from waystation.wording.short_lines.korean_grammar import COUNTERS, NATIVE, SINO
from waystation.wording.short_lines.lexicon import rest_of
from waystation.wording.short_lines.tokens import Token

__all__ = ["COUNTED", "COUNTER", "number_at"]

LONGEST_NUMBER = 15
"""Figures of the longest number that is read as one."""

_NATIVE = "|".join(sorted(NATIVE, key=len, reverse=True))
COUNTER = {word: unit for unit, words in COUNTERS.items() for word in words.split("|")}
COUNTED = re.compile(
    rf"(?P<number>(?:열|스물|서른|마흔|쉰)?(?:{_NATIVE})|[{''.join(SINO)}]{{1,6}}|수십|)"
    rf"(?P<counter>{'|'.join(sorted(COUNTER, key=len, reverse=True))})(?P<rest>[가-힣]*)"
)
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def number_at(line: str, found: list[Token], at: int) -> tuple[Item, int] | None:
    """A number from here, in figures or words, with the Korean counter behind it."""
    token = found[at]
    if token.word[0].isdigit():
        if at and token.glued and found[at - 1].word.isascii() and found[at - 1].word.isalpha():
            return None  # "B7" is no seven
        if len(token.word) > LONGEST_NUMBER or not _DIGITS.fullmatch(token.word):
            return None
        return _with_counter(line, found, at, at + 1, float(token.word.replace(",", "")))
    if token.word == "x" and at + 1 < len(found) and found[at + 1].glued and _DIGITS.fullmatch(found[at + 1].word):
        item, taken = _with_counter(line, found, at + 1, at + 2, float(found[at + 1].word.replace(",", "")))
        return item, taken + 1
    return _korean_number(line, found, at) if token.hangul else _english(line, found, at)


def _korean_number(line: str, found: list[Token], at: int) -> tuple[Item, int] | None:
    """A number in Korean words, which needs a counter: "두 명", "열두명", "삼십 명"."""
    token = found[at]
    counted = COUNTED.fullmatch(token.word)
    if counted and counted["number"]:
        number = _korean(counted["number"])
        fits, particle, _ = rest_of(counted["rest"], ())
        if number is not None and fits:
            unit = COUNTER[counted["counter"]]
            unit = "people" if unit == "minutes" and counted["number"] in NATIVE else unit
            said = line[token.start : token.end]
            return Item(said, token.start, token.end, number=number, unit=unit, particle=particle), 1
    value = _korean(token.word)
    if value is None or at + 1 >= len(found) or not found[at + 1].hangul:
        return None
    counted = COUNTED.fullmatch(found[at + 1].word)
    if not counted or counted["number"] or not rest_of(counted["rest"], ())[0]:
        return None
    made = _with_counter(line, found, at, at + 1, value)
    if made[0].unit == "minutes" and token.word in NATIVE:
        made[0].unit = "people"
    return made


def _korean(word: str) -> float | None:
    if word in NATIVE:
        return float(NATIVE[word])
    for tens in ("열", "스물", "서른", "마흔", "쉰"):
        if word.startswith(tens) and word[len(tens) :] in NATIVE:
            return float(NATIVE[tens] + NATIVE[word[len(tens) :]])
    if not word or any(char not in SINO for char in word):
        return None
    total = part = 0
    for char in word:
        value = SINO[char]
        if value < 10:
            part = value
        else:
            total = (total + part) * value if value == 10000 else total + (part or 1) * value
            part = 0
    return float(total + part)


def _with_counter(line: str, found: list[Token], start: int, at: int, value: float) -> tuple[Item, int]:
    """A number with the Korean counter or the ten thousands behind it."""
    unit, particle, end = "", "", found[at - 1].end
    if at < len(found) and found[at].hangul:
        word = found[at].word
        for big, factor in (("만", 10000.0), ("천", 1000.0), ("백", 100.0)):
            if word == big or (word.startswith(big) and COUNTED.fullmatch(word[1:])):
                value, word = value * factor, word[1:]
                end = found[at].end
                if not word:
                    at += 1
                    word = found[at].word if at < len(found) and found[at].hangul else ""
                break
        counted = COUNTED.fullmatch(word) if word else None
        if counted and not counted["number"]:
            fits, particle, _ = rest_of(counted["rest"], ())
            if fits:
                unit, end, at = COUNTER[counted["counter"]], found[at].end, at + 1
            else:
                particle = ""
    first = found[start].start
    return Item(line[first:end], first, end, number=value, unit=unit, particle=particle), at - start


def _english(line: str, found: list[Token], at: int) -> tuple[Item, int] | None:
    """A number in English words: "twelve", "twenty five", "a hundred", "a dozen", "two hundred"."""
    start, value = at, None
    word = found[at].word
    if word == "a" and at + 1 < len(found) and found[at + 1].word in ("dozen", "hundred", "thousand"):
        value, at, word = 1.0, at + 1, found[at + 1].word
    elif word in NUMBERS and word != "zero":
        value, at = float(NUMBERS[word]), at + 1
        if value >= 20 and at < len(found) and 0 < NUMBERS.get(found[at].word, 0) < 10:
            value, at = value + NUMBERS[found[at].word], at + 1
        word = found[at].word if at < len(found) else ""
    if value is None:
        return None
    factor = {"dozen": 12.0, "hundred": 100.0, "thousand": 1000.0}.get(word)
    if factor is not None:
        value, at = value * factor, at + 1
    first, end = found[start].start, found[at - 1].end
    return Item(line[first:end], first, end, number=value), at - start
