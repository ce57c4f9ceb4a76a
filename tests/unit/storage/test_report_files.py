"""Reports in a pack's folder: only ever added to, all or none, on the disk when they are said to be."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

from waystation.errors import BadInput, Usage
from waystation.storage.report_files import ReportFile
from waystation.world.report import Report, read_report


def report(level: str, **more: object) -> Report:
    """A report of the river's level."""
    value = {
        "kind": "observation",
        "source": "hwang",
        "happened": "2031-10-01T16:00:00+07:00",
        "condition": "river",
        "level": level,
        **more,
    }
    found = read_report(value)
    assert isinstance(found, Report)
    return found


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    """A copy of the small mission, without the reports that it ships with."""
    pack = root / "packs" / "two-days-to-the-river"
    return Path(shutil.copytree(pack, tmp_path / "mission", ignore=shutil.ignore_patterns("reports.jsonl")))


def test_what_is_added_is_there_in_order_and_for_its_owner_only(folder: Path) -> None:
    """Unknown fields survive; nobody else may read the file."""
    store = ReportFile(folder)
    assert store.all() == []
    first, second = report("low", mood="calm"), report("high")
    store.add([first])
    store.add([second])
    assert store.all() == [first, second]
    assert stat.S_IMODE((folder / "reports.jsonl").stat().st_mode) == 0o600


def test_a_file_without_a_last_line_break_is_gone_on_with(folder: Path) -> None:
    """As an editor may leave it."""
    store = ReportFile(folder)
    store.add([report("low")])
    path = folder / "reports.jsonl"
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    store.add([report("high")])
    assert [getattr(found, "level", "") for found in store.all()] == ["low", "high"]


def test_a_report_that_is_there_keeps_all_of_them_out(folder: Path) -> None:
    """All or none."""
    store = ReportFile(folder)
    store.add([report("low")])
    with pytest.raises(Usage, match="report_known"):
        store.add([report("high"), report("low")])
    assert store.all() == [report("low")]


def test_a_full_disk_leaves_the_file_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is half-written."""
    store = ReportFile(folder)
    store.add([report("low")])
    whole = (folder / "reports.jsonl").read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Usage, match="cannot_write"):
        store.add([report("high")])
    assert (folder / "reports.jsonl").read_bytes() == whole


def test_a_damaged_line_is_named_and_nothing_is_added(folder: Path) -> None:
    """Before anything is added, what is there must be sound."""
    (folder / "reports.jsonl").write_text("{broken\n", "utf-8")
    with pytest.raises(BadInput) as refused:
        ReportFile(folder).add([report("low")])
    assert [(mistake.file, mistake.line) for mistake in refused.value.found] == [("reports.jsonl", 1)]
    assert (folder / "reports.jsonl").read_text("utf-8") == "{broken\n"
