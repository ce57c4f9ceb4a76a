"""Signing a charter, and taking it back, whatever the clocks said before."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.builders import leg, write_pack
from tests.records import Kept
from waystation.desk.decide.deciding import sign_charter
from waystation.desk.decide.recording import FolderRecord
from waystation.errors import Usage
from waystation.storage.folders import PackFolder

EARLIER = datetime(2026, 1, 1, tzinfo=UTC)
LATER = datetime(2031, 9, 20, tzinfo=UTC)


def test_the_last_word_is_the_last_though_a_clock_was_ahead(tmp_path: Path) -> None:
    """A signature with a later time, of a rehearsal or a wrong clock, is taken back all the same, and given again."""
    charter = {"members": ["anna", "ben"], "threshold": 1, "review": "2032-01-01"}
    source = PackFolder(write_pack(tmp_path, leg("l"), charter=charter))
    record = FolderRecord(tmp_path)
    assert sign_charter(source, record, LATER, "anna").state.is_signed
    withdrawn = sign_charter(source, record, EARLIER, "anna", signed=False).state
    assert not withdrawn.is_signed
    assert withdrawn.signatures[0].when > LATER
    assert sign_charter(source, record, EARLIER, "anna").state.is_signed
    ben = sign_charter(source, record, EARLIER, "ben").state.signatures
    assert {one.member: one.when for one in ben}["ben"] == EARLIER


def test_nobody_signs_for_another_on_a_device_that_is_somebody_s(tmp_path: Path) -> None:
    """A name that is not the device's is refused, and nothing is signed; one's own name may be typed."""
    charter = {"members": ["esther", "peter"], "threshold": 1, "review": "2032-01-01"}
    source, record = PackFolder(write_pack(tmp_path, leg("l"), charter=charter)), Kept()
    with pytest.raises(Usage, match="charter_device"):
        sign_charter(source, record, EARLIER, "peter")
    assert record.entries == []
    assert sign_charter(source, record, EARLIER, "Esther").state.signed_by == ("esther",)
