"""What stands in a line: names, numbers and words with their meanings, one after another, and what is left over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from waystation.wording.short_lines.english import NUMBERS
from waystation.wording.short_lines.korean import COUNTERS, NATIVE, SINO
from waystation.wording.short_lines.lexicon import LONGEST, Phrase, Senses, known_words, rest_of, senses, warning_in
from waystation.wording.short_lines.names import Names, Sense
from waystation.wording.short_lines.spelling import closest, surely
from waystation.wording.short_lines.tokens import Token

__all__ = ["Item", "items"]

_NATIVE = "|".join(sorted(NATIVE, key=len, reverse=True))
_COUNTER = {word: unit for unit, words in COUNTERS.items() for word in words.split("|")}
_COUNTED = re.compile(
    rf"(?P<number>(?:열|스물|서른|마흔|쉰)?(?:{_NATIVE})|[{''.join(SINO)}]{{1,6}}|수십|)"
    rf"(?P<counter>{'|'.join(sorted(_COUNTER, key=len, reverse=True))})(?P<rest>[가-힣]*)"
)
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


@dataclass
class Item:
    """A stretch of a line and what it may mean.

    Args:
        said: Its words.
        start: Where it begins in the line.
        end: Where it ends.
        names: What parts of the pack it may name.
        levels: What levels of the pack's conditions it may name.
        meanings: What else it may mean, by kind.
        number: The number that it is, if it is one.
        unit: What the number counts, as far as it is said.
        particle: The Korean particle or ending after it.
        flags: What it makes of the line: `negation`, `future`, …
        corrected: The known word, if its spelling was forgiven.
        unsure: The known words that may have been meant, if none surely was.
        used: Whether something has been made of it.
    """

    said: str
    start: int
    end: int
    names: tuple[Sense, ...] = ()
    levels: tuple[tuple[str, str], ...] = ()
    meanings: Senses = field(default_factory=dict)
    number: float | None = None
    unit: str = ""
    particle: str = ""
    flags: tuple[str, ...] = ()
    corrected: str = ""
    unsure: tuple[str, ...] = ()
    used: bool = False

    def is_(self, kind: str) -> bool:
        """Whether it may have that kind of meaning."""
        return kind in self.meanings

    @property
    def mark(self) -> bool:
        """Whether it is a mark between words."""
        return "mark" in self.meanings

    @property
    def empty(self) -> bool:
        """Whether it may be passed over, and means nothing else."""
        return set(self.meanings) == {"fill"} and not (self.names or self.levels or self.flags)

    def person(self) -> bool:
        """Whether it may name somebody."""
        return any(sense.named.what == "broker" for sense in self.names) or self.is_("role") or self.is_("person")


def items(line: str, found: list[Token], names: Names) -> list[Item]:
    """The items of a line, from left to right, the longest phrase first.

    Args:
        line: The line.
        found: Its words.
        names: The pack's names.
    """
    result: list[Item] = []
    known = names.words | known_words()
    found, put_right = _respelt(found, names, known)
    at = 0
    while at < len(found):
        number = _number(line, found, at)
        phrase = _phrase(line, found, at, names)
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


def _number(line: str, found: list[Token], at: int) -> tuple[Item, int] | None:
    """A number from here, in figures or words, with the Korean counter behind it."""
    token = found[at]
    if token.word[0].isdigit():
        if not _DIGITS.fullmatch(token.word):
            return None
        return _with_counter(line, found, at, at + 1, float(token.word.replace(",", "")))
    if token.word == "x" and at + 1 < len(found) and found[at + 1].glued and _DIGITS.fullmatch(found[at + 1].word):
        item, taken = _with_counter(line, found, at + 1, at + 2, float(found[at + 1].word.replace(",", "")))
        return item, taken + 1
    return _korean_number(line, found, at) if token.hangul else _english(line, found, at)


def _korean_number(line: str, found: list[Token], at: int) -> tuple[Item, int] | None:
    """A number in Korean words, which needs a counter: "두 명", "열두명", "삼십 명"."""
    token = found[at]
    counted = _COUNTED.fullmatch(token.word)
    if counted and counted["number"]:
        number = _korean(counted["number"])
        fits, particle, _ = rest_of(counted["rest"], ())
        if number is not None and fits:
            unit = _COUNTER[counted["counter"]]
            unit = "people" if unit == "minutes" and counted["number"] in NATIVE else unit
            said = line[token.start : token.end]
            return Item(said, token.start, token.end, number=number, unit=unit, particle=particle), 1
    value = _korean(token.word)
    if value is None or at + 1 >= len(found) or not found[at + 1].hangul:
        return None
    counted = _COUNTED.fullmatch(found[at + 1].word)
    if not counted or counted["number"] or not rest_of(counted["rest"], ())[0]:
        return None
    made = _with_counter(line, found, at, at + 1, value)
    if made[0].unit == "minutes" and token.word in NATIVE:
        made[0].unit = "people"
    return made


def _korean(word: str) -> float | None:
    if word in NATIVE:
        return float(NATIVE[word])
    for tens in ("열", "스물", "서른", "마흔", "쉰"):
        if word.startswith(tens) and word[len(tens) :] in NATIVE:
            return float(NATIVE[tens] + NATIVE[word[len(tens) :]])
    if not word or any(char not in SINO for char in word):
        return None
    total = part = 0
    for char in word:
        value = SINO[char]
        if value < 10:
            part = value
        else:
            total = (total + part) * value if value == 10000 else total + (part or 1) * value
            part = 0
    return float(total + part)


def _with_counter(line: str, found: list[Token], start: int, at: int, value: float) -> tuple[Item, int]:
    """A number with the Korean counter or the ten thousands behind it."""
    unit, particle, end = "", "", found[at - 1].end
    if at < len(found) and found[at].hangul:
        word = found[at].word
        for big, factor in (("만", 10000.0), ("천", 1000.0), ("백", 100.0)):
            if word == big or (word.startswith(big) and _COUNTED.fullmatch(word[1:])):
                value, word = value * factor, word[1:]
                end = found[at].end
                if not word:
                    at += 1
                    word = found[at].word if at < len(found) and found[at].hangul else ""
                break
        counted = _COUNTED.fullmatch(word) if word else None
        if counted and not counted["number"]:
            fits, particle, _ = rest_of(counted["rest"], ())
            if fits:
                unit, end, at = _COUNTER[counted["counter"]], found[at].end, at + 1
            else:
                particle = ""
    first = found[start].start
    return Item(line[first:end], first, end, number=value, unit=unit, particle=particle), at - start


def _english(line: str, found: list[Token], at: int) -> tuple[Item, int] | None:
    """A number in English words: "twelve", "twenty five", "a hundred", "a dozen", "two hundred"."""
    start, value = at, None
    word = found[at].word
    if word == "a" and at + 1 < len(found) and found[at + 1].word in ("dozen", "hundred", "thousand"):
        value, at, word = 1.0, at + 1, found[at + 1].word
    elif word in NUMBERS and word != "zero":
        value, at = float(NUMBERS[word]), at + 1
        if value >= 20 and at < len(found) and 0 < NUMBERS.get(found[at].word, 0) < 10:
            value, at = value + NUMBERS[found[at].word], at + 1
        word = found[at].word if at < len(found) else ""
    if value is None:
        return None
    factor = {"dozen": 12.0, "hundred": 100.0, "thousand": 1000.0}.get(word)
    if factor is not None:
        value, at = value * factor, at + 1
    first, end = found[start].start, found[at - 1].end
    return Item(line[first:end], first, end, number=value), at - start


def _phrase(line: str, found: list[Token], at: int, names: Names) -> tuple[Item, int] | None:
    """The longest phrase from here that names or means something."""
    for count in range(min(LONGEST, len(found) - at), 0, -1):
        head = tuple(token.word for token in found[at : at + count - 1])
        last = found[at + count - 1]
        stems = range(len(last.word), 0, -1) if last.hangul else (len(last.word),)
        for cut in stems:
            item = _meant(head, last.word[:cut], last.word[cut:], names)
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


def _meant(head: Phrase, stem: str, rest: str, names: Names) -> Item | None:
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


def _unknown(line: str, found: list[Token], at: int, names: Names, known: frozenset[str]) -> tuple[Item, int]:
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
    item.unsure = tuple(closest(token.word, known)[:4])
    if token.hangul and len(item.unsure) == 1 and surely(token.word, item.unsure[0]):
        made = _phrase(line, [Token(item.unsure[0], token.start, token.end, token.glued)], 0, names)
        if made is not None and not made[0].flags:
            made[0].corrected = item.unsure[0]
            return made[0], 1
    return item, 1


def _respelt(found: list[Token], names: Names, known: frozenset[str]) -> tuple[list[Token], set[int]]:
    """The words with slips of the pen put right where that is sure, and where those begin."""
    result, put_right = list(found), set[int]()
    for at, token in enumerate(found):
        word = token.word
        if token.hangul or not word[0].isalpha() or word in known or word in NUMBERS:
            continue
        near = closest(word, known)
        beside = [
            other
            for other in near
            if (at and (found[at - 1].word, other) in names.phrases)
            or (at + 1 < len(found) and (other, found[at + 1].word) in names.phrases)
        ]
        right = near if len(near) == 1 and surely(word, near[0]) else beside
        flagged = len(right) == 1 and "flag" in senses().get((right[0],), {})
        if len(right) == 1 and not flagged:
            result[at] = Token(right[0], token.start, token.end, token.glued)
            put_right.add(token.start)
    return result, put_right
