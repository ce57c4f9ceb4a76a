"""What would make a verdict another, in words: one sentence where little would have to be heard, else a short list.

Of a long list what tells most stands first, and what is alike stands in one line; the JSON names every one by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from waystation.deciding.verdict import Change, Flip, Verdict
from waystation.wording.beliefs import say_what
from waystation.wording.figures import of_hundred
from waystation.wording.gates import SHORT
from waystation.world.pack import Pack

__all__ = ["flip_line", "flip_lists"]

MOST_CHANGES = 3
"""So many of the changes of a flip are named one by one in a sentence; of more there is a list."""
MOST_NAMED = 3
"""So many of those that are alike are named in one line."""

_RISKS = {
    "caught": "being caught",
    "harm": "being badly hurt",
    "back": "being turned back",
    "late": "being late",
    "found": "being found",
    "betrayed": "being sold",
}
_PARTS_OF_PACK = ("broker", "leg", "place")
_PARTS = {1: "half", 2: "quarter", 3: "eighth"}
_CLEARED = {
    "charter.signed": "{who} signed the charter",
    "charter.review": "the charter were agreed on anew",
    "consent": "{who} agreed to go",
    "best_interests": "somebody who knows {who} noted that going is best for her or him",
    "debt": "{who} owed no broker anything",
    "documents": "{who}'s documents were given back",
    "price_raised": "{who} kept to the price agreed, or was left out of the plan",
    "indicators": "what was seen of {who} had ended",
}


def flip_lists(pack: Pack, verdict: Verdict) -> list[tuple[str, list[str]]]:
    """What would make the verdict another: for each way a sentence, and the items of its list where it has one.

    Args:
        pack: The mission and its world.
        verdict: The verdict.
    """
    found: list[tuple[str, list[str]]] = []
    for flip in verdict.flips:
        changes = _told(flip)
        if len(changes) <= MOST_CHANGES:
            found.append((flip_line(pack, flip), []))
            continue
        sentence = f"Only if all {len(changes)} of these were heard: {_then(flip)}. What tells most stands first."
        found.append((sentence, [_capital(_alike(pack, some)) for some in _grouped(changes)]))
    return found


def flip_line(pack: Pack, flip: Flip) -> str:
    """What would make the verdict another, in one sentence; of a long list only its beginning.

    Args:
        pack: The mission and its world.
        flip: The change.
    """
    said = [_change(pack, change) for change in _told(flip)]
    if len(said) <= MOST_CHANGES:
        return f"If {' and '.join(said)}: {_then(flip)}."
    first = "; ".join(said[: MOST_CHANGES - 1])
    return f"Only if {first}; and {len(said) - MOST_CHANGES + 1} more such things were heard: {_then(flip)}."


def _told(flip: Flip) -> tuple[Change, ...]:
    """The changes that are told: where there is no charter, none need be agreed on anew beside it."""
    if not any(change.what == "charter.signed" for change in flip.changes):
        return flip.changes
    return tuple(change for change in flip.changes if change.what != "charter.review")


def _then(flip: Flip) -> str:
    low, p10 = of_hundred(flip.low), of_hundred(flip.p10)
    return f"{SHORT[flip.verdict]} (at worst {low} of 100, nine-tenths sure of {p10})"


def _grouped(changes: Sequence[Change]) -> list[list[Change]]:
    """Changes that are alike together, in the order of the first of each."""
    groups: dict[object, list[Change]] = {}
    for change in changes:
        kind, _, name = change.what.partition(":")
        alike = (kind, name.partition("/")[2], change.change, change.times)
        groups.setdefault(alike if kind in _PARTS_OF_PACK else change.what, []).append(change)
    return list(groups.values())


def _alike(pack: Pack, changes: Sequence[Change]) -> str:
    """Changes that are alike, in one line."""
    first = changes[0]
    kind, _, name = first.what.partition(":")
    if kind not in _PARTS_OF_PACK:
        return _change(pack, first)
    where = [say_what(pack, change.what).partition(": ")[2] for change in changes]
    if kind == "broker":
        where = [_broker(pack, change.what) for change in changes]
        if first.change in ("kept", "broken"):
            return f"{_named(where, ', ')} {_faith(first)}{' each' if len(where) > 1 else ''}"
    risk = _RISKS[name.partition("/")[2]]
    if first.change in ("lower", "upper"):
        return f"the risk of {risk} proved to lie in {_part(first)}: {_named(where, '; ')}"
    did = "happened" if first.change == "happened" else "did not happen"
    return f"{risk} {did} {_more(first)}: {_named(where, '; ')}"


def _change(pack: Pack, change: Change) -> str:
    kind, _, name = change.what.partition(":")
    if kind == "charter.signed" and not name:
        return "a charter were agreed and signed"
    if kind in _CLEARED:
        return _CLEARED[kind].format(who=pack.broker[name].title if name in pack.broker else name)
    if kind == "condition":
        title = pack.condition[name].title
        return f"{title[:1].lower()}{title[1:]} were seen to be {change.change}"
    if change.change in ("kept", "broken"):
        return f"{_broker(pack, change.what)} {_faith(change)}"
    about = say_what(pack, change.what)
    if change.change in ("lower", "upper"):
        return f"{about} proved to lie in {_part(change)}"
    did = "it happened" if change.change == "happened" else "it did not happen"
    return f"{about}: {change.times} more time{'s' if change.times > 1 else ''} {did}"


def _broker(pack: Pack, what: str) -> str:
    return pack.broker[what.removeprefix("broker:").partition("/")[0]].title


def _faith(change: Change) -> str:
    return f"{'kept' if change.change == 'kept' else 'broke'} faith {_more(change)}"


def _more(change: Change) -> str:
    return f"{change.times} more times" if change.times > 1 else "once more"


def _part(change: Change) -> str:
    """Which part of an interval is left: "the lower eighth of what is believed"."""
    return f"the {change.change} {_PARTS.get(change.times, 'end')} of what is believed"


def _named(names: Sequence[str], between: str) -> str:
    """The first few of several names."""
    shown, more = list(names[:MOST_NAMED]), len(names) - MOST_NAMED
    if more > 0:
        shown.append(f"{more} more")
    if len(shown) == 1 or (between == "; " and more <= 0):
        return between.join(shown)
    last = " and " if between == ", " else "; and "
    return f"{between.join(shown[:-1])}{last}{shown[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
