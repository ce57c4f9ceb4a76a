"""Journeys as JSON: stable names, times in ISO 8601, money in the pack's currency, never translated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from waystation.guiding.ahead import Stretch
from waystation.guiding.answering import Answer, Change, Flag, IfWrong, Step
from waystation.guiding.closing import Task
from waystation.guiding.journey_state import Journey
from waystation.guiding.position import Position

__all__ = ["answer_json", "change_json", "journey_json", "task_json"]


def answer_json(answer: Answer) -> dict[str, Any]:
    """An answer as plain values."""
    low, mid, high = answer.safe
    return {
        "journey": answer.journey.name,
        "number": answer.journey.number,
        "now": answer.at.isoformat(),
        "position": _position(answer.position),
        "safe": {"low": low, "mid": mid, "high": high},
        "lost": {"mid": answer.lost},
        "next": _step(answer.next),
        "after": _step(answer.after) if answer.after is not None else None,
        "wrong": [_wrong(one) for one in answer.wrong],
        "ahead": [_stretch(one) for one in answer.ahead],
        "closed": dict(answer.closed),
        "seen": {
            name: {"level": one.level, "since": one.when.isoformat(), "source": one.source, "report": one.report}
            for name, one in answer.seen.items()
        },
        "levels": {name: dict(chances) for name, chances in answer.levels.items()},
        "flags": [_flag(one) for one in answer.flags],
        "spent": answer.spent,
        "looked_up": answer.looked_up,
    }


def change_json(change: Change, sentence: str) -> dict[str, Any]:
    """What reports changed, with its sentence in English and the answer as it is now."""
    before, after = change.fields["before"], change.fields["after"]
    assert isinstance(after, Answer)
    was = before.safe if isinstance(before, Answer) else None
    return {
        "code": change.code,
        "same": bool(change.fields["same"]),
        "sentence": sentence,
        "safe_before": dict(zip(("low", "mid", "high"), was, strict=True)) if was is not None else None,
        "answer": answer_json(after),
    }


def journey_json(name: str, journey: Journey) -> dict[str, Any]:
    """A journey's state as plain values."""
    here = journey.standing
    return {
        "pack": name,
        "journey": journey.name,
        "number": journey.number,
        "accepted": journey.accepted.isoformat(),
        "departed": _time(journey.departed),
        "place": here.place,
        "leg": here.leg.id if here.leg is not None and not here.lost else None,
        "since": here.since.isoformat(),
        "broker": here.broker,
        "spent": here.spent,
        "lost": here.lost or None,
        "ill": sorted(journey.ill),
        "silent": sorted(journey.silent),
        "end": journey.end,
        "ended": _time(journey.ended),
    }


def task_json(task: Task) -> dict[str, Any]:
    """Something that has to follow, as plain values."""
    return {"task": task.code, "broker": task.broker or None, "amount": task.amount, "done": task.done}


def _time(when: datetime | None) -> str | None:
    return when.isoformat() if when is not None else None


def _position(position: Position) -> dict[str, Any]:
    leg, back = position.leg, position.back
    return {
        "place": position.place,
        "leg": leg.id if leg is not None else None,
        "to": leg.destination if leg is not None else None,
        "since": position.since.isoformat(),
        "progress": position.progress,
        "arrives": [{"at": when.isoformat(), "chance": chance} for when, chance in position.arrives],
        "back": {"at": back[0].isoformat(), "chance": back[1]} if back is not None else None,
        "lost": position.lost,
        "overdue": position.overdue,
    }


def _step(step: Step) -> dict[str, Any]:
    leg = step.leg
    return {
        "action": f"leg:{leg.id}" if leg is not None else step.what,
        "place": step.place,
        "to": leg.destination if leg is not None else None,
        "at": step.at.isoformat(),
        "arrives": _time(step.arrives),
        "late": _time(step.late),
        "broker": step.broker,
        "fee": step.fee,
        "held": step.held,
        "until": _time(step.until),
        "releases": [f"{condition}={level}" for condition, level in step.releases],
    }


def _wrong(wrong: IfWrong) -> dict[str, Any]:
    safe = wrong.safe
    return {
        "what": wrong.what,
        "leg": wrong.leg.id,
        "place": wrong.place,
        "at": wrong.at.isoformat(),
        "levels": [f"{condition}={level}" for condition, level in wrong.levels],
        "closed": wrong.closed,
        "about": wrong.about,
        "then": _step(wrong.then),
        "safe": {"low": safe.low, "mid": safe.mid, "high": safe.high} if safe is not None else None,
    }


def _stretch(stretch: Stretch) -> dict[str, Any]:
    return {
        "leg": stretch.leg.id if stretch.leg is not None else None,
        "place": stretch.place,
        "to": stretch.leg.destination if stretch.leg is not None else None,
        "begins": stretch.begins.isoformat(),
        "ends": stretch.ends.isoformat(),
        "late_ends": _time(stretch.late_ends),
        "back_ends": _time(stretch.back_ends),
        "late": stretch.late,
        "back": stretch.back,
        "underway": stretch.underway,
    }


def _flag(flag: Flag) -> dict[str, Any]:
    return {"code": flag.code, "about": flag.about or None, **_plain(flag.fields)}


def _plain(fields: Mapping[str, object]) -> dict[str, Any]:
    pairs: Iterable[tuple[str, object]] = fields.items()
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in pairs}
