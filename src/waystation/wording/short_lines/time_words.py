"""Words for times in English and Korean, as tables of patterns over a folded line; no reckoning.

Each pattern's name says what it finds; `times` reckons. Order matters: what is found first is no longer there for
those that follow.
"""

from __future__ import annotations

import re

from waystation.wording.short_lines.english import NUMBERS, WEEKDAYS
from waystation.wording.short_lines.korean_grammar import NATIVE

__all__ = ["DAYS_BACK", "KO_COUNTED_DAYS", "MONTHS", "PARTS", "PATTERNS", "TIME_WORDS", "WEEKDAY", "WEEKDAY_KO"]

_MONTH_WORDS = "jan|feb|mar|apr|may|jun|jul|aug|sept|sep|oct|nov|dec"
_MONTH = (
    r"(?P<month>january|february|march|april|may|june|july|august|september|october|november|december|"
    rf"(?:{_MONTH_WORDS})\b\.?)"
)
MONTHS = {word: number for number, word in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
)}  # fmt: skip
WEEKDAY = {word: number for number, words in enumerate(WEEKDAYS) for word in words.split("|")}
WEEKDAY_KO = {word: number for number, word in enumerate("월화수목금토일")}
DAYS_BACK = {
    "today": 0, "2day": 0, "tday": 0, "yesterday": 1, "yday": 1, "yest": 1, "ystday": 1, "yesterdy": 1, "yestrday": 1,
    "ystrday": 1, "yesteday": 1, "오늘": 0, "어제": 1, "어저께": 1, "그저께": 2, "그제": 2, "그끄저께": 3,
}  # fmt: skip
KO_COUNTED_DAYS = {"하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "열흘": 10, "보름": 15}
PARTS = {
    "morning": (6, 12), "morn": (6, 12), "afternoon": (12, 18), "arvo": (12, 18), "evening": (18, 22), "eve": (18, 22),
    "night": (18, 30), "nite": (18, 30), "dawn": (4, 7), "sunrise": (5, 7), "dusk": (17, 20), "sunset": (17, 20),
    "noon": (12, 12), "midday": (11, 13), "lunchtime": (11, 14), "midnight": (0, 0),
    "새벽": (0, 6), "아침": (6, 10), "오전": (6, 12), "점심": (11, 14), "점심때": (11, 14), "대낮": (11, 15),
    "낮": (11, 16),
    "정오": (12, 12), "오후": (12, 18), "저녁": (18, 22), "밤": (18, 30), "한밤": (22, 28), "한밤중": (22, 28),
    "자정": (0, 0),
}  # fmt: skip
"""Hours from and to; beyond 24 in the day after."""

_EN_NUMBER = "|".join(word for word in NUMBERS if word != "zero")
_KO_NUMBER = "|".join(sorted((word for word in NATIVE), key=len, reverse=True))
_LITTLE = rf"(?P<n>\d{{1,4}}(?:\.\d)?|half an|an|a|{_EN_NUMBER})"
_UNIT = r"(?P<unit>hours?|hrs?|h|minutes?|mins?|min|m|days?|d|weeks?|wks?|w|months?|years?|yrs?)"
_DAY_WORD = "day before yesterday|day b4 yesterday|" + "|".join(
    sorted((w for w in DAYS_BACK if w.isascii()), key=len, reverse=True)
)
_PART_EN = "|".join(sorted((w for w in PARTS if w.isascii()), key=len, reverse=True))
_PART_KO = "|".join(sorted((w for w in PARTS if not w.isascii()), key=len, reverse=True))
_EDGE = r"(?=$|[^가-힣]|에|은|는|이|의|께|쯤|경|부터|까지|도)"
_TAIL = r"(?:에도|에는|에|은|는|의|께|쯤에|쯤|경에|경|도)?"

_FOUR = r"(?P<h>[01]\d|2[0-3])(?P<min>[0-5]\d)"
_SPELLS = r"(?:hours?|hrs|minutes?|mins|days?|weeks?|months?|years?)"
_VAGUE = (
    rf"\b(?:a few|several|some|a couple of|couple of|many) {_SPELLS} (?:ago|back)\b"
    r"|\bthe other (?:day|night)\b|\brecently\b|\blately\b|\ba while (?:ago|back)\b|\bsome time ago\b"
    r"|\bearlier(?: today)?\b|\blong ago\b|\bthese days\b|\bages ago\b|\blast time\b|\bthe last (?:few )?\w+\b"
    r"|\bonce before\b|\bbefore\b(?! yesterday)|\bevery (?:day|night|morning|week)\b|\bover the years\b"
)
_VAGUE_KO = (
    r"며칠 ?전에?|얼마 ?전에?|몇 ?(?:시간|일|주|달|분) ?전에?|최근에?|요즘|요새|엊그제|예전에?|옛날에?|전에는|아까|"
    r"매일|매번|날마다|밤마다"
)
_HALF = r"(?P<half>am|pm|a\.m\.?|p\.m\.?)"
_CLOCK = (
    r"(?<![\d:.])(?:at |around |about |@ ?)?(?P<h>[01]?\d|2[0-4]):(?P<min>[0-5]\d)(?::[0-5]\d)?"
    rf"(?: ?{_HALF}\b)?(?: ?h\b| ?hrs\b)?(?![\d:])"
)
_OCLOCK = (
    rf"\b(?:at |around |about )?(?P<h>\d{{1,2}}|{_EN_NUMBER}) ?o ?['’]? ?clock\b"
    r"|\bat (?P<h2>1[0-2]|[1-9])\b(?! ?(?:people|ppl|police|cops|soldiers|men|dogs|[hdmk]\b))"
)
_AGO_KO = (
    rf"(?:약 ?|한 ?)?(?P<n>\d{{1,4}}|{_KO_NUMBER}|반) ?(?P<unit>시간|분|일|주일|주|달|개월|년)"
    rf"(?P<half> ?반)? ?(?:정도 |쯤 )?전{_TAIL}"
)
_CLOCK_KO = (
    rf"(?:(?P<part>{_PART_KO}) ?)?(?P<h>\d{{1,2}}|{_KO_NUMBER}) ?시(?!간)"
    rf"(?: ?(?P<min>\d{{1,2}}) ?분| ?(?P<thirty>반))?{_TAIL}"
)
_PART = (
    r"\b(?P<this>this |last )?(?:in the |at |at the |during the |early |late |around |before )*"
    rf"(?P<word>{_PART_EN})\b"
)
_WEEKDAY_KO = (
    r"(?P<which>지난주|지난 주|저번주|저번 주|지난|저번|이번주|이번 주|이번)? ?"
    rf"(?P<day>[월화수목금토일])요일{_TAIL}"
)
_NAMED = (
    # spells that end nowhere in particular
    ("vague", rf"\b(?:for|since|over) (?:the (?:last|past) |about |almost )?(?:{_LITTLE}) ?{_UNIT}\b(?! ago)"),
    ("vague", r"\bsince\b"),
    ("vague", _VAGUE),
    ("vague", rf"(?:(?:{_KO_NUMBER}|\d{{1,3}}) ?(?:일|시간|주|달)|하루|이틀|사흘|나흘|닷새|며칠|열흘)(?:째|동안)"),
    ("vague", _VAGUE_KO),
    # so long ago
    ("ago", rf"\b(?:about |around |approx |~ ?)?{_LITTLE} ?{_UNIT} (?:ago|back|earlier)\b"),
    ("ago_half", rf"\b(?P<n>\d{{1,3}}|{_EN_NUMBER}|an|a) (?:and a half hours?|hours? and a half) ago\b"),
    ("ago_ko", _AGO_KO),
    ("ago_days_ko", rf"(?P<n>하루|이틀|사흘|나흘|닷새|엿새|이레|열흘|보름) ?전{_TAIL}"),
    # nights
    ("last_night", r"\b(?:last|yesterday|yday|yest) (?:night|nite)\b|\blastnight\b|\bovernight\b|\bin the night\b"),
    ("last_night", rf"(?:어젯밤|간밤|지난밤|지난 밤|어제 ?밤|어젯 밤){_TAIL}"),
    ("tonight", rf"\b(?:tonight|tonite|2nite|this night)\b|오늘 ?밤{_TAIL}"),
    # dates
    ("iso", r"\b(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?=\b|t)t?"),
    ("ymd", r"\b(?P<y>\d{4})[./] ?(?P<m>\d{1,2})[./] ?(?P<d>\d{1,2})\b\.?"),
    ("ymd", rf"(?P<y>\d{{4}})년 ?(?P<m>\d{{1,2}})월 ?(?P<d>\d{{1,2}})일{_TAIL}"),
    ("md_ko", rf"(?P<m>\d{{1,2}})월 ?(?P<d>\d{{1,2}})일{_TAIL}"),
    ("dmonth", rf"\b(?:on )?(?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\.? (?:of )?{_MONTH}(?:,? (?P<y>\d{{4}})\b)?"),
    ("dmonth", rf"\b(?:on )?{_MONTH} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:|\.\d| ?[ap]m)(?:,? (?P<y>\d{{4}})\b)?"),
    ("either", r"(?<![\d.,])(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4}|\d{2})?(?![\d.])"),
    ("slashed", r"(?<![\d/])(?P<d>\d{1,2})/(?P<m>\d{1,2})(?:/(?P<y>\d{4}|\d{2}))?(?![\d/])"),
    ("month_only", rf"\bin {_MONTH}(?! \d{{1,2}}\b)(?: (?P<y>\d{{4}})\b)?"),
    # clocks
    ("clock", _CLOCK),
    ("clock", rf"\b(?:at |around |about )?(?P<h>1[0-2]|0?[1-9])(?:\.(?P<min>[0-5]\d))? ?{_HALF}(?![a-z])"),
    ("clock4", rf"\b(?:at )?{_FOUR} ?(?:h|hrs)\b"),
    ("clock4", rf"\bat {_FOUR}\b"),
    ("oclock", _OCLOCK),
    ("clock_ko", _CLOCK_KO),
    ("clock", r"(?P<half>오전|오후) ?(?P<h>\d{1,2}):(?P<min>[0-5]\d)"),
    # days
    ("coarse", r"\b(?P<which>last|this) (?P<unit>week ?end|week|month|year)\b"),
    ("weekday_ko", _WEEKDAY_KO),
    ("coarse_ko", rf"(?P<which>지난|저번|이번) ?(?P<unit>주말|주|달|해){_TAIL}{_EDGE}|(?P<year>작년|올해){_TAIL}"),
    ("weekday", r"\b(?:on )?(?P<which>last |this |past |next |coming )?(?P<day>" + "|".join(WEEKDAYS) + r")\b"),
    ("back", rf"\b(?:the )?(?:on )?(?P<word>{_DAY_WORD})\b"),
    ("back", rf"(?P<word>그끄저께|그저께|어저께|어제|그제|오늘){_TAIL}"),
    ("part", r"\b(?P<this>this )(?P<word>[ap]m)\b"),
    ("part", _PART),
    ("part", rf"(?<![가-힣])(?P<this>)(?P<word>{_PART_KO}){_TAIL}(?![가-힣])"),
    ("now", r"\b(?:right now|just now|now|at the moment|currently|at present|this minute|atm)\b|지금|현재|방금"),
)  # fmt: skip
PARTS |= {"am": (6, 12), "pm": (12, 18)}  # only as "this am": after an hour they belong to the clock
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple((name, re.compile(pattern)) for name, pattern in _NAMED)
TIME_WORDS = frozenset((*PARTS, *DAYS_BACK, *WEEKDAY, *MONTHS, "last", "this", "before", "now"))
"""Words that stand in names as well: what names a part of the pack is not read as a time."""
