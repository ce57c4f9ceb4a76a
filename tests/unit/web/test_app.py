"""What holds for every page and form."""

from __future__ import annotations

import pytest

from tests.desks import MISSION
from tests.served import Visitor, text_of

HERE = f"/missions/{MISSION}"


@pytest.mark.parametrize(
    ("sent", "page"),
    [
        (f"{HERE}/override", f"{HERE}/decision"),
        (f"/journeys/{MISSION}/{MISSION}/close", f"/journeys/{MISSION}/{MISSION}"),
        ("/trace/on", "/trace"),
    ],
)
def test_a_form_that_is_shown_again_can_be_read_in_another_language(in_folder: Visitor, sent: str, page: str) -> None:
    """Whoever changes the language there comes to the page that has the form, since the form's address has none."""
    answer = in_folder.post(sent, {"source": "pastor"})
    assert answer.status_code == 422
    assert f'name="to" value="{page}"' in answer.text
    assert in_folder.sends("/language", {"language": "ko", "to": page}).status_code == 200


def test_a_page_that_asks_for_itself_is_not_told_what_a_form_did(in_folder: Visitor) -> None:
    """It may stand in another tab: whoever sent the form is told, on the page that they come to."""
    sent = in_folder.post("/oncall", {"who": "malee", "until": "2031-10-05 08:00", "source": "pastor"})
    assert sent.status_code == 303
    there = sent.headers["location"]
    assert "malee is on call." not in in_folder.get(there, waystation_live="page").text
    assert "malee is on call." not in text_of(in_folder.get("/brokers").text)
    assert "malee is on call." in text_of(in_folder.get(there).text)
    assert "malee is on call." not in text_of(in_folder.get(there).text)
