"""The map in a real browser: drawn under the policy, asking nobody else for anything, and saying what the list says."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest
from PIL import Image

from tests.browsers import PHONE, WINDOW, faults, visiting
from tests.desks import on_their_way
from tests.served import serving

PACK = "packs/two-days-to-the-river"
ENTRY = "/missions/two-days-to-the-river/map"


@pytest.fixture(scope="module")
def pages():
    """A mission that nobody has begun, served once for all tests that change nothing."""
    with serving(PACK) as served:
        yield served


def is_drawn(page) -> str:
    """Wait until the map says how it is drawn: `live`, or `picture`."""
    page.wait_for_selector("body[data-map-state]", timeout=30_000)
    return str(page.get_attribute("body", "data-map-state"))


def colours(page) -> int:
    """How many colours the canvas shows: one if nothing is drawn."""
    image = Image.open(io.BytesIO(page.locator(".maplibregl-canvas").screenshot())).convert("RGB")
    return len(np.unique(np.asarray(image).reshape(-1, 3), axis=0))


@pytest.mark.parametrize("size", [WINDOW, PHONE], ids=["window", "phone"])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_it_is_drawn_and_nothing_is_wrong_with_it(chromium, pages, size, language):
    """With its dots and lines; axe finds no fault; no word to the console, no request to anybody else."""
    with visiting(chromium, pages, size=size, language=language, reduced_motion="reduce") as visit:
        visit.opens("/map")
        assert is_drawn(visit.page) == "live"
        visit.page.wait_for_timeout(500)
        assert colours(visit.page) > 20
        assert visit.page.locator(".map-dot").count() == 10
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert faults(visit.page) == []


def test_the_slider_moves_them_and_the_list_goes_along(chromium, pages):
    """To the first step: the address, the list and the sentence say the same."""
    with visiting(chromium, pages, reduced_motion="reduce") as visit:
        visit.opens("/map")
        assert is_drawn(visit.page) == "live"
        visit.page.locator("#map-slider").focus()
        visit.page.keyboard.press("Home")
        visit.page.wait_for_selector(".stop.here >> text=Hut above the upper fields")
        assert "at=2031-10-01T11" in visit.page.url
        assert visit.page.locator("#map-slider").get_attribute("aria-valuetext").startswith("Wed 1 Oct 18:00")
        visit.page.get_by_role("link", name="Later step").click()
        visit.page.wait_for_selector(".stop.here >> text=Old rice mill")


def test_a_dot_says_what_the_list_says_and_lets_go(chromium, pages):
    """By the keyboard: the same facts, and back to the dot."""
    with visiting(chromium, pages, reduced_motion="reduce") as visit:
        visit.opens("/map")
        assert is_drawn(visit.page) == "live"
        dot = visit.page.get_by_role("button", name="9 Reception camp")
        dot.focus()
        visit.page.keyboard.press("Enter")
        facts = visit.page.locator(".map-facts")
        assert "The journey may end here" in facts.inner_text()
        visit.page.keyboard.press("Escape")
        assert facts.is_hidden()
        assert visit.page.evaluate("document.activeElement.getAttribute('aria-label')") == "9 Reception camp"


def test_a_layer_is_taken_off_without_loading_the_page(chromium, pages):
    """Its dots go, and its part of the list."""
    with visiting(chromium, pages, reduced_motion="reduce") as visit:
        visit.opens("/map")
        assert is_drawn(visit.page) == "live"
        visit.page.evaluate("window.stays = true")
        assert visit.page.locator(".map-dot:visible").count() == 10
        visit.page.get_by_label("Other places and legs").uncheck()
        visit.page.wait_for_selector("h2 >> text=Other places", state="detached")
        assert visit.page.locator(".map-dot:visible").count() == 9
        assert visit.page.evaluate("window.stays")


@pytest.mark.parametrize(("motion", "moves"), [("no-preference", True), ("reduce", False)])
def test_the_line_moves_only_where_motion_is_welcome(chromium, pages, motion, moves):
    """For those who ask for less it stands where they are from the first."""
    with visiting(chromium, pages, reduced_motion=motion) as visit:
        visit.opens("/map")
        assert is_drawn(visit.page) == "live"
        slider = visit.page.locator("#map-slider")
        assert (slider.input_value() == slider.get_attribute("max")) is not moves


def test_a_report_that_comes_in_moves_them_on_the_map(chromium, tmp_path):
    """The page is not loaded again: what was typed elsewhere is seen here."""
    folder = on_their_way(tmp_path)
    with serving(folder) as pages, visiting(chromium, pages, reduced_motion="reduce") as visit:
        visit.opens("/map")
        assert is_drawn(visit.page) == "live"
        assert "On the way from Hut" in visit.reads()
        visit.page.get_by_label("Trust in brokers").check()
        visit.page.wait_for_url("**show=**trust**")
        assert "at=" not in visit.page.url
        visit.page.evaluate("window.stays = true")
        came = {"kind": "delivery", "source": "anna", "happened": "2031-10-02T00:00:00+07:00", "leg": "path"}
        came |= {"journey": json.loads((folder / "reports.jsonl").read_text("utf-8").splitlines()[-1])["journey"]}
        with (folder / "reports.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({**came, "outcome": "arrived"}) + "\n")
        visit.page.wait_for_selector("text=They are at Old rice mill since Thu 2 Oct 00:00", timeout=15_000)
        assert visit.page.evaluate("window.stays")


def test_where_webgl_is_missing_the_picture_stays(chromium, pages):
    """And the form goes on working."""
    with visiting(chromium, pages, said=("WebGL",), reduced_motion="reduce") as visit:
        visit.page.add_init_script(
            "HTMLCanvasElement.prototype.getContext = () => null; OffscreenCanvas.prototype.getContext = () => null;"
        )
        visit.opens("/map")
        assert is_drawn(visit.page) == "picture"
        assert visit.page.locator("#map img").is_visible()
        assert visit.page.locator("#map img").evaluate("image => image.naturalWidth") == 1800
        visit.page.get_by_role("link", name="Earlier step").click()
        visit.page.wait_for_selector(".stop.here >> text=Chapel of Ban Saeng Thai")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_without_scripts_the_picture_and_the_form_say_it_all(chromium, pages, language):
    """A step is chosen and shown by the form alone, on a phone."""
    with visiting(chromium, pages, scripts=False, size=PHONE, language=language) as visit:
        visit.opens("/map")
        image = visit.page.locator("#map img")
        assert image.bounding_box()["width"] <= PHONE["width"]
        visit.page.locator("#at").select_option(index=0)
        visit.page.locator(".map-steps button").click()
        assert "at=2031-10-01T11" in visit.page.url
        assert visit.page.locator(".stop.here .name").inner_text().startswith("Hut above the upper fields")


def test_a_place_and_a_leg_are_entered_by_pressing_on_the_map(chromium, pages):
    """The coordinates are no finer than a pixel; the forms that follow hold what was chosen."""
    with visiting(chromium, pages, reduced_motion="reduce") as visit:
        visit.opens(ENTRY)
        assert is_drawn(visit.page) == "live"
        visit.page.locator(".maplibregl-canvas").click(position={"x": 600, "y": 400})
        lat, lon = (visit.page.input_value(f"#f-{name}") for name in ("lat", "lon"))
        assert 17.5 < float(lat) < 18.6
        assert len(lat.partition(".")[2]) <= 4
        visit.page.get_by_role("button", name="1 Hut above the upper fields").click()
        visit.page.get_by_role("button", name="10 Reception camp").click()
        assert [visit.page.input_value(f"#f-{name}") for name in ("from", "to")] == ["hut", "camp"]
        visit.page.locator("form").filter(has_text="A new place").get_by_role("button").click()
        visit.page.wait_for_url("**/edit/places/new?**")
        assert [visit.page.input_value(f"[name={name}]") for name in ("lat", "lon")] == [lat, lon]
