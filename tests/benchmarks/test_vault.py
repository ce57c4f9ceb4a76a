"""The vault's benchmark works at tiny sizes: every row is there, and what it timed was done."""

from __future__ import annotations

import re

from benchmarks.vault import vault_rows

NAMES = ["append/singly", "append/batches", "import", "open", "read", "fold", "verify"]


def test_every_row_is_there():
    """Ours beside plain SQLCipher's; the work itself is checked as it is timed."""
    rows = {row["name"]: row for row in vault_rows(quick=True)}
    assert [re.sub(r"/\d+$", "", name) for name in rows] == [*(f"vault/{name}" for name in NAMES), "vault/first-answer"]
    assert all(row["ours_s"] > 0 and row["theirs_s"] > 0 for row in rows.values())
