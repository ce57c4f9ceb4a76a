"""What is heard of a journey, told with a click: forms that know where they are and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from waystation.desk.guide.cases import Case
from waystation.desk.guide.replanning import Answered
from waystation.guiding.journey_state import Journey
from waystation.web.hear.fields import Field, fields_of_kind, leg_choices, prefilled
from waystation.wording.grades import grade_choices
from waystation.wording.language import mark, say
from waystation.wording.report_pages import choices_of

__all__ = ["KIND_OF", "Telling", "told_forms"]

KIND_OF = {
    "sign": "checkin",
    "left": "departure",
    "arrived": "delivery",
    "back": "delivery",
    "lost": "delivery",
    "ill": "illness",
    "silent": "silence",
    "price": "price",
}
"""The kind of report that each form keeps."""
LABELS = {
    "sign": (mark("A sign of life"), mark("Keep the sign of life")),
    "left": (mark("They left"), mark("Keep that they left")),
    "arrived": (mark("They arrived"), mark("Keep that they arrived")),
    "back": (mark("They were turned back"), mark("Keep that they were turned back")),
    "lost": (mark("They are lost"), mark("Keep that they are lost")),
    "ill": (mark("Somebody is ill, or well again"), mark("Keep how they are")),
    "silent": (mark("A broker does not answer"), mark("Keep that nobody answers")),
    "price": (mark("Another price is asked"), mark("Keep the price")),
}
ON_A_LEG = ("sign", "arrived", "back", "ill", "silent", "price", "lost")
AT_A_PLACE = ("sign", "left", "ill", "silent", "price", "lost")
OUTCOMES = {"arrived": ("arrived", "late"), "back": ("back",), "lost": ("caught", "harm", "betrayed")}


@dataclass(frozen=True)
class Telling:
    """A form of its own for one thing that may be heard.

    Args:
        name: Its name.
        label: What was heard.
        button: What its button says.
        fields: Its fields.
        grave: Whether it tells of the worst.
    """

    name: str
    label: str
    button: str
    fields: Sequence[Field]
    grave: bool = False


def told_forms(case: Case, journey: Journey, found: Answered | None) -> list[Telling]:
    """What may be heard of a journey now, each as a form with what is likely filled in.

    Args:
        case: The mission.
        journey: The journey, running.
        found: Its answer; None where there is none.
    """
    if journey.standing.lost:
        return []
    names = ON_A_LEG if journey.standing.leg is not None else AT_A_PLACE
    return [
        Telling(name, say(LABELS[name][0]), say(LABELS[name][1]), _fields(case, journey, found, name), name == "lost")
        for name in names
    ]


def _fields(case: Case, journey: Journey, found: Answered | None, name: str) -> list[Field]:
    fields = fields_of_kind(case, KIND_OF[name])
    values = {"journey": journey.name, "source": _teller(case, journey)}
    here = journey.standing
    if name == "left":
        step = found.answer.next if found is not None else None
        step = found.answer.after if found is not None and step is not None and step.leg is None else step
        leaves = leg_choices(case.pack, [here.place])
        if step is not None and step.leg is not None:
            values["leg"] = f"{step.leg.id}>{step.leg.destination}"
        fields = [replace(one, options=leaves) if one.name == "leg" else one for one in fields]
    elif name in OUTCOMES:
        wanted = OUTCOMES[name]
        options = [one for one in choices_of("outcome") if one[0] in wanted]
        fields = [replace(one, options=options, value=wanted[0]) if one.name == "outcome" else one for one in fields]
        if here.leg is not None:
            values["leg"] = f"{here.leg.id}>{here.leg.destination}"
        else:
            leaves = [("", say("choose")), *leg_choices(case.pack, [here.place])]
            fields = [replace(one, options=leaves) if one.name == "leg" else one for one in fields]
    elif name == "silent":
        values["broker"] = here.leg.broker if here.leg is not None and here.leg.broker else _next_broker(found)
    elif name == "price" and here.leg is not None and here.leg.broker:
        values["leg"] = f"{here.leg.id}>{here.leg.destination}"
    fields = [_hidden(one, values, name, on_leg=here.leg is not None) for one in prefilled(fields, values)]
    return [_short(one) for one in fields if one.name not in ("travellers", "temptation")]


def _teller(case: Case, journey: Journey) -> str:
    """Who most likely tells it: whoever told last of this journey; else nobody is guessed."""
    told = [one for one in case.reports if str(one.id) in journey.reports and one.kind != "journey"]
    return told[-1].source if told else ""


def _short(one: Field) -> Field:
    """A grade is typed: seven lists of all of them would be most of the page."""
    return (
        replace(one, control="text", options=grade_choices()[1:], hint=say("Such as B2."))
        if one.name == "grade"
        else one
    )


def _next_broker(found: Answered | None) -> str:
    step = found.answer.next if found is not None else None
    return step.broker if step is not None and step.broker else ""


def _hidden(one: Field, values: dict[str, str], name: str, *, on_leg: bool) -> Field:
    """Fields that are known already are not asked for."""
    known = one.name == "journey" or (on_leg and one.name == "leg" and name in OUTCOMES)
    known = known or (name == "back" and one.name == "outcome")
    return replace(one, control="hidden", more=False) if known and (one.value or one.name in values) else one
