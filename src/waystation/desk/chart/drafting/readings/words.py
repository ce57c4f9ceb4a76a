"""Names and words: identifiers made from names, choices among known words, yes and no, groups of people."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from waystation.desk.chart.drafting.questions import Misread
from waystation.world.mistakes import nearest

__all__ = ["Named", "alike", "choice", "identifier", "known", "named", "separated", "together_groups", "unsure", "yes"]

T = TypeVar("T")
LONGEST = 40
NOT_IN_IDENTIFIERS = set(",=:/[]()\"'`;!?*\\<>|&#%{}$^~+@.’‘“”")


@dataclass(frozen=True, slots=True)
class Named:
    """A name for people and the identifier made from it."""

    id: str
    name: str

    @property
    def own_name(self) -> str | None:
        """The name, where it says more than the identifier."""
        return None if self.name == self.id else self.name


def identifier(name: str) -> str:
    """A name that commands can carry: "The old rice mill" becomes `old-rice-mill`; empty if no letter is left."""
    letters = (c for c in unicodedata.normalize("NFC", name).lower() if c not in NOT_IN_IDENTIFIERS)
    words = "".join(letters).replace("-", " ").replace("_", " ").split()
    return "-".join(words[1:] if words[0:1] == ["the"] and len(words) > 1 else words)[:LONGEST].strip("-")


def named(text: str) -> Named:
    """A name, with its identifier.

    Raises:
        Misread: If it has no letter or digit.
    """
    found = identifier(text)
    if not any(c.isalnum() for c in found):
        raise Misread("no_letter", value=text)
    return Named(found, text)


def alike(text: str, names: Mapping[str, str]) -> str:
    """The identifier meant by an identifier or a name exactly, whatever its case; empty if there is none.

    Args:
        text: What was typed.
        names: The name for people of each identifier.
    """
    wanted = identifier(text)
    by_name = {identifier(name): key for key, name in names.items()}
    return wanted if wanted in names else by_name.get(wanted, "")


def known(text: str, names: Mapping[str, str]) -> str:
    """The same, for an answer that must be one of them.

    Raises:
        Misread: With the nearest one, if it is none of them.
    """
    found = alike(text, names)
    if not found:
        close = nearest(identifier(text), names)
        raise Misread("not_known", value=text, nearest=names.get(close, ""), known=", ".join(names.values()))
    return found


def choice(text: str, words: Mapping[str, T]) -> T:
    """The value of a word, which may be cut short as long as only one is meant.

    Args:
        text: What was typed.
        words: Words and their values.

    Raises:
        Misread: With the nearest word, or all of them.
    """
    said = " ".join(text.casefold().replace("_", " ").replace("-", " ").replace("’", "'").split())
    if said in words:
        return words[said]
    begun = [value for word, value in words.items() if word.startswith(said)] if said else []
    if begun and all(value == begun[0] for value in begun):
        return begun[0]
    shown: dict[str, T] = {}
    for word, value in words.items():
        if value not in shown.values():
            shown[word] = value
    raise Misread("no_such_word", value=text, nearest=nearest(said, words), known=" / ".join(shown))


def unsure(text: str) -> bool:
    """Whether an answer says that nobody knows, in any of the usual ways."""
    said = identifier(text).removeprefix("i-").removeprefix("we-").removeprefix("im-")
    return said in ("dont-know", "do-not-know", "dunno", "idk", "unknown", "unsure", "not-sure", "no-idea", "skip")


def yes(text: str) -> bool:
    """Yes or no."""
    return choice(text, {"yes": True, "no": False})


def separated(text: str) -> list[str]:
    """The parts of a list: between commas, or between blanks where there is no comma."""
    parts = text.split(",") if "," in text else text.split()
    return [part.strip() for part in parts if part.strip()]


def together_groups(text: str, people: Sequence[str]) -> dict[str, str]:
    """Who must stay together: "all", "nobody", or groups such as "anna, ben; carl, dora".

    Args:
        text: What was typed.
        people: Who travels.

    Returns:
        The word of each person who is in a group.

    Raises:
        Misread: If it names nobody who travels, or somebody twice.
    """
    if text.casefold() in ("all", "all of them", "everybody", "yes"):
        return dict.fromkeys(people, "all")
    if text.casefold() in ("nobody", "none", "no", "no one"):
        return {}
    names = dict(zip(people, people, strict=True))
    found: dict[str, str] = {}
    for number, group in enumerate(text.split(";"), 1):
        for person in _distinct([known(part, names) for part in separated(group)], found):
            found[person] = f"group-{number}"
    return found


def _distinct(people: list[str], taken: Collection[str]) -> list[str]:
    for position, person in enumerate(people):
        if person in taken or person in people[:position]:
            raise Misread("twice", value=person)
    return people
