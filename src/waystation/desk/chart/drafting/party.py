"""Asking who travels: how many, and of each a nickname, age, pace and strength; then who must stay together."""

from __future__ import annotations

from collections.abc import Sequence

from waystation.desk.chart.drafting.questions import Asking, Misread, ask
from waystation.desk.chart.drafting.readings.amounts import count, word_or_number
from waystation.desk.chart.drafting.readings.words import named, together_groups, unsure
from waystation.desk.chart.drafting.sketch import Sketch
from waystation.world.people import Traveller

__all__ = ["EFFORTS", "PACES", "ask_party", "usual_traveller"]

MOST_TRAVELLERS = 40
PACES = {"like a fit adult": 1.0, "slowly": 0.7, "very slowly": 0.5}
EFFORTS = {"sitting": 0.0, "easy": 1.0, "moderate": 2.0, "hard": 3.0, "very hard": 4.0, "extreme": 5.0}
"""Words for how strenuous a leg is, and for the most strenuous leg that somebody can do."""

SEXES = {"woman": "woman", "girl": "woman", "man": "man", "boy": "man", "여자": "woman", "남자": "man"}


def ask_party(sketch: Sketch) -> Asking[None]:
    """Ask who travels."""
    size = yield from ask("party_size", "count", count(1, MOST_TRAVELLERS), default="1")
    for number in range(1, size + 1):
        sketch.travellers.append((yield from _ask_traveller(sketch, number)))
    if size > 1:
        people = [traveller.id for traveller in sketch.travellers]
        groups = yield from ask(
            "together", "groups", lambda text: together_groups(text, people), default="all", people=people
        )
        sketch.travellers[:] = [
            traveller.model_copy(update={"together": groups[traveller.id]}) if traveller.id in groups else traveller
            for traveller in sketch.travellers
        ]


def _ask_traveller(sketch: Sketch, number: int) -> Asking[Traveller]:
    taken = [traveller.id for traveller in sketch.travellers]
    name, age = yield from ask(
        "traveller", "traveller", lambda text: _name_and_age(text, taken), default=f"traveller-{number}", number=number
    )
    if age is None:
        age = yield from ask("age", "count", _age, default="don't know", who=name)
    pace = yield from ask("pace", "pace", word_or_number(PACES, 0.05, 3.0), default=_usual_pace(age), who=name)
    stamina = yield from ask(
        "stamina", "effort", word_or_number(EFFORTS, 0.0, 5.0), default=_usual_strength(age), who=name
    )
    told = {"id": name, "pace": pace, "stamina": stamina}
    return Traveller.model_validate(told if age is None else {**told, "age": age})


def usual_traveller(text: str, taken: Sequence[str]) -> Traveller:
    """Somebody of whom little was said: "grandmother, 80, woman", as fast and strong as is usual; name first.

    Args:
        text: What was typed; age and sex may be left out.
        taken: The nicknames of those who were named before.

    Raises:
        Misread: If the name is taken or none, or what follows is neither an age nor a sex.
    """
    name, *more = (part.strip() for part in text.split(","))
    sexes = [SEXES[part.casefold()] for part in more if part.casefold() in SEXES]
    rest = [part for part in more if part.casefold() not in SEXES]
    name, age = _name_and_age(", ".join([name, *rest]), list(taken))
    told: dict[str, object] = {"id": name, "pace": PACES[_usual_pace(age)], "stamina": EFFORTS[_usual_strength(age)]}
    told.update({} if age is None else {"age": age})
    return Traveller.model_validate({**told, "sex": sexes[-1]} if sexes else told)


def _usual_pace(age: int | None) -> str:
    if age is not None and age >= 70:
        return "very slowly"
    return "slowly" if age is not None and age <= 10 else "like a fit adult"


def _usual_strength(age: int | None) -> str:
    if age is not None and (age >= 70 or age <= 6):
        return "moderate"
    if age is not None and (age >= 60 or age <= 13):
        return "hard"
    return "very hard"


def _name_and_age(text: str, taken: list[str]) -> tuple[str, int | None]:
    """A nickname, and an age after a comma: "grandmother, 80"."""
    name, comma, rest = text.partition(",")
    found = named(name.strip()).id
    if found in taken:
        raise Misread("taken", value=found)
    return found, _age(rest.strip()) if comma else None


def _age(text: str) -> int | None:
    if unsure(text):
        return None
    return count(0, 120)(text.casefold().removesuffix("years old").removesuffix("years").rstrip("세살 "))
