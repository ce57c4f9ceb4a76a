"""Short lines that were typed or pasted, read again with every answer that was given: values, and nothing kept.

All that is known of them stands in the form itself: each line, what was answered, which lines are left out, and when
they were first read. So nothing is lost when the pages lock, or are started anew, between reading and keeping.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from waystation.bootstrap.on_the_way import going_of
from waystation.desk.guide.cases import Case
from waystation.desk.hear.doubles import double_of, sense_of
from waystation.errors import BadInput, Usage
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.typed import instant_in, latest_for
from waystation.wording.mistakes import sentence
from waystation.wording.short_lines import Question, Reading, answer, read_lines
from waystation.world.report import Report, read_report

__all__ = ["Line", "ReadBack", "lines_in", "read_back"]

MOST_ROUNDS = 30
"""So many questions of one line are answered, one after the other; no line has as many."""


@dataclass(frozen=True)
class Asking:
    """A question of a line, and what was answered to it.

    Args:
        name: The name of its field.
        question: The question.
        typed: What was answered; empty while nothing was.
        wrong: What is wrong with that.
    """

    name: str
    question: Question
    typed: str = ""
    wrong: str = ""


@dataclass(frozen=True)
class Line:
    """A line, and what it comes to.

    Args:
        number: Which line it is, from 0.
        text: The line as it was given.
        reading: What it comes to; None for one that says nothing by itself: a sender, a day.
        asks: What is still to be answered.
        answered: The fields of answers that were taken, and what they were.
        left_out: Whether somebody leaves it out.
        report: The report that it would become; None where it is not ready.
        double: The report that says the same already.
        again: Whether an earlier line says the same.
        forgiven: What was taken for what, where the spelling was forgiven.
    """

    number: int
    text: str
    reading: Reading | None = None
    asks: Sequence[Asking] = ()
    answered: Sequence[tuple[str, str]] = ()
    left_out: bool = False
    report: Report | None = None
    double: Report | None = None
    again: bool = False
    forgiven: Sequence[tuple[str, str]] = ()

    @property
    def dropped(self) -> bool:
        """Whether the answers themselves leave it out."""
        return self.reading is not None and self.reading.draft is None and not self.asks


@dataclass(frozen=True)
class ReadBack:
    """All lines, read back.

    Args:
        lines: Each of them.
        at: When they were first read: `now` of their times.
        wrong: What kept them from being read at all.
    """

    lines: Sequence[Line]
    at: datetime
    wrong: Sequence[str] = ()

    @property
    def values(self) -> list[dict[str, Any]]:
        """The reports that would be kept, as plain values."""
        return [
            dict(one.reading.draft or {}) for one in self.lines if one.report is not None and one.reading is not None
        ]

    @property
    def ready(self) -> bool:
        """Whether every line is clear or left out, and something is kept."""
        open_ = [one for one in self.lines if one.reading is not None and not one.left_out and not one.dropped]
        return bool(open_) and all(one.report is not None for one in open_) and not self.wrong

    @property
    def print(self) -> str:
        """What is different whenever anything else would be kept: it says that this was read back, and not another."""
        said = json.dumps(self.values, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(said.encode()).hexdigest()[:32]


def lines_in(asked: Asked) -> list[str]:
    """The lines of a form: as they were pasted, or each in a field of its own."""
    apart = asked.texts("line")
    return [one for text in apart for one in text.split("\n")] if apart else asked.text("lines").split("\n")


def read_back(desk: DeskNow, case: Case, asked: Asked) -> ReadBack:
    """What lines come to, with every answer that was given.

    Args:
        desk: The desk as it stands.
        case: The mission.
        asked: What was typed: `lines`, or `line` for each with `was` before it was changed; `at`; the answers.
    """
    zone, at = case.pack.clock.zone, _at(desk, case, asked)
    texts = lines_in(asked)
    pack, going = case.opened.loaded.pack, going_of(case.pack, case.journeys)
    ids = [str(one.id) for one in case.reports]
    try:
        readings = read_lines("\n".join(texts), pack, at, zone, going=going, report_ids=ids)
    except BadInput as error:
        plain = [Line(number, text) for number, text in enumerate(texts)]
        return ReadBack(plain, at, [sentence(one) for one in error.found])
    found = {one.number - 1: one for one in readings}
    was = asked.texts("was")
    known, said = list(case.opened.reports), set[object]()
    lines = []
    for number, text in enumerate(texts):
        if number not in found:
            lines.append(Line(number, text))
            continue
        as_before = number < len(was) and was[number] == text and len(was) == len(texts)
        line = _line(number, text, found[number], asked if as_before else Asked(), at)
        lines.append(_compared(line, known, said))
    return ReadBack(lines, at)


def _at(desk: DeskNow, case: Case, asked: Asked) -> datetime:
    """When the lines were first read, or heard: what stands in the form, as long as it is not to come."""
    zone = case.pack.clock.zone
    typed = asked.text("heard")
    if typed:
        return instant_in(typed, zone, desk.now)
    try:
        at = instant_in(asked.text("at"), zone, desk.now)
    except Usage:
        return desk.now
    return at if at <= desk.now or latest_for(desk) is None else desk.now


def _line(number: int, text: str, reading: Reading, asked: Asked, at: datetime) -> Line:
    """A line with the answers that were given to its questions, in turn."""
    taken: list[tuple[str, str]] = []
    asks: list[Asking] = []
    passed: set[str] = set()
    for turn in range(MOST_ROUNDS):
        question = next((one for one in reading.questions if one.code not in passed), None)
        if question is None:
            break
        name = f"a{number}-{turn}-{question.code}"
        typed = _typed(asked, name)
        if not typed:
            passed.add(question.code)
            asks.append(Asking(name, question))
            continue
        try:
            reading = answer(reading, question, typed)
        except BadInput as error:
            passed.add(question.code)
            asks.append(Asking(name, question, typed, sentence(error.found[0])))
            continue
        taken.append((name, typed))
    left_out = asked.text(f"out{number}") == "yes"
    forgiven = [(one.said, one.name) for one in reading.matches if one.how == "spelling"]
    report = None
    if reading.ready and not left_out:
        made = read_report(dict(reading.draft or {}), now=at)
        report = made if isinstance(made, Report) else None
    return Line(number, text, reading, asks, taken, left_out, report, forgiven=forgiven)


def _typed(asked: Asked, name: str) -> str:
    """What was answered: a choice, or what was typed beside the choices, which counts first."""
    return asked.text(f"{name}-free") or asked.text(name)


def _compared(line: Line, known: Sequence[Report], said: set[object]) -> Line:
    """The line, with what says the same already: a report that is kept, or an earlier line."""
    if line.report is None:
        return line
    sense = sense_of(line.report)
    again = sense in said
    said.add(sense)
    return replace(line, double=double_of(line.report, known), again=again)
