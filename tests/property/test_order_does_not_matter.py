"""Law: what is believed does not depend on the order in which reports arrive, to the last bit."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.property.heard import mission, reports
from tests.reports import correction
from waystation.evidence.ledger import Ledger, believe
from waystation.world.report import Report

PACK = mission()


@settings(max_examples=150)
@given(st.lists(reports(), max_size=14), st.data())
def test_any_order_makes_us_believe_the_same(heard: list[Report], data: st.DataObject) -> None:
    """Corrections among them, and whenever somebody looks."""
    some = data.draw(st.lists(st.sampled_from(heard), max_size=3)) if heard else []
    corrections = [correction(one, source=f"by {number}") for number, one in enumerate(some)]
    corrections += [correction(one) for one in corrections[:1]]
    everything = [*heard, *corrections]
    wanted = believe(PACK, everything)
    ledger = Ledger(PACK)
    for one in data.draw(st.permutations(everything)):
        ledger.add(one)
        if data.draw(st.booleans()):
            ledger.believed()
    assert ledger.believed() == wanted
