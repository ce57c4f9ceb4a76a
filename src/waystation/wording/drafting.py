"""The interview that makes a pack, in sentences: its questions, what each asks for, what there is so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from waystation.planning.plan import Plan
from waystation.wording.figures import date_and_time, days, of_hundred, such_people
from waystation.wording.language import mark, say
from waystation.wording.travel_words import MODES
from waystation.world.pack import Pack
from waystation.world.places import Leg, Place

__all__ = [
    "ANOTHER_FOLDER",
    "KEEP",
    "NOTHING_WRITTEN",
    "OPENING",
    "PLANNING",
    "STAYS",
    "explain",
    "heading",
    "kept",
    "leg_line",
    "look_at",
    "progress_line",
    "question_text",
    "resumed",
    "so_far",
    "subject",
    "title_from",
    "took_back",
    "written",
]

OPENING = (
    mark("A new mission, by questions. An empty line takes what stands in [brackets]."),
    mark("At any question: ? explains it, back undoes the last answer, list shows what is there, quit stops."),
    mark("What you answer is written to a folder in the clear: use invented names, never a person's real one."),
)
ANOTHER_FOLDER = mark("Name another folder, new or empty; an empty line tries the same again.")
NOTHING_WRITTEN = mark("Nothing was written.")
STAYS = mark("Nothing was written; the draft that was kept before stays as it was.")
PLANNING = mark("There is a way; planning it (the first time takes some seconds) ...")
KEEP = mark("Keep what has been answered so far, in the clear, in {path}? (yes, no) [no]")
HEADINGS = {
    "party_size": mark("Who"),
    "origin": mark("From where to where"),
    "start": mark("When"),
    "where_next": mark("The ways, one leg after another"),
    "condition": mark("What may change"),
    "finish": mark("Ready"),
}
CHANCES = mark("(never, rarely, sometimes, often, or a number)")
EFFORTS = mark("(sitting, easy, moderate, hard, very hard, extreme)")
QUESTIONS = {
    "name": mark("What is the mission called?"),
    "party_size": mark("How many travel?"),
    "traveller": mark("Traveller {number}: a nickname, and the age after a comma"),
    "age": mark("How old?"),
    "pace": mark("Walks how? (like a fit adult, slowly, very slowly)"),
    "stamina": mark("How hard a way at most? {efforts}"),
    "together": mark("Who must stay together? (all, nobody, or groups)"),
    "origin": mark("Where are they now? A name for the place"),
    "end": mark("Where must they arrive? A name for the place"),
    "other_end": mark("Would another place do as well? (its name, or no)"),
    "place_kind": mark("What is it? (home, safe house, hub, crossing, camp, sanctuary)"),
    "place_at": mark("Where on the map? (latitude, longitude, or skip)"),
    "place_tz": mark("Which time zone? (a city such as Bangkok, or none)"),
    "place_tz_first": mark("Which time zone? (a city such as Bangkok, or none: this machine's, {offset})"),
    "place_found": mark("Would they be found, waiting a day and a night? {chances}"),
    "start": mark("When can they leave {place}?"),
    "deadline": mark("By when must they have arrived? (5 days, 36 hours, a date and time, or don't know)"),
    "step": mark("How finely is time cut? (minutes)"),
    "where_next": mark("From {place}, where can they go next?{others}"),
    "another_way": mark("Another way? From which place ({places}), or done"),
    "meant": mark("There is no {said} yet: is {close} meant? (yes, or no for a new one)"),
    "mode": mark("How? (foot, ford, boat, car, bus, train, air)"),
    "minutes": mark("How long does it take{walked}?"),
    "broker": mark("Who takes them? (a nickname, or nobody)"),
    "role": mark("What does {broker} do? (guide, driver, boatman, host, official)"),
    "record": mark("How often has {broker} kept faith, and broken it?"),
    "fee": mark("What does it cost for each traveller, in {currency}?"),
    "first_fee": mark("What does it cost for each traveller?"),
    "currency": mark("In what money is everything counted?"),
    "held": mark("How much of the fee does {broker} get only on proof of life?"),
    "window": mark("When can one leave? (any, night, day, 21:00-04:30, or departures 06:30, 13:00)"),
    "strain": mark("How hard is it? {efforts}"),
    "caught": mark("Are people caught? {chances}"),
    "harm": mark("Is somebody badly hurt? {chances}"),
    "back": mark("Are people turned back? {chances}"),
    "late": mark("Does it take longer than planned? {chances}"),
    "both_ways": mark("Can it be gone the other way too? (yes, no)"),
    "condition": mark("Does something{else} change that nobody here controls? (river, police, another name, or no)"),
    "touched": mark("Which legs does it touch? (all, or numbers: {legs})"),
    "levels": mark("Its levels, from the mildest, with commas"),
    "level_now": mark("How is it now? ({levels})"),
    "lasts": mark("How long does a level last?"),
    "observed": mark("Will they know the level before each move? (yes, no)"),
    "worsens": mark("What does it make likelier? (caught, hurt, turned back, late)"),
    "effect": mark("At {level}, {way} is: (as always, riskier, much riskier, closed)"),
    "reward": mark("Does anybody pay for turning them in? (no, 2000 for a group, 500 a head)"),
    "budget": mark("How much money is there in all, in {currency}?"),
    "finish": mark("Write the pack? (yes, or back)"),
}
KINDS = {
    "name": mark("A name of your own making, such as: Old rice mill. Never what would betray somebody."),
    "count": mark("A whole number, such as: 5"),
    "traveller": mark("A nickname, never a real name; the age may follow after a comma: grandmother, 80"),
    "pace": mark("The slowest sets the pace on foot. Words, or a share of a fit adult's speed: 0.6"),
    "effort": mark(
        "Legs harder than the weakest can do are closed to all. Sitting is a bus; easy a road; moderate hills or "
        "a shallow ford; hard a mountain path by night; very hard a climb or cold water. Words, or a number 0 to "
        "5."
    ),
    "groups": mark("Those in a group are never split. all; nobody; or groups with ; between: anna, ben; carl, dora"),
    "place_kind": mark(
        "home: where they live. safe house: somebody's shelter. hub: a market, a station. crossing: a river "
        "bank, a border strip. camp. sanctuary: where the journey ends well."
    ),
    "point": mark(
        "In degrees, as maps give it: 18.46, 104.6. Night and day are reckoned from it. skip draws the place "
        "near the last."
    ),
    "zone": mark(
        "Times there are read in that zone: Asia/Bangkok, or only Bangkok. none means the offset of the start."
    ),
    "moment": mark(
        "A date and time where they are: 2031-10-01 18:00; tomorrow 21:00; now. An offset may follow: +07:00"
    ),
    "deadline": mark(
        "5 days; 36 hours; 2 weeks; or 2031-10-06 12:00. don't know looks as far ahead as the journey needs."
    ),
    "duration": mark(
        "Minutes, or: 45 min; 2h; 1h30; 1:30; 2 days. On foot: for a fit adult; slower people are reckoned with."
    ),
    "where_next": mark(
        "A place that is there already, or a new one. How and how long may follow: Old rice mill, foot, 2h50. "
        "undo leg takes the last leg away; done ends this way."
    ),
    "from_place": mark(
        "A place from which there is another way; undo leg, or undo with a leg's name, takes one away; done goes on."
    ),
    "meant": mark("yes takes the one that is there; no makes a new one."),
    "mode": mark("foot and ford go by the slowest traveller's pace; a truck is a car, a ferry a boat."),
    "broker": mark("Whoever is paid to move them or to look away, by a nickname: Mr. Hwang. nobody if they go alone."),
    "role": mark("guide: walks with them. driver. boatman. host: shelters them. official: looks away."),
    "record": mark(
        "Engagements in which this person kept faith, and sold a group: 11 kept, 1 broken; or 11 of 12. don't "
        "know counts as anything from never to always."
    ),
    "amount": mark("A number: 500; nothing if it is free. The first may name its money: 500 USD"),
    "currency": mark("Three letters, such as: USD"),
    "share": mark("50 %; half; nothing. What is held back is what a broker would lose by selling them."),
    "window": mark(
        "any; night (dark all the way); day; spans of local time: 21:00-04:30; or listed departures: 06:30, 13:00"
    ),
    "chance": mark(
        "never; rarely (0-2 %); sometimes (2-10 %); often (10-30 %); don't know (0-30 %); or a number: 5 %; 2-10 "
        "%; or what was counted: 2 of 40"
    ),
    "yes_no": mark("yes or no"),
    "condition": mark("Something that changes by itself and matters on the way: river, police, snow. no goes on."),
    "legs": mark("all; the numbers of legs: 1, 3; or none, if it touches nothing after all."),
    "levels": mark("Two to five words, the mildest first: low, high, flood"),
    "level": mark("One of its levels; don't know takes what is usual in the long run."),
    "risks": mark("One or more, with commas: caught, late"),
    "effect": mark(
        "At this level the leg is: as always; riskier (odds doubled); much riskier (odds five-fold); closed; or "
        "a number to multiply the odds by: 3"
    ),
    "reward": mark(
        "What those who hunt them pay: 2000 for a group; 500 a head; no. It tempts brokers who have little to lose."
    ),
    "budget": mark("A number, or no limit. The plan says when it expects to spend more; it never forbids."),
}


def heading(code: str) -> str:
    """What stands above a question that begins a new part; empty above the others."""
    return say(HEADINGS[code]) if code in HEADINGS else ""


def subject(code: str, fields: Mapping[str, object]) -> str | None:
    """What a question is about, to stand above it once: a person, a place, a leg, a condition.

    Returns:
        A name; empty for a question that is about the whole; None for one that belongs to what was asked before it.
    """
    if code in ("role", "record", "held", "currency", "meant"):
        return None
    if "condition" in fields:
        return str(fields["condition"])
    if "here" in fields:
        return f"{fields['here']} → {fields['there']}"
    if code.startswith("place_"):
        return str(fields["place"])
    return str(fields.get("who", ""))


def question_text(code: str, fields: Mapping[str, object], default: str) -> str:
    """A question in one line, with what an empty line stands for in brackets."""
    said = dict(fields)
    for key in ("levels", "places"):
        said[key] = ", ".join(_words(said.get(key)))
    said["legs"] = ", ".join(f"{number} {leg}" for number, leg in enumerate(_words(said.get("legs")), 1))
    others = _words(said.get("others"))
    said["others"] = say(" (besides {names})", names=", ".join(others)) if others else ""
    said["else"] = say(" else") if others else ""
    said["walked"] = say(" a fit adult") if said.get("walked") else ""
    said |= {"chances": say(CHANCES), "efforts": say(EFFORTS)}
    if code == "effect":
        said["way"] = f"{said['here']} → {said['there']} {say(MODES[str(said['mode'])])}"
    return say(QUESTIONS[code], **said) + (f" [{default}]" if default else "")


def explain(code: str, kind: str) -> str:
    """What a question asks for, with an example."""
    if code == "step":
        return say(
            "5 to 60 minutes that an hour is a multiple of, or whole hours. 30 is fine enough for most journeys."
        )
    if code == "lasts":
        return say("How long a level usually lasts before it changes: 6 hours; 2 days")
    return say(KINDS[kind])


def leg_line(leg: Leg, places: Mapping[str, Place]) -> str:
    """A leg in one line: "Hut – Old rice mill on foot, 2 h 50 min, with hwang, USD …"."""
    arrow = "↔" if leg.both_ways else "→"
    hours, minutes = divmod(round(leg.minutes), 60)
    if hours:
        long = (
            say("{hours} h {minutes} min", hours=hours, minutes=minutes) if minutes else say("{hours} h", hours=hours)
        )
    else:
        long = say("{minutes} min", minutes=minutes)
    parts = [f"{places[leg.origin].title} {arrow} {places[leg.destination].title} {say(MODES[leg.mode])}", long]
    parts += [say("with {broker}", broker=leg.broker)] if leg.broker else []
    parts += [say("{fee:g} each", fee=leg.fee.high)] if leg.fee.high else []
    return ", ".join(parts)


def progress_line(before: Plan | None, now: Plan | None) -> str:
    """What the last leg changed, in a sentence or two; empty where there is nothing to say."""
    if now is None:
        return "" if before is None else say("There is no way any more.")
    safe = now.outcome.safe
    if safe.mid <= 0.0:
        return say("The legs lead there, but nobody arrives in time: look at when legs can leave, and at the deadline.")
    if before is None or before.outcome.safe.mid <= 0.0:
        return f"{_first_way(now)}."
    was = before.outcome.safe
    said, old = _in_people(safe.mid, safe.low), _in_people(was.mid, was.low)
    if said != old:
        return say("Now {safe} of 100 arrive; before, {before}.", safe=said, before=old)
    if safe != was:
        return say("Hardly a change: still {safe} of 100 arrive.", safe=said)
    return say("That changes nothing for them: still {safe} of 100 arrive.", safe=said)


def _first_way(now: Plan) -> str:
    """That there is a way now: how many arrive by it, how long it takes, and when they are there."""
    said = say(
        "There is a way now: of 100 such {people} {safe} arrive (if all that is unknown went against them, {worst})",
        people=such_people(now.pack.party_size),
        safe=of_hundred(now.outcome.safe.mid),
        worst=of_hundred(now.outcome.safe.low),
    )
    if now.days is not None:
        said = say("{said}; about {days}", said=said, days=days(now.days))
    if now.course:
        when = date_and_time(now.course[-1].arrives_at(now.charted))
        said = say("{said}, there on {when} if all goes well", said=said, when=when)
    return said


def _in_people(mid: float, low: float) -> str:
    return say("{safe} (at worst {worst})", safe=of_hundred(mid), worst=of_hundred(low))


def so_far(
    travellers: Sequence[str], places: Mapping[str, Place], legs: Mapping[str, Leg], conditions: Sequence[str]
) -> list[str]:
    """What there is so far, a line each: travellers, places, legs with their numbers and names."""
    stops = ", ".join(place.title for place in places.values())
    lines = [
        say("Travellers: {names}", names=", ".join(travellers)) if travellers else say("Travellers: none yet"),
        say("Places: {names}", names=stops) if stops else say("Places: none yet"),
        say("Legs:") if legs else say("Legs: none yet"),
    ]
    lines += [f"  {number}  {leg_line(leg, places)}  ({key})" for number, (key, leg) in enumerate(legs.items(), 1)]
    return lines + ([say("Conditions: {names}", names=", ".join(conditions))] if conditions else [])


def look_at(sentence: str) -> str:
    """A doubt about what was just said."""
    return say("Look at this: {doubt}. It can stay; undo leg takes the leg away.", doubt=sentence)


def took_back(text: str) -> str:
    """That an answer was undone; `text` is empty where there was none."""
    return say("Took back: {answer}", answer=text) if text else say("There is nothing before this.")


def resumed(answers: int, misfits: int) -> list[str]:
    """That a kept draft is gone on with."""
    lines = [say("Going on with the draft that was kept here: {answers} answers.", answers=answers)]
    return lines + ([say("Its last answers no longer fit the questions; they are asked again.")] if misfits else [])


def kept(path: str) -> str:
    """That the answers are kept, and how to go on."""
    return say("Kept, in the clear. Go on with:  waystation new {path}", path=path)


def title_from(folder: str) -> str:
    """A name for a mission, from its folder's."""
    words = "".join(c if c.isalnum() else " " for c in folder).split()
    title = " ".join(words)[:100]
    return title[:1].upper() + title[1:] if title else say("A mission")


def written(pack: Pack, path: str) -> list[str]:
    """That a pack has been written, what to type next, and who can read it."""
    return [
        say("{name} is in {path}.", name=pack.name, path=path),
        say("Next:  waystation plan {path}", path=path),
        say("It lies there in the clear: whoever opens the folder reads it."),
    ]


def _words(value: object) -> list[str]:
    return [str(word) for word in value] if isinstance(value, list | tuple) else []
