"""Cards on paper: light, on the smallest sheet that holds all of it, with nothing cut, or not at all."""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from waystation.charts.card_sheets import CardPicture, Entry, card_png, card_svg, compose_card, missing_letters
from waystation.charts.lettering import Lettering
from waystation.charts.marks import Box, Line, Text

BARE = Lettering({})
"""A machine without fonts: Pillow's own."""
SHORT = (Entry("place", "Where", "Old mill"), Entry("row", "When", "Wed 1 Oct, 12:00 to 12:30"))
SENTENCE = "No sign, or a wrong one: do not speak to them. Go on your way and call."
A6, A5, A4 = (1240, 1748), (1748, 2480), (2480, 3508)


def size(*entries: Entry) -> tuple[int, int]:
    """The size of the sheet that holds some entries, in pixels."""
    sheet = compose_card(CardPicture(entries), BARE)
    return sheet.width, sheet.height


def many(number: int) -> tuple[Entry, ...]:
    """A card that says one thing so many times."""
    return (*SHORT, *(Entry("wrong", "", f"{n} {SENTENCE}") for n in range(number)))


def test_a_card_is_as_small_as_it_can_be() -> None:
    """A6 at 300 dots to the inch, then smaller letters, then A5, A4, and a longer sheet before anything is cut."""
    assert size(*SHORT) == A6
    assert [size(*many(number)) for number in (5, 11, 13, 40)] == [A6, A6, A5, A4]
    wide, high = size(*many(120))
    assert wide == A4[0]
    assert high > A4[1]


@pytest.mark.parametrize("number", [0, 5, 12, 16, 40, 120])
def test_nothing_is_cut_and_nothing_leaves_the_sheet(number: int) -> None:
    """Every word of every entry stands on it, within its margins, in order."""
    entries = many(number)
    sheet = compose_card(CardPicture(entries), BARE)
    texts = [mark for mark in sheet.marks if isinstance(mark, Text)]
    said = " ".join(mark.text for mark in texts).split()
    assert said == " ".join(f"{entry.label} {entry.text}" for entry in entries).split()
    for mark in texts:
        assert mark.x > 0
        assert mark.x + BARE.width(mark.text, mark.size) <= sheet.width
        assert 0 < mark.y < sheet.height
    assert [mark.y for mark in texts] == sorted(mark.y for mark in texts)


def test_a_long_word_is_broken_not_cut() -> None:
    """A name that is wider than the paper goes on in the next line."""
    name = "Llanfair" * 12
    sheet = compose_card(CardPicture((Entry("place", "", name),)), BARE)
    texts = [mark.text for mark in sheet.marks if isinstance(mark, Text)]
    assert len(texts) > 1
    assert "".join(texts) == name


def test_a_warning_stands_first_above_a_rule() -> None:
    """What must not be missed is parted from the rest."""
    sheet = compose_card(CardPicture((Entry("warning", "", "DRAFT: not for use."), *SHORT)), BARE)
    texts = [mark for mark in sheet.marks if isinstance(mark, Text)]
    (rule,) = [mark for mark in sheet.marks if isinstance(mark, Line)]
    assert texts[0].text == "DRAFT: not for use."
    assert texts[0].y < rule.lines[0][0][1] < texts[1].y
    assert not any(isinstance(mark, Line) for mark in compose_card(CardPicture(SHORT), BARE).marks)


def test_it_is_dark_on_light() -> None:
    """To be printed: a white sheet, black letters, no colour, and it says how large it is."""
    picture = Image.open(io.BytesIO(card_png(CardPicture(SHORT), BARE)))
    assert (picture.mode, picture.size) == ("L", A6)
    assert round(picture.info["dpi"][0]) == 300
    lightest, darkest = picture.getextrema()[1], picture.getextrema()[0]
    assert lightest == 255
    assert isinstance(darkest, int)
    assert darkest < 40
    assert picture.histogram()[255] > 0.9 * A6[0] * A6[1]


def test_the_drawing_says_the_same() -> None:
    """As SVG: the same words, nothing that runs or is fetched, no name beside the card's own."""
    text = card_svg(CardPicture((*SHORT, Entry("row", "Then", "<b>&")), "ko"), BARE)
    root = ET.fromstring(text)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "ko"
    assert [one for one in "".join(root.itertext()).split("\n") if one.strip()] == [
        "Where", "Old mill", "When", "Wed 1 Oct, 12:00 to 12:30", "Then", "<b>&",
    ]  # fmt: skip
    assert "href" not in text
    assert isinstance(compose_card(CardPicture(SHORT), BARE).marks[0], Box)


def test_letters_that_no_font_has_are_named() -> None:
    """Half a sentence is worse than none: what cannot be drawn is known beforehand."""
    assert missing_letters(CardPicture(SHORT), BARE) == ""
    assert missing_letters(CardPicture((Entry("row", "ໃສ", "a ໃສ, b"),)), BARE) == "ໃສ"
