"""Spelling forgiven: which known word was meant by one that is not known, and whether that is sure enough.

Sure is only what no other word would be: vowels left out, two letters exchanged, a letter doubled, one letter wrong in
a long word. Whatever else is close is offered in a question.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from waystation.wording.short_lines.tokens import is_hangul

__all__ = ["Speller", "distance", "speller", "surely"]

_VOWELS = frozenset("aeiou")
LONGEST_WORD = 30
"""Letters of the longest word that is looked for."""


def distance(a: str, b: str, most: int = 2) -> int:
    """Letters to leave out, put in, change or exchange with their neighbour (optimal string alignment).

    Args:
        a: A word.
        b: Another.
        most: Beyond this the answer is only "more": `most + 1`.
    """
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        two_before, before = before, row
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, two_before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _skeleton(word: str) -> str:
    return "".join(c for c in word if c not in _VOWELS)


def _singled(word: str) -> str:
    return "".join(c for i, c in enumerate(word) if i == 0 or c != word[i - 1])


def surely(typed: str, known: str) -> bool:
    """Whether a word of four letters or more can hardly be meant otherwise."""
    if is_hangul(known[0]):
        return len(known) >= 3 and typed[0] == known[0] and distance(_letters(typed), _letters(known), 1) == 1
    if len(known) < 4 or typed[0] != known[0]:
        return False
    if not _VOWELS & set(typed) and len(typed) >= 3 and typed == _skeleton(known):
        return True
    if _singled(typed) == _singled(known) and len(known) >= 4:
        return True
    if len(known) >= 5 and len(typed) == len(known) and sorted(typed) == sorted(known):
        return distance(typed, known, 1) == 1
    if len(known) >= 7 and distance(typed, known, 1) == 1:
        return True
    return len(known) >= 10 and distance(typed, known, 2) <= 2


def _letters(word: str) -> str:
    return unicodedata.normalize("NFD", word)


class Speller:
    """Finds the known words that a word may have been meant for.

    Args:
        known: Words, folded.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self.known = frozenset(known)
        self._by_length: dict[tuple[bool, int], list[tuple[str, int]]] = {}
        for word in self.known:
            self._by_length.setdefault((is_hangul(word[0]), len(word)), []).append((word, _mask(word)))
        self._found: dict[str, list[str]] = {}

    def closest(self, typed: str) -> list[str]:
        """The known words that may have been meant, the nearest only.

        Args:
            typed: A word that is not known, folded.

        Returns:
            Those at the least distance, if that is at most 1, or 2 for words of six letters or more; sorted. None for
            very long words.
        """
        if typed not in self._found:
            self._found[typed] = self._closest(typed) if typed and len(typed) <= LONGEST_WORD else []
        return self._found[typed]

    def _closest(self, typed: str) -> list[str]:
        hangul, mask = is_hangul(typed[0]), _mask(typed)
        if len(typed) < (2 if hangul else 3):
            return []
        best, found = 3, set[str]()
        for length in range(max(2 if hangul else 3, len(typed) - 2), len(typed) + 3):
            for word, other in self._by_length.get((hangul, length), ()):
                # a letter that only one of them has costs a step; vowels left out cost none
                if (mask & ~other).bit_count() > 2 or (not hangul and (other & ~mask & ~_VOWEL_MASK).bit_count() > 2):
                    continue
                gap = _gap(typed, word, hangul=hangul)
                if gap < best:
                    best, found = gap, set()
                if gap == best and gap <= 2:
                    found.add(word)
        return sorted(found)


def _gap(typed: str, word: str, *, hangul: bool) -> int:
    """0 if surely meant, else the distance; 3 if too far."""
    if surely(typed, word):
        return 0
    if not hangul and max(len(word), len(typed)) < 4:
        return 3
    most = 1 if hangul or min(len(word), len(typed)) < 6 else 2
    gap = distance(_letters(typed), _letters(word), most) if hangul else distance(typed, word, most)
    return gap if gap <= most else 3


def _mask(word: str) -> int:
    mask = 0
    for char in word:
        mask |= 1 << (ord(char) % 61)
    return mask


_VOWEL_MASK = _mask("aeiou")


@lru_cache(maxsize=16)
def speller(known: frozenset[str]) -> Speller:
    """The speller of a set of words, kept for the next line."""
    return Speller(known)
