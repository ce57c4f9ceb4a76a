"""The JSON of working copies: whole, and without keys."""

from __future__ import annotations

from tests.unit.wording.test_archive_redaction import COPY, FILM, ORIGINAL, PEOPLE
from waystation.archive.redacting import Made
from waystation.archive.reviewing import Looked, Said
from waystation.wording.archive_redaction_json import redacted_json, said_json, sheet_json


def test_a_copy_is_told_with_what_was_covered():
    """And what it shows; its key stays in the vault."""
    found = redacted_json(Made(COPY, ORIGINAL, FILM, PEOPLE, ("mother",)))
    assert found["covered"] == {
        "faces": 3, "doubtful": 1, "left": 2, "boxes": 1, "frames": 1200, "seconds": 48.0, "words": 0,
        "sound": "changed", "form": "video/mp4",
    }  # fmt: skip
    assert found["shown"][0] == {"person": "mother", "face": False, "voice": True, "name": True}
    assert (found["format"], found["of"], found["uncovered"]) == (1, ORIGINAL.item, ["mother"])
    assert "0" * 64 not in str(found)


def test_a_sheet_is_told_by_its_number_and_frames():
    """Each with its second."""
    found = sheet_json(COPY, "5" * 64, [(1, 0.0, True), (26, 1.0, False)], ["sheet-1.png"])
    assert found["frames"][1] == {"number": 26, "second": 1.0, "doubtful": False}
    assert (found["item"], found["sheet"], found["files"]) == (COPY.item, "5" * 64, ["sheet-1.png"])


def test_who_looked_is_told_by_name():
    """In order."""
    found = said_json(Said(COPY, "approved", PEOPLE, Looked("anna", ("anna",), ("ben",), ())))
    assert (found["step"], found["maker"], found["confirmed"], found["approved"], found["refused"]) == (
        "approved", "anna", ["anna"], ["ben"], []
    )  # fmt: skip
