"""What calibration says, how it is drawn, and what it holds for machines."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.histories import history
from waystation.charts.panels import Reliability
from waystation.deciding.calibration import Case, calibrate
from waystation.wording.calibration import (
    answer_lines,
    bin_rows,
    how_often,
    misses,
    overruling_lines,
    overruling_rows,
    score_lines,
    urgency_rows,
)
from waystation.wording.calibration_json import CALIBRATION_SCHEMA, calibration_json
from waystation.wording.calibration_pictures import calibration_figure

VALIDATOR = Draft202012Validator(CALIBRATION_SCHEMA)


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (1.0, "nearly always"),
        (0.34, "34 times in 100"),
        (0.0151, "2 times in 100"),
        (0.0149, "once in 67 times"),
        (0.0006, "once in 1,667 times"),
        (0.0, "less than once in 2,000 times"),
    ],
)
def test_how_often_is_said_in_times(chance: float, said: str) -> None:
    """In times of a hundred, or once in how many where it is rare."""
    assert how_often(chance) == said


def test_nothing_to_compare_is_said_plainly() -> None:
    """Without a case there is one sentence, and what is still open."""
    lines = answer_lines(calibrate([]), 2, 1)
    assert lines[0].startswith("No journey has both a forecast and an outcome yet")
    assert lines[1] == "Not counted: 2 journeys without an outcome; waystation outcome adds it."
    assert lines[2].startswith("Not counted: one journey that nobody set out on")


def test_fewer_than_foreseen_is_said_as_such() -> None:
    """Where all five are lost that were foreseen safe, it is said that this is hardly chance."""
    said = answer_lines(calibrate([Case(0.9, False)] * 5), 0, 0)[0]
    assert "0 arrived; 4.5 were foreseen. Fewer arrived than foreseen, and that is hardly chance" in said


def test_what_chance_may_do_is_not_called_an_error() -> None:
    """Four of five where 4.5 are foreseen may well be chance."""
    said = answer_lines(calibrate([Case(0.9, True)] * 4 + [Case(0.9, False)]), 0, 0)[0]
    assert "may well be chance" in said


def test_too_few_say_so() -> None:
    """One journey cannot show anything, and says so."""
    assert answer_lines(calibrate([Case(0.8, False)]), 0, 0)[1].startswith("One journey cannot show it")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("ruled by hope", "overruling went worse, by "),
        ("overruled in knowledge", "overruling went better, by "),
    ],
)
def test_overruling_is_judged_by_what_was_foreseen(kind: str, said: str) -> None:
    """Better or worse, by how many of a hundred, and that it is hardly chance with 500 cases."""
    line = overruling_lines(calibrate(history(kind, 500, 3)).overruling)[0]
    assert said in line
    assert "hardly chance" in line


def test_overruling_without_a_comparison() -> None:
    """Nobody overruled, or everybody: a sentence, and no figure."""
    assert overruling_lines(calibrate([Case(0.5, True)]).overruling) == ["Nobody has left against a verdict."]
    assert "nothing to compare" in overruling_lines(calibrate([Case(0.5, True, overruled=True)]).overruling)[0]


CASES = st.lists(
    st.builds(Case, st.floats(0.0, 1.0), st.booleans(), st.sampled_from(["", "PC1", "PC4"]), st.booleans()), max_size=40
)


@settings(max_examples=60)
@given(CASES)
def test_every_calibration_can_be_said_drawn_and_read_by_machines(cases: list[Case]) -> None:
    """Whatever the cases: sentences, rows as wide as their headings, a figure, and JSON that fits its schema."""
    found = calibrate(cases)
    VALIDATOR.validate(json.loads(json.dumps(calibration_json(found, 1, 2), allow_nan=False)))
    assert answer_lines(found, 0, 0)
    assert len(score_lines(found)) == (2 if cases else 0)
    assert all(len(row) == 5 for row in bin_rows(found))
    assert all(len(row) == 6 for row in (*urgency_rows(found), *overruling_rows(found.overruling)))
    figure = calibration_figure(found, 0, 0)
    drawn = [panel for panel in figure.panels if isinstance(panel, Reliability)]
    assert [len(panel.dots) for panel in drawn] == ([len(found.bins)] if cases else [])


def test_json_has_every_figure() -> None:
    """The figures of the calibration under their names, and what adds up, adds up."""
    found = calibrate(history("ruled by hope", 500, 1))
    told = calibration_json(found, 3, 4)
    assert set(told) == set(CALIBRATION_SCHEMA["properties"])
    assert (told["cases"], told["open"], told["stayed"]) == (500, 3, 4)
    parts = told["parts"]
    total = parts["reliability"] - parts["resolution"] + parts["uncertainty"] + parts["within"]
    assert told["brier"] == pytest.approx(total, abs=1e-12)
    assert told["overruled"]["cases"] + told["followed"]["cases"] == 500
    assert told["overruling"]["differs"] == -1


def test_schema_refuses_what_it_should() -> None:
    """A chance above 1, a missing field, and a side that there is not."""
    told = calibration_json(calibrate(history("as foreseen", 20, 1)), 0, 0)
    for wrong in ({"brier": 1.5}, {"differs": 2}, {"bins": [{}]}):
        assert not VALIDATOR.is_valid({**told, **wrong})
    assert not VALIDATOR.is_valid({key: value for key, value in told.items() if key != "parts"})


def test_red_is_for_what_misses() -> None:
    """A bin is red in the figure if, and only if, its interval leaves out what was foreseen."""
    found = calibrate(history("foreseen too high", 500, 1))
    panel = next(one for one in calibration_figure(found, 0, 0).panels if isinstance(one, Reliability))
    assert [dot.red for dot in panel.dots] == [misses(one) for one in found.bins]
    assert any(dot.red for dot in panel.dots)
