"""What holds for every page and form."""

from __future__ import annotations

import pytest

from tests.desks import MISSION
from tests.served import Visitor

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
