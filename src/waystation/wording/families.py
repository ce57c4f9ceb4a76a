"""What a family is told, in their language, to be read aloud: one or two plain sentences, good and bad news alike.

English and Korean, both reviewed for sense. No other language yet: a sentence that nobody here can read is no comfort.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from waystation.guiding.family import News
from waystation.guiding.tracing import Trace
from waystation.wording.figures import date_and_time
from waystation.wording.language import mark, say, spoken

__all__ = [
    "FAMILY_LANGUAGES",
    "NO_JOURNEY",
    "NO_TRACE",
    "back_line",
    "closing",
    "family_language",
    "journey_heading",
    "kept_line",
    "later_line",
    "may_lines",
    "say_news",
    "told_line",
    "trace_rows",
]

FAMILY_LANGUAGES = ("en", "ko")
"""The languages in which families are told, ISO 639-1; both reviewed."""

SENTENCES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "left": "They set out on {day}.",
        "country": "On {day} they were in {country}, and well.",
        "well": "On {day} we heard from them. They were well.",
        "ill": "On {day} we heard that one of them was ill.",
        "better": "On {day} we heard that the one who had been ill was better.",
        "back": "On {day} they could not go on as they had meant to, and turned back a part of the way.",
        "trouble": "On {day} we heard that they were in difficulty. We are doing what can be done.",
        "hurt": "I have bad news. On {day} one of them was badly hurt. I will call again as soon as we know more.",
        "caught": "I have bad news. On {day} they were caught. We do all that can be done, and I will call again.",
        "lost": "I have bad news. On {day} their journey came to a bad end. I will call again as soon as we know more.",
        "home": "On {day} they were back where they had set out from. They have not been caught.",
        "arrived": "I have good news. They have arrived, and they are safe. That was on {day}.",
        "closing": "I tell nobody where they are or what comes next: then nobody can make you tell it. "
        "If somebody else calls about them, say nothing, send no money, and call me.",
    },
    "ko": {
        "left": "{day}에 길을 떠났습니다.",
        "country": "{day}에 {country}에 있었고, 무사했습니다.",
        "well": "{day}에 연락이 왔습니다. 무사했습니다.",
        "ill": "{day}에 한 사람이 아프다는 연락을 받았습니다.",
        "better": "{day}에 아팠던 사람이 나아졌다는 연락을 받았습니다.",
        "back": "{day}에 계획대로 가지 못하고 온 길을 조금 되돌아갔습니다.",
        "trouble": "{day}에 어려움을 겪고 있다는 연락을 받았습니다. 할 수 있는 일을 하고 있습니다.",
        "hurt": "안 좋은 소식입니다. {day}에 한 사람이 크게 다쳤습니다. 더 알게 되는 대로 다시 전화드리겠습니다.",
        "caught": "안 좋은 소식입니다. {day}에 붙잡혔습니다. 할 수 있는 일을 다 하고 있으며, 다시 전화드리겠습니다.",
        "lost": "안 좋은 소식입니다. {day}에 여정이 불행하게 끝났습니다. 더 알게 되는 대로 다시 전화드리겠습니다.",
        "home": "{day}에 떠났던 곳으로 돌아와 있었습니다. 붙잡히지는 않았습니다.",
        "arrived": "좋은 소식입니다. 도착했고, 안전합니다. {day}의 일입니다.",
        "closing": "지금 어디에 있는지, 다음에 어떻게 되는지는 누구에게도 말씀드리지 않습니다. 그래야 아무도 억지로 "
        "알아낼 수 없습니다. 다른 사람이 이 일로 전화하면 아무 말도 하지 마시고, 돈도 보내지 마시고, 저에게 "
        "전화해 주십시오.",
    },
}
NO_JOURNEY = mark("There is no journey here of which anything could be told.")
NO_TRACE = mark("There is no tracing request here.")
STATES = {
    "asked": mark("is sought"),
    "matched": mark("was found, as somebody decided"),
    "reunited": mark("is together again with who sought them"),
    "closed": mark("closed"),
}
WEEKDAYS = ("월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일")
COUNTRIES = {
    "Cambodia": "캄보디아",
    "China": "중국",
    "Japan": "일본",
    "Laos": "라오스",
    "Mongolia": "몽골",
    "Myanmar": "미얀마",
    "Russia": "러시아",
    "South Korea": "한국",
    "Thailand": "태국",
    "United States": "미국",
    "Vietnam": "베트남",
}
"""Names of countries in Korean; others are said as the pack has them."""


def family_language(asked: str | None, party: str | None) -> str:
    """The language in which a family is told: the one asked for, the party's if it is one of ours, or the reader's."""
    return asked or (party if party in FAMILY_LANGUAGES else spoken())


def say_news(news: News, language: str) -> str:
    """What the family is told, to be read aloud.

    Args:
        news: What may be told.
        language: One of `FAMILY_LANGUAGES`.
    """
    country = news.country or ""
    if language == "ko":
        country = COUNTRIES.get(country, country)
    return SENTENCES[language][news.code].format(day=_day(news.day, language), country=country)


def closing(language: str) -> str:
    """What is said at the end of every call."""
    return SENTENCES[language]["closing"]


def _day(day: date, language: str) -> str:
    if language == "ko":
        return f"{day.month}월 {day.day}일 {WEEKDAYS[day.weekday()]}"
    return f"{day:%A} {day.day} {day:%B}"


def journey_heading(mission: str, number: int, name: str) -> str:
    """Which journey."""
    return f"{mission}: {number or name}"


def may_lines(news: Sequence[News], language: str) -> list[str]:
    """What may be told now, to be read aloud, with what is said at the end."""
    if not news:
        return [say("Nothing new may be told now.")]
    return [
        say("May be read aloud, once somebody has confirmed that it is so:"),
        *(say_news(one, language) for one in news),
        closing(language),
    ]


def kept_line(to: str) -> str:
    """What is said once it is kept that somebody was told."""
    return say("Kept: {to} was told.", to=to)


def trace_rows(found: Sequence[Trace]) -> list[tuple[str, str, str, str]]:
    """Tracing requests as rows: id, who is sought and by whom, how it stands, since when."""
    return [
        (
            one.id[:8],
            say(
                "{sought}, sought by {enquirer}",
                sought=one.sought or say("somebody"),
                enquirer=one.enquirer or say("somebody"),
            ),
            say(STATES[one.state]) + (f" ({one.journey})" if one.journey else ""),
            date_and_time(one.changed),
        )
        for one in found
    ]


def later_line(news: News, language: str) -> str:
    """What is said to the coordinator of something that may not be told yet."""
    return say("not before {when}: {news}", when=date_and_time(news.since), news=say_news(news, language))


def back_line(news: News, language: str) -> str:
    """What is said to the coordinator of something that was told and is not so."""
    return say("NOT SO, as was heard since: call them. {told}", told=told_line(news, language))


def told_line(news: News, language: str) -> str:
    """What is said to the coordinator of something that was told."""
    to = ", ".join(f"{name} {date_and_time(when)}" for name, when in news.told)
    return f"{to}: {say_news(news, language)}"
