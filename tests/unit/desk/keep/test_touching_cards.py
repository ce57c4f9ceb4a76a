"""What a broker or a place would give away by the cards that it was given, whoever runs the legs now."""

from __future__ import annotations

from tests.builders import leg, small_pack
from waystation.desk.keep.touching import broker_touches
from waystation.world.report import read_report
from waystation.world.report_base import Report

PACK = small_pack(
    leg("road", broker="kim"),
    leg("ford", broker="lee"),
    broker=[{"id": "kim", "role": "guide"}, {"id": "lee", "role": "driver"}],
)


def report(kind: str, name: str, **fields: object) -> Report:
    """A report."""
    found = read_report({"kind": kind, "source": "anna", "happened": "2031-10-01T12:00:00+09:00", "id": name, **fields})
    assert isinstance(found, Report)
    return found


CARD = report("card", "c1", journey="heron", to="broker:kim", legs=["ford"])


def test_what_a_card_told_is_known() -> None:
    """A leg that somebody was told of counts as theirs, and its ends as known, though another runs it now."""
    without, with_card = (broker_touches("heron", PACK, reports, "kim") for reports in ((), (CARD,)))
    assert without is not None
    assert with_card is not None
    assert (without.legs, with_card.legs) == (("road",), ("road", "ford"))
    assert with_card.about == ("c1",)


def test_a_card_taken_back_tells_nothing() -> None:
    """A correction answers the report: it was never given."""
    correction = report("correction", "c2", answers="c1")
    found = broker_touches("heron", PACK, (CARD, correction), "kim")
    assert found is not None
    assert found.legs == ("road",)


def test_a_card_of_another_is_not_theirs() -> None:
    """What the driver was told the guide does not know by it."""
    found = broker_touches(
        "heron", PACK, (report("card", "c3", journey="heron", to="broker:lee", legs=["road"]),), "lee"
    )
    assert found is not None
    assert found.legs == ("road", "ford")
    other = broker_touches(
        "heron", PACK, (report("card", "c3", journey="heron", to="broker:lee", legs=["ford"]),), "kim"
    )
    assert other is not None
    assert other.legs == ("road",)
