"""Law: a correction undoes exactly what it answers, and a correction of it restores that exactly."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.property.heard import mission, reports
from tests.reports import correction
from waystation.evidence.ledger import Ledger, believe
from waystation.world.report import Report

PACK = mission()


@settings(max_examples=150)
@given(st.lists(reports(), max_size=10, unique_by=lambda one: one.id), st.data())
def test_what_is_corrected_was_never_said(heard: list[Report], data: st.DataObject) -> None:
    """To the last bit, whether the correction comes early or late."""
    if not heard:
        return
    wrong = data.draw(st.sampled_from(heard))
    undo = correction(wrong)
    without = believe(PACK, [one for one in heard if one.id != wrong.id])
    everything = data.draw(st.permutations([*heard, undo]))
    assert believe(PACK, everything) == without
    ledger = Ledger(PACK)
    for one in heard:
        ledger.add(one)
    with_it = ledger.believed()
    ledger.add(undo)
    assert ledger.believed() == without
    ledger.add(correction(undo))
    assert ledger.believed() == with_it
