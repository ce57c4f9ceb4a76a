"""Coming in, in a real browser: by the link, once; with scripts and without; nobody else is asked for anything."""

from __future__ import annotations

import pytest

from tests.browsers import PHONE, WINDOW, faults, visiting
from tests.served import serving

PACK = "packs/two-days-to-the-river"


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("size", [WINDOW, PHONE], ids=["window", "phone"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_link_leads_to_tonight(chromium, scripts, size, language):
    """A browser that opens the link sees Tonight, in its own language."""
    with serving(PACK) as pages, visiting(chromium, pages, scripts=scripts, size=size, language=language) as visit:
        assert visit.page.locator("h1").inner_text() == {"en": "Tonight", "ko": "오늘 밤"}[language]
        assert visit.page.locator("html").get_attribute("lang") == language
        if scripts:
            assert faults(visit.page) == []
