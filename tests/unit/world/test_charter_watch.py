"""What is agreed about silence."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from tests.builders import leg, place, read, small_pack
from waystation.deciding.charter import charter_digest, terms_of
from waystation.world.charter import Charter, contradictions

PLAIN = {"members": ["anna", "jo"], "review": "2032-03-01"}


def charter(**watch):
    return Charter.model_validate({**PLAIN, "watch": watch})


def test_a_charter_without_a_watch_is_what_was_signed():
    """Its digest is what it was before there was a watch; one with a watch has terms of its own."""
    plain = Charter.model_validate(PLAIN)
    assert "watch" not in terms_of(plain)
    assert charter_digest(plain) == "cfe4611a7cb120950dc7434bb6479abb73696021a251e0a80dee68639cdfe118"
    assert charter_digest(charter()) != charter_digest(plain)
    assert terms_of(charter(quiet=["23:00-06:00"]))["watch"]["false_alarms"] == 0.05


@pytest.mark.parametrize(
    ("watch", "code", "within"),
    [
        ({"calls": {"half": 30.0, "most": 30.0}}, "watch_calls", ("watch", "calls", "most")),
        ({"critical_minutes": 30.0}, "watch_order", ("watch", "critical_minutes")),
        ({"first_call_minutes": 90.0}, "watch_order", ("watch", "escalate_minutes")),
        ({"quiet": ["00:00-12:00", "11:00-23:59"]}, "watch_always_quiet", ("watch", "quiet")),
    ],
)
def test_what_contradicts_itself_is_found(watch, code, within):
    """Each thing once, where it stands."""
    (found,) = contradictions(charter(**watch))
    assert (found.code, found.within) == (code, within)


def test_a_sound_watch_contradicts_nothing():
    """The defaults, and hours of the night."""
    assert list(contradictions(charter(quiet=["22:00-07:00"]))) == []


@pytest.mark.parametrize("watch", [
    {"quiet_for": ["critical"]},
    {"false_alarms": 0.0},
    {"false_alarms": 0.9},
    {"quiet": ["23:00"]},
    {"quiet": "night"},
    {"zone": "Asia/Nowhere"},
    {"every_hours": 0.0},
    {"repeat": {"critical": -1}},
    {"patience": 3},
])  # fmt: skip
def test_what_nobody_may_agree_on_is_refused(watch):
    """Above all that quiet hours silence what is critical."""
    with pytest.raises(ValidationError):
        charter(**watch)


def test_a_pack_says_its_watch_and_its_mistakes():
    """In the table of the charter, with the place in the file."""
    words = {"charter": {**PLAIN, "watch": {"critical_minutes": 10.0}}}
    pack = small_pack(place("a"), place("b"), leg("l"), charter={**PLAIN, "watch": {"every_hours": 6.0}})
    assert pack.charter.watch.every_hours == 6.0
    (mistake,) = read(place("a"), place("b"), leg("l"), **words).mistakes
    assert (mistake.code, mistake.at) == ("watch_order", "charter.watch.critical_minutes")
