"""A draft: the answers so far, and nothing else. Everything that they say is found by playing them again.

So `back` restores exactly what was before any answer, however much that answer changed, and a draft can be kept as
the list of what was typed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from waystation.desk.chart.drafting.interview import interview
from waystation.desk.chart.drafting.questions import Misread, Question, read_answer
from waystation.desk.chart.drafting.sketch import Setting, Sketch
from waystation.errors import Mistake

__all__ = ["Draft", "answer", "back", "next_question", "sketch_of"]

MOST_ANSWERS = 10_000


@dataclass(frozen=True, slots=True)
class Draft:
    """The answers so far.

    Args:
        setting: What the interview starts from.
        answers: What was typed, defaults filled in, each accepted.
    """

    setting: Setting
    answers: tuple[str, ...] = ()


def next_question(draft: Draft) -> Question | None:
    """The question to ask next, or None when everything has been asked."""
    return _played(draft)[0]


def sketch_of(draft: Draft) -> Sketch:
    """What the answers say so far; not to be changed by who asks."""
    return _played(draft)[1]


def answer(draft: Draft, text: str) -> Draft | Mistake:
    """Answer the next question.

    Args:
        draft: The answers so far.
        text: What was typed; empty for the default.

    Returns:
        The draft with one answer more, or what is wrong with this one.
    """
    question = next_question(draft)
    given = " ".join(text.split()) or (question.default if question else "")
    if question is None or len(draft.answers) >= MOST_ANSWERS:
        return Mistake("nothing_asked")
    if not given:
        return Mistake("no_default")
    try:
        read_answer(question, given)
    except Misread as error:
        return error.mistake
    return replace(draft, answers=(*draft.answers, given))


def back(draft: Draft) -> Draft:
    """The draft without its last answer; itself when there is none."""
    return replace(draft, answers=draft.answers[:-1])


@lru_cache(maxsize=8)
def _played(draft: Draft) -> tuple[Question | None, Sketch]:
    sketch = Sketch(draft.setting)
    asking = interview(sketch)
    question: Question | None = next(asking)
    for text in draft.answers:
        assert question is not None
        try:
            question = asking.send(read_answer(question, text))
        except StopIteration:
            question = None
    return question, sketch
