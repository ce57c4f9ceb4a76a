"""What is missing or doubtful in a draft, as questions; and the reading that the line comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from waystation.wording.short_lines.grades import GRADES, Grading
from waystation.wording.short_lines.items import Item
from waystation.wording.short_lines.readings import Choice, Question, Reading
from waystation.wording.short_lines.said import asks, figure, label, level_label, said_back
from waystation.wording.short_lines.scene import Scene
from waystation.wording.short_lines.times import Instant, Timing
from waystation.wording.short_lines.told import SELF, ask_source

__all__ = ["close_scene", "happened_fields"]

_FLAGS = ("question", "conditional", "future", "negation", "hedge", "joke", "drill", "instruction", "doubt")
_PASSED = frozenset(
    ("fill", "be", "was", "stand", "near", "to", "by", "with", "of", "way", "group", "self", "see", "say", "vague",
     "about", "suggest")
)  # fmt: skip
_ASKS_FIRST = frozenset(
    (
        "is",
        "are",
        "was",
        "were",
        "did",
        "does",
        "do",
        "has",
        "have",
        "had",
        "can",
        "could",
        "will",
        "would",
        "should",
        "am",
    )
)
_UNGRADED = ("payment", "checkin", "correction", "departure", "illness", "silence", "price")
_OURS = ("departure", "illness", "silence", "price")
"""What is told of a journey of ours is acted on, whoever told it."""
_MOST = {"count": 1e6, "kept": 1e6, "broken": 1e6, "travellers": 1000, "people": 1000, "amount": 1e12}
_PLAIN = ("correction", "checkin")


def close_scene(scene: Scene, folded: str, graded: Grading, timed: Timing | None) -> Reading:
    """The reading of a line, once all that could be understood of it has been.

    Args:
        scene: The line, drafted.
        folded: The line, folded.
        graded: The grades in it.
        timed: The times in it.
    """
    understood = bool(scene.draft.get("kind")) or any(q.code == "checkin" for q in scene.questions)
    if not understood:
        return _not_understood(scene, timed)
    blocked = ""
    if scene.draft.get("kind"):
        _time(scene, timed)
        _grade(scene, graded)
        _bounded(scene)
        if "source" not in scene.draft:
            ask_source(scene)
        if scene.draft["kind"] not in _PLAIN:
            _left_over(scene)
            blocked = _flagged(scene, folded, timed)
        scene.draft["heard"] = scene.base.isoformat()
        scene.draft["text"] = scene.message.line.strip()
    draft = scene.draft if scene.draft.get("kind") else None
    if blocked:
        scene.questions.insert(0, _block(scene, blocked))
        return _reading(scene, draft, timed, plain=False)
    return _reading(scene, draft, timed)


def _reading(scene: Scene, draft: Mapping[str, object] | None, timed: Timing | None, *, plain: bool = True) -> Reading:
    numbers = tuple(figure(item.number) for item in scene.items if item.number is not None)
    whole = dict(draft) if draft is not None else None
    reading = Reading(
        scene.message.line, scene.message.number, scene.language, whole if plain else None, "",
        tuple(scene.matches), numbers, tuple(scene.questions), scene.frame, scene.base,
        timed.said if timed else "", None if plain else whole,
    )  # fmt: skip
    return replace(reading, said_back=said_back(reading))


def _not_understood(scene: Scene, timed: Timing | None) -> Reading:
    leave = Choice("leave_out", label("leave_out", scene.language), drop=True)
    offered = [choice for item in scene.items for choice in _respelt(scene, item)]
    text = asks("not_understood", scene.language)
    scene.questions = [Question("not_understood", text, (*offered, leave), True)]
    return _reading(scene, None, timed)


def happened_fields(instant: Instant) -> dict[str, object]:
    """What a time puts into a draft."""
    fields: dict[str, object] = {"happened": instant.at.isoformat(), "happened_within": None}
    return {**fields, "happened_within": instant.within_days} if instant.within_days else fields


def _time(scene: Scene, timed: Timing | None) -> None:
    if timed is not None:
        if len(timed.may_be) == 1 and not timed.why:
            fields = happened_fields(timed.may_be[0])
            scene.draft.update({key: value for key, value in fields.items() if value is not None})
            return
        scene.ask("when", _times(scene, timed.may_be), said=timed.said)
        return
    past = any(item.is_("was") for item in scene.items)
    if scene.message.may_be and not scene.message.sent:
        scene.ask("when", _times(scene, tuple(Instant(at) for at in scene.message.may_be)), said="")
    elif scene.draft["kind"] == "word" or (scene.draft["kind"] == "observation" and past):
        scene.ask("when", _times(scene, (Instant(scene.base),)), said="")
    else:
        scene.draft["happened"] = scene.base.isoformat()


def _times(scene: Scene, may_be: tuple[Instant, ...]) -> list[Choice]:
    zone = scene.frame.zone
    words = [f"{instant.at.astimezone(zone):%Y-%m-%d %H:%M}" for instant in may_be]
    return [Choice(word, word, happened_fields(instant)) for word, instant in zip(words, may_be, strict=True)]


def _bounded(scene: Scene) -> None:
    """Asks again for numbers that are too large to be meant."""
    for key, most in _MOST.items():
        value = scene.draft.get(key)
        if isinstance(value, int | float) and value > most:
            del scene.draft[key]
            scene.ask("amount" if key == "amount" else "count", said=figure(value))


def _grade(scene: Scene, graded: Grading) -> None:
    for item in scene.items:
        if item.is_("suggest"):
            scene.suggestion = item.meanings["suggest"]
    if len(graded.found) == 1:
        scene.draft["grade"] = graded.found[0]
    elif (
        graded.found
        or scene.draft["kind"] not in _UNGRADED
        or (scene.draft["kind"] not in _OURS and scene.draft.get("source") != _from_whom(scene))
    ):
        offered = graded.found or GRADES
        scene.ask("grade", [Choice(g, g, {"grade": g}) for g in offered], suggestion=scene.suggestion)


def _from_whom(scene: Scene) -> object:
    """From whom nobody asks how far a payment, a check-in or a correction is to be believed."""
    return scene.draft["journey"] if scene.draft["kind"] == "checkin" else SELF


def _left_over(scene: Scene) -> None:
    """Asks about every word that carries a meaning, or may, and went into nothing."""
    left = [item for item in scene.unused() if not set(item.meanings) & _passed(scene) and not item.flags]
    if not left:
        return
    offered = [choice for item in left for choice in _respelt(scene, item)]
    keep = Choice("keep", label("keep", scene.language))
    leave = Choice("leave_out", label("leave_out", scene.language), drop=True)
    scene.ask("leftover", [*offered, keep, leave], said=", ".join(item.said for item in left), free=False)


def _passed(scene: Scene) -> frozenset[str]:
    return _PASSED | {"people"} if scene.draft["kind"] in ("delivery", "word") else _PASSED


def _respelt(scene: Scene, item: Item) -> list[Choice]:
    """Choices that put a word right and read the line anew."""
    return [
        Choice(word, f"{item.said} → {word}", {"line": scene.line[: item.start] + word + scene.line[item.end :]})
        for word in item.unsure
    ]


def _flagged(scene: Scene, folded: str, timed: Timing | None) -> str:
    """What makes the line something other than a plain report, or an empty string."""
    flags = {flag for item in scene.items for flag in item.flags if not (item.used and item.names)}
    first = next((item for item in scene.items if not item.mark), None)
    if "?" in folded or (
        first is not None and first.said.lower().split(" ")[0] in _ASKS_FIRST and not first.is_("see")
    ):
        flags.add("question")
    if timed is not None and timed.why == "future" and not timed.may_be:
        flags.add("future")
    return next((flag for flag in _FLAGS if flag in flags), "")


def _block(scene: Scene, flag: str) -> Question:
    """The question of a line that is no plain report."""
    draft = dict(scene.draft)
    choices: list[Choice] = []
    if flag == "negation":
        choices += _opposites(scene, draft)
    elif flag == "future":
        kept: dict[str, object] = {
            key: draft[key] for key in ("source", "origin", "grade", "heard", "text") if key in draft
        }
        kept["happened"] = scene.base.isoformat()
        choices.append(Choice("forecast", label("forecast", scene.language), {**kept, "kind": "forecast"}))
    if flag != "negation":
        choices.append(Choice("as_said", label("as_said", scene.language), draft))
    choices.append(Choice("leave_out", label("leave_out", scene.language), drop=True))
    return Question(flag, asks(flag, scene.language), tuple(choices))


def _opposites(scene: Scene, draft: dict[str, object]) -> list[Choice]:
    """What may be so where a line says that something is not."""
    pack = scene.frame.names.pack
    if draft["kind"] == "observation":
        condition = pack.condition.get(str(draft.get("condition")))
        levels = [level for level in condition.levels if level != draft.get("level")] if condition else []
        words = [(level, level_label(level, scene.language)) for level in levels]
        return [Choice(level, word, {**draft, "level": level}) for level, word in words]
    if draft["kind"] == "delivery":
        ends = ("back", "harm", "caught", "betrayed", "late")
        return [Choice(e, label(e, scene.language), {**draft, "outcome": e}) for e in ends if e != draft.get("outcome")]
    if draft["kind"] == "sighting":
        kept = {key: value for key, value in draft.items() if key not in ("what", "count")}
        named = scene.conditions_of(str(draft.get("what", "")).split(" ")[0])
        return [
            Choice(
                f"{c}={pack.condition[c].levels[0]}",
                f"{pack.condition[c].title}: {level_label(pack.condition[c].levels[0], scene.language)}",
                {**kept, "kind": "observation", "condition": c, "level": pack.condition[c].levels[0]},
            )
            for c in named
        ]
    return []
