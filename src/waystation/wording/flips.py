"""What would make a verdict another, in words: one sentence where little would have to be heard, else a short list.

Of a long list what tells most stands first, and what is alike stands in one line; the JSON names every one by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from waystation.deciding.verdict import Change, Flip, Verdict
from waystation.wording.beliefs import say_what
from waystation.wording.figures import of_hundred
from waystation.wording.gates import SHORT
from waystation.wording.joining import capital, mid_sentence, together
from waystation.wording.language import mark, say, say_many, spoken
from waystation.wording.pack_words import level_word
from waystation.world.pack import Pack

__all__ = ["flip_line", "flip_lists"]

MOST_CHANGES = 3
"""So many of the changes of a flip are named one by one in a sentence; of more there is a list."""
MOST_NAMED = 3
"""So many of those that are alike are named in one line."""

_RISKS = {
    "caught": mark("being caught"),
    "harm": mark("being badly hurt"),
    "back": mark("being turned back"),
    "late": mark("being late"),
    "found": mark("being found"),
    "betrayed": mark("being sold"),
}
_PARTS_OF_PACK = ("broker", "leg", "place")
_PARTS = {
    ("lower", 1): mark("the lower half of what is believed"),
    ("lower", 2): mark("the lower quarter of what is believed"),
    ("lower", 3): mark("the lower eighth of what is believed"),
    ("upper", 1): mark("the upper half of what is believed"),
    ("upper", 2): mark("the upper quarter of what is believed"),
    ("upper", 3): mark("the upper eighth of what is believed"),
}
_ENDS = {"lower": mark("the lower end of what is believed"), "upper": mark("the upper end of what is believed")}
_CLEARED = {
    "charter.signed": mark("{who} signed the charter"),
    "charter.review": mark("the charter were agreed on anew"),
    "consent": mark("{who} agreed to go"),
    "best_interests": mark("somebody who knows {who} noted that going is best for her or him"),
    "debt": mark("{who} owed no broker anything"),
    "documents": mark("{who}'s documents were given back"),
    "price_raised": mark("{who} kept to the price agreed, or was left out of the plan"),
    "indicators": mark("what was seen of {who} had ended"),
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
        sentence = say(
            "Only if all {n} of these were heard: {then}. What tells most stands first.",
            n=len(changes),
            then=_then(flip),
        )
        found.append((sentence, [capital(_alike(pack, some)) for some in _grouped(changes)]))
    return found


def flip_line(pack: Pack, flip: Flip) -> str:
    """What would make the verdict another, in one sentence; of a long list only its beginning.

    Args:
        pack: The mission and its world.
        flip: The change.
    """
    said = [_change(pack, change) for change in _told(flip)]
    if len(said) <= MOST_CHANGES:
        return say("If {changes}: {then}.", changes=together(said), then=_then(flip))
    return say(
        "Only if {first}; and {n} more such things were heard: {then}.",
        first="; ".join(said[: MOST_CHANGES - 1]),
        n=len(said) - MOST_CHANGES + 1,
        then=_then(flip),
    )


def _told(flip: Flip) -> tuple[Change, ...]:
    """The changes that are told: where there is no charter, none need be agreed on anew beside it."""
    if not any(change.what == "charter.signed" for change in flip.changes):
        return flip.changes
    return tuple(change for change in flip.changes if change.what != "charter.review")


def _then(flip: Flip) -> str:
    return say(
        "{verdict} (at worst {low} of 100, nine-tenths sure of {p10})",
        verdict=say(SHORT[flip.verdict]),
        low=of_hundred(flip.low),
        p10=of_hundred(flip.p10),
    )


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
            return _each_faith(_named(where, ", "), first) if len(where) > 1 else _faith(where[0], first)
    risk = say(_RISKS[name.partition("/")[2]])
    places = _named(where, "; ")
    if first.change in ("lower", "upper"):
        return say("the risk of {risk} proved to lie in {part}: {places}", risk=risk, part=_part(first), places=places)
    if first.change == "happened":
        return say_many(
            "{risk} happened once more: {places}",
            "{risk} happened {n} more times: {places}",
            first.times,
            risk=risk,
            n=first.times,
            places=places,
        )
    return say_many(
        "{risk} did not happen once more: {places}",
        "{risk} did not happen {n} more times: {places}",
        first.times,
        risk=risk,
        n=first.times,
        places=places,
    )


def _change(pack: Pack, change: Change) -> str:
    kind, _, name = change.what.partition(":")
    if kind == "charter.signed" and not name:
        return say("a charter were agreed and signed")
    if kind in _CLEARED:
        return say(_CLEARED[kind], who=pack.broker[name].title if name in pack.broker else name)
    if kind == "condition":
        title = mid_sentence(pack.condition[name].title)
        return say("{condition} were seen to be {level}", condition=title, level=level_word(change.change))
    if change.change in ("kept", "broken"):
        return _faith(_broker(pack, change.what), change)
    about = say_what(pack, change.what)
    if change.change in ("lower", "upper"):
        return say("{about} proved to lie in {part}", about=about, part=_part(change))
    if change.change == "happened":
        return say_many(
            "{about}: {n} more time it happened",
            "{about}: {n} more times it happened",
            change.times,
            about=about,
            n=change.times,
        )
    return say_many(
        "{about}: {n} more time it did not happen",
        "{about}: {n} more times it did not happen",
        change.times,
        about=about,
        n=change.times,
    )


def _broker(pack: Pack, what: str) -> str:
    return pack.broker[what.removeprefix("broker:").partition("/")[0]].title


def _faith(who: str, change: Change) -> str:
    if change.change == "kept":
        return say_many(
            "{who} kept faith once more", "{who} kept faith {n} more times", change.times, who=who, n=change.times
        )
    return say_many(
        "{who} broke faith once more", "{who} broke faith {n} more times", change.times, who=who, n=change.times
    )


def _each_faith(who: str, change: Change) -> str:
    if change.change == "kept":
        return say_many(
            "{who} kept faith once more each",
            "{who} kept faith {n} more times each",
            change.times,
            who=who,
            n=change.times,
        )
    return say_many(
        "{who} broke faith once more each",
        "{who} broke faith {n} more times each",
        change.times,
        who=who,
        n=change.times,
    )


def _part(change: Change) -> str:
    """Which part of an interval is left: "the lower eighth of what is believed"."""
    return say(_PARTS.get((change.change, change.times), _ENDS[change.change]))


def _named(names: Sequence[str], between: str) -> str:
    """The first few of several names."""
    shown, more = list(names[:MOST_NAMED]), len(names) - MOST_NAMED
    if more > 0:
        shown.append(say("{number} more", number=more))
    if len(shown) == 1 or (between == "; " and more <= 0) or spoken() == "ko":
        return between.join(shown)
    last = " and " if between == ", " else "; and "
    return f"{between.join(shown[:-1])}{last}{shown[-1]}"
