"""Lines that follow an agreed form: the words of a check-in, and corrections that name a report."""

from __future__ import annotations

import re

from waystation.wording.short_lines.readings import Choice
from waystation.wording.short_lines.said import label
from waystation.wording.short_lines.scene import Scene
from waystation.wording.short_lines.spelling import Speller
from waystation.wording.short_lines.tokens import words_of
from waystation.wording.short_lines.told import SELF

__all__ = ["check_in", "correction", "perhaps_check_in"]

_STRIKE = re.compile(
    r"^\W*(?:correction|correct|corr|strike(?: out)?|retract|withdraw|scratch|delete|cancel|"
    r"정정|취소|철회|삭제)[\s:,–-]*(?:the )?(?:report |rep |보고 ?)?(?:no\.? |#)?"
    r"(?P<id>[0-9a-f]{3,16})\b(?:…|\.{2,3})?(?P<rest>.*)$"
)
_STRUCK = re.compile(
    r"^\W*(?:(?:the )?report |rep |보고 ?)?#?(?P<id>[0-9a-f]{3,16})\b(?:…|\.{2,3})?"
    r"(?P<rest>\W*(?:(?:is|was) (?:wrong|false|a mistake|not true|incorrect)|"
    r"취소|정정|철회|틀림|틀렸음|틀렸다|오보|잘못됨|잘못|은 틀림|는 틀림)\W*)$"
)
_HARMLESS = re.compile(
    r"^\W*(?:(?:it )?(?:is|was|were)?\s*(?:wrong|false|a mistake|not true|incorrect|an error|mistaken)|pls|please|thx|"
    r"[은는이가을를]?\s*(?:틀림|틀렸음|틀렸다|틀렸습니다|오보|잘못됨|잘못|취소|취소해|함|철회)?)?\W*(?:pls|please|thx|sorry|요)?\W*$"
)


def correction(scene: Scene, folded: str) -> bool:
    """Drafts a correction, if the line is one; which report it answers must be one of those there are, and only one."""
    strike = _STRIKE.match(folded)
    match = strike or _STRUCK.match(folded)
    if match is None or not _HARMLESS.match(match["rest"]):
        return False
    said = match["id"]
    if strike is None and said.isalpha() and not any(name.startswith(said) for name in scene.frame.report_ids):
        return False  # a word that only looks like an id
    scene.draft.update(kind="correction", source=SELF)
    known = [name for name in scene.frame.report_ids if name.startswith(said)]
    if len(known) == 1 or (not known and len(said) == 16 and not scene.frame.report_ids):
        scene.draft["answers"] = known[0] if known else said
    else:
        offered = known or Speller(scene.frame.report_ids).closest(said)
        scene.ask("report", [Choice(name, name, {"answers": name}) for name in offered], said=said)
    return True


def check_in(scene: Scene, said: str) -> bool:
    """Drafts a check-in, if words that were agreed on are all that is said.

    Args:
        scene: The line; its draft may be filled.
        said: The line, or what is left of it, folded.
    """
    words = words_of(said)
    used = {word for item in scene.items if item.used for word in words_of(item.said)}
    for left in (words, tuple(word for word in words if word not in used)):
        for key, (journey, meaning) in _agreed(scene).items():
            if left and (left == key or "".join(left) == "".join(key)):
                scene.draft.update(kind="checkin", journey=journey, word=meaning)
                scene.draft.setdefault("source", journey)
                scene.questions = []
                return True
    return False


def perhaps_check_in(scene: Scene, said: str) -> bool:
    """Asks whether a check-in is meant where a line holds agreed words among others, or comes close to them."""
    words, agreed = words_of(said), _agreed(scene)
    held = [key for key in agreed if _within(key, words)]
    joined = {" ".join(key): key for key in agreed}
    close = [] if held else [joined[near] for near in Speller(joined).closest(" ".join(words))]
    leave = Choice("leave_out", label("leave_out", scene.language), drop=True)
    choices = [
        Choice(" ".join(key), f"{agreed[key][0]}: {label(agreed[key][1], scene.language)}", {
            "kind": "checkin", "journey": agreed[key][0], "word": agreed[key][1],
            "source": scene.draft.get("source", agreed[key][0]), "happened": scene.base.isoformat(),
            "heard": scene.base.isoformat(), "text": scene.message.line.strip(),
        })
        for key in held or close
    ]  # fmt: skip
    if choices:
        scene.draft, scene.questions = {}, []
        scene.ask("checkin", [*choices, leave], free=False, said=" ".join((held or close)[0]))
    return bool(choices)


def _agreed(scene: Scene) -> dict[tuple[str, ...], tuple[str, str]]:
    agreed = {words_of(said): meant for said, meant in scene.frame.checkin_words.items()}
    return {key: meant for key, meant in agreed.items() if key}


def _within(key: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return any(words[at : at + len(key)] == key for at in range(len(words) - len(key) + 1))
