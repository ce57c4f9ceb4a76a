"""The sentences of errors about reports and beliefs; `mistakes` says them."""

from __future__ import annotations

__all__ = ["REPORTS"]

REPORTS = {
    "report_form": "must be a report: an object with kind, source, happened and what it tells, not {value}",
    "report_kind": "there is no kind of report {value}; there are {known}{did_you_mean}",
    "report_future": "happened at {happened}, after it was heard at {heard}",
    "report_twice": "has the id {value}, as the report in line {first} has; keep one",
    "report_known": "the report {value} is there already",
    "report_missing": "there is no report whose id begins with {value}",
    "report_many": "several reports have an id that begins with {value}; give more of it",
    "report_unchanged": "nothing is otherwise than in the first; change what was wrong, or withdraw it",
    "report_only_withdrawn": "a report of this kind can only be withdrawn here; what is so has a page of its own",
    "report_undone": "the report {value} counts for nothing already: another answers it",
    "report_unknown": "there is no {kind} {value}{did_you_mean}",
    "grade_form": "must be a grade from A1 to F6, not {value}",
    "near_form": "must be place:ID or leg:ID, not {value}",
    "line_unclear": "is not clear: {question}",
    "no_such_question": "{value} is not asked about this line",
    "still_asked": "is not clear yet; answer what is asked about it",
    "no_such_choice": "{value} is none of the answers: {known}",
    "lines_need_yes": "nobody can be asked here; keep what was understood with --yes",
    "belief_unknown": "there is no number {value}{did_you_mean}",
    "table_row": "has more cells, or fewer, than the first line has columns",
    "not_an_instant": "must be a date, or a date and time such as 2031-09-30T18:00+09:00, not {value}",
    "cannot_open": "{path} cannot be opened: {why}",
    "needs_yes": "nobody can be asked here; look at the rows, and keep them with --yes",
}
