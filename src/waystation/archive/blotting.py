"""Words taken out of a text: each of them, however it is written, replaced by a bar that is always as long.

Decides what counts as the same word: letters are compared without regard to case, to how accents and Korean syllables
are put together, and to what kind of blank stands between two words. Which words must go is others' business; what a
text tells without naming anybody, nobody can blot out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from waystation.errors import Usage

__all__ = ["BAR", "MOST_BYTES", "blotted", "marked", "named_in", "text_of", "without_mark"]

BAR = "█████"
"""As long for every word, so that its length tells nothing."""
MOST_BYTES = 16 << 20
SHORTEST = 2
"""Letters that a word must have: one letter alone would blot out the whole text."""


_MARK = re.compile(r"\n\n\[[0-9a-f]{32}\]\n\Z")


def text_of(data: bytes) -> str:
    """The text that bytes are, its letters composed.

    Raises:
        Usage: `redact_no_text` if it is not UTF-8; `redact_long_text` if it is too long.
    """
    if len(data) > MOST_BYTES:
        raise Usage("redact_long_text", number=MOST_BYTES >> 20)
    try:
        return unicodedata.normalize("NFC", data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Usage("redact_no_text") from None


def blotted(text: str, words: Iterable[str]) -> tuple[str, int]:
    """A text without some words, and how often one stood in it.

    Raises:
        Usage: `redact_short_word` for a word of a single letter.
    """
    pattern = _pattern(words)
    return (text, 0) if pattern is None else pattern.subn(BAR, text)


def marked(text: str, mark: bytes) -> str:
    """A text with a last line that nobody can guess, so that its digest tells nothing of the original's.

    Args:
        text: The text.
        mark: 16 unpredictable bytes.
    """
    return f"{text.rstrip()}\n\n[{mark.hex()}]\n"


def without_mark(text: str) -> str:
    """A text without the last line that `marked` gave it, to be shown."""
    return _MARK.sub("\n", text)


def named_in(text: str, words: Iterable[str]) -> bool:
    """Whether one of some words stands in a text."""
    pattern = _pattern(words)
    return pattern is not None and pattern.search(text) is not None


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """Any of the words, the longest first, so that no part of a longer one is left."""
    plain = {unicodedata.normalize("NFC", word).strip() for word in words}
    for word in plain:
        if 0 < len(word) < SHORTEST:
            raise Usage("redact_short_word", value=word)
    found = sorted((word for word in plain if word), key=lambda word: (-len(word), word))
    if not found:
        return None
    return re.compile("|".join(r"\s+".join(map(re.escape, word.split())) for word in found), re.IGNORECASE)
