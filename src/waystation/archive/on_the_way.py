"""What a device sees of the journeys of its vault, and of what other archives there say about the same people.

Plain values, filled by whoever can look. Somebody of another mission is meant by the mission's name and their word in
it, with a dot between: `a-son.minu`. What cannot be seen is not here, and what follows from that `embargo` decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

__all__ = ["RUNS", "MissionSeen", "Underway", "full_word"]

RUNS = "runs"
"""The state of a journey that is accepted and not closed."""


@dataclass(frozen=True)
class MissionSeen:
    """A mission as this device sees it.

    Args:
        people: The ids of its travellers.
        journeys: Its journeys, the first accepted first: each its name, and `runs`, `arrived`, `home` or `lost`.
        children: Those of its travellers who are children.
    """

    people: frozenset[str] = frozenset()
    journeys: tuple[tuple[str, str], ...] = ()
    children: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Underway:
    """Every mission that this device sees; what is not here cannot be seen.

    Args:
        missions: By name in the vault.
        kin: Who is whose kin, as any archive of the vault has it; in full words.
        at_home: The ids of statements that somebody, or theirs, could be made to pay for it, by their full word.
        travels: In which missions somebody travels besides, by their full word.
    """

    missions: Mapping[str, MissionSeen] = field(default_factory=dict)
    kin: frozenset[tuple[str, str]] = frozenset()
    at_home: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    travels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def is_traveller(self, mission: str, word: str) -> bool:
        """Whether a word is a traveller's of a mission that is seen."""
        return mission in self.missions and word in self.missions[mission].people

    def homes(self, mission: str, word: str) -> Iterator[tuple[str, str]]:
        """Which missions a word in an archive may be of: each with the word there; also missions that are not seen.

        Args:
            mission: The mission whose archive it is.
            word: The word there.
        """
        if mission not in self.missions or self.is_traveller(mission, word):
            yield mission, word
        if "." in word:
            parts = word.split(".")
            ends = [end for end in range(1, len(parts)) if ".".join(parts[:end]) in self.missions]
            for end in ends or ([] if self.is_traveller(mission, word) else [1]):
                yield ".".join(parts[:end]), ".".join(parts[end:])

    def is_child(self, mission: str, word: str) -> bool:
        """Whether somebody is a child by the pack of any mission that they may be of."""
        homes = self.homes(mission, word)
        return any(home in self.missions and there in self.missions[home].children for home, there in homes)


def full_word(mission: str, word: str, *, traveller: bool) -> str:
    """Somebody's word with their mission before it, for whoever is in another archive.

    Args:
        mission: The mission whose archive it is.
        word: The word there.
        traveller: Whether it is a traveller's of that mission's pack, which may hold a dot of its own.
    """
    return word if "." in word and not traveller else f"{mission}.{word}"
