"""A card in words, in the form that was asked for: its lines, its message, its text, and what is drawn of it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from waystation.errors import Usage
from waystation.guiding.cards import Card
from waystation.wording.cards import talk
from waystation.wording.cards.faces import Line, Manner, face
from waystation.wording.cards.sms import Sms, as_sms

if TYPE_CHECKING:
    from waystation.charts.card_sheets import CardPicture

__all__ = ["FORMS", "Worded", "called", "picture_of", "worded"]

FORMS = ("print", "sms", "aloud")
"""For what a card is worded."""
CALLED = re.compile(r"\+?[0-9][0-9 -]{1,19}")


@dataclass(frozen=True)
class Worded:
    """A card in words.

    Args:
        card: The card.
        reviewed: Whether a speaker of the language has reviewed what stands on it.
        lines: Its lines.
        sms: The message, where it is worded as one.
    """

    card: Card
    reviewed: bool
    lines: tuple[Line, ...]
    sms: Sms | None

    @property
    def text(self) -> str:
        """All that it says, as one text."""
        if self.sms is not None:
            return self.sms.text
        return "\n".join(talk.text_lines(self.lines))

    @property
    def digest(self) -> str:
        """SHA-256 of that."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def called(text: str) -> str:
    """A number to call, as it is typed.

    Raises:
        Usage: If it is none.
    """
    if CALLED.fullmatch(text) is None:
        raise Usage("card_number", value=text[:40])
    return text


def worded(card: Card, manner: Manner, form: str) -> Worded:
    """A card in words.

    Args:
        card: The card.
        manner: How it is worded.
        form: For what, of `FORMS`.
    """
    return Worded(card, manner.reviewed, face(card, manner), as_sms(card, manner) if form == "sms" else None)


def picture_of(one: Worded, language: str) -> CardPicture:
    """A card as it is drawn.

    Args:
        one: The card in words.
        language: The language, by its two letters.

    Raises:
        Usage: If no font of this machine has all its letters.
    """
    from waystation.charts.card_sheets import CardPicture, Entry, missing_letters

    picture = CardPicture(tuple(Entry(line.kind, line.label, line.text) for line in one.lines), language)
    missing = missing_letters(picture)
    if missing:
        raise Usage("card_no_font", letters=missing[:40])
    return picture
