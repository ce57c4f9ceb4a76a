"""Reports field by field, as a form asks for them: what each kind and each field is called, and what may be chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from waystation.wording.grades import grade_choices
from waystation.wording.language import mark, say
from waystation.wording.pack_words import level_word, person_word
from waystation.world.pack import Pack
from waystation.world.report import KINDS, Report

__all__ = ["CORRECTED", "Entry", "fields_to_correct", "kind_word", "kinds"]

KIND_WORDS = {
    "acknowledged": mark("alarm acknowledged"),
    "alarm": mark("alarm"),
    "burn": mark("burn"),
    "call": mark("call"),
    "card": mark("card given"),
    "cash": mark("cash handed on"),
    "checkin": mark("sign of life"),
    "consent": mark("consent"),
    "correction": mark("correction"),
    "decision": mark("decision"),
    "delivery": mark("how an attempt ended"),
    "departure": mark("departure"),
    "done": mark("task done"),
    "erasure": mark("wish to be forgotten"),
    "forecast": mark("forecast"),
    "handover": mark("hand-over"),
    "illness": mark("illness"),
    "journey": mark("journey begun or closed"),
    "observation": mark("condition seen"),
    "oncall": mark("on call"),
    "payment": mark("payment"),
    "price": mark("price asked"),
    "request": mark("request for help"),
    "review": mark("language reviewed"),
    "sighting": mark("sighting"),
    "signs": mark("signs drawn"),
    "silence": mark("silence of a broker"),
    "told": mark("family told"),
    "tracing": mark("tracing"),
    "warned": mark("warned"),
    "word": mark("word of a broker"),
}
FIELD_WORDS = {
    "amount": mark("How much"),
    "broker": mark("Which broker"),
    "broken": mark("How often faith was broken"),
    "by": mark("Who paid it, or keeps it"),
    "condition": mark("Which condition"),
    "count": mark("How many were seen"),
    "fee": mark("Fee of each traveller"),
    "giver": mark("Who gave it"),
    "grade": mark("Grade"),
    "happened": mark("When it happened"),
    "kept": mark("How often faith was kept"),
    "leg": mark("Which leg"),
    "level": mark("At which level"),
    "near": mark("Near which place or leg"),
    "origin": mark("From whom the source has it"),
    "outcome": mark("How it ended"),
    "over": mark("Well again"),
    "pace": mark("Pace now, as a share of a fit adult's"),
    "person": mark("Who"),
    "stamina": mark("Stamina now, 0 to 5"),
    "state": mark("How the money stands"),
    "temptation": mark("Temptation at that time"),
    "text": mark("In its own words"),
    "to": mark("To whom, or where"),
    "travellers": mark("How many travelled"),
    "what": mark("What was seen"),
    "word": mark("What it meant"),
}
CHOICE_WORDS = {
    "arrived": mark("arrived"),
    "late": mark("arrived late"),
    "back": mark("turned back"),
    "harm": mark("somebody badly hurt"),
    "caught": mark("caught"),
    "betrayed": mark("sold"),
    "good": mark("all is well"),
    "bad": mark("something is wrong"),
    "pressed": mark("under pressure"),
    "agreed": mark("agreed"),
    "paid": mark("paid"),
    "held": mark("held back"),
    "released": mark("released"),
    "true": mark("yes"),
    "false": mark("no"),
}
CORRECTED = (
    "observation", "sighting", "word", "delivery", "departure", "checkin", "illness", "price", "payment", "cash",
)  # fmt: skip
"""The kinds that can be told again by a form; others are withdrawn, and what is so is told by its own page."""
LEFT = ("kind", "journey", "at")
"""Fields that a form leaves as they are."""
COMMON = ("happened", "grade", "origin", "text")


@dataclass(frozen=True)
class Entry:
    """One field of a form.

    Args:
        name: The field's name in a report.
        label: What it is called.
        value: What stands in it.
        choices: What may be chosen, each with its words; empty where it is typed.
        long: Whether it may be long.
    """

    name: str
    label: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    long: bool = False


def kind_word(kind: str) -> str:
    """What a kind of report is called; a kind that is not known here keeps its name."""
    return say(KIND_WORDS[kind]) if kind in KIND_WORDS else kind


def kinds() -> list[tuple[str, str]]:
    """Every kind of report with its words, as the words are sorted."""
    return sorted(((kind, say(words)) for kind, words in KIND_WORDS.items()), key=lambda pair: pair[1])


def fields_to_correct(report: Report, pack: Pack) -> list[Entry]:
    """The fields of a report that a form asks for anew, filled with what it says.

    Args:
        report: The report.
        pack: The mission, for what may be chosen.
    """
    shape = KINDS[report.kind]
    own = [name for name in shape.model_fields if name not in Report.model_fields and name not in LEFT]
    return [_asked(report, shape, name, pack) for name in (*own, *COMMON)]


def _asked(report: Report, shape: type[Report], name: str, pack: Pack) -> Entry:
    value = _text(getattr(report, name), pack)
    choices = _choices(shape, name, report, pack)
    if choices and value not in dict(choices):
        choices = [(value, value or "–"), *choices]
    return Entry(name, say(FIELD_WORDS[name]), value, tuple(choices), long=name == "text")


def _text(value: Any, pack: Pack) -> str:
    """A field's value as it is typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return " ".join(f"{one:g}" for one in value)
    if isinstance(value, float):
        return f"{value:.12g}"
    return value.astimezone(pack.clock.zone).isoformat(timespec="minutes") if hasattr(value, "hour") else str(value)


def _choices(shape: type[Report], name: str, report: Report, pack: Pack) -> list[tuple[str, str]]:
    if name == "grade":
        return grade_choices()
    if name == "level":
        condition = pack.condition.get(str(getattr(report, "condition", "")))
        return [(one, level_word(one)) for one in condition.levels] if condition is not None else []
    ends = {place.id: place.title for place in pack.places}
    legs = [(leg.id, f"{ends[leg.origin]} → {ends[leg.destination]}") for leg in pack.legs]
    named: Mapping[str, list[tuple[str, str]]] = {
        "broker": [(one.id, one.title) for one in pack.brokers],
        "condition": [(one.id, one.title) for one in pack.conditions],
        "leg": legs,
        "near": [
            *((f"place:{one}", title) for one, title in ends.items()),
            *((f"leg:{one}", way) for one, way in legs),
        ],
        "person": [(one.id, person_word(one.id)) for one in pack.travellers] if report.kind == "illness" else [],
        "over": [(one, say(CHOICE_WORDS[one])) for one in ("false", "true")],
    }
    optional = not shape.model_fields[name].is_required() and name != "over"
    listed = named.get(name) or _literals(shape.model_fields[name].annotation)
    return [("", "–"), *listed] if listed and optional else listed


def _literals(annotation: Any) -> list[tuple[str, str]]:
    """What may stand in a field of which only some words may."""
    inner = get_args(annotation)
    if get_origin(annotation) is not None and all(isinstance(one, str) for one in inner):
        return [(one, say(CHOICE_WORDS[one])) for one in inner if one in CHOICE_WORDS]
    return []
