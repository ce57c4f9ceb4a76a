"""Reports: all of a mission's, and one with its corrections, who signed it, and what it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from waystation.desk.chart.loading import EVIDENCE
from waystation.desk.guide.trusting import believed_of
from waystation.desk.hear.correcting import answers_to, undone_in
from waystation.desk.hear.taking import find_reports
from waystation.errors import Usage
from waystation.evidence.believed import Believed
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.finding import case_at, report_at
from waystation.web.pages import Action, Page
from waystation.wording.beliefs import say_what
from waystation.wording.figures import date_and_time
from waystation.wording.grades import say_grade
from waystation.wording.joining import capital
from waystation.wording.report_fields import CORRECTED, fields_to_correct, kind_word, kinds
from waystation.wording.reports import say_report
from waystation.world.pack import Pack
from waystation.world.report import Report, report_json

__all__ = ["ACTIONS", "ONE", "PAGES", "instant_of", "report_row"]

A_PAGE = 100
MOST_ABOUT = 12


def _every(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    case = case_at(desk, asked)
    pack = case.pack
    chosen = {name: asked.wants(name) for name in ("about", "source", "kind", "since")}
    since = instant_of(chosen["since"], pack) if chosen["since"] else None
    found = find_reports(
        case.opened.reports, since, chosen["about"] or None, chosen["source"] or None, chosen["kind"] or None
    )
    found.reverse()
    page = int(asked.wants("page")) if asked.wants("page").isdigit() else 0
    undone = undone_in(case.opened.reports).undone
    return {
        "mission": case.mission,
        "title": pack.name,
        "count": len(found),
        "rows": [report_row(one, pack, undone) for one in found[page * A_PAGE : (page + 1) * A_PAGE]],
        "chosen": chosen,
        "newer": page - 1 if page > 0 else None,
        "older": page + 1 if len(found) > (page + 1) * A_PAGE else None,
        "kinds": kinds(),
        "abouts": _abouts(pack),
        "sources": sorted({one.source for one in case.opened.reports}),
    }


def instant_of(text: str, pack: Pack) -> datetime:
    """A date, or a date and time, with the mission's own offset where it has none.

    Raises:
        Usage: If it is neither.
    """
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        raise Usage("not_an_instant", value=text[:40]) from None
    return value if value.tzinfo else value.replace(tzinfo=pack.clock.zone)


def _abouts(pack: Pack) -> list[tuple[str, str]]:
    """What reports may be about: brokers, conditions, places, legs."""
    return [
        *((one.id, one.title) for one in pack.brokers),
        *((one.id, one.title) for one in pack.conditions),
        *((one.id, one.title) for one in pack.places),
        *((one.id, f"{pack.place[one.origin].title} → {pack.place[one.destination].title}") for one in pack.legs),
    ]


def report_row(report: Report, pack: Pack, undone: Collection[str] = ()) -> dict[str, Any]:
    """A report as a list shows it.

    Args:
        report: The report.
        pack: Its mission, for names and the zone of times.
        undone: Ids of the reports that count for nothing.
    """
    return {
        "id": str(report.id),
        "when": date_and_time(report.happened.astimezone(pack.clock.zone)),
        "kind": kind_word(report.kind),
        "said": capital(say_report(report, pack)),
        "source": report.source,
        "origin": report.origin if report.origin != report.source else "",
        "grade_words": say_grade(report.grade) if report.grade is not None or report.kind in EVIDENCE else "",
        "undone": str(report.id) in undone,
    }


def _one(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    case, report = report_at(desk, asked)
    pack, reports = case.pack, case.opened.reports
    corrections = undone_in(reports)
    answered = next((one for one in reports if one.id == getattr(report, "answers", None)), None)
    return {
        "mission": case.mission,
        "title": pack.name,
        **report_row(report, pack, corrections.undone),
        "heard": date_and_time(report.heard.astimezone(pack.clock.zone)) if report.heard is not None else "",
        "text": report.text,
        "answers": [
            {**report_row(one, pack, corrections.undone), "text": one.text} for one in answers_to(reports, report)
        ],
        "answered": report_row(answered, pack, corrections.undone) if answered is not None else None,
        "signers": _signers(desk, str(report.id)),
        "in_vault": desk.vault is not None,
        "abouts": list(_numbers(report, pack, believed_of(case))),
        "raw": [(name, str(value)) for name, value in report_json(report).items()],
        "fields": fields_to_correct(report, pack) if report.kind in CORRECTED else [],
        "writable": case.record.writable and str(report.id) not in corrections.undone,
        "member": desk.member,
    }


def _signers(desk: DeskNow, report: str) -> list[str]:
    """The devices that wrote a report down, where any signs."""
    if desk.vault is None:
        return []
    from waystation.desk.keep.signers import signers_of

    return signers_of(desk.vault, report)


def _numbers(report: Report, pack: Pack, believed: Believed) -> Iterator[tuple[str, str]]:
    """The numbers that a report may move, each with what it is about."""
    about = _subjects(report)
    found = [one.what for one in believed.beliefs if _begins(one.what, about)]
    for what in found[:MOST_ABOUT]:
        yield what, capital(say_what(pack, what))


def _subjects(report: Report) -> list[str]:
    """What a report that is evidence is about, as the names of numbers begin."""
    if report.kind not in EVIDENCE:
        return []
    named = {"condition": "condition", "leg": "leg", "broker": "broker"}
    found = [f"{kind}:{value}" for key, kind in named.items() if (value := getattr(report, key, None))]
    near = getattr(report, "near", None)
    return [*found, *([near, f"condition:sightings-{near.replace(':', '-')}"] if near else [])]


def _begins(what: str, subjects: list[str]) -> bool:
    return any(what.partition("/")[0].partition("=")[0] == one for one in subjects) and not what.endswith("=gone")


EVERY = Page("/reports/{mission}", "hear/reports.html", _every)
ONE = Page("/reports/{mission}/{report}", "hear/report.html", _one)

PAGES = (EVERY, ONE)
ACTIONS: tuple[Action, ...] = ()
