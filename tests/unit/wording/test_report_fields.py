"""Reports field by field: every kind has a word, and a form offers only what can stand in a report."""

from __future__ import annotations

import pytest

from tests.builders import condition, leg, small_pack
from tests.journeys import departure
from tests.reports import delivery, observation, sighting, word
from waystation.wording.language import speaking
from waystation.wording.report_fields import CORRECTED, fields_to_correct, kind_word, kinds
from waystation.world.report import KINDS, Report

PACK = small_pack(leg("l", broker="g"), broker=[{"id": "g", "role": "guide"}], condition=[condition()])


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_kind_of_report_has_words(language: str) -> None:
    """Of its own, in each language."""
    with speaking(language):
        said = dict(kinds())
        assert set(said) == set(KINDS)
        assert len(set(said.values())) == len(said)
        assert kind_word("something new") == "something new"


@pytest.mark.parametrize(
    "report", [word(kept=1.0), delivery(), observation(), sighting(), departure("l", word().happened)]
)
def test_a_form_has_every_field_that_may_be_wrong_filled_with_what_was_told(report: Report) -> None:
    """What may be chosen is what the mission has, and what was told is always among it."""
    assert report.kind in CORRECTED
    for entry in fields_to_correct(report, PACK):
        assert not entry.choices or entry.value in dict(entry.choices), entry
    names = {entry.name for entry in fields_to_correct(report, PACK)}
    own = set(KINDS[report.kind].model_fields) - set(Report.model_fields) - {"journey", "at"}
    assert names == own | {"happened", "grade", "origin", "text"}


def test_a_field_that_need_not_be_there_can_be_left_out() -> None:
    """A delivery's broker, where somebody else ran it."""
    entry = next(one for one in fields_to_correct(delivery(), PACK) if one.name == "broker")
    assert entry.choices[0] == ("", "–")
