"""What stands in a line: names, numbers and words with their meanings, one after another, and what is left over."""

from __future__ import annotations

from waystation.wording.short_lines.items import Item
from waystation.wording.short_lines.lexicon import known_words, rest_of, warning_in
from waystation.wording.short_lines.names import Names
from waystation.wording.short_lines.numbers import number_at
from waystation.wording.short_lines.phrases import phrase_at
from waystation.wording.short_lines.respelling import apart, respelt
from waystation.wording.short_lines.spelling import Speller, speller, surely
from waystation.wording.short_lines.tokens import Token

__all__ = ["items"]


def items(line: str, found: list[Token], names: Names) -> list[Item]:
    """The items of a line, from left to right, the longest phrase first.

    Args:
        line: The line.
        found: Its words.
        names: The pack's names.
    """
    result: list[Item] = []
    known = speller(names.words | known_words())
    found = apart(found, names)
    found, put_right = respelt(found, names, known)
    at = 0
    while at < len(found):
        number = number_at(line, found, at)
        phrase = phrase_at(line, found, at, names)
        if number is not None and (phrase is None or phrase[1] <= number[1]):
            item, taken = number
        elif phrase is not None:
            item, taken = phrase
        else:
            item, taken = _unknown(line, found, at, names, known)
        if item.empty and item.particle and result and found[at].glued:
            result[-1].particle = item.particle
        if not item.corrected:
            item.corrected = " ".join(t.word for t in found[at : at + taken] if t.start in put_right)
        result.append(item)
        at += taken
    return result


def _unknown(line: str, found: list[Token], at: int, names: Names, known: Speller) -> tuple[Item, int]:
    """A word that is not known as it stands: a mark, a slip of the pen, or something else."""
    token = found[at]
    said = line[token.start : token.end]
    item = Item(said, token.start, token.end)
    if not token.word[0].isalnum():
        item.meanings = {"mark": token.word}
        return item, 1
    warned = warning_in(token.word)
    if warned:
        item.flags = (warned,)
        return item, 1
    if token.hangul and token.glued and rest_of(token.word, ())[0]:
        item.meanings, item.particle = {"fill": ""}, token.word  # a particle behind a word in another script
        return item, 1
    item.unsure = tuple(known.closest(token.word)[:4])
    if token.hangul and len(item.unsure) == 1 and surely(token.word, item.unsure[0]):
        made = phrase_at(line, [Token(item.unsure[0], token.start, token.end, token.glued)], 0, names)
        if made is not None and not made[0].flags:
            made[0].corrected = item.unsure[0]
            return made[0], 1
    return item, 1
