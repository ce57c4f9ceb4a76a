"""What the tests in a browser have in common: one Chromium for each worker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browsers import CHROMIUM, FLAGS


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, quiet: it asks nobody anything by itself."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium (Debian's package) is not on this machine")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()
