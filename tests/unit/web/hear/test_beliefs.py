"""What is believed, on its pages: every number opens to the reports behind it, with their grade, age and weight."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.served import served, text_of
from waystation.storage.report_files import ReportFile
from waystation.world.report import Report, read_report

PACK = Path(__file__).resolve().parents[4] / "packs" / "two-days-to-the-river"
HERE = "/beliefs/two-days-to-the-river"


def told(kind: str, **words: object) -> Report:
    """A report of the days before the journey."""
    found = read_report({"kind": kind, "source": "hwang", "happened": "2031-09-28T12:00:00+07:00", **words})
    assert isinstance(found, Report), found
    return found


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack in which three reports move numbers, and two do not count."""
    folder = tmp_path / PACK.name
    shutil.copytree(PACK, folder)
    sold = told("word", broker="phet", broken=1.0, grade="B2")
    ReportFile(folder).add(
        [
            sold,
            told("word", broker="phet", kept=2.0, grade="A1", happened="2031-09-29T12:00:00+07:00"),
            told("word", broker="phet", kept=5.0, grade="F6", source="stranger"),
            told("word", broker="phet", broken=4.0, grade="B1", id="wrongreport"),
            told("correction", answers="wrongreport", text="he meant another"),
        ]
    )
    return folder


def test_the_page_says_how_many_numbers_rest_on_reports(pack: Path) -> None:
    """And lists those, with what they rest on, before those that are still the pack's own."""
    with served(pack) as visitor:
        said = visitor.shows(HERE)
    assert "rest on reports" in said
    moved, own = said.index("Moved by reports"), said.index("Still the pack's own numbers")
    assert moved < said.index("Phet sells the group") < own
    assert "2 reports, weight" in said[moved:own]


def test_a_number_opens_to_the_reports_behind_it(pack: Path) -> None:
    """Each with who told it, its grade in words, its age, and for how much it counts; others with why they do not."""
    with served(pack) as visitor:
        page = visitor.get(f"{HERE}/broker:phet").text
    said = text_of(page)
    behind, aside = said.index("The reports behind it"), said.index("Heard, and not counted")
    assert "B2: a usually reliable source; probably true" in said[behind:aside]
    assert "64 % for its grade" in said[behind:aside]
    assert "3 days old" in said[behind:aside]
    assert "its grade says that it cannot be judged" in said[aside:]
    assert "corrects it" in said[aside:]
    assert f'href="/reports/{PACK.name}/wrongreport"' in page


@pytest.mark.parametrize(
    "subject", ["leg:ford/caught", "leg:ford/betrayed", "broker:hwang", "condition:river", "condition:river=high"]
)
def test_a_number_is_found_by_every_name_that_why_takes(subject: str) -> None:
    """A leg's risk, its broker's betrayal, a broker, a condition, one of its levels."""
    with served(PACK) as visitor:
        assert "The reports behind it" in visitor.shows(f"{HERE}/{subject}")


def test_a_number_that_is_none_is_said_with_the_nearest() -> None:
    """In one of our own pages."""
    with served(PACK) as visitor:
        assert "did you mean" in visitor.shows(f"{HERE}/leg:forde/caught", 422)


def test_a_mission_that_is_none_is_not_there() -> None:
    """With where to go on."""
    with served(PACK) as visitor:
        assert "There is no such page here" in visitor.shows("/beliefs/nowhere", 404)


def test_what_somebody_wrote_is_words_and_no_marks(pack: Path) -> None:
    """Whatever they wrote."""
    ReportFile(pack).add([told("word", broker="phet", kept=1.0, grade="A1", source="<script>alert(1)</script>")])
    with served(pack) as visitor:
        page = visitor.get(f"{HERE}/broker:phet").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
