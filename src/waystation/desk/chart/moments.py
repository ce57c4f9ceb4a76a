"""Reading `--at "PLACE,TIME[,broker=ID][,CONDITION=LEVEL]"`: from where and when a plan is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from waystation.errors import Usage
from waystation.planning.compiling import Moment
from waystation.world.mistakes import nearest
from waystation.world.pack import Pack

__all__ = ["read_moment"]


def read_moment(pack: Pack, text: str) -> Moment:
    """A moment of a mission from one line.

    Args:
        pack: The mission and its world.
        text: Place, time with an offset, and what else is known; `spent=AMOUNT` under a hard budget.

    Returns:
        The moment; the time is rounded up to a step.

    Raises:
        Usage: If it cannot be read, or names what is not there; with the nearest known name.
    """
    parts = [part.strip() for part in text.split(",")]
    if len(parts) < 2 or not all("=" in part for part in parts[2:]):
        raise Usage("at_form", value=text[:120])
    place = _known(parts[0], pack.place, "place")
    broker, spent, levels = None, 0.0, {}
    seen: set[str] = set()
    for part in parts[2:]:
        key, _, value = (word.strip() for word in part.partition("="))
        if key in seen:
            raise Usage("at_twice", value=key[:60])
        seen.add(key)
        if key == "broker" and key not in pack.condition:
            broker = _known(value, pack.broker, "broker")
        elif key == "spent" and key not in pack.condition:
            spent = _amount(value, text)
        else:
            condition = pack.condition[_known(key, pack.condition, "condition")]
            levels[condition.id] = _known(value, condition.levels, "level")
    return Moment(place, _step(pack, parts[1]), broker, levels, spent)


def _known(name: str, known: Iterable[str], kind: str) -> str:
    if name not in known:
        raise Usage("at_unknown", value=name[:60], kind=kind, nearest=nearest(name, known))
    return name


def _amount(value: str, text: str) -> float:
    try:
        amount = float(value)
    except ValueError:
        raise Usage("at_form", value=text[:120]) from None
    if not 0.0 <= amount <= 1e12:
        raise Usage("at_form", value=text[:120])
    return amount


def _step(pack: Pack, text: str) -> int:
    clock = pack.clock
    bounds = {"first": clock.at(0).isoformat(), "last": clock.at(clock.steps).isoformat()}
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise Usage("at_time", value=text[:60], **bounds) from None
    if instant.tzinfo is None:
        raise Usage("at_time", value=text[:60], **bounds)
    step = clock.step_at_or_after(instant)
    if not 0 <= step <= clock.steps:
        raise Usage("at_time", value=text[:60], **bounds)
    return step
