"""Reports in Korean: every kind in every state, and who told it; no English, no field left open."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from tests.builders import condition, leg, place, small_pack
from tests.kept import told
from tests.korean import amiss_in_korean
from waystation.wording.language import speaking
from waystation.wording.reports import report_rows, say_report, who_told
from waystation.world.report import KINDS, OUTCOMES
from waystation.world.report_journeys import ALARM_STAGES

PACK = small_pack(
    place("barn", kind="safe_house", name="헛간"),
    leg("in", to="barn", broker="hwang"),
    broker=[{"id": "hwang", "name": "황 선생", "role": "guide"}],
    condition=[condition(name="강 수위")],
)
IDS = ("north", "peter", "esther", "s1", "→", "zh")
EVERY: dict[str, list[dict[str, Any]]] = {
    "observation": [{"condition": "river", "level": "high"}],
    "sighting": [
        {"near": "place:barn", "what": "police"},
        {"near": "leg:in", "what": "police with dogs", "count": 3},
    ],
    "word": [{"broker": "hwang", **counts} for counts in ({}, {"kept": 1}, {"broken": 2}, {"kept": 11, "broken": 1})],
    "delivery": [
        *({"leg": "in", "outcome": outcome} for outcome in OUTCOMES),
        {"leg": "in", "outcome": "arrived", "broker": "hwang", "travellers": 4},
    ],
    "checkin": [{"journey": "north", "word": word} for word in ("good", "bad", "pressed")],
    "request": [{}],
    "consent": [
        {"person": "mother", "purpose": purpose, "given": given}
        for purpose in ("journey", "best-interests")
        for given in (True, False)
    ],
    "payment": [{"to": "hwang", "amount": 300, "state": state} for state in ("agreed", "paid", "held", "released")],
    "decision": [
        *({"outcome": end} for end in ("safe", "back", "lost", "not_gone")),
        {"approves": "s1"},
        {"chosen": "go", "verdict": "hold"},
        {"chosen": "split", "verdict": "second"},
        {"chosen": "decline"},
        {"chosen": "hold", "verdict": "go"},
        {},
    ],
    "forecast": [{}, {"mid": 0.9}, {"low": 0.5, "mid": 0.9, "high": 0.95, "verdict": "go"}],
    "correction": [{"answers": "s1"}],
    "erasure": [{"person": "mother"}],
    "journey": [
        {"journey": "north", "state": "accepted", "number": 417},
        *({"journey": "north", "state": "closed", "end": end} for end in ("arrived", "home", "lost")),
    ],
    "departure": [{"journey": "north", "leg": "in"}],
    "illness": [
        {"journey": "north", "person": "mother", "pace": 0.5, "stamina": 2},
        {"journey": "north", "person": "mother", "over": True},
    ],
    "silence": [{"broker": "hwang"}],
    "price": [{"leg": "in", "fee": 200}, {"leg": "in", "fee": [200, 300]}],
    "burn": [
        {"what": what, "name": name}
        for what, name in (("broker", "hwang"), ("place", "barn"), ("member", "peter"), ("device", "peter"))
    ],
    "warned": [
        {"burn": "s1", "who": who}
        for who in ("broker:hwang", "place:barn", "member:peter", "journey:north", "family:north")
    ],
    "call": [
        {"who": "broker:hwang", "outcome": outcome} for outcome in ("reached", "no_answer", "wrong_person", "call_back")
    ],
    "oncall": [{"who": "peter", "until": "2031-10-02T08:00:00+09:00"}],
    "handover": [{"to": "esther", "open": ["하나"]}],
    "acknowledged": [{"answers": "s1"}],
    "cash": [{"giver": "peter", "to": "esther", "amount": 300}],
    "card": [
        {"journey": "north", "to": to, **language}
        for to in ("traveller", "liaison:esther", "broker:hwang")
        for language in ({}, {"language": "zh"})
    ],
    "signs": [{"journey": "north", "secret": "0" * 32}],
    "review": [{"language": "zh", "digest": "s1", "reader": "esther"}],
    "told": [{"to": "esther"}],
    "tracing": [
        *({"state": state, "request": "s1"} for state in ("matched", "reunited", "closed")),
        {"state": "asked", "enquirer": "esther", "sought": "언니"},
    ],
    "done": [{"journey": "north", "task": "s1"}],
    "alarm": [{"journey": "north", "stage": stage, "due": "2031-10-01T12:00:00Z"} for stage in ALARM_STAGES],
}  # fmt: skip


def test_every_kind_is_here() -> None:
    """A new kind of report must be said in Korean too."""
    assert set(EVERY) == set(KINDS)


def test_every_report_is_said_in_korean() -> None:
    """Each differently."""
    reports = [told("s1", kind=kind, **words) for kind, each in EVERY.items() for words in each]
    with speaking("ko"):
        said = [say_report(report, PACK) for report in reports]
    assert amiss_in_korean(said, IDS) == []
    assert len(set(said)) == len(said)


def test_a_report_in_a_table_has_its_korean_date_and_who_told_it() -> None:
    """With whom they have it from, and the grade."""
    report = told(
        "s1", kind="observation", condition="river", level="high", source="esther", origin="peter", grade="C3"
    )
    with speaking("ko"):
        assert report_rows([report], PACK, ZoneInfo("Asia/Seoul")) == [
            ("s1", "10월 1일 (수) 09:00", "강 수위 높음", "esther, peter에게서 들음 (C3)")
        ]
        assert who_told(told("s1", kind="request")) == "s (등급 없음)"


def test_an_hour_on_call_is_said_as_it_always_was_in_english() -> None:
    """And as Koreans write a date."""
    report = told("s1", kind="oncall", who="peter", until="2031-10-02T08:00:00+09:00")
    assert say_report(report, PACK) == "peter is on call until Thu 02 Oct 08:00"
    with speaking("ko"):
        assert say_report(report, PACK) == "peter 당직, 10월 2일 (목) 08:00까지"
