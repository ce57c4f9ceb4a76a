"""What changed since a moment: the reports that came in, the numbers they moved, and what that did to the plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from waystation.desk.guide.cases import Case
from waystation.desk.hear.news import News, news_of
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.finding import case_at
from waystation.web.hear.reports import instant_of, report_row
from waystation.web.intervals import scale_of, span_of
from waystation.web.pages import Action, Later, Page
from waystation.wording.beliefs import say_what
from waystation.wording.figures import date_and_time
from waystation.wording.joining import capital
from waystation.wording.news import MOST_MOVED, plan_change

__all__ = ["ACTIONS", "PAGES"]

MOST_REPORTS = 60
DAY = timedelta(hours=24)


def _news(desk: DeskNow, asked: Asked) -> Mapping[str, Any] | Later:
    case = case_at(desk, asked)
    wanted = asked.wants("since")
    since = instant_of(wanted, case.pack) if wanted else _a_day_before_the_last(case, desk.now)
    loaded = case.opened.loaded
    earlier = [one for one in loaded.reports if (one.heard or one.happened) < since]
    later = [one for one in loaded.reports if (one.heard or one.happened) >= since]
    given = {
        "mission": case.mission,
        "title": case.pack.name,
        "since": since.astimezone(case.pack.clock.zone).strftime("%Y-%m-%dT%H:%M"),
        "since_words": date_and_time(since.astimezone(case.pack.clock.zone), with_offset=True),
    }
    if not later:
        return {**given, "lines": [], "reports": [], "moved": [], "more": 0, "more_moved": 0, "scale": 1.0}
    return Later(lambda: {**given, **_found(news_of(loaded, earlier, later))})


def _a_day_before_the_last(case: Case, now: datetime) -> datetime:
    """Where nobody says since when: a day before the last report, so that there is something to see."""
    last = max((one.heard or one.happened for one in case.opened.loaded.reports), default=now)
    return min(last, now) - DAY


def _found(news: News) -> dict[str, Any]:
    pack = news.loaded.stated
    moves = [(before, after) for before, after in news.moved if not after.what.endswith("=gone")]
    shown = moves[:MOST_MOVED]
    scale = scale_of(high for before, after in shown for high in (after.high, before.high if before else 0.0))
    return {
        "lines": plan_change(news.before, news.after, news.moved),
        "reports": [report_row(one, pack) for one in reversed(news.reports[-MOST_REPORTS:])],
        "more": max(0, len(news.reports) - MOST_REPORTS),
        "moved": [
            {
                "what": after.what,
                "title": capital(say_what(pack, after.what)),
                "before": span_of(before.low, before.mid, before.high, scale) if before is not None else None,
                "after": span_of(after.low, after.mid, after.high, scale),
            }
            for before, after in shown
        ],
        "more_moved": len(moves) - len(shown),
        "scale": scale,
    }


PAGES = (Page("/news/{mission}", "hear/news.html", _news),)
ACTIONS: tuple[Action, ...] = ()
