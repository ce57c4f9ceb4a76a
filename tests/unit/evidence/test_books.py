"""Entering reports: which probabilities each bears on."""

from __future__ import annotations

import pytest

from tests.builders import condition, leg, place, small_pack
from tests.reports import correction, delivery, observation, report, sighting, word
from waystation.evidence.books import Books
from waystation.world.report import Report


def books(*reports: Report) -> Books:
    """A leg by a guide, another by nobody, a river; and these reports."""
    found = Books(
        small_pack(
            leg("l", broker="g", both_ways=True),
            leg("m"),
            place("p"),
            broker=[{"id": "g", "role": "guide"}, {"id": "h", "role": "driver"}],
            condition=[condition()],
        )
    )
    for one in reports:
        assert found.hear(one) is None
    found.settle()
    return found


def counted(found: Books) -> dict[str, tuple[float, float]]:
    """Events and trials of each tally that has some."""
    return {name: (tally.events, tally.trials) for name, tally in found.tallies.items() if tally.trials}


@pytest.mark.parametrize(
    ("outcome", "counts"),
    [
        ("betrayed", {"broker": 1}),
        ("caught", {"caught": 1, "broker": 0}),
        ("harm", {"caught": 0, "harm": 1, "broker": 0}),
        ("back", {"caught": 0, "harm": 0, "back": 1, "broker": 0}),
        ("late", {"caught": 0, "harm": 0, "back": 0, "late": 1, "broker": 0}),
        ("arrived", {"caught": 0, "harm": 0, "back": 0, "late": 0, "broker": 0}),
    ],
)
def test_a_delivery_is_a_trial_of_each_risk_that_was_met(outcome: str, counts: dict[str, int]) -> None:
    """In the order of the model, each given that none before it happened."""
    names = {risk: f"leg:l/{risk}" for risk in counts} | {"broker": "broker:g/betrayed"}
    half = 2.0 ** (-1 / 180)
    wanted = {names[risk]: (pytest.approx(events * half), pytest.approx(half)) for risk, events in counts.items()}
    assert counted(books(delivery(outcome))) == wanted


def test_whoever_ran_the_leg_has_it_on_record() -> None:
    """The named one, else the leg's own; of a leg that nobody ran, nobody's."""
    assert "broker:h/betrayed" in counted(books(delivery(broker="h")))
    assert "broker:g/betrayed" in counted(books(delivery()))
    assert not [name for name in counted(books(delivery("caught", "m"))) if name.startswith("broker")]
    assert counted(books(delivery("betrayed", "m"))) == {}


def test_naming_the_usual_broker_is_the_same_report_as_not_naming_him() -> None:
    """Told twice, counted once."""
    twice = books(delivery(days=1), delivery(days=1.5, broker="g"))
    assert twice.tallies["leg:l/caught"].trials == books(delivery(days=1)).tallies["leg:l/caught"].trials


def test_two_legs_within_a_day_are_one_engagement() -> None:
    """Two trials of legs, one of faith; two days apart there are two."""
    near = books(delivery(broker="g"), delivery(leg="m", broker="g", days=1.5))
    assert near.tallies["broker:g/betrayed"].trials == pytest.approx(2.0 ** (-1 / 180))
    far = books(delivery(broker="g"), delivery(leg="m", broker="g", days=3))
    assert far.tallies["broker:g/betrayed"].trials == pytest.approx(2.0 ** (-1 / 180) + 2.0 ** (-3 / 180))


def test_a_word_counts_the_engagements_it_names() -> None:
    """Weighted; without figures it counts none."""
    found = counted(books(word(kept=3, broken=1, grade="B2", days=180)))
    assert found == {"broker:g/betrayed": (pytest.approx(0.32), pytest.approx(1.28))}
    assert counted(books(word(temptation=2.0))) == {}


def test_what_nobody_graded_counts_for_nothing_and_is_kept() -> None:
    """With its reason."""
    found = books(delivery(grade=None), delivery(grade="F1", days=5), delivery(grade="A6", days=9))
    assert counted(found) == {}
    assert len(found.heard) == 3
    reasons = [reason for _, reason in found.entries["delivery", "l", "g", "arrived", "anna"][0].fact.unweighed]
    assert reasons == ["ungraded", "grade_unknown", "grade_unknown"]


def test_hearsay_of_one_origin_counts_once() -> None:
    """The best of it."""
    heard = [delivery(source=name, origin="mother", grade=grade) for name, grade in (("x", "D4"), ("y", "B2"))]
    assert books(*heard).tallies["leg:l/harm"].trials == pytest.approx(0.64 * 2.0 ** (-1 / 180))
    apart = [delivery(source="x"), delivery(source="y")]
    assert books(*apart).tallies["leg:l/harm"].trials == pytest.approx(2 * 2.0 ** (-1 / 180))


@pytest.mark.parametrize(
    ("one", "kind", "value", "nearest"),
    [
        (delivery(leg="mm"), "leg", '"mm"', "m"),
        (delivery(broker="gg"), "broker", '"gg"', "g"),
        (word("gg"), "broker", '"gg"', "g"),
        (observation(condition="rivr"), "condition", '"rivr"', "river"),
        (observation("hgh"), "level", '"hgh"', "high"),
        (sighting("place:pp"), "place", '"pp"', "p"),
        (sighting("leg:mm"), "leg", '"mm"', "m"),
    ],
)
def test_what_the_pack_does_not_have_is_a_mistake(one: Report, kind: str, value: str, nearest: str) -> None:
    """And nothing is entered."""
    found = books()
    mistake = found.hear(one)
    assert mistake is not None
    assert (mistake.code, mistake.fields) == ("report_unknown", {"kind": kind, "value": value, "nearest": nearest})
    assert not found.heard
    assert counted(found) == {}


def test_the_same_report_again_is_nothing_new() -> None:
    """Another report with its id is a mistake."""
    found = books(delivery(id="r1"))
    assert found.hear(delivery(id="r1")) is None
    mistake = found.hear(delivery("late", id="r1"))
    assert mistake is not None
    assert (mistake.code, mistake.fields) == ("report_known", {"value": '"r1"'})
    assert len(found.heard) == 1


def test_a_report_made_by_code_gets_the_id_that_reading_gives() -> None:
    """So that it is known again."""
    read = delivery()
    assert list(books(read.model_copy(update={"id": None})).heard) == [read.id]


def test_settling_says_what_has_changed() -> None:
    """And nothing the second time."""
    found = books()
    for one in (delivery("caught"), observation(), sighting("place:p")):
        found.hear(one)
    assert found.settle() == {"leg:l/caught", "broker:g/betrayed", "broker:g", "condition:river", "near:place:p"}
    assert found.settle() == set()
    found.hear(correction(observation()))
    assert found.settle() == {"condition:river"}


def test_other_kinds_bear_on_nothing() -> None:
    """They are kept all the same."""
    found = books(report(kind="checkin", journey="j", word="good"))
    assert counted(found) == {}
    assert len(found.heard) == 1
