"""Beliefs and news in Korean: what each is about, what it rests on, what moved; nothing is left in English."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.builders import condition, leg, place, small_pack
from tests.korean import amiss_in_korean
from waystation.evidence.believed import Alarm, Believed, Believing, Reading
from waystation.planning.plan import make_plan
from waystation.wording import beliefs, news
from waystation.wording.language import speaking

BROKERS = [
    {"id": "g", "role": "guide", "name": "황 선생", "betrays": 0.01},
    {"id": "d", "role": "driver", "name": "강 기사", "betrays": 0.01},
]
WAYS = [
    place("a", name="오두막", kind="safe_house"),
    place("c", name="방앗간"),
    place("b", name="천막촌"),
    leg("in", "a", "c", fee=10, broker="g"),
    leg("path", "c", "b", mode="foot", broker="d"),
]
PACK = small_pack(*WAYS, leg("road", risk={"caught": 0.5}), broker=BROKERS, condition=[condition(name="강 수위")])
WHATS = (
    *(f"leg:road/{risk}" for risk in ("caught", "harm", "back", "late")),
    "broker:g/betrayed", "place:a/found", "condition:river=high", "condition:sightings-place-a=there",
    "condition:sightings-place-a=away", "condition:sightings-leg-road=there", "condition:sightings-leg-road=gone",
)  # fmt: skip


def believing(what: str, mid: float = 0.04, **words: object) -> Believing:
    """A belief of some interval."""
    return Believing(what, mid / 2, mid, mid * 2, **words)  # type: ignore[arg-type]


def test_every_belief_is_said_in_korean() -> None:
    """On whatever it rests."""
    found = [
        *(believing(what) for what in WHATS),
        Believing("leg:road/late", 0.1, 0.1, 0.1),
        believing("leg:road/late", reports=("r",), own=True),
        believing("leg:road/late", reports=("r",), own=False, weight=0.7),
        believing("leg:road/late", reports=("r", "s"), own=False, weight=1.7, age_days=12.0),
    ]
    with speaking("ko"):
        rows = beliefs.belief_rows(PACK, found)
        assert beliefs.say_what(PACK, "leg:road/back") == "되돌려보내짐: 오두막 → 천막촌"
        assert beliefs.interval(0.02, 0.04, 0.07) == "2.0%~7.0%, 가운데 4.0%"
    assert amiss_in_korean([cell for row in rows for cell in row]) == []


def test_doubts_are_said_in_korean() -> None:
    """Who may be failing, and what a good record cannot exclude."""
    since = datetime(2031, 10, 1, tzinfo=UTC)
    alarms = (Alarm("g", since, 4.0, ("r",)), Alarm("d", since, 4.0, ("r", "s")))
    one = Reading("cannot_exclude_co_opted", "g", 9.0, 0.0)
    both = (one, one._replace(broker="d"))
    found = tuple(believing(what, own=what.startswith("leg")) for what in WHATS)
    with speaking("ko"):
        lines = [
            line
            for readings in ((), (one,), both)
            for line in beliefs.doubt_lines(Believed(PACK, found, alarms, readings, given=PACK, heard=()))
        ]
        lines.append(beliefs.beliefs_line(Believed(PACK, found, given=PACK, heard=())))
    assert lines[-1] == "확률 11개 가운데 7개는 보고에 근거하고, 4개는 아직 꾸러미에 적힌 처음 값입니다."
    assert amiss_in_korean(lines) == []


def test_what_the_news_did_is_said_in_korean() -> None:
    """To beliefs, and to the plan: the same, another step, another way, and why."""
    moved = [
        (None, believing("leg:road/caught")),
        *((believing(what, 0.01), believing(what, 0.4)) for what in WHATS),
        *((believing("broker:g/betrayed", 0.01), believing("broker:g/betrayed", 0.4)) for _ in range(12)),
    ]
    river = [condition(name="강 수위", now="low")]
    before = make_plan(small_pack(*WAYS, leg("road", risk={"caught": 0.01}), broker=BROKERS, condition=river, hours=24))
    worse = make_plan(
        small_pack(
            *WAYS,
            leg("road", risk={"caught": 0.5}),
            broker=BROKERS,
            condition=[condition(name="강 수위", now="high")],
            hours=24,
        )
    )
    with speaking("ko"):
        rows = news.moved_rows(PACK, moved)
        same = news.plan_change(before, before)
        lines = news.plan_change(before, worse, moved)
        reverse = news.plan_change(worse, before)
    assert len(rows) == news.MOST_MOVED + 1
    assert amiss_in_korean([cell for row in rows for cell in row]) == []
    assert len(same) < len(lines)
    assert any(line.startswith("까닭: ") for line in lines), lines
    assert amiss_in_korean([*same, *lines, *reverse]) == []
