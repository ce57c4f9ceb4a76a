"""Phrases in a line: the longest from a word on that names or means something."""

from __future__ import annotations

from waystation.wording.short_lines.items import Item
from waystation.wording.short_lines.lexicon import LONGEST, Phrase, rest_of, senses, warning_in
from waystation.wording.short_lines.names import Names
from waystation.wording.short_lines.tokens import Token

__all__ = ["meant", "phrase_at"]


def phrase_at(line: str, found: list[Token], at: int, names: Names) -> tuple[Item, int] | None:
    """The longest phrase from here that names or means something."""
    for count in range(min(LONGEST, len(found) - at), 0, -1):
        head = tuple(token.word for token in found[at : at + count - 1])
        last = found[at + count - 1]
        stems = range(len(last.word), 0, -1) if last.hangul else (len(last.word),)
        for cut in stems:
            item = meant(head, last.word[:cut], last.word[cut:], names)
            if item is not None:
                item.start, item.end = found[at].start, last.end
                item.said = line[item.start : item.end]
                warned = (
                    ""
                    if item.names and not item.meanings
                    else warning_in(last.word[cut:])
                    if cut < len(last.word)
                    else ""
                )
                if warned:
                    item.flags = (*item.flags, warned)
                return item, count
    return None


def meant(head: Phrase, stem: str, rest: str, names: Names) -> Item | None:
    """What a phrase means whose last word may carry a particle or an ending.

    Args:
        head: Its words before the last.
        stem: The last word, as far as it is looked up.
        rest: What follows the stem in that word; empty but in Korean.
        names: The pack's names.
    """
    phrase = (*head, stem)
    named, levels, meanings = names.phrases.get(phrase, ()), names.levels.get(phrase, ()), senses().get(phrase, {})
    if not (named or levels or meanings):
        return None
    kinds = ("level", *meanings) if levels else tuple(meanings)
    fits, particle, flag = rest_of(rest, kinds)
    if not fits:
        return None
    item = Item("", 0, 0, named, levels, dict(meanings), particle=particle)
    item.flags = tuple(filter(None, (flag, meanings.get("flag"))))
    return item
