"""The page of a story in a real browser: quiet, slow, still when asked, whole without scripts, readable on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Self

import pytest

from tests.browsers import NARROW, PHONE, WINDOW, faults
from tests.stories import STORY, a_story
from waystation.desk.keep.archive.telling import Built, build_story
from waystation.wording.story_pages import story_picture

SIZES = {"window": WINDOW, "phone": PHONE, "narrow": NARROW}


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> Path:
    """The folder of a story's pages, as somebody gets it."""
    folder = tmp_path_factory.mktemp("story")
    archive = a_story(folder / "vaults")
    built = build_story(archive.anna, STORY.encode(), folder / "told", story_picture)
    assert isinstance(built, Built)
    archive.close()
    return built.path


@pytest.fixture(params=SIZES, ids=list(SIZES))
def size(request):
    """A window's size, a phone's, and a small phone's."""
    return SIZES[request.param]


class Opened:
    """A page, and what it said and asked for."""

    def __init__(self, browser, path: Path, **settings) -> None:
        self.context = browser.new_context(**{"viewport": WINDOW, **settings})
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda one: self.said.append(one.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda one: self.asked.append(one.url))
        self.page.goto(path.as_uri())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_it_says_nothing_and_asks_for_nothing(chromium, told, size, language, scripts):
    """No error, no request but for the file itself, and nothing to scroll sideways for."""
    path = told / f"story.{language}.html"
    with Opened(chromium, path, viewport=size, java_script_enabled=scripts) as one:
        assert [asked for asked in one.asked if not asked.startswith("data:")] == [path.as_uri()]
        if scripts:
            one.page.evaluate("scrollTo(0, document.body.scrollHeight)")
            assert one.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert one.said == []


@pytest.mark.parametrize("language", ["en", "ko"])
def test_axe_finds_nothing(chromium, told, size, language):
    """WCAG 2.2 A and AA, in both languages, in every size."""
    with Opened(chromium, told / f"story.{language}.html", viewport=size, bypass_csp=True) as one:
        assert faults(one.page) == []


def test_without_scripts_everything_is_there(chromium, told):
    """The same words, the map with its dots, no button that does nothing."""
    texts = []
    for scripts in (True, False):
        with Opened(chromium, told / "story.en.html", java_script_enabled=scripts, reduced_motion="reduce") as one:
            texts.append(one.page.inner_text("main"))
            assert one.page.locator(".dot").count() == 4
            assert one.page.locator("svg.moving .line").count() == 1
            assert one.page.get_by_role("button").count() == 0
    assert texts[0] == texts[1]


def test_the_line_moves_to_the_scene_that_is_read(chromium, told):
    """Slowly; the eye goes with it."""
    with Opened(chromium, told / "story.en.html", bypass_csp=True) as one:
        drawn = "Number(document.querySelector('.draw').style.strokeDashoffset)"
        assert one.page.evaluate(drawn) == 1
        one.page.evaluate("document.querySelector('#s3').scrollIntoView({block: 'center'})")
        goal = one.page.get_attribute("#s3", "data-share")
        one.page.wait_for_function(f"Math.abs(1 - {drawn} - {goal}) < 0.001")
        eye = [float(part) for part in str(one.page.get_attribute("#s3", "data-eye")).split()]
        box = [float(part) for part in str(one.page.get_attribute("svg.moving", "viewBox")).split()]
        assert box[2] == pytest.approx(eye[2], abs=0.1)
        assert one.page.get_attribute("#s3", "class").split()[-1] == "now"
        assert one.page.locator(".dot.here").count() == 1


def test_it_stands_still_where_less_motion_is_wanted(chromium, told):
    """The map stays whole; the line is where it is, at once."""
    with Opened(chromium, told / "story.en.html", reduced_motion="reduce", bypass_csp=True) as one:
        one.page.evaluate("document.querySelector('#s3').scrollIntoView({block: 'center'})")
        goal = one.page.get_attribute("#s3", "data-share")
        one.page.wait_for_function(
            f"Math.abs(1 - Number(document.querySelector('.draw').style.strokeDashoffset) - {goal}) < 0.001"
        )
        assert one.page.get_attribute("svg.moving", "viewBox") == "0.00 0.00 1000.00 1000.00"
        assert one.page.evaluate("document.getAnimations().length") == 0


def test_it_plays_by_itself_until_somebody_touches_it(chromium, told):
    """The button starts it and stops it; so does a key."""
    with Opened(chromium, told / "story.en.html") as one:
        button = one.page.locator("button.play")
        button.click()
        assert button.get_attribute("aria-pressed") == "true"
        assert button.inner_text() == "Pause"
        one.page.keyboard.press("Escape")
        button.evaluate("one => one.blur()")
        one.page.keyboard.press("ArrowDown")
        assert button.get_attribute("aria-pressed") == "false"


def test_each_language_leads_to_the_other(chromium, told):
    """By a link that is a file beside it."""
    with Opened(chromium, told / "story.en.html") as one:
        assert one.page.evaluate("document.documentElement.lang") == "en"
        one.page.get_by_role("link", name="한국어").click()
        assert one.page.url == (told / "story.ko.html").as_uri()
        assert one.page.evaluate("document.documentElement.lang") == "ko"
        one.page.get_by_role("link", name="English").click()
        assert one.page.url == (told / "story.en.html").as_uri()


def test_on_paper_it_is_light_and_nothing_is_missing(chromium, told):
    """The whole line, all dots, no button."""
    with Opened(chromium, told / "story.en.html") as one:
        one.page.emulate_media(media="print")
        one.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert one.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert one.page.evaluate("getComputedStyle(document.querySelector('.draw')).strokeDashoffset") in ("0", "0px")
        assert one.page.locator("button.play").is_hidden()
        assert one.page.pdf(format="A4").startswith(b"%PDF")
