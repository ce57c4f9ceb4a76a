"""What several missions share, as `portfolio.toml` states it: the period, money, beds, brokers, attention, risk."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, Field, field_validator

from waystation.errors import Mistake
from waystation.world.lines import TomlLines
from waystation.world.mistakes import Enough, Gatherer
from waystation.world.quoting import shown
from waystation.world.shape import Identifier, Money, Probability, Shape, Text, mistaken
from waystation.world.texts import Unreadable, read_toml

__all__ = ["PORTFOLIO", "Asked", "BrokerRules", "PortfolioRules", "read_portfolio"]

PORTFOLIO = "portfolio.toml"
Whole = Annotated[int, Field(ge=0, le=1_000_000)]


class BrokerRules(Shape):
    """What one broker can do for several missions."""

    at_once: Whole = 1
    """How many missions one broker serves on one day."""
    told: Whole | None = None
    """Of how many missions one broker may know within the period; what one gives away endangers them all."""


class Asked(Shape):
    """A request, beyond what its pack says."""

    pack: Identifier
    """The pack's folder, or its name in the vault."""
    since: AwareDatetime | None = None
    """Since when they have asked for help; default since their pack's own start."""
    peril: Probability | None = None
    """Chance of being lost within a year if they stay; default what the pack says."""


class PortfolioRules(Shape):
    """The period, and what all missions of it share."""

    format: Annotated[int, Field(ge=1, le=1)] = 1
    """Version of the format."""
    start: AwareDatetime | None = None
    """The first day, its beginning; default the day of the earliest mission."""
    days: Annotated[int, Field(ge=1, le=366)] = 60
    """How many days are looked at."""
    every: Annotated[int, Field(ge=1, le=366)] = 7
    """Departures are tried on every so-manieth day."""
    ways: Annotated[int, Field(ge=1, le=5)] = 3
    """How many ways are planned for each departure: the safest, and others that use less."""
    money: Money | None = None
    """What may be set aside for all missions together; default without limit."""
    currency: Annotated[Text, Field(min_length=1, max_length=12)] | None = None
    """Currency of `money`; every pack must have the same."""
    attention: Whole | None = None
    """How many missions coordinators can attend to at once; default without limit."""
    risk: Probability | None = 0.2
    """Share of its remaining time that each house may be expected to lose by being burnt."""
    tells: Probability = 0.5
    """How often a house becomes known if those who used it are taken."""
    alike: Annotated[float, Field(ge=0.0, le=1000.0)] = 0.05
    """Choices that differ by at most so many expected people are alike; then fairness decides."""
    beds: dict[Identifier, Whole] = {}
    """Beds by place, where they differ from what the packs say."""
    brokers: BrokerRules = BrokerRules()
    """What one broker can do for several missions."""
    request: Annotated[tuple[Asked, ...], Field(max_length=1000, strict=False)] = ()
    """What is known of requests beyond their packs."""

    @field_validator("start")
    @classmethod
    def _sound_start(cls, start: datetime | None) -> datetime | None:
        if start is not None and not 1800 <= start.year <= 2200:
            raise mistaken("year_range", value=start.isoformat())
        return start

    @field_validator("request")
    @classmethod
    def _named_once(cls, asked: tuple[Asked, ...]) -> tuple[Asked, ...]:
        names = [one.pack for one in asked]
        for position, name in enumerate(names):
            if name in names[:position]:
                raise mistaken("duplicate_id", (position, "pack"), value=shown(name))
        return asked


@dataclass
class PortfolioReading:
    """What came of reading `portfolio.toml`.

    Args:
        rules: What it says, or None where there is an error.
        gatherer: Says where in the file something stands.
        mistakes: Every error.
    """

    rules: PortfolioRules | None
    gatherer: Gatherer | None
    mistakes: list[Mistake] = field(default_factory=list)


def read_portfolio(data: bytes) -> PortfolioReading:
    """Read `portfolio.toml`.

    Args:
        data: Its bytes.
    """
    try:
        text, table = read_toml(PORTFOLIO, data)
    except Unreadable as error:
        return PortfolioReading(None, None, [error.mistake])
    gather = Gatherer(PORTFOLIO, _word, TomlLines(text).of)
    rules = None
    with suppress(Enough):
        rules = gather.read(PortfolioRules, table, ())
    return PortfolioReading(rules if not gather.found else None, gather, gather.found)


def _word(at: tuple[Any, ...]) -> str:
    words = ""
    for part in at:
        words += f"[{part}]" if isinstance(part, int) else f"{'.' if words else ''}{part}"
    return words
