"""The reports of a journey while it runs, and of what the night needs: who is on call, who was called, who holds money.

Shapes only. What a journey's reports add up to, and which cannot be, is decided in `guiding`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from waystation.world.report_base import Name, Report, Share, Time
from waystation.world.shape import Text

__all__ = [
    "ALARM_STAGES",
    "JOURNEY_ENDS",
    "JOURNEY_SHAPES",
    "WARN_REASONS",
    "Acknowledged",
    "Alarm",
    "AlarmStage",
    "Burn",
    "Call",
    "CardGiven",
    "Cash",
    "Departure",
    "Done",
    "Handover",
    "Illness",
    "JourneyEnd",
    "JourneyMark",
    "OnCall",
    "Price",
    "Review",
    "Signs",
    "Silence",
    "ToWarn",
    "Told",
    "Tracing",
    "WarnReason",
    "Warned",
]

JourneyEnd = Literal["arrived", "home", "lost"]
JOURNEY_ENDS: tuple[JourneyEnd, ...] = get_args(JourneyEnd)
"""How a journey closes: all arrived, all turned home, or somebody is lost."""
AlarmStage = Literal["reminder", "overdue", "first_call", "escalate", "critical"]
ALARM_STAGES: tuple[AlarmStage, ...] = get_args(AlarmStage)
"""What a missed check-in becomes, in this order."""
WarnReason = Literal["on_leg", "at_place", "ahead", "host", "broker", "member", "family"]
WARN_REASONS: tuple[WarnReason, ...] = get_args(WarnReason)
"""What brings somebody into danger because of a burn, the most urgent first: they are on a leg that it runs or knows;
they are where it knows; they come there by the plan; they keep a house, or run a leg, that it knows; they are a member;
they wait for news."""
Amount = Annotated[float, Field(ge=0.0, le=1e12)]
MOST = 1e12


def _fee(value: Any) -> Any:
    """An amount, or the least and the most that it may be."""
    parts = list(value) if isinstance(value, list | tuple) else [value]
    numbers = [
        one for one in parts if isinstance(one, int | float) and not isinstance(one, bool) and 0.0 <= one <= MOST
    ]
    if len(numbers) != len(parts) or len(parts) not in (1, 2) or parts != sorted(parts):
        raise PydanticCustomError("fee_form", "not a fee")
    return float(parts[0]) if len(parts) == 1 else (float(parts[0]), float(parts[1]))


Fee = Annotated[float | tuple[float, float], BeforeValidator(_fee)]


class JourneyMark(Report):
    """A journey begins, because its mission was accepted, or it closes."""

    kind: Literal["journey"]
    journey: Name
    """Its name, by which other reports mean it."""
    state: Literal["accepted", "closed"]
    """What is marked."""
    number: Annotated[int, Field(ge=100, le=9999)] | None = None
    """What alarms and notices call it; drawn by chance when it is accepted."""
    end: JourneyEnd | None = None
    """How it closed."""
    false_alarms: Share | None = None
    """The share of check-ins on time by the plan that may still raise an alarm, as its coordinator chose."""


class Departure(Report):
    """A party set out on a leg."""

    kind: Literal["departure"]
    journey: Name
    """Which journey."""
    leg: Name
    """Which leg."""
    to: Name | None = None
    """The place it goes to, where the leg runs both ways."""


class Illness(Report):
    """Somebody of the party is ill or hurt, or well again."""

    kind: Literal["illness"]
    journey: Name
    """Which journey."""
    person: Name
    """The traveller's id."""
    pace: Annotated[float, Field(gt=0.0, le=10.0)] | None = None
    """How fast they walk now, as a share of a fit adult."""
    stamina: Annotated[float, Field(ge=0.0, le=5.0)] | None = None
    """The most strenuous leg that they can do now."""
    over: bool = False
    """Whether they are well again."""


class Silence(Report):
    """A broker does not answer; it ends with the next report that they told or are in."""

    kind: Literal["silence"]
    broker: Name
    """Who."""
    journey: Name | None = None
    """On which journey they were waited for."""


class Price(Report):
    """A broker asks for another fee than was agreed: a red flag where it is raised on the way."""

    kind: Literal["price"]
    leg: Name
    """For which leg."""
    fee: Fee
    """The fee for each traveller, or the least and the most it may be."""
    journey: Name | None = None
    """On which journey."""


class ToWarn(BaseModel):
    """Somebody who has to be warned because of a burn."""

    model_config = ConfigDict(frozen=True, extra="allow", strict=True)

    who: Name
    """Whom: `broker:ID`, `place:ID` for its host, `member:NAME`, `journey:NAME` for the party, `family:JOURNEY`."""
    why: WarnReason
    """What brings them into danger."""
    by: Time | None = None
    """When the danger begins, where it has a time."""


class Burn(Report):
    """Somebody or something is compromised: all that they knew counts as known to the adversary."""

    kind: Literal["burn"]
    what: Literal["broker", "place", "member", "device"]
    """What it is."""
    name: Name
    """Its id, a member's name or a device's label."""
    legs: Annotated[tuple[Name, ...], Field(max_length=10_000, strict=False)] = ()
    """The ids of the legs here that cards told it of, in this mission or another."""
    places: Annotated[tuple[Name, ...], Field(max_length=10_000, strict=False)] = ()
    """The ids of the places here that it knew, from this mission or another."""
    warn: Annotated[tuple[ToWarn, ...], Field(max_length=10_000, strict=False)] = ()
    """Who has to be warned, the most urgent first."""


class Warned(Report):
    """Somebody who had to be warned because of a burn has been."""

    kind: Literal["warned"]
    burn: Name
    """The id of the burn."""
    who: Name
    """Whom: `broker:ID`, `place:ID` for its host, `member:NAME`, `journey:NAME` for the party, `family:JOURNEY`."""


class Call(Report):
    """A call that was made, or came."""

    kind: Literal["call"]
    who: Name
    """With whom."""
    outcome: Literal["reached", "no_answer", "wrong_person", "call_back"]
    """What came of it."""
    journey: Name | None = None
    """About which journey."""
    about: Text = ""
    """About what, in a word."""


class OnCall(Report):
    """Who is on call from when it happened on."""

    kind: Literal["oncall"]
    who: Name
    """The member."""
    until: Time
    """Until when."""


class Handover(Report):
    """One person hands the night over to the next."""

    kind: Literal["handover"]
    to: Name
    """To whom; its source is who hands over."""
    since: Time | None = None
    """Since when what changed is told."""
    open: Annotated[tuple[Text, ...], Field(max_length=200, strict=False)] = ()
    """What is open, each in a line."""


class Acknowledged(Report):
    """Somebody has taken note of a report: of a hand-over, of an alarm."""

    kind: Literal["acknowledged"]
    answers: Name
    """Its id."""


class Cash(Report):
    """Money goes from one holder to another, both ours: it is spent only by a payment."""

    kind: Literal["cash"]
    giver: Name
    """Who held it."""
    to: Name
    """Who holds it now."""
    amount: Amount
    """How much, in the pack's currency."""
    journey: Name | None = None
    """For which journey."""


class CardGiven(Report):
    """A card was given to somebody: what it told them, they know."""

    kind: Literal["card"]
    journey: Name
    """Of which journey."""
    to: Name
    """Who has it: `broker:ID`, `place:ID` for its host, `traveller`, `liaison:NAME`."""
    legs: Annotated[tuple[Name, ...], Field(max_length=1000, strict=False)] = ()
    """The ids of the legs that it tells of."""
    language: Annotated[str, Field(pattern="^[a-z]{2}$")] | None = None
    """In which language, ISO 639-1."""
    digest: Name | None = None
    """SHA-256 of its text."""
    reviewed: bool = False
    """Whether a speaker of the language had reviewed its sentences."""
    at: Annotated[str, Field(pattern="^(place|leg):[^:]+$")] | None = None
    """Of which meeting or stay it tells: `leg:ID`, or `place:ID`."""
    opens: Time | None = None
    """When that begins by the card."""


class Signs(Report):
    """What the signs and the check-in words of a journey are drawn from, once, so that every card shows the same."""

    kind: Literal["signs"]
    journey: Name
    """Of which journey."""
    secret: Annotated[str, Field(min_length=32, max_length=32)]
    """128 bits drawn by chance, in hexadecimal."""


class Review(Report):
    """A reader of a language signs that its sentences say what they should."""

    kind: Literal["review"]
    language: Annotated[str, Field(pattern="^[a-z]{2}$")]
    """Which language, ISO 639-1."""
    digest: Name
    """SHA-256 of the sentences that were read."""
    reader: Name
    """Who read them."""


class Told(Report):
    """What the family, or an enquirer, has been told."""

    kind: Literal["told"]
    to: Name
    """Whom."""
    journey: Name | None = None
    """About which journey."""
    confirms: Name | None = None
    """The id of the report that a person had confirmed."""


class Tracing(Report):
    """A tracing request: somebody seeks somebody; its later states answer the first."""

    kind: Literal["tracing"]
    state: Literal["asked", "matched", "reunited", "closed"]
    """How it stands."""
    enquirer: Name | None = None
    """Who seeks."""
    sought: Name | None = None
    """Who is sought."""
    request: Name | None = None
    """The id of the report in which it was asked, for the later states."""
    journey: Name | None = None
    """The journey on which the sought person is, where they were matched."""
    language: Annotated[str, Field(pattern="^[a-z]{2}$")] | None = None
    """The enquirer's language, ISO 639-1."""


class Done(Report):
    """Something that had to follow the end of a journey has been done."""

    kind: Literal["done"]
    journey: Name
    """Of which journey."""
    task: Name
    """What: its code, such as `trace`, `aftercare`, `thanks:broker:ID`, `release:broker:ID`."""


class Alarm(Report):
    """An alarm that the watch gave: silence past its window is itself an event."""

    kind: Literal["alarm"]
    journey: Name
    """Which journey."""
    stage: AlarmStage
    """How far it has gone."""
    due: Time
    """When the sign of life had been due."""


JOURNEY_SHAPES = (
    JourneyMark, Departure, Illness, Silence, Price, Burn, Warned, Call, OnCall, Handover, Acknowledged, Cash,
    CardGiven, Signs, Review, Told, Tracing, Done, Alarm,
)  # fmt: skip
"""The shapes of the kinds of reports that a journey adds."""
