"""The page of a story: self-contained, quiet, the same twice, and safe from its own words."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

from tests.story_pictures import hostile_story, plain_story
from tests.unit.charts.pictures import island
from waystation.charts.story_page import draw_story
from waystation.charts.story_script import SCRIPT
from waystation.charts.story_style import STORY_STYLE


class Elements(HTMLParser):
    """Every element of a page with its attributes, and its comments."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.comments: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Note one."""
        self.found.append((tag, dict(attrs)))

    def handle_comment(self, data):
        """Note one."""
        self.comments.append(data)


def test_the_page_is_the_same_twice():
    """Neither the clock nor chance is in it."""
    assert draw_story(plain_story(), island()) == draw_story(plain_story(), island())


def test_the_policy_allows_its_own_style_and_script_alone():
    """By their digests; pictures and sounds only from within the page."""
    page = draw_story(plain_story(), island())
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (STORY_STYLE, SCRIPT)]
    policy = next(
        str(attributes["content"])
        for tag, attributes in Elements(page).found
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy == (
        f"default-src 'none'; img-src data:; media-src data:; style-src 'sha256-{digests[0]}'; "
        f"script-src 'sha256-{digests[1]}'; base-uri 'none'; form-action 'none'"
    )


def test_nothing_is_fetched_and_nothing_runs_but_the_script():
    """No address but the other language's page, no style or handler at an element, no comment."""
    found = Elements(draw_story(plain_story(), island()))
    assert found.comments == []
    for tag, attributes in found.found:
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")], tag
        for name in ("src", "href", "data", "poster", "srcset"):
            value = attributes.get(name) or ""
            assert value.startswith(("data:", "#")) or value in ("", "story.ko.html"), (tag, value)


def test_hostile_words_stay_words():
    """Whatever stands in a story, the page has the same elements."""
    hostile, plain = (Elements(draw_story(one, island())).found for one in (hostile_story(), plain_story()))
    extra = {"p", "figcaption", "bdi", "div", "span", "li"}
    assert {tag for tag, _ in hostile} == {tag for tag, _ in plain}
    for tag in {tag for tag, _ in plain} - extra:
        assert [one for one, _ in hostile].count(tag) == [one for one, _ in plain].count(tag), tag
    assert "\u202e" not in draw_story(hostile_story(), island())


def test_every_scene_says_whose_when_and_what_it_rests_on():
    """In words, beside its number and the rhythm of its line."""
    page = draw_story(plain_story(), island())
    scenes = re.findall(r'<li class="scene.*?\n</li>', page, re.DOTALL)
    assert len(scenes) == 5
    assert "A call that brought bad news" in scenes[1]
    assert 'class="scene j1 bad"' in scenes[1]
    assert "A table, 2031" in scenes[4]
    assert 'alt="A grey field."' in scenes[0]
    assert "<audio controls" in scenes[3]
    assert "An engine." in scenes[3]


def test_a_recreation_is_marked_over_what_it_shows():
    """Before the picture, in a frame of its own."""
    story = plain_story()
    acted = replace(story.scenes[0].exhibits[0], mark="A recreation")
    page = draw_story(replace(story, scenes=(replace(story.scenes[0], exhibits=(acted,)),)), island())
    assert re.search(r'<p class="recreation"><bdi>A recreation</bdi></p>\s*<img ', page)
    assert 'class="recreation"' not in draw_story(story, island())


def test_the_script_asks_for_nothing():
    """It has no way to: not one name of a request, of a store, or of running text."""
    for word in ("fetch", "XMLHttp", "WebSocket", "import(", "eval", "localStorage", "cookie", "innerHTML", "http"):
        assert word not in SCRIPT
