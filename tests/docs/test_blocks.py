"""Every block of the README and of the pages does what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.blocks import read_blocks

ROOT = Path(__file__).resolve().parents[2]
PAGES = [page for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))] if page.is_file()]


@pytest.mark.blocks
@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_blocks_of_a_page_do_what_they_say(path, page):
    """Commands print what the page shows, Python runs, data can be read."""
    for block in read_blocks(path):
        page.run(block)
