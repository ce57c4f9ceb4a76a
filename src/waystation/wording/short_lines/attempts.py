"""How an attempt of a leg ended: the drafts of kind `delivery`."""

from __future__ import annotations

from waystation.wording.short_lines.items import Item
from waystation.wording.short_lines.readings import Choice
from waystation.wording.short_lines.said import label
from waystation.wording.short_lines.scene import Scene
from waystation.wording.short_lines.standing import betrayal, broker_choice
from waystation.world.report import OUTCOMES

__all__ = ["attempt", "leg_said", "outcome_in", "places_said"]

_CROSSING = ("across", "over", "cross", "건너", "건네", "건넜", "건넘", "other side")
_SOLD = ("sold", "팔")
_AGENTS = ("police", "soldiers", "border guards", "patrol")


def outcome_in(scene: Scene) -> Item | None:
    """The item that says how an attempt ended; words that stand apart ("got them across") are brought together."""
    found = scene.first("outcome")
    if found is not None:
        return found
    for item in scene.items:
        if item.used or not (item.is_("move") or item.is_("turn")):
            continue
        later = scene.items[scene.items.index(item) + 1 :]
        for other in later:
            if item.is_("move") and other.is_("way") and not other.used:
                other.used = True
                item.meanings = {"outcome": "arrived"}
                return item
            if item.is_("move") and other.is_("to") and _leads(scene, other):
                item.meanings = {"outcome": "arrived"}
                return item
            if item.is_("turn") and _turned_in(scene, other):
                other.used = True
                item.meanings = {"outcome": "betrayed"}
                return item
    late = scene.first("late")
    if late is not None and scene.first("what") is None:
        return late
    return None


def _leads(scene: Scene, item: Item) -> bool:
    """Whether a place follows."""
    after = scene.after(item)
    return after is not None and bool(scene.candidates(after, ("place",)))


def _turned_in(scene: Scene, item: Item) -> bool:
    """Whether this is the "in" of "turned two people in": nothing that it could lead to follows."""
    if item.said.lower() not in ("in", "over"):
        return False
    after = scene.after(item)
    return after is None or not (after.names or after.is_("placekind") or after.is_("mode") or after.levels)


def attempt(scene: Scene, found: Item) -> None:
    """Drafts a delivery, or a word about a broker."""
    found.used = True
    may_be = found.meanings.get("outcome", "late").split("/")
    person = _runner(scene, found)
    grouped = [item for item in scene.unused() if item.is_("group")]
    legs = leg_said(scene)
    places = [] if legs else places_said(scene)
    agents = _agents(scene, found, may_be)
    asked = any(question.code == "broker" for question in scene.questions)
    if may_be == ["betrayed"] and (person or asked) and not (legs or places or grouped):
        betrayal(scene, person)
        return
    scene.draft["kind"] = "delivery"
    if person:
        scene.draft["broker"] = person
    alone = person and not grouped and may_be in (["caught"], ["harm"]) and not _by(scene, person)
    if (
        may_be == ["betrayed"]
        and found.said.lower().startswith(_SOLD)
        and " " not in found.said
        and not (grouped or agents)
    ):
        people = any(item.is_("people") for item in scene.unused())
        may_be = may_be if people else ["betrayed", "none"]  # a boat is sold as well as people are
    _outcome(scene, found, may_be)
    _leg(scene, legs, places, person, found)
    _travellers(scene)
    if alone and not {"travellers", "people"} & set(scene.draft):
        scene.ask("whom", [Choice("group", label("group", scene.language)), _leave_out(scene)], free=False,
                  said=scene.frame.names.title(f"broker:{person}"))  # fmt: skip
    for item in grouped:
        item.used = True


def _leave_out(scene: Scene) -> Choice:
    return Choice("leave_out", label("leave_out", scene.language), {}, drop=True)


def _by(scene: Scene, person: str) -> bool:
    return any(item.is_("by") for item in scene.items) and bool(person)


def _runner(scene: Scene, found: Item) -> str:
    """The broker of whom it is told; asks where a name could also be the one who tells it."""
    people = [item for item in scene.unused() if item.person() and scene.candidates(item, ("broker",))]
    if not people:
        return ""
    first = people[0]
    brokers = scene.candidates(first, ("broker",))
    if len(brokers) > 1:
        first.used = True
        choices = [broker_choice(scene, b) for b in brokers]
        scene.ask("broker", choices, said=first.said)
        return ""
    name = brokers[0].partition(":")[2]
    before = scene.before(first)
    follows = scene.items.index(first) > scene.items.index(found)
    scene.note(first, brokers[0])
    if follows and not (before is not None and (before.is_("by") or before.is_("with"))) and not first.particle:
        if "source" in scene.draft:
            return name
        title = scene.frame.names.title(brokers[0])
        scene.ask("who", [
            Choice("told", label("told", scene.language), {"source": name}),
            Choice("did", label("did", scene.language), {"broker": name}),
        ], free=False, said=title)  # fmt: skip
        return ""
    return name


def leg_said(scene: Scene) -> list[str]:
    """The legs that may be meant, where one is named."""
    for item in scene.unused():
        kinds = ("leg", "place") if not item.is_("concept") else ("leg", "place", "condition")
        found = [what for what in scene.candidates(item, kinds) if what.startswith("leg:")]
        if found:
            item.used = True
            if len(found) == 1:
                scene.note(item, found[0])
            return [what.partition(":")[2] for what in found]
    return []


def places_said(scene: Scene) -> list[list[str]]:
    """The places named, each with all that it may be."""
    found = []
    for item in scene.unused():
        may_be = scene.candidates(item, ("place",))
        if may_be:
            item.used = True
            before = scene.before(item)
            if before is not None and before.is_("from"):
                before.used = True
            if len(may_be) == 1:
                scene.note(item, may_be[0])
            found.append([what.partition(":")[2] for what in may_be])
    return found


def _agents(scene: Scene, found: Item, may_be: list[str]) -> bool:
    """Takes "by police", "to the soldiers" as part of how it ended."""
    there = False
    for item in scene.unused():
        if item.meanings.get("what") not in _AGENTS:
            continue
        before, after = scene.before(item), scene.after(item)
        by = before is not None and (before.is_("by") or before.is_("to"))
        acts = after is found and "caught" in may_be
        led = before is found and "caught" in may_be
        if by or acts or led or item.particle in ("에", "에게", "한테"):
            item.used = there = True
    return there


def _outcome(scene: Scene, found: Item, may_be: list[str]) -> None:
    late = next((item for item in scene.items if item.is_("late")), None)
    if late is not None:
        late.used = True
        _late(scene)
    if may_be == ["late"] and not found.is_("outcome"):
        choices = [_ended(scene, "late"), _leave_out(scene)]
        scene.ask("outcome", choices, free=False, said=found.said)
    elif may_be == ["failed"]:
        choices = [_ended(scene, o) for o in ("back", "harm", "caught", "betrayed")]
        scene.ask("outcome", choices, free=False, said=found.said)
    elif len(may_be) > 1:
        scene.ask(
            "outcome",
            [*(_ended(scene, o) for o in may_be if o in OUTCOMES), _leave_out(scene)],
            free=False,
            said=found.said,
        )
    else:
        others = [item for item in scene.unused() if item.is_("outcome") and item.meanings["outcome"] != may_be[0]]
        for item in others:
            item.used = True
        if others:
            scene.ask(
                "outcome", [_ended(scene, o) for o in OUTCOMES], free=False, said=f"{found.said}, {others[0].said}"
            )
        elif may_be == ["arrived"] and late is not None:
            scene.draft["outcome"] = "late"
        else:
            scene.draft["outcome"] = may_be[0]
            if late is not None:
                scene.ask("outcome", [_ended(scene, o) for o in (may_be[0], "late")], free=False, said=late.said)
    for item in scene.unused():
        if item.is_("outcome"):
            item.used = True


def _ended(scene: Scene, outcome: str) -> Choice:
    return Choice(outcome, label(outcome, scene.language), {"outcome": outcome})


def _late(scene: Scene) -> None:
    """The length of the delay: "3h", "45 min", "1h30"."""
    minutes = 0.0
    for at, item in enumerate(scene.items):
        if item.number is None or item.used:
            continue
        after = scene.items[at + 1] if at + 1 < len(scene.items) else None
        unit = item.unit
        if not unit and after is not None and not after.used:
            unit = next((u for u in ("hours", "minutes", "days") if after.is_(u)), "")
            if unit:
                after.used = True
        if unit in ("hours", "minutes", "days"):
            item.used = True
            minutes += item.number * {"hours": 60, "minutes": 1, "days": 1440}[unit]
    if minutes:
        scene.draft["late_minutes"] = minutes


def _leg(scene: Scene, legs: list[str], places: list[list[str]], person: str, found: Item) -> None:
    names = scene.frame.names
    said = ""
    if not legs:
        crossing = _crosses(scene, found)
        may_be = names.legs_of(person) if person else [leg.id for leg in names.pack.legs]
        if places:
            at_all = [set().union(*(names.legs_at(p) for p in options)) for options in places]
            near = [leg.id for leg in names.pack.legs if all(leg.id in some for some in at_all)]
            may_be = [leg for leg in near if leg in may_be] or near
        if crossing:
            may_be = [leg for leg in may_be if leg in names.crossings()] or may_be
        surely = len(may_be) == 1 and (bool(person) or bool(places))
        legs = may_be
        if not surely:
            scene.ask("leg", _leg_choices(scene, legs), said=said)
            return
    elif len(legs) > 1:
        theirs = [leg for leg in legs if leg in names.legs_of(person)]
        if len(theirs) != 1:
            scene.ask("leg", _leg_choices(scene, legs), said=said)
            return
        legs = theirs
    scene.draft["leg"] = legs[0]


def _leg_choices(scene: Scene, legs: list[str]) -> list[Choice]:
    return [Choice(leg, scene.frame.names.title(f"leg:{leg}"), {"leg": leg}) for leg in legs]


def _crosses(scene: Scene, found: Item) -> bool:
    hint = False
    for item in scene.items:
        if item.is_("way"):
            hint = item.used = True
        if not item.used and item.meanings.get("concept") == "river":
            item.used = hint = True
    return hint or any(word in found.said.lower() for word in _CROSSING)


def _travellers(scene: Scene) -> None:
    numbers = [item for item in scene.items if item.number is not None and not item.used]
    if len(numbers) != 1 or not numbers[0].number or numbers[0].number != int(numbers[0].number):
        return
    number = numbers[0]
    after = scene.after(number)
    counted = number.unit == "people" or (after is not None and (after.is_("people") or after.is_("of")))
    grouped = after is not None and (after.is_("way") or after.is_("group"))
    beside = any(other is not None and other.is_("outcome") for other in (after, scene.before(number)))
    if (counted or grouped or (beside and not number.unit)) and 1 <= int(number.number or 0) <= 1000:
        number.used = True
        if after is not None and (after.is_("people") or after.is_("group")):
            after.used = True
        ended_well = scene.draft.get("outcome") in ("arrived", "late", "back")
        scene.draft["travellers" if ended_well else "people"] = int(number.number or 0)
