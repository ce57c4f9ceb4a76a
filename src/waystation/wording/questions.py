"""The next question, in words: what to ask, what it is worth, what each answer would change; and its JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from waystation.evidence.intervals import belief
from waystation.planning.course import Hop
from waystation.planning.plan import Plan
from waystation.planning.questions import Asked, Heard
from waystation.wording.beliefs import say_what
from waystation.wording.figures import percent, such_people
from waystation.wording.plans import how, level_name, when_at
from waystation.world.chances import Chance, Counts

__all__ = ["WORTH", "heading_lines", "question_lines", "question_rows", "questions_json"]

WORTH = 1e-5
"""Questions that gain less than one in a hundred thousand are not told as something to ask."""

LEAST = 1e-9
"""Answers that gain less change nothing to speak of."""

SMALL = 1e-3
"""Where the best question gains less, that is said: nothing much hangs on asking."""

SEEN = "sightings-"
"""How the names of conditions begin that stand for what was seen (`evidence.sightings`)."""

RISKS = {
    "caught": "are caught",
    "harm": "are badly hurt",
    "back": "are turned back",
    "late": "are late",
}


def questions_json(asked: Iterable[Asked]) -> list[dict[str, Any]]:
    """What `waystation questions PACK --json` prints."""
    return [
        {
            "ask": each.ask,
            "gain_low": each.gain,
            "changes_first": each.changes_first,
            "solves": len(each.answers),
            "answers": [
                {
                    "answer": heard.says,
                    "chance": heard.chance,
                    "low": heard.low,
                    "low_today": heard.kept,
                    "changes_first": heard.changes_first,
                }
                for heard in each.answers
            ],
        }
        for each in asked
    ]


def heading_lines(plan: Plan, asked: Sequence[Asked]) -> list[str]:
    """How much hangs on asking at all, and until when an answer counts."""
    best = max((each.gain for each in asked), default=0.0)
    if best <= WORTH:
        return ["Nothing that can be asked before leaving would make the plan safer to speak of."]
    said = ["Each is worth what the plan made with its answers gains at worst, on average, over keeping to today's."]
    if best < SMALL:
        said.append("No single answer is worth waiting for: none gains 1 in 1,000.")
    if plan.course:
        said.append(f"The first step is at {when_at(plan, plan.course[0])}: an answer counts if it comes before.")
    return said


def question_lines(plan: Plan, asked: Iterable[Asked]) -> list[tuple[str, list[str]]]:
    """What to ask, the best first: each question, what it is worth, and what each answer would change.

    Args:
        plan: Today's plan.
        asked: The questions; those that gain nothing are passed over.

    Returns:
        For each: the question, and sentences about it.
    """
    return [(_question(plan, each), _about(plan, each)) for each in asked if each.gain > WORTH]


def question_rows(plan: Plan, asked: Iterable[Asked]) -> list[tuple[str, str, str]]:
    """Every question as a row: what it is worth at worst, how likely it changes the first step, what it is about."""
    return [
        (
            _points(each.gain) if each.gain > 0.0 else "nothing",
            percent(each.changes_first) if each.changes_first > 0.0 else "never",
            _subject(plan, each.ask),
        )
        for each in asked
    ]


def _points(gain: float) -> str:
    """A gain in people of a hundred, with no more digits than two: "0.052"."""
    points = gain * 100.0
    return f"{points:.2g}" if points >= 0.001 else "under 0.001"


def _subject(plan: Plan, ask: str) -> str:
    kind, _, name = ask.partition(":")
    if kind == "condition":
        return _seen(plan, name) if name.startswith(SEEN) else f"{plan.pack.condition[name].title} now"
    return say_what(plan.pack, ask if "/" in ask else f"{ask}/betrayed")


def _question(plan: Plan, asked: Asked) -> str:
    """The question as one would ask it."""
    pack = plan.pack
    kind, _, rest = asked.ask.partition(":")
    name, _, risk = rest.partition("/")
    if kind == "condition":
        condition = pack.condition[name]
        if name.startswith(SEEN):
            return f"Ask whether {_seen(plan, name)} is still there."
        return f"Ask how {condition.title} stands now: {' or '.join(heard.says for heard in asked.answers)}?"
    if kind == "broker":
        broker = pack.broker[name]
        if broker.betrays is None:
            return f"Ask how the latest engagement of {broker.title} ended: was faith kept?"
        return f"Ask how far {broker.title} can be trusted: sold more or less than {_middle(broker.betrays)} of groups?"
    if kind == "place":
        place = pack.place[name]
        if isinstance(place.found, Counts):
            return f"Ask how the latest day of hiding at {place.title} ended: was anybody found?"
        return f"Ask how often who waits at {place.title} is found: more or less than {_middle(place.found)} a day?"
    leg = next(leg for leg in pack.legs if leg.id == name)
    ends = f"{how(plan, leg)} from {pack.place[leg.origin].title} to {pack.place[leg.destination].title}"
    chance = getattr(leg.risk, risk)
    if isinstance(chance, Counts):
        return f"Ask how the latest group fared {ends}: are there any who {RISKS[risk]}?"
    return f"Ask how many {RISKS[risk]} {ends}: more or less than {_middle(chance)}?"


def _seen(plan: Plan, name: str) -> str:
    """What a condition that stands for sightings is about: "what was seen near Near bank"."""
    return say_what(replace(plan.pack, conditions=()), f"condition:{name}=there").partition(":")[0]


def _middle(chance: Chance) -> str:
    return percent(belief(chance).mid)


def _about(plan: Plan, asked: Asked) -> list[str]:
    """What it is worth, and what each answer would change."""
    people = such_people(plan.pack.party_size)
    worth = f"Of 100 such {people}, {_points(asked.gain)} more would arrive at worst, on average."
    if asked.changes_first > 0.0:
        worth += f" The first step changes with a chance of {percent(asked.changes_first)}."
    changing = [heard for heard in asked.answers if heard.low - heard.kept > LEAST]
    said = [f"{_if(plan, asked, heard)} ({percent(heard.chance)}): {_effect(plan, heard)}." for heard in changing]
    if 0 < len(changing) < len(asked.answers):
        said.append("Otherwise today's plan stands.")
    return [worth, *said]


def _if(plan: Plan, asked: Asked, heard: Heard) -> str:
    kind, _, rest = asked.ask.partition(":")
    if kind == "condition" and rest.startswith(SEEN):
        return f"If it is {'gone' if heard.says == 'gone' else 'still there'}"
    if kind == "condition":
        return f"If {level_name(plan, rest, heard.says)}"
    return {
        "lower": "If less",
        "upper": "If more",
        "not": "If not",
        "happened": "If it happened",
        "kept": "If it was kept",
        "broken": "If it was broken",
    }[heard.says]


def _effect(plan: Plan, heard: Heard) -> str:
    """What the plan made with an answer does that today's does not."""
    gain = f"{_points(heard.low - heard.kept)} more"
    for old, new in zip_longest(plan.course, heard.course):
        if old is not None and new is not None and _same(old, new):
            continue
        if new is None:
            return f"the course ends otherwise, {gain}"
        where = "go" if new is heard.course[0] else "the course parts:"
        instead = f", not {_instead(plan, old, new)}at {when_at(plan, old)}" if old is not None else ""
        return f"{where} at {when_at(plan, new)} {_way(plan, new)}{instead}; {gain}"
    return f"the same course, other ways out where it goes wrong; {gain}"


def _instead(plan: Plan, old: Hop, new: Hop) -> str:
    """The way that is not taken; nothing where only the hour is another."""
    return "" if (old.leg.id, old.leg.back) == (new.leg.id, new.leg.back) else f"{_way(plan, old)} "


def _same(old: Hop, new: Hop) -> bool:
    return (old.leg.id, old.leg.back, old.step) == (new.leg.id, new.leg.back, new.step)


def _way(plan: Plan, hop: Hop) -> str:
    place = plan.pack.place
    return f"{how(plan, hop.leg)} from {place[hop.leg.origin].title} to {place[hop.leg.destination].title}"
