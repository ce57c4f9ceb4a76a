"""What somebody saw: the drafts of kind `observation` (the level of a condition) and `sighting`."""

from __future__ import annotations

from waystation.wording.pack_words import seen_word
from waystation.wording.short_lines.items import Item
from waystation.wording.short_lines.readings import Choice
from waystation.wording.short_lines.said import figure, label, level_label
from waystation.wording.short_lines.scene import Scene

__all__ = ["level_in", "observed", "sighted", "what_in"]

_TELLING = frozenset(("flood", "snow", "rain", "alert"))
"""Levels whose words can hardly be said of anything else."""
_MOST = 1e6
"""No more of anything is seen at once; a larger number is asked for anew."""
_PAIRS = tuple[tuple[str, str], ...]


def _pairs(scene: Scene, item: Item) -> _PAIRS:
    """The conditions and levels that an item may name."""
    pairs = item.levels
    word = item.meanings.get("level")
    if item.is_("weaklevel") and any(scene.candidates(other, ("condition",)) for other in scene.items):
        word = item.meanings["weaklevel"]
    if word is not None:
        conditions = scene.frame.names.pack.conditions
        pairs += tuple((c.id, word) for c in conditions if word in c.levels and (c.id, word) not in pairs)
    return pairs


def level_in(scene: Scene) -> Item | None:
    """The item that names a level, or says how a condition moves; a preposition with a place behind it is none."""
    subjects = [item for item in scene.unused() if scene.candidates(item, ("condition",))]
    found = None
    for item in scene.unused():
        if item.is_("near"):
            after = scene.after(item)
            if after is not None and (after.names or after.is_("placekind") or after.is_("mode")):
                continue
        if _pairs(scene, item) and (found is None or found in subjects) and (item not in subjects or found is None):
            found = item
    if found is not None:
        return found
    if subjects:
        return next((i for i in scene.unused() if i.is_("trend") or (i.is_("level") and not i.is_("near"))), None)
    return None


def observed(scene: Scene, level: Item) -> None:
    """Drafts an observation."""
    level.used = True
    scene.draft["kind"] = "observation"
    pairs = _pairs(scene, level)
    subject = next(
        (i for i in scene.items if i is not level and not i.used and scene.candidates(i, ("condition",))), None
    )
    if subject is not None:
        subject.used = True
        conditions = [what.partition(":")[2] for what in scene.candidates(subject, ("condition",))]
        for item in scene.unused():
            if (
                set(scene.candidates(item, ("condition",))) == {f"condition:{c}" for c in conditions}
                and not item.levels
            ):
                item.used = True
        fitting = [c for c in conditions if any(c == of for of, _ in pairs)] or conditions
        _condition(scene, fitting, subject)
        said = [(c, word) for c, word in pairs if c in fitting]
        _level(scene, fitting, said, level)
    else:
        conditions = list(dict.fromkeys(c for c, _ in pairs))
        telling = level.meanings.get("level") in _TELLING or any(word in _TELLING for _, word in level.levels)
        if len(conditions) == 1 and telling:
            scene.draft["condition"] = conditions[0]
        else:
            scene.ask("condition", _condition_choices(scene, conditions), said=level.said)
        _level(scene, conditions, list(pairs), level)
    _near(scene, wanted=False)


def _condition(scene: Scene, conditions: list[str], item: Item) -> None:
    if len(conditions) == 1:
        scene.note(item, f"condition:{conditions[0]}")
        scene.draft["condition"] = conditions[0]
    else:
        scene.ask("condition", _condition_choices(scene, conditions), said=item.said)


def _condition_choices(scene: Scene, conditions: list[str]) -> list[Choice]:
    return [Choice(c, scene.frame.names.title(f"condition:{c}"), {"condition": c}) for c in conditions]


def _level(scene: Scene, conditions: list[str], pairs: list[tuple[str, str]], item: Item) -> None:
    levels = list(dict.fromkeys(word for _, word in pairs))
    others = [i for i in scene.unused() if i is not item and _pairs(scene, i) and not i.is_("near") and not i.names]
    if len(levels) == 1 and not others:
        scene.draft["level"] = levels[0]
        return
    for other in others:
        other.used = True
        levels += [word for _, word in _pairs(scene, other)]
    known = [level for c in scene.frame.names.pack.conditions if c.id in conditions for level in c.levels]
    offered = dict.fromkeys(levels or known)
    choices = [Choice(word, level_label(word, scene.language), {"level": word}) for word in offered]
    scene.ask("level", choices, free=False, said=item.said)


def what_in(scene: Scene) -> list[Item]:
    """The items that say what was seen."""
    return [item for item in scene.unused() if item.is_("what")]


def sighted(scene: Scene, whats: list[Item]) -> None:
    """Drafts a sighting."""
    scene.draft["kind"] = "sighting"
    kinds = list(dict.fromkeys(item.meanings["what"] for item in whats))
    for item in whats:
        item.used = True
    first = scene.items.index(whats[0])
    with_ = len(whats) == 2 and any(i.is_("with") for i in scene.items[first : scene.items.index(whats[1])])
    if len(kinds) > 1 and not with_:
        choices = [Choice(kind, seen_word(kind, scene.language), {"what": kind}) for kind in kinds]
        scene.ask("what", choices, free=False, said=", ".join(item.said for item in whats))
    else:
        scene.draft["what"] = " with ".join(kinds)
    _count(scene, whats[0], several=len(kinds) > 1 and not with_)
    _near(scene, wanted=True)


def _apart(scene: Scene, number: Item, what: Item) -> bool:
    """Whether something stands between a number and what was seen that it may belong to."""
    start, end = sorted((scene.items.index(number), scene.items.index(what)))
    return any(item.is_("pay") or item.is_("outcome") or item.unknown for item in scene.items[start + 1 : end])


def _count_choice(number: Item) -> Choice:
    said = figure(number.number or 0)
    return Choice(said, said, {"count": float(number.number or 0)})


def _count(scene: Scene, what: Item, *, several: bool) -> None:
    numbers = [
        item
        for item in scene.items
        if item.number is not None and not item.used and item.unit in ("", "people", "animals", "things")
    ]
    if not numbers:
        return
    if len(numbers) > 1 or several:
        for item in numbers:
            item.used = True
        offered = dict.fromkeys(f"{item.number:.0f}" for item in numbers if 0 < (item.number or 0) <= _MOST)
        scene.ask(
            "count", [Choice(n, n, {"count": float(n)}) for n in offered], said=", ".join(i.said for i in numbers)
        )
        return
    numbers[0].used = True
    if _apart(scene, numbers[0], what):
        meant = [_count_choice(numbers[0])] if (numbers[0].number or 0) <= _MOST else []
        scene.ask("count", meant, said=numbers[0].said)
        return
    count = float(numbers[0].number or 0)
    if count == 0:
        numbers[0].flags = ("negation",)
    if count != int(count):
        scene.ask("count", said=numbers[0].said)
        return
    scene.draft["count"] = count
    after = scene.after(numbers[0])
    if after is not None and after.is_("people"):
        after.used = True


def _near(scene: Scene, *, wanted: bool) -> None:
    mentions = [(item, scene.candidates(item, ("place", "leg"))) for item in scene.unused()]
    mentions = [(item, may_be) for item, may_be in mentions if may_be]
    between = next((item for item in scene.unused() if item.is_("between")), None)
    for item, _ in mentions:
        item.used = True
    named = list(dict.fromkeys(tuple(may_be) for _, may_be in mentions))
    if between is not None and len(named) == 2 and all(len(may_be) == 1 for may_be in named):
        between.used = True
        _between(scene, [may_be[0] for may_be in named], mentions)
    elif len(named) == 1 and len(named[0]) == 1:
        scene.note(mentions[0][0], named[0][0])
        scene.draft["near"] = named[0][0]
    elif named:
        _ask_near(scene, [what for may_be in named for what in may_be], ", ".join(item.said for item, _ in mentions))
    elif (unknown := _unknown_place(scene)) is not None:
        close = _close(scene, unknown)
        keep = [] if wanted else [Choice("keep", label("keep", scene.language))]
        choices = [Choice(what, scene.frame.names.title(what), {"near": what}) for what in close]
        scene.ask("place", [*choices, *keep], said=" ".join(item.said for item in unknown))
    elif wanted:
        subject = next((item for item in scene.unused() if scene.candidates(item, ("condition",))), None)
        pack = scene.frame.names.pack
        spots = [f"place:{p.id}" for p in pack.places if subject is None or p.kind == "crossing"]
        if subject is not None:
            subject.used = True
        _ask_near(scene, spots, "" if subject is None else subject.said)


def _between(scene: Scene, ends: list[str], mentions: list[tuple[Item, list[str]]]) -> None:
    for item, may_be in mentions:
        scene.note(item, may_be[0])
    ids = {end.partition(":")[2] for end in ends}
    legs = [f"leg:{leg.id}" for leg in scene.frame.names.pack.legs if {leg.origin, leg.destination} == ids]
    if len(legs) == 1:
        scene.draft["near"] = legs[0]
    else:
        _ask_near(scene, [*legs, *ends], "")


def _ask_near(scene: Scene, spots: list[str], said: str) -> None:
    choices = [Choice(what, scene.frame.names.title(what), {"near": what}) for what in dict.fromkeys(spots)]
    scene.ask("place", choices, said=said)


def _unknown_place(scene: Scene) -> list[Item] | None:
    """Words that are not known, behind one that says where."""
    for item in scene.unused():
        if not item.is_("near"):
            continue
        run: list[Item] = []
        after = scene.after(item)
        while after is not None and after.unknown:
            run.append(after)
            after = scene.after(after)
        if run:
            for unknown in run:
                unknown.used = True
            return run
    return None


def _close(scene: Scene, unknown: list[Item]) -> list[str]:
    """The places that unknown words may have been meant for."""
    return [
        f"{sense.named.what}:{sense.named.id}"
        for item in unknown
        for word in item.unsure
        for sense in scene.frame.names.phrases.get((word,), ())
        if sense.named.what in ("place", "leg")
    ]
