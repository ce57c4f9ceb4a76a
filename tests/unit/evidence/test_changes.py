"""When a broker begins to fail."""

from __future__ import annotations

import math

import pytest

from waystation.evidence.changes import BROKEN, FAILING, STEADY, THRESHOLD, measured, rise_of, step_of


def test_steps_are_the_logarithm_of_the_likelihood_ratio() -> None:
    """At the usual rate these are Page's; where more goes wrong anyway, a failure says less."""
    assert step_of(True) == pytest.approx(math.log(FAILING / STEADY))
    assert step_of(False) == pytest.approx(math.log((1 - FAILING) / (1 - STEADY)))
    assert 0.0 < step_of(True, 0.2) < step_of(True)
    assert step_of(False, 0.2) < step_of(False)
    assert step_of(True, 0.0) == step_of(True)
    assert step_of(True, times=BROKEN) == BROKEN * step_of(True)


@pytest.mark.parametrize("expected", [0.03, 0.1, 0.5, 0.9])
def test_nothing_drifts_while_nothing_changes(expected: float) -> None:
    """The mean step is negative, whatever is expected."""
    assert expected * step_of(True, expected) + (1 - expected) * step_of(False, expected) < 0.0


def test_one_failure_is_no_alarm_and_two_close_together_are() -> None:
    """Dated from the first of them."""
    good, bad = step_of(False), step_of(True)
    assert rise_of([good, bad, good, good]) is None
    rise = rise_of([good, good, bad, good, bad])
    assert rise is not None
    assert (rise.since, rise.passed) == (2, 4)
    assert rise.value == pytest.approx(2 * bad + good)


def test_an_alarm_stands_until_it_is_lived_down() -> None:
    """A dozen good ones after it."""
    good, bad = step_of(False), step_of(True)
    assert rise_of([bad, bad, *[good] * 13]) is not None
    assert rise_of([bad, bad, *[good] * 15]) is None
    again = rise_of([bad, bad, *[good] * 15, bad, bad])
    assert again is not None
    assert again.since == 17


def test_a_betrayal_is_an_alarm_by_itself() -> None:
    """If the report is as good as usual (B2)."""
    assert rise_of([0.64 * step_of(True, times=BROKEN)]) is not None


@pytest.mark.slow
def test_the_threshold_keeps_what_the_docs_say() -> None:
    """Per 100 engagements of steady brokers fewer than one false alarm; noticed after about seven failures at 30 %."""
    found = measured(THRESHOLD)
    assert 0.25 < found.false_per_100 < 0.5
    assert 6.0 < found.delay < 7.5
    assert found.delay_p90 <= 14
    assert found.noticed_in_20 > 0.96
    graded = measured(THRESHOLD, 0.64)
    assert graded.false_per_100 < 0.1
    assert graded.delay < 11.5
