"""What is believed, and why: every number of a mission, each followed back to the reports behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from waystation.desk.guide.cases import Case
from waystation.desk.guide.trusting import believed_of
from waystation.evidence.believed import Believing
from waystation.evidence.reasons import Behind, Dropped, Why, why
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.finding import case_at
from waystation.web.intervals import Span, scale_of, span_of
from waystation.web.pages import Action, Later, Page
from waystation.wording.beliefs import beliefs_line, doubt_lines, rests_on, say_what
from waystation.wording.figures import date_and_time, percent
from waystation.wording.grades import say_age, say_grade
from waystation.wording.joining import capital
from waystation.wording.language import say
from waystation.wording.reasons import because, own_lines, raised_line
from waystation.wording.reports import say_report
from waystation.world.pack import Pack
from waystation.world.report import Report

__all__ = ["ACTIONS", "PAGES", "rows_of"]

MOST_SHOWN = 60
"""More reports than these behind one number are counted, not listed, until somebody asks for all."""


def _every(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    case = case_at(desk, asked)
    believed = believed_of(case)
    moved = [one for one in believed.beliefs if not one.own and not one.what.endswith("=gone")]
    own = [one for one in believed.beliefs if one.own and one.high > 0.0]
    return {
        "mission": case.mission,
        "title": case.pack.name,
        "line": beliefs_line(believed),
        "doubts": doubt_lines(believed),
        "moved": _tables(case.pack, moved),
        "own": _tables(case.pack, own),
    }


def _tables(pack: Pack, beliefs: Iterable[Believing]) -> list[dict[str, Any]]:
    """Beliefs by what they are about, each kind on a scale of its own."""
    every = list(beliefs)
    kinds = {
        "broker": say("Brokers: who may sell the group"),
        "condition": say("Outside: how it stands at the start"),
        "leg": say("Legs: what may go wrong"),
        "place": say("Places: being found while waiting"),
    }
    found = []
    for kind, heading in kinds.items():
        rows = sorted((one for one in every if one.what.startswith(f"{kind}:")), key=lambda one: -one.high)
        if rows:
            scale = 1.0 if kind == "condition" else scale_of(one.high for one in rows)
            found.append({"heading": heading, "scale": scale, "rows": rows_of(pack, rows, scale)})
    return found


def rows_of(pack: Pack, beliefs: Iterable[Believing], scale: float) -> list[dict[str, Any]]:
    """Beliefs as rows: what each is about, its interval, what it rests on.

    Args:
        pack: The mission, for names.
        beliefs: The beliefs.
        scale: Where the scale ends.
    """
    every = [(one, capital(say_what(pack, one.what))) for one in beliefs]
    same = Counter(title for _, title in every)
    return [
        {
            "what": one.what,
            # Two legs may have the same ends: then their ids tell them apart.
            "title": title if same[title] == 1 else f"{title} ({one.what.partition(':')[2].partition('/')[0]})",
            "span": span_of(one.low, one.mid, one.high, scale),
            "rests": rests_on(one),
        }
        for one, title in every
    ]


def _one(desk: DeskNow, asked: Asked) -> Later:
    case = case_at(desk, asked)
    believed = believed_of(case)
    # All reports are gone through once more: with many that takes a while, and the office goes on meanwhile.
    return Later(lambda: _found(case, why(believed, asked.path["subject"]), everything=bool(asked.wants("all"))))


def _found(case: Case, found: Why, *, everything: bool) -> Mapping[str, Any]:
    """One number, and all that is behind it."""
    pack = case.pack
    most = len(found.reports) if everything else MOST_SHOWN
    strongest = max((one.weight for one in found.reports), default=1.0)
    return {
        "mission": case.mission,
        "mission_title": pack.name,
        "subject": found.belief.what,
        "title": capital(say_what(pack, found.belief.what)),
        "span": _span(found),
        "scale": _scale(found),
        "own": own_lines(found),
        "raised": [
            {"line": raised_line(pack, one), "what": f"condition:{one.condition}=there"} for one in found.raised
        ],
        "reports": [_behind(pack, one, strongest) for one in found.reports[:most]],
        "more": max(0, len(found.reports) - most),
        "dropped": [_dropped(pack, one) for one in found.dropped[:most]],
        "dropped_more": max(0, len(found.dropped) - most),
        "broker": _broker(found.belief.what),
    }


def _scale(found: Why) -> float:
    return 1.0 if found.belief.what.startswith("condition:") else scale_of([found.belief.high])


def _span(found: Why) -> Span:
    one = found.belief
    return span_of(one.low, one.mid, one.high, _scale(found))


def _broker(what: str) -> str:
    kind, _, rest = what.partition(":")
    return rest.partition("/")[0] if kind == "broker" else ""


def _behind(pack: Pack, one: Behind, strongest: float) -> dict[str, Any]:
    """A report that counts, and for how much."""
    report = one.report
    return {
        "id": str(report.id),
        "when": date_and_time(report.happened.astimezone(pack.clock.zone)),
        "said": capital(say_report(report, pack)),
        **_teller(report),
        "age": say_age(one.age_days),
        "weight": f"{one.weight:.2g}",
        "because": say(
            "{grade} for its grade, {age} for its age", grade=percent(one.grade_weight), age=percent(one.age_factor)
        ),
        "share": span_of(0.0, one.weight, one.weight, max(strongest, 1e-9)),
    }


def _teller(report: Report) -> dict[str, Any]:
    return {
        "source": report.source,
        "origin": report.origin if report.origin != report.source else "",
        "grade_words": say_grade(report.grade),
        "undone": False,
    }


def _dropped(pack: Pack, one: Dropped) -> dict[str, Any]:
    """A report that counts for nothing, and why."""
    report = one.report
    return {
        "id": str(report.id),
        "when": date_and_time(report.happened.astimezone(pack.clock.zone)),
        "said": capital(say_report(report, pack)),
        **_teller(report),
        "because": because(one),
    }


EVERY = Page("/beliefs/{mission}", "hear/beliefs.html", _every)
ONE = Page("/beliefs/{mission}/{subject:path}", "hear/belief.html", _one)

PAGES = (EVERY, ONE)
ACTIONS: tuple[Action, ...] = ()
