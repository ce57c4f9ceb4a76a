"""The JSON of `waystation family` and `waystation trace`: stable, never translated, fields only ever added.

What is read aloud stands in it in every language that there is, beside its code.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from waystation.guiding.family import NEWS, News
from waystation.guiding.journey import Journey
from waystation.guiding.tracing import NEXT, Trace
from waystation.wording.families import FAMILY_LANGUAGES, closing, say_news
from waystation.wording.json_shapes import DIALECT, Json, listing, thing

__all__ = [
    "FAMILY_SCHEMA",
    "FAMILY_TOLD_SCHEMA",
    "TRACE_SCHEMA",
    "family_json",
    "journey_news_json",
    "told_json",
    "trace_json",
]


def journey_news_json(
    mission: str, journey: Journey, news: Sequence[News], now: datetime, back: Sequence[News] = ()
) -> Json:
    """What may be told of one journey, and what not yet; and what was told and is not so."""
    return {
        "mission": mission,
        "journey": journey.name,
        "number": journey.number,
        "news": [_news(one, now) for one in news],
        "taken_back": [_news(one, now) for one in back],
    }


def _news(one: News, now: datetime) -> Json:
    return {
        "code": one.code,
        "day": one.day.isoformat(),
        "country": one.country,
        "report": one.report,
        "since": one.since.isoformat(),
        "may_be_told": one.since <= now,
        "told": [{"to": name, "when": when.isoformat()} for name, when in one.told],
        "said": {language: say_news(one, language) for language in FAMILY_LANGUAGES},
    }


def family_json(journeys: Sequence[Json]) -> Json:
    """What `family --json` prints."""
    said = {language: closing(language) for language in FAMILY_LANGUAGES}
    return {"format": 1, "journeys": list(journeys), "closing": said, "reviewed": list(FAMILY_LANGUAGES)}


def told_json(id_: str, journey: str, to: str, news: News, confirmed: str) -> Json:
    """What `family told --json` prints."""
    return {
        "id": id_,
        "journey": journey,
        "to": to,
        "code": news.code,
        "report": news.report,
        "confirmed_by": confirmed,
    }


def trace_json(one: Trace) -> Json:
    """A tracing request."""
    return {
        "id": one.id,
        "sought": one.sought,
        "enquirer": one.enquirer,
        "state": one.state,
        "next": list(NEXT[one.state]),
        "asked": one.asked.isoformat(),
        "changed": one.changed.isoformat(),
        "language": one.language,
        "journey": one.journey,
        "by": one.by,
    }


_TEXT: Json = {"type": "string"}
_TEXT_OR_NULL: Json = {"anyOf": [_TEXT, {"type": "null"}]}
_TIME: Json = {"type": "string", "format": "date-time"}


_SAID = thing(**dict.fromkeys(FAMILY_LANGUAGES, _TEXT))
_NEWS = thing(
    code={"enum": list(NEWS)},
    day={"type": "string", "format": "date"},
    country=_TEXT_OR_NULL,
    report=_TEXT,
    since=_TIME,
    may_be_told={"type": "boolean"},
    told=listing(thing(to=_TEXT, when=_TIME)),
    said=_SAID,
)
FAMILY_SCHEMA: Json = {
    "$schema": DIALECT,
    "title": "waystation family --json",
    **thing(
        format={"const": 1},
        journeys=listing(
            thing(
                mission=_TEXT, journey=_TEXT, number={"type": "integer"}, news=listing(_NEWS), taken_back=listing(_NEWS)
            )
        ),
        closing=_SAID,
        reviewed=listing({"enum": list(FAMILY_LANGUAGES)}),
    ),
}
FAMILY_TOLD_SCHEMA: Json = {
    "$schema": DIALECT,
    "title": "waystation family told --json",
    **thing(id=_TEXT, journey=_TEXT, to=_TEXT, code={"enum": list(NEWS)}, report=_TEXT, confirmed_by=_TEXT),
}
_STATE: Json = {"enum": list(NEXT)}
TRACE_SCHEMA: Json = {
    "$schema": DIALECT,
    "title": "waystation trace --json, and of each of its commands",
    **listing(
        thing(
            id=_TEXT,
            sought=_TEXT,
            enquirer=_TEXT,
            state=_STATE,
            next=listing(_STATE),
            asked=_TIME,
            changed=_TIME,
            language=_TEXT_OR_NULL,
            journey=_TEXT_OR_NULL,
            by=_TEXT,
        )
    ),
}
