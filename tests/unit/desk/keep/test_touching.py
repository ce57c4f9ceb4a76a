"""What a broker or a place would give away is everything that a mission connects with it, and nothing else."""

from __future__ import annotations

from tests.builders import leg, place, small_pack
from waystation.desk.keep.touching import broker_touches, place_touches
from waystation.world.report import Report, read_report

BROKERS = [{"id": name, "role": "guide"} for name in ("hwang", "phet", "somlit", "idle")]
PACK = small_pack(
    place("mill"),
    place("far"),
    leg("one", "a", "mill", broker="hwang"),
    leg("two", "mill", "b", broker="phet"),
    leg("three", "far", "b", broker="somlit"),
    broker=BROKERS,
    travellers=[{"id": "boy"}, {"id": "girl"}],
)


def heard(**words: object) -> Report:
    """A report."""
    value = {"source": "somlit", "happened": "2031-10-01T10:00:00+09:00", **words}
    report = read_report(value)
    assert isinstance(report, Report)
    return report


TOLD = heard(kind="sighting", near="place:far", what="dogs", source="hwang")
HEARSAY = heard(kind="sighting", near="place:far", what="trucks", origin="hwang")
ABOUT = heard(kind="word", broker="hwang", kept=1)
ELSEWHERE = heard(kind="sighting", near="leg:three", what="police")
REPORTS = [TOLD, HEARSAY, ABOUT, ELSEWHERE]


def test_a_broker_knows_the_legs_both_ends_and_who_is_met_there():
    """Not what lies beyond; what it told, also by hearsay, and what others said of it, apart."""
    found = broker_touches("m", PACK, REPORTS, "hwang")
    assert found is not None
    assert found.legs == ("one",)
    assert found.places == ("a", "mill")
    assert found.brokers == ("phet",)
    assert found.travellers == ("boy", "girl")
    assert found.told == (TOLD.id, HEARSAY.id)
    assert found.about == (ABOUT.id,)
    assert (found.starts, found.ends) == (True, False)


def test_a_place_shows_every_leg_that_touches_it():
    """With the brokers of those legs, and the far ends of them."""
    found = place_touches("m", PACK, REPORTS, "b")
    assert found is not None
    assert found.legs == ("two", "three")
    assert found.places == ("b", "mill", "far")
    assert found.brokers == ("hwang", "phet", "somlit")
    assert (found.starts, found.ends) == (False, True)


def test_reports_about_a_place_are_named():
    """Also where no broker told them."""
    found = place_touches("m", PACK, REPORTS, "far")
    assert found is not None
    assert set(found.about) == {TOLD.id, HEARSAY.id}


def test_a_broker_without_a_leg_sees_nobody():
    """It is named all the same, since the mission's list names it."""
    found = broker_touches("m", PACK, REPORTS, "idle")
    assert found is not None
    assert (found.legs, found.places, found.travellers) == ((), (), ())


def test_a_mission_that_does_not_know_them_is_not_touched():
    """Nor one that has no such place."""
    assert broker_touches("m", PACK, REPORTS, "nobody") is None
    assert place_touches("m", PACK, REPORTS, "nowhere") is None


CARD = heard(kind="card", journey="heron", to="broker:hwang", legs=["three"], id="c1")


def test_what_a_card_told_is_known() -> None:
    """A leg that somebody was told of counts as theirs, and its ends as known, though another runs it."""
    found = broker_touches("m", PACK, (CARD,), "hwang")
    assert found is not None
    assert found.legs == ("one", "three")
    assert set(found.places) == {"a", "mill", "far", "b"}
    assert found.about == ("c1",)


def test_a_card_taken_back_tells_nothing() -> None:
    """A correction answers the report: it was never given."""
    found = broker_touches("m", PACK, (CARD, heard(kind="correction", answers="c1")), "hwang")
    assert found is not None
    assert found.legs == ("one",)


def test_a_card_of_another_is_not_theirs() -> None:
    """What one broker was told the other does not know by it."""
    found = broker_touches("m", PACK, (CARD,), "phet")
    assert found is not None
    assert found.legs == ("two",)
