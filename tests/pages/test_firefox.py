"""Firefox as Debian has it, with scripts and SVG off: every page is there and does its work, and so is the map."""

from __future__ import annotations

import pytest

from tests.desks import MISSION, addresses, on_their_way
from tests.marionette import FIREFOX, firefox
from tests.served import serving
from waystation.web.acts import PAGES

LINES = "river high at 18:40, somlit, B2"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(FIREFOX is None, reason="firefox-esr (Debian's package) is not on this machine"),
]


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """A mission on its way, served."""
    with serving(on_their_way(tmp_path_factory.mktemp("under-way"))) as found:
        yield found


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """Firefox without scripts and SVG."""
    with firefox(tmp_path_factory.mktemp("firefox")) as found:
        yield found


def test_scripts_and_drawings_are_off(browser, tmp_path):
    """So that what follows means something."""
    page = tmp_path / "page.html"
    page.write_text("<title>no</title><svg width=9 height=9></svg><script>document.title = 'ran'</script>", "utf-8")
    browser.opens(page.as_uri())
    assert browser.asks("WebDriver:GetTitle") == "no"
    assert [browser.rect(one)["width"] for one in browser.finds("svg")] == [0]


def test_every_page_opens_and_every_picture_is_there(browser, pages):
    """Each with its heading and its way to the others; each picture has its pixels and says what it shows."""
    base = f"http://127.0.0.1:{pages.port}"
    browser.opens(pages.link())
    assert browser.address == f"{base}/"
    desk = pages.front.office._held.desk
    for every in addresses([page for page in PAGES if page.template], desk).values():
        for address in every:
            browser.opens(base + address)
            assert browser.reads("h1"), address
            assert browser.finds("nav a"), address
            for picture in browser.finds("main img"):
                assert browser.property(picture, "complete"), address
                assert browser.property(picture, "naturalWidth") > 100, address
                assert browser.property(picture, "alt"), address


def test_the_map_is_a_picture_with_a_numbered_list(browser, pages):
    """The red line is on it, and every number on it is in the list beside it."""
    browser.opens(pages.link())
    browser.opens(f"http://127.0.0.1:{pages.port}/map?mission={MISSION}")
    (picture,) = browser.finds("main img")
    assert browser.property(picture, "naturalWidth") >= 300
    assert browser.rect(picture)["width"] >= 300
    assert len(browser.finds("main ol li")) >= 4


def test_a_report_is_read_back_and_kept(browser, pages):
    """With links and forms alone."""
    base = f"http://127.0.0.1:{pages.port}"
    browser.opens(pages.link())
    browser.opens(f"{base}/missions/{MISSION}/report")
    browser.types("textarea[name=lines]", LINES)
    browser.clicks("form[action$='/report'] button")
    browser.awaits("button[formaction$='/report/keep']")
    assert "river: high" in browser.reads("main")
    browser.clicks("button[formaction$='/report/keep']")
    browser.awaits("form[action$='/close']")
    assert "Kept" in browser.reads("div.notices")
    assert f"{base}/journeys/{MISSION}" in browser.address
