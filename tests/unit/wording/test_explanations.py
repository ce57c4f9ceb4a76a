"""Why a plan is worth what it is, as somebody tired reads it."""

from __future__ import annotations

import pytest

from tests.builders import condition, leg, place, small_pack
from tests.reports import word
from waystation.evidence.ledger import believe
from waystation.planning.compiling import Moment
from waystation.planning.explanation import Explanation, explain
from waystation.wording.explanations import (
    PARTS,
    answer_lines,
    change,
    decider_lines,
    heaviest,
    is_plain,
    part_rows,
    shares,
    sure_lines,
    sure_rows,
    weight_rows,
)

GUIDE = {"id": "g", "role": "guide", "name": "Mr. Hwang", "record": {"kept": 7, "broken": 0}}


def explained(*features: object, moment: Moment | None = None, **tables: object) -> Explanation:
    """Why the plan of a small pack is worth what it is."""
    return explain(small_pack(*features, **tables), moment=moment, draws=200)  # type: ignore[arg-type]


def once(name: str = "l", **words: object) -> dict[str, object]:
    """A leg that leaves only at the start."""
    return leg(name, departures=["12:00"], **words)


def test_there_already_and_no_way() -> None:
    """A sentence, and nothing to explain."""
    there = explained(leg("l"), moment=Moment("b"))
    assert answer_lines(there) == ["They are there: this place is an end of the mission."]
    nowhere = explained(place("b", name="the camp"), leg("l", "b", "a"))
    assert answer_lines(nowhere) == ["There is no way from here to the camp that can end well within the horizon."]
    assert is_plain(there)
    assert is_plain(nowhere)


def test_the_answer_says_how_many_arrive_and_how_sure_that_is() -> None:
    """And who is still under way, if anybody; nothing of sureness where all is exact."""
    found = explained(once(broker="g"), broker=[GUIDE], travellers=[{"id": "x"}, {"id": "y"}])
    assert answer_lines(found)[0] == "Of 100 such families, 94 arrive; 6 are lost."
    assert answer_lines(found)[1].startswith("We are nine-tenths sure of at least ")
    exact = explained(once(minutes=30, late_minutes=600, risk={"caught": 0.25, "late": 0.5}))
    assert answer_lines(exact) == [
        "Of 100 such people, 38 arrive; 25 are lost.",
        "38 are still under way at the horizon.",
    ]
    assert sure_lines(exact) == [
        "Every chance that matters here is stated as an exact number, so there is nothing to be unsure of."
    ]
    assert not is_plain(exact)


def test_the_five_numbers_stand_in_order_with_their_meaning() -> None:
    """At worst, nine-tenths sure, half, one in ten, at best."""
    found = explained(once(risk={"caught": [0.2, 0.6]}))
    numbers = [int(number) for number, _ in sure_rows(found)]
    assert numbers == sorted(numbers)
    assert (numbers[0], numbers[-1]) == (40, 80)
    assert [meaning.split(":")[0] for _, meaning in sure_rows(found)] == [
        "at worst", "we are nine-tenths sure of at least so many", "as likely more as fewer",
        "there is one chance in ten of more", "at best",
    ]  # fmt: skip
    said = " ".join(sure_lines(found))
    assert "it takes the one unknown chance at its bad end" in said
    assert "None of these draws came to the worst" in said


def test_a_broker_who_decides() -> None:
    """What the record rests on, one broken promise more, what to ask."""
    found = explained(once(broker="g"), broker=[GUIDE])
    ((what, (grounds, then, ask)),) = decider_lines(found, None)
    assert what == "Mr. Hwang sells the group: 0 % to 12 %, middle 6.2 %"
    assert grounds == "It rests on 7 promises kept and none broken (the pack's own)."
    assert then == (
        "One broken promise more, and 78 of 100 would arrive at worst instead of 88; were it as good as can be "
        "believed, 100."
    )
    assert ask == "Worth asking: whom else Mr. Hwang has brought through, and whether all arrived."


def test_reports_are_counted_where_they_move_the_number() -> None:
    """So many of them, of what weight, how old."""
    record = {"kept": 7, "broken": 0, "as_of": "2031-01-01"}
    pack = small_pack(once(broker="g"), broker=[{**GUIDE, "record": record}])  # type: ignore[arg-type]
    believed = believe(pack, [word(kept=2, broken=1)])
    found = explain(believed.pack, draws=200)
    ((_, (grounds, *_)),) = decider_lines(found, believed)
    assert grounds.startswith("It rests on 9 promises kept and 1 broken (1 report, weight ")


@pytest.mark.parametrize(
    ("risk", "grounds", "ask"),
    [
        ({"caught": {"events": 2, "trials": 40}}, "It happened in 2 of 40 attempts", "were stopped"),
        ({"harm": {"events": 0, "trials": 40}}, "It happened in none of 40 attempts", "were hurt"),
        ({"back": {"events": 0, "trials": 0}}, "Nothing was ever counted of it", "had to turn back"),
        ({"late": [0.1, 0.5]}, "It is stated as an interval, not counted", "were held up"),
    ],
)
def test_what_a_number_rests_on_and_whom_to_ask(risk: dict[str, object], grounds: str, ask: str) -> None:
    """By what it is: counts, nothing, or an interval."""
    found = explained(once(risk=risk), hours=0.5)
    ((_, lines),) = decider_lines(found, None)
    assert lines[0].startswith(grounds)
    assert lines[2].endswith(f"{ask}.")


def test_a_place_where_they_wait_may_decide() -> None:
    """Days, not attempts."""
    found = explained(place("a", name="the barn", found={"events": 1, "trials": 30}), leg("bus", departures=["13:30"]))
    ((what, (grounds, _, ask)),) = decider_lines(found, None)
    assert what.startswith("found, a day: the barn")
    assert grounds.startswith("It happened in 1 of 30 days")
    assert ask == "Worth asking: who stayed at the barn lately, and whether anybody came looking."


def test_small_differences_are_said_in_tenths() -> None:
    """Whole people would hide them: 90 instead of 90 says nothing."""
    found = explained(once(risk={"caught": [0.100, 0.102]}))
    ((_, (_, then, _)),) = decider_lines(found, None)
    assert then == "Were it as good as can be believed, 90.0 of 100 would arrive at worst instead of 89.8."


def test_where_the_worst_is_the_worst_anyhow_the_middle_is_said() -> None:
    """Two numbers of which nothing is known: putting one right does not help at worst."""
    unknown = {"events": 0, "trials": 0}
    found = explained(once(risk={"caught": unknown, "harm": unknown}))
    (_, (_, then, _)), _ = decider_lines(found, None)
    assert then == (
        "One such case more, and 12 of 100 would arrive instead of 25 (at worst it makes no difference); were it as "
        "good as can be believed, 50, and at worst no more."
    )


def test_every_partition_has_words() -> None:
    """Legs by their places, brokers by name and role, risks, places and levels; the small ones together."""
    river = condition("the-river", ["low", "very-high"], per_step=[[0.5, 0.5], [0.5, 0.5]])
    legs = [leg(f"l{i}", f"p{i}", f"p{i + 1}", risk={"caught": 0.01 * (i + 1)}) for i in range(9)]
    legs[4]["properties"].update(  # type: ignore[attr-defined]
        broker="g", mode="foot", risk={"harm": 0.2}, when={"the-river=very-high": {"harm": 2.0}}
    )
    found = explained(
        place("p0", name="the hut"), *[place(f"p{i}") for i in range(1, 10)], *legs,
        broker=[GUIDE], condition=[river], mission={"from": "p0", "to": ["p9"]}, hours=24,
    )  # fmt: skip
    by_leg = [what for _, what in part_rows(found, "by_leg")]
    assert by_leg[0] == "p4 – p5 on foot"
    assert by_leg[-1] == "3 smaller ones together"
    assert len(by_leg) == 7
    assert [what for _, what in part_rows(found, "by_leg", 8)] == [what for what, _, _ in shares(found, "by_leg", 8)]
    assert len(part_rows(found, "by_leg", 8)) == 9
    assert not any(many for *_, many in shares(found, "by_leg", 8))
    assert {what for _, what in part_rows(found, "by_broker")} == {"Mr. Hwang (guide)", "without a broker"}
    assert {what for _, what in part_rows(found, "by_risk")} == {"caught", "badly hurt", "sold by a broker"}
    assert "the hut" in {what for _, what in part_rows(found, "by_place", 10)}
    levels = {what for _, what in part_rows(found, "by_condition")}
    assert levels == {"the-river low", "the-river very high"}
    for name in PARTS:
        assert sum(lost for _, lost, _ in shares(found, name, 2)) == pytest.approx(found.lost)


def test_what_the_answer_hangs_on_is_said_in_points() -> None:
    """Each by how much of 100 changes for a point of the chance; a leg's own betrayal, the broker's too, only once."""
    found = explained(once(broker="g", risk={"caught": [0.1, 0.3], "harm": 0.2}), broker=[GUIDE])
    rows = weight_rows(found)
    assert ("−0.70", "−0.75", "caught: a → b (10 % to 30 %)") in rows
    assert any(what.endswith("(20 %)") for *_, what in rows)
    assert [weight.what for weight in heaviest(found)] == ["leg:l/caught", "leg:l/harm", "broker:g/betrayed"]
    assert [change(slope) for slope in (None, 1.5, -0.001)] == ["no end", "+1.50", "−0.00"]
