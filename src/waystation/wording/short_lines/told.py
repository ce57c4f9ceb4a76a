"""Who told it: the source of a line, and the origin behind it where it is hearsay."""

from __future__ import annotations

from waystation.wording.short_lines.items import Item
from waystation.wording.short_lines.readings import Choice
from waystation.wording.short_lines.said import label
from waystation.wording.short_lines.scene import Scene
from waystation.wording.short_lines.spotting import items
from waystation.wording.short_lines.tokens import fold, tokens

__all__ = ["SELF", "ask_source", "loose_person", "sent_by", "told"]

SELF = "self"
"""The source of what the one who writes saw or did."""
_MINE = frozenset(("me", "you", "self", "i", "나", "저", "본인", "내", "회원님"))
_HEARD_FROM = ("에게", "한테", "에게서", "한테서", "께")
_SMALL = frozenset(("fill", "be", "self"))


def told(scene: Scene) -> None:
    """Finds source and origin, as far as words or marks around a name say so; puts them into the draft or asks."""
    sender = str(scene.draft.get("source", ""))
    origin = _origin(scene)
    source = _said_by(scene)
    alone = _alone(scene)
    if sender:
        origin = origin or source
        source = sender
        if alone and alone != sender:
            _ask_which(scene, sender, alone)
    elif source and alone and alone != source:
        _ask_which(scene, source, alone)
    source = source or alone
    if not source and (origin or _seen_by_self(scene)):
        source = SELF
    if source:
        scene.draft["source"] = source[:80]
    if origin and origin != source:
        scene.draft["origin"] = origin[:80]


def sent_by(scene: Scene) -> None:
    """Takes the sender of a message for the source, as the messenger names them."""
    sender = _sender(scene)
    if sender:
        scene.draft["source"] = sender[:80]


def _sender(scene: Scene) -> str:
    name = scene.message.sender
    if not name:
        return ""
    if name.lower() in _MINE:
        return SELF
    for item in items(name, tokens(fold(name)), scene.frame.names):
        brokers = scene.candidates(item, ("broker",))
        if item.names and len(brokers) == 1:
            scene.note(item, brokers[0])
            return brokers[0].partition(":")[2]
    if name.lstrip("+").replace(" ", "").replace("-", "").isdigit():
        _ask(scene, name)
        return ""
    return name


def _person(scene: Scene, item: Item) -> str:
    """Who a person named in the line is; empty, after asking, if it could be several."""
    brokers = scene.candidates(item, ("broker",))
    if len(brokers) == 1:
        scene.note(item, brokers[0])
        return brokers[0].partition(":")[2]
    item.used = True
    if brokers:
        scene.ask("source", [_choice(scene, b) for b in brokers], said=item.said)
        return ""
    return _bare(item)


def _bare(item: Item) -> str:
    said = item.said
    if item.particle and said.endswith(item.particle):
        said = said[: -len(item.particle)]
    return said.strip()


def _choice(scene: Scene, what: str) -> Choice:
    name = what.partition(":")[2]
    return Choice(name, scene.frame.names.title(what), {"source": name})


def _origin(scene: Scene) -> str:
    for item in scene.items:
        if item.used:
            continue
        if item.is_("origin"):
            after = scene.after(item)
            if after is not None and after.person():
                item.used = True
                return _person(scene, after)
        if item.is_("heard"):
            before = scene.before(item)
            if before is not None and before.person() and before.particle in _HEARD_FROM:
                item.used = True
                return _person(scene, before)
    return ""


def _said_by(scene: Scene) -> str:
    """A person of whom the line says that it comes from them."""
    for item in scene.items:
        after = scene.after(item)
        if item.used or after is None or after.used:
            continue
        before = scene.before(item)
        if item.is_("say") and not item.is_("pay") and after.person() and (before is None or not before.person()):
            item.used = True
            return _person(scene, after)
        if item.is_("from") and after.person() and not _kept_from(scene, item):
            item.used = True
            return _person(scene, after)
        if item.person() and (after.is_("say") or after.is_("see")) and not after.is_("pay"):
            after.used = True
            return _person(scene, item)
    return _speaks(scene)


def _kept_from(scene: Scene, item: Item) -> bool:
    """Whether it is money that is kept from somebody."""
    return item.said.lower() == "from" and any(other.meanings.get("pay") == "held" for other in scene.items)


def _speaks(scene: Scene) -> str:
    """In Korean the verb of saying comes last: "황이 강이 높다고 함"."""
    last = next((i for i in reversed(scene.items) if not i.mark and not i.empty), None)
    if last is None or not last.is_("say") or last.used or not any("다고" in item.said for item in scene.items):
        return ""
    subjects = [i for i in scene.items if not i.used and i.person() and i.particle[-1:] in ("이", "가", "은", "는")]
    others = 1 if any(item.is_("outcome") for item in scene.items) else 0
    if len(subjects) <= others:
        return ""
    subject = subjects[0]
    last.used = True
    return _person(scene, subject)


def _alone(scene: Scene) -> str:
    """A person who stands alone between two marks, or at an end of the line."""
    parts = scene.segments()
    for part in [*reversed(parts[1:]), *parts[:1]] if len(parts) > 1 else []:
        left = [item for item in part if not item.used and not item.empty]
        if len(left) == 1 and left[0].person():
            return _person(scene, left[0])
        if left and all(item.is_("self") for item in left):
            for item in left:
                item.used = True
            return SELF
        unknown = [item for item in left if item.unknown and not item.said[0].isdigit()]
        if left and part is not parts[0] and len(unknown) == len(left) <= 2 and not any(i.used for i in part):
            _unknown_person(scene, unknown)
            return ""
    return ""


def _unknown_person(scene: Scene, unknown: list[Item]) -> None:
    said = " ".join(item.said for item in unknown)
    close = [
        f"{sense.named.what}:{sense.named.id}"
        for word in unknown[0].unsure
        for sense in scene.frame.names.phrases.get((word,), ())
        if sense.named.what == "broker"
    ]
    for item in unknown:
        item.used = True
    choices = [_choice(scene, what) for what in dict.fromkeys(close)]
    scene.ask("source", [*choices, Choice(said, said, {"source": said[:80]})], said=said)


def loose_person(scene: Scene) -> None:
    """Takes a name that nothing was made of, at the beginning or the end of a line, for the source."""
    left = scene.unused()
    people = [item for item in left if item.person()]
    ends = [item for item in scene.items if not item.mark and not item.empty]
    if "source" in scene.draft or len(people) != 1 or not ends or people[0] not in (ends[0], ends[-1]):
        return
    before = scene.before(people[0])
    if (
        before is not None
        and before.said.isascii()
        and any(before.is_(kind) for kind in ("with", "near", "by", "to", "from", "between"))
    ):
        return
    source = _person(scene, people[0])
    if source:
        scene.draft["source"] = source[:80]


def _seen_by_self(scene: Scene) -> bool:
    for item in scene.items:
        after = scene.after(item)
        if item.is_("self") and after is not None and after.is_("see"):
            item.used = after.used = True
            return True
        if item.is_("self") and item.said.lower() in (
            "myself",
            "with my own eyes",
            "my own eyes",
            "직접",
            "내 눈으로",
            "내눈으로",
        ):
            item.used = True
            return True
    last = [item for item in scene.items if not item.mark and not item.is_("fill")]
    if last and last[-1].is_("self") and last[-1].said.lower() in ("me", "i", "나", "본인") and len(scene.items) > 1:
        last[-1].used = True
        return True
    subject = next(
        (item for item in scene.items if item.is_("self") and item.said in ("내가", "제가", "나는", "저는")), None
    )
    if subject is not None and any(item.is_("see") for item in scene.items):
        subject.used = True
        return True
    return False


def _ask_which(scene: Scene, first: str, second: str) -> None:
    scene.ask("source", [Choice(first, first, {"source": first}), Choice(second, second, {"source": second})],
              said=f"{first}, {second}")  # fmt: skip


def _ask(scene: Scene, said: str) -> None:
    scene.ask("source", [Choice(said, said, {"source": said[:80]})], said=said)


def ask_source(scene: Scene) -> None:
    """Asks who told it: the people in the line, or the one who writes."""
    named = dict.fromkeys(match.what for match in scene.matches if match.what.startswith("broker:"))
    mine = Choice(SELF, label(SELF, scene.language), {"source": SELF})
    scene.ask("source", [*(_choice(scene, what) for what in named), mine], said="")
