"""The JSON of people in keepsakes, of what they allow, and of what stands in the way; never translated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from waystation.archive.describing import Described
from waystation.archive.embargo import Reason
from waystation.archive.entered import Entered
from waystation.archive.leaving import Hindrance
from waystation.archive.records import ASPECTS, Consent, Keepsake, Out, Shown, record_json
from waystation.archive.slips import Slip

__all__ = [
    "answers_json",
    "hindrance_json",
    "lifted_json",
    "may_json",
    "outs_json",
    "people_json",
    "person_json",
    "refused_json",
    "shown_json",
    "slip_json",
    "told_json",
]

Json = dict[str, Any]


def hindrance_json(found: Hindrance) -> Json:
    """What stands in the way: its code, and what it is about."""
    return {"code": found.code, **{key: value for key, value in found.fields.items() if key != "claim"}}


def slip_json(found: Slip) -> Json:
    """A name where it must not stand."""
    return {"kind": found.kind, "id": found.id, "where": found.where, "found": found.found}


def may_json(
    items: Iterable[Keepsake], uses: Sequence[str], against: Mapping[tuple[str, str], Sequence[Hindrance]]
) -> list[Json]:
    """What `archive may --json` prints."""
    return [
        {
            "item": one.item,
            "title": one.title,
            "uses": {
                use: {
                    "may_leave": not against.get((one.item, use)),
                    "hindrances": [hindrance_json(found) for found in against.get((one.item, use), ())],
                }
                for use in uses
            },
        }
        for one in items
    ]


def person_json(who: Described, items: Iterable[Keepsake], today: date) -> Json:
    """What `archive person --json` prints."""
    return {
        "person": who.person,
        "names": list(who.names),
        "roles": list(who.roles),
        "missions": list(who.missions),
        "kin": list(who.kin),
        "at_home": bool(who.at_home),
        "child": who.is_child(today),
        "of_age": who.of_age.isoformat() if who.of_age is not None else None,
        "guardians": list(who.guardians),
        "items": [one.item for one in items],
    }


def people_json(people: Sequence[tuple[str, Described | None, int]]) -> list[Json]:
    """What `archive people --json` prints of a whole archive."""
    return [
        {
            "person": person,
            "roles": list(who.roles) if who is not None else [],
            "at_home": bool(who is not None and who.at_home),
            "keepsakes": number,
        }
        for person, who, number in people
    ]


def shown_json(item: str, people: Mapping[str, Shown], agreed: int) -> Json:
    """What `archive people ITEM --json` prints."""
    return {
        "item": item,
        "people": [
            {"person": person, **{aspect: getattr(shown, aspect) for aspect in ASPECTS}}
            for person, shown in sorted(people.items())
        ],
        "say_nobody": agreed,
    }


def answers_json(consents: Iterable[Entered[Consent]]) -> list[Json]:
    """What `archive consent --json` prints."""
    return [{"item": None, "until": None, "by": None, **_answer(one)} for one in consents]


def _answer(entered: Entered[Consent]) -> Json:
    said = {key: value for key, value in record_json(entered.record).items() if key not in ("record", "after")}
    return {**said, "member": entered.member, "day": entered.written.date().isoformat()}


def refused_json(refused: Iterable[Entered[Consent]], outs: Iterable[Entered[Out]]) -> Json:
    """What `archive revoke --json` prints."""
    return {"refused": answers_json(refused), "out": outs_json(outs)}


def outs_json(outs: Iterable[Entered[Out]]) -> list[Json]:
    """What `archive out --json` prints."""
    return [
        {
            "id": entered.record.id,
            "day": entered.written.date().isoformat(),
            "by": entered.member,
            "use": entered.record.use,
            "to": entered.record.to,
            "items": list(entered.record.items),
            "manifest": entered.record.manifest,
            "story": entered.record.story,
        }
        for entered in outs
    ]


def lifted_json(person: str, use: str, reasons: Iterable[Reason], missing: int) -> Json:
    """What `archive lift --json` prints for somebody."""
    return {
        "person": person,
        "use": use,
        "lifts": [
            {"code": one.code, "kin": one.kin, "mission": one.mission, "journey": one.journey} for one in reasons
        ],
        "missing": missing,
    }


def told_json(what: str, name: str, use: str, told: bool, missing: int) -> Json:
    """What `archive lift|hold --json` prints for the name of a place or broker."""
    return {what: name, "use": use, "told": told, "missing": missing}
