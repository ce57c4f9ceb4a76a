"""A journey in words: where they are, what to do next, what to do when it goes wrong, and what is closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from waystation.guiding.answering import Answer, Flag, IfWrong, Step
from waystation.guiding.journey_state import Journey
from waystation.wording.figures import date_and_time, either, money, of_hundred, such_people
from waystation.wording.joining import mid_sentence
from waystation.wording.language import mark, say
from waystation.wording.pack_words import level_word
from waystation.wording.travel_words import MODES
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

LOST = {
    "caught": mark("they were caught"),
    "harm": mark("somebody was badly hurt"),
    "betrayed": mark("they were sold"),
}
ENDS = {"arrived": mark("arrived"), "home": mark("turned home"), "lost": mark("lost")}
CLOSED = {
    "silent": mark("{way} {mode} ({broker} does not answer)"),
    "broker_burnt": mark("{way} {mode} ({broker} is burnt)"),
    "place_burnt": mark("{way} {mode} ({place} is burnt)"),
    "known_place": mark("{way} {mode} ({place} is known to somebody who is burnt)"),
    "known_leg": mark("{way} {mode} (somebody who is burnt knows of it)"),
}
WRONG = {
    "back": mark("turned back: {then}"),
    "late": mark("late: {then}"),
    "silent": mark("if {about} does not answer: {then}"),
    "price": mark("if {about} asks for more: refuse it, or have a second person approve it; without {about}: {then}"),
    "burnt": mark("if {about} is compromised: {then}"),
    "ill": mark("if somebody falls ill and walks at half the pace: {then}"),
    "house": mark("if {about} is compromised: {then}"),
}
FLAGS = {
    "pressed": mark(
        "RED FLAG: the last sign of life was given under pressure. Trust nothing that was said with it; reach them"
        " another way."
    ),
    "bad": mark("RED FLAG: the last sign of life says that something is wrong. Find out what, and what they need."),
    "overdue": mark("They are overdue: follow the watch's steps before anything else."),
    "no_end": mark(
        "RED FLAG: no open way leads to an end any more. Find one, and until then let them go no farther than their"
        " safety asks."
    ),
    "hopeless": mark("If all that is unknown went against them, nobody would arrive."),
    "no_way": mark("No way is left: call before anybody moves."),
}
"""What is said of a flag that names nobody."""


def answer_lines(pack: Pack, answer: Answer) -> list[str]:
    """The answer, the most important first: what must be looked at, what to do next and after that, how many arrive.

    Args:
        pack: The mission and its world.
        answer: The answer.
    """
    lines = [flag_line(pack, flag) for flag in answer.flags if flag.code != "no_way"]
    if answer.journey.standing.lost:
        when = clock_at(pack, answer.position.place, answer.position.since)
        return [*lines, say("Lost, {when}: {what}.", when=when, what=say(LOST[answer.journey.standing.lost]))]
    lines += [position_line(pack, answer), answer_line(pack, answer)]
    if answer.after is not None and answer.next.what != "wait" and answer.after.leg is not None:
        then = say("After that: {going}", going=_going(pack, answer.after))
        lines.append(f"{_paying(pack, then, answer.after)}.")
    if answer.next.what != "end":
        lines.append(_safe_line(pack, answer))
    shut = sorted({_why(pack, leg, code) for leg, code in answer.closed.items()})
    if shut:
        lines.append(say("Closed to them: {ways}.", ways="; ".join(shut)))
    return lines


def _safe_line(pack: Pack, answer: Answer) -> str:
    """How many arrive, and between what that lies."""
    people = such_people(pack.party_size)
    worst, middle, best = (of_hundred(chance) for chance in answer.safe)
    if worst == best:
        return say("Of 100 such {people}, {safe} arrive from here.", people=people, safe=middle)
    return say(
        "Of 100 such {people}, {safe} arrive from here (at worst {worst}, at best {best}).",
        people=people,
        safe=middle,
        worst=worst,
        best=best,
    )


def position_line(pack: Pack, answer: Answer) -> str:
    """Where they are: "At the farm since Tue 7 Oct 01:00." or "On the way …"."""
    here, journey = answer.position, answer.journey
    if here.leg is None:
        place = pack.place[here.place]
        if journey.departed is None:
            return say("They have not left {place} yet.", place=place.title)
        since = clock_at(pack, here.place, here.since)
        if here.place in pack.mission.to:
            return say("They have arrived: at {place} since {since}.", place=place.title, since=since)
        return say("They are at {place} since {since}.", place=place.title, since=since)
    leg = here.leg
    left = say(
        "On the way from {origin} to {destination} {how} since {since}",
        origin=pack.place[leg.origin].title,
        destination=pack.place[leg.destination].title,
        how=how(pack, leg),
        since=clock_at(pack, leg.origin, here.since),
    )
    if here.overdue:
        return say("{left}; they should have been heard of by now, however it ended.", left=left)
    if not here.arrives:
        return say("{left}; they will be turned back.", left=left)
    first, *later = here.arrives
    due = clock_at(pack, leg.destination, first[0])
    if not later:
        return say("{left}; due at {due}.", left=left, due=due)
    held = _hour(pack, leg.destination, later[0][0])
    return say("{left}; due at {due}, at {held} if held up.", left=left, due=due, held=held)


def answer_line(pack: Pack, answer: Answer) -> str:
    """What to do next, in one sentence."""
    step, there = answer.next, answer.position.leg is not None
    if step.what == "end":
        if not there:
            return say("There is nothing left but what follows an arrival.")
        return say("There the journey ends: {place}.", place=pack.place[step.place].title)
    said = step_line(pack, step, answer.after)
    return say("When they arrive: {what}.", what=mid_sentence(said)) if there else f"{said}."


def step_line(pack: Pack, step: Step, after: Step | None = None) -> str:
    """What to do, without a full stop."""
    place = pack.place[step.place].title
    if step.what == "leg":
        return _paying(pack, say("Go {going}", going=_going(pack, step)), step)
    if step.what == "end":
        return say("The journey ends at {place}", place=place)
    if step.what == "none":
        return say("No way is left from {place}; call before anybody moves", place=place)
    if step.releases:
        until = either([_level(pack, *pair) for pair in step.releases])
        return say("Hold at {place} until {until}", place=place, until=until)
    if step.until is None or after is None or after.leg is None:
        return say("Wait at {place}", place=place)
    return say(
        "Wait at {place} until {until}, then go {onward}",
        place=place,
        until=clock_at(pack, step.place, step.until),
        onward=onward(pack, after.leg),
    )


def _going(pack: Pack, step: Step) -> str:
    assert step.leg is not None
    return say("at {when} {onward}", when=clock_at(pack, step.place, step.at), onward=onward(pack, step.leg))


def _paying(pack: Pack, said: str, step: Step) -> str:
    """What was said of a step, with what is paid for it."""
    if step.fee <= 0.0:
        return said
    paid = money(step.fee - step.held, pack.mission.currency)
    if step.held <= 0.0:
        return say("{said}; pay {paid}", said=said, paid=paid)
    return say("{said}; pay {paid}, and {held:,.0f} on proof of life", said=said, paid=paid, held=step.held)


def onward(pack: Pack, leg: Leg) -> str:
    """How one moves on a leg, with whom, and where to."""
    return say("{how} to {place}", how=how(pack, leg), place=pack.place[leg.destination].title)


def how(pack: Pack, leg: Leg) -> str:
    """How one moves on a leg, and with whom: "by car with Driver Kang"."""
    mode = say(MODES[leg.mode])
    if leg.broker not in pack.broker:
        return mode
    return say("{mode} with {broker}", mode=mode, broker=pack.broker[leg.broker].title)


def _level(pack: Pack, condition: str, level: str) -> str:
    return f"{pack.condition[condition].title} {level_word(level.replace('-', ' ').replace('_', ' '))}"


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
    return say(
        CLOSED.get(code, f"{{way}} {{mode}} ({code})"),
        way=f"{pack.place[move.origin].title} → {pack.place[move.destination].title}",
        mode=say(MODES[move.mode]),
        broker=pack.broker[move.broker].title if move.broker in pack.broker else "",
        place=pack.place[move.destination].title,
    )


def flag_line(pack: Pack, flag: Flag) -> str:
    """What a person has to look at, in one sentence."""
    fields: Any = flag.fields
    if flag.code == "price_raised":
        broker = pack.broker[fields["broker"]].title if fields["broker"] in pack.broker else say("Somebody")
        return say(
            "RED FLAG: {broker} asks for {asked} instead of the {agreed:,.0f} that was agreed. Nobody pays that alone:"
            " a second person approves it, or it is refused.",
            broker=broker,
            asked=money(fields["asked"] * fields["people"], pack.mission.currency),
            agreed=fields["agreed"] * fields["people"],
        )
    if flag.code == "compromised":
        where = pack.place[flag.about].title
        if fields["there"]:
            return say(
                "RED FLAG: {place} is compromised, and they are there. Leave by the first open way.", place=where
            )
        return say(
            "RED FLAG: {place}, where they are heading, is compromised. Warn them before they arrive.", place=where
        )
    if flag.code == "compromised_leg":
        if fields["broker"] not in pack.broker:
            return say("RED FLAG: they are on the way, and that way is compromised. Warn them now.")
        return say(
            "RED FLAG: they are on the way with {broker}, and that way is compromised. Warn them now.",
            broker=pack.broker[fields["broker"]].title,
        )
    return say(FLAGS.get(flag.code, FLAGS["no_way"]))


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
    then = _then(pack, wrong)
    if wrong.what == "level":
        levels = either([_level(pack, *pair) for pair in wrong.levels])
        text = mark("if {levels} (closed): {then}") if wrong.closed else mark("if {levels}: {then}")
        said = say(text, levels=levels, then=then)
    else:
        said = say(WRONG[wrong.what], about=about, then=then)
    if wrong.safe is None or wrong.then.what == "end":
        return said
    return say("{said} ({safe} of 100 arrive)", said=said, safe=of_hundred(wrong.safe.mid))


def _then(pack: Pack, wrong: IfWrong) -> str:
    then = wrong.then
    if then.what == "none":
        return say("no way on is left; call before anybody moves")
    if then.what == "end":
        return say("they have arrived all the same")
    if then.what == "wait":
        place, until = pack.place[then.place].title, either([_level(pack, *pair) for pair in then.releases])
        if not until:
            return say("wait at {place}", place=place)
        return say("wait at {place} until {until}", place=place, until=until)
    assert then.leg is not None
    again, way = wrong.what == "back" and then.leg == wrong.leg, onward(pack, then.leg)
    if then.at <= wrong.at and then.place == wrong.place:
        return say("try again at once {onward}", onward=way) if again else say("go at once {onward}", onward=way)
    when = clock_at(pack, then.place, then.at)
    if again:
        return say("wait, and at {when} try again {onward}", when=when, onward=way)
    return say("wait, and at {when} go {onward}", when=when, onward=way)


def journey_rows(rows: Iterable[tuple[str, Pack, Journey]]) -> list[tuple[str, str, str, str]]:
    """Journeys as rows: number, pack, name, where they are or how it ended."""
    found = []
    for name, pack, journey in rows:
        here = journey.standing
        if journey.end is not None and journey.ended is not None:
            when = date_and_time(journey.ended.astimezone(pack.clock.zone))
            state = say("{end}, closed {when}", end=say(ENDS[journey.end]), when=when)
        elif here.leg is not None and not here.lost:
            state = say("on the way to {place}", place=pack.place[here.leg.destination].title)
        elif here.lost:
            state = say(LOST[here.lost])
        else:
            state = say("at {place}", place=pack.place[here.place].title)
        found.append((str(journey.number), name, journey.name, state))
    return found
