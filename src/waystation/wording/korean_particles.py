"""Korean particles: which form a word wants after it, so that a sentence may be filled with any name or number.

Source: National Institute of Korean Language, 한글 맞춤법 (1988-1, with 조사 as in 표준국어대사전): a particle has one
form after a syllable that ends in a consonant and another after a vowel; 으로 is 로 after ㄹ too.
"""

from __future__ import annotations

from string import Formatter

__all__ = ["KOREAN", "with_particle"]

PAIRS = {
    "은": ("은", "는"),
    "이": ("이", "가"),
    "을": ("을", "를"),
    "과": ("과", "와"),
    "으로": ("으로", "로"),
    "이나": ("이나", "나"),
    "이라": ("이라", "라"),
    "이며": ("이며", "며"),
    "이에요": ("이에요", "예요"),
    "입니다": ("입니다", "입니다"),
}
"""Each particle by its form after a consonant, with both forms."""
FIRST, LAST, FINALS, RIEUL = 0xAC00, 0xD7A3, 28, 8
DIGITS = {"0": 21, "1": RIEUL, "2": 0, "3": 16, "4": 0, "5": 0, "6": 1, "7": RIEUL, "8": RIEUL, "9": 0, "%": 0}
"""The final consonant of each digit as it is read (영, 일, 이, 삼 … 퍼센트), 0 for none."""
OPENING = "([{<“‘\"'"
CLOSING = ")]}>”’\"'.,!?…"


def with_particle(word: str, particle: str) -> str:
    """A word with a particle behind it, in the form that the word wants.

    Args:
        word: The word, or a number; brackets and quotes at its end do not count.
        particle: One of `PAIRS`.

    Returns:
        Both forms, as 은(는) or (으)로, where nobody can know how the word's end is read.
    """
    after_consonant, after_vowel = PAIRS[particle]
    final = _final(word)
    if final is None:
        return word + _either(after_consonant, after_vowel)
    if final == 0 or (particle == "으로" and final == RIEUL):
        return word + after_vowel
    return word + after_consonant


def _either(after_consonant: str, after_vowel: str) -> str:
    if after_consonant == after_vowel:
        return after_vowel
    if after_consonant.endswith(after_vowel):
        return f"({after_consonant.removesuffix(after_vowel)}){after_vowel}"
    return f"{after_consonant}({after_vowel})"


def _final(word: str) -> int | None:
    """The number of the final consonant of a word's last syllable, 0 for none; None where it cannot be known."""
    end = word.rstrip().rstrip(CLOSING + OPENING)[-1:]
    if end and FIRST <= ord(end) <= LAST:
        return (ord(end) - FIRST) % FINALS
    return DIGITS.get(end)


class _Korean(Formatter):
    """Fills a sentence in; `{word:은}` is the word with its particle."""

    def format_field(self, value: object, format_spec: str) -> str:
        if format_spec in PAIRS:
            return with_particle(str(value), format_spec)
        return str(super().format_field(value, format_spec))


KOREAN = _Korean()
"""Fills a Korean sentence in, with the particles that its words want."""
