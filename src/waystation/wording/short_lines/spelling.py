"""Spelling forgiven: which known word was meant by one that is not known, and whether that is sure enough.

Sure is only what no other word would be: vowels left out, two letters exchanged, a letter doubled, one letter wrong in
a long word. Whatever else is close is offered in a question.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from waystation.wording.short_lines.tokens import is_hangul

__all__ = ["closest", "distance", "surely"]

_VOWELS = frozenset("aeiou")


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


def closest(typed: str, known: Iterable[str]) -> list[str]:
    """The known words that may have been meant, the nearest only.

    Args:
        typed: A word that is not known.
        known: Words, folded as it is.

    Returns:
        Those at the least distance, if that is at most 1, or 2 for words of six letters or more; sorted.
    """
    if len(typed) < 3 and not (typed and is_hangul(typed[0]) and len(typed) == 2):
        return []
    wanted, hangul = _letters(typed) if is_hangul(typed[0]) else typed, is_hangul(typed[0])
    best, found = 3, list[str]()
    for word in known:
        if abs(len(word) - len(typed)) > 2 or is_hangul(word[0]) != hangul or len(word) < (2 if hangul else 3):
            continue
        if surely(typed, word):
            gap = 0
        else:
            most = 1 if hangul or min(len(word), len(typed)) < 6 else 2
            gap = distance(wanted, _letters(word) if hangul else word, most)
            if gap > most or (not hangul and max(len(word), len(typed)) < 4):
                continue
        if gap < best:
            best, found = gap, []
        if gap == best:
            found.append(word)
    return sorted(set(found))
