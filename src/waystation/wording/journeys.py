"""A journey in words: where they are, what to do next, what to do when it goes wrong, and what is closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from waystation.guiding.answering import Answer, Flag, IfWrong, Step
from waystation.guiding.journey_state import Journey
from waystation.wording.figures import date_and_time, money, of_hundred, such_people
from waystation.wording.plans import MODES
from waystation.world.pack import Pack
from waystation.world.places import Leg

__all__ = [
    "answer_line",
    "answer_lines",
    "clock_at",
    "flag_line",
    "hour_at",
    "how",
    "journey_rows",
    "onward",
    "position_line",
    "step_line",
    "wrong_rows",
]

LOST = {"caught": "they were caught", "harm": "somebody was badly hurt", "betrayed": "they were sold"}
ENDS = {"arrived": "arrived", "home": "turned home", "lost": "lost"}
CLOSED = {
    "silent": "{broker} does not answer",
    "broker_burnt": "{broker} is burnt",
    "place_burnt": "{place} is burnt",
    "known_place": "{place} is known to somebody who is burnt",
    "known_leg": "somebody who is burnt knows of it",
}


def answer_lines(pack: Pack, answer: Answer) -> list[str]:
    """The answer, the most important first: what must be looked at, what to do next and after that, how many arrive.

    Args:
        pack: The mission and its world.
        answer: The answer.
    """
    lines = [flag_line(pack, flag) for flag in answer.flags if flag.code != "no_way"]
    if answer.journey.standing.lost:
        when = clock_at(pack, answer.position.place, answer.position.since)
        return [*lines, f"Lost, {when}: {LOST[answer.journey.standing.lost]}."]
    lines += [position_line(pack, answer), answer_line(pack, answer)]
    if answer.after is not None and answer.next.what != "wait" and answer.after.leg is not None:
        lines.append(f"After that: {_going(pack, answer.after)}.")
    if answer.next.what != "end":
        people = such_people(pack.party_size)
        worst, best = of_hundred(answer.safe[0]), of_hundred(answer.safe[2])
        between = f" (at worst {worst}, at best {best})" if worst != best else ""
        lines.append(f"Of 100 such {people}, {of_hundred(answer.safe[1])} arrive from here{between}.")
    shut = sorted({_why(pack, leg, code) for leg, code in answer.closed.items()})
    if shut:
        lines.append(f"Closed to them: {'; '.join(shut)}.")
    return lines


def position_line(pack: Pack, answer: Answer) -> str:
    """Where they are: "At the farm since Tue 7 Oct 01:00." or "On the way …"."""
    here, journey = answer.position, answer.journey
    if here.leg is None:
        place = pack.place[here.place]
        if journey.departed is None:
            return f"They have not left {place.title} yet."
        if here.place in pack.mission.to:
            return f"They have arrived: at {place.title} since {clock_at(pack, here.place, here.since)}."
        return f"They are at {place.title} since {clock_at(pack, here.place, here.since)}."
    leg = here.leg
    left = f"On the way from {pack.place[leg.origin].title} to {pack.place[leg.destination].title} {how(pack, leg)}"
    left += f" since {clock_at(pack, leg.origin, here.since)}"
    if here.overdue:
        return f"{left}; they should have been heard of by now, however it ended."
    if not here.arrives:
        return f"{left}; they will be turned back."
    first, *later = here.arrives
    due = f"due at {clock_at(pack, leg.destination, first[0])}"
    due += f", at {_hour(pack, leg.destination, later[0][0])} if held up" if later else ""
    return f"{left}; {due}."


def answer_line(pack: Pack, answer: Answer) -> str:
    """What to do next, in one sentence."""
    step, there = answer.next, answer.position.leg is not None
    if step.what == "end":
        if not there:
            return "There is nothing left but what follows an arrival."
        return f"There the journey ends: {pack.place[step.place].title}."
    when = "When they arrive: " if there else ""
    said = step_line(pack, step, answer.after)
    return f"{when}{said[0].lower()}{said[1:]}." if when else f"{said}."


def step_line(pack: Pack, step: Step, after: Step | None = None) -> str:
    """What to do, without a full stop."""
    place = pack.place[step.place].title
    if step.what == "leg":
        return f"Go {_going(pack, step)}"
    if step.what == "end":
        return f"The journey ends at {place}"
    if step.what == "none":
        return f"No way is left from {place}; call before anybody moves"
    if step.releases:
        until = " or ".join(_level(pack, *pair) for pair in step.releases)
        return f"Hold at {place} until {until}"
    if step.until is None or after is None or after.leg is None:
        return f"Wait at {place}"
    return f"Wait at {place} until {clock_at(pack, step.place, step.until)}, then go {onward(pack, after.leg)}"


def _going(pack: Pack, step: Step) -> str:
    assert step.leg is not None
    paid = ""
    if step.fee > 0.0:
        currency = pack.mission.currency
        paid = f"; pay {money(step.fee - step.held, currency)}"
        paid += f", and {step.held:,.0f} on proof of life" if step.held > 0.0 else ""
    return f"at {clock_at(pack, step.place, step.at)} {onward(pack, step.leg)}{paid}"


def onward(pack: Pack, leg: Leg) -> str:
    """How one moves on a leg, with whom, and where to."""
    return f"{how(pack, leg)} to {pack.place[leg.destination].title}"


def how(pack: Pack, leg: Leg) -> str:
    """How one moves on a leg, and with whom: "by car with Driver Kang"."""
    return MODES[leg.mode] + (f" with {pack.broker[leg.broker].title}" if leg.broker in pack.broker else "")


def _level(pack: Pack, condition: str, level: str) -> str:
    return f"{pack.condition[condition].title} {level.replace('-', ' ').replace('_', ' ')}"


def clock_at(pack: Pack, place: str, when: datetime) -> str:
    """A time in the place's own hours; with its offset where not all places have the same."""
    zones = {one.zone(pack.clock.zone) for one in pack.places}
    offsets = {when.astimezone(zone).utcoffset() for zone in zones}
    return date_and_time(when.astimezone(pack.place[place].zone(pack.clock.zone)), with_offset=len(offsets) > 1)


def hour_at(pack: Pack, place: str, when: datetime, now: datetime) -> str:
    """A time in the place's own hours as `clock_at` has it, without its day where that is today."""
    zone = pack.place[place].zone(pack.clock.zone)
    said = clock_at(pack, place, when)
    today = when.astimezone(zone).date() == now.astimezone(zone).date()
    return said[said.index(":") - 2 :] if today else said


def _hour(pack: Pack, place: str, when: datetime) -> str:
    return f"{when.astimezone(pack.place[place].zone(pack.clock.zone)):%H:%M}"


def _why(pack: Pack, leg: str, code: str) -> str:
    move = next((one for one in pack.legs if one.id == leg), None)
    if move is None:
        return leg
    broker = pack.broker[move.broker].title if move.broker in pack.broker else ""
    names = {"broker": broker, "place": pack.place[move.destination].title}
    way = f"{pack.place[move.origin].title} → {pack.place[move.destination].title} {MODES[move.mode]}"
    return f"{way} ({CLOSED.get(code, code).format(**names)})"


def flag_line(pack: Pack, flag: Flag) -> str:
    """What a person has to look at, in one sentence."""
    fields: Any = flag.fields
    if flag.code == "price_raised":
        broker = pack.broker[fields["broker"]].title if fields["broker"] in pack.broker else "Somebody"
        asked, agreed = fields["asked"] * fields["people"], fields["agreed"] * fields["people"]
        return (
            f"RED FLAG: {broker} asks for {money(asked, pack.mission.currency)} instead of the {agreed:,.0f} that was"
            " agreed. Nobody pays that alone: a second person approves it, or it is refused."
        )
    if flag.code == "pressed":
        return (
            "RED FLAG: the last sign of life was given under pressure. Trust nothing that was said with it; reach them"
            " another way."
        )
    if flag.code == "bad":
        return "RED FLAG: the last sign of life says that something is wrong. Find out what, and what they need."
    if flag.code == "overdue":
        return "They are overdue: follow the watch's steps before anything else."
    if flag.code == "compromised":
        where = pack.place[flag.about].title
        return (
            f"RED FLAG: {where} is compromised, and they are there. Leave by the first open way."
            if fields["there"]
            else f"RED FLAG: {where}, where they are heading, is compromised. Warn them before they arrive."
        )
    if flag.code == "compromised_leg":
        broker = f" with {pack.broker[fields['broker']].title}" if fields["broker"] in pack.broker else ""
        return f"RED FLAG: they are on the way{broker}, and that way is compromised. Warn them now."
    if flag.code == "no_end":
        return (
            "RED FLAG: no open way leads to an end any more. Find one, and until then let them go no farther than their"
            " safety asks."
        )
    if flag.code == "hopeless":
        return "If all that is unknown went against them, nobody would arrive."
    return "No way is left: call before anybody moves."


def wrong_rows(pack: Pack, answer: Answer) -> list[tuple[str, list[str]]]:
    """For each leg concerned what to do when it goes wrong: its heading, and a sentence for each thing."""
    found: dict[tuple[str, str], tuple[str, list[str]]] = {}
    for one in answer.wrong:
        key = (one.leg.id, one.leg.origin)
        way = f"{pack.place[one.leg.origin].title} → {pack.place[one.leg.destination].title}"
        found.setdefault(key, (way, []))[1].append(wrong_line(pack, one))
    return list(found.values())


def wrong_line(pack: Pack, wrong: IfWrong) -> str:
    """What to do if one thing goes wrong."""
    about = ""
    if wrong.about is not None:
        about = pack.broker[wrong.about].title if wrong.about in pack.broker else wrong.about
        about = pack.place[wrong.about].title if wrong.about in pack.place else about
    events = {
        "back": "turned back",
        "late": "late",
        "level": "if "
        + " or ".join(_level(pack, *pair) for pair in wrong.levels)
        + (" (closed)" if wrong.closed else ""),
        "silent": f"if {about} does not answer",
        "price": f"if {about} asks for more: refuse it, or have a second person approve it; without {about}",
        "burnt": f"if {about} is compromised",
        "ill": "if somebody falls ill and walks at half the pace",
        "house": f"if {about} is compromised",
    }
    worth = (
        f" ({of_hundred(wrong.safe.mid)} of 100 arrive)" if wrong.safe is not None and wrong.then.what != "end" else ""
    )
    return f"{events[wrong.what]}: {_then(pack, wrong)}{worth}"


def _then(pack: Pack, wrong: IfWrong) -> str:
    then = wrong.then
    if then.what == "none":
        return "no way on is left; call before anybody moves"
    if then.what == "end":
        return "they have arrived all the same"
    if then.what == "wait":
        until = " or ".join(_level(pack, *pair) for pair in then.releases)
        return f"wait at {pack.place[then.place].title}" + (f" until {until}" if until else "")
    assert then.leg is not None
    go = "try again" if wrong.what == "back" and then.leg == wrong.leg else "go"
    if then.at <= wrong.at and then.place == wrong.place:
        return f"{go} at once {onward(pack, then.leg)}"
    return f"wait, and at {clock_at(pack, then.place, then.at)} {go} {onward(pack, then.leg)}"


def journey_rows(rows: Iterable[tuple[str, Pack, Journey]]) -> list[tuple[str, str, str, str]]:
    """Journeys as rows: number, pack, name, where they are or how it ended."""
    found = []
    for name, pack, journey in rows:
        here = journey.standing
        if journey.end is not None and journey.ended is not None:
            state = f"{ENDS[journey.end]}, closed {date_and_time(journey.ended.astimezone(pack.clock.zone))}"
        elif here.leg is not None and not here.lost:
            state = f"on the way to {pack.place[here.leg.destination].title}"
        elif here.lost:
            state = LOST[here.lost]
        else:
            state = f"at {pack.place[here.place].title}"
        found.append((str(journey.number), name, journey.name, state))
    return found
