"""Asking what lies outside anyone's control: conditions and what they do to legs, the reward, the budget.

From plain words to a chain: a level lasts as long as was said on average, and gives way to its neighbours alike.
"""

from __future__ import annotations

from typing import Any

from waystation.desk.chart.drafting.hiring import ask_currency
from waystation.desk.chart.drafting.questions import Asking, Misread, ask
from waystation.desk.chart.drafting.readings.amounts import amount, minutes, word_or_number
from waystation.desk.chart.drafting.readings.words import (
    Named,
    alike,
    choice,
    identifier,
    known,
    named,
    separated,
    unsure,
    yes,
)
from waystation.desk.chart.drafting.sketch import Sketch
from waystation.world.conditions import Condition, Matrix
from waystation.world.effects import Effect
from waystation.world.people import Reward

__all__ = ["ask_budget", "ask_conditions", "ask_reward", "lasting"]

MOST_CONDITIONS = 4
MOST_LEVELS = 5
USUAL_LEVELS = {"river": "low, high, flood", "police": "quiet, alert", "snow": "none, deep", "weather": "fair, foul"}
USUAL_RISKS = {"river": "harm, late", "snow": "harm, late", "weather": "harm, late"}
RISK_WORDS = {"caught": "caught", "hurt": "harm", "harm": "harm", "turned back": "back", "back": "back", "late": "late"}
EFFECTS = {"as always": 1.0, "riskier": 2.0, "much riskier": 5.0, "closed": -1.0}
"""What a level does to a leg: a multiplier of the odds; below 0 for closed."""
NOT_ONE = ("no", "none", "nothing", "nothing more", "done")


def ask_conditions(sketch: Sketch) -> Asking[None]:
    """Ask what changes outside anyone's control, and what it does to which legs."""
    while len(sketch.conditions) < MOST_CONDITIONS:
        said = yield from ask(
            "condition",
            "condition",
            lambda text: _condition(sketch, text),
            "no",
            others=[condition.title for condition in sketch.conditions],
        )
        if said is None:
            return
        yield from _ask_condition(sketch, said)


def _ask_condition(sketch: Sketch, said: Named) -> Asking[None]:
    what: dict[str, Any] = {"condition": said.name}
    usual = _usually_touched(sketch, said.id)
    legs = yield from ask("touched", "legs", lambda text: _legs(sketch, text), usual, legs=list(sketch.legs), **what)
    if not legs:
        return
    levels = yield from ask("levels", "levels", _levels, USUAL_LEVELS.get(said.id, "normal, bad"), **what)
    now = yield from ask("level_now", "level", lambda text: _level(text, levels), "don't know", levels=levels, **what)
    stays = yield from ask("lasts", "duration", minutes, "1 day", levels=levels, **what)
    observed = yield from ask("observed", "yes_no", yes, "yes", **what)
    told: dict[str, object] = {"id": said.id, "levels": levels}
    told["per_hour"] = lasting(len(levels), stays / 60.0)
    told.update({"name": said.own_name} if said.own_name else {})
    told.update({"now": now} if now else {})
    told.update({} if observed else {"observed": False})
    risks = yield from ask("worsens", "risks", _risks, USUAL_RISKS.get(said.id, "caught"), **what)
    sketch.conditions.append(Condition.model_validate(told))
    for leg in legs:
        for level in levels[1:]:
            yield from _ask_effect(sketch, said, leg, level, risks)


def _ask_effect(sketch: Sketch, said: Named, leg: str, level: str, risks: list[str]) -> Asking[None]:
    names = sketch.place_names
    found = sketch.legs[leg]
    multiplier = yield from ask(
        "effect",
        "effect",
        word_or_number(EFFECTS, 0.0, 1000.0),
        "riskier",
        condition=said.name,
        level=level,
        here=names[found.origin],
        there=names[found.destination],
        mode=found.mode,
    )
    if multiplier == 1.0:
        return
    effect: Effect = "closed" if multiplier < 0.0 else dict.fromkeys(risks, multiplier)
    sketch.legs[leg] = found.model_copy(update={"when": {**found.when, f"{said.id}={level}": effect}})


def lasting(levels: int, stays: float) -> Matrix:
    """A chain in which each level lasts so many units of time on average and gives way to its neighbours alike.

    Args:
        levels: How many levels, >= 1.
        stays: How many units a level lasts; less than 2 counts as 2, so that no level is left with certainty.

    Returns:
        One row for each level; each sums to 1.
    """
    if levels == 1:
        return ((1.0,),)
    leave = round(1.0 / max(2.0, stays), 6)
    rows = []
    for level in range(levels):
        neighbours = [other for other in (level - 1, level + 1) if 0 <= other < levels]
        row = [leave / len(neighbours) if other in neighbours else 0.0 for other in range(levels)]
        row[level] = round(1.0 - leave, 6)
        rows.append(tuple(row))
    return tuple(rows)


def ask_reward(sketch: Sketch) -> Asking[None]:
    """Ask what those who hunt them pay for turning them in."""
    reward = yield from ask("reward", "reward", lambda text: _reward(text, len(sketch.travellers)), "no")
    if reward is not None and sketch.currency is None:
        sketch.currency = yield from ask_currency()
    sketch.reward = reward


def ask_budget(sketch: Sketch) -> Asking[None]:
    """Ask how much money there is, where anything costs money."""
    if all(leg.fee.high <= 0.0 for leg in sketch.legs.values()):
        return
    sketch.budget = yield from ask("budget", "budget", _budget, "no limit", currency=sketch.currency)


def _condition(sketch: Sketch, text: str) -> Named | None:
    if text.casefold() in NOT_ONE:
        return None
    found = named(text)
    if any(condition.id == found.id for condition in sketch.conditions):
        raise Misread("taken", value=found.id)
    return found


def _legs(sketch: Sketch, text: str) -> list[str]:
    if text.casefold() in ("all", "all of them", "every leg"):
        return list(sketch.legs)
    if text.casefold() in NOT_ONE:
        return []
    numbers = {str(position): leg for position, leg in enumerate(sketch.legs, 1)}
    names = sketch.leg_names()
    ids = {leg: leg for leg in names}
    return list(dict.fromkeys(numbers.get(part) or alike(part, names) or known(part, ids) for part in separated(text)))


def _usually_touched(sketch: Sketch, condition: str) -> str:
    """The numbers of the legs that a condition of that name touches as a rule."""
    water = [str(number) for number, leg in enumerate(sketch.legs.values(), 1) if leg.mode in ("ford", "boat")]
    return ", ".join(water) if condition == "river" and water else "all"


def _levels(text: str) -> list[str]:
    found = [named(part).id for part in separated(text)]
    if not 2 <= len(set(found)) == len(found) <= MOST_LEVELS:
        raise Misread("levels", value=text, most=MOST_LEVELS)
    return found


def _level(text: str, levels: list[str]) -> str:
    return "" if unsure(text) else choice(text, {level.replace("-", " "): level for level in levels})


def _risks(text: str) -> list[str]:
    whole = "," in text or identifier(text) == "turned-back"
    parts = [part.strip() for part in (text.split(",") if whole else text.split()) if part.strip()]
    found = list(dict.fromkeys(choice(part, RISK_WORDS) for part in parts))
    return found or [choice(text, RISK_WORDS)]


def _reward(text: str, people: int) -> Reward | None:
    """What is paid: "no", "2055" or "2055 for a group", "500 a head"."""
    said = text.casefold()
    if unsure(text) or said in ("no", "none", "nothing"):
        return None
    for ending in ("a head", "per head", "each"):
        if said.endswith(ending):
            return Reward(per_head=amount(said.removesuffix(ending).strip()))
    plain = said.removesuffix("for a group").removesuffix("a group").removesuffix("in all").strip()
    if people == 1 and plain == said:
        return Reward(per_head=amount(plain))
    return Reward(group=amount(plain), group_from=min(2, people))


def _budget(text: str) -> float | None:
    return None if unsure(text) or text.casefold() in ("no limit", "no", "none", "unlimited") else amount(text)
