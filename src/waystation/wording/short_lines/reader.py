"""Short lines read: reports as tired people say and paste them become drafts, or questions; never a guess.

A line is folded, its grade and times are taken out, and what is left is cut into names, numbers and words with
meanings. A few patterns make a draft of them. Whatever carries a meaning that went into no draft, and whatever
makes a line something other than a plain report (a negation, a question, what lies ahead), is asked about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from waystation.errors import BadInput, Mistake
from waystation.wording.language import spoken
from waystation.wording.short_lines.asking import close_scene
from waystation.wording.short_lines.attempts import attempt, outcome_in
from waystation.wording.short_lines.grades import grading
from waystation.wording.short_lines.messages import Message, messages
from waystation.wording.short_lines.money import paid, payment_in
from waystation.wording.short_lines.names import BLOT, names_of
from waystation.wording.short_lines.readings import (
    SHORT_LINE_LIMITS,
    CheckInWords,
    Frame,
    Going,
    Language,
    Reading,
    ShortLineLimits,
)
from waystation.wording.short_lines.scene import Scene
from waystation.wording.short_lines.seen import level_in, observed, sighted, what_in
from waystation.wording.short_lines.signals import check_in, correction, perhaps_check_in
from waystation.wording.short_lines.spotting import items
from waystation.wording.short_lines.standing import word_counts
from waystation.wording.short_lines.times import timing
from waystation.wording.short_lines.tokens import fold, is_hangul, plain_line, tokens
from waystation.wording.short_lines.told import loose_person, sent_by, told
from waystation.wording.short_lines.underway import ours, underway
from waystation.world.pack import Pack

__all__ = ["read_lines", "read_message"]

_NONE: Mapping[str, str] = {}


def read_lines(
    text: str,
    pack: Pack,
    now: datetime,
    zone: tzinfo,
    *,
    aliases: Mapping[str, str] = _NONE,
    checkin_words: CheckInWords | None = None,
    report_ids: Sequence[str] = (),
    going: Going | None = None,
    limits: ShortLineLimits = SHORT_LINE_LIMITS,
) -> list[Reading]:
    """What each line of a text comes to.

    Args:
        text: One or more lines, typed or pasted from a messenger.
        pack: The mission whose places, legs, brokers and conditions are meant.
        now: The present instant, with a zone: no report is about a later one.
        zone: The zone of local times.
        aliases: Ids of places, legs, brokers, conditions and levels by other words for them, in any script.
        checkin_words: By the words agreed on: whose journey, and `good`, `bad` or `pressed`.
        report_ids: The ids of the reports there are, for corrections.
        going: The journey of the mission that runs, if one does.
        limits: How much is read.

    Returns:
        One reading for each line that says something, in order. Empty lines, and lines in which a messenger only
        names a day or a sender, have none.

    Raises:
        BadInput: If there are more lines, or longer ones, than are read.
    """
    lines = [(number, line, plain_line(line)) for number, line in enumerate(text.splitlines(), 1)]
    said = [entry for entry in lines if entry[2].strip()]
    if len(said) > limits.lines:
        raise BadInput([Mistake("over_limit", fields=limits.named("lines"))])
    long = [number for number, line, plain in said if max(len(line), len(plain)) > limits.line]
    if long:
        raise BadInput([Mistake("over_limit", line=number, fields=limits.named("line")) for number in long])
    frame = Frame(now, zone, names_of(pack, aliases), checkin_words or {}, tuple(report_ids), going)
    return [read_message(message, frame) for message in messages(lines, now, zone)]


def read_message(message: Message, frame: Frame) -> Reading:
    """What one message comes to."""
    line = message.body
    folded = fold(line)
    base = min(message.sent or frame.now, frame.now)
    graded = grading(folded, line)
    shielded = frame.names.shield(graded.rest)
    timed = timing(shielded, line, base, frame.zone)
    rest = timed.rest if timed else shielded
    rest = "".join(folded[at] if char == BLOT else char for at, char in enumerate(rest))
    scene = Scene(line, message, items(line, tokens(rest), frame.names), frame, base, _language(line, message.sender))
    sent_by(scene)
    if correction(scene, folded) or check_in(scene, folded):
        scene.items, timed = [], None
    else:
        _understand(scene, rest)
    return close_scene(scene, folded, graded, timed)


def _language(line: str, sender: str) -> Language:
    """The line's language; Korean too for whoever reads Korean, whatever was typed or pasted."""
    return "ko" if spoken() == "ko" or any(map(is_hangul, line or sender)) else "en"


def _understand(scene: Scene, rest: str) -> None:
    """Finds out who told it and what kind of report it is, and drafts it."""
    told(scene)
    if check_in(scene, rest) or perhaps_check_in(scene, rest):
        scene.items = []
        return
    if underway(scene, rest):
        return
    pay = payment_in(scene)
    if pay is not None:
        paid(scene, pay)
    elif not word_counts(scene):
        _saw_or_did(scene)
        ours(scene)
    if scene.draft.get("kind") in ("observation", "sighting") or "broker" in scene.draft:
        loose_person(scene)


def _saw_or_did(scene: Scene) -> None:
    outcome, whats = outcome_in(scene), what_in(scene)
    level = level_in(scene)
    moved = outcome is not None and outcome.meanings.get("outcome") in ("arrived", "back", "arrived/back")
    if whats and moved and not any(item.is_("group") or item.is_("by") for item in scene.items):
        sighted(scene, whats)  # it is they who came or went
    elif outcome is not None:
        attempt(scene, outcome)
    elif level is not None and (not whats or _about_itself(scene, level)):
        observed(scene, level)
    elif whats:
        sighted(scene, whats)


def _about_itself(scene: Scene, level: object) -> bool:
    """Whether "police alert" is meant: what is seen is itself the condition that the level belongs to."""
    whats = what_in(scene)
    if any(item.number is not None for item in scene.items):
        return False
    return all(item is level or scene.candidates(item, ("condition",)) for item in whats)
