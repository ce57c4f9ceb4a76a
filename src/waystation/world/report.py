"""Reports: everything the organisation knows arrived as one. Never edited, only answered by later reports.

A report says who told it, when it happened and when it was heard, how far it may be believed (the Admiralty pair),
and, by its kind, what. Fields that this version does not know are kept as they are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, cast, get_args

from pydantic import Field, ValidationError

from waystation.errors import Mistake
from waystation.world.mistakes import nearest
from waystation.world.quoting import shown
from waystation.world.report_base import Many, Name, Report, Share, Time
from waystation.world.report_journeys import JOURNEY_SHAPES
from waystation.world.report_mistakes import report_mistake
from waystation.world.shape import Text

__all__ = [
    "CHOICES",
    "KINDS",
    "MISSION_ENDS",
    "OUTCOMES",
    "CheckIn",
    "Choice",
    "Consent",
    "Correction",
    "Decision",
    "Delivery",
    "Erasure",
    "Forecast",
    "MissionEnd",
    "Observation",
    "Payment",
    "Report",
    "Request",
    "Sighting",
    "Word",
    "read_report",
    "report_json",
]

Outcome = Literal["arrived", "late", "back", "harm", "caught", "betrayed"]
OUTCOMES: tuple[Outcome, ...] = ("arrived", "late", "back", "harm", "caught", "betrayed")
VerdictWord = Literal["go", "second", "hold", "split", "decline"]
Choice = Literal["go", "hold", "split", "decline"]
MissionEnd = Literal["safe", "back", "lost", "not_gone"]
CHOICES: tuple[Choice, ...] = get_args(Choice)
"""What may be done instead of what a verdict says."""
MISSION_ENDS: tuple[MissionEnd, ...] = get_args(MissionEnd)
"""How a mission may end: all arrived, all came back, somebody was lost, nobody left."""


class Observation(Report):
    """The level of a condition, as somebody saw it."""

    kind: Literal["observation"]
    condition: Name
    """Which condition."""
    level: Name
    """At which level it was."""


class Sighting(Report):
    """Something seen near a place or a leg."""

    kind: Literal["sighting"]
    near: Annotated[str, Field(pattern="^(place|leg):[^:]+$")]
    """`place:ID` or `leg:ID`."""
    what: Text
    """What was seen: police, patrol, dogs, soldiers, …"""
    count: Many | None = None
    """How many."""


class Word(Report):
    """What is said of a broker."""

    kind: Literal["word"]
    broker: Name
    """Of whom."""
    kept: Many | None = None
    """Engagements in which faith was kept."""
    broken: Many | None = None
    """Engagements in which it was broken."""
    temptation: Annotated[float, Field(gt=0.0, le=1e9)] | None = None
    """The temptation at that time."""


class Delivery(Report):
    """How an attempt of a leg ended."""

    kind: Literal["delivery"]
    leg: Name
    """Which leg."""
    broker: Name | None = None
    """Who ran it."""
    outcome: Outcome
    """How it ended."""
    travellers: Annotated[int, Field(ge=1, le=1000)] | None = None
    """How many travelled."""
    journey: Name | None = None
    """On which journey of ours, where it was on one; then it says where that journey is."""


class CheckIn(Report):
    """A sign of life, or of the opposite."""

    kind: Literal["checkin"]
    journey: Name
    """Whose."""
    word: Literal["good", "bad", "pressed"]
    """What it meant."""
    at: Name | None = None
    """The id of the place that it came from, where that was said."""


class Request(Report):
    """A request for help: the fields of a mission, as far as they are known."""

    kind: Literal["request"]


class Consent(Report):
    """Leave given, or withheld."""

    kind: Literal["consent"]
    person: Name
    """Whose."""
    purpose: Name
    """For what."""
    given: bool
    """Whether it was given."""
    basis: Text = ""
    """How, and on what basis."""


class Payment(Report):
    """Money agreed, paid, held or released."""

    kind: Literal["payment"]
    to: Name
    """To whom."""
    amount: Annotated[float, Field(ge=0.0, le=1e12)]
    """How much, in the pack's currency."""
    state: Literal["agreed", "paid", "held", "released"]
    """How it stands."""
    by: Name | None = None
    """Who paid it out of the money that they carry, or keeps it until it is released."""
    journey: Name | None = None
    """For which journey."""
    leg: Name | None = None
    """For which leg."""


class Decision(Report):
    """A decision somebody signed: to go against a verdict, to approve that, or that a mission is over.

    Which of them it is, is told by its field: `chosen`, `approves` or `outcome`; `text` holds the reason.
    """

    kind: Literal["decision"]
    chosen: Choice | None = None
    """What is done instead of what the verdict says."""
    verdict: VerdictWord | None = None
    """What the verdict says."""
    low: Share | None = None
    """The chance of arriving, at worst, when it was decided."""
    second: Name | None = None
    """Who is asked to approve it; where nobody signs, who did."""
    approves: Name | None = None
    """The id of the decision that it approves."""
    outcome: MissionEnd | None = None
    """How the mission ended: with it a forecast is closed."""
    departed: Time | None = None
    """When they left."""


class Forecast(Report):
    """What was foreseen of a mission, written down before anybody left; `low` … `p90` are the chance of arriving."""

    kind: Literal["forecast"]
    mission: Name | None = None
    """Of which mission."""
    plan: Name | None = None
    """SHA-256 of what was foreseen: the same plan is kept once."""
    low: Share | None = None
    """At worst."""
    mid: Share | None = None
    """Nominally."""
    high: Share | None = None
    """At best."""
    p10: Share | None = None
    """Of the chances that it may be, one in ten is less."""
    p50: Share | None = None
    """Half of them are less."""
    p90: Share | None = None
    """Nine in ten are less."""
    verdict: VerdictWord | None = None
    """What the verdict said, where one was given."""
    urgency: Literal["PC1", "PC2", "PC3", "PC4"] | None = None
    """UN programme criticality of the mission."""
    departs: Time | None = None
    """When they were to leave."""


class Correction(Report):
    """A report that answers an earlier one: from then on that one counts for nothing."""

    kind: Literal["correction"]
    answers: Name
    """The id of the report that it answers."""


class Erasure(Report):
    """A request to forget a person."""

    kind: Literal["erasure"]
    person: Name
    """Whom."""


_SHAPES = (
    Observation, Sighting, Word, Delivery, CheckIn, Request, Consent, Payment, Decision, Forecast, Correction, Erasure,
    *JOURNEY_SHAPES,
)  # fmt: skip
KINDS: dict[str, type[Report]] = {str(get_args(shape.model_fields["kind"].annotation)[0]): shape for shape in _SHAPES}
"""The shape of each kind of report."""


def read_report(value: object, *, file: str = "", line: int = 0, now: datetime | None = None) -> Report | list[Mistake]:
    """A report from plain values, as JSON gives them.

    Args:
        value: The value of one report.
        file: The file it stands in, for mistakes.
        line: Its line there, from 1.
        now: When it is taken down; fills `heard` where it is missing. Without it, `heard` stays empty.

    Returns:
        The report, with its id, or everything that is wrong with it.
    """
    if not isinstance(value, dict):
        return [Mistake("report_form", file, line=line, fields={"value": shown(value)})]
    shape = KINDS.get(str(value.get("kind")))
    if shape is None:
        return [
            Mistake(
                "report_kind",
                file,
                "kind",
                line,
                {
                    "value": shown(value.get("kind")),
                    "nearest": nearest(str(value.get("kind")), KINDS),
                    "known": ", ".join(KINDS),
                },
            )
        ]
    if now is not None and value.get("heard") is None:
        value = {**value, "heard": now.isoformat()}
    try:
        report = shape.model_validate(value)
    except ValidationError as error:
        return [
            report_mistake(cast(Mapping[str, Any], detail), file, line) for detail in error.errors(include_url=False)
        ]
    if report.heard is not None and report.happened > report.heard:
        return [
            Mistake(
                "report_future",
                file,
                "happened",
                line,
                {"happened": report.happened.isoformat(), "heard": report.heard.isoformat()},
            )
        ]
    return report if report.id else report.model_copy(update={"id": _identity(report)})


def report_json(report: Report) -> dict[str, Any]:
    """A report as plain values for JSON: only what is there, unknown fields as they came, times in ISO 8601."""
    return {
        key: value for key, value in report.model_dump(mode="json", exclude_unset=True).items() if value is not None
    }


def _identity(report: Report) -> str:
    """An id made of the report itself, so that the same report is the same everywhere: 16 hexadecimal digits."""
    value = report_json(report)
    for key in ("happened", "heard"):
        if key in value:
            value[key] = datetime.fromisoformat(value[key]).astimezone(UTC).isoformat()
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
