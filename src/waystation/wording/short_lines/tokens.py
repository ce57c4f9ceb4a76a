"""A line as words: characters folded one to one, so that every place in the folded line is that place in the line."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Token", "fold", "is_hangul", "plain_line", "tokens", "words_of"]

_HANGUL = "가-힣ㄱ-ㅎㅏ-ㅣ"
_TOKEN = re.compile(
    rf"[{_HANGUL}]+"
    rf"|(?:(?![{_HANGUL}])[^\W\d_])+(?:['’](?:(?![{_HANGUL}])[^\W\d_])+)*"
    r"|\d+(?:[.,]\d+)*|[^\s]"
)
_SHORTENED = frozenset(("mr", "mrs", "ms", "dr", "st", "sgt", "lt", "capt"))
_LETTERS = {"đ": "d", "ł": "l", "ø": "o", "ı": "i"}


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark of a line.

    Args:
        word: Folded: small letters without accents, without apostrophes.
        start: Where it begins in the line.
        end: Where it ends.
        glued: Whether nothing stands between it and the one before.
    """

    word: str
    start: int
    end: int
    glued: bool

    @property
    def hangul(self) -> bool:
        """Whether it is written in Hangul."""
        return is_hangul(self.word[0])


def is_hangul(char: str) -> bool:
    """Whether a character is a syllable or a letter of Hangul."""
    return "가" <= char <= "힣" or "ㄱ" <= char <= "ㅣ"


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    if is_hangul(char):
        return char
    low = char.lower()
    low = low if len(low) == 1 else char
    base = unicodedata.normalize("NFD", low)[0]
    return _LETTERS.get(low, base if base.isalpha() else low)


def plain_line(line: str) -> str:
    """The line with compatibility forms made plain (full-width letters, ligatures) and odd blanks as blanks."""
    composed = unicodedata.normalize("NFC", line)
    # letters of Hangul that stand alone ("ㅋㅋ") would be taken for parts of syllables
    plain = "".join(c if "\u3131" <= c <= "\u318e" else unicodedata.normalize("NFKC", c) for c in composed)
    return "".join(" " if c.isspace() or not c.isprintable() else c for c in plain)


def fold(line: str) -> str:
    """Small letters without accents, character for character."""
    return "".join(map(_folded, line))


def tokens(folded: str) -> list[Token]:
    """The words, numbers and marks of a folded line; a hyphen inside a word parts it."""
    found: list[Token] = []
    end = -1
    for match in _TOKEN.finditer(folded):
        word = match[0]
        if word == "-" and match.start() == end and folded[match.end() : match.end() + 1].isalnum():
            end = match.end()
            continue
        if word == "." and found and match.start() == end and found[-1].word in _SHORTENED:
            continue
        if word.endswith(("'s", "’s")):
            word = word[:-2]
        bare = word.replace("'", "").replace("’", "")
        if bare:  # an apostrophe that stands alone is no word: the end of "burners' camp"
            found.append(Token(bare, match.start(), match.end(), match.start() == end))
        end = match.end()
    return found


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, folded, without marks."""
    return tuple(token.word for token in tokens(fold(plain_line(name))) if token.word[0].isalnum())
