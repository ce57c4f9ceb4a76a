"""Pasted messages: bullets, senders and times as messengers write them in front of what was said.

Known: WhatsApp exports and copies, Telegram and Signal exports, KakaoTalk on phones and computers, and a bare
"Name: …". Lines that only say who or which day hold for the lines after them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

__all__ = ["Message", "messages"]

_CLOCK = r"(?P<half>오전|오후)? ?(?P<h>\d{1,2}):(?P<min>\d{2})(?::\d{2})?(?: ?(?P<ampm>[AaPp]\.?[Mm]\.?))?"
_DATE = (
    r"(?:(?P<y1>\d{4})-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})"
    r"|(?P<y2>\d{4})(?:년 ?|\. ?)(?P<m2>\d{1,2})(?:월 ?|\. ?)(?P<d2>\d{1,2})(?:일|\.)?"
    r"|(?P<d3>\d{1,2})\.(?P<m3>\d{1,2})\.(?P<y3>\d{4}|\d{2})"
    r"|(?P<a4>\d{1,2})/(?P<b4>\d{1,2})/(?P<y4>\d{4}|\d{2}))"
)
_NAME = r"(?P<name>[^:\[\]\d][^:\[\]]{0,39}?|\+?[\d ()-]{6,20})"
_HEADS = tuple(re.compile(pattern) for pattern in (
    rf"^\[{_CLOCK},? {_DATE}\] ?{_NAME}: ?(?P<body>.*)$",
    rf"^\[{_DATE},? {_CLOCK}\] ?{_NAME}: ?(?P<body>.*)$",
    rf"^{_DATE},? {_CLOCK} ?[-–,] ?{_NAME} ?: ?(?P<body>.*)$",
    rf"^\[{_NAME}\] ?\[{_CLOCK}\] ?(?P<body>.*)$",
    rf"^\[{_CLOCK}\] ?{_NAME}: ?(?P<body>.*)$",
    (
        r"^(?P<name>[^\W\d][\w.'’ ]{0,30}?),? (?P<half>오전|오후) ?(?P<h>\d{1,2}):(?P<min>\d{2})(?P<ampm>)"
        r"(?:[ :]+(?P<body>.*))?$"
    ),
    rf"^(?P<name>[^\W\d][\w.'’ ]{{0,30}}?), \[{_DATE}(?: at)?,? {_CLOCK}\]:? ?(?P<body>.*)$",
))  # fmt: skip
_DAY_LINE = re.compile(
    r"^[-—=–\s]*(?P<y2>\d{4})(?:년 ?|\. ?)(?P<m2>\d{1,2})(?:월 ?|\. ?)(?P<d2>\d{1,2})(?:일|\.)? ?"
    r"(?:[월화수목금토일]요일)?[-—=–\s]*$"
)
_BULLET = re.compile(
    r"(?i)^\s*(?:[-*•·▪◦‣–—>]+\s+|[-*•·▪◦‣](?=[^\W\d])|[①-⑳]\s*|\[[ xX]\]\s*"
    r"|\(?\d{1,2}[.)]\s+(?!(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|\d{1,2}[.:])))+"
)


@dataclass(frozen=True, slots=True)
class Message:
    """One line without what a messenger put in front.

    Args:
        number: Which line it was, from 1.
        line: The line as it was given.
        body: What was said.
        sender: Who sent it, as the messenger names them; empty if it says nothing.
        sent: When it was sent; None if it does not say, or not plainly.
        may_be: The times at which it may have been sent, where there are several.
    """

    number: int
    line: str
    body: str
    sender: str = ""
    sent: datetime | None = None
    may_be: tuple[datetime, ...] = ()


def messages(lines: list[tuple[int, str, str]], now: datetime, zone: tzinfo) -> list[Message]:
    """The messages of a text.

    Args:
        lines: Each line's number, the line as given, and the same made plain.
        now: The present instant.
        zone: The zone of the messenger's times.

    Returns:
        One for each line that says something; a line that only names a day or a sender holds for those after it.
    """
    found: list[Message] = []
    day: date | None = None
    head: Message | None = None
    for number, line, plain in lines:
        text = plain.strip()
        if not text:
            head = None
            continue
        marked = _DAY_LINE.match(text)
        if marked and (day_of := _days(marked)):
            day, head = day_of[0], None
            continue
        message = _headed(number, line, text, day, now.astimezone(zone))
        if message is None:
            body = _BULLET.sub("", plain).strip() or text
            message = _headed(number, line, body, day, now.astimezone(zone)) or Message(number, line, body)
        if not message.body and message.sender:
            head = message
            continue
        if not message.sender and head is not None:
            message = replace(head, number=number, line=line, body=message.body)
        found.append(message)
    return found


def _headed(number: int, line: str, text: str, day: date | None, local: datetime) -> Message | None:
    for pattern in _HEADS:
        match = pattern.match(text)
        if match is None:
            continue
        clock = _clock(match)
        if clock is None:
            continue
        groups = match.groupdict()
        days = _days(match) if "d1" in groups else [day] if day else [_latest(clock, local)]
        if not days:
            continue
        times = [datetime.combine(d, clock, local.tzinfo) for d in days]
        past = tuple(at for at in times if at <= local)
        body = _BULLET.sub("", groups["body"] or "").strip()
        name = " ".join(match["name"].split())
        return Message(number, line, body, name, past[0] if len(past) == 1 else None, past if len(past) > 1 else ())
    return None


def _latest(clock: time, local: datetime) -> date:
    return local.date() if clock <= local.time() else local.date() - timedelta(days=1)


def _clock(match: re.Match[str]) -> time | None:
    hour, half = int(match["h"]), (match["half"] or match["ampm"] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half[0] in "p오" and half != "오전" else 0)
    try:
        return time(hour, int(match["min"]))
    except ValueError:
        return None


def _days(match: re.Match[str]) -> list[date]:
    """The dates that are meant: two where day and month may be exchanged."""
    groups = {key: value for key, value in match.groupdict().items() if value is not None}
    orders = [(groups[f"y{n}"], groups[f"m{n}"], groups[f"d{n}"]) for n in "123" if f"y{n}" in groups]
    if "y4" in groups:
        orders += [(groups["y4"], groups["b4"], groups["a4"]), (groups["y4"], groups["a4"], groups["b4"])]
    found: list[date] = []
    for year, month, day in orders:
        try:
            whole = int(year) + (2000 if len(year) == 2 else 0)
            if 1800 <= whole <= 2200:
                found.append(date(whole, int(month), int(day)))
        except ValueError:
            continue
    return list(dict.fromkeys(found))
