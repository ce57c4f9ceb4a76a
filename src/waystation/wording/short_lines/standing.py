"""What is said of a broker: faith kept and broken, the drafts of kind `word`."""

from __future__ import annotations

from waystation.wording.short_lines.items import Item
from waystation.wording.short_lines.readings import Choice
from waystation.wording.short_lines.said import figure, label
from waystation.wording.short_lines.scene import Scene

__all__ = ["betrayal", "broker_choice", "word_counts"]

_BARE = ("kept", "broken", "broke")
"""Words that need a number to be about faith."""


def word_counts(scene: Scene) -> bool:
    """Drafts a word about a broker from "kept" and "broken"; False where neither stands there."""
    kept, broken = scene.first("kept"), scene.first("broken")
    if kept is None and broken is None:
        return False
    bare = all(item is None or item.said.lower() in _BARE for item in (kept, broken))
    if bare and not any(item.number is not None and not item.used for item in scene.items):
        return False  # kept what, broke what?
    people = [item for item in scene.unused() if item.person() and scene.candidates(item, ("broker",))]
    if not people:
        return False
    brokers = scene.candidates(people[0], ("broker",))
    if len(brokers) == 1:
        scene.note(people[0], brokers[0])
        scene.draft["broker"] = brokers[0].partition(":")[2]
    else:
        people[0].used = True
        scene.ask("broker", [broker_choice(scene, b) for b in brokers], said=people[0].said)
    scene.draft["kind"] = "word"
    counted = kept is not None and broken is not None
    counted = counted or any(item.is_("times") or item.is_("of") or item.unit == "times" for item in scene.items)
    if bare and not counted:
        _ask_count(scene, "broken" if kept is None else "kept")
        return True
    numbers = [item for item in scene.items if item.number is not None and not item.used]
    if kept is not None and broken is None and len(numbers) == 2 and any(i.is_("of") for i in scene.items):
        _set_counts(scene, kept=numbers[0], of=numbers[1])
    else:
        for item, key in ((kept, "kept"), (broken, "broken")):
            if item is not None:
                _one_count(scene, item, key, single=kept is None or broken is None)
    for item in (kept, broken):
        if item is not None:
            item.used = True
    return True


def _ask_count(scene: Scene, key: str) -> None:
    """Asks where what was kept may be money as well as faith."""
    numbers = [item for item in scene.items if item.number is not None and not item.used]
    for item in (*numbers, *scene.unused()):
        item.used = item.used or item in numbers or item.is_("kept") or item.is_("broken")
    leave = Choice("leave_out", label("leave_out", scene.language), drop=True)
    choices = [Choice(figure(n.number or 0), figure(n.number or 0), {key: n.number}) for n in numbers[:1]]
    scene.ask("count", [*choices, leave], free=False, said=", ".join(item.said for item in numbers))


def _set_counts(scene: Scene, kept: Item, of: Item) -> None:
    kept.used = of.used = True
    if (kept.number or 0) <= (of.number or 0):
        scene.draft["kept"] = float(kept.number or 0)
        scene.draft["broken"] = float((of.number or 0) - (kept.number or 0))
    else:
        kept.used = of.used = False


def _one_count(scene: Scene, item: Item, key: str, *, single: bool) -> None:
    """The number beside the word; once where there is none."""
    for other in (scene.before(item), scene.after(item)):
        if other is not None and other.number is not None and not other.used and other.unit in ("", "times"):
            other.used = True
            scene.draft[key] = float(other.number)
            after = scene.after(other)
            if after is not None and after.is_("times"):
                after.used = True
            return
    if single:
        scene.draft[key] = 1.0


def betrayal(scene: Scene, person: str) -> None:
    """A betrayal of nobody in particular: so many engagements, or one with so many people."""
    scene.draft["kind"] = "word"
    if person:
        scene.draft["broker"] = person
    times = 1.0
    numbers = [item for item in scene.items if item.number is not None and not item.used]
    for number in numbers[:1]:
        after = scene.after(number)
        if number.unit == "times" or (after is not None and after.is_("times")):
            times = float(number.number or 0)
            number.used = True
        elif number.unit in ("", "people"):
            scene.draft["people"] = int(number.number or 0)
            number.used = True
        if after is not None and (after.is_("times") or after.is_("people") or after.is_("what")):
            after.used = True
    scene.draft["broken"] = times
    for item in scene.unused():
        if item.is_("people"):
            item.used = True


def broker_choice(scene: Scene, what: str) -> Choice:
    """A broker, given as `broker:ID`, as an answer to who is meant."""
    name = what.partition(":")[2]
    return Choice(name, scene.frame.names.title(what), {"broker": name})
