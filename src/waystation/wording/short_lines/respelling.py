"""Words put right before they are looked up: written without blanks in Korean, or with a slip of the pen."""

from __future__ import annotations

from waystation.wording.short_lines.english import NUMBERS
from waystation.wording.short_lines.lexicon import rest_of, senses, warning_in
from waystation.wording.short_lines.names import Names
from waystation.wording.short_lines.numbers import COUNTED, COUNTER
from waystation.wording.short_lines.phrases import meant
from waystation.wording.short_lines.spelling import Speller, surely
from waystation.wording.short_lines.tokens import Token

__all__ = ["apart", "respelt"]

LONGEST_RUN = 24
"""Syllables of the longest Korean word that is taken apart or put right."""


def _stem(word: str, known: Speller) -> tuple[str, str]:
    """A misspelt Korean word without its particle, and the particle."""
    for cut in range(len(word) - 1, 1, -1):
        if rest_of(word[cut:], ())[0] and known.closest(word[:cut]):
            return word[:cut], word[cut:]
    return word, ""


def _fits(token: Token, names: Names) -> bool:
    """Whether a Korean word is known, with whatever particle or ending it has."""
    return any(meant((), token.word[:cut], token.word[cut:], names) for cut in range(len(token.word), 0, -1))


def apart(found: list[Token], names: Names) -> list[Token]:
    """The words, those in Korean that were written without blanks set apart: "강이높다", "12명버스터미널"."""
    result: list[Token] = []
    for at, token in enumerate(found):
        if not token.hangul or not 2 <= len(token.word) <= LONGEST_RUN:
            result.append(token)
            continue
        if at and found[at - 1].word[0].isdigit() and token.glued:
            counter = next((c for c in sorted(COUNTER, key=len, reverse=True) if token.word.startswith(c)), "")
            rest = _part(token, len(counter), len(token.word))
            if (
                counter
                and len(rest.word) > 1
                and not rest_of(rest.word, ())[0]
                and (_fits(rest, names) or _pieces(rest, names))
            ):
                result.append(_part(token, 0, len(counter)))
                result += _pieces(rest, names) or [rest]
                continue
        known = _fits(token, names) or COUNTED.fullmatch(token.word) or warning_in(token.word)
        result += [token] if known else _pieces(token, names) or [token]
    return result


def _part(token: Token, start: int, end: int) -> Token:
    return Token(token.word[start:end], token.start + start, token.start + end, token.glued and start == 0)


def _pieces(token: Token, names: Names, most: int = 4) -> list[Token]:
    """The fewest known words that a Korean word is made of; none if it is not made of known words."""
    for cut in range(1, len(token.word)) if most > 1 else ():
        head, tail = _part(token, 0, cut), _part(token, cut, len(token.word))
        if not _tells(head, names):
            continue
        if _tells(tail, names):
            return [head, tail]
        more = _pieces(tail, names, most - 1)
        if more:
            return [head, *more]
    return []


_TELLING = frozenset(("concept", "level", "what", "placekind", "outcome", "late", "role", "mode", "trend"))


def _tells(token: Token, names: Names) -> bool:
    """Whether a piece of a Korean word means enough to stand alone."""
    for cut in range(len(token.word), 0, -1):
        item = meant((), token.word[:cut], token.word[cut:], names)
        if item is not None:
            return bool(item.names or item.levels or item.flags or _TELLING & set(item.meanings))
    return False


def respelt(found: list[Token], names: Names, known: Speller) -> tuple[list[Token], set[int]]:
    """The words with slips of the pen put right where that is sure, and where those begin."""
    result, put_right = list(found), set[int]()
    for at, token in enumerate(found):
        word = token.word
        tail = ""
        if token.hangul:
            if len(word) > LONGEST_RUN or _fits(token, names) or COUNTED.fullmatch(word) or warning_in(word):
                continue
            word, tail = _stem(word, known)
        elif not word[0].isalpha() or word in known.known or word in NUMBERS:
            continue
        near = known.closest(word)
        beside = [
            other
            for other in near
            if (at and (found[at - 1].word, other) in names.phrases)
            or (at + 1 < len(found) and (other, found[at + 1].word) in names.phrases)
        ]
        right = near if len(near) == 1 and surely(word, near[0]) else beside
        flagged = len(right) == 1 and "flag" in senses().get((right[0],), {})
        if len(right) == 1 and not flagged:
            result[at] = Token(right[0] + tail, token.start, token.end, token.glued)
            put_right.add(token.start)
    return result, put_right
