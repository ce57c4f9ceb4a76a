"""Check-in words on their page: drawn once for a journey, shown by heart, and read back from what was heard."""

from __future__ import annotations

import re

from tests.desks import MISSION
from tests.served import Visitor, fields_of, text_of

HERE = f"/journeys/{MISSION}/{MISSION}/cards"


def drawn(visitor: Visitor) -> dict[str, str]:
    """The words of the journey in English, by what they mean."""
    page = visitor.sends(f"{HERE}/words", {"source": "father"}).text
    assert "The words are drawn." in text_of(page)
    page = visitor.get(f"{HERE}/words?language=en").text
    return dict(re.findall(r"<dt>([^<]+)</dt><dd[^>]*>“([^<]+)”</dd>", page))


def test_words_are_drawn_once(in_folder: Visitor) -> None:
    """Until then none are shown; afterwards the same, however often somebody looks."""
    assert "No words have been drawn for this journey yet." in in_folder.shows(f"{HERE}/words")
    words = drawn(in_folder)
    assert set(words) == {"all is well", "something is wrong", "somebody forces them"}
    assert drawn(in_folder) == words


def test_what_was_heard_is_read_back_before_it_is_kept(in_folder: Visitor) -> None:
    """In any case and without marks, but word for word; kept only when somebody says so."""
    words = drawn(in_folder)
    said = words["something is wrong"].upper().replace(",", "")
    answer = in_folder.post(f"{HERE}/heard", {"said": said})
    assert answer.status_code == 200
    assert "something has gone wrong" in text_of(answer.text)
    assert "sign of life from" not in in_folder.shows(f"/reports/{MISSION}")
    fields = {**fields_of(answer.text), "source": "father", "keep": "yes"}
    assert "Kept as a sign of life at" in text_of(in_folder.sends(f"{HERE}/heard", fields).text)
    assert "Sign of life from" in in_folder.shows(f"/reports/{MISSION}")


def test_words_that_are_none_are_never_guessed(in_folder: Visitor) -> None:
    """Not even half of them."""
    words = drawn(in_folder)
    half = words["all is well"].split()[0]
    said = text_of(in_folder.post(f"{HERE}/heard", {"said": half, "keep": "yes", "source": "father"}).text)
    assert "These are no words of a journey that runs here." in said
    assert "Sign of life from" not in in_folder.shows(f"/reports/{MISSION}")
