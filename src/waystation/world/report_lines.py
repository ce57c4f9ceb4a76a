"""Reports as lines of JSON (`reports.jsonl`): read with every mistake at once, written one a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from waystation.errors import Mistake
from waystation.world.report import Report, read_report, report_json
from waystation.world.texts import Unreadable, read_json

__all__ = ["MOST_REPORTS", "REPORTS", "read_reports", "write_reports"]

REPORTS = "reports.jsonl"
MOST_REPORTS = 1_000_000
"""Reports that are read of one file."""
MOST_MISTAKES = 50
"""Lines with something wrong of which it is said what; beyond that the file is some other file."""


def read_reports(data: bytes, file: str = REPORTS, now: datetime | None = None) -> tuple[list[Report], list[Mistake]]:
    """Read reports, one a line; empty lines are passed over.

    Args:
        data: The bytes of the file.
        file: Its name, for mistakes.
        now: When they are taken down, for those that do not say when they were heard.

    Returns:
        The sound reports in order, and what is wrong with the others, each with its line.
    """
    reports: list[Report] = []
    mistakes: list[Mistake] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        if len(reports) >= MOST_REPORTS:
            most: dict[str, object] = {"allowed": MOST_REPORTS, "unit": "reports", "limit": "reports.lines"}
            mistakes.append(Mistake("over_limit", file, line=number, fields=most))
            break
        if len(mistakes) >= MOST_MISTAKES:
            said: dict[str, object] = {"allowed": MOST_MISTAKES, "limit": "reports.mistakes"}
            mistakes.append(Mistake("more_mistakes", file, line=number, fields=said))
            break
        found = _read_line(line, file, number, now)
        if isinstance(found, list):
            mistakes.extend(found)
        elif found.id in seen:
            mistakes.append(Mistake("report_twice", file, "id", number, {"value": found.id, "first": seen[found.id]}))
        else:
            seen[str(found.id)] = number
            reports.append(found)
    return reports, mistakes


def _read_line(line: bytes, file: str, number: int, now: datetime | None) -> Report | list[Mistake]:
    try:
        _, value = read_json(file, line)
    except Unreadable as error:
        wrong = error.mistake
        return [Mistake(wrong.code, file, wrong.at, number, wrong.fields)]
    return read_report(value, file=file, line=number, now=now)


def write_reports(reports: Iterable[Report]) -> bytes:
    """Reports as lines of JSON, ready to be appended to a file that ends with a line break, or is empty."""
    return b"".join(json.dumps(report_json(report), ensure_ascii=False).encode() + b"\n" for report in reports)
