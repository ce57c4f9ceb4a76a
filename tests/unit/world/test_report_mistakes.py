"""What is wrong with a value that was to be a report is named by the key that is wrong."""

from __future__ import annotations

import pytest

from waystation.wording.mistakes import say_mistake
from waystation.world.report import Report, read_report

SOUND = {
    "kind": "checkin",
    "journey": "heron",
    "word": "good",
    "source": "father",
    "happened": "2031-10-01T18:00+07:00",
}


@pytest.mark.parametrize("key", ["happened", "source", "word", "journey"])
def test_what_is_missing_is_named(key):
    """Not the report in which it is missing."""
    assert isinstance(read_report(SOUND), Report)
    found = read_report({name: value for name, value in SOUND.items() if name != key})
    assert not isinstance(found, Report)
    assert [say_mistake(one) for one in found] == [f'error: {key}: "{key}" is missing']
