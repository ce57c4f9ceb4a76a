"""Law: hearing again what goes back to one teller changes nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.property.heard import mission, reports
from waystation.evidence.ledger import believe
from waystation.world.report import Report

PACK = mission()


@settings(max_examples=150)
@given(st.lists(reports(), max_size=10), st.data())
def test_a_worse_account_of_the_same_changes_nothing(heard: list[Report], data: st.DataObject) -> None:
    """By somebody else, who has it from the same; nor does the same report again."""
    wanted = believe(PACK, heard)
    if not heard:
        return
    again = data.draw(st.lists(st.sampled_from(heard), max_size=5))
    worse = [
        one.model_copy(update={"source": f"{n}", "origin": one.told, "grade": "E5", "id": f"{n}"})
        for n, one in enumerate(again)
        if one.grade and one.grade not in ("E5", "F3", "A6")
    ]
    assert believe(PACK, [*heard, *again, *worse]) == wanted
    assert believe(PACK, [*worse, *again, *heard]) == wanted
