"""The fields of a report's form, for each kind: what is asked, what may be chosen of the mission, what is likely."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from waystation.desk.guide.cases import Case
from waystation.wording.figures import date_and_time
from waystation.wording.grades import grade_choices
from waystation.wording.journeys import how
from waystation.wording.language import say
from waystation.wording.pack_words import level_word, person_word
from waystation.wording.report_pages import choices_of, field_label
from waystation.wording.reports import say_report
from waystation.world.pack import Pack

__all__ = ["Field", "common_fields", "fields_of_kind", "leg_choices", "prefilled"]

Choices = Sequence[tuple[str, str]]
MOST_ANSWERED = 60
"""So many of the last reports are offered to be corrected; an older one is named by its id in a link."""
MOST_SOURCES = 40


@dataclass(frozen=True)
class Field:
    """A field of a form.

    Args:
        name: Its name.
        label: What it asks for.
        control: `text`, `number`, `choice`, `area` or `hidden`.
        options: What may be chosen, or is offered while one types.
        value: What stands there at first.
        hint: What helps to answer.
        required: Whether it must be answered.
        more: Whether it stands behind "more", since most reports do without it.
        offered: The field whose options are offered here too; empty for its own.
    """

    name: str
    label: str
    control: str = "text"
    options: Choices = ()
    value: str = ""
    hint: str = ""
    required: bool = False
    more: bool = False
    offered: str = ""


def fields_of_kind(case: Case, kind: str) -> list[Field]:
    """The fields of a kind of report, its own first, then those that all have."""
    own = _OWN[kind](case)
    return [*own, *common_fields(case, text=kind == "request")]


def prefilled(fields: Sequence[Field], values: Mapping[str, str]) -> list[Field]:
    """Fields with what is likely in them, or already known."""
    return [replace(one, value=values[one.name]) if one.name in values else one for one in fields]


def common_fields(case: Case, *, text: bool = False) -> list[Field]:
    """What every report has: who told it, when it happened, how far it may be believed, and what was said."""
    zone = f"{case.pack.clock.start:%z}"
    when = say("Empty: now. Or an hour such as 21:40, or a date and time ({zone}).", zone=f"{zone[:3]}:{zone[3:5]}")
    words = Field("text", field_label("text"), "area", required=text)
    return [
        *([words] if text else []),
        Field("source", field_label("source"), options=_sources(case), required=True),
        Field("happened", field_label("happened"), hint=when),
        Field("grade", field_label("grade"), "choice", grade_choices(), more=True),
        Field(
            "origin", field_label("origin"), options=_sources(case), more=True, hint=say("Only where it is hearsay.")
        ),
        Field("heard", field_label("heard"), hint=say("Empty: now."), more=True),
        *([] if text else [replace(words, more=True)]),
    ]


def _sources(case: Case) -> Choices:
    """Who has told something before, and who may: offered while one types."""
    names = dict.fromkeys(one.source for one in reversed(case.reports))
    names |= dict.fromkeys([one.id for one in case.pack.brokers] + [one.id for one in case.pack.travellers])
    return [(one, case.pack.broker[one].title if one in case.pack.broker else one) for one in names][:MOST_SOURCES]


def leg_choices(pack: Pack, only: Sequence[str] | None = None) -> list[tuple[str, str]]:
    """Legs to choose from, each with where it leads and how; one that runs both ways is there for each.

    Args:
        pack: The mission.
        only: Only those that leave one of these places; None for all.
    """
    found = []
    for move in pack.moves:
        if only is None or move.origin in only:
            origin, destination = pack.place[move.origin].title, pack.place[move.destination].title
            way = say("{origin} → {destination}, {how}", origin=origin, destination=destination, how=how(pack, move))
            found.append((f"{move.id}>{move.destination}", way))
    return found


def _place_choices(pack: Pack) -> list[tuple[str, str]]:
    return [(one.id, one.title) for one in pack.places]


def _broker_choices(pack: Pack) -> list[tuple[str, str]]:
    return [(one.id, one.title) for one in pack.brokers]


def _journey(case: Case, *, required: bool, closed: bool = False) -> Field:
    """Which journey: one that runs; where money is concerned, also one that is closed."""
    names = [(one.name, f"{one.number} · {one.name}") for one in (case.journeys if closed else case.running)]
    options = names if required else [("", say("none of ours")), *names]
    likely = case.running[-1].name if case.running else ""
    return Field("journey", field_label("journey"), "choice", options, likely, required=required)


def _leg(case: Case, *, required: bool = True) -> Field:
    options = leg_choices(case.pack)
    blank = [("", say("choose") if required else say("not said"))]
    return Field("leg", field_label("leg"), "choice", [*blank, *options], required=required)


def _broker(case: Case, *, required: bool = True) -> Field:
    blank = [("", say("choose") if required else say("whoever runs it"))]
    return Field("broker", field_label("broker"), "choice", [*blank, *_broker_choices(case.pack)], required=required)


def _number(name: str, *, required: bool = False, more: bool = False, hint: str = "") -> Field:
    return Field(name, field_label(name), "number", required=required, more=more, hint=hint)


def _choice(name: str) -> Field:
    return Field(name, field_label(name), "choice", choices_of(name), required=True)


def _observation(case: Case) -> list[Field]:
    options = [
        (f"{one.id}={level}", f"{one.title}: {level_word(level)}")
        for one in case.pack.conditions
        for level in one.levels
    ]
    return [Field("stands", field_label("stands"), "choice", [("", say("choose")), *options], required=True)]


def _sighting(case: Case) -> list[Field]:
    places = [(f"place:{name}", title) for name, title in _place_choices(case.pack)]
    legs = [
        (f"leg:{one.id}", f"{case.pack.place[one.origin].title} → {case.pack.place[one.destination].title}")
        for one in case.pack.legs
    ]
    near = Field("near", field_label("near"), "choice", [("", say("choose")), *places, *legs], required=True)
    return [Field("what", field_label("what"), required=True), _number("count"), near]


def _word(case: Case) -> list[Field]:
    return [_broker(case), _number("kept"), _number("broken"), _number("temptation", more=True)]


def _departure(case: Case) -> list[Field]:
    return [_journey(case, required=True), _leg(case)]


def _delivery(case: Case) -> list[Field]:
    return [
        _leg(case),
        _choice("outcome"),
        _journey(case, required=False),
        replace(_broker(case, required=False), more=True),
        _number("travellers", more=True),
    ]


def _checkin(case: Case) -> list[Field]:
    at = [("", say("not said")), *_place_choices(case.pack)]
    return [_journey(case, required=True), _choice("word"), Field("at", field_label("at"), "choice", at)]


def _illness(case: Case) -> list[Field]:
    people = [(one.id, person_word(one.id)) for one in case.pack.travellers]
    return [
        _journey(case, required=True),
        Field("person", field_label("person"), "choice", people, required=True),
        _choice("over"),
        _number("pace", hint=say("Such as 0.5: half as fast.")),
        _number("stamina"),
    ]


def _silence(case: Case) -> list[Field]:
    return [_broker(case), replace(_journey(case, required=False), more=True)]


def _price(case: Case) -> list[Field]:
    hint = say("In {currency}.", currency=case.pack.mission.currency)
    fee = _number("fee", required=True, hint=hint)
    return [_leg(case), fee, _number("fee_most", more=True), replace(_journey(case, required=False), more=True)]


def _payment(case: Case) -> list[Field]:
    hint = say("In {currency}.", currency=case.pack.mission.currency)
    return [
        Field("to", field_label("to"), options=_broker_choices(case.pack), required=True),
        _number("amount", required=True, hint=hint),
        _choice("state"),
        Field("by", field_label("by"), options=_sources(case), offered="source"),
        replace(_journey(case, required=False, closed=True), more=True),
        replace(_leg(case, required=False), more=True),
    ]


def _consent(case: Case) -> list[Field]:
    people = [(one.id, person_word(one.id)) for one in case.pack.travellers]
    return [
        Field("person", field_label("person"), options=people, required=True),
        Field("purpose", field_label("purpose"), value="journey", required=True),
        _choice("given"),
        Field("basis", field_label("basis")),
    ]


def _correction(case: Case) -> list[Field]:
    zone = case.pack.clock.zone
    options = [
        (str(one.id), f"{date_and_time(one.happened.astimezone(zone))}: {say_report(one, case.pack)} ({one.source})")
        for one in reversed(case.reports[-MOST_ANSWERED:])
        if one.kind not in ("forecast", "signs")
    ]
    answered = Field("answers", field_label("answers"), "choice", [("", say("choose")), *options], required=True)
    return [answered]


_OWN: Mapping[str, Callable[[Case], list[Field]]] = {
    "observation": _observation,
    "sighting": _sighting,
    "word": _word,
    "departure": _departure,
    "delivery": _delivery,
    "checkin": _checkin,
    "illness": _illness,
    "silence": _silence,
    "price": _price,
    "payment": _payment,
    "consent": _consent,
    "request": lambda _case: [],
    "correction": _correction,
}
