"""One line while it is read: its items, and the draft and the questions that grow out of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from waystation.wording.short_lines.items import Item
from waystation.wording.short_lines.messages import Message
from waystation.wording.short_lines.readings import Choice, Frame, Language, Match, Question
from waystation.wording.short_lines.said import asks

__all__ = ["Scene"]

_MOST_CHOICES = 40


@dataclass
class Scene:
    """What is known of a line so far.

    Args:
        line: The line without what a messenger put in front.
        message: The message it came in.
        items: What stands in it.
        frame: What it is read against.
        base: The instant that relative times count from.
        language: The language in which it is answered.
        draft: The fields found so far.
        questions: What must be asked.
        matches: The names found.
        suggestion: The grade that the line itself suggests.
        dated: Whether the line tells a time.
    """

    line: str
    message: Message
    items: list[Item]
    frame: Frame
    base: datetime
    language: Language
    draft: dict[str, object] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)
    suggestion: str = ""
    dated: bool = False

    def ask(
        self, code: str, choices: Iterable[Choice] = (), *, free: bool = True, suggestion: str = "", **words: object
    ) -> None:
        """Adds a question, once for each code."""
        if all(question.code != code for question in self.questions):
            offered = tuple(choices)[:_MOST_CHOICES]
            self.questions.append(Question(code, asks(code, self.language, **words), offered, free, suggestion))

    def candidates(self, item: Item, kinds: Sequence[str]) -> list[str]:
        """What an item may name among some kinds of parts: the strongest senses only, as `place:ID` and so on."""
        pack = self.frame.names.pack
        senses = [sense for sense in item.names if sense.named.what in kinds]
        found: list[str] = []
        if senses:
            best = min(sense.strength for sense in senses)
            found = [f"{s.named.what}:{s.named.id}" for s in senses if s.strength == best]
            if best == 0:
                return found
            if all(sense.how == "loose" for sense in senses) or self._beside_unknown(item):
                return self._kin(found)
            if not item.is_("mode"):
                return found
        if "place" in kinds and item.is_("placekind"):
            found += [f"place:{p.id}" for p in pack.places if p.kind == item.meanings["placekind"]]
        if "leg" in kinds and item.is_("mode"):
            mode = item.meanings["mode"]
            legs = self.frame.names.crossings() if mode == "crossing" else [g.id for g in pack.legs if g.mode == mode]
            found += [f"leg:{leg}" for leg in legs if f"leg:{leg}" not in found]
        if "broker" in kinds and item.is_("role"):
            found += [f"broker:{b.id}" for b in pack.brokers if b.role == item.meanings["role"]]
        if "condition" in kinds and item.is_("concept"):
            found += [f"condition:{c}" for c in self.conditions_of(item.meanings["concept"])]
        return self._kin(found) if found and self._beside_unknown(item) else found

    def _beside_unknown(self, item: Item) -> bool:
        """Whether a word that is not known stands right beside: then part of a name is not enough."""
        at = next(i for i, other in enumerate(self.items) if other is item)
        return any(other.unknown for other in (*self.items[max(at - 1, 0) : at], *self.items[at + 1 : at + 2]))

    def _kin(self, found: list[str]) -> list[str]:
        """The same, and what else of that kind may have been meant."""
        pack = self.frame.names.pack
        kinds = {place.kind for place in pack.places if f"place:{place.id}" in found}
        kin = [f"place:{place.id}" for place in pack.places if place.kind in kinds]
        kin += [f"leg:{leg.id}" for leg in pack.legs if any(what.startswith("leg:") for what in found)]
        kin += [f"broker:{broker.id}" for broker in pack.brokers if any(what.startswith("broker:") for what in found)]
        return list(dict.fromkeys([*found, *kin]))

    def conditions_of(self, concept: str) -> list[str]:
        """The conditions that are of a sort: named so, or with the word in their id or name."""
        conditions = self.frame.names.pack.conditions
        exact = [c.id for c in conditions if c.id.lower() == concept]
        return exact or [
            c.id for c in conditions if concept in f"{c.id} {c.name or ''}".lower().replace("-", " ").split()
        ]

    def note(self, item: Item, what: str) -> None:
        """Takes an item for a part of the pack, and keeps how it was matched."""
        item.used = True
        kind, _, name = what.partition(":")
        how = next((s.how for s in item.names if (s.named.what, s.named.id) == (kind, name)), "kind")
        how = "spelling" if item.corrected else how
        match = Match(item.said.strip(), self.frame.names.title(what), what, how)
        if match not in self.matches:
            self.matches.append(match)

    def unused(self) -> list[Item]:
        """The items that nothing has been made of, marks aside."""
        return [item for item in self.items if not item.used and not item.mark]

    def first(self, kind: str) -> Item | None:
        """The first item with a kind of meaning that nothing has been made of."""
        return next((item for item in self.items if not item.used and item.is_(kind)), None)

    def before(self, item: Item) -> Item | None:
        """The item before, passing over what may be passed over."""
        return self._beside(item, -1)

    def after(self, item: Item) -> Item | None:
        """The item after, passing over what may be passed over."""
        return self._beside(item, 1)

    def _beside(self, item: Item, step: int) -> Item | None:
        at = next(i for i, other in enumerate(self.items) if other is item) + step
        while 0 <= at < len(self.items) and self.items[at].empty:
            at += step
        return self.items[at] if 0 <= at < len(self.items) else None

    def segments(self) -> list[list[Item]]:
        """The items between marks."""
        parts: list[list[Item]] = [[]]
        for item in self.items:
            if item.mark and item.meanings["mark"] in ",;-–—():.|/·":
                parts.append([])
            elif not item.mark:
                parts[-1].append(item)
        return [part for part in parts if part]
