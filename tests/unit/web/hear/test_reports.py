"""Reports on their pages: the newest first, only some of them, one whole, with who signed and what answers it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.served import Visitor, served, text_of
from waystation.storage.report_files import ReportFile
from waystation.world.report import Report, read_report

PACK = Path(__file__).resolve().parents[4] / "packs" / "two-days-to-the-river"
HERE = f"/reports/{PACK.name}"


def told(number: int, **words: object) -> Report:
    """A report of the days before the journey."""
    when = f"2031-09-{1 + number % 28:02}T12:00:00+07:00"
    given = {"kind": "word", "broker": "hwang", "kept": 1.0, "source": "boun", "grade": "C3", "happened": when}
    found = read_report({**given, "text": f"call {number}", **words})
    assert isinstance(found, Report), found
    return found


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack with more reports than one page lists."""
    folder = tmp_path / PACK.name
    shutil.copytree(PACK, folder)
    ReportFile(folder).add([told(number, id=f"r{number:03}") for number in range(120)])
    return folder


def test_reports_stand_in_pages_of_a_hundred(pack: Path) -> None:
    """The newest first; the older ones are a link away."""
    with served(pack) as visitor:
        first = visitor.get(HERE).text
        assert first.count('class="item"') == 100
        assert "127 reports" in text_of(first)
        second = visitor.get(f"{HERE}?page=1").text
        assert second.count('class="item"') == 27
        assert "Newer" in text_of(second)
        assert "Older" not in text_of(second)


def test_only_some_of_them_are_listed(pack: Path) -> None:
    """By what they are about, who told them, their kind and since when they were heard."""
    with served(pack) as visitor:
        assert "5 reports" in visitor.shows(f"{HERE}?kind=consent")
        assert "120 reports" in visitor.shows(f"{HERE}?about=hwang")
        assert "No report fits" in visitor.shows(f"{HERE}?source=nobody")
        assert "must be a date" in visitor.shows(f"{HERE}?since=yesterday", 422)


def test_a_report_is_shown_whole(pack: Path) -> None:
    """What it says, who told it, its grade in words, its own words, what it moves, each field as it was kept."""
    with served(pack) as visitor:
        said = visitor.shows(f"{HERE}/r007")
    for words in (
        "Mr. Hwang kept faith once",
        "C3: a fairly reliable source; possibly true",
        "call 7",
        "nobody: in a folder nothing is signed",
        "Mr. Hwang sells the group",
    ):
        assert words in said


def test_the_first_letters_of_an_id_will_do_if_they_are_one_reports(pack: Path) -> None:
    """Else there is no such page."""
    with served(pack) as visitor:
        visitor.shows(f"{HERE}/r11", 404)
        visitor.shows(f"{HERE}/r110")
        visitor.shows(f"{HERE}/nothing", 404)


def test_a_report_in_a_vault_says_whose_device_signed_it(in_a_vault: Visitor) -> None:
    """By the device's label and its owner."""
    page = in_a_vault.get(f"{HERE}?kind=departure").text
    link = page.split('class="item"')[1].split('href="')[1].split('"')[0]
    assert "first device of founder" in in_a_vault.shows(link)
