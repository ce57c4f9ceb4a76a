"""Which compartment of a vault keeps a report, and under whose key it is sealed there.

What everybody on a mission must know lies in the mission's own compartment; money, the travellers' identities and the
cards that were given in compartments beside it. A report that names a compartment goes there. A report given to the
vault itself, and to no mission, stays in its house.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from waystation.world.report import Report

__all__ = [
    "CARDS",
    "FOOTAGE",
    "HOUSE",
    "IDENTITIES",
    "MONEY",
    "PARTS",
    "RESERVED",
    "SCHEDULE",
    "mission_of",
    "part_of",
    "person_of",
    "within",
]

HOUSE = "house"
IDENTITIES = "identities"
MONEY = "money"
SCHEDULE = "schedule"
CARDS = "cards"
FOOTAGE = "footage"
"""The part of a mission that keeps its archive; opened with the first keepsake, since most missions have none."""
PARTS = (CARDS, IDENTITIES, MONEY)
"""The compartments that every mission has beside its own."""
RESERVED = (HOUSE, SCHEDULE)
"""The names of compartments that are no mission's."""
ROUTES = {
    "payment": MONEY, "cash": MONEY,
    "consent": IDENTITIES, "request": IDENTITIES, "erasure": IDENTITIES, "illness": IDENTITIES, "tracing": IDENTITIES,
    "told": IDENTITIES,
    "card": CARDS, "signs": CARDS,
}  # fmt: skip
NAMES = ("person", "sought", "enquirer")
"""The fields that name whom a report is about, the first that is there counts; `to` of what somebody was told."""


def within(report: Report, mission: str | None, there: Collection[str]) -> str:
    """The name of the compartment that keeps a report.

    Args:
        report: The report.
        mission: The mission's name in the vault; None for the vault itself.
        there: The names of the compartments that there are.

    Returns:
        Its name; not one of `there` where the report names one that is to be opened.
    """
    asked = report.compartment
    if mission is None:
        return asked or HOUSE
    if asked is None:
        part = ROUTES.get(report.kind)
        return f"{mission}/{part}" if part else mission
    asked = asked.removeprefix(f"{mission}/")
    own = f"{mission}/{asked}"
    if own in there or asked in PARTS or asked not in there:
        return own if asked != mission else mission
    return asked


def mission_of(compartment: str) -> str:
    """The mission that a compartment belongs to, by its name."""
    return compartment.partition("/")[0]


def part_of(compartment: str) -> str:
    """What part of a vault or of a mission a compartment is, by its name: `house`, `mission`, `money`, `card:ford`."""
    mission, _, part = compartment.partition("/")
    return part or (mission if mission in RESERVED else "mission")


def person_of(report: Report) -> str:
    """Whom a report in an identities compartment is about; where it names nobody, a name that is its own.

    Args:
        report: A consent, a request or an erasure, an illness, a tracing request, what a family was told, or another
            that was put there.
    """
    value: Any = report
    keys = (*NAMES, "to") if report.kind == "told" else NAMES
    named = next((name for key in keys if (name := getattr(value, key, None))), None)
    return str(named) if named else f"{report.kind} {report.id}"
