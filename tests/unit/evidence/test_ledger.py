"""From reports to a pack whose numbers hold the beliefs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import condition, leg, place, small_pack
from tests.reports import ago, correction, delivery, observation, sighting, word
from waystation.evidence.believed import Believed
from waystation.evidence.intervals import from_counts
from waystation.evidence.ledger import Ledger, believe
from waystation.world.pack import Pack
from waystation.world.reading import read_pack
from waystation.world.report import Report
from waystation.world.writing import write_network, write_pack_toml

SLOW = {"half_life_days": 36500.0}
"""Hardly any ageing, so that counts are whole to a few digits."""


def pack(risk: Any = None, record: Any = None, evidence: Any = None, **tables: Any) -> Pack:
    """A leg by a guide over a river."""
    broker = {"id": "g", "role": "guide", **({"record": record} if record else {})}
    tables.setdefault("broker", [broker])
    words = {"risk": risk} if risk else {}
    return small_pack(leg("l", broker="g", fee=10, **words), evidence=evidence or SLOW, **tables)


def numbers(believed: Believed, what: str) -> Any:
    """Low, middle and high, roughly: for closed forms with whole counts."""
    return pytest.approx(believed.by_name[what][1:4], abs=1e-4)


def test_without_reports_nothing_changes() -> None:
    """Every number is the pack's own."""
    given = pack({"caught": [0.1, 0.3]}, {"kept": 3}, condition=[condition()])
    found = believe(given, [])
    assert found.pack == given
    assert [one.what for one in found.beliefs] == [
        "leg:l/caught",
        "broker:g/betrayed",
        "condition:river=low",
        "condition:river=high",
    ]
    assert all(one.own and one.age_days is None and not one.reports for one in found.beliefs)


def test_counts_intervals_and_records_add_up_with_what_happened_since() -> None:
    """An interval is the counts that give it."""
    given = pack(
        {"caught": {"events": 2, "trials": 40, "as_of": ago(30)}, "harm": [0.1, 0.3], "late": 0.5},
        {"kept": 11, "broken": 1, "as_of": ago(30)},
        {**SLOW, "as_of": ago(20)},
    )
    found = believe(given, [delivery("harm", days=25), delivery("late", days=10), delivery("caught", days=40)])
    assert from_counts(2, 42) == numbers(found, "leg:l/caught")
    assert from_counts(0.5, 4 + 1) == numbers(found, "leg:l/harm")
    assert found.by_name["leg:l/late"][1:4] == (0.5, 0.5, 0.5)
    assert from_counts(1, 14) == numbers(found, "broker:g/betrayed")
    assert found.pack.broker["g"].record.kept == pytest.approx(13, abs=1e-2)  # type: ignore[union-attr]
    assert [len(found.by_name[what].reports) for what in ("leg:l/caught", "leg:l/harm", "leg:l/late")] == [2, 1, 0]


def test_without_a_date_reports_move_only_what_is_not_stated() -> None:
    """They may be in the number already."""
    given = pack({"caught": [0.1, 0.3]}, {"kept": 3})
    found = believe(given, [delivery("back"), word(kept=5)])
    assert found.by_name["leg:l/caught"].own
    assert found.by_name["broker:g/betrayed"].own
    assert from_counts(1, 1) == numbers(found, "leg:l/back")
    assert found.pack.legs[0].risk.caught == given.legs[0].risk.caught


def test_a_risk_that_nobody_states_is_never_until_it_is_reported() -> None:
    """Then all its trials count."""
    arrived = [delivery(days=3 * day) for day in range(1, 10)]
    found = believe(pack(), arrived)
    assert found.pack.legs == pack().legs
    assert "leg:l/caught" not in found.by_name
    found = believe(pack(), [*arrived, delivery("caught", source="ben")])
    assert from_counts(1, 10) == numbers(found, "leg:l/caught")


def test_an_event_so_old_that_it_weighs_nothing_leaves_everything_open() -> None:
    """It did happen: the risk is not "never" again."""
    found = believe(pack(evidence={"half_life_days": 0.01}), [delivery("caught", days=3000)])
    assert found.by_name["leg:l/caught"][1:4] == (0.0, 0.5, 1.0)


def test_a_broker_without_a_record_has_the_reported_one() -> None:
    """And the prior of the pack, which is not written into it."""
    given = pack(evidence={**SLOW, "prior": {"kept": 1, "broken": 1}})
    found = believe(given, [word(kept=4), delivery(source="ben")])
    assert from_counts(1, 7) == numbers(found, "broker:g/betrayed")
    record = found.pack.broker["g"].record
    assert record is not None
    assert (record.kept, record.broken, record.temptation) == (pytest.approx(5, abs=1e-3), 0.0, 1.0)


def test_betrays_stands_as_it_is() -> None:
    """Whatever is reported."""
    given = pack(broker=[{"id": "g", "role": "guide", "betrays": [0.1, 0.2]}])
    found = believe(given, [delivery("betrayed")])
    assert found.pack.broker == given.broker
    assert found.by_name["broker:g/betrayed"].own


def test_temptation_is_the_mean_of_those_under_which_the_record_was_earned() -> None:
    """By logarithms and weights; what names none does not move it."""
    given = pack(record={"kept": 3, "temptation": 1.0, "as_of": ago(30)})
    found = believe(given, [word(kept=1, temptation=16.0), delivery(source="ben")]).pack.broker["g"].record
    assert found is not None
    assert found.temptation == pytest.approx(2.0, rel=1e-4)
    alone = believe(pack(), [word(temptation=8.0)]).pack.broker["g"].record
    assert alone is not None
    assert (alone.kept, alone.temptation) == (0.0, pytest.approx(8.0))


def test_the_present_level_is_what_was_seen_carried_on() -> None:
    """A certain observation, one step of half an hour old."""
    given = pack(condition=[condition(now=None, per_step=[[0.9, 0.1], [0.2, 0.8]])])
    found = believe(given, [observation(days=1 / 48)])
    assert found.pack.condition["river"].now == {"low": pytest.approx(0.2), "high": pytest.approx(0.8)}
    low = found.by_name["condition:river=low"]
    assert low.low == low.mid == low.high == pytest.approx(0.2)
    assert (low.weight, low.age_days, low.own) == (1.0, pytest.approx(1 / 48), False)
    stated = pack(condition=[condition(per_step=[[0.9, 0.1], [0.2, 0.8]])])
    assert believe(stated, [observation()]).pack == stated


def test_sightings_raise_what_they_are_near() -> None:
    """A pack that says up to when its numbers hold has taken in what was seen before."""
    given = pack({"caught": 0.1})
    found = believe(given, [sighting(days=3, count=1)])
    (there,) = [one for one in found.beliefs if one.what.endswith("=there")]
    assert (there.what, there.mid) == ("condition:sightings-leg-l=there", pytest.approx(0.5))
    assert found.pack.legs[0].when == {"sightings-leg-l=there": {"caught": 3.0}}
    dated = pack({"caught": 0.1}, evidence={"as_of": ago(2)})
    assert believe(dated, [sighting(days=3)]).pack == dated


def test_what_happens_in_rehearsal_after_the_start_is_fresh() -> None:
    """Its age is 0."""
    found = believe(pack(), [delivery("caught", days=-3)])
    assert found.by_name["leg:l/caught"].weight == 1.0
    assert found.by_name["leg:l/caught"].age_days == 0.0


def test_believed_packs_can_be_written_and_read() -> None:
    """So that whoever reads packs can judge what is believed."""
    given = pack({"caught": [0.1, 0.3]}, evidence={"as_of": ago(50)}, condition=[condition(now=None, per_hour=ROWS)])
    heard = [
        delivery("late"),
        observation(),
        sighting(),
        word(kept=2, temptation=3.0),
        sighting("place:a", what="dogs"),
    ]
    found = believe(given, heard).pack
    read = read_pack(write_pack_toml(found).encode(), write_network(found).encode())
    assert read.mistakes == []
    assert read.pack == found


ROWS = [[0.9, 0.1], [0.2, 0.8]]


def test_one_more_report_is_the_same_as_all_at_once() -> None:
    """Whenever somebody looked in between; and what was believed before stays what it was."""
    given = pack({"caught": [0.1, 0.3]}, evidence={"as_of": ago(50)}, condition=[condition(now=None, per_hour=ROWS)])
    heard: list[Report] = [
        delivery("late"),
        observation(),
        delivery("caught", days=2, source="ben"),
        sighting(),
        correction(observation()),
        delivery("late", days=1.2, grade="C3"),
        word(kept=3),
        correction(delivery("late")),
        correction(correction(observation())),
    ]
    ledger = Ledger(given)
    seen = []
    for number, one in enumerate(heard, start=1):
        ledger.add(one)
        seen.append(ledger.believed())
        assert seen[-1] == believe(given, heard[:number])
    for number, found in enumerate(seen, start=1):
        assert found == believe(given, heard[:number])
        assert [one.id for one in found.heard] == [one.id for one in heard[:number]]


def test_a_keeper_of_faith_who_begins_to_fail_is_named() -> None:
    """With the day on which it began and what went wrong since."""
    steady = [delivery(days=100 - 3 * n) for n in range(20)]
    assert believe(pack(), steady).alarms == ()
    late = delivery("late", days=10, source="ben")
    failing = [late, delivery("back", days=6, source="ben"), delivery(days=8)]
    (alarm,) = believe(pack(), [*failing, *steady]).alarms
    assert (alarm.broker, alarm.since, alarm.reports) == ("g", late.happened, (late.id, failing[1].id))
    (told,) = believe(pack(), [*steady, word(broken=2, grade="C3")]).alarms
    assert told.broker == "g"


def test_where_delay_is_usual_it_is_no_alarm() -> None:
    """What could be expected of the leg is taken off."""
    failing = [delivery("late", days=10), delivery("late", days=6)]
    assert believe(pack(), failing).alarms
    assert not believe(pack({"late": [0.3, 0.5]}), failing).alarms


def test_a_clean_record_under_a_reward_cannot_exclude_the_other_reading() -> None:
    """Co-opted and still working; it is said of good records only, and only where somebody pays."""
    reward = {"per_head": 100}
    good = believe(pack(record={"kept": 11}, reward=reward), []).readings
    assert [(one.code, one.broker, one.kept) for one in good] == [("cannot_exclude_co_opted", "g", 11.0)]
    assert believe(pack(record={"kept": 11}), []).readings == ()
    assert believe(pack(record={"kept": 11, "broken": 5}, reward=reward), []).readings == ()
    assert believe(pack(reward=reward), []).readings == ()
    assert len(believe(pack(reward=reward), [word(kept=4)]).readings) == 1


def test_a_place_says_what_the_pack_says() -> None:
    """No report counts trials of being found."""
    given = small_pack(place("a", found=[0.1, 0.2]), leg("l"))
    assert believe(given, []).by_name["place:a/found"][1:4] == (0.1, pytest.approx(0.15), 0.2)
