"""The table of how often what is noticed, in the chapter on honesty, is what the simulated histories give."""

from __future__ import annotations

from pathlib import Path

from tests.histories import table


def test_the_table_is_what_the_histories_give(root: Path) -> None:
    """Each row, to the last figure: `python -m tests.histories` prints it."""
    page = (root / "docs" / "guide" / "honesty.md").read_text("utf-8")
    assert table() in page
