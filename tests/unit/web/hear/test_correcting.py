"""Answering a report that was wrong, by form: told again or withdrawn; the first can still be read."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served import Visitor, fields_of, served, text_of
from waystation.storage.report_files import ReportFile
from waystation.world.report import Report, read_report

PACK = Path(__file__).resolve().parents[4] / "packs" / "two-days-to-the-river"
HERE = f"/reports/{PACK.name}/wrong"
BELIEF = f"/beliefs/{PACK.name}/broker:hwang"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack with a report that is wrong."""
    found = read_report(
        {
            "kind": "word",
            "broker": "hwang",
            "kept": 3.0,
            "source": "boun",
            "grade": "A1",
            "id": "wrong",
            "happened": "2031-09-28T12:00:00+07:00",
        }
    )
    assert isinstance(found, Report)
    pack = tmp_path / PACK.name
    shutil.copytree(PACK, pack)
    ReportFile(pack).add([found])
    return pack


@pytest.fixture
def visitor(folder: Path) -> Iterator[Visitor]:
    """Somebody who looks at it."""
    with served(folder) as visitor:
        yield visitor


def test_a_report_that_is_told_again_stands_in_the_place_of_the_first(visitor: Visitor, folder: Path) -> None:
    """Both are kept; only the new one counts, and the first is marked and links to its answer."""
    fields = fields_of(visitor.get(HERE).text) | {"kept": "1", "grade": "B2", "why": "misheard", "source": "father"}
    said = text_of(visitor.sends(f"{HERE}/correct", fields).text)
    assert "this one stands in its place" in said
    assert "B2: a usually reliable source" in said
    assert "Mr. Hwang kept faith once" in said
    first = visitor.shows(HERE)
    assert "Corrected: it counts for nothing" in first
    assert "misheard" in first
    assert [one.kind for one in ReportFile(folder).all()[-2:]] == ["correction", "word"]
    assert ReportFile(folder).all()[-1].source == "boun"
    assert "64 % for its grade" in visitor.shows(BELIEF)


def test_a_report_is_withdrawn_and_a_withdrawal_taken_back(visitor: Visitor, folder: Path) -> None:
    """The number goes back to what it was; and forth again when the correction is itself withdrawn."""
    with_it, source = visitor.shows(BELIEF), {"source": "father", "why": "a rumour"}
    visitor.sends(f"{HERE}/withdraw", source)
    without = visitor.shows(BELIEF)
    assert "No report counts here yet." in without
    assert "No report counts here yet." not in with_it
    (correction,) = [one for one in ReportFile(folder).all() if one.kind == "correction"]
    visitor.sends(f"/reports/{PACK.name}/{correction.id}/withdraw", source)
    assert "No report counts here yet." not in visitor.shows(BELIEF)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"why": "x"}, "Who says so"),
        ({"source": "father"}, "nothing is otherwise"),
        ({"source": "father", "grade": "B9"}, "must be a grade from A1 to F6"),
        ({"source": "father", "kept": "many"}, "must be a number"),
        ({"source": "father", "broker": "nobody"}, "there is no broker"),
        ({"source": "father", "happened": "yesterday"}, "must be a date"),
    ],
)
def test_what_makes_no_report_is_said_and_what_was_typed_stays(
    visitor: Visitor, folder: Path, fields: dict[str, str], sentence: str
) -> None:
    """Nothing is kept; the form is open, and holds what was typed."""
    before = len(ReportFile(folder).all())
    whole = fields_of(visitor.get(HERE).text) | {"why": "because of the noise"} | fields
    answer = visitor.post(f"{HERE}/correct", {k: v for k, v in whole.items() if k != "source" or "source" in fields})
    assert answer.status_code == 422
    assert sentence in text_of(answer.text)
    assert fields_of(answer.text)["why"] == whole["why"]
    assert len(ReportFile(folder).all()) == before


def test_nobody_corrects_what_counts_for_nothing_already(visitor: Visitor) -> None:
    """The form is gone; whoever sends it all the same is told why not."""
    visitor.sends(f"{HERE}/withdraw", {"source": "father"})
    assert not re.search(r'action="[^"]*/withdraw"', visitor.get(HERE).text)
    assert "counts for nothing already" in text_of(visitor.post(f"{HERE}/withdraw", {"source": "father"}).text)


def test_a_report_of_a_kind_with_a_page_of_its_own_is_only_withdrawn(visitor: Visitor, folder: Path) -> None:
    """A consent is not told again here."""
    consent = next(one for one in ReportFile(folder).all() if one.kind == "consent")
    here = f"/reports/{PACK.name}/{consent.id}"
    assert "Withdraw it" in visitor.shows(here)
    assert "Tell it again" not in visitor.shows(here)
    assert "only be withdrawn" in text_of(visitor.post(f"{here}/correct", {"source": "father"}).text)


def test_a_departure_that_is_told_again_moves_the_journey(in_folder: Visitor) -> None:
    """What that changes is said at once, as for any report."""
    page = in_folder.get(f"/reports/{PACK.name}?kind=departure").text
    here = page.split('class="item"')[1].split('href="')[1].split('"')[0]
    fields = fields_of(in_folder.get(here).text) | {"happened": "2031-10-01T18:20+07:00", "source": "father"}
    said = text_of(in_folder.sends(f"{here}/correct", fields).text)
    assert "this one stands in its place" in said
    assert "Wed 1 Oct 18:20" in said
    assert "since Wed 1 Oct 18:20" in in_folder.shows(f"/journeys/{PACK.name}/{PACK.name}")
