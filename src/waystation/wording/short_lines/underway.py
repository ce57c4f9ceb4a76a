"""Lines about a journey of ours that runs: they left, somebody is ill, a broker does not answer or asks for more.

Read only while a journey runs, for "left" and "sick" mean many things otherwise. An attempt that fits where the party
is becomes one of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from waystation.wording.short_lines.attempts import leg_said, places_said
from waystation.wording.short_lines.items import Item
from waystation.wording.short_lines.readings import Choice, Going
from waystation.wording.short_lines.scene import Scene

__all__ = ["ours", "underway"]

_LEFT = re.compile(
    r"\b(?:(?:have|has|had|just) )*(?:left|set (?:out|off)|departed)(?: (?:for|to))?\b|"
    r"\b(?:are |is )?on (?:their|the) way\b|"
    r"출발(?:함|했음|했다|했습니다|했어요|하였음)?|떠남|떠났(?:음|다|습니다|어요)?"
)
_SILENT = re.compile(
    r"\b(?:do(?:es)?|did|has|have)(?:n'?t| not) (?:answer(?:ed)?|repl(?:y|ied)|pick(?:ed)? up|respond(?:ed)?)\b"
    r"(?: (?:the|his|her|their) (?:phone|calls?))?|\bno (?:answer|reply)\b|"
    r"\b(?:is )?not (?:answering|replying|picking up)\b|\b(?:is )?unreachable\b|\bcan(?:'?t|not) be reached\b|"
    r"\b(?:his |her )?phone is off\b|연락(?:이|도)?\s*(?:안\s*(?:됨|된다|돼|됩니다|받음)|두절|끊김|끊겼음)|"
    r"전화(?:를|도)?\s*안\s*받(?:음|는다|아|습니다)|답이\s*없(?:음|다|습니다)"
)
_ILL = re.compile(
    r"\b(?:is |has got |has |got |fell |feels |seems )?(?:ill|sick|a fever|feverish|unwell)\b|"
    r"아픔|아프(?:다|심|십니다|대요)?|아파요?|병(?:이)?\s*났(?:음|다)?|열(?:이)?\s*(?:남|나요|난다|있음)"
)
_WELL = re.compile(
    r"\b(?:is )?(?:well again|better again|recovered|has recovered|on (?:his|her) feet again)\b|"
    r"(?:다\s*)?나(?:음|았음|았다|았습니다)|회복(?:함|했음|됨)?"
)
_ASKS = re.compile(
    r"\b(?:now )?(?:asks?|asked|asking|wants?|wanted|demands?|demanded)(?: for)?\b|"
    r"요구(?:함|했음|한다)?|달라고\s*(?:함|한다)?"
)
_KIN = {
    "할머니": "grandmother", "할아버지": "grandfather", "어머니": "mother", "엄마": "mother", "아버지": "father",
    "아빠": "father", "딸": "daughter", "아들": "son", "아기": "baby", "누나": "sister", "언니": "sister",
}  # fmt: skip


def underway(scene: Scene, rest: str) -> bool:
    """Drafts what a line tells of a journey that runs; False if it tells none of these.

    Args:
        scene: The line; who told it has been taken out.
        rest: What is left of it, folded, place for place.
    """
    going = scene.frame.going
    if going is None:
        return False
    drafts: tuple[tuple[re.Pattern[str], Callable[[Scene, Going, str], bool]], ...] = (
        (_WELL, _well), (_ILL, _ill), (_SILENT, _silent), (_ASKS, _asks), (_LEFT, _left),
    )  # fmt: skip
    for pattern, draft in drafts:
        found = pattern.search(rest)
        if found is None:
            continue
        before = [(item, item.used, item.flags) for item in scene.items]
        for item in scene.items:
            if item.start < found.end() and item.end > found.start() and not (item.names or item.used):
                item.used, item.flags = True, ()
        if draft(scene, going, rest):
            return True
        for item, used, flags in before:
            item.used, item.flags = used, flags
    return False


def ours(scene: Scene) -> None:
    """Makes an attempt one of the journey that runs, where it fits: on the leg they are on, or one from where they are.

    Args:
        scene: The line, drafted.
    """
    going, draft = scene.frame.going, scene.draft
    if going is None or draft.get("kind") != "delivery":
        return
    pack = scene.frame.names.pack
    leg = str(draft.get("leg") or going.leg or "")
    if leg not in ((going.leg,) if going.leg else going.leaves):
        return
    runs = {one.id: one.broker for one in pack.legs}
    if draft.get("broker") not in (None, runs.get(leg)):
        return
    if "leg" not in draft:
        draft["leg"] = leg
        scene.questions = [question for question in scene.questions if question.code != "leg"]
    draft["journey"] = going.journey


def _left(scene: Scene, going: Going, _rest: str) -> bool:
    if scene.first("what") is not None:
        return False  # it is they who left
    scene.draft.update(kind="departure", journey=going.journey)
    legs = leg_said(scene)
    places = {name for found in ([] if legs else places_said(scene)) for name in found} - {going.place}
    if not legs:
        ends = {one.id: {one.origin, one.destination} for one in scene.frame.names.pack.legs}
        legs = [leg for leg in going.leaves if not places or ends[leg] & places]
    fits = [leg for leg in legs if leg in going.leaves] or legs
    if len(fits) == 1:
        scene.draft["leg"] = fits[0]
    else:
        names = scene.frame.names
        scene.ask("leg", [Choice(leg, names.title(f"leg:{leg}"), {"leg": leg}) for leg in fits or going.leaves])
    _group(scene)
    return True


def _silent(scene: Scene, going: Going, _rest: str) -> bool:
    item, broker = _broker(scene)
    if item is None:
        return False
    scene.note(item, f"broker:{broker}")
    scene.draft.update(kind="silence", journey=going.journey, broker=broker)
    return True


def _asks(scene: Scene, going: Going, _rest: str) -> bool:
    number = next((item for item in scene.items if item.number is not None and not item.used), None)
    item, broker = _broker(scene)
    if number is None:
        return False
    legs = leg_said(scene)
    run = [one.id for one in scene.frame.names.pack.legs if one.broker == broker and broker]
    legs = legs or run
    if not legs:
        return False
    number.used = True
    if item is not None:
        scene.note(item, f"broker:{broker}")
    scene.draft.update(kind="price", journey=going.journey, fee=number.number)
    if len(legs) == 1:
        scene.draft["leg"] = legs[0]
    else:
        names = scene.frame.names
        scene.ask("leg", [Choice(leg, names.title(f"leg:{leg}"), {"leg": leg}) for leg in legs])
    for other in scene.items:
        if other.is_("currency") or other.is_("each") or other.is_("pay"):
            other.used = True
    return True


def _ill(scene: Scene, going: Going, rest: str) -> bool:
    person = _traveller(scene, rest)
    if person:
        scene.draft.update(kind="illness", journey=going.journey, person=person)
    return bool(person)


def _well(scene: Scene, going: Going, rest: str) -> bool:
    person = _traveller(scene, rest)
    if person:
        scene.draft.update(kind="illness", journey=going.journey, person=person, over=True)
    return bool(person)


def _broker(scene: Scene) -> tuple[Item | None, str]:
    """The one broker named beside whoever told it."""
    for item in scene.unused():
        found = scene.candidates(item, ("broker",))
        if len(found) == 1:
            return item, found[0].partition(":")[2]
    return None, ""


def _traveller(scene: Scene, rest: str) -> str:
    """The traveller named, by the id or, in Korean, by what they are to the family."""
    people = {one.id for one in scene.frame.names.pack.travellers}
    said = {name.replace("-", " "): name for name in people} | {name: name for name in people}
    said |= {korean: name for korean, name in _KIN.items() if name in people}
    source = str(scene.draft.get("source", ""))
    for words in sorted(said, key=len, reverse=True):
        at = rest.find(words)
        if at >= 0 and (said[words] != source or rest.count(words) > 1):
            for item in scene.items:
                if item.start < at + len(words) and item.end > at:
                    item.used = True
            return said[words]
    return ""


def _group(scene: Scene) -> None:
    for item in scene.unused():
        if item.is_("group") or item.is_("people") or item.is_("near") or item.is_("to"):
            item.used = True
