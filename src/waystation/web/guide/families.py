"""Families: what may be told of each journey now, in words to be read aloud; what must wait; what was told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from waystation.desk.guide.cases import Case
from waystation.desk.guide.families import news_in, taken_back, tell
from waystation.errors import Usage
from waystation.guiding.family import BAD, News, family_rules, news_for_family
from waystation.guiding.journey import Journey
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.finding import journey_at
from waystation.web.pages import Action, Done, Page
from waystation.wording import families as wording
from waystation.wording.family_pages import answer_line, glance_line, rule_line
from waystation.wording.figures import date_and_time
from waystation.wording.language import LANGUAGES

__all__ = ["ACTIONS", "ONE", "PAGES"]


def _every(desk: DeskNow, _asked: Asked) -> Mapping[str, Any]:
    found = [(case, journey, news, taken_back(case, journey)) for case, journey, news in news_in(desk.cases)]
    wrong = sum(bool(back) for *_, back in found)
    waiting = sum(any(_may(one, desk) for one in news) for _, _, news, _ in found)
    ordered = sorted(found, key=lambda one: (not one[3], not any(_may(news, desk) for news in one[2]), not one[1].runs))
    return {
        "line": answer_line(len(found), waiting, wrong),
        "danger": bool(wrong),
        "journeys": [_glance(desk, *one) for one in ordered],
    }


def _may(news: News, desk: DeskNow) -> bool:
    """Whether something may be told now that nobody was told."""
    return news.since <= desk.now and not news.told


def _glance(desk: DeskNow, case: Case, journey: Journey, news: list[News], back: list[News]) -> dict[str, Any]:
    may = [one for one in news if _may(one, desk)]
    later = [one for one in news if one.since > desk.now]
    told = [when for one in news for _, when in one.told]
    return {
        "mission": case.mission,
        "journey": journey.name,
        "title": case.pack.name,
        "number": journey.number,
        "line": glance_line(len(may), min((one.since for one in later), default=None), case.pack.clock.zone),
        "back": len(back),
        "bad": any(one.code in BAD for one in may),
        "last": date_and_time(max(told).astimezone(case.pack.clock.zone)) if told else "",
        "runs": journey.runs,
    }


def _one(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    case, journey = journey_at(desk, asked)
    news = news_for_family(case.pack, journey.name, case.reports)
    language = asked.text("language", asked.wants("language"))
    tongue = wording.family_language(
        language if language in wording.FAMILY_LANGUAGES else None, case.pack.party.language
    )
    may = [one for one in news if _may(one, desk)]
    back = taken_back(case, journey)
    later = [one for one in news if one.since > desk.now]
    zone = case.pack.clock.zone
    return {
        "mission": case.mission,
        "journey": journey.name,
        "title": case.pack.name,
        "number": journey.number,
        "tongue": tongue,
        "tongues": [(one, LANGUAGES[one]) for one in wording.FAMILY_LANGUAGES],
        "line": glance_line(len(may), min((one.since for one in later), default=None), zone),
        "back": [{"words": wording.say_news(one, tongue), "to": _told_to(one, zone)} for one in back],
        "may": [{"report": one.report, "words": wording.say_news(one, tongue), "bad": one.code in BAD} for one in may],
        "closing": wording.closing(tongue),
        "told": [
            {"words": wording.say_news(one, tongue), "to": _told_to(one, zone), "report": one.report}
            for one in reversed(news)
            if one.told
        ],
        "later": [
            {"when": date_and_time(one.since.astimezone(zone)), "words": wording.say_news(one, tongue)} for one in later
        ],
        "rule": rule_line(family_rules(case.pack)),
        "over": journey.end is not None,
        "member": desk.member,
        "writable": case.record.writable,
    }


def _told_to(news: News, zone: Any) -> str:
    return ", ".join(f"{name}, {date_and_time(when.astimezone(zone))}" for name, when in news.told)


def _tell(desk: DeskNow, asked: Asked) -> Done:
    case, journey = journey_at(desk, asked)
    news = news_for_family(case.pack, journey.name, case.reports)
    found = next((one for one in news if one.report == asked.text("report")), None)
    if found is None:
        raise Usage("family_gone")
    to, confirmed = asked.text("to"), asked.text("confirmed")
    if not to:
        raise Usage("nothing_answered", question="Whom did you tell")
    source = "" if case.record.member else asked.text("source")
    tell(case, journey, found, desk.now, to=to, confirmed=confirmed, source=source)
    return Done(
        asked.url("families", case.mission, journey.name, language=asked.text("language")), wording.kept_line(to)
    )


EVERY = Page("/families", "guide/families.html", _every)
ONE = Page("/families/{mission}/{journey}", "guide/family.html", _one)

PAGES = (EVERY, ONE)
ACTIONS = (Action("/families/{mission}/{journey}", _tell, ONE),)
