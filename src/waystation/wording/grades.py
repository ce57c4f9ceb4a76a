"""The Admiralty pair in words, and how old something is: what a grade says of its source, and of what it told."""

from __future__ import annotations

from waystation.wording.language import mark, say, say_many

__all__ = ["GRADES", "grade_choices", "say_age", "say_grade"]

SOURCES = {
    "A": mark("a completely reliable source"),
    "B": mark("a usually reliable source"),
    "C": mark("a fairly reliable source"),
    "D": mark("a source that is not usually reliable"),
    "E": mark("an unreliable source"),
    "F": mark("a source that cannot be judged"),
}
CONTENTS = {
    "1": mark("confirmed by others"),
    "2": mark("probably true"),
    "3": mark("possibly true"),
    "4": mark("doubtful"),
    "5": mark("improbable"),
    "6": mark("whether it is true cannot be judged"),
}
"""AJP-2.1's words for each letter and each figure."""
GRADES = tuple(f"{letter}{figure}" for letter in SOURCES for figure in CONTENTS)


def say_grade(grade: str | None) -> str:
    """A grade in words: "B2: a usually reliable source; probably true".

    Args:
        grade: The pair; None where nobody graded it.
    """
    if grade is None:
        return say("not graded, so it counts for nothing until somebody grades it")
    source, content = say(SOURCES[grade[0]]), say(CONTENTS[grade[1]])
    return say("{grade}: {source}; {content}", grade=grade, source=source, content=content)


def grade_choices() -> list[tuple[str, str]]:
    """Every grade with its words, for a form; none first."""
    return [("", say("not graded")), *((one, say_grade(one)) for one in GRADES)]


def say_age(days: float) -> str:
    """How old something was at the start of the journey: "3 days old"."""
    if days < 1.0:
        return say("less than a day old")
    return say_many("{n} day old", "{n} days old", round(days), n=round(days))
