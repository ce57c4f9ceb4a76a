"""Somebody asks for help: a mission is written down from nothing, by clicking and typing, until it has its answer."""

from __future__ import annotations

import pytest

from tests.browsers import visiting
from tests.desks import in_vault
from tests.keeping import PASSPHRASE
from tests.served import serving

pytestmark = pytest.mark.slow

MISSION = {
    "name": "The road to the lake",
    "travellers": "mother, 35\ngirl, 8",
    "from": "Farm",
    "from_lat": "18.46",
    "from_lon": "104.6",
    "to": "Monastery by the lake",
    "to_lat": "18.1",
    "to_lon": "104.2",
    "start": "2031-10-01 19:00 +07:00",
    "hours": "3 days",
    "called": "lake",
}
PLACE = {"name": "Old mill", "lat": "18.3", "lon": "104.4", "found": "0-2 %"}
LEGS = [
    {"from": "farm", "to": "old-mill", "minutes": "2h", "caught": "1-2 %"},
    {"from": "old-mill", "to": "monastery-by-the-lake", "minutes": "3h", "caught": "2-5 %"},
]


@pytest.mark.parametrize(("scripts", "language"), [(True, "en"), (False, "ko")], ids=["scripts-en", "no-scripts-ko"])
def test_a_mission_is_written_down_from_nothing(chromium, tmp_path, scripts, language):
    """The request, what was typed wrong and mended, a place, two legs; then the answer, and the map."""
    with (
        serving(vault=in_vault(tmp_path)) as pages,
        visiting(chromium, pages, scripts=scripts, language=language, said=("422", "423")) as visit,
    ):
        page = visit.page
        visit.unlocks(PASSPHRASE)
        page.locator("nav a[href='/missions']").click()
        page.locator("main a[href='/missions/new']").first.click()
        fill(page, {**MISSION, "from_lat": "north"})
        save(page)
        page.locator(".wrong").first.wait_for()
        assert page.locator("input[name=from_lat]").get_attribute("aria-invalid") == "true"
        assert page.locator("textarea[name=travellers]").input_value() == MISSION["travellers"]
        fill(page, {"from_lat": MISSION["from_lat"]})
        save(page)
        page.wait_for_url("**/missions/lake/edit")
        page.locator("a[href$='/edit/places/new']").click()
        fill(page, PLACE)
        save(page)
        for leg in LEGS:
            page.wait_for_url("**/missions/lake/edit")
            page.locator("a[href$='/edit/legs/new']").click()
            fill(page, leg)
            save(page)
        page.wait_for_url("**/missions/lake/edit")
        visit.opens("/missions/lake")
        page.locator(".answer").first.wait_for()
        text = visit.reads()
        assert "Old mill" in text
        assert "100" in page.locator(".answer").first.inner_text()
        visit.opens("/map?mission=lake")
        assert "Old mill" in visit.reads()


def fill(page, fields):
    """Type into fields, and choose."""
    for name, value in fields.items():
        field = page.locator(f"main [name='{name}']").first
        if field.evaluate("one => one.localName") == "select":
            field.select_option(value)
        else:
            field.fill(value)


def save(page):
    """Send the form."""
    page.locator("main form[method=post] .actions button:not(.danger)").first.click()
