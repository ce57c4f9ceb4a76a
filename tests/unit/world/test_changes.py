"""What if: words that change a pack before it is read, and what is said of words that cannot."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import condition, leg, pack_files, place, small_pack
from waystation.errors import Mistake
from waystation.wording.mistakes import say_mistake
from waystation.world.chances import Counts, Interval
from waystation.world.changes import Changes, read_changes
from waystation.world.pack import Pack
from waystation.world.people import Record
from waystation.world.reading import read_pack

FEATURES = (
    place("a", found=[0.0, 0.1]),
    place("b"),
    place("c.d"),
    leg("l", broker="g", fee=10, both_ways=True, risk={"caught": {"events": 1, "trials": 9}}, departures=["12:00"]),
    leg("m", "a", "c.d", when={"river=high": {"late": 2.0}}, risk={"late": 0.1}),
    leg("n.o", "c.d", "b", mode="foot"),
)
TABLES: dict[str, Any] = {
    "broker": [
        {"id": "g", "role": "guide", "record": {"kept": 3, "broken": 1}},
        {"id": "h", "role": "host", "betrays": 0.1},
    ],
    "condition": [condition("river", ("low", "high"))],
}


@pytest.fixture(scope="module")
def pack() -> Pack:
    """Places, legs and a broker of every kind that words can name."""
    return small_pack(*FEATURES, **TABLES)


def mistakes(pack: Pack, *settings: str) -> list[Mistake]:
    """What is wrong with some words, or with the pack that they make."""
    changes, wrong = read_changes(pack, settings, ())
    return wrong + read_pack(*pack_files(*FEATURES, **TABLES), changes).mistakes


def after(pack: Pack, *settings: str) -> Pack:
    """The pack with some words said."""
    changes, wrong = read_changes(pack, settings, ())
    assert not wrong, [say_mistake(mistake) for mistake in wrong]
    reading = read_pack(*pack_files(*FEATURES, **TABLES), changes)
    assert reading.pack is not None, [say_mistake(mistake) for mistake in reading.mistakes]
    return reading.pack


def leg_of(pack: Pack, name: str) -> Any:
    """A leg of a pack."""
    return next(leg for leg in pack.legs if leg.id == name)


@pytest.mark.parametrize("word", ["leg.l.risk.caught", "leg.l.caught", "leg:l/caught"])
def test_a_risk_has_a_long_name_a_short_one_and_that_of_the_beliefs(pack: Pack, word: str) -> None:
    """A number, an interval, or counts."""
    assert leg_of(after(pack, f"{word}=0.2"), "l").risk.caught == Interval(low=0.2, high=0.2)
    assert leg_of(after(pack, f"{word}=[0.05, 0.1]"), "l").risk.caught == Interval(low=0.05, high=0.1)
    counted = leg_of(after(pack, f"{word}={{events = 2, trials = 8}}"), "l").risk.caught
    assert counted == Counts(events=2, trials=8)


def test_a_part_of_a_number_leaves_its_other_part(pack: Pack) -> None:
    """Counts and records keep what is not named."""
    assert leg_of(after(pack, "leg.l.risk.caught.events=4"), "l").risk.caught == Counts(events=4, trials=9)
    assert after(pack, "broker.g.record.broken=2").broker["g"].record == Record(kept=3, broken=2)


def test_a_condition_alone_stands_for_its_level_now(pack: Pack) -> None:
    """By a level, a distribution, or the long name."""
    assert after(pack, "river=high").condition["river"].now == "high"
    assert after(pack, "river={low = 0.25, high = 0.75}").condition["river"].now == {"low": 0.25, "high": 0.75}
    assert after(pack, "condition.river.now=high").condition["river"].now == "high"
    assert after(pack, "condition:river=high").condition["river"].now == "high"


def test_what_a_level_does_is_named_with_its_equals_sign(pack: Pack) -> None:
    """One risk's multiplier, or the whole leg."""
    assert leg_of(after(pack, "leg.m.when.river=high.late=5"), "m").when == {"river=high": {"late": 5.0}}
    assert leg_of(after(pack, "leg.m.when.river=high=closed"), "m").when == {"river=high": "closed"}
    other = leg_of(after(pack, "leg.m.when.river=low.late=3"), "m").when
    assert other == {"river=high": {"late": 2.0}, "river=low": {"late": 3.0}}


def test_everything_else_has_the_name_that_it_has_in_the_pack(pack: Pack) -> None:
    """Tables, travellers, places, words without quotation marks; ids may hold dots."""
    assert after(pack, "mission.budget=90").mission.budget == 90
    assert after(pack, "traveller.boy.pace=0.5").travellers[0].pace == 0.5
    assert after(pack, "reward.group=5", "party.crowding=1.5").reward is not None
    assert after(pack, "place.a.found=0.5").place["a"].found == Interval(low=0.5, high=0.5)
    assert leg_of(after(pack, "leg.n.o.minutes=50"), "n.o").minutes == 50
    assert leg_of(after(pack, "leg.m.window=night"), "m").window == "night"
    assert leg_of(after(pack, "leg.m.to=b"), "m").destination == "b"
    assert after(pack, "clock.start=2031-10-02T12:00:00+09:00").clock.start.day == 2


def test_what_stands_for_the_same_thing_gives_way(pack: Pack) -> None:
    """A record to what is stated, a chain to another."""
    trusted = after(pack, "broker.h.record={kept = 5}").broker["h"]
    assert (trusted.betrays, trusted.record) == (None, Record(kept=5))
    moved = after(pack, "condition.river.per_hour=[[0.5, 0.5], [0, 1]]").condition["river"]
    assert (moved.per_step, moved.per_hour) == (None, ((0.5, 0.5), (0.0, 1.0)))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("rivr=high", '--set rivr: there is no condition "rivr"; did you mean river?'),
        (
            "river=hihg",
            '--set river: "hihg" is not a level of this condition; its levels are low, high; did you mean high?',
        ),
        ("leg.k.fee=1", '--set leg.k.fee: there is no leg "k"'),
        ("broker.gg.betrays=0", '--set broker.gg.betrays: there is no broker "gg"; did you mean g?'),
        ("lag.l.fee=1", '--set lag.l.fee: there is no "lag" to change, only traveller'),
        ("leg.l.fea=1", '--set leg.l.fea: there is no key "fea"; did you mean fee?'),
        ("leg.l.risk.cought=0", '--set leg.l.risk.cought: there is no key "cought"; did you mean caught?'),
        ("leg.l.caught=1.5", "--set leg.l.caught: must be between 0 and 1, not 1.5"),
        ("leg.l.caught=[0.2, 0.1]", "--set leg.l.caught: is upside down"),
        ("leg.l.caught.events=10", "--set leg.l.caught.events: has more events (10) than trials (9)"),
        ("leg.l.fee=-1", "--set leg.l.fee: must be between 0 and 1e+12, not -1"),
        ("broker.g.terms.held=2", "--set broker.g.terms.held: must be between 0 and 1, not 2"),
        ("traveller.boy.pace=0", "--set traveller.boy.pace: must be above 0 and at most 10, not 0"),
        ("mission.budget=-5", "--set mission.budget: must be between 0 and 1e+12, not -5"),
        ("clock.horizon_hours=1e9", "--set clock.horizon_hours: must be above 0 and at most 8784, not"),
        ("broker.g.record.kept=-1", "--set broker.g.record.kept: must be between 0 and 1e+09, not -1"),
        (
            "leg.m.risk.late={events = -1, trials = 3}",
            "--set leg.m.risk.late events: must be between 0 and 1e+12, not -1",
        ),
        ("leg.m.when.river=high.late=-1", "--set leg.m.when.river=high.late: must be an odds multiplier from 0 to 1e9"),
        ("leg.l.broker=hh", '--set leg.l.broker: there is no broker "hh"; did you mean h?'),
        ("river={low = 0.5}", "--set river: the chances sum to 0.5, not 1"),
        ("leg.l=1", "--set leg.l: says no value to change; write one, such as leg.l.risk.caught=[0.05,0.1]"),
        ("leg=1", "--set leg: says no value to change; write one, such as leg.ID.risk.caught=[0.05,0.1]"),
        ("leg.l.id=k", "--set leg.l.id: an id cannot be changed"),
        ("leg.l.caught=[0.1", '--set leg.l.caught: "[0.1" cannot be read'),
        ("leg.l.caught", "--set: must be KEY=VALUE"),
        ("=1", "--set: must be KEY=VALUE"),
        ("leg.l.fee=1\nfee = 2", "--set: must be KEY=VALUE"),
    ],
)
def test_words_that_cannot_be_meant_are_answered_in_one_line(pack: Pack, words: str, said: str) -> None:
    """At the words, with the nearest known name or the range."""
    lines = [say_mistake(mistake) for mistake in mistakes(pack, words)]
    assert len(lines) == 1
    assert lines[0].startswith(f"error: {said}")


def test_every_mistake_is_said_in_one_run(pack: Pack) -> None:
    """Of the words and of the pack that they make; what is said twice is one."""
    found = mistakes(pack, "rivr=high", "leg.l.fee=-1", "x", "mission.budget=1", "mission.budget=2")
    assert [mistake.code for mistake in found] == ["unknown_id", "set_form", "at_twice", "out_of_range"]


@pytest.mark.parametrize(
    ("without", "left"),
    [
        ("leg:l", ["m", "n.o"]),
        ("broker:g", ["m", "n.o"]),
        ("place:c.d", ["l"]),
        ("broker:h", ["l", "m", "n.o"]),
    ],
)
def test_what_is_left_out_takes_its_legs_along(pack: Pack, without: str, left: list[str]) -> None:
    """A leg in both directions; all legs of a broker, or of a place, which stays itself."""
    changes, wrong = read_changes(pack, (), [without])
    assert not wrong
    other = changes.left_out(pack)
    assert [leg.id for leg in other.legs] == left
    assert all(move.id in left for move in other.moves)
    assert other.places == pack.places


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ("leg:k", '--without leg: there is no leg "k"'),
        ("lge:l", 'must be leg:ID, broker:ID or place:ID, not "lge:l"; did you mean leg?'),
        ("l", 'must be leg:ID, broker:ID or place:ID, not "l"'),
        ("condition:river", "must be leg:ID, broker:ID or place:ID"),
    ],
)
def test_what_cannot_be_left_out(pack: Pack, without: str, said: str) -> None:
    """Is said in one line."""
    _, (wrong,) = read_changes(pack, (), [without])
    assert said in say_mistake(wrong)


def test_what_is_set_stands_whatever_was_reported(pack: Pack) -> None:
    """Beliefs that reports have moved give way; what was not named stays as it is believed."""
    settings = ("leg.l.risk.caught=0.5", "broker.g.betrays=0.25", "river=high")
    changes, _ = read_changes(pack, settings, ())
    changed = after(pack, *settings)
    risks = {"caught": Counts(events=7, trials=8), "harm": Counts(events=1, trials=2)}
    reported = leg_of(changed, "l").model_copy(update={"risk": leg_of(changed, "l").risk.model_copy(update=risks)})
    believed = Pack(
        **{
            **{name: getattr(changed, name) for name in changed.__dataclass_fields__},
            "legs": (reported, *changed.legs[1:]),
            "conditions": (changed.condition["river"].model_copy(update={"now": "low"}),),
        }
    )
    stands = changes.standing(believed, changed)
    assert leg_of(stands, "l").risk.caught == Interval(low=0.5, high=0.5)
    assert leg_of(stands, "l").risk.harm == Counts(events=1, trials=2)
    assert stands.broker["g"].betrays == Interval(low=0.25, high=0.25)
    assert stands.condition["river"].now == "high"


def test_no_change_changes_nothing(pack: Pack) -> None:
    """Neither in the files nor after."""
    assert read_pack(*pack_files(*FEATURES, **TABLES), Changes()).pack == pack
    assert Changes().standing(pack, pack) == pack
    assert Changes().left_out(pack) == pack


def test_calendars_are_taken_over_only_where_nothing_that_they_hang_on_changed(pack: Pack) -> None:
    """The legs named, those of a place named, all if somebody is slower."""

    def others(*settings: str) -> set[str]:
        return read_changes(pack, settings, ())[0].other_legs(pack)

    assert others("leg.l.window=night") == {"l"}
    assert others("place.c.d.tz=Asia/Seoul") == {"m", "n.o"}
    assert others("traveller.boy.pace=2") == {"l", "m", "n.o"}
    assert others("river=high", "broker.g.betrays=0") == set()
