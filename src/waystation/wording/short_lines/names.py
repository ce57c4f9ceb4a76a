"""The names of a pack as people say them: ids, titles, parts of titles, other words, roles and kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from waystation.wording.short_lines.lexicon import Phrase
from waystation.wording.short_lines.time_words import TIME_WORDS
from waystation.wording.short_lines.tokens import tokens, words_of
from waystation.world.conditions import Condition
from waystation.world.pack import Pack
from waystation.world.people import Broker
from waystation.world.places import Place

__all__ = ["BLOT", "Named", "Names", "Sense", "names_of"]

BLOT = "ж"
"""Stands for each letter of a name while times are looked for; no word of ours has it."""

_STRENGTH = {"exact": 0, "alias": 0, "part": 1, "loose": 2}
_EMPTY = frozenset(
    ("the", "of", "at", "on", "in", "under", "below", "above", "among", "over", "and", "to", "s", "a", "by", "from",
     "side", "house", "last", "first", "near", "far", "old", "new", "north", "south", "east", "west", "hills", "end",
     "no", "not", "up", "down", "for", "with", "out")
)  # fmt: skip
"""Words of titles that name nothing alone."""
_SIDES = frozenset(
    ("near", "far", "north", "south", "east", "west", "northern", "southern", "eastern", "western", "upper", "lower")
)
"""Words that set one of two apart: "Far bank" is no other bank's name."""
_TITLES = frozenset(("mr", "mrs", "ms", "miss", "dr", "the"))


@dataclass(frozen=True, slots=True)
class Named:
    """One part of the pack.

    Args:
        what: `place`, `leg`, `broker`, `condition`.
        id: Its id.
        title: Its name for people.
    """

    what: str
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase may name: the part, and how the phrase names it."""

    named: Named
    how: str

    @property
    def strength(self) -> int:
        """0 for the whole name, 1 for a part of it, 2 for a part without the word that sets it apart."""
        return _STRENGTH[self.how]


@dataclass(frozen=True)
class Names:
    """What a pack's names may be called.

    Args:
        pack: The pack.
        phrases: By the words said, what they may name.
        levels: By the words said, the conditions and levels they may name, as the pack or its aliases have them.
        words: Every word in them.
        timely: Those whole names of several words that hold a word for a time.
    """

    pack: Pack
    phrases: dict[Phrase, tuple[Sense, ...]] = field(repr=False)
    levels: dict[Phrase, tuple[tuple[str, str], ...]] = field(repr=False)
    words: frozenset[str] = field(repr=False)
    timely: frozenset[Phrase] = field(default=frozenset(), repr=False)

    def shield(self, folded: str) -> str:
        """The line with names that hold words for times blotted out, letter for letter."""
        if not self.timely:
            return folded
        found = tokens(folded)
        for at in range(len(found)):
            for count in range(min(6, len(found) - at), 1, -1):
                if tuple(token.word for token in found[at : at + count]) in self.timely:
                    start, end = found[at].start, found[at + count - 1].end
                    folded = folded[:start] + BLOT * (end - start) + folded[end:]
        return folded

    def legs_of(self, broker: str) -> list[str]:
        """The legs that a broker runs, in file order."""
        return [leg.id for leg in self.pack.legs if leg.broker == broker]

    def legs_at(self, place: str) -> list[str]:
        """The legs that begin or end at a place, in file order."""
        return [leg.id for leg in self.pack.legs if place in (leg.origin, leg.destination)]

    def crossings(self) -> list[str]:
        """The legs from bank to bank: by boat, through a ford, or between two places of kind crossing."""
        return [
            leg.id
            for leg in self.pack.legs
            if leg.mode in ("ford", "boat")
            or all(self.pack.place[end].kind == "crossing" for end in (leg.origin, leg.destination))
        ]

    def title(self, what: str) -> str:
        """The name for people of `place:ID`, `leg:ID`, `broker:ID` or `condition:ID`."""
        kind, _, name = what.partition(":")
        if kind == "leg":
            leg = next((leg for leg in self.pack.legs if leg.id == name), None)
            if leg is None:
                return name
            ends = (self.pack.place[end].title for end in (leg.origin, leg.destination))
            return f"{name} ({' → '.join(ends)})"
        parts: Sequence[Place | Broker | Condition] = self.pack.places
        if kind != "place":
            parts = self.pack.brokers if kind == "broker" else self.pack.conditions
        return next((part.title for part in parts if part.id == name), name)


class _Index:
    def __init__(self) -> None:
        self.phrases: dict[Phrase, dict[Named, str]] = {}
        self.levels: dict[Phrase, list[tuple[str, str]]] = {}

    def add(self, phrase: Phrase, named: Named, how: str) -> None:
        if phrase and not (len(phrase) == 1 and phrase[0] in _EMPTY):
            held = self.phrases.setdefault(phrase, {})
            if named not in held or _STRENGTH[how] < _STRENGTH[held[named]]:
                held[named] = how

    def name(self, named: Named) -> None:
        self.add(words_of(named.id), named, "exact")
        whole = words_of(named.title)
        before_comma = words_of(named.title.partition(",")[0])
        for phrase in (whole, before_comma):
            self.add(phrase, named, "exact")
            if len(phrase) > 1 and phrase[0] in _TITLES:
                self.add(phrase[1:], named, "exact")
        if named.what == "leg":
            return
        for phrase in {whole, words_of(named.id)}:
            for start in range(len(phrase)):
                for end in range(start + 1, min(len(phrase), start + 4) + 1):
                    part = phrase[start:end]
                    if part[0] not in _EMPTY and part[-1] not in _EMPTY:
                        self.add(part, named, "loose" if start and phrase[start - 1] in _SIDES else "part")

    def level(self, words: Phrase, condition: str, level: str) -> None:
        if words:
            held = self.levels.setdefault(words, [])
            if (condition, level) not in held:
                held.append((condition, level))


def names_of(pack: Pack, aliases: Mapping[str, str]) -> Names:
    """Everything by which the parts of a pack may be called.

    Args:
        pack: The pack.
        aliases: Ids of places, legs, brokers, conditions and levels by other words for them, in any script.

    Returns:
        The names.
    """
    index = _Index()
    named = _parts(pack)
    for part in named:
        index.name(part)
    for condition in pack.conditions:
        for level in condition.levels:
            index.level(words_of(level), condition.id, level)
    for said, name in aliases.items():
        for words in {words_of(said), words_of("".join(said.split()))}:
            for part in named:
                if part.id == name:
                    index.add(words, part, "alias")
            for condition in pack.conditions:
                if name in condition.levels:
                    index.level(words, condition.id, name)
    phrases = {phrase: tuple(Sense(part, how) for part, how in held.items()) for phrase, held in index.phrases.items()}
    levels = {phrase: tuple(held) for phrase, held in index.levels.items()}
    every = frozenset(word for phrase in (*phrases, *levels) for word in phrase) - _EMPTY
    timely = frozenset(
        phrase
        for phrase, senses in phrases.items()
        if len(phrase) > 1 and TIME_WORDS & set(phrase) and any(sense.strength == 0 for sense in senses)
    )
    return Names(pack, phrases, levels, every, timely)


def _parts(pack: Pack) -> list[Named]:
    return [
        *(Named("place", place.id, place.title) for place in pack.places),
        *(Named("leg", leg.id, leg.id) for leg in pack.legs),
        *(Named("broker", broker.id, broker.title) for broker in pack.brokers),
        *(Named("condition", condition.id, condition.title) for condition in pack.conditions),
    ]
