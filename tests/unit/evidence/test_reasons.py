"""One number followed back to its reports."""

from __future__ import annotations

import pytest

from tests.builders import condition, leg, place, small_pack
from tests.reports import ago, correction, delivery, observation, sighting, word
from waystation.errors import Usage
from waystation.evidence.ledger import believe
from waystation.evidence.reasons import Raised, Why, why
from waystation.world.report import Report


def asked(what: str, *reports: Report, as_of: str | None = None) -> Why:
    """Why a number of a small pack is what it is."""
    pack = small_pack(
        leg("l", broker="g", risk={"caught": {"events": 2, "trials": 40}, "harm": 0.1, "late": [0.1, 0.3]}),
        place("a", found=[0.1, 0.3]),
        broker=[{"id": "g", "role": "guide"}],
        condition=[condition(now=None, per_step=[[0.9, 0.1], [0.2, 0.8]]), condition("police")],
        evidence={"as_of": as_of} if as_of else {"half_life_days": 180.0},
    )
    return why(believe(pack, reports), what)


def dropped(found: Why) -> list[tuple[str, str]]:
    """The reasons and who is named in them."""
    return [(one.reason, one.by) for one in found.dropped]


def test_what_counts_is_told_as_grade_times_age() -> None:
    """Beside the pack's own part; together they are the number."""
    good, weak = delivery(days=90, grade="B2"), delivery("caught", days=0, grade="C3", source="ben")
    found = asked("leg:l/caught", weak, good, as_of=ago(100))
    assert found.own is not None
    assert (found.own.events, found.own.trials) == (2, 40)
    first, second = found.reports
    assert (first.report.id, first.grade_weight) == (good.id, 0.64)
    assert first.age_factor == pytest.approx(2**-0.5)
    assert (first.age_days, first.weight) == (90.0, pytest.approx(0.64 * 2**-0.5))
    assert (first.events, first.trials) == (0.0, first.weight)
    assert (second.events, second.trials) == (pytest.approx(0.36), pytest.approx(0.36))
    assert found.events == pytest.approx(2.36)
    assert found.trials == pytest.approx(40 + first.weight + 0.36)
    assert found.belief.mid == pytest.approx((found.events + 0.5) / (found.trials + 1))
    assert found.dropped == ()


def test_what_does_not_count_is_told_with_its_reason() -> None:
    """Nobody's grade, F, a repetition, a correction, before the date; in the order in which it was heard."""
    strong = delivery(days=3)
    wrong = delivery("back", days=5)
    undo = correction(wrong)
    heard = [
        delivery(grade=None, days=2),
        delivery(grade="F2", days=2),
        delivery(grade="D4", days=3.5),
        wrong,
        undo,
        strong,
        delivery(days=200),
    ]
    found = asked("leg:l/caught", *heard, as_of=ago(100))
    assert [one.report.id for one in found.reports] == [strong.id]
    assert dropped(found) == [
        ("ungraded", ""),
        ("grade_unknown", ""),
        ("duplicate", strong.id),
        ("corrected", undo.id),
        ("before_as_of", ""),
    ]


def test_what_the_pack_bars_is_told_so() -> None:
    """It does not say until when its numbers hold; a plain number is exact; a risk nobody ever reported is never."""
    assert dropped(asked("leg:l/caught", delivery())) == [("contained", "")]
    assert dropped(asked("leg:l/harm", delivery(), as_of=ago(9))) == [("exact", "")]
    never = asked("leg:l/back", delivery())
    assert (never.belief.high, dropped(never)) == (0.0, [("not_yet", "")])


def test_betrayed_of_a_leg_is_its_brokers() -> None:
    """However it is asked for."""
    heard = [word(kept=4, days=0), delivery()]
    for what in ("leg:l/betrayed", "broker:g", "broker:g/betrayed"):
        found = asked(what, *heard)
        assert found.belief.what == "broker:g/betrayed"
        assert [one.trials for one in found.reports] == [4.0, pytest.approx(2.0 ** (-1 / 180))]


def test_a_level_is_told_by_the_share_of_each_observation() -> None:
    """What later ones leave of it; the likeliest level, where none is named."""
    late, early = observation(days=0.1, grade="B2"), observation("low", days=0.2, source="ben", grade="B2")
    after = observation(days=-1, source="cho")
    found = asked("condition:river", late, early, after)
    assert found.belief.what == "condition:river=low"
    assert found.own_chance == pytest.approx(2 / 3)
    assert [(one.report.id, one.weight) for one in found.reports] == [
        (late.id, pytest.approx(0.64)),
        (early.id, pytest.approx(0.64 * 0.36)),
    ]
    assert dropped(found) == [("after_start", "")]
    hidden = asked("condition:river=low", observation(days=0.1), observation("low", days=0.2))
    assert dropped(hidden) == [("overlaid", "")]
    assert dropped(asked("condition:police", observation(condition="police"))) == [("contained", "")]


def test_sightings_are_told_beside_what_they_raise() -> None:
    """And for themselves."""
    none = sighting(count=0, what="dogs")
    old = sighting(days=400, what="soldiers")
    heard = [sighting(days=3), none, old]
    found = asked("leg:l/caught", *heard)
    (raised,) = found.raised
    assert raised == Raised("sightings-leg-l", "leg:l", pytest.approx(0.5), 3.0)
    there = asked("condition:sightings-leg-l=there", *heard)
    assert [one.report.id for one in there.reports] == [heard[0].id]
    assert there.reports[0].age_factor == pytest.approx(0.5)
    assert dropped(there) == [("none_there", ""), ("faded", "")]
    assert asked("place:a/found", sighting("place:a")).raised[0].odds == 3.0


def test_sightings_that_raise_nothing_are_told_too() -> None:
    """The leg goes where nobody is caught; or nothing is there by now."""
    pack = small_pack(leg("l"), leg("m", risk={"caught": 0.1}))
    found = why(believe(pack, [sighting(), sighting(days=100, near="leg:m")]), "leg:l/caught")
    assert dropped(found) == [("no_risk", "")]
    gone = why(believe(pack, [sighting(days=100, near="leg:m"), sighting(near="leg:m", grade=None)]), "leg:m/caught")
    assert dropped(gone) == [("faded", ""), ("ungraded", "")]


def test_a_place_is_the_packs_own() -> None:
    """As counts."""
    own = asked("place:a/found").own
    assert own is not None
    assert (own.events, own.trials) == pytest.approx((0.5, 4.0))


def test_what_is_no_number_of_the_plan_is_a_mistake() -> None:
    """With the nearest that is."""
    with pytest.raises(Usage) as error:
        asked("leg:l/cauht")
    assert error.value.code == "belief_unknown"
    assert error.value.fields["nearest"] == "leg:l/caught"
