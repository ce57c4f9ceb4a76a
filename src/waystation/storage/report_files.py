"""Reports in the clear, in a pack's `reports.jsonl`: for rehearsal and invented missions. Only ever added to."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from waystation.errors import BadInput, Usage
from waystation.storage.folders import PackFolder
from waystation.world.report import Report
from waystation.world.report_lines import REPORTS, read_reports, write_reports

__all__ = ["ReportFile"]


@dataclass
class ReportFile:
    """The reports of a pack's folder.

    Args:
        folder: The pack's folder.
    """

    folder: Path

    def all(self) -> list[Report]:
        """Every report, in the order in which they were taken down.

        Raises:
            BadInput: With every mistake in the file.
        """
        source = PackFolder(self.folder)
        if not source.has(REPORTS):
            return []
        reports, mistakes = read_reports(source.read(REPORTS))
        if mistakes:
            raise BadInput(mistakes)
        return reports

    def add(self, reports: Sequence[Report]) -> None:
        """Add reports, all or none; when this returns they are on the disk.

        Args:
            reports: What to add; must not be there already.

        Raises:
            Usage: If one is there already, or the file cannot be written; then nothing is added.
        """
        known = {report.id for report in self.all()}
        for report in reports:
            if report.id in known:
                raise Usage("report_known", value=report.id)
        path = self.folder / REPORTS
        try:
            self._append(path, write_reports(reports))
        except OSError as error:
            raise Usage("cannot_write", path=str(path), why=error.strerror or "the system refused") from None

    def _append(self, path: Path, lines: bytes) -> None:
        before = path.stat().st_size if path.exists() else 0
        with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
            if before:
                file.seek(-1, os.SEEK_END)
                lines = lines if file.read(1) == b"\n" else b"\n" + lines
                file.seek(0, os.SEEK_END)
            try:
                file.write(lines)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                file.truncate(before)
                raise
        if not before:
            _keep_name(path.parent)


def _keep_name(folder: Path) -> None:
    """Make sure that a new file's name is on the disk too, where the system knows of such a thing."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
