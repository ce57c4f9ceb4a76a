"""The pages' style keeps its promises: contrast as measured, nothing loaded, nothing that stands in a page itself."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[2] / "src" / "waystation" / "web"
STYLE = (WEB / "static" / "style.css").read_text("utf-8")
HEAD, RULES = STYLE.split("*/", 1)
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))


def themes() -> dict[str, dict[str, str]]:
    """The colours by name: on a screen, and what paper changes of them."""
    first, *others = re.findall(r":root \{(.*?)\}", RULES, re.DOTALL)
    named = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in (first, *others)]
    paper = next(block for block in named if block.get("ground") == "#ffffff")
    return {"screen": named[0], "paper": named[0] | paper}


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours (WCAG 2.2)."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["screen", "paper"])
@pytest.mark.parametrize(
    ("word", "ground"),
    [
        *itertools.product(("light", "text", "soft", "quiet", "red"), ("ground", "panel", "raised")),
        *itertools.product(("light", "text", "red"), ("red-ground",)),
        ("on-red", "red"),
    ],
)
def test_words_can_be_read(theme, word, ground):
    """4.5 : 1 for every colour of words on every ground on which it stands."""
    colours = themes()[theme]
    assert contrast(colours[word], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["screen", "paper"])
@pytest.mark.parametrize(
    ("line", "ground"), [("edge", "ground"), ("edge", "panel"), ("span", "track"), ("red", "track")]
)
def test_what_is_pressed_or_measured_can_be_seen(theme, line, ground):
    """3 : 1 for borders of fields and buttons, and for what is drawn of an interval; paper has grey enough at 2 : 1."""
    colours = themes()[theme]
    assert contrast(colours[line], colours[ground]) >= (3.0 if theme == "screen" or line != "span" else 2.0)


def test_intervals_have_every_width_and_beginning():
    """`w-0` to `w-100`, `x-0` to `x-100`, from, to and at, each its own percent."""
    assert dict(re.findall(r"\.w-(\d+)\{width:(\d+)%\}", RULES)) == {str(n): str(n) for n in range(101)}
    begins = re.findall(r"\.x-(\d+),\.from-(\d+),\.at-(\d+)\{left:(\d+)%\}", RULES)
    assert begins == [(str(n),) * 4 for n in range(101)]
    assert dict(re.findall(r"\.to-(\d+)\{right:(\d+)%\}", RULES)) == {str(n): str(100 - n) for n in range(101)}


def test_the_style_loads_nothing():
    """No font, no picture, no other style: it weighs what it weighs."""
    assert "url(" not in RULES
    assert "@import" not in RULES
    assert len(STYLE.encode()) < 48_000


def test_only_hidden_and_asked_for_things_override_everything():
    """`!important` stands only where something is hidden, or motion or ink is not wanted."""
    for line in RULES.splitlines():
        if "!important" in line:
            assert re.search(r"display: none|animation: none", line), line


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(WEB / "templates")))
def test_no_style_and_no_script_stands_in_a_page(template):
    """The policy forbids both; a browser would leave them out without a word."""
    text = template.read_text("utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
