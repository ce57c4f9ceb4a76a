"""The archive's benchmark works at tiny sizes: every row is there, and what it timed was done."""

from __future__ import annotations

import re

from benchmarks.archive import archive_rows

NAMES = ["archive/intake", "archive/verify", "archive/dump", "archive/look"]


def test_every_row_is_there():
    """Ours beside a plain copy's; rows of bytes say how many a second."""
    rows = archive_rows(quick=True)
    assert [re.sub(r"/\d+$", "", row["name"]) for row in rows] == NAMES
    assert all(row["ours_s"] > 0 for row in rows)
    assert all(row["mb_per_s"] > 0 and row["theirs_mb_per_s"] > 0 for row in rows[:-1])
