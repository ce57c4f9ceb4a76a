"""A whole mission in a browser, by clicking and typing alone: from request to reunion, three things going wrong."""

from __future__ import annotations

import pytest

from tests.browsers import PHONE, WINDOW, visiting
from tests.served import serving
from tests.whole_mission import MISSION, STEPS, Walker, new_pack
from waystation.bootstrap.missions import missions_named
from waystation.desk.guide.running import all_journeys

pytestmark = pytest.mark.slow

TRACED = ["asked", "asked", "matched", "reunited"]
"""What is kept of a request: the two sides of it apart, each under a key of its own."""
FORMS = ("window-scripts-en", "window-plain-ko", "phone-scripts-ko", "phone-plain-en")


@pytest.mark.parametrize("how", FORMS)
def test_a_family_is_brought_through(chromium, tmp_path, how):
    """Every step is found and taken, in a window or on a phone, with scripts or without; then nothing is left to do."""
    size, scripts, language = how.split("-")
    pack = new_pack(tmp_path)
    with (
        serving(pack) as pages,
        visiting(
            chromium,
            pages,
            scripts=scripts == "scripts",
            language=language,
            size=PHONE if size == "phone" else WINDOW,
        ) as visit,
    ):
        walker = Walker(visit, pack)
        for step in STEPS:
            step.does(walker)
            assert visit.page.locator("html").get_attribute("lang") == language, step.name
            wide = visit.page.evaluate("document.documentElement.scrollWidth - innerWidth") if scripts else 0
            assert wide <= 0, step.name
    (opened,) = missions_named([str(pack)])
    (journey,) = all_journeys(opened)
    assert (journey.name, journey.end) == (MISSION, "arrived")
    kinds = [one.kind for one in opened.reports]
    assert kinds.count("departure") == kinds.count("delivery") >= 8
    assert {"burn", "price", "handover", "acknowledged", "told", "done", "call"} <= set(kinds)
    assert [one.state for one in opened.reports if one.kind == "tracing"] == TRACED
