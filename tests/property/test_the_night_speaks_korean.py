"""The night in Korean: every need and code, hand-overs, calls, the cash book and burns; nothing is left in English."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from tests.builders import leg, place, small_pack
from tests.kept import told
from tests.korean import amiss_in_korean
from waystation.guiding.answering import Answer, Flag, Step
from waystation.guiding.burning import Closed, Reason
from waystation.guiding.cash import DIFFERENCES, Account, CashBook, Difference, Holding
from waystation.guiding.closing import Task
from waystation.guiding.handover import OnCallNow
from waystation.guiding.journey import journeys_of
from waystation.guiding.night import NEEDS, Item
from waystation.guiding.position import at_place
from waystation.guiding.warning import Alert
from waystation.vault.standing import Changed
from waystation.wording import burning, cash, night
from waystation.wording.language import say, speaking
from waystation.world.report_journeys import ALARM_STAGES, WARN_REASONS, Call, CardGiven

SEOUL = timezone(timedelta(hours=9))
WHEN = datetime(2031, 10, 6, 20, 0, tzinfo=SEOUL)
PACK = small_pack(
    place("barn", kind="safe_house", name="헛간", tz="Asia/Bangkok"),
    place("a", name="강둑"),
    leg("in", to="barn", broker="hwang"),
    broker=[{"id": "hwang", "name": "황 선생", "role": "guide"}],
)
LATER = WHEN + timedelta(hours=4)
IDS = ("heron", "esther", "hwang", "telephone", "peter", "north")


def item(need: str, about: str, who: str = "broker:hwang", when: datetime | None = WHEN, **fields: Any) -> Item:
    """Something that needs somebody at eight in the evening."""
    return Item(need, "p", "j", 417, who, when, "barn", about, fields)  # type: ignore[arg-type]


def items() -> list[Item]:
    """At least one of every need, of every code."""
    return [
        *(item("overdue", stage, "journey:j") for stage in ALARM_STAGES),
        item("overdue", "critical", "journey:j", leg="in"),
        item("look", "sold"),
        *(item("look", "close", "journey:j", end=end) for end in ("arrived", "lost")),
        item("look", "bad", "journey:j", flag=Flag("bad", "", {})),
        *(item(need, why, who, what="place", name="barn") for need in ("warn", "warn_now") for why in WARN_REASONS
          for who in ("broker:hwang", "place:barn", "journey:j", "family:j", "member:peter")),
        item("warn", "host", what="broker", name="hwang"),
        item("warn", "host", what="device", name="telephone"),
        item("call", "leg", what="in", until=LATER),
        item("call", "stay", "place:barn", what="barn", until=LATER),
        item("call", "stay", "place:barn", what="barn", until=None),
        item("call", "stay", "place:barn", what="barn", until=LATER, past=True, tried=WHEN - timedelta(hours=1)),
        item("call", "family", "family:j", what="j"),
        item("card", "in", opens=LATER),
        item("card", "in"),
        item("handover", "open", by="esther"),
        *(item("money", code, amount=120.0, currency="USD") for code in DIFFERENCES),
        *(item("task", code, task=Task(f"{code}:hwang", "hwang", 50.0)) for code in ("release", "burn", "aftercare")),
        item("task", "family", when=None, task=Task("family")),
    ]  # fmt: skip


def test_every_line_of_the_night_is_in_korean() -> None:
    """Under its heading, as a row, and in one line for a hand-over."""
    everything = items()
    with speaking("ko"):
        found = night.headings(everything)
        rows = [night.item_row(one, PACK, [], SEOUL) for one in everything]
        lines = [night.item_line(one, PACK, [], SEOUL) for one in everything]
    assert {one.need for one in everything} == set(NEEDS)
    assert len(found) == len({heading for heading, _ in found}) == len(NEEDS)
    assert amiss_in_korean([heading for heading, _ in found]) == []
    assert amiss_in_korean([cell for row in rows for cell in row], IDS) == []
    assert amiss_in_korean(lines, IDS) == []


def test_a_call_is_said_as_koreans_say_it() -> None:
    """With both hours, and when it was tried."""
    tried = item("call", "stay", "place:barn", what="barn", until=WHEN, past=True, tried=WHEN - timedelta(hours=1))
    with speaking("ko"):
        assert night.item_line(tried, PACK, [], SEOUL) == (
            "10월 6일 (월) 20:00 (현지 18:00): 417, 헛간 집주인: 일행이 왔는지? 도착 예정 10월 6일 (월) 20:00 "
            "(현지 18:00). 19:00 전화했으나 받지 않음"
        )


def test_who_is_on_call_and_hand_overs_are_in_korean() -> None:
    """Signed or not, taken or not, with what is still open."""
    on = OnCallNow("esther", WHEN, LATER)
    call = told("c", kind="call", who="broker:hwang", outcome="reached", about="값")
    assert isinstance(call, Call)
    calls = [call.model_copy(update={"outcome": one}) for one in night.OUTCOMES]
    with speaking("ko"):
        lines = [
            *(say(one) for one in (night.ALL_QUIET, night.CALL_KEPT, night.NO_CALL, night.NO_HANDOVER)),
            night.head_line(WHEN, []),
            night.head_line(WHEN, [on, OnCallNow("peter", WHEN, LATER)]),
            night.more_line(1),
            night.more_line(1234),
            *night.oncall_lines([], SEOUL),
            *night.oncall_lines([(on, ["heron", "north"])], SEOUL),
            *night.changed_lines([(PACK, call)], SEOUL),
            *(night.open_line(open_) for open_ in (0, 1, 12)),
            *night.handed_lines("esther", "peter", signed=True, kept=[]),
            *night.handed_lines("esther", "peter", signed=False, kept=["heron"]),
            night.taken_line("에스더", "베드로"),
            *night.handing_lines("esther", "peter", WHEN, None, SEOUL),
            *night.handing_lines("esther", "peter", WHEN, LATER, SEOUL),
            *(cell for row in night.call_rows([(PACK, [], one) for one in calls], SEOUL) for cell in row[:-1]),
        ]
        assert night.taken_line("에스더", "베드로") == "이제 베드로 님의 당직입니다. 에스더 님은 주무셔도 됩니다."
        assert night.more_line(1) == "덜 급한 일 1건이 더 있습니다. --all을 붙이면 모두 보입니다."
    assert amiss_in_korean(lines, IDS) == []


def test_the_cash_book_is_in_korean() -> None:
    """Its heads, what came in, and every way in which it may not agree."""
    every = tuple(Difference(code, "hwang", 120.0, "j") for code in DIFFERENCES)
    holdings = (Holding("hwang", 300.0, 100.0, 50.0, 20.0),)
    accounts = (Account("j", "hwang", 300.0, 100.0, 20.0, 50.0, 20.0, 0.0),)
    book = CashBook("USD", {"esther": 300.0}, holdings, accounts, every)
    with speaking("ko"):
        heads = [say(one) for one in (*cash.HOLDING_HEADER, *cash.ACCOUNT_HEADER)]
        lines = [
            say(cash.NO_MONEY),
            cash.brought_line(book),
            cash.brought_line(CashBook("USD", {}, (), (), ())),
            *cash.difference_lines(PACK, [], book),
            *cash.difference_lines(PACK, [], CashBook("USD", {}, (), (), ())),
            cash.given_line("esther", "peter", 300.0, "USD"),
            *(cell for row in cash.holding_rows(PACK, holdings) for cell in row),
            *(cell for row in cash.account_rows(PACK, [], accounts) for cell in row),
        ]
        assert cash.brought_line(book) == "들어온 돈: esther에게서 300달러. 지금 손에 있는 돈: 150달러."
    assert len(set(heads[: len(cash.HOLDING_HEADER)])) == len(cash.HOLDING_HEADER)
    assert len(set(heads[len(cash.HOLDING_HEADER) :])) == len(cash.ACCOUNT_HEADER)
    assert amiss_in_korean([*heads, *lines], IDS) == []


def test_what_a_burn_does_is_said_in_korean() -> None:
    """What was known, what is closed, whom to warn, what became of keys, and what to do now."""
    reasons = [Reason(code, "broker", "hwang") for code in ("broker_burnt", "place_burnt", "known_leg", "known_place")]  # type: ignore[arg-type]
    card = told("card", kind="card", journey="j", to="broker:hwang", legs=["in"])
    bare = told("card", kind="card", journey="j", to="broker:hwang", legs=[])
    assert isinstance(card, CardGiven)
    assert isinstance(bare, CardGiven)
    sums = dict.fromkeys(burning.STATES, 50.0)
    alerts = [
        ("황 선생", Alert("b", "broker", "hwang", WHEN, "broker:hwang", "ahead", WHEN, None)),
        ("헛간 집주인", Alert("b", "broker", "hwang", WHEN, "place:barn", "host", None, LATER)),
    ]
    with speaking("ko"):
        lines = [
            *(say(one) for one in (burning.NOBODY_BURNT, burning.NOBODY_LISTED, burning.NOBODY_WAITS)),
            *(burning.burnt_line(what, "telephone", WHEN) for what in burning.KINDS),
            burning.nothing_line("broker", "황 선생"),
            *burning.knew_lines("hwang", PACK, None, [card], sums, places=["barn"], whole=False),
            *burning.knew_lines("hwang", PACK, None, [bare, bare], {}, places=["barn"], whole=True),
            *burning.knew_lines("hwang", PACK, None, [], {}, places=[], whole=False),
            *(burning.why_closed(reason) for reason in reasons),
            *burning.closed_lines(PACK, Closed({"in": reasons[2]}, {"barn": reasons[0]}, {"a": reasons[3]})),
            *burning.closed_lines(PACK, Closed()),
            *burning.keys_lines(Changed(holds=True, missing=0, readable=("heron",), rotated=("heron",)), ["heron"]),
            *burning.keys_lines(Changed(holds=True, missing=0), []),
            *burning.keys_lines(Changed(holds=False, missing=2), []),
            *(cell for row in burning.alert_rows(alerts, UTC) for cell in row),
            *(burning.warned_line("황 선생", left) for left in (0, 1, 3)),
            *burning.ticked_lines(0, 2),
            *burning.ticked_lines(2, 0),
            *burning.ticked_lines(2, 1),
        ]
    assert amiss_in_korean(lines, (*IDS, "in", "a")) == []


def test_what_a_journey_does_after_a_burn_is_said_in_korean() -> None:
    """The same step or another, and how many arrive by it; or that no way leads anywhere."""
    (journey,) = journeys_of(PACK, [told("begun", kind="journey", journey="j", state="accepted", number=417)])

    def answer(chance: float, what: str = "wait") -> Answer:
        step = Step(what, None, "barn", WHEN)  # type: ignore[arg-type]
        return Answer(journey, at_place("barn", WHEN), WHEN, (chance, chance, chance), 0.0, step, None)

    with speaking("ko"):
        same = burning.next_line(PACK, answer(0.2), answer(0.5))
        lines = [
            same,
            burning.next_line(PACK, answer(0.5), None),
            burning.next_line(PACK, answer(0.0), answer(0.5)),
            burning.next_line(PACK, answer(0.0, "none"), answer(0.5)),
        ]
    assert same == (
        "417: 이전과 같음: 헛간에서 기다립니다. 이런 사람이 100번 떠난다면 20번은 무사히 도착합니다(이전에는 50번)."
    )
    assert amiss_in_korean(lines) == []
