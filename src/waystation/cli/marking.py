"""Marking every line that is printed, so that nobody takes a rehearsal for the real thing."""

from __future__ import annotations

import sys
from typing import Any, TextIO

import click

__all__ = ["Marked", "is_marked", "mark_output", "plain_output"]

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


def mark_output(context: click.Context, word: str = WORD) -> None:
    """Mark every line from now on, until the command ends; marked twice is marked once.

    Args:
        context: The command's.
        word: What each line begins with.
    """
    if is_marked():
        return
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = Marked(before[0], word), Marked(before[1], word)

    def restore() -> None:
        sys.stdout, sys.stderr = before

    context.find_root().call_on_close(restore)


def is_marked() -> bool:
    """Whether lines are marked."""
    return isinstance(sys.stdout, Marked)


def plain_output() -> TextIO:
    """Standard output without marks, for one JSON document that says itself what it is."""
    return sys.stdout.stream if isinstance(sys.stdout, Marked) else sys.stdout
