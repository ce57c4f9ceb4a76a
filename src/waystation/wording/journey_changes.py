"""What reports changed on a journey, and why, in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from waystation.guiding.answering import Answer, Change, Step
from waystation.guiding.seen import Seen
from waystation.wording.figures import of_hundred
from waystation.wording.joining import capital, mid_sentence, together
from waystation.wording.journeys import ENDS, clock_at, hour_at, how, onward, step_line
from waystation.wording.language import mark, say, say_many
from waystation.wording.pack_words import level_word, person_word
from waystation.wording.reports import say_report
from waystation.world.pack import Pack
from waystation.world.places import Leg
from waystation.world.report import Report

__all__ = ["change_line"]

LOST = {
    "caught": mark("On the way {way} they were caught"),
    "harm": mark("On the way {way} somebody was badly hurt"),
    "betrayed": mark("On the way {way} they were sold"),
}
NAMED = {"member": mark("The member {name}"), "device": mark("The device {name}")}


def change_line(pack: Pack, change: Change) -> str:
    """What a report changed, and why, in one sentence."""
    fields: Any = change.fields
    before, after = fields["before"], fields["after"]
    reason = _reason(pack, change)
    if after.journey.end is not None:
        return f"{reason}."
    if after.journey.standing.lost:
        return say("{reason}; close the journey as lost, and do what follows.", reason=reason)
    if after.next.what == "end" and after.position.leg is None:
        return say("{reason}: they have arrived; close the journey.", reason=reason)
    again = [pack.broker[name].title if name in pack.broker else name for name in fields.get("again", ())]
    if again:
        reason = say_many(
            "{reason}, and {names} is heard of again",
            "{reason}, and {names} are heard of again",
            len(again),
            reason=reason,
            names=together(again),
        )
    instead = _instead(pack, before, after, same=fields["same"])
    return say("{reason}: {instead}; {arrive}.", reason=reason, instead=instead, arrive=_now_and_then(before, after))


def _instead(pack: Pack, before: Answer | None, after: Answer, *, same: bool) -> str:
    said = mid_sentence(step_line(pack, after.next, after.after))
    if after.position.leg is not None:
        said = say("when they arrive, {said}", said=said)
    if same:
        return say("as before, {said}", said=said)
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
    when = clock_at(pack, earlier.place, earlier.at)
    if after.next.releases:
        return say("{said}, instead of going at {when} {how}", said=said, when=when, how=how(pack, earlier.leg))
    if later is not None and later.leg is not None and _way(later.leg) == _way(earlier.leg):
        return said if later.at == earlier.at else say("{said}, not at {when}", said=said, when=when)
    return say("{said}, instead of going {onward}", said=said, onward=onward(pack, earlier.leg))


def _way(leg: Leg) -> tuple[str, str]:
    """Which movement it is, whatever is believed of it or asked for it."""
    return leg.id, leg.origin


def _going(answer: Answer | None) -> Step | None:
    """The next leg that they take, now or after a wait."""
    steps = (answer.next, answer.after) if answer is not None else ()
    return next((step for step in steps if step is not None and step.leg is not None), None)


def _now_and_then(before: Answer | None, after: Answer) -> str:
    now = of_hundred(after.safe[1])
    if before is None:
        return say("{now} of 100 arrive", now=now)
    was = of_hundred(before.safe[1])
    if was == now:
        return say("{now} of 100 arrive, as before", now=now)
    return say("{now} of 100 arrive, {was} before", now=now, was=was)


def _reason(pack: Pack, change: Change) -> str:
    fields: Any = change.fields
    after: Answer = fields["after"]
    leg = fields.get("leg")
    moves = [one for one in pack.legs if one.id == leg]
    way = f"{pack.place[moves[0].origin].title} → {pack.place[moves[0].destination].title}" if moves else ""
    broker = pack.broker[fields["broker"]].title if fields.get("broker") in pack.broker else str(fields.get("broker"))
    here = pack.place[after.position.place].title
    person = person_word(str(fields.get("person")))
    said: dict[str, Callable[[], str]] = {
        "level": lambda: _seen_line(pack, after, after.seen[fields["condition"]]),
        "left": lambda: _left_line(pack, after.position.leg) or say("They left on the way {way}", way=way),
        "arrived": lambda: say("They are at {place}", place=here),
        "late": lambda: say("They are at {place}, late", place=here),
        "back": lambda: say("They were turned back to {place}", place=here),
        "lost": lambda: say(LOST.get(str(fields.get("outcome")), mark("On the way {way} they were lost")), way=way),
        "good": lambda: say("They are well"),
        "corrected": lambda: _corrected(pack, after),
        "bad": lambda: say("RED FLAG: their sign of life says that something is wrong; find out what"),
        "pressed": lambda: say("RED FLAG: their sign of life was given under pressure; trust nothing said with it"),
        "ill": lambda: say("{person} is ill", person=person),
        "well": lambda: say("{person} is well again", person=person),
        "silent": lambda: say("{broker} does not answer", broker=broker),
        "price": lambda: (
            say("RED FLAG, nobody agrees to it alone: more is asked for {way}", way=way)
            if _raised(after, str(leg))
            else say("Another price is asked for {way}", way=way)
        ),
        "heard": lambda: say("{broker} is heard of again", broker=broker),
        "burnt": lambda: _burnt(pack, after, str(fields["what"]), str(fields["name"])),
        "began": lambda: say("Journey {number} has begun", number=after.journey.number),
        "closed": lambda: say("The journey is closed: {end}", end=say(ENDS[str(fields["end"])])),
        "beliefs": lambda: say("{report}, and what is believed has moved", report=_said(pack, fields["report"])),
        "time": lambda: say("Nothing was heard"),
        "nothing": lambda: say("{report}, which changes nothing", report=_said(pack, fields["report"])),
    }
    return said[change.code]()


def _said(pack: Pack, report: Report) -> str:
    return capital(say_report(report, pack))


def _raised(after: Answer, leg: str) -> bool:
    return any(flag.code == "price_raised" and flag.about == leg for flag in after.flags)


def _burnt(pack: Pack, after: Answer, what: str, name: str) -> str:
    """Who is burnt, and before all else where they are with, at, or on the way to what is burnt."""
    if what == "broker" and name in pack.broker:
        who = pack.broker[name].title
    elif what == "place" and name in pack.place:
        who = pack.place[name].title
    else:
        who = say(NAMED[what], name=name) if what in NAMED else f"The {what} {name}"
    if any(flag.code in ("compromised", "compromised_leg") for flag in after.flags):
        return say("RED FLAG, warn them now: {who} is burnt", who=who)
    return say("{who} is burnt", who=who)


def _corrected(pack: Pack, after: Answer) -> str:
    leg = after.position.leg
    if leg is None:
        here = pack.place[after.position.place].title
        return say("What was told is taken back, and they are at {place}", place=here)
    place = pack.place[leg.destination].title
    return say("What was told is taken back, and they are on the way to {place}", place=place)


def _left_line(pack: Pack, leg: Leg | None) -> str:
    """That they left: how, with whom and for where; empty if they are on no leg any more."""
    if leg is None:
        return ""
    return say("They left {how} for {place}", how=how(pack, leg), place=pack.place[leg.destination].title)


def _seen_line(pack: Pack, after: Answer, seen: Seen) -> str:
    """A level that was seen, since when by the clock of the place where they are, and by whom."""
    who = pack.broker[seen.source].title if seen.source in pack.broker else seen.source
    since = hour_at(pack, after.position.place, seen.when, after.at)
    return say(
        "{condition} {level} since {since} ({who})",
        condition=pack.condition[seen.condition].title.capitalize(),
        level=level_word(seen.level),
        since=since,
        who=who,
    )
