"""Answering a report that was wrong, by form: withdrawing it, or telling it again; what that changes is said then."""

from __future__ import annotations

from typing import Any

from waystation.desk.hear.correcting import correct, withdraw
from waystation.errors import Usage
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.finding import report_at
from waystation.web.hear.keeping import said_of
from waystation.web.hear.reports import ONE
from waystation.web.pages import Action, Done, Page
from waystation.wording.language import say
from waystation.wording.report_fields import CORRECTED, Entry, fields_to_correct
from waystation.world.pack import Pack
from waystation.world.report import KINDS, Report

__all__ = ["ACTIONS", "PAGES"]


def _withdraw(desk: DeskNow, asked: Asked) -> Done:
    case, report = report_at(desk, asked)
    source, text = desk.member or asked.text("source"), asked.text("why")
    store, reports = case.opened.store, case.opened.reports
    kept = withdraw(store, reports, wrong=report, now=desk.now, source=source, text=text)
    first = say("Withdrawn: from now on that report counts for nothing. It can still be read.")
    return Done(asked.url("reports", case.mission, str(report.id)), "\n".join([first, *said_of(desk, case, kept)]))


def _correct(desk: DeskNow, asked: Asked) -> Done:
    case, report = report_at(desk, asked)
    if report.kind not in CORRECTED:
        raise Usage("report_only_withdrawn")
    source, text = desk.member or asked.text("source"), asked.text("why")
    otherwise = _otherwise(report, asked, case.pack)
    kept = correct(
        case.opened.store,
        case.pack,
        case.opened.reports,
        wrong=report,
        otherwise=otherwise,
        now=desk.now,
        source=source,
        text=text,
    )
    first = say("Corrected: the first report counts for nothing, this one stands in its place.")
    return Done(asked.url("reports", case.mission, str(kept[-1].id)), "\n".join([first, *said_of(desk, case, kept)]))


def _otherwise(report: Report, asked: Asked, pack: Pack) -> dict[str, Any]:
    """The fields that were changed in the form, as plain values."""
    found: dict[str, Any] = {}
    for entry in fields_to_correct(report, pack):
        typed = asked.text(entry.name, entry.value)
        if typed != entry.value:
            found[entry.name] = _plain(report, entry, typed)
    return found


def _plain(report: Report, entry: Entry, typed: str) -> Any:
    """What was typed, as a number or truth where the field wants one and it is one."""
    if not typed:
        return None if entry.name != "text" else ""
    wanted = str(KINDS[report.kind].model_fields[entry.name].annotation)
    if "bool" in wanted:
        return typed == "true"
    if "float" in wanted or "int" in wanted:
        try:
            numbers = [float(one.replace(",", "")) for one in typed.split()]
        except ValueError:
            return typed
        whole = [int(one) if "int" in wanted and one.is_integer() else one for one in numbers]
        return whole[0] if len(whole) == 1 else whole
    return typed


PAGES: tuple[Page, ...] = ()
ACTIONS = (
    Action("/reports/{mission}/{report}/withdraw", _withdraw, ONE),
    Action("/reports/{mission}/{report}/correct", _correct, ONE),
)
