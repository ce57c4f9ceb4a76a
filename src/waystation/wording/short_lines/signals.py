"""Lines that follow an agreed form: the words of a check-in, and corrections that name a report."""

from __future__ import annotations

import re

from waystation.wording.short_lines.readings import Choice
from waystation.wording.short_lines.said import label
from waystation.wording.short_lines.scene import Scene
from waystation.wording.short_lines.spelling import closest
from waystation.wording.short_lines.tokens import fold, plain_line, words_of
from waystation.wording.short_lines.told import SELF

__all__ = ["check_in", "correction"]

_STRIKE = re.compile(
    r"^\W*(?:correction|correct|corr|strike(?: out)?|retract|withdraw|scratch|delete|cancel|"
    r"정정|취소|철회|삭제)[\s:,–-]*(?:the )?(?:report |rep |보고 ?)?(?:no\.? |#)?(?P<id>[0-9a-f]{3,16})\b(?:…|\.{2,3})?(?P<rest>.*)$"
)
_STRUCK = re.compile(
    r"^\W*(?:(?:the )?report |rep |보고 ?)?#?(?P<id>[0-9a-f]{3,16})\b(?:…|\.{2,3})?"
    r"(?P<rest>\W*(?:(?:is|was) (?:wrong|false|a mistake|not true|incorrect)|취소|정정|철회|틀림|틀렸음|틀렸다|오보|잘못됨|잘못|은 틀림|는 틀림)\W*)$"
)
_HARMLESS = re.compile(
    r"^\W*(?:(?:it )?(?:is|was|were)?\s*(?:wrong|false|a mistake|not true|incorrect|an error|mistaken)|pls|please|thx|"
    r"[은는이가을를]?\s*(?:틀림|틀렸음|틀렸다|틀렸습니다|오보|잘못됨|잘못|취소|취소해|함|철회)?)?\W*(?:pls|please|thx|sorry|요)?\W*$"
)


def correction(scene: Scene, folded: str) -> bool:
    """Drafts a correction, if the line is one; which report it answers must be one of those there are, and only one."""
    match = _STRIKE.match(folded) or _STRUCK.match(folded)
    if match is None or not _HARMLESS.match(match["rest"]):
        return False
    said = match["id"]
    scene.draft.update(kind="correction", source=SELF)
    known = [name for name in scene.frame.report_ids if name.startswith(said)]
    if len(known) == 1 or (not known and len(said) == 16 and not scene.frame.report_ids):
        scene.draft["answers"] = known[0] if known else said
    else:
        offered = known or closest(said, scene.frame.report_ids)
        scene.ask("report", [Choice(name, name, {"answers": name}) for name in offered], said=said)
    return True


def check_in(scene: Scene, rest: str) -> bool:
    """Drafts a check-in, if the line says words that were agreed on and nothing else.

    A line that only holds them, or comes close, is asked about: the words may be anybody's.

    Args:
        scene: The line; its draft may be filled.
        rest: The line without its time and grade, folded.
    """
    words = words_of(rest)
    agreed = {words_of(said): meant for said, meant in scene.frame.checkin_words.items()}
    people = {item.said for item in scene.items if item.used}
    bare = tuple(word for word in words if word not in {fold(plain_line(p)) for p in people})
    for said in (words, bare):
        if said in agreed and said:
            journey, meaning = agreed[said]
            scene.draft.update(kind="checkin", journey=journey, word=meaning)
            scene.draft.setdefault("source", journey)
            for item in scene.items:
                item.used = True
            return True
    held = [key for key in agreed if key and _within(key, words)]
    joined = {" ".join(key): key for key in agreed if key}
    close = [] if held else [joined[near] for near in closest(" ".join(words), joined)]
    for key in held or close:
        journey, meaning = agreed[key]
        choice = Choice(" ".join(key), f"{journey}: {label(meaning, scene.language)}", {
            "kind": "checkin", "journey": journey, "word": meaning, "source": scene.draft.get("source", journey),
        })  # fmt: skip
        leave = Choice("leave_out", label("leave_out", scene.language), drop=True)
        scene.ask("checkin", [choice, leave], free=False, said=" ".join(key))
    return bool(held or close)


def _within(key: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return any(words[at : at + len(key)] == key for at in range(len(words) - len(key) + 1))
