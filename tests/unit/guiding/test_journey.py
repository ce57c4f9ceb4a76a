"""A journey is folded from its reports: where its party is, what it carries on, what stands against its plan."""

from __future__ import annotations

import pytest

from tests.builders import leg, place, small_pack
from tests.journeys import NAME, accepted, at, closed, delivery, departure, heard, journey_of
from waystation.guiding.journey import journeys_of, standing_reports
from waystation.world.pack import Pack


def there_and_back() -> Pack:
    """Two legs, the first of which goes both ways, both run by one broker for 100 a head, half of it held."""
    return small_pack(
        place("m"),
        leg("up", "a", "m", both_ways=True, broker="g", fee=100),
        leg("on", "m", "b", broker="h", fee=40),
        hours=24,
        broker=[{"id": "g", "role": "guide"}, {"id": "h", "role": "driver", "terms": {"held": 0.25}}],
    )


PACK = there_and_back()


def test_a_party_waits_where_its_mission_begins():
    """Until it leaves."""
    journey = journey_of(PACK, [accepted(at(0))])
    assert (journey.standing.place, journey.standing.leg, journey.departed) == ("a", None, None)
    assert journey.number == 417
    assert journey.runs


def test_it_is_on_a_leg_from_departure_on():
    """And has paid what is due then."""
    here = journey_of(PACK, [accepted(at(0)), departure("up", at(10))]).standing
    assert here.leg is not None
    assert (here.leg.id, here.place, here.since, here.spent, here.broker) == ("up", "a", at(10), 50.0, None)


@pytest.mark.parametrize(
    ("outcome", "where", "spent"), [("arrived", "m", 100.0), ("late", "m", 100.0), ("back", "a", 50.0)]
)
def test_an_attempt_ends_where_its_outcome_says(outcome, where, spent):
    """With its broker as the last, and what is held paid only on arrival."""
    here = journey_of(PACK, [accepted(at(0)), departure("up", at(10)), delivery("up", at(40), outcome)]).standing
    assert (here.place, here.leg, here.spent, here.broker) == (where, None, spent, "g")
    assert here.came is not None


@pytest.mark.parametrize("outcome", ["caught", "harm", "betrayed"])
def test_a_party_is_lost_by_a_fatal_outcome(outcome):
    """And nothing that is told later brings it back but a correction."""
    lost = [accepted(at(0)), departure("up", at(10)), delivery("up", at(40), outcome)]
    journey = journey_of(PACK, [*lost, departure("up", at(50))])
    assert journey.standing.lost == outcome
    assert journey.over_at(PACK) == "lost"
    undone = heard("correction", at(60), answers=lost[-1].id)
    assert journey_of(PACK, [*lost, undone]).standing.lost == ""


def test_a_leg_that_goes_both_ways_is_taken_back():
    """In the direction that leads from where they are."""
    there = [accepted(at(0)), departure("up", at(10)), delivery("up", at(40))]
    back = journey_of(PACK, [*there, departure("up", at(50))]).standing
    assert back.leg is not None
    assert (back.leg.origin, back.leg.destination, back.leg.back) == ("m", "a", True)
    assert journey_of(PACK, [*there, departure("up", at(50)), delivery("up", at(80))]).standing.place == "a"


def test_a_delivery_without_a_departure_moves_them():
    """Somebody forgot to say that they left."""
    here = journey_of(PACK, [accepted(at(0)), delivery("up", at(40))]).standing
    assert (here.place, here.spent) == ("m", 100.0)


def test_a_delivery_that_names_no_journey_moves_nobody():
    """It is of others; but its broker is heard of again."""
    silence = heard("silence", at(5), broker="g")
    journey = journey_of(PACK, [accepted(at(0)), silence, delivery("up", at(40), name=None, broker="g")])
    assert journey.standing.place == "a"
    assert not journey.silent


def test_reports_of_one_instant_count_as_they_fit():
    """They arrive and leave again at the same minute, in whatever order that is told."""
    told = [
        accepted(at(0)),
        departure("up", at(10)),
        delivery("up", at(40)),
        departure("on", at(40)),
        delivery("on", at(70)),
    ]
    for order in (told, told[::-1]):
        assert journey_of(PACK, order).standing.place == "b"
    back = [accepted(at(0)), departure("up", at(10)), delivery("up", at(10))]
    assert journey_of(PACK, back).standing.place == "m"


def test_a_report_counts_when_it_happened_not_when_it_was_heard():
    """What is heard late falls into its place."""
    late = departure("up", at(10), heard=at(500).isoformat())
    assert journey_of(PACK, [accepted(at(0)), delivery("up", at(40)), late]).standing.place == "m"


def test_a_correction_takes_back_and_gives_back():
    """A correction of a correction restores what the first took."""
    moved = delivery("up", at(40))
    first = heard("correction", at(50), answers=moved.id)
    second = heard("correction", at(55), answers=first.id)
    told = [accepted(at(0)), departure("up", at(10)), moved]
    here = journey_of(PACK, [*told, first]).standing
    assert here.leg is not None
    assert journey_of(PACK, [*told, first, second]).standing.place == "m"


def test_a_mission_may_be_tried_again():
    """Each journey by itself; what was burnt or silent before is so for the second too."""
    burn = heard("burn", at(30), what="broker", name="h")
    first = [accepted(at(0)), departure("up", at(10)), delivery("up", at(20), "back"), burn, closed(at(40), "home")]
    again = [accepted(at(60), "heron-2", 518), departure("up", at(70), "heron-2")]
    one, two = journeys_of(PACK, [*first, *again])
    assert (one.end, one.ended, two.runs) == ("home", at(40), True)
    assert two.standing.leg is not None
    assert two.burnt == {("broker", "h"): at(30)}


def test_nothing_moves_a_journey_that_is_closed():
    """What is told afterwards is for the record."""
    told = [accepted(at(0)), closed(at(5), "home"), departure("up", at(10))]
    assert journey_of(PACK, told).standing.leg is None


def test_a_check_in_from_a_place_says_where_they_are():
    """At the leg's end they have arrived, at its beginning they are back, elsewhere they are there."""
    left = [accepted(at(0)), departure("up", at(10))]
    where = {name: heard("checkin", at(40), journey=NAME, word="good", at=name) for name in ("m", "a", "b")}
    for name, sign in where.items():
        assert journey_of(PACK, [*left, sign]).standing.place == name
    assert [one.outcome for one in journey_of(PACK, [*left, where["m"]]).tried] == ["arrived"]
    assert [one.outcome for one in journey_of(PACK, [*left, where["b"]]).tried] == ["left"]


def test_a_sign_under_pressure_moves_nobody():
    """Nothing that was said with it is trusted."""
    sign = heard("checkin", at(40), journey=NAME, word="pressed", at="m")
    journey = journey_of(PACK, [accepted(at(0)), departure("up", at(10)), sign])
    assert journey.standing.leg is not None
    assert journey.signs == (at(40), "pressed")
    assert journey.standing.alive == at(10)


def test_illness_begins_and_ends():
    """With the pace and stamina that were told."""
    ill = heard("illness", at(10), journey=NAME, person="boy", pace=0.5)
    journey = journey_of(PACK, [accepted(at(0)), ill])
    assert (journey.ill["boy"].pace, journey.ill["boy"].stamina) == (0.5, None)
    well = heard("illness", at(20), journey=NAME, person="boy", over=True)
    assert not journey_of(PACK, [accepted(at(0)), ill, well]).ill


def test_a_price_asked_on_the_way_is_what_is_paid():
    """Both shares of it."""
    price = heard("price", at(5), leg="up", fee=(120, 200))
    here = journey_of(PACK, [accepted(at(0)), price, departure("up", at(10)), delivery("up", at(40))])
    assert here.prices == {"up": (120.0, 200.0)}
    assert here.standing.spent == 200.0


def test_a_price_asked_before_they_were_accepted_is_asked_still():
    """Unless it was of another journey of theirs."""
    early, others = heard("price", at(-5), leg="up", fee=120), heard("price", at(-5), leg="on", fee=90, journey="old")
    assert journey_of(PACK, [early, others, accepted(at(0))]).prices == {"up": (120.0, 120.0)}


def test_silence_lasts_until_the_broker_is_heard_of():
    """By what he tells himself, or by a delivery of his."""
    silence = heard("silence", at(5), broker="g")
    told = [accepted(at(0)), silence]
    assert journey_of(PACK, told).silent == {"g": at(5)}
    assert not journey_of(PACK, [*told, heard("sighting", at(9), near="place:m", what="police", source="g")]).silent
    assert not journey_of(PACK, [*told, delivery("up", at(40), broker="g")]).silent
    asks = journey_of(PACK, [*told, heard("price", at(9), leg="up", fee=120, source="g")])
    assert (asks.silent, asks.prices) == ({}, {"up": (120.0, 120.0)})


def test_the_reports_that_moved_it_are_kept():
    """In the order in which they happened; the others are not."""
    told = [accepted(at(0)), departure("up", at(10)), heard("sighting", at(12), near="place:m", what="police")]
    assert journey_of(PACK, told[::-1]).reports == (told[0].id, told[1].id)


def test_standing_reports_stand_once():
    """However often they came."""
    one = departure("up", at(10))
    assert standing_reports([one, one]) == [one]
