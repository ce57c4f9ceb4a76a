"""Colours: near-black and greys, one red, and text that can be read."""

from __future__ import annotations

import pytest

from waystation.charts.ink import INKS, RED, rhythm, same_rhythm


def test_the_ground_is_black_and_grey():
    """No colour competes with the line."""
    for ink in INKS.values():
        for colour in (ink.fill, ink.stroke, ink.halo):
            if colour and colour != RED:
                red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
                assert max(red, green, blue) - min(red, green, blue) <= 16


def luminance(colour):
    """Relative luminance by WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    "role",
    ["country", "label", "small-label", "scale-text", "credit", "title", "answer", "heading", "name", "words", "note"],
)
def test_text_has_a_contrast_of_at_least_4_5_to_1(role):
    """WCAG 2.2 AA, on water, on land and on the panel."""
    for ground in ("water", "land", "panel"):
        light, dark = sorted((luminance(INKS[role].fill), luminance(INKS[ground].fill)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_red_figures_are_read_on_the_panel_that_they_stand_on():
    """The worst is written in red, on figures only, which have no land."""
    assert (luminance(INKS["worst-number"].fill) + 0.05) / (luminance(INKS["panel"].fill) + 0.05) >= 4.5


def test_red_is_for_the_course_and_for_danger_only():
    """It means the way, and what may be lost on it; nothing else."""
    assert [role for role, ink in INKS.items() if RED in (ink.fill, ink.stroke)] == [
        "glow-wide", "glow", "way", "thread", "course", "here", "disc-here", "bar", "worst", "worst-number",
    ]  # fmt: skip


def test_modes_that_are_drawn_alike_share_a_line_in_the_key():
    """Three solid lines say no more than one."""
    assert same_rhythm(["foot", "car", "boat", "bus", "mule"]) == [["foot"], ["car", "bus", "mule"], ["boat"]]
    assert rhythm("foot") != rhythm("ford") != rhythm("boat")
