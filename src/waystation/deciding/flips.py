"""What would make the verdict another: the nearest changes in reports, each confirmed by planning again.

First levels at which a condition may be seen, then single beliefs, by as few reports as turn the verdict, then, where
no single one does, several together. The plan as it is and its derivatives say where to look; nothing is told that a
new plan has not confirmed. What a report changes is what an answer to a question does: one more engagement kept or
broken, one more attempt in which something happened or did not, the lower or the upper half of an interval.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from waystation.deciding.assessing import Assessed, with_levels, with_pack
from waystation.deciding.verdict import Change, Flip, Word
from waystation.evidence.answers import answers_about_chance, answers_about_record
from waystation.evidence.intervals import Belief, belief
from waystation.evidence.trust import faith
from waystation.planning.sensitivity import Weight
from waystation.planning.what_if import Mission
from waystation.world.pack import Pack

__all__ = ["MOST_BELIEFS", "MOST_FLIPS", "TIMES", "Judge", "changed", "find_flips"]

MOST_BELIEFS = 8
"""Beliefs that are looked at, the heaviest first."""
MOST_TOGETHER = 20
"""Beliefs that are moved together where no single one turns the verdict."""
MOST_FLIPS = 4
"""Flips that are told."""
TIMES = (1, 2, 3, 5, 10, 20)
"""How many reports of one kind are tried; more would be no near change."""
HALVINGS = (1, 2, 3)
"""How often an interval is halved."""
GOOD = ("kept", "not", "lower")


@dataclass(frozen=True)
class Judge:
    """How a mission that is otherwise would be judged.

    Args:
        again: The verdict on it by a new plan, with that plan.
        guess: The verdict if the chance of arriving at worst, and nominally, moved by so much.
        at_level: The verdict if a condition stood at a level, by the plan as it is.
    """

    again: Callable[[Mission], tuple[Word, Assessed]]
    guess: Callable[[float, float], Word]
    at_level: Callable[[str, str], Word]


def find_flips(assessed: Assessed, word: Word, judge: Judge) -> tuple[Flip, ...]:
    """The nearest changes that make the verdict another.

    Args:
        assessed: The plan as it is.
        word: The verdict as it is.
        judge: How it would be judged otherwise.

    Returns:
        At most `MOST_FLIPS`: levels of conditions first, then beliefs, by how few reports.
    """
    levels = list(_by_levels(assessed, word, judge))
    if word == "hold":  # what is waited for is a level: no report on anything else ends the wait
        return tuple(levels[:MOST_FLIPS])
    heaviest = _heaviest(assessed)
    singles = [flip for weight in heaviest for flip in _by_belief(assessed, weight, word, judge)]
    singles.sort(key=lambda flip: flip.changes[0].times)
    if not singles and word == "decline":
        singles = list(_together(assessed, word, judge))
    kept = singles[: max(MOST_FLIPS - len(levels), MOST_FLIPS // 2)]
    return (*levels[: MOST_FLIPS - len(kept)], *kept)


def _heaviest(assessed: Assessed, most: int = MOST_BELIEFS) -> list[Weight]:
    bases = {base.what for base in assessed.bases.bases}
    known = [weight for weight in assessed.weights if weight.what in bases and max(weight.reaches) > 1e-9]
    return sorted(known, key=lambda weight: weight.reaches, reverse=True)[:most]


def _by_levels(assessed: Assessed, word: Word, judge: Judge) -> Iterator[Flip]:
    """One condition seen at another level."""
    levels = assessed.charted.levels
    for condition in levels.visible:
        for level, chance in zip(condition.levels, levels.start[condition.id], strict=True):
            if chance >= 1.0 - 1e-9 or judge.at_level(condition.id, level) == word:
                continue
            other, plan = judge.again(with_levels(assessed.mission, {condition.id: level}))
            if other != word:
                yield _flip((Change(f"condition:{condition.id}", level),), other, plan)


def _flip(changes: tuple[Change, ...], word: Word, plan: Assessed) -> Flip:
    return Flip(changes, word, plan.going.low, plan.going.p10)


def _by_belief(assessed: Assessed, weight: Weight, word: Word, judge: Judge) -> Iterator[Flip]:
    """One belief moved either way by as few reports as turn the verdict."""
    for says in _answers(assessed, weight.what):
        steps = HALVINGS if says in ("lower", "upper") else TIMES
        turning = [
            position
            for position, times in enumerate(steps)
            if judge.guess(*_moved(assessed, weight, Change(weight.what, says, times))) != word
        ]
        if not turning:
            continue
        found: dict[int, Flip] = {}
        at = turning[0]
        while 0 <= at < len(steps) and at not in found:  # a derivative is a guess: one step further, or back
            change = Change(weight.what, says, steps[at])
            other, plan = judge.again(with_pack(assessed.mission, changed(assessed.pack, change)))
            if other != word:
                found[at] = _flip((change,), other, plan)
                at -= 1
            elif found or at > turning[0]:
                break
            else:
                at += 1
        if found:
            yield found[min(found)]


def _moved(assessed: Assessed, weight: Weight, change: Change) -> tuple[float, float]:
    """By how much the chance of arriving moves, at worst and nominally, as far as derivatives say."""
    after = _believed(weight.what, changed(assessed.pack, change))
    worse, middle = after.high - weight.belief.high, after.mid - weight.belief.mid
    return (weight.dlow or 0.0) * worse, (weight.dmid or 0.0) * middle


def _believed(what: str, pack: Pack) -> Belief:
    holder, key = _held(pack, what)
    return belief(faith(holder, pack.evidence) if key in ("record", "betrays") else getattr(holder, key))


def _together(assessed: Assessed, word: Word, judge: Judge) -> Iterator[Flip]:
    """Good news of several beliefs at once: as few beliefs as turn the verdict, the heaviest first."""
    changes: list[Change] = []
    for weight in _heaviest(assessed, MOST_TOGETHER):
        says = next((each for each in _answers(assessed, weight.what) if each in GOOD), None)
        if says is not None:
            changes.append(Change(weight.what, says, HALVINGS[-1] if says == "lower" else TIMES[-1]))
    found: Flip | None = None
    low, high = 2, len(changes)
    while low <= high:  # more good news never harms: all of it first, then half as much of it
        count = high if found is None else (low + high) // 2
        pack = assessed.pack
        for change in changes[:count]:
            pack = changed(pack, change)
        other, plan = judge.again(with_pack(assessed.mission, pack))
        if other != word:
            found, high = _flip(tuple(changes[:count]), other, plan), count - 1
        elif found is None:
            return
        else:
            low = count + 1
    if found is not None:
        yield found


def _answers(assessed: Assessed, what: str) -> tuple[str, ...]:
    """What may be heard about a belief."""
    holder, key = _held(assessed.pack, what)
    if key == "record":
        return ("kept", "broken")
    return tuple(answer.says for answer in answers_about_chance(getattr(holder, key)))


def _held(pack: Pack, what: str) -> tuple[Any, str]:
    """The value that holds a belief, and the name of its field."""
    part, _, risk = what.partition("/")
    kind, _, name = part.partition(":")
    if kind == "broker":
        broker = pack.broker[name]
        return broker, "record" if broker.betrays is None else "betrays"
    if kind == "place":
        return pack.place[name], risk
    return next(leg for leg in pack.legs if leg.id == name).risk, risk


def changed(pack: Pack, change: Change) -> Pack:
    """A pack after so many reports of one kind about a belief.

    Args:
        pack: The mission and its world.
        change: Which belief, and what is heard of it.
    """
    holder, key = _held(pack, change.what)
    held = getattr(holder, key)
    for _ in range(change.times):
        answers: Sequence[Any] = (
            answers_about_record(held, pack.evidence.prior) if key == "record" else answers_about_chance(held)
        )
        held = next((answer.held for answer in answers if answer.says == change.change), held)
    other = holder.model_copy(update={key: held})
    kind, _, name = change.what.partition("/")[0].partition(":")
    if kind == "broker":
        return replace(pack, brokers=tuple(other if each.id == name else each for each in pack.brokers))
    if kind == "place":
        return replace(pack, places=tuple(other if each.id == name else each for each in pack.places))
    legs = tuple(leg.model_copy(update={"risk": other}) if leg.id == name else leg for leg in pack.legs)
    return replace(pack, legs=legs)
