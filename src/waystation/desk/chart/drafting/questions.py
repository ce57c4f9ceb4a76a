"""What a question is, and what a mistyped answer is. Sentences are `wording`'s business."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import TypeVar, cast

from waystation.errors import Mistake

__all__ = ["Asking", "LegDropped", "Misread", "Question", "Undo", "ask", "read_answer"]

T = TypeVar("T")
MOST_LETTERS = 200


class Misread(Exception):
    """An answer that cannot be used.

    Args:
        code: The key of its sentence in `wording.draft_replies`.
        **fields: The values that the sentence needs.
    """

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code)
        self.mistake = Mistake(code, fields=fields)


class LegDropped(Exception):
    """While a leg was being described, somebody said to drop it."""


@dataclass(frozen=True, slots=True)
class Undo:
    """The answer "undo": takes a leg away again.

    Args:
        leg: The leg's id; empty while a leg is being described: that one.
    """

    leg: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the interview.

    Args:
        code: Which question; the key of its sentence in `wording.drafting`.
        kind: The kind of answer, which has its own explanation.
        default: The answer that an empty line stands for; empty where there is none.
        fields: The values that the sentence needs.
        inside_leg: Whether a leg is just being described, which "undo leg" drops.
        read: From what was typed to the value; raises `Misread`.
    """

    code: str
    kind: str
    default: str
    fields: dict[str, object]
    inside_leg: bool
    read: Callable[[str], object] = field(compare=False, repr=False)


Asking = Generator[Question, object, T]
"""A part of the interview: yields questions, is sent what was read from the answers, returns what they amount to."""


def ask(
    code: str, kind: str, read: Callable[[str], T], default: str = "", inside_leg: bool = False, **fields: object
) -> Asking[T]:
    """Ask one question.

    Args:
        code: Which question.
        kind: The kind of answer.
        read: From what was typed to the value; raises `Misread`.
        default: The answer that an empty line stands for.
        inside_leg: Whether a leg is just being described.
        **fields: The values that the sentence needs.

    Returns:
        What was read.

    Raises:
        LegDropped: If a leg is being described and the answer drops it.
    """
    value = yield Question(code, kind, default, fields, inside_leg, read)
    if inside_leg and isinstance(value, Undo):
        raise LegDropped
    return cast(T, value)


def read_answer(question: Question, text: str) -> object:
    """What an answer means.

    Args:
        question: The question.
        text: What was typed, without blanks around it; not empty.

    Raises:
        Misread: If it cannot be used; says what would be right.
    """
    if len(text) > MOST_LETTERS:
        raise Misread("too_long", limit=MOST_LETTERS)
    if not text.isprintable():
        raise Misread("not_printable")
    if question.inside_leg and text.casefold() in ("undo", "undo leg"):
        return Undo("")
    return question.read(text)
