"""Taking reports down: lines as people say and paste them, read back before they are kept; or a form for each kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from waystation.desk.guide.cases import Case
from waystation.errors import Usage
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.finding import case_at
from waystation.web.hear.fields import fields_of_kind, prefilled
from waystation.web.hear.keeping import keep
from waystation.web.hear.reading import Line, ReadBack, lines_in, read_back
from waystation.web.hear.values import report_value
from waystation.web.pages import Action, Again, Done, NotThere, Page
from waystation.web.typed import latest_for
from waystation.wording.grades import grade_choices
from waystation.wording.language import say
from waystation.wording.pack_words import level_word
from waystation.wording.report_pages import KINDS_ASKED, kind_hint, kind_label
from waystation.wording.reports import say_report, who_told
from waystation.wording.short_lines import read_lines

__all__ = ["ACTIONS", "PAGES"]


def _build(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    case = case_at(desk, asked)
    kind = asked.text("kind", asked.wants("kind"))
    if kind and kind not in KINDS_ASKED:
        raise NotThere
    back = read_back(desk, case, asked) if _has_lines(asked) and not kind else None
    known = {name: values[-1] for name, values in asked.query.items() if name != "kind"}
    running = case.running
    return {
        "mission": case.mission,
        "title": case.pack.name,
        "kind": kind,
        "kinds": [(one, kind_label(one), kind_hint(one)) for one in KINDS_ASKED],
        "form_fields": prefilled(fields_of_kind(case, kind), known) if kind else [],
        "back": _shown(case, back) if back is not None else None,
        "ahead": latest_for(desk) is None,
        "running": [(one.number, asked.url("journeys", case.mission, one.name)) for one in running],
        "writable": case.record.writable,
        "grades": dict(grade_choices()),
        "example": _example(case, desk.now),
        "live": not kind and back is None,
    }


def _example(case: Case, now: datetime) -> str:
    """A line as it might be typed of this mission, one that is understood; empty where none is."""
    pack = case.pack
    for condition in pack.conditions:
        for level in reversed(condition.levels):
            for source in pack.brokers[-1:]:
                said = f"{condition.title} {level_word(level)} 21:40, {source.title}, B2"
                (reading,) = read_lines(said, pack, now, pack.clock.zone)
                if reading.ready:
                    return say("Such as: {line}.", line=said)
    return ""


def _has_lines(asked: Asked) -> bool:
    return any(one.strip() for one in lines_in(asked))


def _shown(case: Case, back: ReadBack) -> dict[str, Any]:
    """What the template needs of lines that were read back."""
    return {
        "lines": [_line(case, one) for one in back.lines],
        "at": back.at.isoformat(),
        "print": back.print,
        "ready": back.ready,
        "number": len(back.values),
        "wrong": back.wrong,
    }


def _line(case: Case, one: Line) -> dict[str, Any]:
    reading = one.reading
    double = one.double
    return {
        "number": one.number,
        "text": one.text,
        "said": reading.said_back if reading is not None else "",
        "language": reading.language if reading is not None else "",
        "asks": one.asks,
        "answered": one.answered,
        "left_out": one.left_out,
        "dropped": one.dropped,
        "ready": one.report is not None,
        "grade": (one.report.grade or say("not graded")) if one.report is not None else "",
        "double": f"{say_report(double, case.pack)}; {who_told(double)}" if double is not None else "",
        "double_id": str(double.id) if double is not None else "",
        "again": one.again,
        "forgiven": one.forgiven,
    }


REPORT = Page("/missions/{mission}/report", "hear/reporting.html", _build)


def _read(desk: DeskNow, asked: Asked) -> Again:
    case = case_at(desk, asked)
    if not _has_lines(asked):
        raise Usage("nothing_answered", question=say("What was heard"))
    back = read_back(desk, case, asked)
    return Again("" if back.wrong else say("Nothing is kept yet: look over what was understood."))


def _keep(desk: DeskNow, asked: Asked) -> Done | Again:
    case = case_at(desk, asked)
    back = read_back(desk, case, asked)
    if not back.ready or asked.text("print") != back.print:
        return Again(say("Nothing is kept yet: something is another now, or is still to be answered."))
    return Done(_next(case, asked), keep(desk, case, back.values, back.at))


def _kept_form(desk: DeskNow, asked: Asked) -> Done:
    case = case_at(desk, asked)
    kind = asked.text("kind")
    if kind not in KINDS_ASKED:
        raise NotThere
    value, heard = report_value(desk, case, kind, asked)
    return Done(_next(case, asked), keep(desk, case, [value], heard))


def _next(case: Case, asked: Asked) -> str:
    """Where somebody goes who has kept reports: to the journey that they may have changed, else to the same form."""
    running = case.running
    if running:
        return asked.url("journeys", case.mission, running[-1].name)
    return asked.url("missions", case.mission, "report")


PAGES = (REPORT,)
ACTIONS = (
    Action("/missions/{mission}/report", _read, REPORT, writes=False),
    Action("/missions/{mission}/report/keep", _keep, REPORT),
    Action("/missions/{mission}/report/form", _kept_form, REPORT),
)
