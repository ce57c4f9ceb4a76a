"""Reports as their forms ask for them: the kinds, the fields, what may be chosen, in words."""

from __future__ import annotations

from waystation.wording.language import mark, say

__all__ = ["KINDS_ASKED", "choices_of", "field_label", "kind_hint", "kind_label"]

KINDS: dict[str, tuple[str, str]] = {
    "observation": (
        mark("How something stands"),
        mark("A river's level, how many police: what somebody saw or measured."),
    ),
    "sighting": (mark("Something was seen"), mark("Police, soldiers, dogs, strangers: near a place or a leg.")),
    "word": (mark("What is said of a broker"), mark("How often they kept faith, and how often they broke it.")),
    "departure": (mark("They left"), mark("A party set out on a leg.")),
    "delivery": (mark("How a leg ended"), mark("They arrived, came late, were turned back, or worse; also of others.")),
    "checkin": (mark("A sign of life"), mark("Well, badly, or under pressure.")),
    "illness": (mark("Somebody is ill, or well again"), mark("How fast they walk now, and what they can do.")),
    "silence": (mark("A broker does not answer"), mark("Their legs are left out until they are heard of again.")),
    "price": (mark("Another price is asked"), mark("A raise on the way is never agreed to alone.")),
    "payment": (mark("Money agreed, paid, held or released"), mark("To a broker, for a journey and a leg.")),
    "consent": (mark("Somebody agrees, or does not"), mark("To the journey, or to what is done for them.")),
    "request": (mark("A request for help"), mark("What is asked, in their own words.")),
    "correction": (mark("A report was wrong"), mark("It is never edited: from now on it counts for nothing.")),
}
KINDS_ASKED = tuple(KINDS)
"""The kinds of reports that have a form, those of every day first."""
LABELS = {
    "stands": mark("What stands how"),
    "near": mark("Near what"),
    "what": mark("What was seen"),
    "count": mark("How many"),
    "broker": mark("Which broker"),
    "kept": mark("How often faith was kept"),
    "broken": mark("How often it was broken"),
    "temptation": mark("How large the temptation was then"),
    "journey": mark("Which journey"),
    "leg": mark("Which leg"),
    "outcome": mark("How it ended"),
    "travellers": mark("How many travelled"),
    "word": mark("What it meant"),
    "at": mark("From where"),
    "person": mark("Who"),
    "over": mark("How they are"),
    "pace": mark("How fast they walk now, as a share of a fit adult"),
    "stamina": mark("The hardest leg they can do now, 0 to 5"),
    "fee": mark("How much for each traveller"),
    "fee_most": mark("At most"),
    "to": mark("To whom"),
    "amount": mark("How much"),
    "state": mark("How it stands"),
    "by": mark("Who paid it, or keeps it"),
    "purpose": mark("To what"),
    "given": mark("Whether they agree"),
    "basis": mark("How, and on what basis"),
    "answers": mark("Which report"),
    "source": mark("Who told it"),
    "origin": mark("From whom they have it"),
    "grade": mark("How far it may be believed"),
    "happened": mark("When it happened"),
    "heard": mark("When it was heard"),
    "text": mark("In their own words"),
}
CHOICES: dict[str, dict[str, str]] = {
    "outcome": {
        "arrived": mark("arrived in time"),
        "late": mark("arrived late"),
        "back": mark("were turned back"),
        "caught": mark("were caught"),
        "harm": mark("somebody was badly hurt"),
        "betrayed": mark("were sold"),
    },
    "word": {
        "good": mark("all is well"),
        "bad": mark("something is wrong"),
        "pressed": mark("it was said under pressure"),
    },
    "state": {
        "agreed": mark("agreed, not paid yet"),
        "paid": mark("paid out"),
        "held": mark("held back until they arrive"),
        "released": mark("released: what was held is paid out"),
    },
    "over": {"no": mark("ill or hurt"), "yes": mark("well again")},
    "given": {"yes": mark("agrees"), "no": mark("does not agree")},
}


def kind_label(kind: str) -> str:
    """What a kind of report tells, in a few words."""
    return say(KINDS[kind][0])


def kind_hint(kind: str) -> str:
    """What belongs into it."""
    return say(KINDS[kind][1])


def field_label(name: str) -> str:
    """What a field asks for."""
    return say(LABELS[name])


def choices_of(name: str) -> list[tuple[str, str]]:
    """What may be chosen of a field: each value, and its words."""
    return [(value, say(words)) for value, words in CHOICES[name].items()]
