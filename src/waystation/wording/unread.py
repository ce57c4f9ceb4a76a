"""What is said of the parts of a mission that this device does not read: nothing there may look as if it were not so.

Somebody who reads neither identities nor money would otherwise be told that nobody has agreed to go and that nothing
was paid.
"""

from __future__ import annotations

from collections.abc import Sequence

from waystation.wording.keeping import listed
from waystation.wording.language import mark, say, say_many

__all__ = ["unread_lines"]

MOST_NAMED = 3
HOLDS = {
    "identities": mark("who agreed to go, asked for help, is ill or is to be forgotten, and what families were told"),
    "money": mark("what was paid, and who holds what"),
    "cards": mark("which cards are out, and the check-in words"),
}
"""What each part holds, in words."""


def unread_lines(missions: Sequence[tuple[str, Sequence[str]]]) -> list[tuple[str, str]]:
    """What a page leaves out because it is not read here: of which missions, and what that is; together where alike.

    Args:
        missions: The missions of a page, each with its title and the names of its parts that are not read.
    """
    alike: dict[tuple[str, ...], list[str]] = {}
    for title, parts in missions:
        if parts:
            alike.setdefault(tuple(one for one in HOLDS if one in parts), []).append(title)
    return [(_which(titles), _what(parts)) for parts, titles in alike.items()]


def _which(titles: Sequence[str]) -> str:
    number = len(titles)
    named = listed(list(titles)) if number <= MOST_NAMED else say_many("{n} mission", "{n} missions", number, n=number)
    return say("This device does not read all of {missions}.", missions=named)


def _what(parts: Sequence[str]) -> str:
    held = "; ".join(say(HOLDS[one]) for one in parts)
    return say("It knows nothing of: {what}. What is said of that here may be otherwise.", what=held)
