"""Reports that are not refused never make a nonsense of a journey: what was kept goes on to count."""

from __future__ import annotations

from hypothesis import given, settings

from tests.property.test_journeys_fold_in_any_order import PACK, histories
from waystation.errors import Mistake
from waystation.guiding.journey import journeys_of
from waystation.guiding.refusing import refusal
from waystation.wording.mistakes import say_mistake
from waystation.world.report import Report
from waystation.world.report_journeys import Departure


@settings(max_examples=150)
@given(told=histories())
def test_every_departure_that_is_kept_counts(told):
    """Taken down one by one, in any order: what cannot be is one line; what was kept moved its journey, and still does.

    A correction may undo that, for whoever gives it means to.
    """
    kept: list[Report] = []
    for report in told:
        wrong = refusal(PACK, kept, report)
        if wrong is None:
            kept.append(report)
        else:
            assert isinstance(wrong, Mistake)
            line = say_mistake(wrong)
            assert "{" not in line
            assert "\n" not in line
    answered = {getattr(one, "answers", None) for one in kept}
    if answered == {None}:
        counted = {name for journey in journeys_of(PACK, kept) for name in journey.reports}
        assert {str(one.id) for one in kept if isinstance(one, Departure)} <= counted
