"""An item: a stretch of a line and all that it may mean."""

from __future__ import annotations

from dataclasses import dataclass, field

from waystation.wording.short_lines.lexicon import Senses
from waystation.wording.short_lines.names import Sense

__all__ = ["Item"]


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

    @property
    def unknown(self) -> bool:
        """Whether it is a word of which nothing is known."""
        return not (self.used or self.meanings or self.names or self.levels or self.flags) and self.number is None

    def person(self) -> bool:
        """Whether it may name somebody."""
        return any(sense.named.what == "broker" for sense in self.names) or self.is_("role") or self.is_("person")
