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

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from waystation.errors import Mistake
from waystation.world.mistakes import nearest
from waystation.world.quoting import shown
from waystation.world.shape import Text

__all__ = [
    "KINDS",
    "OUTCOMES",
    "CheckIn",
    "Consent",
    "Correction",
    "Decision",
    "Delivery",
    "Erasure",
    "Forecast",
    "Observation",
    "Payment",
    "Report",
    "Request",
    "Sighting",
    "Word",
    "read_report",
    "report_json",
]

VERSION = 1
"""The version of the shapes below; written as `version` where it is not 1."""

Outcome = Literal["arrived", "late", "back", "harm", "caught", "betrayed"]
OUTCOMES: tuple[Outcome, ...] = ("arrived", "late", "back", "harm", "caught", "betrayed")
Name = Annotated[str, Field(min_length=1, max_length=80)]
Many = Annotated[float, Field(ge=0.0, le=1e6)]


def _time(value: Any) -> Any:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("not_a_time", "not a time", {"value": value[:40]}) from None
    return value


Time = Annotated[AwareDatetime, BeforeValidator(_time)]


class Report(BaseModel):
    """What every report has."""

    model_config = ConfigDict(frozen=True, extra="allow", strict=True, allow_inf_nan=False)

    kind: str
    """What kind of report it is."""
    source: Name
    """Who told it."""
    happened: Time
    """When it happened."""
    heard: Time | None = None
    """When it was heard; default when it was taken down."""
    grade: Annotated[str, Field(pattern="^[A-F][1-6]$")] | None = None
    """Reliability of the source, A to F, and credibility of the information, 1 to 6; F and 6 mean unknown."""
    origin: Name | None = None
    """Who the source has it from, where it is hearsay: reports that repeat one origin count once."""
    text: Annotated[str, Field(max_length=4000)] = ""
    """What was said, in its own words."""
    compartment: Name | None = None
    """Who may read it; default everybody who may read the mission."""
    id: Name | None = None
    """Its name, given when it is taken down."""
    version: int = VERSION
    """The version of these shapes that it was written for."""

    @property
    def told(self) -> str:
        """Whom it goes back to: its origin, or else its source."""
        return self.origin or self.source


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


class CheckIn(Report):
    """A sign of life, or of the opposite."""

    kind: Literal["checkin"]
    journey: Name
    """Whose."""
    word: Literal["good", "bad", "pressed"]
    """What it meant."""


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


class Decision(Report):
    """A decision somebody signed."""

    kind: Literal["decision"]


class Forecast(Report):
    """What was expected, written down before it could be known."""

    kind: Literal["forecast"]


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
        return [_mistake(cast(Mapping[str, Any], detail), file, line) for detail in error.errors(include_url=False)]
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


def _mistake(detail: Mapping[str, Any], file: str, line: int) -> Mistake:
    kind, context = str(detail["type"]), dict(detail.get("ctx", {}))
    at = ".".join(str(part) for part in detail["loc"])
    fields: dict[str, object] = {"key": at, "value": shown(detail.get("input"))}
    codes = {
        "missing": "missing_key",
        "timezone_aware": "no_offset",
        "datetime_type": "not_a_time",
        "not_a_time": "not_a_time",
        "string_pattern_mismatch": "grade_form" if at == "grade" else "near_form",
        "literal_error": "not_one_of",
        "float_type": "not_a_number",
        "int_type": "not_whole",
        "int_from_float": "not_whole",
        "string_type": "not_text",
        "bool_type": "not_true_or_false",
        "greater_than_equal": "too_small",
        "greater_than": "not_above",
        "less_than_equal": "too_large_value",
        "string_too_short": "empty_text",
        "string_too_long": "too_long_text",
        "finite_number": "not_finite",
    }
    if kind == "literal_error":
        fields["known"] = context.get("expected", "").replace("'", "")
    limits = [context[name] for name in ("ge", "gt", "le", "max_length", "min_length") if name in context]
    return Mistake(
        codes.get(kind, "wrong_value"),
        file,
        at,
        line,
        {**fields, "limit": limits[0] if limits else "", "why": detail["msg"]},
    )
