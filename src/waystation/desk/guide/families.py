"""Telling families, and tracing: what may be told, that it was, and requests of those who seek somebody.

Decides that nothing is told before its time, nothing without somebody who confirmed it, and that a tracing request
goes on only in its order. Who is who is never decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from waystation.desk.guide.cases import Case, take_down
from waystation.desk.hear.taking import ReportStore
from waystation.errors import BadInput, Usage
from waystation.guiding.family import News, news_for_family
from waystation.guiding.journey import Journey, standing_reports
from waystation.guiding.tracing import NEXT, Trace, traces_of
from waystation.world.report import Report, read_report

__all__ = ["ask_for", "go_on_tracing", "news_in", "taken_back", "tell", "traces_in"]

LETTERS = 4


def news_in(cases: Sequence[Case]) -> list[tuple[Case, Journey, list[News]]]:
    """What may be told of every journey, closed ones too, now or later."""
    return [
        (case, journey, news_for_family(case.pack, journey.name, case.reports))
        for case in cases
        for journey in case.journeys
    ]


def taken_back(case: Case, journey: Journey) -> list[News]:
    """What a family was told of a journey and does not stand any more: they believe it until they are called.

    Args:
        case: The mission.
        journey: The journey.
    """
    standing = {(one.code, one.day) for one in news_for_family(case.pack, journey.name, case.reports)}
    ever = news_for_family(case.pack, journey.name, case.opened.reports)
    return [one for one in ever if one.told and (one.code, one.day) not in standing]


def tell(case: Case, journey: Journey, news: News, now: datetime, *, to: str, confirmed: str, source: str) -> Report:
    """Note that somebody of the family was told something.

    Args:
        case: The mission.
        journey: The journey.
        news: What was told.
        now: When.
        to: Whom.
        confirmed: Who had confirmed that it is so.
        source: Who told them, where nobody signs.

    Raises:
        Usage: If it may not be told yet, or nobody has confirmed it.
    """
    if news.since > now:
        raise Usage("family_early", value=news.since.isoformat(timespec="minutes"))
    if not confirmed.strip():
        raise Usage("family_unconfirmed")
    text = f"confirmed by {confirmed.strip()}"
    fields = {"kind": "told", "to": to, "journey": journey.name, "confirms": news.report, "text": text}
    written = take_down(case, now, source, fields)
    # For the night's sheet, which does not look at people: that the family was called, and not who it is.
    take_down(
        case,
        now,
        source,
        {"kind": "call", "who": f"family:{journey.name}", "outcome": "reached", "journey": journey.name},
    )
    return written


def traces_in(store: ReportStore) -> list[Trace]:
    """Every tracing request in a store."""
    return traces_of(standing_reports(store.all()))


def ask_for(
    store: ReportStore, now: datetime, *, sought: str, enquirer: str, language: str | None, source: str
) -> Trace:
    """Take a tracing request down: the two people apart, so that each is sealed under a key of their own.

    Args:
        store: Where it is kept.
        now: When it was asked.
        sought: Who is sought.
        enquirer: Who seeks.
        language: The enquirer's language, ISO 639-1.
        source: Who took it down.
    """
    words: dict[str, Any] = {"kind": "tracing", "state": "asked", "source": source}
    first = _read(now, {**words, "sought": sought})
    second = _read(now, {**words, "enquirer": enquirer, "request": first.id, "language": language})
    store.add([first, second])
    return next(one for one in traces_of([first, second]) if one.id == first.id)


def go_on_tracing(
    store: ReportStore,
    now: datetime,
    letters: str,
    state: str,
    *,
    source: str,
    journey: str | None = None,
    text: str = "",
) -> Trace:
    """Say how a tracing request stands now.

    Args:
        store: Where it is kept.
        now: Since when.
        letters: The first letters of its id.
        state: `matched`, `reunited` or `closed`.
        source: Who says so: a match is a person's decision.
        journey: For a match: the journey on which the sought person is, where they are on one.
        text: What else was said of it: for a match, how they agreed that they are told of.

    Raises:
        Usage: If there is no such request, or several, or it does not stand so that this can follow.
    """
    known = traces_in(store)
    found = [one for one in known if letters and one.id.startswith(letters.strip())]
    if len(found) != 1:
        raise Usage("trace_unknown", value=letters[:40], known=", ".join(one.id[:LETTERS] for one in known) or "none")
    before = found[0]
    if state not in NEXT[before.state]:
        raise Usage("trace_order", value=state, known=before.state, next=" or ".join(NEXT[before.state]) or "nothing")
    fields: dict[str, Any] = {"kind": "tracing", "state": state, "source": source, "request": before.id}
    report = _read(now, {**fields, "sought": before.sought or None, "journey": journey, "text": text or None})
    store.add([report])
    return next(one for one in traces_in(store) if one.id == before.id)


def _read(now: datetime, fields: dict[str, Any]) -> Report:
    when = {"happened": now.isoformat(), "heard": now.isoformat()}
    found = read_report({**when, **{key: value for key, value in fields.items() if value is not None}})
    if isinstance(found, list):
        raise BadInput(found)
    return found
