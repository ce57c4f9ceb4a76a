"""The words of both languages turned around: from a phrase to all that it may mean."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from waystation.wording.short_lines.english import ENGLISH
from waystation.wording.short_lines.korean import KOREAN
from waystation.wording.short_lines.korean_grammar import (
    ENDINGS,
    PARTICLES,
    SUFFIXES,
    VERBAL,
    WARNING_ENDINGS,
    WARNING_PARTS,
)
from waystation.wording.short_lines.tokens import fold, is_hangul, tokens

__all__ = ["LONGEST", "Phrase", "Senses", "known_words", "rest_of", "senses", "warning_in"]

Phrase = tuple[str, ...]
Senses = dict[str, str]
"""By the kind of meaning, which one."""
LONGEST = 6
"""Words of the longest phrase that is looked for."""

_PARTICLES = frozenset(PARTICLES)
_SUFFIXES = tuple(SUFFIXES.split("|"))
_ENDINGS = frozenset(ENDINGS.split("|"))
_WARNINGS = {ending: flag for flag, words in WARNING_ENDINGS.items() for ending in words.split("|")}


@cache
def senses() -> dict[Phrase, Senses]:
    """Everything that the phrases of both languages may mean."""
    table: dict[Phrase, Senses] = {}
    for language in (ENGLISH, KOREAN):
        for kind, meanings in language.items():
            for value, phrases in meanings.items():
                for phrase in phrases.split("|"):
                    key = tuple(token.word for token in tokens(fold(phrase)))
                    if key:
                        table.setdefault(key, {}).setdefault(kind, value)
    return table


@cache
def known_words() -> frozenset[str]:
    """Every single word that stands in a phrase."""
    return frozenset(word for phrase in senses() for word in phrase)


def rest_of(rest: str, meanings: Iterable[str]) -> tuple[bool, str, str]:
    """What follows a Korean stem in its word.

    Args:
        rest: The syllables after the stem.
        meanings: The kinds of meaning of the stem; those in `VERBAL` take endings.

    Returns:
        Whether it is a particle or an ending at all; the particle; and the flag that an ending raises.
    """
    if not rest:
        return True, "", ""
    if any(kind in VERBAL for kind in meanings):
        if rest in _WARNINGS:
            return True, "", _WARNINGS[rest]
        if rest in _ENDINGS:
            return True, rest, ""
    if rest in _PARTICLES:
        return True, rest, ""
    for suffix in _SUFFIXES:
        if rest.startswith(suffix) and rest != suffix:
            return rest_of(rest[len(suffix) :], ())
        if rest == suffix:
            return True, "", ""
    return False, "", ""


def warning_in(word: str) -> str:
    """The flag that some part of a Korean word raises wherever it stands, or an empty string."""
    if not is_hangul(word[0]):
        return ""
    for flag, parts in WARNING_PARTS.items():
        if any(part in word for part in parts.split("|")):
            return flag
    return "conditional" if len(word) > 1 and word.endswith(("으면", "다면", "라면", "르면", "하면", "오면")) else ""
