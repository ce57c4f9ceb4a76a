"""Tracing: somebody seeks somebody; a person says who it may be; they are together again.

Decides in which order a request goes on, and nothing else: never who is who. A match is somebody's decision, signed as
a report; nothing here compares names. What is known of the two stands in reports under keys of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from waystation.world.report import Report
from waystation.world.report_journeys import Tracing

__all__ = ["NEXT", "Trace", "traces_of"]

State = Literal["asked", "matched", "reunited", "closed"]
NEXT: Mapping[str, tuple[State, ...]] = {
    "asked": ("matched", "closed"),
    "matched": ("reunited", "closed"),
    "reunited": ("closed",),
    "closed": (),
}
"""Which states may follow each; a match that was wrong is taken back by a correction."""


@dataclass(frozen=True)
class Trace:
    """A tracing request as it stands.

    Args:
        id: The id of the report in which it was asked.
        sought: Who is sought; empty where that was forgotten, or may not be read.
        enquirer: Who seeks; the same.
        state: How it stands.
        asked: When it was asked.
        changed: When its state last changed.
        language: The enquirer's language; None where it was not said.
        journey: The journey on which the sought person is, or was.
        by: Who said that it stands so.
    """

    id: str
    sought: str
    enquirer: str
    state: State
    asked: datetime
    changed: datetime
    language: str | None = None
    journey: str | None = None
    by: str = ""


def traces_of(reports: Iterable[Report]) -> list[Trace]:
    """Every tracing request, the oldest first; a state that cannot follow is passed over.

    Args:
        reports: The reports that stand, of any kind, in the order in which they happened.
    """
    found: dict[str, Trace] = {}
    ranks = list(NEXT)
    every = sorted(
        (one for one in reports if isinstance(one, Tracing)),
        key=lambda one: (one.happened, ranks.index(one.state)),  # of one instant the earlier state comes first
    )
    for one in every:
        if one.state == "asked" and one.request is None:
            found[str(one.id)] = Trace(
                str(one.id), one.sought or "", one.enquirer or "", "asked", one.happened, one.happened, one.language,
                one.journey, one.source,
            )  # fmt: skip
    for one in every:
        known = found.get(one.request or "")
        if known is None:
            continue
        if one.state == "asked":  # the enquirer's half, under a key of their own
            found[known.id] = replace(
                known, enquirer=one.enquirer or known.enquirer, language=one.language or known.language
            )
        elif one.state in NEXT[known.state]:
            found[known.id] = replace(
                known, state=one.state, changed=one.happened, journey=one.journey or known.journey, by=one.source
            )
    return sorted(found.values(), key=lambda one: (one.asked, one.id))
