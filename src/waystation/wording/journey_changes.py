"""What reports changed on a journey, and why, in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from waystation.guiding.answering import Answer, Change, Step
from waystation.guiding.seen import Seen
from waystation.wording.figures import of_hundred
from waystation.wording.journeys import ENDS, LOST, clock_at, hour_at, how, onward, step_line
from waystation.wording.reports import say_report
from waystation.world.pack import Pack
from waystation.world.places import Leg
from waystation.world.report import Report

__all__ = ["change_line"]


def change_line(pack: Pack, change: Change) -> str:
    """What a report changed, and why, in one sentence."""
    fields: Any = change.fields
    before, after = fields["before"], fields["after"]
    reason = _reason(pack, change)
    if after.journey.end is not None:
        return f"{reason}."
    if after.journey.standing.lost:
        return f"{reason}; close the journey as lost, and do what follows."
    if after.next.what == "end" and after.position.leg is None:
        return f"{reason}: they have arrived; close the journey."
    again = [pack.broker[name].title if name in pack.broker else name for name in fields.get("again", ())]
    if again:
        reason += f", and {' and '.join(again)} {'is' if len(again) == 1 else 'are'} heard of again"
    return f"{reason}: {_instead(pack, before, after, same=fields['same'])}; {_now_and_then(before, after)}."


def _instead(pack: Pack, before: Answer | None, after: Answer, *, same: bool) -> str:
    said = step_line(pack, after.next, after.after)
    said = f"{said[0].lower()}{said[1:]}"
    if after.position.leg is not None:
        said = f"when they arrive, {said}"
    if same:
        return f"as before, {said}"
    was = before.next if before is not None else None
    moved = before is not None and (before.position.place, before.position.leg) != (
        after.position.place,
        after.position.leg,
    )
    if was is None or was.what not in ("leg", "wait") or moved:
        return said
    earlier, later = _going(before), _going(after)
    if earlier is None or earlier.leg is None or was.releases:
        return said
    if after.next.releases:
        return f"{said}, instead of going at {clock_at(pack, earlier.place, earlier.at)} {how(pack, earlier.leg)}"
    if later is not None and later.leg is not None and _way(later.leg) == _way(earlier.leg):
        return said if later.at == earlier.at else f"{said}, not at {clock_at(pack, earlier.place, earlier.at)}"
    return f"{said}, instead of going {onward(pack, earlier.leg)}"


def _way(leg: Leg) -> tuple[str, str]:
    """Which movement it is, whatever is believed of it or asked for it."""
    return leg.id, leg.origin


def _going(answer: Answer | None) -> Step | None:
    """The next leg that they take, now or after a wait."""
    steps = (answer.next, answer.after) if answer is not None else ()
    return next((step for step in steps if step is not None and step.leg is not None), None)


def _now_and_then(before: Answer | None, after: Answer) -> str:
    now = of_hundred(after.safe[1])
    was = of_hundred(before.safe[1]) if before is not None else now
    return f"{now} of 100 arrive" + (f", {was} before" if was != now else ", as before" if before is not None else "")


def _reason(pack: Pack, change: Change) -> str:
    fields: Any = change.fields
    after: Answer = fields["after"]
    leg = fields.get("leg")
    moves = [one for one in pack.legs if one.id == leg]
    way = f"{pack.place[moves[0].origin].title} → {pack.place[moves[0].destination].title}" if moves else ""
    broker = pack.broker[fields["broker"]].title if fields.get("broker") in pack.broker else str(fields.get("broker"))
    here = pack.place[after.position.place].title
    said: dict[str, Callable[[], str]] = {
        "level": lambda: _seen_line(pack, after, after.seen[fields["condition"]]),
        "left": lambda: _left_line(pack, after.position.leg) or f"They left on the way {way}",
        "arrived": lambda: f"They are at {here}",
        "late": lambda: f"They are at {here}, late",
        "back": lambda: f"They were turned back to {here}",
        "lost": lambda: f"On the way {way} {LOST.get(str(fields.get('outcome')), 'they were lost')}",
        "good": lambda: "They are well",
        "corrected": lambda: f"What was told is taken back, and they are {_where(pack, after)}",
        "bad": lambda: "RED FLAG: their sign of life says that something is wrong; find out what",
        "pressed": lambda: "RED FLAG: their sign of life was given under pressure; trust nothing said with it",
        "ill": lambda: f"{fields['person']} is ill",
        "well": lambda: f"{fields['person']} is well again",
        "silent": lambda: f"{broker} does not answer",
        "price": lambda: (
            f"RED FLAG, nobody agrees to it alone: more is asked for {way}"
            if _raised(after, str(leg))
            else f"Another price is asked for {way}"
        ),
        "heard": lambda: f"{broker} is heard of again",
        "burnt": lambda: f"{_warn(after)}{_named(pack, str(fields['what']), str(fields['name']))} is burnt",
        "began": lambda: f"Journey {after.journey.number} has begun",
        "closed": lambda: f"The journey is closed: {ENDS[str(fields['end'])]}",
        "beliefs": lambda: f"{_said(pack, fields['report'])}, and what is believed has moved",
        "time": lambda: "Nothing was heard",
        "nothing": lambda: f"{_said(pack, fields['report'])}, which changes nothing",
    }
    return said[change.code]()


def _said(pack: Pack, report: Report) -> str:
    said = say_report(report, pack)
    return f"{said[:1].upper()}{said[1:]}"


def _raised(after: Answer, leg: str) -> bool:
    return any(flag.code == "price_raised" and flag.about == leg for flag in after.flags)


def _warn(after: Answer) -> str:
    """What comes before all else where they are with, at, or on the way to what is burnt."""
    known = any(flag.code in ("compromised", "compromised_leg") for flag in after.flags)
    return "RED FLAG, warn them now: " if known else ""


def _where(pack: Pack, after: Answer) -> str:
    """Where they are: "at the farm", or "on the way to the farm"."""
    leg = after.position.leg
    title = pack.place[leg.destination if leg is not None else after.position.place].title
    return f"on the way to {title}" if leg is not None else f"at {title}"


def _named(pack: Pack, what: str, name: str) -> str:
    if what == "broker" and name in pack.broker:
        return pack.broker[name].title
    return pack.place[name].title if what == "place" and name in pack.place else f"The {what} {name}"


def _left_line(pack: Pack, leg: Leg | None) -> str:
    """That they left: how, with whom and for where; empty if they are on no leg any more."""
    return f"They left {how(pack, leg)} for {pack.place[leg.destination].title}" if leg is not None else ""


def _seen_line(pack: Pack, after: Answer, seen: Seen) -> str:
    """A level that was seen, since when by the clock of the place where they are, and by whom."""
    who = pack.broker[seen.source].title if seen.source in pack.broker else seen.source
    since = hour_at(pack, after.position.place, seen.when, after.at)
    return f"{pack.condition[seen.condition].title.capitalize()} {seen.level} since {since} ({who})"
