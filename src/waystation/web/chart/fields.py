"""The fields of the forms about a pack's parts: in which order, under which names, with what to choose from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from waystation.desk.chart.drafting.entry_network import MODES, PLACE_KINDS, RISKS
from waystation.desk.chart.drafting.entry_people import ROLES
from waystation.wording import entry_words as words
from waystation.wording.language import say
from waystation.wording.pack_words import level_word
from waystation.world.charter import URGENCIES
from waystation.world.pack import Pack
from waystation.world.people import INDICATORS

__all__ = ["FIELDS", "Field", "charter_fields", "mission_fields"]

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Field:
    """One field.

    Args:
        name: Its name.
        label: What it asks.
        kind: `text`, `area`, `choice`, `box` (one that can be ticked) or `boxes` (several).
        hint: How it may be answered.
        options: What to choose from: values and words.
        first: What stands in it for a new part.
        part: The heading under which it and those after it stand; empty for the part that began before.
        needed: Whether it must say something.
    """

    name: str
    label: str
    kind: str = "text"
    hint: str = ""
    options: Options = ()
    first: str = ""
    part: str = ""
    needed: bool = False


def _place(_pack: Pack, new: bool) -> list[Field]:
    return [
        Field("name", say("Name"), hint=say("Never what would betray somebody."), needed=True),
        Field(
            "kind", say("What it is"), "choice", options=_options(PLACE_KINDS, words.PLACE_KINDS), first="safe_house"
        ),
        Field(
            "lat", say("Latitude"), hint=say("In degrees, as 18.46; empty if nobody knows."), part=say("Where it is")
        ),
        Field("lon", say("Longitude"), hint=say("In degrees, as 104.6.")),
        Field("country", say("Country")),
        Field("tz", say("Time zone"), hint=say("A city, as Bangkok; empty for that of the start.")),
        Field(
            "found",
            say("How likely are they found there, each day"),
            hint=say(words.CHANCE_HINT),
            first=say(words.SAID["don't know"]) if new else "",
            part=say("Waiting there"),
        ),
        Field("beds", say("How many can sleep there"), hint=say("Empty if nobody knows.")),
        Field("no_waiting", say("Nobody can wait there"), "box", options=(("yes", say("Yes")),)),
    ]


def _leg(pack: Pack, new: bool) -> list[Field]:
    places = tuple((one.id, one.title) for one in pack.places)
    brokers = (("", say("nobody: they go alone")), *((one.id, one.title) for one in pack.brokers))
    unsure = say(words.SAID["don't know"]) if new else ""
    found = [
        Field("from", say("From"), "choice", options=places, needed=True),
        Field("to", say("To"), "choice", options=places, needed=True),
        Field("mode", say("How"), "choice", options=_options(MODES, words.MODES), first="foot"),
        Field("minutes", say("How long it takes"), hint=say(words.DURATION_HINT), needed=True),
        Field(
            "strain", say("How hard it is"), hint=say(words.EFFORT_HINT), first=say(words.SAID["easy"]) if new else ""
        ),
        Field("both_ways", say("They can come back the same way"), "box", options=(("yes", say("Yes")),)),
        Field("broker", say("Who takes them"), "choice", options=brokers, part=say("With whom, for how much")),
        Field(
            "fee", say("Fee for each traveller"), hint=say("500; or 500-700 where the price may be raised on the way.")
        ),
        Field(
            "window",
            say("When they may leave"),
            hint=say(words.WINDOW_HINT),
            part=say("When"),
        ),
        Field("late_minutes", say("How much longer when late"), hint=say("Empty for one step of the clock.")),
    ]
    for risk in RISKS:
        heading = say("What can go wrong") if risk == RISKS[0] else ""
        hint = say(words.CHANCE_HINT) if risk == RISKS[0] else ""
        found.append(Field(risk, say(words.RISKS[risk]), hint=hint, first=unsure, part=heading))
    return found + _effects(pack)


def _effects(pack: Pack) -> list[Field]:
    options = (*((word, say(text)) for word, text in words.EFFECTS.items()), ("own", say("as it was written")))
    found: list[Field] = []
    for condition in pack.conditions:
        for level in condition.levels[1:]:
            label = say("{condition} {level}", condition=condition.title, level=level_word(level))
            heading = "" if found else say("What changes it")
            found.append(
                Field(f"when-{condition.id}={level}", label, "choice", options=options, first="as always", part=heading)
            )
    return found


def _broker(_pack: Pack, new: bool) -> list[Field]:
    return [
        Field("name", say("A name of your own for them"), hint=say("Never a real name."), needed=True),
        Field("role", say("What they do"), "choice", options=_options(ROLES, words.ROLES), first="guide"),
        Field(
            "kept",
            say("How often they kept faith"),
            hint=say("Empty if nobody knows."),
            part=say("What is known of them"),
        ),
        Field("broken", say("How often they sold a group")),
        Field("price_raised", say("Raised a price when people were on the way"), "box", options=(("yes", say("Yes")),)),
        Field(
            "held",
            say("Share of the fee held until proof of life"),
            hint=say("50 %; half; nothing. It is what they would lose by selling them."),
            first="50 %" if new else "",
            part=say("Money"),
        ),
        Field("held_max", say("The largest share they would wait for"), first="70 %" if new else ""),
        Field("owed", say("Owed for each traveller in all, where they are paid so"), hint=say("Empty if not.")),
        _indicators(),
    ]


def _traveller(pack: Pack, new: bool) -> list[Field]:
    sexes = (("", say("not said")), ("woman", say("woman")), ("man", say("man")))
    name = (
        [Field("name", say("A name of your own for them"), hint=say("Never a real name."), needed=True)] if new else []
    )
    owes = [
        Field(
            f"owes-{one.id}",
            say("Owes {broker}", broker=one.title),
            hint=say("An amount; empty for nothing.") if number == 0 else "",
            part=say("Debts") if number == 0 else "",
        )
        for number, one in enumerate(pack.brokers)
    ]
    return [
        *name,
        Field("age", say("Age"), hint=say("Empty if nobody knows.")),
        Field("sex", say("Woman or man"), "choice", options=sexes),
        Field(
            "pace",
            say("How fast on foot"),
            hint=say(words.PACE_HINT),
            first=say(words.SAID["like a fit adult"]) if new else "",
        ),
        Field(
            "stamina",
            say("The hardest way they can do"),
            hint=say(words.EFFORT_HINT),
            first=say(words.SAID["hard"]) if new else "",
        ),
        Field(
            "together", say("Must stay together with"), hint=say("The same word for all who are never parted: family.")
        ),
        _indicators(),
        *owes,
    ]


def _condition(_pack: Pack, new: bool) -> list[Field]:
    found = [
        Field(
            "name", say("What it is"), hint=say("Something that changes by itself: river, police, snow."), needed=True
        )
    ]
    if new:
        found.append(
            Field(
                "levels",
                say("Its levels, the mildest first"),
                hint=say("Two to five words: low, high, flood"),
                needed=True,
            )
        )
    found.append(Field("now", say("How is it now"), hint=say("One of its levels; empty if nobody knows.")))
    lasts = say("6 hours; 2 days") if new else say("6 hours; 2 days. Empty leaves it as it is.")
    found.append(Field("lasts", say("How long does a level usually last"), hint=lasts, needed=new))
    observed = (("", say("Yes, they see or hear it")), ("no", say("No, nobody there can know")))
    found.append(Field("observed", say("Do they know it before each move"), "choice", options=observed))
    return found


def _indicators() -> Field:
    options = tuple((one, say(words.INDICATORS[one])) for one in INDICATORS)
    return Field(
        "indicators", say("Signs of forced labour that were seen"), "boxes", options=options, part=say("Signs")
    )


def _options(values: Sequence[str], names: dict[str, str]) -> Options:
    return tuple((value, say(names[value])) for value in values)


FIELDS: dict[str, Callable[[Pack, bool], list[Field]]] = {
    "places": _place,
    "legs": _leg,
    "brokers": _broker,
    "travellers": _traveller,
    "conditions": _condition,
}
"""The fields of each form: of a pack, for a new part or one that is there."""


def mission_fields(pack: Pack) -> list[Field]:
    """The fields about the mission itself."""
    places = tuple((one.id, one.title) for one in pack.places)
    urgencies = (("", say("not said")), *((one, say(words.URGENCIES[one])) for one in URGENCIES))
    return [
        Field("name", say("What the mission is called"), needed=True),
        Field("about", say("One line about it")),
        Field("urgency", say("How urgent"), "choice", options=urgencies),
        Field("from", say("Where they are"), "choice", options=places, part=say("From where to where"), needed=True),
        Field("to", say("Where the journey ends well"), "boxes", options=places),
        Field("start", say("From when"), hint=say(words.MOMENT_HINT), part=say("When"), needed=True),
        Field("hours", say("By when they must be there"), hint=say(words.DEADLINE_HINT), needed=True),
        Field("budget", say("How much money there is"), hint=say("Empty for no limit."), part=say("Money")),
        Field("currency", say("In which currency"), hint=say("Three letters, as USD.")),
        Field("per_head", say("What is paid for turning one of them in"), part=say("What the adversary pays")),
        Field("group", say("What is paid for turning in a group")),
        Field("stay_days", say("For how many days to look at those who stay"), part=say("If they stay")),
    ]


def charter_fields(pack: Pack) -> list[Field]:
    """The fields about the charter."""
    levels = tuple(
        (f"{one.id}={level}", say("{condition} {level}", condition=one.title, level=level_word(level)))
        for one in pack.conditions
        for level in one.levels
    )
    return [
        Field("members", say("Who may sign it"), hint=say("Names with commas, without blanks: anna, ben"), needed=True),
        Field("threshold", say("How many of them must sign"), first="2", needed=True),
        Field(
            "review",
            say("Until which day it holds"),
            hint=say("As 2032-03-01; then it is looked at again, in calm."),
            needed=True,
        ),
        Field("no_go", say("Nobody sets out while"), "boxes", options=levels, part=say("When nobody goes")),
        Field("no_go_hours", say("if they would meet it within so many hours"), first="72"),
    ]
