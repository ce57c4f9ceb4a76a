"""The page as text: one file, no script, a policy that allows only its own style."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

from tests.unit.charts.pictures import HOSTILE, hostile_picture, island, plain_picture
from waystation.charts.ground import Ground
from waystation.charts.page import draw_page
from waystation.charts.picture import MapPicture, plain_text


class Reader(HTMLParser):
    """Collects what an independent parser sees."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.words, self.styles = [], [], [], []
        self._inside = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self._inside.append(tag)

    def handle_endtag(self, tag):
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data):
        (self.styles if self._inside and self._inside[-1] == "style" else self.words).append(data)


def test_the_page_holds_no_script_and_no_address():
    """Names that try to break out stand there as words."""
    text = draw_page(hostile_picture(), island())
    page = Reader(text)
    assert not {"script", "img", "iframe", "link", "object", "embed", "form", "base", "a"} & set(page.tags)
    for _, name, value in page.attributes:
        assert not name.startswith("on")
        assert name != "style"
        assert name not in ("href", "src") or value.startswith("#")
    assert not re.search(r"https?:|@import|url\((?!#)|url\([^#]", "".join(page.styles))
    words = "".join(page.words)
    for name in HOSTILE:
        assert plain_text(name) in words


def test_the_policy_allows_the_style_and_nothing_else():
    """By its hash, which the test computes itself."""
    page = Reader(draw_page(plain_picture(), island()))
    policy = next(value for tag, name, value in page.attributes if tag == "meta" and value.startswith("default-src"))
    digest = base64.b64encode(hashlib.sha256("".join(page.styles).encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_the_page_says_in_words_what_the_map_shows():
    """Without the drawing nothing is lost."""
    words = " ".join(" ".join(Reader(draw_page(plain_picture(), island())).words).split())
    for wanted in ("A family of four", "Of 100 such families, 93 arrive.", "1 Home", "Mon 20:00", "with Bo, 30 min",
                   "4 The camp", "Tue 06:00", "soonest", "71 of 100", "not locked.", "Nobody"):  # fmt: skip
        assert wanted in words


def test_ids_are_said_once():
    """Two drawings in one page do not meet."""
    ids = [value for _, name, value in Reader(draw_page(plain_picture(), island())).attributes if name == "id"]
    assert len(ids) == len(set(ids)) == 6


def test_a_page_without_a_course_or_ground_is_still_a_page():
    """And says what it knows."""
    page = Reader(draw_page(MapPicture("No way is known"), Ground()))
    assert "No way is known" in page.words
