"""What a map says of places and legs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import condition, leg, place, small_pack
from tests.korean import amiss_in_korean
from waystation.wording.language import speaking
from waystation.wording.map_facts import (
    condition_lines,
    is_closed,
    kind_of,
    leg_facts,
    leg_label,
    leg_title,
    place_facts,
)
from waystation.world.pack import Pack

LOW, HIGH = {"river": {"low": 0.9, "high": 0.1}}, {"river": {"low": 0.2, "high": 0.8}}


def pack(title: str = "hwang", **words: Any) -> Pack:
    """A leg run by Hwang from a to b, which the river closes or makes worse."""
    known: dict[str, Any] = {
        "mode": "ford",
        "minutes": 45,
        "broker": "hwang",
        "fee": 500,
        "window": "night",
        "risk": {"caught": [0.01, 0.05], "late": 0.2},
        "when": {"river=high": {"caught": 3.0, "late": 1.0}, "river=flood": "closed"},
    }
    return small_pack(
        place("a", found=[0.0, 0.1], beds=4, when={"river=high": {"found": 2.0}}),
        place("b", (128.0, 38.0), name="Far bank", kind="camp"),
        leg("ford", **{**known, **words}),
        broker=[{"id": "hwang", "name": title, "role": "guide", "betrays": [0.02, 0.08]}],
        condition=[condition(levels=["low", "high", "flood"])],
    )


def words_of(facts) -> list[str]:
    return [one.words for one in facts]


def test_a_leg_says_how_with_whom_how_long_for_how_much_and_when():
    """Then what may go wrong, in the order in which it is met."""
    made = pack()
    assert words_of(leg_facts(made, made.legs[0], LOW)) == [
        "fording with hwang, 45 minutes, USD 500 a head",
        "Leaves by night only",
        "Sold by hwang: 2.0 % to 8.0 %, middle 5.0 %",
        "Caught: 1.0 % to 5.0 %, middle 3.0 %",
        "Held up: 20 %",
        "While river high (10 %), odds: being caught × 3",
        "Closed while river flood (not now)",
    ]


def test_every_number_names_the_belief_behind_it():
    """So that each opens to its reports."""
    made = pack()
    assert [one.subject for one in leg_facts(made, made.legs[0], LOW)] == [
        "", "", "broker:hwang", "leg:ford/caught", "leg:ford/late", "condition:river=high", "condition:river=flood",
    ]  # fmt: skip
    assert [one.subject for one in place_facts(made, made.places[0], LOW)] == [
        "place:a/found", "", "condition:river=high",
    ]  # fmt: skip


def test_what_is_worse_as_things_stand_is_marked():
    """A level that is more likely than not, and makes something worse."""
    made = pack()
    assert [one.words for one in leg_facts(made, made.legs[0], HIGH) if one.danger] == [
        "While river high (80 %), odds: being caught × 3"
    ]
    flood = {"river": {"low": 0.0, "high": 0.1, "flood": 0.9}}
    assert [one.words for one in leg_facts(made, made.legs[0], flood) if one.danger] == [
        "Closed while river flood (90 %)"
    ]


def test_a_level_that_makes_things_better_is_no_danger():
    """Odds below one."""
    made = pack(when={"river=high": {"caught": 0.5}})
    assert not any(one.danger for one in leg_facts(made, made.legs[0], HIGH))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"window": "day"}, "Leaves by day only"),
        ({"window": ["21:00-04:30", "12:00-13:00"]}, "Leaves within 21:00–04:30 or 12:00–13:00"),
        ({"window": "any", "departures": ["06:30", "13:00"]}, "Leaves at 06:30, 13:00"),
    ],
)
def test_when_a_leg_leaves_is_said(words, said):
    """By night, by day, within local hours, or at set times."""
    made = pack(**words)
    assert said in words_of(leg_facts(made, made.legs[0], LOW))


def test_a_price_that_may_be_raised_is_said_as_it_is_budgeted():
    """What may be asked in the end."""
    made = pack(fee=[500, 700])
    assert "USD 700 a head" in leg_facts(made, made.legs[0], LOW)[0].words


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("silent", "Closed to them: hwang does not answer"),
        ("broker_burnt", "Closed to them: hwang is burnt"),
        ("place_burnt", "Closed to them: Far bank is burnt"),
        ("known_place", "Closed to them: Far bank is known to somebody who is burnt"),
        ("known_leg", "Closed to them: somebody who is burnt knows of it"),
        ("something_new", "Closed to them"),
    ],
)
def test_why_a_leg_is_closed_to_a_party_stands_first(code, said):
    """And it is closed, whatever the conditions."""
    made = pack()
    first = leg_facts(made, made.legs[0], LOW, {"ford": code})[0]
    assert (first.words, first.danger) == (said, True)
    assert is_closed(made.legs[0], LOW, {"ford": code})


def test_a_leg_is_closed_where_the_likeliest_level_closes_it():
    """Not where it merely may."""
    made = pack()
    assert not is_closed(made.legs[0], {"river": {"low": 0.6, "high": 0.0, "flood": 0.4}})
    assert is_closed(made.legs[0], {"river": {"low": 0.4, "high": 0.0, "flood": 0.6}})
    assert not is_closed(made.legs[0], {})


def test_the_words_beside_a_leg_are_of_the_layers_that_are_shown():
    """What makes it worse at the likeliest level, and how far its broker is trusted."""
    made = pack()
    leg_made = made.legs[0]
    assert leg_label(made, leg_made, HIGH, conditions=True, trust=False) == "river high"
    assert leg_label(made, leg_made, LOW, conditions=True, trust=False) == ""
    assert leg_label(made, leg_made, HIGH, conditions=False, trust=True) == "hwang, sells: 2.0 % to 8.0 %"
    assert leg_label(made, leg_made, HIGH, conditions=False, trust=False) == ""


def test_a_place_says_its_danger_its_beds_and_whether_the_journey_may_end_there():
    """And whether nobody can wait."""
    made = pack()
    assert words_of(place_facts(made, made.places[0], HIGH)) == [
        "Found, a day and night of waiting: 0 % to 10 %, middle 5.0 %",
        "4 beds",
        "While river high (80 %), odds: being found × 2",
    ]
    assert words_of(place_facts(made, made.places[1], HIGH)) == ["The journey may end here"]
    strict = small_pack(place("a", no_waiting=True), place("b"), leg("one"))
    assert words_of(place_facts(strict, strict.places[0], {})) == ["Nobody can wait here"]


def test_a_leg_that_goes_both_ways_says_so():
    """By its arrow."""
    assert leg_title(pack(), pack().legs[0]) == "a → Far bank"
    assert leg_title(pack(both_ways=True), pack(both_ways=True).legs[0]) == "a ↔ Far bank"


def test_conditions_are_said_level_by_level_with_their_chance():
    """What cannot be now is left out."""
    chances = {"river": {"low": 0.9, "high": 0.1, "flood": 0.0}}
    assert condition_lines(pack(), chances) == [
        ("river", [("low", "90 %", "condition:river=low"), ("high", "10 %", "condition:river=high")])
    ]


def test_in_korean_no_english_is_left():
    """Names stay as they are."""
    made = pack("황 씨", window=["21:00-04:30"])
    with speaking("ko"):
        said = [kind_of(one) for one in made.places]
        said += words_of(leg_facts(made, made.legs[0], HIGH, {"ford": "silent"}))
        said += [one for made_place in made.places for one in words_of(place_facts(made, made_place, HIGH))]
        said.append(leg_label(made, made.legs[0], HIGH, conditions=True, trust=True))
    assert amiss_in_korean(said, ("Far bank", "river")) == []
    assert "river 높음일 때(가능성 80%) 배수: 붙잡힐 위험 × 3" in said
