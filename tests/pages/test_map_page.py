"""The map's page in a real browser: quiet, self-contained, still when asked, and readable on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.charts.pictures import hostile_picture, island, plain_picture
from waystation.charts.page import draw_page

SIZES = {"window": (1280, 800), "phone": (400, 860)}


@pytest.fixture
def browser(chromium):
    """The one browser of this worker: Playwright allows no second beside it."""
    return chromium


@pytest.fixture(params=SIZES, ids=list(SIZES))
def size(request):
    """A window's and a phone's size."""
    width, height = SIZES[request.param]
    return {"width": width, "height": height}


@pytest.fixture(scope="module")
def page_file(tmp_path_factory) -> Path:
    """The page on disk, as somebody gets it."""
    path = tmp_path_factory.mktemp("map") / "map.html"
    path.write_text(draw_page(plain_picture(), island()), "utf-8")
    return path


def opened(browser, path, **settings):
    """The page opened from disk, with what it said and asked for."""
    context = browser.new_context(**settings)
    page = context.new_page()
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    return page, said, asked


def test_it_says_nothing_to_the_console_and_asks_for_nothing(browser, page_file, size):
    """No error, and no request but for the file itself."""
    _, said, asked = opened(browser, page_file, viewport=size)
    assert said == []
    assert asked == [page_file.as_uri()]


def test_it_does_not_scroll_sideways(browser, page_file, size):
    """On a phone the map comes first, then the list."""
    page, _, _ = opened(browser, page_file, viewport=size)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= size["width"]
    figure, course = page.locator("figure").bounding_box(), page.locator("section.course").bounding_box()
    if size["width"] < 860:
        assert figure["y"] + figure["height"] <= course["y"]
        assert figure["width"] == size["width"]
    else:
        assert figure["x"] + figure["width"] <= course["x"] + 1
        assert figure["height"] == size["height"]


def test_one_drawing_is_seen(browser, page_file, size):
    """The other is for another window; every number of the course is on it."""
    page, _, _ = opened(browser, page_file, viewport=size)
    seen = page.locator("figure svg:visible")
    assert seen.count() == 1
    assert seen.locator("text.number").all_text_contents() == ["1", "2", "3", "4"]
    frame = page.locator("figure").bounding_box()
    for disc in seen.locator("circle.disc").all():
        box = disc.bounding_box()
        assert frame["x"] <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"]
        assert frame["y"] <= box["y"]
        assert box["y"] + box["height"] <= frame["y"] + frame["height"]


def animations(page):
    """The names of the animations that run."""
    return page.evaluate("document.getAnimations().map(a => a.animationName)")


def test_the_line_is_drawn_out_only_where_motion_is_welcome(browser, page_file, size):
    """And stands still for those who ask for less."""
    moving, _, _ = opened(browser, page_file, viewport=size, reduced_motion="no-preference")
    assert "draw" in animations(moving)
    still, _, _ = opened(browser, page_file, viewport=size, reduced_motion="reduce")
    assert animations(still) == []
    assert still.locator(".reveal").first.evaluate("e => getComputedStyle(e).strokeDasharray") == "none"


def test_it_works_without_javascript(browser, page_file, size):
    """There is none in it."""
    page, said, _ = opened(browser, page_file, viewport=size, java_script_enabled=False)
    assert page.get_by_role("heading", name="A family of four").is_visible()
    assert page.locator("ol li").count() == 4
    assert said == []


def test_on_paper_it_is_light(browser, page_file):
    """Ink is for words."""
    page, _, _ = opened(browser, page_file, viewport={"width": 800, "height": 1000})
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("svg.wide .water").evaluate("e => getComputedStyle(e).fill") == "rgb(255, 255, 255)"
    assert animations(page) == []


def test_hostile_names_stand_there_as_words(browser, tmp_path, size):
    """Nothing runs, nothing is asked for, nothing is broken."""
    path = tmp_path / "hostile.html"
    path.write_text(draw_page(hostile_picture(), island()), "utf-8")
    page, said, asked = opened(browser, path, viewport=size)
    assert said == []
    assert asked == [path.as_uri()]
    assert page.locator("script").count() == 0
    assert page.locator("ol li").first.locator(".name").inner_text() == "<script>alert('1')</script>"
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
