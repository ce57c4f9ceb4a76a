"""How words and clauses are joined within a sentence, in the language that is spoken."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from waystation.wording.language import say, spoken

__all__ = ["capital", "mid_sentence", "together"]


def together(words: Sequence[str]) -> str:
    """Things that are all meant: "a and b and c"; empty where there are none."""
    return reduce(lambda first, second: say("{first} and {second}", first=first, second=second), words) if words else ""


def mid_sentence(said: str) -> str:
    """A sentence as it goes on behind other words: it begins small in English; Korean has no capitals, but names."""
    return f"{said[:1].lower()}{said[1:]}" if spoken() == "en" else said


def capital(said: str) -> str:
    """What begins a sentence, with a capital in English."""
    return f"{said[:1].upper()}{said[1:]}" if spoken() == "en" else said
