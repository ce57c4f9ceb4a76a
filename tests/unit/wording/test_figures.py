"""Numbers as people say them: nothing uncertain is ever rounded to certainty."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation.wording.figures import date_and_time, day_of, days, money, of_hundred, percent, such_people
from waystation.wording.language import speaking

UNSURE = st.floats(0, 1, exclude_min=True, exclude_max=True)


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (0.0, "0"),
        (5e-324, "fewer than 1"),
        (0.0099, "fewer than 1"),
        (0.01, "1"),
        (0.934, "93"),
        (0.985, "98"),
        (0.99, "99"),
        (0.991, "more than 99"),
        (math.nextafter(1.0, 0.0), "more than 99"),
        (1.0, "100"),
        (1.0 + 1e-15, "100"),
        (-1e-17, "0"),
    ],
)
def test_a_chance_is_said_in_people_out_of_a_hundred(chance: float, said: str) -> None:
    """A hair above one or below nothing is rounding."""
    assert of_hundred(chance) == said


@given(chance=UNSURE)
def test_what_is_not_certain_is_not_said_to_be(chance: float) -> None:
    """Neither in people nor in percent."""
    assert of_hundred(chance) not in {"0", "100"}
    assert percent(chance) not in {"0 %", "100 %", "0.0 %", "100.0 %"}


@given(a=st.floats(0, 1), b=st.floats(0, 1))
def test_a_greater_chance_is_not_said_to_be_smaller(a: float, b: float) -> None:
    """In people out of a hundred."""
    order = ["0", "fewer than 1", *map(str, range(1, 100)), "more than 99", "100"]
    low, high = sorted((a, b))
    assert order.index(of_hundred(low)) <= order.index(of_hundred(high))


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (0.0, "0 %"),
        (1e-9, "under 0.001 %"),
        (0.0005, "0.05 %"),
        (0.00042, "0.04 %"),
        (0.034, "3.4 %"),
        (0.12, "12 %"),
        (0.99, "99 %"),
        (0.996, "over 99 %"),
        (1.0, "100 %"),
    ],
)
def test_percent_has_more_digits_where_it_is_small(chance: float, said: str) -> None:
    """And none where they would only seem exact."""
    assert percent(chance) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.01, "under an hour"),
        (1 / 24, "1 hour"),
        (0.5, "12 hours"),
        (1.49, "36 hours"),
        (1.5, "1.5 days"),
        (4.24, "4.2 days"),
        (9.4, "9.4 days"),
        (12.3, "12 days"),
    ],
)
def test_a_length_of_time_is_hours_and_then_days(value: float, said: str) -> None:
    """Never no time at all."""
    assert days(value) == said


def test_money_is_in_whole_units() -> None:
    """With thousands set apart."""
    assert money(3099.6, "USD") == "USD 3,100"
    assert money(0, "KRW") == "KRW 0"


def test_a_local_time_has_its_day_and_where_asked_its_offset() -> None:
    """Also an offset of minutes, and of seconds in an old year."""
    moment = datetime(2031, 10, 1, 9, 30, tzinfo=UTC)
    assert date_and_time(moment.astimezone(ZoneInfo("Asia/Seoul"))) == "Wed 1 Oct 18:30"
    assert date_and_time(moment.astimezone(ZoneInfo("Asia/Seoul")), True) == "Wed 1 Oct 18:30 +09"
    assert date_and_time(moment.astimezone(ZoneInfo("Asia/Kathmandu")), True) == "Wed 1 Oct 15:15 +05:45"
    old = datetime(1854, 12, 24, 12, tzinfo=UTC).astimezone(ZoneInfo("America/Toronto"))
    assert date_and_time(old, True) == "Sun 24 Dec 06:42 -05:17"


def test_one_is_people_and_several_are_a_family() -> None:
    """In "of 100 such …"."""
    assert (such_people(1), such_people(2)) == ("people", "families")


def test_figures_speak_korean() -> None:
    """A count has its counter behind it, money its everyday name, a day its weekday in brackets."""
    moment = datetime(2031, 10, 1, 9, 30, tzinfo=UTC).astimezone(ZoneInfo("Asia/Seoul"))
    with speaking("ko"):
        assert [of_hundred(chance) for chance in (0.0, 0.001, 0.93, 0.999, 1.0)] == [
            "0번",
            "1번 미만",
            "93번",
            "99번 이상",
            "100번",
        ]
        assert [percent(chance) for chance in (0.0, 1e-9, 0.0005, 0.034, 0.12, 0.996)] == [
            "0%",
            "0.001% 미만",
            "0.05%",
            "3.4%",
            "12%",
            "99% 초과",
        ]
        assert (money(3099.6, "USD"), money(3000, "KRW"), money(5, "DEM")) == ("3,100달러", "3,000원", "5 독일 마르크")
        assert money(7, "XXQ") == "7 XXQ"
        assert (day_of(moment), date_and_time(moment)) == ("10월 1일 (수)", "10월 1일 (수) 18:30")
        assert date_and_time(moment, True) == "10월 1일 (수) 18:30 +09"
        assert [days(value) for value in (0.01, 0.5, 4.24, 12.3)] == ["한 시간 미만", "12시간", "4.2일", "12일"]
        assert (such_people(1), such_people(4)) == ("사람", "가족")


@given(chance=UNSURE)
def test_what_is_not_certain_is_not_said_to_be_in_korean(chance: float) -> None:
    """Neither in times nor in percent."""
    with speaking("ko"):
        assert of_hundred(chance) not in {"0번", "100번"}
        assert percent(chance) not in {"0%", "100%", "0.0%", "100.0%"}
