"""Cards on their pages: drafts until they are given, then whole; printed, sent, read aloud; and those that are out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desks import MISSION
from tests.served import Visitor, text_of
from waystation.storage.report_files import ReportFile

HERE = f"/journeys/{MISSION}/{MISSION}/cards"
FORD = {"to": "broker:hwang", "at": "leg:ford", "language": "en", "shown": "print"}


def given(visitor: Visitor) -> list[object]:
    """The cards that were written down as given."""
    return [one for one in ReportFile(Path(visitor.front.office.places.packs[0])).all() if one.kind == "card"]


def test_everybody_with_a_part_in_the_way_ahead_has_a_card(in_folder: Visitor) -> None:
    """In the order of the way: travellers, brokers, hosts."""
    said = in_folder.shows(HERE)
    order = [
        "The stay at Old rice mill",
        "Card for the host of Old rice mill",
        "Card for Mr. Hwang",
        "Card for Sister Malee",
    ]
    assert [said.index(one) for one in order] == sorted(said.index(one) for one in order)
    assert "No card of this journey is out." in said


def test_a_card_is_a_draft_until_it_is_given(in_folder: Visitor) -> None:
    """Without signs, and nothing is kept; given, it has its signs, and is out."""
    query = "&".join(f"{name}={value}" for name, value in {"to": "broker:hwang", "at": "leg:reeds"}.items())
    draft = in_folder.shows(f"{HERE}/card?{query}&language=en")
    assert "DRAFT: not for use." in draft
    assert given(in_folder) == []
    whole = in_folder.sends(f"{HERE}/card", {**FORD, "at": "leg:reeds", "source": "father"})
    assert "DRAFT" not in text_of(whole.text)
    assert "Kept as told to hwang: leg reeds." in text_of(whole.text)
    assert len(given(in_folder)) == 1
    assert "Every card that is out holds, or is over." in in_folder.shows(HERE)
    again = in_folder.shows(f"{HERE}/card?{query}&language=en")
    assert "DRAFT" not in again
    assert len(given(in_folder)) == 1


def test_a_card_in_another_language_is_given_anew(in_folder: Visitor) -> None:
    """What is handed over is another text; where no speaker has reviewed it the page says so, and the card too."""
    in_folder.sends(f"{HERE}/card", {**FORD, "source": "father"})
    said = in_folder.shows(f"{HERE}/card?to=broker:hwang&at=leg:ford&language=lo")
    assert "No speaker of this language has reviewed these sentences yet" in said
    assert "A draft: no signs are on it" in said


def test_a_card_as_a_message_says_its_parts(in_folder: Visitor) -> None:
    """To be copied, with the number to call."""
    answer = in_folder.sends(f"{HERE}/card", {**FORD, "shown": "sms", "call": "+66 2 123", "source": "father"})
    assert "+66 2 123" in answer.text
    assert "GSM-7" in text_of(answer.text)


def test_check_in_words_are_only_in_the_form_that_is_read_aloud(in_folder: Visitor) -> None:
    """What is written can be found."""
    to = {"to": "traveller", "at": "place:mill", "language": "en", "source": "father"}
    aloud = text_of(in_folder.sends(f"{HERE}/card", {**to, "shown": "aloud"}).text)
    paper = text_of(in_folder.sends(f"{HERE}/card", {**to, "shown": "print"}).text)
    good = in_folder.shows(f"{HERE}/words?language=en").split("“")[1].split("”")[0]
    assert good in aloud
    assert good not in paper


def test_a_card_is_drawn_for_paper(in_folder: Visitor) -> None:
    """As PNG; a draft before it is given, the card after it."""
    address = f"{HERE}/card.png?to=broker:hwang&at=leg:ford&language=en"
    draft = in_folder.get(address)
    assert (draft.status_code, draft.headers["content-type"]) == (200, "image/png")
    assert draft.content.startswith(b"\x89PNG\r\n\x1a\n")
    in_folder.sends(f"{HERE}/card", {**FORD, "source": "father"})
    assert in_folder.get(address).content != draft.content


@pytest.mark.parametrize(
    ("fields", "status", "sentence"),
    [
        ({"to": "broker:nobody"}, 422, "there is no broker of that name"),
        ({"to": "somebody"}, 422, "is nobody to whom a card is given"),
        ({"at": "leg:nowhere"}, 422, "has no part in what lies ahead"),
        ({"language": "xx"}, 422, "cards are not written in xx"),
        ({"call": "ask Hwang"}, 422, "is no number to call"),
        ({"source": ""}, 422, "Who gives it"),
    ],
)
def test_a_card_that_cannot_be_given_is_said(
    in_folder: Visitor, fields: dict[str, str], status: int, sentence: str
) -> None:
    """And nothing is kept."""
    answer = in_folder.post(f"{HERE}/card", {**FORD, "source": "father", **fields})
    assert (answer.status_code, sentence in text_of(answer.text)) == (status, True), text_of(answer.text)
    assert given(in_folder) == []


def test_a_card_whose_hour_has_changed_is_to_be_told_anew(in_folder: Visitor) -> None:
    """They are turned back: the house that waits for them tonight must hear of it."""
    in_folder.sends(f"{HERE}/card", {**FORD, "to": "place:mill", "at": "place:mill", "source": "father"})
    told = {
        "telling": "arrived",
        "journey": MISSION,
        "leg": "path>mill",
        "outcome": "back",
        "happened": "2031-10-01T23:00",
    }
    in_folder.sends(f"/journeys/{MISSION}/{MISSION}/told", {**told, "source": "father"})
    said = in_folder.shows(HERE)
    assert "1 card does not hold: call, and give a new one where there is one." in said
    assert "its hour has changed" in said or "no longer on the way" in said
