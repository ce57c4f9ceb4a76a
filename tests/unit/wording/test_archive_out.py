"""What is said when keepsakes leave, and what stands in a bundle's README: in both languages, naming nobody."""

from __future__ import annotations

from pathlib import Path

from tests.korean import amiss_in_korean
from tests.unit.archive.test_bundle import NAMES, going
from tests.unit.archive.test_custody import OTHER
from waystation.archive.bundle import Going
from waystation.archive.leaving import Hindrance
from waystation.archive.letting_out import Exported, Refused, Stamps, TakenBack
from waystation.archive.tracing import Fault
from waystation.wording.archive_out import (
    exported_lines,
    readme_text,
    refused_lines,
    stamps_lines,
    taken_back_lines,
    written_stamps_line,
)
from waystation.wording.language import speaking

RECREATED = Going(1, going().keepsake, going().steps, "recreation")
DONE = Exported(Path("out"), "ab12" * 16, "court", (RECREATED, going(2)), ("c2pa/02.jpg",), "the court")
REFUSED = Refused(
    {OTHER: (Hindrance("original", {"item": OTHER, "use": "film"}),)}, {OTHER: (Fault("custody_none"),)}, {}
)
SIGNATURE = bytes(64)


def test_a_readme_names_nobody_and_says_what_is_not_shown_in_both_languages():
    """Whatever stands in the records."""
    text = readme_text([going(), RECREATED], "court", "2031-10-02")
    for word in NAMES.values():
        assert word not in text
    english, korean = text.split("-" * 96)
    for word in ("What is not shown: that what they show happened", "A RECREATION.", "01.jpg: still", "sh verify.sh"):
        assert word in " ".join(english.split())
    for word in ("보이지 않는 것", "재연입니다.", "`sh verify.sh`"):
        assert word in korean
    assert max(map(len, english.splitlines())) <= 96
    assert text.endswith("\n")


def test_what_is_said_of_an_export_in_korean():
    """Every line, with and without for whom."""
    with speaking("ko"):
        said = [
            *exported_lines(DONE), *exported_lines(Exported(Path("out"), "", "film", (going(),), ())),
            *refused_lines(REFUSED), *stamps_lines(Stamps((SIGNATURE,), (SIGNATURE,), (SIGNATURE,))),
            *stamps_lines(Stamps((), (), ())), written_stamps_line("stick", 3),
            *taken_back_lines(TakenBack(1, 2, 3, ("x.ots",))), *taken_back_lines(TakenBack(0, 0, 0, ())),
        ]  # fmt: skip
    assert amiss_in_korean(said, ["out", "ab12", "jpg", "stick", "ots", "bbbbbbbb"]) == []


def test_a_recreation_and_credentials_are_said():
    """So that nobody hands them over unawares."""
    lines = exported_lines(DONE)
    assert "Named a recreation in it, for ever: 01.jpg." in lines
    assert any(line.startswith("With Content Credentials: c2pa/02.jpg.") for line in lines)
    assert not any("Nobody has said for whom" in line for line in lines)


def test_nothing_left_ends_what_is_refused():
    """After every reason, each with its keepsake."""
    lines = refused_lines(REFUSED)
    assert len(lines) == 3
    assert all(line.startswith(OTHER[:8]) for line in lines[:2])
    assert lines[-1] == "Nothing left."
