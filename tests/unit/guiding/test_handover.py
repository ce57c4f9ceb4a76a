"""Hand-overs: taken by the one to whom they were made, who is somebody else; and who is on call."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.kept import NOW, told
from waystation.deciding.records import Said
from waystation.guiding.handover import handings_of, last_taken, on_call
from waystation.world.report import Report

HOUR = timedelta(hours=1)


def at(hour: int, name: str, /, **words: object) -> Report:
    """A report, some hours on."""
    when = (NOW + hour * HOUR).isoformat()
    return told(name, **{"happened": when, "heard": when, **words})


def handed(by: str = "esther", to: str = "peter", signed: bool = True, hour: int = 0) -> Said:
    """Esther hands over to Peter."""
    report = at(hour, f"handed-{hour}", kind="handover", to=to, open=["call Hwang"], source="typed")
    return Said(report, "heron", by, signed)


def noted(by: str = "peter", signed: bool = True, hour: int = 1, of: str = "handed-0") -> Said:
    """Somebody takes note of it."""
    return Said(
        at(hour, f"noted-{by}-{hour}-{signed}", kind="acknowledged", answers=of, source=by), "heron", by, signed
    )


def test_a_night_is_taken_by_the_other():
    """By whom it was handed over, to whom, what was open, and when it was taken."""
    (found,) = handings_of([handed(), noted()])
    assert (found.by, found.to, found.open, found.taken) == ("esther", "peter", ("call Hwang",), NOW + HOUR)
    assert last_taken([found]) == NOW


@pytest.mark.parametrize(
    "note",
    [noted("esther"), noted("martha"), noted("peter", signed=False), noted("peter", of="something-else")],
    ids=["by whoever handed over", "by a third", "typed where others sign", "of something else"],
)
def test_nobody_else_takes_it(note):
    """It is still the first one's night."""
    (found,) = handings_of([handed(), note])
    assert found.taken is None
    assert last_taken([found]) is None


def test_a_typed_source_counts_for_nothing_where_somebody_signed():
    """Peter's device signed it, whatever name stands in it; a name is the same however it is typed."""
    note = Said(at(1, "n", kind="acknowledged", answers="handed-0", source="esther"), "heron", " Peter", signed=True)
    assert handings_of([handed(), note])[0].taken is not None


def test_nobody_hands_over_to_themselves():
    """Such a hand-over can never be taken."""
    assert handings_of([handed(to="esther"), noted("esther")])[0].taken is None


def test_order_does_not_matter():
    """Two devices that exchange bundles see the same nights."""
    every = [handed(), noted(), handed("peter", "esther", hour=5), noted("esther", hour=6, of="handed-5")]
    assert handings_of(every) == handings_of(every[::-1])
    assert [one.taken is not None for one in handings_of(every)] == [True, True]


def test_the_last_who_was_put_on_call_is():
    """From then until their hour is over."""
    first = at(0, "a", kind="oncall", who="esther", until=(NOW + 8 * HOUR).isoformat())
    second = at(2, "b", kind="oncall", who="peter", until=(NOW + 4 * HOUR).isoformat())
    found = [on_call([first, second], NOW + hour * HOUR) for hour in (-1, 1, 3, 5, 8)]
    assert [one.who if one else None for one in found] == [None, "esther", "peter", "esther", None]


def test_whoever_is_burnt_is_not_on_call():
    """From then on whoever was on call before them is; a device or a broker of the same name changes nothing."""
    first = at(0, "a", kind="oncall", who="esther", until=(NOW + 8 * HOUR).isoformat())
    second = at(2, "b", kind="oncall", who="Peter", until=(NOW + 8 * HOUR).isoformat())
    for what, who in (("member", "esther"), ("broker", "Peter"), ("device", "Peter")):
        burnt = at(4, "c", kind="burn", what=what, name="peter")
        found = [on_call([first, second, burnt], NOW + hour * HOUR) for hour in (3, 5)]
        assert [one.who if one else None for one in found] == ["Peter", who]
    assert on_call([second, at(4, "c", kind="burn", what="member", name="peter")], NOW + 5 * HOUR) is None
