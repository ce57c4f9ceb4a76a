"""Answers to the questions of a reading: each puts its fields into the draft, until nothing is left to ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from waystation.errors import BadInput, Mistake
from waystation.wording.language import say
from waystation.wording.short_lines.asking import happened_fields
from waystation.wording.short_lines.grades import grading
from waystation.wording.short_lines.messages import Message
from waystation.wording.short_lines.reader import read_message
from waystation.wording.short_lines.readings import Choice, Question, Reading
from waystation.wording.short_lines.said import asks, level_label, said_back
from waystation.wording.short_lines.spotting import items
from waystation.wording.short_lines.times import timing
from waystation.wording.short_lines.tokens import fold, plain_line, tokens
from waystation.world.report import Report, read_report

__all__ = ["answer", "kept"]

_KINDS = {
    "place": ("place", "leg"),
    "leg": ("leg",),
    "broker": ("broker",),
    "to": ("broker",),
    "condition": ("condition",),
}
_FIELD = {"place": "near", "leg": "leg", "broker": "broker", "to": "to", "condition": "condition"}


def answer(reading: Reading, question: Question, choice: str | Choice) -> Reading:
    """The reading once a question is answered.

    Args:
        reading: The reading.
        question: One of its questions.
        choice: One of the question's choices or its value; where the question is free, also what somebody typed.

    Returns:
        The reading with the answer in its draft and that question gone; a line that is left out has neither draft
        nor questions.

    Raises:
        BadInput: If the question is none of the reading's, or the answer none of the question's.
    """
    if question not in reading.questions:
        raise BadInput([Mistake("no_such_question", line=reading.number, fields={"value": question.code})])
    chosen = choice if isinstance(choice, Choice) else _chosen(reading, question, choice)
    if chosen.drop:
        return _with(reading, None, ())
    if "line" in chosen.fields:
        sender = _sender_of(reading)
        return read_message(replace(sender, body=str(chosen.fields["line"])), reading.frame)
    left = tuple(q for q in reading.questions if q != question)
    draft = {**(reading.draft or {}), **chosen.fields}
    left = tuple(q for q in left if q.code not in chosen.fields)
    if chosen.fields.get("kind") == "forecast":
        left = tuple(q for q in left if q.code in ("source", "grade"))
    draft = {key: value for key, value in draft.items() if value is not None}
    return _with(reading, *_fitting(reading, draft, left))


def _fitting(
    reading: Reading, draft: dict[str, object], left: tuple[Question, ...]
) -> tuple[dict[str, object], tuple[Question, ...]]:
    """The same, with the level asked for anew where the condition has no such level."""
    condition = reading.frame.names.pack.condition.get(str(draft.get("condition")))
    if draft.get("kind") != "observation" or condition is None or draft.get("level") in (None, *condition.levels):
        return draft, left
    words = [(level, level_label(level, reading.language)) for level in condition.levels]
    choices = tuple(Choice(level, word, {"level": level}) for level, word in words)
    question = Question("level", asks("level", reading.language, said=str(draft["level"])), choices)
    return {key: value for key, value in draft.items() if key != "level"}, (*left, question)


def kept(reading: Reading) -> Report:
    """The report of a reading with nothing left to ask.

    Raises:
        BadInput: If something is left to ask, or the draft is no report.
    """
    if reading.draft is None or reading.questions:
        raise BadInput([Mistake("still_asked", line=reading.number)])
    report = read_report(dict(reading.draft), line=reading.number, now=reading.frame.now)
    if isinstance(report, list):
        raise BadInput(report)
    return report


def _with(reading: Reading, draft: Mapping[str, object] | None, questions: tuple[Question, ...]) -> Reading:
    changed = replace(reading, draft=draft, questions=questions, otherwise=None)
    return replace(changed, said_back=said_back(changed))


def _sender_of(reading: Reading) -> Message:
    return Message(reading.number, reading.line, "", "", reading.base)


def _chosen(reading: Reading, question: Question, typed: str) -> Choice:
    said = plain_line(typed).strip()
    for choice in question.choices:
        if said.lower() in (choice.value.lower(), choice.label.lower()):
            return choice
    fields = _free(reading, question.code, said) if question.free and said else None
    if fields is None:
        known = ", ".join(choice.value for choice in question.choices[:12]) or say("it in other words")
        raise BadInput([Mistake("no_such_choice", line=reading.number, fields={"value": said[:40], "known": known})])
    return Choice(said, said, fields)


def _free(reading: Reading, code: str, said: str) -> dict[str, object] | None:
    """What somebody typed in answer to a question, as fields; None if it is no answer to it."""
    if code == "not_understood":
        return {"line": said}
    if code == "grade":
        found = grading(fold(said), said.upper()).found
        return {"grade": found[0]} if len(found) == 1 else None
    if code == "when":
        timed = timing(fold(said), said, reading.base, reading.frame.zone)
        if timed is None or timed.why or len(timed.may_be) != 1 or timed.rest.strip():
            return None
        return happened_fields(timed.may_be[0])
    if code in ("count", "amount", "currency"):
        return _number(said.replace(",", ""), "count" if code == "count" else "amount")
    if code == "report":
        return {"answers": said} if said in reading.frame.report_ids else None
    named = _named(reading, code, said)
    if named is not None:
        return named
    return {"source": said[:80]} if code == "source" else None


def _number(said: str, field: str) -> dict[str, object] | None:
    try:
        value = float(said)
    except ValueError:
        return None
    return {field: value} if 0 <= value <= (1e6 if field == "count" else 1e12) else None


def _named(reading: Reading, code: str, said: str) -> dict[str, object] | None:
    kinds = _KINDS.get(code, ("broker",) if code == "source" else ())
    found = {
        f"{sense.named.what}:{sense.named.id}"
        for item in items(said, tokens(fold(said)), reading.frame.names)
        for sense in item.names
        if sense.named.what in kinds and sense.strength == 0
    }
    if len(found) != 1:
        return None
    (what,) = found
    return {_FIELD.get(code, "source"): what if code == "place" else what.partition(":")[2]}
