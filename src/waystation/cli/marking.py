"""Marking every line that is printed, so that nobody takes a rehearsal for the real thing."""

from __future__ import annotations

import sys
from typing import Any, TextIO

__all__ = ["Marked", "is_marked", "mark_output", "plain_output", "unmark_output"]

WORD = "REHEARSAL"


class Marked:
    """A text stream that writes a word before every line.

    Args:
        stream: The stream that it writes to.
        word: The word.
    """

    def __init__(self, stream: TextIO, word: str) -> None:
        self.stream = stream
        self.word = word
        self._at_start = True

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def write(self, text: str) -> int:
        """Write a text; each of its lines begins with the word.

        Returns:
            How many characters of the text were written.
        """
        if not isinstance(text, str):
            raise TypeError("a text is written here")
        for line in text.splitlines(keepends=True):
            self.stream.write(f"{self.word} {line}" if self._at_start else line)
            self._at_start = line.endswith(("\n", "\r"))
        return len(text)


def mark_output(word: str = WORD) -> None:
    """Mark every line from now on, errors at the end too, until `unmark_output`; marked twice is marked once.

    Args:
        word: What each line begins with.
    """
    if not is_marked():
        sys.stdout, sys.stderr = Marked(sys.stdout, word), Marked(sys.stderr, word)


def unmark_output() -> None:
    """Print as it was before."""
    sys.stdout = sys.stdout.stream if isinstance(sys.stdout, Marked) else sys.stdout
    sys.stderr = sys.stderr.stream if isinstance(sys.stderr, Marked) else sys.stderr


def is_marked() -> bool:
    """Whether lines are marked."""
    return isinstance(sys.stdout, Marked)


def plain_output() -> TextIO:
    """Standard output without marks, for one JSON document that says itself what it is."""
    return sys.stdout.stream if isinstance(sys.stdout, Marked) else sys.stdout
